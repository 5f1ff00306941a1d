//! What is measured: a job, the sides that do it, and what is to be reached.

use crate::Failure;

/// One job that several sides do, each from the same input to the same output.
pub struct Case {
    /// What is done, for example `order with 10 fields`.
    pub name: &'static str,
    /// Who does it.
    pub sides: Vec<Side>,
    /// Makes sure that all of them do the same, before anything is measured.
    pub check: Box<dyn Fn() -> Result<(), Failure>>,
}

/// One way to do the job of a case.
pub struct Side {
    /// Whose way it is; [`FLOOR`] and [`OFFICIAL`] are what ratios are given to.
    pub name: &'static str,
    /// Does the job once.
    pub run: Box<dyn FnMut() -> Result<(), Failure>>,
    /// What it is to reach.
    pub reach: &'static [Limit],
}

impl Side {
    /// A side without anything to reach.
    pub fn new(name: &'static str, run: impl FnMut() -> Result<(), Failure> + 'static) -> Self {
        Self {
            name,
            run: Box::new(run),
            reach: &[],
        }
    }

    /// The same, with what it is to reach.
    #[must_use]
    pub fn reaching(mut self, reach: &'static [Limit]) -> Self {
        self.reach = reach;
        self
    }
}

/// The least that the job takes.
pub const FLOOR: &str = "floor";

/// The exchange's own Rust client.
pub const OFFICIAL: &str = "official client";

/// This SDK, signing with ed25519-dalek.
pub const OURS: &str = "this SDK";

/// This SDK, signing with AWS-LC.
pub const OURS_AWS_LC: &str = "this SDK, aws-lc-rs";

/// A figure that is not to be exceeded.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// The time of the named side, times this.
    Time(f64, &'static str),
    /// The CPU time of the named side, times this.
    Cpu(f64, &'static str),
    /// So many allocations for each call, reallocations among them.
    Allocations(f64),
    /// So many crates in the build of a program.
    Crates(f64),
    /// A program of so many megabytes more than the floor's.
    Megabytes(f64),
}

impl Limit {
    /// As it stands in a table.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Time(ratio, of) => format!("{ratio:.2} of {of}"),
            Self::Cpu(ratio, of) => format!("CPU {ratio:.2} of {of}"),
            Self::Allocations(count) => format!("{count} allocations"),
            Self::Crates(count) => format!("{count} crates"),
            Self::Megabytes(more) => format!("{more:.2} MB above {FLOOR}"),
        }
    }

    /// The largest value that is within it.
    #[must_use]
    pub const fn at_most(&self) -> f64 {
        match self {
            Self::Time(most, _)
            | Self::Cpu(most, _)
            | Self::Allocations(most)
            | Self::Crates(most)
            | Self::Megabytes(most) => *most,
        }
    }
}
