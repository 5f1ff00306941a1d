//! Times the sides of a case.
//!
//! In each round, all sides run a short batch in turn, so that disturbances of the machine affect all of them. The result
//! is the median of the ratios within the rounds.

use std::time::{Duration, Instant};

use crate::Failure;
use crate::case::{Case, Side};

/// Duration and number of rounds of a case.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Approximate duration of a batch, shorter than a time slice, so that most batches are not interrupted.
    pub batch: Duration,
    /// Approximate total duration of a case.
    pub case: Duration,
    /// Minimum number of rounds.
    pub rounds: usize,
}

impl Effort {
    /// Effort for published figures.
    pub const FULL: Self = Self {
        batch: Duration::from_micros(400),
        case: Duration::from_secs(6),
        rounds: 50,
    };

    /// Effort for a check of the benchmark, with unreliable figures.
    pub const QUICK: Self = Self {
        batch: Duration::from_micros(100),
        case: Duration::from_millis(100),
        rounds: 5,
    };
}

/// Values of one quantity, by side and round.
#[derive(Debug, Default)]
pub struct Rounds {
    sides: Vec<(&'static str, Vec<f64>)>,
}

impl Rounds {
    /// Adds the value of `side` in a round.
    pub fn push(&mut self, side: &'static str, value: f64) {
        match self.sides.iter_mut().find(|(name, _)| *name == side) {
            Some((_, values)) => values.push(value),
            None => self.sides.push((side, vec![value])),
        }
    }

    fn of(&self, side: &str) -> Option<&[f64]> {
        let (_, values) = self.sides.iter().find(|(name, _)| *name == side)?;
        Some(values)
    }

    /// Returns the median ratio of `side` to `other` over all rounds; `None` if one of them was not measured.
    #[must_use]
    pub fn ratio(&self, side: &str, other: &str) -> Option<f64> {
        let pairs = self.of(side)?.iter().zip(self.of(other)?);
        median(pairs.map(|(one, other)| one / other).collect())
    }
}

/// Returns the median; `None` without values.
#[must_use]
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get((values.len() - 1) / 2)?;
    Some(f64::midpoint(lower, upper))
}

/// Times the sides of a case.
///
/// # Errors
///
/// Returns the error of a side.
pub fn time(case: &mut Case, effort: Effort) -> Result<Rounds, Failure> {
    let mut batches = Vec::new();
    for side in &mut case.sides {
        batches.push(calibrate(side, effort.batch)?);
    }
    let mut rounds = Rounds::default();
    let start = Instant::now();
    let mut done = 0;
    while done < effort.rounds || start.elapsed() < effort.case {
        for (side, &calls) in case.sides.iter_mut().zip(&batches) {
            rounds.push(side.name, batch(side, calls)? / f64::from(calls));
        }
        // The order changes in every round, since a side leaves its data in the caches of the next one.
        case.sides.rotate_left(1);
        batches.rotate_left(1);
        done += 1;
    }
    let rotated = done % case.sides.len();
    case.sides.rotate_right(rotated);
    Ok(rounds)
}

/// Finds the number of calls in a batch.
fn calibrate(side: &mut Side, target: Duration) -> Result<u32, Failure> {
    let mut calls = 1;
    loop {
        let took = batch(side, calls)?;
        if took >= target.as_secs_f64() || calls >= 1 << 20 {
            return Ok(calls);
        }
        calls *= 2;
    }
}

fn batch(side: &mut Side, calls: u32) -> Result<f64, Failure> {
    let start = Instant::now();
    for _ in 0..calls {
        (side.run)()?;
    }
    Ok(start.elapsed().as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disturbed round does not change the median.
    #[test]
    fn median_ignores_outliers() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![1000.0, 1.0, 2.0, 4.0]), Some(3.0));
    }

    /// Ratios are taken within a round, so that a round in which all sides are ten times slower has no effect.
    #[test]
    fn ratio_is_taken_within_rounds() {
        let mut rounds = Rounds::default();
        for (one, other) in [(2.0, 1.0), (20.0, 10.0), (2.2, 1.1)] {
            rounds.push("one", one);
            rounds.push("other", other);
        }
        assert_eq!(rounds.ratio("one", "other"), Some(2.0));
        assert_eq!(rounds.ratio("one", "nobody"), None);
    }

    /// All sides run equally often, and the order of the case is restored.
    #[test]
    fn sides_run_equally_often() {
        let side = |name| Side::new(name, || Ok(()));
        let mut case = Case {
            name: "nothing",
            sides: vec![side("a"), side("b"), side("c")],
            check: Box::new(|| Ok(())),
        };
        let rounds = time(&mut case, Effort::QUICK).unwrap();
        let counts: Vec<_> = rounds
            .sides
            .iter()
            .map(|(_, values)| values.len())
            .collect();
        assert!(
            counts
                .iter()
                .all(|count| *count == counts[0] && *count >= 5)
        );
        let names: Vec<_> = case.sides.iter().map(|side| side.name).collect();
        assert_eq!(names, ["a", "b", "c"]);
    }
}
