//! Optional properties: what OpenAPI says in several ways, Rust says with one `Option`.
//!
//! - `nullable` on a property that is not required is dropped: an `Option` takes a null and an absence alike.
//! - `anyOf` of one reference and null is said as typify reads it: the reference, and `nullable`.
//! - `allOf` of one reference, which carries a description or `nullable` beside it, becomes the reference. The
//!   description is put back by the pass over the documentation.
//! - An object without properties gets an empty list of them, or typify would make a map of it.

use serde_json::{Map, Value, json};

use crate::fragment::is_null;

/// Lowers every schema.
pub(super) fn lower(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(lower);
            reference_or_null(members);
            let required: Vec<String> = members
                .get("required")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
            let properties = members.get_mut("properties").and_then(Value::as_object_mut);
            for (name, property) in properties.into_iter().flatten() {
                if let (Some(property), false) = (property.as_object_mut(), required.contains(name))
                {
                    property.remove("nullable");
                }
                only_reference(property);
            }
            let is_object = members.get("type").is_some_and(|of| of == "object");
            let is_empty = !["properties", "additionalProperties", "oneOf", "allOf"]
                .iter()
                .any(|key| members.contains_key(*key));
            if is_object && is_empty {
                members.insert("properties".to_owned(), json!({}));
                members.insert("additionalProperties".to_owned(), json!(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(lower),
        _ => {}
    }
}

/// `{anyOf: [{$ref}, null]}` as `{allOf: [{$ref}], nullable: true}`.
fn reference_or_null(schema: &mut Map<String, Value>) {
    let reference = match schema
        .get("anyOf")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        Some([one, null]) if one.get("$ref").is_some() && is_null(null) => one.clone(),
        _ => return,
    };
    schema.remove("anyOf");
    schema.insert("allOf".to_owned(), json!([reference]));
    schema.insert("nullable".to_owned(), json!(true));
}

/// `{allOf: [{$ref}], description}` as `{$ref}`, unless it is nullable still.
fn only_reference(schema: &mut Value) {
    let one = match schema
        .get("allOf")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        Some([one]) if one.get("$ref").is_some() && schema.get("nullable").is_none() => one.clone(),
        _ => return,
    };
    *schema = one;
}
