//! Builds a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use backpack_signing::{AsyncCredentials, Clock, SigningMiddleware, SystemClock, Window};
use reqwest_middleware::{ClientWithMiddleware, Middleware};

use crate::attempt::{Sender, send_before_deadline};
use crate::base_url::{BaseUrl, InvalidBaseUrl};
use crate::clock::CorrectedClock;
use crate::limits::RateLimits;
use crate::options::CallOptions;
use crate::retry::{DEFAULT_ATTEMPT_TIMEOUT, DEFAULT_TIMEOUT};
use crate::retry_policy::RetryPolicy;
use crate::sync_clock::DEFAULT_MAX_CLOCK_OFFSET;
use crate::transport::{Shared, Transport};

/// The highest length of a response body unless overridden: 8 MiB. The longest responses of the exchange (all markets)
/// are below 1 MiB; a decoded body can take many times its length in memory.
pub const DEFAULT_MAX_BODY: usize = 8 * 1024 * 1024;

/// The connect timeout unless overridden.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// Builds a client `C`, a generated one or a bare [`Transport`].
///
/// ```
/// use std::time::Duration;
/// use backpack_runtime::{ClientBuilder, Transport};
///
/// let transport = ClientBuilder::<Transport>::new("http://127.0.0.1:8080", "my-bot/1.0")
///     .timeout(Duration::from_secs(5))
///     .build()?;
/// assert_eq!(transport.base_url().as_str(), "http://127.0.0.1:8080");
/// # Ok::<(), backpack_runtime::BuildError>(())
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    base_url: String,
    user_agent: String,
    signer: Option<ClientSigner>,
    clock: Arc<dyn Clock>,
    /// The clock of the signer, which reads `clock` once the client is built.
    corrected_clock: Arc<CorrectedClock>,
    middleware: Vec<Arc<dyn Middleware>>,
    connect_timeout: Duration,
    max_body: usize,
    limits: RateLimits,
    max_clock_offset: Duration,
    options: CallOptions,
    client: PhantomData<fn() -> C>,
}

struct ClientSigner {
    api_key: Box<str>,
    middleware: Arc<dyn Middleware>,
}

impl<C: From<Transport>> ClientBuilder<C> {
    /// A builder with the defaults: no credentials; a timeout of 3 s to connect, 10 s for an attempt and 30 s for a
    /// call; the published rate limits; the default [`RetryPolicy`].
    pub fn new(base_url: impl Into<String>, user_agent: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            user_agent: user_agent.into(),
            signer: None,
            clock: Arc::new(SystemClock),
            corrected_clock: Arc::default(),
            middleware: Vec::new(),
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            max_body: DEFAULT_MAX_BODY,
            limits: RateLimits::default(),
            max_clock_offset: DEFAULT_MAX_CLOCK_OFFSET,
            options: CallOptions::default(),
            client: PhantomData,
        }
    }

    /// Sets the base URL, for example of a sandbox or a proxy.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Sets the credentials that sign private requests: [`Credentials`](backpack_signing::Credentials), or
    /// [`AsyncCredentials`] of a signer that is awaited. Without credentials, a private call fails before anything is sent.
    pub fn credentials(mut self, credentials: impl Into<AsyncCredentials>) -> Self {
        let credentials = credentials.into();
        let api_key = credentials.api_key().into();
        let clock = Arc::clone(&self.corrected_clock);
        self.signer = Some(ClientSigner {
            api_key,
            middleware: Arc::new(SigningMiddleware::new(credentials).with_clock(clock)),
        });
        self
    }

    /// Sets the clock that provides the timestamps of signatures, instead of the system's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the validity window of signed requests: 1 to 60000 ms, 5000 ms unless overridden.
    pub fn window(mut self, window: Window) -> Self {
        self.options.window = Some(window);
        self
    }

    /// Adds a middleware. It sees each attempt before it is signed; the first one added is outermost. It can change the
    /// request, and cannot see the credentials. The deadlines of the attempt and of the call cover it. It sends the request
    /// through `next` alone: a request that `next` has not received counts as not sent.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// Sets the connect timeout; 3 s unless overridden. It is shortened to half of the client's timeout of an attempt, so
    /// that a connection that is never established is told from a lost request.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets the timeout of one attempt, reading the response included; 10 s unless overridden.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options.attempt_timeout = Some(timeout);
        self
    }

    /// Sets the timeout of a call in total: rate limit, every attempt, reading the response; 30 s unless overridden.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Sets the retry policy. By default, read-only requests are retried, and requests that were certainly not executed.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// Sets the highest clock offset that [`sync_clock`](Transport::sync_clock) accepts; 10 minutes unless overridden. A
    /// greater one is an error.
    pub fn max_clock_offset(mut self, limit: Duration) -> Self {
        self.max_clock_offset = limit;
        self
    }

    /// Sets the rate limits; the published ones unless overridden. Clients that are given clones share their permits. A
    /// store of your own is set by [`RateLimits::with_store`].
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets options for every call that does not override them, such as the id and key of a broker.
    pub fn options(mut self, options: &CallOptions) -> Self {
        self.options = options.or(&self.options);
        self
    }

    /// Sets the highest length of a response body in bytes; [`DEFAULT_MAX_BODY`] unless overridden. A longer one is an
    /// error.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// [`BuildError`]: invalid base URL, credentials over plain HTTP to another machine, or an invalid user agent or TLS
    /// configuration.
    pub fn build(self) -> Result<C, BuildError> {
        let base_url: BaseUrl = self.base_url.parse()?;
        if self.signer.is_some() && !base_url.allows_credentials() {
            return Err(BuildError::InsecureBaseUrl);
        }
        let attempt = self
            .options
            .attempt_timeout
            .unwrap_or(DEFAULT_ATTEMPT_TIMEOUT);
        let attempt = attempt.min(self.options.timeout.unwrap_or(DEFAULT_TIMEOUT));
        let connect_timeout = self.connect_timeout.min(attempt / 2);
        let http = reqwest::Client::builder()
            // reqwest would send the signed headers to the target of a redirect.
            .redirect(reqwest::redirect::Policy::none())
            // Retries are decided by the retry policy, and signed anew.
            .retry(reqwest::retry::never())
            .connect_timeout(connect_timeout)
            .user_agent(self.user_agent)
            .build()
            .map_err(BuildError::Http)?;
        self.corrected_clock.read_from(self.clock);
        let mut stack = self.middleware;
        let has_signer = self.signer.is_some();
        let api_key = self.signer.map(|signer| {
            stack.push(signer.middleware);
            signer.api_key
        });
        stack.push(Arc::new(send_before_deadline));
        let shared = Shared {
            sender: Sender {
                stack: ClientWithMiddleware::new(http.clone(), stack),
                has_signer,
                max_body: self.max_body,
            },
            http,
            base_url,
            api_key,
            limits: self.limits,
            clock: self.corrected_clock,
            max_clock_offset: self.max_clock_offset,
        };
        Ok(Transport::new(shared, self.options).into())
    }
}

/// Shows the API key, which is public. The base URL is left out: it is not validated yet, and may contain a password.
impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field(
                "api_key",
                &self.signer.as_ref().map(|signer| &signer.api_key),
            )
            .finish_non_exhaustive()
    }
}

/// The reason why a client could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is invalid.
    #[error(transparent)]
    BaseUrl(#[from] InvalidBaseUrl),
    /// Credentials over plain HTTP to another machine.
    #[error(
        "plain http to another machine exposes account data (use https, or a loopback address)"
    )]
    InsecureBaseUrl,
    /// The HTTP client cannot be configured.
    #[error("cannot configure the HTTP client: {0}")]
    Http(#[source] reqwest::Error),
}
