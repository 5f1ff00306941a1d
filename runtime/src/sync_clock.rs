//! Measures the offset of the exchange's clock.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::time::Duration;

use tokio::time::Instant;

use crate::clock::ClockOffset;
use crate::error::Error;
use crate::options::CallOptions;
use crate::retry_policy::RetryPolicy;
use crate::transport::Transport;

/// The number of requests of a measurement.
const REQUESTS: usize = 5;

/// The number of samples that count, those with the shortest round trips: enough for a median that one wrong response
/// does not move.
const BEST: usize = 3;

/// The limit of a clock offset unless overridden: 10 minutes.
pub(crate) const DEFAULT_MAX_CLOCK_OFFSET: Duration = Duration::from_secs(600);

/// One measurement of the exchange's clock.
#[derive(Clone, Copy, Debug)]
struct Sample {
    round_trip: Duration,
    /// The time of the exchange at the start of the measurement, in nanoseconds since 1970.
    start: i128,
}

impl Transport {
    /// Measures the offset of the exchange's clock, and corrects the timestamps of signatures by it, for this transport
    /// and all its clones. `get_time` requests the time of the exchange through the transport that it is given.
    ///
    /// Round trips are measured with a monotonic clock, so that a change of the system's clock does not matter. The
    /// exchange is taken to read its clock in the middle of a round trip. The median of the shortest round trips
    /// counts.
    ///
    /// # Errors
    ///
    /// The error of the last request, when all of them failed; [`Error::ClockOffset`] when the offset is above the
    /// limit of the client. The offset then stays as it was.
    pub async fn sync_clock<E, F>(
        &self,
        get_time: impl Fn(Self) -> F,
    ) -> Result<ClockOffset, Error<E>>
    where
        F: Future<Output = Result<jiff::Timestamp, Error<E>>>,
    {
        // A retry would count as a long round trip.
        let transport = self.with(&CallOptions::new().retry(RetryPolicy::never()));
        let start = Instant::now();
        let mut samples = Vec::with_capacity(REQUESTS);
        let mut failure = None;
        for _ in 0..REQUESTS {
            let sent = Instant::now();
            match get_time(transport.clone()).await {
                Ok(exchange) => {
                    let round_trip = sent.elapsed();
                    let middle = sent.duration_since(start).saturating_add(round_trip / 2);
                    samples.push(Sample {
                        round_trip,
                        start: exchange.as_nanosecond().saturating_sub(nanos(middle)),
                    });
                }
                Err(error) => failure = Some(error),
            }
        }
        let clock = transport.clock();
        let (exchange, failure) = match (median(samples), failure) {
            (Some(exchange), _) => (exchange.saturating_add(nanos(start.elapsed())), None),
            (None, failure) => (0, failure),
        };
        if let Some(failure) = failure {
            return Err(failure);
        }
        let machine = i128::from(clock.uncorrected().as_millis());
        let offset = ClockOffset::between(exchange.div_euclid(1_000_000), machine);
        let limit = transport.max_clock_offset();
        if offset.length() > limit {
            return Err(Error::ClockOffset { offset, limit });
        }
        clock.set_offset(offset);
        Ok(offset)
    }

    /// Measures the offset now and after every `interval`, as [`sync_clock`](Self::sync_clock) does, until the future
    /// is dropped. A measurement that fails is traced at the level `warn`; the offset then stays as it was.
    pub async fn sync_clock_every<E, F>(
        &self,
        interval: Duration,
        get_time: impl Fn(Self) -> F,
    ) -> Infallible
    where
        E: fmt::Display,
        F: Future<Output = Result<jiff::Timestamp, Error<E>>>,
    {
        loop {
            if let Err(error) = self.sync_clock(&get_time).await {
                tracing::warn!(%error, "clock offset not measured");
            }
            tokio::time::sleep(interval).await;
        }
    }
}

/// Returns the median of the samples with the shortest round trips; of one or two samples, that with the shortest.
fn median(mut samples: Vec<Sample>) -> Option<i128> {
    samples.sort_unstable_by_key(|sample| sample.round_trip);
    samples.truncate(if samples.len() < BEST { 1 } else { BEST });
    samples.sort_unstable_by_key(|sample| sample.start);
    samples.get(samples.len() / 2).map(|sample| sample.start)
}

/// Returns the duration in nanoseconds, at most `i128::MAX`.
fn nanos(duration: Duration) -> i128 {
    i128::try_from(duration.as_nanos()).unwrap_or(i128::MAX)
}
