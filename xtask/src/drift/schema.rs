//! Schemas in normal form: what is only another way to say the same looks the same here.
//!
//! - A schema, a `$ref` to it, and an `allOf` of that `$ref` and remarks are one.
//! - `allOf` of several objects is the object with the properties of all.
//! - The members of a tagged union are without the tag, whether wrapper schemas joined it to them or the mapping alone
//!   names it.
//! - What OpenAPI 3.1 says with `type: [.., "null"]`, `const` and numeric exclusive limits is said as in 3.0.
//!
//! One level is read at a time, so that a schema that holds itself has an end.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::Parts;
use super::source::{At, Place, Source};

/// A schema that has not been read yet.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    at: At<'a>,
    /// The tag properties that a union around it has taken out of it.
    without: BTreeSet<String>,
}

/// One level of a schema.
#[derive(Debug)]
pub(super) struct Schema<'a> {
    /// The component that it is, where it is one.
    pub(super) name: Option<String>,
    /// Where it is defined, which for a component is not where it is used.
    pub(super) place: Place,
    pub(super) nullable: bool,
    pub(super) deprecated: bool,
    pub(super) default: Option<String>,
    /// Limits, and whatever else constrains a value, as JSON text.
    pub(super) constraints: BTreeMap<String, String>,
    pub(super) shape: Shape<'a>,
}

/// What kind of value a schema describes.
#[derive(Debug)]
pub(super) enum Shape<'a> {
    Any,
    Scalar(Scalar),
    /// A list, and what its items are.
    List(Option<Node<'a>>),
    Object(Object<'a>),
}

/// Text, a number or a truth value.
#[derive(Debug)]
pub(super) struct Scalar {
    /// Its type; several are joined with `|`.
    pub(super) kind: String,
    pub(super) format: Option<String>,
    /// The values it can have, where they are listed.
    pub(super) values: Option<BTreeSet<String>>,
}

/// Named properties, a schema for all others, and the alternatives that add to them.
#[derive(Debug, Default)]
pub(super) struct Object<'a> {
    pub(super) fields: BTreeMap<&'a str, Field<'a>>,
    pub(super) rest: Option<Node<'a>>,
    pub(super) union: Option<Union<'a>>,
}

/// One property.
#[derive(Clone, Debug)]
pub(super) struct Field<'a> {
    pub(super) node: Node<'a>,
    pub(super) required: bool,
}

/// Alternatives.
#[derive(Debug)]
pub(super) struct Union<'a> {
    /// The property that tells them apart, where one does.
    pub(super) tag: Option<&'a str>,
    /// The alternatives without the tag, by its value; where there is none, by a name of their own.
    pub(super) members: BTreeMap<String, Node<'a>>,
}

impl<'a> Node<'a> {
    /// The schema at a place.
    pub(super) fn new(at: At<'a>) -> Self {
        Self {
            at,
            without: BTreeSet::new(),
        }
    }

    /// Where it is written, which for a reference is where the reference stands.
    pub(super) fn place(&self) -> Place {
        self.at.place()
    }

    /// The same schema without the property `tag`.
    pub(super) fn without(&self, tag: &str) -> Self {
        let mut node = self.clone();
        node.without.insert(tag.to_owned());
        node
    }

    /// The tag properties that were taken out of it.
    pub(super) fn taken(&self) -> &BTreeSet<String> {
        &self.without
    }

    /// Reads one level.
    pub(super) fn read(&self, source: &Source<'a>) -> Schema<'a> {
        Parts::gather(source, &self.at, &self.without).schema(source, &self.without)
    }
}

impl<'a> Schema<'a> {
    /// The kind of value in a word.
    pub(super) fn label(&self) -> &str {
        match &self.shape {
            Shape::Any => "anything",
            Shape::Scalar(scalar) => &scalar.kind,
            Shape::List(_) => "array",
            Shape::Object(object) => match &object.union {
                Some(_) => "union",
                None => "object",
            },
        }
    }

    /// Whether its values are listed.
    pub(super) fn is_enumeration(&self) -> bool {
        matches!(&self.shape, Shape::Scalar(scalar) if scalar.values.is_some())
    }

    /// Says an object that carries the tag `tag` as a required property with listed values as the union it is: one
    /// alternative for each of the values. This is how a union of one member is written without a union.
    pub(super) fn split_by(&mut self, source: &Source<'a>, tag: &'a str, whole: &Node<'a>) {
        let Shape::Object(object) = &mut self.shape else {
            return;
        };
        let Some(field) = object.fields.get(tag).filter(|field| field.required) else {
            return;
        };
        let Shape::Scalar(Scalar {
            values: Some(values),
            ..
        }) = field.node.read(source).shape
        else {
            return;
        };
        let member = whole.without(tag);
        *object = Object {
            union: Some(Union {
                tag: Some(tag),
                members: values
                    .into_iter()
                    .map(|value| (value, member.clone()))
                    .collect(),
            }),
            ..Object::default()
        };
    }
}
