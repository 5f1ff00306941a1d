//! Published unions: `oneOf` and `anyOf`, with a discriminator or with null.

use heck::ToUpperCamelCase as _;
use serde_json::json;

use super::schema::{BY_HAND, Kind, Parts, Place, Property, Schema, Translator};
use crate::published::as_written;
use crate::spec::document::Node;
use crate::spec::last_step;

impl<'u> Translator<'u> {
    /// Translates `oneOf` and `anyOf`: a union by its discriminator, or a schema that may be null.
    pub(super) fn one_of(
        &mut self,
        node: &Node<'u>,
        key: &str,
        parts: &Node<'u>,
        place: Place<'_>,
    ) -> Option<Schema> {
        self.keys(node, &[key, "discriminator"]);
        let null = |part: &Node<'_>| {
            part.get("type").and_then(|of| of.text()) == Some("null")
                || part
                    .get("enum")
                    .is_some_and(|values| *values.value == json!([null]))
        };
        let all = parts.elements().count();
        let members: Vec<Node<'u>> = parts.elements().filter(|part| !null(part)).collect();
        let may_be_null = members.len() < all;
        if let Some(discriminator) = node.get("discriminator") {
            let mut schema = self.union(node, &discriminator, &members, place)?;
            schema.nullable |= may_be_null;
            return Some(schema);
        }
        let [one] = members.as_slice() else {
            let cause = format!("`{key}` without a discriminator has no type");
            self.reject(parts, cause, BY_HAND);
            return None;
        };
        let mut schema = self.schema(one, place)?;
        schema.nullable |= may_be_null;
        Some(schema)
    }

    fn union(
        &mut self,
        node: &Node<'u>,
        discriminator: &Node<'u>,
        members: &[Node<'u>],
        place: Place<'_>,
    ) -> Option<Schema> {
        let tag = discriminator.get("propertyName").and_then(|tag| tag.text());
        let Some(tag) = tag else {
            let cause = "a discriminator without `propertyName`";
            self.reject(discriminator, cause, BY_HAND);
            return None;
        };
        let tagged = self.tagged(discriminator, members)?;
        if let [(text, member)] = tagged.as_slice() {
            return self.single(node, tag, text, member, place);
        }
        if !place.component {
            // A union is a component, so that it has a name.
            let name = place.inline.to_owned();
            let place = Place {
                component: true,
                ..place
            };
            let at = self.components.len();
            self.add(&name, node, None)?;
            let schema = self.union(node, discriminator, members, place);
            if let Some(entry) = self.components.get_mut(at) {
                entry.1 = schema;
            }
            return Some(Self::new_schema(node, Kind::Reference(name)));
        }
        let mut union = Vec::new();
        for (text, member) in &tagged {
            let name = self.member(place.inline, tag, text, member)?;
            union.push(((*text).to_owned(), name));
        }
        let kind = Kind::Union {
            tag: tag.to_owned(),
            members: union,
        };
        Some(Self::new_schema(node, kind))
    }

    /// Returns the members of a union with their values of the tag: those of the mapping, or their names without one.
    fn tagged(
        &mut self,
        discriminator: &Node<'u>,
        members: &[Node<'u>],
    ) -> Option<Vec<(&'u str, Node<'u>)>> {
        let name = |member: &Node<'u>| member.reference().map(last_step);
        let mapping = discriminator.get("mapping");
        let mapping: Vec<_> = mapping.iter().flat_map(as_written).collect();
        if mapping.is_empty() {
            let named = members.iter().map(|one| Some((name(one)?, one.clone())));
            let named: Option<Vec<_>> = named.collect();
            if named.is_none() {
                let cause = "a member of the union has no name, and the discriminator no mapping";
                self.reject(discriminator, cause, BY_HAND);
            }
            return named;
        }
        let mut tagged = Vec::new();
        for (text, to) in mapping {
            let wanted = to.text().map(last_step);
            let member = members
                .iter()
                .find(|one| wanted.is_some() && name(one) == wanted);
            match member {
                Some(member) => tagged.push((text, member.clone())),
                None => {
                    let cause = format!("`{text}` is mapped to no member of the union");
                    self.reject(&to, cause, BY_HAND);
                    return None;
                }
            }
        }
        Some(tagged)
    }

    /// Translates a union of one member: an object with the tag as a property.
    fn single(
        &mut self,
        node: &Node<'u>,
        tag: &str,
        text: &str,
        member: &Node<'u>,
        place: Place<'_>,
    ) -> Option<Schema> {
        let mut parts = Parts::default();
        self.gather(member, &mut parts)?;
        let described = parts.properties.iter().any(|(name, _)| *name == tag);
        // The published tag may be any string; the mapping has its value.
        parts.properties.retain(|(name, _)| *name != tag);
        parts.required.remove(tag);
        let mut schema = self.object(node, parts, place)?;
        if let Kind::Map(_) = schema.kind {
            schema.kind = Kind::Object {
                properties: Vec::new(),
                additional: None,
            };
        }
        if let Kind::Object { properties, .. } = &mut schema.kind {
            let value = Kind::Enum(vec![text.to_owned()]);
            properties.insert(
                0,
                Property {
                    name: tag.to_owned(),
                    required: true,
                    schema: Self::new_schema(member, value),
                },
            );
        }
        let how = if described { "" } else { ", without its tag" };
        schema
            .comments
            .push(format!("Published as a union of one member{how}."));
        Some(schema)
    }

    /// Returns the component that joins a tag to the object of a member.
    fn member(&mut self, union: &str, tag: &str, text: &str, member: &Node<'u>) -> Option<String> {
        let target = self.recorded(self.upstream.resolve(member))?;
        let published = last_step(&target.pointer).to_upper_camel_case();
        let parts: Vec<Node<'u>> = target
            .get("allOf")
            .iter()
            .flat_map(Node::elements)
            .collect();
        let references: Vec<&Node<'u>> = parts
            .iter()
            .filter(|part| part.reference().is_some())
            .collect();
        let only_tag = |part: &Node<'u>| {
            let properties = part.get("properties");
            let names: Vec<&str> = properties
                .iter()
                .flat_map(Node::members)
                .map(|(name, _)| name)
                .collect();
            part.reference().is_none() && (names == [tag] || names.is_empty())
        };
        let joins = references.len() == 1
            && parts
                .iter()
                .all(|part| part.reference().is_some() || only_tag(part));
        let kind = |base: String| Kind::Member {
            base,
            tag: tag.to_owned(),
            text: text.to_owned(),
        };
        let mut own = format!("{union}{}", text.to_upper_camel_case());
        if own == published && !joins {
            own.push_str("Tagged");
        }
        if let (true, [base]) = (joins, references.as_slice()) {
            let known = self.published.contains_key(&published);
            let name = if known || !target.pointer.starts_with("/components/") {
                own
            } else {
                published
            };
            let base_target = self.recorded(self.upstream.resolve(base))?;
            let base_name = last_step(&base_target.pointer).to_upper_camel_case();
            self.bases.insert(base_name);
            self.add(&name, &target, None)?;
            let at = self.components.len().saturating_sub(1);
            let base = self.component(last_step(&base_target.pointer), &base_target)?;
            self.fill(&name, at, Self::new_schema(member, kind(base)));
            return Some(name);
        }
        // The tag is a property of the member: the object keeps the name, without the tag.
        let mut parts = Parts::default();
        self.gather(member, &mut parts)?;
        parts.properties.retain(|(name, _)| *name != tag);
        parts.required.remove(tag);
        self.bases.insert(published.clone());
        self.add(
            &own,
            &target,
            Some(Self::new_schema(member, kind(published.clone()))),
        )?;
        let place = Place {
            inline: &published,
            name: &published,
            prose: "",
            response: self.received.contains(&target.pointer),
            component: true,
        };
        let at = self.components.len();
        self.add(&published, member, None)?;
        let mut object = self.object(&target, parts, place)?;
        object
            .comments
            .push(format!("Published with the tag `{tag}` of {union} in it."));
        self.fill(&published, at, object);
        Some(own)
    }

    /// Sets the component at `at`, if it is the one of that name.
    fn fill(&mut self, name: &str, at: usize, schema: Schema) {
        if let Some(entry) = self.components.get_mut(at).filter(|entry| entry.0 == name) {
            entry.1 = Some(schema);
        }
    }
}
