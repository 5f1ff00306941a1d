//! How values look on the wire, where serde's own way is not the exchange's.
//!
//! A [`Form`] is one way to write a value. Generated fields name theirs with `#[serde(with = "As::<Form>")]`, so that
//! the fields themselves have the types that people work with.

mod decimal;
mod open_enum;
mod price_level;
pub(crate) mod raw;
mod secret;
mod time;
mod union;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserializer, Serializer};

pub(crate) use decimal::{DecimalNumber, ExactDecimal};
pub(crate) use open_enum::open_enum;
pub(crate) use price_level::Levels;
pub use price_level::PriceLevel;
pub use secret::Secret;
pub(crate) use time::{
    Date, UnixMicros, UnixMillis, UnixSeconds, UtcDateTime, UtcDateTimeSpace, ZonedDateTime,
};
pub(crate) use union::{read_tagged, tagged_union, write_tagged};

/// One way to write a value.
pub(crate) trait Form {
    /// The value.
    type Value;
    /// What is expected, for error messages.
    const EXPECTED: &'static str;
    /// The value of a text, exactly or not at all.
    fn from_text(text: &str) -> Option<Self::Value>;
    /// The value of a whole number, exactly or not at all.
    fn from_integer(number: i128) -> Option<Self::Value>;
    /// The value of a number with a fraction, as the shortest text that means that number. Only a form of such numbers
    /// has one.
    fn from_float(_: f64) -> Option<Self::Value> {
        None
    }
    /// Reads it.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Value, D::Error>
    where
        Self: Sized,
    {
        deserializer.deserialize_any(Read::<Self>(PhantomData))
    }
    /// Writes it.
    fn write<S: Serializer>(value: &Self::Value, serializer: S) -> Result<S::Ok, S::Error>;
}

/// The serde functions of a form, for `with`.
pub(crate) struct As<F>(PhantomData<F>);

impl<F: Form> As<F> {
    pub(crate) fn serialize<S: Serializer>(
        value: &F::Value,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        F::write(value, serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<F::Value, D::Error> {
        F::read(deserializer)
    }
}

/// The same for a value that may be missing or `null`: the exchange sends both.
pub(crate) struct OptionAs<F>(PhantomData<F>);

impl<F: Form> OptionAs<F> {
    #[allow(clippy::ref_option, reason = "serde calls it so")]
    pub(crate) fn serialize<S: Serializer>(
        value: &Option<F::Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => F::write(value, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<F::Value>, D::Error> {
        deserializer.deserialize_option(ReadOption::<F>(PhantomData))
    }
}

struct Read<F>(PhantomData<F>);

impl<F: Form> Visitor<'_> for Read<F> {
    type Value = F::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(F::EXPECTED)
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<F::Value, E> {
        F::from_text(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<F::Value, E> {
        F::from_integer(number.into())
            .ok_or_else(|| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<F::Value, E> {
        F::from_integer(number.into())
            .ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<F::Value, E> {
        F::from_float(number).ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }
}

struct ReadOption<F>(PhantomData<F>);

impl<'de, F: Form> Visitor<'de> for ReadOption<F> {
    type Value = Option<F::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, or null", F::EXPECTED)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        F::read(deserializer).map(Some)
    }
}
