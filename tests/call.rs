//! The typed call, end to end: through the middleware and over a socket to the sandbox, which verifies it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use backpack_api::signing::{FixedClock, Instruction, Timestamp};
use backpack_api::types::MaxWithdrawalQuantity;
use backpack_api::{Auth, Client, Credentials, Decimal, Error, RefusedError, Window, operations};
use backpack_sandbox::{Answer, Authentication, Sandbox};
use serde_json::json;

fn client(sandbox: &Sandbox) -> Client {
    backpack_tests::logs::keep();
    Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .build()
        .unwrap()
}

/// The whole main job: what the caller wrote is what was signed, sent and verified, and what came back is typed.
#[tokio::test]
async fn signed_sent_verified_decoded() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .on("get_max_withdrawal_quantity")
        .answer(
            Answer::json(
                200,
                &json!({"autoBorrow": true, "autoLendRedeem": null, "maxWithdrawalQuantity": "1.500000000000000001", "symbol": "SOL"}),
            )
            .header("X-Trace", "7"),
        )
        .unwrap();
    let answer = client(&sandbox)
        .get_max_withdrawal_quantity("SOL")
        .auto_borrow(true)
        .auto_lend_redeem(false)
        .send()
        .await
        .unwrap();
    let exact: Decimal = "1.500000000000000001".parse().unwrap();
    assert_eq!(answer.max_withdrawal_quantity, exact);
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["x-trace"], "7");
    assert_eq!(
        answer.into_inner(),
        MaxWithdrawalQuantity {
            auto_borrow: Some(true),
            auto_lend_redeem: None,
            max_withdrawal_quantity: exact,
            symbol: "SOL".to_owned(),
        }
    );

    let [request] = &sandbox.requests()[..] else {
        panic!("one request was made")
    };
    assert_eq!(request.operation_id(), Some("get_max_withdrawal_quantity"));
    assert_eq!(request.path(), "/api/v1/account/limits/withdrawal");
    let mut query = request.query().to_vec();
    query.sort();
    assert_eq!(
        query,
        [
            ("autoBorrow", "true"),
            ("autoLendRedeem", "false"),
            ("symbol", "SOL")
        ]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
    );
    assert_eq!(request.header("X-Window"), Some("5000"));
    assert_eq!(
        request.header("api-version"),
        None,
        "the exchange asks for no such header"
    );
    assert!(
        request
            .header("user-agent")
            .unwrap()
            .starts_with("backpack-api/")
    );
    assert!(matches!(
        request.authentication(),
        Authentication::Verified { .. }
    ));
}

/// Options that are not set are not sent.
#[tokio::test]
async fn unset_options_are_not_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    client(&sandbox)
        .get_max_withdrawal_quantity("USDC")
        .send()
        .await
        .unwrap();
    assert_eq!(
        sandbox.requests()[0].query(),
        [("symbol".to_owned(), "USDC".to_owned())]
    );
}

/// An option that is set again takes the later value, and is sent once.
#[tokio::test]
async fn the_later_value_of_an_option_counts() {
    let sandbox = Sandbox::start().await.unwrap();
    client(&sandbox)
        .get_max_withdrawal_quantity("USDC")
        .auto_borrow(true)
        .auto_borrow(false)
        .send()
        .await
        .unwrap();
    assert_eq!(
        sandbox.requests()[0].query(),
        [("autoBorrow", "false"), ("symbol", "USDC")].map(|(k, v)| (k.to_owned(), v.to_owned()))
    );
}

/// Values that mean something in a URL arrive as they were given, and their signature holds.
#[tokio::test]
async fn awkward_values_are_signed_as_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for symbol in [
        "A B", "a+b", "a&b=c", "50%", "%41", "ü☃", "\"q\"", "a\\b", "#?/", "",
    ] {
        client
            .get_max_withdrawal_quantity(symbol)
            .send()
            .await
            .unwrap_or_else(|e| panic!("{symbol:?}: {e}"));
        let requests = sandbox.requests();
        assert_eq!(requests.last().unwrap().query_value("symbol"), Some(symbol));
    }
}

/// A client with a window and a clock signs with them.
#[tokio::test]
async fn window_and_clock() {
    let now = Timestamp::from_millis(1_700_000_000_123);
    let sandbox = Sandbox::builder()
        .clock(FixedClock::new(now))
        .start()
        .await
        .unwrap();
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .window(Window::from_millis(60_000).unwrap())
        .clock(FixedClock::new(now))
        .build()
        .unwrap();
    client
        .get_max_withdrawal_quantity("SOL")
        .send()
        .await
        .unwrap();
    let request = &sandbox.requests()[0];
    assert_eq!(request.header("X-Window"), Some("60000"));
    assert_eq!(request.header("X-Timestamp"), Some("1700000000123"));
}

/// There is no way for a private call to go out unsigned.
#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::builder().base_url(sandbox.url()).build().unwrap();
    let error = client
        .get_max_withdrawal_quantity("SOL")
        .send()
        .await
        .unwrap_err();
    assert!(
        matches!(
            &error,
            Error::Refused(RefusedError::NoCredentials {
                operation: "get_max_withdrawal_quantity"
            })
        ),
        "{error:?}"
    );
    assert!(
        error
            .to_string()
            .contains("get_max_withdrawal_quantity is private"),
        "{error}"
    );
    assert!(sandbox.requests().is_empty());
}

/// What the fragment says of the operation is what the client knows of it.
#[test]
fn operation_table() {
    let operation = &operations::GET_MAX_WITHDRAWAL_QUANTITY;
    assert_eq!(
        operation.auth,
        Auth::Signed(Instruction::from_static("maxWithdrawalQuantity"))
    );
    assert_eq!(
        (operation.method, operation.path),
        ("GET", "/api/v1/account/limits/withdrawal")
    );
    assert!(operations::ALL.contains(operation));
}

/// Credentials stay off the wire where others listen, and a client that cannot work is not built.
#[test]
fn clients_that_are_refused() {
    for url in ["http://api.backpack.exchange", "http://192.0.2.1:80"] {
        let error = Client::builder()
            .base_url(url)
            .credentials(Sandbox::credentials())
            .build()
            .unwrap_err();
        assert!(error.to_string().contains("plain http"), "{error}");
        Client::builder().base_url(url).build().unwrap();
    }
    assert!(Client::builder().base_url("backpack").build().is_err());
}

/// Dropping a call half-way leaves the client usable.
#[tokio::test]
async fn a_dropped_call_does_no_harm() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for _ in 0..20 {
        let call = client.get_max_withdrawal_quantity("SOL").send();
        drop(tokio::time::timeout(std::time::Duration::from_micros(300), call).await);
    }
    client
        .get_max_withdrawal_quantity("SOL")
        .send()
        .await
        .unwrap();
}

/// Neither the client nor its errors show the secret.
#[tokio::test]
async fn debug_is_redacted() {
    let secret = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";
    let credentials = Credentials::from_secret(secret).unwrap();
    let builder = Client::builder()
        .base_url("http://127.0.0.1:9")
        .credentials(credentials);
    let shown = format!("{builder:?}");
    let client = builder.build().unwrap();
    let error = client
        .get_max_withdrawal_quantity("SOL")
        .send()
        .await
        .unwrap_err();
    for text in [
        shown,
        format!("{client:?}"),
        format!("{error:?}"),
        format!("{error}"),
    ] {
        assert!(!text.contains("GTAT74eANI7v"), "{text}");
        assert!(!text.contains("instruction="), "{text}");
    }
}
