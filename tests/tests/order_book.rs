//! The order book of a generated depth stream: seeded fault schedules over an in-memory exchange, the recorded run, and each
//! way in which events and snapshots join.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use backpack_api::streams::{
    BookTickerUpdate, DepthInterval, DepthUpdate, StreamEvent, depth, depth_every,
};
use backpack_api::{
    BookState, BookStream, Decimal, GapReason, Lag, OrderBook, PriceLevel, StaleReason, Timestamp,
};
use backpack_streams::{BookSync, Snapshot};
use backpack_tests::exchange::schedule::run_all;
use backpack_tests::exchange::{Exchange, Peer, market};
use serde_json::{Value, json};
use tokio::time::timeout;

const SYMBOL: &str = "SOL_USDC";
const START: i64 = 1_788_367_430_000_000;

/// A live book equals the market at its update id, over schedules of faults.
#[test]
fn live_book_equals_the_market() {
    let counts = run_all(0..1_000, |seed| {
        let channel = match seed % 4 {
            0 => depth(SYMBOL).lag(Lag::Gap(5_000)),
            1 => depth_every(DepthInterval::Ms200, SYMBOL),
            _ => depth(SYMBOL),
        };
        market::run(seed, channel)
    });
    let live: usize = counts.iter().map(|(live, _)| live).sum();
    let stale: usize = counts.iter().map(|(_, stale)| stale).sum();
    assert!(live > 15 * counts.len(), "{live} live states");
    assert!(stale > counts.len(), "{stale} stale states");
}

/// Returns the recorded runs: of the folder that `BACKPACK_FRAMES` names, else of the one beside the repository.
fn recorded_runs() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/streams/frames");
    let folder = std::env::var_os("BACKPACK_FRAMES").map_or(beside, PathBuf::from);
    let files = std::fs::read_dir(folder.join("runs")).into_iter().flatten();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "jsonl"));
    files.sort();
    files
}

/// The deltas of a recorded run rebuild a book that agrees with every book ticker in it.
#[test]
fn recorded_run_agrees_with_its_book_tickers() {
    let files = recorded_runs();
    if files.is_empty() {
        assert!(
            std::env::var_os("BACKPACK_FRAMES").is_none(),
            "BACKPACK_FRAMES has no runs"
        );
        println!("recorded runs: not checked, BACKPACK_FRAMES is not set");
    }
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let (mut deltas, mut tickers) = (Vec::new(), Vec::new());
        for line in text.lines() {
            let frame: Value = serde_json::from_str(line).unwrap();
            let name = frame["stream"].as_str().unwrap();
            match StreamEvent::from_json(name, &frame["data"].to_string()).unwrap() {
                StreamEvent::Depth(delta) => deltas.push(delta),
                StreamEvent::BookTicker(ticker) => tickers.push(ticker),
                _ => {}
            }
        }
        let compared = compare_with_tickers(deltas, tickers);
        assert!(compared >= 10, "{}: {compared} compared", file.display());
    }
}

/// Joins the first ticker, as a snapshot of one level, with the deltas. Returns the number of tickers that were compared.
fn compare_with_tickers(deltas: Vec<DepthUpdate>, mut tickers: Vec<BookTickerUpdate>) -> usize {
    // Streams are not ordered relative to each other.
    tickers.sort_by_key(|ticker| ticker.update_id);
    let first = &tickers[0];
    let side = |price: Option<Decimal>, quantity: Option<Decimal>| {
        let level = price.zip(quantity);
        let level = level.map(|(price, quantity)| PriceLevel { price, quantity });
        level.into_iter().collect::<Vec<_>>()
    };
    let mut sync = BookSync::new();
    sync.subscribed();
    let now = std::time::Instant::now();
    let request = sync.snapshot_request(now).unwrap();
    let snapshot = Snapshot {
        last_update_id: first.update_id,
        time: first.engine_time,
        bids: side(first.bid_price, first.bid_quantity),
        asks: side(first.ask_price, first.ask_quantity),
        limit: None,
    };
    sync.snapshot(request, Ok(snapshot), now);
    let mut compared = 0;
    let mut tickers = tickers.iter().peekable();
    let mut compare = |book: &OrderBook| {
        while let Some(ticker) = tickers.next_if(|ticker| ticker.update_id <= book.update_id()) {
            assert_eq!(
                ticker.update_id,
                book.update_id(),
                "a delta ends at each ticker"
            );
            let best =
                |level: Option<&PriceLevel>| level.map(|level| (level.price, level.quantity));
            let bid = ticker.bid_price.zip(ticker.bid_quantity);
            let ask = ticker.ask_price.zip(ticker.ask_quantity);
            assert_eq!(best(book.best_bid()), bid, "at {}", ticker.update_id);
            assert_eq!(best(book.best_ask()), ask, "at {}", ticker.update_id);
            compared += 1;
        }
    };
    compare(sync.live().unwrap());
    for delta in deltas {
        sync.delta(delta);
        compare(sync.live().expect("a contiguous run keeps the book live"));
    }
    assert!(tickers.next().is_none(), "every ticker was compared");
    compared
}

/// Book whose only bid is at 10, with its update id as the quantity.
struct Case {
    sync: BookSync<DepthUpdate>,
    now: std::time::Instant,
}

fn update(first: u64, last: u64, micros: i64, bids: &Value, asks: &Value) -> DepthUpdate {
    let data = json!({
        "E": START + micros, "T": START + micros, "U": first, "a": asks, "b": bids, "e": "depth", "s": SYMBOL,
        "u": last,
    });
    serde_json::from_value(data).unwrap()
}

fn plain(first: u64, last: u64) -> DepthUpdate {
    let bids = json!([["10.0", last.to_string()]]);
    update(first, last, last as i64, &bids, &json!([]))
}

fn snapshot(id: u64, limit: usize) -> Snapshot {
    let level = |price: u64, quantity: u64| PriceLevel {
        price: price.into(),
        quantity: quantity.into(),
    };
    Snapshot {
        last_update_id: id,
        time: Timestamp::from_microsecond(START + id as i64).unwrap(),
        bids: vec![level(10, id)],
        asks: vec![level(20, 1)],
        limit: Some(limit),
    }
}

impl Case {
    fn subscribed() -> Self {
        let mut sync = BookSync::new();
        sync.subscribed();
        let now = std::time::Instant::now();
        Self { sync, now }
    }

    fn live(id: u64) -> Self {
        let mut case = Self::subscribed();
        case.respond(id);
        assert_eq!(case.at(), Some(id));
        case
    }

    fn respond(&mut self, id: u64) -> bool {
        let request = self.sync.snapshot_request(self.now).expect("a request");
        self.sync
            .snapshot(request, Ok(snapshot(id, 1000)), self.now)
    }

    /// Returns the update id of the live book, whose bid is of that update.
    fn at(&self) -> Option<u64> {
        let book = self.sync.live()?;
        assert_eq!(book.best_bid().unwrap().quantity, book.update_id().into());
        Some(book.update_id())
    }

    fn reason(&self) -> &StaleReason {
        match self.sync.state() {
            BookState::Stale(reason) => reason,
            state => panic!("expected a stale book, got {state:?}"),
        }
    }
}

#[test]
fn requests_snapshot_older_than_first_event_again() {
    let mut case = Case::subscribed();
    case.sync.delta(plain(105, 105));
    assert!(!case.respond(103));
    let mut waits = Vec::new();
    for _ in 0..7 {
        let request = case.sync.snapshot_request(case.now).unwrap();
        waits.push(request.wait);
        case.sync
            .snapshot(request, Ok(snapshot(103, 1000)), case.now);
    }
    assert!(waits.is_sorted() && waits[0] < waits[6]);
    assert!(matches!(case.reason(), StaleReason::SnapshotBehind { .. }));
    assert!(case.respond(104));
    assert_eq!(case.at(), Some(105));
}

#[test]
fn joins_snapshot_newer_than_every_event() {
    let mut case = Case::subscribed();
    case.sync.delta(plain(99, 99));
    assert!(case.respond(100));
    assert_eq!(case.at(), Some(100));
    case.sync.delta(plain(100, 102));
    assert_eq!(case.at(), Some(102));
}

#[test]
fn applies_kept_events_to_older_snapshot() {
    let mut case = Case::subscribed();
    for id in 90..=134 {
        case.sync.delta(plain(id, id));
    }
    assert!(case.respond(100));
    assert_eq!(case.at(), Some(134));
}

#[test]
fn book_without_events_is_live_after_snapshot() {
    assert_eq!(Case::live(100).at(), Some(100));
}

#[test]
fn ignores_repeated_event_and_is_stale_after_renumbering() {
    let mut case = Case::live(1_000_000);
    case.sync.delta(plain(1_000_001, 1_000_001));
    assert!(!case.sync.delta(plain(1_000_001, 1_000_001)));
    assert!(!case.sync.delta(plain(5, 5)));
    assert_eq!(case.at(), Some(1_000_001));
    let later = update(5, 5, 9_000_000, &json!([]), &json!([]));
    assert!(case.sync.delta(later));
    assert!(matches!(case.reason(), StaleReason::Renumbered { .. }));
}

#[test]
fn overlapping_event_makes_book_stale() {
    let mut case = Case::live(100);
    case.sync.delta(plain(101, 101));
    case.sync.delta(plain(101, 103));
    assert!(matches!(case.reason(), StaleReason::Overlapping { .. }));
}

#[test]
fn skipped_ids_make_book_stale() {
    let mut case = Case::live(100);
    case.sync.delta(plain(102, 102));
    assert!(matches!(
        case.reason(),
        StaleReason::Skipped {
            expected: 101,
            got: 102
        }
    ));
    // The events since are kept.
    assert!(case.respond(101));
    assert_eq!(case.at(), Some(102));
}

#[test]
fn empty_event_advances_update_id() {
    let mut case = Case::live(100);
    case.sync
        .delta(update(101, 101, 101, &json!([]), &json!([])));
    assert_eq!(case.sync.live().map(OrderBook::update_id), Some(101));
    case.sync.delta(plain(102, 102));
    assert_eq!(case.at(), Some(102));
}

#[test]
fn ignores_zero_quantity_at_absent_price() {
    let mut case = Case::live(100);
    let zeros = json!([["15", "0.00"], ["16.50", "0"]]);
    let bids = json!([["10.00", "101"]]);
    case.sync.delta(update(101, 101, 101, &bids, &zeros));
    assert_eq!(case.at(), Some(101));
    assert_eq!(case.sync.live().unwrap().asks().len(), 1);
}

#[test]
fn keeps_level_beyond_snapshot_and_reports_its_bound() {
    let mut case = Case::subscribed();
    let request = case.sync.snapshot_request(case.now).unwrap();
    case.sync.snapshot(request, Ok(snapshot(100, 1)), case.now);
    case.sync
        .delta(update(101, 101, 101, &json!([["5", "1"]]), &json!([])));
    let book = case.sync.live().unwrap();
    let bids = book.bids();
    assert_eq!(bids.len(), 2);
    assert_eq!(bids.complete_to(), Some(10.into()));
    assert_eq!(bids.size_to(10.into()), Some(100.into()));
    assert_eq!(bids.size_to(5.into()), None, "beyond the bound");
    assert_eq!(bids.price_for(101.into()), None, "beyond the bound");
}

#[test]
fn reports_crossed_book_and_is_stale_if_it_lasts() {
    let mut case = Case::live(100);
    let ask = |quantity: &str| json!([["9.5", quantity]]);
    case.sync
        .delta(update(101, 101, 1_000, &json!([]), &ask("1")));
    assert!(case.sync.live().unwrap().is_crossed());
    case.sync
        .delta(update(102, 102, 1_001_000, &json!([]), &ask("2")));
    assert!(case.sync.live().unwrap().is_crossed());
    case.sync
        .delta(update(103, 103, 1_001_001, &json!([]), &ask("3")));
    assert!(matches!(case.reason(), StaleReason::Crossed { .. }));
}

/// A book ticker has an update id of its own, and is compared at that id alone; see the recorded run.
#[test]
fn compares_book_ticker_at_its_own_id() {
    let ticker = |id: u64, quantity: u64| -> BookTickerUpdate {
        let data = json!({
            "A": "1", "B": quantity.to_string(), "E": START, "T": START, "a": "20.00", "b": "10.00",
            "e": "bookTicker", "s": SYMBOL, "u": id,
        });
        serde_json::from_value(data).unwrap()
    };
    let run =
        |tickers: Vec<_>| compare_with_tickers(vec![plain(101, 101), plain(102, 102)], tickers);
    // The ticker of 102 is received before the delta.
    assert_eq!(
        run(vec![ticker(100, 100), ticker(102, 102), ticker(101, 101)]),
        3
    );
}

#[test]
fn failed_snapshot_makes_book_stale() {
    let mut case = Case::subscribed();
    let request = case.sync.snapshot_request(case.now).unwrap();
    let error = Arc::new(io::Error::other("TOO_MANY_REQUESTS"));
    case.sync.snapshot(request, Err(error), case.now);
    assert!(matches!(case.reason(), StaleReason::SnapshotFailed(_)));
    assert_eq!(
        case.reason().to_string(),
        "snapshot failed: TOO_MANY_REQUESTS"
    );
}

/// Opens a book at 100 with a connection of the exchange.
async fn connected() -> (Exchange, Peer, BookStream<DepthUpdate>) {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let source = || async { Ok::<_, io::Error>(snapshot(100, 1000)) };
    let mut book = streams.book(depth(SYMBOL), source).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["depth.SOL_USDC"]).await;
    assert!(matches!(changed(&mut book).await, BookState::Live(_)));
    (exchange, peer, book)
}

async fn changed(book: &mut BookStream<DepthUpdate>) -> BookState<'_> {
    let changed = timeout(Duration::from_secs(600), book.changed()).await;
    changed.expect("the book changes").unwrap()
}

fn text(delta: &DepthUpdate) -> String {
    json!({"data": delta, "stream": "depth.SOL_USDC"}).to_string()
}

#[tokio::test(start_paused = true)]
async fn lost_connection_makes_book_stale() {
    let (mut exchange, peer, mut book) = connected().await;
    drop(peer);
    let BookState::Stale(StaleReason::Gap(gap)) = changed(&mut book).await else {
        panic!("the book is stale");
    };
    assert!(matches!(
        gap.reason,
        GapReason::Disconnected(_) | GapReason::ClosedByExchange { .. }
    ));
    assert_eq!(gap.reconcile, ["get_depth"]);
    // Ids are not bridged over a loss: a snapshot is requested again.
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["depth.SOL_USDC"]).await;
    peer.text(&text(&plain(101, 101))).await;
    while book.live().map(OrderBook::update_id) != Some(101) {
        changed(&mut book).await;
    }
}

#[tokio::test(start_paused = true)]
async fn undecodable_frame_makes_book_stale() {
    let (_exchange, mut peer, mut book) = connected().await;
    let damaged = text(&plain(101, 101)).replace("10.0", "ten");
    peer.text(&damaged).await;
    let BookState::Stale(StaleReason::Gap(gap)) = changed(&mut book).await else {
        panic!("the book is stale");
    };
    assert!(matches!(gap.reason, GapReason::Undecodable(_)));
}
