//! An HTTP response before it is sent: status, headers and body.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};

/// A response with its whole body.
pub(crate) type Response = http::Response<Bytes>;

pub(crate) const JSON: &str = "application/json; charset=utf-8";
pub(crate) const TEXT: &str = "text/plain; charset=utf-8";

/// Builds a response without headers.
pub(crate) fn plain(status: StatusCode, body: impl Into<Bytes>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response
}

/// Builds a response with a `Content-Type`.
pub(crate) fn typed(
    status: StatusCode,
    content_type: &'static str,
    body: impl Into<Bytes>,
) -> Response {
    let mut response = plain(status, body);
    let content_type = HeaderValue::from_static(content_type);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, content_type);
    response
}

/// Returns whether a header is set by the server alone, because it frames the message.
pub(crate) fn is_reserved(name: &HeaderName) -> bool {
    *name == header::CONTENT_LENGTH
        || *name == header::TRANSFER_ENCODING
        || *name == header::CONNECTION
        || *name == header::UPGRADE
}
