//! Sends the requests of a client.
//!
//! The path of a request, outermost first: retry, rate limit, the caller's middleware, sign, send. The signature is
//! the last step, so each attempt has a new timestamp and signature. An attempt ends when its response has been read: a
//! connection that is lost within a body is a failure of the attempt.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use backpack_signing::{Clock as _, Timestamp, Window};
use futures_util::FutureExt as _;
use tokio::time::Instant;
use tracing::Instrument as _;

use crate::base_url::BaseUrl;
use crate::clock::{ClockOffset, CorrectedClock};
use crate::error::Error;
use crate::observer::{Event, millis};
use crate::operation::{Operation, RateLimit};
use crate::options::CallOptions;
use crate::response::RawResponse;
use crate::retry::Call;
use crate::shared::Shared;

/// Sends the requests of a client. Clones share the connections, the rate limits and the clock.
///
/// A connection belongs to the Tokio runtime in which it was established. If that runtime stops running, calls from
/// another one that use the connection end at their timeout: build a client for each runtime.
#[derive(Clone)]
pub struct Transport {
    shared: Arc<Shared>,
    options: Arc<CallOptions>,
}

impl Transport {
    pub(crate) fn new(shared: Shared, options: CallOptions) -> Self {
        Self {
            shared: Arc::new(shared),
            options: Arc::new(options),
        }
    }

    /// Returns the HTTP client, which builds requests. A request that it sends by itself is neither signed nor retried.
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        self.shared.sender.http()
    }

    /// Returns the base URL of the exchange.
    #[must_use]
    pub fn base_url(&self) -> &BaseUrl {
        &self.shared.base_url
    }

    /// Returns the API key of the credentials; `None` without credentials.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        let signer = self.shared.sender.signer()?;
        Some(signer.credentials().api_key())
    }

    /// Returns the same transport with other options; it falls back to its own for unset ones.
    #[must_use]
    pub fn with(&self, options: &CallOptions) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            options: Arc::new(options.or(&self.options)),
        }
    }

    /// Returns the number of requests that a rate limit permits now without a wait; `None` without a limit.
    #[must_use]
    pub fn rate_budget(&self, rate_limit: RateLimit) -> Option<u32> {
        self.shared.limits.remaining(rate_limit)
    }

    /// Returns the measured offset of the exchange's clock; zero until [`sync_clock`](Self::sync_clock) measures it.
    #[must_use]
    pub fn clock_offset(&self) -> ClockOffset {
        self.shared.clock.offset()
    }

    /// Returns the time by the clock of signatures: the timestamp of a request that is signed now.
    #[must_use]
    pub fn signing_time(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// Returns the validity window of signed requests, after which the exchange rejects them.
    #[must_use]
    pub fn window(&self) -> Window {
        self.options.window.unwrap_or_default()
    }

    pub(crate) fn clock(&self) -> &CorrectedClock {
        &self.shared.clock
    }

    pub(crate) fn max_clock_offset(&self) -> Duration {
        self.shared.max_clock_offset
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Sends a request of `operation` and reads the response, whatever its status code. Retries as the
    /// [`RetryPolicy`](crate::RetryPolicy) permits.
    ///
    /// # Errors
    ///
    /// [`Error::NotSent`]: private operation without credentials, no permit of the rate limit before the deadline, a
    /// deadline that passed before the request was sent, or a request that cannot be built or signed.
    /// [`Error::Transport`]: the request or its response was lost. [`Error::Body`]: the body is too long.
    #[doc(hidden)]
    pub fn execute<'a, E>(
        &'a self,
        mut request: reqwest::Request,
        operation: &'a Operation,
    ) -> impl Future<Output = Result<RawResponse, Error<E>>> + Send {
        let span = tracing::debug_span!(
            "backpack",
            operation = operation.id,
            attempts = tracing::field::Empty,
            status = tracing::field::Empty,
            latency_ms = tracing::field::Empty,
        );
        self.options.add_query(request.url_mut());
        let start = Instant::now();
        let call = Call {
            shared: &self.shared,
            options: &self.options,
            operation,
            start,
        };
        let sent = call.send(request).instrument(span.clone());
        sent.map(move |result| {
            if span.is_disabled() && !self.shared.reporter.has_observer() {
                return result.map_err(Error::widen);
            }
            let (attempts, status) = match &result {
                Ok(response) => (response.meta.attempts(), Some(response.status())),
                Err(error) => (error.attempts(), error.status()),
            };
            let latency = start.elapsed();
            if !span.is_disabled() {
                span.record("attempts", attempts);
                span.record("latency_ms", millis(latency));
                if let Some(status) = status {
                    span.record("status", status.as_u16());
                }
            }
            self.shared.reporter.report(Event::Finished {
                operation: operation.id,
                attempts,
                status,
                latency,
            });
            result.map_err(Error::widen)
        })
    }
}

/// Shows the base URL and the API key, which is public.
impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base_url", &self.shared.base_url)
            .field("api_key", &self.api_key())
            .finish_non_exhaustive()
    }
}
