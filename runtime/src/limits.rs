//! Rate limits: requests are throttled by the client, so that the exchange does not reject them.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::operation::RateLimit;

/// The period of the published limits.
const MINUTE: Duration = Duration::from_secs(60);

/// The behaviour of a call that exceeds a rate limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhenLimited {
    /// The call waits for a permit, up to its timeout.
    #[default]
    Wait,
    /// The call fails at once, and nothing is sent.
    Fail,
}

/// The rate limits of a client. The published ones are 2000 requests a minute for a subaccount, and 30 a minute for
/// historical market data (the exchange's support pages). Clones share their permits, as do all clients built with one.
///
/// Each limit permits a fifth of a minute's requests at once and spreads the rest, so that no 60 seconds contain more
/// requests than the limit, wherever they begin.
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
    account: Option<Arc<Limit>>,
    historical: Option<Arc<Limit>>,
    when: WhenLimited,
}

/// One limit, by the generic cell rate algorithm: a permit is due every period, and a burst of them can be acquired
/// before they are due. Its state is one number, so that clones share it without a lock.
struct Limit {
    start: Instant,
    period: u64,
    /// The time by which a permit can be acquired before it is due, in nanoseconds.
    tolerance: u64,
    /// The time at which the next permit is due, in nanoseconds from the start.
    due: AtomicU64,
}

impl RateLimits {
    /// Limits in requests a minute: for the account, and for historical market data. 0 is read as 1.
    #[must_use]
    pub fn per_minute(account: u32, historical: u32) -> Self {
        Self {
            account: Some(Arc::new(Limit::per_minute(account))),
            historical: Some(Arc::new(Limit::per_minute(historical))),
            when: WhenLimited::Wait,
        }
    }

    /// No limits: the exchange responds with 429 to requests above its own.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self {
            account: None,
            historical: None,
            when: WhenLimited::Wait,
        }
    }

    /// Sets the behaviour of calls that exceed a limit. The permits stay shared with the clones.
    #[must_use]
    pub const fn when_limited(mut self, when: WhenLimited) -> Self {
        self.when = when;
        self
    }

    pub(crate) const fn when(&self) -> WhenLimited {
        self.when
    }

    /// Acquires a permit. An error is the wait until the next one.
    pub(crate) fn acquire(&self, class: RateLimit) -> Result<(), Duration> {
        let limit = match class {
            RateLimit::Account => &self.account,
            RateLimit::Historical => &self.historical,
        };
        let Some(limit) = limit else { return Ok(()) };
        limit
            .acquire(nanos(limit.start.elapsed()))
            .map_err(Duration::from_nanos)
    }
}

/// The published limits; calls wait.
impl Default for RateLimits {
    fn default() -> Self {
        Self::per_minute(2_000, 30)
    }
}

impl fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimits")
            .field("when", &self.when)
            .finish_non_exhaustive()
    }
}

impl Limit {
    fn per_minute(calls: u32) -> Self {
        let calls = calls.max(1);
        // The burst and the permits of the minute after it add up to the limit.
        let burst = (calls / 5).max(1);
        let spread = calls.saturating_sub(burst).max(1);
        let period = nanos(MINUTE / spread);
        Self {
            start: Instant::now(),
            period,
            tolerance: period.saturating_mul(u64::from(burst - 1)),
            due: AtomicU64::new(0),
        }
    }

    /// Acquires a permit at `now`, in nanoseconds from the start. An error is the wait in nanoseconds.
    fn acquire(&self, now: u64) -> Result<(), u64> {
        let acquired = self
            .due
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |due| {
                let early = due > now.saturating_add(self.tolerance);
                (!early).then(|| due.max(now).saturating_add(self.period))
            });
        match acquired {
            Ok(_) => Ok(()),
            Err(due) => Err(due.saturating_sub(self.tolerance).saturating_sub(now)),
        }
    }
}

/// The duration in nanoseconds, at most `u64::MAX` (584 years).
fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use governor::clock::{Clock as _, FakeRelativeClock};
    use governor::{Quota, RateLimiter};

    use super::*;

    /// A caller that never stops asking gets at most the limit in any 60 seconds, and at least nine tenths of it.
    #[test]
    fn no_minute_exceeds_the_limit() {
        for calls in [1_u32, 2, 5, 30, 100, 2_000] {
            let limit = Limit::per_minute(calls);
            let mut times = Vec::new();
            for tick in 0..(180_000 / 5) {
                let millis = tick * 5_u64;
                while limit.acquire(millis * 1_000_000).is_ok() {
                    times.push(millis);
                }
            }
            let most = times
                .iter()
                .map(|from| {
                    times
                        .iter()
                        .filter(|at| (*from..*from + 60_000).contains(*at))
                        .count()
                })
                .max()
                .unwrap();
            // A single call a minute is permitted at both ends of a minute.
            assert!(most <= calls.max(2) as usize, "{calls}: {most}");
            assert!(most + 1 >= calls as usize * 9 / 10, "{calls}: {most}");
        }
    }

    /// The governor crate takes the same decision at each time, to the nanosecond.
    #[test]
    fn decides_as_governor_does() {
        let mut random = fastrand::Rng::with_seed(7);
        for calls in [1_u32, 2, 5, 30, 100, 2_000] {
            let limit = Limit::per_minute(calls);
            let burst = u32::try_from(limit.tolerance / limit.period).unwrap() + 1;
            let quota = Quota::with_period(Duration::from_nanos(limit.period))
                .unwrap()
                .allow_burst(NonZeroU32::new(burst).unwrap());
            let clock = FakeRelativeClock::default();
            let governor = RateLimiter::direct_with_clock(quota, clock.clone());
            let (mut now, mut granted, mut rejected) = (0, 0_u32, 0_u32);
            for _ in 0..20_000 {
                // Idle times, so that the burst is restored.
                let longest = limit.period * if random.u8(..) == 0 { 100 } else { 1 };
                let step = random.u64(..longest);
                now += step;
                clock.advance(Duration::from_nanos(step));
                let other = governor
                    .check()
                    .map_err(|early| nanos(early.wait_time_from(clock.now())));
                assert_eq!(limit.acquire(now), other, "{calls} a minute, at {now}");
                *(if other.is_ok() {
                    &mut granted
                } else {
                    &mut rejected
                }) += 1;
            }
            assert!(granted > 1_000 && rejected > 1_000, "{granted} {rejected}");
        }
    }

    /// Clones share their permits, and the two classes have separate ones.
    #[test]
    fn clones_share_permits() {
        let one = RateLimits::per_minute(2_000, 10);
        let two = one.clone().when_limited(WhenLimited::Fail);
        assert!(one.acquire(RateLimit::Historical).is_ok());
        assert!(two.acquire(RateLimit::Historical).is_ok());
        let wait = one.acquire(RateLimit::Historical).unwrap_err();
        assert!(
            wait > Duration::from_secs(5) && wait < Duration::from_secs(9),
            "{wait:?}"
        );
        assert!(two.acquire(RateLimit::Historical).is_err());
        assert!(two.acquire(RateLimit::Account).is_ok());
        assert!(
            RateLimits::unlimited()
                .acquire(RateLimit::Historical)
                .is_ok()
        );
    }
}
