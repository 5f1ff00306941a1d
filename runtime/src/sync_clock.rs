//! Measures the offset of the exchange's clock.

use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;

use backpack_signing::Timestamp;

use crate::clock::ClockOffset;
use crate::error::Error;
use crate::options::CallOptions;
use crate::retry_policy::RetryPolicy;
use crate::transport::Transport;

/// The number of requests of a measurement; the one with the shortest round trip counts.
const REQUESTS: usize = 5;

impl Transport {
    /// Measures the offset of the exchange's clock, and corrects the timestamps of signatures by it, for this transport
    /// and all its clones. `get_time` requests the time of the exchange through the transport that it is given.
    ///
    /// # Errors
    ///
    /// The error of the last request, when all of them failed. The offset then stays as it was.
    pub async fn sync_clock<E, F>(
        &self,
        get_time: impl Fn(Self) -> F,
    ) -> Result<ClockOffset, Error<E>>
    where
        F: Future<Output = Result<jiff::Timestamp, Error<E>>>,
    {
        // A retry would count as a long round trip.
        let transport = self.with(&CallOptions::new().retry(RetryPolicy::never()));
        let clock = transport.clock();
        let mut best: Option<(u64, ClockOffset)> = None;
        let mut failure = None;
        for _ in 0..REQUESTS {
            let sent = clock.uncorrected();
            match get_time(transport.clone()).await {
                Ok(exchange) => {
                    let received = clock.uncorrected();
                    let round_trip = received.as_millis().saturating_sub(sent.as_millis());
                    let exchange = u64::try_from(exchange.as_millisecond()).unwrap_or_default();
                    let exchange = Timestamp::from_millis(exchange);
                    if best.is_none_or(|(shortest, _)| round_trip < shortest) {
                        let offset = ClockOffset::measured(sent, received, exchange);
                        best = Some((round_trip, offset));
                    }
                }
                Err(error) => failure = Some(error),
            }
        }
        match (best, failure) {
            (Some((_, offset)), _) => {
                clock.set_offset(offset);
                Ok(offset)
            }
            (None, Some(error)) => Err(error),
            (None, None) => Ok(clock.offset()),
        }
    }

    /// Measures the offset now and after every `interval`, as [`sync_clock`](Self::sync_clock) does, until the future is
    /// dropped. A measurement that fails is skipped.
    pub async fn sync_clock_every<E, F>(
        &self,
        interval: Duration,
        get_time: impl Fn(Self) -> F,
    ) -> Infallible
    where
        F: Future<Output = Result<jiff::Timestamp, Error<E>>>,
    {
        loop {
            // Each request is traced with its outcome.
            let _ = self.sync_clock(&get_time).await;
            tokio::time::sleep(interval).await;
        }
    }
}
