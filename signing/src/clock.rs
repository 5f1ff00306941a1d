//! Sources of the current time. [`SystemClock`] is the only reader of the system time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use crate::time::Timestamp;

/// A source of the current time.
///
/// Implement it to correct the clock offset to the exchange, or to make a test deterministic.
///
/// ```
/// use std::time::Duration;
/// use backpack_signing::{Clock, SystemClock, Timestamp};
///
/// /// A system clock that is known to be behind the exchange.
/// struct Corrected(Duration);
///
/// impl Clock for Corrected {
///     fn now(&self) -> Timestamp {
///         SystemClock.now().saturating_add(self.0)
///     }
/// }
/// ```
pub trait Clock: Send + Sync {
    /// Returns the current time.
    fn now(&self) -> Timestamp;
}

impl<C: Clock + ?Sized> Clock for &C {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

impl<C: Clock + ?Sized> Clock for Box<C> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

/// The system clock. A time before 1970 is read as the start of 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(
        clippy::disallowed_methods,
        reason = "the only reader of the system time; everything else takes a `Clock` or a `Timestamp`"
    )]
    fn now(&self) -> Timestamp {
        SystemTime::now().into()
    }
}

/// A clock that changes only when it is set, for tests.
///
/// ```
/// use std::time::Duration;
/// use backpack_signing::{Clock, FixedClock, Timestamp};
///
/// let clock = FixedClock::new(Timestamp::from_millis(1_000));
/// clock.advance(Duration::from_secs(2));
/// assert_eq!(clock.now(), Timestamp::from_millis(3_000));
/// ```
#[derive(Debug)]
pub struct FixedClock(AtomicU64);

impl FixedClock {
    /// Creates a clock that shows `now`.
    #[must_use]
    pub const fn new(now: Timestamp) -> Self {
        Self(AtomicU64::new(now.as_millis()))
    }

    /// Sets the clock to `now`.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_millis(), Ordering::SeqCst);
    }

    /// Advances the clock by `duration`, in whole milliseconds.
    pub fn advance(&self, duration: Duration) {
        let millis = Timestamp::from_millis(0)
            .saturating_add(duration)
            .as_millis();
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_clock_is_later_than_2023() {
        assert!(SystemClock.now() > Timestamp::from_millis(1_700_000_000_000));
    }

    #[test]
    fn shared_fixed_clock_can_be_set() {
        let clock = Arc::new(FixedClock::new(Timestamp::from_millis(5)));
        let reader: Box<dyn Clock> = Box::new(Arc::clone(&clock));
        assert_eq!(reader.now(), Timestamp::from_millis(5));
        clock.advance(Duration::from_millis(7));
        let borrowed: &dyn Clock = &&reader;
        assert_eq!(borrowed.now(), Timestamp::from_millis(12));
        clock.set(Timestamp::from_millis(1));
        assert_eq!(reader.now(), Timestamp::from_millis(1));
    }
}
