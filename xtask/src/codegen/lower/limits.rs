//! Limits on lengths and numbers are the exchange's to check: the types do not encode them.
//!
//! typify would make a type of its own for every text with a length, and choose integer types by their bounds, so that
//! a limit that the exchange lifts would be a change of types.

use serde_json::Value;

const LIMITS: [&str; 7] = [
    "maxLength",
    "maximum",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

/// Removes every limit from every schema.
pub(super) fn lower(value: &mut Value) {
    match value {
        Value::Object(members) => {
            // Members of `properties` are schemas that may have any name.
            if members.get("type").is_some_and(Value::is_string) {
                members.retain(|key, _| !LIMITS.contains(&key.as_str()));
            }
            members.values_mut().for_each(lower);
        }
        Value::Array(items) => items.iter_mut().for_each(lower),
        _ => {}
    }
}
