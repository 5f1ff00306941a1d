//! A clock that is corrected by what the exchange's shows.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use backpack_signing::{Clock, Timestamp};

/// The clock that signatures are timed by: another one, and how far it is off.
pub(crate) struct CorrectedClock {
    inner: Arc<dyn Clock>,
    offset_ms: AtomicI64,
}

impl CorrectedClock {
    pub(crate) fn new(inner: Arc<dyn Clock>) -> Self {
        Self {
            inner,
            offset_ms: AtomicI64::new(0),
        }
    }

    /// The time of the clock as it is, in milliseconds since 1970.
    pub(crate) fn uncorrected(&self) -> Timestamp {
        self.inner.now()
    }

    pub(crate) fn offset(&self) -> ClockOffset {
        ClockOffset(self.offset_ms.load(Ordering::Relaxed))
    }

    pub(crate) fn correct(&self, offset: ClockOffset) {
        self.offset_ms.store(offset.0, Ordering::Relaxed);
    }
}

impl Clock for CorrectedClock {
    fn now(&self) -> Timestamp {
        let offset = self.offset_ms.load(Ordering::Relaxed);
        let by = Duration::from_millis(offset.unsigned_abs());
        let now = self.inner.now();
        if offset < 0 {
            now.saturating_sub(by)
        } else {
            now.saturating_add(by)
        }
    }
}

/// How far the exchange's clock is ahead of this machine's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockOffset(i64);

impl ClockOffset {
    /// An offset of so many milliseconds; below zero where the exchange is behind.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds; below zero where the exchange is behind.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The offset that one question shows: the exchange read its clock in the middle between `asked` and `answered`, as
    /// far as one can know.
    #[must_use]
    pub fn measured(asked: Timestamp, answered: Timestamp, exchange: Timestamp) -> Self {
        let middle = asked.as_millis().midpoint(answered.as_millis());
        let (exchange, middle) = (i128::from(exchange.as_millis()), i128::from(middle));
        Self(i64::try_from(exchange - middle).unwrap_or(0))
    }
}

impl fmt::Display for ClockOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+} ms", self.0)
    }
}

#[cfg(test)]
mod tests {
    use backpack_signing::FixedClock;

    use super::*;

    /// The middle of the round trip is when the exchange looked at its clock.
    #[test]
    fn offsets() {
        let at = Timestamp::from_millis;
        assert_eq!(
            ClockOffset::measured(at(1_000), at(1_200), at(1_100)).as_millis(),
            0
        );
        assert_eq!(
            ClockOffset::measured(at(1_000), at(1_200), at(61_100)).as_millis(),
            60_000
        );
        assert_eq!(
            ClockOffset::measured(at(61_000), at(61_200), at(1_100)).as_millis(),
            -60_000
        );
        assert_eq!(
            ClockOffset::measured(at(0), at(u64::MAX), at(0)).as_millis(),
            -i64::MAX - 1 + 1
        );
    }

    /// The offset moves the clock either way, and never past its ends.
    #[test]
    fn correction() {
        let clock = CorrectedClock::new(Arc::new(FixedClock::new(Timestamp::from_millis(5_000))));
        for (offset, now) in [
            (0, 5_000),
            (700, 5_700),
            (-700, 4_300),
            (-6_000, 0),
            (i64::MIN, 0),
        ] {
            clock.correct(ClockOffset::from_millis(offset));
            assert_eq!(clock.now().as_millis(), now);
            assert_eq!(clock.uncorrected().as_millis(), 5_000);
        }
    }
}
