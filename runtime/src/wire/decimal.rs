//! Exact decimals: strings on the wire, [`Decimal`] in fields, never rounded and never read through a float.
//!
//! `Decimal`'s own implementation of serde rounds a string with too many digits, and reads a JSON number through a float.
//! Here the first is an error, and so is a number with a fraction where a string is documented. A JSON integer is
//! exact, and is read.

use std::any::type_name;
use std::fmt;

use rust_decimal::Decimal;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::raw::{self, FromRaw};
use super::{Format, FormatVisitor, scalar_format};

/// A decimal as a string, which keeps its digits after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExactDecimal(pub Decimal);

scalar_format!(ExactDecimal(Decimal), { "type": "string" });

impl Format for ExactDecimal {
    const EXPECTED: &'static str =
        "a decimal as a string, such as \"1.50\", with no more digits than are held exactly";

    // Reading a decimal takes about as long as moving it through memory.
    #[inline(always)]
    fn from_text(text: &str) -> Option<Self> {
        match leading(text.as_bytes())? {
            (value, []) => Some(Self(value)),
            _ => None,
        }
    }

    fn from_integer(number: i128) -> Option<Self> {
        Decimal::try_from_i128_with_scale(number, 0).ok().map(Self)
    }
}

impl fmt::Display for ExactDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.array_string().as_ref())
    }
}

impl<'de> Deserialize<'de> for ExactDecimal {
    #[inline(always)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // CSV would guess a float, and binary formats need the type; in JSON an integer is read too.
        if type_name::<D::Error>() == type_name::<serde_json::Error>() {
            deserializer.deserialize_any(FormatVisitor::new())
        } else {
            deserializer.deserialize_str(FormatVisitor::new())
        }
    }
}

impl Serialize for ExactDecimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.array_string().as_ref())
    }
}

/// A decimal as a string, or `N/A`, which the exchange sends where there is no value: a change without a first price.
///
/// The value is `None` for `N/A`, and `None` is written as `N/A`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DecimalOrNa(pub Option<Decimal>);

/// The text of a decimal that is not available.
const NOT_AVAILABLE: &str = "N/A";

scalar_format!(DecimalOrNa(Option<Decimal>), { "type": "string" });

impl Format for DecimalOrNa {
    const EXPECTED: &'static str = "a decimal as a string, such as \"1.50\", with no more digits than are held exactly, or \"N/A\"";

    fn from_text(text: &str) -> Option<Self> {
        if text == NOT_AVAILABLE {
            return Some(Self(None));
        }
        ExactDecimal::from_text(text).map(|exact| Self(Some(exact.0)))
    }

    fn from_integer(number: i128) -> Option<Self> {
        ExactDecimal::from_integer(number).map(|exact| Self(Some(exact.0)))
    }
}

impl fmt::Display for DecimalOrNa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(decimal) => ExactDecimal(decimal).fmt(f),
            None => f.pad(NOT_AVAILABLE),
        }
    }
}

impl<'de> Deserialize<'de> for DecimalOrNa {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As for `ExactDecimal`.
        if type_name::<D::Error>() == type_name::<serde_json::Error>() {
            deserializer.deserialize_any(FormatVisitor::new())
        } else {
            deserializer.deserialize_str(FormatVisitor::new())
        }
    }
}

impl Serialize for DecimalOrNa {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(decimal) => ExactDecimal(decimal).serialize(serializer),
            None => serializer.serialize_str(NOT_AVAILABLE),
        }
    }
}

/// A decimal as a JSON number. It is read from the text of the number, so it is exact in JSON and in CSV; from the
/// shortest text of a float in other formats. A string is read too.
///
/// It is written as the number of that value if there is one, without trailing zeros of a fraction. A value with more
/// digits than a float keeps is written as a string, never rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DecimalNumber(pub Decimal);

scalar_format!(DecimalNumber(Decimal), { "type": ["number", "string"] });

impl Format for DecimalNumber {
    const EXPECTED: &'static str =
        "a decimal as a number or string, with no more digits than are held exactly";

    fn from_text(text: &str) -> Option<Self> {
        ExactDecimal::from_text(text).map(|exact| Self(exact.0))
    }

    fn from_integer(number: i128) -> Option<Self> {
        ExactDecimal::from_integer(number).map(|exact| Self(exact.0))
    }

    fn from_float(number: f64) -> Option<Self> {
        Self::from_text(&number.to_string())
    }
}

impl FromRaw for DecimalNumber {
    fn from_json(json: &str) -> serde_json::Result<Self> {
        match json.as_bytes() {
            [b'-' | b'0'..=b'9', ..] => json_number(json).map(Self).ok_or_else(|| {
                let expected = Self::EXPECTED;
                serde_json::Error::custom(format_args!(
                    "invalid value: number `{json}`, expected {expected}"
                ))
            }),
            _ => Self::from_other(&mut serde_json::Deserializer::from_str(json)),
        }
    }

    fn from_other<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The reader of CSV would guess a float.
        if type_name::<D::Error>().starts_with("csv::") {
            deserializer.deserialize_str(FormatVisitor::new())
        } else {
            deserializer.deserialize_any(FormatVisitor::new())
        }
    }
}

impl fmt::Display for DecimalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ExactDecimal(self.0).fmt(f)
    }
}

impl<'de> Deserialize<'de> for DecimalNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        raw::read(deserializer)
    }
}

impl Serialize for DecimalNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.scale() == 0
            && let Ok(integer) = i64::try_from(self.0.mantissa())
        {
            return raw::write(&integer, serializer);
        }
        let text = self.0.array_string();
        match text.as_ref().parse::<f64>() {
            Ok(float) if self.is_exactly(float) => raw::write(&float, serializer),
            _ => raw::write(text.as_ref(), serializer),
        }
    }
}

impl DecimalNumber {
    /// Returns true when the float is written with the digits of this decimal. Of two shortest texts that are equally
    /// near, the standard library and serde_json choose different ones, so both are compared.
    fn is_exactly(self, float: f64) -> bool {
        let json = serde_json::Number::from_f64(float).map(|number| number.to_string());
        Self::from_float(float) == Some(self)
            && json.and_then(|json| json_number(&json)) == Some(self.0)
    }
}

/// Reads the exact value of a JSON number, which can have an exponent.
fn json_number(json: &str) -> Option<Decimal> {
    let (value, rest) = leading(json.as_bytes())?;
    let exponent: i32 = match rest {
        [] => return Some(value),
        [b'e' | b'E', exponent @ ..] => std::str::from_utf8(exponent).ok()?.parse().ok()?,
        _ => return None,
    };
    let scale = i32::try_from(value.scale()).ok()?.checked_sub(exponent)?;
    // The digits that an exponent adds before the point, such as the zeros of `1e3`.
    let zeros = 10_i128.checked_pow((-scale).max(0).unsigned_abs())?;
    let number = value.mantissa().checked_mul(zeros)?;
    let mut exact = Decimal::try_from_i128_with_scale(number, scale.max(0).unsigned_abs()).ok()?;
    exact.set_sign_negative(value.is_sign_negative());
    Some(exact)
}

/// Reads the decimal at the start of a text, `-?digits(.digits)?` without leading zeros. Returns the rest of the text
/// too.
///
/// Decimal's own parser is slower, accepts `1_000`, `+1`, `.5`, `1.` and `007`, which would not be written back as they
/// came, and drops the sign of a zero, which the exchange sends.
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
    let integer = unsigned.len() - rest.len();
    let mut scale = 0;
    if let [b'.', fraction @ ..] = rest {
        rest = digits(fraction, &mut number);
        scale = fraction.len() - rest.len();
        if scale == 0 {
            return None;
        }
    }
    if integer == 0 {
        return None;
    }
    let places = u32::try_from(scale).ok()?;
    let mut value = if integer + scale <= I64_DIGITS {
        Decimal::try_new(number, places).ok()?
    } else {
        long(unsigned.strip_suffix(rest)?, places)?
    };
    value.set_sign_negative(negative);
    Some((value, rest))
}

/// The number of digits that always fit into an `i64`.
const I64_DIGITS: usize = 18;

/// Reads a decimal of more digits; `scale` of them are after the point.
#[cold]
fn long(text: &[u8], scale: u32) -> Option<Decimal> {
    let mut number = 0_i128;
    for byte in text.iter().filter(|byte| **byte != b'.') {
        number = number.checked_mul(10)?.checked_add((byte - b'0').into())?;
    }
    Decimal::try_from_i128_with_scale(number, scale).ok()
}

/// Appends the digits at the start of a text to those of `number`, which wraps around. Returns the rest of the text.
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

    use crate::wire::{As, DecimalNumber, DecimalOrNa, ExactDecimal, Format};

    #[derive(Serialize, Deserialize)]
    struct Value(#[serde(with = "As::<ExactDecimal>")] Decimal);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Optional {
        #[serde(default, with = "As::<Option<ExactDecimal>>")]
        value: Option<Decimal>,
    }

    /// `N/A` is no value, and is written back; everything else is read as an exact decimal is.
    #[test]
    fn reads_decimal_or_not_available() {
        for (json, value) in [
            ("\"N/A\"", Some(None)),
            ("\"-0.0310\"", Some(Some(Decimal::new(-310, 4)))),
            ("\"0\"", Some(Some(Decimal::ZERO))),
            ("7", Some(Some(Decimal::from(7)))),
            ("\"\"", None),
            ("\"n/a\"", None),
            ("null", None),
            ("1.5", None),
        ] {
            let read = serde_json::from_str::<DecimalOrNa>(json).ok();
            assert_eq!(read, value.map(DecimalOrNa), "{json}");
            if let (Some(read), true) = (read, json.starts_with('"')) {
                assert_eq!(serde_json::to_string(&read).unwrap(), json);
            }
        }
    }

    /// A decimal is written as it was read, to the last zero. The long ones are from captured positions and rates.
    #[test]
    fn keeps_digits() {
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

    /// A value that would be rounded, or is invalid, is an error: money is not approximate.
    #[test]
    fn rejects_inexact_and_invalid_decimals() {
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

    /// Integers are exact in JSON too.
    #[test]
    fn reads_integers() {
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

    /// The exchange sends an optional value as null, or omits it.
    #[test]
    fn reads_missing_and_null_as_none() {
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
        #[serde(default, with = "As::<Option<DecimalNumber>>")]
        value: Option<Decimal>,
    }

    fn number(json: &str) -> serde_json::Result<Decimal> {
        serde_json::from_str::<Number>(&format!("{{\"value\":{json}}}"))
            .map(|number| number.value.unwrap())
    }

    /// The digits of a JSON number are those of the decimal, however many a float keeps. A string is read too.
    #[test]
    fn reads_number_from_its_digits() {
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

    /// A number that does not fit is an error that names it, and is not read as the nearest float.
    #[test]
    fn rejects_inexact_numbers() {
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

    /// A value is written as the number of that value, and as a string when a float would round it.
    #[test]
    fn writes_number_or_else_string() {
        for (came, written) in [
            ("250.75", "250.75"),
            ("7", "7"),
            ("-7", "-7"),
            ("12.50", "12.5"),
            ("0.1", "0.1"),
            ("100000000000000000000.5", "\"100000000000000000000.5\""),
            ("0.1234567890123456789", "\"0.1234567890123456789\""),
            // Both 0.2 and 0.3 are a shortest text of the nearest float.
            ("600000000000000.3", "\"600000000000000.3\""),
            ("0.30000000000000004", "0.30000000000000004"),
            ("null", "null"),
        ] {
            let read: Number = serde_json::from_str(&format!("{{\"value\":{came}}}")).unwrap();
            let json = format!("{{\"value\":{written}}}");
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
            assert_eq!(serde_json::from_str::<Number>(&json).unwrap(), read);
        }
    }

    /// Other formats provide floats, which are read from their shortest text.
    #[test]
    fn reads_number_of_another_format() {
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
            DecimalNumber::deserialize(serde::de::value::F64Deserializer::<serde_json::Error>::new(
                number,
            ))
        };
        assert_eq!(read(0.1).unwrap().to_string(), "0.1");
        assert!(read(1e300).is_err());
        assert!(read(f64::NAN).is_err());
    }

    /// Returns the value of a text according to rust_decimal, if the text is in the format of the wire.
    fn reference(text: &str) -> Option<Decimal> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (integer, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(integer) || !digits(fraction) || (integer.len() > 1 && integer.starts_with('0'))
        {
            return None;
        }
        let mut value = Decimal::from_str_exact(text).ok()?;
        value.set_sign_negative(text.starts_with('-'));
        Some(value)
    }

    /// Decimals of every length around the limit, with a point and a sign.
    fn decimals() -> impl Strategy<Value = String> {
        ("-?", "[0-9]{1,32}", 0_usize..32).prop_map(|(sign, digits, point)| {
            let (integer, fraction) = digits.split_at(point.min(digits.len()));
            let integer = integer.trim_start_matches('0');
            let integer = if integer.is_empty() { "0" } else { integer };
            let point = if fraction.is_empty() { "" } else { "." };
            format!("{sign}{integer}{point}{fraction}")
        })
    }

    /// Numbers around the largest mantissa, with a point anywhere.
    fn at_the_limit() -> impl Strategy<Value = String> {
        let largest = (1_u128 << 96) - 1;
        (largest - 20..largest + 20, 0_usize..=29, "-?").prop_map(|(number, point, sign)| {
            let digits = format!("{number:030}");
            let (integer, fraction) = digits.split_at(30 - point);
            let integer = integer.trim_start_matches('0');
            let integer = if integer.is_empty() { "0" } else { integer };
            let point = if fraction.is_empty() { "" } else { "." };
            format!("{sign}{integer}{point}{fraction}")
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        // Protects every price and quantity: the value is rust_decimal's, with its scale and sign.
        #[test]
        fn reads_what_rust_decimal_reads(text in prop_oneof![decimals(), at_the_limit(), "-?[0-9]{1,3}\\.?[0-9]{0,4}", "[-+.0-9_eE ]{0,8}", ".{0,4}"]) {
            let ours = ExactDecimal::from_text(&text).map(|exact| exact.0);
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

        // Protects what is stored as JSON: a number has the value of its decimal, or it is a string.
        #[test]
        fn number_round_trips(text in prop_oneof![decimals(), "-?[1-9][0-9]{0,5}\\.[0-9]{1,4}"]) {
            if let Some(value) = reference(&text) {
                let json = serde_json::to_string(&Number { value: Some(value) }).unwrap();
                let again: Number = serde_json::from_str(&json).unwrap();
                prop_assert_eq!(again.value, Some(value), "{}", json);
            }
        }
    }
}
