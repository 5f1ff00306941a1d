//! One attempt of a call: the caller's middleware, the signer, the HTTP client, and the body of the response.

use std::convert::Infallible;
use std::future::Future;

use backpack_signing::{SigningError, Unsigned, Window};
use bytes::{Bytes, BytesMut};
use http::{Extensions, HeaderMap, StatusCode};
use reqwest_middleware::ClientWithMiddleware;
use tokio::time::error::Elapsed;

use crate::error::{
    BodyError, BodyProblem, Error, NotSentReason, TransportError, TransportErrorKind,
};
use crate::operation::{Auth, Operation};
use crate::request_info::RequestInfo;
use crate::response::{RawResponse, ResponseMeta};

/// The highest capacity that is reserved for a body before it is received: the announced length may be wrong.
const MAX_RESERVED: usize = 1024 * 1024;

/// Sends single attempts.
pub(crate) struct Sender {
    /// The caller's middleware, outermost first, then the signer.
    pub(crate) stack: ClientWithMiddleware,
    /// True when the stack ends with a signer.
    pub(crate) has_signer: bool,
    /// The highest length of a body, in bytes.
    pub(crate) max_body: usize,
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
    ) -> impl Future<Output = Outcome> + Send {
        let mut extensions = Extensions::new();
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
                Err(error) => return Outcome::of_error(error),
            };
            match self.read(&mut response).await {
                Ok(body) => Outcome::Received {
                    status: response.status(),
                    headers: std::mem::take(response.headers_mut()),
                    body,
                },
                Err(error) => Outcome::of_error(error.into()),
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
    pub(crate) fn of_timeout(elapsed: Elapsed) -> Self {
        Self::Lost {
            kind: TransportErrorKind::Timeout,
            source: Box::new(elapsed),
        }
    }

    fn of_error(error: reqwest_middleware::Error) -> Self {
        match error {
            reqwest_middleware::Error::Reqwest(mut error) => {
                if let Some(url) = error.url_mut() {
                    url.set_query(None);
                }
                // A connect timeout is both: no connection was established, so nothing was sent.
                let kind = if error.is_connect() {
                    TransportErrorKind::Connect
                } else if error.is_timeout() {
                    TransportErrorKind::Timeout
                } else {
                    TransportErrorKind::Other
                };
                Self::Lost {
                    kind,
                    source: Box::new(error),
                }
            }
            reqwest_middleware::Error::Middleware(error) => {
                match error.downcast::<SigningError>() {
                    Ok(error) => Self::NotSent(NotSentReason::Signing(error)),
                    // The caller's middleware fails before or after it sends the request.
                    Err(error) => Self::Lost {
                        kind: TransportErrorKind::Other,
                        source: error.into(),
                    },
                }
            }
        }
    }

    /// True when the exchange may have executed the request of this attempt. Everything that depends on it asks here.
    pub(crate) fn may_have_executed(&self) -> bool {
        match self {
            Self::NotSent(_) => false,
            Self::Lost { kind, .. } => *kind != TransportErrorKind::Connect,
            Self::Received { status, .. } => !status.is_client_error(),
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
