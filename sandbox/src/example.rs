//! What an operation answers when nothing is scripted: the example of its success response.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::Value;

use crate::document::{DocumentError, Problem, is_json};
use crate::node::Node;
use crate::reply::Reply;

#[derive(Debug)]
pub(crate) enum Example {
    /// The answer that the document describes.
    Given(Reply),
    /// The document describes a body, and gives no example of it.
    Absent,
}

/// Reads the example of the 200 response of an operation, or of the first other 2xx.
pub(crate) fn success(operation: &Node<'_>) -> Result<Example, DocumentError> {
    let responses = operation.require("responses")?;
    let (status, response) = responses
        .members()?
        .into_iter()
        .filter_map(|(key, node)| Some((success_status(key)?, node)))
        .min_by_key(|(status, _)| *status)
        .ok_or_else(|| responses.error(Problem::NoSuccess))?;
    let response = response.resolve()?;

    let mut headers = example_headers(&response)?;
    let Some((media_type, media)) = media(&response)? else {
        return Ok(Example::Given(Reply::new(status, headers, Bytes::new())));
    };
    let Some(example) = example(&media)? else {
        return Ok(Example::Absent);
    };
    let content_type = HeaderValue::from_str(media_type)
        .map_err(|_| media.error(Problem::Header(media_type.to_owned())))?;
    headers.insert(header::CONTENT_TYPE, content_type);
    let body = match example {
        Value::String(text) if !is_json(media_type) => text.clone(),
        value => value.to_string(),
    };
    Ok(Example::Given(Reply::new(status, headers, body)))
}

fn success_status(key: &str) -> Option<StatusCode> {
    if key.eq_ignore_ascii_case("2XX") {
        return Some(StatusCode::OK);
    }
    let status: StatusCode = key.parse().ok()?;
    status.is_success().then_some(status)
}

/// The media type that is answered with: JSON where there is a choice.
fn media<'a>(response: &Node<'a>) -> Result<Option<(&'a str, Node<'a>)>, DocumentError> {
    let Some(content) = response.get("content") else {
        return Ok(None);
    };
    let media = content.members()?;
    let json = media
        .iter()
        .find(|(media_type, _)| is_json(media_type))
        .cloned();
    Ok(json.or_else(|| media.into_iter().next()))
}

fn example<'a>(media: &Node<'a>) -> Result<Option<&'a Value>, DocumentError> {
    if let Some(example) = media.get("example") {
        return Ok(Some(example.value()));
    }
    if let Some(examples) = media.get("examples") {
        for (_, named) in examples.members()? {
            if let Some(value) = named.resolve()?.get("value") {
                return Ok(Some(value.value()));
            }
        }
    }
    match media.get("schema") {
        Some(schema) => Ok(schema.resolve()?.get("example").map(|node| node.value())),
        None => Ok(None),
    }
}

/// The documented headers that have an example, such as those of a page.
fn example_headers(response: &Node<'_>) -> Result<HeaderMap, DocumentError> {
    let mut headers = HeaderMap::new();
    let Some(documented) = response.get("headers") else {
        return Ok(headers);
    };
    for (name, node) in documented.members()? {
        // A header has its example in the same places as a media type.
        let Some(value) = example(&node.resolve()?)? else {
            continue;
        };
        let text = match value {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        let illegal = || node.error(Problem::Header(name.to_owned()));
        let name: HeaderName = name.parse().map_err(|_| illegal())?;
        if crate::reply::is_framing(&name) {
            return Err(illegal());
        }
        headers.insert(name, HeaderValue::from_str(&text).map_err(|_| illegal())?);
    }
    Ok(headers)
}
