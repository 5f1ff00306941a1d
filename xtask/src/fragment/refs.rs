//! `$ref`: where one stands and what it points to.

use serde_json::Value;

use super::{Document, Fragment, escape};

/// A `$ref` that a document holds.
#[derive(Clone, Debug)]
pub(super) struct Reference<'a> {
    /// Where the object with the `$ref` stands.
    pub(super) pointer: String,
    /// What it says.
    pub(super) text: &'a str,
}

/// A component, by the document that defines it, its kind (`schemas`) and its name.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Target<'a> {
    pub(super) document: &'a str,
    pub(super) kind: &'a str,
    pub(super) name: &'a str,
}

/// Splits `common.yaml#/components/schemas/Side`, as written in the document `from`.
pub(super) fn target<'a>(from: &'a str, text: &'a str) -> Option<Target<'a>> {
    let (document, pointer) = text.split_once('#')?;
    let document = if document.is_empty() { from } else { document };
    let (kind, name) = pointer.strip_prefix("/components/")?.split_once('/')?;
    let plain = |text: &str| !text.is_empty() && !text.contains(['/', '~', '%']);
    (plain(kind) && plain(name)).then_some(Target {
        document,
        kind,
        name,
    })
}

/// The `$ref` of an object that is nothing but a reference.
pub(super) fn reference(value: &Value) -> Option<&str> {
    value.as_object()?.get("$ref")?.as_str()
}

/// Every `$ref` in the document and every target of a discriminator, apart from those inside examples, which are data.
pub(super) fn all(document: &Document) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    collect(&document.root, &mut String::new(), &mut found);
    found
}

fn collect<'a>(value: &'a Value, pointer: &mut String, found: &mut Vec<Reference<'a>>) {
    if let Some(text) = reference(value) {
        found.push(Reference {
            pointer: pointer.clone(),
            text,
        });
    }
    // A discriminator's mapping holds references as plain text.
    let mapping = value.get("discriminator").and_then(|d| d.get("mapping"));
    for (tag, to) in super::members(mapping) {
        if let Some(text) = to.as_str() {
            let pointer = format!("{pointer}/discriminator/mapping/{}", escape(tag));
            found.push(Reference { pointer, text });
        }
    }
    let length = pointer.len();
    let mut step = |step: &str, value: &'a Value| {
        pointer.push('/');
        pointer.push_str(step);
        collect(value, pointer, found);
        pointer.truncate(length);
    };
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                // A property may be called "example"; its value is a schema and has no `$ref` as data.
                if !matches!(key.as_str(), "example" | "examples" | "default" | "enum") {
                    step(&escape(key), value);
                }
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                step(&index.to_string(), value);
            }
        }
        _ => {}
    }
}

impl Fragment {
    /// The component that `target` names, followed through `kind: {Name: {$ref: other.yaml#...Name}}` once.
    pub(super) fn component<'a>(&'a self, target: Target<'a>) -> Option<(&'a Document, &'a Value)> {
        let document = self.document(target.document)?;
        let value = document
            .root
            .get("components")?
            .get(target.kind)?
            .get(target.name)?;
        match reference(value) {
            None => Some((document, value)),
            Some(text) => {
                let next = self::target(&document.name, text)?;
                let document = self.document(next.document)?;
                let value = document
                    .root
                    .get("components")?
                    .get(next.kind)?
                    .get(next.name)?;
                reference(value).is_none().then_some((document, value))
            }
        }
    }

    /// The value itself, or the component it references.
    pub(super) fn resolve<'a>(
        &'a self,
        document: &'a Document,
        value: &'a Value,
    ) -> Option<(&'a Document, &'a Value)> {
        match reference(value) {
            None => Some((document, value)),
            Some(text) => self.component(target(&document.name, text)?),
        }
    }
}
