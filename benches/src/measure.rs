//! Times the sides of a case beside each other.
//!
//! All sides run in turn, a short batch each, many times over: what disturbs the machine disturbs them alike. A ratio
//! is taken within each round, and the median of those is the result; the times themselves are not.

use std::time::{Duration, Instant};

use crate::Failure;
use crate::case::{Case, Side};

/// How much is done for one case.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// How long one batch of one side takes, about. Shorter than a time slice, so that most are not interrupted.
    pub batch: Duration,
    /// How long a case takes in all, about.
    pub case: Duration,
    /// The fewest rounds, however long they take.
    pub rounds: usize,
}

impl Effort {
    /// For figures that are quoted.
    pub const FULL: Self = Self {
        batch: Duration::from_micros(400),
        case: Duration::from_secs(6),
        rounds: 50,
    };

    /// To see that all works: the figures mean little.
    pub const QUICK: Self = Self {
        batch: Duration::from_micros(100),
        case: Duration::from_millis(100),
        rounds: 5,
    };
}

/// The times of one quantity, for each side a value in each round.
#[derive(Debug, Default)]
pub struct Rounds {
    sides: Vec<(&'static str, Vec<f64>)>,
}

impl Rounds {
    /// Adds what `side` took in a round.
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

    /// The median over all rounds of what `side` took by what `other` took; `None` where one of them is not there.
    #[must_use]
    pub fn ratio(&self, side: &str, other: &str) -> Option<f64> {
        let pairs = self.of(side)?.iter().zip(self.of(other)?);
        median(pairs.map(|(one, other)| one / other).collect())
    }
}

/// The value in the middle; `None` of none.
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
/// What a side fails with.
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
        // Each side follows another one each time: what one leaves in the caches is not always the same one's.
        case.sides.rotate_left(1);
        batches.rotate_left(1);
        done += 1;
    }
    let turned = done % case.sides.len();
    case.sides.rotate_right(turned);
    Ok(rounds)
}

/// How many calls make a batch.
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

    /// The result is the middle, whatever a disturbed round says.
    #[test]
    fn medians() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![1000.0, 1.0, 2.0, 4.0]), Some(3.0));
    }

    /// A ratio is taken within a round: a round in which all is ten times slower changes nothing.
    #[test]
    fn ratios() {
        let mut rounds = Rounds::default();
        for (one, other) in [(2.0, 1.0), (20.0, 10.0), (2.2, 1.1)] {
            rounds.push("one", one);
            rounds.push("other", other);
        }
        assert_eq!(rounds.ratio("one", "other"), Some(2.0));
        assert_eq!(rounds.ratio("one", "nobody"), None);
    }

    /// Each side runs equally often, under its own name, and the case is left as it was.
    #[test]
    fn sides_take_turns() {
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
