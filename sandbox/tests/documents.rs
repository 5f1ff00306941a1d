//! Documents that cannot be served: each is refused when the sandbox starts, with the place that is at fault.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "the helpers of tests are tests too, which clippy.toml does not see"
)]

mod common;

use backpack_sandbox::{Sandbox, StartError};
use serde_json::{Value, json};

use common::{FORMS, within};

async fn refusal(document: &str) -> (String, String) {
    match Sandbox::builder().openapi(document).start().await {
        Err(StartError::Document(error)) => (error.pointer().to_owned(), error.to_string()),
        other => panic!("{other:?}"),
    }
}

/// A document with one operation, `GET /a`, that `change` has changed.
fn with(change: impl FnOnce(&mut Value)) -> String {
    let mut document = json!({
        "openapi": "3.0.3",
        "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": ""}}}}},
        "components": {"schemas": {
            "Loop": {"allOf": [{"$ref": "#/components/schemas/Loop"}]},
            "Self": {"$ref": "#/components/schemas/Self"},
        }}
    });
    change(&mut document);
    document.to_string()
}

/// A document whose one operation has `key` set to `value`.
fn operation(key: &str, value: Value) -> String {
    with(|document| document["paths"]["/a"]["get"][key] = value)
}

/// A document whose one operation takes a body of this schema.
fn schema(schema: Value) -> String {
    let body = json!({"content": {"application/json": {"schema": schema}}});
    operation("requestBody", body)
}

#[tokio::test]
async fn the_bundle_and_the_forms_are_served() {
    within(async {
        let least = with(|_| ());
        for builder in [
            Sandbox::builder(),
            Sandbox::builder().openapi(FORMS),
            Sandbox::builder().openapi(least),
        ] {
            builder.start().await.unwrap().stop().await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_served_is_named_with_its_place() {
    const A: &str = "/paths/~1a/get";
    const SCHEMA: &str = "/paths/~1a/get/requestBody/content/application~1json/schema";

    within(async {
        let parameter = |parameter| operation("parameters", json!([parameter]));
        let path = |path: &str| {
            with(|document| {
                let item = document["paths"]["/a"].take();
                document["paths"] = json!({path: item});
            })
        };
        let cases = [
            ("".to_owned(), String::new(), "not JSON"),
            ("[]".to_owned(), String::new(), "`openapi` is missing"),
            (
                with(|d| d["openapi"] = json!("3.1.0")),
                "/openapi".into(),
                "3.0",
            ),
            (with(|d| d["paths"] = json!([])), "/paths".into(), "object"),
            (
                operation("operationId", json!(7)),
                format!("{A}/operationId"),
                "string",
            ),
            (
                operation("responses", json!({"400": {}})),
                format!("{A}/responses"),
                "2xx",
            ),
            (
                operation("responses", json!({"200": {"$ref": "common.yaml#/x"}})),
                format!("{A}/responses/200/$ref"),
                "leads nowhere",
            ),
            (
                operation("x-instruction", json!("a")),
                A.into(),
                "do not agree",
            ),
            (
                operation("security", json!([{"ApiKey": []}])),
                A.into(),
                "do not agree",
            ),
            (
                with(|d| {
                    d["paths"]["/a"]["get"]["security"] = json!([{"ApiKey": []}]);
                    d["paths"]["/a"]["get"]["x-instruction"] = json!("a b");
                }),
                format!("{A}/x-instruction"),
                "letters and digits",
            ),
            (
                with(|d| {
                    let item = d["paths"]["/a"].clone();
                    d["paths"]["/b"] = item;
                }),
                "/paths/~1b/get".into(),
                "second time",
            ),
            (path("a"), "/paths/a".into(), "segments"),
            (path("/a{b}"), "/paths/~1a{b}".into(), "segments"),
            (path("/{}"), "/paths/~1{}".into(), "segments"),
            (
                path("/{undeclared}"),
                "/paths/~1{undeclared}".into(),
                "declared",
            ),
            (
                parameter(json!({"name": "a", "in": "cookie", "schema": {}})),
                format!("{A}/parameters/0/in"),
                "cookie",
            ),
            (
                parameter(json!({"name": "a", "in": "query", "style": "deepObject", "schema": {}})),
                format!("{A}/parameters/0/style"),
                "deepObject",
            ),
            (
                parameter(json!({"name": "a", "in": "query"})),
                format!("{A}/parameters/0"),
                "`schema` is missing",
            ),
            (
                operation("requestBody", json!({"content": {"text/plain": {}}})),
                format!("{A}/requestBody/content"),
                "application/json",
            ),
            (
                schema(json!({"pattern": "a"})),
                format!("{SCHEMA}/pattern"),
                "does not check",
            ),
            (
                schema(json!({"type": "null"})),
                SCHEMA.into(),
                "does not check",
            ),
            (
                schema(json!({"type": ["string"]})),
                format!("{SCHEMA}/type"),
                "string",
            ),
            (
                schema(json!({"minLength": -1, "type": "string"})),
                format!("{SCHEMA}/minLength"),
                "whole number",
            ),
            (
                schema(json!({"minimum": "1", "type": "integer"})),
                format!("{SCHEMA}/minimum"),
                "number",
            ),
            (schema(json!(true)), SCHEMA.into(), "object"),
            (
                schema(json!({"$ref": "#/components/schemas/Self"})),
                SCHEMA.into(),
                "back to itself",
            ),
            (
                schema(json!({"$ref": "#/components/schemas/Loop"})),
                "/components/schemas/Loop".into(),
                "back to itself",
            ),
            (
                operation(
                    "responses",
                    json!({"200": {"headers": {"Content-Length": {"example": 1}}}}),
                ),
                format!("{A}/responses/200/headers/Content-Length"),
                "response header",
            ),
        ];
        for (document, pointer, words) in cases {
            let (at, message) = refusal(&document).await;
            assert_eq!(at, pointer, "{message}");
            assert!(message.contains(words), "{message}");
        }
        let twice = with(|d| {
            d["paths"] = json!({"/{a}": {}, "/{b}": {}});
        });
        let (at, message) = refusal(&twice).await;
        assert_eq!(at, "/paths/~1{b}");
        assert!(message.contains("same requests"), "{message}");
    })
    .await;
}
