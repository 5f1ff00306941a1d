//! The handshake over the HTTP client of REST, which provides TLS, proxy, roots and DNS.

use backpack_runtime::{BoxFuture, is_loopback, retry_after};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, StatusCode, header};
use sha1::{Digest, Sha1};
use url::Url;

use crate::error::StreamError;
use crate::socket::Io;

/// Attempt to connect.
pub(crate) type Connecting = BoxFuture<'static, Result<Box<dyn Io>, StreamError>>;

/// Opens byte streams to the exchange, including the handshake.
pub(crate) trait Connect: Send + Sync {
    /// Starts an attempt to connect.
    fn connect(&self) -> Connecting;
}

impl<F> Connect for F
where
    F: Fn() -> Connecting + Send + Sync,
{
    fn connect(&self) -> Connecting {
        self()
    }
}

/// Connects with reqwest.
#[derive(Clone, Debug)]
pub(crate) struct HttpConnect {
    client: reqwest::Client,
    url: Url,
}

impl HttpConnect {
    /// Accepts `wss://`, and `ws://` to a loopback address: signatures are never sent unencrypted.
    pub(crate) fn new(client: reqwest::Client, url: &str) -> Result<Self, StreamError> {
        let mut url = Url::parse(url).map_err(|_| StreamError::InvalidUrl)?;
        let is_loopback = is_loopback(&url).ok_or(StreamError::InvalidUrl)?;
        let has_password = !url.username().is_empty() || url.password().is_some();
        let scheme = match url.scheme() {
            "wss" if !has_password => "https",
            "ws" if !has_password && is_loopback => "http",
            _ => return Err(StreamError::InvalidUrl),
        };
        url.set_scheme(scheme)
            .map_err(|()| StreamError::InvalidUrl)?;
        Ok(Self { client, url })
    }
}

impl Connect for HttpConnect {
    fn connect(&self) -> Connecting {
        let Self { client, url } = self.clone();
        Box::pin(async move {
            let key = STANDARD.encode(rand::random::<[u8; 16]>());
            let request = client
                .get(url.clone())
                .version(http::Version::HTTP_11)
                .header(header::CONNECTION, "Upgrade")
                .header(header::UPGRADE, "websocket")
                .header(header::SEC_WEBSOCKET_VERSION, "13")
                .header(header::SEC_WEBSOCKET_KEY, &key);
            let response = request.send().await.map_err(connection)?;
            // Signatures are sent only to the address of the caller.
            if *response.url() != url {
                let problem = "redirect to another address";
                return Err(StreamError::InvalidHandshake { problem });
            }
            check(response.status(), response.headers(), &key)?;
            let upgraded = response.upgrade().await.map_err(connection)?;
            Ok(Box::new(upgraded) as Box<dyn Io>)
        })
    }
}

/// Converts an error of the HTTP client.
fn connection(error: reqwest::Error) -> StreamError {
    // The URL may contain credentials.
    StreamError::connection(error.without_url())
}

/// Checks the response to a handshake (RFC 6455, section 4.1).
fn check(status: StatusCode, headers: &HeaderMap, key: &str) -> Result<(), StreamError> {
    if status != StatusCode::SWITCHING_PROTOCOLS {
        return Err(StreamError::Handshake {
            status: status.as_u16(),
            retry_after: retry_after(headers),
        });
    }
    let value = |name| headers.get(name).map_or(&b""[..], |value| value.as_bytes());
    let problem = if !value(header::UPGRADE).eq_ignore_ascii_case(b"websocket") {
        "header Upgrade is not websocket"
    } else if value(header::SEC_WEBSOCKET_ACCEPT) != accept(key).as_bytes() {
        "header Sec-WebSocket-Accept does not match the key"
    } else if headers.contains_key(header::SEC_WEBSOCKET_EXTENSIONS) {
        "unsupported extension"
    } else {
        return Ok(());
    };
    Err(StreamError::InvalidHandshake { problem })
}

/// Returns the value of `Sec-WebSocket-Accept` for a key.
fn accept(key: &str) -> String {
    const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    STANDARD.encode(Sha1::new().chain_update(key).chain_update(GUID).finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            let name = header::HeaderName::from_static(name);
            (name, header::HeaderValue::from_static(value))
        });
        pairs.collect()
    }

    /// The example of RFC 6455, section 1.3.
    #[test]
    fn accepts_the_handshake_of_the_standard() {
        assert_eq!(accept(KEY), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        let headers = headers(&[
            ("upgrade", "WebSocket"),
            ("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        ]);
        assert!(check(StatusCode::SWITCHING_PROTOCOLS, &headers, KEY).is_ok());
    }

    #[test]
    fn rejects_other_responses() {
        let is_invalid = |pairs: &[_]| {
            let result = check(StatusCode::SWITCHING_PROTOCOLS, &headers(pairs), KEY);
            matches!(result, Err(StreamError::InvalidHandshake { .. }))
        };
        let upgrade = ("upgrade", "websocket");
        let accept = ("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assert!(is_invalid(&[accept]));
        assert!(is_invalid(&[upgrade]));
        assert!(is_invalid(&[upgrade, ("sec-websocket-accept", "AAAA")]));
        let deflate = ("sec-websocket-extensions", "permessage-deflate");
        assert!(is_invalid(&[upgrade, accept, deflate]));
    }

    /// `Retry-After` is a number of seconds or a date.
    #[test]
    fn rejected_handshake_has_the_wait_of_its_response() {
        let date = ("date", "Sun, 22 Nov 2026 12:00:00 GMT");
        for (value, expected) in [
            ("7", Some(7)),
            ("Sun, 22 Nov 2026 12:01:30 GMT", Some(90)),
            ("soon", None),
        ] {
            let headers = headers(&[("retry-after", value), date]);
            let error = check(StatusCode::SERVICE_UNAVAILABLE, &headers, KEY).unwrap_err();
            let StreamError::Handshake {
                status: 503,
                retry_after,
            } = error
            else {
                panic!("{error}")
            };
            assert_eq!(retry_after.map(|wait| wait.as_secs()), expected, "{value}");
        }
    }

    #[test]
    fn rejects_other_schemes_and_unencrypted_urls() {
        for url in ["", "ws.backpack.exchange", "https://a", "wss://", "ftp://a"] {
            let result = HttpConnect::new(reqwest::Client::new(), url);
            assert!(matches!(result, Err(StreamError::InvalidUrl)), "{url}");
        }
        for url in ["ws://127.0.0.1:9000", "ws://localhost/a", "ws://[::1]:1"] {
            assert!(
                HttpConnect::new(reqwest::Client::new(), url).is_ok(),
                "{url}"
            );
        }
        let connect = HttpConnect::new(reqwest::Client::new(), "wss://ws.backpack.exchange");
        assert_eq!(
            connect.unwrap().url.as_str(),
            "https://ws.backpack.exchange/"
        );
    }
}
