//! The clock of signatures, corrected by the measured offset of the exchange's clock.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use backpack_signing::{Clock, Timestamp};

/// The clock of signatures: a source, and its offset.
pub(crate) struct CorrectedClock {
    source: Arc<dyn Clock>,
    offset_ms: AtomicI64,
}

impl CorrectedClock {
    pub(crate) fn new(source: Arc<dyn Clock>) -> Self {
        Self {
            source,
            offset_ms: AtomicI64::new(0),
        }
    }

    /// Returns the time of the source.
    pub(crate) fn uncorrected(&self) -> Timestamp {
        self.source.now()
    }

    pub(crate) fn offset(&self) -> ClockOffset {
        ClockOffset(self.offset_ms.load(Ordering::Relaxed))
    }

    pub(crate) fn set_offset(&self, offset: ClockOffset) {
        self.offset_ms.store(offset.0, Ordering::Relaxed);
    }
}

impl Clock for CorrectedClock {
    fn now(&self) -> Timestamp {
        let ClockOffset(offset) = self.offset();
        let by = Duration::from_millis(offset.unsigned_abs());
        let now = self.uncorrected();
        if offset < 0 {
            now.saturating_sub(by)
        } else {
            now.saturating_add(by)
        }
    }
}

/// The time of the exchange's clock minus that of this machine's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockOffset(i64);

impl ClockOffset {
    /// Creates an offset in milliseconds; negative when the exchange is behind.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Returns the offset in milliseconds; negative when the exchange is behind.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Returns the time of the exchange minus that of this machine, both in milliseconds.
    pub(crate) fn between(exchange: i128, machine: i128) -> Self {
        let offset = exchange.saturating_sub(machine);
        Self(i64::try_from(offset).unwrap_or(if offset < 0 { i64::MIN } else { i64::MAX }))
    }

    /// Returns the length of the offset, whatever its sign.
    pub(crate) const fn length(self) -> Duration {
        Duration::from_millis(self.0.unsigned_abs())
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

    /// An offset that is out of range is the longest one, which is above every limit.
    #[test]
    fn offset_saturates() {
        for (exchange, machine, millis) in [
            (1_100, 1_100, 0),
            (61_100, 1_100, 60_000),
            (1_100, 61_100, -60_000),
            (i128::MAX, 0, i64::MAX),
            (i128::MIN, 1, i64::MIN),
        ] {
            let offset = ClockOffset::between(exchange, machine);
            assert_eq!(offset.as_millis(), millis);
            assert_eq!(
                offset.length(),
                Duration::from_millis(millis.unsigned_abs())
            );
        }
    }

    /// The offset moves the clock in both directions, and saturates.
    #[test]
    fn corrects_the_source() {
        let source = FixedClock::new(Timestamp::from_millis(5_000));
        let clock = CorrectedClock::new(Arc::new(source));
        for (offset, now) in [
            (0, 5_000),
            (700, 5_700),
            (-700, 4_300),
            (-6_000, 0),
            (i64::MIN, 0),
        ] {
            clock.set_offset(ClockOffset::from_millis(offset));
            assert_eq!(clock.now().as_millis(), now);
            assert_eq!(clock.uncorrected().as_millis(), 5_000);
        }
    }
}
