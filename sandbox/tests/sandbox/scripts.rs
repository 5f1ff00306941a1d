//! Scripted responses, and the record of requests.

use backpack_sandbox::{Fault, FaultKind, MockResponse, RetryAfter, Sandbox, ScriptError};
use backpack_signing::{Payload, SIGNATURE_HEADER};
use reqwest::Method;
use serde_json::json;

use crate::common::{
    self, Headers, LIMITS, LIMITS_ID, LIMITS_INSTRUCTION, Received, forms, get, send, within,
};

async fn limits(sandbox: &Sandbox) -> Received {
    let headers = Headers::demo(&LIMITS_INSTRUCTION, Payload::query("symbol=SOL"));
    let target = format!("{LIMITS}?symbol=SOL");
    send(sandbox, Method::GET, &target, &headers.0, None).await
}

#[tokio::test]
async fn sends_responses_in_order_then_example() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox
            .on(LIMITS_ID)
            .respond_with(MockResponse::status(202))
            .unwrap()
            .respond_with(MockResponse::text(503, "busy").times(2))
            .unwrap()
            .respond_with(MockResponse::html(502, "<h1>Bad gateway</h1>").times(0))
            .unwrap()
            .respond_with(MockResponse::api_error(
                400,
                "INVALID_ASSET",
                "Invalid asset",
            ))
            .unwrap();
        let bytes = MockResponse::bytes(200, "application/octet-stream", vec![1_u8, 2]);
        sandbox.on(LIMITS_ID).respond_with(bytes).unwrap();

        let received = limits(&sandbox).await;
        assert_eq!((received.status, received.content_type.as_str()), (202, ""));
        assert_eq!(limits(&sandbox).await, Received::text(503, "busy"));
        assert_eq!(limits(&sandbox).await, Received::text(503, "busy"));
        let received = limits(&sandbox).await;
        assert_eq!(
            received.body,
            r#"{"code":"INVALID_ASSET","message":"Invalid asset"}"#
        );
        assert_eq!(received.content_type, "application/json; charset=utf-8");
        let received = limits(&sandbox).await;
        assert_eq!(received.content_type, "application/octet-stream");
        assert_eq!(received.body.as_bytes(), [1, 2]);
        let received = limits(&sandbox).await;
        assert!(received.body.contains("maxWithdrawalQuantity"));
    })
    .await;
}

#[tokio::test]
async fn always_lasts_until_the_next_response() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let quantity = json!({"symbol": "SOL", "maxWithdrawalQuantity": "1"});
        let always = MockResponse::json(200, &quantity).always();
        sandbox.on(LIMITS_ID).respond_with(always).unwrap();
        for _ in 0..3 {
            assert_eq!(limits(&sandbox).await.body, quantity.to_string());
        }
        sandbox
            .on(LIMITS_ID)
            .respond_with(MockResponse::status(204))
            .unwrap();
        assert_eq!(limits(&sandbox).await.status, 204);
        assert_eq!(limits(&sandbox).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn sends_scripted_headers() {
    within(async {
        let sandbox = forms().await;
        let response = MockResponse::text(429, "slow down")
            .header("Retry-After", "2")
            .header("Set-Cookie", "a=1")
            .header("Set-Cookie", "b=2")
            .header("Content-Type", "text/weird");
        sandbox.on("get_time").respond_with(response).unwrap();
        let url = format!("{}/time", sandbox.url());
        let response = common::client().get(url).send().await.unwrap();
        assert_eq!(response.headers()["retry-after"], "2");
        assert_eq!(response.headers()["content-type"], "text/weird");
        assert_eq!(response.headers().get_all("set-cookie").iter().count(), 2);
    })
    .await;
}

#[tokio::test]
async fn rejected_request_does_not_use_response() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox
            .on(LIMITS_ID)
            .respond_with(MockResponse::status(204))
            .unwrap();
        assert_eq!(get(&sandbox, LIMITS).await.status, 400);
        assert_eq!(
            get(&sandbox, &format!("{LIMITS}?symbol=SOL")).await.status,
            401
        );
        assert_eq!(limits(&sandbox).await.status, 204);

        let unchecked = MockResponse::html(502, "<h1>Bad gateway</h1>").unchecked();
        sandbox.on(LIMITS_ID).respond_with(unchecked).unwrap();
        let received = get(&sandbox, LIMITS).await;
        assert_eq!(
            (received.status, received.body.as_str()),
            (502, "<h1>Bad gateway</h1>")
        );
        assert_eq!(get(&sandbox, LIMITS).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn rejects_invalid_responses() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let script = |response| {
            sandbox
                .on(LIMITS_ID)
                .respond_with(response)
                .map(drop)
                .unwrap_err()
        };

        let error = sandbox
            .on("get_max_quantity")
            .respond_with(MockResponse::status(200))
            .map(drop);
        let error = error.unwrap_err();
        assert!(error.to_string().contains("get_max_quantity"));
        assert!(matches!(error, ScriptError::UnknownOperation { .. }));
        for status in [0, 100, 101, 199, 600, 1000] {
            let error = script(MockResponse::status(status));
            assert!(matches!(error, ScriptError::Status { status: s, .. } if s == status));
        }
        let unwritable = std::collections::HashMap::from([((1, 2), 3)]);
        assert!(matches!(
            script(MockResponse::json(200, &unwritable)),
            ScriptError::Json(_)
        ));
        let response = MockResponse::status(200).header("bad name", "x");
        assert!(matches!(script(response), ScriptError::Header { .. }));
        let response = MockResponse::status(200).header("X-Bad", "a\r\nb");
        assert!(matches!(script(response), ScriptError::Header { .. }));
        let response = MockResponse::bytes(200, "text/\n", "");
        assert!(matches!(script(response), ScriptError::Header { .. }));
        let response = MockResponse::text(200, "x").header("Content-Length", "7");
        assert!(matches!(
            script(response),
            ScriptError::ReservedHeader { .. }
        ));
        // None was scripted.
        assert_eq!(limits(&sandbox).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn records_requests_as_sent() {
    within(async {
        let sandbox = forms().await;
        get(&sandbox, "/items?kind=SPOT&kind=PERP&note=a%20b+c%26").await;
        let body = r#"{"name":"oak"}"#;
        common::send_json(&sandbox, Method::POST, "/tree", None, body).await;
        get(&sandbox, "/no/such?x=1").await;

        let requests = sandbox.requests();
        assert_eq!(requests.len(), 3);
        assert_eq!(requests[0].operation_id(), Some("list_items"));
        assert_eq!(requests[0].method(), Method::GET);
        assert_eq!(requests[0].path(), "/items");
        let pairs = [("kind", "SPOT"), ("kind", "PERP"), ("note", "a b c&")];
        assert_eq!(
            requests[0].query(),
            pairs.map(|(key, value)| (key.to_owned(), value.to_owned()))
        );
        assert_eq!(requests[0].query_value("kind"), Some("SPOT"));
        assert_eq!(requests[0].query_value("none"), None);
        assert!(requests[0].body().is_empty());
        assert_eq!(requests[1].operation_id(), Some("plant_tree"));
        assert_eq!(requests[1].body(), body.as_bytes());
        assert_eq!(
            requests[1].json::<serde_json::Value>().unwrap()["name"],
            "oak"
        );
        assert_eq!(requests[1].headers()["content-type"], "application/json");
        assert_eq!(requests[2].operation_id(), None);
        assert_eq!(requests[2].path(), "/no/such");

        sandbox.clear_requests();
        assert!(sandbox.requests().is_empty());
    })
    .await;
}

#[tokio::test]
async fn debug_omits_secrets() {
    within(async {
        let sandbox = forms().await;
        let headers = [
            (SIGNATURE_HEADER, "signature-text".to_owned()),
            ("Cookie", "session-text".to_owned()),
            ("Content-Type", "application/json".to_owned()),
        ];
        let body = r#"{"name":"two-factor-text"}"#;
        send(&sandbox, Method::POST, "/tree", &headers, Some(body)).await;
        let shown = format!("{:?}", sandbox.requests());
        for secret in ["signature-text", "session-text", "two-factor-text"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(shown.contains("plant_tree"));
        assert_eq!(
            sandbox.requests()[0].header("X-Signature"),
            Some("signature-text")
        );
        assert!(!format!("{sandbox:?}{:?}", Sandbox::builder()).contains(Sandbox::API_SECRET));
    })
    .await;
}

#[tokio::test]
async fn drops_oldest_requests() {
    within(async {
        for (kept, expected) in [(0, vec![]), (2, vec!["/b", "/c"])] {
            let sandbox = Sandbox::builder()
                .keep_requests(kept)
                .start()
                .await
                .unwrap();
            for path in ["/a", "/b", "/c"] {
                get(&sandbox, path).await;
            }
            let requests = sandbox.requests();
            let paths: Vec<&str> = requests.iter().map(|request| request.path()).collect();
            assert_eq!(paths, expected);
        }
    })
    .await;
}

#[tokio::test]
async fn bounds_recorded_requests_in_bytes() {
    within(async {
        let sandbox = Sandbox::builder()
            .openapi(common::FORMS)
            .keep_request_bytes(2_500)
            .start()
            .await
            .unwrap();
        let send = async |length: usize| {
            let body = json!({"name": "a".repeat(length)}).to_string();
            common::send_json(&sandbox, Method::POST, "/tree", None, &body)
                .await
                .status
        };
        let kept = || {
            let requests = sandbox.requests();
            requests
                .iter()
                .map(|request| request.number())
                .collect::<Vec<_>>()
        };
        for _ in 0..4 {
            assert_eq!(send(1_000).await, 201);
        }
        assert_eq!(kept(), [3, 4]);
        // A request above the bound is dropped, after all older ones.
        assert_eq!(send(3_000).await, 201);
        assert_eq!(kept(), [0; 0]);
        assert_eq!(send(1_000).await, 201);
        assert_eq!(kept(), [6]);
        // The query is counted too.
        get(&sandbox, &format!("/items?note={}", "a".repeat(2_000))).await;
        assert_eq!(kept(), [7]);
        sandbox.clear_requests();
        for _ in 0..2 {
            assert_eq!(send(1_000).await, 201);
        }
        assert_eq!(kept(), [8, 9]);
    })
    .await;
}

#[tokio::test]
async fn computes_response_from_request() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let echo = MockResponse::from_fn(|request| {
            let symbol = request.query_value("symbol");
            MockResponse::json(200, &json!({"symbol": symbol, "number": request.number()}))
                .header("X-Signed-By", request.header("X-API-Key").unwrap())
        });
        sandbox
            .on(LIMITS_ID)
            .respond_with(echo.header("X-Echo", "1").always())
            .unwrap();
        for number in 1..=2 {
            let received = limits(&sandbox).await;
            let expected = json!({"symbol": "SOL", "number": number});
            assert_eq!(
                (received.status, received.body),
                (200, expected.to_string())
            );
        }
        // A rejected request does not reach the closure.
        assert_eq!(get(&sandbox, LIMITS).await.status, 400);

        // With the headers of the closure and of the script.
        let headers = Headers::demo(&LIMITS_INSTRUCTION, Payload::query("symbol=SOL"));
        let mut request = common::client().get(format!("{}{LIMITS}?symbol=SOL", sandbox.url()));
        for (name, value) in headers.0 {
            request = request.header(name, value);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["x-echo"], "1");
        assert_eq!(response.headers()["x-signed-by"], Sandbox::API_KEY);

        // In a fault, after the execution.
        let fault = Fault::respond_with(MockResponse::from_fn(|request| {
            MockResponse::text(418, request.path())
        }));
        sandbox
            .on("get_time")
            .fault(fault.after_execution())
            .unwrap();
        assert_eq!(
            get(&sandbox, "/api/v1/time").await,
            Received::text(418, "/api/v1/time")
        );
        assert!(sandbox.requests().last().unwrap().executed());
    })
    .await;
}

#[tokio::test]
async fn survives_faulty_closures() {
    within(async {
        let sandbox = forms().await;
        sandbox
            .on("get_time")
            .respond_with(MockResponse::from_fn(|_| MockResponse::status(99)))
            .unwrap()
            .respond_with(MockResponse::from_fn(|_| panic!("a failed assertion")))
            .unwrap();
        let received = get(&sandbox, "/time").await;
        assert_eq!(received.status, 500);
        assert!(received.body.contains("invalid status 99"), "{received:?}");
        let request = common::request("GET", "/time", None, None);
        assert_eq!(common::exchange(&sandbox, &request).await.0, "");
        assert_eq!(get(&sandbox, "/time").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn responses_and_faults_are_cloned() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let response = MockResponse::text(202, "accepted").times(2);
        let fault = Fault::rate_limited(RetryAfter::Absent).before_execution();
        for id in [LIMITS_ID, "get_time"] {
            let script = sandbox.on(id).respond_with(response.clone()).unwrap();
            script.fault(fault.clone()).unwrap();
        }
        for status in [429, 202, 202, 200] {
            assert_eq!(limits(&sandbox).await.status, status);
            assert_eq!(get(&sandbox, "/api/v1/time").await.status, status);
        }
    })
    .await;
}

#[tokio::test]
async fn reports_unused_scripts() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        assert!(sandbox.verify().is_ok());
        sandbox
            .on(LIMITS_ID)
            .respond_with(MockResponse::status(202).times(3))
            .unwrap()
            .respond_with(MockResponse::status(204).always())
            .unwrap()
            .fault(Fault::reset().after_execution().times(2))
            .unwrap();
        sandbox
            .faults()
            .add(Fault::expired().before_execution().every(9))
            .unwrap()
            .add(Fault::reset_before_reading().with_probability(0.0, 1))
            .unwrap();
        let error = sandbox.verify().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "all operations: the fault `expired before execution` was not used; \
                 {LIMITS_ID}: a response was not used (3 times); \
                 {LIMITS_ID}: a response was not used; \
                 {LIMITS_ID}: the fault `reset after execution` was not used (2 times)"
            )
        );
        let request = common::request(
            "GET",
            &format!("{LIMITS}?symbol=SOL"),
            Some("maxWithdrawalQuantity"),
            None,
        );
        for _ in 0..4 {
            common::exchange(&sandbox, &request).await;
        }
        let unused = sandbox.unused();
        let left: Vec<_> = unused
            .iter()
            .map(|unused| (unused.operation_id(), unused.fault(), unused.remaining()))
            .collect();
        let expired = FaultKind::Expired.before_execution();
        // The first two were reset after their response was used, and were not offered to it.
        assert_eq!(left, [(None, Some(expired), None)]);
        for _ in 0..7 {
            common::exchange(&sandbox, &request).await;
        }
        assert!(sandbox.verify().is_ok());
        sandbox.faults().clear();
        sandbox
            .on("get_time")
            .respond_with(MockResponse::status(503))
            .unwrap();
        assert_eq!(sandbox.unused()[0].remaining(), Some(1));
        // It is reported again when the sandbox is dropped.
        sandbox.stop().await;
    })
    .await;
}

#[test]
fn drop_does_not_panic_while_panicking() {
    let outcome = std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let sandbox = Sandbox::start().await.unwrap();
            sandbox
                .on("get_time")
                .respond_with(MockResponse::status(503))
                .unwrap();
            panic!("the test failed");
        })
    })
    .join();
    let message = *outcome.unwrap_err().downcast_ref::<&str>().unwrap();
    assert_eq!(message, "the test failed");
}
