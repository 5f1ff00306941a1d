//! Errors of subscriptions and connections.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use backpack_runtime::server_text;
use backpack_signing::SigningError;

/// Error of a stream.
///
/// As an item of a subscription it is the last one. In [`GapReason::Disconnected`](crate::GapReason::Disconnected) it is
/// the reason of a lost connection, which is established again.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// Invalid name of a stream. A name has 1 to 200 visible ASCII characters except `"` and `\`.
    #[error(
        "invalid stream name {name:?}: use 1 to 200 visible ASCII characters except `\"` and `\\`"
    )]
    InvalidName {
        /// Name of the stream, cut off after 200 characters.
        name: String,
    },
    /// Invalid URL of the streams.
    #[error("invalid stream URL: expected wss:// and a host, or ws:// and a loopback address")]
    InvalidUrl,
    /// A private stream was opened without a signer.
    #[error("missing credentials for private stream {stream}: set them on the client")]
    NoCredentials {
        /// Name of the stream.
        stream: Arc<str>,
    },
    /// The subscription to a private stream could not be signed.
    #[error("subscription to {stream} could not be signed")]
    Signing {
        /// Name of the stream.
        stream: Arc<str>,
        /// Reason.
        source: Arc<SigningError>,
    },
    /// The exchange rejected the subscription. Known codes: 4002 parse error, 4003 invalid signature, 4006 invalid
    /// stream, 4008 invalid depth window.
    #[error(
        "subscription to {stream} rejected by the exchange: {code} {}",
        server_text(message)
    )]
    Rejected {
        /// Name of the stream.
        stream: Arc<str>,
        /// Error code.
        code: i64,
        /// Error message.
        message: Arc<str>,
    },
    /// The connection was not established, or was lost.
    #[error("connection failed")]
    Connection(#[source] Arc<dyn Error + Send + Sync>),
    /// The exchange rejected the handshake.
    #[error("handshake rejected: status {status}, expected 101")]
    Handshake {
        /// Status code of the response.
        status: u16,
        /// Value of `Retry-After`.
        retry_after: Option<Duration>,
    },
    /// Invalid response to the handshake.
    #[error("invalid handshake: {problem}")]
    InvalidHandshake {
        /// Cause.
        problem: &'static str,
    },
    /// The connection was not established within the timeout.
    #[error("connect timeout after {0:?}")]
    ConnectTimeout(Duration),
    /// The exchange has accepted no data for this time.
    #[error("send timeout after {0:?}")]
    SendTimeout(Duration),
    /// [`Streams::close`](crate::Streams::close) was called, or the runtime of the connection has shut down.
    #[error("streams are closed: create a new client")]
    Closed,
    /// No Tokio runtime is running. It must have IO and time enabled.
    #[error("missing Tokio runtime: open streams inside a runtime")]
    NoRuntime,
    /// A blocking call inside an asynchronous runtime.
    #[error("blocking call inside an asynchronous runtime: await the asynchronous call instead")]
    Blocking,
    /// The runtime of blocking calls could not be started. The next call tries again.
    #[error("cannot start the runtime of blocking calls: {0}")]
    BlockingRuntime(#[source] Arc<io::Error>),
}

impl StreamError {
    /// Converts the error of a connection.
    pub(crate) fn connection(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Connection(Arc::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The message of the exchange is one short line.
    #[test]
    fn message_of_the_exchange_is_escaped() {
        let error = StreamError::Rejected {
            stream: "trade.SOL_USDC".into(),
            code: 4006,
            message: format!("no\r\n\u{1b}[2J{}", "x".repeat(1 << 20)).into(),
        };
        let shown = error.to_string();
        assert!(shown.ends_with(r": 4006 no\r\n\x1b …"), "{shown}");
    }
}
