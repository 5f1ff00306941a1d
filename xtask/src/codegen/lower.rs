//! Lowering: the bundle as progenitor can take it. Each step is one small file. The bundle has been held to the house
//! rules, so each step knows the shapes it meets.

mod empty;
mod errors;
mod examples;
mod limits;
mod optional;
mod tags;
mod text;

use serde_json::Value;

use crate::fragment::METHODS;

/// A copy of the bundle that progenitor can take.
pub(super) fn lower(bundle: &Value) -> Value {
    let mut lowered = bundle.clone();
    examples::lower(&mut lowered);
    limits::lower(&mut lowered);
    tags::lower(&mut lowered);
    optional::lower(&mut lowered);
    for operation in operations(&mut lowered) {
        text::lower(operation);
        empty::lower(operation);
        errors::lower(operation);
    }
    lowered
}

/// The responses of an operation.
fn responses(operation: &mut Value) -> Option<&mut serde_json::Map<String, Value>> {
    operation
        .get_mut("responses")
        .and_then(Value::as_object_mut)
}

/// Every operation of the bundle.
fn operations(bundle: &mut Value) -> impl Iterator<Item = &mut Value> {
    bundle
        .get_mut("paths")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flat_map(|paths| paths.values_mut())
        .filter_map(Value::as_object_mut)
        .flat_map(|item| item.iter_mut())
        .filter(|(method, _)| METHODS.contains(&method.as_str()))
        .map(|(_, operation)| operation)
}
