//! The store of rate limit permits.

use std::fmt;
use std::future::ready;
use std::time::Duration;

use futures_core::future::BoxFuture;

use crate::operation::RateLimit;

/// A store of rate limit permits. By default the permits are in memory, shared by the clones of a client; implement
/// this trait to share them between processes, for example through a database.
///
/// A call reserves one permit, waits for the wait of the [`Reservation`], and calls [`remaining`](Self::remaining)
/// before it sends its request. A reservation that is not used is released, also when the future of the call is
/// dropped.
///
/// The futures are dropped when the deadline of the call passes. A reservation that was made then is not released.
///
/// The store decides the order: reservations of a class are to be granted in the order of the calls of
/// [`reserve`](Self::reserve), and permits of [`RateLimit::Cancel`] must stay available while the other classes are
/// exhausted. Methods are called concurrently.
///
/// ```
/// use std::time::Duration;
/// use backpack_runtime::{
///     BoxFuture, RateLimit, RateLimitStore, RateLimitStoreError, Reservation, ReserveError,
/// };
///
/// /// Permits every request at once, and ignores holds.
/// struct Unlimited;
///
/// impl RateLimitStore for Unlimited {
///     fn reserve(
///         &self,
///         class: RateLimit,
///         _longest: Duration,
///     ) -> BoxFuture<'_, Result<Reservation, ReserveError>> {
///         Box::pin(async move { Ok(Reservation::new(class, Duration::ZERO, 0)) })
///     }
///
///     fn hold(
///         &self,
///         _class: RateLimit,
///         _wait: Duration,
///     ) -> BoxFuture<'_, Result<(), RateLimitStoreError>> {
///         Box::pin(async { Ok(()) })
///     }
///
///     fn release(&self, _reservation: Reservation) {}
/// }
///
/// let limits = backpack_runtime::RateLimits::with_store(std::sync::Arc::new(Unlimited));
/// # let _ = limits;
/// ```
pub trait RateLimitStore: Send + Sync {
    /// Reserves one permit of `class` that can be used within `longest`.
    ///
    /// # Errors
    ///
    /// [`ReserveError::TooLate`] when the next permit is later than that; nothing is reserved then.
    /// [`ReserveError::Store`] when the store failed. Either ends the call before anything is sent.
    fn reserve(
        &self,
        class: RateLimit,
        longest: Duration,
    ) -> BoxFuture<'_, Result<Reservation, ReserveError>>;

    /// Returns the time until `reservation` can be used: zero, unless [`hold`](Self::hold) postponed it. It is called
    /// when the wait of the reservation has passed, and again after each further wait. By default, reservations are not
    /// postponed.
    ///
    /// # Errors
    ///
    /// When the store failed. It ends the call before anything is sent.
    fn remaining<'a>(
        &'a self,
        reservation: &'a Reservation,
    ) -> BoxFuture<'a, Result<Duration, RateLimitStoreError>> {
        let _ = reservation;
        Box::pin(ready(Ok(Duration::ZERO)))
    }

    /// Grants no permit of the limit of `class` before `wait` has passed: the exchange responded with 429 and
    /// `Retry-After`. [`RateLimit::Account`] and [`RateLimit::Cancel`] are classes of one limit. The store may shorten
    /// a hold; the one in memory holds for at most 10 minutes.
    ///
    /// # Errors
    ///
    /// When the store failed. The call goes on.
    fn hold(
        &self,
        class: RateLimit,
        wait: Duration,
    ) -> BoxFuture<'_, Result<(), RateLimitStoreError>>;

    /// Returns the number of requests of `class` that are permitted now without a wait; `None`, the default, without a
    /// limit or a count of the store.
    fn budget(&self, class: RateLimit) -> Option<u32> {
        let _ = class;
        None
    }

    /// Takes back a reservation that was not used, so that another call can use its permit. It is called from
    /// destructors, so it must not block: a remote store queues the release.
    fn release(&self, reservation: Reservation);
}

/// A reserved permit of a [`RateLimitStore`].
#[derive(Debug, PartialEq, Eq)]
pub struct Reservation {
    class: RateLimit,
    wait: Duration,
    token: u128,
}

impl Reservation {
    /// Creates a reservation of a permit of `class` that can be used after `wait`. The store recognizes it by `token`.
    #[must_use]
    pub const fn new(class: RateLimit, wait: Duration, token: u128) -> Self {
        Self { class, wait, token }
    }

    /// Returns the class that the permit counts towards, which can differ from the requested one.
    #[must_use]
    pub const fn class(&self) -> RateLimit {
        self.class
    }

    /// Returns the time from the reservation until it can be used.
    #[must_use]
    pub const fn wait(&self) -> Duration {
        self.wait
    }

    /// Returns the value by which the store recognizes the reservation.
    #[must_use]
    pub const fn token(&self) -> u128 {
        self.token
    }
}

/// The reason why no permit was reserved.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReserveError {
    /// The next permit is later than the call can wait.
    #[error("next permit in {} ms", wait.as_millis())]
    TooLate {
        /// The time until the next permit.
        wait: Duration,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] RateLimitStoreError),
}

/// A failure of a [`RateLimitStore`], with its cause.
#[derive(Debug)]
pub struct RateLimitStoreError(Box<dyn std::error::Error + Send + Sync>);

impl RateLimitStoreError {
    /// Creates a failure with the error of the store as its cause.
    pub fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Display for RateLimitStoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the store of rate limits failed: {}", self.0)
    }
}

impl std::error::Error for RateLimitStoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.0.as_ref())
    }
}
