//! Calls every operation through an independent validator, a proxy between the client and the sandbox that reads the bundle:
//! `validated VALIDATOR_URL SANDBOX_PORT`. `.ci/independent` starts the validator and runs this.
//!
//! The validator rejects a request or a response that does not match the bundle. Each call with all parameters and each
//! body, and each documented response, must pass it.

use std::env;
use std::net::Ipv4Addr;

use backpack_api::{CallOptions, Client, RateLimits, RetryPolicy};
use backpack_sandbox::{MockResponse, Sandbox};
use backpack_tests::generated::calls;
use backpack_tests::support::document::{Access, Content, Document};
use backpack_tests::support::{documented_response, report, set_response};
use serde_json::{Value, json};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [validator, port] = arguments.as_slice() else {
        panic!("usage: validated VALIDATOR_URL SANDBOX_PORT")
    };
    let port: u16 = port.parse().expect("SANDBOX_PORT is a port");
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

    check_validator(&sandbox, &client, validator).await;

    let document = Document::load();
    let mut problems = Vec::new();
    let (mut responses, mut requests) = (0, 0);
    for operation in document.operations() {
        // The credential of a login session is not published; the description calls it a bearer token.
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
            if success.content == Content::Empty {
                examples.push(None);
            }
            for example in examples {
                let response = documented_response(success.status, success.content, example);
                set_response(&sandbox, &operation, response);
                sandbox.clear_requests();
                match calls::call(&client, operation.id).await {
                    None => problems.push(format!("{}: no call", operation.id)),
                    Some(Err(error)) => {
                        problems.push(format!("{}: {}: {error:?}", operation.id, success.status));
                    }
                    Some(Ok(())) => {}
                }
                responses += 1;
                requests += sandbox.requests().len();
            }
        }
    }
    report(&problems);
    assert!(responses >= document.operations().len() && requests >= responses);
    println!(
        "{} operations: the validator accepted {requests} requests and {responses} responses",
        document.operations().len()
    );
}

/// Checks that the validator rejects invalid requests and responses: one that accepts everything proves nothing.
async fn check_validator(sandbox: &Sandbox, client: &Client, validator: &str) {
    // The first has no required parameter, the second no signature.
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    for path in ["/api/v1/depth", "/api/v1/capital"] {
        let response = http.get(format!("{validator}{path}")).send().await.unwrap();
        assert!(response.status().is_client_error(), "{path}: {response:?}");
        assert!(sandbox.requests().is_empty(), "{path} was accepted");
    }
    // This response has no required field.
    let incomplete = MockResponse::json(200, &json!({ "symbol": "SOL" })).times(1);
    let scripted = sandbox
        .on("get_max_withdrawal_quantity")
        .respond_with(incomplete);
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
