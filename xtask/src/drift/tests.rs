//! The facts of the model and of documents, and their differences.
//!
//! Our own bundle stands in for a published document, so that without a change there is no difference.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::changes::{ChangeKind, changes};
use super::departures::{Departures, Pattern};
use super::facts::{Facts, compare};
use super::ours;
use super::report::Report;
use crate::problem::Problems;
use crate::published::Published;
use crate::spec::Spec;
use crate::spec::document::Document;
use crate::spec::escape;
use crate::spec::model::Method;

/// The number of mutations of a kind that are tried, spread evenly over all there are.
const TRIED: usize = 3;

/// A mutation of a document, and a part of the line that reports it.
struct Mutation {
    kind: &'static str,
    line: String,
    /// The value that is mutated.
    pointer: String,
    make: Box<dyn Fn(&mut Value) + Sync>,
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn published(root: Value) -> Published {
    Published {
        document: Document::without_lines(String::new(), root),
        file: "published".to_owned(),
    }
}

fn facts(root: &Value) -> Facts {
    published(root.clone()).facts(false).unwrap()
}

/// Returns the lines of the differences.
fn lines(theirs: &Facts, ours: &Facts) -> Vec<String> {
    let differences = compare(theirs, ours, false);
    differences.iter().map(ToString::to_string).collect()
}

/// Returns the published document that the variable `BACKPACK_UPSTREAM` names, and those in the same folder.
fn upstream() -> Vec<PathBuf> {
    let Some(file) = std::env::var_os("BACKPACK_UPSTREAM") else {
        return Vec::new();
    };
    let entries = std::fs::read_dir(Path::new(&file).parent().unwrap()).unwrap();
    let files = entries.map(|entry| entry.unwrap().path());
    let is_document = |file: &PathBuf| {
        file.extension()
            .is_some_and(|of| of == "yml" || of == "json")
    };
    files.filter(is_document).collect()
}

/// Both readers state the same facts of the same description, down to the names of types.
#[test]
fn bundle_states_the_facts_of_the_model() {
    let spec = Spec::load(&workspace()).unwrap();
    let found = compare(&facts(&spec.bundle), &ours::facts(&spec.api), true);
    assert!(found.is_empty(), "{}", found[0]);
}

#[test]
fn every_mutation_of_the_bundle_is_a_line() {
    let spec = Spec::load(&workspace()).unwrap();
    let ours = ours::facts(&spec.api);
    let mut mutations = mutations(&spec.bundle);
    // A schema that joins a tag to a member of a union is not read: the mapping has the tag.
    mutations.retain(|mutation| !mutation.pointer.contains("/allOf/1"));
    let mutations = spread(mutations);
    let mut kinds: Vec<&str> = mutations.iter().map(|mutation| mutation.kind).collect();
    kinds.dedup();
    assert!(kinds.len() > 25, "only {kinds:?}");
    on_all_processors(&mutations, |mutation| {
        let found = lines(&facts(&mutated(&spec.bundle, mutation)), &ours);
        let (kind, line, pointer) = (mutation.kind, &mutation.line, &mutation.pointer);
        assert!(
            found.iter().any(|found| found.contains(line)),
            "{kind} at {pointer} is not reported as {line:?}: {found:#?}"
        );
    });
}

/// No entry of the departures covers a mutation of the published documents in [`upstream`]: each is a line that is not
/// recorded, or takes a line away.
#[test]
fn no_departure_covers_a_mutation_of_the_published_document() {
    let spec = Spec::load(&workspace()).unwrap();
    let departures = Departures::load(&workspace()).unwrap();
    let ours = ours::facts(&spec.api);
    for file in upstream() {
        let root = Published::load(&file).unwrap().document.root;
        let before = lines(&facts(&root), &ours).len();
        let mut mutations = mutations(&root);
        // The list of assets is a departure as a whole, and a schema that joins a tag to a member is not read.
        mutations.retain(|mutation| {
            let pointer = &mutation.pointer;
            !pointer.contains("/CustodyAsset") && !pointer.contains("/allOf/0")
        });
        on_all_processors(&spread(mutations), |mutation| {
            let theirs = facts(&mutated(&root, mutation));
            let found = lines(&theirs, &ours);
            let entries = departures.applying(&theirs);
            let covered = |line: &String| {
                // A schema of one side alone follows from the lines that use it.
                line.starts_with("schema")
                    && line.matches(": ").count() == 1
                    && line.contains(" only")
                    || entries.iter().any(|entry| entry.covers(line))
            };
            let patterns = entries.iter().flat_map(|entry| &entry.patterns);
            let stale = |pattern: &Pattern| !found.iter().any(|line| pattern.matches(line));
            let seen = !found.iter().all(covered) || patterns.clone().any(stale);
            let (kind, line) = (mutation.kind, &mutation.line);
            assert!(found.len() < before || seen, "{kind} of {line} is covered");
        });
    }
}

fn mutated(root: &Value, mutation: &Mutation) -> Value {
    let mut root = root.clone();
    (mutation.make)(root.pointer_mut(&mutation.pointer).unwrap());
    root
}

fn on_all_processors(mutations: &[Mutation], check: impl Fn(&Mutation) + Sync) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for some in mutations.chunks(mutations.len().div_ceil(threads)) {
            let check = &check;
            scope.spawn(move || some.iter().for_each(check));
        }
    });
}

/// Returns at most [`TRIED`] mutations of each kind, spread evenly.
fn spread(mut mutations: Vec<Mutation>) -> Vec<Mutation> {
    mutations.sort_by_key(|mutation| mutation.kind);
    let mut some = Vec::new();
    while let Some(kind) = mutations.first().map(|mutation| mutation.kind) {
        let rest = mutations.split_off(mutations.partition_point(|one| one.kind == kind));
        let step = mutations.len().div_ceil(TRIED);
        some.extend(mutations.into_iter().step_by(step));
        mutations = rest;
    }
    some
}

/// Returns every mutation that is known, at every place where it can be made.
fn mutations(root: &Value) -> Vec<Mutation> {
    let mut mutations = Mutations::default();
    mutations.schemas(root, "");
    for (path, item) in root["paths"].as_object().unwrap() {
        for (method, _) in Method::ALL {
            if let Some(operation) = item.get(method) {
                mutations.operation(path, method, operation);
            }
        }
    }
    mutations.0
}

#[derive(Default)]
struct Mutations(Vec<Mutation>);

impl Mutations {
    fn add(
        &mut self,
        kind: &'static str,
        pointer: &str,
        line: &str,
        make: impl Fn(&mut Value) + Sync + 'static,
    ) {
        self.0.push(Mutation {
            kind,
            line: line.to_owned(),
            pointer: pointer.to_owned(),
            make: Box::new(make),
        });
    }

    /// Mutations of whatever is a schema.
    fn schemas(&mut self, value: &Value, pointer: &str) {
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            self.add(
                "new property",
                pointer,
                "property zzNew: published only (string, optional)",
                |schema| {
                    schema["properties"]["zzNew"] = json!({ "type": "string" });
                },
            );
            for (name, property) in properties {
                self.property(pointer, name, property);
            }
        }
        let values = value.get("enum").and_then(Value::as_array);
        if let Some(values) = values.filter(|values| values.iter().all(Value::is_string)) {
            self.enumeration(pointer, values);
        }
        if let Some(mapping) = value
            .pointer("/discriminator/mapping")
            .and_then(Value::as_object)
        {
            self.add(
                "discriminator",
                pointer,
                "published union by zzTag, here",
                |schema| {
                    schema["discriminator"]["propertyName"] = json!("zzTag");
                },
            );
            let first = mapping.values().next().cloned().unwrap();
            self.add("new member", pointer, "ZzNew", move |schema| {
                schema["discriminator"]["mapping"]["ZzNew"] = first.clone();
                let list = if schema.get("oneOf").is_some() {
                    "oneOf"
                } else {
                    "anyOf"
                };
                let list = schema[list].as_array_mut().unwrap();
                list.push(json!({ "type": "boolean" }));
            });
        }
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    if !matches!(key.as_str(), "example" | "examples") {
                        self.schemas(member, &format!("{pointer}/{}", escape(key)));
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.schemas(item, &format!("{pointer}/{index}"));
                }
            }
            _ => {}
        }
    }

    fn property(&mut self, pointer: &str, name: &str, property: &Value) {
        let about = format!("property {name}: ");
        let at = format!("{pointer}/properties/{}", escape(name));
        let own = name.to_owned();
        self.add(
            "property gone",
            pointer,
            &format!("{about}here only"),
            move |schema| {
                schema["properties"].as_object_mut().unwrap().remove(&own);
                // An object without properties is a map.
                schema["properties"]["zzOther"] = json!({ "type": "string" });
            },
        );
        let own = json!(name);
        self.add("presence", pointer, &about, move |schema| {
            let required = schema
                .as_object_mut()
                .unwrap()
                .entry("required")
                .or_insert_with(|| json!([]));
            let required = required.as_array_mut().unwrap();
            match required.iter().position(|one| *one == own) {
                Some(index) => drop(required.remove(index)),
                None => required.push(own.clone()),
            }
        });
        self.add("type", &at, &format!("{about}published"), |schema| {
            let of = if schema["type"] == json!("number") {
                "boolean"
            } else {
                "number"
            };
            *schema = json!({ "type": of });
        });
        self.add(
            "default",
            &at,
            &format!("{about}published default \"zz\", here"),
            |schema| {
                schema["default"] = json!("zz");
            },
        );
        self.add(
            "deprecation",
            &at,
            &format!("{about}published deprecated, here"),
            |schema| {
                schema["deprecated"] = json!(true);
            },
        );
        self.add("null", &at, &about, |schema| {
            if let Some(list) = schema
                .get_mut("anyOf")
                .and_then(Value::as_array_mut)
                .filter(|list| list.len() == 2)
            {
                list.pop();
            } else {
                let null = schema.get("nullable") == Some(&json!(true));
                schema["nullable"] = json!(!null);
            }
        });
        if matches!(property["type"].as_str(), Some("string" | "integer")) {
            self.add("format", &at, &format!("{about}published zz "), |schema| {
                schema.as_object_mut().unwrap().remove("enum");
                schema["format"] = json!("zz");
            });
            self.add("limit", &at, "(pattern ^z$", |schema| {
                schema.as_object_mut().unwrap().remove("enum");
                schema["pattern"] = json!("^z$");
            });
        }
        if property["type"] == json!("string") && property.get("enum").is_none() {
            self.add("closed", &at, &about, |schema| {
                schema["enum"] = json!(["zz"])
            });
        }
    }

    fn enumeration(&mut self, pointer: &str, values: &[Value]) {
        self.add("new value", pointer, "ZzNew", |schema| {
            schema["enum"].as_array_mut().unwrap().push(json!("ZzNew"));
        });
        for (index, value) in values.iter().enumerate().filter(|_| values.len() > 1) {
            self.add(
                "value gone",
                pointer,
                value.as_str().unwrap(),
                move |schema| {
                    schema["enum"].as_array_mut().unwrap().remove(index);
                },
            );
        }
    }

    fn operation(&mut self, path: &str, method: &'static str, operation: &Value) {
        let id = operation["operationId"].as_str().unwrap();
        let (about, item) = (
            format!("operation {id}: "),
            format!("/paths/{}", escape(path)),
        );
        let at = format!("{item}/{method}");
        self.add(
            "operation gone",
            &item,
            &format!("{about}here only"),
            move |item| {
                item.as_object_mut().unwrap().remove(method);
            },
        );
        let copy = operation.clone();
        self.add(
            "new operation",
            "/paths",
            "operation zz_new: published only",
            move |paths| {
                paths["/zz"] = json!({ "get": copy });
                paths["/zz"]["get"]["operationId"] = json!("zz_new");
            },
        );
        let own = path.to_owned();
        self.add("path", "/paths", &about, move |paths| {
            let operation = paths[&own].as_object_mut().unwrap().remove(method).unwrap();
            paths["/zz"] = json!({ method: operation });
        });
        self.add(
            "method",
            &item,
            &format!("{about}published PUT "),
            move |item| {
                let operation = item.as_object_mut().unwrap().remove(method).unwrap();
                item["put"] = operation;
            },
        );
        for (kind, line, key, value) in [
            (
                "operationId",
                "operation zz_new: published only",
                "operationId",
                json!("zz_new"),
            ),
            ("tag", "published tag Zz, here tag", "tags", json!(["Zz"])),
            (
                "deprecated operation",
                "published deprecated, here",
                "deprecated",
                json!(true),
            ),
            (
                "instruction",
                "published instruction ",
                "description",
                json!("**Instruction:** `zzNew`"),
            ),
            (
                "security",
                "security Zz, here",
                "security",
                json!([{ "Zz": [] }]),
            ),
        ] {
            self.add(kind, &at, line, move |operation| {
                operation[key] = value.clone()
            });
        }
        self.parameters(&at, &about, operation);
        match operation.get("requestBody") {
            None => self.add(
                "new body",
                &at,
                &format!("{about}body: published only"),
                |operation| {
                    operation["requestBody"] = json!({ "content": {} });
                },
            ),
            Some(body) => {
                self.add(
                    "body gone",
                    &at,
                    &format!("{about}body: here only"),
                    |operation| {
                        operation.as_object_mut().unwrap().remove("requestBody");
                    },
                );
                let was = body["required"] == json!(true);
                self.add(
                    "optional body",
                    &at,
                    &format!("{about}body: published optional"),
                    move |operation| {
                        operation["requestBody"]["required"] = json!(!was);
                    },
                );
            }
        }
        self.responses(&at, &about, operation);
    }

    fn parameters(&mut self, at: &str, about: &str, operation: &Value) {
        self.add(
            "new parameter",
            at,
            &format!("{about}query zzNew: published only"),
            |operation| {
                let parameters = operation
                    .as_object_mut()
                    .unwrap()
                    .entry("parameters")
                    .or_insert_with(|| json!([]));
                let new = json!({ "name": "zzNew", "in": "query", "schema": { "type": "string" } });
                parameters.as_array_mut().unwrap().push(new);
            },
        );
        let parameters = operation.get("parameters").and_then(Value::as_array);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            if parameter["in"] == json!("header") {
                continue;
            }
            let (name, location) = (&parameter["name"], &parameter["in"]);
            let about = format!(
                "{about}{} {}: ",
                location.as_str().unwrap(),
                name.as_str().unwrap()
            );
            let own = format!("{at}/parameters/{index}");
            self.add(
                "parameter gone",
                at,
                &format!("{about}here only"),
                move |operation| {
                    operation["parameters"]
                        .as_array_mut()
                        .unwrap()
                        .remove(index);
                },
            );
            self.add(
                "location",
                &own,
                &format!("{about}here only"),
                |parameter| {
                    parameter["in"] = json!("cookie");
                },
            );
            let was = parameter["required"] == json!(true);
            self.add("required parameter", &own, &about, move |parameter| {
                parameter["required"] = json!(!was);
            });
            self.add(
                "type of parameter",
                &own,
                &format!("{about}published number, here"),
                |parameter| {
                    parameter["schema"] = json!({ "type": "number" });
                },
            );
            if parameter["schema"]["type"] == json!("array") {
                self.add("style", &own, "(explode false)", |parameter| {
                    parameter["explode"] = json!(false);
                });
            }
        }
    }

    fn responses(&mut self, at: &str, about: &str, operation: &Value) {
        self.add(
            "new response",
            at,
            &format!("{about}response 299: published only"),
            |operation| {
                operation["responses"]["299"] = json!({ "description": "New." });
            },
        );
        for (status, response) in operation["responses"].as_object().unwrap() {
            let about = format!("{about}response {status}: ");
            let own = status.clone();
            self.add(
                "response gone",
                &format!("{at}/responses"),
                &format!("{about}here only"),
                move |responses| {
                    responses.as_object_mut().unwrap().remove(&own);
                },
            );
            if response.get("$ref").is_some() {
                continue;
            }
            let own = format!("{at}/responses/{status}");
            self.add(
                "new header",
                &own,
                &format!("{about}header zznew: published only"),
                |response| {
                    response["headers"]["zzNew"] = json!({ "schema": { "type": "string" } });
                },
            );
            self.add(
                "new content",
                &own,
                &format!("{about}text/zz: published only"),
                |response| {
                    response["content"]["text/zz"] = json!({ "schema": { "type": "string" } });
                },
            );
            if response.get("content").is_some() {
                self.add("content gone", &own, &about, |response| {
                    response.as_object_mut().unwrap().remove("content");
                });
            }
            for (name, _) in response
                .get("headers")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
            {
                let line = format!("{about}header {}: here only", name.to_ascii_lowercase());
                let name = name.clone();
                self.add("header gone", &own, &line, move |response| {
                    response["headers"].as_object_mut().unwrap().remove(&name);
                });
            }
        }
    }
}

/// Returns a document with one operation whose response is the schema `T`, from the components in YAML.
fn document(schemas: &str) -> Published {
    let text = format!(
        "openapi: 3.1.0\npaths:\n  /t:\n    get:\n      operationId: t\n      responses:\n        '200':\n          \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/T'}}}}}}\ncomponents:\n  schemas:\n    \
         E: {{type: string, enum: [a, b]}}\n    O: {{type: object, required: [x], properties: {{x: {{type: string}}}}}}\n    {schemas}\n"
    );
    Published {
        document: Document::parse("", String::new(), &text).unwrap(),
        file: "published".to_owned(),
    }
}

/// Each other form of a property states the same facts as ours.
#[test]
fn other_forms_of_a_property() {
    let reference = "{$ref: '#/components/schemas/E'}";
    for (other, ours) in [
        // `described_reference`
        (
            format!("{{allOf: [{reference}, {{description: d}}]}}"),
            reference,
        ),
        (
            format!("{{type: object, allOf: [{reference}], title: t}}"),
            reference,
        ),
        (
            "{$ref: '#/components/schemas/E', description: d}".to_owned(),
            reference,
        ),
        // `alternatives`
        (format!("{{anyOf: [{reference}]}}"), reference),
        (
            format!("{{oneOf: [{reference}, {{type: 'null'}}]}}"),
            "{allOf: [{$ref: '#/components/schemas/E'}], nullable: true}",
        ),
        (
            format!("{{anyOf: [{reference}, {{type: string, nullable: true, enum: [null]}}]}}"),
            "{allOf: [{$ref: '#/components/schemas/E'}], nullable: true}",
        ),
        // `is_nullable`
        (
            "{type: [string, 'null']}".to_owned(),
            "{type: string, nullable: true}",
        ),
        (
            "{type: string, enum: [a, null]}".to_owned(),
            "{type: string, nullable: true, enum: [a]}",
        ),
        // `values`
        ("{const: a}".to_owned(), "{type: string, enum: [a]}"),
        // `empty_object`
        (
            "{type: object}".to_owned(),
            "{type: object, additionalProperties: true}",
        ),
        (
            "{type: object, properties: {}}".to_owned(),
            "{type: object}",
        ),
        // `integer_format`
        (
            "{type: integer}".to_owned(),
            "{type: integer, format: int64}",
        ),
        // `exclusive_limits`
        (
            "{type: integer, minimum: 1, exclusiveMinimum: true}".to_owned(),
            "{type: integer, exclusiveMinimum: 1}",
        ),
        (
            "{type: integer, maximum: 1, exclusiveMaximum: true}".to_owned(),
            "{type: integer, exclusiveMaximum: 1}",
        ),
        // `array_lengths`
        (
            "{type: array, items: {type: string}, minLength: 2, maxLength: 2}".to_owned(),
            "{type: array, items: {type: string}, minItems: 2, maxItems: 2}",
        ),
        // Two enumerations with the same values
        ("{type: string, enum: [b, a]}".to_owned(), reference),
    ] {
        let facts = |property: &str| {
            let schema = format!("T: {{type: object, properties: {{p: {property}}}}}");
            document(&schema).facts(false).unwrap()
        };
        let found: Vec<String> = lines(&facts(&other), &facts(ours))
            .into_iter()
            .filter(|line| line.contains("property p"))
            .collect();
        assert!(found.is_empty(), "{other}: {found:?}");
    }
}

/// Each other form of a schema states the same facts as ours.
#[test]
fn other_forms_of_a_schema() {
    let tagged = "type: object, required: [k], properties: {k: {type: string, enum: [o]}}";
    let union = "oneOf: [{$ref: '#/components/schemas/M'}, {$ref: '#/components/schemas/E'}], \
                 discriminator: {propertyName: k, mapping: {o: '#/components/schemas/M', e: '#/components/schemas/E'}}";
    let ours = format!(
        "T: {{{union}}}\n    M: {{allOf: [{{$ref: '#/components/schemas/O'}}, {{{tagged}}}]}}"
    );
    for (other, ours) in [
        // `alternatives`: `anyOf`
        (ours.replace("oneOf", "anyOf"), ours.as_str()),
        // `untagged`: the parts in another order
        (
            format!("T: {{{union}}}\n    M: {{allOf: [{{{tagged}}}, {{$ref: '#/components/schemas/O'}}]}}"),
            ours.as_str(),
        ),
        // `untagged` and a mapping by names
        (ours.replace("o: '#/components/schemas/M'", "o: M"), ours.as_str()),
        // A union of one member
        (
            "T: {type: object, anyOf: [{$ref: '#/components/schemas/M'}], discriminator: {propertyName: k}}\n    \
             M: {allOf: [{type: object, required: [k], properties: {k: {type: string, enum: [o]}}}, {$ref: '#/components/schemas/O'}]}"
                .to_owned(),
            "T: {type: object, required: [k, x], properties: {k: {type: string, enum: [o]}, x: {type: string}}}",
        ),
        // `allOf` of objects
        (
            "T: {allOf: [{$ref: '#/components/schemas/O'}, {properties: {y: {type: string}}}]}".to_owned(),
            "T: {type: object, required: [x], properties: {x: {type: string}, y: {type: string}}}",
        ),
    ] {
        let found = lines(&document(&other).facts(false).unwrap(), &document(ours).facts(false).unwrap());
        assert!(found.is_empty(), "{other}: {found:?}");
    }
    // `without_tag`: the tag among the properties of the member
    let own = "T: {oneOf: [{$ref: '#/components/schemas/a'}, {$ref: '#/components/schemas/b'}], discriminator: {propertyName: k}}\n    \
               a: {type: object, required: [k, x], properties: {k: {const: a}, x: {type: string}}}\n    \
               b: {type: object, required: [k], properties: {k: {const: b}}}";
    let ours = own
        .replace("k, x", "x")
        .replace("required: [k], ", "")
        .replace("k: {const: a}, ", "")
        .replace("k: {const: b}", "");
    let found = lines(
        &document(own).facts(false).unwrap(),
        &document(&ours).facts(false).unwrap(),
    );
    assert!(found.is_empty(), "{found:?}");
}

/// Each other form of an operation states the same facts as ours.
#[test]
fn other_forms_of_an_operation() {
    let header = |name: &str, ty: &str, required: bool| {
        let (of, format) = ty.split_once(' ').unwrap_or((ty, ""));
        json!({ "name": name, "in": "header", "required": required, "schema": { "type": of, "format": format } })
    };
    let operation = |parameters: Value, rest: Value| {
        let mut root = json!({ "openapi": "3.0.0", "paths": { "/a": { "get": { "operationId": "a", "parameters": parameters } } } });
        let operation = root["paths"]["/a"]["get"].as_object_mut().unwrap();
        operation.extend(rest.as_object().unwrap().clone());
        facts(&root)
    };
    let headers = |required: bool| {
        json!([
            header("X-API-KEY", "string", required),
            header("X-Signature", "string", required),
            header("X-TIMESTAMP", "integer int64", required),
            header("X-WINDOW", "integer uint64", false),
        ])
    };
    let signed = json!({ "security": [{ "ApiKey": [], "Signature": [], "Timestamp": [] }], "x-instruction": "a" });
    let described = json!({ "description": "Text.\n\n**Instruction:** `a`" });
    let ours = operation(json!([]), signed);
    assert_eq!(
        lines(&operation(headers(true), described.clone()), &ours),
        [""; 0]
    );
    assert_eq!(
        lines(&operation(headers(false), described.clone()), &ours),
        ["operation a: published signed or login session, here signed"]
    );
    // One header of another type: the four are no signature.
    let mut other = headers(true);
    other[2] = header("X-TIMESTAMP", "string", true);
    let found = lines(&operation(other, described), &ours);
    assert!(
        found.contains(&"operation a: published public, here signed".to_owned()),
        "{found:?}"
    );
    assert_eq!(found.len(), 5, "{found:?}");

    // `style`, `media_type`
    let list = |rest: Value| {
        let mut list = json!({ "name": "l", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } });
        list.as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        operation(json!([list]), json!({}))
    };
    assert_eq!(
        lines(
            &list(json!({ "style": "form", "explode": true })),
            &list(json!({}))
        ),
        [""; 0]
    );
    let content = |media_type: &str| {
        let content =
            json!({ "200": { "content": { media_type: { "schema": { "type": "string" } } } } });
        operation(json!([]), json!({ "responses": content }))
    };
    let (other, ours) = (
        content("Application/JSON ; charset=utf-8"),
        content("application/json"),
    );
    assert_eq!(lines(&other, &ours), [""; 0]);
}

/// Each component is read once: four references on each of sixty levels would otherwise be 4^60 schemas.
#[test]
fn nested_references_cost_linear_time() {
    for part in [
        "allOf: [N, N, N, N]",
        "anyOf: [N, N, N, N]",
        "type: array, items: N",
        "allOf: [N, {anyOf: [N]}, N, {oneOf: [N]}]",
    ] {
        let mut schemas = "T: {$ref: '#/components/schemas/L0'}".to_owned();
        for level in 0..60 {
            let next = format!("{{$ref: '#/components/schemas/L{}'}}", level + 1);
            let part = part.replace('N', &next);
            schemas.push_str(&format!("\n    L{level}: {{{part}}}"));
        }
        schemas.push_str("\n    L60: {type: object, properties: {a: {type: string}}}");
        let facts = document(&schemas).facts(false).unwrap();
        assert!(
            facts
                .subjects()
                .any(|subject| subject.to_string().ends_with("property a")),
            "{part}"
        );
    }
}

#[test]
fn recursive_schemas_end() {
    for schemas in [
        "T: {type: object, properties: {t: {$ref: '#/components/schemas/T'}}}",
        "T: {type: array, items: {$ref: '#/components/schemas/T'}}",
        "T: {type: object, additionalProperties: {$ref: '#/components/schemas/T'}}",
        "T: {allOf: [{$ref: '#/components/schemas/T'}, {$ref: '#/components/schemas/O'}]}",
        "T: {oneOf: [{$ref: '#/components/schemas/T'}, {$ref: '#/components/schemas/O'}]}",
        "T: {$ref: '#/components/schemas/T'}",
    ] {
        assert!(document(schemas).facts(false).is_ok(), "{schemas}");
    }
}

#[test]
fn rejects_dangling_references_and_deep_schemas() {
    let dangling =
        document("T: {type: object, properties: {p: {$ref: '#/components/schemas/Nothing'}}}");
    let problems: Problems = dangling.facts(false).unwrap_err();
    assert_eq!(problems[0].line, Some(13));
    assert!(
        problems[0].cause.contains("unresolved reference"),
        "{}",
        problems[0]
    );
    for part in ["allOf: [N]", "type: array, items: N"] {
        let mut schemas = "T: {$ref: '#/components/schemas/L0'}".to_owned();
        for level in 0..2000 {
            let next = format!("{{$ref: '#/components/schemas/L{}'}}", level + 1);
            schemas.push_str(&format!("\n    L{level}: {{{}}}", part.replace('N', &next)));
        }
        schemas.push_str("\n    L2000: {type: string}");
        let problems = document(&schemas).facts(false).unwrap_err();
        assert!(problems[0].cause.contains("nest deeper"), "{}", problems[0]);
    }
}

/// A type that differs wherever a schema is used has one cause.
#[test]
fn one_cause_is_one_error() {
    let properties = "p: {$ref: '#/components/schemas/N'}, q: {type: array, items: {$ref: '#/components/schemas/N'}}, \
                      r: {$ref: '#/components/schemas/N'}";
    let renamed = format!(
        "T: {{type: object, properties: {{{properties}}}}}\n    N: {{type: object, properties: {{a: {{type: string}}}}}}"
    );
    let both = (
        document(&renamed).facts(false).unwrap(),
        document(&renamed.replace("N'", "M'").replace("N:", "M:"))
            .facts(false)
            .unwrap(),
    );
    let departures = departures("departures: []").unwrap();
    let report: Value =
        serde_json::from_str(&Report::new(&both, &departures, Vec::new()).json()).unwrap();
    let unrecorded = report["unrecorded"].as_array().unwrap();
    assert_eq!(unrecorded.len(), 2, "{report:#}");
    assert_eq!(
        unrecorded[0]["line"],
        "schema T: property p: published N, here M"
    );
    assert_eq!(unrecorded[0]["same"], json!(["schema T: property r"]));
    assert_eq!(unrecorded[0]["schemas"], json!(["M", "N"]));
}

/// Each change of our own bundle has its meaning for code that uses the API.
#[test]
fn changes_of_the_api() {
    let old = json!({
        "openapi": "3.0.3",
        "paths": {
            "/a": { "post": {
                "operationId": "a", "tags": ["T"],
                "parameters": [{ "name": "q", "in": "query", "schema": { "type": "integer", "format": "uint32" } }],
                "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/In" } } } },
                "responses": {
                    "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Out" } } } },
                    "400": {}
                }
            } }
        },
        "components": { "schemas": {
            "In": { "type": "object", "properties": { "i": { "type": "string" } } },
            "Out": { "type": "object", "required": ["o"], "properties": {
                "o": { "type": "string" },
                "e": { "$ref": "#/components/schemas/E" },
                "n": { "type": "string" }
            } },
            "E": { "type": "string", "enum": ["A", "B"] }
        } }
    });
    let schemas = "/components/schemas";
    for (pointer, value, kind, line) in [
        (
            "/paths/~1b",
            json!({ "get": { "operationId": "b" } }),
            ChangeKind::Added,
            "operation b (GET /b, public)",
        ),
        (
            "/paths",
            json!({}),
            ChangeKind::Removed,
            "operation a (POST /a, tag T, public)",
        ),
        (
            "/paths/~1a/post/tags",
            json!(["U"]),
            ChangeKind::Breaking,
            "operation a: was tag T, is tag U",
        ),
        (
            "/paths/~1a/post/deprecated",
            json!(true),
            ChangeKind::Changed,
            "operation a: was no deprecation, is deprecated",
        ),
        (
            "/paths/~1a/post/x-pagination",
            json!("total"),
            ChangeKind::Added,
            "operation a: was no x-pagination, is x-pagination total",
        ),
        (
            "/paths/~1a/post/x-rate-limit",
            json!("historical"),
            ChangeKind::Changed,
            "operation a: was no x-rate-limit, is x-rate-limit historical",
        ),
        (
            "/paths/~1a/post/parameters",
            json!([]),
            ChangeKind::Removed,
            "operation a: query q (uint32 integer, optional)",
        ),
        (
            "/paths/~1a/post/parameters/0/required",
            json!(true),
            ChangeKind::Breaking,
            "operation a: query q: was optional, is required",
        ),
        (
            "/paths/~1a/post/parameters/0/schema/format",
            json!("uint64"),
            ChangeKind::Breaking,
            "operation a: query q: was uint32 integer, is uint64 integer",
        ),
        (
            "/paths/~1a/post/parameters/0/schema/maximum",
            json!(9),
            ChangeKind::Changed,
            "operation a: query q: was uint32 integer, is uint32 integer (maximum 9)",
        ),
        (
            "/paths/~1a/post/responses/201",
            json!({}),
            ChangeKind::Breaking,
            "operation a: response 201 (no JSON)",
        ),
        (
            "/paths/~1a/post/responses/403",
            json!({}),
            ChangeKind::Added,
            "operation a: response 403 (no JSON)",
        ),
        (
            "/components/schemas/In/properties/j",
            json!({ "type": "string" }),
            ChangeKind::Added,
            "schema In: property j (string, optional)",
        ),
        (
            "/components/schemas/In/required",
            json!(["i"]),
            ChangeKind::Breaking,
            "schema In: property i: was optional, is required",
        ),
        (
            "/components/schemas/In/properties",
            json!({ "i": { "type": "string" }, "j": { "type": "string" } }),
            ChangeKind::Added,
            "schema In: property j (string, optional)",
        ),
        (
            "/components/schemas/Out/properties/p",
            json!({ "type": "string" }),
            ChangeKind::Added,
            "schema Out: property p (string, optional)",
        ),
        (
            "/components/schemas/Out/properties/n/nullable",
            json!(true),
            ChangeKind::Changed,
            "schema Out: property n: was optional, is optional or null",
        ),
        (
            "/components/schemas/Out/properties/o/nullable",
            json!(true),
            ChangeKind::Breaking,
            "schema Out: property o: was required, is required or null",
        ),
        (
            "/components/schemas/Out/properties/o/type",
            json!("boolean"),
            ChangeKind::Breaking,
            "schema Out: property o: was string, is boolean",
        ),
        (
            "/components/schemas/Out/x-rust-name",
            json!("Result"),
            ChangeKind::Breaking,
            "schema Out: was no x-rust-name, is x-rust-name Result",
        ),
        (
            "/components/schemas/E/enum",
            json!(["A", "B", "C"]),
            ChangeKind::Added,
            "schema E: value C",
        ),
        (
            "/components/schemas/E/enum",
            json!(["A"]),
            ChangeKind::Removed,
            "schema E: value B",
        ),
    ] {
        let mut new = old.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        new.pointer_mut(parent).unwrap()[key.replace("~1", "/")] = value;
        let found = changes(&old, &new).unwrap();
        assert_eq!(
            (found[0].kind, found[0].line.as_str()),
            (kind, line),
            "{pointer}: {found:?}"
        );
        // A schema goes with the operation that used it.
        assert!(
            found.len() == 1 || pointer == "/paths",
            "{pointer}: {found:?}"
        );
    }
    assert_eq!(changes(&old, &old).unwrap(), []);

    // A required property breaks code that sends it, not code that receives it.
    let mut new = old.clone();
    for schema in ["In", "Out"] {
        let schema = &mut new.pointer_mut(schemas).unwrap()[schema];
        schema["properties"]["r"] = json!({ "type": "string" });
        schema["required"] = json!(["r"]);
    }
    new.pointer_mut(schemas).unwrap()["Out"]["required"] = json!(["o", "r"]);
    let kinds: Vec<ChangeKind> = changes(&old, &new)
        .unwrap()
        .iter()
        .map(|change| change.kind)
        .collect();
    assert_eq!(kinds, [ChangeKind::Breaking, ChangeKind::Added]);
}

/// Reads the text of a file of departures.
fn departures(text: &str) -> Result<Departures, Problems> {
    let document = Document::parse("folder", "file".to_owned(), text);
    Departures::read(&document.map_err(|problem| vec![problem])?)
}

#[test]
fn departures_parse() {
    let parse = |entry: &str| {
        departures(&format!(
            "documents: {{new: schema A}}\ndepartures:\n  - {{{entry}}}\n"
        ))
    };
    for (entry, cause) in [
        ("lines: a, evidence: e", "missing field `reason`"),
        ("lines: a, reason: r", "missing field `evidence`"),
        ("reason: r, evidence: e", "missing field `lines`"),
        ("lines: '', reason: r, evidence: e", "empty text"),
        ("lines: a, reason: ' ', evidence: e", "empty text"),
        ("lines: a, reason: r, evidence: 1", "expected a string"),
        (
            "lines: a, reason: r, evidence: e, kind: tag",
            "unknown field `kind`",
        ),
        (
            "lines: a, reason: r, evidence: e, since: old",
            "unknown document `old`",
        ),
        (
            "lines: 'schema A: property *: published only (string)', reason: r, evidence: e",
            "could hide something new",
        ),
        (
            "lines: 'operation *: published only (GET /a)', reason: r, evidence: e",
            "could hide something new",
        ),
        (
            "lines: 'schema A: property b: published *, here string', reason: r, evidence: e",
            "could hide something new",
        ),
        (
            "lines: 'schema A: property b: here only (*)', reason: r, evidence: e",
            "could hide something new",
        ),
        (
            "lines: '*', reason: r, evidence: e",
            "could hide something new",
        ),
    ] {
        let problems = parse(entry).expect_err(entry);
        assert_eq!(problems[0].line, Some(3), "{entry}");
        assert!(
            problems[0].cause.contains(cause),
            "{entry}: {}",
            problems[0]
        );
    }
    for lines in [
        "operation *: header x: published only (string)",
        "schema *: property *: published optional, here required",
    ] {
        parse(&format!(
            "lines: '{lines}', reason: r, evidence: e, since: new, before: new"
        ))
        .expect(lines);
    }
    for text in [
        "entries: []",
        "departures: {}",
        "documents: [a]\ndepartures: []",
    ] {
        assert!(departures(text).is_err(), "{text}");
    }
}

#[test]
fn star_stays_within_its_part() {
    for (pattern, line, expected) in [
        ("a: b", "a: b", true),
        ("a: b", "a: bc", false),
        ("schema *: b", "schema A: b", true),
        ("schema *: b", "schema A: c: b", false),
        ("schema A*: *X: b", "schema Aa: yX: b", true),
        ("schema A*: *X: b", "schema Ba: yX: b", false),
        ("*: b", "a", false),
        ("a*b*c: d", "a-b-b-c: d", true),
        ("é*: d", "éé: d", true),
    ] {
        let (text, number) = (pattern.to_owned(), 1);
        let pattern = Pattern { text, line: number };
        assert_eq!(pattern.matches(line), expected, "{} {line}", pattern.text);
    }
}
