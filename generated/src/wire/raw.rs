//! Reading from the text of a JSON value, where the format is JSON; from the value itself in any other format.
//!
//! serde_json hands out the text of a value, checked to be well formed, to whoever asks by the name of its `RawValue`. A
//! format that does not know the name takes it for the name of a structure of one field, and reads that field.
//! `RawValue` itself would fail there, and these types are to be read from every format.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// What `RawValue` asks for. A test holds it to that; were it another, reading would be as right, and slower.
const NAME: &str = "$serde_json::private::RawValue";

/// What is read from the text of a JSON value.
pub(crate) trait Raw {
    /// The value.
    type Value;
    /// What is expected, for error messages.
    const EXPECTED: &'static str;
    /// Reads a JSON text.
    fn from_json(json: &str) -> serde_json::Result<Self::Value>;
    /// Reads what has no JSON text.
    fn from_other<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Value, D::Error>;
}

/// Reads a value, from its text if there is one.
pub(crate) fn read<'de, R: Raw, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<R::Value, D::Error> {
    deserializer.deserialize_newtype_struct(NAME, Answer::<R>(PhantomData))
}

/// Writes a value as it is read: as a structure of one field, which the formats that show one have to find again.
pub(crate) fn write<T: Serialize + ?Sized, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    // A name that every format can write. No format asks for it when it reads.
    serializer.serialize_newtype_struct("Raw", value)
}

/// What a format answers to the name: a map of the name to the text, a structure of one field, or the value at once.
struct Answer<R>(PhantomData<R>);

/// Visits of a plain value.
macro_rules! plain {
    ($($visit:ident: $value:ty,)+) => {
        $(
            fn $visit<E: Error>(self, value: $value) -> Result<R::Value, E> {
                R::from_other(value.into_deserializer())
            }
        )+
    };
}

impl<'de, R: Raw> Visitor<'de> for Answer<R> {
    type Value = R::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(R::EXPECTED)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<R::Value, D::Error> {
        R::from_other(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<R::Value, A::Error> {
        R::from_other(SeqAccessDeserializer::new(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<R::Value, A::Error> {
        let mut object = Map::new();
        while let Some(Key(key)) = map.next_key()? {
            match key {
                None => return map.next_value_seed(Text::<R>(PhantomData)),
                Some(key) => object.insert(key, map.next_value()?),
            };
        }
        R::from_other(Value::Object(object)).map_err(outer)
    }

    plain! {
        visit_str: &str,
        visit_i64: i64,
        visit_u64: u64,
        visit_f64: f64,
    }
}

/// A key of a map; `None` is the name.
struct Key(Option<String>);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E>(self, key: &str) -> Result<Key, E> {
                Ok(Key((key != NAME).then(|| key.to_owned())))
            }
        }
        deserializer.deserialize_str(Read)
    }
}

/// The text, borrowed or not.
struct Text<R>(PhantomData<R>);

impl<'de, R: Raw> DeserializeSeed<'de> for Text<R> {
    type Value = R::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<R::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<R: Raw> Visitor<'_> for Text<R> {
    type Value = R::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a JSON value")
    }

    fn visit_str<E: Error>(self, json: &str) -> Result<R::Value, E> {
        R::from_json(json).map_err(outer)
    }
}

/// An error inside of a value as an error of what is around it.
///
/// The place inside the value is put in other words, because serde_json would take it for one in the whole text, and adds
/// the place after the value.
pub(crate) fn outer<E: Error>(error: serde_json::Error) -> E {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    match message.strip_suffix(&format!(" at line {line} column {column}")) {
        Some(message) => E::custom(format_args!(
            "{message} (line {line}, column {column} of the value)"
        )),
        None => E::custom(message),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use serde::de::value::Error as Plain;
    use serde::forward_to_deserialize_any;
    use serde_json::value::RawValue;

    use super::*;

    /// The name is the one that serde_json's own type asks by.
    #[test]
    fn name() {
        struct Asked<'a>(&'a Cell<&'static str>);
        impl<'de> Deserializer<'de> for Asked<'_> {
            type Error = Plain;

            fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Plain> {
                Err(Plain::custom("nothing"))
            }

            fn deserialize_newtype_struct<V: Visitor<'de>>(
                self,
                name: &'static str,
                _: V,
            ) -> Result<V::Value, Plain> {
                self.0.set(name);
                Err(Plain::custom("asked"))
            }

            forward_to_deserialize_any! {
                bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
                unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
            }
        }
        let asked = Cell::new("");
        assert!(<&RawValue>::deserialize(Asked(&asked)).is_err());
        assert_eq!(asked.get(), NAME);
    }
}
