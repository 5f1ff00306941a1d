//! The `Retry-After` header of a rate-limited response.

use std::time::{Duration, UNIX_EPOCH};

use backpack_signing::Timestamp;
use http::HeaderValue;

/// The `Retry-After` header of [`Fault::rate_limited`](crate::Fault::rate_limited), in each of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryAfter {
    /// No header.
    Absent,
    /// A number of seconds.
    Seconds(u64),
    /// This time as an HTTP date, truncated to whole seconds.
    Date(Timestamp),
    /// The time of the sandbox plus this duration as an HTTP date, rounded up to whole seconds.
    DateIn(Duration),
}

impl RetryAfter {
    /// Returns the value of the header; `None` without a header.
    pub(crate) fn header(self, now: Timestamp) -> Option<HeaderValue> {
        match self {
            Self::Absent => None,
            Self::Seconds(seconds) => Some(HeaderValue::from(seconds)),
            Self::Date(at) => http_date(at),
            Self::DateIn(ahead) => {
                let at = now.saturating_add(ahead).as_millis();
                http_date(Timestamp::from_millis(
                    at.div_ceil(1000).saturating_mul(1000),
                ))
            }
        }
    }
}

/// Formats an HTTP date; `None` after the year 9999.
pub(crate) fn http_date(at: Timestamp) -> Option<HeaderValue> {
    /// The first second of the year 10000.
    const END: u64 = 253_402_300_800;

    let seconds = at.as_millis() / 1000;
    if seconds >= END {
        return None;
    }
    let at = UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
    HeaderValue::from_str(&httpdate::fmt_http_date(at)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_each_form() {
        // The date of RFC 9110, section 5.6.7.
        let now = Timestamp::from_millis(784_111_777_500);
        let header = |retry_after: RetryAfter| {
            let value = retry_after.header(now)?;
            Some(value.to_str().unwrap().to_owned())
        };
        assert_eq!(header(RetryAfter::Absent), None);
        assert_eq!(header(RetryAfter::Seconds(7)).unwrap(), "7");
        assert_eq!(
            header(RetryAfter::Date(now)).unwrap(),
            "Sun, 06 Nov 1994 08:49:37 GMT"
        );
        assert_eq!(
            header(RetryAfter::DateIn(Duration::from_secs(1))).unwrap(),
            "Sun, 06 Nov 1994 08:49:39 GMT"
        );
        assert_eq!(header(RetryAfter::DateIn(Duration::MAX)), None);
        let last = Timestamp::from_millis(253_402_300_799_999);
        assert_eq!(
            header(RetryAfter::Date(last)).unwrap(),
            "Fri, 31 Dec 9999 23:59:59 GMT"
        );
    }
}
