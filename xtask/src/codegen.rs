//! `cargo xtask codegen`: fragment, bundle, lowering, progenitor, passes over its output, files.

mod generate;
mod lower;
mod output;
mod passes;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use crate::fragment::Fragment;
use crate::problem::Problems;

/// Generates, and writes or checks. Problems go to standard error, each with its place and its mend.
pub(crate) fn run(root: &Path, check: bool) -> ExitCode {
    let start = Instant::now();
    let files = match files(root) {
        Ok(files) => files,
        Err(problems) => {
            for problem in &problems {
                eprintln!("error: {problem}");
            }
            eprintln!(
                "codegen: {} problem(s), nothing was written",
                problems.len()
            );
            return ExitCode::FAILURE;
        }
    };
    let outcome = if check {
        files.check(root)
    } else {
        files.write(root)
    };
    match outcome {
        Ok(summary) => {
            println!("codegen: {summary} in {} ms", start.elapsed().as_millis());
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Everything that is generated from the fragment of the workspace at `root`.
fn files(root: &Path) -> Result<output::Files, Problems> {
    let fragment = Fragment::load_checked(root)?;
    let bundle = fragment.bundle();
    let lowered = lower::lower(&bundle);
    let raw = generate::generate(&fragment, &lowered)?;
    passes::run(&fragment, &bundle, &lowered, raw)
}
