//! Rate limits: requests are throttled by the client, so that the exchange does not reject them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::error::NotSentReason;
use crate::limit_policy;
use crate::limit_store::{RateLimitStore, Reservation, ReserveError};
use crate::memory_store::MemoryStore;
use crate::operation::RateLimit;
use crate::progress::Progress;

/// The behaviour of a call that exceeds a rate limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhenLimited {
    /// The call waits for a permit. If the next one is later than its timeout, it fails at once, and nothing is sent.
    #[default]
    Wait,
    /// The call fails at once, and nothing is sent.
    Fail,
}

/// The rate limits of a client. The published ones are 2000 requests a minute for a subaccount, and 30 a minute for
/// historical market data (the exchange's support pages). Clones share their permits, as do all clients built with one.
///
/// Each limit permits a fifth of a minute's requests at once and spreads the rest, so that no 60 seconds contain more
/// requests than the limit, wherever they begin. Permits are granted in the order in which calls ask for them. A tenth
/// of the account's limit is kept for cancels, which also use the rest.
///
/// After a 429 with `Retry-After`, no call that shares the limits is sent before that time, for at most 10 minutes.
///
/// ```
/// use backpack_runtime::{RateLimits, WhenLimited};
///
/// let half = RateLimits::per_minute(1_000, 15).when_limited(WhenLimited::Fail);
/// let off = RateLimits::unlimited();
/// # let _ = (half, off);
/// ```
#[derive(Clone)]
pub struct RateLimits {
    store: Arc<dyn RateLimitStore>,
    when: WhenLimited,
}

impl RateLimits {
    /// Limits in requests a minute: for the account, and for historical market data. 0 is read as 1.
    #[must_use]
    pub fn per_minute(account: u32, historical: u32) -> Self {
        Self::with_store(Arc::new(MemoryStore::per_minute(account, historical)))
    }

    /// Creates no limits: the exchange responds with 429 to requests above its own. Calls still wait for its
    /// `Retry-After`.
    #[must_use]
    pub fn unlimited() -> Self {
        Self::with_store(Arc::new(MemoryStore::unlimited()))
    }

    /// Limits whose permits are in `store`, for example to share them between processes.
    #[must_use]
    pub fn with_store(store: Arc<dyn RateLimitStore>) -> Self {
        Self {
            store,
            when: WhenLimited::Wait,
        }
    }

    /// Sets the behaviour of calls that exceed a limit. The permits stay shared with the clones.
    #[must_use]
    pub const fn when_limited(mut self, when: WhenLimited) -> Self {
        self.when = when;
        self
    }

    /// Returns the number of requests of a class that are permitted now without a wait; `None` without a limit, and
    /// if the store does not count them.
    #[must_use]
    pub fn remaining(&self, class: RateLimit) -> Option<u32> {
        self.store.budget(class)
    }

    /// Waits for a permit of `class`, until `deadline`. Calls `throttled` with each wait.
    pub(crate) async fn acquire(
        &self,
        class: RateLimit,
        deadline: Instant,
        throttled: impl Fn(Duration),
    ) -> Result<Permit<'_>, NotSentReason> {
        let longest = self.longest(deadline);
        let reserving = self.store.reserve(class, longest);
        let reserved = tokio::time::timeout_at(deadline, reserving).await;
        let reserved = reserved.map_err(|_| NotSentReason::DeadlinePassed)?;
        let reservation = reserved.map_err(|error| match error {
            ReserveError::TooLate { wait } => NotSentReason::RateLimited { wait },
            ReserveError::Store(error) => NotSentReason::RateLimitStore(error),
        })?;
        let wait = reservation.wait();
        let mut permit = Permit {
            store: self.store.as_ref(),
            granted: Instant::now(),
            reservation: Some(reservation),
            progress: Progress::default(),
        };
        if !wait.is_zero() {
            // Boxed, so that the future of a call that does not wait is small.
            let waiting = Box::pin(self.wait(&permit, wait, deadline, throttled));
            let waited = tokio::time::timeout_at(deadline, waiting).await;
            waited.map_err(|_| NotSentReason::DeadlinePassed)??;
            permit.granted = Instant::now();
        }
        if permit.granted >= deadline {
            return Err(NotSentReason::DeadlinePassed);
        }
        Ok(permit)
    }

    /// Waits until a permit can be used.
    async fn wait(
        &self,
        permit: &Permit<'_>,
        mut wait: Duration,
        deadline: Instant,
        throttled: impl Fn(Duration),
    ) -> Result<(), NotSentReason> {
        // A hold can postpone the permit while the call waits.
        while let Some(reservation) = permit.reservation.as_ref().filter(|_| !wait.is_zero()) {
            throttled(wait);
            tokio::time::sleep(wait).await;
            let left = self.store.remaining(reservation).await;
            wait = left.map_err(NotSentReason::RateLimitStore)?;
            if wait > self.longest(deadline) {
                return Err(NotSentReason::RateLimited { wait });
            }
        }
        Ok(())
    }

    /// Returns the longest time that a call waits for a permit.
    fn longest(&self, deadline: Instant) -> Duration {
        match self.when {
            WhenLimited::Wait => deadline.saturating_duration_since(Instant::now()),
            WhenLimited::Fail => Duration::ZERO,
        }
    }

    /// Holds back every call that shares the limit of `class`. It takes no longer than until `deadline`.
    pub(crate) async fn hold(&self, class: RateLimit, wait: Duration, deadline: Instant) {
        let held = tokio::time::timeout_at(deadline, self.store.hold(class, wait)).await;
        if let Ok(Err(error)) = held {
            tracing::debug!(%error, "hold failed");
        }
    }
}

/// A permit of one attempt. It is released unless the request was sent.
pub(crate) struct Permit<'a> {
    store: &'a dyn RateLimitStore,
    granted: Instant,
    /// `None` once it is released.
    reservation: Option<Reservation>,
    progress: Progress,
}

impl Permit<'_> {
    /// Returns the time at which the permit was granted.
    pub(crate) const fn granted(&self) -> Instant {
        self.granted
    }

    /// Returns the progress of the attempt that uses the permit.
    pub(crate) const fn progress(&self) -> &Progress {
        &self.progress
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if let Some(reservation) = self.reservation.take()
            && !self.progress.is_sent()
        {
            self.store.release(reservation);
        }
    }
}

/// The published limits; calls wait.
impl Default for RateLimits {
    fn default() -> Self {
        Self::per_minute(limit_policy::ACCOUNT, limit_policy::HISTORICAL)
    }
}

impl fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimits")
            .field("when", &self.when)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use futures_core::future::BoxFuture;
    use futures_util::future::join_all;

    use super::*;
    use crate::limit_store::RateLimitStoreError;

    const MINUTE: Duration = Duration::from_secs(60);

    /// Acquires a permit as a call with a timeout of `timeout` does, and sends its request.
    async fn call(limits: &RateLimits, timeout: Duration) -> Result<(), NotSentReason> {
        let deadline = Instant::now() + timeout;
        let permit = limits.acquire(RateLimit::Account, deadline, |_| {}).await?;
        permit.progress().set_sent();
        Ok(())
    }

    /// Of 600 waiters and as many latecomers, each is served in the order in which it asked, none starves.
    #[tokio::test(start_paused = true)]
    async fn serves_waiters_in_order() {
        let limits = RateLimits::per_minute(100, 30);
        let (asked, served) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
        let waiters = (0..1_200_u64).map(|number| {
            let (limits, asked, served) = (&limits, &asked, &served);
            async move {
                // The second half comes one by one, while the first half waits.
                let later = Duration::from_millis(number.saturating_sub(600) * 100);
                tokio::time::sleep(later).await;
                asked.lock().unwrap().push(number);
                call(limits, MINUTE * 60).await.unwrap();
                served.lock().unwrap().push(number);
            }
        });
        join_all(waiters).await;
        let served = served.into_inner().unwrap();
        assert_eq!(served.len(), 1_200);
        assert_eq!(served, asked.into_inner().unwrap());
    }

    /// A call that cannot be sent before its deadline fails at once, and takes no permit from the others.
    #[tokio::test(start_paused = true)]
    async fn rejects_at_once_what_is_too_late() {
        let limits = RateLimits::per_minute(9, 1);
        call(&limits, MINUTE).await.unwrap();
        let start = Instant::now();
        for _ in 0..100 {
            let error = call(&limits, Duration::from_secs(2)).await.unwrap_err();
            assert!(
                matches!(error, NotSentReason::RateLimited { wait } if wait > Duration::from_secs(7)),
                "{error}"
            );
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        call(&limits, Duration::from_secs(9)).await.unwrap();
        assert!(start.elapsed() > Duration::from_secs(7));
    }

    /// Waiters that are dropped lose no permit: those that ask after them are served as if they had not been there.
    #[tokio::test(start_paused = true)]
    async fn dropped_waiter_loses_no_permit() {
        let limits = RateLimits::per_minute(9, 1);
        let start = Instant::now();
        call(&limits, MINUTE).await.unwrap();
        let dropped = (0..50).map(|_| call(&limits, MINUTE * 60));
        let timeout = tokio::time::timeout(Duration::from_secs(1), join_all(dropped));
        assert!(timeout.await.is_err());
        call(&limits, MINUTE).await.unwrap();
        // The wait is that of one period of 60 s / 8.
        let waited = start.elapsed();
        assert!(waited < Duration::from_millis(7_600), "{waited:?}");

        // A permit whose request is not sent is given back too.
        let deadline = Instant::now() + MINUTE;
        let permit = limits
            .acquire(RateLimit::Account, deadline, |_| {})
            .await
            .unwrap();
        let before = Instant::now();
        drop(permit);
        call(&limits, MINUTE).await.unwrap();
        assert_eq!(before.elapsed(), Duration::ZERO);
    }

    /// A permit that is granted at the deadline is not used.
    #[tokio::test(start_paused = true)]
    async fn permit_at_the_deadline_is_too_late() {
        let limits = RateLimits::per_minute(9, 1);
        let error = call(&limits, Duration::ZERO).await.unwrap_err();
        assert!(matches!(error, NotSentReason::DeadlinePassed), "{error}");
        let next = Duration::from_millis(7_500);
        for late in [next, next - Duration::from_nanos(1)] {
            let limits = RateLimits::per_minute(9, 1);
            call(&limits, MINUTE).await.unwrap();
            let error = call(&limits, late).await.unwrap_err();
            assert!(
                matches!(
                    error,
                    NotSentReason::DeadlinePassed | NotSentReason::RateLimited { .. }
                ),
                "{error}"
            );
        }
    }

    /// A hold that begins while calls wait postpones them, and rejects those whose deadline is earlier.
    #[tokio::test(start_paused = true)]
    async fn hold_reaches_waiting_calls() {
        let limits = RateLimits::per_minute(9, 1);
        call(&limits, MINUTE).await.unwrap();
        let start = Instant::now();
        let hold = async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            limits
                .hold(RateLimit::Account, Duration::from_secs(30), start + MINUTE)
                .await;
        };
        let patient = async {
            call(&limits, MINUTE).await.unwrap();
            assert!(start.elapsed() >= Duration::from_millis(37_500));
        };
        let hasty = async {
            let error = call(&limits, Duration::from_secs(20)).await.unwrap_err();
            assert!(matches!(error, NotSentReason::RateLimited { .. }));
        };
        tokio::join!(patient, hasty, hold);
    }

    /// A store that does not respond, or that fails, ends a call before anything is sent.
    #[tokio::test(start_paused = true)]
    async fn store_that_hangs_or_fails_ends_the_call() {
        struct Remote {
            hangs: bool,
        }

        impl RateLimitStore for Remote {
            fn reserve(
                &self,
                _: RateLimit,
                _: Duration,
            ) -> BoxFuture<'_, Result<Reservation, ReserveError>> {
                if self.hangs {
                    return Box::pin(std::future::pending());
                }
                let error = RateLimitStoreError::new("connection closed");
                Box::pin(async { Err(error.into()) })
            }

            fn hold(
                &self,
                _: RateLimit,
                _: Duration,
            ) -> BoxFuture<'_, Result<(), RateLimitStoreError>> {
                Box::pin(std::future::pending())
            }

            fn release(&self, _: Reservation) {}
        }

        let start = Instant::now();
        let limits = RateLimits::with_store(Arc::new(Remote { hangs: true }));
        let error = call(&limits, MINUTE).await.unwrap_err();
        assert!(matches!(error, NotSentReason::DeadlinePassed), "{error}");
        assert!(start.elapsed() < MINUTE * 2);
        let deadline = Instant::now() + MINUTE;
        limits.hold(RateLimit::Account, MINUTE, deadline).await;

        let limits = RateLimits::with_store(Arc::new(Remote { hangs: false }));
        let error = call(&limits, MINUTE).await.unwrap_err();
        assert!(
            error.to_string().ends_with("failed: connection closed"),
            "{error}"
        );
        assert!(matches!(error, NotSentReason::RateLimitStore(_)));
    }

    /// Clones share their permits.
    #[tokio::test(start_paused = true)]
    async fn clones_share_permits() {
        let one = RateLimits::per_minute(9, 1);
        let two = one.clone().when_limited(WhenLimited::Fail);
        call(&one, MINUTE).await.unwrap();
        let error = call(&two, MINUTE).await.unwrap_err();
        assert!(matches!(error, NotSentReason::RateLimited { .. }));
        call(&one, MINUTE).await.unwrap();
    }
}
