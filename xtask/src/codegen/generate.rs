//! progenitor: the lowered bundle to Rust.

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypeImpl};
use quote::quote;
use serde_json::{Map, Value, json};

use super::passes::wire::{FORMS, SECRET};
use crate::fragment::{Fragment, escape, members};
use crate::problem::{Problem, Problems};

/// Runs progenitor. Where it refuses, the operation that it refuses is named.
pub(super) fn generate(fragment: &Fragment, lowered: &Value) -> Result<syn::File, Problems> {
    run(lowered).map_err(|message| vec![locate(fragment, lowered, message)])
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(backpack_runtime::Transport))
        .with_derive("PartialEq")
        .with_map_type("::std::collections::BTreeMap")
        .with_replacement("PriceLevel", "crate::wire::PriceLevel", std::iter::empty());
    settings.with_conversion(
        schema(json!({ "type": "string", "format": "password" })),
        SECRET,
        std::iter::empty::<TypeImpl>(),
    );
    for form in &FORMS {
        let (of, format) = form.schema;
        let shape = schema(json!({ "type": of, "format": format }));
        settings.with_conversion(shape, form.path(), std::iter::empty::<TypeImpl>());
    }
    settings
}

/// A schema as progenitor's conversions want it.
fn schema(value: Value) -> schemars::schema::SchemaObject {
    serde_json::from_value(value).unwrap_or_default()
}

/// Runs progenitor once. It panics on some input, which is a refusal too.
fn run(lowered: &Value) -> Result<syn::File, String> {
    let document: OpenAPI =
        serde_json::from_value(lowered.clone()).map_err(|e| format!("not OpenAPI 3.0: {e}"))?;
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings())
            .generate_tokens(&document)
            .map_err(|e| e.to_string())
    }));
    std::panic::set_hook(hook);
    let tokens = outcome.unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied());
        Err(text.unwrap_or("progenitor panicked").to_owned())
    })?;
    syn::parse2(tokens).map_err(|e| format!("progenitor's output does not parse: {e}"))
}

/// The problem behind a refusal: the first schema that progenitor refuses with what it references alone, or else the first
/// operation.
fn locate(fragment: &Fragment, lowered: &Value, message: String) -> Problem {
    const MEND: &str = "express it in another way that OpenAPI 3.0 and progenitor share";
    let without_paths = with(lowered, "paths", json!({}));
    if run(&without_paths).is_err() {
        for document in &fragment.documents {
            for (name, _) in members(document.root.pointer("/components/schemas")) {
                let alone = with(&without_paths, "components", closure(lowered, name));
                if let Err(message) = run(&alone) {
                    let pointer = format!("/components/schemas/{}", escape(name));
                    let what = format!("progenitor refuses it: {message}");
                    return document.problem(&pointer, format!("schema {name}"), what, MEND);
                }
            }
        }
    } else {
        for operation in fragment.operations() {
            let value = lowered
                .get("paths")
                .and_then(|paths| paths.get(operation.path)?.get(operation.method));
            let paths = json!({ operation.path: { operation.method: value } });
            if let Err(message) = run(&with(lowered, "paths", paths)) {
                return operation.problem("", format!("progenitor refuses it: {message}"), MEND);
            }
        }
    }
    Problem {
        file: crate::fragment::FOLDER.to_owned(),
        line: None,
        subject: "all documents together".to_owned(),
        what: format!("progenitor refuses them: {message}"),
        mend: MEND.to_owned(),
    }
}

/// The components with the schema `name` and those that it references, directly or not.
fn closure(lowered: &Value, name: &str) -> Value {
    let mut schemas = Map::new();
    let mut wanted = vec![name.to_owned()];
    while let Some(name) = wanted.pop() {
        let pointer = format!("/components/schemas/{}", escape(&name));
        if let (Some(schema), false) = (lowered.pointer(&pointer), schemas.contains_key(&name)) {
            references(schema, &mut wanted);
            schemas.insert(name, schema.clone());
        }
    }
    json!({ "schemas": schemas })
}

/// The names of the schemas that a value references.
fn references(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            names.extend(
                text.strip_prefix("#/components/schemas/")
                    .map(str::to_owned),
            );
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        Value::Object(members) => members.values().for_each(|value| references(value, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A copy with another value at `key`.
fn with(lowered: &Value, key: &str, value: Value) -> Value {
    let mut copy = lowered.clone();
    if let Some(copy) = copy.as_object_mut() {
        copy.insert(key.to_owned(), value);
    }
    copy
}
