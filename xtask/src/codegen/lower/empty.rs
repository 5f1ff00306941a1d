//! An empty `202` or `204` beside a `200` becomes a nullable `2XX`: the call returns an `Option`.
//!
//! A cancel that was accepted is answered 202 without a body. It must not look failed.

use serde_json::{Value, json};

/// Lowers one operation.
pub(super) fn lower(operation: &mut Value) {
    let Some(responses) = super::responses(operation) else {
        return;
    };
    let empty: Vec<String> = responses
        .iter()
        .filter(|(status, response)| {
            matches!(status.as_str(), "202" | "204") && response.get("content").is_none()
        })
        .map(|(status, _)| status.clone())
        .collect();
    let full = responses
        .get("200")
        .is_some_and(|response| response.get("content").is_some());
    if empty.is_empty() || !full {
        return;
    }
    for status in empty {
        responses.remove(&status);
    }
    if let Some(mut response) = responses.remove("200") {
        for media in response
            .get_mut("content")
            .and_then(Value::as_object_mut)
            .into_iter()
            .flat_map(|content| content.values_mut())
        {
            if let Some(schema) = media.get_mut("schema") {
                *schema = json!({ "nullable": true, "allOf": [schema.take()] });
            }
        }
        responses.insert("2XX".to_owned(), response);
    }
}
