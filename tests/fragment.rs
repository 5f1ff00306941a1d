//! The bundled fragment and the generated types are of one mind.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use backpack_api::types::MaxWithdrawalQuantity;
use backpack_api::{OPENAPI, operations};
use serde_json::Value;

fn bundle() -> Value {
    serde_json::from_str(OPENAPI).unwrap()
}

/// The client and the sandbox carry the same description.
#[test]
fn one_bundle() {
    let sandbox = include_str!("../sandbox/openapi.json");
    assert!(sandbox == OPENAPI, "run `cargo xtask codegen`");
}

/// Every operation of the bundle is a call, and every call an operation.
#[test]
fn every_operation_is_a_call() {
    let bundle = bundle();
    let mut ids: Vec<&str> = bundle["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|item| item.as_object().unwrap().values())
        .map(|operation| operation["operationId"].as_str().unwrap())
        .collect();
    ids.sort_unstable();
    assert!(!ids.is_empty());
    assert_eq!(
        ids,
        operations::ALL
            .iter()
            .map(|o| o.operation_id)
            .collect::<Vec<_>>()
    );
}

/// The seed document, line by line: parameters, types, required or not, answers, instruction.
#[test]
fn max_withdrawal_is_as_documented() {
    let bundle = bundle();
    let operation = &bundle["paths"]["/api/v1/account/limits/withdrawal"]["get"];
    assert_eq!(operation["x-instruction"], "maxWithdrawalQuantity");
    let parameters: Vec<(&str, &str, bool, &str)> = operation["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            (
                p["name"].as_str().unwrap(),
                p["in"].as_str().unwrap(),
                p["required"].as_bool().unwrap(),
                p["schema"]["type"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        parameters,
        [
            ("symbol", "query", true, "string"),
            ("autoBorrow", "query", false, "boolean"),
            ("autoLendRedeem", "query", false, "boolean"),
        ]
    );
    let answers: Vec<&String> = operation["responses"].as_object().unwrap().keys().collect();
    // 401 is not published; whatever is signed can be refused for it.
    assert_eq!(answers, ["200", "400", "401", "500"]);
    let content = &operation["responses"]["200"]["content"]["application/json; charset=utf-8"];
    assert_eq!(
        content["schema"]["$ref"],
        "#/components/schemas/MaxWithdrawalQuantity"
    );
    let schema = &bundle["components"]["schemas"]["MaxWithdrawalQuantity"];
    assert_eq!(
        schema["required"],
        serde_json::json!(["maxWithdrawalQuantity", "symbol"])
    );
    assert_eq!(
        schema["properties"]["maxWithdrawalQuantity"]["format"],
        "decimal"
    );

    // The example decodes, and is written back as it is.
    let example = &content["example"];
    let value: MaxWithdrawalQuantity = serde_json::from_value(example.clone()).unwrap();
    assert_eq!(&serde_json::to_value(&value).unwrap(), example);
}

/// JSON schemas of the types say what is on the wire: a decimal is text there.
#[test]
fn schemas() {
    let schema = schemars::schema_for!(MaxWithdrawalQuantity);
    assert_eq!(
        schema.as_value()["properties"]["maxWithdrawalQuantity"]["type"],
        "string"
    );
    assert_eq!(
        schema.as_value()["required"],
        serde_json::json!(["maxWithdrawalQuantity", "symbol"])
    );
    let schema = schemars::schema_for!(backpack_api::types::ApiErrorResponse);
    assert_eq!(schema.as_value()["$defs"]["ApiErrorCode"]["type"], "string");
}
