//! Any response: of any operation, with any status, headers and body.
//!
//! An input has the form of a response: `operation status`, lines with headers, an empty line, the body. A middleware
//! returns it to the generated call of the operation. The tables of calls and response types are generated from the
//! description, so that they have every operation.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use async_trait::async_trait;
use backpack_api::types::ApiErrorResponse;
use backpack_api::{BodyProblem, Client, Error, RateLimits, RetryPolicy, operations};
use backpack_sandbox::Sandbox;
use backpack_tests::generated::calls;
use backpack_tests::support::document::{Content, Document};
use backpack_tests::support::{RoundTrip, round_trip, round_trip_as};
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode};
use reqwest_middleware::{Middleware, Next};
use tokio::runtime::Runtime;

use crate::seeds::{self, Seed};

/// Environment variable that names a folder of captures, which are seeds too.
const CAPTURES: &str = "BACKPACK_CAPTURES";

/// Response of an input.
#[derive(Clone, Debug, Default)]
struct CannedResponse {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl CannedResponse {
    fn parse(input: &[u8]) -> Self {
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
        // An unknown id selects an operation by its bytes, so that every input tests one.
        let index = id.bytes().fold(0, |sum, byte| sum + usize::from(byte));
        let all = operations::all();
        let operation = operations::find(id).unwrap_or(&all[index % all.len()]);
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
            operation: operation.id,
            status: status.parse().unwrap_or(StatusCode::OK),
            headers,
            body: body.to_vec(),
        }
    }
}

/// Client that receives one response to every request.
struct CannedClient {
    client: Client,
    response: Arc<Mutex<CannedResponse>>,
    runtime: Runtime,
}

struct CannedMiddleware(Arc<Mutex<CannedResponse>>);

#[async_trait]
impl Middleware for CannedMiddleware {
    async fn handle(
        &self,
        _: reqwest::Request,
        _: &mut Extensions,
        _: Next<'_>,
    ) -> reqwest_middleware::Result<reqwest::Response> {
        let canned = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let mut response = http::Response::new(canned.body);
        *response.status_mut() = canned.status;
        *response.headers_mut() = canned.headers;
        Ok(response.into())
    }
}

impl CannedClient {
    fn new() -> Self {
        let response = Arc::new(Mutex::new(CannedResponse::default()));
        let client = Client::builder()
            .credentials(Sandbox::credentials())
            .rate_limits(RateLimits::unlimited())
            .retry(RetryPolicy::never())
            .middleware(CannedMiddleware(Arc::clone(&response)))
            .build();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        Self {
            client: client.unwrap(),
            response,
            runtime: runtime.unwrap(),
        }
    }

    fn call(&self, response: &CannedResponse) -> Result<(), Error> {
        *self.response.lock().unwrap_or_else(PoisonError::into_inner) = response.clone();
        let call = calls::call(&self.client, response.operation);
        let outcome = self.runtime.block_on(call);
        outcome.unwrap_or_else(|| panic!("{}: no call", response.operation))
    }
}

/// Operations with a JSON response.
static JSON: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let document = Document::load();
    let with_json = document.operations().into_iter().filter(|operation| {
        operation
            .response_with_body()
            .is_some_and(|response| response.content == Content::Json)
    });
    with_json.map(|operation| operation.id.to_owned()).collect()
});

thread_local! {
    static CLIENT: RefCell<Option<CannedClient>> = const { RefCell::new(None) };
}

/// Checks the outcome of one response.
pub(crate) fn run(input: &[u8]) {
    let response = CannedResponse::parse(input);
    let outcome = CLIENT.with(|client| {
        client
            .borrow_mut()
            .get_or_insert_with(CannedClient::new)
            .call(&response)
    });
    let id = response.operation;
    let text = std::str::from_utf8(&response.body)
        .ok()
        .filter(|_| JSON.contains(id));
    let decoded =
        text.map(|text| round_trip(id, text).unwrap_or_else(|| panic!("{id}: no response type")));
    match &outcome {
        Ok(()) => {
            assert!(
                response.status.is_success(),
                "{id}: the call succeeded with {}",
                response.status
            );
            if response.status == StatusCode::OK
                && let Some(Err(error)) = decoded
            {
                panic!("{id}: the call decoded the body, and {error}");
            }
        }
        Err(error) => check_error(&response, error, decoded),
    }
}

/// Checks that the error has the kind of the response and keeps its status, headers and bytes.
fn check_error(response: &CannedResponse, error: &Error, decoded: Option<RoundTrip>) {
    let (id, status) = (response.operation, response.status);
    assert_eq!(error.status(), Some(status), "{id}: {error:?}");
    assert_eq!(error.headers(), Some(&response.headers), "{id}");
    assert_eq!(error.attempts(), 1, "{id}");
    assert!(!format!("{error}{error:?}").is_empty());
    let _ = (
        error.retry_after(),
        error.timestamp_rejected(),
        error.outcome_unknown(),
    );
    let is_rejection = status.is_client_error() || status.is_server_error();
    match error {
        Error::Api(object) => {
            assert!(is_rejection, "{id}: an error object with {status}");
            let _ = object.meta().page();
            let text = std::str::from_utf8(&response.body).expect("JSON is UTF-8");
            round_trip_as::<ApiErrorResponse>(text).expect("an error object round-trips");
        }
        Error::Body(kept) => {
            assert_eq!(kept.bytes(), &response.body, "{id}");
            let text = std::str::from_utf8(&response.body);
            if is_rejection && let Ok(text) = text {
                let object = round_trip_as::<ApiErrorResponse>(text);
                assert!(object.is_err(), "{id}: an error object was not decoded");
            }
            // A batch of another length decodes, and belongs to no order for certain.
            if let BodyProblem::ResultCount { sent, received } = kept.problem() {
                assert_ne!(sent, received, "{id}");
                assert!(error.outcome_unknown(), "{id}: {error}");
                return;
            }
            if status == StatusCode::OK && decoded.is_some_and(|decoded| decoded.is_ok()) {
                panic!("{id}: the body decodes, but not in the call: {error}");
            }
        }
        other => panic!("{id}: unexpected error after a response: {other:?}"),
    }
}

/// Returns responses generated from the schemas, the documented examples, the fixtures and the captures.
pub(crate) fn seeds() -> Vec<Seed> {
    let document = Document::load();
    let mut seeds = Vec::new();
    let mut add = |id: &str, status: u16, source: &str, body: &[u8]| {
        let headers = "content-type: application/json\nx-total: 3\nx-page-count: 1";
        let mut input = format!("{id} {status}\n{headers}\n\n").into_bytes();
        input.extend_from_slice(body);
        seeds.push(Seed {
            name: format!("{id} {status} {source}"),
            input,
        });
    };
    for operation in document.operations() {
        for success in operation.successes() {
            for example in &success.examples {
                let body = match (success.content, example) {
                    (Content::Text, serde_json::Value::String(text)) => text.clone(),
                    _ => example.to_string(),
                };
                add(operation.id, success.status, "example", body.as_bytes());
            }
            match (success.content, success.schema) {
                (Content::Json, Some(schema)) => {
                    for instance in document.instances(schema) {
                        let body = instance.to_string();
                        add(operation.id, success.status, "instance", body.as_bytes());
                    }
                }
                _ => add(operation.id, success.status, "empty", b""),
            }
        }
    }
    // Generated, since they are too large for files: recursion or a copy per level would abort the program.
    for id in [
        "get_depth",
        "get_account",
        "get_balances",
        "get_markets",
        "cancel_order",
    ] {
        for (name, body) in [
            ("deep lists", "[".repeat(100_000)),
            ("deep objects", "{\"a\":".repeat(100_000)),
            (
                "deep unknown field",
                format!("{{\"x\":{}", "[".repeat(100_000)),
            ),
            ("a long number", "9".repeat(1 << 20)),
            ("a long fraction", format!("0.{}", "9".repeat(1 << 20))),
            ("a long exponent", format!("1e{}", "9".repeat(1 << 20))),
            (
                "a long string",
                format!("\"{}\"", "\\u0041".repeat(1 << 18)),
            ),
        ] {
            add(id, 200, name, body.as_bytes());
            add(id, 400, name, body.as_bytes());
        }
    }
    let workspace = seeds::workspace();
    let fixtures = workspace.join("tests/fixtures");
    add_captures(&fixtures, &fixtures.join("errors"), &mut add);
    if let Some(captures) = std::env::var_os(CAPTURES) {
        let captures = workspace.join(captures);
        add_captures(&captures.join("rest"), &captures.join("errors"), &mut add);
    }
    seeds
}

/// Adds responses from a folder per operation, and errors from files whose names may have the status.
fn add_captures(rest: &Path, errors: &Path, add: &mut impl FnMut(&str, u16, &str, &[u8])) {
    for path in seeds::files(rest) {
        let folder = path.parent().map(seeds::name).unwrap_or_default();
        // `errors` may be beside the folders of operations.
        if operations::find(&folder).is_some() {
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
