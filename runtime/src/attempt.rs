//! One attempt of a call: the caller's middleware, the signer, the HTTP client, and the body of the response.

use std::convert::Infallible;
use std::future::{Future, ready};

use backpack_signing::{SigningError, Unsigned, Window};
use bytes::{Bytes, BytesMut};
use futures_core::future::BoxFuture;
use http::{Extensions, HeaderMap, StatusCode};
use reqwest_middleware::{ClientWithMiddleware, Next};
use tokio::time::Instant;
use tokio::time::error::Elapsed;

use crate::error::{
    BodyError, BodyProblem, Error, NotSentReason, TransportError, TransportErrorKind,
};
use crate::error_object::ErrorObject;
use crate::operation::{Auth, Operation};
use crate::progress::{Progress, Stage};
use crate::request_info::RequestInfo;
use crate::response::{RawResponse, ResponseMeta};

/// The highest capacity that is reserved for a body before it is received: the announced length may be wrong.
const MAX_RESERVED: usize = 1024 * 1024;

/// Sends single attempts.
pub(crate) struct Sender {
    /// The caller's middleware, outermost first, then the signer and [`send_before_deadline`].
    pub(crate) stack: ClientWithMiddleware,
    /// True when the stack has a signer.
    pub(crate) has_signer: bool,
    /// The highest length of a body, in bytes.
    pub(crate) max_body: usize,
}

/// The end of an attempt, for [`send_before_deadline`].
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    pub(crate) deadline: Instant,
    pub(crate) progress: Progress,
}

/// The deadline of the attempt passed before the request was sent.
#[derive(Debug, thiserror::Error)]
#[error("deadline passed")]
struct DeadlinePassed;

/// A middleware of the caller replaced the extensions of the request.
#[derive(Debug, thiserror::Error)]
#[error("the extensions of the request are missing (pass them on to `next` unchanged)")]
struct NoExtensions;

/// The innermost middleware: sends nothing after the deadline, which a slow middleware or signer may have passed, and
/// follows the request from there on.
pub(crate) fn send_before_deadline<'a>(
    mut request: reqwest::Request,
    extensions: &'a mut Extensions,
    next: Next<'a>,
) -> BoxFuture<'a, reqwest_middleware::Result<reqwest::Response>> {
    let error = match extensions.get::<Limit>() {
        Some(limit) if Instant::now() < limit.deadline => {
            limit.progress.follow(&mut request);
            return next.run(request, extensions);
        }
        Some(_) => reqwest_middleware::Error::middleware(DeadlinePassed),
        None => reqwest_middleware::Error::middleware(NoExtensions),
    };
    Box::pin(ready(Err(error)))
}

/// The outcome of one attempt.
pub(crate) enum Outcome {
    /// Nothing was sent.
    NotSent(NotSentReason),
    /// The request or its response was lost.
    Lost {
        kind: TransportErrorKind,
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A response was received.
    Received {
        status: StatusCode,
        headers: HeaderMap,
        body: Body,
        /// True when the caller's middleware sent the request more than once.
        is_repeated: bool,
    },
}

/// The body of a response.
pub(crate) enum Body {
    Complete(Bytes),
    /// Longer than the limit, in bytes; dropped.
    TooLong(usize),
}

impl Sender {
    /// Sends `request` and reads the body of the response.
    pub(crate) fn send(
        &self,
        request: reqwest::Request,
        auth: &Auth,
        window: Option<Window>,
        limit: Limit,
    ) -> impl Future<Output = Outcome> + Send {
        let mut extensions = Extensions::new();
        let progress = limit.progress.clone();
        extensions.insert(limit);
        match auth {
            Auth::Signed(instruction) => {
                extensions.insert(instruction.clone());
                if let Some(window) = window {
                    extensions.insert(window);
                }
            }
            Auth::Public | Auth::Session => {
                extensions.insert(Unsigned);
            }
        }
        // A block stores the request once; an `async fn` would store its arguments twice.
        async move {
            let sent = self.stack.execute_with_extensions(request, &mut extensions);
            let mut response = match sent.await {
                Ok(response) => response,
                Err(error) => return Outcome::of_error(error, &progress),
            };
            match self.read(&mut response).await {
                Ok(body) => Outcome::Received {
                    status: response.status(),
                    headers: std::mem::take(response.headers_mut()),
                    body,
                    is_repeated: progress.stage() == Stage::Repeated,
                },
                // The server began to respond, so it processed the request.
                Err(error) => Outcome::Lost {
                    kind: if error.is_timeout() {
                        TransportErrorKind::Timeout
                    } else {
                        TransportErrorKind::Other
                    },
                    source: Box::new(error.without_url()),
                },
            }
        }
    }

    async fn read(&self, response: &mut reqwest::Response) -> Result<Body, reqwest::Error> {
        let too_long = Ok(Body::TooLong(self.max_body));
        let announced = response
            .content_length()
            .and_then(|length| usize::try_from(length).ok());
        if announced.is_some_and(|length| length > self.max_body) {
            return too_long;
        }
        // One chunk is the usual case, and needs no copy.
        let Some(first) = response.chunk().await? else {
            return Ok(Body::Complete(Bytes::new()));
        };
        if first.len() > self.max_body {
            return too_long;
        }
        let Some(second) = response.chunk().await? else {
            return Ok(Body::Complete(first));
        };
        let received = first.len() + second.len();
        let capacity = announced
            .unwrap_or_default()
            .clamp(received, MAX_RESERVED.max(received));
        let mut body = BytesMut::with_capacity(capacity);
        body.extend_from_slice(&first);
        let mut chunk = Some(second);
        while let Some(more) = chunk {
            if body.len() + more.len() > self.max_body {
                return too_long;
            }
            body.extend_from_slice(&more);
            chunk = response.chunk().await?;
        }
        Ok(Body::Complete(body.freeze()))
    }
}

impl Outcome {
    /// The outcome of an attempt that was dropped at its deadline.
    pub(crate) fn of_timeout(elapsed: Elapsed, progress: &Progress) -> Self {
        let kind = match progress.stage() {
            Stage::Preparing => return Self::NotSent(NotSentReason::DeadlinePassed),
            Stage::Connecting => TransportErrorKind::Connect,
            Stage::Sent | Stage::Repeated => TransportErrorKind::Timeout,
        };
        Self::Lost {
            kind,
            source: Box::new(elapsed),
        }
    }

    fn of_error(error: reqwest_middleware::Error, progress: &Progress) -> Self {
        match error {
            reqwest_middleware::Error::Reqwest(error)
                if error.is_builder() && progress.stage() != Stage::Repeated =>
            {
                Self::NotSent(NotSentReason::InvalidRequest(error.without_url()))
            }
            reqwest_middleware::Error::Reqwest(mut error) => {
                if let Some(url) = error.url_mut() {
                    url.set_query(None);
                }
                let kind = match (progress.stage(), TransportErrorKind::of(&error)) {
                    // A request of the caller's middleware failed.
                    (Stage::Preparing, _) => {
                        return Self::NotSent(NotSentReason::Middleware(Box::new(error)));
                    }
                    (
                        Stage::Connecting,
                        TransportErrorKind::Timeout | TransportErrorKind::Other,
                    ) => TransportErrorKind::Connect,
                    (Stage::Repeated, _) => TransportErrorKind::Other,
                    (_, kind) => kind,
                };
                Self::Lost {
                    kind,
                    source: Box::new(error),
                }
            }
            reqwest_middleware::Error::Middleware(error) => {
                if progress.stage() != Stage::Preparing {
                    // The caller's middleware failed after the request was sent.
                    return Self::Lost {
                        kind: TransportErrorKind::Other,
                        source: error.into(),
                    };
                }
                let error = match error.downcast::<SigningError>() {
                    Ok(error) => return Self::NotSent(NotSentReason::Signing(error)),
                    Err(error) => error,
                };
                Self::NotSent(if error.is::<DeadlinePassed>() {
                    NotSentReason::DeadlinePassed
                } else {
                    NotSentReason::Middleware(error.into())
                })
            }
        }
    }

    /// The status code of the response, if one was received.
    pub(crate) const fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Received { status, .. } => Some(*status),
            Self::NotSent(_) | Self::Lost { .. } => None,
        }
    }

    /// True when the exchange may have executed the request of this attempt. Everything that depends on it asks here.
    ///
    /// A rejection is proved by the exchange's own JSON error alone. Pages and plain text can be those of a server in
    /// front of it that gave up on a request that goes on.
    pub(crate) fn may_have_executed(&self) -> bool {
        match self {
            Self::NotSent(_) => false,
            Self::Lost { kind, .. } => !matches!(
                kind,
                TransportErrorKind::Connect
                    | TransportErrorKind::Certificate
                    | TransportErrorKind::Unprocessed
            ),
            Self::Received {
                is_repeated: true, ..
            } => true,
            Self::Received { status, .. } => {
                let proves_nothing = matches!(status.as_u16(), 408 | 425 | 499);
                let is_rejection = || self.error().is_some_and(|error| error.is_rejection());
                !status.is_client_error() || proves_nothing || !is_rejection()
            }
        }
    }

    /// The error object of the exchange, if this is a response with one.
    pub(crate) fn error(&self) -> Option<ErrorObject<'_>> {
        match self {
            Self::Received {
                status,
                body: Body::Complete(body),
                ..
            } if !status.is_success() => ErrorObject::of(body),
            _ => None,
        }
    }

    /// The result of a call whose last attempt had this outcome.
    pub(crate) fn into_result(
        self,
        operation: &Operation,
        info: RequestInfo,
    ) -> Result<RawResponse, Error<Infallible>> {
        match self {
            Self::NotSent(reason) => Err(Error::NotSent {
                operation: info.operation,
                reason,
            }),
            Self::Lost { kind, source } => Err(Error::Transport(Box::new(TransportError {
                info,
                kind,
                source,
            }))),
            Self::Received {
                status,
                headers,
                body,
                ..
            } => {
                let (body, too_long) = match body {
                    Body::Complete(body) => (body, None),
                    Body::TooLong(limit) => (Bytes::new(), Some(BodyProblem::TooLong { limit })),
                };
                let meta = ResponseMeta {
                    status,
                    headers,
                    body,
                    info,
                };
                match too_long {
                    None => Ok(RawResponse {
                        meta,
                        success_body: operation.success_body,
                    }),
                    Some(problem) => Err(Error::Body(Box::new(BodyError::new(meta, problem)))),
                }
            }
        }
    }
}
