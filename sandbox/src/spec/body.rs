//! The JSON body of a request, checked against the operation's schema.

use http::{HeaderMap, header};
use serde_json::Value;

use crate::spec::document::RequestBody;
use crate::spec::media_type::is_json;
use crate::spec::schema::Schemas;

/// A rejected body, with the text of the response.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BodyProblem {
    /// The content type is missing or is not JSON.
    ContentType(String),
    /// The payload does not match the schema.
    Payload(String),
}

/// Checks a body against the schema of the operation.
pub(crate) fn check(
    expected: &RequestBody,
    schemas: &Schemas,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), BodyProblem> {
    let content_type = headers.get(header::CONTENT_TYPE);
    if body.is_empty() && content_type.is_none() && !expected.required {
        return Ok(());
    }
    match content_type {
        None => {
            let text = "the client request does not include the `Content-Type` header";
            return Err(BodyProblem::ContentType(text.to_owned()));
        }
        Some(value) => {
            let given = String::from_utf8_lossy(value.as_bytes());
            if !is_json(&given) {
                return Err(BodyProblem::ContentType(format!(
                    "the `Content-Type` requested by the client is not supported: {given}"
                )));
            }
        }
    }
    let payload =
        |reason: String| BodyProblem::Payload(format!("parse request payload error: {reason}"));
    // The framework reads an empty body as null.
    let value = if body.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(body).map_err(|error| payload(error.to_string()))?
    };
    schemas
        .check(expected.schema, &value)
        .map_err(|failure| payload(failure.into_message()))
}
