//! The calls of the script that decides in Redis: their arguments and their reply.

use std::time::Duration;

use backpack_runtime::{RateLimit, limit_policy};
use redis::{FromRedisValue, ParsingError, Value};

/// The script. Redis runs it atomically.
pub(crate) const SOURCE: &str = include_str!("limit.lua");

/// The longest wait that is passed to the script, which computes with integers of 53 bits: 31 years.
const LONGEST: u64 = 1_000_000_000_000_000;

/// The published limits. Cancels are counted by the account's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Account,
    Historical,
}

impl Limit {
    pub(crate) const ALL: [Self; 2] = [Self::Account, Self::Historical];

    /// Returns the limit that counts a class. A class that this crate does not define counts towards the account's.
    pub(crate) const fn of(class: RateLimit) -> Self {
        match class {
            RateLimit::Historical => Self::Historical,
            _ => Self::Account,
        }
    }

    /// Returns the name of the limit in its key.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Historical => "historical",
        }
    }
}

/// The settings of a limit, as arguments of the script.
#[derive(Debug)]
pub(crate) struct LimitArguments([u64; 6]);

impl LimitArguments {
    /// Creates the arguments of a limit of `calls` in any `period`, of which `cancels` are kept for cancels.
    pub(crate) fn new(calls: u32, cancels: u32, period: Duration, grace: Duration) -> Self {
        let (interval, tolerance) = bucket(calls.saturating_sub(cancels), period);
        let (lane_interval, lane_tolerance) = match cancels {
            0 => (0, 0),
            cancels => bucket(cancels, period),
        };
        Self([
            micros(period),
            micros(grace),
            interval,
            tolerance,
            lane_interval,
            lane_tolerance,
        ])
    }
}

/// Returns the interval of the permits of a bucket and its tolerance in microseconds: a burst of the calls can be used at
/// once, and the others are spread over the period.
fn bucket(calls: u32, period: Duration) -> (u64, u64) {
    let calls = calls.max(1);
    let burst = limit_policy::burst(calls);
    let spread = u64::from(calls.saturating_sub(burst).max(1));
    // Rounded up, so that no period has more permits than the limit.
    let interval = micros(period).div_ceil(spread);
    (interval, interval.saturating_mul(u64::from(burst - 1)))
}

/// Returns a duration in microseconds, at most 31 years.
pub(crate) fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).map_or(LONGEST, |micros| micros.min(LONGEST))
}

/// A permit that the script has reserved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Permit {
    /// The state that counts the permit: another one has lost it.
    epoch: u64,
    /// The permit is of the lane of cancels.
    pub(crate) is_of_lane: bool,
    due: u64,
    /// The time of Redis's clock at which it can be used, unless a hold postpones it.
    pub(crate) usable: u64,
}

/// An operation of the script.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operation {
    /// Prepares a limit for this process, with the rest of its hold.
    Open {
        is_continued: bool,
        hold: Duration,
    },
    Reserve {
        is_cancel: bool,
        longest: Duration,
    },
    Remaining(Permit),
    Release(Permit),
    Hold {
        wait: Duration,
    },
}

impl Operation {
    /// Returns the name of the operation and its arguments.
    fn arguments(self) -> (&'static str, Vec<u64>) {
        let permit = |permit: Permit| vec![permit.epoch, permit.is_of_lane.into(), permit.due];
        match self {
            Self::Open { is_continued, hold } => ("open", vec![is_continued.into(), micros(hold)]),
            Self::Reserve { is_cancel, longest } => {
                ("reserve", vec![is_cancel.into(), micros(longest)])
            }
            Self::Remaining(reserved) => ("remaining", permit(reserved)),
            Self::Release(reserved) => ("release", permit(reserved)),
            Self::Hold { wait } => ("hold", vec![micros(wait)]),
        }
    }

    /// Returns the call of the script for the limit of `key`.
    pub(crate) fn invocation<'a>(
        self,
        script: &'a redis::Script,
        key: &str,
        limit: &LimitArguments,
    ) -> redis::ScriptInvocation<'a> {
        let (name, arguments) = self.arguments();
        let mut invocation = script.key(key);
        invocation.arg(name).arg(&limit.0).arg(arguments);
        invocation
    }
}

/// The reply of the script.
#[derive(Debug)]
pub(crate) struct Reply {
    epoch: u64,
    result: i64,
    due: u64,
    pub(crate) wait: Duration,
    /// The rest of the hold of the limit.
    pub(crate) hold: Duration,
    now: u64,
}

impl Reply {
    /// Returns the reserved permit; `None` when the next one is later than the call can wait.
    pub(crate) fn permit(&self) -> Option<Permit> {
        if self.result < 0 {
            return None;
        }
        Some(Permit {
            epoch: self.epoch,
            is_of_lane: self.result == 1,
            due: self.due,
            usable: self.now.saturating_add(micros(self.wait)),
        })
    }

    /// Returns true if the state that counted the permit was lost, for example by a restart of Redis.
    pub(crate) const fn is_lost(&self) -> bool {
        self.result < 0
    }
}

impl FromRedisValue for Reply {
    fn from_redis_value(value: Value) -> Result<Self, ParsingError> {
        let (epoch, result, wait, due, hold, now) = FromRedisValue::from_redis_value(value)?;
        Ok(Self {
            epoch,
            result,
            due,
            wait: Duration::from_micros(wait),
            hold: Duration::from_micros(hold),
            now,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_has_the_longest_hold_of_all_stores() {
        let line = format!("local LONGEST_HOLD = {}\n", micros(limit_policy::MAX_HOLD));
        assert!(SOURCE.contains(&line));
    }
}
