//! A schema of a published document with all that holds for one value.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Part;
use crate::published::text_of;
use crate::spec::document::Node;

/// The parameters of an operation.
pub(super) type Parameters<'a> = BTreeMap<Part, Node<'a>>;

/// A schema with everything that holds at once for one value: its keywords, its reference and its `allOf`.
#[derive(Clone)]
pub(super) struct View<'a> {
    /// The place that defines it.
    pub(super) at: Node<'a>,
    /// The component that defines it; `None` for a schema written in place.
    pub(super) name: Option<&'a str>,
    /// It is more than references and remarks.
    pub(super) states: bool,
    /// The keywords, apart from the remarks and from `anyOf` and `oneOf`.
    pub(super) keys: BTreeMap<&'a str, Node<'a>>,
    /// The members of a union.
    pub(super) choice: Vec<Node<'a>>,
    pub(super) fields: BTreeMap<&'a str, Node<'a>>,
    pub(super) required: BTreeSet<&'a str>,
    pub(super) nullable: bool,
}

impl<'a> View<'a> {
    pub(super) fn new(at: Node<'a>) -> Self {
        Self {
            at,
            name: None,
            states: false,
            keys: BTreeMap::new(),
            choice: Vec::new(),
            fields: BTreeMap::new(),
            required: BTreeSet::new(),
            nullable: false,
        }
    }

    /// Adds what another schema states of the same value. The first statement holds.
    pub(super) fn add(&mut self, other: &Self) {
        self.states |= other.states;
        self.nullable |= other.nullable;
        self.required.extend(&other.required);
        if self.choice.is_empty() {
            self.choice.clone_from(&other.choice);
        }
        for (key, node) in &other.keys {
            self.keys.entry(key).or_insert_with(|| node.clone());
        }
        for (name, node) in &other.fields {
            self.fields.entry(name).or_insert_with(|| node.clone());
        }
    }

    /// Returns whether a type goes by its name: an enumeration, a union or an object with properties.
    pub(super) fn is_named(&self) -> bool {
        let listed = self.keys.contains_key("enum") || self.keys.contains_key("const");
        listed || !self.choice.is_empty() || !self.fields.is_empty()
    }

    /// Returns the property that tells the members of a union apart.
    pub(super) fn tag(&self) -> Option<&'a str> {
        text_of(self.keys.get("discriminator")?, "propertyName")
    }

    /// Returns the schema of the properties that are not named.
    pub(super) fn rest(&self) -> Option<&Node<'a>> {
        let rest = self.keys.get("additionalProperties");
        rest.filter(|rest| rest.value.is_object())
    }
}
