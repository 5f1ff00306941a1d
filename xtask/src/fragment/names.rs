//! Names that become Rust names: of documents, operations, parameters, schemas and the members of unions.
//!
//! What is not refused here would be changed by a generator on its way, or would not compile.

use std::collections::BTreeSet;

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};
use serde_json::Value;

use super::{COMMON, Document, Fragment, Operation, escape, members};
use crate::problem::Problems;

/// Whether a text is a name of Rust, and no keyword.
fn is_name(text: &str) -> bool {
    text.is_ascii() && syn::parse_str::<syn::Ident>(text).is_ok()
}

/// The names of a document and its components.
pub(super) fn document(document: &Document, problems: &mut Problems) {
    let stem = document.name.strip_suffix(".yaml").unwrap_or_default();
    let module = stem.replace('-', "_");
    if document.name != COMMON && !(is_name(&module) && module.to_snake_case() == module) {
        problems.push(document.problem(
            "",
            "",
            "the file name does not become the name of a module",
            "name it after its tag, in small letters with `-` between words",
        ));
    }
    let components = document.root.get("components");
    let schemas = components.and_then(|components| components.get("schemas"));
    for (name, schema) in members(schemas) {
        let pointer = format!("/components/schemas/{}", escape(name));
        if !(is_name(name) && name.to_upper_camel_case() == name) {
            problems.push(document.problem(
                &pointer,
                format!("schema {name}"),
                "the name does not become the name of a type",
                "write it in UpperCamelCase, in letters and digits: `ApiKey`, and not `APIKey`",
            ));
        }
        union(document, name, &pointer, schema, problems);
        enumeration(document, name, &pointer, schema, problems);
    }
}

/// The members of a union become variants, by their tags.
fn union(document: &Document, name: &str, pointer: &str, schema: &Value, problems: &mut Problems) {
    let mapping = schema.get("discriminator").and_then(|by| by.get("mapping"));
    let mut seen = BTreeSet::from(["Other".to_owned()]);
    for (tag, _) in members(mapping) {
        let variant = tag.to_upper_camel_case();
        if !is_name(&variant) || !seen.insert(variant) {
            problems.push(document.problem(
                &format!("{pointer}/discriminator/mapping/{}", escape(tag)),
                format!("schema {name}"),
                format!("the tag `{tag}` does not become the name of a variant of its own"),
                "leave this member out of the union: what has another tag is kept as it came",
            ));
        }
    }
}

/// An enumeration is one of texts, and `Other` is the variant for a text that is not known.
fn enumeration(
    document: &Document,
    name: &str,
    pointer: &str,
    schema: &Value,
    problems: &mut Problems,
) {
    let values = schema.get("enum").and_then(Value::as_array);
    for value in values.into_iter().flatten() {
        if value
            .as_str()
            .is_some_and(|text| text.to_upper_camel_case() == "Other")
        {
            problems.push(document.problem(
                &format!("{pointer}/enum"),
                format!("schema {name}"),
                format!("the value {value} would be called `Other`, which stands for a value that is not known"),
                "leave it out: it is read and written as any other that is not known",
            ));
        }
    }
}

/// The operationId becomes the name of the call, and its parameters those of arguments.
pub(super) fn operation(fragment: &Fragment, operation: Operation<'_>, problems: &mut Problems) {
    match operation.value.get("operationId") {
        None => problems.push(operation.problem(
            "",
            "the operationId is missing",
            "add `operationId`, in snake_case; it becomes the name of the call",
        )),
        Some(Value::String(id)) if is_name(id) && id.to_snake_case() == *id => {}
        Some(_) => problems.push(operation.problem(
            "/operationId",
            "the operationId is not snake_case, or is a word of Rust",
            "write it in snake_case; it becomes the name of the call",
        )),
    }
    // What a call has besides its parameters.
    let own = [
        "body",
        "client",
        "clone",
        "send",
        "send_blocking",
        "stream",
        "stream_from",
    ];
    let mut seen = BTreeSet::from(own.map(str::to_owned));
    for (index, parameter) in fragment.parameters(operation).enumerate() {
        let name = parameter
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let argument = name.to_snake_case();
        let is_argument = !argument.is_empty()
            && argument
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !argument.starts_with(|first: char| first.is_ascii_digit());
        if !is_argument || !seen.insert(argument) {
            problems.push(operation.problem(
                &format!("/parameters/{index}"),
                format!("the parameter `{name}` does not become the name of an argument of its own"),
                "leave it out, or teach the pass in xtask/src/codegen/passes/calls.rs another name for it",
            ));
        }
    }
}
