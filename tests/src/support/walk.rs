//! Comparison of a value with its schema.

use serde_json::{Map, Value};

use super::document::{Document, SchemaKind};
use super::path::Path;

/// Path in a value, and what the schema describes there.
pub struct Place<'d> {
    pub path: Path,
    pub found: Found<'d>,
}

pub enum Found<'d> {
    /// Object of a schema; an open one keeps fields that the schema does not describe.
    Object { schema: &'d str, open: bool },
    /// Property that is described and present.
    Property {
        schema: &'d str,
        name: &'d str,
        required: bool,
        nullable: bool,
    },
    /// Property that is described and absent. The path is that of the property.
    Absent {
        schema: &'d str,
        name: &'d str,
        required: bool,
        property: &'d Value,
    },
    /// Field that the schema does not describe.
    Unknown { schema: &'d str, name: String },
    /// Union, with the value of its tag.
    Member {
        union: &'d str,
        tag: &'d str,
        text: String,
        /// Tags of the enclosing unions of the same object.
        outer: Vec<&'d str>,
    },
    /// Union whose tag is absent or has an unknown value.
    UnknownMember { union: &'d str, tag: &'d str },
    /// Value of an enumeration; a closed one rejects unknown values.
    Enumeration { closed: bool },
    /// List.
    List,
    /// String, number, boolean, null, or a value of another type than the schema describes.
    Leaf { schema: &'d Value },
}

impl Document {
    /// Returns every place of the value. `within` is the name of a schema that has none of its own.
    pub fn places<'d>(
        &'d self,
        schema: &'d Value,
        value: &Value,
        within: &'d str,
    ) -> Vec<Place<'d>> {
        let mut walk = Walk {
            document: self,
            places: Vec::new(),
        };
        walk.value(schema, value, &Path::default(), within, &[]);
        walk.places
    }
}

struct Walk<'d> {
    document: &'d Document,
    places: Vec<Place<'d>>,
}

impl<'d> Walk<'d> {
    fn found(&mut self, path: &Path, found: Found<'d>) {
        self.places.push(Place {
            path: path.clone(),
            found,
        });
    }

    /// Visits a value. `tags` are those of the enclosing unions, which its own schema does not describe.
    fn value(
        &mut self,
        schema: &'d Value,
        value: &Value,
        path: &Path,
        within: &'d str,
        tags: &[&'d str],
    ) {
        match (self.document.schema_kind(schema, within), value) {
            (
                SchemaKind::Object {
                    name,
                    properties,
                    additional,
                },
                Value::Object(fields),
            ) => {
                let open = additional.is_some();
                self.found(path, Found::Object { schema: name, open });
                for (property, of) in &properties {
                    let path = path.key(property);
                    let Some(value) = fields.get(*property) else {
                        self.found(
                            &path,
                            Found::Absent {
                                schema: name,
                                name: property,
                                required: of.required,
                                property: of.schema,
                            },
                        );
                        continue;
                    };
                    self.found(
                        &path,
                        Found::Property {
                            schema: name,
                            name: property,
                            required: of.required,
                            nullable: self.document.is_nullable(of.schema),
                        },
                    );
                    self.value(of.schema, value, &path, name, &[]);
                }
                for (field, value) in fields {
                    if properties.contains_key(field.as_str()) || tags.contains(&field.as_str()) {
                        continue;
                    }
                    let path = path.key(field);
                    match additional {
                        Some(further) => self.value(further, value, &path, name, &[]),
                        None => self.found(
                            &path,
                            Found::Unknown {
                                schema: name,
                                name: field.clone(),
                            },
                        ),
                    }
                }
            }
            (SchemaKind::Map(values), Value::Object(fields)) => {
                for (key, value) in fields {
                    self.value(values, value, &path.key(key), within, &[]);
                }
            }
            (SchemaKind::List(items), Value::Array(values)) => {
                self.found(path, Found::List);
                for (index, value) in values.iter().enumerate() {
                    self.value(items, value, &path.index(index), within, &[]);
                }
            }
            (SchemaKind::Union { name, tag, members }, Value::Object(fields)) => {
                self.union(name, tag, &members, fields, path, tags);
            }
            (SchemaKind::Enumeration { closed, .. }, Value::String(_)) => {
                self.found(path, Found::Enumeration { closed });
                self.found(path, Found::Leaf { schema });
            }
            _ => self.found(path, Found::Leaf { schema }),
        }
    }

    fn union(
        &mut self,
        union: &'d str,
        tag: &'d str,
        members: &std::collections::BTreeMap<&'d str, &'d Value>,
        fields: &Map<String, Value>,
        path: &Path,
        tags: &[&'d str],
    ) {
        let text = fields.get(tag).and_then(Value::as_str);
        let Some((member, text)) = text.and_then(|text| Some((*members.get(text)?, text))) else {
            self.found(path, Found::UnknownMember { union, tag });
            return;
        };
        let text = text.to_owned();
        let outer = tags.to_vec();
        self.found(
            path,
            Found::Member {
                union,
                tag,
                text,
                outer,
            },
        );
        let tags = [tags, &[tag]].concat();
        let within = self.document.schema_name(member);
        self.value(member, &Value::Object(fields.clone()), path, within, &tags);
    }
}
