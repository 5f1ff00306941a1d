//! Typed calls, end to end: over a socket to the sandbox, which verifies them.

use backpack_api::signing::{FixedClock, Instruction, Timestamp};
use backpack_api::types::OrderFill;
use backpack_api::{
    Auth, Client, Credentials, Decimal, Error, NotSentReason, Rows, Window, calls, operations,
};
use backpack_sandbox::{Authentication, MockResponse, Sandbox};
use futures_util::TryStreamExt as _;
use serde_json::json;
use tokio::task::JoinSet;

fn client(sandbox: &Sandbox) -> Client {
    backpack_tests::logs::keep();
    Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .build()
        .unwrap()
}

/// Arguments are signed, sent and verified, and the response is typed.
#[tokio::test]
async fn signs_sends_and_decodes() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = json!({"autoBorrow": true, "autoLendRedeem": null, "maxWithdrawalQuantity": "1.500000000000000001", "symbol": "SOL"});
    sandbox
        .on("get_max_withdrawal_quantity")
        .respond_with(MockResponse::json(200, &body).header("X-Trace", "7"))
        .unwrap();
    let response = client(&sandbox)
        .get_max_withdrawal_quantity("SOL")
        .auto_borrow(true)
        .auto_lend_redeem(false)
        .send()
        .await
        .unwrap();
    let exact: Decimal = "1.500000000000000001".parse().unwrap();
    assert_eq!(response.max_withdrawal_quantity, exact);
    assert_eq!(response.meta().status(), 200);
    assert_eq!(response.meta().headers()["x-trace"], "7");
    assert_eq!(response.meta().operation(), "get_max_withdrawal_quantity");
    assert_eq!(response.meta().attempts(), 1);
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(response.meta().body()).unwrap(),
        body
    );
    let limit = response.into_inner();
    assert_eq!(
        (limit.auto_borrow, limit.auto_lend_redeem),
        (Some(true), None)
    );
    assert_eq!(limit.max_withdrawal_quantity, exact);
    assert_eq!(limit.symbol, "SOL");
    assert_eq!(serde_json::to_value(&limit).unwrap(), body);

    let [request] = &sandbox.requests()[..] else {
        panic!("not one request")
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
        "the exchange has no such header"
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

/// A query has no parameter for an unset option.
#[tokio::test]
async fn omits_unset_options() {
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

/// An option that is set twice is sent once, with the last value.
#[tokio::test]
async fn sends_last_value_of_option() {
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

/// A setter takes a value or an `Option` of one; `None` unsets the option.
#[tokio::test]
async fn setters_take_options() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let id = "59669287267".to_owned();
    for call in [
        client.get_order("SOL_USDC").order_id("59669287267"),
        client.get_order("SOL_USDC").order_id(&id),
        client.get_order("SOL_USDC").order_id(Some(id)),
        client.get_order("SOL_USDC").order_id("1").client_id(None),
        client
            .get_order("SOL_USDC")
            .order_id(None::<&str>)
            .client_id(Some(7)),
    ] {
        call.send().await.unwrap();
    }
    let queries: Vec<_> = (sandbox.requests().iter())
        .map(|request| {
            let value = |name| request.query_value(name).map(str::to_owned);
            (value("orderId"), value("clientId"))
        })
        .collect();
    let of = |order: Option<&str>, client: Option<&str>| {
        (order.map(str::to_owned), client.map(str::to_owned))
    };
    assert_eq!(
        queries,
        [
            of(Some("59669287267"), None),
            of(Some("59669287267"), None),
            of(Some("59669287267"), None),
            of(Some("1"), None),
            of(None, Some("7")),
        ]
    );
}

/// Characters with a meaning in URLs arrive unchanged, and the signature verifies.
#[tokio::test]
async fn signs_special_characters_as_sent() {
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

/// The window and the clock of the client are used for signing.
#[tokio::test]
async fn signs_with_window_and_clock_of_client() {
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

/// A private call is never sent unsigned.
#[tokio::test]
async fn rejects_private_call_without_credentials() {
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
            Error::NotSent {
                operation: "get_max_withdrawal_quantity",
                reason: NotSentReason::NoCredentials,
            }
        ),
        "{error:?}"
    );
    assert!(
        error
            .to_string()
            .starts_with("get_max_withdrawal_quantity: not sent: private operation"),
        "{error}"
    );
    assert_eq!(error.operation(), "get_max_withdrawal_quantity");
    assert!(sandbox.requests().is_empty());
}

/// The operation table has the method, path and instruction of the description.
#[test]
fn operation_table_matches_description() {
    let operation = &operations::GET_MAX_WITHDRAWAL_QUANTITY;
    assert_eq!(
        operation.auth,
        Auth::Signed(Instruction::from_static("maxWithdrawalQuantity"))
    );
    assert_eq!(
        (operation.method, operation.path),
        ("GET", "/api/v1/account/limits/withdrawal")
    );
    assert!(operations::all().contains(operation));
}

/// A client with credentials and plain HTTP to another machine is rejected, and so is an invalid base URL.
#[test]
fn rejects_invalid_base_urls() {
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

/// A call owns its arguments and its client, so that a task can run it.
#[tokio::test]
async fn calls_can_be_spawned() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut balances = JoinSet::new();
    let mut limits = JoinSet::new();
    {
        let client = client(&sandbox);
        for _ in 0..3 {
            balances.spawn(client.get_balances().send());
        }
        for symbol in ["SOL", "USDC", "BTC"].map(str::to_owned) {
            limits.spawn(client.get_max_withdrawal_quantity(&symbol).send());
        }
    }
    for response in balances.join_all().await {
        assert!(!response.unwrap().is_empty());
    }
    for response in limits.join_all().await {
        response.unwrap();
    }
    let mut symbols: Vec<String> = (sandbox.requests().iter())
        .filter_map(|request| request.query_value("symbol").map(str::to_owned))
        .collect();
    symbols.sort();
    assert_eq!(symbols, ["BTC", "SOL", "USDC"]);
}

/// A function can return a call or its stream, and a struct can store one, after the client and the arguments are dropped.
#[tokio::test]
async fn calls_can_be_returned_and_stored() {
    fn fills(sandbox: &Sandbox, market: &str) -> calls::GetFillsCall {
        let symbol = format!("{market}_USDC");
        client(sandbox).get_fills().symbol(&symbol)
    }

    fn rows(sandbox: &Sandbox, market: &str) -> Rows<OrderFill> {
        fills(sandbox, market).stream()
    }

    struct Job {
        call: calls::GetFillsCall,
        rows: Rows<OrderFill>,
    }

    let sandbox = Sandbox::start().await.unwrap();
    let mut job = Job {
        call: fills(&sandbox, "SOL"),
        rows: rows(&sandbox, "BTC"),
    };
    let again = job.call.clone();
    for call in [job.call, again] {
        let response = tokio::spawn(call.send()).await.unwrap().unwrap();
        assert!(!response.is_empty());
    }
    let first = tokio::spawn(async move { job.rows.try_next().await });
    assert!(first.await.unwrap().unwrap().is_some());
    let symbols: Vec<Option<String>> = (sandbox.requests().iter())
        .map(|request| request.query_value("symbol").map(str::to_owned))
        .collect();
    assert_eq!(
        symbols,
        ["SOL_USDC", "SOL_USDC", "BTC_USDC"].map(|symbol| Some(symbol.to_owned()))
    );
}

/// The client is usable after calls were dropped before they ended.
#[tokio::test]
async fn client_survives_dropped_calls() {
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

/// `Debug` of clients and errors does not print the secret.
#[tokio::test]
async fn redacts_secret_in_debug() {
    let secret = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";
    let credentials = Credentials::from_secret(secret).unwrap();
    let builder = Client::builder()
        .base_url("http://127.0.0.1:9")
        .credentials(credentials);
    let printed = format!("{builder:?}");
    let client = builder.build().unwrap();
    let error = client
        .get_max_withdrawal_quantity("SOL")
        .send()
        .await
        .unwrap_err();
    for text in [
        printed,
        format!("{client:?}"),
        format!("{error:?}"),
        format!("{error}"),
    ] {
        assert!(!text.contains("GTAT74eANI7v"), "{text}");
        assert!(!text.contains("instruction="), "{text}");
    }
}
