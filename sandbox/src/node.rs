//! A place in the OpenAPI document: a value and the JSON pointer that leads to it, so that every complaint names its place.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::document::{DocumentError, Problem};

/// How many references may lead to references before the chain is taken to be a circle.
const MAX_HOPS: usize = 32;

#[derive(Clone)]
pub(crate) struct Node<'a> {
    root: &'a Value,
    value: &'a Value,
    pointer: String,
}

impl<'a> Node<'a> {
    pub(crate) const fn root(document: &'a Value) -> Self {
        Self {
            root: document,
            value: document,
            pointer: String::new(),
        }
    }

    pub(crate) const fn value(&self) -> &'a Value {
        self.value
    }

    pub(crate) fn pointer(&self) -> &str {
        &self.pointer
    }

    pub(crate) fn error(&self, problem: Problem) -> DocumentError {
        DocumentError::new(self.pointer.clone(), problem)
    }

    fn child(&self, token: &str, value: &'a Value) -> Self {
        let token = token.replace('~', "~0").replace('/', "~1");
        Self {
            root: self.root,
            value,
            pointer: format!("{}/{token}", self.pointer),
        }
    }

    /// The member `key`; `None` where it is absent, or this is no object.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| self.child(key, value))
    }

    pub(crate) fn require(&self, key: &'static str) -> Result<Self, DocumentError> {
        self.get(key)
            .ok_or_else(|| self.error(Problem::Missing(key)))
    }

    pub(crate) fn text(&self) -> Result<&'a str, DocumentError> {
        self.value
            .as_str()
            .ok_or_else(|| self.error(Problem::NotA("string")))
    }

    pub(crate) fn flag(&self) -> Result<bool, DocumentError> {
        self.value
            .as_bool()
            .ok_or_else(|| self.error(Problem::NotA("boolean")))
    }

    pub(crate) fn count(&self) -> Result<u64, DocumentError> {
        self.value
            .as_u64()
            .ok_or_else(|| self.error(Problem::NotA("whole number")))
    }

    pub(crate) fn members(&self) -> Result<Vec<(&'a str, Self)>, DocumentError> {
        let members = self
            .value
            .as_object()
            .ok_or_else(|| self.error(Problem::NotA("object")))?;
        Ok(members
            .iter()
            .map(|(key, value)| (key.as_str(), self.child(key, value)))
            .collect())
    }

    pub(crate) fn items(&self) -> Result<Vec<Self>, DocumentError> {
        let items = self
            .value
            .as_array()
            .ok_or_else(|| self.error(Problem::NotA("array")))?;
        Ok(items
            .iter()
            .enumerate()
            .map(|(index, value)| self.child(&index.to_string(), value))
            .collect())
    }

    /// This place, or the one that its `$ref` leads to.
    pub(crate) fn resolve(&self) -> Result<Self, DocumentError> {
        let mut at = self.clone();
        for _ in 0..MAX_HOPS {
            let Some(reference) = at.get("$ref") else {
                return Ok(at);
            };
            at = reference.target(reference.text()?)?;
        }
        Err(self.error(Problem::Circle))
    }

    /// The place in the document that `reference` names.
    pub(crate) fn target(&self, reference: &str) -> Result<Self, DocumentError> {
        let unresolved = || self.error(Problem::Reference(reference.to_owned()));
        let fragment = reference.strip_prefix('#').ok_or_else(unresolved)?;
        let pointer = percent_decode_str(fragment)
            .decode_utf8()
            .map_err(|_| unresolved())?;
        let value = self.root.pointer(&pointer).ok_or_else(unresolved)?;
        Ok(Self {
            root: self.root,
            value,
            pointer: pointer.into_owned(),
        })
    }
}
