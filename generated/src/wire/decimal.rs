//! Exact decimals: text on the wire, [`Decimal`] here, nothing rounded and never through a float.
//!
//! `Decimal`'s own implementation of serde rounds a text with more digits than it holds, and reads a JSON number through
//! a float. Here the first is an error, and so is a number with a fraction where text is documented. A whole number in
//! JSON is exact and is read.

use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::de::Error;
use serde::{Deserializer, Serializer};

use super::raw::{self, Raw};
use super::{Form, Read};

/// A decimal as its text, with the digits after the point that it came with.
pub(crate) struct ExactDecimal;

impl Form for ExactDecimal {
    type Value = Decimal;
    const EXPECTED: &'static str =
        "a decimal as text, such as \"1.50\", with no more digits than are held exactly";

    // Its result is read as soon as it is written: by way of memory, that takes as long as reading the digits.
    #[inline(always)]
    fn from_text(text: &str) -> Option<Decimal> {
        match leading(text.as_bytes())? {
            (value, []) => Some(value),
            _ => None,
        }
    }

    fn from_integer(number: i128) -> Option<Decimal> {
        Decimal::try_from_i128_with_scale(number, 0).ok()
    }

    fn write<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value.array_string().as_ref())
    }
}

/// A decimal as a JSON number. It is read from the text of the number, so it is exact in JSON; another format gives a
/// float, of which the shortest text is read. Text is read too.
///
/// It is written as the number of that value where such a number exists, without zeros behind the last digit of a
/// fraction; a value with more digits than a float keeps is written as text, never rounded.
pub(crate) struct DecimalNumber;

impl Form for DecimalNumber {
    type Value = Decimal;
    const EXPECTED: &'static str =
        "a decimal as a number or text, with no more digits than are held exactly";

    fn from_text(text: &str) -> Option<Decimal> {
        ExactDecimal::from_text(text)
    }

    fn from_integer(number: i128) -> Option<Decimal> {
        ExactDecimal::from_integer(number)
    }

    fn from_float(number: f64) -> Option<Decimal> {
        ExactDecimal::from_text(&number.to_string())
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        raw::read::<Self, D>(deserializer)
    }

    fn write<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        if value.scale() == 0
            && let Ok(whole) = i64::try_from(value.mantissa())
        {
            return raw::write(&whole, serializer);
        }
        let text = value.array_string();
        match text.as_ref().parse::<f64>() {
            Ok(float) if Self::from_float(float) == Some(*value) => raw::write(&float, serializer),
            _ => raw::write(text.as_ref(), serializer),
        }
    }
}

impl Raw for DecimalNumber {
    type Value = Decimal;
    const EXPECTED: &'static str = <Self as Form>::EXPECTED;

    fn from_json(json: &str) -> serde_json::Result<Decimal> {
        match json.as_bytes() {
            [b'-' | b'0'..=b'9', ..] => json_number(json).ok_or_else(|| {
                let expected = <Self as Form>::EXPECTED;
                serde_json::Error::custom(format_args!(
                    "invalid value: number `{json}`, expected {expected}"
                ))
            }),
            _ => Self::from_other(&mut serde_json::Deserializer::from_str(json)),
        }
    }

    fn from_other<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        deserializer.deserialize_any(Read::<Self>(PhantomData))
    }
}

/// The exact value of a JSON number, which can have an exponent.
fn json_number(json: &str) -> Option<Decimal> {
    let (value, rest) = leading(json.as_bytes())?;
    let exponent: i32 = match rest {
        [] => return Some(value),
        [b'e' | b'E', exponent @ ..] => std::str::from_utf8(exponent).ok()?.parse().ok()?,
        _ => return None,
    };
    let scale = i32::try_from(value.scale()).ok()?.checked_sub(exponent)?;
    // Digits before the point that are not written, such as the zeros of `1e3`.
    let zeros = 10_i128.checked_pow((-scale).max(0).unsigned_abs())?;
    let number = value.mantissa().checked_mul(zeros)?;
    let mut exact = Decimal::try_from_i128_with_scale(number, scale.max(0).unsigned_abs()).ok()?;
    exact.set_sign_negative(value.is_sign_negative());
    Some(exact)
}

/// Reads the decimal that a text starts with, `-?digits(.digits)?` without zeros in front. The rest of the text beside it.
///
/// Decimal's own reader takes longer, also takes `1_000`, `+1`, `.5`, `1.` and `007`, which would not be written back as
/// they came, and drops the sign of a zero, which a negated zero of the exchange has.
// Inlined for the reason that `from_text` is.
#[inline(always)]
pub(super) fn leading(text: &[u8]) -> Option<(Decimal, &[u8])> {
    let (negative, unsigned) = match text {
        [b'-', unsigned @ ..] => (true, unsigned),
        unsigned => (false, unsigned),
    };
    if matches!(unsigned, [b'0', b'0'..=b'9', ..]) {
        return None;
    }
    let mut number = 0;
    let mut rest = digits(unsigned, &mut number);
    let whole = unsigned.len() - rest.len();
    let mut scale = 0;
    if let [b'.', fraction @ ..] = rest {
        rest = digits(fraction, &mut number);
        scale = fraction.len() - rest.len();
        if scale == 0 {
            return None;
        }
    }
    if whole == 0 {
        return None;
    }
    let places = u32::try_from(scale).ok()?;
    let mut value = if whole + scale <= I64_DIGITS {
        Decimal::try_new(number, places).ok()?
    } else {
        long(unsigned.strip_suffix(rest)?, places)?
    };
    value.set_sign_negative(negative);
    Some((value, rest))
}

/// So many digits fit, whichever they are.
const I64_DIGITS: usize = 18;

/// The value of digits with a point among them, of which so many are after it.
#[cold]
fn long(text: &[u8], scale: u32) -> Option<Decimal> {
    let mut number = 0_i128;
    for byte in text.iter().filter(|byte| **byte != b'.') {
        number = number.checked_mul(10)?.checked_add((byte - b'0').into())?;
    }
    Decimal::try_from_i128_with_scale(number, scale).ok()
}

/// Puts the digits that a text starts with behind those of `number`, which wraps around. The rest of the text.
#[inline(always)]
fn digits<'t>(mut text: &'t [u8], number: &mut i64) -> &'t [u8] {
    while let [byte, rest @ ..] = text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        *number = number.wrapping_mul(10).wrapping_add(digit.into());
        text = rest;
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    use crate::wire::{As, DecimalNumber, ExactDecimal, Form, OptionAs};

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

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Number {
        #[serde(default, with = "OptionAs::<DecimalNumber>")]
        value: Option<Decimal>,
    }

    fn number(json: &str) -> serde_json::Result<Decimal> {
        serde_json::from_str::<Number>(&format!("{{\"value\":{json}}}"))
            .map(|number| number.value.unwrap())
    }

    /// The digits of a JSON number are the digits of the decimal, whichever number of them a float has. Text is read too.
    #[test]
    fn a_number_is_read_from_its_digits() {
        for (json, digits) in [
            ("250.75", "250.75"),
            ("12.50", "12.50"),
            ("0.1", "0.1"),
            ("-0", "-0"),
            ("7", "7"),
            (
                "0.1234567890123456789012345678",
                "0.1234567890123456789012345678",
            ),
            (
                "79228162514264337593543950335",
                "79228162514264337593543950335",
            ),
            ("1e3", "1000"),
            ("1.5E-7", "0.00000015"),
            ("-12.5e+1", "-125"),
            ("1.234e2", "123.4"),
            ("0e27", "0"),
            ("\"12.50\"", "12.50"),
        ] {
            assert_eq!(number(json).unwrap().to_string(), digits, "{json}");
        }
    }

    /// A number that does not fit is an error that names it, and is not read as the float beside it.
    #[test]
    fn a_number_is_not_rounded() {
        for json in [
            "0.12345678901234567890123456789",
            "79228162514264337593543950336",
            "1e29",
            "1e-29",
            "1e999999999999",
            "1e-999999999999",
        ] {
            let error = number(json).unwrap_err().to_string();
            assert!(error.contains(&format!("`{json}`")), "{error}");
        }
        for json in ["true", "[]", "{}", "\"1e3\"", "\"\""] {
            assert!(number(json).is_err(), "{json}");
        }
    }

    /// It is written as a number while there is one of its value, and as text when a float would round it.
    #[test]
    fn a_number_is_written_as_it_came() {
        for (came, written) in [
            ("250.75", "250.75"),
            ("7", "7"),
            ("-7", "-7"),
            ("12.50", "12.5"),
            ("0.1", "0.1"),
            ("100000000000000000000.5", "\"100000000000000000000.5\""),
            ("0.1234567890123456789", "\"0.1234567890123456789\""),
            ("null", "null"),
        ] {
            let read: Number = serde_json::from_str(&format!("{{\"value\":{came}}}")).unwrap();
            let json = format!("{{\"value\":{written}}}");
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
            assert_eq!(serde_json::from_str::<Number>(&json).unwrap(), read);
        }
    }

    /// What is no JSON text has its floats: their shortest text counts.
    #[test]
    fn a_number_of_another_format() {
        let read = |value| {
            let fields = [("value", value)];
            let fields =
                serde::de::value::MapDeserializer::<_, serde_json::Error>::new(fields.into_iter());
            Number::deserialize(fields).map(|number| number.value.unwrap().to_string())
        };
        assert_eq!(read(json!(12.5)).unwrap(), "12.5");
        assert_eq!(read(json!(7)).unwrap(), "7");
        assert_eq!(read(json!("1.50")).unwrap(), "1.50");
        let read = |number: f64| {
            DecimalNumber::read(serde::de::value::F64Deserializer::<serde_json::Error>::new(
                number,
            ))
        };
        assert_eq!(read(0.1).unwrap().to_string(), "0.1");
        assert!(read(1e300).is_err());
        assert!(read(f64::NAN).is_err());
    }

    /// What the decimal reader of before would have made of a text: rust_decimal's, held to the form on the wire.
    fn reference(text: &str) -> Option<Decimal> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || (whole.len() > 1 && whole.starts_with('0')) {
            return None;
        }
        let mut value = Decimal::from_str_exact(text).ok()?;
        value.set_sign_negative(text.starts_with('-'));
        Some(value)
    }

    /// Digits, the number of them before the point, and a sign: with all lengths around what fits.
    fn decimals() -> impl Strategy<Value = String> {
        ("-?", "[0-9]{1,32}", 0_usize..32).prop_map(|(sign, digits, point)| {
            let (whole, fraction) = digits.split_at(point.min(digits.len()));
            let whole = whole.trim_start_matches('0');
            let whole = if whole.is_empty() { "0" } else { whole };
            let point = if fraction.is_empty() { "" } else { "." };
            format!("{sign}{whole}{point}{fraction}")
        })
    }

    /// The numbers around the largest mantissa, with a point anywhere.
    fn at_the_limit() -> impl Strategy<Value = String> {
        let largest = (1_u128 << 96) - 1;
        (largest - 20..largest + 20, 0_usize..=29, "-?").prop_map(|(number, point, sign)| {
            let digits = format!("{number:030}");
            let (whole, fraction) = digits.split_at(30 - point);
            let whole = whole.trim_start_matches('0');
            let whole = if whole.is_empty() { "0" } else { whole };
            let point = if fraction.is_empty() { "" } else { "." };
            format!("{sign}{whole}{point}{fraction}")
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        // Protects every price and quantity: our reader finds what rust_decimal's finds, to the scale and the sign.
        #[test]
        fn reads_what_rust_decimal_reads(text in prop_oneof![decimals(), at_the_limit(), "-?[0-9]{1,3}\\.?[0-9]{0,4}", "[-+.0-9_eE ]{0,8}", ".{0,4}"]) {
            let ours = ExactDecimal::from_text(&text);
            prop_assert_eq!(ours.map(|value| value.serialize()), reference(&text).map(|value| value.serialize()), "{}", text);
            if let Some(value) = ours {
                prop_assert_eq!(value.to_string(), text);
            }
        }

        // Protects amounts that come as numbers: an exponent moves the point and nothing else.
        #[test]
        fn an_exponent_moves_the_point(mantissa in -1_000_000_i64..1_000_000, scale in 0_u32..8, exponent in -12_i32..12) {
            let plain = Decimal::new(mantissa, scale);
            let moved = number(&format!("{plain}e{exponent}")).unwrap();
            let power = Decimal::from(10_i64.pow(exponent.unsigned_abs()));
            prop_assert_eq!(if exponent < 0 { moved * power } else { moved }, if exponent < 0 { plain } else { plain * power });
        }

        // Protects what is stored as JSON: a number and its text have one value, or the number is text.
        #[test]
        fn a_number_survives(text in prop_oneof![decimals(), "-?[1-9][0-9]{0,5}\\.[0-9]{1,4}"]) {
            if let Some(value) = reference(&text) {
                let json = serde_json::to_string(&Number { value: Some(value) }).unwrap();
                let again: Number = serde_json::from_str(&json).unwrap();
                prop_assert_eq!(again.value, Some(value), "{}", json);
            }
        }
    }
}
