//! Counts the allocations of a call.
//!
//! Counting slows each allocation, and would favour whoever makes few: it is done by a program of its own
//! (`count-allocations`), which runs the same cases, and the one that measures times has the system's allocator as it is.

use std::path::Path;
use std::process::{Command, Stdio};

use stats_alloc::{INSTRUMENTED_SYSTEM, Region};

use crate::Failure;
use crate::case::Case;
use crate::table::Counts;

/// How many calls are counted: those of all are the same, but for what a connection does once in a while.
pub(crate) const CALLS: u32 = 64;

/// Allocations and reallocations since the region began, for each of the calls.
pub(crate) fn per_call(region: &Region<'_, std::alloc::System>) -> f64 {
    let change = region.change();
    let count = change.allocations + change.reallocations;
    u32::try_from(count).map_or(f64::INFINITY, f64::from) / f64::from(CALLS)
}

/// Counts what a call of each side allocates, and prints it for [`of`]. Only in a program whose allocator counts.
///
/// # Errors
///
/// What a side fails with.
pub fn print(cases: Vec<Case>) -> Result<(), Failure> {
    for mut case in cases {
        for side in &mut case.sides {
            // What is made once is made now.
            for _ in 0..CALLS {
                (side.run)()?;
            }
            let region = Region::new(&INSTRUMENTED_SYSTEM);
            for _ in 0..CALLS {
                (side.run)()?;
            }
            line(case.name, side.name, per_call(&region));
        }
    }
    Ok(())
}

/// A count, for [`of`].
pub(crate) fn line(case: &str, side: &str, count: f64) {
    println!("{case}\t{side}\t{count}");
}

/// Runs the program that counts, at `program`, and reads what it prints.
///
/// # Errors
///
/// The program fails, or prints something else.
pub fn of(program: &Path, arguments: &[&str]) -> Result<Counts, Failure> {
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
