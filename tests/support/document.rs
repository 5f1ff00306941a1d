//! The bundled description as data.

use std::collections::BTreeMap;

use backpack_api::OPENAPI;
use serde_json::{Value, json};

/// The bundle.
pub(crate) struct Document {
    json: Value,
}

/// One operation of it.
pub(crate) struct Operation<'d> {
    pub(crate) id: &'d str,
    /// In capitals.
    pub(crate) method: String,
    pub(crate) path: &'d str,
    pub(crate) access: Access<'d>,
    pub(crate) json: &'d Value,
    document: &'d Document,
}

/// How an operation is authenticated, by its `security` and `x-instruction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access<'d> {
    Public,
    Signed(&'d str),
    Session,
}

/// A documented success.
pub(crate) struct Success<'d> {
    pub(crate) status: u16,
    pub(crate) form: Form,
    pub(crate) schema: Option<&'d Value>,
    pub(crate) examples: Vec<&'d Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Text,
    Nothing,
}

/// What a schema describes, with references followed.
pub(crate) enum Shape<'d> {
    Object {
        /// The name of the schema.
        name: &'d str,
        properties: BTreeMap<&'d str, Property<'d>>,
    },
    /// An object of any keys.
    Map(&'d Value),
    List(&'d Value),
    Union {
        name: &'d str,
        tag: &'d str,
        members: BTreeMap<&'d str, &'d Value>,
    },
    Enumeration(Vec<&'d str>),
    Plain(&'d Value),
}

pub(crate) struct Property<'d> {
    pub(crate) schema: &'d Value,
    pub(crate) required: bool,
}

impl Document {
    pub(crate) fn load() -> Self {
        Self {
            json: serde_json::from_str(OPENAPI).unwrap(),
        }
    }

    /// All operations, by their ids.
    pub(crate) fn operations(&self) -> Vec<Operation<'_>> {
        let paths = self.json["paths"].as_object().unwrap();
        let mut operations: Vec<Operation<'_>> = paths
            .iter()
            .flat_map(|(path, item)| {
                item.as_object()
                    .unwrap()
                    .iter()
                    .map(move |(m, o)| (path, m, o))
            })
            .map(|(path, method, json)| Operation {
                id: json["operationId"].as_str().unwrap(),
                method: method.to_uppercase(),
                path,
                access: access(json),
                json,
                document: self,
            })
            .collect();
        operations.sort_by_key(|operation| operation.id);
        assert!(!operations.is_empty());
        operations
    }

    pub(crate) fn operation(&self, id: &str) -> Option<Operation<'_>> {
        self.operations().into_iter().find(|o| o.id == id)
    }

    pub(crate) fn schema(&self, name: &str) -> Option<&Value> {
        self.json["components"]["schemas"].get(name)
    }

    /// Follows a reference.
    fn target<'d>(&'d self, json: &'d Value) -> &'d Value {
        let Some(reference) = json.get("$ref") else {
            return json;
        };
        let pointer = reference.as_str().unwrap().trim_start_matches('#');
        self.json
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{reference} leads nowhere"))
    }

    /// Whether `null` is a value of the schema.
    pub(crate) fn nullable(&self, schema: &Value) -> bool {
        let schema = self.target(schema);
        schema["nullable"] == true || schema["anyOf"][1] == null()
    }

    /// What a schema describes. `within` is the name to go by where the schema has none of its own.
    pub(crate) fn shape<'d>(&'d self, schema: &'d Value, within: &'d str) -> Shape<'d> {
        let mut schema = schema;
        let mut name = within;
        loop {
            if let Some(reference) = schema.get("$ref") {
                name = reference.as_str().unwrap().rsplit('/').next().unwrap();
                schema = self.target(schema);
            } else if let Some(parts) = schema.get("allOf") {
                let [only] = parts.as_array().unwrap().as_slice() else {
                    panic!("{name}: the tests know `allOf` of one reference alone")
                };
                schema = only;
            } else if let Some(parts) = schema.get("anyOf") {
                let [only, other] = parts.as_array().unwrap().as_slice() else {
                    panic!("{name}: the tests know `anyOf` of one reference and null alone")
                };
                assert_eq!(*other, null(), "{name}");
                schema = only;
            } else {
                break;
            }
        }
        if schema.get("oneOf").is_some() {
            let by = &schema["discriminator"];
            return Shape::Union {
                name,
                tag: by["propertyName"].as_str().unwrap(),
                members: (by["mapping"].as_object().unwrap().iter())
                    .map(|(text, reference)| {
                        (text.as_str(), self.by_name(reference.as_str().unwrap()))
                    })
                    .collect(),
            };
        }
        if let Some(values) = schema.get("enum") {
            return Shape::Enumeration(
                values
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|v| v.as_str().unwrap())
                    .collect(),
            );
        }
        match schema["type"].as_str() {
            Some("array") => Shape::List(&schema["items"]),
            Some("object") => match schema.get("additionalProperties") {
                Some(values @ Value::Object(_)) => Shape::Map(values),
                _ => Shape::Object {
                    name,
                    properties: properties(schema),
                },
            },
            Some(_) => Shape::Plain(schema),
            None => panic!("{name}: no type in {schema}"),
        }
    }

    /// What the schema that a discriminator's mapping names joins to the tag.
    fn by_name(&self, reference: &str) -> &Value {
        let name = reference.rsplit('/').next().unwrap();
        let member = self.schema(name);
        let member = member.unwrap_or_else(|| panic!("{reference} leads nowhere"));
        let base = &member["allOf"][0];
        assert!(base["$ref"].is_string(), "{name} joins nothing to a tag");
        self.target(base)
    }

    /// The name of a schema of a union's mapping.
    pub(crate) fn name_of<'d>(&'d self, schema: &'d Value) -> &'d str {
        let all = self.json["components"]["schemas"].as_object().unwrap();
        all.iter()
            .find(|(_, one)| std::ptr::eq(*one, schema))
            .map_or("", |(name, _)| name)
    }
}

/// How the description says null and nothing else.
fn null() -> Value {
    json!({ "type": "string", "nullable": true, "enum": [null] })
}

fn properties(schema: &Value) -> BTreeMap<&str, Property<'_>> {
    let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
    let Some(properties) = schema.get("properties") else {
        return BTreeMap::new();
    };
    (properties.as_object().unwrap().iter())
        .map(|(name, schema)| {
            let required = required.iter().any(|one| one == name.as_str());
            (name.as_str(), Property { schema, required })
        })
        .collect()
}

fn access(operation: &Value) -> Access<'_> {
    let security = operation["security"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    match (operation["x-instruction"].as_str(), security) {
        (None, []) => Access::Public,
        (Some(instruction), [one]) if one.get("Signature").is_some() => Access::Signed(instruction),
        (None, [one]) if one.get("LoginSession").is_some() => Access::Session,
        (instruction, security) => panic!(
            "{}: {security:?} with the instruction {instruction:?}",
            operation["operationId"]
        ),
    }
}

/// The examples of a media type, a parameter: `example`, or the values of `examples`.
fn examples(json: &Value) -> Vec<&Value> {
    match (json.get("example"), json.get("examples")) {
        (Some(one), _) => vec![one],
        (None, Some(Value::Object(many))) => many.values().map(|one| &one["value"]).collect(),
        _ => Vec::new(),
    }
}

impl<'d> Operation<'d> {
    pub(crate) fn parameters(&self) -> Vec<&'d Value> {
        (self.json["parameters"].as_array().into_iter().flatten())
            .map(|parameter| self.document.target(parameter))
            .collect()
    }

    /// The examples of the body; `None` where the operation takes none.
    pub(crate) fn body_examples(&self) -> Option<Vec<&'d Value>> {
        let body = self.document.target(self.json.get("requestBody")?);
        let contents = body["content"].as_object().unwrap();
        let all: Vec<&Value> = contents.values().flat_map(examples).collect();
        assert!(!all.is_empty(), "{}: the body has no example", self.id);
        Some(all)
    }

    /// The documented successes.
    pub(crate) fn successes(&self) -> Vec<Success<'d>> {
        (self.json["responses"].as_object().unwrap().iter())
            .filter(|(status, _)| status.starts_with('2'))
            .map(|(status, answer)| {
                let answer = self.document.target(answer);
                let content = answer["content"].as_object();
                let content = content.and_then(|content| content.iter().next());
                Success {
                    status: status.parse().unwrap(),
                    form: match content {
                        None => Form::Nothing,
                        Some((kind, _)) if kind.starts_with("application/json") => Form::Json,
                        Some((kind, _)) if kind.starts_with("text/plain") => Form::Text,
                        Some((kind, _)) => panic!("{}: answers {kind}", self.id),
                    },
                    schema: content.map(|(_, content)| &content["schema"]),
                    examples: content
                        .map(|(_, content)| examples(content))
                        .unwrap_or_default(),
                }
            })
            .collect()
    }

    /// The success with a body; `None` where there is none.
    pub(crate) fn answer(&self) -> Option<Success<'d>> {
        let mut all = self.successes();
        all.retain(|one| one.form != Form::Nothing);
        assert!(all.len() <= 1, "{}: the tests know one body alone", self.id);
        all.pop()
    }

    /// Whether it may also answer with a success and no body.
    pub(crate) fn may_answer_nothing(&self) -> bool {
        self.successes().iter().any(|one| one.form == Form::Nothing)
    }
}
