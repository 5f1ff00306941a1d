//! All documents as one OpenAPI document, the references between files made local.

use serde_json::{Map, Value, json};

use super::refs::{reference, target};
use super::{COMMON, Fragment};

/// The title of the bundled document.
const TITLE: &str = "Backpack Exchange API";

/// Bundles a checked fragment. Members are ordered by name, so the same fragment gives the same bytes.
pub(super) fn bundle(fragment: &Fragment) -> Value {
    let common = fragment.document(COMMON).map(|document| &document.root);
    let part = |name: &str| {
        common
            .and_then(|root| root.get(name))
            .cloned()
            .unwrap_or(Value::Null)
    };
    let mut info = part("info");
    if let Some(info) = info.as_object_mut() {
        info.insert("title".to_owned(), json!(TITLE));
        info.insert(
            "description".to_owned(),
            json!("The REST API of the Backpack exchange, bundled from the documents in openapi/ by `cargo xtask codegen`."),
        );
    }

    let mut tags = Vec::new();
    let mut paths = Map::new();
    let mut components: Map<String, Value> = Map::new();
    for document in &fragment.documents {
        if let Some(Value::Array(of_document)) = document.root.get("tags") {
            tags.extend(of_document.iter().cloned());
        }
        for (path, item) in super::members(document.root.get("paths")) {
            let merged = paths.entry(path).or_insert_with(|| json!({}));
            merge(merged, localised(item));
        }
        for (kind, members) in super::members(document.root.get("components")) {
            for (name, value) in super::members(Some(members)) {
                // An entry that only points to the same name elsewhere has become that name itself.
                let alias = reference(value).and_then(|text| target(&document.name, text));
                if alias.is_some_and(|to| to.kind == kind && to.name == name) {
                    continue;
                }
                let of_kind = components.entry(kind).or_insert_with(|| json!({}));
                merge(of_kind, json!({ name: localised(value) }));
            }
        }
    }
    json!({
        "openapi": "3.0.3",
        "info": info,
        "servers": part("servers"),
        "tags": tags,
        "paths": paths,
        "components": components,
    })
}

/// Adds the members of `more` to the object `to`.
fn merge(to: &mut Value, more: Value) {
    if let (Value::Object(to), Value::Object(more)) = (to, more) {
        to.extend(more);
    }
}

/// A copy in which every reference is to this document: a `$ref`, or the member of a discriminator's mapping.
fn localised(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(key, value)| (key.clone(), localised_member(key, value)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(localised).collect()),
        other => other.clone(),
    }
}

fn localised_member(key: &str, value: &Value) -> Value {
    let local = |text: &str| match text.split_once('#') {
        Some((_, pointer)) => Value::String(format!("#{pointer}")),
        None => Value::String(text.to_owned()),
    };
    match (key, value) {
        ("$ref", Value::String(text)) => local(text),
        ("mapping", Value::Object(to)) => Value::Object(
            to.iter()
                .map(|(tag, to)| (tag.clone(), to.as_str().map_or_else(|| to.clone(), local)))
                .collect(),
        ),
        _ => localised(value),
    }
}
