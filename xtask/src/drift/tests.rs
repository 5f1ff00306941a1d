//! What is changed in one place is reported as that change at that place.
//!
//! The fragment's own bundle stands in for the published document, so that without a change there is no difference.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::compare::compare;
use super::departures::Departures;
use super::difference::{Difference, Kind};
use super::report::Report;
use super::source::Source;
use super::upstream::Upstream;
use crate::fragment::{Fragment, METHODS, escape, is_null};

/// How many changes of one kind are tried: spread evenly over all there are.
const TRIED: usize = 8;

/// A change of a published document, and the difference it makes.
struct Change {
    kind: Kind,
    /// The end of what the difference is about.
    about: String,
    /// Where it is made.
    pointer: String,
    make: Box<dyn Fn(&mut Value) + Sync>,
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn differences(fragment: &Fragment, published: &Value) -> Vec<Difference> {
    compare(&Source::fragment(fragment), &Source::published(published))
}

/// The fragment does not differ from itself.
#[test]
fn the_bundle_is_no_drift() {
    let fragment = Fragment::load_checked(&workspace()).unwrap();
    let found = differences(&fragment, &fragment.bundle());
    assert!(found.is_empty(), "{}", found[0]);
}

/// Each single change of the bundle is reported.
#[test]
fn every_change_of_the_bundle_is_reported() {
    let fragment = Fragment::load_checked(&workspace()).unwrap();
    let bundle = fragment.bundle();
    let mut changes = changes(&bundle);
    // The tag of a union's member is told by the mapping.
    changes
        .retain(|change| !change.pointer.contains("/allOf/1") || change.kind == Kind::FieldAdded);
    let changes = by_kind(changes);
    assert!(changes.len() > 30, "only {} kinds of change", changes.len());
    at_once(&spread(&changes), |change| {
        let found = differences(&fragment, &changed(&bundle, change));
        let hit =
            |found: &Difference| found.kind == change.kind && found.about.ends_with(&change.about);
        assert!(
            found.iter().any(hit),
            "{} at {} was not reported as {}: {found:#?}",
            change.kind.name(),
            change.pointer,
            change.about,
        );
    });
}

/// The recorded departures hide nothing: each single change of the published document is an unrecorded difference,
/// or takes one away.
///
/// Tried on the document that the environment variable `BACKPACK_UPSTREAM` names.
#[test]
fn no_departure_hides_a_change_of_the_published_document() {
    let Some(file) = std::env::var_os("BACKPACK_UPSTREAM") else {
        return;
    };
    let fragment = Fragment::load_checked(&workspace()).unwrap();
    let departures = Departures::read(&workspace()).unwrap();
    let upstream = Upstream::read(Path::new(&file)).unwrap().root;
    let before = differences(&fragment, &upstream).len();
    let mut changes = changes(&upstream);
    // The list of assets is a departure as a whole, and the tag that a wrapper schema adds is told by the mapping.
    changes.retain(|change| {
        let tag = change.pointer.contains("/allOf/0") && change.kind != Kind::FieldAdded;
        !change.pointer.contains("/CustodyAsset") && !tag
    });
    at_once(&spread(&by_kind(changes)), |change| {
        let found = differences(&fragment, &changed(&upstream, change));
        assert!(
            found.len() < before || !Report::new(&found, &departures).is_clean(),
            "{} of {} at {} is hidden",
            change.kind.name(),
            change.about,
            change.pointer,
        );
    });
}

fn changed(root: &Value, change: &Change) -> Value {
    let mut root = root.clone();
    (change.make)(root.pointer_mut(&change.pointer).unwrap());
    root
}

/// Tries the changes on all processors.
fn at_once(changes: &[&Change], check: impl Fn(&Change) + Sync) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for of_thread in changes.chunks(changes.len().div_ceil(threads)) {
            let check = &check;
            scope.spawn(move || of_thread.iter().for_each(|change| check(change)));
        }
    });
}

/// The changes of each kind.
fn by_kind(changes: Vec<Change>) -> Vec<Vec<Change>> {
    let mut by_kind: std::collections::BTreeMap<Kind, Vec<Change>> = Default::default();
    for change in changes {
        by_kind.entry(change.kind).or_default().push(change);
    }
    by_kind.into_values().collect()
}

/// At most [`TRIED`] changes of each kind, spread evenly.
fn spread(changes: &[Vec<Change>]) -> Vec<&Change> {
    let step = |of_kind: &[Change]| of_kind.len().div_ceil(TRIED).max(1);
    let some = changes
        .iter()
        .map(|of_kind| of_kind.iter().step_by(step(of_kind)));
    some.flatten().collect()
}

/// Every change that is known, at every place where it can be made.
fn changes(root: &Value) -> Vec<Change> {
    let mut changes = Changes::default();
    changes.schemas(root, "");
    for (path, item) in root["paths"].as_object().unwrap() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                changes.operation(path, method, operation);
            }
        }
    }
    changes.0
}

#[derive(Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn add(
        &mut self,
        kind: Kind,
        pointer: impl Into<String>,
        about: impl Into<String>,
        make: impl Fn(&mut Value) + Sync + 'static,
    ) {
        self.0.push(Change {
            kind,
            about: about.into(),
            pointer: pointer.into(),
            make: Box::new(make),
        });
    }

    /// Changes of everything that is a schema, wherever it stands.
    fn schemas(&mut self, value: &Value, pointer: &str) {
        let Value::Object(members) = value else {
            if let Value::Array(items) = value {
                for (index, item) in items.iter().enumerate() {
                    self.schemas(item, &format!("{pointer}/{index}"));
                }
            }
            return;
        };
        if let Some(Value::Object(properties)) = members.get("properties") {
            self.add(Kind::FieldAdded, pointer, ".zzNew", |schema| {
                schema["properties"]["zzNew"] = json!({ "type": "string" });
            });
            for (name, property) in properties {
                self.property(pointer, name, property);
            }
        }
        if let (Some(Value::Array(values)), false) = (members.get("enum"), is_null(value)) {
            self.enumeration(pointer, values);
        }
        if let Some(mapping) = value.pointer("/discriminator/mapping") {
            self.union(pointer, mapping);
        }
        for (key, member) in members {
            if !matches!(key.as_str(), "example" | "examples") {
                self.schemas(member, &format!("{pointer}/{}", escape(key)));
            }
        }
    }

    fn property(&mut self, pointer: &str, name: &str, property: &Value) {
        let about = format!(".{name}");
        let at = format!("{pointer}/properties/{}", escape(name));
        let own = name.to_owned();
        self.add(Kind::FieldRemoved, pointer, &about, move |schema| {
            schema["properties"].as_object_mut().unwrap().remove(&own);
        });
        let own = name.to_owned();
        self.add(Kind::Required, pointer, &about, move |schema| {
            let required = schema.as_object_mut().unwrap().entry("required");
            let required = required
                .or_insert_with(|| json!([]))
                .as_array_mut()
                .unwrap();
            match required.iter().position(|one| *one == json!(own)) {
                Some(index) => {
                    required.remove(index);
                }
                None => required.push(json!(own)),
            }
        });
        self.add(Kind::Type, &at, &about, |schema| {
            let other = if schema["type"] == json!("number") {
                "boolean"
            } else {
                "number"
            };
            *schema = json!({ "type": other });
        });
        self.add(Kind::Default, &at, &about, |schema| {
            schema["default"] = json!("zz")
        });
        self.add(Kind::Deprecated, &at, &about, |schema| {
            schema["deprecated"] = json!(true)
        });
        let or_null = property.get("anyOf").is_some_and(|any| is_null(&any[1]));
        if or_null {
            self.add(Kind::NullableOptional, &at, &about, |schema| {
                schema["anyOf"].as_array_mut().unwrap().pop();
            });
        } else if property.get("nullable").is_none() {
            self.add(Kind::Nullable, &at, &about, |schema| {
                schema["nullable"] = json!(true)
            });
        } else {
            self.add(Kind::NullableOptional, &at, &about, |schema| {
                schema["nullable"] = json!(false);
            });
        }
        if matches!(property["type"].as_str(), Some("string" | "integer")) {
            self.add(Kind::Format, &at, &about, |schema| {
                schema["format"] = json!("zz")
            });
            self.add(Kind::Constraint, &at, &about, |schema| {
                schema["pattern"] = json!("^z$")
            });
            self.add(Kind::Enumeration, &at, &about, |schema| {
                match schema.get("enum") {
                    Some(_) => {
                        schema.as_object_mut().unwrap().remove("enum");
                    }
                    None => schema["enum"] = json!(["zz"]),
                }
            });
        }
    }

    fn enumeration(&mut self, pointer: &str, values: &[Value]) {
        self.add(Kind::ValueAdded, pointer, ".enum.ZzNew", |schema| {
            schema["enum"].as_array_mut().unwrap().push(json!("ZzNew"));
        });
        for (index, value) in values.iter().enumerate() {
            let about = format!(".enum.{}", value.as_str().unwrap());
            self.add(Kind::ValueRemoved, pointer, about, move |schema| {
                schema["enum"].as_array_mut().unwrap().remove(index);
            });
        }
    }

    fn union(&mut self, pointer: &str, mapping: &Value) {
        self.add(Kind::UnionTag, pointer, "", |schema| {
            schema["discriminator"]["propertyName"] = json!("zzTag");
        });
        for (tag, _) in mapping.as_object().unwrap() {
            self.add(Kind::VariantAdded, pointer, "(ZzNew)", {
                let tag = tag.clone();
                move |schema| {
                    let mapping = &mut schema["discriminator"]["mapping"];
                    mapping["ZzNew"] = mapping[&tag].clone();
                }
            });
            self.add(Kind::VariantRemoved, pointer, format!("({tag})"), {
                let tag = tag.clone();
                move |schema| {
                    let mapping = schema["discriminator"]["mapping"].as_object_mut().unwrap();
                    let target = mapping.remove(&tag).unwrap();
                    for key in ["oneOf", "anyOf"] {
                        if let Some(Value::Array(members)) = schema.get_mut(key) {
                            members.retain(|member| member["$ref"] != target);
                        }
                    }
                }
            });
        }
    }

    fn operation(&mut self, path: &str, method: &'static str, operation: &Value) {
        let id = operation["operationId"].as_str().unwrap();
        let item = format!("/paths/{}", escape(path));
        let at = format!("{item}/{method}");
        self.add(Kind::OperationRemoved, &item, id, move |item| {
            item.as_object_mut().unwrap().remove(method);
        });
        self.add(Kind::OperationAdded, "/paths", "zz_new", {
            let copy = json!({ "get": operation });
            move |paths| {
                paths["/zz"] = copy.clone();
                paths["/zz"]["get"]["operationId"] = json!("zz_new");
            }
        });
        self.add(Kind::Path, "/paths", id, {
            let path = path.to_owned();
            move |paths| {
                let operation = paths[&path]
                    .as_object_mut()
                    .unwrap()
                    .remove(method)
                    .unwrap();
                paths["/zz"] = json!({ method: operation });
            }
        });
        self.add(Kind::Method, &item, id, move |item| {
            let operation = item.as_object_mut().unwrap().remove(method).unwrap();
            item["put"] = operation;
        });
        self.add(Kind::OperationId, &at, id, |operation| {
            operation["operationId"] = json!("zz_new");
        });
        self.add(Kind::Tag, &at, id, |operation| {
            operation["tags"] = json!(["Zz"])
        });
        self.add(Kind::Deprecated, &at, id, |operation| {
            operation["deprecated"] = json!(true)
        });
        self.add(Kind::Instruction, &at, id, |operation| {
            operation["description"] = json!("**Instruction:** `zzNew`");
        });
        self.add(Kind::Authentication, &at, id, |operation| {
            operation["security"] = json!([{ "Zz": [] }]);
        });
        self.parameters(&at, id, operation);
        match operation.get("requestBody") {
            None => self.add(Kind::BodyAdded, &at, format!("{id}.body"), |operation| {
                operation["requestBody"] = json!({ "content": {} });
            }),
            Some(body) => {
                self.add(Kind::BodyRemoved, &at, format!("{id}.body"), |operation| {
                    operation.as_object_mut().unwrap().remove("requestBody");
                });
                let was = body["required"] == json!(true);
                self.add(
                    Kind::Required,
                    &at,
                    format!("{id}.body"),
                    move |operation| {
                        operation["requestBody"]["required"] = json!(!was);
                    },
                );
            }
        }
        self.responses(&at, id, operation);
    }

    fn parameters(&mut self, at: &str, id: &str, operation: &Value) {
        self.add(
            Kind::ParameterAdded,
            at,
            format!("{id}.query.zzNew"),
            |operation| {
                let parameters = operation.as_object_mut().unwrap().entry("parameters");
                let parameters = parameters
                    .or_insert_with(|| json!([]))
                    .as_array_mut()
                    .unwrap();
                parameters.push(
                    json!({ "name": "zzNew", "in": "query", "schema": { "type": "string" } }),
                );
            },
        );
        let parameters = operation.get("parameters").and_then(Value::as_array);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            let (name, location) = (&parameter["name"], &parameter["in"]);
            let about = format!(".{}.{}", location.as_str().unwrap(), name.as_str().unwrap());
            let parameter_at = format!("{at}/parameters/{index}");
            self.add(Kind::ParameterRemoved, at, &about, move |operation| {
                operation["parameters"]
                    .as_array_mut()
                    .unwrap()
                    .remove(index);
            });
            self.add(Kind::Location, &parameter_at, &about, |parameter| {
                parameter["in"] = json!("path");
            });
            let was = parameter["required"] == json!(true);
            self.add(Kind::Required, &parameter_at, &about, move |parameter| {
                parameter["required"] = json!(!was);
            });
            self.add(Kind::Type, &parameter_at, &about, |parameter| {
                parameter["schema"] = json!({ "type": "number" });
            });
            if parameter["schema"]["type"] == json!("array") {
                self.add(Kind::Style, &parameter_at, &about, |parameter| {
                    parameter["explode"] = json!(false);
                });
            }
        }
    }

    fn responses(&mut self, at: &str, id: &str, operation: &Value) {
        let about = format!("{id}.response");
        self.add(
            Kind::ResponseAdded,
            at,
            format!("{about}.299"),
            |operation| {
                operation["responses"]["299"] = json!({ "description": "New." });
            },
        );
        for (status, response) in operation["responses"].as_object().unwrap() {
            let about = format!("{about}.{status}");
            self.add(Kind::ResponseRemoved, format!("{at}/responses"), &about, {
                let status = status.clone();
                move |responses| {
                    responses.as_object_mut().unwrap().remove(&status);
                }
            });
            if response.get("$ref").is_some() {
                continue;
            }
            let response_at = format!("{at}/responses/{status}");
            self.add(
                Kind::HeaderAdded,
                &response_at,
                format!("{about}.header.zzNew"),
                |response| {
                    response["headers"]["zzNew"] = json!({ "schema": { "type": "string" } });
                },
            );
            for (name, _) in response
                .get("headers")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
            {
                let about = format!("{about}.header.{name}");
                self.add(
                    Kind::HeaderRemoved,
                    format!("{response_at}/headers"),
                    about,
                    {
                        let name = name.clone();
                        move |headers| {
                            headers.as_object_mut().unwrap().remove(&name);
                        }
                    },
                );
            }
            self.add(
                Kind::ContentAdded,
                &response_at,
                format!("{about}.text/zz"),
                |response| {
                    response["content"]["text/zz"] = json!({ "schema": { "type": "string" } });
                },
            );
            for (media_type, _) in response
                .get("content")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
            {
                let name = media_type.split(';').next().unwrap();
                self.add(
                    Kind::ContentRemoved,
                    &response_at,
                    format!("{about}.{name}"),
                    {
                        let media_type = media_type.clone();
                        move |response| {
                            response["content"]
                                .as_object_mut()
                                .unwrap()
                                .remove(&media_type);
                        }
                    },
                );
            }
        }
    }
}
