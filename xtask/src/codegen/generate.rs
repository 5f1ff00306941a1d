//! progenitor: the lowered bundle to Rust.

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypeImpl};
use quote::quote;
use serde_json::{Value, json};

use super::passes::wire::{FORMS, SECRET};
use crate::fragment::{Fragment, METHODS};
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

/// The problem behind a refusal: the first operation that progenitor refuses on its own, or the schemas.
fn locate(fragment: &Fragment, lowered: &Value, message: String) -> Problem {
    let mend = "express it in another way that OpenAPI 3.0 and progenitor share";
    let without_paths = with_paths(lowered, json!({}));
    if run(&without_paths).is_ok() {
        for operation in fragment.operations() {
            let Some(value) = lowered
                .get("paths")
                .and_then(|paths| paths.get(operation.path))
                .and_then(|item| item.get(operation.method))
            else {
                continue;
            };
            let mut item = json!({});
            let mut paths = json!({});
            if let (Some(item), true) = (item.as_object_mut(), METHODS.contains(&operation.method))
            {
                item.insert(operation.method.to_owned(), value.clone());
            }
            if let Some(paths) = paths.as_object_mut() {
                paths.insert(operation.path.to_owned(), item);
            }
            if let Err(message) = run(&with_paths(lowered, paths)) {
                return operation.problem("", format!("progenitor refuses it: {message}"), mend);
            }
        }
    }
    Problem {
        file: crate::fragment::FOLDER.to_owned(),
        line: None,
        subject: "schemas".to_owned(),
        what: format!("progenitor refuses them: {message}"),
        mend: mend.to_owned(),
    }
}

fn with_paths(lowered: &Value, paths: Value) -> Value {
    let mut copy = lowered.clone();
    if let Some(copy) = copy.as_object_mut() {
        copy.insert("paths".to_owned(), paths);
    }
    copy
}
