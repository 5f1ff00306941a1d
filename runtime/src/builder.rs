//! Builds a client.

use std::fmt;
use std::marker::PhantomData;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use backpack_signing::{AsyncCredentials, Clock, SigningMiddleware, SystemClock, Window};
use reqwest_middleware::Middleware;
use url::Url;

use crate::attempt::Sender;
use crate::base_url::{BaseUrl, InvalidBaseUrl};
use crate::clock::CorrectedClock;
use crate::http_settings::HttpSettings;
use crate::limits::RateLimits;
use crate::observer::{Observer, Reporter};
use crate::options::CallOptions;
use crate::retry::{DEFAULT_ATTEMPT_TIMEOUT, DEFAULT_TIMEOUT};
use crate::retry_policy::RetryPolicy;
use crate::shared::Shared;
use crate::sync_clock::DEFAULT_MAX_CLOCK_OFFSET;
use crate::transport::Transport;

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
    /// The live exchange: its base URL and the URL of its streams.
    live: Option<(String, String)>,
    stream_url: Option<String>,
    user_agent: String,
    credentials: Option<AsyncCredentials>,
    clock: Arc<dyn Clock>,
    middleware: Vec<Arc<dyn Middleware>>,
    http: reqwest::ClientBuilder,
    stream_http: reqwest::ClientBuilder,
    reporter: Reporter,
    connect_timeout: Duration,
    max_body: usize,
    limits: RateLimits,
    max_clock_offset: Duration,
    options: CallOptions,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Transport>> ClientBuilder<C> {
    /// Creates a builder with the defaults: no credentials; a timeout of 3 s to connect, 10 s for an attempt and 30 s
    /// for a call; the published rate limits; the default [`RetryPolicy`].
    pub fn new(base_url: impl Into<String>, user_agent: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            live: None,
            stream_url: None,
            user_agent: user_agent.into(),
            credentials: None,
            clock: Arc::new(SystemClock),
            middleware: Vec::new(),
            http: reqwest::Client::builder(),
            stream_http: reqwest::Client::builder(),
            reporter: Reporter::default(),
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

    /// Sets the URL of the streams that belong to the present base URL.
    #[doc(hidden)]
    pub fn live_stream_url(mut self, url: impl Into<String>) -> Self {
        self.live = Some((self.base_url.clone(), url.into()));
        self
    }

    /// Sets the URL of the streams: `wss://`, or `ws://` and a loopback address.
    ///
    /// Unless overridden, it is the address of the live exchange's streams for the base URL of the live exchange. For
    /// any other base URL, such as a sandbox's, it is that URL with the scheme `ws` or `wss`.
    pub fn stream_url(mut self, url: impl Into<String>) -> Self {
        self.stream_url = Some(url.into());
        self
    }

    /// Sets the credentials that sign private requests: [`Credentials`](backpack_signing::Credentials), or
    /// [`AsyncCredentials`] of a signer that is awaited. Without credentials, a private call fails before anything is
    /// sent.
    pub fn credentials(mut self, credentials: impl Into<AsyncCredentials>) -> Self {
        self.credentials = Some(credentials.into());
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
    /// request, and cannot see the credentials. The deadlines of the attempt and of the call cover it. It sends the
    /// request through `next` alone: a request that `next` has not received counts as not sent.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// Sets the settings of the HTTP client, in place of all that were set before. Call it first:
    /// [`proxy`](Self::proxy), [`local_address`](Self::local_address), [`root_certificate`](Self::root_certificate) and
    /// the settings of the pool change it.
    ///
    /// ```
    /// use backpack_runtime::{ClientBuilder, Transport, reqwest};
    ///
    /// let http = reqwest::Client::builder().tcp_nodelay(true).pool_max_idle_per_host(4);
    /// let transport = ClientBuilder::<Transport>::new("https://api.backpack.exchange", "my-bot/1.0")
    ///     .http(http)
    ///     .build()?;
    /// # Ok::<(), backpack_runtime::BuildError>(())
    /// ```
    ///
    /// These of its settings are overridden, because they are unsafe here or belong to this builder:
    ///
    /// - redirects are not followed, as signed headers would be sent to their target, and `Referer` is not sent;
    /// - requests are not repeated by the HTTP client: the [`RetryPolicy`] decides, and signs each attempt anew;
    /// - compressed responses are not decompressed, so that [`max_body`](Self::max_body) bounds the memory;
    /// - certificates and their names are verified, and neither keys of TLS nor bytes of the connection are logged;
    /// - no proxy is used for a base URL with plain `http`;
    /// - [`connect_timeout`](Self::connect_timeout) and the user agent are those of this builder.
    ///
    /// Everything else stays. A preconfigured TLS backend verifies certificates as it was configured to, and default
    /// headers are sent as they are. The connections of streams have settings of their own:
    /// [`stream_http`](Self::stream_http).
    pub fn http(mut self, http: reqwest::ClientBuilder) -> Self {
        self.http = http;
        self
    }

    /// Sets the settings of the HTTP client that opens the connections of streams, as [`http`](Self::http) does for
    /// requests, with the same ones overridden. It uses HTTP/1.1 alone, since HTTP/2 has no `Upgrade` header.
    pub fn stream_http(mut self, http: reqwest::ClientBuilder) -> Self {
        self.stream_http = http;
        self
    }

    /// Sends requests and opens streams through a proxy, in place of the one that the environment names (`HTTPS_PROXY`,
    /// `ALL_PROXY`).
    ///
    /// A base URL with plain `http` is never requested through a proxy, which could read key, signature and body.
    pub fn proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.http = self.http.proxy(proxy.clone());
        self.stream_http = self.stream_http.proxy(proxy);
        self
    }

    /// Sends requests from this address, on a machine that has several: API keys can be bound to one.
    pub fn local_address(mut self, address: IpAddr) -> Self {
        self.http = self.http.local_address(address);
        self.stream_http = self.stream_http.local_address(address);
        self
    }

    /// Trusts another root certificate, in addition to those of the platform.
    pub fn root_certificate(mut self, certificate: reqwest::Certificate) -> Self {
        self.http = self.http.tls_certs_merge([certificate.clone()]);
        self.stream_http = self.stream_http.tls_certs_merge([certificate]);
        self
    }

    /// Sets the time after which an idle connection is closed; `None` keeps it. 90 s unless overridden.
    pub fn pool_idle_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.http = self.http.pool_idle_timeout(timeout.into());
        self
    }

    /// Sets the highest number of idle connections; unlimited unless overridden. 0 closes each connection after its
    /// response.
    pub fn pool_max_idle(mut self, connections: usize) -> Self {
        self.http = self.http.pool_max_idle_per_host(connections);
        self
    }

    /// Sets the observer of the calls, for metrics; see [`Observer`].
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.reporter = Reporter::new(observer);
        self
    }

    /// Sets the connect timeout; 3 s unless overridden. It is shortened to half of the client's timeout of an attempt,
    /// so that a connection that is never established is told from a lost request.
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

    /// Sets the retry policy. By default, read-only requests are retried, and requests that were certainly not
    /// executed.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = Some(policy);
        self
    }

    /// Sets the highest clock offset that [`sync_clock`](Transport::sync_clock) accepts; 10 minutes unless overridden.
    /// A greater one is an error.
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
    /// [`BuildError`]: invalid base URL, credentials over plain HTTP to another machine, or an invalid user agent or
    /// TLS configuration.
    pub fn build(self) -> Result<C, BuildError> {
        let base_url: BaseUrl = self.base_url.parse()?;
        if self.credentials.is_some() && !base_url.allows_credentials() {
            return Err(BuildError::InsecureBaseUrl);
        }
        let attempt = self
            .options
            .attempt_timeout
            .unwrap_or(DEFAULT_ATTEMPT_TIMEOUT);
        let attempt = attempt.min(self.options.timeout.unwrap_or(DEFAULT_TIMEOUT));
        let settings = HttpSettings {
            connect_timeout: self.connect_timeout.min(attempt / 2),
            user_agent: self.user_agent,
            is_plain_http: base_url.is_plain_http(),
        };
        let http = settings.apply(self.http).build();
        let http = http.map_err(BuildError::Http)?;
        let is_live = |live: &str| live.parse().is_ok_and(|live: BaseUrl| live == base_url);
        let live = self.live.filter(|(live, _)| is_live(live));
        let stream_url = match (self.stream_url, live) {
            (Some(url), _) => url,
            (None, Some((_, url))) => url,
            // `http` becomes `ws`, `https` becomes `wss`.
            (None, None) => base_url.as_str().replacen("http", "ws", 1),
        };
        let settings = HttpSettings {
            is_plain_http: Url::parse(&stream_url).is_ok_and(|url| url.scheme() == "ws"),
            ..settings
        };
        let stream_http = settings.apply(self.stream_http).http1_only().build();
        let stream_http = stream_http.map_err(BuildError::Http)?;
        let clock = Arc::new(CorrectedClock::new(self.clock));
        let signer = self.credentials.map(|credentials| {
            let signer = SigningMiddleware::new(credentials);
            Arc::new(signer.with_clock(Arc::clone(&clock)))
        });
        let shared = Shared {
            sender: Sender::new(http, self.middleware, signer, self.max_body),
            base_url,
            limits: self.limits,
            reporter: self.reporter,
            clock,
            max_clock_offset: self.max_clock_offset,
            stream_url,
            stream_http,
            streams: OnceLock::new(),
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
                &self.credentials.as_ref().map(AsyncCredentials::api_key),
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
        "insecure base URL: plain http to another machine exposes account data (use https or loopback)"
    )]
    InsecureBaseUrl,
    /// The HTTP client cannot be configured.
    #[error("cannot configure the HTTP client: {0}")]
    Http(#[source] reqwest::Error),
}
