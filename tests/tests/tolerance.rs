//! Responses decode after changes that the exchange may make without notice.
//!
//! The responses are generated from the schemas of the bundled description, and its examples are added. Each place of each
//! response is changed, one at a time, so that no test names an operation or a type.

use std::collections::BTreeMap;

use backpack_api::types::ApiErrorResponse;
use serde_json::{Value, json};

use backpack_tests::support::document::{Content, Document};
use backpack_tests::support::instance::with_field;
use backpack_tests::support::lossless::losses;
use backpack_tests::support::path::{Path, excerpt};
use backpack_tests::support::walk::{Found, Place};
use backpack_tests::support::{RoundTrip, report, round_trip, round_trip_as};

/// Response to change: its operation, schema and value.
struct Subject<'d> {
    id: &'d str,
    schema: &'d Value,
    value: Value,
}

impl Subject<'_> {
    /// Decodes a response of the operation and encodes its value.
    fn round_trip(&self, value: &Value) -> RoundTrip {
        let text = value.to_string();
        if self.id == ERROR {
            return round_trip_as::<ApiErrorResponse>(&text);
        }
        round_trip(self.id, &text).unwrap_or_else(|| panic!("{}: no response type", self.id))
    }

    /// Returns the problem of the response `sent`, whose value must encode as `expected`.
    fn problem(&self, path: &Path, case: &str, sent: &Value, expected: &Value) -> Option<String> {
        let found = match self.round_trip(sent) {
            Err(error) => error.to_string(),
            Ok(written) => losses(&expected.to_string(), &written, &[])
                .first()?
                .clone(),
        };
        Some(format!("{} {path}: {case}: {found}", self.id))
    }
}

/// Id of the error object, which every operation has.
const ERROR: &str = "an error";

/// Returns every JSON response, as instances of its schema and as its examples.
fn subjects(document: &Document) -> Vec<Subject<'_>> {
    let mut subjects = Vec::new();
    let mut add = |id, schema, values: Vec<Value>| {
        subjects.extend(
            values
                .into_iter()
                .map(|value| Subject { id, schema, value }),
        );
    };
    for operation in document.operations() {
        let Some(response) = operation
            .response_with_body()
            .filter(|response| response.content == Content::Json)
        else {
            continue;
        };
        let schema = response.schema.unwrap();
        add(operation.id, schema, document.instances(schema));
        add(
            operation.id,
            schema,
            response.examples.into_iter().cloned().collect(),
        );
    }
    let error = document.schema("ApiErrorResponse").unwrap();
    add(ERROR, error, document.instances(error));
    subjects
}

/// Checks a change of every place, and returns the number of changes. `change` returns the changed response and the value
/// that it must encode as, or `None` for a place that it does not change.
fn check_change(
    case: &str,
    change: impl Fn(&Place<'_>, &Value) -> Option<(Value, Value)>,
) -> usize {
    let document = Document::load();
    let mut problems = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for subject in subjects(&document) {
        for place in document.places(subject.schema, &subject.value, subject.id) {
            if let Some((sent, expected)) = change(&place, &subject.value) {
                *places.entry(subject.id).or_default() += 1;
                problems.extend(subject.problem(&place.path, case, &sent, &expected));
            }
        }
    }
    report(&problems);
    let count = places.values().sum();
    println!("{case}: {count} places of {} responses", places.len());
    count
}

/// The unchanged responses decode without loss, and every JSON response of the API is among them.
#[test]
fn decodes_every_response() {
    let document = Document::load();
    let all = subjects(&document);
    let problems: Vec<String> = (all.iter())
        .filter_map(|subject| {
            subject.problem(
                &Path::default(),
                "unchanged",
                &subject.value,
                &subject.value,
            )
        })
        .collect();
    report(&problems);
    let with_json = (document.operations().iter())
        .filter(|operation| {
            operation
                .response_with_body()
                .is_some_and(|response| response.content == Content::Json)
        })
        .count();
    let mut ids: Vec<&str> = all.iter().map(|subject| subject.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), with_json + 1);
    println!("{} values of {} responses", all.len(), ids.len());
}

/// An unknown value of an open enumeration, such as a new order status, decodes and encodes unchanged.
#[test]
fn keeps_unknown_value_of_open_enumeration() {
    const VALUE: &str = "An unknown value, “quoted”";
    let count = check_change("an unknown value", |place, value| {
        let Found::Enumeration { closed: false } = place.found else {
            return None;
        };
        let mut sent = value.clone();
        *place.path.get(&mut sent) = json!(VALUE);
        Some((sent.clone(), sent))
    });
    assert!(count > 100, "{count}");
}

/// An unknown value of a closed enumeration, such as the side of an order, is an error that names it.
#[test]
fn rejects_unknown_value_of_closed_enumeration() {
    const VALUE: &str = "An unknown value";
    let document = Document::load();
    let mut problems = Vec::new();
    let mut count = 0;
    for subject in subjects(&document) {
        for place in document.places(subject.schema, &subject.value, subject.id) {
            let Found::Enumeration { closed: true } = place.found else {
                continue;
            };
            count += 1;
            let mut sent = subject.value.clone();
            *place.path.get(&mut sent) = json!(VALUE);
            let expected = format!("\"{VALUE}\" (expected one of: ");
            let found = match subject.round_trip(&sent) {
                Err(error) if error.to_string().contains(&expected) => continue,
                Err(error) => error.to_string(),
                Ok(written) => format!("decoded as {}", excerpt(&written)),
            };
            problems.push(format!("{} {}: {found}", subject.id, place.path));
        }
    }
    report(&problems);
    assert!(count > 10, "{count}");
}

/// An unknown field of an object is ignored, unless its schema describes further properties.
#[test]
fn ignores_unknown_fields() {
    let count = check_change("an unknown field", |place, value| {
        let Found::Object { open: false, .. } = place.found else {
            return None;
        };
        let mut sent = value.clone();
        let here = place.path.get(&mut sent);
        let new = json!({"an": ["object", 1, null]});
        *here = with_field(here.as_object().unwrap(), "anUnknownField", new);
        Some((sent, value.clone()))
    });
    assert!(count > 100, "{count}");
}

/// Optional and nullable fields may be null.
#[test]
fn accepts_null_for_optional_fields() {
    let count = check_change("null", |place, value| {
        let Found::Property {
            required, nullable, ..
        } = place.found
        else {
            return None;
        };
        if required && !nullable {
            return None;
        }
        let mut sent = value.clone();
        *place.path.get(&mut sent) = Value::Null;
        Some((sent.clone(), sent))
    });
    assert!(count > 100, "{count}");
}

/// Optional fields may be absent.
#[test]
fn accepts_absent_optional_fields() {
    let count = check_change("absent", |place, value| {
        let Found::Property {
            required: false, ..
        } = place.found
        else {
            return None;
        };
        let mut sent = value.clone();
        place.path.remove(&mut sent);
        Some((sent.clone(), sent))
    });
    assert!(count > 100, "{count}");
}

/// All optional fields may be null or absent at once.
#[test]
fn accepts_response_without_optional_fields() {
    let document = Document::load();
    let mut problems = Vec::new();
    for subject in subjects(&document) {
        for null in [true, false] {
            let mut sent = subject.value.clone();
            let places = document.places(subject.schema, &subject.value, subject.id);
            // In reverse order, since an inner field is removed before the object that it is in.
            for place in places.iter().rev() {
                if let Found::Property {
                    required: false, ..
                } = place.found
                {
                    if null {
                        *place.path.get(&mut sent) = Value::Null;
                    } else {
                        place.path.remove(&mut sent);
                    }
                }
            }
            let case = if null { "all null" } else { "all absent" };
            problems.extend(subject.problem(&Path::default(), case, &sent, &sent));
        }
    }
    report(&problems);
}

/// An unknown member of a union, such as a new order type, keeps all its fields.
#[test]
fn keeps_unknown_member_of_union() {
    let count = check_change("an unknown member", |place, value| {
        let Found::Member { tag, .. } = place.found else {
            return None;
        };
        let mut sent = value.clone();
        let here = place.path.get(&mut sent);
        // The other fields stay, among them the tags of enclosing unions.
        *here = with_field(here.as_object().unwrap(), tag, json!("AnUnknownTag"));
        let new = json!({"nested": [1, "2.50", {"deep": null}], "number": 18_000_000_000_000_000_000_u64});
        *here = with_field(here.as_object().unwrap(), "anUnknownField", new);
        Some((sent.clone(), sent))
    });
    assert!(count > 10, "{count}");
}

/// An unknown member of a union may have no field beside its tag.
#[test]
fn keeps_unknown_member_with_tag_alone() {
    let count = check_change("an unknown member with its tag alone", |place, value| {
        let Found::Member { tag, ref outer, .. } = place.found else {
            return None;
        };
        let mut sent = value.clone();
        let here = place.path.get(&mut sent);
        let mut bare = json!({ tag: "AnUnknownTag" });
        for outer in outer {
            bare[outer] = here[outer].clone();
        }
        *here = bare;
        Some((sent.clone(), sent))
    });
    assert!(count > 10, "{count}");
}

/// A required field that is missing is an error that names it, and one that is null is an error: a price that the exchange
/// did not send must not become zero.
#[test]
fn rejects_missing_or_null_required_fields() {
    let document = Document::load();
    let mut problems = Vec::new();
    let mut count = 0;
    for subject in subjects(&document) {
        for place in document.places(subject.schema, &subject.value, subject.id) {
            let Found::Property {
                required: true,
                nullable: false,
                name,
                ..
            } = place.found
            else {
                continue;
            };
            count += 1;
            let mut missing = subject.value.clone();
            place.path.remove(&mut missing);
            let mut null = subject.value.clone();
            *place.path.get(&mut null) = Value::Null;
            match subject.round_trip(&missing) {
                Err(error) if error.to_string().contains(&format!("`{name}`")) => {}
                Err(error) => problems.push(format!(
                    "{} {}: missing: the error does not name the field: {error}",
                    subject.id, place.path
                )),
                Ok(written) => problems.push(format!(
                    "{} {}: missing: decoded as {}",
                    subject.id,
                    place.path,
                    excerpt(&written)
                )),
            }
            if let Ok(written) = subject.round_trip(&null) {
                problems.push(format!(
                    "{} {}: null: decoded as {}",
                    subject.id,
                    place.path,
                    excerpt(&written)
                ));
            }
        }
    }
    report(&problems);
    assert!(count > 500, "{count}");
    println!("{count} required fields");
}
