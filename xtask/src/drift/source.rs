//! The documents of one side, and the places in them.
//!
//! Our side is several documents that reference each other, the published side is one: both are read the same way.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::fragment::{Fragment, escape};

/// The documents of one side, by the name that references use.
#[derive(Debug)]
pub(super) struct Source<'a> {
    documents: BTreeMap<&'a str, &'a Value>,
}

/// Where a value stands.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Place {
    /// The document; empty on the published side, which has only one.
    pub(super) document: String,
    /// The JSON pointer in it.
    pub(super) pointer: String,
}

/// A value together with where it stands, so that a reference in it can be followed.
#[derive(Clone, Debug)]
pub(super) struct At<'a> {
    pub(super) document: &'a str,
    pub(super) pointer: String,
    pub(super) value: &'a Value,
}

impl<'a> Source<'a> {
    /// Our side.
    pub(super) fn fragment(fragment: &'a Fragment) -> Self {
        let named =
            |document: &'a crate::fragment::Document| (document.name.as_str(), &document.root);
        Self {
            documents: fragment.documents.iter().map(named).collect(),
        }
    }

    /// The published side.
    pub(super) fn published(root: &'a Value) -> Self {
        Self {
            documents: BTreeMap::from([("", root)]),
        }
    }

    /// The root of every document.
    pub(super) fn roots(&self) -> impl Iterator<Item = At<'a>> {
        self.documents.iter().map(|(document, value)| At {
            document,
            pointer: String::new(),
            value,
        })
    }

    /// Whether any document defines a schema of this name.
    pub(super) fn has_schema(&self, name: &str) -> bool {
        let pointer = format!("/components/schemas/{}", escape(name));
        self.documents
            .values()
            .any(|root| root.pointer(&pointer).is_some())
    }

    /// What a reference that stands in `document` points to: `#/...`, or `other.yaml#/...`.
    pub(super) fn target(&self, document: &'a str, reference: &'a str) -> Option<At<'a>> {
        let (file, pointer) = reference.split_once('#')?;
        let document = if file.is_empty() { document } else { file };
        let value = self.documents.get(document)?.pointer(pointer)?;
        Some(At {
            document,
            pointer: pointer.to_owned(),
            value,
        })
    }

    /// What a discriminator's mapping in `document` names: a reference, or the bare name of a schema.
    pub(super) fn mapped(&self, document: &'a str, to: &'a str) -> Option<At<'a>> {
        if to.contains('#') {
            return self.target(document, to);
        }
        let pointer = format!("/components/schemas/{}", escape(to));
        let value = self.documents.get(document)?.pointer(&pointer)?;
        Some(At {
            document,
            pointer,
            value,
        })
    }

    /// The value itself, or what it references. A reference to a reference is followed too; a circle ends where it starts.
    pub(super) fn follow(&self, at: At<'a>) -> At<'a> {
        let mut at = at;
        // As many steps as any document needs; a circle has no end to find.
        for _ in 0..8 {
            let Some(next) = at.text("$ref").and_then(|to| self.target(at.document, to)) else {
                break;
            };
            at = next;
        }
        at
    }
}

impl<'a> At<'a> {
    /// The place alone.
    pub(super) fn place(&self) -> Place {
        Place {
            document: self.document.to_owned(),
            pointer: self.pointer.clone(),
        }
    }

    /// The member `key`, where there is one.
    pub(super) fn get(&self, key: &str) -> Option<At<'a>> {
        self.value.get(key).map(|value| self.step(key, value))
    }

    /// The text of the member `key`.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.value.get(key).and_then(Value::as_str)
    }

    /// Whether the member `key` is `true`.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    /// The members of the object in `key`; none where it is not an object.
    pub(super) fn members(&self, key: &str) -> Vec<(&'a str, At<'a>)> {
        let Some(inner) = self.get(key) else {
            return Vec::new();
        };
        crate::fragment::members(Some(inner.value))
            .map(|(name, value)| (name, inner.step(name, value)))
            .collect()
    }

    /// The items of the array in `key`; none where it is not an array.
    pub(super) fn items(&self, key: &str) -> Vec<At<'a>> {
        let Some(inner) = self.get(key) else {
            return Vec::new();
        };
        let items = inner.value.as_array().into_iter().flatten();
        items
            .enumerate()
            .map(|(index, value)| inner.step(&index.to_string(), value))
            .collect()
    }

    /// The texts of the array in `key`.
    pub(super) fn texts(&self, key: &str) -> impl Iterator<Item = &'a str> {
        let items = self.value.get(key).and_then(Value::as_array);
        items.into_iter().flatten().filter_map(Value::as_str)
    }

    fn step(&self, key: &str, value: &'a Value) -> At<'a> {
        At {
            document: self.document,
            pointer: format!("{}/{}", self.pointer, escape(key)),
            value,
        }
    }
}
