//! What comes back when the exchange, or what stands in front of it, does not answer as hoped: always typed, with
//! status, headers and bytes.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::time::Duration;

use backpack_api::signing::{FixedClock, Timestamp};
use backpack_api::types::ApiErrorCode;
use backpack_api::{BodyProblem, Client, Credentials, Error, RetryPolicy};
use backpack_sandbox::{Answer, Sandbox};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const OPERATION: &str = "get_max_withdrawal_quantity";

fn client(url: &str) -> Client {
    backpack_tests::logs::keep();
    Client::builder()
        .base_url(url)
        .credentials(Sandbox::credentials())
        .retry(RetryPolicy::never())
        .build()
        .unwrap()
}

async fn call(client: &Client) -> Error {
    let call = client.get_max_withdrawal_quantity("SOL").send();
    let error = call.await.unwrap_err();
    // Among what `search-logs` reads.
    println!("{error}\n{error:#?}");
    error
}

/// The error that a scripted answer becomes.
async fn error_of(answer: Answer) -> Error {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.on(OPERATION).answer(answer).unwrap();
    call(&client(sandbox.url())).await
}

/// The API's own errors carry its code, whatever the status, documented for the operation or not.
#[tokio::test]
async fn api_errors() {
    for (status, code, expected) in [
        (
            400,
            "INVALID_CLIENT_REQUEST",
            ApiErrorCode::InvalidClientRequest,
        ),
        (401, "UNAUTHORIZED", ApiErrorCode::Unauthorized),
        (404, "RESOURCE_NOT_FOUND", ApiErrorCode::ResourceNotFound),
        (429, "TOO_MANY_REQUESTS", ApiErrorCode::TooManyRequests),
        (500, "SERVER_ERROR", ApiErrorCode::ServerError),
        (
            503,
            "A_NEW_CODE",
            ApiErrorCode::Other("A_NEW_CODE".to_owned()),
        ),
    ] {
        let error =
            error_of(Answer::api_error(status, code, "why").header("Retry-After", "3")).await;
        let Error::Api(api) = &error else {
            panic!("{status}: {error:?}")
        };
        assert_eq!(api.code, expected);
        assert_eq!(api.message, "why");
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
        assert!(
            error.to_string().contains(&format!("{code}: why")),
            "{error}"
        );
    }
}

/// Bodies that the API does not document keep everything they came with.
#[tokio::test]
async fn bodies_that_are_not_documented() {
    let page = "<!DOCTYPE html><html><head><title>Access denied</title></head></html>";
    let plain = "failed to parse parameter `symbol`: Type \"string\" expects an input value.";
    let cases = [
        (
            "a page of the firewall",
            Answer::html(403, page),
            403,
            page,
            "text/html",
        ),
        (
            "a page of the CDN",
            Answer::html(502, page),
            502,
            page,
            "text/html",
        ),
        (
            "a page with status 200",
            Answer::html(200, page),
            200,
            page,
            "text/html",
        ),
        ("plain text", Answer::text(400, plain), 400, plain, plain),
        (
            "cut-off JSON",
            Answer::bytes(200, "application/json", "{\"symbol\":\"SO"),
            200,
            "{\"symbol\":\"SO",
            "EOF",
        ),
        (
            "JSON of another shape",
            Answer::bytes(200, "application/json", "{\"symbol\":\"SOL\"}"),
            200,
            "{\"symbol\":\"SOL\"}",
            "maxWithdrawalQuantity",
        ),
        (
            "a number that would be rounded",
            Answer::bytes(
                200,
                "application/json",
                "{\"symbol\":\"SOL\",\"maxWithdrawalQuantity\":1.5}",
            ),
            200,
            "{\"symbol\":\"SOL\",\"maxWithdrawalQuantity\":1.5}",
            "decimal",
        ),
        (
            "an error of another shape",
            Answer::bytes(500, "application/json", "{\"error\":\"x\"}"),
            500,
            "{\"error\":\"x\"}",
            "code",
        ),
        ("no body", Answer::status(200), 200, "", "0 bytes"),
        (
            "an undocumented status",
            Answer::status(204),
            204,
            "",
            "204",
        ),
        (
            "a redirect, which is not followed",
            Answer::status(302).header("Location", "https://example.com/"),
            302,
            "",
            "302",
        ),
    ];
    for (what, answer, status, body, said) in cases {
        let error = error_of(answer.header("X-Trace", "7")).await;
        let Error::Body(kept) = &error else {
            panic!("{what}: {error:?}")
        };
        assert_eq!(kept.status(), status, "{what}");
        assert_eq!(kept.bytes(), body.as_bytes(), "{what}");
        assert_eq!(kept.headers()["x-trace"], "7", "{what}");
        assert_eq!(kept.operation(), OPERATION, "{what}");
        assert!(error.to_string().contains(said), "{what}: {error}");
        assert!(
            !format!("{error} {error:?}").contains("Access denied"),
            "{what}: {error:?}"
        );
    }
    let error = error_of(Answer::bytes(200, "application/json", vec![0xff, 0xfe])).await;
    assert!(
        matches!(&error, Error::Body(kept) if matches!(kept.problem(), BodyProblem::Utf8(_))),
        "{error:?}"
    );
}

/// An answer longer than the client reads is an error before it fills the memory.
#[tokio::test]
async fn a_body_that_is_too_long() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .on(OPERATION)
        .answer(Answer::text(200, "x".repeat(100_000)))
        .unwrap();
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .retry(RetryPolicy::never())
        .max_body(1_000)
        .build()
        .unwrap();
    let error = call(&client).await;
    assert!(
        matches!(&error, Error::Body(kept) if matches!(kept.problem(), BodyProblem::TooLong { limit: 1_000 })),
        "{error:?}"
    );
    client
        .get_max_withdrawal_quantity("SOL")
        .send()
        .await
        .unwrap();
}

/// A signature of another key, and one that is too old, are refused by the exchange with a code and a sentence.
#[tokio::test]
async fn signatures_that_are_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let stranger =
        Credentials::from_secret("GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=").unwrap();
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(stranger)
        .build()
        .unwrap();
    let error = call(&client).await;
    assert!(matches!(error, Error::Api(_)), "{error:?}");

    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .retry(RetryPolicy::never())
        .clock(FixedClock::new(Timestamp::from_millis(1_614_550_000_000)))
        .build()
        .unwrap();
    let error = call(&client).await;
    assert!(matches!(error, Error::Api(_)), "{error:?}");
    assert!(error.to_string().contains("expired"), "{error}");
}

/// Nobody listens: said so, and that nothing was sent.
#[tokio::test]
async fn no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = call(&client(&format!("http://{address}"))).await;
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    let said = error.to_string();
    assert!(
        said.contains("nothing was sent") && said.contains("refused"),
        "{said}"
    );
}

/// The exchange is silent, or the connection breaks: said which, and that the request may have arrived.
#[tokio::test]
async fn silence_and_breaks() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        // The first request is never answered, the second is cut off in its body.
        let (mut silent, _) = listener.accept().await.unwrap();
        let mut buffer = [0; 4096];
        let _ = silent.read(&mut buffer).await.unwrap();
        let (mut broken, _) = listener.accept().await.unwrap();
        let _ = broken.read(&mut buffer).await.unwrap();
        broken
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{\"symbol\"")
            .await
            .unwrap();
        drop(broken);
        silent
    });
    let client = Client::builder()
        .base_url(url)
        .credentials(Sandbox::credentials())
        .retry(RetryPolicy::never())
        .timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let error = call(&client).await;
    assert!(error.is_timeout() && !error.is_connect(), "{error:?}");
    assert!(error.to_string().contains("may have received"), "{error}");
    let error = call(&client).await;
    assert!(
        matches!(error, Error::Transport(_)) && !error.is_timeout(),
        "{error:?}"
    );
    assert!(error.to_string().contains("may have received"), "{error}");
    drop(server.await.unwrap());
}
