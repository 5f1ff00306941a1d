//! progenitor: the HTTP methods of the client.
//!
//! progenitor reads an OpenAPI document that is made from the model. Every type but a string, a boolean and an integer is a
//! schema of that document that stands for a Rust type, so that progenitor generates methods and no types.

use std::collections::BTreeMap;

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypeImpl};
use quote::quote;
use serde_json::{Map, Value, json};

use super::rust::{text, wire_type};
use crate::problem::{Problem, Problems};
use crate::spec::FOLDER;
use crate::spec::model::{Api, Content, Location, Operation, Type};

/// Generates the client and its methods: progenitor's output, formatted.
pub(super) fn generate(api: &Api) -> Result<String, Problems> {
    let mut types = Types::default();
    let operations = api
        .operations
        .iter()
        .map(|operation| (operation, types.operation(operation)));
    let mut paths = Map::new();
    for (operation, value) in operations.collect::<Vec<_>>() {
        let item = paths.entry(&operation.path).or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            item.insert(operation.method.key().to_owned(), value);
        }
    }
    let schemas: Map<String, Value> = types
        .names
        .values()
        .map(|name| (name.clone(), json!({ "type": "object" })))
        .collect();
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "the REST API of the Backpack exchange.", "version": api.version },
        "paths": paths,
        "components": { "schemas": schemas },
    });
    run(&document, &types).map_err(|message| {
        vec![Problem {
            file: FOLDER.to_owned(),
            line: None,
            subject: String::new(),
            cause: format!("progenitor failed: {message}"),
            help: "report this description as an error of the generator".to_owned(),
        }]
    })
}

fn run(document: &Value, types: &Types) -> Result<String, String> {
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(backpack_runtime::Transport));
    let impls = [TypeImpl::Display, TypeImpl::FromStr, TypeImpl::Default];
    for (rust, name) in &types.names {
        settings.with_replacement(name, rust, impls.iter().copied());
    }
    let document: OpenAPI = serde_json::from_value(document.clone()).map_err(|e| e.to_string())?;
    let tokens = Generator::new(&settings)
        .generate_tokens(&document)
        .map_err(|e| e.to_string())?;
    let file = syn::parse2(tokens).map_err(|e| e.to_string())?;
    Ok(prettyplease::unparse(&file))
}

/// The Rust types that stand in the place of schemas, each with the name of its schema.
#[derive(Default)]
struct Types {
    names: BTreeMap<String, String>,
}

impl Types {
    fn operation(&mut self, operation: &Operation) -> Value {
        let parameters: Vec<Value> = operation
            .parameters
            .iter()
            .map(|parameter| {
                json!({
                    "name": parameter.name,
                    "in": match parameter.location {
                        Location::Path => "path",
                        Location::Query => "query",
                        Location::Header => "header",
                    },
                    "required": parameter.required,
                    "description": parameter.docs.text,
                    "schema": self.schema(&parameter.ty),
                })
            })
            .collect();
        let mut value = json!({
            "operationId": operation.id,
            "summary": operation.docs.text.lines().next(),
            "parameters": parameters,
            "responses": self.responses(operation),
        });
        if let (Some(body), Some(value)) = (&operation.body, value.as_object_mut()) {
            let content = json!({ "application/json": { "schema": self.schema(&body.ty) } });
            value.insert(
                "requestBody".to_owned(),
                json!({ "required": true, "content": content }),
            );
        }
        value
    }

    fn responses(&mut self, operation: &Operation) -> Value {
        let success = &operation.success;
        let mut response = json!({ "description": "" });
        if let Content::Json(ty) | Content::Text(ty) = &success.content {
            let mut rust = text(&wire_type(ty, &quote!(crate::types::)));
            if success.optional {
                rust = format!("Option<{rust}>");
            }
            let schema = self.reference(rust);
            if let Some(response) = response.as_object_mut() {
                let content = json!({ "application/json": { "schema": schema } });
                response.insert("content".to_owned(), content);
            }
        }
        let error = self.reference("crate::types::ApiErrorResponse".to_owned());
        let error =
            json!({ "description": "", "content": { "application/json": { "schema": error } } });
        let mut responses = Map::new();
        // A success with or without content is read from any success status.
        let statuses = if success.optional {
            vec!["2XX".to_owned()]
        } else {
            success.statuses.iter().map(u16::to_string).collect()
        };
        responses.extend(
            statuses
                .into_iter()
                .map(|status| (status, response.clone())),
        );
        responses.extend(["4XX", "5XX"].map(|status| (status.to_owned(), error.clone())));
        Value::Object(responses)
    }

    /// Returns the schema of a parameter or a body.
    fn schema(&mut self, ty: &Type) -> Value {
        match ty.resolved() {
            Type::String => json!({ "type": "string" }),
            Type::Boolean => json!({ "type": "boolean" }),
            Type::Integer(name) => json!({ "type": "integer", "format": integer_format(name) }),
            other => self.reference(text(&wire_type(other, &quote!(crate::types::)))),
        }
    }

    /// Returns a reference to the schema that stands for a Rust type.
    fn reference(&mut self, rust: String) -> Value {
        let next = format!("T{}", self.names.len());
        let name = self.names.entry(rust).or_insert(next);
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }
}

/// Returns the format that progenitor reads as the Rust integer `name`.
fn integer_format(name: &str) -> String {
    match name.split_at(1) {
        ("u", bits) => format!("uint{bits}"),
        (_, bits) => format!("int{bits}"),
    }
}

/// Returns the parameters in the order of progenitor's arguments: path, query, header; each by its place or its name.
pub(super) fn arguments(operation: &Operation) -> Vec<usize> {
    let mut order: Vec<usize> = (0..operation.parameters.len()).collect();
    order.sort_by_key(|index| {
        let Some(parameter) = operation.parameters.get(*index) else {
            return (3, 0, String::new());
        };
        let place = operation.path.find(&format!("{{{}}}", parameter.name));
        match parameter.location {
            Location::Path => (0, place.unwrap_or_default(), String::new()),
            Location::Query => (1, 0, parameter.name.clone()),
            Location::Header => (2, 0, parameter.name.clone()),
        }
    });
    order
}
