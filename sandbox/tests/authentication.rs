//! Private operations: what is let through, and how each flaw is refused and recorded.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "the helpers of tests are tests too, which clippy.toml does not see"
)]

mod common;

use std::sync::Arc;
use std::time::Duration;

use backpack_sandbox::{Authentication, Sandbox};
use backpack_signing::{
    API_KEY_HEADER, CanonicalError, Credentials, FixedClock, Instruction, Payload,
    SIGNATURE_HEADER, TIMESTAMP_HEADER, Timestamp, VerifyError, WINDOW_HEADER, Window,
};
use reqwest::Method;

use common::{
    Answered, FORMS, Headers, LIMITS, LIMITS_INSTRUCTION, forms, send, send_json, within,
};

const OTHER_SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";

async fn limits(sandbox: &Sandbox, headers: &Headers) -> (Answered, Authentication) {
    let target = format!("{LIMITS}?symbol=SOL");
    let answered = send(sandbox, Method::GET, &target, &headers.0, None).await;
    let requests = sandbox.requests();
    (answered, requests.last().unwrap().authentication().clone())
}

fn demo() -> Headers {
    Headers::demo(&LIMITS_INSTRUCTION, Payload::query("symbol=SOL"))
}

#[tokio::test]
async fn a_signed_request_is_answered_with_the_example() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let (answered, authentication) = limits(&sandbox, &demo()).await;
        assert_eq!(answered.status, 200);
        assert_eq!(answered.content_type, "application/json; charset=utf-8");
        let body: serde_json::Value = serde_json::from_str(&answered.body).unwrap();
        assert!(body["maxWithdrawalQuantity"].is_string());
        // Compact.
        assert_eq!(body.to_string(), answered.body);
        assert!(authentication.is_verified());
        let Authentication::Verified {
            api_key, window, ..
        } = authentication
        else {
            panic!("{authentication}");
        };
        assert_eq!(api_key, Sandbox::API_KEY);
        assert_eq!(window, Window::DEFAULT);
    })
    .await;
}

#[tokio::test]
async fn the_demo_key_is_the_published_one() {
    let credentials = Sandbox::credentials();
    assert_eq!(credentials.api_key(), Sandbox::API_KEY);
    let read = Credentials::new(Sandbox::API_KEY, Sandbox::API_SECRET).unwrap();
    assert_eq!(read.api_key(), credentials.api_key());
}

#[tokio::test]
async fn a_wrong_signature_is_refused() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let other = Headers::demo(&LIMITS_INSTRUCTION, Payload::query("symbol=BTC"));
        let (answered, authentication) = limits(&sandbox, &other).await;
        assert_eq!(
            (answered.status, answered.code()),
            (401, "INVALID_SIGNATURE".into())
        );
        assert_eq!(
            authentication,
            Authentication::Refused(VerifyError::Mismatch)
        );

        let instruction = Instruction::from_static("balanceQuery");
        let other = Headers::demo(&instruction, Payload::query("symbol=SOL"));
        let (answered, _) = limits(&sandbox, &other).await;
        assert_eq!(answered.status, 401);
    })
    .await;
}

#[tokio::test]
async fn an_unknown_key_is_refused_until_it_is_added() {
    within(async {
        let other = Credentials::from_secret(OTHER_SECRET).unwrap();
        let sandbox = Sandbox::start().await.unwrap();
        let headers = || {
            let now = backpack_signing::Clock::now(&backpack_signing::SystemClock);
            let payload = Payload::query("symbol=SOL");
            Headers::new(&other, &LIMITS_INSTRUCTION, payload, now, Window::MAX)
        };
        let (answered, authentication) = limits(&sandbox, &headers()).await;
        assert_eq!(
            (answered.status, answered.code()),
            (401, "UNAUTHORIZED".into())
        );
        let api_key = other.api_key().to_owned();
        assert_eq!(authentication, Authentication::UnknownKey { api_key });

        for builder in [
            Sandbox::builder().credentials(&other),
            Sandbox::builder().api_key(other.api_key()),
        ] {
            let sandbox = builder.start().await.unwrap();
            assert_eq!(limits(&sandbox, &headers()).await.0.status, 200);
            assert_eq!(limits(&sandbox, &demo()).await.0.status, 200);
        }
    })
    .await;
}

#[tokio::test]
async fn a_request_is_good_for_its_window_by_the_clock_of_the_sandbox() {
    within(async {
        let signed_at = Timestamp::from_millis(1_700_000_000_000);
        let clock = Arc::new(FixedClock::new(signed_at));
        let sandbox = Sandbox::builder()
            .clock(Arc::clone(&clock))
            .start()
            .await
            .unwrap();
        let headers = Headers::new(
            &Sandbox::credentials(),
            &LIMITS_INSTRUCTION,
            Payload::query("symbol=SOL"),
            signed_at,
            Window::DEFAULT,
        );
        assert_eq!(limits(&sandbox, &headers).await.0.status, 200);
        clock.advance(Duration::from_millis(5_000));
        assert_eq!(limits(&sandbox, &headers).await.0.status, 200);
        clock.advance(Duration::from_millis(1));
        let (answered, authentication) = limits(&sandbox, &headers).await;
        assert_eq!(
            (answered.status, answered.code()),
            (401, "UNAUTHORIZED".into())
        );
        assert!(answered.body.contains("Request has expired"));
        assert!(matches!(
            authentication,
            Authentication::Refused(VerifyError::Expired { age_ms: 5_001, .. })
        ));

        clock.set(signed_at.saturating_sub(Duration::from_secs(3_600)));
        let (answered, authentication) = limits(&sandbox, &headers).await;
        assert_eq!(answered.status, 401);
        assert!(matches!(
            authentication,
            Authentication::Refused(VerifyError::InFuture { .. })
        ));
    })
    .await;
}

#[tokio::test]
async fn each_missing_header_is_named() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        for header in [API_KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER] {
            let (answered, authentication) = limits(&sandbox, &demo().without(header)).await;
            assert_eq!(
                (answered.status, answered.code()),
                (401, "UNAUTHORIZED".into())
            );
            assert!(answered.body.contains(header), "{answered:?}");
            let missing = Authentication::Refused(VerifyError::Missing { header });
            assert_eq!(authentication, missing);
        }
        // The default window is signed also where its header is left out.
        let (answered, _) = limits(&sandbox, &demo().without(WINDOW_HEADER)).await;
        assert_eq!(answered.status, 200);
    })
    .await;
}

#[tokio::test]
async fn malformed_headers_are_refused() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        for (header, value) in [
            (API_KEY_HEADER, "not base64"),
            (API_KEY_HEADER, ""),
            (SIGNATURE_HEADER, "AAAA"),
            (TIMESTAMP_HEADER, "+1"),
        ] {
            let (answered, authentication) = limits(&sandbox, &demo().with(header, value)).await;
            assert_eq!((answered.status, answered.code()), (401, "UNAUTHORIZED".into()));
            let malformed = Authentication::Refused(VerifyError::Malformed { header });
            assert_eq!(authentication, malformed);
        }
        let (answered, _) = limits(&sandbox, &demo().with(TIMESTAMP_HEADER, "soon")).await;
        assert_eq!(
            answered,
            Answered::text(
                400,
                "failed to parse parameter `X-TIMESTAMP`: failed to parse \"integer(int64)\": invalid digit found in string"
            )
        );
        let (answered, _) = limits(&sandbox, &demo().with(WINDOW_HEADER, "-5")).await;
        assert_eq!(
            answered,
            Answered::text(
                400,
                "failed to parse parameter `X-WINDOW`: failed to parse \"integer(uint64)\": invalid digit found in string"
            )
        );
    })
    .await;
}

#[tokio::test]
async fn a_window_out_of_range_is_refused() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        for (value, got) in [("0", 0), ("60001", 60_001)] {
            let (answered, authentication) =
                limits(&sandbox, &demo().with(WINDOW_HEADER, value)).await;
            assert_eq!(
                (answered.status, answered.code()),
                (400, "INVALID_CLIENT_REQUEST".into())
            );
            let refused = Authentication::Refused(VerifyError::WindowOutOfRange { got });
            assert_eq!(authentication, refused);
        }
    })
    .await;
}

#[tokio::test]
async fn parameters_are_read_before_the_signature() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let answered = send(&sandbox, Method::GET, LIMITS, &[], None).await;
        assert_eq!(
            answered,
            Answered::text(
                400,
                "failed to parse parameter `symbol`: Type \"string\" expects an input value."
            )
        );
        // What was made of the signature is on record all the same.
        let missing = Authentication::Refused(VerifyError::Missing {
            header: API_KEY_HEADER,
        });
        assert_eq!(*sandbox.requests()[0].authentication(), missing);
    })
    .await;
}

#[tokio::test]
async fn bodies_are_verified_as_sent() {
    within(async {
        let sandbox = forms().await;
        let body = r#"{"orderType":"Market", "symbol":"SOL_USDC","quantity":"1.50"}"#;
        let instruction = Some("orderExecute");
        let answered = send_json(&sandbox, Method::POST, "/order", instruction, body).await;
        assert_eq!(answered.status, 200, "{answered:?}");
        assert_eq!(answered.body, r#"{"id":"1","status":"New"}"#);

        let batch = format!("[{body},{body}]");
        let answered = send_json(&sandbox, Method::POST, "/orders", instruction, &batch).await;
        assert_eq!(
            (answered.status, answered.body.as_str()),
            (200, r#"[{"operation":"Ok"}]"#)
        );

        let headers = Headers::demo(
            &Instruction::from_static("orderExecute"),
            Payload::json(body.as_bytes()),
        );
        let headers = headers.with("Content-Type", "application/json");
        let changed = body.replace("1.50", "1.5");
        let answered = send(&sandbox, Method::POST, "/order", &headers.0, Some(&changed)).await;
        assert_eq!(
            (answered.status, answered.code()),
            (401, "INVALID_SIGNATURE".into())
        );

        // A payload without a signed text.
        let twice = r#"{"orderType":"Market","symbol":"SOL_USDC","quantity":"1","quantity":"2"}"#;
        let answered = send(&sandbox, Method::POST, "/order", &headers.0, Some(twice)).await;
        assert_eq!(
            (answered.status, answered.code()),
            (400, "INVALID_CLIENT_REQUEST".into())
        );
        assert!(matches!(
            sandbox.requests().last().unwrap().authentication(),
            Authentication::Refused(VerifyError::Canonical(CanonicalError::RepeatedField { .. }))
        ));
    })
    .await;
}

#[tokio::test]
async fn public_operations_ignore_authentication_and_keep_its_headers() {
    within(async {
        let sandbox = forms().await;
        let headers = [(SIGNATURE_HEADER, "nonsense".to_owned())];
        let answered = send(&sandbox, Method::GET, "/time", &headers, None).await;
        assert_eq!(answered, Answered::text(200, "1700000000000"));
        let requests = sandbox.requests();
        assert_eq!(*requests[0].authentication(), Authentication::Public);
        assert_eq!(requests[0].header("x-signature"), Some("nonsense"));
    })
    .await;
}

#[tokio::test]
async fn a_login_session_cannot_be_replaced_by_a_key() {
    within(async {
        let sandbox = Sandbox::builder().openapi(FORMS).start().await.unwrap();
        let instruction = Instruction::from_static("delayQuery");
        let headers = Headers::demo(&instruction, Payload::none());
        let answered = send(&sandbox, Method::GET, "/delay", &headers.0, None).await;
        assert_eq!(
            (answered.status, answered.code()),
            (401, "UNAUTHORIZED".into())
        );
        let requests = sandbox.requests();
        assert_eq!(
            *requests[0].authentication(),
            Authentication::SessionRequired
        );
    })
    .await;
}
