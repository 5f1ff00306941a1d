//! A success in plain text is lowered to JSON of the same schema; the pass over the calls has it read as text.

use serde_json::Value;

/// The media type that progenitor generates types for.
const JSON: &str = "application/json";

/// Lowers one operation.
pub(super) fn lower(operation: &mut Value) {
    for (status, response) in super::responses(operation).into_iter().flatten() {
        let content = response.get_mut("content").and_then(Value::as_object_mut);
        if let (Some(content), true) = (content, status.starts_with('2')) {
            let text = content
                .keys()
                .find(|name| name.starts_with("text/plain"))
                .cloned();
            if let Some(media) = text.and_then(|name| content.remove(&name)) {
                content.insert(JSON.to_owned(), media);
            }
        }
    }
}
