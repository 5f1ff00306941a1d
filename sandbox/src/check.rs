//! Checks a value against a schema, and says what is wrong in the words of the exchange's framework (see `errors.rs`).

use rust_decimal::Decimal;
use serde_json::{Map, Number, Value};

use crate::schema::{
    Additional, ArrayKind, Bound, Count, Kind, ObjectKind, Range, Schema, SchemaId, Schemas, Width,
};

/// How many schemas deep a check goes, so that no body exhausts the stack. JSON is read to a depth of 128.
const MAX_DEPTH: usize = 200;

/// Why a value is not valid.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It does not read as the type. Knows the type that it speaks of, and grows as it is handed up.
    Parse { message: String, name: String },
    /// It reads, and a limit of the schema forbids it.
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
            // The capture ends here; the framework's source has a full stop at the end.
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

    /// The same failure, as the type `name` that holds the value tells it.
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

    /// Checks the text of a parameter that is no array.
    pub(crate) fn check_text(&self, id: SchemaId, text: &str) -> Result<(), Failure> {
        self.check_text_at(id, text, 0)
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
            (Kind::Any, _) | (Kind::Boolean, Value::Bool(_)) => {}
            (Kind::Integer { width, range }, Value::Number(number)) => {
                width.check(number)?;
                check_range(range, number)?;
            }
            (Kind::Number { range }, Value::Number(number)) => check_range(range, number)?,
            (Kind::String { decimal, length }, Value::String(text)) => {
                check_string(*decimal, length, text)?;
            }
            (Kind::Array(array), Value::Array(items)) => {
                self.check_array(name, array, items, depth)?;
            }
            (Kind::Object(object), Value::Object(members)) => {
                self.check_object(name, object, members, depth)?;
            }
            _ => return Err(Failure::expected_type(name, value)),
        }
        if let Some(allowed) = &schema.enumeration
            && !allowed.contains(value)
        {
            return Err(Failure::expected_type(name, value));
        }
        self.check_combined(schema, value, depth)
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
        let repeats =
            |(index, item): (usize, &Value)| items.iter().skip(index + 1).any(|o| o == item);
        if array.unique && items.iter().enumerate().any(repeats) {
            return Err(Failure::Limit("uniqueItems()".to_owned()));
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
        check_count(&object.size, members.len(), "Properties")?;
        for (property, schema) in &object.properties {
            // An absent field is read as null by the framework, and reported so.
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
                Additional::Anything => {}
                Additional::Nothing => {
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

    fn check_combined(&self, schema: &Schema, value: &Value, depth: usize) -> Result<(), Failure> {
        let name = schema.name.as_str();
        for part in &schema.all_of {
            self.check_json(*part, value, depth + 1)
                .map_err(|failure| failure.within(name))?;
        }
        if let Some(discriminator) = &schema.discriminator {
            let chosen = value
                .get(&discriminator.property)
                .and_then(Value::as_str)
                .and_then(|tag| discriminator.mapping.get(tag))
                .ok_or_else(|| Failure::expected_type(name, value))?;
            return self
                .check_json(*chosen, value, depth + 1)
                .map_err(|failure| failure.within(name));
        }
        let fits = |id: &SchemaId| self.check_json(*id, value, depth + 1).is_ok();
        let any = schema.any_of.is_empty() || schema.any_of.iter().any(fits);
        let one =
            schema.one_of.is_empty() || schema.one_of.iter().filter(|id| fits(id)).count() == 1;
        if any && one && !schema.not.as_ref().is_some_and(fits) {
            Ok(())
        } else {
            Err(Failure::expected_type(name, value))
        }
    }

    fn check_text_at(&self, id: SchemaId, text: &str, depth: usize) -> Result<(), Failure> {
        let schema = self.schema(id, depth)?;
        let name = schema.name.as_str();
        let value = match &schema.kind {
            Kind::Boolean => {
                let parsed = text.parse::<bool>();
                Value::Bool(parsed.map_err(|error| Failure::custom(name, error))?)
            }
            Kind::Integer { width, range } => {
                let number = width.parse(text)?;
                check_range(range, &number)?;
                Value::Number(number)
            }
            Kind::Number { range } => {
                let parsed = text.parse::<f64>();
                let parsed = parsed.map_err(|error| Failure::custom(name, error))?;
                let number = Number::from_f64(parsed)
                    .ok_or_else(|| Failure::custom(name, "the number is not finite"))?;
                check_range(range, &number)?;
                Value::Number(number)
            }
            Kind::String { decimal, length } => {
                check_string(*decimal, length, text)?;
                Value::String(text.to_owned())
            }
            Kind::Any | Kind::Array(_) | Kind::Object(_) => Value::String(text.to_owned()),
        };
        if let Some(allowed) = &schema.enumeration
            && !allowed.contains(&value)
        {
            return Err(Failure::custom(name, "Expect a valid enumeration value."));
        }
        for part in &schema.all_of {
            self.check_text_at(*part, text, depth + 1)
                .map_err(|failure| failure.within(name))?;
        }
        let fits = |id: &SchemaId| self.check_text_at(*id, text, depth + 1).is_ok();
        let any = schema.any_of.is_empty() || schema.any_of.iter().any(fits);
        let one =
            schema.one_of.is_empty() || schema.one_of.iter().filter(|id| fits(id)).count() == 1;
        if any && one && !schema.not.as_ref().is_some_and(fits) {
            Ok(())
        } else {
            Err(Failure::expected_type(name, &value))
        }
    }
}

impl ArrayKind {
    /// Checks the number of elements.
    pub(crate) fn check_length(&self, length: usize) -> Result<(), Failure> {
        check_count(&self.length, length, "Items")
    }
}

impl Width {
    /// Reads the text of a parameter, as Rust reads it into a type of this width.
    fn parse(self, text: &str) -> Result<Number, Failure> {
        match self {
            Self::I8 => text.parse::<i8>().map(Number::from),
            Self::I16 => text.parse::<i16>().map(Number::from),
            Self::I32 => text.parse::<i32>().map(Number::from),
            Self::I64 => text.parse::<i64>().map(Number::from),
            Self::U8 => text.parse::<u8>().map(Number::from),
            Self::U16 => text.parse::<u16>().map(Number::from),
            Self::U32 => text.parse::<u32>().map(Number::from),
            Self::U64 => text.parse::<u64>().map(Number::from),
        }
        .map_err(|error| Failure::custom(self.name(), error))
    }

    fn check(self, number: &Number) -> Result<(), Failure> {
        let (min, max) = match self {
            Self::I8 => (i128::from(i8::MIN), i128::from(i8::MAX)),
            Self::I16 => (i128::from(i16::MIN), i128::from(i16::MAX)),
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
            Some(_) => Ok(()),
        }
    }
}

fn check_string(decimal: bool, length: &Count, text: &str) -> Result<(), Failure> {
    if decimal {
        let parsed = text.parse::<Decimal>();
        parsed.map_err(|error| Failure::custom("string(decimal)", error))?;
    }
    check_count(length, text.chars().count(), "Length")
}

fn check_count(count: &Count, length: usize, what: &str) -> Result<(), Failure> {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    if let Some(min) = count.min
        && length < min
    {
        return Err(Failure::Limit(format!("min{what}({min})")));
    }
    if let Some(max) = count.max
        && length > max
    {
        return Err(Failure::Limit(format!("max{what}({max})")));
    }
    Ok(())
}

fn check_range(range: &Range, number: &Number) -> Result<(), Failure> {
    use std::cmp::Ordering::{Equal, Greater, Less};

    let breaks = |bound: &Bound, beyond| match compare(number, &bound.value) {
        Some(Equal) => bound.exclusive,
        Some(ordering) => ordering == beyond,
        None => true,
    };
    for (name, bound, beyond) in [
        ("minimum", &range.min, Less),
        ("maximum", &range.max, Greater),
    ] {
        if let Some(bound) = bound
            && breaks(bound, beyond)
        {
            let (value, exclusive) = (&bound.value, bound.exclusive);
            return Err(Failure::Limit(format!(
                "{name}({value}, exclusive: {exclusive})"
            )));
        }
    }
    Ok(())
}

/// Exact for integers: 64 bits do not fit a float.
fn compare(left: &Number, right: &Number) -> Option<std::cmp::Ordering> {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}
