//! Every operation, called with all its parameters and each of its bodies, and compared with the requests received.

use std::collections::BTreeSet;

use backpack_api::{Auth, Client, Error, NotSentReason, operations};
use backpack_sandbox::{Authentication, MockResponse, ReceivedRequest, Sandbox};
use serde_json::Value;

use backpack_tests::generated::calls;
use backpack_tests::support::document::{Access, Content, Document, Operation};
use backpack_tests::support::lossless::losses;
use backpack_tests::support::{client, documented_response, report, round_trip, set_response};

/// Headers of a signed request.
const AUTHENTICATION: [&str; 4] = ["X-API-Key", "X-Signature", "X-Timestamp", "X-Window"];

/// The operation table has id, method, path and authentication of every described operation, so that the tests below cover
/// all of them.
#[test]
fn operation_table_matches_description() {
    let document = Document::load();
    let documented: Vec<_> = (document.operations().iter())
        .map(|o| {
            (
                o.id.to_owned(),
                o.method.clone(),
                o.path.to_owned(),
                format!("{:?}", o.access),
            )
        })
        .collect();
    let known: Vec<_> = (operations::all().iter())
        .map(|o| {
            let access = match &o.auth {
                Auth::Public => Access::Public,
                Auth::Signed(instruction) => Access::Signed(instruction.as_str()),
                Auth::Session => Access::Session,
                other => panic!("{}: {other:?}", o.id),
            };
            (
                o.id.to_owned(),
                o.method.to_owned(),
                o.path.to_owned(),
                format!("{access:?}"),
            )
        })
        .collect();
    assert_eq!(documented, known);
}

/// README counts the published operations and the unpublished ones, and the documentation of the latter says so.
#[test]
fn readme_counts_operations() {
    let document = Document::load();
    let operations = document.operations();
    let is_unpublished = |one: &&Operation<'_>| one.json.get("x-unpublished").is_some();
    let unpublished: Vec<_> = operations.iter().filter(is_unpublished).collect();
    let published = operations.len() - unpublished.len();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let read = |path: &str| std::fs::read_to_string(format!("{root}/{path}")).unwrap();
    let readme = read("README.md")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let counts = format!(
        "{published} published operations, and {} unpublished",
        unpublished.len()
    );
    assert!(readme.contains(&counts), "README does not say: {counts}");
    for operation in unpublished {
        let calls = read("generated/src/calls/mod.rs");
        assert!(calls.contains(operation.id), "{}", operation.id);
        let module = operation.json["tags"][0].as_str().unwrap().to_lowercase();
        let calls = read(&format!("generated/src/calls/{module}.rs"));
        let before = calls
            .split(&format!("pub fn {}(", operation.id))
            .next()
            .unwrap();
        let docs = before.rsplit("\n    }\n").next().unwrap();
        assert!(docs.contains("Not published"), "{}: {docs}", operation.id);
    }
}

/// The call of every operation sends the examples of all parameters and of each body with the described method and path,
/// signed if it is private and else without the key, and decodes every documented response. A parameter that is lost,
/// renamed or misplaced is money lost.
#[tokio::test]
async fn every_call_sends_its_examples_and_decodes_its_responses() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let mut problems = Vec::new();
    let mut requests = 0;
    for known in operations::all() {
        let id = known.id;
        let Some(operation) = document.operation(id) else {
            problems.push(format!("{id}: not described"));
            continue;
        };
        for success in operation.successes() {
            let mut examples: Vec<Option<&Value>> =
                success.examples.iter().copied().map(Some).collect();
            if success.content == Content::Empty {
                examples.push(None);
            }
            if examples.is_empty() {
                problems.push(format!("{id}: no example of {}", success.status));
            }
            for example in examples {
                let response = documented_response(success.status, success.content, example);
                set_response(&sandbox, &operation, response);
                sandbox.clear_requests();
                match calls::call(&client, id).await {
                    None => problems.push(format!("{id}: no call")),
                    Some(Err(error)) => problems.push(format!("{id}: {} {error}", success.status)),
                    Some(Ok(())) => {}
                }
                let received = sandbox.requests();
                requests += received.len();
                let mut found = check_requests(&operation, &received);
                if let (Content::Json, Some(example)) = (success.content, example) {
                    found.extend(check_example(id, example));
                }
                problems.extend(found.iter().map(|problem| format!("{id}: {problem}")));
            }
        }
    }
    println!(
        "{} operations, {requests} requests",
        operations::all().len()
    );
    report(&problems);
}

/// Compares the requests of `calls::call` with the examples of the operation.
fn check_requests(operation: &Operation<'_>, received: &[ReceivedRequest]) -> Vec<String> {
    let mut problems = Vec::new();
    let parameters = Parameters::of(operation);
    for request in received {
        if request.operation_id() != Some(operation.id) {
            problems.push(format!("was received as {:?}", request.operation_id()));
        }
        if request.method() != operation.method.as_str() {
            problems.push(format!("was sent with {}", request.method()));
        }
        if request.path() != parameters.path {
            problems.push(format!(
                "was sent to {}, not to {}",
                request.path(),
                parameters.path
            ));
        }
        let mut query = request.query().to_vec();
        // The sort is stable: the values of a repeated key keep their order.
        query.sort_by(|left, right| left.0.cmp(&right.0));
        if query != parameters.query {
            problems.push(format!(
                "the query was {query:?}, not {:?}",
                parameters.query
            ));
        }
        for (name, value) in &parameters.headers {
            if request.header(name) != Some(value) {
                problems.push(format!("the header {name} was {:?}", request.header(name)));
            }
        }
        problems.extend(check_authentication(operation.access, request));
    }

    // One request for each example of the body, in any order.
    let sent: Vec<Option<Value>> = (received.iter())
        .map(|request| match request.body().is_empty() {
            true => None,
            false => Some(
                request
                    .json()
                    .unwrap_or_else(|error| panic!("{}: {error}", operation.id)),
            ),
        })
        .collect();
    let bodies: Vec<Option<Value>> = match operation.body_examples() {
        None => vec![None],
        Some(examples) => examples.into_iter().cloned().map(Some).collect(),
    };
    let sorted = |bodies: &[Option<Value>]| {
        let mut texts: Vec<String> = bodies.iter().map(|body| format!("{body:?}")).collect();
        texts.sort();
        texts
    };
    if sorted(&sent) != sorted(&bodies) {
        problems.push(format!("the bodies were {sent:?}, not {bodies:?}"));
    }
    for request in received {
        let expected = (!request.body().is_empty()).then_some("application/json");
        let content_type = request.header("content-type");
        if content_type != expected {
            problems.push(format!("the content type was {content_type:?}"));
        }
    }
    problems
}

fn check_authentication(access: Access<'_>, request: &ReceivedRequest) -> Option<String> {
    let present = AUTHENTICATION
        .iter()
        .filter(|name| request.headers().contains_key(**name));
    let count = present.count();
    let found = request.authentication();
    let is_expected = match access {
        Access::Signed(_) => {
            matches!(found, Authentication::Verified { .. })
                && found.is_verified()
                && count == AUTHENTICATION.len()
                && request.header("X-API-Key") == Some(Sandbox::API_KEY)
        }
        Access::Public | Access::Session => !found.is_verified() && count == 0,
    };
    (!is_expected)
        .then(|| format!("{access:?} was sent with {count} of the four headers: {found:?}"))
}

/// Checks that an example decodes without loss.
fn check_example(id: &str, example: &Value) -> Vec<String> {
    let text = example.to_string();
    match round_trip(id, &text) {
        None => vec!["no response type".to_owned()],
        Some(Err(error)) => vec![format!("the example does not decode: {error}")],
        Some(Ok(written)) => losses(&text, &written, &[]),
    }
}

/// Path, query and headers with the examples of the parameters.
struct Parameters {
    path: String,
    /// Pairs sorted by key; a list has one pair per value.
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
}

impl Parameters {
    fn of(operation: &Operation<'_>) -> Self {
        let mut all = Self {
            path: operation.path.to_owned(),
            query: operation.query_examples(),
            headers: Vec::new(),
        };
        for parameter in operation.parameters() {
            let name = parameter["name"].as_str().unwrap().to_owned();
            let value = operation.parameter_examples(parameter).join(",");
            match parameter["in"].as_str().unwrap() {
                "path" => all.path = all.path.replace(&format!("{{{name}}}"), &value),
                "query" => {}
                "header" => all.headers.push((name, value)),
                place => panic!("{}: unsupported place {place} of {name}", operation.id),
            }
        }
        all
    }
}

/// Without credentials, public operations succeed, private ones are not sent, and those that need a login session are
/// rejected by the exchange.
#[tokio::test]
async fn sends_no_private_call_without_credentials() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::builder().base_url(sandbox.url()).build().unwrap();
    let mut seen = BTreeSet::new();
    for operation in document.operations() {
        sandbox.clear_requests();
        let outcome = calls::call(&client, operation.id).await.unwrap();
        let sent = sandbox.requests().len();
        let expected = match (operation.access, &outcome) {
            (Access::Public, Ok(())) => sent == 1,
            (Access::Session, Err(Error::Api(api))) => sent == 1 && api.meta().status() == 401,
            (
                Access::Signed(_),
                Err(Error::NotSent {
                    operation: id,
                    reason: NotSentReason::NoCredentials,
                }),
            ) => sent == 0 && *id == operation.id,
            _ => false,
        };
        assert!(expected, "{}: {sent} requests, {outcome:?}", operation.id);
        seen.insert(format!("{:?}", std::mem::discriminant(&operation.access)));
    }
    assert_eq!(seen.len(), 3, "public, private and login session");
}

/// A redirect or a page is an error of every operation.
#[tokio::test]
async fn rejects_undocumented_responses() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let mut problems = Vec::new();
    for operation in document.operations() {
        for (case, response) in [
            ("a redirect", MockResponse::status(302)),
            ("a page", MockResponse::html(403, "<html></html>")),
            (
                "a page with status 200",
                MockResponse::html(200, "<html></html>"),
            ),
        ] {
            // A response without a described body may have any body, and `ping` responds with any text.
            let any_body = operation
                .response_with_body()
                .is_none_or(|response| response.content == Content::Text);
            if case.ends_with("200") && any_body {
                continue;
            }
            sandbox
                .on(operation.id)
                .respond_with(response.always().unchecked())
                .unwrap();
            let outcome = calls::call(&client, operation.id).await.unwrap();
            if !matches!(outcome, Err(Error::Body(_))) {
                problems.push(format!("{}: {case}: {outcome:?}", operation.id));
            }
        }
    }
    report(&problems);
}
