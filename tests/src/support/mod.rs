//! Helpers of the tests that are generated from the bundled description.

pub mod document;
pub mod instance;
pub mod json;
pub mod lossless;
pub mod path;
pub mod string_to_sign;
pub mod visit;
pub mod walk;
pub mod workspace;

use std::fmt::Debug;

use backpack_api::{Client, Decimal};
use backpack_sandbox::{MockResponse, Sandbox};
use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::Value;

use document::{Access, Content, Operation};

pub use visit::{Decoded, JsonRows, KnownEnum, VisitType, json_rows, round_trip};

/// Outcome of decoding a body and encoding its value: the encoded value, or the error of either step.
pub type RoundTrip = serde_json::Result<String>;

/// Decodes a body as a `T` and encodes the value. The encoded value must decode as the same value.
pub fn round_trip_as<T>(json: &str) -> RoundTrip
where
    T: DeserializeOwned + Serialize + Debug + PartialEq + Clone,
{
    let value: T = serde_json::from_str(json)?;
    let written = serde_json::to_string(&value)?;
    let second: T = serde_json::from_str(&written).map_err(|error| {
        serde_json::Error::custom(format!("the encoded value does not decode: {error}"))
    })?;
    if second != value || second.clone() != value {
        return Err(serde_json::Error::custom(
            "the encoded value decodes as another value",
        ));
    }
    Ok(written)
}

/// Parses a decimal.
pub fn dec(text: &str) -> Decimal {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Parses the JSON of a request body, which the generated calls take from the description.
pub fn json<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Builds a client of the sandbox with its demo key.
pub fn client(sandbox: &Sandbox) -> Client {
    crate::logs::keep();
    Client::builder()
        // A test sends more requests than an account may send in a minute.
        .rate_limits(backpack_api::RateLimits::unlimited())
        // A test checks the outcome of each response.
        .retry(backpack_api::RetryPolicy::never())
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .build()
        .unwrap()
}

/// Sets the response of the sandbox to every later call of an operation.
///
/// The sandbox rejects every call that needs a login session, so the response to such a call is unchecked.
pub fn set_response(sandbox: &Sandbox, operation: &Operation<'_>, response: MockResponse) {
    let response = match operation.access {
        Access::Session => response.always().unchecked(),
        Access::Public | Access::Signed(_) => response.always(),
    };
    sandbox.on(operation.id).respond_with(response).unwrap();
}

/// Returns a documented response.
pub fn documented_response(status: u16, content: Content, example: Option<&Value>) -> MockResponse {
    match (content, example) {
        (Content::Empty, _) | (_, None) => MockResponse::status(status),
        (Content::Json, Some(example)) => MockResponse::json(status, example),
        (Content::Text, Some(Value::String(text))) => MockResponse::text(status, text.clone()),
        (Content::Text, Some(other)) => MockResponse::text(status, other.to_string()),
    }
}

/// Panics if there are problems, with a line for each.
pub fn report(problems: &[String]) {
    const SHOWN: usize = 60;
    if problems.is_empty() {
        return;
    }
    let more = problems.len().saturating_sub(SHOWN);
    let tail = if more > 0 {
        format!("\n  and {more} more")
    } else {
        String::new()
    };
    let shown: Vec<&str> = problems.iter().take(SHOWN).map(String::as_str).collect();
    panic!("{} found:\n  {}{tail}", problems.len(), shown.join("\n  "));
}
