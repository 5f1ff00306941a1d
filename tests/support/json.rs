//! JSON as it is written: numbers as their text, the fields of an object in their order, a key as often as it is there.

use std::fmt;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    /// `null`, `true`, `false`, a number.
    Word(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a text; `None` where it is not JSON, or nests more than `max_depth` levels of objects and lists.
    pub(crate) fn parse(text: &[u8], max_depth: usize) -> Option<Self> {
        Self::read(serde_json::from_slice(text).ok()?, max_depth)
    }

    /// Reads what has been seen to be JSON, as [`parse`](Self::parse) does.
    pub(crate) fn read(raw: &RawValue, max_depth: usize) -> Option<Self> {
        let text = raw.get();
        let inner = |value: &RawValue| Self::read(value, max_depth.checked_sub(1)?);
        Some(match text.as_bytes().first()? {
            b'{' => {
                let fields = serde_json::Deserializer::from_str(text).deserialize_map(Fields);
                let fields = fields.ok()?.into_iter();
                max_depth.checked_sub(1)?;
                Self::Object(
                    fields
                        .map(|(key, value)| Some((key, inner(&value)?)))
                        .collect::<Option<_>>()?,
                )
            }
            b'[' => {
                let values: Vec<&RawValue> = serde_json::from_str(text).ok()?;
                max_depth.checked_sub(1)?;
                Self::List(values.into_iter().map(inner).collect::<Option<_>>()?)
            }
            b'"' => Self::Text(serde_json::from_str(text).ok()?),
            _ => Self::Word(text.to_owned()),
        })
    }

    /// How many levels of objects and lists it holds.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::Word(_) | Self::Text(_) => 0,
            Self::List(values) => 1 + values.iter().map(Self::depth).max().unwrap_or(0),
            Self::Object(fields) => {
                1 + fields
                    .iter()
                    .map(|(_, value)| value.depth())
                    .max()
                    .unwrap_or(0)
            }
        }
    }
}

/// Every field of an object, in the order written.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Vec<(String, Box<RawValue>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(fields)
    }
}

/// Compact, in the order of the fields.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::to_string(text).map_err(|_| fmt::Error);
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Text(text) => f.write_str(&quoted(text)?),
            Self::List(values) => {
                f.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    value.fmt(f)?;
                }
                f.write_str("]")
            }
            Self::Object(fields) => {
                f.write_str("{")?;
                for (index, (key, value)) in fields.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    write!(f, "{}:{value}", quoted(key)?)?;
                }
                f.write_str("}")
            }
        }
    }
}
