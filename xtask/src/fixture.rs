//! `cargo xtask fixture`: the responses of an operation that the tests decode, from its types and its examples.

#[cfg(test)]
pub(crate) mod tests;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::files;
use crate::problem::{Problem, Problems};
use crate::sample::{Optional, Samples};
use crate::spec::model::{Content, Operation, Type};
use crate::spec::{FOLDER, Spec};

/// The fixtures: one folder for each operation, named after it.
pub(crate) const FIXTURES: &str = "tests/fixtures";

/// The levels of optional properties within optional properties that are shown.
const LEVELS: usize = 4;

/// Writes the fixtures of the operations. Files that are there are kept, unless `force`.
pub(crate) fn run(root: &Path, operations: &[String], force: bool) -> ExitCode {
    match write(root, operations, force) {
        Ok(summaries) => {
            for summary in summaries {
                // A reader that closes early is no failure.
                let _ = writeln!(std::io::stdout(), "fixture: {summary}");
            }
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("error: {problem}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Writes all of them, or nothing where an operation is not described.
fn write(root: &Path, ids: &[String], force: bool) -> Result<Vec<String>, Problems> {
    let spec = Spec::load(root)?;
    let mut operations = Vec::new();
    let mut unknown = Vec::new();
    for id in ids {
        match spec.api.operations.iter().find(|one| one.id == *id) {
            Some(operation) => operations.push(operation),
            None => {
                let cause = format!("no operation `{id}` is described");
                let help = "write an operationId of `cargo xtask coverage`, or import it first";
                unknown.push(files::problem(FOLDER, cause, help));
            }
        }
    }
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let samples = Samples::of(&spec.api);
    operations
        .into_iter()
        .map(|operation| write_one(root, &samples, operation, force))
        .collect::<Result<_, _>>()
        .map_err(|problem| vec![problem])
}

fn write_one(
    root: &Path,
    samples: &Samples<'_>,
    operation: &Operation,
    force: bool,
) -> Result<String, Problem> {
    let id = &operation.id;
    let made = files(samples, operation);
    if made.is_empty() {
        return Ok(format!(
            "{id}: its response has no content, so it has no fixtures"
        ));
    }
    let folder = format!("{FIXTURES}/{id}");
    let (mut new, mut kept) = (Vec::new(), 0_usize);
    for (name, text) in made {
        let file = format!("{folder}/{name}");
        if files::kind(&root.join(&file), &file)?.is_some() && !force {
            kept += 1;
        } else {
            new.push((file, text));
        }
    }
    for (file, text) in &new {
        files::write(root, file, text)?;
    }
    let mut summary = format!("{} files written to {folder}", new.len());
    if kept > 0 {
        summary.push_str(&format!(", {kept} kept (`--force` replaces them)"));
    }
    Ok(summary)
}

/// Returns the fixtures of an operation, by file name; none for a response without content.
pub(crate) fn files(samples: &Samples<'_>, operation: &Operation) -> Vec<(String, String)> {
    let mut files = Vec::new();
    match &operation.success.content {
        Content::Empty => return files,
        Content::Text(ty) => {
            let made = samples.instances(&operation.id, ty, Optional::Set, 0);
            for value in made.values.iter().take(1) {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                add(&mut files, "01-text", &json!(text));
            }
        }
        Content::Json(ty) => {
            let id = &operation.id;
            let made = samples.instances(id, ty, Optional::Set, 0);
            add_each(&mut files, "01-every-field", &made.values);
            let null = samples.instances(id, ty, Optional::Null, 0);
            if null.has_null {
                add_each(&mut files, "02-optional-null", &null.values);
            }
            let absent = samples.instances(id, ty, Optional::Absent, 0);
            if absent.has_absent {
                add_each(&mut files, "03-optional-absent", &absent.values);
            }
            match ty.resolved() {
                Type::List(_) => add(&mut files, "04-empty", &json!([])),
                Type::Map(_) => add(&mut files, "04-empty", &json!({})),
                _ => {}
            }
            // The optional properties of what an optional property holds.
            for level in 1..LEVELS {
                for (name, optional) in [
                    (format!("06-inner-null-{level}"), Optional::Null),
                    (format!("07-inner-absent-{level}"), Optional::Absent),
                ] {
                    let made = samples.instances(id, ty, optional, level);
                    let needed = match optional {
                        Optional::Null => made.has_null,
                        _ => made.has_absent,
                    };
                    if needed {
                        add_each(&mut files, &name, &made.values);
                    }
                }
            }
        }
    }
    if operation.success.optional {
        add(&mut files, "05-nothing", &Value::Null);
    }
    files
}

/// Adds a value, or several with a letter each.
fn add_each(files: &mut Vec<(String, String)>, name: &str, values: &[Value]) {
    if let [value] = values {
        add(files, name, value);
        return;
    }
    for (value, letter) in values.iter().zip(letters()) {
        add(files, &format!("{name}-{letter}"), value);
    }
}

/// Returns `a` to `z`, then `aa` and so on.
fn letters() -> impl Iterator<Item = String> {
    let letter = || 'a'..='z';
    let pairs =
        letter().flat_map(move |first| letter().map(move |second| format!("{first}{second}")));
    letter().map(String::from).chain(pairs)
}

fn add(files: &mut Vec<(String, String)>, name: &str, value: &Value) {
    files.push((format!("{name}.json"), format!("{value:#}\n")));
}
