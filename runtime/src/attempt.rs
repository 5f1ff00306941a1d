//! One attempt of a call: the caller's middleware, the signer, the HTTP client, and the body of the response.

use std::convert::Infallible;
use std::sync::Arc;

use backpack_signing::{Instruction, SigningError, SigningMiddleware, Window};
use bytes::{Bytes, BytesMut};
use futures_core::future::BoxFuture;
use http::{Extensions, HeaderMap, StatusCode};
use reqwest_middleware::{ClientWithMiddleware, Middleware, Next};
use tokio::time::Instant;
use tokio::time::error::Elapsed;

use crate::clock::CorrectedClock;
use crate::error::{
    BodyError, BodyProblem, Error, NotSentReason, TransportError, TransportErrorKind,
};
use crate::error_object::ErrorObject;
use crate::operation::Operation;
use crate::progress::{Progress, Stage};
use crate::request_info::RequestInfo;
use crate::response::{RawResponse, ResponseMeta};

/// The highest capacity that is reserved for a body before it is received: the announced length may be wrong.
const MAX_RESERVED: usize = 1024 * 1024;

/// Sends single attempts.
pub(crate) struct Sender {
    http: reqwest::Client,
    /// The caller's middleware, outermost first.
    middleware: Vec<Arc<dyn Middleware>>,
    /// `None` without credentials.
    signer: Option<Arc<Signer>>,
    /// The highest length of a body, in bytes.
    max_body: usize,
}

/// The signer of requests, which reads the corrected clock.
pub(crate) type Signer = SigningMiddleware<Arc<CorrectedClock>>;

/// The signature of a request.
#[derive(Clone)]
pub(crate) struct Signature {
    pub(crate) signer: Arc<Signer>,
    pub(crate) instruction: Instruction,
    /// `None` for that of the signer.
    pub(crate) window: Option<Window>,
}

/// The reason why [`SignAndSend`] did not send a request.
#[derive(Debug, thiserror::Error)]
enum NotSent {
    /// The deadline of the attempt passed before the request was sent.
    #[error("deadline passed")]
    DeadlinePassed,
    /// The HTTP client cannot send the request.
    #[error("invalid request: {0}")]
    InvalidRequest(#[source] reqwest::Error),
}

/// The last step of an attempt, inside the caller's middleware: signs the request, checks the deadline, which a slow
/// middleware or signer may have exceeded, and gives the request to the HTTP client. Records its progress from there on.
struct SignAndSend {
    http: reqwest::Client,
    deadline: Instant,
    progress: Progress,
    /// `None` for a request that is not signed.
    signature: Option<Signature>,
}

impl SignAndSend {
    async fn send(
        &self,
        mut request: reqwest::Request,
    ) -> reqwest_middleware::Result<reqwest::Response> {
        use reqwest_middleware::Error;

        if let Some(signature) = &self.signature {
            let Signature {
                signer,
                instruction,
                window,
            } = signature;
            let signed = signer.sign(&mut request, instruction, *window).await;
            signed.map_err(Error::middleware)?;
        }
        if Instant::now() >= self.deadline {
            return Err(Error::middleware(NotSent::DeadlinePassed));
        }
        self.progress.follow(&mut request);
        match self.http.execute(request).await {
            Err(error) if error.is_builder() => Err(Error::middleware(NotSent::InvalidRequest(
                error.without_url(),
            ))),
            result => Ok(result?),
        }
    }
}

impl Middleware for SignAndSend {
    fn handle<'a, 'b, 'c, 'd>(
        &'a self,
        request: reqwest::Request,
        _: &'b mut Extensions,
        _: Next<'c>,
    ) -> BoxFuture<'d, reqwest_middleware::Result<reqwest::Response>>
    where
        'a: 'd,
        'b: 'd,
        'c: 'd,
        Self: 'd,
    {
        Box::pin(self.send(request))
    }
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
    /// Creates a sender whose requests pass `middleware`, outermost first.
    pub(crate) const fn new(
        http: reqwest::Client,
        middleware: Vec<Arc<dyn Middleware>>,
        signer: Option<Arc<Signer>>,
        max_body: usize,
    ) -> Self {
        Self {
            http,
            middleware,
            signer,
            max_body,
        }
    }

    /// Returns the HTTP client.
    pub(crate) const fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Returns the signer; `None` without credentials.
    pub(crate) const fn signer(&self) -> Option<&Arc<Signer>> {
        self.signer.as_ref()
    }

    /// Sends a request until `deadline`, through the caller's middleware and [`SignAndSend`], and reads the response.
    pub(crate) async fn send(
        &self,
        request: reqwest::Request,
        deadline: Instant,
        progress: &Progress,
        signature: Option<Signature>,
    ) -> Outcome {
        let last: Arc<dyn Middleware> = Arc::new(SignAndSend {
            http: self.http.clone(),
            deadline,
            progress: progress.clone(),
            signature,
        });
        let stack: Box<[_]> = self.middleware.iter().cloned().chain([last]).collect();
        let client = ClientWithMiddleware::new(self.http.clone(), stack);
        match client.execute(request).await {
            Ok(mut response) => {
                let body = self.read(&mut response).await;
                Outcome::of_response(response, body, progress)
            }
            Err(error) => Outcome::of_error(error, progress),
        }
    }

    /// Reads the body of a response.
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
    /// Returns the outcome of an attempt whose response was read.
    pub(crate) fn of_response(
        mut response: reqwest::Response,
        body: Result<Body, reqwest::Error>,
        progress: &Progress,
    ) -> Self {
        match body {
            Ok(body) => Self::Received {
                status: response.status(),
                headers: std::mem::take(response.headers_mut()),
                body,
                is_repeated: progress.stage() == Stage::Repeated,
            },
            // The server began to respond, so it processed the request.
            Err(error) => Self::Lost {
                kind: if error.is_timeout() {
                    TransportErrorKind::Timeout
                } else {
                    TransportErrorKind::Other
                },
                source: Box::new(error.without_url()),
            },
        }
    }

    /// Returns the outcome of an attempt that was dropped at its deadline.
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

    /// Returns the outcome of an attempt without a response.
    pub(crate) fn of_error(error: reqwest_middleware::Error, progress: &Progress) -> Self {
        match error {
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
                let stage = progress.stage();
                let error = match error.downcast::<NotSent>() {
                    Ok(NotSent::InvalidRequest(error)) if stage != Stage::Repeated => {
                        return Self::NotSent(NotSentReason::InvalidRequest(error));
                    }
                    Ok(NotSent::DeadlinePassed) if stage == Stage::Preparing => {
                        return Self::NotSent(NotSentReason::DeadlinePassed);
                    }
                    Ok(error) => error.into(),
                    Err(error) => error,
                };
                if stage != Stage::Preparing {
                    // The caller's middleware failed after the request was sent.
                    return Self::Lost {
                        kind: TransportErrorKind::Other,
                        source: error.into(),
                    };
                }
                Self::NotSent(match error.downcast::<SigningError>() {
                    Ok(error) => NotSentReason::Signing(error),
                    Err(error) => NotSentReason::Middleware(error.into()),
                })
            }
        }
    }

    /// Returns the status code of the response, if one was received.
    pub(crate) const fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Received { status, .. } => Some(*status),
            Self::NotSent(_) | Self::Lost { .. } => None,
        }
    }

    /// Returns true when the exchange may have executed the request of this attempt. Everything that depends on it asks
    /// here.
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

    /// Returns the error object of the exchange, if this is a response with one.
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

    /// Returns the result of a call whose last attempt had this outcome.
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
