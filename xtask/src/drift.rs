//! `cargo xtask drift`: what differs between the fragment and a published OpenAPI document.

mod compare;
mod compare_schemas;
mod departures;
mod difference;
mod model;
mod parts;
mod report;
mod schema;
mod source;
#[cfg(test)]
mod tests;
mod upstream;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use crate::fragment::Fragment;
use crate::problem::Problems;

/// Compares, and says what differs. Fails where a difference is not recorded, or a record has no difference.
pub(crate) fn run(root: &Path, published: &Path, quiet: bool) -> ExitCode {
    match report(root, published, quiet) {
        Ok((text, clean)) => {
            // A reader that has seen enough, such as `head`, is no failure.
            let _ = writeln!(std::io::stdout(), "{text}");
            if clean {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("error: {problem}");
            }
            eprintln!("drift: {} problem(s), nothing was compared", problems.len());
            ExitCode::FAILURE
        }
    }
}

/// The report, and whether it is clean.
fn report(root: &Path, published: &Path, quiet: bool) -> Result<(String, bool), Problems> {
    let fragment = Fragment::load_checked(root)?;
    let departures = departures::Departures::read(root)?;
    let upstream = upstream::Upstream::read(published).map_err(|problem| vec![problem])?;
    let differences = compare::compare(
        &source::Source::fragment(&fragment),
        &source::Source::published(&upstream.root),
    );
    let report = report::Report::new(&differences, &departures);
    Ok((report.text(&fragment, quiet), report.is_clean()))
}
