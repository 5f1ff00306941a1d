//! Exponential backoff: of attempts to connect, and of requests to REST.

use std::time::Duration;

/// Bound of the second wait of a connection.
const BASE: Duration = Duration::from_millis(500);

/// Longest wait.
const CAP: Duration = Duration::from_secs(30);

/// Returns zero for the first attempt, `base` for the second, and twice the wait before for each later one, at most 30 s.
pub(crate) fn doubled(base: Duration, attempts: u32) -> Duration {
    match attempts {
        0 => Duration::ZERO,
        attempts => base.saturating_mul(1 << (attempts - 1).min(16)).min(CAP),
    }
}

/// Exponential backoff with full jitter: the first wait is zero, each later one is random between zero and a bound that
/// doubles.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    attempts: u32,
}

impl Backoff {
    /// Returns the next wait. `chance` is a random number from 0 to 1.
    pub(crate) fn next(&mut self, chance: f64) -> Duration {
        let bound = doubled(BASE, self.attempts);
        self.attempts = self.attempts.saturating_add(1);
        bound.mul_f64(chance.clamp(0.0, 1.0))
    }

    /// Restarts from zero.
    pub(crate) const fn reset(&mut self) {
        self.attempts = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_double_from_zero_to_the_cap() {
        let mut backoff = Backoff::default();
        let bounds: Vec<_> = (0..9).map(|_| backoff.next(1.0).as_millis()).collect();
        let expected = [0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
        assert_eq!(bounds, expected);
        assert_eq!(backoff.next(0.0), Duration::ZERO);
        assert_eq!(backoff.next(0.5), Duration::from_secs(15));
        backoff.attempts = u32::MAX;
        assert_eq!(backoff.next(1.0), CAP);
        backoff.reset();
        assert_eq!(backoff.next(1.0), Duration::ZERO);
    }
}
