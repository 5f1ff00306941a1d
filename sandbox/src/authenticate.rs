//! Who sent a request, by the four headers of a signed one.

use std::collections::HashSet;
use std::fmt;

use backpack_signing::{
    API_KEY_HEADER, Payload, ReceivedHeaders, SIGNATURE_HEADER, TIMESTAMP_HEADER, Timestamp,
    VerifyError, WINDOW_HEADER, Window, verify,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;

use crate::document::Access;

/// The keys that a sandbox accepts.
pub(crate) type AcceptedKeys = HashSet<[u8; 32]>;

/// What the sandbox made of the authentication of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Authentication {
    /// No operation was found, or the body was too long, so there was nothing to check against.
    NotChecked,
    /// The operation is public: headers of a signed request are kept and not looked at.
    Public,
    /// The operation needs a login session, which no API key can stand in for.
    SessionRequired,
    /// The signature holds, the request is in time, and the key is one that the sandbox accepts.
    Verified {
        /// The API key, as `X-API-Key` spells it.
        api_key: String,
        /// When the request was signed.
        timestamp: Timestamp,
        /// For how long it is good.
        window: Window,
    },
    /// The signature holds, and the key is not one that the sandbox accepts.
    UnknownKey {
        /// The API key, as `X-API-Key` spells it.
        api_key: String,
    },
    /// The signature does not hold, or the request is out of time.
    Refused(VerifyError),
}

impl Authentication {
    /// Whether a signature was checked and held, by a key that the sandbox accepts.
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
            Self::SessionRequired => f.write_str("refused: a login session is required"),
            Self::Verified { api_key, .. } => write!(f, "verified: {api_key}"),
            Self::UnknownKey { api_key } => write!(f, "refused: the key {api_key} is not known"),
            Self::Refused(error) => write!(f, "refused: {error}"),
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
        Err(error) => Authentication::Refused(error),
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

/// Checks that the two numbers among the headers are numbers; an error is the text of the answer.
///
/// The exchange publishes them as integer parameters of every private operation, so its framework reads them before
/// anyone looks at the signature.
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

/// The text of a header. One that is not ASCII is as malformed as any other text that is neither base64 nor digits.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}
