//! Passes over progenitor's output: what it cannot be told by settings, one file each, then the layout of the files.

mod blocking;
mod bodies;
mod calls;
mod docs;
mod layout;
mod open_enums;
mod operations;
mod pages;
mod parts;
mod rename;
mod schemas;
mod tests;
mod unions;
mod unknown_fields;
pub(super) mod wire;

use serde_json::Value;

use super::output::Files;
use crate::fragment::Fragment;
use crate::problem::Problems;

/// Turns progenitor's output into the generated files.
pub(super) fn run(
    fragment: &Fragment,
    bundle: &Value,
    lowered: &Value,
    raw: syn::File,
) -> Result<Files, Problems> {
    let mut parts = parts::take_apart(raw)?;
    rename::run(&mut parts);
    unions::run(lowered, &mut parts.types)?;
    open_enums::run(&mut parts.types);
    wire::run(&mut parts.types)?;
    schemas::run(&mut parts.types);
    unknown_fields::run(&mut parts.types);
    let checked = bodies::run(fragment, bundle, &mut parts.types)?;
    docs::run(bundle, &mut parts.types);
    let operations = operations::table(fragment)?;
    let calls = calls::run(fragment, &mut parts, &checked)?;
    let streams = pages::run(fragment, &calls)?;
    let tests = tests::run(fragment, bundle, &calls)?;
    Ok(layout::files(
        fragment, bundle, parts, operations, calls, streams, tests,
    ))
}

/// A refusal of a pass. It is about progenitor's output, so it names the fragment as a whole.
fn unexpected(subject: impl Into<String>, what: impl Into<String>) -> Problems {
    vec![crate::problem::Problem {
        file: crate::fragment::FOLDER.to_owned(),
        line: None,
        subject: subject.into(),
        what: what.into(),
        mend: "express it in another way, or teach the pass in xtask/src/codegen/passes".to_owned(),
    }]
}
