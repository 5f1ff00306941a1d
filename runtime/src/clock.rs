//! The clock of signatures, corrected by the measured offset of the exchange's clock.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use backpack_signing::{Clock, SystemClock, Timestamp};

/// The clock of signatures: a source, and its offset.
#[derive(Default)]
pub(crate) struct CorrectedClock {
    /// The system's clock until it is set.
    source: OnceLock<Arc<dyn Clock>>,
    offset_ms: AtomicI64,
}

impl CorrectedClock {
    /// Sets the source, once.
    pub(crate) fn read_from(&self, source: Arc<dyn Clock>) {
        self.source.get_or_init(|| source);
    }

    /// The time of the source.
    pub(crate) fn uncorrected(&self) -> Timestamp {
        self.source
            .get()
            .map_or_else(|| SystemClock.now(), |source| source.now())
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
    /// An offset in milliseconds; negative when the exchange is behind.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// The offset in milliseconds; negative when the exchange is behind.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The offset that one request measures. The exchange is taken to read its clock in the middle between `sent` and
    /// `received`.
    #[must_use]
    pub fn measured(sent: Timestamp, received: Timestamp, exchange: Timestamp) -> Self {
        let middle = sent.as_millis().midpoint(received.as_millis());
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

    /// The exchange reads its clock in the middle of the round trip.
    #[test]
    fn measures_offset_from_the_middle_of_the_round_trip() {
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

    /// The offset moves the clock in both directions, and saturates.
    #[test]
    fn corrects_the_source() {
        let clock = CorrectedClock::default();
        assert!(clock.now() > Timestamp::from_millis(1_700_000_000_000));
        clock.read_from(Arc::new(FixedClock::new(Timestamp::from_millis(5_000))));
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
