//! A success in plain text is lowered to JSON of the same schema; the pass over the calls has it read as text.
//!
//! By the book plain text is a string, whatever it says. One that says a time has the type of that time.

use serde_json::{Value, json};

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
            if let Some(mut media) = text.and_then(|name| content.remove(&name)) {
                if let Some(schema) = media.get_mut("schema")
                    && schema
                        .get("format")
                        .is_some_and(|format| format == "unix-millis")
                {
                    schema["type"] = json!("integer");
                }
                content.insert(JSON.to_owned(), media);
            }
        }
    }
}
