//! Recorded answers of the exchange decode, and are written back without loss.
//!
//! Two sets of files are read. The project's own, in `tests/fixtures`, one folder for each operation and one for
//! errors. And those of a folder of recordings that the environment variable `BACKPACK_CAPTURES` names, laid out as
//! `rest/<operationId>/*` and `errors/*`; a relative path is taken from the root of the workspace. Every file is one
//! body as JSON. Plain text stands as a JSON string, and a file without content for a body without content.

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
#[path = "generated/calls.rs"]
#[allow(unreachable_pub, reason = "generated")]
mod calls;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path as FilePath, PathBuf};

use backpack_api::{Client, Error};
use backpack_sandbox::{Answer, Sandbox};
use serde_json::Value;

use support::document::{Document, Form, Operation};
use support::lossless::losses;
use support::path::{Path, shown};
use support::walk::Found;
use support::{Again, again, client, json, report};

/// What the exchange sends and this project leaves out on purpose: schema, field, reason.
///
/// An entry needs a fixture that shows the field. One whose field is described by now, or that no fixture shows, fails.
const UNMODELLED: &[(&str, &str, &str)] = &[];

/// The variable that names a folder of recordings.
const VARIABLE: &str = "BACKPACK_CAPTURES";

/// The project's own files.
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");

/// A new answer of the exchange that does not decode, or decodes to something else, is money seen wrongly. And each
/// operation with a body has a file here that says what the body looks like.
#[tokio::test]
async fn fixtures() {
    let document = Document::load();
    let root = FilePath::new(FIXTURES);
    let mut reading = Reading::new(&document);
    reading.rest(root, &["errors"]).await;
    reading.errors(&root.join("errors")).await;
    reading.check_complete();
    say(&format!("tests/fixtures: {}", reading.summary()));
    report(&reading.problems);
}

/// The same for recordings that are not part of the project.
#[tokio::test]
async fn captures() {
    let Some(root) = std::env::var_os(VARIABLE) else {
        say(&format!(
            "{VARIABLE} is not set: only the project's own fixtures were read"
        ));
        return;
    };
    let root = recordings(FilePath::new(&root));
    let document = Document::load();
    let mut reading = Reading::new(&document);
    let (rest, errors) = (root.join("rest"), root.join("errors"));
    if rest.exists() {
        reading.rest(&rest, &[]).await;
    }
    if errors.exists() {
        reading.errors(&errors).await;
    }
    say(&format!("{}: {}", root.display(), reading.summary()));
    report(&reading.problems);
    assert!(
        reading.bodies + reading.error_bodies > 0,
        "{VARIABLE}: no file under rest/ or errors/ of {}",
        root.display()
    );
}

/// The folder that the variable names.
fn recordings(named: &FilePath) -> PathBuf {
    let workspace = FilePath::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let root = workspace.join(named);
    assert!(
        !named.as_os_str().is_empty(),
        "{VARIABLE} is set and empty: name a folder, or unset it"
    );
    let entries = fs::read_dir(&root);
    assert!(
        entries.is_ok(),
        "{VARIABLE} names {}, which cannot be read: {}",
        root.display(),
        entries
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    );
    root
}

/// Says something that is seen although the test passes.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "captures: {text}");
}

/// Goes through files, and keeps what is wrong with them.
struct Reading<'d> {
    document: &'d Document,
    operations: BTreeMap<&'d str, Operation<'d>>,
    sandbox: Option<Sandbox>,
    problems: Vec<String>,
    bodies: usize,
    error_bodies: usize,
    /// The operations that a file was read of.
    seen: BTreeSet<String>,
    /// Operation, union and tag of every member that a file has, and the same of every optional property, with
    /// whether it has a value.
    members: BTreeSet<(String, String, String)>,
    optional: BTreeSet<(String, String, String, bool)>,
    /// The entries of `UNMODELLED` that a file shows.
    shown: BTreeSet<(&'static str, &'static str)>,
}

impl<'d> Reading<'d> {
    fn new(document: &'d Document) -> Self {
        Self {
            document,
            operations: document
                .operations()
                .into_iter()
                .map(|o| (o.id, o))
                .collect(),
            sandbox: None,
            problems: Vec::new(),
            bodies: 0,
            error_bodies: 0,
            seen: BTreeSet::new(),
            members: BTreeSet::new(),
            optional: BTreeSet::new(),
            shown: BTreeSet::new(),
        }
    }

    fn summary(&self) -> String {
        let (bodies, operations, errors) = (self.bodies, self.seen.len(), self.error_bodies);
        format!("{bodies} bodies of {operations} operations, {errors} error bodies")
    }

    /// Reads `<operationId>/*`.
    async fn rest(&mut self, folder: &FilePath, but_for: &[&str]) {
        for entry in self.entries(folder) {
            let id = name(&entry);
            if but_for.contains(&id.as_str()) {
                continue;
            }
            if !entry.is_dir() {
                self.problems.push(format!(
                    "{}: a file, where folders of operations are",
                    entry.display()
                ));
                continue;
            }
            let files = self.entries(&entry);
            if !self.operations.contains_key(id.as_str()) {
                self.problems.push(format!(
                    "{}: `{id}` is no operation of the API that this project describes; {} files were not read",
                    entry.display(),
                    files.len()
                ));
                continue;
            }
            for file in files {
                self.bodies += 1;
                self.seen.insert(id.clone());
                if let Err(found) = self.body(&id, &file).await {
                    self.problems.extend(
                        found
                            .into_iter()
                            .map(|what| format!("{}: {what}", file.display())),
                    );
                }
            }
        }
    }

    /// What is in a folder, by name, but for hidden files.
    fn entries(&mut self, folder: &FilePath) -> Vec<PathBuf> {
        let read = fs::read_dir(folder).and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.path()))
                .collect::<std::io::Result<Vec<_>>>()
        });
        let mut entries = read.unwrap_or_else(|error| {
            self.problems.push(format!("{}: {error}", folder.display()));
            Vec::new()
        });
        entries.retain(|entry| !name(entry).starts_with('.'));
        entries.sort();
        entries
    }

    /// Reads one body of an operation.
    async fn body(&mut self, id: &str, file: &FilePath) -> Result<(), Vec<String>> {
        let text = fs::read_to_string(file).map_err(|error| vec![error.to_string()])?;
        let operation = &self.operations[id];
        let nothing = matches!(text.trim(), "" | "null" | "\"\"");
        let Some(answer) = operation.answer() else {
            return if nothing {
                Ok(())
            } else {
                let found = shown(&text.trim());
                Err(vec![format!(
                    "$: {id} is described as answering without a body, and here is {found}"
                )])
            };
        };
        if nothing && operation.may_answer_nothing() {
            return match answers::round_trip(id, "null") {
                Some(Ok(written)) if written == "null" => Ok(()),
                other => Err(vec![format!("$: no content is decoded to {other:?}")]),
            };
        }
        if answer.form == Form::Text {
            return plain_text(id, &text).await.map_err(|problem| vec![problem]);
        }
        let value: Value =
            serde_json::from_str(&text).map_err(|error| vec![format!("$: not JSON: {error}")])?;
        let schema = answer.schema.unwrap();
        let mut problems = Vec::new();
        let skipped = self.unmodelled(id, schema, &value, &mut problems);
        match answers::round_trip(id, &text) {
            None => problems.push(format!("$: {id} has no type to decode to")),
            Some(Err(error)) => problems.extend(self.culprits(id, schema, &value, &error)),
            Some(Ok(written)) => problems.extend(losses(&text, &written, &skipped)),
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    /// Finds what the description does not have. The paths are of all that is not to be written back for it.
    fn unmodelled(
        &mut self,
        id: &str,
        schema: &Value,
        value: &Value,
        problems: &mut Vec<String>,
    ) -> Vec<Path> {
        let mut skipped = Vec::new();
        for place in self.document.places(schema, value, id) {
            let path = place.path;
            match place.found {
                Found::Unknown { schema, name } => {
                    match UNMODELLED
                        .iter()
                        .find(|entry| entry.0 == schema && entry.1 == name)
                    {
                        Some(entry) => {
                            self.shown.insert((entry.0, entry.1));
                        }
                        None => {
                            let found = shown(path.get(&mut value.clone()));
                            problems.push(format!(
                                "{path}: {found}, which `{schema}` does not have: describe it in openapi/, or list it in UNMODELLED with a reason"
                            ));
                        }
                    }
                    skipped.push(path);
                }
                Found::UnknownMember { union, tag } => {
                    let found = shown(path.get(&mut value.clone()));
                    problems.push(format!("{path}: `{union}` knows no such `{tag}`: {found}"));
                }
                Found::Member { union, text, .. } => {
                    self.members.insert((id.to_owned(), union.to_owned(), text));
                }
                Found::Property {
                    schema,
                    name,
                    required: false,
                    ..
                } => {
                    let set = !path.get(&mut value.clone()).is_null();
                    self.optional
                        .insert((id.to_owned(), schema.to_owned(), name.to_owned(), set));
                }
                Found::Absent {
                    schema,
                    name,
                    required: false,
                    ..
                } => {
                    self.optional.insert((
                        id.to_owned(),
                        schema.to_owned(),
                        name.to_owned(),
                        false,
                    ));
                }
                _ => {}
            }
        }
        skipped
    }

    /// Which fields a body fails to decode for, and why: each is tried alone, in a body that is good but for it.
    fn culprits(
        &self,
        id: &str,
        schema: &Value,
        value: &Value,
        error: &serde_json::Error,
    ) -> Vec<String> {
        let mut found = Vec::new();
        let mut good = value.clone();
        let mut leaves = Vec::new();
        let places = self.document.places(schema, value, id);
        for place in &places {
            match place.found {
                Found::Leaf { schema } => {
                    *place.path.get(&mut good) = self.document.instance(schema);
                    leaves.push(&place.path);
                }
                Found::Absent {
                    schema,
                    required: true,
                    ..
                } => {
                    found.push(format!(
                        "{}: missing, and `{schema}` always has it",
                        place.path
                    ));
                }
                _ => {}
            }
        }
        for place in &places {
            if let Found::Absent {
                required: true,
                form,
                ..
            } = place.found
            {
                place.path.set(&mut good, self.document.instance(form));
            }
        }
        let decode = |value: &Value| answers::round_trip(id, &value.to_string()).unwrap();
        if decode(&good).is_ok() {
            for path in leaves {
                let was = path.get(&mut value.clone()).clone();
                let mut tried = good.clone();
                *path.get(&mut tried) = was.clone();
                if let Err(error) = decode(&tried) {
                    let why = error.to_string();
                    let why = why.split(" at line ").next().unwrap_or_default();
                    found.push(format!("{path}: {}: {why}", shown(&was)));
                }
            }
        }
        if found.is_empty() {
            found.push(format!("$: {error}"));
        }
        found
    }

    /// Reads `errors/*`. Each is answered to every operation, and the error of the call is looked at.
    async fn errors(&mut self, folder: &FilePath) {
        for file in self.entries(folder) {
            if file.is_dir() {
                self.problems.push(format!(
                    "{}: a folder, where error bodies are",
                    file.display()
                ));
                continue;
            }
            self.error_bodies += 1;
            let body = match fs::read_to_string(&file).map_err(|error| error.to_string()) {
                Ok(text) => ErrorBody::read(&text, &name(&file)),
                Err(error) => Err(error),
            };
            let found = match body {
                Ok(body) => self.error(&body).await,
                Err(problem) => vec![problem],
            };
            self.problems.extend(
                found
                    .into_iter()
                    .map(|what| format!("{}: {what}", file.display())),
            );
        }
    }

    async fn error(&mut self, body: &ErrorBody) -> Vec<String> {
        let mut problems = Vec::new();
        if let (Some(value), Some(_)) = (&body.json, body.code_and_message()) {
            let schema = self.document.schema("ApiErrorResponse").unwrap();
            self.unmodelled("errors", schema, value, &mut problems);
        }
        if self.sandbox.is_none() {
            self.sandbox = Some(Sandbox::start().await.unwrap());
        }
        let sandbox = self.sandbox.as_ref().unwrap();
        let client = client(sandbox);
        for id in self.operations.keys() {
            sandbox
                .on(id)
                .answer(body.answer().always().unchecked())
                .unwrap();
            match calls::call(&client, id).await {
                Some(Err(error)) => {
                    if let Err(problem) = body.is(&error) {
                        problems.push(format!("{id}: {problem}"));
                    }
                }
                Some(Ok(())) => problems.push(format!("{id}: taken for a success")),
                None => problems.push(format!("{id}: has no call")),
            }
        }
        problems
    }

    /// Every operation is shown by a file or answers without a body; every member of every union and every optional
    /// property occurs, the property with and without a value; every entry of `UNMODELLED` is needed.
    fn check_complete(&mut self) {
        let mut without_body = Vec::new();
        for (id, operation) in &self.operations {
            let Some(answer) = operation.answer() else {
                without_body.push(*id);
                if self.seen.contains(*id) {
                    self.problems
                        .push(format!("{id}: answers without a body, and has a fixture"));
                }
                continue;
            };
            if !self.seen.contains(*id) {
                self.problems
                    .push(format!("{id}: no file in tests/fixtures/{id}"));
            }
            if answer.form != Form::Json {
                continue;
            }
            let schema = answer.schema.unwrap();
            for value in self.document.instances(schema) {
                for place in self.document.places(schema, &value, id) {
                    match place.found {
                        Found::Member { union, text, .. } => {
                            let member = ((*id).to_owned(), union.to_owned(), text);
                            if !self.members.contains(&member) {
                                let text = member.2;
                                self.problems
                                    .push(format!("{id}: no fixture has a `{union}` of `{text}`"));
                            }
                        }
                        Found::Property {
                            schema,
                            name,
                            required: false,
                            ..
                        } => {
                            for (set, how) in [(true, "with"), (false, "without")] {
                                let form =
                                    ((*id).to_owned(), schema.to_owned(), name.to_owned(), set);
                                if !self.optional.contains(&form) {
                                    self.problems.push(format!(
                                        "{id}: no fixture has a `{schema}` {how} `{name}`"
                                    ));
                                }
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        say(&format!(
            "{} operations answer without a body: {}",
            without_body.len(),
            without_body.join(", ")
        ));
        for &(schema, field, reason) in UNMODELLED {
            let described =
                (self.document.schema(schema)).map(|s| s["properties"].get(field).is_some());
            let stale = match described {
                None => "there is no such schema any more",
                Some(true) => "the field is described by now",
                Some(false) if !self.shown.contains(&(schema, field)) => {
                    "no fixture shows the field"
                }
                Some(false) if reason.is_empty() => "it has no reason",
                Some(false) => continue,
            };
            self.problems
                .push(format!("UNMODELLED: {schema}.{field}: {stale}"));
        }
        self.problems.dedup();
    }
}

fn name(path: &FilePath) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Reads the plain text of an answer, which stands in the file as a JSON string, as the call does.
async fn plain_text(id: &str, file: &str) -> Result<(), String> {
    let text: String = serde_json::from_str(file).map_err(|error| {
        format!("$: the answer is plain text, which stands here as a JSON string: {error}")
    })?;
    match call_text(id, &text).await {
        Ok(written) if written == text => Ok(()),
        Ok(written) => Err(format!("$: was {text:?}, is {written:?}")),
        Err(why) => Err(format!("$: {text:?}: {why}")),
    }
}

/// What a call makes of a plain text, as text again.
async fn call_text(id: &str, text: &str) -> Result<String, String> {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.on(id).answer(Answer::text(200, text)).unwrap();
    let client: Client = client(&sandbox);
    let failed = |error: Error| error.to_string();
    match id {
        "ping" => Ok(client.ping().send().await.map_err(failed)?.into_inner()),
        "get_time" => {
            let time = client.get_time().send().await.map_err(failed)?.into_inner();
            Ok(time.as_millisecond().to_string())
        }
        _ => Err(format!(
            "`call_text` in tests/captures.rs does not know {id}"
        )),
    }
}

/// The body of an error answer, and the status that it came with.
struct ErrorBody {
    status: u16,
    text: String,
    /// Where it is JSON and not plain text.
    json: Option<Value>,
}

impl ErrorBody {
    /// Reads a file. Its name may say the status, as in `04-source-429-why.json`; without it, it is 400.
    fn read(file: &str, name: &str) -> Result<Self, String> {
        let status = name
            .split('-')
            .filter_map(|part| part.parse().ok())
            .find(|status| (400..600).contains(status))
            .unwrap_or(400);
        let value: Value =
            serde_json::from_str(file).map_err(|error| format!("$: not JSON: {error}"))?;
        Ok(match value {
            Value::String(text) => Self {
                status,
                text,
                json: None,
            },
            value => Self {
                status,
                text: file.trim().to_owned(),
                json: Some(value),
            },
        })
    }

    fn is_page(&self) -> bool {
        self.json.is_none() && self.text.trim_start().starts_with('<')
    }

    fn answer(&self) -> Answer {
        match self.json {
            Some(_) => Answer::bytes(
                self.status,
                "application/json; charset=utf-8",
                self.text.clone(),
            ),
            None if self.is_page() => Answer::html(self.status, self.text.clone()),
            None => Answer::text(self.status, self.text.clone()),
        }
    }

    /// The code and the message, where the body is the API's error object.
    fn code_and_message(&self) -> Option<(&str, &str)> {
        let json = self.json.as_ref()?;
        Some((json["code"].as_str()?, json["message"].as_str()?))
    }

    /// Whether the error is what this body stands for.
    fn is(&self, error: &Error) -> Result<(), String> {
        let said = error.to_string();
        if error.status().map(|status| status.as_u16()) != Some(self.status) {
            return Err(format!(
                "the status {} became {:?}",
                self.status,
                error.status()
            ));
        }
        match (self.code_and_message(), error) {
            (Some((code, message)), Error::Api(api)) => {
                if api.code.as_str() != code {
                    return Err(format!("$.code: was {code:?}, is {:?}", api.code.as_str()));
                }
                if api.message != message {
                    return Err(format!("$.message: was {message:?}, is {:?}", api.message));
                }
                if said.contains(code) && said.contains(message) {
                    Ok(())
                } else {
                    Err(format!("{code} and {message:?} are not shown: {said}"))
                }
            }
            (None, Error::Body(kept)) => {
                if kept.bytes() != self.text.as_bytes() {
                    return Err(format!(
                        "{} was not kept, but {:?}",
                        shown(&self.text),
                        kept.text()
                    ));
                }
                // Where the text begins to quote the request, the message ends.
                let start: String = (self.text.trim().chars())
                    .take_while(|c| !matches!(c, '{' | '['))
                    .take(100)
                    .map(|c| if c.is_control() { ' ' } else { c })
                    .collect();
                if self.json.is_some() || self.is_page() || said.contains(&start) {
                    Ok(())
                } else {
                    Err(format!("{start:?} is not shown: {said}"))
                }
            }
            _ => Err(format!("{} became {error:?}", shown(&self.text))),
        }
    }
}

/// The check of recordings finds what it is there for: each fault that is put into a good body is named with its path.
#[tokio::test]
async fn faults_are_found() {
    let document = Document::load();
    let faults: &[(&str, &str, &str, &str)] = &[
        (
            "get_balances",
            r#"{"SOL":{"available":"1.50","locked":"0","staked":"0"}}"#,
            r#"{"SOL":{"available":"1.5e3","locked":"0","staked":"0"}}"#,
            "$.SOL.available: \"1.5e3\"",
        ),
        (
            "get_balances",
            r#"{"SOL":{"available":"1.50","locked":"0","staked":"0"}}"#,
            r#"{"SOL":{"available":1.50,"locked":"0","staked":"0"}}"#,
            "$.SOL.available: 1.5",
        ),
        (
            "get_balances",
            r#"{"SOL":{"available":"1.50","locked":"0","staked":"0"}}"#,
            r#"{"SOL":{"available":"1.50","staked":"0"}}"#,
            "$.SOL.locked: missing",
        ),
        (
            "get_balances",
            r#"{"SOL":{"available":"1.50","locked":"0","staked":"0"}}"#,
            r#"{"SOL":{"available":"1.50","locked":"0","staked":"0","burnt":"1"}}"#,
            "$.SOL.burnt: \"1\", which `Balance` does not have",
        ),
        (
            "get_balances",
            r#"{"SOL":{"available":"1.50","locked":"0","staked":"0"}}"#,
            r#"{"SOL":{"available":"1.50","locked":"0","staked":"0","burnt":null}}"#,
            "$.SOL.burnt: null, which `Balance` does not have",
        ),
    ];
    for (id, good, bad, said) in faults {
        let mut reading = Reading::new(&document);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("01.json");
        fs::write(&file, good).unwrap();
        assert_eq!(reading.body(id, &file).await, Ok(()));
        fs::write(&file, bad).unwrap();
        let found = reading.body(id, &file).await.unwrap_err();
        assert!(
            found.iter().any(|one| one.contains(said)),
            "{bad}: {found:?}"
        );
    }
}

/// The comparison itself: what is the same, and what is a loss.
#[test]
fn losses_are_found() {
    for (was, is, lost) in [
        (r#"{"a":null}"#, "{}", 0),
        ("{}", r#"{"a":null}"#, 0),
        (r#"{"a":"1.0"}"#, r#"{"a":"1.00"}"#, 1),
        (r#"{"a":1}"#, "{}", 1),
        ("{}", r#"{"a":1}"#, 1),
        ("[1,2]", "[1]", 1),
        ("[null]", "[]", 1),
        ("9007199254740993", "9007199254740992", 1),
        (
            "123456789012345678901234567890",
            "123456789012345678901234567891",
            1,
        ),
        ("1.50", "1.5", 0),
        ("1.0", "1", 1),
        ("\"1\"", "1", 1),
        (r#""\u0041""#, "\"A\"", 0),
    ] {
        assert_eq!(losses(was, is, &[]).len(), lost, "{was} {is}");
    }
}
