//! Every answer that may come back: of any operation, with any status, headers and body.
//!
//! An input looks like an answer: `operation status`, lines with headers, an empty line, the body. It goes through a
//! client to the generated call of the operation, as if the exchange had sent it. Both tables, that of the calls and that
//! of the types of their answers, are generated from the fragment, so no operation is left out.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use async_trait::async_trait;
use backpack_api::types::ApiErrorResponse;
use backpack_api::{Client, Error, RateLimits, RetryPolicy, operations};
use backpack_sandbox::Sandbox;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode};
use reqwest_middleware::{Middleware, Next};
use tokio::runtime::Runtime;

use crate::support::document::{Document, Form};
use crate::support::{Again, again};
use crate::target::Seed;
use crate::{answers, calls, seeds};

/// The variable that names a folder of recordings, which are seeds too. They are not part of the project.
const CAPTURES: &str = "BACKPACK_CAPTURES";

/// An answer, as an input spells it.
#[derive(Clone, Debug, Default)]
struct Answer {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn read(input: &[u8]) -> Self {
        let end = input.windows(2).position(|two| two == b"\n\n");
        let (head, body) = match end {
            Some(end) => (&input[..end], &input[end + 2..]),
            None => (input, &[][..]),
        };
        let head = String::from_utf8_lossy(head);
        let mut lines = head.split('\n');
        let (id, status) = lines
            .next()
            .unwrap_or_default()
            .split_once(' ')
            .unwrap_or_default();
        // A name that is none stands for some operation, so that no input says nothing.
        let any = id.bytes().fold(0, |sum, byte| sum + usize::from(byte));
        let known = operations::ALL
            .iter()
            .find(|operation| operation.operation_id == id);
        let operation = known.unwrap_or(&operations::ALL[any % operations::ALL.len()]);
        let mut headers = HeaderMap::new();
        for line in lines {
            if let Some((name, value)) = line.split_once(": ")
                && let Ok(name) = name.parse::<HeaderName>()
                && let Ok(value) = HeaderValue::from_bytes(value.as_bytes())
            {
                headers.append(name, value);
            }
        }
        Self {
            operation: operation.operation_id,
            status: status.parse().unwrap_or(StatusCode::OK),
            headers,
            body: body.to_vec(),
        }
    }
}

/// A client whose requests are all given the answer that lies here.
struct Canned {
    client: Client,
    answer: Arc<Mutex<Answer>>,
    runtime: Runtime,
}

struct Answers(Arc<Mutex<Answer>>);

#[async_trait]
impl Middleware for Answers {
    async fn handle(
        &self,
        _: reqwest::Request,
        _: &mut Extensions,
        _: Next<'_>,
    ) -> reqwest_middleware::Result<reqwest::Response> {
        let answer = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let mut response = http::Response::new(answer.body);
        *response.status_mut() = answer.status;
        *response.headers_mut() = answer.headers;
        Ok(response.into())
    }
}

impl Canned {
    fn new() -> Self {
        let answer = Arc::new(Mutex::new(Answer::default()));
        let client = Client::builder()
            .credentials(Sandbox::credentials())
            .rate_limits(RateLimits::unlimited())
            .retry(RetryPolicy::never())
            .middleware(Answers(Arc::clone(&answer)))
            .build();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        Self {
            client: client.unwrap(),
            answer,
            runtime: runtime.unwrap(),
        }
    }

    fn call(&self, answer: &Answer) -> Result<(), Error> {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = answer.clone();
        let call = calls::call(&self.client, answer.operation);
        let outcome = self.runtime.block_on(call);
        outcome.unwrap_or_else(|| panic!("{} has no call", answer.operation))
    }
}

/// The operations that answer with JSON.
static JSON: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let document = Document::load();
    let with_json = document.operations().into_iter().filter(|operation| {
        operation
            .answer()
            .is_some_and(|answer| answer.form == Form::Json)
    });
    with_json.map(|operation| operation.id.to_owned()).collect()
});

thread_local! {
    static CANNED: RefCell<Option<Canned>> = const { RefCell::new(None) };
}

/// Checks what becomes of one answer.
pub(crate) fn run(input: &[u8]) {
    let answer = Answer::read(input);
    let outcome = CANNED.with(|canned| {
        canned
            .borrow_mut()
            .get_or_insert_with(Canned::new)
            .call(&answer)
    });
    let id = answer.operation;
    let text = std::str::from_utf8(&answer.body)
        .ok()
        .filter(|_| JSON.contains(id));
    let again = text
        .map(|text| answers::round_trip(id, text).unwrap_or_else(|| panic!("{id} has no type")));
    match &outcome {
        Ok(()) => {
            assert!(
                answer.status.is_success(),
                "{id}: {} is no success",
                answer.status
            );
            if answer.status == StatusCode::OK
                && let Some(Err(error)) = again
            {
                panic!("{id}: decoded, and {error}");
            }
        }
        Err(error) => failed(&answer, error, again),
    }
}

/// The error says what came, and keeps it.
fn failed(answer: &Answer, error: &Error, again: Option<Again>) {
    let (id, status) = (answer.operation, answer.status);
    assert_eq!(error.status(), Some(status), "{id}: {error:?}");
    assert_eq!(error.headers(), Some(&answer.headers), "{id}");
    assert_eq!(error.attempts(), 1, "{id}");
    assert!(!format!("{error}{error:?}").is_empty());
    let _ = (
        error.retry_after(),
        error.timestamp_refused(),
        error.outcome_unknown(),
    );
    let refused = status.is_client_error() || status.is_server_error();
    match error {
        Error::Api(object) => {
            assert!(refused, "{id}: {status} is no refusal");
            let _ = object.page();
            let text = std::str::from_utf8(&answer.body).expect("JSON is UTF-8");
            self::again::<ApiErrorResponse>(text).expect("an error object is written back");
        }
        Error::Body(kept) => {
            assert_eq!(kept.bytes(), &answer.body, "{id}");
            let text = std::str::from_utf8(&answer.body);
            if refused && let Ok(text) = text {
                let object = self::again::<ApiErrorResponse>(text);
                assert!(object.is_err(), "{id}: an error object was not decoded");
            }
            if status == StatusCode::OK && again.is_some_and(|again| again.is_ok()) {
                panic!("{id}: decodes on its own, and not as an answer: {error}");
            }
        }
        other => panic!("{id}: an answer came, and the error is {other:?}"),
    }
}

/// Every answer that is at hand: made of the schemas, the documented examples, the fixtures, the recordings.
pub(crate) fn seeds() -> Vec<Seed> {
    let document = Document::load();
    let mut seeds = Vec::new();
    let mut add = |id: &str, status: u16, what: &str, body: &[u8]| {
        let kind = "content-type: application/json\nx-total: 3\nx-page-count: 1";
        let mut input = format!("{id} {status}\n{kind}\n\n").into_bytes();
        input.extend_from_slice(body);
        seeds.push(Seed {
            name: format!("{id} {status} {what}"),
            input,
        });
    };
    for operation in document.operations() {
        for success in operation.successes() {
            for example in &success.examples {
                let body = match (success.form, example) {
                    (Form::Text, serde_json::Value::String(text)) => text.clone(),
                    _ => example.to_string(),
                };
                add(operation.id, success.status, "example", body.as_bytes());
            }
            match (success.form, success.schema) {
                (Form::Json, Some(schema)) => {
                    for instance in document.instances(schema) {
                        let body = instance.to_string();
                        add(operation.id, success.status, "instance", body.as_bytes());
                    }
                }
                _ => add(operation.id, success.status, "nothing", b""),
            }
        }
    }
    // Too long for files: a reader that follows them down, or holds all of them, ends the program.
    for id in [
        "get_depth",
        "get_account",
        "get_balances",
        "get_markets",
        "cancel_order",
    ] {
        for (what, body) in [
            ("deep lists", "[".repeat(100_000)),
            ("deep objects", "{\"a\":".repeat(100_000)),
            (
                "deep unknown field",
                format!("{{\"x\":{}", "[".repeat(100_000)),
            ),
            ("a long number", "9".repeat(1 << 20)),
            ("a long fraction", format!("0.{}", "9".repeat(1 << 20))),
            ("a long exponent", format!("1e{}", "9".repeat(1 << 20))),
            ("a long text", format!("\"{}\"", "\\u0041".repeat(1 << 18))),
        ] {
            add(id, 200, what, body.as_bytes());
            add(id, 400, what, body.as_bytes());
        }
    }
    let workspace = seeds::workspace();
    let fixtures = workspace.join("tests/fixtures");
    recorded(&fixtures, &fixtures.join("errors"), &mut add);
    if let Some(captures) = std::env::var_os(CAPTURES) {
        let captures = workspace.join(captures);
        recorded(&captures.join("rest"), &captures.join("errors"), &mut add);
    }
    seeds
}

/// Answers, in a folder for each operation, and errors, whose names may hold the status.
fn recorded(rest: &Path, errors: &Path, add: &mut impl FnMut(&str, u16, &str, &[u8])) {
    for path in seeds::files(rest) {
        let folder = path.parent().map(seeds::name).unwrap_or_default();
        // The errors may lie beside the operations.
        if operations::ALL
            .iter()
            .any(|operation| operation.operation_id == folder)
        {
            add(&folder, 200, &seeds::name(&path), &seeds::read(&path));
        }
    }
    for path in seeds::files(errors) {
        let name = seeds::name(&path);
        let status = name.split(['-', '.', '_']).find(|word| word.len() == 3);
        let status = status.and_then(|status| status.parse().ok()).unwrap_or(400);
        add("execute_order", status, &name, &seeds::read(&path));
    }
}
