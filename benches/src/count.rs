//! Counts the allocations of a call.
//!
//! Counting slows down every allocation, so a separate program, `count-allocations`, runs the same cases with a counting
//! allocator, and times are measured with the system's allocator.

use std::path::Path;
use std::process::{Command, Stdio};

use stats_alloc::{INSTRUMENTED_SYSTEM, Region};

use crate::Failure;
use crate::case::Case;
use crate::table::Counts;

/// Number of calls that are counted, since a connection sometimes allocates more.
pub(crate) const CALLS: u32 = 64;

/// Returns the allocations and reallocations since the start of the region, per call.
pub(crate) fn per_call(region: &Region<'_, std::alloc::System>) -> f64 {
    let change = region.change();
    let count = change.allocations + change.reallocations;
    u32::try_from(count).map_or(f64::INFINITY, f64::from) / f64::from(CALLS)
}

/// Counts the allocations of each side, and prints them for [`run`]. The program must have the counting allocator.
///
/// # Errors
///
/// Returns the error of a side.
pub fn print(cases: Vec<Case>) -> Result<(), Failure> {
    for mut case in cases {
        for side in &mut case.sides {
            // The first calls allocate what later ones reuse.
            for _ in 0..CALLS {
                (side.run)()?;
            }
            let region = Region::new(&INSTRUMENTED_SYSTEM);
            for _ in 0..CALLS {
                (side.run)()?;
            }
            print_line(case.name, side.name, per_call(&region));
        }
    }
    Ok(())
}

/// Prints a count for [`run`].
pub(crate) fn print_line(case: &str, side: &str, count: f64) {
    println!("{case}\t{side}\t{count}");
}

/// Runs the counting program at `program`, and parses its output.
///
/// # Errors
///
/// Returns an error if the program fails or its output is invalid.
pub fn run(program: &Path, arguments: &[&str]) -> Result<Counts, Failure> {
    let output = Command::new(program)
        .args(arguments)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("{} failed: {}", program.display(), output.status).into());
    }
    let mut counts = Counts::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let mut fields = line.split('\t').map(str::to_owned);
        match (fields.next(), fields.next(), fields.next()) {
            (Some(case), Some(side), Some(count)) => {
                counts.insert((case, side), count.parse()?);
            }
            _ => return Err(format!("{} printed {line:?}", program.display()).into()),
        }
    }
    Ok(counts)
}
