//! The bundled description matches the generated client.

use backpack_api::types::MaxWithdrawalQuantity;
use backpack_api::{OPENAPI, operations};
use serde_json::Value;

fn bundle() -> Value {
    serde_json::from_str(OPENAPI).unwrap()
}

/// The client and the sandbox have the same bundle.
#[test]
fn bundles_are_equal() {
    let sandbox = include_str!("../../sandbox/openapi.json");
    assert!(sandbox == OPENAPI, "run `cargo xtask codegen`");
}

/// The operation table has every operation of the bundle and no other.
#[test]
fn operation_table_matches_bundle() {
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
        operations::all().iter().map(|o| o.id).collect::<Vec<_>>()
    );
}

/// Parameters, types, responses and instruction of one operation equal those that the exchange documents.
#[test]
fn max_withdrawal_matches_published_document() {
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
    let statuses: Vec<&String> = operation["responses"].as_object().unwrap().keys().collect();
    // 401 is not published; every signed request can be rejected with it.
    assert_eq!(statuses, ["200", "400", "401", "500"]);
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

    // The example decodes, and its value encodes as the example.
    let example = &content["example"];
    let value: MaxWithdrawalQuantity = serde_json::from_value(example.clone()).unwrap();
    assert_eq!(&serde_json::to_value(&value).unwrap(), example);
}

/// The JSON schema of a type describes the wire format: a decimal is a string.
#[test]
fn json_schemas_describe_wire_format() {
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
