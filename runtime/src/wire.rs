//! The formats of values on the wire, where they differ from serde's.
//!
//! Each format is a type around its value, such as [`UnixMillis`] around a [`Timestamp`](jiff::Timestamp). The types of
//! parameters and of path segments are formats; a field has the type of the value, and names its format with
//! [`As`]: `#[serde(with = "As::<Option<UnixMillis>>")]`.

mod decimal;
pub(crate) mod enums;
mod integer_or_string;
mod price_level;
#[doc(hidden)]
pub mod raw;
mod secret;
mod time;
pub(crate) mod union;
mod unknown_object;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error, Unexpected, Visitor};
use serde::{Deserializer, Serialize, Serializer};

pub use self::decimal::{DecimalNumber, DecimalOrNa, ExactDecimal};
pub use self::enums::UnknownValue;
pub use self::integer_or_string::IntegerOrString;
pub use self::price_level::{Levels, PriceLevel};
pub use self::secret::Secret;
pub use self::time::{
    Date, UnixMicros, UnixMillis, UnixSeconds, UtcDateTime, UtcDateTimeSpace, ZonedDateTime,
};
pub use self::unknown_object::UnknownObject;

/// A format, or an `Option`, `Vec` or map of formats, that is converted into the value that programs use.
pub trait IntoValue {
    /// The value, such as a [`Timestamp`](jiff::Timestamp) for [`UnixMillis`].
    type Value;

    /// Returns the value.
    fn into_value(self) -> Self::Value;
}

/// The reverse of [`IntoValue`].
pub trait FromValue: IntoValue {
    /// Returns `value` in this format.
    fn from_value(value: Self::Value) -> Self;
}

/// Implements the conversions of a format.
macro_rules! format_of {
    ($format:ident($value:ty)) => {
        impl $crate::wire::IntoValue for $format {
            type Value = $value;

            fn into_value(self) -> $value {
                self.0
            }
        }

        impl $crate::wire::FromValue for $format {
            fn from_value(value: $value) -> Self {
                Self(value)
            }
        }
    };
}

/// Implements the conversions of a format of a single value, its query value, and `$schema`, its JSON schema.
macro_rules! scalar_format {
    ($format:ident($value:ty), $schema:tt) => {
        $crate::wire::format_of!($format($value));

        impl $crate::parameters::QueryValue for $format {
            fn write(&self, pair: &mut dyn FnMut(&str)) {
                pair(&self.to_string());
            }
        }

        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for $format {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($format).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                ::schemars::json_schema!($schema)
            }
        }
    };
}

use {format_of, scalar_format};

impl<F: IntoValue> IntoValue for Option<F> {
    type Value = Option<F::Value>;

    fn into_value(self) -> Self::Value {
        self.map(F::into_value)
    }
}

impl<F: FromValue> FromValue for Option<F> {
    fn from_value(value: Self::Value) -> Self {
        value.map(F::from_value)
    }
}

impl<F: IntoValue> IntoValue for Vec<F> {
    type Value = Vec<F::Value>;

    fn into_value(self) -> Self::Value {
        self.into_iter().map(F::into_value).collect()
    }
}

impl<F: FromValue> FromValue for Vec<F> {
    fn from_value(value: Self::Value) -> Self {
        value.into_iter().map(F::from_value).collect()
    }
}

impl<F: IntoValue> IntoValue for BTreeMap<String, F> {
    type Value = BTreeMap<String, F::Value>;

    fn into_value(self) -> Self::Value {
        self.into_iter()
            .map(|(key, value)| (key, value.into_value()))
            .collect()
    }
}

impl<F: FromValue> FromValue for BTreeMap<String, F> {
    fn from_value(value: Self::Value) -> Self {
        value
            .into_iter()
            .map(|(key, value)| (key, F::from_value(value)))
            .collect()
    }
}

/// The serde functions of a field in the format `F`: `#[serde(with = "As::<F>")]`.
///
/// An optional field, which the exchange omits or sends as `null`, has `#[serde(default, with = "As::<Option<F>>")]`.
///
/// ```
/// use backpack_runtime::wire::{As, ExactDecimal, UnixMillis};
/// use jiff::Timestamp;
/// use rust_decimal::Decimal;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// struct Trade {
///     #[serde(with = "As::<ExactDecimal>")]
///     price: Decimal,
///     #[serde(default, with = "As::<Option<UnixMillis>>")]
///     time: Option<Timestamp>,
/// }
///
/// let trade: Trade = serde_json::from_str(r#"{"price":"1.50"}"#)?;
/// assert_eq!(serde_json::to_string(&trade)?, r#"{"price":"1.50","time":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct As<F>(PhantomData<F>);

impl<F: FromValue> As<F> {
    /// Serializes `value` in the format.
    ///
    /// # Errors
    ///
    /// Those of `serializer`.
    pub fn serialize<S: Serializer>(value: &F::Value, serializer: S) -> Result<S::Ok, S::Error>
    where
        F: Serialize,
        F::Value: Clone,
    {
        F::from_value(value.clone()).serialize(serializer)
    }

    /// Deserializes a value from the format.
    ///
    /// # Errors
    ///
    /// Those of `deserializer`, and a value that is not in the format.
    #[inline(always)]
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<F::Value, D::Error>
    where
        F: DeserializeOwned,
    {
        F::deserialize(deserializer).map(F::into_value)
    }
}

/// Reads a format from a string, an integer or a float.
trait Format: Sized {
    /// The expected value, for error messages.
    const EXPECTED: &'static str;

    /// Returns the exact value of a string.
    fn from_text(text: &str) -> Option<Self>;

    /// Returns the exact value of an integer.
    fn from_integer(number: i128) -> Option<Self>;

    /// Returns the value of a float; most formats have none.
    fn from_float(_: f64) -> Option<Self> {
        None
    }
}

/// Reads a [`Format`] from the formats of serde.
struct FormatVisitor<F>(PhantomData<F>);

impl<F> FormatVisitor<F> {
    const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<F: Format> Visitor<'_> for FormatVisitor<F> {
    type Value = F;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(F::EXPECTED)
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<F, E> {
        F::from_text(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<F, E> {
        F::from_integer(number.into())
            .ok_or_else(|| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<F, E> {
        F::from_integer(number.into())
            .ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<F, E> {
        F::from_float(number).ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use rust_decimal::Decimal;
    use serde::Deserialize;

    use super::*;

    type Books = BTreeMap<String, Vec<Option<ExactDecimal>>>;

    #[derive(Debug, Deserialize, PartialEq, Serialize)]
    struct Nested {
        #[serde(default, with = "As::<Option<Vec<UnixMillis>>>")]
        times: Option<Vec<Timestamp>>,
        #[serde(with = "As::<Books>")]
        prices: BTreeMap<String, Vec<Option<Decimal>>>,
    }

    /// A field can be any nesting of options, lists and maps of formats; each value keeps its format.
    #[test]
    fn formats_nest() {
        let json = r#"{"times":[1,2],"prices":{"SOL":["1.50",null],"USDC":[]}}"#;
        let nested: Nested = serde_json::from_str(json).unwrap();
        assert_eq!(nested.times.as_ref().unwrap()[1].as_millisecond(), 2);
        assert_eq!(nested.prices["SOL"], [Some(Decimal::new(150, 2)), None]);
        assert_eq!(serde_json::to_string(&nested).unwrap(), json);

        for json in [r#"{"prices":{}}"#, r#"{"times":null,"prices":{}}"#] {
            let nested: Nested = serde_json::from_str(json).unwrap();
            assert_eq!(nested.times, None);
            let written = serde_json::to_string(&nested).unwrap();
            assert_eq!(written, r#"{"times":null,"prices":{}}"#);
        }
        for json in [
            r#"{"prices":{"SOL":[1.5]}}"#,
            r#"{"prices":{"SOL":"1.5"}}"#,
            r#"{"prices":null}"#,
            r#"{"times":["a"],"prices":{}}"#,
        ] {
            assert!(serde_json::from_str::<Nested>(json).is_err(), "{json}");
        }
    }

    /// A value that is converted into its format and back is the same.
    #[test]
    fn values_round_trip() {
        let prices = BTreeMap::from([("SOL".to_owned(), vec![Some(Decimal::ONE), None])]);
        assert_eq!(Books::from_value(prices.clone()).into_value(), prices);
        let time = Some(Timestamp::UNIX_EPOCH);
        let format = Option::<UtcDateTime>::from_value(time);
        assert_eq!(format, Some(UtcDateTime(Timestamp::UNIX_EPOCH)));
        assert_eq!(format.into_value(), time);
    }

    /// The schema of a format describes what it reads and writes.
    #[cfg(feature = "schemars")]
    #[test]
    fn schemas_describe_formats() {
        use serde_json::json;

        fn schema<T: schemars::JsonSchema>() -> serde_json::Value {
            schemars::generate::SchemaSettings::draft2020_12()
                .with(|settings| settings.meta_schema = None)
                .into_generator()
                .into_root_schema_for::<T>()
                .to_value()
        }
        let kind = |schema: serde_json::Value| schema["type"].clone();
        assert_eq!(kind(schema::<ExactDecimal>()), "string");
        assert_eq!(kind(schema::<DecimalNumber>()), json!(["number", "string"]));
        assert_eq!(kind(schema::<UnixSeconds>()), "integer");
        assert_eq!(kind(schema::<UnixMillis>()), "integer");
        assert_eq!(kind(schema::<UnixMicros>()), "integer");
        assert_eq!(kind(schema::<UtcDateTime>()), "string");
        assert_eq!(kind(schema::<UtcDateTimeSpace>()), "string");
        assert_eq!(schema::<ZonedDateTime>()["format"], "date-time");
        assert_eq!(schema::<Date>()["format"], "date");
        assert_eq!(schema::<Secret>()["format"], "password");
        let levels = schema::<Levels>();
        assert_eq!(levels["type"], "array");
        let level = &levels["$defs"]["PriceLevel"];
        assert_eq!(level["prefixItems"][1]["type"], "string", "{levels}");
    }
}
