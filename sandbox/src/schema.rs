//! The schemas of requests, read once when the sandbox starts. A keyword that is not checked is an error there,
//! so that no request is let through by silence.
//!
//! An own checker, and not a JSON Schema library: OpenAPI 3.0 is a small dialect of its own, the exchange's answers
//! name the type in which reading failed, which a general validator does not know, and the leanest well-kept
//! library brings some 75 crates (number towers, two regular expression engines, URI parsing, Unicode tables).

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::{Number, Value};

use crate::document::{DocumentError, Problem};
use crate::node::Node;

/// Keywords that say something to readers, and nothing about what is valid.
const ANNOTATIONS: [&str; 9] = [
    "title",
    "description",
    "default",
    "example",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
];

/// Keywords that are checked.
const CHECKED: [&str; 24] = [
    "type",
    "format",
    "nullable",
    "enum",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
    "allOf",
    "oneOf",
    "anyOf",
    "discriminator",
    "not",
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

    /// A schema that has to be checked in order to check it, on the same value: that would never end.
    fn circular(&self) -> Option<SchemaId> {
        // Takes away schemas that depend on nothing that is left. What cannot be taken away is in a circle, or
        // depends on one.
        let mut left: Vec<SchemaId> = (0..self.0.len()).map(SchemaId).collect();
        loop {
            let before = left.len();
            let waiting: HashSet<SchemaId> = left.iter().copied().collect();
            left.retain(|id| {
                self.get(*id)
                    .is_some_and(|schema| schema.parts().any(|part| waiting.contains(&part)))
            });
            if left.is_empty() || left.len() == before {
                return left.first().copied();
            }
        }
    }
}

#[derive(Debug)]
pub(crate) struct Schema {
    /// What the exchange calls the type in its messages.
    pub(crate) name: String,
    pub(crate) nullable: bool,
    pub(crate) kind: Kind,
    pub(crate) enumeration: Option<Vec<Value>>,
    pub(crate) all_of: Vec<SchemaId>,
    pub(crate) any_of: Vec<SchemaId>,
    pub(crate) one_of: Vec<SchemaId>,
    pub(crate) discriminator: Option<Discriminator>,
    pub(crate) not: Option<SchemaId>,
}

impl Schema {
    /// The schemas that are checked against the same value.
    fn parts(&self) -> impl Iterator<Item = SchemaId> {
        let chosen = self.discriminator.iter().flat_map(|d| d.mapping.values());
        [&self.all_of, &self.any_of, &self.one_of]
            .into_iter()
            .flatten()
            .chain(&self.not)
            .chain(chosen)
            .copied()
    }
}

#[derive(Debug)]
pub(crate) struct Discriminator {
    pub(crate) property: String,
    pub(crate) mapping: HashMap<String, SchemaId>,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Any,
    Boolean,
    Integer { width: Width, range: Range },
    Number { range: Range },
    String { decimal: bool, length: Count },
    Array(ArrayKind),
    Object(ObjectKind),
}

#[derive(Debug)]
pub(crate) struct ArrayKind {
    pub(crate) items: Option<SchemaId>,
    pub(crate) length: Count,
    pub(crate) unique: bool,
}

#[derive(Debug)]
pub(crate) struct ObjectKind {
    pub(crate) properties: Vec<(String, SchemaId)>,
    pub(crate) required: Vec<String>,
    pub(crate) additional: Additional,
    pub(crate) size: Count,
}

/// What an object may hold besides its properties.
#[derive(Debug)]
pub(crate) enum Additional {
    Anything,
    Nothing,
    Of(SchemaId),
}

/// A least and a greatest number of characters, elements or members.
#[derive(Debug)]
pub(crate) struct Count {
    pub(crate) min: Option<u64>,
    pub(crate) max: Option<u64>,
}

#[derive(Debug)]
pub(crate) struct Range {
    pub(crate) min: Option<Bound>,
    pub(crate) max: Option<Bound>,
}

#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) value: Number,
    pub(crate) exclusive: bool,
}

/// The Rust type that holds an integer on the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

impl Width {
    /// The width of a `format`; 64 bits, signed, where it names none (`unix-millis`, say).
    fn of(format: Option<&str>) -> Self {
        match format {
            Some("int8") => Self::I8,
            Some("int16") => Self::I16,
            Some("int32") => Self::I32,
            Some("uint8") => Self::U8,
            Some("uint16") => Self::U16,
            Some("uint32") => Self::U32,
            Some("uint64") => Self::U64,
            _ => Self::I64,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::I8 => "integer(int8)",
            Self::I16 => "integer(int16)",
            Self::I32 => "integer(int32)",
            Self::I64 => "integer(int64)",
            Self::U8 => "integer(uint8)",
            Self::U16 => "integer(uint16)",
            Self::U32 => "integer(uint32)",
            Self::U64 => "integer(uint64)",
        }
    }
}

/// Reads schemas, and those that they refer to, each once. Works through a queue and never recurses, so that no
/// document can exhaust the stack.
#[derive(Default)]
pub(crate) struct SchemaReader<'a> {
    known: HashMap<String, SchemaId>,
    pending: VecDeque<Node<'a>>,
}

impl<'a> SchemaReader<'a> {
    /// The id that the schema at `node` will have.
    pub(crate) fn id(&mut self, node: &Node<'a>) -> Result<SchemaId, DocumentError> {
        let target = node.resolve()?;
        if let Some(id) = self.known.get(target.pointer()) {
            return Ok(*id);
        }
        // Ids are handed out in the order of the queue, which is the order of reading.
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
        match schemas.circular().and_then(|id| places.get(id.0)) {
            Some(place) => Err(place.error(Problem::Circle)),
            None => Ok(schemas),
        }
    }

    fn read(&mut self, node: &Node<'a>) -> Result<Schema, DocumentError> {
        for (keyword, at) in node.members()? {
            let known = CHECKED.contains(&keyword) || ANNOTATIONS.contains(&keyword);
            if !known && !keyword.starts_with("x-") {
                return Err(at.error(Problem::Unsupported(keyword.to_owned())));
            }
        }
        let one_of = self.ids(node, "oneOf")?;
        let any_of = self.ids(node, "anyOf")?;
        Ok(Schema {
            name: type_name(node)?,
            nullable: flag(node, "nullable")?,
            kind: self.kind(node)?,
            enumeration: node
                .get("enum")
                .map(|values| values.items())
                .transpose()?
                .map(|values| values.iter().map(|value| value.value().clone()).collect()),
            all_of: self.ids(node, "allOf")?,
            discriminator: self.discriminator(node)?,
            any_of,
            one_of,
            not: node.get("not").map(|not| self.id(&not)).transpose()?,
        })
    }

    fn ids(&mut self, node: &Node<'a>, key: &str) -> Result<Vec<SchemaId>, DocumentError> {
        let Some(members) = node.get(key) else {
            return Ok(Vec::new());
        };
        members.items()?.iter().map(|item| self.id(item)).collect()
    }

    fn kind(&mut self, node: &Node<'a>) -> Result<Kind, DocumentError> {
        let format = node.get("format").map(|format| format.text()).transpose()?;
        Ok(match type_of(node)? {
            None => Kind::Any,
            Some("boolean") => Kind::Boolean,
            Some("integer") => Kind::Integer {
                width: Width::of(format),
                range: range(node)?,
            },
            Some("number") => Kind::Number {
                range: range(node)?,
            },
            Some("string") => Kind::String {
                decimal: format == Some("decimal"),
                length: count(node, "minLength", "maxLength")?,
            },
            Some("array") => Kind::Array(ArrayKind {
                items: node.get("items").map(|items| self.id(&items)).transpose()?,
                length: count(node, "minItems", "maxItems")?,
                unique: flag(node, "uniqueItems")?,
            }),
            Some("object") => Kind::Object(self.object(node)?),
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
                required.push(name.text()?.to_owned());
            }
        }
        let additional = match node.get("additionalProperties") {
            None => Additional::Anything,
            Some(schema) => match schema.value() {
                Value::Bool(true) => Additional::Anything,
                Value::Bool(false) => Additional::Nothing,
                _ => Additional::Of(self.id(&schema)?),
            },
        };
        Ok(ObjectKind {
            properties,
            required,
            additional,
            size: count(node, "minProperties", "maxProperties")?,
        })
    }

    fn discriminator(&mut self, node: &Node<'a>) -> Result<Option<Discriminator>, DocumentError> {
        let Some(discriminator) = node.get("discriminator") else {
            return Ok(None);
        };
        let mut mapping = HashMap::new();
        // A schema's own name selects it, besides what the mapping says.
        for key in ["oneOf", "anyOf"] {
            for member in node
                .get(key)
                .map_or_else(|| Ok(Vec::new()), |m| m.items())?
            {
                if member.get("$ref").is_some() {
                    mapping.insert(type_name(&member)?, self.id(&member)?);
                }
            }
        }
        if let Some(named) = discriminator.get("mapping") {
            for (value, at) in named.members()? {
                let text = at.text()?;
                let target = if text.starts_with('#') {
                    at.target(text)?
                } else {
                    at.target(&format!("#/components/schemas/{text}"))?
                };
                mapping.insert(value.to_owned(), self.id(&target)?);
            }
        }
        Ok(Some(Discriminator {
            property: discriminator.require("propertyName")?.text()?.to_owned(),
            mapping,
        }))
    }
}

/// The type of a schema: what it says, or what its keywords are about; `None` when it is open.
fn type_of<'a>(node: &Node<'a>) -> Result<Option<&'a str>, DocumentError> {
    if let Some(named) = node.get("type") {
        return named.text().map(Some);
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

/// What the exchange's framework calls the type (see `errors.rs`): the schema's name, or a description of the type.
fn type_name(node: &Node<'_>) -> Result<String, DocumentError> {
    const COMPONENTS: &str = "/components/schemas/";

    let mut lists = String::new();
    let mut at = node.clone();
    loop {
        let pointer = match at.get("$ref") {
            Some(reference) => reference.text()?.trim_start_matches('#').to_owned(),
            None => at.pointer().to_owned(),
        };
        if let Some(name) = pointer.strip_prefix(COMPONENTS)
            && !name.contains('/')
        {
            return Ok(lists + name);
        }
        // A reference that is wrapped to put a description beside it keeps its name.
        let wrapped = at.get("allOf").map(|all| all.items()).transpose()?;
        if let Some([only]) = wrapped.as_deref() {
            at = only.clone();
            continue;
        }
        let format = at.get("format").map(|format| format.text()).transpose()?;
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
            Some("integer") => Width::of(format).name().to_owned(),
            Some("number") => format!("number({})", format.unwrap_or("double")),
            Some(named) => match format {
                Some(format) => format!("{named}({format})"),
                None => named.to_owned(),
            },
            None => "object".to_owned(),
        };
        return Ok(lists + &name);
    }
}

fn flag(node: &Node<'_>, key: &str) -> Result<bool, DocumentError> {
    node.get(key).map_or(Ok(false), |flag| flag.flag())
}

fn count(node: &Node<'_>, min: &str, max: &str) -> Result<Count, DocumentError> {
    let read = |key| node.get(key).map(|count| count.count()).transpose();
    Ok(Count {
        min: read(min)?,
        max: read(max)?,
    })
}

fn range(node: &Node<'_>) -> Result<Range, DocumentError> {
    Ok(Range {
        min: bound(node, "minimum", "exclusiveMinimum")?,
        max: bound(node, "maximum", "exclusiveMaximum")?,
    })
}

fn bound(node: &Node<'_>, key: &str, exclusive: &str) -> Result<Option<Bound>, DocumentError> {
    let Some(bound) = node.get(key) else {
        return Ok(None);
    };
    let Value::Number(value) = bound.value() else {
        return Err(bound.error(Problem::NotA("number")));
    };
    Ok(Some(Bound {
        value: value.clone(),
        exclusive: flag(node, exclusive)?,
    }))
}
