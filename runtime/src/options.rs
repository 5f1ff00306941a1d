//! What can be set for a client, and for one call of it.

use std::time::Duration;

use backpack_signing::Window;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::retry::RetryPolicy;

/// The headers that a request is authenticated by, which are not the caller's to set.
const RESERVED: [&str; 4] = ["x-api-key", "x-signature", "x-timestamp", "x-window"];

/// What differs for some calls from what the client does: see the client's `with`.
///
/// ```
/// use std::time::Duration;
/// use backpack_runtime::{CallOptions, RetryPolicy};
///
/// let hasty = CallOptions::new().timeout(Duration::from_secs(2)).retry(RetryPolicy::never());
/// # let _ = hasty;
/// ```
#[derive(Clone, Debug, Default)]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) window: Option<Window>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) headers: HeaderMap,
}

impl CallOptions {
    /// Nothing differs.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How long a call may take in all: waiting for its turn, every attempt, and reading the answer.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take.
    #[must_use]
    pub const fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// For how long a signed request is good.
    #[must_use]
    pub const fn window(mut self, window: Window) -> Self {
        self.window = Some(window);
        self
    }

    /// How a call is repeated.
    #[must_use]
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = Some(retry);
        self
    }

    /// The id of the broker that calls come through: the header `X-BROKER-ID` (exchange documentation, order placement).
    #[must_use]
    pub fn broker_id(mut self, id: u16) -> Self {
        self.headers.insert(
            HeaderName::from_static("x-broker-id"),
            HeaderValue::from(id),
        );
        self
    }

    /// The key of the broker: the header `X-BROKER-KEY`. It is treated as a secret.
    ///
    /// # Errors
    ///
    /// [`InvalidHeader`] when the key cannot stand in a header.
    pub fn broker_key(self, key: &str) -> Result<Self, InvalidHeader> {
        let mut value = HeaderValue::from_str(key).map_err(|_| InvalidHeader::Value {
            name: "X-BROKER-KEY".to_owned(),
        })?;
        value.set_sensitive(true);
        let mut this = self;
        this.headers
            .insert(HeaderName::from_static("x-broker-key"), value);
        Ok(this)
    }

    /// Another header.
    ///
    /// # Errors
    ///
    /// [`InvalidHeader`] when the name or the value cannot stand in a header, or when it is one of the four that
    /// authenticate a request.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, InvalidHeader> {
        let bad = || InvalidHeader::Name {
            name: name.to_owned(),
        };
        let key = HeaderName::try_from(name).map_err(|_| bad())?;
        if RESERVED.contains(&key.as_str()) {
            return Err(InvalidHeader::Reserved {
                name: name.to_owned(),
            });
        }
        let value = HeaderValue::from_str(value).map_err(|_| InvalidHeader::Value {
            name: name.to_owned(),
        })?;
        self.headers.insert(key, value);
        Ok(self)
    }

    /// These, and for what they leave open, `other`.
    pub(crate) fn over(&self, other: &Self) -> Self {
        let mut headers = other.headers.clone();
        headers.extend(self.headers.clone());
        Self {
            timeout: self.timeout.or(other.timeout),
            attempt_timeout: self.attempt_timeout.or(other.attempt_timeout),
            window: self.window.or(other.window),
            retry: self.retry.clone().or_else(|| other.retry.clone()),
            headers,
        }
    }
}

/// A header that cannot be set. It does not hold the value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidHeader {
    /// The name is not one of a header.
    #[error("`{name}` is not the name of a header")]
    Name {
        /// The name.
        name: String,
    },
    /// The value cannot stand in a header.
    #[error("the value of the header {name} holds line breaks or other control characters")]
    Value {
        /// The name.
        name: String,
    },
    /// The header is one of the four that authenticate a request.
    #[error("the header {name} is computed for each request: give the client credentials instead")]
    Reserved {
        /// The name.
        name: String,
    },
}
