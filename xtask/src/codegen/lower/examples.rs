//! Examples are for people, tests and the sandbox. progenitor would print them into the documentation of each type.

use serde_json::Value;

/// Removes every example.
pub(super) fn lower(value: &mut Value) {
    match value {
        Value::Object(members) => {
            // A property that is called `example` has an object for a schema, with a type or a reference.
            let is_schema =
                |value: &Value| value.get("type").is_some() || value.get("$ref").is_some();
            members.retain(|key, value| {
                !matches!(key.as_str(), "example" | "examples") || is_schema(value)
            });
            members.values_mut().for_each(lower);
        }
        Value::Array(items) => items.iter_mut().for_each(lower),
        _ => {}
    }
}
