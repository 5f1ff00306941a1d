//! Exact decimals: text on the wire, [`Decimal`] here, nothing rounded and never through a float.
//!
//! `Decimal`'s own implementation of serde rounds a text with more digits than it holds, and reads a JSON number through
//! a float. Here both are errors. A whole number in JSON is exact and is read.

use rust_decimal::Decimal;
use serde::Serializer;

use super::Form;

/// A decimal as its text, with the digits after the point that it came with.
pub(crate) struct ExactDecimal;

impl Form for ExactDecimal {
    type Value = Decimal;
    const EXPECTED: &'static str =
        "a decimal as text, such as \"1.50\", with no more digits than are held exactly";

    /// Reads `-?digits(.digits)?`.
    fn from_text(text: &str) -> Option<Decimal> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (unsigned, None),
        };
        // Decimal's own reader also takes `1_000`, `+1`, `.5`, `1.` and `007`, which would not be written back as they came.
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let padded = whole.len() > 1 && whole.starts_with('0');
        if padded || !digits(whole) || !fraction.is_none_or(digits) {
            return None;
        }
        let mut value = Decimal::from_str_exact(text).ok()?;
        // Its reader drops the sign of a zero, which a negated zero of the exchange has.
        value.set_sign_negative(text.starts_with('-'));
        Some(value)
    }

    fn from_integer(number: i128) -> Option<Decimal> {
        Decimal::try_from_i128_with_scale(number, 0).ok()
    }

    fn write<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Serialize};

    use crate::wire::{As, ExactDecimal, OptionAs};

    #[derive(Serialize, Deserialize)]
    struct Value(#[serde(with = "As::<ExactDecimal>")] Decimal);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Optional {
        #[serde(default, with = "OptionAs::<ExactDecimal>")]
        value: Option<Decimal>,
    }

    /// What came is what is written back, to the last zero. The long ones are from captured positions and rates.
    #[test]
    fn text_is_kept() {
        for text in [
            "0",
            "0.00",
            "-0",
            "-0.00",
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
            let value: Value = serde_json::from_str(&json).unwrap();
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
            "\"00.5\"",
            "\"007\"",
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
