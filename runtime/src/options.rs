//! The options of a client, and of single calls.

use std::fmt;
use std::time::Duration;

use backpack_signing::{API_KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, WINDOW_HEADER, Window};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::parameters::QueryValue;
use crate::retry_policy::RetryPolicy;

/// The headers of signing, which a caller cannot set.
const RESERVED: [&str; 4] = [
    API_KEY_HEADER,
    SIGNATURE_HEADER,
    TIMESTAMP_HEADER,
    WINDOW_HEADER,
];

/// The headers that frame a request or belong to the connection (RFC 9110, RFC 9112), which the HTTP client sets.
const FRAMING: [&str; 13] = [
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The parts of the names of headers whose values are secrets.
const SECRET: [&str; 7] = [
    "auth", "cookie", "key", "password", "secret", "session", "token",
];

/// Options for some calls, which override those of the client: see the client's `with`.
///
/// ```
/// use std::time::Duration;
/// use backpack_runtime::{CallOptions, RetryPolicy};
///
/// let quick = CallOptions::new().timeout(Duration::from_secs(2)).retry(RetryPolicy::never());
/// # let _ = quick;
/// ```
#[derive(Clone, Default)]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) window: Option<Window>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) headers: HeaderMap,
    query: Vec<(String, String)>,
}

impl CallOptions {
    /// Options that override nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the timeout of a call in total: rate limit, every attempt, and reading the response.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the timeout of one attempt, reading the response included.
    #[must_use]
    pub const fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets the validity window of a signed request.
    #[must_use]
    pub const fn window(mut self, window: Window) -> Self {
        self.window = Some(window);
        self
    }

    /// Sets the retry policy.
    #[must_use]
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Sets the id of the broker: the header `X-BROKER-ID` (exchange documentation, order placement).
    #[must_use]
    pub fn broker_id(mut self, id: u16) -> Self {
        self.headers.insert(
            HeaderName::from_static("x-broker-id"),
            HeaderValue::from(id),
        );
        self
    }

    /// Sets the key of the broker: the header `X-BROKER-KEY`. It is treated as a secret.
    ///
    /// # Errors
    ///
    /// [`InvalidHeader`] when the key contains a line break or another control character.
    pub fn broker_key(mut self, key: &str) -> Result<Self, InvalidHeader> {
        let mut value = HeaderValue::from_str(key).map_err(|_| InvalidHeader::Value {
            name: "X-BROKER-KEY".to_owned(),
        })?;
        value.set_sensitive(true);
        self.headers
            .insert(HeaderName::from_static("x-broker-key"), value);
        Ok(self)
    }

    /// Sets another header. Its value is treated as a secret when the name is one of a secret, such as `Authorization`,
    /// `Cookie`, or any name with `key` or `token`.
    ///
    /// # Errors
    ///
    /// [`InvalidHeader`] when the name or the value is invalid, for the four headers of signing, and for headers that
    /// frame the request or belong to the connection, such as `Content-Length`, `Transfer-Encoding`, `Host` and
    /// `Connection`.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, InvalidHeader> {
        let key = HeaderName::try_from(name).map_err(|_| InvalidHeader::Name {
            name: name.to_owned(),
        })?;
        if (RESERVED.iter()).any(|reserved| key.as_str().eq_ignore_ascii_case(reserved)) {
            return Err(InvalidHeader::Reserved {
                name: name.to_owned(),
            });
        }
        if FRAMING.contains(&key.as_str()) {
            return Err(InvalidHeader::Framing {
                name: name.to_owned(),
            });
        }
        let mut value = HeaderValue::from_str(value).map_err(|_| InvalidHeader::Value {
            name: name.to_owned(),
        })?;
        if SECRET.iter().any(|part| key.as_str().contains(part)) {
            value.set_sensitive(true);
        }
        self.headers.insert(key, value);
        Ok(self)
    }

    /// Adds a query parameter that the call has no setter for: once for a single value, never for `None`, once for each
    /// element of a list. It is signed with the others.
    ///
    /// A request with a body has no query: with a query parameter, a private one fails before it is sent, because the
    /// exchange defines no string to sign for both.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl QueryValue) -> Self {
        let name = name.into();
        value.write(&mut |text| self.query.push((name.clone(), text.to_owned())));
        self
    }

    /// Appends the query parameters to a URL.
    pub(crate) fn add_query(&self, url: &mut Url) {
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
    }

    /// Falls back to `other` for unset options.
    pub(crate) fn or(&self, other: &Self) -> Self {
        let mut headers = other.headers.clone();
        headers.extend(self.headers.clone());
        Self {
            timeout: self.timeout.or(other.timeout),
            attempt_timeout: self.attempt_timeout.or(other.attempt_timeout),
            window: self.window.or(other.window),
            retry: self.retry.clone().or_else(|| other.retry.clone()),
            headers,
            query: other.query.iter().chain(&self.query).cloned().collect(),
        }
    }
}

/// Hides the values of secret headers and of query parameters.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("window", &self.window)
            .field("retry", &self.retry)
            .field("headers", &self.headers)
            .field(
                "query",
                &self.query.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            )
            .finish_non_exhaustive()
    }
}

/// The reason why a header cannot be set. It does not contain the value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidHeader {
    /// The name is invalid.
    #[error("invalid header name `{name}`")]
    Name {
        /// The name.
        name: String,
    },
    /// The value contains a line break or another control character.
    #[error("invalid value of the header {name} (remove line breaks and control characters)")]
    Value {
        /// The name.
        name: String,
    },
    /// The header is one of the four of signing.
    #[error("the header {name} is set by the signer (pass credentials to the client instead)")]
    Reserved {
        /// The name.
        name: String,
    },
    /// The header frames the request or belongs to the connection.
    #[error("the header {name} is set by the HTTP client (remove it)")]
    Framing {
        /// The name.
        name: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The headers of signing are reserved, and an invalid header is an error that hides its value.
    #[test]
    fn rejects_reserved_and_invalid_headers() {
        for name in ["X-API-Key", "x-signature", "X-TIMESTAMP", "X-Window"] {
            let error = CallOptions::new().header(name, "1").unwrap_err();
            assert!(matches!(error, InvalidHeader::Reserved { .. }), "{error}");
        }
        let error = CallOptions::new().header("a b", "1").unwrap_err();
        assert!(matches!(error, InvalidHeader::Name { .. }), "{error}");
        for error in [
            CallOptions::new().broker_key("secret\nX-API-Key: 1"),
            CallOptions::new().header("X-Mine", "secret\r"),
        ]
        .map(Result::unwrap_err)
        {
            assert!(matches!(error, InvalidHeader::Value { .. }), "{error}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }

    /// Set options win, header by header; unset ones fall back.
    #[test]
    fn falls_back_for_unset_options() {
        let client = CallOptions::new()
            .timeout(Duration::from_secs(9))
            .broker_id(7)
            .header("x-trace", "client")
            .unwrap();
        let call = CallOptions::new()
            .attempt_timeout(Duration::from_secs(1))
            .header("x-trace", "call")
            .unwrap();
        let both = call.or(&client);
        assert_eq!(both.timeout, Some(Duration::from_secs(9)));
        assert_eq!(both.attempt_timeout, Some(Duration::from_secs(1)));
        assert_eq!((both.window, both.retry.is_none()), (None, true));
        assert_eq!(both.headers["x-broker-id"], "7");
        assert_eq!(both.headers["x-trace"], "call");
    }

    /// A header that frames a request would send another request than the one that was signed.
    #[test]
    fn rejects_framing_headers() {
        for name in [
            "Content-Length",
            "transfer-encoding",
            "HOST",
            "Connection",
            "Keep-Alive",
            "Upgrade",
            "TE",
            "Trailer",
            "Expect",
            "Content-Type",
            "Accept-Encoding",
        ] {
            let error = CallOptions::new().header(name, "1").unwrap_err();
            assert!(matches!(error, InvalidHeader::Framing { .. }), "{error}");
            assert!(error.to_string().contains(name), "{error}");
        }
    }

    /// Secrets are not printed; other headers are.
    #[test]
    fn debug_hides_secret_headers() {
        let mut options = CallOptions::new().broker_key("a-secret").unwrap();
        for name in [
            "Authorization",
            "Proxy-Authorization",
            "Cookie",
            "X-Auth-Token",
            "X-Session",
        ] {
            options = options.header(name, "a-secret").unwrap();
        }
        let options = options.header("x-trace", "seven").unwrap();
        for shown in [format!("{options:?}"), format!("{options:#?}")] {
            assert!(!shown.contains("a-secret"), "{shown}");
            assert!(shown.contains("seven"), "{shown}");
        }
    }
}
