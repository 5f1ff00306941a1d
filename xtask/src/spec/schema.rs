//! Reads schemas: component schemas to named types, and the places that use a schema to types.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::document::Node;
use super::model::{
    Docs, EnumValue, Field, Format, Input, Member, Schema, Shape, SourceLocation, Type,
};
use super::names::{self, is_ident, to_pascal, to_snake};
use super::reader::{LIMITS, Reader, last_step, shown};

/// Parts of the names of properties that hold secrets, in small letters.
const SECRETS: [&str; 3] = ["password", "secret", "twofactor"];

/// Methods of a body that are not setters.
const BODY_METHODS: [&str; 3] = ["check", "clone", "new"];

/// Names of the prelude that generated types use.
const PRELUDE: [&str; 8] = [
    "Box", "From", "Into", "Option", "Result", "Self", "String", "Vec",
];

/// The form of a nullable reference in OpenAPI 3.0.
const NULLABLE_REFERENCE: &str =
    "write `anyOf: [{$ref: ...}, {type: string, nullable: true, enum: [null]}]`";

/// The place that uses a schema.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Use {
    Parameter,
    Body,
    Response,
    /// A body of plain text.
    Text,
    Property,
    /// An element of a list or a value of a map.
    Element,
}

/// A schema as its place uses it.
pub(super) struct Read {
    pub(super) ty: Type,
    pub(super) nullable: bool,
    pub(super) docs: Docs,
}

/// The kinds of component schemas, recognized by their keys.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Struct,
    Enum,
    Union,
    /// An object and its value of a union's tag.
    Tagged,
    Alias,
}

impl Type {
    /// Returns the `type` and the `format` of a scalar; `None` for another type.
    pub(crate) fn written(&self) -> Option<(&'static str, &'static str)> {
        // Of two forms of one type, the one with the format.
        let form = FORMATS.iter().rev().find(|(.., ty)| ty == self);
        form.map(|(of, format, _)| (*of, *format))
    }

    /// Returns the type without the names of aliases around it.
    pub(crate) fn resolved(&self) -> &Self {
        match self {
            Self::Alias(_, ty) => ty.resolved(),
            ty => ty,
        }
    }
}

impl<'a> Reader<'a> {
    /// Reads the schema of a parameter, a body, a response, a property or an element. `inline` names the type of a schema that
    /// is written in place.
    pub(super) fn use_of(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        inline: &str,
        place: Use,
    ) -> Option<Read> {
        if node.get("$ref").is_some() {
            let component = self.resolve(node, "schemas", subject)?;
            let ty = self.named(node, &component, subject)?;
            let docs = Docs::default();
            return Some(Read {
                ty,
                nullable: false,
                docs,
            });
        }
        if !node.value.is_object() {
            self.reject(
                node,
                subject,
                "a schema must be a mapping",
                "write a schema",
            );
            return None;
        }
        for key in ["allOf", "anyOf", "oneOf", "not"] {
            if let Some(parts) = node.get(key) {
                return self.combined(node, key, &parts, subject);
            }
        }
        let what = "a schema";
        let nullable = self.flag(node, subject, "nullable");
        let mut docs = self.docs(node, subject, "the property", false);
        let Some(of) = node.get("type") else {
            let typed = ["format", "enum", "properties", "items", "required"];
            if let Some(key) = typed.iter().find(|key| node.get(key).is_some()) {
                let cause = format!("a schema has `{key}` and no `type`");
                self.reject(node, subject, cause, "add `type`");
                return None;
            }
            if node.get("nullable").is_some() {
                let cause = "`nullable` without `type` has no effect";
                self.reject(node, subject, cause, "add `type`, or remove it");
            }
            self.keys(node, subject, what, &["description", "deprecated"]);
            return Some(Read {
                ty: Type::Any,
                nullable: false,
                docs,
            });
        };
        let ty = match of.text() {
            Some("object") => self.object(node, subject, inline, place)?,
            Some("array") => {
                let known = [
                    "type",
                    "description",
                    "deprecated",
                    "nullable",
                    "items",
                    "minItems",
                    "maxItems",
                ];
                self.keys(node, subject, "a list", &known);
                self.list(node, subject, inline)?
            }
            Some("string") if node.get("enum").is_some() => {
                let known = ["type", "description", "deprecated", "nullable", "enum"];
                let known: Vec<&str> = known
                    .iter()
                    .chain(&["default", "x-closed"])
                    .copied()
                    .collect();
                self.keys(node, subject, "an enumeration", &known);
                let shape = self.values(node, subject)?;
                self.define(inline, inline, &docs, shape, node, subject)?;
                Type::Named(inline.to_owned())
            }
            Some(of) => {
                let known: Vec<&str> = ["type", "format", "description", "deprecated", "nullable"]
                    .into_iter()
                    .chain(["default", "enum", "x-rust-name"])
                    .chain(LIMITS)
                    .filter(|key| *key != "x-rust-name" || place == Use::Property)
                    .collect();
                self.keys(node, subject, what, &known);
                self.scalar(node, of, subject, place)?
            }
            None => {
                let help =
                    "write one type as a string; OpenAPI 3.0 expresses null with `nullable: true`";
                self.reject(&of, subject, "`type` must be a string", help);
                return None;
            }
        };
        if let Some(default) = node.get("default") {
            let found = super::example::check(&self.schemas, &default, subject, &ty);
            self.problems.extend(found);
            docs.text = format!(
                "{}\n\nThe exchange's default is `{}`.",
                docs.text,
                shown(default.value)
            );
        }
        Some(Read { ty, nullable, docs })
    }

    /// Reads `allOf` of one reference, which adds a description, or `anyOf` of a reference and null.
    fn combined(
        &mut self,
        node: &Node<'a>,
        key: &str,
        parts: &Node<'a>,
        subject: &str,
    ) -> Option<Read> {
        let known = [
            key,
            "description",
            "deprecated",
            "nullable",
            "discriminator",
            "type",
            "x-rust-name",
        ];
        self.keys(node, subject, "a schema", &known);
        if node.get("nullable").is_some() {
            let cause = "`nullable` without `type` has no effect";
            self.reject(node, subject, cause, NULLABLE_REFERENCE);
            return None;
        }
        let list: Vec<Node<'a>> = parts.elements().collect();
        let (nullable, reference) = match (key, list.as_slice()) {
            ("allOf", [one]) if one.reference().is_some() => (false, one),
            ("anyOf", [one, null]) if one.reference().is_some() && is_null(null.value) => {
                (true, one)
            }
            _ => {
                let (cause, help) = combined_help(key, &list, node);
                self.reject(parts, subject, cause, help);
                return None;
            }
        };
        if let Some(of) = node.get("type") {
            let cause = format!("`type` next to `{key}` is unsupported");
            self.reject(&of, subject, cause, "remove it: the reference has the type");
        }
        let component = self.resolve(reference, "schemas", subject)?;
        let ty = self.named(reference, &component, subject)?;
        let docs = self.docs(node, subject, "the property", false);
        Some(Read { ty, nullable, docs })
    }

    fn list(&mut self, node: &Node<'a>, subject: &str, inline: &str) -> Option<Type> {
        let Some(items) = node.get("items") else {
            let help = "add `items` with the schema of an element";
            self.reject(node, subject, "a list has no `items`", help);
            return None;
        };
        let read = self.use_of(&items, subject, &format!("{inline}Item"), Use::Element)?;
        Some(Type::List(Box::new(read.into_element())))
    }

    /// Reads an object in place: a struct with properties, else a map.
    fn object(&mut self, node: &Node<'a>, subject: &str, inline: &str, place: Use) -> Option<Type> {
        if node.get("properties").is_none() {
            let known = [
                "type",
                "description",
                "deprecated",
                "nullable",
                "additionalProperties",
            ];
            self.keys(node, subject, "a map", &known);
            return self.map(node, subject, inline);
        }
        let rules: &[&str] = if place == Use::Body {
            &["x-rules"]
        } else {
            &[]
        };
        let known: Vec<&str> = STRUCT_KEYS
            .iter()
            .chain(&["nullable"])
            .chain(rules)
            .copied()
            .collect();
        self.keys(node, subject, "an object", &known);
        let docs = self.docs(node, subject, "the object", false);
        let shape = self.fields(node, subject, inline)?;
        self.define(inline, inline, &docs, shape, node, subject)?;
        Some(Type::Named(inline.to_owned()))
    }

    fn map(&mut self, node: &Node<'a>, subject: &str, inline: &str) -> Option<Type> {
        let Some(values) = node.get("additionalProperties") else {
            return Some(Type::Map(Box::new(Type::Any)));
        };
        match values.value {
            Value::Bool(true) => Some(Type::Map(Box::new(Type::Any))),
            Value::Bool(false) => {
                let cause = "an object without properties is always empty";
                self.reject(&values, subject, cause, "describe its properties");
                None
            }
            _ => {
                let read =
                    self.use_of(&values, subject, &format!("{inline}Value"), Use::Element)?;
                Some(Type::Map(Box::new(read.into_element())))
            }
        }
    }

    fn scalar(&mut self, node: &Node<'a>, of: &str, subject: &str, place: Use) -> Option<Type> {
        if let Some(values) = node.get("enum") {
            let cause = format!("an enumeration of the type {of} is unsupported");
            let help = "list strings; leave the values of another type to the description";
            self.reject(&values, subject, cause, help);
            return None;
        }
        let format = self.text(node, subject, "format").unwrap_or_default();
        let plain_text_time = place == Use::Text && (of, format) == ("string", "unix-millis");
        if plain_text_time {
            return Some(Type::Format(Format::UnixMillis));
        }
        if let Some(ty) = scalar_type(of, format) {
            return Some(ty);
        }
        let at = node
            .get("format")
            .or_else(|| node.get("type"))
            .unwrap_or_else(|| node.clone());
        if of == "number" && format.is_empty() {
            let cause = "a number without a format would be read through a float";
            let help = "write `format: double` for a JSON number, `type: string` with `format: decimal` for a string";
            self.reject(&at, subject, cause, help);
            return None;
        }
        let known: Vec<&str> = FORMATS
            .iter()
            .filter(|(t, f, _)| *t == of && !f.is_empty())
            .map(|(_, format, _)| *format)
            .collect();
        if known.is_empty() && !FORMATS.iter().any(|(t, ..)| *t == of) {
            let cause = format!("unsupported type `{of}`");
            let help = "write string, boolean, integer, number, array or object";
            self.reject(&at, subject, cause, help);
        } else {
            let cause = format!("unsupported format `{format}` of the type {of}");
            let help = if known.is_empty() {
                "remove it".to_owned()
            } else {
                format!("remove it, or write one of {}", known.join(", "))
            };
            self.reject(&at, subject, cause, help);
        }
        None
    }

    /// Returns the type of a component schema, which is read when it is used first. `at` is the reference.
    pub(super) fn named(&mut self, at: &Node<'a>, node: &Node<'a>, subject: &str) -> Option<Type> {
        let wire_name = last_step(&node.pointer).to_owned();
        let name = match node.get("x-rust-name").and_then(|name| name.text()) {
            Some(name) => name.to_owned(),
            None => wire_name.clone(),
        };
        let own = format!("schema {wire_name}");
        let kind = kind(node);
        if kind == Kind::Tagged {
            let cause =
                format!("`{wire_name}` joins a tag to an object, and is used outside a union");
            self.reject(at, subject, cause, "reference the object, or the union");
            return None;
        }
        if let Some(read) = self.schemas.get(&name)
            && read.wire_name == wire_name
        {
            return Some(match &read.shape {
                Shape::Alias(ty) => Type::Alias(name, Box::new(ty.clone())),
                _ => Type::Named(name),
            });
        }
        if self.reading.contains(&wire_name) {
            if kind == Kind::Alias {
                let cause = "the schema is recursive through a list, a map or a scalar";
                self.reject(node, &own, cause, "make it an object with properties");
                return None;
            }
            return Some(Type::Named(name));
        }
        if PRELUDE.contains(&name.as_str()) {
            let cause = format!("the schema name `{name}` hides a type of Rust's prelude");
            self.reject(node, &own, cause, "add `x-rust-name` with another name");
            return None;
        }
        if !(is_ident(&name) && to_pascal(&name) == name) {
            let cause = format!("the schema name `{name}` is not a valid type name");
            let help = "write it in UpperCamelCase, in letters and digits: `ApiKey`, not `APIKey`";
            self.reject(node, &own, cause, help);
            return None;
        }
        self.reading.push(wire_name.clone());
        let shape = self.component_shape(node, &own, &name, kind);
        self.reading.pop();
        let (docs, shape) = shape?;
        let ty = match &shape {
            Shape::Alias(ty) => Type::Alias(name.clone(), Box::new(ty.clone())),
            _ => Type::Named(name.clone()),
        };
        self.define(&name, &wire_name, &docs, shape, node, &own)?;
        Some(ty)
    }

    fn component_shape(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        name: &str,
        kind: Kind,
    ) -> Option<(Docs, Shape)> {
        let docs = self.docs(node, subject, "the schema", true);
        if let Some(nullable) = node.get("nullable") {
            let cause = "a schema under `components` is nullable";
            let help = format!("declare it where the schema is used: {NULLABLE_REFERENCE}");
            self.reject(&nullable, subject, cause, help);
            return None;
        }
        let shape = match kind {
            Kind::Struct => {
                let known: Vec<&str> = STRUCT_KEYS
                    .iter()
                    .chain(&["x-rules", "x-rust-name"])
                    .copied()
                    .collect();
                self.keys(node, subject, "an object", &known);
                self.fields(node, subject, name)?
            }
            Kind::Enum => {
                let known = [
                    "type",
                    "description",
                    "deprecated",
                    "enum",
                    "x-closed",
                    "x-rust-name",
                ];
                self.keys(node, subject, "an enumeration", &known);
                self.values(node, subject)?
            }
            Kind::Union => self.union(node, subject)?,
            Kind::Tagged => return None,
            Kind::Alias => self.alias(node, subject, name)?,
        };
        Some((docs, shape))
    }

    /// Reads a named list, map or scalar.
    fn alias(&mut self, node: &Node<'a>, subject: &str, name: &str) -> Option<Shape> {
        if let Some(rust) = node.get("x-rust-type") {
            if rust.text() != Some("PriceLevel") {
                let cause = format!("unknown Rust type `{}`", shown(rust.value));
                self.reject(&rust, subject, cause, "write `PriceLevel`, or remove it");
                return None;
            }
            let known = [
                "type",
                "description",
                "deprecated",
                "items",
                "minItems",
                "maxItems",
            ];
            let known: Vec<&str> = known.iter().chain(&["x-rust-type"]).copied().collect();
            self.keys(node, subject, "a price level", &known);
            let pair = json!({ "type": "string", "format": "decimal" });
            let two = ["minItems", "maxItems"]
                .iter()
                .all(|key| node.get(key).is_some_and(|count| *count.value == json!(2)));
            if !two || node.get("items").is_none_or(|items| *items.value != pair) {
                let cause = "a price level is a list of two decimal strings";
                let help = "write `minItems: 2`, `maxItems: 2` and `items: {type: string, format: decimal}`";
                self.reject(node, subject, cause, help);
            }
            return Some(Shape::Alias(Type::PriceLevel));
        }
        for key in ["allOf", "anyOf", "oneOf", "not"] {
            if let Some(parts) = node.get(key) {
                let list: Vec<Node<'a>> = parts.elements().collect();
                let (cause, help) = combined_help(key, &list, node);
                self.reject(&parts, subject, cause, help);
                return None;
            }
        }
        let bare = node.get("type").is_none() && node.get("properties").is_none();
        if bare {
            let cause = "the schema has no type";
            self.reject(node, subject, cause, "add `type`");
            return None;
        }
        if let Some(rename) = node.get("x-rust-name") {
            let cause = "`x-rust-name` on a list, a map or a scalar";
            self.reject(&rename, subject, cause, "rename the schema");
        }
        let read = self.use_of(node, subject, name, Use::Element)?;
        Some(Shape::Alias(read.ty))
    }

    /// Reads the properties of an object.
    fn fields(&mut self, node: &Node<'a>, subject: &str, name: &str) -> Option<Shape> {
        let required = self.required(node, subject);
        let (mut fields, mut idents) = (Vec::<Field>::new(), BTreeSet::new());
        let properties = node.get("properties")?;
        if !properties.value.is_object() {
            let cause = "`properties` must be a mapping";
            self.reject(&properties, subject, cause, "write the properties by name");
            return None;
        }
        let mut failed = false;
        for (wire, property) in properties.members() {
            let own = format!("{subject}, property {wire}");
            let inline = format!("{name}{}", to_pascal(wire));
            let Some(read) = self.use_of(&property, &own, &inline, Use::Property) else {
                failed = true;
                continue;
            };
            let bare = property.get("$ref").is_some();
            if !bare && read.docs.text.is_empty() {
                let cause = "missing description";
                let help =
                    "add `description` with the meaning and the unit; it becomes documentation";
                self.reject(&property, &own, cause, help);
            }
            self.secret(&property, &own, wire, &read.ty);
            let ident = match property.get("x-rust-name") {
                Some(rename) => {
                    let given = rename
                        .text()
                        .filter(|name| is_ident(name) && to_snake(name) == **name);
                    if given.is_none() {
                        let cause =
                            format!("`x-rust-name: {}` is not a field name", shown(rename.value));
                        self.reject(&rename, &own, cause, "write a name in snake_case");
                    }
                    given.map(str::to_owned)
                }
                None => names::field(wire, &BODY_METHODS),
            };
            let Some(ident) = ident else {
                let cause = format!("the property `{wire}` has no valid Rust name");
                self.reject(
                    &property,
                    &own,
                    cause,
                    "add `x-rust-name` with a name in snake_case",
                );
                failed = true;
                continue;
            };
            if !idents.insert(ident.clone()) {
                let cause = format!("two properties have the Rust name `{ident}`");
                let help = "add `x-rust-name` with another name to one of them";
                self.reject(&property, &own, cause, help);
            }
            fields.push(Field {
                name: wire.to_owned(),
                ident,
                required: required.contains(&wire),
                nullable: read.nullable,
                ty: read.ty,
                boxed: false,
                docs: read.docs,
                place: SourceLocation::of(&property),
            });
        }
        let additional = match node.get("additionalProperties") {
            None => None,
            Some(further) if *further.value == Value::Bool(false) => None,
            Some(further) => {
                let ty = match further.value {
                    Value::Bool(true) => Type::Any,
                    _ => self
                        .use_of(&further, subject, &format!("{name}Value"), Use::Element)?
                        .into_element(),
                };
                if ty.has_format() {
                    let cause = "further properties of a format that needs a reader of its own";
                    let help = "describe them as strings, or as one property that is a map";
                    self.reject(&further, subject, cause, help);
                }
                if !idents.insert("additional".to_owned()) {
                    let cause =
                        "the property `additional` takes the name of the further properties";
                    self.reject(
                        &further,
                        subject,
                        cause,
                        "add `x-rust-name` to the property",
                    );
                }
                Some(ty)
            }
        };
        let inputs: Vec<_> = fields.iter().map(Input::from).collect();
        let rules = self.rules(node, subject, &inputs);
        if failed {
            return None;
        }
        Some(Shape::Struct {
            fields,
            required: required.into_iter().map(str::to_owned).collect(),
            additional,
            rules,
        })
    }

    /// Reads the required properties, each of which is described.
    fn required(&mut self, node: &Node<'a>, subject: &str) -> Vec<&'a str> {
        let mut names = Vec::new();
        let Some(list) = node.get("required") else {
            return names;
        };
        if !list.value.is_array() {
            self.reject(
                &list,
                subject,
                "`required` must be a list",
                "list the names",
            );
        }
        for entry in list.elements() {
            let name = entry.text().unwrap_or_default();
            if node
                .get("properties")
                .is_none_or(|all| all.get(name).is_none())
            {
                let cause = format!("`{name}` is required and not described");
                let help = "correct the name, or describe the property";
                self.reject(&entry, subject, cause, help);
            }
            if names.contains(&name) {
                let cause = format!("`{name}` is listed twice in `required`");
                self.reject(&entry, subject, cause, "remove one of the two");
            }
            names.push(name);
        }
        names
    }

    fn secret(&mut self, node: &Node<'a>, subject: &str, name: &str, ty: &Type) {
        if *ty == Type::String && is_secret(name) {
            let cause = "looks like a secret; `Debug` would print it";
            self.reject(node, subject, cause, "write `format: password`");
        }
    }

    /// Reads the values of an enumeration of strings.
    pub(super) fn values(&mut self, node: &Node<'a>, subject: &str) -> Option<Shape> {
        let closed = self.flag(node, subject, "x-closed");
        let list = node.get("enum")?;
        let (mut values, mut variants) = (Vec::new(), BTreeSet::new());
        for entry in list.elements() {
            let Some(text) = entry.text() else {
                let cause = format!("the value {} is not a string", shown(entry.value));
                let help = "list strings; declare null where the enumeration is used: `nullable: true`, or `anyOf` with a reference";
                self.reject(&entry, subject, cause, help);
                return None;
            };
            let Some(variant) = names::variant(text) else {
                let cause = format!("the value `{text}` has no valid variant name");
                self.reject(
                    &entry,
                    subject,
                    cause,
                    "leave it out: an unknown value is kept as sent",
                );
                continue;
            };
            if variant == "Other" && !closed {
                let cause = format!("the value `{text}` takes the name `Other` of unknown values");
                let help = "leave it out: an unknown value is kept as sent";
                self.reject(&entry, subject, cause, help);
                continue;
            }
            if !variants.insert(variant.clone()) {
                let cause = format!("two values have the variant name `{variant}`");
                self.reject(
                    &entry,
                    subject,
                    cause,
                    "leave one out: an unknown value is kept as sent",
                );
                continue;
            }
            values.push(EnumValue {
                text: text.to_owned(),
                variant,
            });
        }
        if values.is_empty() {
            self.reject(
                &list,
                subject,
                "`enum` lists no value",
                "list strings, or remove `enum`",
            );
            return None;
        }
        Some(Shape::Enum { values, closed })
    }

    /// Reads a union of objects, told apart by the value of one property.
    fn union(&mut self, node: &Node<'a>, subject: &str) -> Option<Shape> {
        let known = [
            "type",
            "description",
            "deprecated",
            "oneOf",
            "discriminator",
            "x-rust-name",
        ];
        self.keys(node, subject, "a union", &known);
        if let Some(of) = node.get("type").filter(|of| of.text() != Some("object")) {
            let cause = "a union of another type than object";
            self.reject(&of, subject, cause, "write `type: object`, or remove it");
        }
        let parts = node.get("oneOf");
        let listed: Vec<Node<'a>> = parts.iter().flat_map(Node::elements).collect();
        let Some(discriminator) = node.get("discriminator").filter(|_| !listed.is_empty()) else {
            let (cause, help) = combined_help("oneOf", &listed, node);
            self.reject(node, subject, cause, help);
            return None;
        };
        if listed.len() == 1 {
            let (cause, help) = combined_help("oneOf", &listed, node);
            self.reject(node, subject, cause, help);
            return None;
        }
        self.keys(
            &discriminator,
            subject,
            "a discriminator",
            &["propertyName", "mapping"],
        );
        let tag = self
            .text(&discriminator, subject, "propertyName")
            .unwrap_or_default();
        let mapping = discriminator.get("mapping");
        let mapping: Vec<_> = mapping.iter().flat_map(Node::members).collect();
        let bad = |reader: &mut Self, at: &Node<'a>| {
            let cause =
                format!("the members of the union do not each carry their value of `{tag}`");
            let help = format!(
                "map each value of `{tag}` to a member of `oneOf` of the form `allOf: [{{$ref: ...}}, {{type: object, \
                 required: [{tag}], properties: {{{tag}: {{type: string, enum: [VALUE]}}}}}}]`"
            );
            reader.reject(at, subject, cause, help);
        };
        let references: Vec<&str> = listed.iter().filter_map(Node::reference).collect();
        if mapping.len() != listed.len() || references.len() != listed.len() || tag.is_empty() {
            bad(self, node);
            return None;
        }
        let (mut members, mut variants) = (Vec::new(), BTreeSet::from(["Other".to_owned()]));
        for (text, to) in mapping {
            let target = to.text().filter(|to| references.contains(to));
            let Some(member) =
                target.and_then(|target| self.target(&to, target, "schemas", subject))
            else {
                bad(self, &to);
                return None;
            };
            let Some(base) = tagged(&member)
                .filter(|of| of.tag == tag && of.text == text)
                .map(|of| of.base)
            else {
                bad(self, &member);
                return None;
            };
            self.union_members
                .insert(last_step(&member.pointer).to_owned());
            self.member_keys(&member);
            let own = format!("schema {}", last_step(&member.pointer));
            let component = self.resolve(&base, "schemas", &own)?;
            let Type::Named(name) = self.named(&base, &component, &own)? else {
                let cause = "a member of the union is not an object with properties";
                let help = "describe its properties; `properties: {}` for an object without any";
                self.reject(&base, &own, cause, help);
                return None;
            };
            let Some(variant) =
                names::variant(text).filter(|variant| variants.insert(variant.clone()))
            else {
                let cause = format!("the tag `{text}` has no variant name of its own");
                let help = "leave this member out of the union: an object with an unknown tag is kept as sent";
                self.reject(&to, subject, cause, help);
                return None;
            };
            members.push(Member {
                text: text.to_owned(),
                variant,
                name,
            });
        }
        Some(Shape::Union {
            tag: tag.to_owned(),
            members,
        })
    }

    fn member_keys(&mut self, member: &Node<'a>) {
        let own = format!("schema {}", last_step(&member.pointer));
        self.keys(
            member,
            &own,
            "a member of a union",
            &["description", "allOf"],
        );
        self.docs(member, &own, "the schema", true);
        for part in member.get("allOf").iter().flat_map(Node::elements).skip(1) {
            self.keys(
                &part,
                &own,
                "the tag of a member",
                &["type", "required", "properties"],
            );
            for (_, tag) in part.get("properties").iter().flat_map(Node::members) {
                self.keys(&tag, &own, "a tag", &["type", "enum", "description"]);
            }
        }
    }

    /// Adds a named type.
    pub(super) fn define(
        &mut self,
        name: &str,
        wire_name: &str,
        docs: &Docs,
        shape: Shape,
        node: &Node<'a>,
        subject: &str,
    ) -> Option<()> {
        if let Some(first) = self.schemas.get(name) {
            let place = format!("{}:{}", first.place.file, first.place.line);
            if place == node.place() {
                return Some(());
            }
            let cause = format!("the type name `{name}` is taken, first at {place}");
            let help = "rename the schema, or name an inline schema under `components`";
            self.reject(node, subject, cause, help);
            return None;
        }
        let schema = Schema {
            name: name.to_owned(),
            wire_name: wire_name.to_owned(),
            docs: docs.clone(),
            shape,
            in_request: false,
            in_response: false,
            place: SourceLocation::of(node),
        };
        self.schemas.insert(name.to_owned(), schema);
        Some(())
    }

    /// Returns whether the named type is an enumeration with this value, or no enumeration.
    pub(super) fn has_value(&self, name: &str, text: &str) -> bool {
        match self.schemas.get(name).map(|schema| &schema.shape) {
            Some(Shape::Enum { values, .. }) => values.iter().any(|value| value.text == text),
            _ => true,
        }
    }

    /// Returns whether the named type is an enumeration.
    pub(super) fn is_enum(&self, name: &str) -> bool {
        let schema = self.schemas.get(name);
        schema.is_some_and(|schema| matches!(schema.shape, Shape::Enum { .. }))
    }
}

/// The keys of an object with properties.
const STRUCT_KEYS: [&str; 6] = [
    "type",
    "description",
    "deprecated",
    "required",
    "properties",
    "additionalProperties",
];

/// Every supported type and format of a scalar.
const FORMATS: [(&str, &str, Type); 20] = [
    ("boolean", "", Type::Boolean),
    ("string", "", Type::String),
    ("string", "password", Type::Secret),
    ("string", "decimal", Type::Format(Format::ExactDecimal)),
    ("string", "decimal-or-na", Type::Format(Format::DecimalOrNa)),
    ("string", "date", Type::Format(Format::Date)),
    ("string", "date-time", Type::Format(Format::ZonedDateTime)),
    ("string", "utc-date-time", Type::Format(Format::UtcDateTime)),
    (
        "string",
        "utc-date-time-space",
        Type::Format(Format::UtcDateTimeSpace),
    ),
    ("number", "double", Type::Format(Format::DecimalNumber)),
    ("integer", "", Type::Integer("i64")),
    ("integer", "int32", Type::Integer("i32")),
    ("integer", "int64", Type::Integer("i64")),
    ("integer", "uint8", Type::Integer("u8")),
    ("integer", "uint16", Type::Integer("u16")),
    ("integer", "uint32", Type::Integer("u32")),
    ("integer", "uint64", Type::Integer("u64")),
    ("integer", "unix-seconds", Type::Format(Format::UnixSeconds)),
    ("integer", "unix-millis", Type::Format(Format::UnixMillis)),
    ("integer", "unix-micros", Type::Format(Format::UnixMicros)),
];

/// Returns the type of a scalar in the description; `None` for an unsupported format.
pub(crate) fn scalar_type(of: &str, format: &str) -> Option<Type> {
    let known = FORMATS.iter().find(|(t, f, _)| (*t, *f) == (of, format));
    known.map(|(_, _, ty)| ty.clone())
}

/// Returns whether a property of this name holds a secret.
pub(crate) fn is_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    SECRETS.iter().any(|part| lower.contains(part))
}

impl Read {
    fn into_element(self) -> Type {
        if self.nullable {
            Type::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

impl Type {
    /// Contains a decimal, a time or a list of price levels, which have readers of their own.
    pub(crate) fn has_format(&self) -> bool {
        match self {
            Self::Format(_) => true,
            // A list of levels is read without an allocation for each of them.
            Self::List(ty) if *ty.resolved() == Self::PriceLevel => true,
            Self::Alias(_, ty) | Self::List(ty) | Self::Map(ty) | Self::Nullable(ty) => {
                ty.has_format()
            }
            _ => false,
        }
    }
}

/// Returns the kind of a component schema, by its keys.
fn kind(node: &Node<'_>) -> Kind {
    let text = |key: &str| node.get(key).and_then(|value| value.text());
    if node.get("oneOf").is_some()
        || node.get("discriminator").is_some() && node.get("anyOf").is_none()
    {
        return Kind::Union;
    }
    if tagged(node).is_some() {
        return Kind::Tagged;
    }
    match text("type") {
        Some("object") if node.get("properties").is_some() => Kind::Struct,
        Some("string") if node.get("enum").is_some() => Kind::Enum,
        _ => Kind::Alias,
    }
}

/// An object joined with its value of a union's tag.
struct Tagged<'a> {
    base: Node<'a>,
    tag: &'a str,
    text: &'a str,
}

/// Reads `allOf: [{$ref: ...}, {type: object, required: [TAG], properties: {TAG: {type: string, enum: [TEXT]}}}]`.
fn tagged<'a>(node: &Node<'a>) -> Option<Tagged<'a>> {
    let parts: Vec<Node<'a>> = node.get("allOf")?.elements().collect();
    let [base, own] = parts.as_slice() else {
        return None;
    };
    base.reference()?;
    let properties: Vec<_> = own.get("properties")?.members().collect();
    let [(tag, property)] = properties.as_slice() else {
        return None;
    };
    let values: Vec<_> = property.get("enum")?.elements().collect();
    let [text] = values.as_slice() else {
        return None;
    };
    (*own.get("required")?.value == json!([tag])).then_some(Tagged {
        base: base.clone(),
        tag,
        text: text.text()?,
    })
}

/// Returns whether a schema allows only null.
fn is_null(schema: &Value) -> bool {
    *schema == json!({ "type": "string", "nullable": true, "enum": [null] })
}

/// Returns the error for a combination of schemas that has no type, with the form that has one.
fn combined_help(key: &str, parts: &[Node<'_>], node: &Node<'_>) -> (String, &'static str) {
    let references = parts
        .iter()
        .filter(|part| part.reference().is_some())
        .count();
    let only_words = |part: &Node<'_>| {
        part.members().all(|(key, _)| {
            matches!(
                key,
                "description" | "title" | "default" | "deprecated" | "example"
            )
        })
    };
    let words = parts
        .iter()
        .filter(|part| part.reference().is_none() && only_words(part))
        .count();
    let discriminated = node.get("discriminator").is_some();
    match key {
        "allOf" if references == 1 && words + 1 == parts.len() && words > 0 => (
            "unsupported: `allOf` of a reference and a description".to_owned(),
            "write `allOf: [{$ref: ...}]`, and the description next to `allOf`",
        ),
        "allOf" => (
            "unsupported: `allOf` of more than one reference".to_owned(),
            "write out the properties of all parts in one object, or reference one schema",
        ),
        "oneOf" | "anyOf" if parts.len() == 1 => (
            format!("unsupported: `{key}` of one member"),
            "write that member as an object, with the tag as a required property that is an enumeration of one value",
        ),
        "anyOf" if discriminated => (
            "unsupported: `anyOf` with a discriminator".to_owned(),
            "write `oneOf`: a value has one tag, so it matches one member",
        ),
        "oneOf" if discriminated => (
            "unsupported: a union that is written in place".to_owned(),
            "make it a schema of its own under `components`, and reference it",
        ),
        "oneOf" => (
            "unsupported: a `oneOf` without a discriminator would be read as the first member that fits".to_owned(),
            "add a `discriminator` with a `mapping`; where a value is a string or a number, write the type that was captured",
        ),
        "anyOf" => (
            "unsupported: `anyOf` cannot be mapped to a Rust type".to_owned(),
            "write an object, a `oneOf` with a discriminator, or for a nullable reference \
             `anyOf: [{$ref: ...}, {type: string, nullable: true, enum: [null]}]`",
        ),
        _ => (format!("unsupported: `{key}`"), "describe the values that are allowed"),
    }
}
