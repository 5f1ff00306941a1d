//! Reads JSON one level at a time: names and values are borrowed from the input, and values stay as written.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Maximum number of levels of objects and arrays in the value of one field: 64.
///
/// Chosen here, far above what the exchange documents: it keeps a hostile body from exhausting the stack.
pub const MAX_DEPTH: usize = 64;

/// Fields of an ordinary order: room for them is allocated once.
const USUAL_FIELDS: usize = 16;

/// A string with its escapes decoded, borrowed from the input where it has none.
#[derive(serde::Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// The fields of an object: decoded names, and values as written.
pub(crate) struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Object<'a> {
    /// Sorts the fields by name in byte order. A name that occurs more than once is the error.
    pub(crate) fn sorted(mut self) -> Result<Vec<(Cow<'a, str>, &'a RawValue)>, Cow<'a, str>> {
        self.0.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let duplicate = self.0.windows(2).find_map(|pair| match pair {
            [(a, _), (b, _)] if a == b => Some(a.clone()),
            _ => None,
        });
        match duplicate {
            Some(name) => Err(name),
            None => Ok(self.0),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::with_capacity(USUAL_FIELDS);
                while let Some((Text(name), value)) = map.next_entry()? {
                    fields.push((name, value));
                }
                Ok(Object(fields))
            }
        }

        deserializer.deserialize_map(Fields)
    }
}
