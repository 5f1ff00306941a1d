//! Errors of responses and connections: every one is typed, and keeps status, headers and bytes.

use std::io::ErrorKind;
use std::time::Duration;

use backpack_api::signing::{FixedClock, Timestamp};
use backpack_api::types::ApiErrorCode;
use backpack_api::{BodyProblem, Client, Credentials, Error, RetryPolicy};
use backpack_sandbox::{MockResponse, Sandbox};
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
    // `search-logs` reads the output.
    println!("{error}\n{error:#?}");
    error
}

/// Returns the error of a call with a scripted response.
async fn error_of(response: MockResponse) -> Error {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.on(OPERATION).respond_with(response).unwrap();
    call(&client(sandbox.url())).await
}

/// An error object of the API has its code, also with a status that is undocumented for the operation.
#[tokio::test]
async fn api_errors_keep_code_and_message() {
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
            error_of(MockResponse::api_error(status, code, "why").header("Retry-After", "3")).await;
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

/// The error of an undocumented response keeps status, headers and body.
#[tokio::test]
async fn undocumented_responses_keep_status_headers_and_body() {
    let page = "<!DOCTYPE html><html><head><title>Access denied</title></head></html>";
    let plain = "failed to parse parameter `symbol`: Type \"string\" expects an input value.";
    let cases = [
        (
            "a page of the firewall",
            MockResponse::html(403, page),
            403,
            page,
            "text/html",
        ),
        (
            "a page of the CDN",
            MockResponse::html(502, page),
            502,
            page,
            "text/html",
        ),
        (
            "a page with status 200",
            MockResponse::html(200, page),
            200,
            page,
            "text/html",
        ),
        (
            "plain text",
            MockResponse::text(400, plain),
            400,
            plain,
            plain,
        ),
        (
            "cut-off JSON",
            MockResponse::bytes(200, "application/json", "{\"symbol\":\"SO"),
            200,
            "{\"symbol\":\"SO",
            "EOF",
        ),
        (
            "JSON without a required field",
            MockResponse::bytes(200, "application/json", "{\"symbol\":\"SOL\"}"),
            200,
            "{\"symbol\":\"SOL\"}",
            "maxWithdrawalQuantity",
        ),
        (
            "a number that would be rounded",
            MockResponse::bytes(
                200,
                "application/json",
                "{\"symbol\":\"SOL\",\"maxWithdrawalQuantity\":1.5}",
            ),
            200,
            "{\"symbol\":\"SOL\",\"maxWithdrawalQuantity\":1.5}",
            "decimal",
        ),
        (
            "an error object without a code",
            MockResponse::bytes(500, "application/json", "{\"error\":\"x\"}"),
            500,
            "{\"error\":\"x\"}",
            "code",
        ),
        ("no body", MockResponse::status(200), 200, "", "0 bytes"),
        (
            "an undocumented status",
            MockResponse::status(204),
            204,
            "",
            "204",
        ),
        (
            "a redirect, which is not followed",
            MockResponse::status(302).header("Location", "https://example.com/"),
            302,
            "",
            "302",
        ),
    ];
    for (case, response, status, body, message) in cases {
        let error = error_of(response.header("X-Trace", "7")).await;
        let Error::Body(kept) = &error else {
            panic!("{case}: {error:?}")
        };
        assert_eq!(kept.status(), status, "{case}");
        assert_eq!(kept.bytes(), body.as_bytes(), "{case}");
        assert_eq!(kept.headers()["x-trace"], "7", "{case}");
        assert_eq!(kept.operation(), OPERATION, "{case}");
        assert!(error.to_string().contains(message), "{case}: {error}");
        assert!(
            !format!("{error} {error:?}").contains("Access denied"),
            "{case}: {error:?}"
        );
    }
    let error = error_of(MockResponse::bytes(
        200,
        "application/json",
        vec![0xff, 0xfe],
    ))
    .await;
    assert!(
        matches!(&error, Error::Body(kept) if matches!(kept.problem(), BodyProblem::Utf8(_))),
        "{error:?}"
    );
}

/// A body above the limit of the client is an error before it fills the memory.
#[tokio::test]
async fn rejects_body_above_limit() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .on(OPERATION)
        .respond_with(MockResponse::text(200, "x".repeat(100_000)))
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

/// The exchange rejects the signature of another key and an expired one, with code and message.
#[tokio::test]
async fn rejected_signatures_are_api_errors() {
    let sandbox = Sandbox::start().await.unwrap();
    let unknown_key =
        Credentials::from_secret("GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=").unwrap();
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(unknown_key)
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

/// Without a server, the error reports that nothing was sent.
#[tokio::test]
async fn connect_error_reports_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = call(&client(&format!("http://{address}"))).await;
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    let message = error.to_string();
    let cause = ErrorKind::ConnectionRefused.to_string();
    assert!(
        message.contains("nothing was sent") && message.to_lowercase().contains(&cause),
        "{message}"
    );
}

/// The errors of a timeout and of a lost connection report that the request may have arrived.
#[tokio::test]
async fn timeout_and_reset_report_unknown_outcome() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        // The first request has no response, the body of the second response is truncated.
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
