//! The OpenAPI document as commands need it: tags, operations, and the schemas of their arguments.

use backpack_runtime::RateLimit;
use backpack_runtime::wire::ExactDecimal;
use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;
use serde::de::value::Error as InvalidValue;
use serde_json::Value;

use crate::rules::{self, Rule};

/// The methods of requests.
pub(crate) const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The operations of the API by tag.
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) tags: Vec<Tag>,
}

/// A group of operations.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) help: String,
    pub(crate) operations: Vec<Operation>,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    /// The HTTP method, in capitals.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) summary: String,
    pub(crate) details: String,
    pub(crate) access: Access,
    pub(crate) rate_limit: RateLimit,
    /// True when the rows of all pages can be requested by limit and offset.
    pub(crate) has_pages: bool,
    pub(crate) parameters: Vec<Parameter>,
    /// The rules of the parameters.
    pub(crate) rules: Vec<Rule>,
    pub(crate) body: Option<Body>,
    /// The properties of the response, or of its rows.
    pub(crate) columns: Vec<String>,
}

/// The authentication of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Public,
    /// A signature over this instruction.
    Signed(String),
    /// A login session, which an API key does not replace.
    Session,
}

/// A parameter of a path or a query, or a header.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) place: ParameterLocation,
    pub(crate) is_required: bool,
    pub(crate) is_list: bool,
    pub(crate) kind: ValueType,
    pub(crate) help: String,
}

/// The location of a parameter in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterLocation {
    Path,
    Query,
    Header,
}

/// The JSON body of a request.
#[derive(Debug)]
pub(crate) struct Body {
    /// The body is a list of objects with these fields.
    pub(crate) is_list: bool,
    pub(crate) fields: Vec<Field>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) example: String,
}

/// A field of a body.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) is_required: bool,
    pub(crate) kind: ValueType,
    pub(crate) help: String,
}

/// The values of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ValueType {
    Boolean,
    Integer {
        min: i128,
        max: i128,
    },
    /// A decimal as a JSON string.
    Decimal,
    /// A decimal as a JSON number.
    Number,
    Text {
        max_length: Option<usize>,
    },
    Choice(Vec<String>),
    /// A secret, which is no argument of a command.
    Secret,
    /// An object or a list, as JSON only.
    Json,
}

impl Description {
    /// Reads an OpenAPI document.
    pub(crate) fn read(json: &str) -> serde_json::Result<Self> {
        let document: Value = serde_json::from_str(json)?;
        let mut tags: Vec<Tag> = list(&document, "tags")
            .map(|tag| Tag {
                name: text(tag, "name"),
                help: text(tag, "description"),
                operations: Vec::new(),
            })
            .collect();
        for (path, item) in members(&document, "paths") {
            for (method, operation) in item.as_object().into_iter().flatten() {
                if operation.get("operationId").is_none() {
                    continue;
                }
                let tag = list(operation, "tags")
                    .next()
                    .and_then(Value::as_str)
                    .unwrap_or("Other");
                let read = read_operation(&document, path, method, operation)?;
                match tags.iter_mut().find(|known| known.name == tag) {
                    Some(known) => known.operations.push(read),
                    None => tags.push(Tag {
                        name: tag.to_owned(),
                        help: String::new(),
                        operations: vec![read],
                    }),
                }
            }
        }
        tags.retain(|tag| !tag.operations.is_empty());
        Ok(Self { tags })
    }
}

impl ValueType {
    /// Checks a value as text.
    pub(crate) fn check(&self, value: &str) -> Result<(), String> {
        match self {
            Self::Boolean if !matches!(value, "true" | "false") => {
                Err("expected true or false".to_owned())
            }
            Self::Integer { min, max } => match value.parse::<i128>() {
                // A sign or zeros before it are no JSON.
                Ok(number) if number.to_string() != value => {
                    Err("expected an integer such as 12".to_owned())
                }
                Ok(number) if (*min..=*max).contains(&number) => Ok(()),
                Ok(_) => Err(format!("expected an integer from {min} to {max}")),
                Err(_) => Err("expected an integer such as 12".to_owned()),
            },
            Self::Decimal | Self::Number => {
                let decimal: Result<_, InvalidValue> =
                    ExactDecimal::deserialize(value.into_deserializer());
                match decimal {
                    Ok(_) => Ok(()),
                    Err(_) => Err("expected a decimal such as 12.50".to_owned()),
                }
            }
            Self::Text {
                max_length: Some(max),
            } if value.chars().count() > *max => Err(format!("expected at most {max} characters")),
            Self::Choice(values) if !values.iter().any(|known| known == value) => {
                Err(format!("expected one of {}", values.join(", ")))
            }
            _ => Ok(()),
        }
    }
}

/// Reads an operation.
fn read_operation(
    document: &Value,
    path: &str,
    method: &str,
    operation: &Value,
) -> serde_json::Result<Operation> {
    let access = match (
        operation.get("x-instruction").and_then(Value::as_str),
        operation.get("security"),
    ) {
        (Some(instruction), _) => Access::Signed(instruction.to_owned()),
        (None, Some(security)) if security.as_array().is_some_and(|all| !all.is_empty()) => {
            Access::Session
        }
        (None, _) => Access::Public,
    };
    let parameters: Vec<Parameter> = list(operation, "parameters")
        .map(|parameter| read_parameter(document, resolve(document, parameter)))
        .collect();
    let has = |name| parameters.iter().any(|parameter| parameter.name == name);
    let body = match operation.get("requestBody") {
        Some(body) => read_body(document, resolve(document, body))?,
        None => None,
    };
    Ok(Operation {
        id: text(operation, "operationId"),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(operation, "summary"),
        details: text(operation, "description"),
        access,
        rate_limit: match text(operation, "x-rate-limit").as_str() {
            "historical" => RateLimit::Historical,
            "cancel" => RateLimit::Cancel,
            _ => RateLimit::Account,
        },
        has_pages: operation.get("x-pagination").is_some() && has("limit") && has("offset"),
        parameters,
        rules: rules::read(operation)?,
        body,
        columns: columns(document, operation),
    })
}

fn read_parameter(document: &Value, parameter: &Value) -> Parameter {
    let schema = resolve(document, parameter.get("schema").unwrap_or(&Value::Null));
    let is_list = text(schema, "type") == "array";
    let item = if is_list {
        schema.get("items").unwrap_or(&Value::Null)
    } else {
        schema
    };
    Parameter {
        name: text(parameter, "name"),
        place: match text(parameter, "in").as_str() {
            "path" => ParameterLocation::Path,
            "header" => ParameterLocation::Header,
            _ => ParameterLocation::Query,
        },
        is_required: is_true(parameter, "required"),
        is_list,
        kind: kind(resolve(document, item)),
        help: with_example(text(parameter, "description"), parameter.get("example")),
    }
}

/// Reads a body; `None` for one without a schema.
fn read_body(document: &Value, body: &Value) -> serde_json::Result<Option<Body>> {
    let media = body.get("content").and_then(Value::as_object);
    let Some(media) = media.and_then(|content| content.values().next()) else {
        return Ok(None);
    };
    let Some(schema) = media.get("schema") else {
        return Ok(None);
    };
    let mut schema = resolve(document, schema);
    let is_list = text(schema, "type") == "array";
    if is_list {
        schema = resolve(document, schema.get("items").unwrap_or(&Value::Null));
    }
    let required: Vec<&str> = list(schema, "required").filter_map(Value::as_str).collect();
    let fields = members(schema, "properties").map(|(name, property)| {
        let value = resolve(document, property);
        let own = text(property, "description");
        Field {
            name: name.clone(),
            is_required: required.contains(&name.as_str()),
            kind: kind(value),
            help: if own.is_empty() {
                text(value, "description")
            } else {
                own
            },
        }
    });
    let named = || {
        media
            .get("examples")?
            .as_object()?
            .values()
            .next()?
            .get("value")
    };
    let example = media.get("example").or_else(named);
    Ok(Some(Body {
        is_list,
        fields: fields.collect(),
        rules: rules::read(schema)?,
        example: example.map(Value::to_string).unwrap_or_default(),
    }))
}

/// Returns the kind of a resolved schema.
fn kind(schema: &Value) -> ValueType {
    let values: Vec<String> = list(schema, "enum")
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    if !values.is_empty() {
        return ValueType::Choice(values);
    }
    let format = text(schema, "format");
    match text(schema, "type").as_str() {
        "boolean" => ValueType::Boolean,
        "integer" => {
            let (min, max) = match format.as_str() {
                "uint8" => (0, u8::MAX.into()),
                "uint16" => (0, u16::MAX.into()),
                "uint32" => (0, u32::MAX.into()),
                "uint64" => (0, u64::MAX.into()),
                "int32" => (i32::MIN.into(), i32::MAX.into()),
                _ => (i64::MIN.into(), i64::MAX.into()),
            };
            let bound = |name| schema.get(name).and_then(Value::as_i64).map(i128::from);
            ValueType::Integer {
                min: bound("minimum").unwrap_or(min),
                max: bound("maximum").unwrap_or(max),
            }
        }
        "number" => ValueType::Number,
        "string" => match format.as_str() {
            "decimal" => ValueType::Decimal,
            "password" => ValueType::Secret,
            _ => ValueType::Text {
                max_length: schema
                    .get("maxLength")
                    .and_then(Value::as_u64)
                    .and_then(|length| usize::try_from(length).ok()),
            },
        },
        _ => ValueType::Json,
    }
}

/// Returns the properties of a successful response, or of its rows; those of all variants for a union.
fn columns(document: &Value, operation: &Value) -> Vec<String> {
    let mut columns = Vec::new();
    let schema = members(operation, "responses")
        .filter(|(status, _)| status.starts_with('2'))
        .filter_map(|(_, response)| {
            let content = resolve(document, response).get("content")?;
            content.as_object()?.values().next()?.get("schema")
        })
        .next();
    let Some(schema) = schema.map(|schema| resolve(document, schema)) else {
        return columns;
    };
    let row = schema
        .get("items")
        .map_or(schema, |items| resolve(document, items));
    let own = std::iter::once(row);
    let variants = ["oneOf", "anyOf", "allOf"]
        .into_iter()
        .flat_map(|name| list(row, name));
    for part in own.chain(variants.map(|variant| resolve(document, variant))) {
        for (name, _) in members(part, "properties") {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
    }
    columns
}

/// Follows references, and `allOf` of a single schema.
fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let mut schema = schema;
    // The document has no chain as long as this, and a cycle ends.
    for _ in 0..16 {
        let target = match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => document.pointer(reference.trim_start_matches('#')),
            None => match schema
                .get("allOf")
                .and_then(Value::as_array)
                .map(Vec::as_slice)
            {
                Some([single]) => Some(single),
                _ => None,
            },
        };
        match target {
            Some(target) => schema = target,
            None => break,
        }
    }
    schema
}

fn with_example(help: String, example: Option<&Value>) -> String {
    match example {
        Some(Value::String(example)) => format!("{help} For example {example}"),
        Some(Value::Null) | None => help,
        Some(example) => format!("{help} For example {example}"),
    }
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn members<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value
        .get(name)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

fn text(value: &Value, name: &str) -> String {
    value
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn is_true(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or_default()
}
