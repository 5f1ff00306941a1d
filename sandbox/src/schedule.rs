//! Which of the requests that a fault is offered it strikes.

use std::num::NonZeroUsize;

use crate::error::ScriptError;

/// What a fault says about it, unchecked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timing {
    limit: Limit,
    pattern: Pattern,
}

#[derive(Debug, Clone, Copy)]
enum Limit {
    /// Once for a plain fault, and no limit for one that has a pattern.
    Unsaid,
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
        limit: Limit::Unsaid,
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
                k: NonZeroUsize::new(k).ok_or(ScriptError::EveryZeroth)?,
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
            (Limit::Unsaid, Pattern::Each) => Some(1),
            (Limit::Unsaid | Limit::None, _) => None,
        };
        Ok(Schedule { left, chooser })
    }
}

/// Which requests are struck, as they come.
#[derive(Debug)]
pub(crate) struct Schedule {
    /// How often it may still strike; `None` without end.
    left: Option<usize>,
    chooser: Chooser,
}

#[derive(Debug)]
enum Chooser {
    Each,
    Every { k: NonZeroUsize, passed: usize },
    Chance { probability: f64, random: SplitMix },
}

impl Schedule {
    /// Whether the next request is struck.
    pub(crate) fn strikes(&mut self) -> bool {
        if self.is_spent() {
            return false;
        }
        let struck = match &mut self.chooser {
            Chooser::Each => true,
            Chooser::Every { k, passed } => {
                *passed += 1;
                let struck = *passed == k.get();
                if struck {
                    *passed = 0;
                }
                struck
            }
            Chooser::Chance {
                probability,
                random,
            } => random.next_fraction() < *probability,
        };
        if struck && let Some(left) = &mut self.left {
            *left -= 1;
        }
        struck
    }

    /// Whether it will never strike again.
    pub(crate) const fn is_spent(&self) -> bool {
        matches!(self.left, Some(0))
    }
}

/// SplitMix64 (Steele, Lea, Flood, 2014): ten lines that give the same numbers everywhere are worth more here than a
/// generator that may change with its version.
#[derive(Debug)]
struct SplitMix(u64);

impl SplitMix {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// At least 0 and below 1, of 32 random bits, which convert exactly.
    fn next_fraction(&mut self) -> f64 {
        let bits = u32::try_from(self.next() >> 32).unwrap_or(u32::MAX);
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn struck(timing: Timing, of: usize) -> Vec<usize> {
        let mut schedule = timing.schedule().unwrap();
        (1..=of).filter(|_| schedule.strikes()).collect()
    }

    #[test]
    fn how_often() {
        let once = Timing::ONCE;
        assert_eq!(struck(once, 5), [1]);
        assert!(struck(once.times(0), 5).is_empty());
        assert_eq!(struck(once.times(3), 5), [1, 2, 3]);
        assert_eq!(struck(once.always(), 5), [1, 2, 3, 4, 5]);
        assert_eq!(struck(once.every(3), 9), [3, 6, 9]);
        assert_eq!(struck(once.every(1), 3), [1, 2, 3]);
        assert_eq!(struck(once.every(3).times(1), 9), [3]);
        assert_eq!(struck(once.times(2).every(3), 99), [3, 6]);
        assert_eq!(struck(once.every(3).always(), 9), [3, 6, 9]);
    }

    #[test]
    fn chances() {
        let chance = |p, seed| Timing::ONCE.with_probability(p, seed);
        assert!(struck(chance(0.0, 1), 1000).is_empty());
        assert_eq!(struck(chance(1.0, 1), 1000).len(), 1000);
        let tenth = struck(chance(0.1, 1), 10_000);
        assert!((900..1100).contains(&tenth.len()), "{}", tenth.len());
        assert_eq!(tenth, struck(chance(0.1, 1), 10_000));
        assert_ne!(tenth, struck(chance(0.1, 2), 10_000));
        assert_eq!(struck(chance(0.5, 1).times(2), 1000).len(), 2);
        for wrong in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            let error = chance(wrong, 1).schedule().unwrap_err();
            assert!(matches!(error, ScriptError::Probability { .. }));
        }
        let error = Timing::ONCE.every(0).schedule().unwrap_err();
        assert!(matches!(error, ScriptError::EveryZeroth));
    }

    /// The first numbers of the reference implementation (`splitmix64.c` of Vigna) from the seed 1234567.
    #[test]
    fn the_generator_is_the_published_one() {
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
