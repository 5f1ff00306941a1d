//! Scripted answers, and the record of requests.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "the helpers of tests are tests too, which clippy.toml does not see"
)]

mod common;

use backpack_sandbox::{Answer, Sandbox, ScriptError};
use backpack_signing::{Payload, SIGNATURE_HEADER};
use reqwest::Method;
use serde_json::json;

use common::{Answered, Headers, LIMITS, LIMITS_ID, LIMITS_INSTRUCTION, forms, get, send, within};

async fn limits(sandbox: &Sandbox) -> Answered {
    let headers = Headers::demo(&LIMITS_INSTRUCTION, Payload::query("symbol=SOL"));
    let target = format!("{LIMITS}?symbol=SOL");
    send(sandbox, Method::GET, &target, &headers.0, None).await
}

#[tokio::test]
async fn answers_are_given_in_order_and_then_the_example() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox
            .on(LIMITS_ID)
            .answer(Answer::status(202))
            .unwrap()
            .answer(Answer::text(503, "busy").times(2))
            .unwrap()
            .answer(Answer::html(502, "<h1>Bad gateway</h1>").times(0))
            .unwrap()
            .answer(Answer::api_error(400, "INVALID_ASSET", "Invalid asset"))
            .unwrap();
        let bytes = Answer::bytes(200, "application/octet-stream", vec![1_u8, 2]);
        sandbox.on(LIMITS_ID).answer(bytes).unwrap();

        let answered = limits(&sandbox).await;
        assert_eq!((answered.status, answered.content_type.as_str()), (202, ""));
        assert_eq!(limits(&sandbox).await, Answered::text(503, "busy"));
        assert_eq!(limits(&sandbox).await, Answered::text(503, "busy"));
        let answered = limits(&sandbox).await;
        assert_eq!(
            answered.body,
            r#"{"code":"INVALID_ASSET","message":"Invalid asset"}"#
        );
        assert_eq!(answered.content_type, "application/json; charset=utf-8");
        let answered = limits(&sandbox).await;
        assert_eq!(answered.content_type, "application/octet-stream");
        assert_eq!(answered.body.as_bytes(), [1, 2]);
        let answered = limits(&sandbox).await;
        assert!(answered.body.contains("maxWithdrawalQuantity"));
    })
    .await;
}

#[tokio::test]
async fn always_lasts_until_the_next_answer() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let quantity = json!({"symbol": "SOL", "maxWithdrawalQuantity": "1"});
        let always = Answer::json(200, &quantity).always();
        sandbox.on(LIMITS_ID).answer(always).unwrap();
        for _ in 0..3 {
            assert_eq!(limits(&sandbox).await.body, quantity.to_string());
        }
        sandbox.on(LIMITS_ID).answer(Answer::status(204)).unwrap();
        assert_eq!(limits(&sandbox).await.status, 204);
        assert_eq!(limits(&sandbox).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn headers_of_answers() {
    within(async {
        let sandbox = forms().await;
        let answer = Answer::text(429, "slow down")
            .header("Retry-After", "2")
            .header("Set-Cookie", "a=1")
            .header("Set-Cookie", "b=2")
            .header("Content-Type", "text/weird");
        sandbox.on("get_time").answer(answer).unwrap();
        let url = format!("{}/time", sandbox.url());
        let response = common::client().get(url).send().await.unwrap();
        assert_eq!(response.headers()["retry-after"], "2");
        assert_eq!(response.headers()["content-type"], "text/weird");
        assert_eq!(response.headers().get_all("set-cookie").iter().count(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_refused_request_does_not_use_an_answer_up() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.on(LIMITS_ID).answer(Answer::status(204)).unwrap();
        assert_eq!(get(&sandbox, LIMITS).await.status, 400);
        assert_eq!(
            get(&sandbox, &format!("{LIMITS}?symbol=SOL")).await.status,
            401
        );
        assert_eq!(limits(&sandbox).await.status, 204);

        let unchecked = Answer::html(502, "<h1>Bad gateway</h1>").unchecked();
        sandbox.on(LIMITS_ID).answer(unchecked).unwrap();
        let answered = get(&sandbox, LIMITS).await;
        assert_eq!(
            (answered.status, answered.body.as_str()),
            (502, "<h1>Bad gateway</h1>")
        );
        assert_eq!(get(&sandbox, LIMITS).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn mistakes_in_scripts_are_typed() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let script = |answer| sandbox.on(LIMITS_ID).answer(answer).map(drop).unwrap_err();

        let error = sandbox
            .on("get_max_quantity")
            .answer(Answer::status(200))
            .map(drop);
        let error = error.unwrap_err();
        assert!(error.to_string().contains("get_max_quantity"));
        assert!(matches!(error, ScriptError::UnknownOperation { .. }));
        for status in [0, 100, 101, 199, 600, 1000] {
            let error = script(Answer::status(status));
            assert!(matches!(error, ScriptError::Status { status: s } if s == status));
        }
        let unwritable = std::collections::HashMap::from([((1, 2), 3)]);
        assert!(matches!(
            script(Answer::json(200, &unwritable)),
            ScriptError::Json(_)
        ));
        let answer = Answer::status(200).header("bad name", "x");
        assert!(matches!(script(answer), ScriptError::Header { .. }));
        let answer = Answer::status(200).header("X-Bad", "a\r\nb");
        assert!(matches!(script(answer), ScriptError::Header { .. }));
        let answer = Answer::bytes(200, "text/\n", "");
        assert!(matches!(script(answer), ScriptError::Header { .. }));
        let answer = Answer::text(200, "x").header("Content-Length", "7");
        assert!(matches!(script(answer), ScriptError::FramingHeader { .. }));
        // None of them was scripted.
        assert_eq!(limits(&sandbox).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn requests_are_kept_as_they_came() {
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

        sandbox.forget_requests();
        assert!(sandbox.requests().is_empty());
    })
    .await;
}

#[tokio::test]
async fn debug_shows_no_signature_and_no_body() {
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
async fn the_oldest_requests_are_dropped() {
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
