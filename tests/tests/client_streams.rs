//! Streams of a client against the sandbox: order book, views of the account, signatures, and the life of subscriptions.

use std::collections::BTreeMap;
use std::future::Future;
use std::time::Duration;

use backpack_api::streams::{balance_updates, trade};
use backpack_api::types::{OrderExecutePayload, OrderType, Side};
use backpack_api::{
    Balances, BookState, Client, Decimal, Filled, GapReason, OrderBook, Orders, StreamError,
    Update, ViewState, ViewStream,
};
use backpack_sandbox::streams::{SeededMarket, StreamFault};
use backpack_sandbox::{Book, ClockSkew, MockResponse, Sandbox};
use futures_util::future::join_all;
use serde_json::json;
use tokio::time::timeout;

const SYMBOL: &str = "SOL_USDC";

async fn sandbox() -> (Sandbox, Client) {
    let book = Book::new()
        .balance("USDC", 1_000_000)
        .balance("SOL", 10_000);
    let sandbox = Sandbox::builder().book(book).start().await.unwrap();
    let client = client(&sandbox);
    (sandbox, client)
}

fn client(sandbox: &Sandbox) -> Client {
    let client = Client::builder().base_url(sandbox.url());
    client.credentials(Sandbox::credentials()).build().unwrap()
}

/// Waits for at most a minute: a bound for a test that hangs, far above the time that it takes.
async fn soon<T>(future: impl Future<Output = T>) -> T {
    let result = timeout(Duration::from_secs(60), future).await;
    result.expect("the future is ready within a minute")
}

fn detected_faults() -> Vec<StreamFault> {
    vec![
        StreamFault::reset(),
        StreamFault::close(1012),
        StreamFault::half_frame(),
        StreamFault::malformed(),
        StreamFault::not_json(),
        StreamFault::unknown_event(),
        StreamFault::error_frame(4002, "Parse error"),
        StreamFault::fragments(),
        StreamFault::burst(3),
    ]
}

/// Opens a book, and compares it with the sandbox's, all levels of both sides, after each of two faults. Returns the number
/// of times that it was stale.
async fn compare_books(fault: StreamFault) -> usize {
    let (sandbox, client) = sandbox().await;
    let mut market = SeededMarket::new(SYMBOL, 7).price(140);
    market.step(sandbox.book()).unwrap();
    let mut book = client.streams().book(SYMBOL).await.unwrap();
    let mut stale = 0;
    for _ in 0..2 {
        soon(async {
            while book.live().is_none() {
                book.changed().await.unwrap();
            }
        })
        .await;
        let fault = fault.clone().on("depth.SOL_USDC");
        sandbox.streams().fault(fault).unwrap();
        for _ in 0..20 {
            market.step(sandbox.book()).unwrap();
        }
        let expected = sandbox.book().depth(SYMBOL);
        soon(async {
            while book.live().map(OrderBook::update_id) != Some(expected.last_update_id()) {
                if let BookState::Stale(_) = book.changed().await.unwrap() {
                    stale += 1;
                }
            }
        })
        .await;
        let live = book.live().unwrap();
        let levels = |side: &backpack_api::BookSide| -> Vec<(Decimal, Decimal)> {
            side.iter()
                .map(|level| (level.price, level.quantity))
                .collect()
        };
        assert_eq!(levels(live.bids()), expected.bids());
        assert_eq!(levels(live.asks()), expected.asks());
        assert!(!live.is_crossed());
    }
    client.streams().close().await;
    stale
}

/// At the same time, since each gap of a book within a minute increases its waits.
#[tokio::test]
async fn book_equals_the_market_after_each_fault() {
    let of_numbers = [
        StreamFault::skip(),
        StreamFault::duplicate(),
        StreamFault::reorder(),
    ];
    let faults = detected_faults().into_iter().chain(of_numbers);
    let stale: usize = join_all(faults.map(compare_books)).await.iter().sum();
    assert!(stale >= 12, "{stale}");
}

async fn place(client: &Client, side: Side, price: i64, quantity: i64) -> String {
    let order = OrderExecutePayload::new(SYMBOL, side, OrderType::Limit)
        .price(Decimal::from(price))
        .quantity(Decimal::from(quantity));
    let placed = client.execute_order(order).send().await.unwrap();
    placed.into_inner().id().unwrap().to_owned()
}

fn open_orders(sandbox: &Sandbox) -> BTreeMap<String, Decimal> {
    let orders = sandbox.book().open_orders();
    let orders = orders
        .iter()
        .map(|order| (order.id(), order.executed_quantity()));
    orders.collect()
}

fn shown(orders: &Orders) -> BTreeMap<String, Decimal> {
    let orders = orders.open();
    orders
        .map(|order| (order.id.clone(), order.executed_quantity))
        .collect()
}

/// Reads the view until it is live and equal, within a minute.
async fn until_equal<V, F>(view: &mut ViewStream<V>, is_equal: F) -> usize
where
    V: backpack_streams::View,
    F: Fn(&V) -> bool,
{
    let mut uncertain = 0;
    soon(async {
        while !view.live().is_some_and(&is_equal) {
            if let ViewState::Uncertain(_) = view.changed().await.unwrap() {
                uncertain += 1;
            }
        }
    })
    .await;
    uncertain
}

/// Compares orders and balances with the sandbox's after a fault, with changes during the gap. Returns the number of times
/// that they were uncertain.
async fn compare_views(fault: StreamFault) -> usize {
    let (sandbox, client) = sandbox().await;
    let mut orders = client.streams().orders().await.unwrap();
    let mut balances = client.streams().balances().await.unwrap();
    soon(orders.wait_until_live()).await.unwrap();
    soon(balances.wait_until_live()).await.unwrap();
    let mut uncertain = 0;
    for fills in [2, 4] {
        let filled = place(&client, Side::Bid, 50, 4).await;
        let cancelled = place(&client, Side::Bid, 51, 4).await;
        until_equal(&mut orders, |orders| shown(orders) == open_orders(&sandbox)).await;
        for stream in ["account.orderUpdate", "account.balanceUpdate"] {
            sandbox.streams().fault(fault.clone().on(stream)).unwrap();
        }
        sandbox.book().fill(&filled, 1, 50).unwrap();
        sandbox.book().cancel(&cancelled).unwrap();
        sandbox.book().fill(&filled, 3, 50).unwrap();
        place(&client, Side::Bid, 49, 1).await;
        uncertain += until_equal(&mut orders, |orders| {
            shown(orders) == open_orders(&sandbox) && orders.fills().len() == fills
        })
        .await;
        let expected = sandbox.book().balances();
        uncertain += until_equal(&mut balances, |balances: &Balances| {
            let is_equal = |(asset, balance): (&String, &backpack_sandbox::book::Balance)| {
                let shown = balances.get(asset);
                let values = shown.map(|shown| (shown.available, shown.locked));
                values.unwrap_or_default() == (balance.available(), balance.locked())
            };
            expected.iter().all(is_equal)
        })
        .await;
        let view = orders.live().unwrap();
        assert_eq!(
            view.get(&filled).unwrap().executed_quantity,
            Decimal::from(4)
        );
        assert_eq!(
            view.get(&cancelled)
                .unwrap()
                .status
                .as_ref()
                .unwrap()
                .to_string(),
            "Cancelled"
        );
    }
    client.streams().close().await;
    assert!(matches!(
        soon(orders.changed()).await,
        Err(StreamError::Closed)
    ));
    assert!(orders.live().is_none());
    uncertain
}

/// At the same time, since each gap of a view within a minute increases its waits.
#[tokio::test]
async fn views_equal_the_account_after_each_fault() {
    let faults = [
        StreamFault::reset(),
        StreamFault::close(1012),
        StreamFault::half_frame(),
        StreamFault::malformed(),
        StreamFault::not_json(),
    ];
    let uncertain: usize = join_all(faults.map(compare_views)).await.iter().sum();
    assert!(uncertain >= 10, "{uncertain}");
}

/// The subscription is signed with the corrected clock, anew at each connection.
#[tokio::test]
async fn private_streams_are_signed_with_the_corrected_clock() {
    let (sandbox, client) = sandbox().await;
    sandbox.skew_clock(ClockSkew::Ahead(Duration::from_secs(300)));
    let mut rejected = client.streams().open(balance_updates()).await.unwrap();
    let error = soon(rejected.next()).await.unwrap().unwrap_err();
    assert!(
        matches!(error, StreamError::Rejected { code: 4003, .. }),
        "{error}"
    );
    assert!(soon(rejected.next()).await.is_none());

    client.sync_clock().await.unwrap();
    let mut balances = client.streams().open(balance_updates()).await.unwrap();
    let update = soon(balances.next()).await.unwrap().unwrap();
    assert!(matches!(update, Update::Live(_)), "{update:?}");
    sandbox.streams().fault(StreamFault::reset()).unwrap();
    place(&client, Side::Bid, 50, 1).await;
    let update = soon(balances.next()).await.unwrap().unwrap();
    assert!(matches!(update, Update::Gap(_)), "{update:?}");
    let update = soon(balances.next()).await.unwrap().unwrap();
    assert!(matches!(update, Update::Live(_)), "{update:?}");
}

fn send_trade(sandbox: &Sandbox, number: u64) {
    let time = 1_790_600_400_000_000 + number;
    let event = json!({
        "E": time, "T": time, "a": "1", "b": "2", "e": "trade", "m": true, "p": "140.5", "q": "2", "s": SYMBOL,
        "t": number,
    });
    sandbox.streams().send("trade.SOL_USDC", &event).unwrap();
}

/// Two consumers of one name share a subscription, and clones of a client share its connections.
#[tokio::test]
async fn same_name_twice_is_one_subscription() {
    let (sandbox, client) = sandbox().await;
    let mut first = client.streams().open(trade(SYMBOL)).await.unwrap();
    let mut second = client.clone().streams().open(trade(SYMBOL)).await.unwrap();
    for subscription in [&mut first, &mut second] {
        let update = soon(subscription.next()).await.unwrap().unwrap();
        assert!(matches!(update, Update::Live(_)));
    }
    send_trade(&sandbox, 1);
    for subscription in [&mut first, &mut second] {
        let update = soon(subscription.next()).await.unwrap().unwrap();
        assert!(matches!(update, Update::Event(trade) if trade.trade_id == 1));
    }
    assert_eq!(sandbox.streams().subscriptions("trade.SOL_USDC"), 1);
    assert_eq!(sandbox.streams().accepted_connections(), 1);
    // The other consumer keeps the subscription.
    drop(first);
    send_trade(&sandbox, 2);
    let update = soon(second.next()).await.unwrap().unwrap();
    assert!(matches!(update, Update::Event(trade) if trade.trade_id == 2));
}

/// Queued updates are delivered, then the subscription ends without an error, and the sandbox has no connection.
#[tokio::test]
async fn close_is_graceful() {
    let (sandbox, client) = sandbox().await;
    let mut trades = client.streams().open(trade(SYMBOL)).await.unwrap();
    assert!(matches!(
        soon(trades.next()).await,
        Some(Ok(Update::Live(_)))
    ));
    send_trade(&sandbox, 1);
    assert!(matches!(
        soon(trades.next()).await,
        Some(Ok(Update::Event(_)))
    ));
    soon(client.streams().close()).await;
    assert!(soon(trades.next()).await.is_none());
    assert_eq!(sandbox.streams().subscriptions("trade.SOL_USDC"), 0);
    let again = client.streams().open(trade(SYMBOL)).await;
    assert!(matches!(again, Err(StreamError::Closed)));
}

/// A future of `next` that is dropped loses nothing.
#[tokio::test]
async fn next_is_cancel_safe() {
    const EVENTS: u64 = 200;
    let (sandbox, client) = sandbox().await;
    let mut trades = client.streams().open(trade(SYMBOL)).await.unwrap();
    assert!(matches!(
        soon(trades.next()).await,
        Some(Ok(Update::Live(_)))
    ));
    let mut numbers = Vec::new();
    let mut sent = 0;
    soon(async {
        while numbers.len() < EVENTS as usize {
            if sent < EVENTS {
                sent += 1;
                send_trade(&sandbox, sent);
            }
            // Polled once, and dropped.
            let next = timeout(Duration::ZERO, trades.next()).await;
            if let Ok(update) = next
                && let Update::Event(trade) = update.unwrap().unwrap()
            {
                numbers.push(trade.trade_id);
            }
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert!(numbers.into_iter().eq(1..=EVENTS));
}

/// Trades that the stream lost come from REST, in order and marked.
#[tokio::test]
async fn lost_trades_are_backfilled_from_rest() {
    let (sandbox, client) = sandbox().await;
    let mut trades = client.streams().trades(SYMBOL).await.unwrap();
    assert!(matches!(
        soon(trades.next()).await,
        Some(Ok(Filled::Live(_)))
    ));
    let execute = |count: u64| {
        for _ in 0..count {
            let taker = backpack_sandbox::book::Side::Bid;
            sandbox.book().trade(SYMBOL, taker, 140, 1).unwrap();
        }
    };
    execute(1);
    let (first, millis) = match soon(trades.next()).await {
        Some(Ok(Filled::Event(event))) => (event.trade_id, event.engine_time.as_millisecond()),
        item => panic!("{item:?}"),
    };
    // The book of the sandbox has no operation for trades.
    let row = |number: u64| {
        json!({
            "id": number, "isBuyerMaker": false, "price": "140", "quantity": "1", "quoteQuantity": "140",
            "timestamp": millis,
        })
    };
    let rows: Vec<_> = (first..first + 6).rev().map(row).collect();
    let response = MockResponse::json(200, &rows).times(10);
    sandbox
        .on("get_recent_trades")
        .respond_with(response)
        .unwrap();
    sandbox
        .streams()
        .fault(StreamFault::reset().on("trade.SOL_USDC"))
        .unwrap();
    execute(5);
    let (mut numbers, mut filled) = (Vec::new(), 0);
    while numbers.len() < 5 {
        match soon(trades.next()).await.unwrap().unwrap() {
            Filled::Event(event) => numbers.push(event.trade_id),
            Filled::Backfilled(row) => {
                filled += 1;
                numbers.push(row.id.unwrap() as u64);
            }
            Filled::Live(_) => {}
            item => panic!("{item:?}"),
        }
    }
    assert!(numbers.into_iter().eq(first + 1..first + 6));
    assert!(filled > 0);
}

/// `next_blocking` needs no runtime of the caller, and is an error inside one.
#[test]
fn blocking_calls_read_streams() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (sandbox, client) = runtime.block_on(sandbox());
    let mut trades = client.streams().open_blocking(trade(SYMBOL)).unwrap();
    assert!(matches!(trades.next_blocking(), Some(Ok(Update::Live(_)))));
    send_trade(&sandbox, 1);
    let update = trades.next_blocking().unwrap().unwrap();
    assert!(matches!(update, Update::Event(trade) if trade.trade_id == 1));
    let mut book = client.streams().book_blocking(SYMBOL).unwrap();
    assert!(matches!(book.changed_blocking(), Ok(BookState::Live(_))));
    runtime.block_on(async {
        let error = trades.next_blocking().unwrap().unwrap_err();
        assert!(matches!(error, StreamError::Blocking), "{error}");
    });
    client.streams().close_blocking().unwrap();
    assert!(trades.next_blocking().is_none());
}

/// Plain WebSocket to another machine is rejected when a stream is opened, and a private stream needs credentials.
#[tokio::test]
async fn streams_reject_what_they_cannot_open() {
    let build = |url: &str| Client::builder().stream_url(url).build().unwrap();
    for url in ["ws://example.com", "http://127.0.0.1:1", "wss://", "x"] {
        let opened = build(url).streams().open(trade(SYMBOL)).await;
        assert!(matches!(opened, Err(StreamError::InvalidUrl)), "{url}");
    }
    let opened = build("ws://127.0.0.1:1")
        .streams()
        .open(balance_updates())
        .await;
    assert!(matches!(opened, Err(StreamError::NoCredentials { .. })));
    // Nothing listens there: the gap says so, and names REST.
    let mut trades = build("ws://127.0.0.1:1")
        .streams()
        .open(trade(SYMBOL))
        .await
        .unwrap();
    let Some(Ok(Update::Gap(gap))) = soon(trades.next()).await else {
        panic!("no connection is a gap");
    };
    assert!(matches!(gap.reason, GapReason::Disconnected(_)));
}

/// A consumer joins a stream only while others keep it open, and does not keep it open itself.
#[tokio::test]
async fn joins_only_open_streams() {
    let (sandbox, client) = sandbox().await;
    let streams = client.streams().connections().clone();
    assert!(streams.join(trade(SYMBOL)).is_none());
    let mut first = client.streams().open(trade(SYMBOL)).await.unwrap();
    assert!(matches!(
        soon(first.next()).await,
        Some(Ok(Update::Live(_)))
    ));
    let mut joined = streams.join(trade(SYMBOL)).unwrap().unwrap();
    assert!(matches!(
        soon(joined.next()).await,
        Some(Ok(Update::Live(_)))
    ));
    assert!(streams.join(trade("ETH_USDC")).is_none());
    drop(first);
    assert!(streams.join(trade(SYMBOL)).is_none());
    send_trade(&sandbox, 1);
    let update = soon(joined.next()).await.unwrap().unwrap();
    assert!(matches!(update, Update::Event(trade) if trade.trade_id == 1));
    assert_eq!(sandbox.streams().accepted_connections(), 1);
}
