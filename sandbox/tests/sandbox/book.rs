//! The book over HTTP, as a bot uses it, with faults.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use backpack_sandbox::book::{BookChange, OrderKind, OrderStatus, Position, Side};
use backpack_sandbox::rust_decimal::Decimal;
use backpack_sandbox::{
    Book, BookError, Fault, FaultKind, MockResponse, RetryAfter, Sandbox, StartError,
};
use backpack_signing::{FixedClock, Timestamp};
use serde_json::{Value, json};

use crate::common::{self, End, body, exchange, header, request, status, within};

/// The time of the sandbox, different from that of the system.
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

/// Sends a request for an operation of the book. Returns the status, and the body as JSON.
async fn call(
    sandbox: &Sandbox,
    method: &str,
    target: &str,
    instruction: &'static str,
    payload: Option<Value>,
) -> (u16, Value) {
    let payload = payload.map(|payload| payload.to_string());
    let request = request(method, target, Some(instruction), payload.as_deref());
    let (response, end) = exchange(sandbox, &request).await;
    assert_eq!(end, End::Closed);
    let value = serde_json::from_str(body(&response)).unwrap_or(Value::Null);
    (status(&response).parse().unwrap(), value)
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

/// The example of the success response of an operation, by its name if there are several.
fn example(path: &str, method: &str, name: Option<&str>) -> Value {
    let document: Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    let media = &document["paths"][path][method]["responses"]["200"]["content"]["application/json; charset=utf-8"];
    match name {
        None => media["example"].clone(),
        Some(name) => media["examples"][name]["value"].clone(),
    }
}

#[tokio::test]
async fn places_lists_fills_and_cancels() {
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

        // A part at a better price: the difference is available again.
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
async fn market_orders_execute_at_the_price() {
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
        // The fee is deducted from the received asset.
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

        let (code, rejected) = place(&sandbox, market("Bid", "quoteQuantity", "1000000")).await;
        assert_eq!((code, &rejected["code"]), (400, &json!("INSUFFICIENT_FUNDS")));
        let (code, rejected) = place(&sandbox, market("Bid", "quoteQuantity", "0.000000001")).await;
        assert_eq!((code, &rejected["code"]), (400, &json!("INVALID_QUANTITY")));

        let unpriced = start(Book::new().balance("USDC", 1).balance("SOL", 1)).await;
        let (code, rejected) = place(&unpriced, market("Bid", "quantity", "1")).await;
        assert_eq!((code, &rejected["code"]), (400, &json!("INVALID_ORDER")));
        assert!(unpriced.book().orders().is_empty());
        assert!(!unpriced.requests()[0].executed());
    })
    .await;
}

#[tokio::test]
async fn ioc_and_fok_orders_execute_or_expire() {
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
async fn rejects_invalid_requests() {
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
            (
                json!({"symbol": "SOL_USDC_PERP"}),
                400,
                "INVALID_CLIENT_REQUEST",
            ),
            (json!({"symbol": "SOL_USDC_RFQ"}), 501, "NOT_IMPLEMENTED"),
            (json!({"triggerPrice": "1"}), 501, "NOT_IMPLEMENTED"),
            (
                json!({"takeProfitTriggerPrice": "1"}),
                501,
                "NOT_IMPLEMENTED",
            ),
        ] {
            let (status, rejected) = place(&sandbox, with(fields.clone())).await;
            assert_eq!(
                (status, rejected["code"].as_str()),
                (expected_status, Some(code)),
                "{fields}"
            );
        }
        assert!(sandbox.book().orders().is_empty());
        assert_eq!(sandbox.book().balance("USDC").available(), 1000.into());
        assert!(sandbox.requests().iter().all(|request| !request.executed()));

        for (query, message) in [
            ("symbol=SOL_USDC", "orderId or clientId is required"),
            ("symbol=SOL_USDC&orderId=1&clientId=1", "Invalid signature"),
        ] {
            let rejected = json!({"code": "INVALID_CLIENT_REQUEST", "message": message});
            assert_eq!(get_order(&sandbox, query).await, (400, rejected));
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
async fn batches_report_each_order_and_cancel_all_selects() {
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
            let response = call(
                &sandbox,
                "DELETE",
                "/api/v1/orders",
                "orderCancelAll",
                Some(all(kind)),
            )
            .await;
            assert_eq!(response.0, 200);
            ids(&response.1)
        };
        assert!(cancel_all("ConditionalOrder".into()).await.is_empty());
        assert_eq!(cancel_all("RestingLimitOrder".into()).await, ["1", "3"]);
        assert!(cancel_all(Value::Null).await.is_empty());
        assert_eq!(open_orders(&sandbox, "").await, ["2"]);
    })
    .await;
}

#[tokio::test]
async fn histories_are_paged() {
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
        sandbox.on("execute_order").respond_with(MockResponse::status(500)).unwrap();
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
        // A scripted response replaces the execution.
        assert_eq!(post().await, 500);
        assert!(sandbox.book().orders().is_empty());
        assert_eq!(post().await, 200);
        for step in 0..5 {
            clock.advance(Duration::from_secs(1));
            sandbox.book().fill("1", 1, 10 - step).unwrap();
        }

        let rows = |response: &str| {
            let rows: Value = serde_json::from_str(body(response)).unwrap();
            let prices = rows.as_array().unwrap().iter().map(|row| row["price"].as_str().unwrap());
            prices.map(str::to_owned).collect::<Vec<_>>()
        };
        let fills = async |query: &str| ask(&format!("/wapi/v1/history/fills{query}"), "fillHistoryQueryAll").await;
        let response = fills("").await;
        assert_eq!(rows(&response), ["6", "7", "8", "9", "10"]);
        let page = |response: &str| {
            ["x-page-count", "x-current-page", "x-page-size", "x-total"].map(|name| header(response, name).unwrap().to_owned())
        };
        assert_eq!(page(&response), ["1", "1", "100", "5"]);
        let response = fills("?limit=2&offset=2").await;
        assert_eq!(rows(&response), ["8", "9"]);
        assert_eq!(page(&response), ["3", "2", "2", "5"]);
        let response = fills("?limit=2&offset=4&sortDirection=Asc").await;
        assert_eq!((rows(&response), page(&response)), (vec!["6".to_owned()], ["3", "3", "2", "5"].map(str::to_owned)));
        assert_eq!(rows(&fills("?offset=7").await), [""; 0]);

        // `to` is exclusive.
        let (from, to) = (NOW + 2000, NOW + 3001);
        assert_eq!(rows(&fills(&format!("?from={from}&to={}", to - 1)).await), ["9"]);
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

        let response = fills("?limit=1").await;
        let newest: Value = serde_json::from_str(body(&response)).unwrap();
        assert_eq!(
            newest,
            json!([{
                "clientId": null, "fee": "0", "feeSymbol": "SOL", "isMaker": true, "orderId": "1",
                "price": "6", "quantity": "1", "side": "Bid", "symbol": "SOL_USDC", "systemOrderType": null,
                "timestamp": "2026-09-01T17:54:09.094", "tradeId": 5,
            }])
        );
        let response = ask("/wapi/v1/history/orders?limit=1", "orderHistoryQueryAll").await;
        assert_eq!(page(&response), ["1", "1", "1", "1"]);
        let order: Value = serde_json::from_str(body(&response)).unwrap();
        assert_eq!(
            (&order[0]["status"], &order[0]["createdAt"], &order[0]["executedQuoteQuantity"]),
            (&json!("Filled"), &json!("2026-09-01T17:54:04.094"), &json!("40"))
        );
        // `get_time` returns the time of the sandbox.
        let response = exchange(&sandbox, &request("GET", "/api/v1/time", None, None)).await.0;
        assert_eq!(body(&response), (NOW + 5000).to_string());
    })
    .await;
}

/// The fields equal those of the document's examples.
#[tokio::test]
async fn responses_have_the_documented_fields() {
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

/// An order exists exactly when its fault executes it.
#[tokio::test]
async fn faults_determine_whether_an_order_exists() {
    within(async {
        for fault in [
            Fault::reset().before_execution(),
            Fault::reset().after_execution(),
            Fault::rate_limited(RetryAfter::Seconds(1)).before_execution(),
            Fault::expired().before_execution(),
            Fault::status(500).before_execution(),
            Fault::status(500).after_execution(),
            Fault::html(502).before_execution(),
            Fault::html(502).after_execution(),
            Fault::respond_with(MockResponse::status(404)).before_execution(),
            Fault::respond_with(MockResponse::status(404)).after_execution(),
            Fault::delay(Duration::from_millis(5)).before_execution(),
            Fault::delay(Duration::from_millis(5)).after_execution(),
            Fault::truncated_body(),
            Fault::slow_body(64, Duration::from_millis(1)),
        ] {
            let kind = fault.triggered();
            let sandbox = start(book()).await;
            sandbox.on("execute_order").fault(fault).unwrap();
            let order = limit("Bid", "1", "1").to_string();
            let request = request("POST", "/api/v1/order", Some("orderExecute"), Some(&order));
            exchange(&sandbox, &request).await;
            let placed = usize::from(kind.executes());
            assert_eq!(sandbox.book().orders().len(), placed, "{kind}");
            assert_eq!(sandbox.requests()[0].executed(), kind.executes(), "{kind}");
        }

        // A request that was not read has placed nothing.
        let sandbox = start(book()).await;
        sandbox.faults().add(Fault::reset_before_reading()).unwrap();
        let order = limit("Bid", "1", "1").to_string();
        let request = request("POST", "/api/v1/order", Some("orderExecute"), Some(&order));
        assert_eq!(exchange(&sandbox, &request).await.1, End::Reset);
        assert!(sandbox.book().orders().is_empty());
    })
    .await;
}

/// 202: accepted, and executed or not.
#[tokio::test]
async fn accepted_cancels_execute_at_once_or_later() {
    within(async {
        let sandbox = start(book()).await;
        let which = |id: &str| json!({"symbol": "SOL_USDC", "orderId": id});
        for _ in 0..2 {
            place(&sandbox, limit("Bid", "1", "1")).await;
        }
        sandbox
            .on("cancel_order")
            .fault(Fault::status(202).before_execution())
            .unwrap()
            .fault(Fault::status(202).after_execution())
            .unwrap();
        assert_eq!(cancel(&sandbox, which("1")).await, (202, Value::Null));
        assert_eq!(open_orders(&sandbox, "").await, ["1", "2"]);
        assert_eq!(cancel(&sandbox, which("2")).await, (202, Value::Null));
        assert_eq!(open_orders(&sandbox, "").await, ["1"]);
        // Executed later.
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
                FaultKind::Status(202).before_execution(),
                FaultKind::Status(202).after_execution()
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn rejects_invalid_commands() {
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
            Err(BookError::ExceedsRemaining { .. })
        ));
        assert!(matches!(
            book.fill("1", 1, 101),
            Err(BookError::WorsePrice { .. })
        ));
        assert!(matches!(
            book.fill("2", 1, 99),
            Err(BookError::WorsePrice { .. })
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

/// Many concurrent clients, some of whose requests fail: the record and the book agree.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_clients_place_each_order_once() {
    within(async {
        let sandbox =
            Arc::new(start(Book::new().balance("USDC", 1_000_000).balance("SOL", 0)).await);
        sandbox
            .faults()
            .add(
                Fault::rate_limited(RetryAfter::Seconds(0))
                    .before_execution()
                    .with_probability(0.2, 1),
            )
            .unwrap()
            .add(Fault::reset().after_execution().with_probability(0.2, 2))
            .unwrap()
            .add(Fault::reset().before_execution().with_probability(0.2, 3))
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

async fn depth(sandbox: &Sandbox, query: &str) -> (u16, Value) {
    let target = format!("/api/v1/depth?{query}");
    let (response, _) = exchange(sandbox, &request("GET", &target, None, None)).await;
    let value = serde_json::from_str(body(&response)).unwrap_or(Value::Null);
    (status(&response).parse().unwrap(), value)
}

fn with_levels() -> Book {
    Book::new()
        .balance("USDC", 1_000)
        .balance("SOL", 10)
        .level("SOL_USDC", Side::Bid, 138, 7)
        .level("SOL_USDC", Side::Bid, decimal("138.5"), 2)
        .level("SOL_USDC", Side::Ask, 141, 3)
        .level("SOL_USDC", Side::Ask, decimal("140.50"), 1)
}

#[tokio::test]
async fn depth_sums_levels_and_open_orders() {
    within(async {
        let clock = Arc::new(FixedClock::new(Timestamp::from_millis(NOW)));
        let sandbox = Sandbox::builder()
            .book(with_levels())
            .clock(clock)
            .start()
            .await
            .unwrap();
        let (code, whole) = depth(&sandbox, "symbol=SOL_USDC").await;
        assert_eq!(
            (code, whole),
            (
                200,
                json!({
                    // The best ask first, and the best bid last.
                    "asks": [["140.5", "1"], ["141", "3"]],
                    "bids": [["138", "7"], ["138.5", "2"]],
                    "lastUpdateId": "4",
                    "timestamp": NOW * 1000,
                })
            )
        );
        let documented = example("/api/v1/depth", "get", None);
        assert_eq!(
            keys(&depth(&sandbox, "symbol=SOL_USDC").await.1),
            keys(&documented)
        );

        let sandbox = start(with_levels()).await;
        for quantity in ["1", "0.50"] {
            place(&sandbox, limit("Bid", "138.5", quantity)).await;
        }
        place(&sandbox, limit("Ask", "150", "1")).await;
        let (_, now) = depth(&sandbox, "symbol=SOL_USDC").await;
        assert_eq!(now["bids"], json!([["138", "7"], ["138.5", "3.5"]]));
        assert_eq!(
            now["asks"],
            json!([["140.5", "1"], ["141", "3"], ["150", "1"]])
        );
        assert_eq!(now["lastUpdateId"], "7");
        let of_handle = sandbox.book().depth("SOL_USDC");
        assert_eq!(of_handle.last_update_id(), 7);
        assert_eq!(of_handle.bids()[0], (decimal("138.5"), decimal("3.5")));

        let which = json!({"symbol": "SOL_USDC", "orderId": "2"});
        assert_eq!(cancel(&sandbox, which).await.0, 200);
        sandbox
            .book()
            .set_level("SOL_USDC", Side::Bid, decimal("138.5"), 0)
            .unwrap();
        // Setting a level again changes nothing.
        sandbox
            .book()
            .set_level("SOL_USDC", Side::Bid, decimal("138.50"), 0)
            .unwrap();
        let (_, now) = depth(&sandbox, "symbol=SOL_USDC").await;
        assert_eq!(now["bids"], json!([["138", "7"], ["138.5", "1"]]));
        assert_eq!(now["lastUpdateId"], "9");

        for side in 0..8 {
            let price = 200 + side;
            sandbox
                .book()
                .set_level("SOL_USDC", Side::Ask, price, 1)
                .unwrap();
            sandbox
                .book()
                .set_level("SOL_USDC", Side::Bid, 10 + side, 1)
                .unwrap();
        }
        let (_, best) = depth(&sandbox, "symbol=SOL_USDC&limit=5").await;
        let prices = |side: &str| {
            let levels = best[side].as_array().unwrap().iter();
            levels
                .map(|level| level[0].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(prices("asks"), ["140.5", "141", "150", "200", "201"]);
        assert_eq!(prices("bids"), ["15", "16", "17", "138", "138.5"]);
        let (code, rejected) = depth(&sandbox, "symbol=BTC_USDC").await;
        assert_eq!(
            (code, &rejected["message"]),
            (400, &json!("Invalid market symbol"))
        );
    })
    .await;
}

#[tokio::test]
async fn orders_execute_against_levels() {
    within(async {
        let sandbox = start(with_levels().balance("USDC", 2_000)).await;
        let asks = || sandbox.book().depth("SOL_USDC").asks().to_vec();

        // A limit order takes what it crosses, at the price of the level, and the rest stays open.
        let (_, placed) = place(&sandbox, limit("Bid", "140.75", "2")).await;
        assert_eq!(
            (&placed["status"], &placed["executedQuantity"], &placed["executedQuoteQuantity"]),
            (&json!("PartiallyFilled"), &json!("1"), &json!("140.5"))
        );
        assert_eq!(asks(), [(141.into(), 3.into())]);
        assert_eq!(sandbox.book().depth("SOL_USDC").bids()[0], (decimal("140.75"), 1.into()));
        let usdc = sandbox.book().balance("USDC");
        assert_eq!((usdc.available(), usdc.locked()), (decimal("1718.75"), decimal("140.75")));

        // A crossing level fills the rest at its own price, as the maker.
        sandbox.book().set_level("SOL_USDC", Side::Ask, 140, 5).unwrap();
        let order = sandbox.book().order("1").unwrap();
        assert_eq!(order.status(), OrderStatus::Filled);
        let fills = sandbox.book().fills();
        let seen: Vec<_> = fills.iter().map(|f| (f.price(), f.is_maker(), f.trade_id())).collect();
        assert_eq!(seen, [(decimal("140.5"), false, 1), (decimal("140.75"), true, 2)]);
        assert_eq!(asks()[0], (140.into(), 4.into()));

        let with = |fields: Value| {
            let mut order = limit("Bid", "140.5", "5");
            for (name, value) in fields.as_object().unwrap() {
                order[name] = value.clone();
            }
            order
        };
        // FOK is whole or nothing, post-only is never the taker, IOC takes the available quantity.
        for (fields, status, executed, reason) in [
            (json!({"timeInForce": "FOK"}), "Expired", "0", "FillOrKill"),
            (json!({"postOnly": true}), "Expired", "0", "PostOnlyTaker"),
            (json!({"timeInForce": "IOC"}), "Expired", "4", "ImmediateOrCancel"),
            (json!({"timeInForce": "IOC"}), "Expired", "0", "ImmediateOrCancel"),
        ] {
            let (code, placed) = place(&sandbox, with(fields.clone())).await;
            assert_eq!(code, 200);
            assert_eq!(
                (&placed["status"], &placed["executedQuantity"]),
                (&json!(status), &json!(executed)),
                "{fields}"
            );
            let order = sandbox.book().order(placed["id"].as_str().unwrap()).unwrap();
            assert_eq!(order.expiry_reason(), Some(reason));
        }
        assert_eq!(sandbox.book().balance("USDC").locked(), 0.into());

        // A market order takes the levels, and the rest expires.
        let market = |side: &str, field: &str, amount: &str| {
            json!({"orderType": "Market", "side": side, "symbol": "SOL_USDC", field: amount})
        };
        let (_, sold) = place(&sandbox, market("Ask", "quoteQuantity", "346")).await;
        // 2 at 138.5, and 69 / 138 at 138.
        assert_eq!(
            (&sold["status"], &sold["executedQuantity"], &sold["executedQuoteQuantity"]),
            (&json!("Filled"), &json!("2.5"), &json!("346"))
        );
        sandbox.book().set_level("SOL_USDC", Side::Ask, 141, 0).unwrap();
        sandbox.book().set_level("SOL_USDC", Side::Ask, 10, 1).unwrap();
        let (_, bought) = place(&sandbox, market("Bid", "quantity", "3")).await;
        assert_eq!(
            (&bought["status"], &bought["executedQuantity"]),
            (&json!("Expired"), &json!("1"))
        );
        let (_, nothing) = place(&sandbox, market("Bid", "quantity", "3")).await;
        assert_eq!(nothing["status"], "Expired");
        let last = sandbox.book().orders().pop().unwrap();
        assert_eq!(last.expiry_reason(), Some("InsufficientLiquidity"));
    })
    .await;
}

fn perp(side: &str, price: &str, quantity: &str) -> Value {
    let mut order = limit(side, price, quantity);
    order["symbol"] = "SOL_USDC_PERP".into();
    order
}

fn futures() -> Book {
    Book::new()
        .balance("USDC", 1_000)
        .price("SOL_USDC_PERP", 100)
        .fee_rate(Decimal::new(1, 3))
}

async fn positions(sandbox: &Sandbox, query: &str) -> Vec<Value> {
    let target = format!("/api/v1/position{query}");
    let (code, rows) = call(sandbox, "GET", &target, "positionQuery", None).await;
    assert_eq!(code, 200);
    rows.as_array().unwrap().clone()
}

#[tokio::test]
async fn perpetual_futures_change_positions() {
    within(async {
        let sandbox = start(futures()).await;
        let market = |side: &str, quantity: &str| {
            json!({"orderType": "Market", "side": side, "symbol": "SOL_USDC_PERP", "quantity": quantity})
        };
        let (code, bought) = place(&sandbox, market("Bid", "2")).await;
        assert_eq!((code, &bought["status"]), (200, &json!("Filled")));
        // No asset is exchanged; the fee is paid in the quote asset.
        assert_eq!(
            balances(&sandbox).await,
            json!({"USDC": {"available": "999.8", "locked": "0", "staked": "0"}})
        );
        sandbox.book().set_price("SOL_USDC_PERP", 110).unwrap();
        let rows = positions(&sandbox, "").await;
        let documented = example("/api/v1/position", "get", Some("perpetual"));
        assert_eq!(keys(&rows[0]), keys(&documented[0]));
        let fields = |row: &Value, names: &[&str]| {
            names.iter().map(|name| row[*name].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let names = ["netQuantity", "entryPrice", "markPrice", "pnlUnrealized", "breakEvenPrice", "imf", "mmf"];
        assert_eq!(fields(&rows[0], &names), ["2", "100", "110", "20", "100.1", "0.1", "0.05"]);
        assert_eq!(rows[0]["imfFunction"], json!({"base": "0.1", "factor": "0", "type": "sqrt"}));
        for (query, count) in [
            ("?symbol=SOL_USDC_PERP", 1),
            ("?symbol=ETH_USDC_PERP", 0),
            ("?marketType=PERP", 1),
            ("?marketType=PREDICTION", 0),
        ] {
            assert_eq!(positions(&sandbox, query).await.len(), count, "{query}");
        }

        // A resting order is part of the exposure, and is listed by its market type.
        let (_, resting) = place(&sandbox, perp("Ask", "120", "5")).await;
        let rows = positions(&sandbox, "").await;
        let names = ["netQuantity", "netExposureQuantity", "netExposureNotional"];
        assert_eq!(fields(&rows[0], &names), ["2", "3", "330"]);
        assert_eq!(open_orders(&sandbox, "?marketType=PERP").await, ["2"]);
        assert!(open_orders(&sandbox, "?marketType=SPOT").await.is_empty());
        let (_, now) = depth(&sandbox, "symbol=SOL_USDC_PERP").await;
        assert_eq!(now["asks"], json!([["120", "5"]]));

        // A fill through zero closes one position and opens another.
        let id = resting["id"].as_str().unwrap();
        sandbox.book().fill(id, 5, 120).unwrap();
        let position = sandbox.book().position("SOL_USDC_PERP").unwrap();
        assert_eq!((position.id(), position.quantity()), ("2".to_owned(), decimal("-3")));
        assert_eq!((position.entry_price(), position.unrealized_pnl()), (120.into(), 30.into()));
        // 40 realized, and fees of 0.2 and 0.6.
        assert_eq!(sandbox.book().balance("USDC").available(), decimal("1039.2"));
        let fill = &sandbox.book().fills()[1];
        assert_eq!((fill.fee_asset(), fill.fee(), fill.trade_id()), ("USDC", decimal("0.6"), 2));
    })
    .await;
}

#[tokio::test]
async fn margin_limits_exposure() {
    within(async {
        let sandbox = start(futures()).await;
        let code =
            |response: (u16, Value)| (response.0, response.1["code"].as_str().map(str::to_owned));
        let margin = (400, Some("INSUFFICIENT_MARGIN".to_owned()));
        let ok = (200, None);
        // 1000 of equity carry 100 at a price of 100 and a fraction of 0.1.
        assert_eq!(
            code(place(&sandbox, perp("Bid", "100", "100.01")).await),
            margin
        );
        assert_eq!(code(place(&sandbox, perp("Bid", "100", "60")).await), ok);
        assert_eq!(code(place(&sandbox, perp("Bid", "99", "41")).await), margin);
        // Orders of the other side have an exposure of their own.
        assert_eq!(code(place(&sandbox, perp("Ask", "101", "100")).await), ok);
        sandbox.book().cancel("2").unwrap();
        sandbox.book().fill("1", 60, 100).unwrap();
        // Below the required margin, orders that do not increase the exposure are accepted.
        sandbox.book().set_price("SOL_USDC_PERP", 90).unwrap();
        assert_eq!(code(place(&sandbox, perp("Bid", "90", "1")).await), margin);
        assert_eq!(code(place(&sandbox, perp("Ask", "95", "60")).await), ok);
        // Other assets are no margin, and half the fraction carries twice as much.
        let other = futures()
            .balance("SOL", 1_000)
            .initial_margin(decimal("0.05"));
        let sandbox = start(other).await;
        assert_eq!(
            code(place(&sandbox, perp("Bid", "100", "200.01")).await),
            margin
        );
        assert_eq!(code(place(&sandbox, perp("Bid", "100", "200")).await), ok);
    })
    .await;
}

#[tokio::test]
async fn reduce_only_orders_only_reduce() {
    within(async {
        let sandbox = start(futures()).await;
        let reduce = |side: &str, quantity: &str| {
            let mut order = perp(side, "110", quantity);
            order["reduceOnly"] = true.into();
            order
        };
        let expired = async |order: Value| {
            let (code, placed) = place(&sandbox, order).await;
            assert_eq!((code, &placed["status"]), (200, &json!("Expired")));
            let order = sandbox.book().orders().pop().unwrap();
            assert_eq!(order.expiry_reason(), Some("ReduceOnlyNotReduced"));
        };
        expired(reduce("Ask", "1")).await;
        place(&sandbox, perp("Bid", "100", "3")).await;
        sandbox.book().fill("2", 3, 100).unwrap();
        expired(reduce("Bid", "1")).await;
        expired(reduce("Ask", "3.1")).await;
        for _ in 0..2 {
            let (_, resting) = place(&sandbox, reduce("Ask", "2")).await;
            assert_eq!(resting["status"], "New");
        }
        // Both rest without adding exposure, and together they fill no more than the position.
        assert_eq!(positions(&sandbox, "").await[0]["netExposureQuantity"], "3");
        sandbox.book().fill("5", 2, 110).unwrap();
        assert!(matches!(
            sandbox.book().fill("6", 2, 110),
            Err(BookError::ReduceOnly { .. })
        ));
        sandbox
            .book()
            .set_level("SOL_USDC_PERP", Side::Bid, 110, 5)
            .unwrap();
        assert_eq!(
            sandbox.book().order("6").unwrap().executed_quantity(),
            1.into()
        );
        assert!(sandbox.book().positions().is_empty());
        assert_eq!(
            sandbox.book().depth("SOL_USDC_PERP").bids(),
            [(110.into(), 4.into())]
        );
    })
    .await;
}

#[tokio::test]
async fn events_describe_changes_in_order() {
    within(async {
        let book = with_levels()
            .fee_rate(Decimal::new(1, 3))
            .price("SOL_USDC_PERP", 100);
        let sandbox = Arc::new(start(book).await);
        let before = sandbox.book().events_after(0);
        assert_eq!(before.len(), 5);
        // The bot runs in another task.
        let bot = Arc::clone(&sandbox);
        let task = tokio::spawn(async move { place(&bot, limit("Bid", "141", "2")).await });
        let events = sandbox.book().wait_for_events(5).await.unwrap();
        assert_eq!(task.await.unwrap().0, 200);
        let described: Vec<String> = events
            .iter()
            .map(|event| {
                let text = match event.change() {
                    BookChange::OrderAccepted(order) => format!("accepted {}", order.id()),
                    BookChange::OrderFilled(order, fill) => {
                        format!("filled {:?} {}", order.status(), fill.quantity())
                    }
                    BookChange::Balance { asset, balance } => {
                        format!("balance {asset} {}", balance.total().normalize())
                    }
                    BookChange::Level {
                        side,
                        price,
                        quantity,
                        update_id,
                        ..
                    } => {
                        format!("level {side:?} {price} {quantity} {update_id}")
                    }
                    other => panic!("{other:?}"),
                };
                format!("{} {text}", event.sequence())
            })
            .collect();
        assert_eq!(
            described,
            [
                "6 accepted 1",
                "7 filled PartiallyFilled 1",
                "8 filled Filled 1",
                "9 balance SOL 11.998",
                "10 balance USDC 718.5",
                "11 level Ask 140.5 0 5",
                "12 level Ask 141 2 6",
            ]
        );
        assert_eq!(sandbox.book().events_after(11), events[6..]);
        sandbox.book().set_price("SOL_USDC_PERP", 101).unwrap();
        place(&sandbox, perp("Ask", "101", "1")).await;
        sandbox.book().fill("2", 1, 101).unwrap();
        let moved: Vec<Position> = sandbox
            .book()
            .events_after(12)
            .iter()
            .filter_map(|event| match event.change() {
                BookChange::Position(position) => Some(position.clone()),
                _ => None,
            })
            .collect();
        assert_eq!(moved, sandbox.book().positions());

        // A rejected order has no events, and a cancelled one has.
        let last = sandbox.book().events_after(0).len();
        assert_eq!(place(&sandbox, limit("Bid", "141", "1000")).await.0, 400);
        assert_eq!(sandbox.book().events_after(0).len(), last);
        place(&sandbox, limit("Bid", "1", "1")).await;
        sandbox.book().cancel("3").unwrap();
        let events = sandbox.book().events_after(0);
        assert!(events.iter().any(|event| {
            matches!(event.change(), BookChange::OrderCancelled(order) if order.id() == "3")
        }));
        let plain = Sandbox::start().await.unwrap();
        assert!(plain.book().events_after(0).is_empty());
        assert_eq!(
            plain.book().wait_for_events(0).await,
            Err(BookError::NoBook)
        );
    })
    .await;
}
