//! Published schemas, translated to those that `openapi/` is written in.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase as _;
use serde_json::{Value, json};

use super::words;
use crate::problem::{Problem, Problems};
use crate::published::{Published, as_written, flag};
use crate::spec::document::Node;
use crate::spec::model::Type;
use crate::spec::{is_secret, last_step, names, scalar_type};

/// An enumeration with more values lists what there is today, such as every asset, and is described as a string.
const MANY_VALUES: usize = 200;

/// The depth of nested schemas, through references too.
const MAX_DEPTH: usize = 64;

/// Keys that only explain.
const WORDS: [&str; 13] = [
    "title",
    "description",
    "deprecated",
    "nullable",
    "default",
    "example",
    "examples",
    "externalDocs",
    "xml",
    "readOnly",
    "writeOnly",
    "type",
    "$comment",
];

/// Keys of limits that the exchange checks and no type carries.
const UNTYPED_LIMITS: [&str; 9] = [
    "pattern",
    "multipleOf",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "contentEncoding",
    "contentMediaType",
];

/// Help for a schema that has no translation.
pub(super) const BY_HAND: &str =
    "describe the operation by hand, with the type that the exchange sends";

/// A schema as it will be written.
#[derive(Debug)]
pub(super) struct Schema {
    pub(super) kind: Kind,
    pub(super) nullable: bool,
    pub(super) deprecated: bool,
    pub(super) default: Option<Value>,
    /// Comments on what was changed.
    pub(super) comments: Vec<String>,
    /// The line of the published schema.
    pub(super) line: usize,
}

/// The kinds of schemas.
#[derive(Debug)]
pub(super) enum Kind {
    /// A component, by its name.
    Reference(String),
    Scalar {
        of: String,
        format: String,
        ty: Type,
        /// The limits that are written, by key.
        limits: Vec<(String, Value)>,
        /// The published values, which have no type.
        values: Vec<Value>,
    },
    Enum(Vec<String>),
    List {
        element: Box<Schema>,
        limits: Vec<(String, Value)>,
    },
    /// A map; of any value without a schema.
    Map(Option<Box<Schema>>),
    Object {
        properties: Vec<Property>,
        additional: Option<Box<Schema>>,
    },
    Union {
        tag: String,
        /// The values of the tag, each with its component.
        members: Vec<(String, String)>,
    },
    /// A component that joins the value of a tag to an object.
    Member {
        base: String,
        tag: String,
        text: String,
    },
    /// The component of a price and a quantity.
    PriceLevel,
    Any,
}

/// A property.
#[derive(Debug)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) schema: Schema,
}

/// The place that uses a schema.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    /// The name of the type that a schema in this place has.
    pub(super) inline: &'p str,
    /// The name of the property or the parameter.
    pub(super) name: &'p str,
    /// The published prose of the property or the parameter.
    pub(super) prose: &'p str,
    /// Part of a response, so that an optional property may be null.
    pub(super) response: bool,
    /// The schema is a component.
    pub(super) component: bool,
}

/// Translates the schemas of one operation.
pub(super) struct Translator<'u> {
    pub(super) upstream: &'u Published,
    subject: String,
    /// The components that are described already.
    described: BTreeSet<String>,
    /// The name of the component of a price and a quantity.
    price_level: String,
    /// The published components that a response contains.
    pub(super) received: BTreeSet<String>,
    /// The new components in the order of their use; `None` for one without a translation.
    pub(super) components: Vec<(String, Option<Schema>)>,
    /// The published name of each component.
    pub(super) published: BTreeMap<String, String>,
    /// The objects that a union joins a tag to.
    pub(super) bases: BTreeSet<String>,
    depth: usize,
    pub(super) problems: Problems,
}

/// The properties of an object and of whatever it is combined with.
#[derive(Default)]
pub(super) struct Parts<'u> {
    pub(super) properties: Vec<(&'u str, Node<'u>)>,
    pub(super) required: BTreeSet<&'u str>,
    additional: Option<Node<'u>>,
    /// The schemas that are collected, and those that are being collected, by their pointers.
    collected: BTreeSet<String>,
    inside: Vec<String>,
}

impl<'u> Translator<'u> {
    /// Creates a translator for the operation `subject`.
    pub(super) fn new(
        upstream: &'u Published,
        subject: String,
        described: BTreeSet<String>,
        price_level: Option<String>,
    ) -> Self {
        Self {
            upstream,
            subject,
            described,
            price_level: price_level.unwrap_or_else(|| "PriceLevel".to_owned()),
            received: BTreeSet::new(),
            components: Vec::new(),
            published: BTreeMap::new(),
            bases: BTreeSet::new(),
            depth: 0,
            problems: Vec::new(),
        }
    }

    /// Records an error.
    pub(super) fn reject(&mut self, node: &Node<'_>, cause: impl Into<String>, help: &str) {
        let problem = self.upstream.problem(node, &self.subject, cause, help);
        self.problems.push(problem);
    }

    /// Returns the value; records an error.
    pub(super) fn recorded<T>(&mut self, outcome: Result<T, Problem>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(problem) => {
                let subject = format!("{}, {}", self.subject, problem.subject);
                self.problems.push(Problem { subject, ..problem });
                None
            }
        }
    }

    /// Records the components that a schema of a response contains.
    pub(super) fn receive(&mut self, node: &Node<'u>) {
        let mut left = vec![node.clone()];
        while let Some(node) = left.pop() {
            if node.reference().is_some() {
                // A reference to nothing is reported where it is translated.
                if let Ok(target) = self.upstream.resolve(&node)
                    && self.received.insert(target.pointer.clone())
                {
                    left.push(target);
                }
                continue;
            }
            // A property may have the name of a key that holds data.
            let properties = last_step(&node.pointer) == "properties";
            let data = ["example", "examples", "default", "enum"];
            let members = node.members();
            let members = members.filter(|(key, _)| properties || !data.contains(key));
            left.extend(members.map(|(_, member)| member));
            left.extend(node.elements());
        }
    }

    /// Translates a schema.
    pub(super) fn schema(&mut self, node: &Node<'u>, place: Place<'_>) -> Option<Schema> {
        if self.depth > MAX_DEPTH {
            let cause = format!("the schemas nest deeper than {MAX_DEPTH}");
            self.reject(node, cause, BY_HAND);
            return None;
        }
        self.depth += 1;
        let schema = self.any_schema(node, place);
        self.depth -= 1;
        schema
    }

    fn any_schema(&mut self, node: &Node<'u>, place: Place<'_>) -> Option<Schema> {
        if node.reference().is_some() {
            return self.reference(node, place);
        }
        if !node.value.is_object() {
            self.reject(node, "a schema is not a mapping", BY_HAND);
            return None;
        }
        if let Some(not) = node.get("not") {
            self.reject(&not, "`not` has no type", BY_HAND);
            return None;
        }
        let mut schema = if let Some(parts) = node.get("allOf") {
            self.all_of(node, &parts, place)?
        } else if let Some(parts) = node.get("oneOf") {
            self.one_of(node, "oneOf", &parts, place)?
        } else if let Some(parts) = node.get("anyOf") {
            self.one_of(node, "anyOf", &parts, place)?
        } else {
            self.plain(node, place)?
        };
        Self::add_words(&mut schema, node);
        Some(schema)
    }

    /// Adds the keys that every type can have.
    fn add_words(schema: &mut Schema, node: &Node<'_>) {
        schema.nullable |= is_nullable(node);
        schema.deprecated |= flag(node, "deprecated");
        if let Some(default) = node.get("default").filter(|node| !node.value.is_null()) {
            schema.default = Some(default.value.clone());
        }
    }

    pub(super) fn new_schema(node: &Node<'_>, kind: Kind) -> Schema {
        Schema {
            kind,
            nullable: false,
            deprecated: false,
            default: None,
            comments: Vec::new(),
            line: node.line(),
        }
    }

    pub(super) fn reference(&mut self, node: &Node<'u>, place: Place<'_>) -> Option<Schema> {
        let target = self.recorded(self.upstream.resolve(node))?;
        let values = target.get("enum");
        let count = values.iter().flat_map(Node::elements).count();
        let known = last_step(&target.pointer).to_upper_camel_case();
        if count > MANY_VALUES && !self.described.contains(&known) {
            let mut schema = Self::new_schema(node, string());
            schema.nullable = is_nullable(&target);
            let name = last_step(&target.pointer);
            schema.comments.push(format!(
                "Published as {name}, an enumeration of {count} values, which is open."
            ));
            return Some(schema);
        }
        let alternatives = target.get("oneOf").or_else(|| target.get("anyOf"));
        let transparent = match target.get("allOf") {
            Some(parts) => one_reference(&parts).is_some(),
            None => alternatives.is_some() && target.get("discriminator").is_none(),
        };
        let is_component = target.pointer.starts_with("/components/schemas/");
        if transparent || !is_component {
            let place = Place {
                component: false,
                ..place
            };
            return self.schema(&target, place);
        }
        let published = last_step(&target.pointer);
        let name = self.component(published, &target)?;
        let mut schema = Self::new_schema(node, Kind::Reference(name));
        schema.nullable = is_nullable(&target);
        Some(schema)
    }

    /// Returns the name of a published component, which is translated when it is used first.
    pub(super) fn component(&mut self, published: &str, node: &Node<'u>) -> Option<String> {
        let name = published.to_upper_camel_case();
        if !names::is_ident(&name) {
            let cause = format!("the schema name `{published}` has no type name");
            self.reject(node, cause, "rename it in a copy of the published document");
            return None;
        }
        match self.published.get(&name) {
            Some(known) if known == published => return Some(name),
            Some(known) => {
                let cause = format!("`{published}` and `{known}` have the type name `{name}`");
                self.reject(
                    node,
                    cause,
                    "rename one in a copy of the published document",
                );
                return None;
            }
            None => {}
        }
        self.published.insert(name.clone(), published.to_owned());
        if self.described.contains(&name) {
            return Some(name);
        }
        let at = self.components.len();
        self.components.push((name.clone(), None));
        let place = Place {
            inline: &name,
            name: &name,
            prose: "",
            response: self.received.contains(&node.pointer),
            component: true,
        };
        let schema = self.schema(node, place);
        if let Some(entry) = self.components.get_mut(at) {
            entry.1 = schema;
        }
        Some(name)
    }

    /// Adds a component that is not published under this name.
    pub(super) fn add(
        &mut self,
        name: &str,
        node: &Node<'u>,
        schema: Option<Schema>,
    ) -> Option<()> {
        let own = format!("{}#{name}", node.pointer);
        match self.published.insert(name.to_owned(), own.clone()) {
            Some(known) if known != own => {
                let cause = format!("the type name `{name}` is taken by `{known}`");
                self.reject(node, cause, BY_HAND);
                None
            }
            Some(_) => Some(()),
            None => {
                if !self.described.contains(name) {
                    self.components.push((name.to_owned(), schema));
                }
                Some(())
            }
        }
    }

    /// Translates `allOf`: a reference with a description, or objects that are merged.
    fn all_of(&mut self, node: &Node<'u>, parts: &Node<'u>, place: Place<'_>) -> Option<Schema> {
        self.keys(
            node,
            &["allOf", "properties", "required", "additionalProperties"],
        );
        if let Some(reference) = one_reference(parts) {
            let mut schema = self.schema(&reference, place)?;
            for part in parts.elements() {
                if part.reference().is_none() {
                    Self::add_words(&mut schema, &part);
                }
            }
            schema.line = node.line();
            return Some(schema);
        }
        if let [one] = parts.elements().collect::<Vec<_>>().as_slice() {
            return self.schema(one, place);
        }
        let mut gathered = Parts::default();
        self.gather(node, &mut gathered)?;
        self.object(node, gathered, place)
    }

    /// Collects the properties of an object and of the parts of `allOf`, each schema once.
    pub(super) fn gather(&mut self, node: &Node<'u>, to: &mut Parts<'u>) -> Option<()> {
        let node = self.recorded(self.upstream.resolve(node))?;
        if to.inside.contains(&node.pointer) || to.inside.len() > MAX_DEPTH {
            self.reject(&node, "the schemas nest without an end", BY_HAND);
            return None;
        }
        if !to.collected.insert(node.pointer.clone()) {
            return Some(());
        }
        let other = ["oneOf", "anyOf", "not", "items", "enum"];
        let of = node.get("type").and_then(|of| of.text());
        if other.iter().any(|key| node.get(key).is_some()) || !matches!(of, None | Some("object")) {
            let cause = "`allOf` of something else than objects has no type";
            self.reject(&node, cause, BY_HAND);
            return None;
        }
        to.inside.push(node.pointer.clone());
        let parts = node.get("allOf");
        let gathered = parts
            .iter()
            .flat_map(Node::elements)
            .try_for_each(|part| self.gather(&part, to));
        to.inside.pop();
        gathered?;
        self.keys(
            &node,
            &["allOf", "properties", "required", "additionalProperties"],
        );
        for (name, property) in node.get("properties").iter().flat_map(as_written) {
            match to.properties.iter().find(|(other, _)| *other == name) {
                None => to.properties.push((name, property)),
                Some((_, other)) if other.value == property.value => {}
                Some(_) => {
                    let cause = format!("`allOf` has two descriptions of `{name}`");
                    self.reject(&property, cause, BY_HAND);
                    return None;
                }
            }
        }
        let required = node.get("required");
        let required = required.iter().flat_map(Node::elements);
        to.required.extend(required.filter_map(|name| name.text()));
        if let Some(additional) = node.get("additionalProperties") {
            to.additional = Some(additional);
        }
        Some(())
    }

    /// Translates an object with properties, or a map.
    pub(super) fn object(
        &mut self,
        node: &Node<'u>,
        parts: Parts<'u>,
        place: Place<'_>,
    ) -> Option<Schema> {
        let mut schema = Self::new_schema(node, Kind::Any);
        let additional = match &parts.additional {
            None => None,
            Some(of) if *of.value == Value::Bool(false) => None,
            Some(of) if *of.value == Value::Bool(true) => Some(Self::new_schema(of, Kind::Any)),
            Some(of) => {
                let inline = format!("{}Value", place.inline);
                let place = Place {
                    inline: &inline,
                    component: false,
                    ..place
                };
                Some(self.schema(of, place)?)
            }
        };
        let closed = parts.additional.as_ref().map(|of| of.value) == Some(&Value::Bool(false));
        let is_base = self.bases.contains(place.inline);
        if parts.properties.is_empty() && node.get("properties").is_none() && !closed && !is_base {
            let values = additional.filter(|of| !matches!(of.kind, Kind::Any));
            schema.kind = Kind::Map(values.map(Box::new));
            return Some(schema);
        }
        let mut properties = Vec::new();
        let mut failed = false;
        for (name, property) in &parts.properties {
            let required = parts.required.contains(name);
            match self.property(name, property, place) {
                Some(mut translated) => {
                    translated.nullable |= place.response && !required;
                    properties.push(Property {
                        name: (*name).to_owned(),
                        required,
                        schema: translated,
                    });
                }
                None => failed = true,
            }
        }
        for name in &parts.required {
            if !parts.properties.iter().any(|(known, _)| known == name) {
                schema
                    .comments
                    .push(format!("Published as required, and not described: {name}."));
            }
        }
        if failed {
            return None;
        }
        schema.kind = Kind::Object {
            properties,
            additional: additional.map(Box::new),
        };
        Some(schema)
    }

    fn property(&mut self, name: &str, node: &Node<'u>, owner: Place<'_>) -> Option<Schema> {
        let inline = format!("{}{}", owner.inline, name.to_upper_camel_case());
        let place = Place {
            inline: &inline,
            name,
            prose: prose(node),
            response: owner.response,
            component: false,
        };
        self.schema(node, place)
    }

    /// Translates a schema that does not combine others.
    fn plain(&mut self, node: &Node<'u>, place: Place<'_>) -> Option<Schema> {
        let of = self.type_of(node)?;
        match of {
            "object" => {
                self.keys(node, &["properties", "required", "additionalProperties"]);
                let mut parts = Parts::default();
                self.gather(node, &mut parts)?;
                self.object(node, parts, place)
            }
            "array" => self.list(node, place),
            "" => {
                self.keys(node, &[]);
                Some(Self::new_schema(node, Kind::Any))
            }
            "string" if node.get("enum").is_some() || node.get("const").is_some() => {
                self.values(node)
            }
            _ => self.scalar(node, of, place),
        }
    }

    /// Returns the type, as one string; empty for a schema of any value.
    fn type_of(&mut self, node: &Node<'u>) -> Option<&'u str> {
        let Some(of) = node.get("type") else {
            let strings = |key: &str| {
                let values = node.get(key);
                let values: Vec<Node<'_>> = values.iter().flat_map(Node::elements).collect();
                !values.is_empty() && values.iter().all(|value| value.value.is_string())
            };
            return Some(match () {
                () if node.get("properties").is_some() => "object",
                () if node.get("additionalProperties").is_some() => "object",
                () if node.get("items").is_some() => "array",
                () if strings("enum") => "string",
                () if node
                    .get("const")
                    .is_some_and(|value| value.value.is_string()) =>
                {
                    "string"
                }
                () => "",
            });
        };
        let types: Vec<Node<'u>> = match of.text() {
            Some(_) => vec![of.clone()],
            None => of.elements().collect(),
        };
        let types: Vec<&str> = types
            .iter()
            .filter_map(Node::text)
            .filter(|of| *of != "null")
            .collect();
        let known = ["string", "integer", "number", "boolean", "array", "object"];
        match types.as_slice() {
            [one] if known.contains(one) => Some(*one),
            _ => {
                let cause = format!("the type {} is unsupported", of.value);
                self.reject(&of, cause, BY_HAND);
                None
            }
        }
    }

    fn list(&mut self, node: &Node<'u>, place: Place<'_>) -> Option<Schema> {
        self.keys(
            node,
            &["items", "minItems", "maxItems", "minLength", "maxLength"],
        );
        let Some(items) = node.get("items") else {
            self.reject(node, "a list without `items`", BY_HAND);
            return None;
        };
        if is_price_level(node) {
            let name = self.price_level.clone();
            if !self.published.contains_key(&name) {
                self.add(&name, node, Some(Self::new_schema(node, Kind::PriceLevel)))?;
            }
            return Some(Self::new_schema(node, Kind::Reference(name)));
        }
        let inline = format!("{}Item", place.inline);
        let element = Place {
            inline: &inline,
            component: false,
            ..place
        };
        let element = Box::new(self.schema(&items, element)?);
        let limits = limits(node, &["minItems", "maxItems"]);
        Some(Self::new_schema(node, Kind::List { element, limits }))
    }

    /// Translates an enumeration of strings without values that have no variant name: an unknown value is kept as sent.
    fn values(&mut self, node: &Node<'u>) -> Option<Schema> {
        self.keys(node, &["enum", "const", "format", "minLength", "maxLength"]);
        let values: Vec<Node<'u>> = match node.get("enum") {
            Some(values) => values.elements().collect(),
            None => node.get("const").into_iter().collect(),
        };
        let (mut known, mut variants) = (Vec::new(), BTreeSet::new());
        let mut without = Vec::new();
        for value in values.iter().filter(|value| !value.value.is_null()) {
            let Some(text) = value.text() else {
                let cause = format!(
                    "the value {} of an enumeration is not a string",
                    value.value
                );
                self.reject(value, cause, BY_HAND);
                return None;
            };
            match names::variant(text) {
                Some(variant) if variant != "Other" && variants.insert(variant.clone()) => {
                    known.push(text.to_owned());
                }
                _ => without.push(format!("`{text}`")),
            }
        }
        if known.is_empty() {
            self.reject(
                node,
                "an enumeration without a value that has a name",
                BY_HAND,
            );
            return None;
        }
        let mut schema = Self::new_schema(node, Kind::Enum(known));
        if !without.is_empty() {
            let list = without.join(", ");
            schema.comments.push(format!(
                "Left out, without a variant name of their own: {list}."
            ));
        }
        Some(schema)
    }

    fn scalar(&mut self, node: &Node<'u>, of: &str, place: Place<'_>) -> Option<Schema> {
        let keys = ["minimum", "maximum", "minLength", "maxLength"];
        self.keys(node, &[&["format", "enum", "const"][..], &keys].concat());
        let published = node.get("format").and_then(|format| format.text());
        let published = published.unwrap_or_default();
        let mut comments = Vec::new();
        let format = match (of, published) {
            ("number", "" | "double" | "decimal" | "float") => "double",
            ("string", "naive-date-time" | "naive-datetime") => {
                comments.push(format!("Published as {published}: UTC, without a zone."));
                "utc-date-time"
            }
            ("string", "naive-date") => "date",
            ("string", "" | "decimal") if is_secret(place.name) => "password",
            ("integer", "" | "int64" | "uint64") => {
                match words::unix_time(place.name, place.prose) {
                    Some((format, unit)) => {
                        let as_published = match published {
                            "" => "an integer",
                            other => other,
                        };
                        comments.push(format!(
                            "Published as {as_published}, in {unit} by its description."
                        ));
                        format
                    }
                    None => published,
                }
            }
            (of, format) if scalar_type(of, format).is_some() => format,
            ("integer", format) => {
                let at = node.get("format").unwrap_or_else(|| node.clone());
                let cause = format!("the format `{format}` of an integer is unknown");
                self.reject(&at, cause, BY_HAND);
                return None;
            }
            (of, format) => {
                comments.push(format!("Published with the format {format}."));
                if of == "number" { "double" } else { "" }
            }
        };
        let values: Vec<Value> = match (node.get("enum"), node.get("const")) {
            (Some(list), _) => list.elements().map(|value| value.value.clone()).collect(),
            (None, only) => only.map(|value| value.value.clone()).into_iter().collect(),
        };
        if !values.is_empty() {
            let list: Vec<String> = values.iter().map(Value::to_string).collect();
            comments.push(format!("Published values: {}.", list.join(", ")));
        }
        let ty = scalar_type(of, format)?;
        let kind = Kind::Scalar {
            of: of.to_owned(),
            format: format.to_owned(),
            ty,
            limits: limits(node, &keys),
            values,
        };
        let mut schema = Self::new_schema(node, kind);
        schema.comments = comments;
        Some(schema)
    }

    /// Rejects keys of a schema that are neither `known`, nor words, nor limits without a type.
    pub(super) fn keys(&mut self, node: &Node<'u>, known: &[&str]) {
        for (key, member) in node.members() {
            let extension = key.starts_with("x-");
            let ignored = WORDS.contains(&key) || UNTYPED_LIMITS.contains(&key);
            if !(extension || ignored || known.contains(&key)) {
                let cause = format!("`{key}` of a schema is unsupported");
                self.reject(&member, cause, BY_HAND);
            }
        }
    }
}

fn string() -> Kind {
    Kind::Scalar {
        of: "string".to_owned(),
        format: String::new(),
        ty: Type::String,
        limits: Vec::new(),
        values: Vec::new(),
    }
}

fn limits(node: &Node<'_>, keys: &[&str]) -> Vec<(String, Value)> {
    let limit = |key: &&str| Some(((*key).to_owned(), node.get(key)?.value.clone()));
    keys.iter().filter_map(limit).collect()
}

/// Returns the reference of `allOf` with one reference and parts that only explain.
fn one_reference<'u>(parts: &Node<'u>) -> Option<Node<'u>> {
    let (references, rest): (Vec<_>, Vec<_>) = parts
        .elements()
        .partition(|part| part.reference().is_some());
    let words = rest.iter().all(|part| {
        part.members()
            .all(|(key, _)| WORDS.contains(&key) && key != "type")
    });
    match references.as_slice() {
        [one] if words => Some(one.clone()),
        _ => None,
    }
}

/// Returns the prose of a schema, or of a part of its `allOf`.
pub(super) fn prose<'u>(node: &Node<'u>) -> &'u str {
    let own = |node: &Node<'u>| node.get("description").and_then(|text| text.text());
    let parts = node.get("allOf");
    own(node)
        .or_else(|| {
            parts
                .iter()
                .flat_map(Node::elements)
                .find_map(|part| own(&part))
        })
        .unwrap_or_default()
}

fn is_nullable(node: &Node<'_>) -> bool {
    let lists_null = |key: &str, null: Value| {
        node.get(key)
            .and_then(|list| Some(list.value.as_array()?.contains(&null)))
            .unwrap_or_default()
    };
    flag(node, "nullable") || lists_null("type", json!("null")) || lists_null("enum", Value::Null)
}

/// Returns whether a list has exactly two decimal strings. The exchange publishes its length as that of a string.
fn is_price_level(node: &Node<'_>) -> bool {
    let two = |keys: [&str; 2]| {
        keys.iter()
            .any(|key| node.get(key).is_some_and(|count| *count.value == json!(2)))
    };
    let decimal = |items: &Node<'_>| {
        let text = |key: &str| items.get(key).and_then(|value| value.text());
        text("type") == Some("string") && text("format") == Some("decimal")
    };
    two(["minItems", "minLength"])
        && two(["maxItems", "maxLength"])
        && node.get("items").is_some_and(|items| decimal(&items))
}
