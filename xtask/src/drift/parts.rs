//! The schemas that hold at once for one value, gathered and read as one: a schema, what it references, and the members
//! of its `allOf`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::schema::{Field, Node, Object, Scalar, Schema, Shape, Union};
use super::source::{At, Place, Source};
use crate::fragment::is_null;

/// The keywords that are read into a form of their own, and those that only remark on a value. Every other keyword is a
/// constraint that is compared as it stands, so that none is overlooked.
const KNOWN: [&str; 25] = [
    "$comment",
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "examples",
    "externalDocs",
    "format",
    "items",
    "nullable",
    "oneOf",
    "properties",
    "required",
    "summary",
    "title",
    "type",
    "xml",
    "$schema",
];

/// What holds at once for one value.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    /// Those that say something about the value, rather than only reference or remark.
    telling: Vec<At<'a>>,
    nullable: bool,
    deprecated: bool,
    default: Option<String>,
    /// The component that everything else only references or remarks on.
    name: Option<String>,
    /// Where that component is defined, or where the schema is written.
    place: Place,
}

impl<'a> Parts<'a> {
    /// Gathers what holds for the schema at a place.
    pub(super) fn gather(source: &Source<'a>, at: &At<'a>, without: &BTreeSet<String>) -> Self {
        let mut parts = Self::collect(source, at, without, &mut Vec::new());
        if parts.telling.is_empty() {
            // Nothing but remarks, or an object that only had its tag.
            parts.telling.push(source.follow(at.clone()));
        }
        parts
    }

    fn collect(
        source: &Source<'a>,
        at: &At<'a>,
        without: &BTreeSet<String>,
        open: &mut Vec<Place>,
    ) -> Self {
        let place = at.place();
        let mut parts = Self {
            telling: Vec::new(),
            nullable: at.flag("nullable")
                || at.texts("type").any(|one| one == "null")
                || at.value.get("const") == Some(&Value::Null)
                || at
                    .value
                    .get("enum")
                    .and_then(Value::as_array)
                    .is_some_and(|values| values.contains(&Value::Null)),
            deprecated: at.flag("deprecated"),
            default: at.value.get("default").map(Value::to_string),
            name: None,
            place: place.clone(),
        };
        // A schema that is a part of itself adds nothing the second time.
        if open.contains(&place) {
            return parts;
        }
        open.push(place);
        let mut inner: Vec<At<'a>> = at
            .text("$ref")
            .and_then(|reference| source.target(at.document, reference))
            .into_iter()
            .chain(at.items("allOf"))
            .collect();
        let alternatives = Alternatives::of(at);
        parts.nullable |= alternatives.null;
        // One alternative, beside `null` or alone, is no choice.
        if let (Some(one), false) = (alternatives.only(), alternatives.tagged) {
            inner.push(one.clone());
        }
        let inner: Vec<Self> = inner
            .iter()
            .map(|part| Self::collect(source, part, without, open))
            .collect();
        open.pop();

        let own = is_telling(at, &alternatives, without, inner.is_empty());
        let mut telling = inner.iter().filter(|part| !part.telling.is_empty());
        if let (false, Some(one), None) = (own, telling.next(), telling.next()) {
            parts.name.clone_from(&one.name);
            parts.place.clone_from(&one.place);
        }
        if parts.name.is_none() {
            parts.name = component(&parts.place);
        }
        if own {
            parts.telling.push(at.clone());
        }
        for part in inner {
            parts.nullable |= part.nullable;
            parts.deprecated |= part.deprecated;
            parts.default = parts.default.or(part.default);
            parts.telling.extend(part.telling);
        }
        parts
    }

    /// All parts as one schema.
    pub(super) fn schema(self, source: &Source<'a>, without: &BTreeSet<String>) -> Schema<'a> {
        Schema {
            shape: self.shape(source, without),
            constraints: self.telling.iter().flat_map(constraints).collect(),
            nullable: self.nullable,
            deprecated: self.deprecated,
            default: self.default,
            name: self.name,
            place: self.place,
        }
    }

    fn shape(&self, source: &Source<'a>, without: &BTreeSet<String>) -> Shape<'a> {
        let object = self.object(source, without);
        let listed = self.telling.iter().find_map(listed);
        let kind = self
            .telling
            .iter()
            .find_map(kind)
            .or_else(|| listed.as_ref().and_then(|listed| listed.kind.clone()));
        let has_members = !object.fields.is_empty() || object.rest.is_some();
        match kind.as_deref() {
            Some("object") => Shape::Object(object),
            _ if object.union.is_some() => Shape::Object(object),
            None if has_members => Shape::Object(object),
            Some("array") => Shape::List(self.first("items")),
            None if self.first("items").is_some() => Shape::List(self.first("items")),
            None => Shape::Any,
            Some(kind) => Shape::Scalar(Scalar {
                kind: kind.to_owned(),
                format: self
                    .telling
                    .iter()
                    .find_map(|part| part.text("format"))
                    .map(str::to_owned),
                values: listed.map(|listed| listed.values),
            }),
        }
    }

    fn first(&self, key: &str) -> Option<Node<'a>> {
        self.telling
            .iter()
            .find_map(|part| part.get(key))
            .map(Node::new)
    }

    fn object(&self, source: &Source<'a>, without: &BTreeSet<String>) -> Object<'a> {
        let required: BTreeSet<&str> = self
            .telling
            .iter()
            .flat_map(|part| part.texts("required"))
            .collect();
        let mut fields = BTreeMap::new();
        for part in &self.telling {
            for (name, at) in part.members("properties") {
                if !without.contains(name) {
                    fields.entry(name).or_insert_with(|| Field {
                        node: Node::new(at),
                        required: required.contains(name),
                    });
                }
            }
        }
        Object {
            fields,
            rest: self.telling.iter().find_map(rest).map(Node::new),
            union: self.telling.iter().find_map(|part| union(source, part)),
        }
    }
}

/// Whether a schema says something about the value, apart from what it references and its members that were taken out.
fn is_telling(
    at: &At<'_>,
    alternatives: &Alternatives<'_>,
    without: &BTreeSet<String>,
    alone: bool,
) -> bool {
    if kind(at).is_some_and(|kind| kind != "object") {
        return true;
    }
    let properties = || crate::fragment::members(at.value.get("properties")).map(|(name, _)| name);
    // `type: object` beside a reference, or for the tag alone, adds nothing.
    let bare = alone && !properties().any(|name| without.contains(name));
    properties().any(|name| !without.contains(name))
        || at.texts("required").any(|name| !without.contains(name))
        || alternatives.are_a_choice()
        || ["items", "format", "enum", "const"]
            .iter()
            .any(|key| at.value.get(key).is_some())
        || rest(at).is_some()
        || constraints(at).next().is_some()
        || (bare && kind(at).is_some())
}

/// The name of the component that stands at a place.
fn component(place: &Place) -> Option<String> {
    let name = place.pointer.strip_prefix("/components/schemas/")?;
    (!name.contains('/')).then(|| name.to_owned())
}

/// The schema of the properties that are not named. `true` and `{}` say what is so without the keyword.
fn rest<'a>(at: &At<'a>) -> Option<At<'a>> {
    at.get("additionalProperties").filter(|rest| {
        rest.value
            .as_object()
            .is_some_and(|keywords| !keywords.is_empty())
    })
}

/// The listed values of an enumeration, apart from null.
struct Listed {
    values: BTreeSet<String>,
    kind: Option<String>,
}

fn listed(at: &At<'_>) -> Option<Listed> {
    let one = at.value.get("const").map(std::slice::from_ref);
    let values = at.value.get("enum").and_then(Value::as_array);
    let values = values.map(Vec::as_slice).or(one)?;
    let kind = values.iter().find_map(|value| match value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(_) => Some("number"),
        _ => None,
    });
    Some(Listed {
        kind: kind.map(str::to_owned),
        values: values
            .iter()
            .filter(|value| !value.is_null())
            .map(text)
            .collect(),
    })
}

/// The type that a schema names, without `null`.
fn kind(at: &At<'_>) -> Option<String> {
    if let Some(kind) = at.text("type") {
        return Some(kind.to_owned());
    }
    let kinds: BTreeSet<&str> = at.texts("type").filter(|kind| *kind != "null").collect();
    (!kinds.is_empty()).then(|| kinds.into_iter().collect::<Vec<_>>().join("|"))
}

/// The members of `oneOf` and `anyOf`.
struct Alternatives<'a> {
    members: Vec<At<'a>>,
    /// Whether `null` is one of them.
    null: bool,
    /// Whether a property tells them apart.
    tagged: bool,
}

impl<'a> Alternatives<'a> {
    fn of(at: &At<'a>) -> Self {
        let all = at.items("oneOf").into_iter().chain(at.items("anyOf"));
        let (null, members): (Vec<_>, Vec<_>) =
            all.partition(|one| one.text("type") == Some("null") || is_null(one.value));
        Self {
            members,
            null: !null.is_empty(),
            tagged: at.get("discriminator").is_some(),
        }
    }

    /// The only one.
    fn only(&self) -> Option<&At<'a>> {
        match self.members.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    fn are_a_choice(&self) -> bool {
        self.members.len() > 1 || self.tagged
    }
}

/// The union that a schema is.
fn union<'a>(source: &Source<'a>, at: &At<'a>) -> Option<Union<'a>> {
    let alternatives = Alternatives::of(at);
    if !alternatives.are_a_choice() {
        return None;
    }
    let discriminator = at.get("discriminator");
    let tag = discriminator.as_ref().and_then(|d| d.text("propertyName"));
    let node = |at: At<'a>| match tag {
        Some(tag) => Node::new(at).without(tag),
        None => Node::new(at),
    };
    let mut members = BTreeMap::new();
    let mut mapped = BTreeSet::new();
    for (value, to) in discriminator.iter().flat_map(|d| d.members("mapping")) {
        if let Some(target) = to
            .value
            .as_str()
            .and_then(|to| source.mapped(at.document, to))
        {
            mapped.insert(target.place());
            members.insert(value.to_owned(), node(target));
        }
    }
    for (index, member) in alternatives.members.into_iter().enumerate() {
        if mapped.contains(&source.follow(member.clone()).place())
            || mapped.contains(&member.place())
        {
            continue;
        }
        // Without a mapping the name of the component is the tag's value.
        let name = member.text("$ref").and_then(|to| to.rsplit('/').next());
        let name = match (name, kind(&member)) {
            (Some(name), _) => name.to_owned(),
            (None, Some(kind)) => match member.text("format") {
                Some(format) => format!("{kind} {format}"),
                None => kind,
            },
            (None, None) => "alternative".to_owned(),
        };
        let name = if members.contains_key(&name) {
            format!("{name} {}", index + 1)
        } else {
            name
        };
        members.insert(name, node(member));
    }
    Some(Union { tag, members })
}

/// Whatever else constrains a value.
fn constraints(at: &At<'_>) -> impl Iterator<Item = (String, String)> {
    let closed = at.value.get("additionalProperties") == Some(&Value::Bool(false));
    let closed = closed.then(|| ("additionalProperties".to_owned(), "false".to_owned()));
    crate::fragment::members(Some(at.value))
        .filter(|(key, value)| {
            let remark = KNOWN.contains(key) || key.starts_with("x-");
            // `false` is what is so without the keyword, and `exclusiveMinimum: true` is told with `minimum`.
            !remark && !value.is_boolean()
                || matches!(
                    (*key, value),
                    ("uniqueItems" | "readOnly" | "writeOnly", Value::Bool(true))
                )
        })
        .map(|(key, value)| {
            let exclusive = match key {
                "minimum" => Some("exclusiveMinimum"),
                "maximum" => Some("exclusiveMaximum"),
                _ => None,
            };
            let key = exclusive
                .filter(|exclusive| at.flag(exclusive))
                .unwrap_or(key);
            (key.to_owned(), text(value))
        })
        .chain(closed)
        .collect::<Vec<_>>()
        .into_iter()
}

/// A value as people read it: text bare, anything else as JSON.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
