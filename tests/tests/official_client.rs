//! The exchange's Rust client against the sandbox: the sandbox accepts its signatures, and it decodes the responses.
//!
//! The payloads are the examples of the description, as far as the types of the client allow.

use std::cell::RefCell;
use std::future::Future;

use backpack_api::types::OrderCancelPayload;
use backpack_sandbox::streams::StreamFault;
use backpack_sandbox::{Fault, MockResponse, Sandbox};
use bpx_api_client::types::order::{ExecuteOrderPayload, OrderType, Side, TimeInForce};
use bpx_api_client::{BpxClient, error::Error};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use backpack_tests::support::document::{Access, Document};
use backpack_tests::support::report;

/// Observation of a call: the request that the sandbox received, and the outcome in the client.
struct Observed {
    operation: Option<String>,
    verified: bool,
    executed: bool,
    outcome: Result<(), Error>,
}

struct Official {
    sandbox: Sandbox,
    client: BpxClient,
    document: Document,
    problems: RefCell<Vec<String>>,
}

impl Official {
    async fn start() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let client = BpxClient::builder()
            .base_url(sandbox.url())
            .secret(Sandbox::API_SECRET)
            .build()
            .unwrap();
        Self {
            sandbox,
            client,
            document: Document::load(),
            problems: RefCell::default(),
        }
    }

    /// Decodes the first example of an operation's body as a payload of the client.
    fn body<P: DeserializeOwned>(&self, id: &str) -> P {
        let examples = self.document.operation(id).unwrap().body_examples();
        let example = examples.unwrap()[0].clone();
        serde_json::from_value(example).unwrap()
    }

    /// Runs one call.
    async fn observe<T>(&self, call: impl Future<Output = Result<T, Error>>) -> Observed {
        self.sandbox.clear_requests();
        let outcome = call.await.map(drop);
        let requests = self.sandbox.requests();
        assert_eq!(requests.len(), 1);
        Observed {
            operation: requests[0].operation_id().map(str::to_owned),
            verified: requests[0].authentication().is_verified(),
            executed: requests[0].executed(),
            outcome,
        }
    }

    /// Checks that a call of `id` is executed, verifies if it is private, and has a response that the client decodes.
    async fn accepts<T>(&self, id: &str, call: impl Future<Output = Result<T, Error>>) {
        self.check(id, call, true).await;
    }

    /// Checks that a call of `id` is executed, and has a response that the client does not decode.
    async fn fails_to_decode<T>(&self, id: &str, call: impl Future<Output = Result<T, Error>>) {
        self.check(id, call, false).await;
    }

    async fn check<T>(
        &self,
        id: &str,
        call: impl Future<Output = Result<T, Error>>,
        decodes: bool,
    ) {
        let observed = self.observe(call).await;
        let access = self.document.operation(id).unwrap().access;
        let is_expected = observed.operation.as_deref() == Some(id)
            && observed.verified == matches!(access, Access::Signed(_))
            && observed.executed
            && observed.outcome.is_ok() == decodes;
        if !is_expected {
            let Observed {
                operation,
                verified,
                executed,
                outcome,
            } = observed;
            let problem = format!(
                "{id}: {operation:?}, verified: {verified}, executed: {executed}: {outcome:?}"
            );
            self.problems.borrow_mut().push(problem);
        }
    }
}

fn value<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// Creates an order: the payload type of the client does not decode the values that it encodes.
fn order(client_id: u32) -> ExecuteOrderPayload {
    ExecuteOrderPayload {
        auto_borrow: Some(false),
        client_id: Some(client_id),
        order_type: OrderType::Limit,
        post_only: Some(true),
        price: Some("20.50".parse().unwrap()),
        quantity: Some("1.25".parse().unwrap()),
        side: Side::Bid,
        stop_loss_trigger_price: Some("19".parse().unwrap()),
        symbol: "SOL_USDC".to_owned(),
        time_in_force: Some(TimeInForce::GTC),
        ..ExecuteOrderPayload::default()
    }
}

/// The sandbox accepts every private call of the client, and the client decodes the responses.
#[tokio::test]
async fn sandbox_accepts_private_calls() {
    let official = Official::start().await;
    let client = &official.client;
    official.accepts("get_account", client.get_account()).await;
    official
        .accepts(
            "update_account_settings",
            client.update_account(official.body("update_account_settings")),
        )
        .await;
    official
        .accepts(
            "get_max_borrow_quantity",
            client.get_account_max_borrow("SOL"),
        )
        .await;
    let parameters = value(
        json!({ "symbol": "SOL_USDC", "side": "Bid", "price": "142.5", "reduceOnly": false, "autoBorrow": true }),
    );
    official
        .accepts(
            "get_max_order_quantity",
            client.get_account_max_order(parameters),
        )
        .await;
    official
        .accepts(
            "get_max_withdrawal_quantity",
            client.get_account_max_withdrawal("SOL", Some(true), Some(false)),
        )
        .await;
    official
        .accepts(
            "convert_dust",
            client.convert_dust_balance(official.body("convert_dust")),
        )
        .await;
    official
        .accepts("get_balances", client.get_balances())
        .await;
    official
        .accepts("get_collateral", client.get_collateral())
        .await;
    official
        .accepts("get_deposits", client.get_deposits(Some(10), Some(20)))
        .await;
    official
        .accepts(
            "get_deposit_address",
            client.get_deposit_address(value(json!("Solana"))),
        )
        .await;
    official
        .accepts(
            "get_withdrawals",
            client.get_withdrawals(Some(10), Some(20)),
        )
        .await;
    official
        .accepts(
            "request_withdrawal",
            client.request_withdrawal(official.body("request_withdrawal")),
        )
        .await;
    official
        .accepts(
            "get_order",
            client.get_open_order("SOL_USDC", Some("59669287267"), None),
        )
        .await;
    official
        .accepts("execute_order", client.execute_order(order(7)))
        .await;
    official
        .accepts(
            "execute_order_batch",
            client.execute_orders(vec![order(8), order(9)]),
        )
        .await;
    official
        .accepts(
            "cancel_order",
            client.cancel_order("SOL_USDC", None, Some(7)),
        )
        .await;
    official
        .accepts("get_open_orders", client.get_open_orders(Some("SOL_USDC")))
        .await;
    official
        .accepts(
            "cancel_open_orders",
            client.cancel_open_orders(official.body("cancel_open_orders")),
        )
        .await;
    official
        .accepts("get_positions", client.get_open_future_positions())
        .await;
    official
        .accepts(
            "get_borrow_lend_positions",
            client.get_borrow_lend_positions(),
        )
        .await;
    official
        .accepts(
            "get_fills",
            client.get_historical_fills(value(json!({ "symbol": "SOL_USDC", "limit": 10 }))),
        )
        .await;
    official
        .accepts(
            "get_open_rfqs",
            client.get_open_rfqs(value(json!({ "symbol": "SOL_USDC_RFQ" }))),
        )
        .await;
    official
        .accepts("submit_rfq", client.submit_rfq(official.body("submit_rfq")))
        .await;
    official
        .accepts("cancel_rfq", client.cancel_rfq(official.body("cancel_rfq")))
        .await;
    official
        .accepts(
            "refresh_rfq",
            client.refresh_rfq(official.body("refresh_rfq")),
        )
        .await;
    official
        .accepts(
            "accept_quote",
            client.accept_quote(official.body("accept_quote")),
        )
        .await;
    official
        .accepts(
            "submit_quote",
            client.submit_quote(official.body("submit_quote")),
        )
        .await;
    official
        .accepts("vault_mint", client.vault_mint(official.body("vault_mint")))
        .await;
    // Without a quantity the client sends null, which cannot be signed.
    let redeem = value(json!({ "vaultId": 1, "vaultTokenQuantity": "1.5" }));
    official
        .accepts("vault_redeem", client.vault_redeem(redeem))
        .await;
    official
        .accepts(
            "vault_redeem_cancel",
            client.vault_redeem_cancel(official.body("vault_redeem_cancel")),
        )
        .await;
    report(&official.problems.borrow());
}

/// The sandbox accepts every public call of the client, which decodes all responses but two.
#[tokio::test]
async fn sandbox_accepts_public_calls() {
    let official = Official::start().await;
    let client = &official.client;
    official.accepts("get_assets", client.get_assets()).await;
    official.accepts("get_markets", client.get_markets()).await;
    official
        .accepts("get_mark_prices", client.get_all_mark_prices())
        .await;
    official
        .accepts("get_ticker", client.get_ticker("SOL_USDC"))
        .await;
    official.accepts("get_tickers", client.get_tickers()).await;
    official
        .accepts(
            "get_funding_interval_rates",
            client.get_funding_interval_rates("SOL_USDC_PERP"),
        )
        .await;
    official
        .accepts("get_securities", client.get_securities())
        .await;
    official
        .accepts(
            "get_recent_trades",
            client.get_recent_trades("SOL_USDC", Some(10)),
        )
        .await;
    official
        .fails_to_decode(
            "get_historical_trades",
            client.get_historical_trades("SOL_USDC", Some(10), Some(0)),
        )
        .await;
    official
        .accepts("get_borrow_lend_markets", client.get_borrow_lend_markets())
        .await;
    official
        .accepts("get_apy_rates", client.get_apy_rates(None))
        .await;
    official
        .fails_to_decode("get_vaults", client.get_vaults())
        .await;
    report(&official.problems.borrow());
}

/// The sandbox rejects signatures of another key.
#[tokio::test]
async fn rejects_signature_of_another_key() {
    let official = Official::start().await;
    let client = BpxClient::builder()
        .base_url(official.sandbox.url())
        .secret("GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=")
        .build()
        .unwrap();
    let observed = official.observe(client.get_open_orders(None)).await;
    assert!(!observed.verified && !observed.executed && observed.outcome.is_err());
    // Like the exchange, the sandbox responds with an empty account.
    let observed = official.observe(client.get_balances()).await;
    assert!(!observed.verified && !observed.executed && observed.outcome.is_ok());
}

/// The official client fails on an accepted cancel and on an unknown order status; this SDK decodes both.
#[tokio::test]
async fn decodes_responses_that_official_client_rejects() {
    let official = Official::start().await;
    // The shared client keeps logs, and the official client logs its strings to sign.
    let ours = backpack_api::Client::builder()
        .base_url(official.sandbox.url())
        .credentials(Sandbox::credentials())
        .build()
        .unwrap();

    let on = official.sandbox.on("cancel_order");
    on.fault(Fault::status(202).after_execution().times(2))
        .unwrap();
    let observed = official
        .observe(official.client.cancel_order("SOL_USDC", Some("1"), None))
        .await;
    assert!(
        observed.executed && observed.outcome.is_err(),
        "{:?}",
        observed.outcome
    );
    let cancel = OrderCancelPayload::new("SOL_USDC").order_id("1");
    let response = ours.cancel_order(cancel).send().await.unwrap();
    assert_eq!(response.meta().status(), 202);
    assert_eq!(response.into_inner(), None);

    let operation = official.document.operation("get_open_orders").unwrap();
    let mut orders = operation.response_with_body().unwrap().examples[0]
        .as_array()
        .unwrap()
        .clone();
    let mut failed = orders[0].clone();
    failed["status"] = json!("TriggerFailed");
    orders.push(failed);
    let count = orders.len();
    let on = official.sandbox.on("get_open_orders");
    for _ in 0..2 {
        on.respond_with(MockResponse::json(200, &json!(orders)))
            .unwrap();
    }
    let observed = official
        .observe(official.client.get_open_orders(None))
        .await;
    assert!(
        observed.verified && observed.outcome.is_err(),
        "{:?}",
        observed.outcome
    );
    let decoded = ours.get_open_orders().send().await.unwrap();
    assert_eq!(decoded.len(), count);
    let status = decoded[count - 1].status().unwrap();
    assert_eq!(status.as_str(), "TriggerFailed");
}

/// The stream of the client ends without an error when the exchange closes the connection, and a skipped event and an error
/// frame have no effect: a loss is invisible to its user.
#[tokio::test]
async fn streams_lose_events_in_silence() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = BpxClient::builder()
        .base_url(sandbox.url())
        .ws_url(sandbox.streams_url())
        .secret(Sandbox::API_SECRET)
        .build()
        .unwrap();
    let stream = "account.balanceUpdate";
    let (sender, mut receiver) = tokio::sync::mpsc::channel::<Value>(100);
    let task = tokio::spawn(async move { client.subscribe(stream, sender).await });
    sandbox.streams().wait_for_subscription(stream).await;
    for fault in [
        StreamFault::skip().every(3).times(1),
        StreamFault::close(1012).every(4).times(1),
    ] {
        sandbox.streams().fault(fault).unwrap();
    }
    sandbox
        .streams()
        .send_frame(r#"{"id":null,"error":{"code":4003,"message":"Invalid signature"}}"#);
    for number in 1..=6 {
        sandbox
            .streams()
            .send(stream, &json!({"n": number}))
            .unwrap();
    }
    let mut received = Vec::new();
    while let Some(event) = receiver.recv().await {
        received.push(event["n"].as_u64().unwrap());
    }
    assert_eq!(received, [1, 2, 4]);
    assert!(task.await.unwrap().is_ok(), "the end is no error");
    sandbox.verify().unwrap();
}
