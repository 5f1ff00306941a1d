//! The error responses of an operation become one for `4XX` and one for `5XX`.
//!
//! The fragment lists the statuses that the exchange documents for the operation. It answers with others too (401 to
//! a bad signature, 429, 404), always with the same error object, and a list of codes would leave those undecoded.

use serde_json::{Value, json};

/// Lowers one operation.
pub(super) fn lower(operation: &mut Value) {
    let Some(responses) = super::responses(operation) else {
        return;
    };
    responses.retain(|status, _| status.starts_with('2'));
    for range in ["4XX", "5XX"] {
        responses.insert(
            range.to_owned(),
            json!({
                "description": "The exchange refused or failed the request.",
                "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/ApiErrorResponse" }
                } }
            }),
        );
    }
}
