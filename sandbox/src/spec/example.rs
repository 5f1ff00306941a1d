//! The example of an operation's success response, which the sandbox sends when nothing is scripted.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::Value;

use crate::response::{self, Response};
use crate::spec::error::{DocumentError, Problem};
use crate::spec::media_type::is_json;
use crate::spec::node::Node;

#[derive(Debug)]
pub(crate) enum Example {
    /// The response that the document describes.
    Given(Response),
    /// The document describes a body and gives no example of it.
    Absent,
}

/// Reads the example of the 200 response of an operation, or of the first other 2xx response.
pub(crate) fn success(operation: &Node<'_>) -> Result<Example, DocumentError> {
    let responses = operation.require("responses")?;
    let (status, documented) = responses
        .members()?
        .into_iter()
        .filter_map(|(key, node)| Some((success_status(key)?, node)))
        .min_by_key(|(status, _)| *status)
        .ok_or_else(|| responses.error(Problem::NoSuccess))?;
    let documented = documented.resolve()?;

    let mut response = response::plain(status, Bytes::new());
    add_example_headers(&documented, &mut response)?;
    let Some((media_type, media)) = media(&documented)? else {
        return Ok(Example::Given(response));
    };
    let Some(example) = example(&media)? else {
        return Ok(Example::Absent);
    };
    let content_type = HeaderValue::from_str(media_type)
        .map_err(|_| media.error(Problem::Header(media_type.to_owned())))?;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, content_type);
    *response.body_mut() = match example {
        Value::String(text) if !is_json(media_type) => text.clone().into(),
        value => value.to_string().into(),
    };
    Ok(Example::Given(response))
}

fn success_status(key: &str) -> Option<StatusCode> {
    if key.eq_ignore_ascii_case("2XX") {
        return Some(StatusCode::OK);
    }
    let status: StatusCode = key.parse().ok()?;
    status.is_success().then_some(status)
}

/// Returns the media type to respond with: JSON if there is a choice.
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

/// Adds the documented headers that have an example, such as those of a page.
fn add_example_headers(
    documented: &Node<'_>,
    response: &mut Response,
) -> Result<(), DocumentError> {
    let Some(headers) = documented.get("headers") else {
        return Ok(());
    };
    for (name, node) in headers.members()? {
        // A header has its example in the same places as a media type.
        let Some(value) = example(&node.resolve()?)? else {
            continue;
        };
        let text = match value {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        let invalid = || node.error(Problem::Header(name.to_owned()));
        let name: HeaderName = name.parse().map_err(|_| invalid())?;
        if response::is_reserved(&name) {
            return Err(invalid());
        }
        let value = HeaderValue::from_str(&text).map_err(|_| invalid())?;
        response.headers_mut().insert(name, value);
    }
    Ok(())
}
