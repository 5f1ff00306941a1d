//! Passes over progenitor's output: what it cannot be told by settings, one file each, then the layout of the files.

mod blocking;
mod bodies;
mod builders;
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
use crate::fragment::{Fragment, Operation, escape, members};
use crate::problem::{Problem, Problems};

/// Turns progenitor's output into the generated files.
pub(super) fn run(
    fragment: &Fragment,
    bundle: &Value,
    lowered: &Value,
    raw: syn::File,
) -> Result<Files, Problems> {
    let mut parts = parts::take_apart(raw)?;
    rename::run(&mut parts);
    unions::run(fragment, lowered, &mut parts.types)?;
    open_enums::run(fragment, &mut parts.types)?;
    wire::run(fragment, &mut parts.types)?;
    schemas::run(&mut parts.types);
    unknown_fields::run(&mut parts.types);
    docs::run(bundle, &mut parts.types);
    let checked = bodies::run(fragment, bundle, &mut parts.types)?;
    let operations = operations::table(fragment)?;
    let calls = calls::run(fragment, &mut parts, &checked)?;
    let streams = pages::run(fragment, &calls)?;
    let tests = tests::run(fragment, bundle, &calls)?;
    let builders = builders::run(&calls, &streams);
    layout::files(fragment, bundle, parts, operations, builders, tests)
}

/// What to do about a refusal of a pass.
const MEND: &str = "express it in another way, or teach the pass in xtask/src/codegen/passes";

/// A refusal of a pass, at the operation that it is about.
fn unexpected(operation: Operation<'_>, what: impl Into<String>) -> Problems {
    vec![operation.problem("", what, MEND)]
}

/// A refusal of a pass, at the schema or operation that a type was made of: its name begins with that one's.
fn unexpected_type(fragment: &Fragment, name: &str, what: impl Into<String>) -> Problems {
    let begins = |with: &str| !with.is_empty() && name.starts_with(with);
    let schemas = fragment.documents.iter().flat_map(|document| {
        members(document.root.pointer("/components/schemas"))
            .map(move |(schema, _)| (document, schema))
    });
    let schema = schemas
        .filter(|(_, schema)| begins(schema))
        .max_by_key(|(_, schema)| schema.len());
    if let Some((document, schema)) = schema {
        let pointer = format!("/components/schemas/{}", escape(schema));
        return vec![document.problem(&pointer, format!("schema {schema}"), what, MEND)];
    }
    let id = |operation: &Operation<'_>| {
        heck::ToUpperCamelCase::to_upper_camel_case(operation.id().unwrap_or_default())
    };
    let operation = fragment
        .operations()
        .filter(|operation| begins(&id(operation)))
        .max_by_key(|operation| id(operation).len());
    match operation {
        Some(operation) => unexpected(operation, what),
        None => unexpected_output(format!("type {name}"), what),
    }
}

/// A refusal of a pass that is about progenitor's output as a whole.
fn unexpected_output(subject: impl Into<String>, what: impl Into<String>) -> Problems {
    vec![Problem {
        file: crate::fragment::FOLDER.to_owned(),
        line: None,
        subject: subject.into(),
        what: what.into(),
        mend: MEND.to_owned(),
    }]
}
