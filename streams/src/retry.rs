//! Requests to REST that a stream needs: the waits between them, and the permits that spread them.

use std::error::Error;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::future::BoxFuture;

/// Error of a request, of a type that the caller chooses.
pub(crate) type RestError = Arc<dyn Error + Send + Sync>;

/// Request in progress.
pub(crate) type RestRequest<T> = BoxFuture<Result<T, RestError>>;

/// Wait before the second request; doubles up to `LONGEST_WAIT`.
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Returns the wait before a request: zero for the first one.
pub(crate) fn wait_before(attempt: u32) -> Duration {
    match attempt {
        0 => Duration::ZERO,
        attempt => FIRST_WAIT
            .saturating_mul(1 << (attempt - 1).min(16))
            .min(LONGEST_WAIT),
    }
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
