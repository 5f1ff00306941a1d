//! Values generated from a schema.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::document::{Document, Property, SchemaKind};

impl Document {
    /// Generates values of the schema with all properties, so that every member of every union occurs.
    ///
    /// A list has all values of its items. An object is generated once per value of the property with most values. An object
    /// that contains itself does so once.
    pub fn instances(&self, schema: &Value) -> Vec<Value> {
        let values = self.generate(schema, "", &[]);
        assert!(!values.is_empty(), "every value is infinite: {schema}");
        values
    }

    /// Returns the first of the [`instances`](Self::instances).
    pub fn instance(&self, schema: &Value) -> Value {
        self.instances(schema).swap_remove(0)
    }

    /// Generates values of a schema; none where all of them would be infinite. `inside` names the objects around it.
    fn generate<'d>(
        &'d self,
        schema: &'d Value,
        within: &'d str,
        inside: &[&'d str],
    ) -> Vec<Value> {
        if let Some(example) = schema.get("example") {
            return vec![example.clone()];
        }
        match self.schema_kind(schema, within) {
            SchemaKind::Object {
                name, properties, ..
            } => {
                if inside.iter().filter(|one| **one == name).count() > 1 {
                    return Vec::new();
                }
                let inside = match name {
                    "" => inside.to_vec(),
                    name => [inside, &[name]].concat(),
                };
                self.objects(&properties, &inside)
            }
            SchemaKind::Map(values) => {
                let keys = ["SOL", "USDC", "kPEPE", "0G"].into_iter().cycle().zip(0..);
                let fields = keys
                    .zip(self.generate(values, "", inside))
                    .map(|((key, index), value)| (format!("{key}{index}"), value));
                vec![Value::Object(fields.collect())]
            }
            SchemaKind::List(items) => {
                let values = self.generate(items, "", inside);
                // The length of `[price, quantity]` is fixed.
                let length = self.list_length(schema).unwrap_or(values.len());
                vec![Value::Array(
                    values.into_iter().cycle().take(length).collect(),
                )]
            }
            SchemaKind::Union { tag, members, .. } => (members.iter())
                .flat_map(|(text, member)| {
                    let name = self.schema_name(member);
                    let values = self.generate(member, name, inside).into_iter();
                    values.map(move |value| {
                        let Value::Object(mut fields) = value else {
                            panic!("the member {name} of a union is not an object: {member}")
                        };
                        fields.insert(tag.to_owned(), json!(text));
                        Value::Object(fields)
                    })
                })
                .collect(),
            SchemaKind::Enumeration { values, .. } => vec![json!(values[0])],
            SchemaKind::Scalar(schema) => vec![scalar(schema)],
            SchemaKind::Any => vec![json!({"any": ["value", 1, null]})],
        }
    }

    fn objects<'d>(
        &'d self,
        properties: &BTreeMap<&'d str, Property<'d>>,
        inside: &[&'d str],
    ) -> Vec<Value> {
        let mut fields: Vec<(&str, Vec<Value>)> = Vec::new();
        for (name, property) in properties {
            let values = self.generate(property.schema, "", inside);
            match (values.is_empty(), property.required) {
                (false, _) => fields.push((name, values)),
                (true, false) => {}
                (true, true) if self.is_nullable(property.schema) => {
                    fields.push((name, vec![Value::Null]));
                }
                (true, true) => return Vec::new(),
            }
        }
        let count = fields.iter().map(|(_, values)| values.len()).max();
        (0..count.unwrap_or(1))
            .map(|index| {
                let fields = fields.iter().map(|(name, values)| {
                    ((*name).to_owned(), values[index % values.len()].clone())
                });
                Value::Object(fields.collect())
            })
            .collect()
    }

    fn list_length(&self, schema: &Value) -> Option<usize> {
        let schema = match schema.get("$ref") {
            Some(reference) => self.schema(reference.as_str()?.rsplit('/').next()?)?,
            None => schema,
        };
        schema["minItems"]
            .as_u64()
            .and_then(|count| count.try_into().ok())
    }
}

fn scalar(schema: &Value) -> Value {
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("boolean"), _) => json!(true),
        (Some("string"), None) => json!("text"),
        (Some("string"), Some("decimal" | "decimal-or-na")) => json!("-120.0340"),
        (Some("string"), Some("utc-date-time")) => json!("2026-09-01T17:54:04.094"),
        (Some("string"), Some("utc-date-time-space")) => json!("2026-09-01 17:24:00"),
        (Some("string"), Some("date-time")) => json!("2026-09-01T17:54:04Z"),
        (Some("string"), Some("date")) => json!("2026-09-01"),
        (Some("string"), Some("password")) => json!("secret"),
        (Some("integer"), None) => json!(-9_000_000_000_000_000_000_i64),
        (Some("integer"), Some("uint8")) => json!(200),
        (Some("integer"), Some("uint16")) => json!(60_000),
        (Some("integer"), Some("int32")) => json!(-2_000_000_000),
        (Some("integer"), Some("uint32")) => json!(4_000_000_000_u32),
        (Some("integer"), Some("int64")) => json!(-9_000_000_000_000_000_000_i64),
        (Some("integer"), Some("uint64")) => json!(18_000_000_000_000_000_000_u64),
        (Some("integer"), Some("unix-seconds")) => json!(1_788_285_244),
        (Some("integer"), Some("unix-millis")) => json!(1_788_285_244_094_i64),
        (Some("integer"), Some("unix-micros")) => json!(1_788_285_244_094_123_i64),
        (Some("number"), Some("double")) => json!(12.5),
        _ => panic!("unsupported: no value for {schema}"),
    }
}

/// Returns the object with an additional field.
pub fn with_field(object: &Map<String, Value>, name: &str, value: Value) -> Value {
    let mut object = object.clone();
    object.insert(name.to_owned(), value);
    Value::Object(object)
}
