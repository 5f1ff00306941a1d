//! What the exchange may change tomorrow without notice does not fail an answer today.
//!
//! Every answer of the bundled description is made from its schema, and its documented examples are taken too. Then
//! each place of each of them is changed, one at a time: so nothing here names an operation or a type.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "generated/answers.rs"]
#[allow(unreachable_pub, reason = "generated")]
mod answers;
mod support;

use std::collections::BTreeMap;

use backpack_api::types::ApiErrorResponse;
use serde_json::{Value, json};

use support::document::{Document, Form};
use support::instance::with_field;
use support::lossless::losses;
use support::path::{Path, shown};
use support::walk::{Found, Place};
use support::{Again, again, report};

/// An answer to change: of which operation, its schema, and a value.
struct Subject<'d> {
    id: &'d str,
    schema: &'d Value,
    value: Value,
}

impl Subject<'_> {
    /// Decodes a value as the operation's answer and writes it again.
    fn again(&self, value: &Value) -> Again {
        let text = value.to_string();
        if self.id == ERROR {
            return again::<ApiErrorResponse>(&text);
        }
        answers::round_trip(self.id, &text).unwrap_or_else(|| panic!("{} has no type", self.id))
    }

    /// What is wrong when `sent` is answered; `kept` is what is to be written back.
    fn problem(&self, path: &Path, what: &str, sent: &Value, kept: &Value) -> Option<String> {
        let found = match self.again(sent) {
            Err(error) => error.to_string(),
            Ok(written) => losses(&kept.to_string(), &written, &[]).first()?.clone(),
        };
        Some(format!("{} {path}: {what}: {found}", self.id))
    }
}

/// What the error object of every operation goes by.
const ERROR: &str = "an error";

/// Every answer with JSON, as instances of its schema and as the document's examples.
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
        let Some(answer) = operation
            .answer()
            .filter(|answer| answer.form == Form::Json)
        else {
            continue;
        };
        let schema = answer.schema.unwrap();
        add(operation.id, schema, document.instances(schema));
        add(
            operation.id,
            schema,
            answer.examples.into_iter().cloned().collect(),
        );
    }
    let error = document.schema("ApiErrorResponse").unwrap();
    add(ERROR, error, document.instances(error));
    subjects
}

/// Changes every place that `change` has something for, and counts them. `change` gives what is to be answered, and
/// what of it is to be written back.
fn everywhere(what: &str, change: impl Fn(&Place<'_>, &Value) -> Option<(Value, Value)>) -> usize {
    let document = Document::load();
    let mut problems = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for subject in subjects(&document) {
        for place in document.places(subject.schema, &subject.value, subject.id) {
            if let Some((sent, kept)) = change(&place, &subject.value) {
                *places.entry(subject.id).or_default() += 1;
                problems.extend(subject.problem(&place.path, what, &sent, &kept));
            }
        }
    }
    report(&problems);
    let count = places.values().sum();
    println!("{what}: {count} places of {} answers", places.len());
    count
}

/// The instances themselves decode and are written back: else the changes below would say nothing. Every answer of the
/// API is among them.
#[test]
fn unchanged() {
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
                .answer()
                .is_some_and(|answer| answer.form == Form::Json)
        })
        .count();
    let mut ids: Vec<&str> = all.iter().map(|subject| subject.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), with_json + 1);
    println!("{} values of {} answers", all.len(), ids.len());
}

/// A new order status, a new blockchain: read, kept, and sent back as it came.
#[test]
fn an_unknown_enumeration_value() {
    const VALUE: &str = "A value of tomorrow, “quoted”";
    let count = everywhere("an unknown value", |place, value| {
        let Found::Enumeration = place.found else {
            return None;
        };
        let mut sent = value.clone();
        *place.path.get(&mut sent) = json!(VALUE);
        Some((sent.clone(), sent))
    });
    assert!(count > 100, "{count}");
}

/// A new field is no reason to fail, wherever it is; what is known of the answer is read as before.
#[test]
fn an_unknown_field() {
    let count = everywhere("an unknown field", |place, value| {
        let Found::Object = place.found else {
            return None;
        };
        let mut sent = value.clone();
        let here = place.path.get(&mut sent);
        let new = json!({"of": ["tomorrow", 1, null]});
        *here = with_field(here.as_object().unwrap(), "aFieldOfTomorrow", new);
        Some((sent, value.clone()))
    });
    assert!(count > 100, "{count}");
}

/// What may be missing may be an explicit null: the exchange sends both, for the same field.
#[test]
fn an_optional_field_that_is_null() {
    let count = everywhere("null", |place, value| {
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

/// And may be absent.
#[test]
fn an_optional_field_that_is_absent() {
    let count = everywhere("absent", |place, value| {
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

/// All of them at once, which is the least that an answer can be.
#[test]
fn all_optional_fields_at_once() {
    let document = Document::load();
    let mut problems = Vec::new();
    for subject in subjects(&document) {
        for null in [true, false] {
            let mut sent = subject.value.clone();
            let places = document.places(subject.schema, &subject.value, subject.id);
            // The inner ones first, so that each is still there.
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
            let what = if null { "all null" } else { "all absent" };
            problems.extend(subject.problem(&Path::default(), what, &sent, &sent));
        }
    }
    report(&problems);
}

/// A new kind of order, with fields that nobody knows, is kept whole and does not fail the list that it is in.
#[test]
fn an_unknown_member_of_a_union() {
    let count = everywhere("an unknown member", |place, value| {
        let Found::Member { tag, .. } = place.found else {
            return None;
        };
        let mut sent = value.clone();
        let here = place.path.get(&mut sent);
        // With all that it has: an outer union's tag, too.
        *here = with_field(here.as_object().unwrap(), tag, json!("Of tomorrow"));
        let new = json!({"nested": [1, "2.50", {"deep": null}], "number": 18_000_000_000_000_000_000_u64});
        *here = with_field(here.as_object().unwrap(), "aFieldOfTomorrow", new);
        Some((sent.clone(), sent))
    });
    assert!(count > 10, "{count}");
}

/// The same with nothing but its tag.
#[test]
fn an_unknown_member_that_is_nothing_but_its_tag() {
    let count = everywhere("a bare unknown member", |place, value| {
        let Found::Member { tag, ref outer, .. } = place.found else {
            return None;
        };
        let mut sent = value.clone();
        let here = place.path.get(&mut sent);
        let mut bare = json!({ tag: "Of tomorrow" });
        for outer in outer {
            bare[outer] = here[outer].clone();
        }
        *here = bare;
        Some((sent.clone(), sent))
    });
    assert!(count > 10, "{count}");
}

/// What is tolerated has an end: a required field that is missing or null is an error that names it, not a made-up
/// value. Nobody trades on a price of zero that the exchange never sent.
#[test]
fn a_required_field_is_not_made_up() {
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
            match subject.again(&missing) {
                Err(error) if error.to_string().contains(&format!("`{name}`")) => {}
                Err(error) => problems.push(format!(
                    "{} {}: absent: does not name it: {error}",
                    subject.id, place.path
                )),
                Ok(written) => problems.push(format!(
                    "{} {}: absent, and taken for {}",
                    subject.id,
                    place.path,
                    shown(&written)
                )),
            }
            if let Ok(written) = subject.again(&null) {
                problems.push(format!(
                    "{} {}: null, and taken for {}",
                    subject.id,
                    place.path,
                    shown(&written)
                ));
            }
        }
    }
    report(&problems);
    assert!(count > 500, "{count}");
    println!("{count} required fields");
}
