//! The client beyond its calls: how it is built, its options and its clock.

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use backpack_runtime::{CallOptions, ClockOffset, Response, Transport};

use crate::{Client, Error};

/// The address of the live exchange.
pub const LIVE_URL: &str = "https://api.backpack.exchange";

/// Builds a [`Client`].
pub type ClientBuilder = backpack_runtime::ClientBuilder<Client>;

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
        ClientBuilder::new(LIVE_URL, agent)
    }

    /// The base URL, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.transport().base_url().as_str()
    }

    /// The API key of the credentials; `None` without credentials.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.transport().api_key()
    }

    /// A client with other options, for one call or for many. It shares connections, rate limits and clock with this one;
    /// options that `options` leaves unset stay as they are.
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
    /// It requests the time several times and uses the response with the shortest round trip. Call it when a timestamp was
    /// rejected; see [`timestamp_rejected`](backpack_runtime::Error::timestamp_rejected).
    ///
    /// # Errors
    ///
    /// The error of the last request, if all of them failed. The offset then stays as it was.
    pub async fn sync_clock(&self) -> Result<ClockOffset, Error> {
        self.transport().sync_clock(get_time).await
    }

    /// The offset of the exchange's clock: zero until [`sync_clock`](Self::sync_clock) measures it.
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
