//! How a client is built.

use std::time::Duration;

use backpack_runtime::{
    BaseUrl, BuildError, CallOptions, ClientHooks, RateLimits, RetryPolicy, Transport,
    TransportBuilder,
};
use backpack_signing::ed25519_dalek::{Signature, VerifyingKey};
use backpack_signing::signature::{Keypair, Signer};
use backpack_signing::{Clock, Credentials, Window};

use crate::Client;

/// The address of the live exchange.
pub const LIVE_URL: &str = "https://api.backpack.exchange";

impl Client {
    /// Starts a client of the live exchange, without credentials.
    ///
    /// ```
    /// use backpack_api::{Client, Credentials};
    ///
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder().credentials(Credentials::from_env()?).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> ClientBuilder {
        let agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        ClientBuilder {
            base_url: LIVE_URL.to_owned(),
            transport: Transport::builder().user_agent(agent),
        }
    }

    /// Where requests go, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.inner.base_url().as_str()
    }

    /// The API key that requests are signed with; `None` without credentials.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.inner.api_key()
    }

    /// The same client with other options, for one call or for many. It shares connections, rate limits and clock with
    /// this one; what `options` leaves open stays as it is.
    ///
    /// ```
    /// use std::time::Duration;
    /// use backpack_api::{CallOptions, Client, Error, RetryPolicy};
    ///
    /// async fn quickly(client: &Client) -> Result<(), Error> {
    ///     let hasty = CallOptions::new().timeout(Duration::from_secs(2)).retry(RetryPolicy::never());
    ///     client.with(&hasty).get_open_orders().send().await?;
    ///     Ok(())
    /// }
    /// ```
    #[must_use]
    pub fn with(&self, options: &CallOptions) -> Self {
        Self {
            inner: self.inner.with(options),
            ..self.clone()
        }
    }
}

impl ClientHooks<Transport> for Client {}

/// Builds a [`Client`].
#[derive(Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    base_url: String,
    transport: TransportBuilder,
}

impl ClientBuilder {
    /// Where requests go: [`LIVE_URL`] unless said otherwise. A sandbox or a proxy goes here.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// What private calls are signed with. Without credentials a private call is an error before anything is sent.
    pub fn credentials<S>(mut self, credentials: Credentials<S>) -> Self
    where
        S: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey> + Send + Sync + 'static,
    {
        self.transport = self.transport.credentials(credentials);
        self
    }

    /// Reads the time of signatures from `clock` instead of the system's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.transport = self.transport.clock(clock);
        self
    }

    /// For how long a signed request is good: 1 to 60000 ms, 5000 unless said otherwise.
    pub fn window(mut self, window: Window) -> Self {
        self.transport = self.transport.window(window);
        self
    }

    /// Adds a middleware of your own. It sees each attempt before it is signed, the one added first sees it first; it
    /// may change the request, and cannot see the credentials. A call then takes the way through a stack of
    /// [`reqwest_middleware`](backpack_runtime::reqwest_middleware), which costs a few allocations more.
    pub fn middleware(
        mut self,
        middleware: impl backpack_runtime::reqwest_middleware::Middleware,
    ) -> Self {
        self.transport = self.transport.middleware(middleware);
        self
    }

    /// How long a connection may take to come about; 10 s unless said otherwise.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.transport = self.transport.connect_timeout(timeout);
        self
    }

    /// How long one attempt may take, the answer read; 10 s unless said otherwise.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.transport = self.transport.attempt_timeout(timeout);
        self
    }

    /// How long a call may take in all: waiting for its turn, every attempt, reading the answer. 30 s unless said
    /// otherwise.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.transport = self.transport.timeout(timeout);
        self
    }

    /// How calls are repeated. The default repeats what only reads, and what certainly did nothing; see
    /// [`RetryPolicy`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.transport = self.transport.retry(policy);
        self
    }

    /// The rate limits to keep to: the published ones unless said otherwise. Give several clients the same, and they
    /// share them.
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.transport = self.transport.rate_limits(limits);
        self
    }

    /// What every call has unless it says otherwise: a broker's id and key, other headers, and all that
    /// [`CallOptions`] has.
    pub fn options(mut self, options: &CallOptions) -> Self {
        self.transport = self.transport.options(options);
        self
    }

    /// How many bytes of an answer are read at the most; 64 MiB unless said otherwise. A longer one is an error.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.transport = self.transport.max_body(bytes);
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// [`BuildError`]: the base URL is none, or is plain HTTP to another machine while there are credentials, or the
    /// TLS set-up fails.
    pub fn build(self) -> Result<Client, BuildError> {
        let base_url: BaseUrl = self.base_url.parse()?;
        let inner = self.transport.base_url(base_url).build()?;
        Ok(Client {
            baseurl: inner.base_url().to_string(),
            client: inner.http().clone(),
            inner,
        })
    }
}
