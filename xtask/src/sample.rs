//! Sample values of the types: the examples of the description where a property of that name has one.

use std::collections::BTreeMap;

use heck::ToKebabCase as _;
use serde_json::{Map, Value, json};

use crate::spec::model::{Api, Content, Format, Schema, Shape, Type};

/// The forms of an optional property.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Optional {
    /// Every property has a value.
    Set,
    /// Properties that may be null are null, others are left out.
    Null,
    /// Optional properties are left out.
    Absent,
}

/// The values of a type.
#[derive(Debug)]
pub(crate) struct Instances {
    /// As many as it takes for every member of every union; none for a type that never ends.
    pub(crate) values: Vec<Value>,
    /// A value is null.
    pub(crate) has_null: bool,
    /// A property was left out.
    pub(crate) has_absent: bool,
}

/// The values of the examples, by struct and property.
#[derive(Debug)]
pub(crate) struct Samples<'a> {
    schemas: &'a BTreeMap<String, Schema>,
    /// By struct and property; the struct is empty for values of any struct.
    values: BTreeMap<(String, String), Vec<(Type, Value)>>,
    /// The keys of maps, by property.
    keys: BTreeMap<String, Vec<String>>,
    /// The first example of each named type.
    named: BTreeMap<String, Value>,
}

impl<'a> Samples<'a> {
    /// Collects the examples of every operation.
    pub(crate) fn of(api: &'a Api) -> Self {
        let mut samples = Self {
            schemas: &api.schemas,
            values: BTreeMap::new(),
            keys: BTreeMap::new(),
            named: BTreeMap::new(),
        };
        for operation in &api.operations {
            for parameter in &operation.parameters {
                samples.collect("", &parameter.name, &parameter.ty, &parameter.example);
            }
            if let Some(body) = &operation.body {
                for example in &body.examples {
                    samples.collect("", &operation.id, &body.ty, example);
                }
            }
            if let Content::Json(ty) | Content::Text(ty) = &operation.success.content {
                for example in &operation.success.examples {
                    samples.collect("", &operation.id, ty, example);
                }
            }
        }
        samples
    }

    fn collect(&mut self, schema: &str, name: &str, ty: &Type, value: &Value) {
        match (ty, value) {
            (_, Value::Null) => {}
            (Type::Alias(_, ty) | Type::Nullable(ty), value) => {
                self.collect(schema, name, ty, value);
            }
            (Type::List(ty), Value::Array(values)) => {
                for value in values {
                    self.collect(schema, name, ty, value);
                }
            }
            (Type::Map(ty), Value::Object(members)) => {
                for (key, value) in members {
                    let keys = self.keys.entry(name.to_owned()).or_default();
                    if !keys.contains(key) {
                        keys.push(key.clone());
                    }
                    self.collect(schema, name, ty, value);
                }
            }
            (Type::Named(of), value) => self.collect_named(of, value),
            (ty, value) => {
                for schema in ["", schema] {
                    let place = (schema.to_owned(), name.to_owned());
                    let values = self.values.entry(place).or_default();
                    let sample = (ty.clone(), value.clone());
                    if !values.contains(&sample) {
                        values.push(sample);
                    }
                }
            }
        }
    }

    fn collect_named(&mut self, of: &str, value: &Value) {
        let first = || value.clone();
        self.named.entry(of.to_owned()).or_insert_with(first);
        let schemas = self.schemas;
        match schemas.get(of).map(|schema| &schema.shape) {
            Some(Shape::Struct { fields, .. }) => {
                for field in fields {
                    if let Some(value) = value.get(&field.name) {
                        self.collect(of, &field.name, &field.ty, value);
                    }
                }
            }
            Some(Shape::Union { tag, members }) => {
                let text = value.get(tag).and_then(Value::as_str);
                let Some(member) = members.iter().find(|one| Some(one.text.as_str()) == text)
                else {
                    return;
                };
                let mut own = value.clone();
                if let Some(object) = own.as_object_mut() {
                    object.remove(tag);
                }
                self.collect_named(&member.name, &own);
            }
            Some(Shape::Enum { .. } | Shape::Alias(_)) | None => {}
        }
    }

    /// Returns the first example of a named type.
    pub(crate) fn named(&self, name: &str) -> Option<&Value> {
        self.named.get(name)
    }

    /// Returns the values of a type. `name` is that of the property, the parameter or the operation. Optional
    /// properties have a value above `level`, which is 0 for those that are not part of another one.
    pub(crate) fn instances(
        &self,
        name: &str,
        ty: &Type,
        optional: Optional,
        level: usize,
    ) -> Instances {
        let mut build = Build {
            samples: self,
            optional,
            level,
            depth: 0,
            turn: 0,
            inside: Vec::new(),
            has_null: false,
            has_absent: false,
        };
        let values = build.values("", name, ty);
        Instances {
            values,
            has_null: build.has_null,
            has_absent: build.has_absent,
        }
    }

    /// Returns a value of a type that is neither a list, a map nor a schema. `turn` selects among several.
    pub(crate) fn scalar(&self, schema: &str, name: &str, ty: &Type, turn: usize) -> Value {
        for schema in [schema, ""] {
            let place = (schema.to_owned(), name.to_owned());
            let found: Vec<&Value> = self
                .values
                .get(&place)
                .into_iter()
                .flatten()
                .filter(|(of, _)| of == ty)
                .map(|(_, value)| value)
                .collect();
            if let Some(value) = nth(&found, turn) {
                return (*value).clone();
            }
        }
        plain(name, ty, turn)
    }
}

/// Returns the element of a list that never ends.
fn nth<T>(list: &[T], turn: usize) -> Option<&T> {
    list.get(turn.checked_rem(list.len())?)
}

/// Returns a value that follows only from the type and the name.
fn plain(name: &str, ty: &Type, turn: usize) -> Value {
    let decimals = ["1.5", "12.25", "0.0075"];
    let count = i64::try_from(turn % 9).unwrap_or_default();
    match ty {
        Type::Boolean => json!(turn.is_multiple_of(2)),
        Type::Integer(_) => json!(1 + count),
        Type::Secret => json!("example-secret"),
        Type::Format(Format::ExactDecimal | Format::DecimalOrNa) => json!(nth(&decimals, turn)),
        Type::Format(Format::DecimalNumber) => json!(1.5),
        Type::Format(Format::UnixSeconds) => json!(1_788_285_240 + count),
        Type::Format(Format::UnixMillis) => json!(1_788_285_240_094 + count),
        Type::Format(Format::UnixMicros) => json!(1_788_285_240_094_377_i64 + count),
        Type::Format(Format::UtcDateTime) => json!(format!("2026-09-01T17:54:0{count}.094")),
        Type::Format(Format::UtcDateTimeSpace) => json!(format!("2026-09-01 17:54:0{count}")),
        Type::Format(Format::ZonedDateTime) => json!(format!("2026-09-01T17:54:0{count}Z")),
        Type::Format(Format::Date) => json!(format!("2026-09-0{}", 1 + count)),
        Type::PriceLevel => json!(["142.12", "2.5"]),
        _ if name.ends_with("Id") || name == "id" => json!(format!("5966928726{count}")),
        _ => json!(name.to_kebab_case()),
    }
}

struct Build<'s> {
    samples: &'s Samples<'s>,
    optional: Optional,
    level: usize,
    /// The optional properties around the value.
    depth: usize,
    /// Counts the values, so that neighbours differ.
    turn: usize,
    /// The structs around the value, outermost first.
    inside: Vec<&'s str>,
    has_null: bool,
    has_absent: bool,
}

impl<'s> Build<'s> {
    fn values(&mut self, schema: &str, name: &str, ty: &'s Type) -> Vec<Value> {
        match ty {
            Type::Alias(_, ty) => self.values(schema, name, ty),
            Type::Nullable(ty) => {
                let mut values = self.values(schema, name, ty);
                if self.optional == Optional::Null {
                    self.has_null = true;
                    values.push(Value::Null);
                }
                values
            }
            Type::List(ty) => vec![Value::Array(self.elements(schema, name, ty))],
            Type::Map(ty) => {
                let known = self.samples.keys.get(name).map_or(&[][..], Vec::as_slice);
                let elements = self.elements(schema, name, ty);
                let further = (1..).map(|number| format!("key{number}"));
                let keys = known.iter().cloned().chain(further);
                vec![Value::Object(keys.zip(elements).collect())]
            }
            Type::Named(of) => self.named(of),
            _ => {
                self.turn += 1;
                vec![self.samples.scalar(schema, name, ty, self.turn - 1)]
            }
        }
    }

    /// Returns the elements of a list or a map: at least two where every property has a value.
    fn elements(&mut self, schema: &str, name: &str, ty: &'s Type) -> Vec<Value> {
        let mut elements = self.values(schema, name, ty);
        if elements.len() == 1 && self.optional == Optional::Set {
            elements.extend(self.values(schema, name, ty));
        }
        elements
    }

    fn named(&mut self, of: &'s str) -> Vec<Value> {
        let Some(schema) = self.samples.schemas.get(of) else {
            return Vec::new();
        };
        match &schema.shape {
            Shape::Enum { values, .. } => {
                self.turn += 1;
                let value = nth(values, self.turn - 1);
                value.map(|value| json!(value.text)).into_iter().collect()
            }
            Shape::Alias(ty) => self.values("", of, ty),
            Shape::Union { tag, members } => {
                let mut values = Vec::new();
                for member in members {
                    for mut value in self.named(&member.name) {
                        if let Some(object) = value.as_object_mut() {
                            object.insert(tag.clone(), json!(member.text));
                        }
                        values.push(value);
                    }
                }
                values
            }
            Shape::Struct { .. } => {
                // Once inside itself shows that a type is recursive.
                if self.inside.iter().filter(|name| **name == of).count() > 1 {
                    return Vec::new();
                }
                self.inside.push(of);
                let objects = self.objects(of, &schema.shape);
                self.inside.pop();
                objects
            }
        }
    }

    /// Returns the objects of a struct: as many as its property with the most values has.
    fn objects(&mut self, of: &str, shape: &'s Shape) -> Vec<Value> {
        let Shape::Struct { fields, .. } = shape else {
            return Vec::new();
        };
        let mut columns: Vec<(&str, Vec<Value>)> = Vec::new();
        for field in fields {
            let optional = match self.optional {
                _ if !field.optional() || self.depth < self.level => Optional::Set,
                optional => optional,
            };
            let values = match optional {
                Optional::Null if field.nullable => {
                    self.has_null = true;
                    vec![Value::Null]
                }
                Optional::Null | Optional::Absent if !field.required => Vec::new(),
                _ => {
                    self.depth += usize::from(field.optional());
                    let values = self.values(of, &field.name, &field.ty);
                    self.depth -= usize::from(field.optional());
                    values
                }
            };
            if !values.is_empty() {
                columns.push((&field.name, values));
            } else if !field.required {
                self.has_absent = true;
            } else if field.nullable {
                columns.push((&field.name, vec![Value::Null]));
            } else {
                return Vec::new();
            }
        }
        let rows = columns.iter().map(|(_, values)| values.len()).max();
        (0..rows.unwrap_or(1))
            .map(|row| {
                let cells = columns.iter().filter_map(|(name, values)| {
                    Some(((*name).to_owned(), nth(values, row)?.clone()))
                });
                Value::Object(cells.collect::<Map<_, _>>())
            })
            .collect()
    }
}
