//! Lowering: the bundle as progenitor can take it. Each step is one small file; a step that finds the fragment in
//! a shape it does not know is a problem, not a silent skip.

mod errors;
mod examples;

use serde_json::Value;

use crate::fragment::METHODS;
use crate::problem::Problems;

/// A copy of the bundle that progenitor can take.
pub(super) fn lower(bundle: &Value) -> Result<Value, Problems> {
    let mut lowered = bundle.clone();
    errors::lower(&mut lowered);
    examples::lower(&mut lowered);
    Ok(lowered)
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
