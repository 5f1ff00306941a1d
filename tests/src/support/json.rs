//! JSON as written: numbers with all their digits, fields in their order, duplicate keys.

use std::fmt;

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`, a boolean or a number, as written.
    Literal(String),
    String(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Parses JSON; `None` if it is invalid or nests more than `max_depth` levels of objects and lists.
    pub fn parse(text: &[u8], max_depth: usize) -> Option<Self> {
        Self::read(serde_json::from_slice(text).ok()?, max_depth)
    }

    /// Parses valid JSON as [`parse`](Self::parse) does.
    pub fn read(raw: &RawValue, max_depth: usize) -> Option<Self> {
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
            b'"' => Self::String(serde_json::from_str(text).ok()?),
            _ => Self::Literal(text.to_owned()),
        })
    }

    /// Returns the number of nested levels of objects and lists.
    pub fn depth(&self) -> usize {
        match self {
            Self::Literal(_) | Self::String(_) => 0,
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

/// Visitor that keeps every field of an object, in the order written.
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

/// Compact JSON, with the fields in their order.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |string: &str| serde_json::to_string(string).map_err(|_| fmt::Error);
        match self {
            Self::Literal(literal) => f.write_str(literal),
            Self::String(string) => f.write_str(&quoted(string)?),
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
