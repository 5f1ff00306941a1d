//! Requests to REST that complete a stream: their waits, their permits, and the bounds of what is kept for them.

use std::error::Error;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use backpack_runtime::BoxFuture;
use jiff::SignedDuration;
use tokio::sync::Semaphore;

use crate::backoff::doubled;

/// Error of a request, of a type that the caller chooses.
pub(crate) type RestError = Arc<dyn Error + Send + Sync>;

/// Request in progress.
pub(crate) type RestRequest<T> = BoxFuture<'static, Result<T, RestError>>;

/// Maximum number of events kept until a response is received.
pub(crate) const MAX_KEPT: usize = 20_000;

/// Tolerated difference between the times of REST and of a stream. REST rounds times to milliseconds.
pub(crate) const CLOCK_SKEW: SignedDuration = SignedDuration::from_secs(1);

/// Wait before the second request; doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_millis(250);

/// Time for which a state must be live to reset the waits.
const HELD: Duration = Duration::from_secs(60);

/// Requests since the state was live for some time.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    count: u32,
    live_since: Option<Instant>,
}

impl Attempts {
    /// Returns the wait before the next request, and counts it.
    pub(crate) fn next_wait(&mut self, now: Instant) -> Duration {
        let live_since = self.live_since.take();
        if live_since.is_some_and(|since| now.saturating_duration_since(since) >= HELD) {
            self.count = 0;
        }
        let wait = wait_before(self.count);
        self.count = self.count.saturating_add(1);
        wait
    }

    /// Notes that a response made the state live.
    pub(crate) const fn set_live(&mut self, now: Instant) {
        self.live_since = Some(now);
    }

    /// Returns the number of requests.
    pub(crate) const fn count(&self) -> u32 {
        self.count
    }
}

/// Returns the wait before a request: zero for the first one.
pub(crate) fn wait_before(attempt: u32) -> Duration {
    doubled(FIRST_WAIT, attempt)
}

/// Sends a request after between half of `wait` and `wait`, once a permit is acquired.
pub(crate) fn request<T, F, R>(permits: &Arc<Semaphore>, wait: Duration, send: F) -> RestRequest<T>
where
    F: FnOnce() -> R + Send + 'static,
    R: Future<Output = Result<T, RestError>> + Send + 'static,
{
    let permits = Arc::clone(permits);
    let jitter = 0.5 + rand::random::<f64>() / 2.0;
    Box::pin(async move {
        tokio::time::sleep(wait.mul_f64(jitter)).await;
        // The semaphore is never closed.
        let _permit = permits.acquire_owned().await;
        send().await
    })
}

/// Converts the error of a request.
pub(crate) fn erase<T, E>(response: Result<T, E>) -> Result<T, RestError>
where
    E: Error + Send + Sync + 'static,
{
    response.map_err(|error| Arc::new(error) as RestError)
}
