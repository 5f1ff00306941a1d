//! The types of bodies and responses by operation id, for tests that cover all operations.

use std::fmt::{Debug, Display};
use std::pin::Pin;
use std::str::FromStr;

use backpack_api::{PageError, Rows};
use futures_util::{Stream, StreamExt as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{RoundTrip, round_trip_as};
use crate::generated::types::visit;

/// Type that a body or a response decodes as.
pub trait Decoded: DeserializeOwned + Serialize + Debug + PartialEq + Clone + 'static {}

impl<T: DeserializeOwned + Serialize + Debug + PartialEq + Clone + 'static> Decoded for T {}

/// Visitor of the type of a body or a response.
pub trait VisitType: Sized {
    type Output;

    fn value<T: Decoded>(self) -> Self::Output;

    /// Visits a list of rows of the type `T`.
    fn list<T: Decoded>(self) -> Self::Output {
        self.value::<Vec<T>>()
    }
}

/// Decodes the JSON of a response and encodes its value; `None` for an operation whose response is not JSON.
pub fn round_trip(id: &str, json: &str) -> Option<RoundTrip> {
    struct Visitor<'j>(&'j str);

    impl VisitType for Visitor<'_> {
        type Output = RoundTrip;

        fn value<T: Decoded>(self) -> RoundTrip {
            round_trip_as::<T>(self.0)
        }
    }

    visit(id, Visitor(json))
}

/// Enumeration of the API.
pub struct KnownEnum {
    pub name: &'static str,
    /// Unknown values are rejected.
    pub closed: bool,
    /// Each known value, and `true` if it decodes as its own variant.
    pub values: Vec<(&'static str, bool)>,
    /// Decodes a JSON string, and formats the value or the error.
    pub decode: fn(&str) -> Result<String, String>,
    /// Parses a string, and formats the value or the error.
    pub parse: fn(&str) -> Result<String, String>,
}

impl KnownEnum {
    /// Creates the entry of the type `E` from its values and their variants.
    pub fn of<E>(name: &'static str, closed: bool, values: Vec<(&'static str, E)>) -> Self
    where
        E: DeserializeOwned + Display + FromStr<Err: Display> + PartialEq,
    {
        let decoded = |text: &str| serde_json::from_value::<E>(json!(text));
        let values = values.into_iter().map(|(text, variant)| {
            let is_own = decoded(text).is_ok_and(|value| value == variant);
            (text, is_own)
        });
        Self {
            name,
            closed,
            values: values.collect(),
            decode: |text| match serde_json::from_value::<E>(json!(text)) {
                Ok(value) => Ok(value.to_string()),
                Err(error) => Err(error.to_string()),
            },
            parse: |text| match text.parse::<E>() {
                Ok(value) => Ok(value.to_string()),
                Err(error) => Err(error.to_string()),
            },
        }
    }
}

/// Rows of any type as JSON.
pub type JsonRows = Pin<Box<dyn Stream<Item = Result<Value, PageError>> + Send>>;

/// Converts a stream of rows into a stream of JSON values.
pub fn json_rows<T: Serialize + Send + 'static>(rows: Rows<T>) -> JsonRows {
    Box::pin(rows.map(|row| row.map(|row| serde_json::to_value(row).unwrap())))
}
