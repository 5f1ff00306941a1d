//! Exact decimals: text on the wire, [`Decimal`] here, nothing rounded and never through a float.
//!
//! `Decimal`'s own implementation of serde rounds a text with more digits than it holds, and reads a JSON number through
//! a float. Here both are errors. A whole number in JSON is exact and is read.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserializer, Serializer};

/// Writes a decimal as its text, with the digits after the point that it came with.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Reads a decimal from its text, or from a whole number.
///
/// # Errors
///
/// A text that is no decimal, or one that [`Decimal`] does not hold to its last digit.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    deserializer.deserialize_any(Exact)
}

struct Exact;

impl Visitor<'_> for Exact {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal as text, such as \"1.50\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
        parse(text).ok_or_else(|| {
            E::custom(format_args!(
                "\"{text}\" is not a decimal, or has more digits than are held exactly"
            ))
        })
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Decimal, E> {
        Ok(Decimal::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Decimal, E> {
        Ok(Decimal::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Decimal, E> {
        Err(E::invalid_type(Unexpected::Float(value), &self))
    }
}

/// Reads `-?digits(.digits)?`, exactly or not at all.
fn parse(text: &str) -> Option<Decimal> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    // Decimal's own reader also takes `1_000`, `+1`, `.5` and `1.`, which would not be written back as they came.
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !fraction.is_none_or(digits) {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// The same for a value that may be missing or `null`.
pub mod option {
    use super::{Decimal, Deserializer, Serializer, Visitor, fmt};

    /// Writes the text, or `null`.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    #[allow(clippy::ref_option, reason = "serde calls it so")]
    pub fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => super::serialize(value, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a decimal, or `null`.
    ///
    /// # Errors
    ///
    /// See [`deserialize`](super::deserialize).
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        deserializer.deserialize_option(OrNull)
    }

    struct OrNull;

    impl<'de> Visitor<'de> for OrNull {
        type Value = Option<Decimal>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a decimal as text, such as \"1.50\", or null")
        }

        fn visit_none<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_some<D: Deserializer<'de>>(
            self,
            deserializer: D,
        ) -> Result<Self::Value, D::Error> {
            super::deserialize(deserializer).map(Some)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Serialize, Deserialize)]
    struct Value(#[serde(with = "super")] Decimal);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Optional {
        #[serde(default, with = "super::option")]
        value: Option<Decimal>,
    }

    /// What came is what is written back, to the last zero. The long ones are from captured positions and rates.
    #[test]
    fn text_is_kept() {
        for text in [
            "0",
            "-0.5",
            "12.50",
            "0.00000001",
            "86700",
            "1.000000000000000001",
            "3831.3630555555555555555555556",
            "-0.0019226427158784468464417899",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001",
        ] {
            let json = format!("\"{text}\"");
            let value: Value =
                serde_json::from_str(&json).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
    }

    /// A value that would be rounded, or is none, is an error: money is not approximate.
    #[test]
    fn nothing_is_rounded_or_guessed() {
        for json in [
            "\"79228162514264337593543950336\"",
            "\"0.00000000000000000000000000001\"",
            "\"1.2345678901234567890123456789012\"",
            "\"\"",
            "\"-\"",
            "\".\"",
            "\"1.\"",
            "\".5\"",
            "\"+1\"",
            "\" 1\"",
            "\"1_000\"",
            "\"1,5\"",
            "\"1e5\"",
            "\"NaN\"",
            "\"٣\"",
            "1.5",
            "1e3",
            "null",
            "true",
        ] {
            assert!(serde_json::from_str::<Value>(json).is_err(), "{json}");
        }
    }

    /// Whole numbers are exact in JSON too.
    #[test]
    fn whole_numbers() {
        assert_eq!(
            serde_json::from_str::<Value>("-7").unwrap().0,
            Decimal::from(-7)
        );
        assert_eq!(
            serde_json::from_str::<Value>("18446744073709551615")
                .unwrap()
                .0,
            Decimal::from(u64::MAX)
        );
    }

    /// The exchange sends an optional value as null, or leaves it out.
    #[test]
    fn optional() {
        let none = Optional { value: None };
        assert_eq!(serde_json::from_str::<Optional>("{}").unwrap(), none);
        assert_eq!(
            serde_json::from_str::<Optional>("{\"value\":null}").unwrap(),
            none
        );
        let some: Optional = serde_json::from_str("{\"value\":\"1.0\"}").unwrap();
        assert_eq!(serde_json::to_string(&some).unwrap(), "{\"value\":\"1.0\"}");
    }
}
