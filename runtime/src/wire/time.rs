//! Times: one type, [`Timestamp`], for the several formats of the exchange.
//!
//! Numbers count seconds, milliseconds or microseconds since 1970; strings are in UTC, and most of them have no zone.
//! Every format reads all of these, since the exchange writes the same field in different ways: open orders have
//! numbers where their history has strings. A format writes its own form alone, with 0, 3, 6 or 9 digits of a second,
//! as few as possible: `.000` is read and not written.

use std::fmt;

use jiff::Timestamp;
use jiff::civil;
use jiff::fmt::temporal::{DateTimeParser, DateTimePrinter, Pieces, PiecesOffset};
use jiff::fmt::{StdFmtWrite, strtime};
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Format, FormatVisitor, scalar_format};

/// Defines a format that is an integer of some unit since 1970.
macro_rules! numeric {
    ($(#[$doc:meta])* $format:ident, $expected:literal, $from:ident, $to:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $format(pub Timestamp);

        scalar_format!($format(Timestamp), { "type": "integer", "format": "int64" });

        impl Format for $format {
            const EXPECTED: &'static str = $expected;

            fn from_text(text: &str) -> Option<Self> {
                match text.parse() {
                    Ok(number) => Self::from_integer(number),
                    // The digits that the unit has no place for are dropped, since they could not be written back.
                    Err(_) => Self::from_integer(zoned(text)?.$to().into()),
                }
            }

            fn from_integer(number: i128) -> Option<Self> {
                Timestamp::$from(number.try_into().ok()?).ok().map(Self)
            }
        }

        impl fmt::Display for $format {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.$to().fmt(f)
            }
        }

        impl<'de> Deserialize<'de> for $format {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(FormatVisitor::new())
            }
        }

        impl Serialize for $format {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.0.$to())
            }
        }
    };
}

numeric! {
    /// Seconds since 1970 as an integer, such as `1788285244`.
    UnixSeconds, "a time in Unix seconds, as an integer", from_second, as_second
}
numeric! {
    /// Milliseconds since 1970 as an integer, such as `1788285244094`.
    UnixMillis, "a time in Unix milliseconds, as an integer", from_millisecond, as_millisecond
}
numeric! {
    /// Microseconds since 1970 as an integer, such as `1788285244094123`.
    UnixMicros, "a time in Unix microseconds, as an integer", from_microsecond, as_microsecond
}

/// Defines a format that is a string.
macro_rules! textual {
    ($(#[$doc:meta])* $format:ident($value:ty), $expected:literal, $schema:tt, $parse:expr, $integer:expr, $write:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $format(pub $value);

        scalar_format!($format($value), $schema);

        impl Format for $format {
            const EXPECTED: &'static str = $expected;

            fn from_text(text: &str) -> Option<Self> {
                $parse(text).map(Self)
            }

            fn from_integer(number: i128) -> Option<Self> {
                $integer(number).map(Self)
            }
        }

        impl fmt::Display for $format {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                $write(self.0, f)
            }
        }

        impl<'de> Deserialize<'de> for $format {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(FormatVisitor::new())
            }
        }

        impl Serialize for $format {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
}

textual! {
    /// A UTC time without zone, such as `2025-01-21T06:34:54.691858`.
    UtcDateTime(Timestamp),
    "a UTC time without zone, such as \"2025-01-21T06:34:54.691\"",
    { "type": "string" },
    any_text,
    any_unit,
    |time, f| write(time, b'T', f)
}
textual! {
    /// A UTC time without zone and with a space, such as `2026-09-01 17:24:00`.
    UtcDateTimeSpace(Timestamp),
    "a UTC time without zone, such as \"2026-09-01 17:24:00\"",
    { "type": "string" },
    any_text,
    any_unit,
    |time, f| write(time, b' ', f)
}
textual! {
    /// A time with a zone, such as `2025-01-21T06:34:54Z`. A time without zone is read as UTC.
    ZonedDateTime(Timestamp),
    "a time, such as \"2025-01-21T06:34:54Z\"",
    { "type": "string", "format": "date-time" },
    any_text,
    any_unit,
    |time, f: &mut fmt::Formatter<'_>| {
        write(time, b'T', f)?;
        f.write_str("Z")
    }
}
textual! {
    /// A date, such as `2025-01-21`.
    Date(civil::Date),
    "a date, such as \"2025-01-21\"",
    { "type": "string", "format": "date" },
    |text| strtime::parse("%Y-%m-%d", text).and_then(|parts| parts.to_date()).ok(),
    |_| None,
    |date: civil::Date, f| date.fmt(f)
}

/// Reads a string of any form: a date and a time, or an integer.
fn any_text(text: &str) -> Option<Timestamp> {
    zoned(text).or_else(|| any_unit(text.parse().ok()?))
}

/// Reads an integer whose unit is not documented. The ranges are the times from 2001 to 2286, in which the three units
/// cannot be confused; any other integer is rejected.
fn any_unit(number: i128) -> Option<Timestamp> {
    let value = i64::try_from(number).ok()?;
    match value {
        1_000_000_000..=9_999_999_999 => Timestamp::from_second(value).ok(),
        1_000_000_000_000..=9_999_999_999_999 => Timestamp::from_millisecond(value).ok(),
        1_000_000_000_000_000..=9_999_999_999_999_999 => Timestamp::from_microsecond(value).ok(),
        _ => None,
    }
}

/// Reads a time such as `2026-09-01 17:24:00`, with a space or a `T` between: jiff reads it too, but with two of them
/// in each K-line the target for decoding K-lines would be missed.
fn whole_seconds(text: &[u8]) -> Option<civil::DateTime> {
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        m1,
        m2,
        b'-',
        d1,
        d2,
        b' ' | b'T',
        h1,
        h2,
        b':',
        n1,
        n2,
        b':',
        s1,
        s2,
    ] = text
    else {
        return None;
    };
    let two = |tens: u8, ones: u8| {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        (tens <= 9 && ones <= 9).then(|| (tens * 10 + ones).cast_signed())
    };
    let year = i16::from(two(y1, y2)?) * 100 + i16::from(two(y3, y4)?);
    let (month, day) = (two(m1, m2)?, two(d1, d2)?);
    civil::DateTime::new(
        year,
        month,
        day,
        two(h1, h2)?,
        two(n1, n2)?,
        two(s1, s2)?,
        0,
    )
    .ok()
}

/// Reads a time with a zone, or else in UTC.
fn zoned(text: &str) -> Option<Timestamp> {
    if let Some(time) = whole_seconds(text.as_bytes()) {
        return Offset::UTC.to_timestamp(time).ok();
    }
    if !matches!(text.as_bytes().get("2025-01-21".len()), Some(b' ' | b'T')) {
        return None;
    }
    let (time, offset) = parse(text)?;
    let offset = match offset {
        None | Some(PiecesOffset::Zulu) => Offset::UTC,
        Some(PiecesOffset::Numeric(offset)) => offset.offset(),
        Some(_) => return None,
    };
    offset.to_timestamp(time).ok()
}

/// Reads a date, a time, and an offset if there is one; the name of a time zone is rejected.
fn parse(text: &str) -> Option<(civil::DateTime, Option<PiecesOffset>)> {
    static PARSER: DateTimeParser = DateTimeParser::new();

    let pieces: Pieces<'_> = PARSER.parse_pieces(text).ok()?;
    if pieces.time_zone_annotation().is_some() {
        return None;
    }
    Some((pieces.date().to_datetime(pieces.time()?), pieces.offset()))
}

/// Writes a time in UTC with 0, 3, 6 or 9 digits of a second, as few as possible, which is how the exchange writes.
fn write(time: Timestamp, separator: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let time = Offset::UTC.to_datetime(time);
    let nanos = time.subsec_nanosecond();
    let digits = match nanos {
        0 => 0,
        _ if nanos % 1_000_000 == 0 => 3,
        _ if nanos % 1_000 == 0 => 6,
        _ => 9,
    };
    DateTimePrinter::new()
        .separator(separator)
        .precision(Some(digits))
        .print_datetime(&time, StdFmtWrite(f))
        .map_err(|_| fmt::Error)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::IntoValue;

    fn round_trip<F>(text: &str, instant: &str)
    where
        F: Format + fmt::Display + Serialize + IntoValue<Value = Timestamp>,
    {
        let time = F::from_text(text).unwrap();
        assert_eq!(time.to_string(), text);
        let json = serde_json::to_string(&time).unwrap();
        assert_eq!(json.trim_matches('"'), text);
        assert_eq!(time.into_value().to_string(), instant, "{text}");
    }

    /// Each format means the right time, and is written as it was read.
    #[test]
    fn formats_round_trip() {
        round_trip::<UnixSeconds>("1788285244", "2026-09-01T17:54:04Z");
        round_trip::<UnixMillis>("1788285244094", "2026-09-01T17:54:04.094Z");
        round_trip::<UnixMicros>("1788285244094123", "2026-09-01T17:54:04.094123Z");
        round_trip::<UnixMillis>("-1", "1969-12-31T23:59:59.999Z");
        round_trip::<UtcDateTime>("2026-09-01T17:54:04.094", "2026-09-01T17:54:04.094Z");
        round_trip::<UtcDateTime>("2025-01-21T06:34:54.691858", "2025-01-21T06:34:54.691858Z");
        round_trip::<UtcDateTime>("2025-01-21T06:34:54.100", "2025-01-21T06:34:54.1Z");
        round_trip::<UtcDateTime>(
            "2025-01-21T06:34:54.000000001",
            "2025-01-21T06:34:54.000000001Z",
        );
        round_trip::<UtcDateTime>("2025-01-21T06:34:54", "2025-01-21T06:34:54Z");
        round_trip::<UtcDateTimeSpace>("2026-09-01 17:24:00", "2026-09-01T17:24:00Z");
        round_trip::<ZonedDateTime>("2025-01-21T06:34:54Z", "2025-01-21T06:34:54Z");
        let date = Date::from_text("2026-11-26").unwrap();
        assert_eq!(date.to_string(), "2026-11-26");
    }

    /// An offset is applied, and a documented zone that is missing is UTC.
    #[test]
    fn zoned_reads_offset_or_utc() {
        for (text, instant) in [
            ("2025-01-21T06:34:54+02:00", "2025-01-21T04:34:54Z"),
            ("2025-01-21T06:34:54-00:30", "2025-01-21T07:04:54Z"),
            ("2025-01-21T06:34:54.691", "2025-01-21T06:34:54.691Z"),
        ] {
            let time = ZonedDateTime::from_text(text).unwrap();
            assert_eq!(time.0.to_string(), instant);
        }
    }

    /// Every format reads every known form of the same time, and writes its own: a field that changes its form, or has
    /// another one in a history, does not fail a list.
    #[test]
    fn every_format_reads_every_form() {
        fn check<F>(own: &str, integers: &[i64])
        where
            F: for<'de> Deserialize<'de> + Serialize + IntoValue<Value = Timestamp>,
        {
            let strings = [
                "2026-09-01T17:54:04",
                "2026-09-01T17:54:04.000",
                "2026-09-01 17:54:04",
                "2026-09-01 17:54:04.000000",
                "2026-09-01T17:54:04Z",
                "2026-09-01T17:54:04.000Z",
                "2026-09-01T19:54:04+02:00",
            ];
            let strings = strings.iter().map(|text| format!("\"{text}\""));
            let integers = integers
                .iter()
                .flat_map(|number| [number.to_string(), format!("\"{number}\"")]);
            for json in strings.chain(integers) {
                let time: F =
                    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{json}: {error}"));
                assert_eq!(serde_json::to_string(&time).unwrap(), own, "{json}");
                assert_eq!(
                    time.into_value().to_string(),
                    "2026-09-01T17:54:04Z",
                    "{json}"
                );
            }
        }
        let units = [1_788_285_244, 1_788_285_244_000, 1_788_285_244_000_000];
        check::<UtcDateTime>("\"2026-09-01T17:54:04\"", &units);
        check::<UtcDateTimeSpace>("\"2026-09-01 17:54:04\"", &units);
        check::<ZonedDateTime>("\"2026-09-01T17:54:04Z\"", &units);
        // The unit of an integer is that of its field.
        check::<UnixSeconds>("1788285244", &units[..1]);
        check::<UnixMillis>("1788285244000", &units[1..2]);
        check::<UnixMicros>("1788285244000000", &units[2..]);
    }

    /// A string that means another time than it seems to, or none, is an error.
    #[test]
    fn rejects_other_formats() {
        for text in [
            "",
            "T",
            "2025-01-21",
            "06:34:54",
            "2025-02-30T00:00:00",
            "2025-01-21_06:34:54",
            "1788285244.5",
            "17",
            "100000000000",
            "-1788285244",
            "2025-01-21T25:00:00",
            "2025-01-21T06:34:54[Europe/Rome]",
            "2025-01-21T06:34:54.1234567890",
            "+002025-01-21T06:34:54",
        ] {
            assert_eq!(UtcDateTime::from_text(text), None, "{text}");
        }
        for text in ["2025-01-21", "2025-01-21 ", "24:00"] {
            assert_eq!(UtcDateTimeSpace::from_text(text), None, "{text}");
            assert_eq!(UnixMillis::from_text(text), None, "{text}");
        }
        for text in ["2025-01-21", "2025-01-21T06:34:54[Europe/Rome]", "now"] {
            assert_eq!(ZonedDateTime::from_text(text), None, "{text}");
        }
        assert_eq!(UnixMillis::from_text("1.5"), None);
        assert_eq!(UnixMillis::from_integer(i128::MAX), None);
        assert_eq!(UnixSeconds::from_integer(i64::MAX.into()), None);
        assert_eq!(UtcDateTime::from_integer(178_828_524), None);
        assert_eq!(UtcDateTime::from_integer(i128::MAX), None);
        assert_eq!(Date::from_text("26.11.2026"), None);
        assert_eq!(Date::from_text("2026-11-26T00:00:00"), None);
    }

    proptest! {
        // Protects the times of K-lines: the fast path and jiff read the same time, to the last digit.
        #[test]
        fn whole_seconds_reads_what_jiff_reads(
            text in "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]",
        ) {
            prop_assert_eq!(whole_seconds(text.as_bytes()), text.parse().ok());
        }

        // And every other text is left to jiff, or means the same to both.
        #[test]
        fn whole_seconds_reads_no_more_than_jiff(
            text in "[0-9]{4}[-:][0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}[-:.][0-9:/]{2}[Z+.]?",
        ) {
            if let Some(time) = whole_seconds(text.as_bytes()) {
                prop_assert_eq!(text.parse().ok(), Some(time));
            }
        }

        // Protects every time that is a string: it is written as it was read, whichever of its digits are zero.
        #[test]
        fn textual_formats_round_trip(
            text in "20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{2}[1-9]([0-9]{2}[1-9]([0-9]{2}[1-9])?)?)?",
        ) {
            let spaced = text.replace('T', " ");
            prop_assert_eq!(UtcDateTime::from_text(&text).map(|time| time.to_string()), Some(text.clone()));
            prop_assert_eq!(UtcDateTimeSpace::from_text(&spaced).map(|time| time.to_string()), Some(spaced.clone()));
            prop_assert_eq!(ZonedDateTime::from_text(&text).map(|time| time.to_string()), Some(format!("{text}Z")));
            let time = UtcDateTime::from_text(&text).map(|time| time.0);
            prop_assert_eq!(UtcDateTime::from_text(&spaced).map(|time| time.0), time);
            prop_assert_eq!(UtcDateTimeSpace::from_text(&text).map(|time| time.0), time);
            let micros = time.and_then(|time| Timestamp::from_microsecond(time.as_microsecond()).ok());
            prop_assert_eq!(UnixMicros::from_text(&text).map(|time| time.0), micros);
        }
    }
}
