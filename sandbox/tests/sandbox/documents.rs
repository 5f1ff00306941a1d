//! Documents that cannot be served: each is an error at the start, with its place.

use backpack_sandbox::{Sandbox, StartError};
use serde_json::{Value, json};

use crate::common::{FORMS, within};

async fn rejection(document: &str) -> (String, String) {
    match Sandbox::builder().openapi(document).start().await {
        Err(StartError::Document(error)) => (error.pointer().to_owned(), error.to_string()),
        other => panic!("{other:?}"),
    }
}

/// A document with one operation, `GET /a`, after `change`.
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

/// A document whose one operation has a body of this schema.
fn schema(schema: Value) -> String {
    let body = json!({"content": {"application/json": {"schema": schema}}});
    operation("requestBody", body)
}

#[tokio::test]
async fn serves_bundle_and_test_document() {
    within(async {
        let least = with(|_| ());
        let annotated = schema(json!({
            "type": "object", "title": "A", "description": "a", "default": {}, "deprecated": true, "x-rules": [],
        }));
        for builder in [
            Sandbox::builder(),
            Sandbox::builder().openapi(FORMS),
            Sandbox::builder().openapi(least),
            Sandbox::builder().openapi(annotated),
        ] {
            builder.start().await.unwrap().stop().await;
        }
    })
    .await;
}

#[tokio::test]
async fn rejects_documents_with_their_place() {
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
            ("".to_owned(), String::new(), "invalid JSON"),
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
                "unresolved reference",
            ),
            (operation("x-instruction", json!("a")), A.into(), "disagree"),
            (
                operation("security", json!([{"ApiKey": []}])),
                A.into(),
                "disagree",
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
                "duplicate",
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
                schema(json!({"maximum": 1})),
                format!("{SCHEMA}/maximum"),
                "unsupported",
            ),
            (
                schema(json!({"maximum": 1, "type": "number"})),
                format!("{SCHEMA}/maximum"),
                "unsupported",
            ),
            (
                schema(json!({"oneOf": [{}]})),
                SCHEMA.into(),
                "discriminator",
            ),
            (
                schema(json!({"minimum": 0.5, "type": "integer"})),
                format!("{SCHEMA}/minimum"),
                "integer",
            ),
            (
                schema(json!({"type": "null"})),
                SCHEMA.into(),
                "unsupported",
            ),
            (
                schema(json!({"type": "integer", "format": "int8"})),
                format!("{SCHEMA}/format"),
                "integer format int8",
            ),
            (
                schema(json!({"type": ["string"]})),
                format!("{SCHEMA}/type"),
                "string",
            ),
            (
                schema(json!({"minLength": -1, "type": "string"})),
                format!("{SCHEMA}/minLength"),
                "integer",
            ),
            (
                schema(json!({"minimum": "1", "type": "integer"})),
                format!("{SCHEMA}/minimum"),
                "integer",
            ),
            (schema(json!(true)), SCHEMA.into(), "object"),
            (
                schema(json!({"$ref": "#/components/schemas/Self"})),
                SCHEMA.into(),
                "recursive",
            ),
            (
                schema(json!({"$ref": "#/components/schemas/Loop"})),
                "/components/schemas/Loop".into(),
                "recursive",
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
            let (place, message) = rejection(&document).await;
            assert_eq!(place, pointer, "{message}");
            assert!(message.contains(words), "{message}");
        }
        for (keyword, value, kind) in [
            ("pattern", json!("a"), "string"),
            ("minimum", json!(1), "string"),
            ("exclusiveMinimum", json!(true), "integer"),
            ("multipleOf", json!(2), "integer"),
            ("maxLength", json!(2), "integer"),
            ("uniqueItems", json!(true), "array"),
            ("minProperties", json!(1), "object"),
            ("anyOf", json!([{}]), "object"),
            ("not", json!({}), "object"),
            ("const", json!(1), "boolean"),
            ("readOnly", json!(true), "string"),
            ("example", json!("a"), "string"),
        ] {
            let (place, message) = rejection(&schema(json!({"type": kind, keyword: value}))).await;
            assert_eq!(place, format!("{SCHEMA}/{keyword}"));
            assert!(message.contains(keyword), "{message}");
        }
        let twice = with(|d| {
            d["paths"] = json!({"/{a}": {}, "/{b}": {}});
        });
        let (place, message) = rejection(&twice).await;
        assert_eq!(place, "/paths/~1{b}");
        assert!(message.contains("same requests"), "{message}");
    })
    .await;
}
