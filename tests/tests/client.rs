//! The client beyond its calls: set-up, raw calls, lenient lists, messages and events.

use std::net::{IpAddr, Ipv4Addr};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backpack_api::types::{AccountWithdrawalPayload, ApiErrorCode, Ticker};
use backpack_api::{
    CallOptions, Client, Decimal, Error, Event, FromEnvError, Method, NotSentReason, RateLimit,
    RateLimits, RetryPolicy, RetryReason, Secret, WhenLimited, reqwest,
};
use backpack_sandbox::{MockResponse, Sandbox};
use backpack_tests::support::client;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// Tickers with a change that is not available, as captured.
const TICKERS: &str = r#"[
    {"firstPrice":"327.38","high":"337.99","lastPrice":"317.14","low":"300.01","priceChange":"-10.24",
     "priceChangePercent":"-0.031279","quoteVolume":"21584.32","symbol":"SOL_USDC","trades":"245","volume":"65.823"},
    {"firstPrice":"0","high":"0","lastPrice":"0","low":"0","priceChange":"0",
     "priceChangePercent":"N/A","quoteVolume":"0","symbol":"NEW_USDC","trades":"0","volume":"0"}
]"#;

/// Serves one response on a connection of its own, and returns the request.
async fn serve(response: String) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let request = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        stream.write_all(response.as_bytes()).await.unwrap();
        String::from_utf8(head).unwrap()
    });
    (url, request)
}

fn ok(headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// A ticker without a change decodes, and is written back as it was.
#[tokio::test]
async fn change_that_is_not_available_decodes() {
    let sandbox = Sandbox::start().await.unwrap();
    let response = MockResponse::bytes(200, "application/json", TICKERS);
    sandbox.on("get_tickers").respond_with(response).unwrap();
    let tickers = client(&sandbox).get_tickers().send().await.unwrap();
    let changes: Vec<_> = tickers.iter().map(|one| one.price_change_percent).collect();
    assert_eq!(changes, [Some(Decimal::new(-31_279, 6)), None]);
    let written: Value = serde_json::to_value(&*tickers).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(TICKERS).unwrap());
}

/// The strict form of a list fails on one invalid row; the lenient one keeps the others, and the row with its error.
#[tokio::test]
async fn lenient_list_keeps_rows_that_decode() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let mut rows: Vec<Value> = serde_json::from_str(TICKERS).unwrap();
    rows[0]["volume"] = json!("a lot");
    for _ in 0..2 {
        let response = MockResponse::json(200, &rows).header("X-Trace", "7");
        sandbox.on("get_tickers").respond_with(response).unwrap();
    }
    let error = client.get_tickers().send().await.unwrap_err();
    assert!(matches!(error, Error::Body(_)), "{error:?}");

    let tickers = client.get_tickers().send_lenient().await.unwrap();
    let symbols: Vec<&str> = tickers.rows.iter().map(|one| &*one.symbol).collect();
    assert_eq!(symbols, ["NEW_USDC"]);
    let [invalid] = &tickers.invalid[..] else {
        panic!("{tickers:?}")
    };
    assert_eq!(invalid.index(), 0);
    assert_eq!(
        serde_json::from_str::<Value>(invalid.json()).unwrap(),
        rows[0]
    );
    assert!(invalid.to_string().contains("decimal"), "{invalid}");
    assert_eq!(tickers.meta().headers()["x-trace"], "7");

    // A list without an invalid row has all of its rows, and an error of the exchange is one here too.
    let all = client.get_tickers().send_lenient().await.unwrap();
    assert!(all.invalid.is_empty() && !all.rows.is_empty());
    let response = MockResponse::api_error(503, "MAINTENANCE", "soon");
    let quick = client.with(&CallOptions::new().retry(RetryPolicy::never()));
    sandbox.on("get_tickers").respond_with(response).unwrap();
    let error = quick.get_tickers().send_lenient().await.unwrap_err();
    assert_eq!(error.code(), Some(&ApiErrorCode::Maintenance));
    // A cancel that was accepted has no list.
    let response = MockResponse::status(202);
    sandbox
        .on("cancel_open_orders")
        .respond_with(response)
        .unwrap();
    let body = backpack_tests::support::json(r#"{"symbol":"SOL_USDC"}"#);
    let cancelled = client.cancel_open_orders(body).send_lenient().await;
    assert!(cancelled.unwrap().is_none());
}

/// A raw call is signed and verified as a typed one, with its query, body and instruction.
#[tokio::test]
async fn raw_calls_are_signed_and_decoded() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let limit = client
        .request(Method::GET, "/api/v1/account/limits/withdrawal")
        .signed("maxWithdrawalQuantity")
        .unwrap()
        .query("symbol", "SOL")
        .query("autoBorrow", true)
        .query("autoLendRedeem", None::<bool>)
        .send::<Value>()
        .await
        .unwrap();
    assert_eq!(limit["symbol"], "SOL");
    assert_eq!(limit.meta().operation(), "GET request");

    let order = json!({"symbol": "SOL_USDC", "side": "Bid", "orderType": "Limit", "price": "1", "quantity": "1"});
    client
        .request(Method::POST, "/api/v1/order")
        .signed("orderExecute")
        .unwrap()
        .json(&order)
        .send::<Value>()
        .await
        .unwrap();
    let tickers = client.request(Method::GET, "/api/v1/tickers").public();
    assert!(!tickers.send::<Vec<Ticker>>().await.unwrap().is_empty());

    let requests = sandbox.requests();
    let verified: Vec<bool> = (requests.iter())
        .map(|request| request.authentication().is_verified())
        .collect();
    assert_eq!(verified, [true, true, false]);
    assert_eq!(requests[0].query_value("autoBorrow"), Some("true"));
    assert_eq!(requests[0].query_value("autoLendRedeem"), None);
}

/// A raw call is retried, limited and reported as a typed one: mutating requests are not repeated.
#[tokio::test]
async fn raw_calls_are_retried_limited_and_reported() {
    let sandbox = Sandbox::start().await.unwrap();
    let limits = RateLimits::per_minute(2_000, 10).when_limited(WhenLimited::Fail);
    let events = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&events);
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .rate_limits(limits)
        .retry(RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO))
        .observer(move |event: &Event| log.lock().unwrap().push(*event))
        .build()
        .unwrap();
    sandbox
        .on("get_status")
        .respond_with(MockResponse::html(503, "<html>"))
        .unwrap();
    let status = client
        .request(Method::GET, "/api/v1/status")
        .public()
        .operation("my_status")
        .rate_limit(RateLimit::Historical)
        .send::<Value>()
        .await
        .unwrap();
    assert_eq!(status.meta().attempts(), 2);
    let error = client
        .request(Method::GET, "/api/v1/status")
        .public()
        .rate_limit(RateLimit::Historical)
        .send::<Value>()
        .await
        .unwrap_err();
    assert!(error.is_rate_limited(), "{error:?}");
    assert_eq!(error.operation(), "GET request");
    assert_eq!(client.rate_budget(RateLimit::Historical), Some(0));
    assert_eq!(client.rate_budget(RateLimit::Account), Some(360));

    sandbox
        .on("execute_order")
        .respond_with(MockResponse::html(502, "<html>"))
        .unwrap();
    let error = client
        .request(Method::POST, "/api/v1/order")
        .signed("orderExecute")
        .unwrap()
        .json(&json!({"symbol": "SOL_USDC", "side": "Bid", "orderType": "Market", "quantity": "1"}))
        .send::<Value>()
        .await
        .unwrap_err();
    assert!(error.outcome_unknown(), "{error:?}");
    assert_eq!((error.operation(), error.attempts()), ("POST request", 1));

    let events = events.lock().unwrap();
    let attempts = |name| {
        (events.iter())
            .filter(|event| matches!(event, Event::Attempt { .. }) && event.operation() == name)
            .count()
    };
    assert_eq!(attempts("my_status"), 2);
    assert_eq!(attempts("POST request"), 1);
    assert!(
        (events.iter()).any(|event| matches!(
            event,
            Event::Retry { operation: "my_status", attempt: 1, reason: RetryReason::Status(status), .. }
                if status.as_u16() == 503
        )),
        "{events:?}"
    );
    let finished: Vec<_> = (events.iter())
        .filter_map(|event| match event {
            Event::Finished {
                operation,
                attempts,
                status,
                ..
            } => Some((*operation, *attempts, status.map(|status| status.as_u16()))),
            _ => None,
        })
        .collect();
    assert_eq!(
        finished,
        [
            ("my_status", 2, Some(200)),
            ("GET request", 0, None),
            ("POST request", 1, Some(502))
        ]
    );
}

/// A call that waits for the rate limit reports it, with the limit and the wait.
#[tokio::test]
async fn throttled_call_reports_its_wait() {
    let sandbox = Sandbox::start().await.unwrap();
    let events = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&events);
    let client = Client::builder()
        .base_url(sandbox.url())
        .rate_limits(RateLimits::per_minute(60, 60))
        .observer(move |event: &Event| log.lock().unwrap().push(*event))
        .build()
        .unwrap();
    let is_throttled = || {
        let events = events.lock().unwrap();
        (events.iter()).any(|event| matches!(event, Event::Throttled { .. }))
    };
    // A permit becomes due every 1.4 s, so that a burst of calls waits, also on a slow machine.
    while !is_throttled() {
        client.ping().send().await.unwrap();
    }
    let events = events.lock().unwrap();
    assert!(
        (events.iter()).any(|event| matches!(
            event,
            Event::Throttled { operation: "ping", rate_limit: RateLimit::Account, wait, .. }
                if *wait > Duration::ZERO
        )),
        "{events:?}"
    );
}

/// A raw call that cannot be sent to its path is an error before anything is sent.
#[tokio::test]
async fn raw_call_rejects_invalid_path_and_instruction() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for path in [
        "",
        "api",
        "@example.com/x",
        ".example.com/x",
        "/x?a=1",
        "/x#a",
    ] {
        let call = client.request(Method::GET, path).public();
        let error = call.send::<Value>().await.unwrap_err();
        assert!(
            matches!(
                &error,
                Error::NotSent {
                    operation: "GET request",
                    reason: NotSentReason::InvalidPath
                }
            ),
            "{path}: {error:?}"
        );
    }
    let request = client.request(Method::GET, "/x");
    assert!(request.signed("new query").is_err());
    let unsigned = Client::builder().base_url(sandbox.url()).build().unwrap();
    let call = unsigned
        .request(Method::GET, "/x")
        .signed("newQuery")
        .unwrap();
    let error = call.send::<Value>().await.unwrap_err();
    assert!(
        matches!(
            &error,
            Error::NotSent {
                reason: NotSentReason::NoCredentials,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(sandbox.requests().is_empty());
}

/// An additional query parameter is sent and signed, by a call or by options; a request with a body rejects it.
#[tokio::test]
async fn additional_query_parameters_are_signed() {
    let body =
        r#"{"autoBorrow":null,"autoLendRedeem":null,"maxWithdrawalQuantity":"1","symbol":"SOL"}"#;
    let (url, request) = serve(ok("", body)).await;
    let key = Sandbox::credentials();
    let client = |url: &str| {
        Client::builder()
            .base_url(url)
            .credentials(key.clone())
            .options(&CallOptions::new().query("source", "a b"))
            .build()
            .unwrap()
    };
    client(&url)
        .get_max_withdrawal_quantity("SOL")
        .query_extra("limit", 7)
        .query_extra("tag", ["x", "y&z"].as_slice())
        .query_extra("none", None::<bool>)
        .send()
        .await
        .unwrap();
    let head = request.await.unwrap();
    let line = head.lines().next().unwrap();
    assert_eq!(
        line,
        "GET /api/v1/account/limits/withdrawal?symbol=SOL&source=a+b&limit=7&tag=x&tag=y%26z HTTP/1.1"
    );
    // The sandbox verifies the signature before the parameters, and rejects the unknown one by name.
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(sandbox.url());
    let _ = client.get_balances().query_extra("limit", 7).send().await;
    assert!(sandbox.requests()[0].authentication().is_verified());

    sandbox.clear_requests();
    let body = backpack_tests::support::json(r#"{"symbol":"SOL_USDC"}"#);
    let error = client.cancel_open_orders(body).send().await.unwrap_err();
    assert!(
        matches!(
            &error,
            Error::NotSent {
                reason: NotSentReason::Signing(_),
                ..
            }
        ),
        "{error:?}"
    );
    assert!(sandbox.requests().is_empty());
}

/// No message, `Debug` included, has a line break, a control character, more than a few hundred characters, or a quote of
/// the request.
#[tokio::test]
async fn messages_neither_quote_the_request_nor_break_the_line() {
    const TOKEN: &str = "483920";
    let hostile = "x\r\n\u{1b}[2J\u{202e}".repeat(1_000);
    let quoted = format!("Expected type \"Withdrawal\", found {{\"twoFactorToken\":\"{TOKEN}\"}}");
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for response in [
        MockResponse::api_error(400, "INVALID_CLIENT_REQUEST", &quoted),
        MockResponse::api_error(
            400,
            "INVALID_CLIENT_REQUEST",
            &format!("wrong code {TOKEN}"),
        ),
        MockResponse::api_error(400, &hostile, &hostile),
        MockResponse::api_error(400, &format!("CODE {{{TOKEN}}}"), "x"),
        MockResponse::text(400, quoted.clone()),
        MockResponse::text(400, serde_json::to_string(&quoted).unwrap()),
        MockResponse::text(400, hostile.clone()),
        MockResponse::text(400, "x".repeat(1 << 20)),
        MockResponse::html(400, format!("<html>{TOKEN}")),
        MockResponse::bytes(400, "application/json", format!("\"{TOKEN}\"")),
        MockResponse::bytes(400, "application/json", format!("{{\"code\":{TOKEN}}}")),
        MockResponse::bytes(400, "application/json", "\"\\r\\n\\u001b\""),
        MockResponse::bytes(400, &format!("application/{}", "x".repeat(5_000)), "x"),
    ] {
        sandbox
            .on("request_withdrawal")
            .respond_with(response)
            .unwrap();
        let mut body: AccountWithdrawalPayload = backpack_tests::support::json(
            r#"{"address":"a","blockchain":"Solana","quantity":"1","symbol":"SOL"}"#,
        );
        body.two_factor_token = Some(Secret::from(TOKEN.to_owned()));
        let error = client.request_withdrawal(body).send().await.unwrap_err();
        let mut shown = vec![error.to_string(), format!("{error:?}")];
        let mut source = std::error::Error::source(&error);
        while let Some(error) = source {
            shown.extend([error.to_string(), format!("{error:?}")]);
            source = error.source();
        }
        if let Error::Api(api) = &error {
            shown.push((***api).to_string());
        }
        for shown in shown {
            assert!(!shown.contains(TOKEN), "{shown}");
            assert!(!shown.contains(char::is_control), "{shown:?}");
            assert!(!shown.contains('\u{202e}'), "{shown:?}");
            assert!(shown.chars().count() < 600, "{shown}");
        }
        assert_eq!(error.operation(), "request_withdrawal");
    }
}

/// Redirects, decompression and retries of the HTTP client are overridden; its other settings stay.
#[tokio::test]
async fn unsafe_http_settings_are_overridden() {
    let (url, request) = serve(ok("content-encoding: gzip\r\n", "not gzip")).await;
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::limited(10))
        .user_agent("other")
        .default_headers(
            [(
                reqwest::header::HeaderName::from_static("x-mine"),
                reqwest::header::HeaderValue::from_static("1"),
            )]
            .into_iter()
            .collect(),
        )
        .proxy(reqwest::Proxy::all("http://127.0.0.1:9").unwrap());
    let client = Client::builder()
        .base_url(&url)
        .http(http)
        .proxy(reqwest::Proxy::all("http://127.0.0.1:9").unwrap())
        .local_address(IpAddr::V4(Ipv4Addr::LOCALHOST))
        .pool_idle_timeout(Duration::from_secs(1))
        .pool_max_idle(0)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    // The bytes as they were sent are not JSON.
    let error = client.get_tickers().send().await.unwrap_err();
    assert!(
        matches!(&error, Error::Body(body) if body.bytes().as_ref() == b"not gzip"),
        "{error:?}"
    );
    let head = request.await.unwrap().to_lowercase();
    assert!(head.contains("user-agent: backpack-api/"), "{head}");
    assert!(head.contains("x-mine: 1"), "{head}");
    assert!(!head.contains("accept-encoding"), "{head}");

    let sandbox = Sandbox::start().await.unwrap();
    let moved = MockResponse::status(307).header("Location", sandbox.url());
    sandbox.on("get_tickers").respond_with(moved).unwrap();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(10));
    let client = Client::builder().base_url(sandbox.url()).http(http);
    let error = client.build().unwrap().get_tickers().send().await;
    assert_eq!(error.unwrap_err().status().unwrap(), 307);
    assert_eq!(sandbox.requests().len(), 1);
}

/// An HTTPS request goes through the proxy of the builder.
#[tokio::test]
async fn https_uses_the_proxy_of_the_builder() {
    let (proxy, request) = serve("HTTP/1.1 502 X\r\ncontent-length: 0\r\n\r\n".to_owned()).await;
    let client = Client::builder()
        .base_url("https://exchange.invalid")
        .proxy(reqwest::Proxy::all(proxy).unwrap())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    assert!(client.ping().send().await.unwrap_err().is_connect());
    let head = request.await.unwrap();
    assert!(head.starts_with("CONNECT exchange.invalid:443 "), "{head}");
    assert!(!head.to_lowercase().contains("x-api-key"), "{head}");
}

/// `Client::from_env` reads key, secret and base URL. A child process, since the environment is global.
#[test]
fn from_env_reads_credentials_and_url() {
    const SECRET: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    if std::env::var_os("BACKPACK_TEST_CHILD").is_some() {
        match Client::from_env() {
            Ok(client) => println!("built {} {}", client.base_url(), client.api_key().is_some()),
            Err(error @ FromEnvError::Credentials(_)) => println!("credentials: {error}"),
            Err(error) => println!("rejected: {error}"),
        }
        return;
    }
    for (secret, url, expected) in [
        (
            Some(SECRET),
            None,
            "built https://api.backpack.exchange true",
        ),
        (
            Some(SECRET),
            Some("http://127.0.0.1:7/"),
            "built http://127.0.0.1:7 true",
        ),
        (
            None,
            None,
            "credentials: the environment variable BACKPACK_API_SECRET is not set",
        ),
        (
            Some(SECRET),
            Some(" "),
            "rejected: the environment variable BACKPACK_API_URL is empty",
        ),
        (
            Some(SECRET),
            Some("nowhere"),
            "rejected: the environment variable BACKPACK_API_URL: invalid base URL",
        ),
        (
            Some(SECRET),
            Some("http://example.com"),
            "rejected: the environment variable BACKPACK_API_URL: insecure base URL",
        ),
    ] {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child
            .args([
                "--exact",
                "from_env_reads_credentials_and_url",
                "--nocapture",
            ])
            .env("BACKPACK_TEST_CHILD", "1")
            .env_remove("BACKPACK_API_KEY");
        for (name, value) in [("BACKPACK_API_SECRET", secret), ("BACKPACK_API_URL", url)] {
            match value {
                Some(value) => child.env(name, value),
                None => child.env_remove(name),
            };
        }
        let output = child.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

/// Every item that a caller needs to name is exported: no other crate has to be added for it.
#[test]
fn crates_of_the_api_are_exported() {
    let _: backpack_api::rust_decimal::Decimal = Decimal::ONE;
    let _: backpack_api::jiff::Timestamp = backpack_api::Timestamp::UNIX_EPOCH;
    let _: backpack_api::http::StatusCode = backpack_api::http::StatusCode::OK;
    let _: backpack_api::serde_json::Value = json!(null);
}
