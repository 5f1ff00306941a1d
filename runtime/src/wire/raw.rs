//! Reads a value from its JSON text, which serde_json's `RawValue` provides; from the value itself in other formats.

use std::fmt;
use std::iter;
use std::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, MapDeserializer, SeqAccessDeserializer};
use serde::de::{
    DeserializeSeed, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, forward_to_deserialize_any};
use serde_json::value::RawValue;

use crate::json_error;

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
    let mut value = None;
    let intercepted = Intercept {
        inner: deserializer,
        value: &mut value,
    };
    <&RawValue>::deserialize(intercepted)?;
    value.ok_or_else(|| D::Error::custom("no value"))
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

/// Returns an error within a value as an error of the text around it.
///
/// The position within the value is reworded: serde_json would take it for one in the whole text, and adds the position
/// after the value.
pub fn at_outer_position<E: Error>(error: serde_json::Error) -> E {
    let message = json_error::message(&error);
    match (error.line(), error.column()) {
        (0, _) => E::custom(message),
        (line, column) => E::custom(format_args!(
            "{message} (line {line}, column {column} of the value)"
        )),
    }
}

/// Reads the value in place of a `RawValue`, which would copy the text, or reject one that is not borrowed.
struct Intercept<'a, D, T> {
    inner: D,
    value: &'a mut Option<T>,
}

impl<'de, D: Deserializer<'de>, T: FromRaw> Deserializer<'de> for Intercept<'_, D, T> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let read = ReadValue {
            name,
            value: PhantomData,
        };
        *self.value = Some(self.inner.deserialize_newtype_struct(name, read)?);
        // The `RawValue` is not used.
        let unused = iter::once((name, BorrowedStrDeserializer::new("null")));
        visitor.visit_map(MapDeserializer::new(unused))
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Reads a value from what a format provides for a `RawValue`.
struct ReadValue<T> {
    /// The name of the newtype struct, which is also the key of the JSON text.
    name: &'static str,
    value: PhantomData<T>,
}

/// Reads plain values.
macro_rules! plain {
    ($($visit:ident: $value:ty,)+) => {
        $(
            fn $visit<E: Error>(self, value: $value) -> Result<T, E> {
                T::from_other(value.into_deserializer())
            }
        )+
    };
}

impl<'de, T: FromRaw> Visitor<'de> for ReadValue<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any valid JSON value")
    }

    /// The JSON text: serde_json alone responds to a `RawValue` with a map.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        match map.next_key::<&str>()? {
            Some(key) if key == self.name => map.next_value_seed(JsonText(PhantomData)),
            _ => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::from_other(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        T::from_other(SeqAccessDeserializer::new(list))
    }

    plain! {
        visit_bool: bool,
        visit_str: &str,
        visit_i64: i64,
        visit_u64: u64,
        visit_f64: f64,
    }
}

/// Reads a value from its JSON text, borrowed or not.
struct JsonText<T>(PhantomData<T>);

impl<'de, T: FromRaw> DeserializeSeed<'de> for JsonText<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T: FromRaw> Visitor<'_> for JsonText<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_json(text).map_err(at_outer_position)
    }
}
