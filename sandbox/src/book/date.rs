//! Times in the form of the history: `2026-09-01T17:54:04.094`, in UTC, without a zone.

use backpack_signing::Timestamp;

pub(crate) fn utc_date_time(at: Timestamp) -> String {
    const DAY: u64 = 86_400_000;

    let (days, millis) = (at.as_millis() / DAY, at.as_millis() % DAY);
    let (year, month, day) = civil(days);
    let (seconds, millis) = (millis / 1000, millis % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}")
}

/// The date `days` days after 1970-01-01: `civil_from_days` by Howard Hinnant ("chrono-compatible low-level date
/// algorithms"), for days that are not negative.
const fn civil(days: u64) -> (u64, u64, u64) {
    // Eras of 400 years, and years that begin in March, so that a leap day is the last day of its year.
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = year_of_era + era * 400;
    (if month <= 2 { year + 1 } else { year }, month, day)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn formats_known_times() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000"),
            (951_782_400_000, "2000-02-29T00:00:00.000"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000"),
            (1_788_285_244_094, "2026-09-01T17:54:04.094"),
        ] {
            assert_eq!(utc_date_time(Timestamp::from_millis(millis)), text);
        }
    }

    /// Compared with another crate, one day in each week of eight centuries.
    #[test]
    fn agrees_with_another_calendar() {
        for week in 0..42_000_u64 {
            let seconds = week * 7 * 86_400;
            let ours = utc_date_time(Timestamp::from_millis(seconds * 1000));
            // `Thu, 01 Jan 1970 00:00:00 GMT`
            let theirs = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds));
            let (ours, theirs) = (ours.as_bytes(), theirs.as_bytes());
            assert_eq!((&ours[..4], &ours[8..10]), (&theirs[12..16], &theirs[5..7]));
        }
    }
}
