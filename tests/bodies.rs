//! Bodies of requests: one that the exchange would refuse, or misread, is refused before it is sent; a good one arrives
//! as it was built; and what an accepted one is answered with is told apart.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeSet;

use backpack_api::types::{
    AccountWithdrawalPayload, ApiErrorCode, BatchCommandOrderResult, Blockchain,
    CancelOrderTypeEnum, OrderCancelAllPayload, OrderCancelPayload, OrderExecutePayload,
    OrderStatus, OrderType, OrderTypeEnum, QuoteAcceptPayload, RequestForQuoteCancelPayload,
    RequestForQuotePayload, SelfTradePrevention, Side, SlippageToleranceType,
    StrategyCancelAllPayload, StrategyCancelPayload, TimeInForce, TriggerBy,
};
use backpack_api::{Decimal, Error, InvalidBody, RefusedError, ResponseValue};
use backpack_sandbox::{Answer, Sandbox};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use support::client;
use support::document::{Document, Operation};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A body as its JSON says, also one that breaks a rule.
fn body<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// What a call was refused with before it was sent.
fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> InvalidBody {
    match outcome {
        Err(Error::Refused(RefusedError::Body(broken))) => broken,
        other => panic!("was not refused for its body: {other:?}"),
    }
}

/// The JSON body of the only request since the last look, which was verified.
fn sent(sandbox: &Sandbox) -> Value {
    let received = sandbox.requests();
    let [request] = &received[..] else {
        panic!("{} requests", received.len())
    };
    assert!(request.authentication().is_verified(), "{request:?}");
    sandbox.forget_requests();
    request.json().unwrap()
}

/// Bodies of one type: those that break a rule, with the properties that the refusal names, and those that are good.
struct Rules {
    schema: &'static str,
    broken: Vec<(Value, &'static [&'static str])>,
    good: Vec<Value>,
}

fn rules() -> Vec<Rules> {
    let order = |kind: &str, more: Value| {
        let mut order = json!({"orderType": kind, "side": "Bid", "symbol": "SOL_USDC"});
        for (key, value) in more.as_object().unwrap() {
            order[key] = value.clone();
        }
        order
    };
    vec![
        Rules {
            schema: "OrderExecutePayload",
            broken: vec![
                (order("Limit", json!({"quantity": "1"})), &["price"]),
                (
                    order("Limit", json!({"price": "142.12"})),
                    &["quantity", "triggerQuantity"],
                ),
                // An amount of the quote asset is none of a limit order.
                (
                    order("Limit", json!({"price": "142.12", "quoteQuantity": "10"})),
                    &["quantity", "triggerQuantity"],
                ),
                (order("Limit", json!({})), &["price"]),
                (
                    order("Market", json!({})),
                    &["quantity", "quoteQuantity", "triggerQuantity"],
                ),
                // A price does not say how much.
                (
                    order("Market", json!({"price": "142.12"})),
                    &["quantity", "quoteQuantity", "triggerQuantity"],
                ),
            ],
            good: vec![
                order("Limit", json!({"price": "142.12", "quantity": "1"})),
                order(
                    "Limit",
                    json!({"price": "142.12", "triggerPrice": "150", "triggerQuantity": "50%"}),
                ),
                order("Market", json!({"quantity": "1"})),
                order("Market", json!({"quoteQuantity": "250"})),
                order(
                    "Market",
                    json!({"triggerPrice": "150", "triggerQuantity": "2"}),
                ),
            ],
        },
        Rules {
            schema: "OrderCancelPayload",
            broken: vec![
                (json!({"symbol": "SOL_USDC"}), &["orderId", "clientId"]),
                (
                    json!({"symbol": "SOL_USDC", "orderId": "59669287267", "clientId": 7}),
                    &["orderId", "clientId"],
                ),
            ],
            good: vec![
                json!({"symbol": "SOL_USDC", "orderId": "59669287267"}),
                json!({"symbol": "SOL_USDC", "clientId": 0}),
            ],
        },
        Rules {
            schema: "StrategyCancelPayload",
            broken: vec![(
                json!({"symbol": "SOL_USDC"}),
                &["strategyId", "clientStrategyId"],
            )],
            good: vec![
                json!({"symbol": "SOL_USDC", "strategyId": "6023471188"}),
                json!({"symbol": "SOL_USDC", "clientStrategyId": 11}),
                json!({"symbol": "SOL_USDC", "clientStrategyId": 11, "strategyId": "6023471188"}),
            ],
        },
        Rules {
            schema: "QuoteAcceptPayload",
            broken: vec![(json!({"quoteId": "59669290114"}), &["rfqId", "clientId"])],
            good: vec![
                json!({"quoteId": "59669290114", "rfqId": "59669287301"}),
                json!({"quoteId": "59669290114", "clientId": 20}),
            ],
        },
        Rules {
            schema: "RequestForQuoteCancelPayload",
            broken: vec![(json!({}), &["rfqId", "clientId"])],
            good: vec![json!({"rfqId": "59669287301"}), json!({"clientId": 20})],
        },
        Rules {
            schema: "RequestForQuotePayload",
            broken: vec![
                (
                    json!({"symbol": "SOL_USDC_RFQ", "side": "Bid"}),
                    &["quantity", "quoteQuantity"],
                ),
                (
                    json!({"symbol": "SOL_USDC_RFQ", "side": "Bid", "quantity": "1", "quoteQuantity": "142"}),
                    &["quantity", "quoteQuantity"],
                ),
            ],
            good: vec![
                json!({"symbol": "SOL_USDC_RFQ", "side": "Bid", "quantity": "1"}),
                json!({"symbol": "SOL_USDC_RFQ", "side": "Ask", "quoteQuantity": "142"}),
            ],
        },
    ]
}

/// Calls the operation that takes the body, and forgets what it answers.
async fn call(client: &backpack_api::Client, schema: &str, json: Value) -> Result<(), Error> {
    match schema {
        "OrderExecutePayload" => {
            let order: OrderExecutePayload = body(json);
            client.execute_order(&order).send().await.map(drop)
        }
        "OrderCancelPayload" => {
            let cancel: OrderCancelPayload = body(json);
            client.cancel_order(&cancel).send().await.map(drop)
        }
        "StrategyCancelPayload" => {
            let cancel: StrategyCancelPayload = body(json);
            client.cancel_strategy(&cancel).send().await.map(drop)
        }
        "QuoteAcceptPayload" => {
            let accept: QuoteAcceptPayload = body(json);
            client.accept_quote(&accept).send().await.map(drop)
        }
        "RequestForQuoteCancelPayload" => {
            let cancel: RequestForQuoteCancelPayload = body(json);
            client.cancel_rfq(&cancel).send().await.map(drop)
        }
        "RequestForQuotePayload" => {
            let submit: RequestForQuotePayload = body(json);
            client.submit_rfq(&submit).send().await.map(drop)
        }
        _ => panic!("no call takes a {schema} here"),
    }
}

/// A body that breaks a rule is refused with the type and the properties at fault, and the exchange never sees it; one
/// that keeps the rules arrives as it is. Every type with rules is here.
#[tokio::test]
async fn rules_hold_before_anything_is_sent() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let all = rules();
    for Rules {
        schema,
        broken,
        good,
    } in &all
    {
        for (json, properties) in broken {
            let broken = refusal(call(&client, schema, json.clone()).await);
            assert_eq!(
                (broken.schema(), broken.element(), broken.properties()),
                (*schema, None, *properties),
                "{json}"
            );
            let said = Error::from(broken).to_string();
            assert!(
                said.contains(schema) && said.contains("Nothing was sent"),
                "{said}"
            );
            assert!(
                properties
                    .iter()
                    .all(|one| said.contains(&format!("`{one}`"))),
                "{said}"
            );
            assert_eq!(sandbox.requests().len(), 0, "{json} was sent");
        }
        for json in good {
            let outcome = call(&client, schema, json.clone()).await;
            assert!(outcome.is_ok(), "{json}: {outcome:?}");
            assert_eq!(&sent(&sandbox), json);
        }
    }
    let tested: BTreeSet<&str> = all.iter().map(|rules| rules.schema).collect();
    assert_eq!(tested, with_rules(&document));
}

/// The schemas of bodies that have rules.
fn with_rules(document: &Document) -> BTreeSet<&str> {
    let bodies = (document.operations().into_iter()).filter_map(|operation| {
        let content = operation.json["requestBody"]["content"].as_object()?;
        let schema = &content.values().next()?["schema"];
        let reference = schema.get("$ref").or_else(|| schema["items"].get("$ref"))?;
        let name = reference.as_str()?.rsplit('/').next()?;
        document.schema(name)?.get("x-rules").map(|_| name)
    });
    bodies.collect()
}

/// One bad order of a batch is named by its place, and none of the batch is sent: half a batch is no batch.
#[tokio::test]
async fn a_bad_order_in_a_batch() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let good = limit(1);
    let mut bad = limit(2);
    bad.price = None;
    for (batch, element) in [
        (vec![bad.clone()], 0),
        (vec![good.clone(), good.clone(), bad.clone()], 2),
        (vec![good.clone(), bad.clone(), good.clone(), bad], 1),
    ] {
        let broken = refusal(client.execute_order_batch(&batch).send().await);
        assert_eq!(
            (broken.schema(), broken.element(), broken.properties()),
            ("OrderExecutePayload", Some(element), &["price"][..])
        );
        assert!(
            broken
                .to_string()
                .contains(&format!("element {element} of the batch")),
            "{broken}"
        );
    }
    // Nothing to sign, nothing to send.
    let error = client.execute_order_batch(&[]).send().await.unwrap_err();
    assert!(matches!(error, Error::Signing(_)), "{error:?}");
    assert_eq!(sandbox.requests().len(), 0);
    client.execute_order_batch(&[good]).send().await.unwrap();
    assert_eq!(sandbox.requests().len(), 1);
}

/// A limit order with an id of its own.
fn limit(id: u32) -> OrderExecutePayload {
    OrderExecutePayload::builder()
        .client_id(id)
        .order_type(OrderTypeEnum::Limit)
        .price(decimal("142.10"))
        .quantity(decimal("0.50"))
        .side(Side::Bid)
        .symbol("SOL_USDC")
        .build()
}

/// What a builder is told is what is sent, every property under its own name, decimals to the last zero, and nothing
/// else; and read back it is the same value.
#[tokio::test]
async fn builders() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let order = OrderExecutePayload::builder()
        .auto_borrow(true)
        .auto_borrow_repay(false)
        .auto_lend(true)
        .auto_lend_redeem(false)
        .broker_id(u16::MAX)
        .client_id(u32::MAX)
        .order_type(OrderTypeEnum::Limit)
        .post_only(true)
        .price(decimal("0.00000100"))
        .quantity(decimal("79228162514264337593543950335"))
        .quote_quantity(decimal("1.0000000000000000000000000001"))
        .reduce_only(false)
        .self_trade_prevention(SelfTradePrevention::RejectBoth)
        .side(Side::Ask)
        .slippage_tolerance(decimal("0.50"))
        .slippage_tolerance_type(SlippageToleranceType::Percent)
        .stop_loss_limit_price(decimal("1.10"))
        .stop_loss_trigger_by(TriggerBy::MarkPrice)
        .stop_loss_trigger_price("1.20")
        .symbol("kPEPE_USDC_PERP")
        .take_profit_limit_price(decimal("2.10"))
        .take_profit_trigger_by(TriggerBy::IndexPrice)
        .take_profit_trigger_price("2.20")
        .time_in_force(TimeInForce::Gtc)
        .trigger_by(TriggerBy::LastPrice)
        .trigger_price("3.10")
        .trigger_quantity("80%")
        .build();
    let json = json!({
        "autoBorrow": true, "autoBorrowRepay": false, "autoLend": true, "autoLendRedeem": false,
        "brokerId": 65_535, "clientId": 4_294_967_295_u32, "orderType": "Limit", "postOnly": true,
        "price": "0.00000100", "quantity": "79228162514264337593543950335",
        "quoteQuantity": "1.0000000000000000000000000001", "reduceOnly": false,
        "selfTradePrevention": "RejectBoth", "side": "Ask",
        "slippageTolerance": "0.50", "slippageToleranceType": "Percent",
        "stopLossLimitPrice": "1.10", "stopLossTriggerBy": "MarkPrice", "stopLossTriggerPrice": "1.20",
        "symbol": "kPEPE_USDC_PERP",
        "takeProfitLimitPrice": "2.10", "takeProfitTriggerBy": "IndexPrice", "takeProfitTriggerPrice": "2.20",
        "timeInForce": "GTC", "triggerBy": "LastPrice", "triggerPrice": "3.10", "triggerQuantity": "80%",
    });
    let document = Document::load();
    let properties = document.schema("OrderExecutePayload").unwrap()["properties"].as_object();
    let all: BTreeSet<&String> = properties.unwrap().keys().collect();
    assert_eq!(
        json.as_object().unwrap().keys().collect::<BTreeSet<_>>(),
        all,
        "every property"
    );
    client.execute_order(&order).send().await.unwrap();
    assert_eq!(sent(&sandbox), json);
    same(&order, json);

    // What is not set is not sent: a null would not be signed.
    client.execute_order(&limit(7)).send().await.unwrap();
    let json = json!({
        "clientId": 7, "orderType": "Limit", "price": "142.10", "quantity": "0.50", "side": "Bid", "symbol": "SOL_USDC",
    });
    assert_eq!(sent(&sandbox), json);
    same(&limit(7), json);

    let cancel = OrderCancelPayload::builder()
        .symbol("SOL_USDC")
        .order_id("59669287267")
        .build();
    client.cancel_order(&cancel).send().await.unwrap();
    assert_eq!(
        sent(&sandbox),
        json!({"symbol": "SOL_USDC", "orderId": "59669287267"})
    );

    let cancel = OrderCancelAllPayload::builder()
        .symbol("SOL_USDC")
        .order_type(CancelOrderTypeEnum::ConditionalOrder)
        .build();
    client.cancel_open_orders(&cancel).send().await.unwrap();
    assert_eq!(
        sent(&sandbox),
        json!({"symbol": "SOL_USDC", "orderType": "ConditionalOrder"})
    );
}

/// A body and its JSON are one.
fn same<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T, json: Value) {
    assert_eq!(serde_json::to_value(value).unwrap(), json);
    assert_eq!(&body::<T>(json), value);
}

/// Accepted and not done yet, or nothing there: a success without a value, never an error. Who takes an accepted
/// cancel for a failed one acts on an order that is gone.
#[tokio::test]
async fn accepted_and_nothing() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let mut tested = BTreeSet::new();
    let mut script = |id: &'static str, status| {
        tested.insert((id.to_owned(), status));
        sandbox
            .on(id)
            .answer(Answer::status(status).unchecked())
            .unwrap();
    };
    fn nothing<T: std::fmt::Debug>(outcome: Result<ResponseValue<Option<T>>, Error>, status: u16) {
        let answer = outcome.unwrap();
        assert_eq!(answer.status(), status);
        assert!(answer.is_none(), "{answer:?}");
    }

    let one = OrderCancelPayload::builder()
        .symbol("SOL_USDC")
        .client_id(7)
        .build();
    script("cancel_order", 202);
    nothing(client.cancel_order(&one).send().await, 202);
    let all = OrderCancelAllPayload::builder().symbol("SOL_USDC").build();
    script("cancel_open_orders", 202);
    nothing(client.cancel_open_orders(&all).send().await, 202);
    let strategy = StrategyCancelPayload::builder()
        .symbol("SOL_USDC")
        .client_strategy_id(7)
        .build();
    script("cancel_strategy", 202);
    nothing(client.cancel_strategy(&strategy).send().await, 202);
    let strategies = StrategyCancelAllPayload::builder()
        .symbol("SOL_USDC")
        .build();
    script("cancel_open_strategies", 202);
    nothing(client.cancel_open_strategies(&strategies).send().await, 202);
    script("get_ticker", 204);
    nothing(client.get_ticker("SOL_USDC").send().await, 204);
    script("get_withdrawal_delay", 204);
    nothing(client.get_withdrawal_delay().send().await, 204);

    // Whatever stands in the body of what was accepted: it did not fail.
    for answer in [
        Answer::json(202, &json!({"id": "59669287267"})),
        Answer::text(202, "accepted"),
        Answer::bytes(202, "application/json", "{\"id\":"),
    ] {
        sandbox.on("cancel_order").answer(answer).unwrap();
        nothing(client.cancel_order(&one).send().await, 202);
    }

    // With a body there is a value.
    let cancelled = client.cancel_order(&one).send().await.unwrap();
    assert_eq!(cancelled.status(), 200);
    assert!(matches!(cancelled.into_inner(), Some(OrderType::Limit(_))));
    let ticker = client.get_ticker("SOL_USDC").send().await.unwrap();
    assert!(ticker.is_some());
    // An empty list is a value too: there was nothing to cancel.
    sandbox
        .on("cancel_open_orders")
        .answer(Answer::json(200, &json!([])))
        .unwrap();
    let none = client.cancel_open_orders(&all).send().await.unwrap();
    assert_eq!(none.into_inner(), Some(Vec::new()));

    // Every operation that the document says this of was tried.
    let nothing_beside_a_body = |operation: &Operation<'_>| {
        let successes = operation.successes();
        let empty = successes
            .iter()
            .filter(|one| one.schema.is_none())
            .map(|one| one.status);
        let id = operation.id.to_owned();
        let both = successes.len() > 1;
        empty
            .filter(|_| both)
            .map(|status| (id.clone(), status))
            .collect::<Vec<_>>()
    };
    let documented: BTreeSet<(String, u16)> = document
        .operations()
        .iter()
        .flat_map(nothing_beside_a_body)
        .collect();
    assert_eq!(tested, documented);
}

/// An order that is answered with a status that nobody documents is not taken for a refusal: the status is there, and
/// so is the body.
#[tokio::test]
async fn an_order_that_is_answered_otherwise() {
    let sandbox = Sandbox::start().await.unwrap();
    let text = r#"{"id":"59669287267"}"#;
    let answer = Answer::bytes(202, "application/json", text);
    sandbox.on("execute_order").answer(answer).unwrap();
    let error = client(&sandbox)
        .execute_order(&limit(7))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 202);
    assert!(
        matches!(&error, Error::Body(kept) if kept.text() == Some(text)),
        "{error:?}"
    );
    assert!(error.to_string().contains("202"), "{error}");
}

/// Fifty orders go out in their order under one signature, and each has its own result in the answer: placed, refused
/// with its reason, or what this version does not know.
#[tokio::test]
async fn a_batch_of_fifty() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let orders: Vec<OrderExecutePayload> = (0..50).map(limit).collect();

    let document = Document::load();
    let operation = document.operation("get_open_orders").unwrap();
    let placed = operation.answer().unwrap().examples[0][0].clone();
    let results: Vec<Value> = (0..50)
        .map(|id| match id % 3 {
            0 => {
                let mut placed = placed.clone();
                placed["operation"] = json!("Ok");
                placed["clientId"] = json!(id);
                placed
            }
            1 => json!({"operation": "Err", "code": "INSUFFICIENT_FUNDS", "message": format!("order {id}")}),
            _ => json!({"operation": "Held", "until": id}),
        })
        .collect();
    sandbox
        .on("execute_order_batch")
        .answer(Answer::json(200, &results))
        .unwrap();
    let answer = client
        .execute_order_batch(&orders)
        .send()
        .await
        .unwrap()
        .into_inner();

    let Value::Array(received) = sent(&sandbox) else {
        panic!("no list was sent")
    };
    let ids: Vec<u64> = received
        .iter()
        .map(|order| order["clientId"].as_u64().unwrap())
        .collect();
    assert_eq!(ids, (0..50).collect::<Vec<u64>>());
    assert_eq!(
        Value::Array(received),
        serde_json::to_value(&orders).unwrap()
    );

    assert_eq!(answer.len(), 50);
    for (id, result) in (0_u32..).zip(&answer) {
        match (id % 3, result) {
            (0, BatchCommandOrderResult::Ok(OrderType::Limit(order))) => {
                assert_eq!(order.client_id, Some(id));
            }
            (1, BatchCommandOrderResult::Err(refused)) => {
                assert_eq!(refused.code, ApiErrorCode::InsufficientFunds);
                assert_eq!(refused.message, format!("order {id}"));
            }
            (2, BatchCommandOrderResult::Other(object)) => assert_eq!(object["until"], id),
            _ => panic!("order {id}: {result:?}"),
        }
    }
    assert_eq!(
        serde_json::to_value(&answer)
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        50
    );
}

/// A value that this version does not know is sent as the text that it is, in a query and in a body, and signed so. A
/// deposit address for another network than the one asked for is money lost.
#[tokio::test]
async fn values_that_are_not_known_yet() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let address = json!({"address": "an address"});

    // From the list of assets, where a new network shows up first.
    let mut assets = Document::load()
        .operation("get_assets")
        .unwrap()
        .answer()
        .unwrap()
        .examples[0]
        .clone();
    assets[0]["tokens"][0]["blockchain"] = json!("Moon & Mars");
    sandbox
        .on("get_assets")
        .answer(Answer::json(200, &assets))
        .unwrap();
    let assets = client.get_assets().send().await.unwrap();
    let blockchain = assets[0].tokens[0].blockchain.clone();
    assert_eq!(blockchain, Blockchain::Other("Moon & Mars".to_owned()));

    // The sandbox knows the document's networks alone, and so would refuse it.
    let answer = Answer::json(200, &address);
    sandbox
        .on("get_deposit_address")
        .answer(answer.unchecked())
        .unwrap();
    sandbox.forget_requests();
    client
        .get_deposit_address(blockchain.clone())
        .send()
        .await
        .unwrap();
    let received = sandbox.requests();
    assert_eq!(
        received[0].query(),
        [("blockchain".to_owned(), "Moon & Mars".to_owned())]
    );
    assert!(received[0].authentication().is_verified());

    let withdrawal = AccountWithdrawalPayload::builder()
        .address("an address")
        .blockchain(blockchain)
        .quantity(decimal("10.0"))
        .symbol("MOON")
        .build();
    let document = Document::load();
    let withdrawn = document
        .operation("request_withdrawal")
        .unwrap()
        .answer()
        .unwrap()
        .examples[0];
    let answer = Answer::json(200, withdrawn).unchecked();
    sandbox.on("request_withdrawal").answer(answer).unwrap();
    sandbox.forget_requests();
    client.request_withdrawal(&withdrawal).send().await.unwrap();
    assert_eq!(
        sent(&sandbox),
        json!({"address": "an address", "blockchain": "Moon & Mars", "quantity": "10.0", "symbol": "MOON"})
    );

    // A new kind of order has rules that nobody knows yet, so none is held against it.
    let mut order = limit(7);
    order.order_type = OrderTypeEnum::from("Iceberg");
    order.price = None;
    let mut placed = document
        .operation("execute_order")
        .unwrap()
        .answer()
        .unwrap()
        .examples[0]
        .clone();
    placed["status"] = json!("Melting");
    let answer = Answer::json(200, &placed).unchecked();
    sandbox.on("execute_order").answer(answer).unwrap();
    let placed = client.execute_order(&order).send().await.unwrap();
    assert_eq!(sent(&sandbox)["orderType"], "Iceberg");
    let OrderType::Limit(placed) = placed.into_inner() else {
        panic!("the example is a limit order")
    };
    assert_eq!(placed.status, OrderStatus::Other("Melting".to_owned()));
    // A text that is known is never anything but the value that is known.
    assert_eq!(OrderTypeEnum::from("Limit"), OrderTypeEnum::Limit);
}
