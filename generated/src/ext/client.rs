//! The client beyond its calls: its builders, its options and its clock.

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use backpack_runtime::http::Method;
use backpack_runtime::{BuildError, CallOptions, ClockOffset, RateLimit, Response, Transport};
use backpack_signing::{Credentials, CredentialsError};

use crate::{Client, Error, RawRequest};

/// The address of the live exchange.
pub const LIVE_URL: &str = "https://api.backpack.exchange";

/// The environment variable that [`Client::from_env`] reads the base URL from.
pub const API_URL_VARIABLE: &str = "BACKPACK_API_URL";
/// The address of the live exchange's streams.
pub const LIVE_STREAM_URL: &str = "wss://ws.backpack.exchange";

/// Builds a [`Client`].
pub type ClientBuilder = backpack_runtime::ClientBuilder<Client>;

impl Client {
    /// Starts a client of the live exchange, without credentials.
    ///
    /// Build a client for each Tokio runtime: a connection belongs to the runtime in which it was established, and calls
    /// that use it end at their timeout while that runtime stands still.
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
        ClientBuilder::new(LIVE_URL, agent).live_stream_url(LIVE_STREAM_URL)
    }

    /// Builds a client with the credentials of the environment: `BACKPACK_API_KEY` and `BACKPACK_API_SECRET`, as
    /// [`Credentials::from_env`] reads them. Its base URL is that of `BACKPACK_API_URL`, if it is set, for example of a
    /// sandbox, and else the live exchange. Everything else is the default; for other settings, use
    /// [`builder`](Self::builder).
    ///
    /// ```
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = backpack_api::Client::from_env()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`FromEnvError`]: a variable is missing, empty or invalid.
    pub fn from_env() -> Result<Self, FromEnvError> {
        let credentials = Credentials::from_env()?;
        let builder = Self::builder().credentials(credentials);
        let builder = match std::env::var(API_URL_VARIABLE) {
            Ok(url) if url.trim().is_empty() => return Err(FromEnvError::EmptyUrl),
            Ok(url) => builder.base_url(url),
            Err(std::env::VarError::NotPresent) => builder,
            Err(std::env::VarError::NotUnicode(_)) => return Err(FromEnvError::UrlNotUnicode),
        };
        builder.build().map_err(FromEnvError::Build)
    }

    /// Starts a request of an operation that this crate does not have yet. It is signed, throttled, retried and reported as
    /// every other call is. The path begins with `/`; its query is set with `query`.
    ///
    /// ```
    /// use backpack_api::{Client, Method};
    ///
    /// async fn call(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    ///     let response = client
    ///         .request(Method::GET, "/api/v1/new")
    ///         .signed("newQuery")? // or `.public()`
    ///         .query("symbol", "SOL")
    ///         .send::<serde_json::Value>()
    ///         .await?;
    ///     println!("{}", *response);
    ///     Ok(())
    /// }
    /// ```
    pub fn request(&self, method: Method, path: impl Into<String>) -> RawRequest {
        self.transport().request(method, path)
    }

    /// Returns the number of requests that a rate limit permits now without a wait; `None` without a limit.
    ///
    /// ```
    /// use backpack_api::{Client, RateLimit};
    ///
    /// let client = Client::builder().build()?;
    /// assert_eq!(client.rate_budget(RateLimit::Account), Some(360));
    /// # Ok::<(), backpack_api::BuildError>(())
    /// ```
    #[must_use]
    pub fn rate_budget(&self, rate_limit: RateLimit) -> Option<u32> {
        self.transport().rate_budget(rate_limit)
    }

    /// Returns the base URL, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.transport().base_url().as_str()
    }

    /// Returns the API key of the credentials; `None` without credentials.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.transport().api_key()
    }

    /// Returns a client with other options, for one call or for many. It shares connections, rate limits and clock with
    /// this one; options that `options` leaves unset stay as they are.
    ///
    /// ```
    /// use std::time::Duration;
    /// use backpack_api::{CallOptions, Client, Error, RetryPolicy};
    ///
    /// async fn quickly(client: &Client) -> Result<(), Error> {
    ///     let options = CallOptions::new().timeout(Duration::from_secs(2)).retry(RetryPolicy::never());
    ///     client.with(&options).get_open_orders().send().await?;
    ///     Ok(())
    /// }
    /// ```
    #[must_use]
    pub fn with(&self, options: &CallOptions) -> Self {
        Self::from(self.transport().with(options))
    }

    /// Measures the offset of the exchange's clock, and corrects the timestamps of signatures by it, for this client and all
    /// its clones.
    ///
    /// It requests the time several times and uses the median of the shortest round trips. Call it when a timestamp was
    /// rejected; see [`timestamp_rejected`](backpack_runtime::Error::timestamp_rejected).
    ///
    /// # Errors
    ///
    /// The error of the last request, if all of them failed;
    /// [`Error::ClockOffset`](backpack_runtime::Error::ClockOffset) if the offset is above
    /// [`max_clock_offset`](ClientBuilder::max_clock_offset). The offset then stays as it was.
    pub async fn sync_clock(&self) -> Result<ClockOffset, Error> {
        self.transport().sync_clock(get_time).await
    }

    /// Returns the offset of the exchange's clock: zero until [`sync_clock`](Self::sync_clock) measures it.
    #[must_use]
    pub fn clock_offset(&self) -> ClockOffset {
        self.transport().clock_offset()
    }

    /// Measures the offset of the exchange's clock now and after every `interval`, until the future is dropped. A measurement
    /// that fails is skipped.
    ///
    /// ```
    /// use std::time::Duration;
    /// use backpack_api::Client;
    ///
    /// # fn example(client: &Client) {
    /// let clock = client.clone();
    /// let task = tokio::spawn(async move { clock.keep_clock_in_step(Duration::from_secs(600)).await });
    /// // ... and when the client is no longer used:
    /// task.abort();
    /// # }
    /// ```
    pub async fn keep_clock_in_step(&self, interval: Duration) -> Infallible {
        self.transport().sync_clock_every(interval, get_time).await
    }
}

/// The reason why a client could not be built from the environment.
#[derive(Debug)]
#[non_exhaustive]
pub enum FromEnvError {
    /// The credentials are missing or invalid.
    Credentials(CredentialsError),
    /// `BACKPACK_API_URL` is empty.
    EmptyUrl,
    /// `BACKPACK_API_URL` is not valid Unicode.
    UrlNotUnicode,
    /// The client cannot be built, for example with an invalid `BACKPACK_API_URL`.
    Build(BuildError),
}

impl From<CredentialsError> for FromEnvError {
    fn from(error: CredentialsError) -> Self {
        Self::Credentials(error)
    }
}

impl fmt::Display for FromEnvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credentials(error) => error.fmt(f),
            Self::EmptyUrl => {
                write!(
                    f,
                    "the environment variable {API_URL_VARIABLE} is empty: set it or remove it"
                )
            }
            Self::UrlNotUnicode => {
                write!(
                    f,
                    "the environment variable {API_URL_VARIABLE} is not valid Unicode: set it to a URL"
                )
            }
            Self::Build(error @ (BuildError::BaseUrl(_) | BuildError::InsecureBaseUrl)) => {
                write!(f, "the environment variable {API_URL_VARIABLE}: {error}")
            }
            Self::Build(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FromEnvError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Credentials(error) => error.source(),
            Self::Build(error) => error.source(),
            Self::EmptyUrl | Self::UrlNotUnicode => None,
        }
    }
}

/// Requests the time of the exchange.
async fn get_time(transport: Transport) -> Result<jiff::Timestamp, Error> {
    let call = Client::from(transport).get_time();
    call.send().await.map(Response::into_inner)
}

/// Shows the base URL and the API key, which is public.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("api_key", &self.api_key())
            .finish_non_exhaustive()
    }
}
