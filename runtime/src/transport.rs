//! Sends requests and reads answers.
//!
//! From the outside in: the retries, the rate limits, the caller's own middleware, signing, the HTTP client. Signing
//! stands innermost, so that each attempt has a fresh timestamp and signature. An attempt ends when its answer has been
//! read: a connection that breaks in the middle of a body is a failure of the attempt like any other.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use backpack_signing::ed25519_dalek::{Signature, VerifyingKey};
use backpack_signing::signature::{Keypair, Signer};
use backpack_signing::{
    Clock, Credentials, Instruction, SigningError, SigningMiddleware, SystemClock, Timestamp,
    Unsigned, Window,
};
use bytes::{Bytes, BytesMut};
use futures_util::TryFutureExt as _;
use futures_util::future::Either;
use http::header::ACCEPT;
use http::{Extensions, HeaderMap, HeaderValue};
use reqwest_middleware::{ClientWithMiddleware, Middleware};
use tracing::Instrument as _;

use crate::base_url::BaseUrl;
use crate::clock::{ClockOffset, CorrectedClock};
use crate::error::{BodyError, BodyProblem, BuildError, RefusedError, SendError, TransportError};
use crate::limits::{RateLimits, WhenLimited};
use crate::operation::{Auth, OperationInfo};
use crate::options::CallOptions;
use crate::request::RequestBuilder;
use crate::response::{Response, Sent};
use crate::retry::RetryPolicy;

/// How many bytes of a body are read unless the builder says otherwise: 64 MiB. The longest answers of the exchange
/// (all markets) stay below one.
pub const DEFAULT_MAX_BODY: usize = 64 * 1024 * 1024;

/// How long a connection may take to come about unless the builder says otherwise.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long an attempt may take unless something else is said.
const DEFAULT_ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a call may take in all unless something else is said.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// How much room is made for a body before its bytes are there: what is announced may not come.
const MAX_RESERVED: usize = 1024 * 1024;

/// How many headers a signed request with a body has.
const USUAL_HEADERS: usize = 8;

/// Sends the requests of a client. Clones share the connections, the rate limits and the clock.
#[derive(Clone)]
pub struct Transport {
    shared: Arc<Shared>,
    options: Arc<CallOptions>,
}

struct Shared {
    http: reqwest::Client,
    route: Route,
    attempt_timeout: Duration,
    base_url: BaseUrl,
    api_key: Option<Box<str>>,
    max_body: usize,
    limits: RateLimits,
    clock: Arc<CorrectedClock>,
}

/// How an attempt gets to the HTTP client. Private requests are signed on either way, by the same signer.
enum Route {
    /// Through the caller's own middleware, and signing behind it.
    Stack(ClientWithMiddleware),
    /// Straight, where the caller has none: a stack costs five allocations, which is more than signing does.
    Straight(Option<Arc<dyn Sign>>),
}

/// What an attempt comes to, before the body is read.
type Answer = Result<reqwest::Response, SendError>;

/// A [`SigningMiddleware`], whatever it signs with.
trait Sign: Middleware {
    fn sign(
        &self,
        request: &mut reqwest::Request,
        instruction: &Instruction,
        window: Option<Window>,
    ) -> Result<(), SigningError>;
}

impl<S, C> Sign for SigningMiddleware<S, C>
where
    S: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey> + Send + Sync + 'static,
    C: Clock + 'static,
{
    fn sign(
        &self,
        request: &mut reqwest::Request,
        instruction: &Instruction,
        window: Option<Window>,
    ) -> Result<(), SigningError> {
        self.sign_request(request, instruction, window)
    }
}

impl Transport {
    /// Starts with the defaults: no credentials; ten seconds to connect, ten for an attempt, thirty for a call; the
    /// published rate limits; retries where they are safe.
    pub fn builder() -> TransportBuilder {
        TransportBuilder {
            base_url: None,
            signer: None,
            clock: Arc::new(SystemClock),
            middleware: Vec::new(),
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            max_body: DEFAULT_MAX_BODY,
            user_agent: None,
            limits: RateLimits::default(),
            options: CallOptions::default(),
        }
    }

    /// The HTTP client underneath.
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        &self.shared.http
    }

    /// Starts a request of an operation. `path` begins with a slash, and its parameters are encoded.
    pub fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        RequestBuilder::new(reqwest::Request::new(
            method,
            self.shared.base_url.join(path),
        ))
    }

    /// Where requests go.
    #[must_use]
    pub fn base_url(&self) -> &BaseUrl {
        &self.shared.base_url
    }

    /// The API key that requests are signed with; `None` without credentials.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.shared.api_key.as_deref()
    }

    /// The same with other options: what `options` leaves open stays as it is.
    #[must_use]
    pub fn with(&self, options: &CallOptions) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            options: Arc::new(options.over(&self.options)),
        }
    }

    /// The time of this machine, as the transport's clock shows it without correction.
    #[must_use]
    pub fn local_time(&self) -> Timestamp {
        self.shared.clock.uncorrected()
    }

    /// How far the exchange's clock is taken to be ahead.
    #[must_use]
    pub fn clock_offset(&self) -> ClockOffset {
        self.shared.clock.offset()
    }

    /// Times signatures by a clock that is corrected by `offset`, for this transport and all its clones.
    pub fn correct_clock(&self, offset: ClockOffset) {
        self.shared.clock.correct(offset);
    }

    /// Sends a request of the operation `info` and reads the answer whole, whatever its status. Sends it again where
    /// that is safe and may help; see [`RetryPolicy`].
    ///
    /// # Errors
    ///
    /// [`SendError`]: a private operation without credentials, a rate limit that leaves no turn in time, a request that
    /// could not be signed, a connection that failed, an answer that is too long.
    pub fn execute(
        &self,
        mut request: reqwest::Request,
        info: &OperationInfo,
    ) -> impl Future<Output = Result<Response, SendError>> + Send {
        let operation = info.operation_id;
        let refused = matches!(info.auth, Auth::Signed(_)) && self.shared.api_key.is_none();
        // An `async fn` would keep its arguments twice.
        async move {
            if refused {
                return Err(SendError::Refused(RefusedError::NoCredentials {
                    operation,
                }));
            }
            let span = tracing::debug_span!(
                "backpack",
                operation,
                attempts = tracing::field::Empty,
                status = tracing::field::Empty,
                latency_ms = tracing::field::Empty,
            );
            let start = Instant::now();
            let outcome = self
                .attempts(&mut request, info, start)
                .instrument(span.clone())
                .await;
            if span.is_disabled() {
                return outcome;
            }
            span.record("latency_ms", millis(start));
            match &outcome {
                Ok(answer) => {
                    span.record("attempts", answer.sent.attempts);
                    span.record("status", answer.status.as_u16());
                }
                Err(SendError::Transport(error)) => {
                    span.record("attempts", error.attempts());
                }
                Err(_) => {}
            }
            outcome
        }
    }

    /// Every attempt of a call, each with a copy of `request`.
    async fn attempts(
        &self,
        request: &mut reqwest::Request,
        info: &OperationInfo,
        start: Instant,
    ) -> Result<Response, SendError> {
        let operation = info.operation_id;
        let default = RetryPolicy::default();
        let policy = self.options.retry.as_ref().unwrap_or(&default);
        let timeout = self.options.timeout.unwrap_or(DEFAULT_TIMEOUT);
        let attempt_timeout = self
            .options
            .attempt_timeout
            .unwrap_or(DEFAULT_ATTEMPT_TIMEOUT);
        let remaining = || timeout.saturating_sub(start.elapsed());

        let mut sent = Sent {
            operation,
            changes: info.method != "GET",
            attempts: 1,
            in_doubt: false,
        };
        let safe = !sent.changes || policy.repeats(request);
        // What the attempt before came to. It stands where there is no other attempt after all.
        let mut last = None;
        loop {
            if let Err(early) = self.turn(info, remaining).await {
                return last.unwrap_or(Err(early));
            }
            // A body that is not buffered has no copy, and is not repeated.
            let (mut copy, repeatable) = match request.try_clone() {
                Some(copy) => (copy, true),
                None => {
                    let empty =
                        reqwest::Request::new(request.method().clone(), request.url().clone());
                    (std::mem::replace(request, empty), false)
                }
            };
            self.dress(copy.headers_mut());
            // What the HTTP client allows anyway need not be said.
            let allowed = attempt_timeout.min(remaining());
            if allowed != self.shared.attempt_timeout {
                *copy.timeout_mut() = Some(allowed);
            }

            let began = Instant::now();
            let outcome = match self.start(copy, info, sent) {
                Ok(started) => self.finish(started, sent).await,
                Err(refused) => Err(refused),
            };
            let attempt = sent.attempts;
            match &outcome {
                Ok(answer) => tracing::debug!(
                    operation,
                    attempt,
                    status = answer.status.as_u16(),
                    latency_ms = millis(began),
                    "answered"
                ),
                Err(_) => {
                    tracing::debug!(operation, attempt, latency_ms = millis(began), "failed");
                }
            }
            // A request that could not be signed anew was not sent.
            if let (Err(SendError::Signing(_)), Some(last)) = (&outcome, last.take()) {
                return last;
            }
            let wait = match policy.wait(attempt, safe, &outcome) {
                // There must be time left for the attempt itself.
                Some(wait) if wait < remaining() => wait,
                _ => return outcome,
            };
            if !repeatable {
                return outcome;
            }
            tracing::debug!(
                operation,
                attempt,
                wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
                "will be repeated"
            );
            tokio::time::sleep(wait).await;
            sent.in_doubt = match &outcome {
                Ok(answer) => sent.unknown(!answer.status.is_client_error()),
                Err(SendError::Transport(error)) => error.outcome_unknown(),
                Err(_) => sent.in_doubt,
            };
            sent.attempts += 1;
            last = Some(outcome);
        }
    }

    /// Adds the headers that every attempt has. What is kept for another attempt is copied without them.
    fn dress(&self, headers: &mut HeaderMap) {
        // Room for all that will be there, the client's own and those of signing included.
        headers.reserve(USUAL_HEADERS + self.options.headers.len());
        headers
            .entry(ACCEPT)
            .or_insert(HeaderValue::from_static("application/json"));
        for (name, value) in &self.options.headers {
            headers.insert(name, value.clone());
        }
    }

    /// Waits until the rate limit has a turn for a request of this operation.
    async fn turn(
        &self,
        info: &OperationInfo,
        remaining: impl Fn() -> Duration,
    ) -> Result<(), SendError> {
        let limits = &self.shared.limits;
        while let Err(wait) = limits.take(info.rate_limit) {
            if limits.when() == WhenLimited::Fail || wait >= remaining() {
                let operation = info.operation_id;
                return Err(SendError::Refused(RefusedError::RateLimited {
                    operation,
                    wait,
                }));
            }
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }

    /// Begins an attempt: signs the request, and hands it on.
    ///
    /// Not `async`, as [`through`](Self::through) is in a box: the future of a call has no room for the request then.
    fn start<'a>(
        &'a self,
        mut request: reqwest::Request,
        info: &'a OperationInfo,
        sent: Sent,
    ) -> Result<impl Future<Output = Answer> + Send + use<'a>, SendError> {
        let signer = match &self.shared.route {
            Route::Stack(stack) => {
                let answer = self.through(stack, request, &info.auth, sent);
                return Ok(Either::Left(Box::pin(answer)));
            }
            Route::Straight(signer) => signer,
        };
        match (&info.auth, signer) {
            (Auth::Signed(instruction), Some(signer)) => signer
                .sign(&mut request, instruction, self.options.window)
                .map_err(SendError::Signing)?,
            (Auth::Signed(_), None) => {
                let operation = info.operation_id;
                return Err(SendError::Refused(RefusedError::NoCredentials {
                    operation,
                }));
            }
            (Auth::Public | Auth::Session, _) => {}
        }
        let answer = self.shared.http.execute(request);
        Ok(Either::Right(answer.map_err(move |error| {
            SendError::Transport(Box::new(TransportError::new(sent, error)))
        })))
    }

    /// Ends an attempt: waits for the answer, and reads it.
    async fn finish(
        &self,
        answer: impl Future<Output = Answer>,
        sent: Sent,
    ) -> Result<Response, SendError> {
        let failed = |error| SendError::Transport(Box::new(TransportError::new(sent, error)));
        let mut answer = answer.await?;
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        let response = |body| Response {
            status,
            headers,
            body,
            sent,
        };
        match self.read(answer).await {
            Ok(Some(body)) => Ok(response(body)),
            Ok(None) => {
                let problem = BodyProblem::TooLong {
                    limit: self.shared.max_body,
                };
                let kept = BodyError::new(response(Bytes::new()), problem);
                Err(SendError::Body(Box::new(kept)))
            }
            Err(error) => Err(failed(error)),
        }
    }

    /// Sends a request through the caller's middleware, which signing stands behind.
    async fn through(
        &self,
        stack: &ClientWithMiddleware,
        request: reqwest::Request,
        auth: &Auth,
        sent: Sent,
    ) -> Answer {
        let mut extensions = Extensions::new();
        match auth {
            Auth::Signed(instruction) => {
                extensions.insert::<Instruction>(instruction.clone());
            }
            Auth::Public | Auth::Session => {
                extensions.insert(Unsigned);
            }
        }
        if let Some(window) = self.options.window {
            extensions.insert(window);
        }
        let answer = stack
            .execute_with_extensions(request, &mut extensions)
            .await;
        answer.map_err(|error| match error {
            reqwest_middleware::Error::Reqwest(error) => {
                SendError::Transport(Box::new(TransportError::new(sent, error)))
            }
            reqwest_middleware::Error::Middleware(error) => {
                match error.downcast::<SigningError>() {
                    Ok(error) => SendError::Signing(error),
                    // The caller's own middleware failed.
                    Err(error) => SendError::Transport(Box::new(TransportError::of_middleware(
                        sent,
                        error.into(),
                    ))),
                }
            }
        })
    }

    /// The body; `None` where it is longer than the limit.
    async fn read(&self, mut answer: reqwest::Response) -> Result<Option<Bytes>, reqwest::Error> {
        let max_body = self.shared.max_body;
        let announced = answer
            .content_length()
            .and_then(|length| usize::try_from(length).ok());
        if announced.is_some_and(|length| length > max_body) {
            return Ok(None);
        }
        // One chunk is the usual case, and needs no copy.
        let Some(first) = answer.chunk().await? else {
            return Ok(Some(Bytes::new()));
        };
        if first.len() > max_body {
            return Ok(None);
        }
        let Some(second) = answer.chunk().await? else {
            return Ok(Some(first));
        };
        let reserved = announced.unwrap_or_default().clamp(
            first.len() + second.len(),
            MAX_RESERVED.max(first.len() + second.len()),
        );
        let mut body = BytesMut::with_capacity(reserved);
        body.extend_from_slice(&first);
        let mut chunk = Some(second);
        while let Some(more) = chunk {
            if body.len() + more.len() > max_body {
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
            .field("base_url", &self.shared.base_url)
            .field("api_key", &self.shared.api_key)
            .finish_non_exhaustive()
    }
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Builds a [`Transport`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct TransportBuilder {
    base_url: Option<BaseUrl>,
    signer: Option<PendingSigner>,
    clock: Arc<dyn Clock>,
    middleware: Vec<Arc<dyn Middleware>>,
    connect_timeout: Duration,
    max_body: usize,
    user_agent: Option<String>,
    limits: RateLimits,
    options: CallOptions,
}

/// Credentials whose signer is known, and whose clock is not yet.
struct PendingSigner {
    api_key: Box<str>,
    middleware: MakeMiddleware,
}

type MakeMiddleware = Box<dyn FnOnce(Arc<CorrectedClock>) -> Arc<dyn Sign> + Send>;

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
            middleware: Box::new(|clock| {
                Arc::new(SigningMiddleware::new(credentials).with_clock(clock))
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
        self.options.window = Some(window);
        self
    }

    /// Adds a middleware of the caller's. It sees each attempt before it is signed, outermost the one added first.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// How long a connection may take to come about; 10 s unless said otherwise.
    pub const fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long an attempt may take, the answer read; 10 s unless said otherwise.
    pub const fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options.attempt_timeout = Some(timeout);
        self
    }

    /// How long a call may take in all, waits and every attempt; 30 s unless said otherwise.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// How calls are repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// The rate limits to keep to.
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.limits = limits;
        self
    }

    /// What every call has, unless a call says otherwise.
    pub fn options(mut self, options: &CallOptions) -> Self {
        self.options = options.over(&self.options);
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
        let attempt_timeout = self
            .options
            .attempt_timeout
            .unwrap_or(DEFAULT_ATTEMPT_TIMEOUT);
        let mut http = reqwest::Client::builder()
            // reqwest would hand the signed headers on to wherever a redirect points.
            .redirect(reqwest::redirect::Policy::none())
            // What is repeated is decided here, and signed anew.
            .retry(reqwest::retry::never())
            .timeout(attempt_timeout)
            .connect_timeout(self.connect_timeout);
        if let Some(agent) = self.user_agent {
            http = http.user_agent(agent);
        }
        let http = http.build().map_err(BuildError::Http)?;
        let clock = Arc::new(CorrectedClock::new(self.clock));
        let (api_key, signer) = match self.signer {
            Some(signer) => {
                let sign = (signer.middleware)(Arc::clone(&clock));
                (Some(signer.api_key), Some(sign))
            }
            None => (None, None),
        };
        let route = if self.middleware.is_empty() {
            Route::Straight(signer)
        } else {
            let mut stack = self.middleware;
            stack.extend(signer.map(|signer| signer as Arc<dyn Middleware>));
            Route::Stack(ClientWithMiddleware::new(http.clone(), stack))
        };
        Ok(Transport {
            shared: Arc::new(Shared {
                route,
                attempt_timeout,
                http,
                base_url,
                api_key,
                max_body: self.max_body,
                limits: self.limits,
                clock,
            }),
            options: Arc::new(self.options),
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

#[cfg(test)]
mod tests {
    use std::pin::Pin;

    use reqwest_middleware::Next;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;
    use crate::operation::RateLimit;

    /// A middleware of the caller's: signing must not have been yet, and what it adds must arrive.
    fn mark<'a>(
        mut request: reqwest::Request,
        extensions: &'a mut Extensions,
        next: Next<'a>,
    ) -> Pin<Box<dyn Future<Output = reqwest_middleware::Result<reqwest::Response>> + Send + 'a>>
    {
        let early = request.headers().contains_key("x-signature");
        let mark = HeaderValue::from_static(if early { "late" } else { "in time" });
        request.headers_mut().insert("x-mark", mark);
        next.run(request, extensions)
    }

    fn operation(auth: Auth) -> OperationInfo {
        OperationInfo {
            operation_id: "x",
            method: "GET",
            path: "/x",
            auth,
            rate_limit: RateLimit::Account,
        }
    }

    /// Sends one request, which is answered with 503 and then with 200: the heads that arrive, in lower case.
    async fn heads(builder: TransportBuilder, auth: Auth) -> Vec<String> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let transport = builder
            .credentials(Credentials::from_secret(&format!("{}=", "A".repeat(43))).unwrap())
            .base_url(base_url.parse().unwrap())
            .retry(RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO))
            .options(&CallOptions::new().header("x-mine", "1").unwrap())
            .build()
            .unwrap();
        let server = tokio::spawn(async move {
            let mut heads = Vec::new();
            for status in ["503 Service Unavailable", "200 OK"] {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(stream.read_u8().await.unwrap());
                }
                heads.push(String::from_utf8(head).unwrap().to_lowercase());
                let answer =
                    format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
            heads
        });
        let request = transport
            .request(reqwest::Method::GET, "/x")
            .build()
            .unwrap();
        let answer = transport.execute(request, &operation(auth)).await.unwrap();
        assert_eq!((answer.status.as_u16(), answer.sent.attempts), (200, 2));
        server.await.unwrap()
    }

    /// Whether the caller has middleware or not: each attempt of a private request is signed, behind the middleware,
    /// no public one is, and the headers that every attempt has come once.
    #[tokio::test]
    async fn every_attempt_is_signed_on_either_way() {
        let private = Auth::Signed(Instruction::from_static("balanceQuery"));
        for (auth, signed) in [
            (private, true),
            (Auth::Public, false),
            (Auth::Session, false),
        ] {
            for marked in [false, true] {
                let builder = Transport::builder();
                let builder = if marked {
                    builder.middleware(mark)
                } else {
                    builder
                };
                for head in heads(builder, auth.clone()).await {
                    for header in [
                        "x-api-key: ",
                        "x-signature: ",
                        "x-timestamp: ",
                        "x-window: ",
                    ] {
                        assert_eq!(
                            head.matches(header).count(),
                            usize::from(signed),
                            "{header}"
                        );
                    }
                    assert_eq!(
                        head.matches("x-mark: in time\r\n").count(),
                        usize::from(marked)
                    );
                    assert_eq!(head.matches("accept: application/json\r\n").count(), 1);
                    assert_eq!(head.matches("x-mine: 1\r\n").count(), 1);
                }
            }
        }
    }
}
