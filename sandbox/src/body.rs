//! The body of a request: read within a limit, and checked against the operation's schema.

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, header};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use serde_json::Value;

use crate::document::{RequestBody, is_json};
use crate::schema::Schemas;

/// The longest body that is read: 1 MiB. Our own choice; the longest real request, a batch of orders, has a tenth.
pub(crate) const MAX_BODY: usize = 1024 * 1024;

/// How much of a body that is too long is read and thrown away, so that its sender gets to read the answer.
const MAX_DRAINED: usize = 16 * MAX_BODY;

/// What came as a body.
pub(crate) enum Received {
    Whole(Bytes),
    /// More than [`MAX_BODY`].
    TooLong,
}

/// Reads a body; an error when its sender goes away.
pub(crate) async fn read(mut body: Incoming) -> Result<Received, hyper::Error> {
    let mut whole = BytesMut::new();
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        length = length.saturating_add(data.len());
        if length <= MAX_BODY {
            whole.extend_from_slice(&data);
        } else if length <= MAX_DRAINED {
            whole.clear();
        } else {
            break;
        }
    }
    Ok(if length <= MAX_BODY {
        Received::Whole(whole.freeze())
    } else {
        Received::TooLong
    })
}

/// What is wrong with a body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BodyProblem {
    /// Its content type is missing, or not JSON.
    ContentType(String),
    /// It does not read as what the operation takes.
    Payload(String),
}

/// Checks a body against what the operation takes; the problem is the text of the answer.
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
