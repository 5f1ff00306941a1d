//! The bundled description as data.

use std::collections::{BTreeMap, BTreeSet};

use backpack_api::OPENAPI;
use serde_json::{Value, json};

/// Bundled description.
pub struct Document {
    json: Value,
}

/// Operation of the description.
pub struct Operation<'d> {
    pub id: &'d str,
    /// HTTP method in upper case.
    pub method: String,
    pub path: &'d str,
    pub access: Access<'d>,
    pub json: &'d Value,
    document: &'d Document,
}

/// Authentication of an operation, by its `security` and `x-instruction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access<'d> {
    Public,
    Signed(&'d str),
    Session,
}

/// Documented success response.
pub struct Success<'d> {
    pub status: u16,
    pub content: Content,
    pub schema: Option<&'d Value>,
    pub examples: Vec<&'d Value>,
}

/// Content of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    Json,
    Text,
    Empty,
}

/// Schema with references resolved.
pub enum SchemaKind<'d> {
    Object {
        /// Name of the schema.
        name: &'d str,
        properties: BTreeMap<&'d str, Property<'d>>,
        /// Schema of further properties, which the type keeps.
        additional: Option<&'d Value>,
    },
    /// Object with arbitrary keys.
    Map(&'d Value),
    List(&'d Value),
    Union {
        name: &'d str,
        tag: &'d str,
        members: BTreeMap<&'d str, &'d Value>,
    },
    Enumeration {
        values: Vec<&'d str>,
        /// Unknown values in a response are rejected.
        closed: bool,
    },
    Scalar(&'d Value),
    /// Any JSON value.
    Any,
}

/// Schema of any value.
static ANY: Value = Value::Bool(true);

pub struct Property<'d> {
    pub schema: &'d Value,
    pub required: bool,
}

impl Document {
    pub fn load() -> Self {
        Self {
            json: serde_json::from_str(OPENAPI).unwrap(),
        }
    }

    /// Returns all operations, sorted by id.
    pub fn operations(&self) -> Vec<Operation<'_>> {
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

    pub fn operation(&self, id: &str) -> Option<Operation<'_>> {
        self.operations().into_iter().find(|o| o.id == id)
    }

    pub fn schema(&self, name: &str) -> Option<&Value> {
        self.json["components"]["schemas"].get(name)
    }

    /// Returns the names of the schemas that responses contain.
    pub fn response_schemas(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        for operation in self.operations() {
            self.collect_schemas(&operation.json["responses"], &mut names);
        }
        names
    }

    /// Adds the names of the schemas that are referenced in `json`, and in those.
    fn collect_schemas<'d>(&'d self, json: &'d Value, names: &mut BTreeSet<&'d str>) {
        match json {
            Value::Array(values) => {
                for value in values {
                    self.collect_schemas(value, names);
                }
            }
            Value::Object(members) => {
                for value in members.values() {
                    self.collect_schemas(value, names);
                }
            }
            Value::String(text) => {
                let name = text.strip_prefix("#/components/schemas/");
                if name.is_some_and(|name| names.insert(name))
                    && let Some(schema) = name.and_then(|name| self.schema(name))
                {
                    self.collect_schemas(schema, names);
                } else if let Some(pointer) = text.strip_prefix("#/components/responses/") {
                    let response = &self.json["components"]["responses"][pointer];
                    self.collect_schemas(response, names);
                }
            }
            _ => {}
        }
    }

    /// Resolves a reference.
    fn resolve<'d>(&'d self, json: &'d Value) -> &'d Value {
        let Some(reference) = json.get("$ref") else {
            return json;
        };
        let pointer = reference.as_str().unwrap().trim_start_matches('#');
        self.json
            .pointer(pointer)
            .unwrap_or_else(|| panic!("invalid reference {reference}"))
    }

    /// Returns whether `null` is a value of the schema.
    pub fn is_nullable<'d>(&'d self, schema: &'d Value) -> bool {
        let schema = self.resolve(schema);
        schema["nullable"] == true
            || schema["anyOf"][1] == null()
            || matches!(self.schema_kind(schema, ""), SchemaKind::Any)
    }

    /// Resolves a schema. `within` is the name of a schema that has none of its own.
    pub fn schema_kind<'d>(&'d self, schema: &'d Value, within: &'d str) -> SchemaKind<'d> {
        let mut schema = schema;
        let mut name = within;
        loop {
            if let Some(reference) = schema.get("$ref") {
                name = reference.as_str().unwrap().rsplit('/').next().unwrap();
                schema = self.resolve(schema);
            } else if let Some(parts) = schema.get("allOf") {
                let [only] = parts.as_array().unwrap().as_slice() else {
                    panic!("{name}: unsupported: `allOf` of more than one reference")
                };
                schema = only;
            } else if let Some(parts) = schema.get("anyOf") {
                let [only, other] = parts.as_array().unwrap().as_slice() else {
                    panic!("{name}: unsupported: `anyOf` other than a reference and null")
                };
                assert_eq!(*other, null(), "{name}");
                schema = only;
            } else {
                break;
            }
        }
        if schema.get("oneOf").is_some() {
            let discriminator = &schema["discriminator"];
            return SchemaKind::Union {
                name,
                tag: discriminator["propertyName"].as_str().unwrap(),
                members: (discriminator["mapping"].as_object().unwrap().iter())
                    .map(|(value, reference)| {
                        let member = self.union_member(reference.as_str().unwrap());
                        (value.as_str(), member)
                    })
                    .collect(),
            };
        }
        if let Some(values) = schema.get("enum") {
            return SchemaKind::Enumeration {
                values: (values.as_array().unwrap().iter())
                    .map(|v| v.as_str().unwrap())
                    .collect(),
                closed: schema["x-closed"] == true,
            };
        }
        match schema["type"].as_str() {
            Some("array") => SchemaKind::List(&schema["items"]),
            Some("object") => {
                let additional = schema.get("additionalProperties");
                let additional = additional.filter(|further| **further != Value::Bool(false));
                if schema.get("properties").is_none() {
                    return SchemaKind::Map(additional.unwrap_or(&ANY));
                }
                SchemaKind::Object {
                    name,
                    properties: properties(schema),
                    additional,
                }
            }
            Some(_) => SchemaKind::Scalar(schema),
            None => SchemaKind::Any,
        }
    }

    /// Returns the schema of a union's member without its tag. The reference is that of the discriminator's mapping.
    fn union_member(&self, reference: &str) -> &Value {
        let name = reference.rsplit('/').next().unwrap();
        let member = self.schema(name);
        let member = member.unwrap_or_else(|| panic!("invalid reference {reference}"));
        let base = &member["allOf"][0];
        assert!(base["$ref"].is_string(), "{name} has a tag alone");
        self.resolve(base)
    }

    /// Returns the name of a union's member.
    pub fn schema_name<'d>(&'d self, schema: &'d Value) -> &'d str {
        let all = self.json["components"]["schemas"].as_object().unwrap();
        all.iter()
            .find(|(_, one)| std::ptr::eq(*one, schema))
            .map_or("", |(name, _)| name)
    }
}

/// Returns the schema of the value null.
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
            "{}: unsupported: {security:?} with the instruction {instruction:?}",
            operation["operationId"]
        ),
    }
}

/// Returns the examples of a media type: `example`, or the values of `examples`.
fn examples(json: &Value) -> Vec<&Value> {
    match (json.get("example"), json.get("examples")) {
        (Some(one), _) => vec![one],
        (None, Some(Value::Object(many))) => many.values().map(|one| &one["value"]).collect(),
        _ => Vec::new(),
    }
}

impl<'d> Operation<'d> {
    pub fn parameters(&self) -> Vec<&'d Value> {
        (self.json["parameters"].as_array().into_iter().flatten())
            .map(|parameter| self.document.resolve(parameter))
            .collect()
    }

    /// Returns the parameters that a rule does not allow beside an earlier one.
    fn excluded(&self) -> Vec<&'d str> {
        let rules = self.json["x-rules"].as_array().into_iter().flatten();
        let list = |rule: &'d Value| rule.get("at-most-one-of").or_else(|| rule.get("one-of"));
        let lists = rules.filter_map(|rule| list(rule)?.as_array());
        let excluded = lists.flat_map(|list| list.iter().skip(1));
        excluded.filter_map(Value::as_str).collect()
    }

    /// Returns the examples of the query parameters that go together, sorted by key; a list has one pair per value.
    pub fn query_examples(&self) -> Vec<(String, String)> {
        let mut query = Vec::new();
        let excluded = self.excluded();
        for parameter in self.parameters() {
            let is_excluded = excluded.iter().any(|name| parameter["name"] == *name);
            if parameter["in"] == "query" && !is_excluded {
                let name = parameter["name"].as_str().unwrap();
                let values = self.parameter_examples(parameter);
                query.extend(values.into_iter().map(|value| (name.to_owned(), value)));
            }
        }
        // Stable: the values of a list keep their order.
        query.sort_by(|left, right| left.0.cmp(&right.0));
        query
    }

    /// Returns the example of a parameter as in a query: each value of a list, or the one value.
    pub fn parameter_examples(&self, parameter: &Value) -> Vec<String> {
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match parameter.get("example") {
            Some(Value::Array(values)) => values.iter().map(text).collect(),
            Some(value) => vec![text(value)],
            None => panic!("{}: {} has no example", self.id, parameter["name"]),
        }
    }

    /// Returns the schema of the body; `None` if the operation has no body.
    pub fn body_schema(&self) -> Option<&'d Value> {
        let body = self.document.resolve(self.json.get("requestBody")?);
        let content = body["content"].as_object()?.values().next()?;
        Some(&content["schema"])
    }

    /// Returns the examples of the body; `None` if the operation has no body.
    pub fn body_examples(&self) -> Option<Vec<&'d Value>> {
        let body = self.document.resolve(self.json.get("requestBody")?);
        let contents = body["content"].as_object().unwrap();
        let all: Vec<&Value> = contents.values().flat_map(examples).collect();
        assert!(!all.is_empty(), "{}: the body has no example", self.id);
        Some(all)
    }

    /// Returns the documented success responses.
    pub fn successes(&self) -> Vec<Success<'d>> {
        (self.json["responses"].as_object().unwrap().iter())
            .filter(|(status, _)| status.starts_with('2'))
            .map(|(status, response)| {
                let response = self.document.resolve(response);
                let content = response["content"].as_object();
                let content = content.and_then(|content| content.iter().next());
                Success {
                    status: status.parse().unwrap(),
                    content: match content {
                        None => Content::Empty,
                        Some((media, _)) if media.starts_with("application/json") => Content::Json,
                        Some((media, _)) if media.starts_with("text/plain") => Content::Text,
                        Some((media, _)) => panic!("{}: unsupported media type {media}", self.id),
                    },
                    schema: content.map(|(_, content)| &content["schema"]),
                    examples: content
                        .map(|(_, content)| examples(content))
                        .unwrap_or_default(),
                }
            })
            .collect()
    }

    /// Returns the success response with a body, if the operation has one.
    pub fn response_with_body(&self) -> Option<Success<'d>> {
        let mut all = self.successes();
        all.retain(|one| one.content != Content::Empty);
        assert!(all.len() <= 1, "{}: unsupported: two bodies", self.id);
        all.pop()
    }

    /// Returns whether a success response without a body is documented.
    pub fn has_empty_response(&self) -> bool {
        (self.successes().iter()).any(|one| one.content == Content::Empty)
    }
}
