//! Captured responses of the exchange decode, and their values encode without loss.
//!
//! Two sets of files are checked: `tests/fixtures`, with a folder for each operation and one for errors; and the folder of
//! captures that the environment variable `BACKPACK_CAPTURES` names, with `rest/<operationId>/*` and `errors/*`. A relative
//! path starts at the root of the workspace. A file is one body as JSON: plain text is a JSON string, and an empty file is
//! an empty body.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path as FilePath, PathBuf};

use backpack_api::{Client, Error};
use backpack_sandbox::{MockResponse, Sandbox};
use serde_json::Value;

use backpack_tests::generated::calls;
use backpack_tests::support::document::{Content, Document, Operation};
use backpack_tests::support::lossless::losses;
use backpack_tests::support::path::{Path, excerpt};
use backpack_tests::support::walk::Found;
use backpack_tests::support::{client, report, round_trip};

/// Fields that the exchange sends and the description omits on purpose: schema, field, reason.
///
/// An entry is an error if its field is described, or if no fixture has the field.
const UNMODELLED: &[(&str, &str, &str)] = &[];

/// Environment variable that names a folder of captures.
const VARIABLE: &str = "BACKPACK_CAPTURES";

/// Fixtures of the project.
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");

/// Every fixture decodes without loss, and every operation with a body has one: a value that decodes as another is money
/// misread.
#[tokio::test]
async fn fixtures_decode_without_loss() {
    let document = Document::load();
    let root = FilePath::new(FIXTURES);
    let mut checker = Checker::new(&document);
    checker.check_operations(root, &["errors"]).await;
    checker.check_errors(&root.join("errors")).await;
    checker.check_completeness();
    print_note(&format!("tests/fixtures: {}", checker.summary()));
    report(&checker.problems);
}

/// Every capture of `BACKPACK_CAPTURES` decodes without loss.
#[tokio::test]
async fn captures_decode_without_loss() {
    let Some(root) = std::env::var_os(VARIABLE) else {
        print_note(&format!(
            "{VARIABLE} is not set: only tests/fixtures was checked"
        ));
        return;
    };
    let root = captures_folder(FilePath::new(&root));
    let document = Document::load();
    let mut checker = Checker::new(&document);
    let (rest, errors) = (root.join("rest"), root.join("errors"));
    if rest.exists() {
        checker.check_operations(&rest, &[]).await;
    }
    if errors.exists() {
        checker.check_errors(&errors).await;
    }
    print_note(&format!("{}: {}", root.display(), checker.summary()));
    report(&checker.problems);
    assert!(
        checker.bodies + checker.error_bodies > 0,
        "{VARIABLE}: no file under rest/ or errors/ of {}",
        root.display()
    );
}

/// Resolves the folder that the variable names.
fn captures_folder(named: &FilePath) -> PathBuf {
    let workspace = FilePath::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let root = workspace.join(named);
    assert!(
        !named.as_os_str().is_empty(),
        "{VARIABLE} is empty: name a folder, or unset it"
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

/// Prints a line that is shown although the test passes.
fn print_note(text: &str) {
    let _ = writeln!(std::io::stderr(), "captures: {text}");
}

/// Checks files and collects problems.
struct Checker<'d> {
    document: &'d Document,
    operations: BTreeMap<&'d str, Operation<'d>>,
    sandbox: Option<Sandbox>,
    problems: Vec<String>,
    bodies: usize,
    error_bodies: usize,
    /// Operations with a file.
    seen: BTreeSet<String>,
    /// Operation, union and tag value of every member of a union in a file.
    members: BTreeSet<(String, String, String)>,
    /// Operation, schema and name of every optional property in a file, and `true` if it has a value.
    optional: BTreeSet<(String, String, String, bool)>,
    /// Entries of `UNMODELLED` whose field occurs in a file.
    unmodelled: BTreeSet<(&'static str, &'static str)>,
}

impl<'d> Checker<'d> {
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
            unmodelled: BTreeSet::new(),
        }
    }

    fn summary(&self) -> String {
        let (bodies, operations, errors) = (self.bodies, self.seen.len(), self.error_bodies);
        format!("{bodies} bodies of {operations} operations, {errors} error bodies")
    }

    /// Checks `<operationId>/*`.
    async fn check_operations(&mut self, folder: &FilePath, ignored: &[&str]) {
        for entry in self.entries(folder) {
            let id = name(&entry);
            if ignored.contains(&id.as_str()) {
                continue;
            }
            if !entry.is_dir() {
                self.problems
                    .push(format!("{}: not a folder of an operation", entry.display()));
                continue;
            }
            let files = self.entries(&entry);
            if !self.operations.contains_key(id.as_str()) {
                self.problems.push(format!(
                    "{}: `{id}` is not a described operation; {} files were not checked",
                    entry.display(),
                    files.len()
                ));
                continue;
            }
            for file in files {
                self.bodies += 1;
                self.seen.insert(id.clone());
                if let Err(found) = self.check_body(&id, &file).await {
                    self.problems.extend(
                        found
                            .into_iter()
                            .map(|problem| format!("{}: {problem}", file.display())),
                    );
                }
            }
        }
    }

    /// Lists the entries of a folder, sorted by name, without hidden files.
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

    /// Checks one body of an operation.
    async fn check_body(&mut self, id: &str, file: &FilePath) -> Result<(), Vec<String>> {
        let text = fs::read_to_string(file).map_err(|error| vec![error.to_string()])?;
        let operation = &self.operations[id];
        let is_empty = matches!(text.trim(), "" | "null" | "\"\"");
        let Some(response) = operation.response_with_body() else {
            return if is_empty {
                Ok(())
            } else {
                let found = excerpt(&text.trim());
                Err(vec![format!(
                    "$: the response of {id} is described without a body, not as {found}"
                )])
            };
        };
        if is_empty && operation.has_empty_response() {
            return match round_trip(id, "null") {
                Some(Ok(written)) if written == "null" => Ok(()),
                other => Err(vec![format!("$: an empty body decodes as {other:?}")]),
            };
        }
        if response.content == Content::Text {
            return check_plain_text(id, &text)
                .await
                .map_err(|problem| vec![problem]);
        }
        let value: Value =
            serde_json::from_str(&text).map_err(|error| vec![format!("$: not JSON: {error}")])?;
        let schema = response.schema.unwrap();
        let mut problems = Vec::new();
        let skipped = self.find_unmodelled(id, schema, &value, &mut problems);
        match round_trip(id, &text) {
            None => problems.push(format!("$: {id} has no response type")),
            Some(Err(error)) => problems.extend(self.locate(id, schema, &value, &error)),
            Some(Ok(written)) => problems.extend(losses(&text, &written, &skipped)),
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    /// Finds fields that the description does not have, and returns their paths. Records unions and optional properties.
    fn find_unmodelled(
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
                            self.unmodelled.insert((entry.0, entry.1));
                        }
                        None => {
                            let found = excerpt(path.get(&mut value.clone()));
                            problems.push(format!(
                                "{path}: {found}, which `{schema}` does not have: describe it in openapi/, or add it to UNMODELLED with a reason"
                            ));
                        }
                    }
                    skipped.push(path);
                }
                Found::UnknownMember { union, tag } => {
                    let found = excerpt(path.get(&mut value.clone()));
                    problems.push(format!("{path}: unknown `{tag}` of `{union}`: {found}"));
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

    /// Locates the fields that do not decode: each value is tried alone, in a body whose other values are valid.
    fn locate(
        &self,
        id: &str,
        schema: &Value,
        value: &Value,
        error: &serde_json::Error,
    ) -> Vec<String> {
        let mut found = Vec::new();
        let mut valid = value.clone();
        let mut leaves = Vec::new();
        let places = self.document.places(schema, value, id);
        for place in &places {
            match place.found {
                Found::Leaf { schema } => {
                    *place.path.get(&mut valid) = self.document.instance(schema);
                    leaves.push(&place.path);
                }
                Found::Absent {
                    schema,
                    required: true,
                    ..
                } => {
                    found.push(format!(
                        "{}: missing required field of `{schema}`",
                        place.path
                    ));
                }
                _ => {}
            }
        }
        for place in &places {
            if let Found::Absent {
                required: true,
                property,
                ..
            } = place.found
            {
                let instance = self.document.instance(property);
                place.path.set(&mut valid, instance);
            }
        }
        let decode = |value: &Value| round_trip(id, &value.to_string()).unwrap();
        if decode(&valid).is_ok() {
            for path in leaves {
                let leaf = path.get(&mut value.clone()).clone();
                let mut tried = valid.clone();
                *path.get(&mut tried) = leaf.clone();
                if let Err(error) = decode(&tried) {
                    let cause = error.to_string();
                    let cause = cause.split(" at line ").next().unwrap_or_default();
                    found.push(format!("{path}: {}: {cause}", excerpt(&leaf)));
                }
            }
        }
        if found.is_empty() {
            found.push(format!("$: {error}"));
        }
        found
    }

    /// Checks `errors/*`. Each body is the response to every operation, and the error of each call is compared with it.
    async fn check_errors(&mut self, folder: &FilePath) {
        for file in self.entries(folder) {
            if file.is_dir() {
                self.problems
                    .push(format!("{}: not a file of an error body", file.display()));
                continue;
            }
            self.error_bodies += 1;
            let body = match fs::read_to_string(&file).map_err(|error| error.to_string()) {
                Ok(text) => ErrorBody::parse(&text, &name(&file)),
                Err(error) => Err(error),
            };
            let found = match body {
                Ok(body) => self.check_error(&body).await,
                Err(problem) => vec![problem],
            };
            self.problems.extend(
                found
                    .into_iter()
                    .map(|problem| format!("{}: {problem}", file.display())),
            );
        }
    }

    async fn check_error(&mut self, body: &ErrorBody) -> Vec<String> {
        let mut problems = Vec::new();
        if let (Some(value), Some(_)) = (&body.json, body.code_and_message()) {
            let schema = self.document.schema("ApiErrorResponse").unwrap();
            self.find_unmodelled("errors", schema, value, &mut problems);
        }
        if self.sandbox.is_none() {
            self.sandbox = Some(Sandbox::start().await.unwrap());
        }
        let sandbox = self.sandbox.as_ref().unwrap();
        let client = client(sandbox);
        for id in self.operations.keys() {
            sandbox
                .on(id)
                .respond_with(body.response().always().unchecked())
                .unwrap();
            match calls::call(&client, id).await {
                Some(Err(error)) => {
                    if let Err(problem) = body.compare(&error) {
                        problems.push(format!("{id}: {problem}"));
                    }
                }
                Some(Ok(())) => problems.push(format!("{id}: the call succeeded")),
                None => problems.push(format!("{id}: no call")),
            }
        }
        problems
    }

    /// Checks that every operation with a response body has a file, that every member of every union and every optional
    /// property occurs, the property with and without a value, and that every entry of `UNMODELLED` is needed.
    fn check_completeness(&mut self) {
        let mut without_body = Vec::new();
        for (id, operation) in &self.operations {
            let Some(response) = operation.response_with_body() else {
                without_body.push(*id);
                if self.seen.contains(*id) {
                    self.problems
                        .push(format!("{id}: has a fixture and no response body"));
                }
                continue;
            };
            if !self.seen.contains(*id) {
                self.problems
                    .push(format!("{id}: no file in tests/fixtures/{id}"));
            }
            if response.content != Content::Json {
                continue;
            }
            let schema = response.schema.unwrap();
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
                            for (set, with) in [(true, "with"), (false, "without")] {
                                let property =
                                    ((*id).to_owned(), schema.to_owned(), name.to_owned(), set);
                                if !self.optional.contains(&property) {
                                    self.problems.push(format!(
                                        "{id}: no fixture has a `{schema}` {with} `{name}`"
                                    ));
                                }
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        print_note(&format!(
            "{} operations have no response body: {}",
            without_body.len(),
            without_body.join(", ")
        ));
        for &(schema, field, reason) in UNMODELLED {
            let described =
                (self.document.schema(schema)).map(|s| s["properties"].get(field).is_some());
            let stale = match described {
                None => "unknown schema",
                Some(true) => "the field is described",
                Some(false) if !self.unmodelled.contains(&(schema, field)) => {
                    "no fixture has the field"
                }
                Some(false) if reason.is_empty() => "the entry has no reason",
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

/// Checks that a call decodes a response of plain text without loss. The file has the text as a JSON string.
async fn check_plain_text(id: &str, file: &str) -> Result<(), String> {
    let text: String = serde_json::from_str(file)
        .map_err(|error| format!("$: plain text must be a JSON string: {error}"))?;
    match call_text(id, &text).await {
        Ok(written) if written == text => Ok(()),
        Ok(written) => Err(format!("$: was {text:?}, is {written:?}")),
        Err(cause) => Err(format!("$: {text:?}: {cause}")),
    }
}

/// Calls an operation with a response of plain text, and formats the decoded value.
async fn call_text(id: &str, text: &str) -> Result<String, String> {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .on(id)
        .respond_with(MockResponse::text(200, text))
        .unwrap();
    let client: Client = client(&sandbox);
    let failed = |error: Error| error.to_string();
    match id {
        "ping" => Ok(client.ping().send().await.map_err(failed)?.into_inner()),
        "get_time" => {
            let time = client.get_time().send().await.map_err(failed)?.into_inner();
            Ok(time.as_millisecond().to_string())
        }
        // The text of a type that this test does not name.
        _ => match calls::call(&client, id).await {
            Some(outcome) => outcome.map(|()| text.to_owned()).map_err(failed),
            None => Err("there is no call".to_owned()),
        },
    }
}

/// Body of an error response, and its status code.
struct ErrorBody {
    status: u16,
    text: String,
    /// Parsed body; `None` if it is plain text.
    json: Option<Value>,
}

impl ErrorBody {
    /// Parses a file. The status code is part of its name, as in `04-source-429-cause.json`, or 400.
    fn parse(file: &str, name: &str) -> Result<Self, String> {
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

    fn response(&self) -> MockResponse {
        match self.json {
            Some(_) => MockResponse::bytes(
                self.status,
                "application/json; charset=utf-8",
                self.text.clone(),
            ),
            None if self.is_page() => MockResponse::html(self.status, self.text.clone()),
            None => MockResponse::text(self.status, self.text.clone()),
        }
    }

    /// Returns code and message if the body is an error object of the API.
    fn code_and_message(&self) -> Option<(&str, &str)> {
        let json = self.json.as_ref()?;
        Some((json["code"].as_str()?, json["message"].as_str()?))
    }

    /// Compares the error of a call with the body.
    fn compare(&self, error: &Error) -> Result<(), String> {
        let printed = error.to_string();
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
                if printed.contains(code) && printed.contains(message) {
                    Ok(())
                } else {
                    Err(format!("{code} and {message:?} are not printed: {printed}"))
                }
            }
            (None, Error::Body(kept)) => {
                if kept.bytes() != self.text.as_bytes() {
                    return Err(format!("was {}, is {:?}", excerpt(&self.text), kept.text()));
                }
                // The message of the error omits the part of the text that quotes the request.
                let start: String = (self.text.trim().chars())
                    .take_while(|c| !matches!(c, '{' | '['))
                    .take(100)
                    .map(|c| if c.is_control() { ' ' } else { c })
                    .collect();
                if self.json.is_some() || self.is_page() || printed.contains(&start) {
                    Ok(())
                } else {
                    Err(format!("{start:?} is not printed: {printed}"))
                }
            }
            _ => Err(format!("{} became {error:?}", excerpt(&self.text))),
        }
    }
}

/// The check reports each fault of a body with its path.
#[tokio::test]
async fn check_reports_faults_with_their_paths() {
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
    for (id, valid, invalid, expected) in faults {
        let mut checker = Checker::new(&document);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("01.json");
        fs::write(&file, valid).unwrap();
        assert_eq!(checker.check_body(id, &file).await, Ok(()));
        fs::write(&file, invalid).unwrap();
        let found = checker.check_body(id, &file).await.unwrap_err();
        assert!(
            found.iter().any(|one| one.contains(expected)),
            "{invalid}: {found:?}"
        );
    }
}

/// Null and absent are equal, and so are doubles of one value; every other difference is a loss.
#[test]
fn losses_are_detected() {
    for (before, after, lost) in [
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
        assert_eq!(losses(before, after, &[]).len(), lost, "{before} {after}");
    }
}
