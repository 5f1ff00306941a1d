//! The result of `place` beside the book of the sandbox, under each fault.
//!
//! The table is printed with `--nocapture`.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use backpack_api::types::{OrderExecutePayload, OrderType, Side};
use backpack_api::{
    CallOptions, Client, Error, NotPlacedReason, Orders, PlaceBatchCall, PlaceCall, PlacedOrder,
    Placement, ViewStream, Window,
};
use backpack_sandbox::backpack_signing::{Clock, FixedClock, SystemClock};
use backpack_sandbox::book::Side as BookSide;
use backpack_sandbox::streams::StreamFault;
use backpack_sandbox::{
    Book, ClockSkew, Fault, FaultKind, MockResponse, Phase, RetryAfter, Sandbox,
};
use backpack_tests::support::dec;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

const MARKET: &str = "SOL_USDC";

/// Attempt timeout under a fault that delays, and a delay above it.
const SHORT_TIMEOUT: Duration = Duration::from_millis(1_500);
const DELAY: Duration = Duration::from_millis(3_000);

/// Attempt timeout under other faults, which a busy machine does not reach.
const LONG_TIMEOUT: Duration = Duration::from_secs(20);

/// Delay with which the histories of the sandbox may list an order in these tests.
const LAG: Duration = Duration::from_millis(300);

async fn sandbox() -> Sandbox {
    let book =
        Book::new()
            .balance("USDC", 1_000)
            .balance("SOL", 0)
            .level(MARKET, BookSide::Ask, 150, 50);
    Sandbox::builder().book(book).start().await.unwrap()
}

fn client_at(url: &str, attempt_timeout: Duration) -> Client {
    backpack_tests::logs::keep();
    Client::builder()
        .base_url(url)
        .credentials(Sandbox::credentials())
        .attempt_timeout(attempt_timeout)
        .build()
        .unwrap()
}

fn client(sandbox: &Sandbox) -> Client {
    client_at(sandbox.url(), LONG_TIMEOUT)
}

/// Creates an order that stays open.
fn limit() -> OrderExecutePayload {
    OrderExecutePayload::new(MARKET, Side::Bid, OrderType::Limit)
        .price(dec("140"))
        .quantity(dec("1"))
}

/// Creates an order that is filled at once, and is never open.
fn market() -> OrderExecutePayload {
    OrderExecutePayload::new(MARKET, Side::Bid, OrderType::Market).quantity(dec("1"))
}

/// Creates an order that expires at once, without a fill.
fn fill_or_kill() -> OrderExecutePayload {
    limit().time_in_force(backpack_api::types::TimeInForce::Fok)
}

/// A prepared row of a table: its name, its order, the call and the sandbox.
type Prepared<C> = (String, &'static str, C, Sandbox);

/// Prepares a row: a sandbox with faults in an operation, and a call.
async fn prepare<C>(
    row: impl Into<String>,
    order: &'static str,
    faults: &[(&str, Fault)],
    call: impl FnOnce(&Client) -> C,
) -> Prepared<C> {
    let sandbox = sandbox().await;
    for (operation, fault) in faults {
        inject(&sandbox, operation, fault.clone());
    }
    let delays = |fault: &Fault| {
        let kind = fault.triggered().kind();
        matches!(kind, FaultKind::Delay | FaultKind::SlowBody)
    };
    let is_delayed = faults.iter().any(|(_, fault)| delays(fault));
    let timeout = if is_delayed {
        SHORT_TIMEOUT
    } else {
        LONG_TIMEOUT
    };
    let call = call(&client_at(sandbox.url(), timeout));
    (row.into(), order, call, sandbox)
}

/// Runs the calls, some at a time: an order that was not placed is searched for until its window has ended.
async fn run<C, T>(
    rows: Vec<Prepared<C>>,
    send: impl AsyncFn(C) -> T,
) -> Vec<(String, &'static str, T, Sandbox)> {
    let mut results = Vec::new();
    let mut rows = rows.into_iter();
    loop {
        let some: Vec<_> = rows.by_ref().take(24).collect();
        if some.is_empty() {
            return results;
        }
        let sent = some.into_iter().map(|(row, order, call, sandbox)| {
            let send = &send;
            async move { (row, order, send(call).await, sandbox) }
        });
        results.extend(join_all(sent).await);
    }
}

async fn place(call: PlaceCall) -> Placement {
    call.history_lag(LAG).send().await
}

type Payload = fn() -> OrderExecutePayload;

/// Name and constructor of an order.
const ORDERS: [(&str, Payload); 2] = [("limit", limit), ("market", market)];

/// Returns the ids of the orders in the book with a client id.
fn book_ids(sandbox: &Sandbox, client_id: u32) -> Vec<String> {
    let orders = sandbox.book().orders();
    orders
        .iter()
        .filter(|order| order.client_id() == Some(client_id))
        .map(|order| order.id())
        .collect()
}

fn name(placement: &Placement) -> String {
    match placement {
        Placement::Placed { order, .. } => match **order {
            PlacedOrder::Accepted(_) => "Placed, accepted",
            PlacedOrder::Open(_) => "Placed, open",
            PlacedOrder::Historical(_) => "Placed, in the history",
            PlacedOrder::Filled(_) => "Placed, filled",
            PlacedOrder::Reported(_) => "Placed, reported",
            _ => "Placed",
        }
        .to_owned(),
        Placement::NotPlaced { reason, .. } => format!("NotPlaced: {reason}"),
        Placement::Unknown { search_error, .. } => match search_error {
            Some(error) => format!("Unknown: {error}"),
            None => "Unknown".to_owned(),
        },
    }
}

/// Prints a row of the table, and checks that the result equals what the book holds.
fn check(row: &str, order: &str, sandbox: &Sandbox, placement: &Placement) {
    let ids = book_ids(sandbox, placement.client_id());
    let holds = match ids.as_slice() {
        [] => "nothing".to_owned(),
        ids => format!("order {}", ids.join(", ")),
    };
    let mut result = name(placement);
    result.truncate(90);
    println!("{row:<34} {order:<13} {holds:<8} {result}");
    let row = format!("{row}, {order}: {placement:?}");
    assert!(ids.len() <= 1, "{row}: placed {} times", ids.len());
    match placement {
        Placement::Placed { .. } => {
            assert_eq!(
                placement.order_id(),
                ids.first().map(String::as_str),
                "{row}"
            );
        }
        Placement::NotPlaced { .. } => assert_eq!(ids, [""; 0], "{row}"),
        Placement::Unknown { .. } => {}
    }
}

fn inject(sandbox: &Sandbox, operation: &str, fault: Fault) {
    // A fault before reading cannot depend on the operation; the first request is the order.
    if fault.triggered().phase() == Phase::BeforeReading {
        sandbox.faults().add(fault).unwrap();
    } else {
        sandbox.on(operation).fault(fault).unwrap();
    }
}

/// Name and constructor of a fault.
type Row = (&'static str, fn() -> Fault);

fn faults() -> Vec<Row> {
    vec![
        ("none", || Fault::reset().before_execution().times(0)),
        ("reset before reading", Fault::reset_before_reading),
        ("reset before execution", || {
            Fault::reset().before_execution()
        }),
        ("reset after execution", || Fault::reset().after_execution()),
        ("delay before execution", || {
            Fault::delay(DELAY).before_execution()
        }),
        ("delay after execution", || {
            Fault::delay(DELAY).after_execution()
        }),
        ("429", || {
            Fault::rate_limited(RetryAfter::Seconds(1)).before_execution()
        }),
        ("400", || Fault::status(400).before_execution()),
        ("500 before execution", || {
            Fault::status(500).before_execution()
        }),
        ("500 after execution", || {
            Fault::status(500).after_execution()
        }),
        ("502 before execution", || {
            Fault::status(502).before_execution()
        }),
        ("503 before execution", || {
            Fault::status(503).before_execution()
        }),
        ("503 after execution", || {
            Fault::status(503).after_execution()
        }),
        ("504 after execution", || {
            Fault::status(504).after_execution()
        }),
        ("HTML 403 before execution", || {
            Fault::html(403).before_execution()
        }),
        ("HTML 429 before execution", || {
            Fault::html(429).before_execution()
        }),
        ("HTML 502 before execution", || {
            Fault::html(502).before_execution()
        }),
        ("HTML 503 after execution", || {
            Fault::html(503).after_execution()
        }),
        ("408 after execution", || {
            Fault::status(408).after_execution()
        }),
        ("425 after execution", || {
            Fault::status(425).after_execution()
        }),
        ("499 after execution", || {
            Fault::status(499).after_execution()
        }),
        ("HTML 403 after execution", || {
            Fault::html(403).after_execution()
        }),
        ("HTML 429 after execution", || {
            Fault::html(429).after_execution()
        }),
        ("truncated body", Fault::truncated_body),
        ("slow body", || Fault::slow_body(8, DELAY)),
        ("timestamp rejected", || Fault::expired().before_execution()),
        ("202 before execution", || {
            Fault::status(202).before_execution()
        }),
        ("202 after execution", || {
            Fault::status(202).after_execution()
        }),
        ("other JSON after execution", || {
            Fault::respond_with(MockResponse::json(200, &json!({"accepted": true})))
                .after_execution()
        }),
    ]
}

/// A fault and an order, each with its name.
type FaultRow = (&'static str, fn() -> Fault, &'static str, Payload);

fn fault_table() -> Vec<FaultRow> {
    let rows = faults().into_iter();
    let with_orders =
        |(name, fault): Row| ORDERS.map(|(order, payload)| (name, fault, order, payload));
    rows.flat_map(with_orders).collect()
}

/// Runs the rows of a table, and those again that it returns: on a machine that stands still, an event or the end of a
/// search can come too late.
async fn run_table<R: std::fmt::Debug>(rows: Vec<R>, mut run: impl AsyncFnMut(Vec<R>) -> Vec<R>) {
    let late = run(rows).await;
    let late = run(late).await;
    assert!(late.is_empty(), "{late:?}");
}

/// Under every fault, an order is sent once, and the result is what the book holds. No outcome stays unknown.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn result_equals_the_book_under_every_fault() {
    println!("{:<34} {:<13} {:<8} place", "fault", "order", "book");
    let (mut rows, mut hits) = (0, 0);
    run_table(fault_table(), async |table: Vec<FaultRow>| {
        let mut prepared = Vec::new();
        for (name, fault, order, payload) in &table {
            let faults = [("execute_order", fault())];
            let call = |client: &Client| client.place(payload());
            prepared.push(prepare(*name, order, &faults, call).await);
        }
        let mut late = Vec::new();
        for (result, row) in run(prepared, place).await.into_iter().zip(table) {
            let (fault, order, placement, sandbox) = result;
            check(&fault, order, &sandbox, &placement);
            if matches!(placement, Placement::Unknown { .. }) {
                late.push(row);
            }
            let requests = sandbox.requests();
            let sent = requests
                .iter()
                .filter(|request| request.operation_id() == Some("execute_order"));
            assert!(sent.count() as u64 + sandbox.resets() <= 1, "{fault}");
            rows += 1;
            hits += usize::from(sandbox.unused().is_empty());
        }
        late
    })
    .await;
    // On a machine that stands still, a request can expire before its fault.
    assert!(10 * hits >= 9 * rows, "{hits} of {rows} faults were used");
}

/// An order that the exchange rejects is not placed, with the exchange's error.
#[tokio::test]
async fn rejected_order_is_not_placed() {
    let sandbox = sandbox().await;
    let order = limit().quantity(dec("1000"));
    let placement = client(&sandbox).place(order).send().await;
    check("none", "too large", &sandbox, &placement);
    let Placement::NotPlaced { reason, .. } = placement else {
        panic!("{placement:?}");
    };
    let code = reason.api_error().unwrap().code.to_string();
    assert_eq!(code, "INSUFFICIENT_FUNDS");
}

/// An order that was never sent is not placed, and needs no search.
#[tokio::test]
async fn order_that_is_not_sent_is_not_placed() {
    let sandbox = sandbox().await;
    let placement = client(&sandbox).place(limit().price(None)).send().await;
    check("none", "without price", &sandbox, &placement);
    assert!(
        matches!(placement, Placement::NotPlaced { .. }),
        "{placement:?}"
    );
    assert!(sandbox.requests().is_empty());
}

/// Lists that lag: the first three responses do not have the order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn finds_orders_in_lists_that_lag() {
    let mut rows = Vec::new();
    for (order, payload) in [
        ("limit", limit()),
        ("market", market()),
        ("fok", fill_or_kill()),
    ] {
        let faults = [("execute_order", Fault::reset().after_execution())];
        let call = |client: &Client| client.place(payload);
        let row = prepare("lagging lists", order, &faults, call).await;
        for operation in ["get_open_orders", "get_order_history", "get_fills"] {
            let empty = MockResponse::json(200, &json!([])).times(3);
            row.3.on(operation).respond_with(empty).unwrap();
        }
        rows.push(row);
    }
    for (row, order, placement, sandbox) in run(rows, place).await {
        check(&row, order, &sandbox, &placement);
        assert!(
            matches!(placement, Placement::Placed { .. }),
            "{placement:?}"
        );
    }
}

/// A market order that only the fills list, or only the order history.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_list_is_enough_to_find_an_order() {
    let mut rows = Vec::new();
    for lagging in ["get_order_history", "get_fills"] {
        let faults = [("execute_order", Fault::reset().after_execution())];
        let call = |client: &Client| client.place(market());
        let row = prepare(format!("{lagging} lags"), "market", &faults, call).await;
        let empty = MockResponse::json(200, &json!([])).always();
        row.3.on(lagging).respond_with(empty).unwrap();
        rows.push(row);
    }
    for (row, order, placement, sandbox) in run(rows, place).await {
        check(&row, order, &sandbox, &placement);
        let Placement::Placed { order, .. } = placement else {
            panic!("{placement:?}");
        };
        let by_fills = matches!(*order, PlacedOrder::Filled(_));
        assert_eq!(by_fills, row.starts_with("get_order_history"));
    }
}

/// When the search cannot read a list that the order may be in, the outcome is unknown: never a guess.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_if_a_list_cannot_be_read() {
    let before = Fault::reset().before_execution();
    let after = Fault::reset().after_execution();
    let rows: [(&str, &Fault, &[&str], bool); 7] = [
        (
            "lost before, no open orders",
            &before,
            &["get_open_orders"],
            true,
        ),
        (
            "lost before, no history",
            &before,
            &["get_order_history"],
            true,
        ),
        ("lost before, no fills", &before, &["get_fills"], true),
        ("lost before, no time", &before, &["get_time"], true),
        (
            "lost after, open orders alone",
            &after,
            &["get_order_history", "get_fills"],
            true,
        ),
        (
            "lost after, history alone",
            &after,
            &["get_open_orders", "get_fills"],
            false,
        ),
        (
            "lost after, fills alone",
            &after,
            &["get_open_orders", "get_order_history"],
            false,
        ),
    ];
    let mut prepared = Vec::new();
    for (row, fault, unreadable, _) in rows {
        let mut faults = vec![("execute_order", fault.clone())];
        let broken = Fault::html(502).before_execution().always();
        faults.extend(
            unreadable
                .iter()
                .map(|operation| (*operation, broken.clone())),
        );
        prepared.push(prepare(row, "market", &faults, |client| client.place(market())).await);
    }
    let results = run(prepared, place).await;
    for (result, (row, _, unreadable, is_unknown)) in results.into_iter().zip(rows) {
        let (_, order, placement, sandbox) = result;
        check(row, order, &sandbox, &placement);
        match placement {
            Placement::Unknown {
                error,
                search_error,
                ..
            } => {
                assert!(is_unknown, "{row}");
                assert!(error.unwrap().outcome_unknown());
                assert!(unreadable.contains(&search_error.unwrap().operation()));
            }
            other => assert!(!is_unknown, "{row}: {other:?}"),
        }
    }
}

/// A request that the network holds back is executed after the caller gave up, and after the first search.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn finds_order_that_arrives_late() {
    let mut rows = Vec::new();
    for (order, payload) in ORDERS {
        let sandbox = sandbox().await;
        let proxy = DelayingProxy::start(&sandbox).await;
        let call = client_at(&proxy.url, SHORT_TIMEOUT / 3).place(payload());
        rows.push((
            "executed after the first search".to_owned(),
            order,
            call,
            sandbox,
        ));
    }
    for (row, order, placement, sandbox) in run(rows, place).await {
        check(&row, order, &sandbox, &placement);
        assert!(
            matches!(placement, Placement::Placed { .. }),
            "{placement:?}"
        );
    }
}

/// Nothing is concluded from empty lists while the request can still arrive and be executed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn not_placed_only_after_the_window() {
    let sandbox = sandbox().await;
    inject(&sandbox, "execute_order", Fault::reset().before_execution());
    let client = client(&sandbox);
    let start = Instant::now();
    let placement = client.place(limit()).history_lag(LAG).send().await;
    let window = Duration::from_millis(Window::DEFAULT.as_millis());
    assert!(start.elapsed() >= window + LAG, "{:?}", start.elapsed());
    check("lost before, 5 s window", "limit", &sandbox, &placement);
    assert!(
        matches!(placement, Placement::NotPlaced { .. }),
        "{placement:?}"
    );
}

/// The blocking form outside of a runtime; inside one nothing is sent.
#[test]
fn blocking_form_places_an_order() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = runtime.block_on(sandbox());
    let client = client(&sandbox);
    let placement = client.place(limit()).send_blocking().unwrap();
    check("none", "blocking", &sandbox, &placement);
    assert_eq!(placement.order_id(), Some("1"));
    let placements = client.place_batch([limit(), market()]).send_blocking();
    assert_eq!(placements.unwrap().len(), 2);
    let error = runtime.block_on(async { client.place(limit()).send_blocking().unwrap_err() });
    assert!(matches!(error, Error::NotSent { .. }), "{error}");
    assert_eq!(sandbox.book().orders().len(), 3);
}

/// An older order with the same client id, open or filled since, is not taken for the new one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn older_order_with_the_same_client_id_is_another() {
    let rows = [false, true].map(|is_filled| async move {
        let sandbox = sandbox().await;
        let past = Duration::from_secs(60);
        sandbox.skew_clock(ClockSkew::Behind(past));
        let earlier = Client::builder()
            .base_url(sandbox.url())
            .credentials(Sandbox::credentials())
            .clock(FixedClock::new(SystemClock.now().saturating_sub(past)))
            .window(Window::MAX)
            .build()
            .unwrap();
        let older = earlier.place(limit().client_id(7)).send().await;
        let id = older.order_id().unwrap().to_owned();
        sandbox.skew_clock(ClockSkew::None);
        if is_filled {
            sandbox.book().fill(&id, 1, 140).unwrap();
        }

        let client = client(&sandbox);
        inject(&sandbox, "execute_order", Fault::reset().before_execution());
        let lost = client
            .place(market().client_id(7))
            .history_lag(LAG)
            .send()
            .await;
        inject(&sandbox, "execute_order", Fault::reset().after_execution());
        let placed = client
            .place(market().client_id(7))
            .history_lag(LAG)
            .send()
            .await;
        (lost, placed, sandbox)
    });
    for (lost, placed, sandbox) in join_all(rows).await {
        assert!(matches!(lost, Placement::NotPlaced { .. }), "{lost:?}");
        assert_eq!(placed.order_id(), Some("2"), "{placed:?}");
        assert_eq!(sandbox.book().orders().len(), 2);
    }
}

/// Each order of a batch has its own result: accepted, rejected, or found.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn batch_equals_the_book_under_every_fault() {
    let mut rows = Vec::new();
    for (name, fault) in faults() {
        let faults = [("execute_order_batch", fault())];
        let orders = [limit(), market(), limit().quantity(dec("1000"))];
        let call = |client: &Client| client.place_batch(orders).history_lag(LAG);
        rows.push(prepare(name, "batch", &faults, call).await);
    }
    for (fault, _, placements, sandbox) in
        run(rows, async |call: PlaceBatchCall| call.send().await).await
    {
        assert_eq!(placements.len(), 3);
        for (placement, order) in placements.iter().zip(["limit", "market", "too large"]) {
            check(&format!("batch, {fault}"), order, &sandbox, placement);
            assert!(
                !matches!(placement, Placement::Unknown { .. }),
                "{placement:?}"
            );
        }
        if fault == "none" {
            let rejected = matches!(
                &placements[2],
                Placement::NotPlaced {
                    reason: NotPlacedReason::Rejected(_),
                    ..
                }
            );
            assert!(rejected, "{:?}", placements[2]);
        }
    }
}

/// Two orders of a batch with one client id cannot be told apart, and an unknown result is searched for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn batch_with_unclear_results() {
    let sandbox = sandbox().await;
    inject(
        &sandbox,
        "execute_order_batch",
        Fault::reset().after_execution(),
    );
    let orders = [
        limit().client_id(7),
        limit().client_id(7),
        limit().client_id(8),
    ];
    let call = client(&sandbox).place_batch(orders).history_lag(LAG);
    assert_eq!(call.client_ids().collect::<Vec<_>>(), [7, 7, 8]);
    let placements = call.send().await;
    let unknown = |placement: &Placement| matches!(placement, Placement::Unknown { .. });
    assert!(
        unknown(&placements[0]) && unknown(&placements[1]),
        "{placements:?}"
    );
    assert_eq!(placements[2].order_id(), Some("3"));

    let replace_results = |results: Value| Fault::respond_with(MockResponse::json(200, &results));
    let queued = json!({"operation": "Queued"});
    let rejected = json!({"operation": "Err", "code": "INSUFFICIENT_FUNDS", "message": "funds"});
    let results = replace_results(json!([rejected, queued])).after_execution();
    inject(&sandbox, "execute_order_batch", results);
    let too_large = limit().quantity(dec("1000"));
    let call = client(&sandbox).place_batch([too_large, market()]);
    let placements = call.history_lag(LAG).send().await;
    for (placement, order) in placements.iter().zip(["too large", "market"]) {
        check("batch, unknown result", order, &sandbox, placement);
    }
    assert!(!placements.iter().any(unknown), "{placements:?}");
}

/// Orders without a client id are given different ones, and an id of the caller is kept.
#[tokio::test]
async fn gives_client_ids() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let calls: Vec<_> = (0..1_000).map(|_| client.place(limit())).collect();
    let ids: HashSet<u32> = calls.iter().map(|call| call.client_id()).collect();
    assert_eq!(ids.len(), calls.len());
    let call = client.place(limit().client_id(7));
    assert_eq!(call.client_id(), 7);
    assert_eq!(call.send().await.client_id(), 7);
    assert_eq!(book_ids(&sandbox, 7), ["1"]);
}

/// A proxy that holds a `POST` back until its sender gave up and the first search has ended.
struct DelayingProxy {
    url: String,
}

#[derive(Default)]
struct Passed {
    gets: AtomicUsize,
    changed: Notify,
}

impl DelayingProxy {
    async fn start(sandbox: &Sandbox) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let upstream = sandbox.address();
        tokio::spawn(async move {
            let passed = Arc::new(Passed::default());
            while let Ok((client, _)) = listener.accept().await {
                let upstream = TcpStream::connect(upstream).await.unwrap();
                tokio::spawn(Self::pass(client, upstream, Arc::clone(&passed)));
            }
        });
        Self { url }
    }

    async fn pass(client: TcpStream, upstream: TcpStream, passed: Arc<Passed>) {
        let (mut requests, mut responses) = client.into_split();
        let (mut from_upstream, mut to_upstream) = upstream.into_split();
        tokio::spawn(async move {
            let _ = tokio::io::copy(&mut from_upstream, &mut responses).await;
        });
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = requests.read(&mut buffer).await {
            let mut request = buffer[..length].to_vec();
            if request.starts_with(b"POST") {
                // The sender closes the connection at its timeout.
                let _ = requests.read_to_end(&mut request).await;
                // Each round of the search has four requests.
                while passed.gets.load(Ordering::SeqCst) < 5 {
                    passed.changed.notified().await;
                }
            } else {
                passed.gets.fetch_add(1, Ordering::SeqCst);
                passed.changed.notify_one();
            }
            to_upstream.write_all(&request).await.unwrap();
        }
        // The sandbox drops a request whose sender is gone, so the connection stays open.
        std::future::pending::<()>().await;
    }
}

/// Stream of the account's orders.
const ORDER_UPDATES: &str = "account.orderUpdate";

/// Longer than a busy machine needs for an event of a live stream.
const LONG_LAG: Duration = Duration::from_secs(5);

/// Opens a view of the orders, and waits until it is live.
async fn open_view(client: &Client) -> ViewStream<Orders> {
    // The subscription is signed for a busy machine; the order keeps its window.
    let client = client.with(&CallOptions::new().window(Window::MAX));
    let mut view = client.streams().orders().await.unwrap();
    view.wait_until_live().await.unwrap();
    view
}

/// Returns the number of requests that search for an order.
fn searches(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    let operations = requests.iter().filter_map(|request| request.operation_id());
    let is_search = |operation: &&str| {
        ["get_open_orders", "get_order_history", "get_fills"].contains(operation)
    };
    operations.filter(is_search).count()
}

/// Starts a sandbox and a client with a live view. No request of the view is counted.
async fn with_view(attempt_timeout: Duration) -> (Sandbox, Client, ViewStream<Orders>) {
    let sandbox = sandbox().await;
    let client = client_at(sandbox.url(), attempt_timeout);
    let view = open_view(&client).await;
    sandbox.clear_requests();
    (sandbox, client, view)
}

fn attempt_timeout(fault: &Fault) -> Duration {
    match fault.triggered().kind() {
        FaultKind::Delay | FaultKind::SlowBody => SHORT_TIMEOUT,
        _ => LONG_TIMEOUT,
    }
}

/// Returns the lag of a row: the event of an order that was executed is awaited on a busy machine, too.
fn lag(row: &str) -> Duration {
    if row.contains("before") {
        LAG
    } else {
        LONG_LAG
    }
}

/// With a live view, no order that was placed is searched for, whether or not the program reads the view.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_view_shows_the_outcome_without_a_search() {
    let mut reported = 0;
    run_table(fault_table(), async |table: Vec<FaultRow>| {
        let mut prepared = Vec::new();
        for (name, fault, order, payload) in &table {
            let (sandbox, client, mut view) = with_view(attempt_timeout(&fault())).await;
            inject(&sandbox, "execute_order", fault());
            let call = client.place(payload()).history_lag(lag(name));
            // The view of a market order is read meanwhile.
            let is_read = *order == "market";
            let reader = tokio::spawn(async move {
                while is_read && view.changed().await.is_ok() {}
                view
            });
            prepared.push(((*name).to_owned(), *order, (call, reader), sandbox));
        }
        let send = async |(call, reader): (PlaceCall, tokio::task::JoinHandle<_>)| {
            let placement = call.send().await;
            reader.abort();
            placement
        };
        let mut late = Vec::new();
        for (result, row) in run(prepared, send).await.into_iter().zip(table) {
            let (fault, order, placement, sandbox) = result;
            let name = format!("view, {fault}");
            check(&name, order, &sandbox, &placement);
            let is_searched = searches(&sandbox) > 0;
            match &placement {
                Placement::Placed { order, .. } if !is_searched => {
                    reported += usize::from(matches!(**order, PlacedOrder::Reported(_)));
                }
                Placement::Placed { .. } | Placement::Unknown { .. } => late.push(row),
                Placement::NotPlaced { reason, .. } => {
                    let is_lost =
                        matches!(reason, NotPlacedReason::Failed(error) if error.outcome_unknown());
                    assert_eq!(is_searched, is_lost, "{name}: {placement:?}");
                }
            }
        }
        late
    })
    .await;
    assert!(reported >= 20, "{reported}");
}

/// The same for the orders of a batch.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_view_shows_the_outcome_of_a_batch() {
    run_table(faults(), async |table: Vec<Row>| {
        let mut prepared = Vec::new();
        for (name, fault) in &table {
            let (sandbox, client, view) = with_view(attempt_timeout(&fault())).await;
            inject(&sandbox, "execute_order_batch", fault());
            let call = client.place_batch([limit(), market(), fill_or_kill()]);
            let call = call.history_lag(lag(name));
            prepared.push(((*name).to_owned(), "batch", (call, view), sandbox));
        }
        let send = async |(call, view): (PlaceBatchCall, ViewStream<Orders>)| {
            let placements = call.send().await;
            drop(view);
            placements
        };
        let mut late = Vec::new();
        for (result, row) in run(prepared, send).await.into_iter().zip(table) {
            let (fault, _, placements, sandbox) = result;
            let name = format!("view, batch, {fault}");
            for (placement, order) in placements.iter().zip(["limit", "market", "fok"]) {
                check(&name, order, &sandbox, placement);
            }
            let unknown = |placement: &Placement| matches!(placement, Placement::Unknown { .. });
            let placed = |placement: &Placement| placement.order_id().is_some();
            let is_searched = searches(&sandbox) > 0;
            if placements.iter().any(unknown) || (placements.iter().all(placed) && is_searched) {
                late.push(row);
            }
        }
        late
    })
    .await;
}

/// Faults of the stream that the event of an order triggers.
fn stream_faults() -> Vec<StreamFault> {
    vec![
        StreamFault::reset(),
        StreamFault::close(1012),
        StreamFault::restart(Duration::from_secs(60)),
        StreamFault::half_frame(),
        StreamFault::malformed(),
        StreamFault::not_json(),
        StreamFault::skip(),
        StreamFault::mute(Duration::from_secs(60)),
        StreamFault::stall(Duration::from_secs(2)),
        StreamFault::burst(2),
        StreamFault::duplicate(),
        StreamFault::reorder(),
        StreamFault::unknown_event(),
        StreamFault::error_frame(4002, "Parse error"),
        StreamFault::fragments(),
    ]
}

/// An order whose event was lost, with its response, is searched for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn order_that_the_stream_does_not_show_is_searched_for() {
    let mut prepared = Vec::new();
    for fault in stream_faults() {
        for (order, payload) in ORDERS {
            let (sandbox, client, view) = with_view(LONG_TIMEOUT).await;
            sandbox
                .streams()
                .fault(fault.clone().on(ORDER_UPDATES))
                .unwrap();
            inject(&sandbox, "execute_order", Fault::reset().after_execution());
            let call = client.place(payload()).history_lag(LAG);
            prepared.push((fault.kind().to_string(), order, (call, view), sandbox));
        }
    }
    let send = async |(call, view): (PlaceCall, ViewStream<Orders>)| {
        let placement = call.send().await;
        drop(view);
        placement
    };
    for (fault, order, placement, sandbox) in run(prepared, send).await {
        let row = format!("stream: {fault}");
        check(&row, order, &sandbox, &placement);
        let Placement::Placed { order: placed, .. } = &placement else {
            panic!("{row}: {placement:?}");
        };
        if order == "limit" && ["reset", "close", "skip", "mute", "not JSON"].contains(&&*fault) {
            let is_reported = matches!(**placed, PlacedOrder::Reported(_));
            assert!(
                !is_reported && searches(&sandbox) > 0,
                "{row}: {placement:?}"
            );
        }
    }
}

/// A view that is not connected, or is dropped, changes nothing: the order is searched for at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn view_that_is_not_live_is_not_used() {
    let rows = ["not connected", "dropped", "streams closed"].map(|row| async move {
        let (sandbox, client, mut view) = with_view(LONG_TIMEOUT).await;
        match row {
            "not connected" => {
                let outage = StreamFault::restart(Duration::from_secs(60)).on(ORDER_UPDATES);
                sandbox.streams().fault(outage).unwrap();
                assert!(client.place(limit()).send().await.order_id().is_some());
                while view.live().is_some() {
                    view.changed().await.unwrap();
                }
            }
            "dropped" => drop(view),
            _ => client.streams().close().await,
        }
        sandbox.clear_requests();
        inject(&sandbox, "execute_order", Fault::reset().after_execution());
        (row, client.place(limit()).send().await, sandbox)
    });
    for (row, placement, sandbox) in join_all(rows).await {
        check(&format!("view {row}"), "limit", &sandbox, &placement);
        let Placement::Placed { order, .. } = &placement else {
            panic!("{row}: {placement:?}");
        };
        assert!(matches!(**order, PlacedOrder::Open(_)), "{placement:?}");
        assert!(searches(&sandbox) > 0, "{row}");
    }
}

/// Creates an event of a live stream: an order with a client id.
fn order_event(kind: &str, client_id: u32, time: u64, market: &str) -> Value {
    json!({
        "E": time, "T": time, "S": "Bid", "V": "RejectTaker", "X": "New", "Z": "0", "c": client_id, "e": kind,
        "f": "GTC", "i": "900", "o": "LIMIT", "p": "140", "q": "1", "s": market, "t": null, "z": "0",
    })
}

/// Events of other orders, late events, and unknown events prove nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn event_of_another_order_is_not_taken_for_the_order() {
    let now = || SystemClock.now().as_millis() * 1_000;
    let minute = 60_000_000;
    let rows = [
        (
            "fill of an older order",
            Some(7),
            order_event("orderFill", 7, now() + minute, MARKET),
        ),
        (
            "older order",
            Some(7),
            order_event("orderAccepted", 7, now() - minute, MARKET),
        ),
        ("older trigger order", Some(7), {
            let mut triggered = order_event("orderAccepted", 7, now() + minute, MARKET);
            triggered["P"] = json!("150");
            triggered
        }),
        (
            "other market",
            Some(7),
            order_event("orderAccepted", 7, now() + minute, "ETH_USDC"),
        ),
        (
            "other client id",
            None,
            order_event("orderAccepted", 7, now() + minute, MARKET),
        ),
        (
            "unknown event",
            None,
            order_event("orderRejected", 0, now() + minute, MARKET),
        ),
    ];
    let rows = rows.map(|(row, client_id, mut event)| async move {
        let (sandbox, client, _view) = with_view(LONG_TIMEOUT).await;
        inject(&sandbox, "execute_order", Fault::reset().before_execution());
        let order = match client_id {
            Some(id) => limit().client_id(id),
            None => limit(),
        };
        let call = client.place(order).history_lag(LAG);
        if event["c"] == 0 {
            event["c"] = call.client_id().into();
        }
        let call = tokio::spawn(call.send());
        // Before the response is lost, and during the search.
        for _ in 0..20 {
            sandbox.streams().send(ORDER_UPDATES, &event).unwrap();
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        (row, call.await.unwrap(), sandbox)
    });
    for (row, placement, sandbox) in join_all(rows).await {
        check(row, "limit", &sandbox, &placement);
        assert!(
            matches!(placement, Placement::NotPlaced { .. }),
            "{row}: {placement:?}"
        );
    }
}

/// An order with a client id of the caller is found by its first event, whatever older orders had the id.
#[tokio::test]
async fn first_event_shows_an_order_with_a_client_id_of_the_caller() {
    let (sandbox, client, _view) = with_view(LONG_TIMEOUT).await;
    let older = order_event(
        "orderFill",
        7,
        SystemClock.now().as_millis() * 1_000,
        MARKET,
    );
    sandbox.streams().send(ORDER_UPDATES, &older).unwrap();
    inject(&sandbox, "execute_order", Fault::reset().after_execution());
    let call = client.place(market().client_id(7)).history_lag(LONG_LAG);
    let placement = call.send().await;
    check("view, own client id", "market", &sandbox, &placement);
    let Placement::Placed { order, .. } = placement else {
        panic!("{placement:?}");
    };
    let PlacedOrder::Reported(order) = *order else {
        panic!("{order:?}");
    };
    assert_eq!((order.id.as_str(), order.client_id), ("1", Some(7)));
    assert_eq!(searches(&sandbox), 0);
}

/// The thread that blocks has no part in reading the stream.
#[test]
fn blocking_form_uses_the_view() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (sandbox, client, _view) = runtime.block_on(with_view(LONG_TIMEOUT));
    inject(&sandbox, "execute_order", Fault::reset().after_execution());
    let call = client.place(limit()).history_lag(LONG_LAG);
    let placement = call.send_blocking().unwrap();
    check("view, blocking", "limit", &sandbox, &placement);
    assert_eq!(placement.order_id(), Some("1"));
    assert_eq!(searches(&sandbox), 0);
}

/// Places orders under a seeded schedule of faults of streams and REST together. Returns the numbers of orders whose
/// outcome the stream has shown, and whose outcome is unknown.
async fn run_schedule(seed: u64) -> (usize, usize) {
    let mut random = fastrand::Rng::with_seed(seed);
    let (sandbox, client, mut view) = with_view(LONG_TIMEOUT).await;
    let reader = tokio::spawn(async move { while view.changed().await.is_ok() {} });
    for fault in stream_faults() {
        // An outage of a minute would leave no stream for the rest of the schedule.
        let fault = match fault.kind().to_string().as_str() {
            "restart" => StreamFault::restart(Duration::from_millis(300)),
            "mute" => StreamFault::mute(Duration::from_millis(300)),
            "stall" => StreamFault::stall(Duration::from_millis(300)),
            _ => fault,
        };
        let fault = fault
            .on(ORDER_UPDATES)
            .with_probability(0.05, random.u64(..));
        sandbox.streams().fault(fault).unwrap();
    }
    let (mut reported, mut unknown) = (0, 0);
    for _ in 0..3 {
        for operation in [
            "get_time",
            "get_open_orders",
            "get_order_history",
            "get_fills",
        ] {
            let status = random.choice([500, 502, 503]).unwrap();
            let fault = Fault::status(status).before_execution();
            let fault = fault.with_probability(0.1, random.u64(..));
            sandbox.on(operation).fault(fault).unwrap();
        }
        let is_executed = random.u8(..) < 170;
        let fault = |reset: Fault| {
            inject(&sandbox, "execute_order", reset.clone());
            inject(&sandbox, "execute_order_batch", reset);
        };
        fault(if is_executed {
            Fault::reset().after_execution()
        } else {
            Fault::reset().before_execution()
        });
        let orders = [limit(), market(), fill_or_kill()];
        let placements = if random.u8(..) < 60 {
            client.place_batch(orders).history_lag(LAG).send().await
        } else {
            let order = random.choice(orders).unwrap();
            let order = match random.bool() {
                true => order,
                false => order.client_id(random.u32(1..)),
            };
            vec![client.place(order).history_lag(LAG).send().await]
        };
        for placement in &placements {
            check(&format!("seed {seed}"), "", &sandbox, placement);
            match placement {
                Placement::Placed { order, .. } => {
                    assert!(is_executed, "seed {seed}: {placement:?}");
                    reported += usize::from(matches!(**order, PlacedOrder::Reported(_)));
                }
                Placement::NotPlaced { .. } => assert!(!is_executed, "seed {seed}: {placement:?}"),
                Placement::Unknown { .. } => unknown += 1,
            }
        }
        sandbox.faults().clear();
    }
    reader.abort();
    (reported, unknown)
}

/// Whatever fails on the streams and in REST, an outcome that is given equals the book.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn result_equals_the_book_under_seeded_faults_of_streams_and_rest() {
    let (mut reported, mut unknown) = (0, 0);
    for seeds in (0..48).collect::<Vec<_>>().chunks(24) {
        for counts in join_all(seeds.iter().map(|seed| run_schedule(*seed))).await {
            reported += counts.0;
            unknown += counts.1;
        }
    }
    assert!(reported > 48, "{reported}");
    assert!(unknown < 24, "{unknown}");
}
