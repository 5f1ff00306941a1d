//! Objects of a kind that is unknown to this version.

use std::any::type_name;
use std::ops::Deref;

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::raw;

/// A JSON object of a kind that is unknown to this version. It dereferences to its fields, and is written back as sent.
///
/// The fields are read by serde_json: a number with more digits than a float keeps is rounded there, and is exact in
/// [`json`](Self::json) and in what is written.
#[derive(Clone, Debug)]
pub struct UnknownObject {
    json: Box<RawValue>,
    fields: Map<String, Value>,
}

impl UnknownObject {
    /// Reads an object. Generated code calls this.
    ///
    /// # Errors
    ///
    /// A text that is not a JSON object.
    #[doc(hidden)]
    pub fn read(json: &str) -> serde_json::Result<Self> {
        Ok(Self {
            fields: serde_json::from_str(json)?,
            json: serde_json::from_str(json)?,
        })
    }

    /// Returns the JSON text as sent.
    #[must_use]
    pub fn json(&self) -> &str {
        self.json.get()
    }
}

impl Deref for UnknownObject {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.fields
    }
}

/// Two objects are equal if they have the same fields, in any order.
impl PartialEq for UnknownObject {
    fn eq(&self, other: &Self) -> bool {
        self.fields == other.fields
    }
}

impl Serialize for UnknownObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Other formats than JSON have no raw text.
        if type_name::<S::Error>() == type_name::<serde_json::Error>() {
            self.json.serialize(serializer)
        } else {
            raw::write(&self.fields, serializer)
        }
    }
}
