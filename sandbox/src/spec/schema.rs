//! The schemas of requests, read once when the sandbox starts. A keyword that is not checked is an error at the start, so
//! that no request passes unchecked.
//!
//! The supported keywords are those of the exchange's requests and those that code generation accepts in a request. The
//! checker is our own because the exchange's responses name the type that failed to parse, which JSON Schema validators
//! do not report.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::Value;

use crate::spec::error::{DocumentError, Problem};
use crate::spec::node::Node;

/// Keywords that describe a schema and do not restrict its values. The document that the exchange publishes has titles.
const ANNOTATIONS: [&str; 4] = ["title", "description", "default", "deprecated"];

/// Keywords that are checked for every type.
const COMMON: [&str; 7] = [
    "type",
    "format",
    "nullable",
    "enum",
    "allOf",
    "oneOf",
    "discriminator",
];

/// A schema of a [`Schemas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SchemaId(usize);

#[derive(Debug, Default)]
pub(crate) struct Schemas(Vec<Schema>);

impl Schemas {
    pub(crate) fn get(&self, id: SchemaId) -> Option<&Schema> {
        self.0.get(id.0)
    }

    /// Returns a schema that contains itself through `allOf` or `oneOf`: its check would not end.
    fn recursive(&self) -> Option<SchemaId> {
        // Removes schemas that depend on nothing that is left. The rest are recursive, or depend on one that is.
        let mut left: Vec<SchemaId> = (0..self.0.len()).map(SchemaId).collect();
        loop {
            let before = left.len();
            let waiting: HashSet<SchemaId> = left.iter().copied().collect();
            left.retain(|id| {
                self.get(*id)
                    .is_some_and(|schema| schema.members().any(|member| waiting.contains(&member)))
            });
            if left.is_empty() || left.len() == before {
                return left.first().copied();
            }
        }
    }
}

#[derive(Debug)]
pub(crate) struct Schema {
    /// The name of the type in the exchange's messages.
    pub(crate) name: String,
    pub(crate) nullable: bool,
    pub(crate) kind: SchemaKind,
    pub(crate) enumeration: Option<Vec<Value>>,
    pub(crate) all_of: Vec<SchemaId>,
    pub(crate) union: Option<Union>,
}

impl Schema {
    /// Returns the schemas that are checked against the same value.
    fn members(&self) -> impl Iterator<Item = SchemaId> {
        let variants = self.union.iter().flat_map(|union| union.variants.values());
        self.all_of.iter().chain(variants).copied()
    }
}

/// A `oneOf` whose variant is named by a property of the value.
#[derive(Debug)]
pub(crate) struct Union {
    pub(crate) property: String,
    pub(crate) variants: HashMap<String, SchemaId>,
}

#[derive(Debug)]
pub(crate) enum SchemaKind {
    Any,
    Boolean,
    Number,
    Integer { width: Width, range: Range },
    String { decimal: bool, length: Count },
    Array(ArrayKind),
    Object(ObjectKind),
}

#[derive(Debug)]
pub(crate) struct ArrayKind {
    pub(crate) items: Option<SchemaId>,
    pub(crate) length: Count,
}

#[derive(Debug)]
pub(crate) struct ObjectKind {
    pub(crate) properties: Vec<(String, SchemaId)>,
    pub(crate) required: Vec<String>,
    pub(crate) additional: Additional,
}

/// The members of an object besides its properties.
#[derive(Debug)]
pub(crate) enum Additional {
    Any,
    None,
    Of(SchemaId),
}

/// A minimum and a maximum number of characters or elements.
#[derive(Debug)]
pub(crate) struct Count {
    pub(crate) min: Option<u64>,
    pub(crate) max: Option<u64>,
}

/// A minimum and a maximum value, both inclusive.
#[derive(Debug)]
pub(crate) struct Range {
    pub(crate) min: Option<i128>,
    pub(crate) max: Option<i128>,
}

/// The Rust type that the exchange reads an integer into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

impl Width {
    /// Returns the width of an integer's `format`; 64 bits, signed, without one and for times.
    fn of(node: &Node<'_>) -> Result<Self, DocumentError> {
        let Some(format) = node.get("format") else {
            return Ok(Self::I64);
        };
        Ok(match format.string()? {
            "int32" => Self::I32,
            "int64" | "unix-seconds" | "unix-millis" | "unix-micros" => Self::I64,
            "uint8" => Self::U8,
            "uint16" => Self::U16,
            "uint32" => Self::U32,
            "uint64" => Self::U64,
            other => {
                let problem = Problem::Unsupported(format!("integer format {other}"));
                return Err(format.error(problem));
            }
        })
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::I32 => "integer(int32)",
            Self::I64 => "integer(int64)",
            Self::U8 => "integer(uint8)",
            Self::U16 => "integer(uint16)",
            Self::U32 => "integer(uint32)",
            Self::U64 => "integer(uint64)",
        }
    }
}

/// Reads schemas and those that they refer to, each once. It works through a queue instead of recursion, so that no
/// document exhausts the stack.
#[derive(Default)]
pub(crate) struct SchemaReader<'a> {
    known: HashMap<String, SchemaId>,
    pending: VecDeque<Node<'a>>,
}

impl<'a> SchemaReader<'a> {
    /// Returns the id that the schema at `node` will have.
    pub(crate) fn id(&mut self, node: &Node<'a>) -> Result<SchemaId, DocumentError> {
        let target = node.resolve()?;
        if let Some(id) = self.known.get(target.pointer()) {
            return Ok(*id);
        }
        // Ids follow the order of the queue, which is the order of reading.
        let id = SchemaId(self.known.len());
        self.known.insert(target.pointer().to_owned(), id);
        self.pending.push_back(target);
        Ok(id)
    }

    pub(crate) fn finish(mut self) -> Result<Schemas, DocumentError> {
        let mut schemas = Schemas::default();
        let mut places = Vec::new();
        while let Some(node) = self.pending.pop_front() {
            schemas.0.push(self.read(&node)?);
            places.push(node);
        }
        match schemas.recursive().and_then(|id| places.get(id.0)) {
            Some(place) => Err(place.error(Problem::Recursion)),
            None => Ok(schemas),
        }
    }

    fn read(&mut self, node: &Node<'a>) -> Result<Schema, DocumentError> {
        check_keywords(node)?;
        let all_of = match node.get("allOf") {
            Some(members) => {
                let members = members.items()?;
                let ids = members.iter().map(|member| self.id(member));
                ids.collect::<Result<_, _>>()?
            }
            None => Vec::new(),
        };
        let enumeration = node.get("enum").map(|values| values.items()).transpose()?;
        Ok(Schema {
            name: type_name(node)?,
            nullable: boolean(node, "nullable")?,
            kind: self.kind(node)?,
            enumeration: enumeration
                .map(|values| values.iter().map(|value| value.value().clone()).collect()),
            all_of,
            union: self.union(node)?,
        })
    }

    fn kind(&mut self, node: &Node<'a>) -> Result<SchemaKind, DocumentError> {
        let format = string(node, "format")?;
        Ok(match type_of(node)? {
            None => SchemaKind::Any,
            Some("boolean") => SchemaKind::Boolean,
            Some("number") => SchemaKind::Number,
            Some("integer") => SchemaKind::Integer {
                width: Width::of(node)?,
                range: Range {
                    min: integer(node, "minimum")?,
                    max: integer(node, "maximum")?,
                },
            },
            Some("string") => SchemaKind::String {
                decimal: format == Some("decimal"),
                length: count(node, "minLength", "maxLength")?,
            },
            Some("array") => SchemaKind::Array(ArrayKind {
                items: node.get("items").map(|items| self.id(&items)).transpose()?,
                length: count(node, "minItems", "maxItems")?,
            }),
            Some("object") => SchemaKind::Object(self.object(node)?),
            Some(other) => {
                let problem = Problem::Unsupported(format!("type {other}"));
                return Err(node.error(problem));
            }
        })
    }

    fn object(&mut self, node: &Node<'a>) -> Result<ObjectKind, DocumentError> {
        let mut properties = Vec::new();
        if let Some(members) = node.get("properties") {
            for (name, schema) in members.members()? {
                properties.push((name.to_owned(), self.id(&schema)?));
            }
        }
        let mut required = Vec::new();
        if let Some(names) = node.get("required") {
            for name in names.items()? {
                required.push(name.string()?.to_owned());
            }
        }
        let additional = match node.get("additionalProperties") {
            None => Additional::Any,
            Some(schema) => match schema.value() {
                Value::Bool(true) => Additional::Any,
                Value::Bool(false) => Additional::None,
                _ => Additional::Of(self.id(&schema)?),
            },
        };
        Ok(ObjectKind {
            properties,
            required,
            additional,
        })
    }

    fn union(&mut self, node: &Node<'a>) -> Result<Option<Union>, DocumentError> {
        let (members, discriminator) = match (node.get("oneOf"), node.get("discriminator")) {
            (Some(members), Some(discriminator)) => (members.items()?, discriminator),
            (None, None) => return Ok(None),
            _ => {
                let problem = "`oneOf` without `discriminator`, or the reverse";
                return Err(node.error(Problem::Unsupported(problem.to_owned())));
            }
        };
        let mut variants = HashMap::new();
        // The name of a schema selects it, besides the entries of the mapping.
        for member in members {
            if member.get("$ref").is_some() {
                variants.insert(type_name(&member)?, self.id(&member)?);
            }
        }
        if let Some(mapping) = discriminator.get("mapping") {
            for (value, at) in mapping.members()? {
                let reference = at.string()?;
                let target = if reference.starts_with('#') {
                    at.target(reference)?
                } else {
                    at.target(&format!("#/components/schemas/{reference}"))?
                };
                variants.insert(value.to_owned(), self.id(&target)?);
            }
        }
        Ok(Some(Union {
            property: discriminator.require("propertyName")?.string()?.to_owned(),
            variants,
        }))
    }
}

/// Rejects a keyword that is not checked for the type of the schema.
fn check_keywords(node: &Node<'_>) -> Result<(), DocumentError> {
    let of_type: &[&str] = match type_of(node)? {
        Some("integer") => &["minimum", "maximum"],
        Some("string") => &["minLength", "maxLength"],
        Some("array") => &["items", "minItems", "maxItems"],
        Some("object") => &["properties", "required", "additionalProperties"],
        _ => &[],
    };
    for (keyword, at) in node.members()? {
        let known = COMMON.contains(&keyword)
            || of_type.contains(&keyword)
            || ANNOTATIONS.contains(&keyword)
            || keyword.starts_with("x-");
        if !known {
            return Err(at.error(Problem::Unsupported(format!("`{keyword}`"))));
        }
    }
    Ok(())
}

/// Returns the type of a schema, inferred from its keywords if `type` is absent; `None` when it is open.
fn type_of<'a>(node: &Node<'a>) -> Result<Option<&'a str>, DocumentError> {
    if let Some(named) = node.get("type") {
        return named.string().map(Some);
    }
    let has = |key: &str| node.get(key).is_some();
    Ok(
        if has("properties") || has("required") || has("additionalProperties") {
            Some("object")
        } else if has("items") {
            Some("array")
        } else {
            None
        },
    )
}

/// Returns the name of a type in the exchange's framework (see `error_response.rs`): the name of the schema, or a
/// description of the type.
fn type_name(node: &Node<'_>) -> Result<String, DocumentError> {
    const COMPONENTS: &str = "/components/schemas/";

    let mut lists = String::new();
    let mut at = node.clone();
    loop {
        let pointer = match at.get("$ref") {
            Some(reference) => reference.string()?.trim_start_matches('#').to_owned(),
            None => at.pointer().to_owned(),
        };
        if let Some(name) = pointer.strip_prefix(COMPONENTS)
            && !name.contains('/')
        {
            return Ok(lists + name);
        }
        // A reference in an `allOf` of one, which adds a description, keeps its name.
        let wrapped = at.get("allOf").map(|all| all.items()).transpose()?;
        if let Some([only]) = wrapped.as_deref() {
            at = only.clone();
            continue;
        }
        let format = string(&at, "format")?;
        let name = match type_of(&at)? {
            Some("array") => {
                lists.push_str("list_");
                match at.get("items") {
                    Some(items) => {
                        at = items;
                        continue;
                    }
                    None => "Any".to_owned(),
                }
            }
            Some("integer") => Width::of(&at)?.name().to_owned(),
            Some(named) => match format {
                Some(format) => format!("{named}({format})"),
                None => named.to_owned(),
            },
            None => "object".to_owned(),
        };
        return Ok(lists + &name);
    }
}

fn string<'a>(node: &Node<'a>, key: &str) -> Result<Option<&'a str>, DocumentError> {
    node.get(key).map(|value| value.string()).transpose()
}

fn boolean(node: &Node<'_>, key: &str) -> Result<bool, DocumentError> {
    node.get(key).map_or(Ok(false), |value| value.boolean())
}

fn count(node: &Node<'_>, min: &str, max: &str) -> Result<Count, DocumentError> {
    let read = |key| node.get(key).map(|count| count.count()).transpose();
    Ok(Count {
        min: read(min)?,
        max: read(max)?,
    })
}

fn integer(node: &Node<'_>, key: &str) -> Result<Option<i128>, DocumentError> {
    let Some(bound) = node.get(key) else {
        return Ok(None);
    };
    let value = bound.value().as_number().and_then(|value| value.as_i128());
    value
        .map(Some)
        .ok_or_else(|| bound.error(Problem::Expected("integer")))
}
