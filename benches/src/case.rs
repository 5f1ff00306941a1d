//! Cases of the benchmark: a job, the sides that do it, and their targets.

use crate::Failure;

/// Job that several sides do, with the same input and output.
pub struct Case {
    /// Name of the job, for example `order with 10 fields`.
    pub name: &'static str,
    /// Sides that do the job.
    pub sides: Vec<Side>,
    /// Checks that all sides have the same output, before they are measured.
    pub check: Box<dyn Fn() -> Result<(), Failure>>,
}

/// Implementation of the job of a case.
pub struct Side {
    /// Name of the side. Ratios are relative to [`BASELINE`] and [`OFFICIAL`].
    pub name: &'static str,
    /// Does the job once.
    pub run: Box<dyn FnMut() -> Result<(), Failure>>,
    /// Targets of the side.
    pub targets: &'static [Target],
}

impl Side {
    /// Creates a side without targets.
    pub fn new(name: &'static str, run: impl FnMut() -> Result<(), Failure> + 'static) -> Self {
        Self {
            name,
            run: Box::new(run),
            targets: &[],
        }
    }

    /// Sets the targets.
    #[must_use]
    pub fn with_targets(mut self, targets: &'static [Target]) -> Self {
        self.targets = targets;
        self
    }
}

/// Side that does the minimum of the job.
pub const BASELINE: &str = "baseline";

/// The exchange's Rust client.
pub const OFFICIAL: &str = "official client";

/// This SDK, signing with ed25519-dalek.
pub const OURS: &str = "this SDK";

/// This SDK, signing with AWS-LC.
pub const OURS_AWS_LC: &str = "this SDK, aws-lc-rs";

/// Upper bound of a figure.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// Time, as a ratio to that of the named side.
    Time(f64, &'static str),
    /// CPU time, as a ratio to that of the named side.
    Cpu(f64, &'static str),
    /// Allocations per call, with reallocations.
    Allocations(f64),
    /// Crates in the build of a program.
    Crates(f64),
    /// Size of a program, in megabytes above the baseline.
    Megabytes(f64),
}

impl Target {
    /// Formats the target for a table.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Time(ratio, of) => format!("{ratio:.2} of {of}"),
            Self::Cpu(ratio, of) => format!("CPU {ratio:.2} of {of}"),
            Self::Allocations(count) => format!("{count} allocations"),
            Self::Crates(count) => format!("{count} crates"),
            Self::Megabytes(more) => format!("{more:.2} MB above {BASELINE}"),
        }
    }

    /// Returns the upper bound.
    #[must_use]
    pub const fn bound(&self) -> f64 {
        match self {
            Self::Time(bound, _)
            | Self::Cpu(bound, _)
            | Self::Allocations(bound)
            | Self::Crates(bound)
            | Self::Megabytes(bound) => *bound,
        }
    }
}
