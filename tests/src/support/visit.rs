//! Response types by operation id, for tests that cover all operations.

use std::fmt::Debug;
use std::pin::Pin;

use backpack_api::{PageError, Rows};
use futures_util::{Stream, StreamExt as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{RoundTrip, round_trip_as};
use crate::generated::responses::visit;

/// Type that a response decodes as.
pub trait Decoded: DeserializeOwned + Serialize + Debug + PartialEq + Clone + 'static {}

impl<T: DeserializeOwned + Serialize + Debug + PartialEq + Clone + 'static> Decoded for T {}

/// Visitor of the type of a response.
pub trait VisitResponse: Sized {
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

    impl VisitResponse for Visitor<'_> {
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
}

/// Rows of any type as JSON.
pub type JsonRows = Pin<Box<dyn Stream<Item = Result<Value, PageError>> + Send>>;

/// Converts a stream of rows into a stream of JSON values.
pub fn json_rows<T: Serialize + Send + 'static>(rows: Rows<T>) -> JsonRows {
    Box::pin(rows.map(|row| row.map(|row| serde_json::to_value(row).unwrap())))
}
