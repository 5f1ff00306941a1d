//! Every operation called through a validator that nobody here wrote, which stands in front of the sandbox and is fed with
//! the bundle: `validated VALIDATOR_URL SANDBOX_PORT`. `.ci/independent` starts the validator and runs this.
//!
//! The validator refuses a request or an answer that is not as the bundle says. So each call with all of its parameters
//! and bodies, and each documented answer, must come through.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a check fails by panicking"
)]

#[path = "../generated/calls.rs"]
#[allow(unreachable_pub, reason = "generated")]
mod calls;
#[path = "../support/mod.rs"]
mod support;

use std::env;
use std::net::Ipv4Addr;

use backpack_api::{CallOptions, Client, RateLimits, RetryPolicy};
use backpack_sandbox::{Answer, Sandbox};
use serde_json::{Value, json};

use support::document::{Access, Document, Form};
use support::{documented, json, report, script};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [validator, port] = arguments.as_slice() else {
        panic!("usage: validated VALIDATOR_URL SANDBOX_PORT")
    };
    let port: u16 = port.parse().expect("SANDBOX_PORT is no port");
    let sandbox = Sandbox::builder()
        .bind((Ipv4Addr::LOCALHOST, port))
        .start()
        .await
        .unwrap();
    let client = Client::builder()
        .rate_limits(RateLimits::unlimited())
        .retry(RetryPolicy::never())
        .base_url(validator)
        .credentials(Sandbox::credentials())
        .build()
        .unwrap();

    the_validator_refuses(&sandbox, &client, validator).await;

    let document = Document::load();
    let mut problems = Vec::new();
    let (mut answers, mut requests) = (0, 0);
    for operation in document.operations() {
        // The client has no login session. What names one is not published; the document says it is a bearer.
        let client = match operation.access {
            Access::Public | Access::Signed(_) => client.clone(),
            Access::Session => {
                let session = CallOptions::new().header("Authorization", "Bearer of-a-session");
                client.with(&session.unwrap())
            }
        };
        for success in operation.successes() {
            let mut examples: Vec<Option<&Value>> =
                success.examples.iter().copied().map(Some).collect();
            if success.form == Form::Nothing {
                examples.push(None);
            }
            for example in examples {
                let answer = documented(success.status, success.form, example);
                script(&sandbox, &operation, answer);
                sandbox.forget_requests();
                match calls::call(&client, operation.id).await {
                    None => problems.push(format!("{}: has no call", operation.id)),
                    Some(Err(error)) => {
                        problems.push(format!("{}: {}: {error:?}", operation.id, success.status));
                    }
                    Some(Ok(())) => {}
                }
                answers += 1;
                requests += sandbox.requests().len();
            }
        }
    }
    report(&problems);
    assert!(answers >= document.operations().len() && requests >= answers);
    println!(
        "{} operations: {requests} requests and {answers} kinds of answer went through the validator",
        document.operations().len()
    );
}

/// A validator that lets everything through proves nothing.
async fn the_validator_refuses(sandbox: &Sandbox, client: &Client, validator: &str) {
    // A request without a required parameter, and one without a signature, do not get past it.
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    for path in ["/api/v1/depth", "/api/v1/capital"] {
        let answer = http.get(format!("{validator}{path}")).send().await.unwrap();
        assert!(answer.status().is_client_error(), "{path}: {answer:?}");
        assert!(sandbox.requests().is_empty(), "{path} was let through");
    }
    // An answer without a required field does not come back.
    let cut = Answer::json(200, &json!({ "symbol": "SOL" })).times(1);
    let scripted = sandbox.on("get_max_withdrawal_quantity").answer(cut);
    assert!(scripted.is_ok());
    let error = client
        .get_max_withdrawal_quantity("SOL")
        .send()
        .await
        .unwrap_err();
    assert_eq!(sandbox.requests().len(), 1);
    assert!(
        error
            .status()
            .is_some_and(|status| status.is_server_error()),
        "{error:?}"
    );
}
