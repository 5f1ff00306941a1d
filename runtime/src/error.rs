//! The error that every call returns.

mod body;
mod not_sent;
mod transport;

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use http::header::InvalidHeaderValue;
use http::{HeaderMap, StatusCode};

use crate::clock::ClockOffset;
pub use crate::error::body::{BodyError, BodyProblem, InvalidJson};
pub use crate::error::not_sent::{BrokenRule, InvalidBody, NotSentReason};
pub use crate::error::transport::TransportError;
pub(crate) use crate::error::transport::TransportErrorKind;
use crate::error_object::{ErrorObject, names_the_clock};
use crate::headers::retry_after;
use crate::response::{RawResponse, Response, ResponseMeta};
use crate::server_text::server_text;

/// Error returned by every call. `E` is the error object of the API.
///
/// Messages contain text of the exchange as [`server_text`] shows it.
#[non_exhaustive]
pub enum Error<E> {
    /// Nothing was sent.
    NotSent {
        /// The operation that was called.
        operation: &'static str,
        /// The reason.
        reason: NotSentReason,
    },
    /// The request or its response was lost: the outcome is unknown unless no connection was established.
    Transport(Box<TransportError>),
    /// An error response of the exchange. It dereferences to the API's error object.
    Api(Box<Response<E>>),
    /// A response that the API does not document: an HTML page, plain text, truncated JSON, another status code.
    Body(Box<BodyError>),
    /// The measured clock offset is above the limit (`ClientBuilder::max_clock_offset`): the clock of this machine or
    /// the response is wrong. The offset stays as it was.
    ClockOffset {
        /// The measured offset.
        offset: ClockOffset,
        /// The limit.
        limit: Duration,
    },
}

impl<E> Error<E> {
    /// Creates an error response of the API. Generated code calls this by the name of progenitor's variant.
    #[doc(hidden)]
    #[allow(non_snake_case, reason = "the name of progenitor's variant")]
    #[must_use]
    pub fn ErrorResponse(response: Response<E>) -> Self {
        Self::Api(Box::new(response))
    }

    /// Creates a response with an undocumented status code. Generated code calls this by the name of progenitor's
    /// variant.
    #[doc(hidden)]
    #[allow(non_snake_case, reason = "the name of progenitor's variant")]
    #[must_use]
    pub fn UnexpectedResponse(response: RawResponse) -> Self {
        Self::Body(Box::new(BodyError::new(response.meta, BodyProblem::Status)))
    }

    /// Names the operation of an error that was created before it was known. Generated code calls this.
    #[doc(hidden)]
    #[must_use]
    pub fn in_operation(self, id: &'static str) -> Self {
        match self {
            Self::NotSent {
                operation: "",
                reason,
            } => Self::NotSent {
                operation: id,
                reason,
            },
            other => other,
        }
    }

    /// Returns the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        match self {
            Self::NotSent { operation, .. } => operation,
            Self::Transport(error) => error.operation(),
            Self::Api(response) => response.meta().operation(),
            Self::Body(error) => error.operation(),
            Self::ClockOffset { .. } => "sync_clock",
        }
    }

    /// Returns the status code of the response, if one was received.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.meta().map(ResponseMeta::status)
    }

    /// Returns the headers of the response, if one was received.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.meta().map(ResponseMeta::headers)
    }

    /// Returns the wait that the header `Retry-After` of the response asks for.
    ///
    /// Seconds and dates are supported; seconds that overflow are [`Duration::MAX`]. A date is compared with the `Date`
    /// of the response, so the clock of this machine does not matter.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?)
    }

    /// Returns true when the exchange may have changed something: **an order may exist**.
    ///
    /// True for a mutating request that may have been executed: the connection was lost or timed out after it was
    /// established, the status code was 5xx or 3xx, the body of a successful response could not be decoded, or a 4xx
    /// proves nothing. Find out before you send it again: search for the client id of the
    /// order in open orders, order history and fills.
    ///
    /// False for read-only requests, and for requests that were certainly not executed: not sent, not connected, on an
    /// HTTP/2 stream that the server did not process, or rejected by the exchange with a 4xx and its own JSON error. An
    /// HTML page or plain text is no proof, nor is 408, 425 or 499: a server in front of the exchange can give up on a
    /// request that is executed. Every attempt counts, not only the last; see
    /// [`RetryPolicy::retry_orders_with_client_id`](crate::RetryPolicy::retry_orders_with_client_id).
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        match self {
            Self::NotSent { .. } | Self::ClockOffset { .. } => false,
            Self::Transport(error) => error.info.outcome_unknown(),
            Self::Api(response) => response.meta().info.outcome_unknown(),
            Self::Body(error) => error.meta().info.outcome_unknown(),
        }
    }

    /// Returns the number of times that the request was sent; 0 when nothing was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::NotSent { .. } | Self::ClockOffset { .. } => 0,
            Self::Transport(error) => error.attempts(),
            Self::Api(response) => response.meta().attempts(),
            Self::Body(error) => error.meta().attempts(),
        }
    }

    /// Returns true when the last attempt timed out, or the deadline passed before a request was sent.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_timeout(),
            Self::NotSent { reason, .. } => matches!(reason, NotSentReason::DeadlinePassed),
            _ => false,
        }
    }

    /// Returns true when the last attempt established no connection.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }

    /// Returns true when a rate limit rejected the call: that of the client, before anything was sent, or that of the
    /// exchange (429).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        match self {
            Self::NotSent { reason, .. } => matches!(reason, NotSentReason::RateLimited { .. }),
            _ => self.status() == Some(StatusCode::TOO_MANY_REQUESTS),
        }
    }

    fn meta(&self) -> Option<&ResponseMeta> {
        match self {
            Self::NotSent { .. } | Self::Transport(_) | Self::ClockOffset { .. } => None,
            Self::Api(response) => Some(response.meta()),
            Self::Body(error) => Some(error.meta()),
        }
    }
}

/// An error object of an API with a code.
pub trait ErrorCode {
    /// The type of the code.
    type Code;

    /// Returns the code.
    fn code(&self) -> &Self::Code;
}

impl<E: ErrorCode> Error<E> {
    /// Returns the exchange's error code; `None` for every error but [`Error::Api`].
    #[must_use]
    pub fn code(&self) -> Option<&E::Code> {
        match self {
            Self::Api(response) => Some((***response).code()),
            _ => None,
        }
    }
}

impl Error<Infallible> {
    /// Returns the same error where a response of the API is possible too.
    pub(crate) fn widen<E>(self) -> Error<E> {
        match self {
            Self::NotSent { operation, reason } => Error::NotSent { operation, reason },
            Self::Transport(error) => Error::Transport(error),
            Self::Api(response) => match **response {},
            Self::Body(error) => Error::Body(error),
            Self::ClockOffset { offset, limit } => Error::ClockOffset { offset, limit },
        }
    }
}

impl<E: fmt::Display> Error<E> {
    /// Returns true when the exchange rejected the timestamp of the request: the clock of this machine is off, or the
    /// request took longer than its validity window. Measure the clock offset (the client's `sync_clock`) or widen the
    /// window.
    ///
    /// The exchange has no error code for it, and sends the message `Request has expired` (reported by users). The code
    /// and the words that are known to mean the timestamp decide: an expired quote or two-factor token is not one.
    #[must_use]
    pub fn timestamp_rejected(&self) -> bool {
        if !self.status().is_some_and(|status| status.is_client_error()) {
            return false;
        }
        match self {
            Self::Api(response) => ErrorObject::of(response.meta().body())
                .is_some_and(|error| error.is_about_the_clock()),
            Self::Body(error) => {
                matches!(error.status().as_u16(), 400 | 401)
                    && error.text().is_some_and(names_the_clock)
            }
            _ => false,
        }
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent {
                operation: "",
                reason,
            } => write!(f, "not sent: {reason}"),
            Self::NotSent { operation, reason } => write!(f, "{operation}: not sent: {reason}"),
            Self::Transport(error) => error.fmt(f),
            Self::Api(response) => {
                let meta = response.meta();
                let error = server_text(&(***response).to_string());
                write!(f, "{}: {}: {error}", meta.operation(), meta.status())?;
                if self.timestamp_rejected() {
                    f.write_str(" (the clock of this machine may be off: call `sync_clock`)")?;
                }
                Ok(())
            }
            Self::Body(error) => error.fmt(f),
            Self::ClockOffset { offset, limit } => write!(
                f,
                "sync_clock: clock offset of {offset}, above the limit of {} ms (set the clock of this machine)",
                limit.as_millis()
            ),
        }
    }
}

/// Shows an error of the exchange by its message, as `Display` does: its fields can quote the request.
impl<E: fmt::Display> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent { operation, reason } => f
                .debug_struct("NotSent")
                .field("operation", operation)
                .field("reason", reason)
                .finish(),
            Self::Transport(error) => f.debug_tuple("Transport").field(error).finish(),
            Self::Api(response) => f
                .debug_struct("Api")
                .field("response", response.meta())
                .field("error", &server_text(&(***response).to_string()))
                .finish(),
            Self::Body(error) => f.debug_tuple("Body").field(error).finish(),
            Self::ClockOffset { offset, limit } => f
                .debug_struct("ClockOffset")
                .field("offset", offset)
                .field("limit", limit)
                .finish(),
        }
    }
}

impl<E: fmt::Display> std::error::Error for Error<E> {
    /// Returns the source of the inner error, whose message is part of this one's.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotSent { reason, .. } => std::error::Error::source(reason),
            Self::Transport(error) => std::error::Error::source(error.as_ref()),
            Self::Api(_) | Self::ClockOffset { .. } => None,
            Self::Body(error) => std::error::Error::source(error.as_ref()),
        }
    }
}

impl<E> From<NotSentReason> for Error<E> {
    fn from(reason: NotSentReason) -> Self {
        Self::NotSent {
            operation: "",
            reason,
        }
    }
}

/// A request that could not be built. Generated code relies on this.
impl<E> From<reqwest::Error> for Error<E> {
    fn from(error: reqwest::Error) -> Self {
        NotSentReason::InvalidRequest(error).into()
    }
}

/// A header parameter with an invalid value. Generated code relies on this.
impl<E> From<InvalidHeaderValue> for Error<E> {
    fn from(error: InvalidHeaderValue) -> Self {
        NotSentReason::InvalidHeaderValue(error).into()
    }
}

/// A body that breaks a rule of the exchange. Generated code relies on this.
impl<E> From<InvalidBody> for Error<E> {
    fn from(error: InvalidBody) -> Self {
        NotSentReason::InvalidBody(error).into()
    }
}
