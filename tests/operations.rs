//! Every operation, called once for each of its examples with everything that it takes, and what the exchange received.

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

use std::collections::BTreeSet;

use backpack_api::{Auth, Client, Error, RefusedError, operations};
use backpack_sandbox::{Answer, Authentication, ReceivedRequest, Sandbox};
use serde_json::Value;

use support::document::{Access, Document, Form, Operation};
use support::lossless::losses;
use support::{Again, again, client, documented, json, report, script};

/// The headers of a signed request.
const AUTHENTICATION: [&str; 4] = ["X-API-Key", "X-Signature", "X-Timestamp", "X-Window"];

/// What the document says of an operation is what the client knows of it: id, method, path, authentication. Without
/// this, an operation could be missing from the tests below.
#[test]
fn the_client_knows_what_the_document_says() {
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
    let known: Vec<_> = (operations::ALL.iter())
        .map(|o| {
            let access = match &o.auth {
                Auth::Public => Access::Public,
                Auth::Signed(instruction) => Access::Signed(instruction.as_str()),
                Auth::Session => Access::Session,
                other => panic!("{}: {other:?}", o.operation_id),
            };
            (
                o.operation_id.to_owned(),
                o.method.to_owned(),
                o.path.to_owned(),
                format!("{access:?}"),
            )
        })
        .collect();
    assert_eq!(documented, known);
}

/// Each operation has a call, which sends all of its parameters and each of its bodies as the examples have them, with
/// the method and to the path of the document; private ones signed, the others without a trace of the key; and every
/// documented answer comes back decoded. A parameter that is dropped, renamed or sent to the wrong place is money lost.
#[tokio::test]
async fn every_operation() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let mut problems = Vec::new();
    let mut requests = 0;
    for known in operations::ALL {
        let id = known.operation_id;
        let Some(operation) = document.operation(id) else {
            problems.push(format!("{id}: is not in the document"));
            continue;
        };
        for success in operation.successes() {
            let mut examples: Vec<Option<&Value>> =
                success.examples.iter().copied().map(Some).collect();
            if success.form == Form::Nothing {
                examples.push(None);
            }
            if examples.is_empty() {
                problems.push(format!(
                    "{id}: the answer {} has no example",
                    success.status
                ));
            }
            for example in examples {
                let answer = documented(success.status, success.form, example);
                script(&sandbox, &operation, answer);
                sandbox.forget_requests();
                match calls::call(&client, id).await {
                    None => problems.push(format!("{id}: has no call")),
                    Some(Err(error)) => problems.push(format!("{id}: {} {error}", success.status)),
                    Some(Ok(())) => {}
                }
                let received = sandbox.requests();
                requests += received.len();
                problems.extend(
                    (check(&operation, &received).into_iter()).map(|what| format!("{id}: {what}")),
                );
                if let (Form::Json, Some(example)) = (success.form, example) {
                    problems.extend(
                        decoded(id, example)
                            .into_iter()
                            .map(|what| format!("{id}: {what}")),
                    );
                }
            }
        }
    }
    println!("{} operations, {requests} requests", operations::ALL.len());
    report(&problems);
}

/// What is wrong with the requests of one call of `calls::call`.
fn check(operation: &Operation<'_>, received: &[ReceivedRequest]) -> Vec<String> {
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
        // Stable: the values of a repeated key keep their order.
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
        problems.extend(authentication(operation.access, request));
    }

    // One request for each example of the body, in whichever order.
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

fn authentication(access: Access<'_>, request: &ReceivedRequest) -> Option<String> {
    let present = AUTHENTICATION
        .iter()
        .filter(|name| request.headers().contains_key(**name));
    let count = present.count();
    let made = request.authentication();
    let right = match access {
        Access::Signed(_) => {
            matches!(made, Authentication::Verified { .. })
                && made.is_verified()
                && count == AUTHENTICATION.len()
                && request.header("X-API-Key") == Some(Sandbox::API_KEY)
        }
        Access::Public | Access::Session => !made.is_verified() && count == 0,
    };
    (!right).then(|| format!("{access:?} was sent with {count} of the four headers: {made:?}"))
}

/// What is lost of an example between the wire and the wire.
fn decoded(id: &str, example: &Value) -> Vec<String> {
    let text = example.to_string();
    match answers::round_trip(id, &text) {
        None => vec!["the answer has no type".to_owned()],
        Some(Err(error)) => vec![format!("the example is not decoded: {error}")],
        Some(Ok(written)) => losses(&text, &written, &[]),
    }
}

/// Where the examples of the parameters go.
struct Parameters {
    path: String,
    /// By key; a list once for each of its values.
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
}

impl Parameters {
    fn of(operation: &Operation<'_>) -> Self {
        let mut all = Self {
            path: operation.path.to_owned(),
            query: Vec::new(),
            headers: Vec::new(),
        };
        for parameter in operation.parameters() {
            let name = parameter["name"].as_str().unwrap().to_owned();
            let example = parameter.get("example");
            let example =
                example.unwrap_or_else(|| panic!("{}: {name} has no example", operation.id));
            let values: Vec<String> = match example {
                Value::Array(values) => values.iter().map(text).collect(),
                one => vec![text(one)],
            };
            match parameter["in"].as_str().unwrap() {
                "path" => all.path = all.path.replace(&format!("{{{name}}}"), &values.join(",")),
                "query" => all
                    .query
                    .extend(values.into_iter().map(|value| (name.clone(), value))),
                "header" => all.headers.push((name, values.join(","))),
                place => panic!("{}: {name} goes into {place}", operation.id),
            }
        }
        all.query.sort_by(|left, right| left.0.cmp(&right.0));
        all
    }
}

/// A value as it stands in a query.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Without credentials, public operations work as ever, and no private one leaves the machine. Those that need a login
/// session are answered with the exchange's own refusal.
#[tokio::test]
async fn without_credentials() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::builder().base_url(sandbox.url()).build().unwrap();
    let mut seen = BTreeSet::new();
    for operation in document.operations() {
        sandbox.forget_requests();
        let outcome = calls::call(&client, operation.id).await.unwrap();
        let sent = sandbox.requests().len();
        let expected = match (operation.access, &outcome) {
            (Access::Public, Ok(())) => sent == 1,
            (Access::Session, Err(Error::Api(api))) => sent == 1 && api.status() == 401,
            (
                Access::Signed(_),
                Err(Error::Refused(RefusedError::NoCredentials { operation: id })),
            ) => sent == 0 && *id == operation.id,
            _ => false,
        };
        assert!(expected, "{}: {sent} requests, {outcome:?}", operation.id);
        seen.insert(format!("{:?}", std::mem::discriminant(&operation.access)));
    }
    assert_eq!(seen.len(), 3, "public, private and login session");
}

/// A check that cannot fail protects nothing: the sandbox answers these with what it does not document.
#[tokio::test]
async fn what_is_not_documented_is_an_error() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let mut problems = Vec::new();
    for operation in document.operations() {
        for (what, answer) in [
            ("a redirect", Answer::status(302)),
            ("a page", Answer::html(403, "<html></html>")),
            ("a page with status 200", Answer::html(200, "<html></html>")),
        ] {
            // Where a success means nothing but itself, its body is not looked at. And a ping is any text.
            let any_body = operation
                .answer()
                .is_none_or(|answer| answer.form == Form::Text);
            if what.ends_with("200") && any_body {
                continue;
            }
            sandbox
                .on(operation.id)
                .answer(answer.always().unchecked())
                .unwrap();
            let outcome = calls::call(&client, operation.id).await.unwrap();
            if !matches!(outcome, Err(Error::Body(_))) {
                problems.push(format!("{}: {what}: {outcome:?}", operation.id));
            }
        }
    }
    report(&problems);
}
