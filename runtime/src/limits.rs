//! Rate limits: kept on this side, so that the exchange need not refuse.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use crate::operation::RateLimit;

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

struct Limit {
    limiter: DefaultDirectRateLimiter,
    clock: DefaultClock,
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
            .limiter
            .check()
            .map_err(|early| early.wait_time_from(limit.clock.now()))
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
        let burst = NonZeroU32::new(calls / 5).unwrap_or(NonZeroU32::MIN);
        let spread = calls.saturating_sub(burst.get()).max(1);
        let period = Duration::from_secs(60) / spread;
        let quota = Quota::with_period(period)
            .unwrap_or(Quota::per_minute(burst))
            .allow_burst(burst);
        let clock = DefaultClock::default();
        Self {
            limiter: RateLimiter::direct_with_clock(quota, clock.clone()),
            clock,
        }
    }
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    /// Whoever asks as often as he can, gets no more than the limit in any sixty seconds.
    #[test]
    fn no_minute_holds_more_than_the_limit() {
        for calls in [1_u32, 2, 5, 30, 100, 2_000] {
            let burst = NonZeroU32::new(calls / 5).unwrap_or(NonZeroU32::MIN);
            let spread = calls.saturating_sub(burst.get()).max(1);
            let quota = Quota::with_period(Duration::from_secs(60) / spread)
                .unwrap()
                .allow_burst(burst);
            let clock = FakeRelativeClock::default();
            let limiter = RateLimiter::direct_with_clock(quota, clock.clone());
            let (step, mut times) = (Duration::from_millis(5), Vec::new());
            for tick in 0..(180_000 / 5) {
                while limiter.check().is_ok() {
                    times.push(tick * 5_u64);
                }
                clock.advance(step);
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
