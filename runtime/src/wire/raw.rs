//! Reads a value from its JSON text, which serde_json's `RawValue` provides; from the value itself in other formats.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer, forward_to_deserialize_any};
use serde_json::value::RawValue;

/// A type that is read from the JSON text of a value.
pub trait FromRaw: Sized {
    /// Reads a JSON text.
    ///
    /// # Errors
    ///
    /// A text of another schema.
    fn from_json(json: &str) -> serde_json::Result<Self>;

    /// Reads a value of a format without JSON text.
    ///
    /// # Errors
    ///
    /// Those of `deserializer`, and a value of another schema.
    fn from_other<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads a value from its JSON text, or from the value itself in other formats.
///
/// # Errors
///
/// Those of `deserializer`, and a value of another schema.
pub fn read<'de, T: FromRaw, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut other = None;
    let intercepted = Intercept {
        inner: deserializer,
        other: &mut other,
    };
    let raw = Box::<RawValue>::deserialize(intercepted);
    match (other, raw) {
        (Some(value), _) => Ok(value),
        (None, Ok(raw)) => T::from_json(raw.get()).map_err(at_outer_position),
        (None, Err(error)) => Err(error),
    }
}

/// Writes a value in the data model that [`read`] expects: a newtype struct.
///
/// # Errors
///
/// Those of `serializer`.
pub fn write<T: Serialize + ?Sized, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct("Raw", value)
}

/// An error within a value as an error of the text around it.
///
/// The position within the value is reworded: serde_json would take it for one in the whole text, and adds the position
/// after the value.
pub fn at_outer_position<E: Error>(error: serde_json::Error) -> E {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    match message.strip_suffix(&format!(" at line {line} column {column}")) {
        Some(message) => E::custom(format_args!(
            "{message} (line {line}, column {column} of the value)"
        )),
        None => E::custom(message),
    }
}

/// Takes the value from a format that has no JSON text, before `RawValue` rejects it.
struct Intercept<'a, I, T> {
    inner: I,
    other: &'a mut Option<T>,
}

impl<'de, D: Deserializer<'de>, T: FromRaw> Deserializer<'de> for Intercept<'_, D, T> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let intercepted = Intercept {
            inner: visitor,
            other: self.other,
        };
        self.inner.deserialize_newtype_struct(name, intercepted)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<I, T: FromRaw> Intercept<'_, I, T> {
    /// Keeps the value, and ends the reading of the `RawValue`.
    fn keep<'de, D: Deserializer<'de>, V>(self, deserializer: D) -> Result<V, D::Error> {
        *self.other = Some(T::from_other(deserializer)?);
        Err(D::Error::custom("not a raw value"))
    }
}

/// Keeps plain values.
macro_rules! keep {
    ($($visit:ident: $value:ty,)+) => {
        $(
            fn $visit<E: Error>(self, value: $value) -> Result<V::Value, E> {
                self.keep(value.into_deserializer())
            }
        )+
    };
}

impl<'de, V: Visitor<'de>, T: FromRaw> Visitor<'de> for Intercept<'_, V, T> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    /// The JSON text: serde_json alone responds to a `RawValue` with a map.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(map)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        self.keep(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<V::Value, A::Error> {
        self.keep(SeqAccessDeserializer::new(list))
    }

    keep! {
        visit_bool: bool,
        visit_str: &str,
        visit_i64: i64,
        visit_u64: u64,
        visit_f64: f64,
    }
}
