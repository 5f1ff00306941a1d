//! Values made of a schema alone.

use serde_json::{Map, Value, json};

use super::document::{Document, Shape};

impl Document {
    /// Values of the schema, all properties set, so many that every member of every union in it occurs.
    ///
    /// A list holds all values of its items. An object is made once for each value of the property that has most.
    pub(crate) fn instances(&self, schema: &Value) -> Vec<Value> {
        self.made(schema, 0)
    }

    /// The first of them.
    pub(crate) fn instance(&self, schema: &Value) -> Value {
        self.instances(schema).swap_remove(0)
    }

    fn made(&self, schema: &Value, depth: usize) -> Vec<Value> {
        assert!(depth < 40, "a schema that holds itself: {schema}");
        if let Some(example) = schema.get("example") {
            return vec![example.clone()];
        }
        match self.shape(schema, "") {
            Shape::Object { properties, .. } => {
                let parts: Vec<(&str, Vec<Value>)> = (properties.iter())
                    .map(|(name, property)| (*name, self.made(property.schema, depth + 1)))
                    .collect();
                let most = parts
                    .iter()
                    .map(|(_, values)| values.len())
                    .max()
                    .unwrap_or(1);
                (0..most)
                    .map(|turn| {
                        let fields = parts.iter().map(|(name, values)| {
                            ((*name).to_owned(), values[turn % values.len()].clone())
                        });
                        Value::Object(fields.collect())
                    })
                    .collect()
            }
            Shape::Map(values) => {
                let keys = ["SOL", "USDC", "kPEPE", "0G"].into_iter().cycle().zip(0..);
                let fields = keys
                    .zip(self.made(values, depth + 1))
                    .map(|((key, turn), value)| (format!("{key}{turn}"), value));
                vec![Value::Object(fields.collect())]
            }
            Shape::List(items) => {
                let items_made = self.made(items, depth + 1);
                // `[price, quantity]`.
                let wanted = self.list_length(schema).unwrap_or(items_made.len());
                vec![Value::Array(
                    items_made.into_iter().cycle().take(wanted).collect(),
                )]
            }
            Shape::Union { tag, members, .. } => (members.iter())
                .flat_map(|(text, member)| {
                    self.made(member, depth + 1).into_iter().map(move |value| {
                        let Value::Object(mut fields) = value else {
                            panic!("a member of a union that is no object: {member}")
                        };
                        fields.insert(tag.to_owned(), json!(text));
                        Value::Object(fields)
                    })
                })
                .collect(),
            Shape::Enumeration(values) => vec![json!(values[0])],
            Shape::Plain(schema) => vec![plain(schema)],
        }
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

fn plain(schema: &Value) -> Value {
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("boolean"), _) => json!(true),
        (Some("string"), None) => json!("text"),
        (Some("string"), Some("decimal")) => json!("-120.0340"),
        (Some("string"), Some("utc-date-time")) => json!("2026-09-01T17:54:04.094"),
        (Some("string"), Some("utc-date-time-space")) => json!("2026-09-01 17:24:00"),
        (Some("string"), Some("date-time")) => json!("2026-09-01T17:54:04Z"),
        (Some("string"), Some("date")) => json!("2026-09-01"),
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
        _ => panic!("the tests know no value of {schema}"),
    }
}

/// An object with one field more.
pub(crate) fn with_field(object: &Map<String, Value>, name: &str, value: Value) -> Value {
    let mut object = object.clone();
    object.insert(name.to_owned(), value);
    Value::Object(object)
}
