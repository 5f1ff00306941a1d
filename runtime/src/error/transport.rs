//! Requests that failed between the client and the exchange.

use std::fmt;

use crate::request_info::RequestInfo;

/// A request that was lost, or whose response was.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) info: RequestInfo,
    pub(crate) kind: TransportErrorKind,
    /// Without the query of its URL, which can contain account data.
    pub(crate) source: Box<dyn std::error::Error + Send + Sync>,
}

/// The cause of a [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TransportErrorKind {
    /// No connection was established.
    Connect,
    Timeout,
    Other,
}

impl TransportError {
    /// The operation that was called.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        self.info.operation
    }

    /// The number of times that the request was sent.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.info.attempts
    }

    /// True when the last attempt timed out after a connection was established.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportErrorKind::Timeout
    }

    /// True when the last attempt established no connection.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind == TransportErrorKind::Connect
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = match self.kind {
            TransportErrorKind::Connect if self.info.may_have_executed => {
                "no connection; the exchange may have received an earlier attempt"
            }
            TransportErrorKind::Connect => "no connection; nothing was sent",
            TransportErrorKind::Timeout => "timeout; the exchange may have received the request",
            TransportErrorKind::Other => {
                "connection failed; the exchange may have received the request"
            }
        };
        // The outer errors of reqwest name no cause; the innermost one does.
        let mut cause: &dyn std::error::Error = self.source.as_ref();
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        write!(f, "{}: {message} ({cause})", self.info.operation)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}
