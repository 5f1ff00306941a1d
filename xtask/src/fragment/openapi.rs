//! Each part of a document is what OpenAPI 3.0 says it is. Part by part, so that a refusal has the line of the part.

use openapiv3 as oas;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::refs::reference;
use super::{Document, Operation, escape, members};
use crate::problem::Problems;

/// What to do about a part that is none.
const MEND: &str = "write it as OpenAPI 3.0.3 has it";

/// Every part that is not OpenAPI.
pub(super) fn check(document: &Document, problems: &mut Problems) {
    let before = problems.len();
    let mut part = |pointer: &str, subject: String, error: Option<String>| {
        if let Some(error) = error {
            problems.push(document.problem(
                pointer,
                subject,
                format!("not OpenAPI 3.0: {error}"),
                MEND,
            ));
        }
    };
    for operation in document.operations() {
        for (pointer, error) in operation_parts(operation) {
            let pointer = format!("{}{pointer}", operation.pointer());
            part(&pointer, operation.subject(), error);
        }
    }
    for (kind, of_kind) in members(document.root.get("components")) {
        for (name, value) in members(Some(of_kind)) {
            let error = match kind {
                "schemas" => failure::<oas::Schema>(value),
                "responses" => failure::<oas::Response>(value),
                "parameters" => failure::<oas::Parameter>(value),
                "requestBodies" => failure::<oas::RequestBody>(value),
                "headers" => failure::<oas::Header>(value),
                "securitySchemes" => failure::<oas::SecurityScheme>(value),
                "examples" => failure::<oas::Example>(value),
                "links" | "callbacks" => None,
                _ => Some(format!("there are no components of the kind `{kind}`")),
            };
            let pointer = format!("/components/{}/{}", escape(kind), escape(name));
            part(
                &pointer,
                format!("{} {name}", super::rules::singular(kind)),
                error,
            );
        }
    }
    // What is left: the head of the document, and whatever is no mapping where one belongs.
    if problems.len() == before {
        for key in ["info", "servers", "tags", "paths", "components"] {
            let alone = |value: Value| {
                let mut head = json!({ "openapi": "3.0.3", "info": { "title": "", "version": "" }, "paths": {} });
                if let Some(head) = head.as_object_mut() {
                    head.insert(key.to_owned(), value);
                }
                failure::<oas::OpenAPI>(&head)
            };
            let error = match document.root.get(key) {
                Some(value) => alone(value.clone()),
                None if matches!(key, "info" | "paths") => Some(format!("`{key}` is missing")),
                None => None,
            };
            if let Some(error) = error {
                let what = format!("not OpenAPI 3.0: {error}");
                problems.push(document.problem(&format!("/{key}"), key, what, MEND));
            }
        }
    }
}

/// The parts of an operation, each with what is wrong with it; the whole, where each of them is right.
fn operation_parts(operation: Operation<'_>) -> Vec<(String, Option<String>)> {
    let mut parts = Vec::new();
    let parameters = operation.value.get("parameters").and_then(Value::as_array);
    for (index, parameter) in parameters.into_iter().flatten().enumerate() {
        parts.push((
            format!("/parameters/{index}"),
            failure::<oas::Parameter>(parameter),
        ));
    }
    if let Some(body) = operation.value.get("requestBody") {
        parts.push(("/requestBody".to_owned(), failure::<oas::RequestBody>(body)));
    }
    for (status, response) in members(operation.value.get("responses")) {
        let pointer = format!("/responses/{}", escape(status));
        parts.push((pointer, failure::<oas::Response>(response)));
    }
    if parts.iter().all(|(_, error)| error.is_none()) {
        parts.push((String::new(), failure::<oas::Operation>(operation.value)));
    }
    parts
}

/// Why a value is no `T`; a reference may stand for one.
fn failure<T: DeserializeOwned>(value: &Value) -> Option<String> {
    if reference(value).is_some() {
        return None;
    }
    T::deserialize(value).err().map(|error| error.to_string())
}
