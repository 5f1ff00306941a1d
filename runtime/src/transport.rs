//! Sends requests and reads answers.
//!
//! From the outside in: the caller's own middleware, signing, the HTTP client. Signing stands innermost, so that whatever
//! sends a request again signs it again.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use backpack_signing::ed25519_dalek::{Signature, VerifyingKey};
use backpack_signing::signature::{Keypair, Signer};
use backpack_signing::{
    Clock, Credentials, Instruction, SigningError, SigningMiddleware, SystemClock, Unsigned, Window,
};
use bytes::{Bytes, BytesMut};
use http::Extensions;
use reqwest_middleware::{ClientWithMiddleware, Middleware};

use crate::base_url::BaseUrl;
use crate::error::{BodyError, BodyProblem, BuildError, RefusedError, SendError, TransportError};
use crate::operation::{Auth, OperationInfo};
use crate::response::Response;

/// How many bytes of a body are read unless the builder says otherwise: 64 MiB. The longest answers of the exchange
/// (all markets) stay below one.
pub const DEFAULT_MAX_BODY: usize = 64 * 1024 * 1024;

/// How long a connection may take to come about unless the builder says otherwise.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a call may take in all unless the builder says otherwise.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// Sends the requests of a client. Clones share the connections.
#[derive(Clone)]
pub struct Transport {
    http: reqwest::Client,
    stack: ClientWithMiddleware,
    base_url: BaseUrl,
    api_key: Option<Arc<str>>,
    max_body: usize,
}

impl Transport {
    /// Starts with the defaults: no credentials, ten seconds to connect, thirty for a call.
    pub fn builder() -> TransportBuilder {
        TransportBuilder {
            base_url: None,
            signer: None,
            clock: Arc::new(SystemClock),
            window: Window::DEFAULT,
            middleware: Vec::new(),
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            timeout: DEFAULT_TIMEOUT,
            max_body: DEFAULT_MAX_BODY,
            user_agent: None,
        }
    }

    /// The HTTP client underneath, which requests are built with.
    #[must_use]
    pub const fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Where requests go.
    #[must_use]
    pub const fn base_url(&self) -> &BaseUrl {
        &self.base_url
    }

    /// The API key that requests are signed with; `None` without credentials.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.api_key.as_deref()
    }

    /// Sends a request of the operation `info` and reads the answer whole, whatever its status.
    ///
    /// # Errors
    ///
    /// [`SendError`]: a private operation without credentials, a request that could not be signed, a connection that
    /// failed, an answer that is too long.
    pub async fn execute(
        &self,
        request: reqwest::Request,
        info: &OperationInfo,
    ) -> Result<Response, SendError> {
        let operation = info.operation_id;
        let mut extensions = Extensions::new();
        match &info.auth {
            Auth::Signed(_) if self.api_key.is_none() => {
                return Err(SendError::Refused(RefusedError::NoCredentials {
                    operation,
                }));
            }
            Auth::Signed(instruction) => {
                extensions.insert::<Instruction>(instruction.clone());
            }
            Auth::Public | Auth::Session => {
                extensions.insert(Unsigned);
            }
        }
        let answer = self
            .stack
            .execute_with_extensions(request, &mut extensions)
            .await;
        let mut answer = answer.map_err(|error| send_error(operation, error))?;
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        let response = |body| Response {
            operation,
            status,
            headers,
            body,
        };
        match self.read(answer).await {
            Ok(Some(body)) => Ok(response(body)),
            Ok(None) => {
                let problem = BodyProblem::TooLong {
                    limit: self.max_body,
                };
                Err(SendError::Body(Box::new(BodyError::new(
                    response(Bytes::new()),
                    problem,
                ))))
            }
            Err(error) => Err(transport_error(operation, error)),
        }
    }

    /// The body; `None` where it is longer than the limit.
    async fn read(&self, mut answer: reqwest::Response) -> Result<Option<Bytes>, reqwest::Error> {
        let announced = answer
            .content_length()
            .and_then(|length| usize::try_from(length).ok());
        if announced.is_some_and(|length| length > self.max_body) {
            return Ok(None);
        }
        // One chunk is the usual case, and needs no copy.
        let Some(first) = answer.chunk().await? else {
            return Ok(Some(Bytes::new()));
        };
        if first.len() > self.max_body {
            return Ok(None);
        }
        let Some(second) = answer.chunk().await? else {
            return Ok(Some(first));
        };
        let mut body = BytesMut::with_capacity(announced.unwrap_or(first.len() + second.len()));
        body.extend_from_slice(&first);
        let mut chunk = Some(second);
        while let Some(more) = chunk {
            if body.len() + more.len() > self.max_body {
                return Ok(None);
            }
            body.extend_from_slice(&more);
            chunk = answer.chunk().await?;
        }
        Ok(Some(body.freeze()))
    }
}

/// Shows where requests go and under which key, which is public.
impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base_url", &self.base_url)
            .field("api_key", &self.api_key)
            .finish_non_exhaustive()
    }
}

fn transport_error(operation: &'static str, error: reqwest::Error) -> SendError {
    SendError::Transport(Box::new(TransportError::new(operation, error)))
}

/// Unwraps what the middleware wrapped.
fn send_error(operation: &'static str, error: reqwest_middleware::Error) -> SendError {
    match error {
        reqwest_middleware::Error::Reqwest(error) => transport_error(operation, error),
        reqwest_middleware::Error::Middleware(error) => match error.downcast::<SigningError>() {
            Ok(error) => SendError::Signing(error),
            // The caller's own middleware failed.
            Err(error) => SendError::Transport(Box::new(TransportError::of_middleware(
                operation,
                error.into(),
            ))),
        },
    }
}

/// Builds a [`Transport`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct TransportBuilder {
    base_url: Option<BaseUrl>,
    signer: Option<PendingSigner>,
    clock: Arc<dyn Clock>,
    window: Window,
    middleware: Vec<Arc<dyn Middleware>>,
    connect_timeout: Duration,
    timeout: Duration,
    max_body: usize,
    user_agent: Option<String>,
}

/// Credentials whose signer is known, and whose clock and window are not yet.
struct PendingSigner {
    api_key: Arc<str>,
    middleware: MakeMiddleware,
}

type MakeMiddleware = Box<dyn FnOnce(Arc<dyn Clock>, Window) -> Arc<dyn Middleware> + Send>;

impl TransportBuilder {
    /// Where requests go. Without one, building fails.
    pub fn base_url(mut self, url: BaseUrl) -> Self {
        self.base_url = Some(url);
        self
    }

    /// What private requests are signed with.
    pub fn credentials<S>(mut self, credentials: Credentials<S>) -> Self
    where
        S: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey> + Send + Sync + 'static,
    {
        self.signer = Some(PendingSigner {
            api_key: credentials.api_key().into(),
            middleware: Box::new(|clock, window| {
                let signing = SigningMiddleware::new(credentials);
                Arc::new(signing.with_clock(clock).with_window(window))
            }),
        });
        self
    }

    /// Reads the time of signatures from `clock` instead of the system's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// For how long a signed request is good, 5000 ms unless said otherwise.
    pub fn window(mut self, window: Window) -> Self {
        self.window = window;
        self
    }

    /// Adds a middleware of the caller's. It sees requests before they are signed, outermost the one added first.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// How long a connection may take to come about; 10 s unless said otherwise.
    pub const fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a call may take in all, the answer read; 30 s unless said otherwise.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How many bytes of a body are read at the most; [`DEFAULT_MAX_BODY`] unless said otherwise.
    pub const fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// The header `User-Agent`.
    pub fn user_agent(mut self, agent: impl Into<String>) -> Self {
        self.user_agent = Some(agent.into());
        self
    }

    /// Builds it.
    ///
    /// # Errors
    ///
    /// [`BuildError`]: no base URL, credentials over plain HTTP to another machine, or a user agent or TLS set-up that
    /// the HTTP client refuses.
    pub fn build(self) -> Result<Transport, BuildError> {
        let base_url = self.base_url.ok_or(crate::InvalidBaseUrl::NotAUrl)?;
        if self.signer.is_some() && !base_url.allows_credentials() {
            return Err(BuildError::InsecureBaseUrl);
        }
        let mut http = reqwest::Client::builder()
            // reqwest would hand the signed headers on to wherever a redirect points.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout);
        if let Some(agent) = self.user_agent {
            http = http.user_agent(agent);
        }
        let http = http.build().map_err(BuildError::Http)?;
        let mut stack = self.middleware;
        let mut api_key = None;
        if let Some(signer) = self.signer {
            api_key = Some(signer.api_key);
            stack.push((signer.middleware)(self.clock, self.window));
        }
        Ok(Transport {
            stack: ClientWithMiddleware::new(http.clone(), stack),
            http,
            base_url,
            api_key,
            max_body: self.max_body,
        })
    }
}

/// Shows where requests will go and under which key, which is public.
impl fmt::Debug for TransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportBuilder")
            .field("base_url", &self.base_url)
            .field(
                "api_key",
                &self.signer.as_ref().map(|signer| &signer.api_key),
            )
            .finish_non_exhaustive()
    }
}
