//! Requests that failed between the client and the exchange.

use std::fmt;

use crate::request_info::RequestInfo;
use crate::server_text::server_text;

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
    /// No connection was established: the certificate of the server was rejected.
    Certificate,
    /// The server reported that it did not process the request.
    Unprocessed,
    Timeout,
    Other,
}

impl TransportErrorKind {
    pub(crate) fn of(error: &reqwest::Error) -> Self {
        // A connect timeout is both: no connection was established, so nothing was sent.
        if error.is_connect() && is_certificate(error) {
            Self::Certificate
        } else if error.is_connect() {
            Self::Connect
        } else if is_unprocessed(error) {
            Self::Unprocessed
        } else if error.is_timeout() {
            Self::Timeout
        } else {
            Self::Other
        }
    }
}

/// Returns true when the certificate of the server was rejected.
fn is_certificate(error: &reqwest::Error) -> bool {
    let mut next = std::error::Error::source(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref() {
            return matches!(error, rustls::Error::InvalidCertificate(_));
        }
        // The source of an I/O error is that of the error in it.
        let inner = error.downcast_ref::<std::io::Error>();
        next = match inner.and_then(std::io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    false
}

/// Returns true when the server did not process the request: `REFUSED_STREAM`, or a `GOAWAY` without an error and
/// with a lower last stream (RFC 9113, section 8.7).
#[cfg(feature = "http2")]
fn is_unprocessed(error: &reqwest::Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<h2::Error>() {
            let is_reset = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
            let gone = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
            return error.is_remote() && (is_reset || gone);
        }
        source = error.source();
    }
    false
}

#[cfg(not(feature = "http2"))]
fn is_unprocessed(_: &reqwest::Error) -> bool {
    false
}

impl TransportError {
    /// Returns the operation that was called.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        self.info.operation
    }

    /// Returns the number of times that the request was sent.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.info.attempts
    }

    /// Returns true when the last attempt timed out after a connection was established.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportErrorKind::Timeout
    }

    /// Returns true when the last attempt established no connection.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(
            self.kind,
            TransportErrorKind::Connect | TransportErrorKind::Certificate
        )
    }

    /// Returns true when the last attempt established no connection because the certificate of the server was rejected.
    /// It is not retried.
    #[must_use]
    pub fn is_certificate(&self) -> bool {
        self.kind == TransportErrorKind::Certificate
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = match self.kind {
            TransportErrorKind::Connect | TransportErrorKind::Certificate
                if self.info.may_have_executed =>
            {
                "no connection; the exchange may have received an earlier attempt"
            }
            TransportErrorKind::Connect | TransportErrorKind::Certificate => {
                "no connection; nothing was sent"
            }
            TransportErrorKind::Unprocessed if self.info.may_have_executed => {
                "not processed by the server; the exchange may have received an earlier attempt"
            }
            TransportErrorKind::Unprocessed => "not processed by the server",
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
        let cause = server_text(&cause.to_string());
        write!(f, "{}: {message} ({cause})", self.info.operation)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}
