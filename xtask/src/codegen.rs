//! `cargo xtask codegen`: fragment, bundle, lowering, progenitor, passes over its output, files.

mod generate;
mod lower;
mod output;
mod passes;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
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

/// Everything that is generated from these documents, by path in the workspace. Each document goes by its file name in
/// `openapi/`. Nothing is read or written.
///
/// # Errors
///
/// Everything that is wrong with the documents; never empty.
pub fn generate(documents: Vec<(String, Vec<u8>)>) -> Result<BTreeMap<PathBuf, String>, Problems> {
    let fragment = Fragment::parse(documents)?.checked()?;
    files_of(&fragment).map(output::Files::into_texts)
}

/// Everything that is generated from the fragment of the workspace at `root`.
fn files(root: &Path) -> Result<output::Files, Problems> {
    files_of(&Fragment::load_checked(root)?)
}

fn files_of(fragment: &Fragment) -> Result<output::Files, Problems> {
    let bundle = fragment.bundle();
    let lowered = lower::lower(&bundle);
    let raw = generate::generate(fragment, &lowered)?;
    passes::run(fragment, &bundle, &lowered, raw)
}
