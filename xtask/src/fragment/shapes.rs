//! Shapes of schemas that become types which do what the schema says. OpenAPI has more of them; a generator takes many of
//! those without a word for something else: a union for the first member that fits, a list of numbers for a closed set.

use std::collections::BTreeSet;

use serde_json::Value;

use super::refs::{reference, target};
use super::{Document, Fragment, Operation, escape, is_null, members, without_tag};
use crate::problem::Problems;

/// The format of each type that becomes a Rust type of its own. typify takes an unknown one for plain text, silently.
const FORMATS: [(&str, &str); 16] = [
    ("string", "date"),
    ("string", "date-time"),
    ("string", "decimal"),
    ("number", "double"),
    ("integer", "int32"),
    ("integer", "int64"),
    ("string", "password"),
    ("integer", "uint8"),
    ("integer", "uint16"),
    ("integer", "uint32"),
    ("integer", "uint64"),
    ("integer", "unix-micros"),
    ("integer", "unix-millis"),
    ("integer", "unix-seconds"),
    ("string", "utc-date-time"),
    ("string", "utc-date-time-space"),
];

/// What is wrong with the shape of one object that may be a schema: where in it, what, and the mend.
pub(super) fn check(value: &Value, is_component: bool) -> Vec<(&'static str, String, String)> {
    let mut found = Vec::new();
    let mut bad = |at, what: String, mend: &str| found.push((at, what, mend.to_owned()));
    for key in ["anyOf", "not"] {
        if value
            .get(key)
            .is_some_and(|part| (part.is_array() || part.is_object()) && !reference_or_null(part))
        {
            let mend = "write an object, a `oneOf` with a discriminator, or one reference and null: \
                        `anyOf: [{$ref: ...}, {type: string, nullable: true, enum: [null]}]`";
            bad(key, format!("`{key}` has no type that it becomes"), mend);
        }
    }
    if let Some(Value::Array(parts)) = value.get("allOf")
        && !matches!(&parts[..], [one] if reference(one).is_some())
        && !(is_component && without_tag(value).is_some())
    {
        let mend = "write out the properties of all parts, or reference one schema";
        bad("allOf", "`allOf` is not one reference".to_owned(), mend);
    }
    if let Some(Value::Array(parts)) = value.get("oneOf") {
        let mapping = value.get("discriminator").and_then(|by| by.get("mapping"));
        let mapped = members(mapping)
            .filter_map(|(_, to)| to.as_str())
            .collect::<BTreeSet<_>>();
        let named = parts
            .iter()
            .all(|part| reference(part).is_some_and(|to| mapped.contains(to)));
        if !named || mapped.is_empty() || !is_component {
            let mend = "make it a schema of its own under `components`, of references, with a `discriminator` whose \
                        `mapping` names each of them";
            bad(
                "oneOf",
                "the union would be read as the first member that fits".to_owned(),
                mend,
            );
        }
    }
    let Some(kind) = value.get("type").and_then(Value::as_str) else {
        return found;
    };
    if let Some(values) = value.get("enum").and_then(Value::as_array)
        && !is_null(value)
        && (kind != "string" || values.is_empty() || !values.iter().all(Value::is_string))
    {
        let mend = "list texts; say `nullable: true` for null, and leave the values of a number to its description";
        bad(
            "enum",
            "the enumeration is not one of texts".to_owned(),
            mend,
        );
    }
    if kind == "number" && value.get("format").is_none() {
        bad(
            "type",
            "a number without a format would be read through a float".to_owned(),
            "write `format: double` where it comes as a number, `type: string` with `format: decimal` where it comes as text",
        );
    }
    if let Some(format) = value.get("format").and_then(Value::as_str)
        && !FORMATS.contains(&(kind, format))
    {
        let known: Vec<&str> = FORMATS
            .iter()
            .filter(|(of, _)| *of == kind)
            .map(|(_, format)| *format)
            .collect();
        let mend = match &known[..] {
            [] => "remove it".to_owned(),
            known => format!("write one of {}, or another type", known.join(", ")),
        };
        bad(
            "format",
            format!("the format `{format}` is not known for the type {kind}"),
            &mend,
        );
    }
    if let Some(Value::Array(required)) = value.get("required") {
        let property = |name: &str| value.get("properties").and_then(|all| all.get(name));
        for name in required.iter().filter_map(Value::as_str) {
            if property(name).is_none() {
                let mend = "correct the name, or describe the property";
                bad(
                    "required",
                    format!("`{name}` is required, and is no property"),
                    mend,
                );
            }
        }
    }
    found
}

/// One reference, or null: the one `anyOf` that has a type.
fn reference_or_null(parts: &Value) -> bool {
    match parts.as_array().map(Vec::as_slice) {
        Some([one, null]) => reference(one).is_some() && is_null(null),
        _ => false,
    }
}

/// A schema that is made of itself has no value: by `allOf` and `oneOf`, not by properties and lists.
pub(super) fn circles(fragment: &Fragment, problems: &mut Problems) {
    for document in &fragment.documents {
        for (name, _) in members(document.root.pointer("/components/schemas")) {
            let mut seen = BTreeSet::new();
            let mut left = vec![(document, name)];
            while let Some((document, part)) = left.pop() {
                left.extend(
                    parts(fragment, document, part)
                        .into_iter()
                        .filter(|next| seen.insert((next.0.name.as_str(), next.1))),
                );
            }
            if seen.contains(&(document.name.as_str(), name)) {
                problems.push(document.problem(
                    &format!("/components/schemas/{}", escape(name)),
                    format!("schema {name}"),
                    "it is made of itself",
                    "remove it from its own `allOf` or `oneOf`, and from those of what they name",
                ));
            }
        }
    }
}

/// The schemas that a schema is made of.
fn parts<'a>(
    fragment: &'a Fragment,
    document: &'a Document,
    name: &str,
) -> Vec<(&'a Document, &'a str)> {
    let schema = document
        .root
        .pointer(&format!("/components/schemas/{}", escape(name)));
    let listed = ["allOf", "oneOf"]
        .into_iter()
        .filter_map(|key| schema?.get(key)?.as_array());
    let named = listed.flatten().filter_map(|part| {
        let to = target(&document.name, reference(part)?)?;
        Some((fragment.document(to.document)?, to.name))
    });
    named.collect()
}

/// The parameters in the path are those that the path has a place for.
pub(super) fn path(fragment: &Fragment, operation: Operation<'_>, problems: &mut Problems) {
    let places = operation
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let places: BTreeSet<&str> = places.collect();
    let of_path = |parameter: &&Value| parameter.get("in").is_some_and(|place| place == "path");
    let given: BTreeSet<&str> = (fragment.parameters(operation).filter(of_path))
        .filter_map(|parameter| parameter.get("name")?.as_str())
        .collect();
    let braces = operation.path.matches(['{', '}']).count();
    if places != given || braces != 2 * places.len() || !operation.path.starts_with('/') {
        problems.push(operation.problem(
            "",
            format!("the path `{}` and the parameters in it do not belong together", operation.path),
            "begin it with `/`, and write `{name}` as a part of it for each parameter that says `in: path`",
        ));
    }
}
