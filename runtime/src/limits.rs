//! Rate limits: kept on this side, so that the exchange need not refuse.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::operation::RateLimit;

/// What the published limits count by.
const MINUTE: Duration = Duration::from_secs(60);

/// What happens to a call that comes too early.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhenLimited {
    /// It waits for its turn, as long as its timeout allows.
    #[default]
    Wait,
    /// It is an error at once, and nothing is sent.
    Fail,
}

/// Keeps calls to the published limits: 2000 a minute for a subaccount, and 30 a minute for historical market data
/// (the exchange's support pages). Clones share what is left, and so do the clients that are given one.
///
/// Each limit lets a fifth of its minute through at once and spreads the rest, so that no sixty seconds hold more than
/// the limit, wherever they begin.
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

/// One limit, by the generic cell rate algorithm: a turn is due every period, and up to a burst of them can be taken
/// before they are due. All of its state is one number, so that clones share it without a lock.
struct Limit {
    start: Instant,
    period: u64,
    /// How long before it is due a turn can be taken, in nanoseconds.
    tolerance: u64,
    /// When the next turn is due, in nanoseconds from the start.
    due: AtomicU64,
}

impl RateLimits {
    /// Limits of so many calls a minute: for the account, and for historical market data. 0 is taken for 1.
    #[must_use]
    pub fn per_minute(account: u32, historical: u32) -> Self {
        Self {
            account: Some(Arc::new(Limit::per_minute(account))),
            historical: Some(Arc::new(Limit::per_minute(historical))),
            when: WhenLimited::Wait,
        }
    }

    /// No limits on this side: the exchange will answer 429.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self {
            account: None,
            historical: None,
            when: WhenLimited::Wait,
        }
    }

    /// What happens to a call that comes too early. What is left stays shared with the clones.
    #[must_use]
    pub const fn when_limited(mut self, when: WhenLimited) -> Self {
        self.when = when;
        self
    }

    pub(crate) const fn when(&self) -> WhenLimited {
        self.when
    }

    /// Takes a turn. An error is how long to wait before asking again.
    pub(crate) fn take(&self, class: RateLimit) -> Result<(), Duration> {
        let limit = match class {
            RateLimit::Account => &self.account,
            RateLimit::Historical => &self.historical,
        };
        let Some(limit) = limit else { return Ok(()) };
        limit
            .take(nanos(limit.start.elapsed()))
            .map_err(Duration::from_nanos)
    }
}

/// The published limits, waiting.
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
        // What is let through at once, and what is spread over the minute, are the limit together.
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

    /// Takes a turn at `now`, in nanoseconds from the start. An error is how many of them to wait.
    fn take(&self, now: u64) -> Result<(), u64> {
        let taken = self
            .due
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |due| {
                let early = due > now.saturating_add(self.tolerance);
                (!early).then(|| due.max(now).saturating_add(self.period))
            });
        match taken {
            Ok(_) => Ok(()),
            Err(due) => Err(due.saturating_sub(self.tolerance).saturating_sub(now)),
        }
    }
}

/// Nanoseconds, as many as fit: five centuries of them.
fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use governor::clock::{Clock as _, FakeRelativeClock};
    use governor::{Quota, RateLimiter};

    use super::*;

    /// Whoever asks as often as he can, gets no more than the limit in any sixty seconds, and little less.
    #[test]
    fn no_minute_holds_more_than_the_limit() {
        for calls in [1_u32, 2, 5, 30, 100, 2_000] {
            let limit = Limit::per_minute(calls);
            let mut times = Vec::new();
            for tick in 0..(180_000 / 5) {
                let millis = tick * 5_u64;
                while limit.take(millis * 1_000_000).is_ok() {
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
            // A single call a minute cannot be let through less than once in the minute it is spread over.
            assert!(most <= calls.max(2) as usize, "{calls}: {most}");
            assert!(most + 1 >= calls as usize * 9 / 10, "{calls}: {most}");
        }
    }

    /// The governor crate decides alike, turn for turn and to the nanosecond, whenever one asks.
    #[test]
    fn as_governor_decides() {
        let mut random = fastrand::Rng::with_seed(7);
        for calls in [1_u32, 2, 5, 30, 100, 2_000] {
            let limit = Limit::per_minute(calls);
            let burst = u32::try_from(limit.tolerance / limit.period).unwrap() + 1;
            let quota = Quota::with_period(Duration::from_nanos(limit.period))
                .unwrap()
                .allow_burst(NonZeroU32::new(burst).unwrap());
            let clock = FakeRelativeClock::default();
            let governor = RateLimiter::direct_with_clock(quota, clock.clone());
            let (mut now, mut granted, mut refused) = (0, 0_u32, 0_u32);
            for _ in 0..20_000 {
                // Idle times now and then, or the burst would never be whole again.
                let longest = limit.period * if random.u8(..) == 0 { 100 } else { 1 };
                let step = random.u64(..longest);
                now += step;
                clock.advance(Duration::from_nanos(step));
                let other = governor
                    .check()
                    .map_err(|early| nanos(early.wait_time_from(clock.now())));
                assert_eq!(limit.take(now), other, "{calls} a minute, at {now}");
                *(if other.is_ok() {
                    &mut granted
                } else {
                    &mut refused
                }) += 1;
            }
            assert!(granted > 1_000 && refused > 1_000, "{granted} {refused}");
        }
    }

    /// Clones share what is left.
    #[test]
    fn clones_share() {
        let one = RateLimits::per_minute(2_000, 10);
        let two = one.clone().when_limited(WhenLimited::Fail);
        assert!(one.take(RateLimit::Historical).is_ok());
        assert!(two.take(RateLimit::Historical).is_ok());
        let wait = one.take(RateLimit::Historical).unwrap_err();
        assert!(
            wait > Duration::from_secs(5) && wait < Duration::from_secs(9),
            "{wait:?}"
        );
        assert!(two.take(RateLimit::Historical).is_err());
        assert!(two.take(RateLimit::Account).is_ok());
        assert!(RateLimits::unlimited().take(RateLimit::Historical).is_ok());
    }
}
