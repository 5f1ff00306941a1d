//! The handshake of a WebSocket connection (RFC 6455, section 4.2).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use sha1::{Digest as _, Sha1};

use super::fault::{Effect, Occasion};
use crate::response::{Response, plain};
use crate::server::exchange::Exchange;

/// Returns whether a request is a handshake at the address of the streams.
pub(crate) fn is_handshake(method: &Method, path: &str, headers: &HeaderMap) -> bool {
    let upgrade = headers.get(header::UPGRADE).map(HeaderValue::as_bytes);
    let is_websocket = upgrade.is_some_and(|value| value.eq_ignore_ascii_case(b"websocket"));
    *method == Method::GET && path == "/" && is_websocket
}

/// Responds to a handshake: 101 opens a connection.
pub(crate) fn accept(exchange: &Exchange, headers: &HeaderMap) -> Response {
    if let Some(Effect::RejectHandshake(status)) = exchange.streams.trigger(Occasion::Handshake, "")
    {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        return plain(status, "");
    }
    let key = headers.get(header::SEC_WEBSOCKET_KEY);
    let version = headers.get(header::SEC_WEBSOCKET_VERSION);
    let (Some(key), Some(b"13")) = (key, version.map(HeaderValue::as_bytes)) else {
        let mut response = plain(StatusCode::BAD_REQUEST, "");
        let version = HeaderValue::from_static("13");
        response
            .headers_mut()
            .insert(header::SEC_WEBSOCKET_VERSION, version);
        return response;
    };
    if exchange.streams.is_closed() {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "");
    }
    let mut response = plain(StatusCode::SWITCHING_PROTOCOLS, "");
    let own = response.headers_mut();
    own.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
    own.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    // Base64 is a valid header value.
    if let Ok(value) = HeaderValue::from_str(&accepted_key(key.as_bytes())) {
        own.insert(header::SEC_WEBSOCKET_ACCEPT, value);
    }
    response
}

fn accepted_key(key: &[u8]) -> String {
    const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    STANDARD.encode(Sha1::new().chain_update(key).chain_update(GUID).finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Uses the example of RFC 6455, section 1.3.
    #[test]
    fn accepts_the_key_of_the_standard() {
        let accepted = accepted_key(b"dGhlIHNhbXBsZSBub25jZQ==");
        assert_eq!(accepted, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
}
