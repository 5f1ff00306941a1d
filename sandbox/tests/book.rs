//! The book, over HTTP as a bot uses it, with faults on the way.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "the helpers of tests are tests too, which clippy.toml does not see"
)]

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use backpack_sandbox::book::{OrderKind, OrderStatus, Side};
use backpack_sandbox::rust_decimal::Decimal;
use backpack_sandbox::{
    Answer, Book, BookError, Fault, FaultKind, RetryAfter, Sandbox, StartError,
};
use backpack_signing::{FixedClock, Timestamp};
use serde_json::{Value, json};

use common::{End, body, exchange, header, request, status, within};

/// The time of the sandbox, far from that of the system.
const NOW: u64 = 1_788_285_244_094;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn book() -> Book {
    Book::new()
        .balance("USDC", 1_000)
        .balance("SOL", decimal("10.5"))
        .price("SOL_USDC", 140)
}

async fn start(book: Book) -> Sandbox {
    Sandbox::builder().book(book).start().await.unwrap()
}

/// Sends a request for an operation of the book; the status, and the body as JSON.
async fn call(
    sandbox: &Sandbox,
    method: &str,
    target: &str,
    instruction: &'static str,
    payload: Option<Value>,
) -> (u16, Value) {
    let payload = payload.map(|payload| payload.to_string());
    let request = request(method, target, Some(instruction), payload.as_deref());
    let (answer, end) = exchange(sandbox, &request).await;
    assert_eq!(end, End::Closed);
    let value = serde_json::from_str(body(&answer)).unwrap_or(Value::Null);
    (status(&answer).parse().unwrap(), value)
}

async fn place(sandbox: &Sandbox, order: Value) -> (u16, Value) {
    call(
        sandbox,
        "POST",
        "/api/v1/order",
        "orderExecute",
        Some(order),
    )
    .await
}

async fn cancel(sandbox: &Sandbox, which: Value) -> (u16, Value) {
    call(
        sandbox,
        "DELETE",
        "/api/v1/order",
        "orderCancel",
        Some(which),
    )
    .await
}

async fn get_order(sandbox: &Sandbox, query: &str) -> (u16, Value) {
    let target = format!("/api/v1/order?{query}");
    call(sandbox, "GET", &target, "orderQuery", None).await
}

async fn open_orders(sandbox: &Sandbox, query: &str) -> Vec<String> {
    let target = format!("/api/v1/orders{query}");
    ids(&call(sandbox, "GET", &target, "orderQueryAll", None).await.1)
}

async fn balances(sandbox: &Sandbox) -> Value {
    call(sandbox, "GET", "/api/v1/capital", "balanceQuery", None)
        .await
        .1
}

fn ids(orders: &Value) -> Vec<String> {
    let orders = orders.as_array().unwrap().iter();
    orders
        .map(|order| order["id"].as_str().unwrap().to_owned())
        .collect()
}

fn limit(side: &str, price: &str, quantity: &str) -> Value {
    json!({"orderType": "Limit", "side": side, "symbol": "SOL_USDC", "price": price, "quantity": quantity})
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// The examples of the document, by operation: one, or the named one of several.
fn example(path: &str, method: &str, name: Option<&str>) -> Value {
    let document: Value = serde_json::from_str(include_str!("../openapi.json")).unwrap();
    let media = &document["paths"][path][method]["responses"]["200"]["content"]["application/json; charset=utf-8"];
    match name {
        None => media["example"].clone(),
        Some(name) => media["examples"][name]["value"].clone(),
    }
}

#[tokio::test]
async fn place_list_fill_cancel() {
    within(async {
        let sandbox = start(book()).await;
        let (code, placed) = place(&sandbox, limit("Bid", "139.50", "4")).await;
        assert_eq!(code, 200);
        assert_eq!(
            (&placed["id"], &placed["status"], &placed["price"]),
            (&json!("1"), &json!("New"), &json!("139.5"))
        );
        assert_eq!(
            balances(&sandbox).await,
            json!({
                "SOL": {"available": "10.5", "locked": "0", "staked": "0"},
                "USDC": {"available": "442", "locked": "558", "staked": "0"},
            })
        );
        assert_eq!(
            get_order(&sandbox, "symbol=SOL_USDC&orderId=1").await,
            (200, placed)
        );

        // A part, at a better price: what is saved is available again.
        let order = sandbox.book().fill("1", 1, 139).unwrap();
        assert_eq!(order.status(), OrderStatus::PartiallyFilled);
        let usdc = sandbox.book().balance("USDC");
        assert_eq!(usdc.available(), decimal("442.5"));
        assert_eq!(usdc.locked(), decimal("418.5"));
        assert_eq!(sandbox.book().balance("SOL").available(), decimal("11.5"));
        let (_, now) = get_order(&sandbox, "symbol=SOL_USDC&orderId=1").await;
        assert_eq!(
            (
                &now["status"],
                &now["executedQuantity"],
                &now["executedQuoteQuantity"]
            ),
            (&json!("PartiallyFilled"), &json!("1"), &json!("139"))
        );

        let which = json!({"symbol": "SOL_USDC", "orderId": "1"});
        let (code, cancelled) = cancel(&sandbox, which.clone()).await;
        assert_eq!((code, &cancelled["status"]), (200, &json!("Cancelled")));
        assert_eq!(sandbox.book().balance("USDC").available(), 861.into());
        assert!(open_orders(&sandbox, "").await.is_empty());
        let gone = json!({"code": "RESOURCE_NOT_FOUND", "message": "Not Found"});
        assert_eq!(cancel(&sandbox, which).await, (404, gone.clone()));
        assert_eq!(
            get_order(&sandbox, "symbol=SOL_USDC&orderId=1").await,
            (404, gone)
        );

        let orders = sandbox.book().orders();
        assert_eq!(orders.len(), 1);
        assert_eq!(
            (orders[0].side(), orders[0].kind()),
            (Side::Bid, OrderKind::Limit)
        );
        let fills = sandbox.book().fills();
        assert_eq!((fills[0].price(), fills[0].is_maker()), (139.into(), true));
    })
    .await;
}

#[tokio::test]
async fn market_orders() {
    within(async {
        let sandbox = start(book().fee_rate(Decimal::new(1, 3))).await;
        let market = |side: &str, field: &str, amount: &str| {
            json!({"orderType": "Market", "side": side, "symbol": "SOL_USDC", field: amount})
        };
        let (code, bought) = place(&sandbox, market("Bid", "quantity", "2")).await;
        assert_eq!((code, &bought["status"]), (200, &json!("Filled")));
        assert_eq!(
            (&bought["quantity"], &bought["quoteQuantity"], &bought["executedQuoteQuantity"]),
            (&json!("2"), &json!("280"), &json!("280"))
        );
        // The fee is taken out of what is received.
        assert_eq!(sandbox.book().balance("SOL").total(), decimal("12.498"));
        assert_eq!(sandbox.book().balance("USDC").total(), 720.into());

        sandbox.book().set_price("SOL_USDC", 150).unwrap();
        let (_, sold) = place(&sandbox, market("Ask", "quoteQuantity", "100")).await;
        assert_eq!(
            (&sold["quantity"], &sold["quoteQuantity"], &sold["executedQuantity"]),
            (&Value::Null, &json!("100"), &json!("0.66666666"))
        );
        let fill = &sandbox.book().fills()[1];
        assert_eq!((fill.fee_asset(), fill.is_maker()), ("USDC", false));
        assert_eq!(fill.fee(), decimal("0.099999999"));

        let (code, refused) = place(&sandbox, market("Bid", "quoteQuantity", "1000000")).await;
        assert_eq!((code, &refused["code"]), (400, &json!("INSUFFICIENT_FUNDS")));
        let (code, refused) = place(&sandbox, market("Bid", "quoteQuantity", "0.000000001")).await;
        assert_eq!((code, &refused["code"]), (400, &json!("INVALID_QUANTITY")));

        let unpriced = start(Book::new().balance("USDC", 1).balance("SOL", 1)).await;
        let (code, refused) = place(&unpriced, market("Bid", "quantity", "1")).await;
        assert_eq!((code, &refused["code"]), (400, &json!("INVALID_ORDER")));
        assert!(unpriced.book().orders().is_empty());
        assert!(!unpriced.requests()[0].executed());
    })
    .await;
}

#[tokio::test]
async fn orders_that_do_not_rest() {
    within(async {
        let sandbox = start(book()).await;
        let at_once = |time: &str, price: &str| {
            let mut order = limit("Bid", price, "1");
            order["timeInForce"] = time.into();
            order
        };
        let (_, filled) = place(&sandbox, at_once("IOC", "141")).await;
        assert_eq!(
            (&filled["status"], &filled["executedQuoteQuantity"]),
            (&json!("Filled"), &json!("140"))
        );
        for time in ["IOC", "FOK"] {
            let (code, expired) = place(&sandbox, at_once(time, "139")).await;
            assert_eq!((code, &expired["status"]), (200, &json!("Expired")));
        }
        let usdc = sandbox.book().balance("USDC");
        assert_eq!((usdc.available(), usdc.locked()), (860.into(), 0.into()));
        let (_, history) = call(
            &sandbox,
            "GET",
            "/wapi/v1/history/orders?sortDirection=Asc",
            "orderHistoryQueryAll",
            None,
        )
        .await;
        let reasons: Vec<&Value> = history
            .as_array()
            .unwrap()
            .iter()
            .map(|o| &o["expiryReason"])
            .collect();
        assert_eq!(
            reasons,
            [
                &Value::Null,
                &json!("ImmediateOrCancel"),
                &json!("FillOrKill")
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_refused() {
    within(async {
        let sandbox = start(book()).await;
        let with = |fields: Value| {
            let mut order = limit("Bid", "1", "1");
            for (name, value) in fields.as_object().unwrap() {
                order[name] = value.clone();
            }
            order
                .as_object_mut()
                .unwrap()
                .retain(|_, value| !value.is_null());
            order
        };
        for (fields, expected_status, code) in [
            (json!({"price": "1000.01"}), 400, "INSUFFICIENT_FUNDS"),
            (
                json!({"side": "Ask", "quantity": "10.500001"}),
                400,
                "INSUFFICIENT_FUNDS",
            ),
            (json!({"quantity": "0"}), 400, "INVALID_QUANTITY"),
            (json!({"quantity": "-1"}), 400, "INVALID_QUANTITY"),
            (json!({"price": "0"}), 400, "INVALID_PRICE"),
            (
                json!({"price": "0.00000000000000001", "quantity": "0.0000000000001"}),
                400,
                "INVALID_QUANTITY",
            ),
            (json!({"price": null}), 400, "INVALID_ORDER"),
            (json!({"quantity": null}), 400, "INVALID_ORDER"),
            (json!({"quoteQuantity": "1"}), 400, "INVALID_ORDER"),
            (
                json!({"postOnly": true, "timeInForce": "IOC"}),
                400,
                "INVALID_ORDER",
            ),
            (json!({"orderType": "Market"}), 400, "INVALID_ORDER"),
            (
                json!({"orderType": "Market", "price": null, "postOnly": true}),
                400,
                "INVALID_ORDER",
            ),
            (
                json!({"orderType": "Market", "price": null, "quoteQuantity": "1"}),
                400,
                "INVALID_ORDER",
            ),
            (json!({"symbol": "SOL_USDT"}), 400, "INVALID_CLIENT_REQUEST"),
            (json!({"symbol": "SOL"}), 400, "INVALID_CLIENT_REQUEST"),
            (json!({"symbol": "SOL_USDC_PERP"}), 501, "NOT_IMPLEMENTED"),
            (json!({"triggerPrice": "1"}), 501, "NOT_IMPLEMENTED"),
            (
                json!({"takeProfitTriggerPrice": "1"}),
                501,
                "NOT_IMPLEMENTED",
            ),
        ] {
            let (status, refused) = place(&sandbox, with(fields.clone())).await;
            assert_eq!(
                (status, refused["code"].as_str()),
                (expected_status, Some(code)),
                "{fields}"
            );
        }
        assert!(sandbox.book().orders().is_empty());
        assert_eq!(sandbox.book().balance("USDC").available(), 1000.into());
        assert!(sandbox.requests().iter().all(|request| !request.executed()));

        for query in ["symbol=SOL_USDC", "symbol=SOL_USDC&orderId=1&clientId=1"] {
            let (status, refused) = get_order(&sandbox, query).await;
            assert_eq!(
                (status, refused["code"].as_str()),
                (400, Some("INVALID_CLIENT_REQUEST"))
            );
        }
        for query in ["orderId=1", "orderId=x", "orderId=01", "clientId=5"] {
            let (status, _) = get_order(&sandbox, &format!("symbol=SOL_USDC&{query}")).await;
            assert_eq!(status, 404, "{query}");
        }
        for query in ["limit=0", "limit=1001", "offset=99999999999999999999"] {
            let target = format!("/wapi/v1/history/fills?{query}");
            let (status, _) = call(&sandbox, "GET", &target, "fillHistoryQueryAll", None).await;
            assert_eq!(status, 400, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn client_ids_may_repeat() {
    within(async {
        let sandbox = start(book()).await;
        let mut order = limit("Bid", "1", "1");
        order["clientId"] = 7.into();
        for id in ["1", "2"] {
            assert_eq!(place(&sandbox, order.clone()).await.1["id"], id);
        }
        let (_, newest) = get_order(&sandbox, "symbol=SOL_USDC&clientId=7").await;
        assert_eq!(
            (&newest["id"], &newest["clientId"]),
            (&json!("2"), &json!(7))
        );
        let which = json!({"symbol": "SOL_USDC", "clientId": 7});
        for id in ["2", "1"] {
            assert_eq!(cancel(&sandbox, which.clone()).await.1["id"], id);
        }
        assert_eq!(cancel(&sandbox, which).await.0, 404);
    })
    .await;
}

#[tokio::test]
async fn batches_and_cancelling_all() {
    within(async {
        let sandbox = start(book().balance("ETH", 1)).await;
        let mut other = limit("Ask", "3000", "1");
        other["symbol"] = "ETH_USDC".into();
        let batch = json!([
            limit("Bid", "1", "1"),
            limit("Bid", "1", "1000"),
            other,
            limit("Ask", "2", "1")
        ]);
        let (status, results) = call(
            &sandbox,
            "POST",
            "/api/v1/orders",
            "orderExecute",
            Some(batch),
        )
        .await;
        assert_eq!(status, 200);
        let operations: Vec<_> = results
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["operation"].as_str().unwrap())
            .collect();
        assert_eq!(operations, ["Ok", "Err", "Ok", "Ok"]);
        assert_eq!(
            keys(&results[1]),
            BTreeSet::from(["operation", "code", "message"])
        );
        assert_eq!(results[1]["code"], "INSUFFICIENT_FUNDS");

        assert_eq!(open_orders(&sandbox, "").await, ["1", "2", "3"]);
        assert_eq!(open_orders(&sandbox, "?symbol=SOL_USDC").await, ["1", "3"]);
        assert_eq!(
            open_orders(&sandbox, "?marketType=SPOT").await,
            ["1", "2", "3"]
        );
        assert!(open_orders(&sandbox, "?marketType=PERP").await.is_empty());

        let all = |kind: Value| {
            let mut all = json!({"symbol": "SOL_USDC", "orderType": kind});
            all.as_object_mut()
                .unwrap()
                .retain(|_, value| !value.is_null());
            all
        };
        let cancel_all = async |kind: Value| {
            let answer = call(
                &sandbox,
                "DELETE",
                "/api/v1/orders",
                "orderCancelAll",
                Some(all(kind)),
            )
            .await;
            assert_eq!(answer.0, 200);
            ids(&answer.1)
        };
        assert!(cancel_all("ConditionalOrder".into()).await.is_empty());
        assert_eq!(cancel_all("RestingLimitOrder".into()).await, ["1", "3"]);
        assert!(cancel_all(Value::Null).await.is_empty());
        assert_eq!(open_orders(&sandbox, "").await, ["2"]);
    })
    .await;
}

#[tokio::test]
async fn histories_come_in_pages() {
    within(async {
        let clock = Arc::new(FixedClock::new(Timestamp::from_millis(NOW)));
        let sandbox = Sandbox::builder().book(book()).clock(Arc::clone(&clock)).start().await.unwrap();
        // Signed at the time of the sandbox.
        let ask = async |target: &str, instruction: &'static str| {
            let instruction = backpack_signing::Instruction::from_static(instruction);
            let query = target.split_once('?').map_or("", |(_, query)| query);
            let headers = common::Headers::new(
                &Sandbox::credentials(),
                &instruction,
                backpack_signing::Payload::query(query),
                backpack_signing::Clock::now(&clock),
                backpack_signing::Window::DEFAULT,
            );
            let mut text = format!("GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
            for (name, value) in headers.0 {
                text += &format!("{name}: {value}\r\n");
            }
            exchange(&sandbox, (text + "\r\n").as_bytes()).await.0
        };
        sandbox.on("execute_order").answer(Answer::status(500)).unwrap();
        let headers = common::Headers::new(
            &Sandbox::credentials(),
            &backpack_signing::Instruction::from_static("orderExecute"),
            backpack_signing::Payload::json(limit("Bid", "10", "5").to_string().as_bytes()),
            Timestamp::from_millis(NOW),
            backpack_signing::Window::DEFAULT,
        );
        let mut headers = headers.0;
        headers.push(("Content-Type", "application/json".to_owned()));
        let body_text = limit("Bid", "10", "5").to_string();
        let post = async || {
            common::send(&sandbox, reqwest::Method::POST, "/api/v1/order", &headers, Some(&body_text)).await.status
        };
        // A scripted answer takes the place of the execution.
        assert_eq!(post().await, 500);
        assert!(sandbox.book().orders().is_empty());
        assert_eq!(post().await, 200);
        for step in 0..5 {
            clock.advance(Duration::from_secs(1));
            sandbox.book().fill("1", 1, 10 - step).unwrap();
        }

        let rows = |answer: &str| {
            let rows: Value = serde_json::from_str(body(answer)).unwrap();
            let prices = rows.as_array().unwrap().iter().map(|row| row["price"].as_str().unwrap());
            prices.map(str::to_owned).collect::<Vec<_>>()
        };
        let fills = async |query: &str| ask(&format!("/wapi/v1/history/fills{query}"), "fillHistoryQueryAll").await;
        let answer = fills("").await;
        assert_eq!(rows(&answer), ["6", "7", "8", "9", "10"]);
        let page = |answer: &str| {
            ["x-page-count", "x-current-page", "x-page-size", "x-total"].map(|name| header(answer, name).unwrap().to_owned())
        };
        assert_eq!(page(&answer), ["1", "1", "100", "5"]);
        let answer = fills("?limit=2&offset=2").await;
        assert_eq!(rows(&answer), ["8", "9"]);
        assert_eq!(page(&answer), ["3", "2", "2", "5"]);
        let answer = fills("?limit=2&offset=4&sortDirection=Asc").await;
        assert_eq!((rows(&answer), page(&answer)), (vec!["6".to_owned()], ["3", "3", "2", "5"].map(str::to_owned)));
        assert_eq!(rows(&fills("?offset=7").await), [""; 0]);

        let (from, to) = (NOW + 2000, NOW + 3000);
        assert_eq!(rows(&fills(&format!("?from={from}&to={to}")).await), ["8", "9"]);
        for (query, count) in [
            ("?orderId=1&symbol=SOL_USDC&fillType=User&marketType=SPOT", 5),
            ("?marketType=PERP&marketType=SPOT", 5),
            ("?marketType=PERP", 0),
            ("?orderId=2", 0),
            ("?symbol=ETH_USDC", 0),
            ("?fillType=Adl", 0),
            ("?strategyId=1", 0),
        ] {
            assert_eq!(rows(&fills(query).await).len(), count, "{query}");
        }

        let answer = fills("?limit=1").await;
        let newest: Value = serde_json::from_str(body(&answer)).unwrap();
        assert_eq!(
            newest,
            json!([{
                "clientId": null, "fee": "0", "feeSymbol": "SOL", "isMaker": true, "orderId": "1",
                "price": "6", "quantity": "1", "side": "Bid", "symbol": "SOL_USDC", "systemOrderType": null,
                "timestamp": "2026-09-01T17:54:09.094", "tradeId": 5,
            }])
        );
        let answer = ask("/wapi/v1/history/orders?limit=1", "orderHistoryQueryAll").await;
        assert_eq!(page(&answer), ["1", "1", "1", "1"]);
        let order: Value = serde_json::from_str(body(&answer)).unwrap();
        assert_eq!(
            (&order[0]["status"], &order[0]["createdAt"], &order[0]["executedQuoteQuantity"]),
            (&json!("Filled"), &json!("2026-09-01T17:54:04.094"), &json!("40"))
        );
        // And the time is that of the sandbox.
        let answer = exchange(&sandbox, &request("GET", "/api/v1/time", None, None)).await.0;
        assert_eq!(body(&answer), (NOW + 5000).to_string());
    })
    .await;
}

/// The fields are those of the document's examples, one for one.
#[tokio::test]
async fn answers_have_the_documented_fields() {
    within(async {
        let sandbox = start(book()).await;
        let (_, limit) = place(&sandbox, limit("Bid", "1", "1")).await;
        let documented = example("/api/v1/order", "get", Some("limit"));
        assert_eq!(keys(&limit), keys(&documented));
        let market =
            json!({"orderType": "Market", "side": "Bid", "symbol": "SOL_USDC", "quantity": "1"});
        let (_, market) = place(&sandbox, market).await;
        let documented = example("/api/v1/order", "post", Some("market"));
        assert_eq!(keys(&market), keys(&documented));

        for (path, instruction) in [
            ("/wapi/v1/history/orders", "orderHistoryQueryAll"),
            ("/wapi/v1/history/fills", "fillHistoryQueryAll"),
        ] {
            let (_, rows) = call(&sandbox, "GET", path, instruction, None).await;
            let documented = example(path, "get", None);
            for row in rows.as_array().unwrap() {
                assert_eq!(keys(row), keys(&documented[0]), "{path}");
            }
        }
        let documented = example("/api/v1/capital", "get", None);
        assert_eq!(
            keys(&balances(&sandbox).await["SOL"]),
            keys(&documented["SOL"])
        );
    })
    .await;
}

/// Whether the order exists is what a fault says.
#[tokio::test]
async fn faults_and_the_book() {
    within(async {
        for fault in [
            Fault::reset_before_execution(),
            Fault::reset_after_execution(),
            Fault::rate_limited(RetryAfter::Seconds(1)),
            Fault::expired(),
            Fault::server_error_before_execution(500),
            Fault::server_error_after_execution(500),
            Fault::html_before_execution(502),
            Fault::html_after_execution(502),
            Fault::answer_before_execution(Answer::status(404)),
            Fault::answer_after_execution(Answer::status(404)),
            Fault::delay_before_execution(Duration::from_millis(5)),
            Fault::delay_after_execution(Duration::from_millis(5)),
            Fault::truncated_body(),
            Fault::slow_body(64, Duration::from_millis(1)),
        ] {
            let kind = fault.kind();
            let sandbox = start(book()).await;
            sandbox.on("execute_order").fault(fault).unwrap();
            let order = limit("Bid", "1", "1").to_string();
            let request = request("POST", "/api/v1/order", Some("orderExecute"), Some(&order));
            exchange(&sandbox, &request).await;
            let placed = usize::from(kind.executes());
            assert_eq!(sandbox.book().orders().len(), placed, "{kind}");
            assert_eq!(sandbox.requests()[0].executed(), kind.executes(), "{kind}");
        }

        // A request that never arrived has placed nothing.
        let sandbox = start(book()).await;
        sandbox.faults().add(Fault::reset_before_reading()).unwrap();
        let order = limit("Bid", "1", "1").to_string();
        let request = request("POST", "/api/v1/order", Some("orderExecute"), Some(&order));
        assert_eq!(exchange(&sandbox, &request).await.1, End::Reset);
        assert!(sandbox.book().orders().is_empty());
    })
    .await;
}

/// 202: accepted, and done or not.
#[tokio::test]
async fn accepted_cancellations() {
    within(async {
        let sandbox = start(book()).await;
        let which = |id: &str| json!({"symbol": "SOL_USDC", "orderId": id});
        for _ in 0..2 {
            place(&sandbox, limit("Bid", "1", "1")).await;
        }
        sandbox
            .on("cancel_order")
            .fault(Fault::accepted_before_execution())
            .unwrap()
            .fault(Fault::accepted_after_execution())
            .unwrap();
        assert_eq!(cancel(&sandbox, which("1")).await, (202, Value::Null));
        assert_eq!(open_orders(&sandbox, "").await, ["1", "2"]);
        assert_eq!(cancel(&sandbox, which("2")).await, (202, Value::Null));
        assert_eq!(open_orders(&sandbox, "").await, ["1"]);
        // Later.
        let order = sandbox.book().cancel("1").unwrap();
        assert_eq!(order.status(), OrderStatus::Cancelled);
        assert!(open_orders(&sandbox, "").await.is_empty());
        let kinds: Vec<_> = sandbox
            .requests()
            .iter()
            .filter_map(|r| r.fault())
            .collect();
        assert_eq!(
            kinds,
            [
                FaultKind::AcceptedBeforeExecution,
                FaultKind::AcceptedAfterExecution
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn commands_are_checked() {
    within(async {
        let sandbox = start(book()).await;
        place(&sandbox, limit("Bid", "100", "2")).await;
        place(&sandbox, limit("Ask", "100", "2")).await;
        let book = sandbox.book();
        assert!(matches!(
            book.fill("3", 1, 100),
            Err(BookError::UnknownOrder { .. })
        ));
        assert!(matches!(
            book.fill("1", 3, 100),
            Err(BookError::TooMuch { .. })
        ));
        assert!(matches!(
            book.fill("1", 1, 101),
            Err(BookError::Price { .. })
        ));
        assert!(matches!(
            book.fill("2", 1, 99),
            Err(BookError::Price { .. })
        ));
        assert!(matches!(
            book.fill("1", 0, 100),
            Err(BookError::NotPositive { .. })
        ));
        assert!(matches!(
            book.fill("1", 1, -1),
            Err(BookError::NotPositive { .. })
        ));
        let tiny = Decimal::new(1, 28);
        assert!(matches!(
            book.fill("1", tiny, decimal("0.1")),
            Err(BookError::Inexact)
        ));
        assert!(matches!(
            book.set_price("SOL", 1),
            Err(BookError::Market { .. })
        ));
        assert!(matches!(
            book.set_price("SOL_USDC", 0),
            Err(BookError::NotPositive { .. })
        ));
        assert!(book.fills().is_empty());
        assert_eq!(
            book.fill("1", 2, 100).unwrap().status(),
            OrderStatus::Filled
        );
        assert!(matches!(
            book.fill("1", 1, 100),
            Err(BookError::NotOpen { .. })
        ));
        assert!(matches!(book.cancel("1"), Err(BookError::NotOpen { .. })));
        assert_eq!(book.open_orders().len(), 1);

        // Without a book.
        let plain = Sandbox::start().await.unwrap();
        assert!(matches!(
            plain.book().fill("1", 1, 1),
            Err(BookError::NoBook)
        ));
        assert!(matches!(
            plain.book().set_price("A_B", 1),
            Err(BookError::NoBook)
        ));
        assert!(plain.book().orders().is_empty());
        assert_eq!(plain.book().balance("SOL").total(), Decimal::ZERO);

        let error = Sandbox::builder()
            .book(Book::new().balance("SOL", -1))
            .start()
            .await
            .unwrap_err();
        assert!(matches!(error, StartError::Book(BookError::Balance { .. })));
    })
    .await;
}

/// Many clients at once, some of whose requests fail: what they were told and what exists agree.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_clients() {
    within(async {
        let sandbox =
            Arc::new(start(Book::new().balance("USDC", 1_000_000).balance("SOL", 0)).await);
        sandbox
            .faults()
            .add(Fault::rate_limited(RetryAfter::Seconds(0)).with_probability(0.2, 1))
            .unwrap()
            .add(Fault::reset_after_execution().with_probability(0.2, 2))
            .unwrap()
            .add(Fault::reset_before_execution().with_probability(0.2, 3))
            .unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for client in 0..64_u32 {
            let sandbox = Arc::clone(&sandbox);
            tasks.spawn(async move {
                for index in 0..4 {
                    let mut order = limit("Bid", "10", "1");
                    order["clientId"] = (client * 4 + index).into();
                    let order = order.to_string();
                    let request =
                        request("POST", "/api/v1/order", Some("orderExecute"), Some(&order));
                    exchange(&sandbox, &request).await;
                }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let executed = sandbox
            .requests()
            .iter()
            .filter(|request| request.executed())
            .count();
        let orders = sandbox.book().orders();
        assert_eq!(orders.len(), executed);
        assert!((1..256).contains(&executed));
        let clients: BTreeSet<_> = orders.iter().map(|order| order.client_id()).collect();
        assert_eq!(clients.len(), orders.len(), "an order was placed twice");
        let usdc = sandbox.book().balance("USDC");
        assert_eq!(usdc.locked(), Decimal::from(10 * orders.len()));
        assert_eq!(usdc.total(), 1_000_000.into());
    })
    .await;
}
