//! All documents as one OpenAPI document, the references between files made local.

use serde_json::{Map, Value, json};

use super::COMMON;
use super::document::{Documents, Node};

/// The title of the bundled document.
const TITLE: &str = "Backpack Exchange API";

/// Bundles documents that were read without an error. Members are ordered by name, so the output is deterministic.
pub(super) fn bundle(documents: &Documents) -> Value {
    let common = documents.get(COMMON).map(|document| &document.root);
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
    for document in documents.iter() {
        if let Some(Value::Array(of_document)) = document.root.get("tags") {
            tags.extend(of_document.iter().cloned());
        }
        let node = document.node();
        for (path, item) in node.get("paths").iter().flat_map(Node::members) {
            let merged = paths.entry(path).or_insert_with(|| json!({}));
            merge(merged, localised(item.value));
        }
        for (kind, of_kind) in node.get("components").iter().flat_map(Node::members) {
            for (name, component) in of_kind.members() {
                // An entry that stands for a component of another document has become that component.
                if component.reference().is_some() {
                    continue;
                }
                let of_kind = components.entry(kind).or_insert_with(|| json!({}));
                merge(of_kind, json!({ name: localised(component.value) }));
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

/// Returns a copy in which every reference is to this document: a `$ref`, or the member of a discriminator's mapping.
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
