//! `cargo xtask drift`: the differences between our description and a published OpenAPI document, and the changes of our own.

mod changes;
mod departures;
mod facts;
mod forms;
mod ours;
mod prose;
mod report;
#[cfg(test)]
mod tests;
mod theirs;
mod view;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

pub(crate) use self::changes::changes;

use self::departures::Departures;
use self::facts::Subject;
use self::prose::Record;
use self::report::Report;
use crate::problem::{Problem, Problems};
use crate::published::Published;
use crate::spec::Spec;

/// The options of the command.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    /// The recorded departures are left out of the report.
    pub(crate) quiet: bool,
    /// The report is JSON.
    pub(crate) json: bool,
    /// The texts of the published document are added to the record of texts.
    pub(crate) record_prose: bool,
}

/// Compares and prints the report. Fails on a difference or a text that is not recorded, and on an entry without a difference.
pub(crate) fn run(root: &Path, upstream: &Path, options: Options) -> ExitCode {
    match compare(root, upstream, options) {
        Ok((text, clean)) => {
            // A reader that closes the pipe early, such as `head`, is no failure.
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
            eprintln!("drift: {} error(s), nothing was compared", problems.len());
            ExitCode::FAILURE
        }
    }
}

/// Records the texts of an operation, by its published id, and of schemas as read.
pub(crate) fn record_texts(
    root: &Path,
    published: &Published,
    operation: &str,
    schemas: &[String],
) -> Result<(), Problem> {
    let mut subjects = vec![Subject::operation(operation)];
    subjects.extend(schemas.iter().map(|name| Subject::schema(name)));
    let mut texts = prose::texts(published);
    texts.retain(|text| subjects.iter().any(|subject| text.is_of(subject)));
    Record::load(root)?.add(&texts, root)?;
    Ok(())
}

/// Compares the documents. Returns the report, and `true` if it is clean.
fn compare(root: &Path, upstream: &Path, options: Options) -> Result<(String, bool), Problems> {
    let spec = Spec::load(root)?;
    let departures = Departures::load(root)?;
    let one = |problem| vec![problem];
    let mut record = Record::load(root).map_err(one)?;
    let published = Published::load(upstream).map_err(one)?;
    let facts = (published.facts(false)?, ours::facts(&spec.api));
    let texts = prose::texts(&published);
    if options.record_prose {
        record = record.add(&texts, root).map_err(one)?;
    }
    let report = Report::new(&facts, &departures, record.missing(&texts, &facts.1));
    let printed = if options.json {
        report.json()
    } else {
        report.text(options.quiet)
    };
    Ok((printed, report.clean))
}
