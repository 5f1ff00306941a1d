//! JSON values with numbers as text, so that a value of the exchange is printed as it was sent.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The maximum nesting of a value.
const MAX_DEPTH: usize = 100;

/// A JSON value. Members keep their order, and numbers their digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Json {
    Null,
    Boolean(bool),
    Number(String),
    String(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Parses one JSON text.
    pub(crate) fn parse(text: &str) -> serde_json::Result<Self> {
        let raw: &RawValue = serde_json::from_str(text)?;
        Self::read(raw, 0)
    }

    fn read(raw: &RawValue, depth: usize) -> serde_json::Result<Self> {
        if depth > MAX_DEPTH {
            return Err(serde_json::Error::custom("nested too deeply"));
        }
        let text = raw.get();
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text)?;
                let read =
                    |(name, raw): (String, &RawValue)| Ok((name, Self::read(raw, depth + 1)?));
                Self::Object(
                    members
                        .into_iter()
                        .map(read)
                        .collect::<serde_json::Result<_>>()?,
                )
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                let read = |raw| Self::read(raw, depth + 1);
                Self::List(
                    items
                        .into_iter()
                        .map(read)
                        .collect::<serde_json::Result<_>>()?,
                )
            }
            Some(b'"') => Self::String(serde_json::from_str(text)?),
            Some(b't' | b'f') => Self::Boolean(serde_json::from_str(text)?),
            Some(b'n') => Self::Null,
            _ => Self::Number(text.to_owned()),
        })
    }

    /// Returns the member `name` of an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        members
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    /// Returns the content of a string.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the value as a cell of a table: a string without quotes, nothing for `null`, and compact JSON for lists and
    /// objects.
    pub(crate) fn cell(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    /// Returns the value as JSON over several lines.
    pub(crate) fn indented(&self) -> String {
        let mut out = String::new();
        self.indent(&mut out, 0);
        out
    }

    fn indent(&self, out: &mut String, depth: usize) {
        let (open, close, count) = match self {
            Self::List(items) if !items.is_empty() => ('[', ']', items.len()),
            Self::Object(members) if !members.is_empty() => ('{', '}', members.len()),
            scalar => {
                out.push_str(&scalar.to_string());
                return;
            }
        };
        let line = |out: &mut String, depth: usize| {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        };
        out.push(open);
        for index in 0..count {
            if index > 0 {
                out.push(',');
            }
            line(out, depth + 1);
            match self {
                Self::Object(members) => {
                    if let Some((name, value)) = members.get(index) {
                        out.push_str(&quoted(name));
                        out.push_str(": ");
                        value.indent(out, depth + 1);
                    }
                }
                Self::List(items) => {
                    if let Some(value) = items.get(index) {
                        value.indent(out, depth + 1);
                    }
                }
                _ => {}
            }
        }
        line(out, depth);
        out.push(close);
    }
}

/// Reads a value of JSON text, with numbers as sent.
impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Self::read(raw, 0).map_err(D::Error::custom)
    }
}

/// Compact JSON.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Number(text) => f.write_str(text),
            Self::String(text) => f.write_str(&quoted(text)),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    write!(f, "{comma}{item}")?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    write!(f, "{comma}{}:{value}", quoted(name))?;
                }
                f.write_str("}")
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The members of an object, in order.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Digits, exponents, order and escapes survive; a float would lose them.
    #[test]
    fn keeps_numbers_and_order() {
        let text = r#"{"z":1.50,"a":[12345678901234567890.10,1e-9,-0],"k":{"é":"a\"b\n"},"n":null,"b":true,"e":[],"o":{}}"#;
        let value = Json::parse(text).unwrap();
        assert_eq!(value.to_string(), text);
        assert_eq!(Json::parse(&value.indented()).unwrap(), value);
        assert_eq!(value.get("z"), Some(&Json::Number("1.50".to_owned())));
    }

    /// Invalid and deeply nested texts are errors.
    #[test]
    fn rejects_invalid_and_deep_text() {
        for text in ["", "{", "[1,]", "nope", "{\"a\":}", "1 2"] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        assert!(Json::parse(&deep).is_err());
    }
}
