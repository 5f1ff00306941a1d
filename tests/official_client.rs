//! The exchange's own Rust client, pointed at the sandbox: what it signs is taken, and what it gets it decodes.
//!
//! Its payloads are the examples of the description, as far as its types take them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use std::cell::RefCell;
use std::future::Future;

use backpack_api::types::OrderCancelPayload;
use backpack_sandbox::{Answer, Fault, Sandbox};
use bpx_api_client::types::order::{ExecuteOrderPayload, OrderType, Side, TimeInForce};
use bpx_api_client::{BpxClient, error::Error};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use support::document::{Access, Document};
use support::report;

/// What the sandbox made of a call, and what the client made of the answer.
struct Seen {
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

    /// The first example of an operation's body as a payload of the client.
    fn body<P: DeserializeOwned>(&self, id: &str) -> P {
        let examples = self.document.operation(id).unwrap().body_examples();
        let example = examples.unwrap()[0].clone();
        serde_json::from_value(example).unwrap()
    }

    /// One call.
    async fn see<T>(&self, call: impl Future<Output = Result<T, Error>>) -> Seen {
        self.sandbox.forget_requests();
        let outcome = call.await.map(drop);
        let requests = self.sandbox.requests();
        assert_eq!(requests.len(), 1);
        Seen {
            operation: requests[0].operation_id().map(str::to_owned),
            verified: requests[0].authentication().is_verified(),
            executed: requests[0].executed(),
            outcome,
        }
    }

    /// A call of `id` that is taken, verified if it is private, and whose answer the client decodes.
    async fn taken<T>(&self, id: &str, call: impl Future<Output = Result<T, Error>>) {
        self.check(id, call, true).await;
    }

    /// A call of `id` that is taken, and whose answer the client does not decode.
    async fn not_decoded<T>(&self, id: &str, call: impl Future<Output = Result<T, Error>>) {
        self.check(id, call, false).await;
    }

    async fn check<T>(
        &self,
        id: &str,
        call: impl Future<Output = Result<T, Error>>,
        decodes: bool,
    ) {
        let seen = self.see(call).await;
        let access = self.document.operation(id).unwrap().access;
        let right = seen.operation.as_deref() == Some(id)
            && seen.verified == matches!(access, Access::Signed(_))
            && seen.executed
            && seen.outcome.is_ok() == decodes;
        if !right {
            let Seen {
                operation,
                verified,
                executed,
                outcome,
            } = seen;
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

/// Its type of an order does not read the words that it writes.
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

/// Every private operation that it has and the description has.
#[tokio::test]
async fn private_calls_are_taken() {
    let it = Official::start().await;
    let client = &it.client;
    it.taken("get_account", client.get_account()).await;
    it.taken(
        "update_account_settings",
        client.update_account(it.body("update_account_settings")),
    )
    .await;
    it.taken(
        "get_max_borrow_quantity",
        client.get_account_max_borrow("SOL"),
    )
    .await;
    let asked = value(
        json!({ "symbol": "SOL_USDC", "side": "Bid", "price": "142.5", "reduceOnly": false, "autoBorrow": true }),
    );
    it.taken(
        "get_max_order_quantity",
        client.get_account_max_order(asked),
    )
    .await;
    it.taken(
        "get_max_withdrawal_quantity",
        client.get_account_max_withdrawal("SOL", Some(true), Some(false)),
    )
    .await;
    it.taken(
        "convert_dust",
        client.convert_dust_balance(it.body("convert_dust")),
    )
    .await;
    it.taken("get_balances", client.get_balances()).await;
    it.taken("get_collateral", client.get_collateral()).await;
    it.taken("get_deposits", client.get_deposits(Some(10), Some(20)))
        .await;
    it.taken(
        "get_deposit_address",
        client.get_deposit_address(value(json!("Solana"))),
    )
    .await;
    it.taken(
        "get_withdrawals",
        client.get_withdrawals(Some(10), Some(20)),
    )
    .await;
    it.taken(
        "request_withdrawal",
        client.request_withdrawal(it.body("request_withdrawal")),
    )
    .await;
    it.taken(
        "get_order",
        client.get_open_order("SOL_USDC", Some("59669287267"), None),
    )
    .await;
    it.taken("execute_order", client.execute_order(order(7)))
        .await;
    it.taken(
        "execute_order_batch",
        client.execute_orders(vec![order(8), order(9)]),
    )
    .await;
    it.taken(
        "cancel_order",
        client.cancel_order("SOL_USDC", None, Some(7)),
    )
    .await;
    it.taken("get_open_orders", client.get_open_orders(Some("SOL_USDC")))
        .await;
    it.taken(
        "cancel_open_orders",
        client.cancel_open_orders(it.body("cancel_open_orders")),
    )
    .await;
    it.taken("get_positions", client.get_open_future_positions())
        .await;
    it.taken(
        "get_borrow_lend_positions",
        client.get_borrow_lend_positions(),
    )
    .await;
    it.taken(
        "get_fills",
        client.get_historical_fills(value(json!({ "symbol": "SOL_USDC", "limit": 10 }))),
    )
    .await;
    it.taken(
        "get_open_rfqs",
        client.get_open_rfqs(value(json!({ "symbol": "SOL_USDC_RFQ" }))),
    )
    .await;
    it.taken("submit_rfq", client.submit_rfq(it.body("submit_rfq")))
        .await;
    it.taken("cancel_rfq", client.cancel_rfq(it.body("cancel_rfq")))
        .await;
    it.taken("refresh_rfq", client.refresh_rfq(it.body("refresh_rfq")))
        .await;
    it.taken("accept_quote", client.accept_quote(it.body("accept_quote")))
        .await;
    it.taken("submit_quote", client.submit_quote(it.body("submit_quote")))
        .await;
    it.taken("vault_mint", client.vault_mint(it.body("vault_mint")))
        .await;
    // Without a quantity it sends null, for which no signed text is documented.
    let redeem = value(json!({ "vaultId": 1, "vaultTokenQuantity": "1.5" }));
    it.taken("vault_redeem", client.vault_redeem(redeem)).await;
    it.taken(
        "vault_redeem_cancel",
        client.vault_redeem_cancel(it.body("vault_redeem_cancel")),
    )
    .await;
    report(&it.problems.borrow());
}

/// Every public operation that it has.
#[tokio::test]
async fn public_calls_are_taken() {
    let it = Official::start().await;
    let client = &it.client;
    it.taken("get_assets", client.get_assets()).await;
    it.taken("get_markets", client.get_markets()).await;
    it.taken("get_mark_prices", client.get_all_mark_prices())
        .await;
    it.taken("get_ticker", client.get_ticker("SOL_USDC")).await;
    it.taken("get_tickers", client.get_tickers()).await;
    it.taken(
        "get_funding_interval_rates",
        client.get_funding_interval_rates("SOL_USDC_PERP"),
    )
    .await;
    it.taken("get_securities", client.get_securities()).await;
    it.taken(
        "get_recent_trades",
        client.get_recent_trades("SOL_USDC", Some(10)),
    )
    .await;
    it.not_decoded(
        "get_historical_trades",
        client.get_historical_trades("SOL_USDC", Some(10), Some(0)),
    )
    .await;
    it.taken("get_borrow_lend_markets", client.get_borrow_lend_markets())
        .await;
    it.taken("get_apy_rates", client.get_apy_rates(None)).await;
    it.not_decoded("get_vaults", client.get_vaults()).await;
    report(&it.problems.borrow());
}

/// A signature of another key is refused: the sandbox does look.
#[tokio::test]
async fn another_secret_is_refused() {
    let it = Official::start().await;
    let client = BpxClient::builder()
        .base_url(it.sandbox.url())
        .secret("GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=")
        .build()
        .unwrap();
    let seen = it.see(client.get_balances()).await;
    assert!(!seen.verified && !seen.executed && seen.outcome.is_err());
}

/// Where it loses money's trace, and this SDK does not: a cancel that was accepted looks failed, and one order in a state
/// that it does not know hides all the others.
#[tokio::test]
async fn where_it_loses_what_was_answered() {
    let it = Official::start().await;
    // Not the tests' shared client, which has logs kept: the official one logs what it signs.
    let ours = backpack_api::Client::builder()
        .base_url(it.sandbox.url())
        .credentials(Sandbox::credentials())
        .build()
        .unwrap();

    let on = it.sandbox.on("cancel_order");
    on.fault(Fault::accepted_after_execution().times(2))
        .unwrap();
    let seen = it
        .see(it.client.cancel_order("SOL_USDC", Some("1"), None))
        .await;
    assert!(seen.executed && seen.outcome.is_err(), "{:?}", seen.outcome);
    let cancel = OrderCancelPayload::builder()
        .symbol("SOL_USDC")
        .order_id("1")
        .build();
    let answer = ours.cancel_order(&cancel).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.into_inner()), (202, None));

    let operation = it.document.operation("get_open_orders").unwrap();
    let mut orders = operation.answer().unwrap().examples[0]
        .as_array()
        .unwrap()
        .clone();
    let mut failed = orders[0].clone();
    failed["status"] = json!("TriggerFailed");
    orders.push(failed);
    let count = orders.len();
    let on = it.sandbox.on("get_open_orders");
    for _ in 0..2 {
        on.answer(Answer::json(200, &json!(orders))).unwrap();
    }
    let seen = it.see(it.client.get_open_orders(None)).await;
    assert!(seen.verified && seen.outcome.is_err(), "{:?}", seen.outcome);
    let read = ours.get_open_orders().send().await.unwrap();
    assert_eq!(read.len(), count);
    assert_eq!(
        read[count - 1].order_status().unwrap().as_str(),
        "TriggerFailed"
    );
}
