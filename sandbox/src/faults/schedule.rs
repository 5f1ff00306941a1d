//! The requests that a fault acts on, among those that it is offered.

use std::num::NonZeroUsize;

use crate::error::ScriptError;

/// The schedule of a fault before it is validated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timing {
    limit: Limit,
    pattern: Pattern,
}

#[derive(Debug, Clone, Copy)]
enum Limit {
    /// One for a plain fault, and no limit for a fault with a pattern.
    Default,
    Times(usize),
    None,
}

#[derive(Debug, Clone, Copy)]
enum Pattern {
    Each,
    Every(usize),
    Chance(f64, u64),
}

impl Timing {
    pub(crate) const ONCE: Self = Self {
        limit: Limit::Default,
        pattern: Pattern::Each,
    };

    pub(crate) const fn times(mut self, times: usize) -> Self {
        self.limit = Limit::Times(times);
        self
    }

    pub(crate) const fn always(mut self) -> Self {
        self.limit = Limit::None;
        self
    }

    pub(crate) const fn every(mut self, k: usize) -> Self {
        self.pattern = Pattern::Every(k);
        self
    }

    pub(crate) const fn with_probability(mut self, probability: f64, seed: u64) -> Self {
        self.pattern = Pattern::Chance(probability, seed);
        self
    }

    pub(crate) fn schedule(self) -> Result<Schedule, ScriptError> {
        let chooser = match self.pattern {
            Pattern::Each => Chooser::Each,
            Pattern::Every(k) => Chooser::Every {
                k: NonZeroUsize::new(k).ok_or(ScriptError::ZeroInterval)?,
                passed: 0,
            },
            Pattern::Chance(probability, seed) if (0.0..=1.0).contains(&probability) => {
                Chooser::Chance {
                    probability,
                    random: SplitMix(seed),
                }
            }
            Pattern::Chance(probability, _) => {
                return Err(ScriptError::Probability { probability });
            }
        };
        let left = match (self.limit, self.pattern) {
            (Limit::Times(times), _) => Some(times),
            (Limit::Default, Pattern::Each) => Some(1),
            (Limit::Default | Limit::None, _) => None,
        };
        Ok(Schedule {
            left,
            chooser,
            used: false,
        })
    }
}

/// The state of a validated schedule.
#[derive(Debug)]
pub(crate) struct Schedule {
    /// The remaining number of times; `None` without a limit.
    left: Option<usize>,
    chooser: Chooser,
    used: bool,
}

#[derive(Debug)]
enum Chooser {
    Each,
    Every { k: NonZeroUsize, passed: usize },
    Chance { probability: f64, random: SplitMix },
}

impl Schedule {
    /// Returns whether the fault acts on the next request.
    pub(crate) fn triggers(&mut self) -> bool {
        if self.is_spent() {
            return false;
        }
        let triggered = match &mut self.chooser {
            Chooser::Each => true,
            Chooser::Every { k, passed } => {
                *passed += 1;
                let triggered = *passed == k.get();
                if triggered {
                    *passed = 0;
                }
                triggered
            }
            Chooser::Chance {
                probability,
                random,
            } => random.next_fraction() < *probability,
        };
        if triggered {
            self.used = true;
            if let Some(left) = &mut self.left {
                *left -= 1;
            }
        }
        triggered
    }

    /// Returns the remaining number of times of a fault that is not used up, `Some(None)` without a limit; `None` when it
    /// is used, or may stay unused by chance.
    pub(crate) const fn unused(&self) -> Option<Option<usize>> {
        match (&self.chooser, self.left) {
            (Chooser::Chance { .. }, _) | (_, Some(0)) => None,
            (_, Some(left)) => Some(Some(left)),
            (_, None) if self.used => None,
            (_, None) => Some(None),
        }
    }

    /// Returns whether the fault never acts again.
    pub(crate) const fn is_spent(&self) -> bool {
        matches!(self.left, Some(0))
    }
}

/// SplitMix64 (Steele, Lea, Flood, 2014): written out, so that a seed gives the same numbers with every version.
#[derive(Debug, Clone)]
pub(crate) struct SplitMix(pub(crate) u64);

impl SplitMix {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `end`; 0 if that is 0.
    pub(crate) const fn below(&mut self, end: u64) -> u64 {
        match self.next().checked_rem(end) {
            Some(number) => number,
            None => 0,
        }
    }

    /// Returns a number in 0..1 from 32 random bits, which convert exactly.
    fn next_fraction(&mut self) -> f64 {
        let bits = u32::try_from(self.next() >> 32).unwrap_or(u32::MAX);
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triggered(timing: Timing, of: usize) -> Vec<usize> {
        let mut schedule = timing.schedule().unwrap();
        (1..=of).filter(|_| schedule.triggers()).collect()
    }

    #[test]
    fn limits_and_patterns() {
        let once = Timing::ONCE;
        assert_eq!(triggered(once, 5), [1]);
        assert!(triggered(once.times(0), 5).is_empty());
        assert_eq!(triggered(once.times(3), 5), [1, 2, 3]);
        assert_eq!(triggered(once.always(), 5), [1, 2, 3, 4, 5]);
        assert_eq!(triggered(once.every(3), 9), [3, 6, 9]);
        assert_eq!(triggered(once.every(1), 3), [1, 2, 3]);
        assert_eq!(triggered(once.every(3).times(1), 9), [3]);
        assert_eq!(triggered(once.times(2).every(3), 99), [3, 6]);
        assert_eq!(triggered(once.every(3).always(), 9), [3, 6, 9]);
    }

    #[test]
    fn probabilities_follow_the_seed() {
        let chance = |p, seed| Timing::ONCE.with_probability(p, seed);
        assert!(triggered(chance(0.0, 1), 1000).is_empty());
        assert_eq!(triggered(chance(1.0, 1), 1000).len(), 1000);
        let tenth = triggered(chance(0.1, 1), 10_000);
        assert!((900..1100).contains(&tenth.len()), "{}", tenth.len());
        assert_eq!(tenth, triggered(chance(0.1, 1), 10_000));
        assert_ne!(tenth, triggered(chance(0.1, 2), 10_000));
        assert_eq!(triggered(chance(0.5, 1).times(2), 1000).len(), 2);
        for wrong in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            let error = chance(wrong, 1).schedule().unwrap_err();
            assert!(matches!(error, ScriptError::Probability { .. }));
        }
        let error = Timing::ONCE.every(0).schedule().unwrap_err();
        assert!(matches!(error, ScriptError::ZeroInterval));
    }

    /// Compares with the first numbers of the reference implementation (`splitmix64.c` by Vigna) for the seed 1234567.
    #[test]
    fn generator_matches_the_published_numbers() {
        let mut random = SplitMix(1_234_567);
        let numbers: Vec<u64> = (0..3).map(|_| random.next()).collect();
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!(numbers, published);
    }
}
