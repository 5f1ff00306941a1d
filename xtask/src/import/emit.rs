//! Translated schemas as YAML, and examples of them.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::schema::{Kind, Property, Schema};
use super::words;
use super::yaml::{Entry, Tree};
use crate::sample::{Optional, Samples};
use crate::spec::is_scalar;
use crate::spec::model::{Schema as Described, Type};

/// The form of a reference that may be null.
const NULL: &str = "{type: string, nullable: true, enum: [null]}";

/// Writes the schemas of one operation.
pub(super) struct Emitter<'e> {
    /// The new components.
    pub(super) components: &'e [(String, Option<Schema>)],
    /// The document of each component that is described already.
    pub(super) described: &'e BTreeMap<String, String>,
    /// The document that is written.
    pub(super) document: &'e str,
    pub(super) samples: &'e Samples<'e>,
    pub(super) schemas: &'e BTreeMap<String, Described>,
    /// Counts the examples, so that neighbours differ.
    pub(super) turn: Cell<usize>,
}

impl Emitter<'_> {
    /// Returns the new components as entries of `schemas`.
    pub(super) fn components(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (name, schema) in self.components {
            let Some(schema) = schema else { continue };
            let description = match &schema.kind {
                Kind::Member { base, .. } => format!("{base} with its tag."),
                Kind::PriceLevel => "A price and the quantity offered at it.".to_owned(),
                _ => words::sentence(name),
            };
            let tree = Tree::Map(self.schema(schema, Some(description), &mut Vec::new()));
            entries.push(
                Entry::new(name, tree)
                    .at(schema.line)
                    .with_comments_above(schema.comments.clone()),
            );
        }
        entries
    }

    /// Returns the schema of a parameter, a body, a response or an element without a description, and its comments.
    pub(super) fn bare(&self, schema: &Schema) -> (Tree, Vec<String>) {
        let mut comments = schema.comments.clone();
        let tree = Tree::Map(self.schema(schema, None, &mut comments));
        (tree, comments)
    }

    /// Returns the members of a schema. Comments are added for what has no place in it.
    fn schema(
        &self,
        schema: &Schema,
        description: Option<String>,
        comments: &mut Vec<String>,
    ) -> Vec<Entry> {
        let mut description: Vec<Entry> = description
            .map(|text| match schema.kind {
                Kind::Member { .. } | Kind::PriceLevel => Entry::text("description", text),
                _ => Entry::text("description", text).with_trailing_comment(words::TODO),
            })
            .into_iter()
            .collect();
        if schema.deprecated {
            description.push(Entry::new("deprecated", Tree::Raw("true".to_owned())));
        }
        let of = |name: &str| Entry::text("type", name);
        let mut entries = Vec::new();
        match &schema.kind {
            Kind::Reference(name) => {
                let reference = Entry::text("$ref", self.path(name));
                if schema.nullable {
                    let null = Tree::Raw(NULL.to_owned());
                    let either = vec![Tree::Map(vec![reference]), null];
                    entries.push(Entry::new("anyOf", Tree::List(either)));
                    entries.extend(description);
                } else if schema.deprecated {
                    let one = vec![Tree::Map(vec![reference])];
                    entries.push(Entry::new("allOf", Tree::List(one)));
                    entries.extend(description);
                } else {
                    entries.push(reference);
                }
                if let Some(default) = &schema.default {
                    comments.push(format!("Published default: {default}."));
                }
                return entries;
            }
            Kind::Any => entries.extend(description),
            Kind::Scalar {
                of: name,
                format,
                ty,
                limits,
                ..
            } => {
                entries.push(of(name));
                if !format.is_empty() {
                    entries.push(Entry::text("format", format));
                }
                entries.extend(nullable(schema));
                entries.extend(default(schema, |value| is_scalar(value, ty), comments));
                entries.extend(limit_entries(limits));
                entries.extend(description);
            }
            Kind::Enum(values) => {
                entries.push(of("string"));
                entries.extend(nullable(schema));
                let listed = |value: &Value| values.iter().any(|one| value == one);
                entries.extend(default(schema, listed, comments));
                entries.extend(description);
                let values = values.iter().cloned().map(Tree::Text).collect();
                entries.push(Entry::new("enum", Tree::List(values)));
            }
            Kind::List { element, limits } => {
                entries.push(of("array"));
                entries.extend(nullable(schema));
                entries.extend(default(schema, |_| false, comments));
                entries.extend(limit_entries(limits));
                entries.extend(description);
                let (tree, notes) = self.bare(element);
                entries.push(
                    Entry::new("items", tree)
                        .at(element.line)
                        .with_comments_above(notes),
                );
            }
            Kind::Map(values) => {
                entries.push(of("object"));
                entries.extend(nullable(schema));
                entries.extend(default(schema, |_| false, comments));
                entries.extend(description);
                if let Some(values) = values {
                    let (tree, notes) = self.bare(values);
                    let entry = Entry::new("additionalProperties", tree);
                    entries.push(entry.at(values.line).with_comments_above(notes));
                }
            }
            Kind::Object {
                properties,
                additional,
            } => {
                entries.push(of("object"));
                entries.extend(nullable(schema));
                entries.extend(default(schema, |_| false, comments));
                entries.extend(description);
                entries.extend(self.properties(properties));
                if let Some(values) = additional {
                    let (tree, notes) = self.bare(values);
                    let tree = match values.kind {
                        Kind::Any => Tree::Raw("true".to_owned()),
                        _ => tree,
                    };
                    let entry = Entry::new("additionalProperties", tree);
                    entries.push(entry.at(values.line).with_comments_above(notes));
                }
            }
            Kind::Union { tag, members } => {
                entries.extend(description);
                entries.extend(self.union(tag, members));
            }
            Kind::Member { base, tag, text } => {
                entries.extend(description);
                entries.push(self.member(base, tag, text));
            }
            Kind::PriceLevel => {
                entries.push(of("array"));
                entries.push(Entry::text("x-rust-type", "PriceLevel"));
                entries.extend(description);
                for key in ["minItems", "maxItems"] {
                    entries.push(Entry::new(key, Tree::Raw("2".to_owned())));
                }
                let decimal = vec![of("string"), Entry::text("format", "decimal")];
                entries.push(Entry::new("items", Tree::Map(decimal)));
            }
        }
        entries
    }

    fn properties(&self, properties: &[Property]) -> Vec<Entry> {
        let mut entries = Vec::new();
        let required: Vec<Tree> = properties
            .iter()
            .filter(|property| property.required)
            .map(|property| Tree::Text(property.name.clone()))
            .collect();
        if !required.is_empty() {
            entries.push(Entry::new("required", Tree::List(required)));
        }
        let mut members = Vec::new();
        for property in properties {
            let schema = &property.schema;
            let ty = match &schema.kind {
                Kind::Scalar { ty, .. } => Some(ty),
                _ => None,
            };
            let mut comments = schema.comments.clone();
            let description = words::value(&property.name, ty);
            let tree = Tree::Map(self.schema(schema, Some(description), &mut comments));
            members.push(
                Entry::new(&property.name, tree)
                    .at(schema.line)
                    .with_comments_above(comments),
            );
        }
        entries.push(Entry::new("properties", Tree::Map(members)));
        entries
    }

    fn union(&self, tag: &str, members: &[(String, String)]) -> Vec<Entry> {
        let references = members
            .iter()
            .map(|(_, name)| Tree::Map(vec![Entry::text("$ref", self.path(name))]));
        let mapping = members
            .iter()
            .map(|(text, name)| Entry::text(text, self.path(name)));
        let discriminator = vec![
            Entry::text("propertyName", tag),
            Entry::new("mapping", Tree::Map(mapping.collect())),
        ];
        vec![
            Entry::new("oneOf", Tree::List(references.collect())),
            Entry::new("discriminator", Tree::Map(discriminator)),
        ]
    }

    fn member(&self, base: &str, tag: &str, text: &str) -> Entry {
        let value = vec![
            Entry::text("type", "string"),
            Entry::new("enum", Tree::row([text])),
            Entry::text("description", "The value that names the member."),
        ];
        let own = vec![
            Entry::text("type", "object"),
            Entry::new("required", Tree::List(vec![Tree::Text(tag.to_owned())])),
            Entry::new(
                "properties",
                Tree::Map(vec![Entry::new(tag, Tree::Map(value))]),
            ),
        ];
        let base = vec![Entry::text("$ref", self.path(base))];
        Entry::new("allOf", Tree::List(vec![Tree::Map(base), Tree::Map(own)]))
    }

    /// Returns the reference to a component.
    fn path(&self, name: &str) -> String {
        let local = format!("#/components/schemas/{name}");
        match self.described.get(name) {
            Some(document) if document != self.document => format!("{document}{local}"),
            _ => local,
        }
    }

    /// Returns an example of a schema; `None` for one that never ends. `name` is that of the property or the operation.
    pub(super) fn example(&self, schema: &Schema, name: &str) -> Option<Value> {
        self.value(schema, "", name, &mut Vec::new())
    }

    fn value<'s>(
        &'s self,
        schema: &'s Schema,
        owner: &str,
        name: &str,
        inside: &mut Vec<&'s str>,
    ) -> Option<Value> {
        match &schema.kind {
            Kind::Reference(to) => self.component(to, inside),
            Kind::Scalar { ty, values, .. } => {
                let known = schema.default.iter().chain(values);
                let mut known = known.filter(|value| is_scalar(value, ty));
                let known = known.next().cloned();
                Some(known.unwrap_or_else(|| self.scalar(owner, name, ty)))
            }
            Kind::PriceLevel => Some(self.scalar(owner, name, &Type::PriceLevel)),
            Kind::Any => Some(self.scalar(owner, name, &Type::Any)),
            Kind::Enum(values) => values.first().map(|value| Value::String(value.clone())),
            Kind::List { element, .. } => {
                let element = self.value(element, owner, name, inside);
                Some(Value::Array(element.into_iter().collect()))
            }
            Kind::Map(values) => {
                let value = match values {
                    Some(values) => self.value(values, owner, name, inside),
                    None => Some(self.scalar(owner, name, &Type::Any)),
                };
                let member = value.map(|value| ("key".to_owned(), value));
                Some(Value::Object(member.into_iter().collect()))
            }
            Kind::Object { properties, .. } => {
                let mut object = Map::new();
                for property in properties {
                    let value = self.value(&property.schema, owner, &property.name, inside);
                    match value {
                        Some(value) => {
                            object.insert(property.name.clone(), value);
                        }
                        None if property.schema.nullable => {
                            object.insert(property.name.clone(), Value::Null);
                        }
                        None if property.required => return None,
                        None => {}
                    }
                }
                Some(Value::Object(object))
            }
            Kind::Union { members, .. } => members
                .iter()
                .find_map(|(_, member)| self.component(member, inside)),
            Kind::Member { base, tag, text } => {
                let mut value = self.component(base, inside)?;
                if let Some(object) = value.as_object_mut() {
                    object.insert(tag.clone(), Value::String(text.clone()));
                }
                Some(value)
            }
        }
    }

    /// Returns an example of a component, new or described.
    fn component<'s>(&'s self, name: &'s str, inside: &mut Vec<&'s str>) -> Option<Value> {
        let new = self.components.iter().find(|(known, _)| known == name);
        if let Some((_, schema)) = new {
            if inside.contains(&name) {
                return None;
            }
            inside.push(name);
            let value = self.value(schema.as_ref()?, name, name, inside);
            inside.pop();
            return value;
        }
        let described = self.schemas.values().find(|one| one.wire_name == name)?;
        if let Some(example) = self.samples.named(&described.name) {
            return Some(example.clone());
        }
        let ty = Type::Named(described.name.clone());
        let made = self.samples.instances(name, &ty, Optional::Set, 0);
        made.values.into_iter().next()
    }

    fn scalar(&self, owner: &str, name: &str, ty: &Type) -> Value {
        let turn = self.turn.get();
        self.turn.set(turn + 1);
        self.samples.scalar(owner, name, ty, turn)
    }
}

fn nullable(schema: &Schema) -> Option<Entry> {
    let nullable = Entry::new("nullable", Tree::Raw("true".to_owned()));
    schema.nullable.then_some(nullable)
}

/// Returns the default, or a comment for one that the schema does not allow.
fn default(
    schema: &Schema,
    fits: impl Fn(&Value) -> bool,
    comments: &mut Vec<String>,
) -> Option<Entry> {
    let value = schema.default.as_ref()?;
    if fits(value) {
        return Some(Entry::new("default", Tree::of(value)));
    }
    comments.push(format!("Published default: {value}."));
    None
}

fn limit_entries(limits: &[(String, Value)]) -> Vec<Entry> {
    limits
        .iter()
        .map(|(key, value)| Entry::new(key, Tree::of(value)))
        .collect()
}
