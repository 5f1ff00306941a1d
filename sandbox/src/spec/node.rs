//! A place in the OpenAPI document: a value and its JSON pointer, so that every error names its place.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::spec::error::{DocumentError, Problem};

/// The longest chain of references that is followed.
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

    /// Returns the member `key`; `None` when it is absent or this is not an object.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| self.child(key, value))
    }

    pub(crate) fn require(&self, key: &'static str) -> Result<Self, DocumentError> {
        self.get(key)
            .ok_or_else(|| self.error(Problem::Missing(key)))
    }

    pub(crate) fn string(&self) -> Result<&'a str, DocumentError> {
        self.value
            .as_str()
            .ok_or_else(|| self.error(Problem::Expected("string")))
    }

    pub(crate) fn boolean(&self) -> Result<bool, DocumentError> {
        self.value
            .as_bool()
            .ok_or_else(|| self.error(Problem::Expected("boolean")))
    }

    pub(crate) fn count(&self) -> Result<u64, DocumentError> {
        self.value
            .as_u64()
            .ok_or_else(|| self.error(Problem::Expected("non-negative integer")))
    }

    pub(crate) fn members(&self) -> Result<Vec<(&'a str, Self)>, DocumentError> {
        let members = self
            .value
            .as_object()
            .ok_or_else(|| self.error(Problem::Expected("object")))?;
        Ok(members
            .iter()
            .map(|(key, value)| (key.as_str(), self.child(key, value)))
            .collect())
    }

    pub(crate) fn items(&self) -> Result<Vec<Self>, DocumentError> {
        let items = self
            .value
            .as_array()
            .ok_or_else(|| self.error(Problem::Expected("array")))?;
        Ok(items
            .iter()
            .enumerate()
            .map(|(index, value)| self.child(&index.to_string(), value))
            .collect())
    }

    /// Returns this place, or the target of its `$ref`.
    pub(crate) fn resolve(&self) -> Result<Self, DocumentError> {
        let mut at = self.clone();
        for _ in 0..MAX_HOPS {
            let Some(reference) = at.get("$ref") else {
                return Ok(at);
            };
            at = reference.target(reference.string()?)?;
        }
        Err(self.error(Problem::Recursion))
    }

    /// Returns the place in the document that `reference` names.
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
