//! Checks a value against a schema, with the errors of the exchange's framework (see `error_response.rs`).

use rust_decimal::Decimal;
use serde_json::{Map, Number, Value};

use crate::spec::schema::{
    Additional, ArrayKind, Count, ObjectKind, Range, Schema, SchemaId, SchemaKind, Schemas, Width,
};

/// The depth of nested schemas at which a check ends, so that no body exhausts the stack. JSON is read to a depth of 128.
const MAX_DEPTH: usize = 200;

/// The reason for which a value is invalid.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The value does not parse as the type. The message grows at each type that contains it.
    Parse { message: String, name: String },
    /// The value parses, and a limit of the schema excludes it.
    Limit(String),
}

impl Failure {
    pub(crate) fn custom(name: &str, reason: impl std::fmt::Display) -> Self {
        Self::Parse {
            message: format!("failed to parse \"{name}\": {reason}"),
            name: name.to_owned(),
        }
    }

    pub(crate) fn expected_type(name: &str, found: &Value) -> Self {
        Self::Parse {
            // The captured text ends here; the source of the framework has a full stop.
            message: format!("Expected input type \"{name}\", found {found}"),
            name: name.to_owned(),
        }
    }

    pub(crate) fn expected_input(name: &str) -> Self {
        Self::Parse {
            message: format!("Type \"{name}\" expects an input value."),
            name: name.to_owned(),
        }
    }

    /// Returns the same failure, inside the type `name`.
    pub(crate) fn within(self, name: &str) -> Self {
        match self {
            Self::Parse {
                message,
                name: inner,
            } if inner != name => Self::Parse {
                message: format!("{message} (occurred while parsing \"{name}\")"),
                name: name.to_owned(),
            },
            other => other,
        }
    }

    fn of_field(self, object: &str, field: &str) -> Self {
        match self {
            Self::Limit(limit) => Self::custom(
                object,
                format_args!("field `{field}` verification failed. {limit}"),
            ),
            parse => parse.within(object),
        }
    }

    pub(crate) fn into_message(self) -> String {
        match self {
            Self::Parse { message, .. } => message,
            Self::Limit(limit) => format!("verification failed. {limit}"),
        }
    }
}

impl Schemas {
    /// Checks a JSON value.
    pub(crate) fn check(&self, id: SchemaId, value: &Value) -> Result<(), Failure> {
        self.check_json(id, value, 0)
    }

    /// Checks the string of a parameter that is not an array.
    pub(crate) fn check_parameter(&self, id: SchemaId, text: &str) -> Result<(), Failure> {
        self.check_string(id, text, 0)
    }

    fn schema(&self, id: SchemaId, depth: usize) -> Result<&Schema, Failure> {
        if depth > MAX_DEPTH {
            return Err(Failure::Limit("nested too deeply".to_owned()));
        }
        self.get(id)
            .ok_or_else(|| Failure::Limit("no such schema".to_owned()))
    }

    fn check_json(&self, id: SchemaId, value: &Value, depth: usize) -> Result<(), Failure> {
        let schema = self.schema(id, depth)?;
        let name = schema.name.as_str();
        if value.is_null() && schema.nullable {
            return Ok(());
        }
        match (&schema.kind, value) {
            (SchemaKind::Any, _)
            | (SchemaKind::Boolean, Value::Bool(_))
            | (SchemaKind::Number, Value::Number(_)) => {}
            (SchemaKind::Integer { width, range }, Value::Number(number)) => {
                range.check(width.check(number)?)?;
            }
            (SchemaKind::String { decimal, length }, Value::String(text)) => {
                check_text(*decimal, length, text)?;
            }
            (SchemaKind::Array(array), Value::Array(items)) => {
                self.check_array(name, array, items, depth)?;
            }
            (SchemaKind::Object(object), Value::Object(members)) => {
                self.check_object(name, object, members, depth)?;
            }
            _ => return Err(Failure::expected_type(name, value)),
        }
        if let Some(allowed) = &schema.enumeration
            && !allowed.contains(value)
        {
            return Err(Failure::expected_type(name, value));
        }
        for member in &schema.all_of {
            self.check_json(*member, value, depth + 1)
                .map_err(|failure| failure.within(name))?;
        }
        if let Some(union) = &schema.union {
            let variant = value
                .get(&union.property)
                .and_then(Value::as_str)
                .and_then(|tag| union.variants.get(tag))
                .ok_or_else(|| Failure::expected_type(name, value))?;
            self.check_json(*variant, value, depth + 1)
                .map_err(|failure| failure.within(name))?;
        }
        Ok(())
    }

    fn check_array(
        &self,
        name: &str,
        array: &ArrayKind,
        items: &[Value],
        depth: usize,
    ) -> Result<(), Failure> {
        array.check_length(items.len())?;
        if let Some(schema) = array.items {
            for item in items {
                self.check_json(schema, item, depth + 1)
                    .map_err(|failure| failure.within(name))?;
            }
        }
        Ok(())
    }

    fn check_object(
        &self,
        name: &str,
        object: &ObjectKind,
        members: &Map<String, Value>,
        depth: usize,
    ) -> Result<(), Failure> {
        for (property, schema) in &object.properties {
            // The framework reads an absent field as null, and reports it so.
            let value = match members.get(property) {
                Some(value) => value,
                None if object.required.contains(property) => {
                    let missing = self.schema(*schema, depth)?;
                    return Err(Failure::expected_type(&missing.name, &Value::Null).within(name));
                }
                None => continue,
            };
            self.check_json(*schema, value, depth + 1)
                .map_err(|failure| failure.of_field(name, property))?;
        }
        let described = |key: &String| object.properties.iter().any(|(known, _)| known == key);
        for required in &object.required {
            if !described(required) && !members.contains_key(required) {
                return Err(Failure::custom(
                    name,
                    format_args!("field `{required}` is missing"),
                ));
            }
        }
        for (key, value) in members.iter().filter(|(key, _)| !described(key)) {
            match object.additional {
                Additional::Any => {}
                Additional::None => {
                    return Err(Failure::custom(
                        name,
                        format_args!("unknown field `{key}`."),
                    ));
                }
                Additional::Of(schema) => self
                    .check_json(schema, value, depth + 1)
                    .map_err(|failure| failure.of_field(name, key))?,
            }
        }
        Ok(())
    }

    fn check_string(&self, id: SchemaId, text: &str, depth: usize) -> Result<(), Failure> {
        let schema = self.schema(id, depth)?;
        let name = schema.name.as_str();
        let value = match &schema.kind {
            SchemaKind::Boolean => {
                let parsed = text.parse::<bool>();
                Value::Bool(parsed.map_err(|error| Failure::custom(name, error))?)
            }
            SchemaKind::Number => {
                let parsed = text.parse();
                Value::Number(parsed.map_err(|error| Failure::custom(name, error))?)
            }
            SchemaKind::Integer { width, range } => {
                let number = width.parse(text)?;
                range.check(width.check(&number)?)?;
                Value::Number(number)
            }
            SchemaKind::String { decimal, length } => {
                check_text(*decimal, length, text)?;
                Value::String(text.to_owned())
            }
            SchemaKind::Any | SchemaKind::Array(_) | SchemaKind::Object(_) => {
                Value::String(text.to_owned())
            }
        };
        if let Some(allowed) = &schema.enumeration
            && !allowed.contains(&value)
        {
            return Err(Failure::custom(name, "Expect a valid enumeration value."));
        }
        for member in &schema.all_of {
            self.check_string(*member, text, depth + 1)
                .map_err(|failure| failure.within(name))?;
        }
        if schema.union.is_some() {
            return Err(Failure::expected_type(name, &value));
        }
        Ok(())
    }
}

impl ArrayKind {
    /// Checks the number of elements.
    pub(crate) fn check_length(&self, length: usize) -> Result<(), Failure> {
        self.length.check(length, "Items")
    }
}

impl Width {
    /// Parses the string of a parameter, as Rust parses it into a type of this width.
    fn parse(self, text: &str) -> Result<Number, Failure> {
        match self {
            Self::I32 => text.parse::<i32>().map(Number::from),
            Self::I64 => text.parse::<i64>().map(Number::from),
            Self::U8 => text.parse::<u8>().map(Number::from),
            Self::U16 => text.parse::<u16>().map(Number::from),
            Self::U32 => text.parse::<u32>().map(Number::from),
            Self::U64 => text.parse::<u64>().map(Number::from),
        }
        .map_err(|error| Failure::custom(self.name(), error))
    }

    /// Returns the value of a number that fits this width.
    fn check(self, number: &Number) -> Result<i128, Failure> {
        let (min, max) = match self {
            Self::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            Self::I64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
            Self::U8 => (0, i128::from(u8::MAX)),
            Self::U16 => (0, i128::from(u16::MAX)),
            Self::U32 => (0, i128::from(u32::MAX)),
            Self::U64 => (0, i128::from(u64::MAX)),
        };
        match number.as_i128() {
            None => Err(Failure::custom(self.name(), "invalid integer")),
            Some(value) if value < min || value > max => Err(Failure::custom(
                self.name(),
                format_args!("Only integers from {min} to {max} are accepted."),
            )),
            Some(value) => Ok(value),
        }
    }
}

impl Range {
    fn check(&self, value: i128) -> Result<(), Failure> {
        let failure = |name, bound| Failure::Limit(format!("{name}({bound}, exclusive: false)"));
        match (self.min, self.max) {
            (Some(min), _) if value < min => Err(failure("minimum", min)),
            (_, Some(max)) if value > max => Err(failure("maximum", max)),
            _ => Ok(()),
        }
    }
}

impl Count {
    fn check(&self, length: usize, what: &str) -> Result<(), Failure> {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        match (self.min, self.max) {
            (Some(min), _) if length < min => Err(Failure::Limit(format!("min{what}({min})"))),
            (_, Some(max)) if length > max => Err(Failure::Limit(format!("max{what}({max})"))),
            _ => Ok(()),
        }
    }
}

fn check_text(decimal: bool, length: &Count, text: &str) -> Result<(), Failure> {
    if decimal {
        let parsed = text.parse::<Decimal>();
        parsed.map_err(|error| Failure::custom("string(decimal)", error))?;
    }
    length.check(text.chars().count(), "Length")
}
