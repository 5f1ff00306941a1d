//! A value side by side with its schema.

use serde_json::{Map, Value};

use super::document::{Document, Shape};
use super::path::Path;

/// Something at a place of a value.
pub(crate) struct Place<'d> {
    pub(crate) path: Path,
    pub(crate) found: Found<'d>,
}

pub(crate) enum Found<'d> {
    /// An object of a schema.
    Object,
    /// A property that the schema has and the object has.
    Property {
        schema: &'d str,
        name: &'d str,
        required: bool,
        nullable: bool,
    },
    /// A property that the schema has and the object has not. The path is that of the property.
    Absent {
        schema: &'d str,
        name: &'d str,
        required: bool,
        form: &'d Value,
    },
    /// A field that the schema does not have.
    Unknown { schema: &'d str, name: String },
    /// A union, with the text of its tag.
    Member {
        union: &'d str,
        tag: &'d str,
        text: String,
        /// The tags of the unions that this one was reached through: of the same object.
        outer: Vec<&'d str>,
    },
    /// A union whose tag says what the schema does not know, or nothing.
    UnknownMember { union: &'d str, tag: &'d str },
    /// The text of an enumeration.
    Enumeration,
    /// A list.
    List,
    /// A value that is not looked into: text, number, null, or another kind than the schema has.
    Leaf { schema: &'d Value },
}

impl Document {
    /// Everything that is at a place of the value. `within` is what a schema without a name goes by.
    pub(crate) fn places<'d>(
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

    /// `tags` are those of the unions that the value was reached through, which its own schema does not have.
    fn value(
        &mut self,
        schema: &'d Value,
        value: &Value,
        path: &Path,
        within: &'d str,
        tags: &[&'d str],
    ) {
        match (self.document.shape(schema, within), value) {
            (Shape::Object { name, properties }, Value::Object(fields)) => {
                self.found(path, Found::Object);
                for (property, of) in &properties {
                    let path = path.key(property);
                    let Some(value) = fields.get(*property) else {
                        self.found(
                            &path,
                            Found::Absent {
                                schema: name,
                                name: property,
                                required: of.required,
                                form: of.schema,
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
                            nullable: self.document.nullable(of.schema),
                        },
                    );
                    self.value(of.schema, value, &path, name, &[]);
                }
                for field in fields.keys() {
                    if !properties.contains_key(field.as_str()) && !tags.contains(&field.as_str()) {
                        self.found(
                            &path.key(field),
                            Found::Unknown {
                                schema: name,
                                name: field.clone(),
                            },
                        );
                    }
                }
            }
            (Shape::Map(values), Value::Object(fields)) => {
                for (key, value) in fields {
                    self.value(values, value, &path.key(key), within, &[]);
                }
            }
            (Shape::List(items), Value::Array(values)) => {
                self.found(path, Found::List);
                for (index, value) in values.iter().enumerate() {
                    self.value(items, value, &path.index(index), within, &[]);
                }
            }
            (Shape::Union { name, tag, members }, Value::Object(fields)) => {
                self.union(name, tag, &members, fields, path, tags);
            }
            (Shape::Enumeration(_), Value::String(_)) => {
                self.found(path, Found::Enumeration);
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
        let within = self.document.name_of(member);
        self.value(member, &Value::Object(fields.clone()), path, within, &tags);
    }
}
