//! Verification of a request by the four headers of a signed one.

use std::collections::HashSet;
use std::fmt;

use backpack_signing::{
    API_KEY_HEADER, Payload, ReceivedHeaders, SIGNATURE_HEADER, TIMESTAMP_HEADER, Timestamp,
    VerifyError, WINDOW_HEADER, Window, verify,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;

use crate::spec::document::Access;

/// The registered keys of a sandbox.
pub(crate) type AcceptedKeys = HashSet<[u8; 32]>;

/// The result of verifying a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Authentication {
    /// No operation was found, or the body was too long.
    NotChecked,
    /// The operation is public: the headers of a signed request are recorded and not verified.
    Public,
    /// The operation requires a login session, which no API key replaces.
    SessionRequired,
    /// The signature is valid, the request is within its window, and the key is registered.
    Verified {
        /// The API key, as in `X-API-Key`.
        api_key: String,
        /// The time of signing.
        timestamp: Timestamp,
        /// The validity window.
        window: Window,
    },
    /// The signature is valid, and the key is not registered with the sandbox.
    UnknownKey {
        /// The API key, as in `X-API-Key`.
        api_key: String,
    },
    /// The signature is invalid, or the request is outside its window.
    Rejected(VerifyError),
}

impl Authentication {
    /// Returns whether the signature is valid and its key registered.
    #[must_use]
    pub const fn is_verified(&self) -> bool {
        matches!(self, Self::Verified { .. })
    }
}

/// Short, for messages of assertions.
impl fmt::Display for Authentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotChecked => f.write_str("not checked"),
            Self::Public => f.write_str("public"),
            Self::SessionRequired => f.write_str("rejected: a login session is required"),
            Self::Verified { api_key, .. } => write!(f, "verified: {api_key}"),
            Self::UnknownKey { api_key } => {
                write!(f, "rejected: the key {api_key} is not registered")
            }
            Self::Rejected(error) => write!(f, "rejected: {error}"),
        }
    }
}

pub(crate) fn authenticate(
    access: &Access,
    headers: &HeaderMap,
    payload: Payload<'_>,
    now: Timestamp,
    accepted: &AcceptedKeys,
) -> Authentication {
    let instruction = match access {
        Access::Public => return Authentication::Public,
        Access::LoginSession => return Authentication::SessionRequired,
        Access::Signed(instruction) => instruction,
    };
    let received = ReceivedHeaders {
        api_key: text(headers, API_KEY_HEADER),
        signature: text(headers, SIGNATURE_HEADER),
        timestamp: text(headers, TIMESTAMP_HEADER),
        window: text(headers, WINDOW_HEADER),
    };
    match verify(received, instruction, payload, now) {
        Err(error) => Authentication::Rejected(error),
        Ok(verified) => {
            let api_key = STANDARD.encode(verified.api_key.as_bytes());
            if accepted.contains(verified.api_key.as_bytes()) {
                Authentication::Verified {
                    api_key,
                    timestamp: verified.timestamp,
                    window: verified.window,
                }
            } else {
                Authentication::UnknownKey { api_key }
            }
        }
    }
}

/// Checks that the two numbers among the headers are integers. The error is the text of the response.
///
/// The exchange publishes them as integer parameters of every private operation, so its framework reads them before the
/// signature is verified.
pub(crate) fn check_numbers(headers: &HeaderMap) -> Result<(), String> {
    let problem = |name: &str, kind: &str, reason: &dyn fmt::Display| {
        format!("failed to parse parameter `{name}`: failed to parse \"{kind}\": {reason}")
    };
    if let Some(timestamp) = text(headers, TIMESTAMP_HEADER) {
        timestamp
            .parse::<i64>()
            .map_err(|error| problem("X-TIMESTAMP", "integer(int64)", &error))?;
    }
    if let Some(window) = text(headers, WINDOW_HEADER) {
        window
            .parse::<u64>()
            .map_err(|error| problem("X-WINDOW", "integer(uint64)", &error))?;
    }
    Ok(())
}

/// Returns the value of a header. A value that is not ASCII is replaced, as it is neither base64 nor digits.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}
