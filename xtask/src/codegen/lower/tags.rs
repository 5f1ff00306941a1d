//! The members of a union, without its tag: typify knows no tag, and the pass over the unions writes and reads it.
//!
//! `OrderTypeLimit`, an order and its tag, gives way to the order itself.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::fragment::without_tag;

/// Lowers every union of the components.
pub(super) fn lower(bundle: &mut Value) {
    let Some(schemas) = bundle
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    // What stands for each tagged member, by the reference to it.
    let bases: BTreeMap<String, String> = schemas
        .iter()
        .filter_map(|(name, schema)| {
            let member = without_tag(schema)?;
            Some((
                format!("#/components/schemas/{name}"),
                member.base.to_owned(),
            ))
        })
        .collect();
    schemas.retain(|_, schema| without_tag(schema).is_none());
    for union in schemas.values_mut() {
        for member in union
            .get_mut("oneOf")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            if let Some(base) = member.get("$ref").and_then(|to| bases.get(to.as_str()?)) {
                *member = json!({ "$ref": base });
            }
        }
        for target in union
            .pointer_mut("/discriminator/mapping")
            .and_then(Value::as_object_mut)
            .into_iter()
            .flat_map(|mapping| mapping.values_mut())
        {
            if let Some(base) = target.as_str().and_then(|to| bases.get(to)) {
                *target = json!(base);
            }
        }
    }
}
