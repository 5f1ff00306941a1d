//! Times: one type, [`Timestamp`], for the several ways in which the exchange writes an instant.
//!
//! Numbers count seconds, milliseconds or microseconds since 1970; texts are UTC without saying so. What is written
//! back is what came, as long as it came with no more digits than its form has.

use jiff::Timestamp;
use jiff::civil;
use jiff::fmt::strtime;
use jiff::tz::Offset;
use serde::{Serialize, Serializer};

use super::Form;

/// A form that is a whole number of some unit since 1970.
macro_rules! numeric {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $from:ident, $to:ident) => {
        $(#[$doc])*
        pub(crate) struct $name(pub(crate) Timestamp);

        impl Form for $name {
            type Value = Timestamp;
            const EXPECTED: &'static str = $expected;

            fn from_text(text: &str) -> Option<Timestamp> {
                Self::from_integer(text.parse().ok()?)
            }

            fn from_integer(number: i128) -> Option<Timestamp> {
                Timestamp::$from(number.try_into().ok()?).ok()
            }

            fn write<S: Serializer>(value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(value.$to())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::write(&self.0, serializer)
            }
        }
    };
}

numeric! {
    /// Whole seconds since 1970.
    UnixSeconds, "a time in whole Unix seconds", from_second, as_second
}
numeric! {
    /// Whole milliseconds since 1970.
    UnixMillis, "a time in whole Unix milliseconds", from_millisecond, as_millisecond
}
numeric! {
    /// Whole microseconds since 1970.
    UnixMicros, "a time in whole Unix microseconds", from_microsecond, as_microsecond
}

/// A form that is a text.
macro_rules! textual {
    ($(#[$doc:meta])* $name:ident, $value:ty, $expected:literal, $parse:expr, $write:expr) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl Form for $name {
            type Value = $value;
            const EXPECTED: &'static str = $expected;

            fn from_text(text: &str) -> Option<$value> {
                $parse(text)
            }

            fn from_integer(_: i128) -> Option<$value> {
                None
            }

            fn write<S: Serializer>(value: &$value, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&$write(value))
            }
        }
    };
}

textual! {
    /// `2025-01-21T06:34:54.691858`: UTC without a zone.
    UtcDateTime, Timestamp, "a UTC time without zone, such as \"2025-01-21T06:34:54.691\"",
    |text: &str| utc(text, 'T'), |value: &Timestamp| written(value, 'T')
}
textual! {
    /// `2026-09-01 17:24:00`: the same with a space, as K-lines have it.
    UtcDateTimeSpace, Timestamp, "a UTC time without zone, such as \"2026-09-01 17:24:00\"",
    |text: &str| utc(text, ' '), |value: &Timestamp| written(value, ' ')
}
textual! {
    /// `2025-01-21T06:34:54Z`. It was never captured, so a time without zone is taken for UTC instead of refused.
    ZonedDateTime, Timestamp, "a time, such as \"2025-01-21T06:34:54Z\"",
    |text: &str| text.parse().ok().or_else(|| utc(text, 'T')),
    |value: &Timestamp| format!("{}Z", written(value, 'T'))
}
textual! {
    /// `2025-01-21`.
    Date, civil::Date, "a date, such as \"2025-01-21\"",
    |text: &str| strtime::parse("%Y-%m-%d", text).and_then(|parts| parts.to_date()).ok(),
    |value: &civil::Date| *value
}

/// The instant that a text without zone means.
fn utc(text: &str, separator: char) -> Option<Timestamp> {
    if let Some(time) = fixed(text.as_bytes(), separator) {
        return Offset::UTC.to_timestamp(time).ok();
    }
    // A zone or an offset would be ignored below, and mean another instant.
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '.');
    let (date, time) = text.split_once(separator)?;
    if !date.chars().all(plain) || !time.chars().all(plain) {
        return None;
    }
    let time: civil::DateTime = format!("{date}T{time}").parse().ok()?;
    Offset::UTC.to_timestamp(time).ok()
}

/// A time in the layout that the exchange writes, to the nanosecond: `YYYY-MM-DD`, the separator, `HH:MM:SS`, and up to
/// nine digits after a point. jiff reads it as well, at several times the cost.
fn fixed(text: &[u8], separator: char) -> Option<civil::DateTime> {
    let (date, clock) = text.split_at_checked(10)?;
    let (between, clock) = clock.split_first()?;
    let (clock, fraction) = clock.split_at_checked(8)?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else {
        return None;
    };
    let &[h1, h2, b':', n1, n2, b':', s1, s2] = clock else {
        return None;
    };
    let nanos = match fraction {
        [] => 0,
        [b'.', digits @ ..] if matches!(digits.len(), 1..=9) => {
            (digits.len()..9).fold(number(digits)?, |nanos, _| nanos * 10)
        }
        _ => return None,
    };
    if char::from(*between) != separator {
        return None;
    }
    let two = |tens, ones| number(&[tens, ones])?.try_into().ok();
    civil::DateTime::new(
        number(&[y1, y2, y3, y4])?.try_into().ok()?,
        two(m1, m2)?,
        two(d1, d2)?,
        two(h1, h2)?,
        two(n1, n2)?,
        two(s1, s2)?,
        nanos,
    )
    .ok()
}

/// The number of a few digits.
fn number(digits: &[u8]) -> Option<i32> {
    digits.iter().try_fold(0, |number, digit| {
        (digit.is_ascii_digit()).then(|| number * 10 + i32::from(digit - b'0'))
    })
}

/// The text of an instant in UTC, with 0, 3, 6 or 9 digits of a second: as few as hold it, which is how the exchange
/// writes.
fn written(value: &Timestamp, separator: char) -> String {
    let time = Offset::UTC.to_datetime(*value);
    let nanos = time.subsec_nanosecond();
    let fraction = match nanos {
        0 => String::new(),
        _ if nanos % 1_000_000 == 0 => format!(".{:03}", nanos / 1_000_000),
        _ if nanos % 1_000 == 0 => format!(".{:06}", nanos / 1_000),
        _ => format!(".{nanos:09}"),
    };
    let (date, clock) = (time.date(), time.time());
    format!(
        "{date}{separator}{:02}:{:02}:{:02}{fraction}",
        clock.hour(),
        clock.minute(),
        clock.second()
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn write<F: Form>(value: &F::Value) -> String {
        F::write(value, serde_json::value::Serializer)
            .map(|json| {
                json.as_str()
                    .map_or_else(|| json.to_string(), str::to_owned)
            })
            .unwrap()
    }

    fn round_trip<F: Form<Value = Timestamp>>(text: &str, instant: &str) {
        let value = F::from_text(text).unwrap();
        assert_eq!(value.to_string(), instant, "{text}");
        assert_eq!(write::<F>(&value), text);
    }

    /// Each form names the instant that it means, and is written back as it came.
    #[test]
    fn forms() {
        round_trip::<UnixSeconds>("1788285244", "2026-09-01T17:54:04Z");
        round_trip::<UnixMillis>("1788285244094", "2026-09-01T17:54:04.094Z");
        round_trip::<UnixMicros>("1788285244094123", "2026-09-01T17:54:04.094123Z");
        round_trip::<UnixMillis>("-1", "1969-12-31T23:59:59.999Z");
        round_trip::<UtcDateTime>("2026-09-01T17:54:04.094", "2026-09-01T17:54:04.094Z");
        round_trip::<UtcDateTime>("2025-01-21T06:34:54.691858", "2025-01-21T06:34:54.691858Z");
        round_trip::<UtcDateTime>("2025-01-21T06:34:54.100", "2025-01-21T06:34:54.1Z");
        round_trip::<UtcDateTime>("2025-01-21T06:34:54", "2025-01-21T06:34:54Z");
        round_trip::<UtcDateTimeSpace>("2026-09-01 17:24:00", "2026-09-01T17:24:00Z");
        round_trip::<ZonedDateTime>("2025-01-21T06:34:54Z", "2025-01-21T06:34:54Z");
        let offset = ZonedDateTime::from_text("2025-01-21T06:34:54+02:00").unwrap();
        assert_eq!(offset.to_string(), "2025-01-21T04:34:54Z");
        assert_eq!(
            ZonedDateTime::from_text("2025-01-21T06:34:54"),
            ZonedDateTime::from_text("2025-01-21T06:34:54Z")
        );
        assert_eq!(
            write::<Date>(&Date::from_text("2026-11-26").unwrap()),
            "2026-11-26"
        );
    }

    /// A text that means another instant than it seems to, or none, is an error.
    #[test]
    fn refusals() {
        for text in [
            "",
            "T",
            "2025-01-21",
            "06:34:54",
            "2025-01-21T06:34:54Z",
            "2025-01-21T06:34:54+02:00",
            "2025-01-21 06:34:54",
            "2025-02-30T00:00:00",
            "2025-01-21T25:00:00",
            "2025-01-21T06:34:54[Europe/Rome]",
        ] {
            assert_eq!(UtcDateTime::from_text(text), None, "{text}");
        }
        assert_eq!(UtcDateTimeSpace::from_text("2025-01-21T06:34:54"), None);
        assert_eq!(UnixMillis::from_text("1.5"), None);
        assert_eq!(UnixMillis::from_integer(i128::MAX), None);
        assert_eq!(UnixSeconds::from_integer(i64::MAX.into()), None);
        assert_eq!(Date::from_text("26.11.2026"), None);
        assert_eq!(Date::from_text("2026-11-26T00:00:00"), None);
    }

    proptest! {
        // Protects every time that comes as text: the fixed layout means what jiff takes the text for.
        #[test]
        fn reads_what_jiff_reads(
            text in "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?",
        ) {
            let expected = text.parse::<civil::DateTime>().ok();
            prop_assert_eq!(fixed(text.as_bytes(), 'T'), expected);
            prop_assert_eq!(fixed(text.replace('T', " ").as_bytes(), ' '), expected);
            prop_assert_eq!(fixed(text.as_bytes(), ' '), None);
        }

        // And no text near it means something else.
        #[test]
        fn reads_no_more_than_jiff(
            text in "[0-9]{4}[-:][0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}[-:.][0-9]{2}(\\.[0-9]{0,11}|[Z+]?)",
        ) {
            if let Some(time) = fixed(text.as_bytes(), 'T') {
                prop_assert_eq!(text.parse().ok(), Some(time));
            }
        }
    }
}
