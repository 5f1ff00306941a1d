//! Private operations: the verification of signed requests, and the rejection and record of each flaw.

use std::sync::Arc;
use std::time::Duration;

use backpack_sandbox::{Authentication, AuthenticationErrors, Sandbox};
use backpack_signing::{
    API_KEY_HEADER, Credentials, FixedClock, Instruction, Payload, SIGNATURE_HEADER,
    StringToSignError, TIMESTAMP_HEADER, Timestamp, VerifyError, WINDOW_HEADER, Window,
};
use reqwest::Method;
use serde_json::json;

use crate::common::{
    FORMS, Headers, LIMITS, LIMITS_INSTRUCTION, Received, forms, send, send_json, within,
};

const OTHER_SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";

async fn limits(sandbox: &Sandbox, headers: &Headers) -> (Received, Authentication) {
    let target = format!("{LIMITS}?symbol=SOL");
    let received = send(sandbox, Method::GET, &target, &headers.0, None).await;
    let requests = sandbox.requests();
    (received, requests.last().unwrap().authentication().clone())
}

fn demo() -> Headers {
    Headers::demo(&LIMITS_INSTRUCTION, Payload::query("symbol=SOL"))
}

#[tokio::test]
async fn signed_request_gets_example() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let (received, authentication) = limits(&sandbox, &demo()).await;
        assert_eq!(received.status, 200);
        assert_eq!(received.content_type, "application/json; charset=utf-8");
        let body: serde_json::Value = serde_json::from_str(&received.body).unwrap();
        assert!(body["maxWithdrawalQuantity"].is_string());
        // Compact.
        assert_eq!(body.to_string(), received.body);
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
async fn demo_key_is_the_published_one() {
    let credentials = Sandbox::credentials();
    assert_eq!(credentials.api_key(), Sandbox::API_KEY);
    let read = Credentials::new(Sandbox::API_KEY, Sandbox::API_SECRET).unwrap();
    assert_eq!(read.api_key(), credentials.api_key());
}

#[tokio::test]
async fn rejects_invalid_signature() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let other = Headers::demo(&LIMITS_INSTRUCTION, Payload::query("symbol=BTC"));
        let (received, authentication) = limits(&sandbox, &other).await;
        assert_eq!(
            (received.status, received.code()),
            (400, "INVALID_CLIENT_REQUEST".into())
        );
        assert!(received.body.contains("\"Invalid signature\""));
        assert_eq!(
            authentication,
            Authentication::Rejected(VerifyError::Mismatch)
        );

        let instruction = Instruction::from_static("balanceQuery");
        let other = Headers::demo(&instruction, Payload::query("symbol=SOL"));
        let (received, _) = limits(&sandbox, &other).await;
        assert_eq!(received.status, 400);
    })
    .await;
}

#[tokio::test]
async fn rejects_unregistered_key() {
    within(async {
        let other = Credentials::from_secret(OTHER_SECRET).unwrap();
        let sandbox = Sandbox::start().await.unwrap();
        let headers = || {
            let now = backpack_signing::Clock::now(&backpack_signing::SystemClock);
            let payload = Payload::query("symbol=SOL");
            Headers::new(&other, &LIMITS_INSTRUCTION, payload, now, Window::MAX)
        };
        let (received, authentication) = limits(&sandbox, &headers()).await;
        assert_eq!(
            (received.status, received.code()),
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
async fn requests_expire_by_the_clock_of_the_sandbox() {
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
        let (received, authentication) = limits(&sandbox, &headers).await;
        assert_eq!(
            (received.status, received.code()),
            (401, "UNAUTHORIZED".into())
        );
        assert!(received.body.contains("Request has expired"));
        assert!(matches!(
            authentication,
            Authentication::Rejected(VerifyError::Expired { age_ms: 5_001, .. })
        ));

        clock.set(signed_at.saturating_sub(Duration::from_secs(3_600)));
        let (received, authentication) = limits(&sandbox, &headers).await;
        assert_eq!(received.status, 401);
        assert!(matches!(
            authentication,
            Authentication::Rejected(VerifyError::InFuture { .. })
        ));
    })
    .await;
}

#[tokio::test]
async fn rejects_missing_header_by_name() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        for header in [API_KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER] {
            let (received, authentication) = limits(&sandbox, &demo().without(header)).await;
            assert_eq!(
                (received.status, received.code()),
                (401, "UNAUTHORIZED".into())
            );
            assert!(received.body.contains(header), "{received:?}");
            let missing = Authentication::Rejected(VerifyError::Missing { header });
            assert_eq!(authentication, missing);
        }
        // The default window is signed without its header too.
        let (received, _) = limits(&sandbox, &demo().without(WINDOW_HEADER)).await;
        assert_eq!(received.status, 200);
    })
    .await;
}

#[tokio::test]
async fn rejects_malformed_headers() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        for (header, value) in [
            (API_KEY_HEADER, "not base64"),
            (API_KEY_HEADER, ""),
            (SIGNATURE_HEADER, "AAAA"),
            (SIGNATURE_HEADER, "not base64"),
            (TIMESTAMP_HEADER, "+1"),
        ] {
            let (received, authentication) = limits(&sandbox, &demo().with(header, value)).await;
            let expected =
                json!({"code": "INVALID_CLIENT_REQUEST", "message": format!("Invalid {header} header")});
            assert_eq!((received.status, received.body), (400, expected.to_string()));
            let malformed = Authentication::Rejected(VerifyError::Malformed { header });
            assert_eq!(authentication, malformed);
        }
        let (received, _) = limits(&sandbox, &demo().with(TIMESTAMP_HEADER, "soon")).await;
        assert_eq!(
            received,
            Received::text(
                400,
                "failed to parse parameter `X-TIMESTAMP`: failed to parse \"integer(int64)\": invalid digit found in string"
            )
        );
        let (received, _) = limits(&sandbox, &demo().with(WINDOW_HEADER, "-5")).await;
        assert_eq!(
            received,
            Received::text(
                400,
                "failed to parse parameter `X-WINDOW`: failed to parse \"integer(uint64)\": invalid digit found in string"
            )
        );
    })
    .await;
}

#[tokio::test]
async fn rejects_window_out_of_range() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        for (value, got) in [("0", 0), ("60001", 60_001)] {
            let (received, authentication) =
                limits(&sandbox, &demo().with(WINDOW_HEADER, value)).await;
            assert_eq!(
                (received.status, received.code()),
                (400, "INVALID_CLIENT_REQUEST".into())
            );
            let rejected = Authentication::Rejected(VerifyError::WindowOutOfRange { got });
            assert_eq!(authentication, rejected);
        }
    })
    .await;
}

#[tokio::test]
async fn checks_parameters_before_signature() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let received = send(&sandbox, Method::GET, LIMITS, &[], None).await;
        assert_eq!(
            received,
            Received::text(
                400,
                "failed to parse parameter `symbol`: Type \"string\" expects an input value."
            )
        );
        // The result of the verification is recorded too.
        let missing = Authentication::Rejected(VerifyError::Missing {
            header: API_KEY_HEADER,
        });
        assert_eq!(*sandbox.requests()[0].authentication(), missing);
    })
    .await;
}

#[tokio::test]
async fn verifies_bodies_as_sent() {
    within(async {
        let sandbox = forms().await;
        let body = r#"{"orderType":"Market", "symbol":"SOL_USDC","quantity":"1.50"}"#;
        let instruction = Some("orderExecute");
        let received = send_json(&sandbox, Method::POST, "/order", instruction, body).await;
        assert_eq!(received.status, 200, "{received:?}");
        assert_eq!(received.body, r#"{"id":"1","status":"New"}"#);

        let batch = format!("[{body},{body}]");
        let received = send_json(&sandbox, Method::POST, "/orders", instruction, &batch).await;
        assert_eq!(
            (received.status, received.body.as_str()),
            (200, r#"[{"operation":"Ok"}]"#)
        );

        let headers = Headers::demo(
            &Instruction::from_static("orderExecute"),
            Payload::json(body.as_bytes()),
        );
        let headers = headers.with("Content-Type", "application/json");
        let changed = body.replace("1.50", "1.5");
        let received = send(&sandbox, Method::POST, "/order", &headers.0, Some(&changed)).await;
        assert_eq!(
            (received.status, received.code()),
            (400, "INVALID_CLIENT_REQUEST".into())
        );

        // A payload that has no string to sign.
        let twice = r#"{"orderType":"Market","symbol":"SOL_USDC","quantity":"1","quantity":"2"}"#;
        let received = send(&sandbox, Method::POST, "/order", &headers.0, Some(twice)).await;
        assert_eq!(
            (received.status, received.code()),
            (400, "INVALID_CLIENT_REQUEST".into())
        );
        assert!(matches!(
            sandbox.requests().last().unwrap().authentication(),
            Authentication::Rejected(VerifyError::StringToSign(
                StringToSignError::DuplicateField { .. }
            ))
        ));
    })
    .await;
}

#[tokio::test]
async fn public_operations_record_and_ignore_signatures() {
    within(async {
        let sandbox = forms().await;
        let headers = [(SIGNATURE_HEADER, "nonsense".to_owned())];
        let received = send(&sandbox, Method::GET, "/time", &headers, None).await;
        assert_eq!(received, Received::text(200, "1700000000000"));
        let requests = sandbox.requests();
        assert_eq!(*requests[0].authentication(), Authentication::Public);
        assert_eq!(requests[0].header("x-signature"), Some("nonsense"));
    })
    .await;
}

#[tokio::test]
async fn rejects_keys_where_a_session_is_required() {
    within(async {
        let sandbox = Sandbox::builder().openapi(FORMS).start().await.unwrap();
        let instruction = Instruction::from_static("delayQuery");
        let headers = Headers::demo(&instruction, Payload::none());
        let received = send(&sandbox, Method::GET, "/delay", &headers.0, None).await;
        assert_eq!(
            (received.status, received.code()),
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

/// A well-signed request of an unregistered key reads an empty account, and is not executed.
#[tokio::test]
async fn unregistered_key_has_empty_balances() {
    within(async {
        let other = Credentials::from_secret(OTHER_SECRET).unwrap();
        let sandbox = Sandbox::start().await.unwrap();
        let signed = |instruction: &'static str| {
            let now = backpack_signing::Clock::now(&backpack_signing::SystemClock);
            let instruction = Instruction::from_static(instruction);
            Headers::new(&other, &instruction, Payload::none(), now, Window::DEFAULT).0
        };
        let get = async |sandbox: &Sandbox, path: &str, instruction: &'static str| {
            send(sandbox, Method::GET, path, &signed(instruction), None).await
        };
        let balances = get(&sandbox, "/api/v1/capital", "balanceQuery").await;
        assert_eq!((balances.status, balances.body.as_str()), (200, "{}"));
        assert_eq!(balances.content_type, "application/json; charset=utf-8");
        let request = &sandbox.requests()[0];
        assert!(!request.executed());
        assert!(matches!(
            request.authentication(),
            Authentication::UnknownKey { .. }
        ));
        let orders = get(&sandbox, "/api/v1/orders", "orderQueryAll").await;
        assert_eq!((orders.status, orders.code()), (401, "UNAUTHORIZED".into()));
        // An invalid signature of the same key is rejected.
        let wrong = get(&sandbox, "/api/v1/capital", "orderQuery").await;
        assert_eq!(wrong.status, 400);

        let strict = Sandbox::builder()
            .authentication_errors(AuthenticationErrors::Unauthorized)
            .start()
            .await
            .unwrap();
        let balances = get(&strict, "/api/v1/capital", "balanceQuery").await;
        assert_eq!(
            (balances.status, balances.code()),
            (401, "UNAUTHORIZED".into())
        );
        let wrong = get(&strict, "/api/v1/capital", "orderQuery").await;
        assert_eq!(
            (wrong.status, wrong.code()),
            (401, "INVALID_SIGNATURE".into())
        );
        let malformed = demo().with(SIGNATURE_HEADER, "AAAA");
        let (malformed, _) = limits(&strict, &malformed).await;
        assert_eq!(
            (malformed.status, malformed.code()),
            (401, "UNAUTHORIZED".into())
        );
    })
    .await;
}
