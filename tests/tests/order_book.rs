//! The order book of a generated depth stream: seeded fault schedules over an in-memory exchange, the recorded run, and one
//! test for each row of the table of cases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy.toml exempts tests, but not the functions that tests share"
)]

#[path = "../../streams/tests/common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backpack_api::streams::{
    BookTickerUpdate, DepthInterval, DepthUpdate, StreamEvent, depth, depth_every,
};
use backpack_api::{
    BookSide, BookState, BookStream, Channel, Decimal, GapReason, Lag, OrderBook, PriceLevel,
    StaleReason, Streams, Timestamp,
};
use backpack_streams::{BookSync, Snapshot};
use common::{Exchange, Fault, PONG, Peer, Sent, frame};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep, sleep_until, timeout};

const SYMBOL: &str = "SOL_USDC";
const START: i64 = 1_788_367_430_000_000;

type Side = BTreeMap<Decimal, Decimal>;

/// Book of the market after an update.
#[derive(Clone, Default)]
struct State {
    id: u64,
    time: i64,
    bids: Side,
    asks: Side,
}

/// Seeded market with all of its past states.
struct Market {
    random: fastrand::Rng,
    started: Instant,
    /// Name of the stream.
    stream: String,
    states: Vec<State>,
    /// Events until the market is calm.
    chaos: usize,
    faults: usize,
    pending: usize,
}

type Shared = Arc<Mutex<Market>>;

impl Market {
    fn new(random: fastrand::Rng, stream: &str) -> Self {
        let mut market = Self {
            random,
            started: Instant::now(),
            stream: stream.to_owned(),
            states: vec![State {
                // Ids are large, and a restarted numbering is far lower.
                id: 4_330_360_000,
                time: START,
                ..State::default()
            }],
            chaos: 60,
            faults: 0,
            pending: 0,
        };
        for _ in 0..40 {
            market.update();
        }
        market
    }

    fn last(&self) -> &State {
        self.states.last().unwrap()
    }

    /// Matches a random order with the book, or rests it. Returns the changed levels of both sides, with their new
    /// quantities written with or without trailing zeros.
    fn update(&mut self) -> [Vec<(String, String)>; 2] {
        let mut state = self.last().clone();
        state.id += 1;
        let now = START + self.started.elapsed().as_micros() as i64;
        state.time = now.max(state.time + 1);
        let mut changes = [Vec::new(), Vec::new()];
        let is_bid = self.random.bool();
        let price = Decimal::new(10_000 + self.random.i64(-15..=15), 2);
        let mut open = Decimal::new(self.random.i64(1..50), 1);
        if self.random.u8(..) < 90 {
            // A cancelled order: a level of either side becomes smaller, or ends.
            let side = if is_bid {
                &mut state.bids
            } else {
                &mut state.asks
            };
            let place = self.random.usize(..side.len().max(1));
            if let Some((&price, &quantity)) = side.iter().nth(place) {
                let left = if self.random.bool() {
                    Decimal::ZERO
                } else {
                    (quantity / Decimal::TWO).round_dp(1)
                };
                set(side, price, left);
                changes[usize::from(!is_bid)].push((price, left));
            }
        } else {
            loop {
                let best = if is_bid {
                    state.asks.first_key_value()
                } else {
                    state.bids.last_key_value()
                };
                let Some((&best, &quantity)) = best else {
                    break;
                };
                let crosses = if is_bid { best <= price } else { best >= price };
                if !crosses || open.is_zero() {
                    break;
                }
                let taken = quantity.min(open);
                open -= taken;
                let side = if is_bid {
                    &mut state.asks
                } else {
                    &mut state.bids
                };
                set(side, best, quantity - taken);
                changes[usize::from(is_bid)].push((best, quantity - taken));
            }
            if !open.is_zero() {
                let side = if is_bid {
                    &mut state.bids
                } else {
                    &mut state.asks
                };
                let quantity = side.get(&price).copied().unwrap_or_default() + open;
                set(side, price, quantity);
                changes[usize::from(!is_bid)].push((price, quantity));
            }
        }
        self.states.push(state);
        let mut written = |(price, quantity): (Decimal, Decimal)| {
            let price = match self.random.u8(..3) {
                0 => price.normalize(),
                1 => price,
                _ => Decimal::new(price.mantissa() as i64 * 1_000, price.scale() + 3),
            };
            (price.to_string(), quantity.to_string())
        };
        changes.map(|side| side.into_iter().map(&mut written).collect())
    }

    /// Returns the frame of the next delta, of this number of updates.
    fn delta(&mut self, updates: usize) -> String {
        let first = self.last().id + 1;
        let (mut bids, mut asks) = (BTreeMap::new(), BTreeMap::new());
        for _ in 0..updates {
            let [bid, ask] = self.update();
            bids.extend(bid.into_iter().map(by_value));
            asks.extend(ask.into_iter().map(by_value));
        }
        let last = self.last();
        let side = |levels: BTreeMap<Decimal, (String, String)>| -> Value {
            levels.into_values().map(|(p, q)| json!([p, q])).collect()
        };
        let data = json!({
            "E": last.time + 5, "T": last.time, "U": first, "a": side(asks), "b": side(bids), "e": "depth",
            "s": SYMBOL, "u": last.id,
        });
        json!({"data": data, "stream": self.stream}).to_string()
    }

    /// Returns the response of `get_depth`: older than the stream, truncated, or an error.
    fn snapshot(&mut self) -> io::Result<Snapshot> {
        let is_chaos = self.chaos > 0;
        if is_chaos && self.random.u8(..) < 40 {
            return Err(io::Error::other("TOO_MANY_REQUESTS"));
        }
        let behind = if is_chaos { self.random.usize(..8) } else { 0 };
        let state = &self.states[self.states.len().saturating_sub(1 + behind)];
        let limit = self.random.usize(2..20);
        let mut bids = levels(&state.bids);
        let mut asks = levels(&state.asks);
        bids.drain(..bids.len().saturating_sub(limit));
        asks.truncate(limit);
        Ok(Snapshot {
            last_update_id: state.id,
            time: time(state.time),
            bids,
            asks,
            limit: Some(limit),
        })
    }

    fn fault(&mut self) -> Option<Fault> {
        self.chaos = self.chaos.checked_sub(1)?;
        let fault = (self.random.u8(..) < 24).then(|| self.random.choice(Fault::ALL).unwrap());
        self.faults += usize::from(fault.is_some());
        fault
    }

    /// Compares a live book with the market as of the book's update id.
    fn check(&self, book: &OrderBook, seed: u64) {
        // A restarted numbering uses an id twice, so the time identifies a state.
        let at = book.engine_time().as_microsecond();
        let place = self.states.binary_search_by_key(&at, |state| state.time);
        let state = &self.states[place.expect("the book is as of a state of the market")];
        assert_eq!(book.update_id(), state.id, "seed {seed}");
        assert!(
            is_equal(book.bids(), &state.bids, false),
            "seed {seed}, bids of {}",
            state.id
        );
        assert!(
            is_equal(book.asks(), &state.asks, true),
            "seed {seed}, asks of {}",
            state.id
        );
        assert!(!book.is_crossed(), "seed {seed}: the market never crosses");
    }
}

fn by_value(level: (String, String)) -> (Decimal, (String, String)) {
    (level.0.parse().unwrap(), level)
}

fn set(side: &mut Side, price: Decimal, quantity: Decimal) {
    if quantity.is_zero() {
        side.remove(&price);
    } else {
        side.insert(price, quantity);
    }
}

fn levels(side: &Side) -> Vec<PriceLevel> {
    let level = |(&price, &quantity)| PriceLevel { price, quantity };
    side.iter().map(level).collect()
}

fn time(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap()
}

/// Returns true if a side has exactly the levels of the market within its bound.
fn is_equal(side: &BookSide, expected: &Side, is_ask: bool) -> bool {
    let is_known = |price: &Decimal| match side.complete_to() {
        None => true,
        Some(bound) if is_ask => *price <= bound,
        Some(bound) => *price >= bound,
    };
    let kept = side.iter().map(|level| (level.price, level.quantity));
    let kept: BTreeMap<_, _> = kept.filter(|(price, _)| is_known(price)).collect();
    let expected = expected.iter().filter(|(price, _)| is_known(price));
    kept.iter().eq(expected)
}

/// Serves a connection: sends the deltas of the market with faults.
async fn connection(mut peer: Peer, market: Shared) {
    let mut is_open = false;
    let mut random = market.lock().unwrap().random.fork();
    let mut next = Instant::now();
    loop {
        tokio::select! {
            biased;
            sent = peer.next() => match sent {
                Sent::Text(text) => {
                    let request: Value = serde_json::from_str(&text).unwrap();
                    is_open = request["method"] == "SUBSCRIBE";
                }
                Sent::Ping(payload) => peer.raw(&frame(PONG, true, &payload)).await,
                Sent::Pong(_) => {}
                Sent::Close(_) | Sent::End => return,
            },
            () = sleep_until(next) => {
                let is_chaos = market.lock().unwrap().chaos > 0;
                let pause = if is_chaos { random.u64(1..80) } else { 2_000 };
                next = Instant::now() + Duration::from_millis(pause);
                if !is_open {
                    market.lock().unwrap().update();
                    continue;
                }
                let (fault, frames) = market.lock().unwrap().turn();
                if fault == Some(Fault::Mute) {
                    next += Duration::from_secs(random.u64(12..30));
                }
                let mut frames = frames.iter();
                let fault = fault.filter(|fault| !matches!(fault, Fault::Mute | Fault::Reorder));
                if let Some(first) = frames.next()
                    && !peer.inject(fault, first, &mut random).await
                {
                    return;
                }
                for text in frames {
                    peer.text(text).await;
                }
            }
        }
    }
}

impl Market {
    /// Returns the next fault and the frames to send.
    fn turn(&mut self) -> (Option<Fault>, Vec<String>) {
        let fault = self.fault();
        match fault {
            Some(Fault::Skip) => drop(self.update()),
            Some(Fault::Restart) if self.last().id > 1_000_000 => {
                let mut state = self.last().clone();
                (state.id, state.time) = (state.id / 1_000, state.time + 1);
                self.states.push(state);
            }
            _ => {}
        }
        let updates = self.random.usize(1..4);
        let mut frames = vec![self.delta(updates)];
        let more = match fault {
            Some(Fault::Reorder) => 1,
            Some(Fault::Burst) => self.random.usize(20..60),
            _ => 0,
        };
        frames.extend((0..more).map(|_| self.delta(1)));
        if fault == Some(Fault::Reorder) {
            frames.reverse();
        }
        (fault, frames)
    }
}

/// Runs a schedule. Returns the number of live states, and of transitions from live to stale.
fn run(seed: u64) -> (usize, usize) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut random = fastrand::Rng::with_seed(seed);
        let channel = match seed % 4 {
            0 => depth(SYMBOL).lag(Lag::Gap(5_000)),
            1 => depth_every(DepthInterval::Ms200, SYMBOL),
            _ => depth(SYMBOL),
        };
        let (mut exchange, builder) = Exchange::new();
        let chance = Mutex::new(random.fork());
        let streams = builder.chance(move || chance.lock().unwrap().f64()).build();
        let market = Market::new(random.fork(), channel.name());
        let market = Arc::new(Mutex::new(market));
        let server = tokio::spawn({
            let market = Arc::clone(&market);
            async move {
                loop {
                    let peer = exchange.accept().await;
                    tokio::spawn(connection(peer, Arc::clone(&market)));
                }
            }
        });
        let mut book = open(&streams, channel, &market).await;
        if random.bool() {
            book = book.verify_every(Duration::from_secs(1));
        }
        let (mut live, mut stale, mut was_live) = (0, 0, false);
        let mut calm_since = None;
        loop {
            let state = book.changed().await.unwrap();
            let is_over = {
                let market = market.lock().unwrap();
                match state {
                    BookState::Live(book) => {
                        market.check(book, seed);
                        live += 1;
                    }
                    BookState::Stale(reason) => {
                        stale += usize::from(was_live);
                        let is_false = matches!(
                            reason,
                            StaleReason::Mismatch { .. } | StaleReason::Crossed { .. }
                        );
                        assert!(!is_false, "seed {seed}: {reason:?}");
                    }
                    _ => {}
                }
                was_live = matches!(state, BookState::Live(_));
                if market.chaos > 0 {
                    false
                } else {
                    let since: Instant = *calm_since.get_or_insert_with(Instant::now);
                    let calm = since.elapsed();
                    assert!(calm < Duration::from_secs(300), "seed {seed}: not live");
                    let at = book.live().map(OrderBook::update_id);
                    at == Some(market.last().id) && calm > Duration::from_secs(10)
                }
            };
            if is_over {
                break;
            }
            if random.u8(..) < 4 {
                sleep(Duration::from_millis(random.u64(..3_000))).await;
            }
        }
        streams.close().await;
        while book.changed().await.is_ok() {}
        assert!(
            book.live().is_none(),
            "seed {seed}: no book is live without a stream"
        );
        drop(book);
        server.abort();
        let market = market.lock().unwrap();
        assert_eq!(market.pending, 0, "seed {seed}: a request is left");
        assert!(stale <= 2 * market.faults + 20, "seed {seed}: {stale}");
        (live, stale)
    })
}

/// Opens the book with a source that takes between 2 and 600 ms.
async fn open(
    streams: &Streams,
    channel: Channel<DepthUpdate>,
    market: &Shared,
) -> BookStream<DepthUpdate> {
    let market = Arc::clone(market);
    let source = move || {
        let market = Arc::clone(&market);
        async move {
            let guard = Pending::new(&market);
            let wait = || Duration::from_millis(market.lock().unwrap().random.u64(1..300));
            sleep(wait()).await;
            let snapshot = market.lock().unwrap().snapshot();
            sleep(wait()).await;
            drop(guard);
            snapshot
        }
    };
    streams.book(channel, source).await.unwrap()
}

/// Counts the requests of a book, which has one at a time.
struct Pending(Shared);

impl Pending {
    fn new(market: &Shared) -> Self {
        let mut state = market.lock().unwrap();
        state.pending += 1;
        assert_eq!(state.pending, 1, "a book has one request at a time");
        drop(state);
        Self(Arc::clone(market))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Ok(mut market) = self.0.lock() {
            market.pending -= 1;
        }
    }
}

/// Schedules of one test. Four tests run 1,000 schedules on the test threads.
fn run_all(seeds: std::ops::Range<u64>) {
    let schedules = seeds.end - seeds.start;
    let counts = seeds.map(run);
    let (live, stale) = counts.fold((0, 0), |(live, stale), of| (live + of.0, stale + of.1));
    assert!(live as u64 > 15 * schedules, "{live} live states");
    assert!(stale as u64 > schedules, "{stale} stale states");
}

#[test]
fn live_book_equals_the_market_1() {
    run_all(0..250);
}

#[test]
fn live_book_equals_the_market_2() {
    run_all(250..500);
}

#[test]
fn live_book_equals_the_market_3() {
    run_all(500..750);
}

#[test]
fn live_book_equals_the_market_4() {
    run_all(750..1_000);
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
        time: time(START + id as i64),
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
fn row_snapshot_older_than_the_first_event_is_requested_again() {
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
fn row_snapshot_newer_than_every_event_is_valid() {
    let mut case = Case::subscribed();
    case.sync.delta(plain(99, 99));
    assert!(case.respond(100));
    assert_eq!(case.at(), Some(100));
    case.sync.delta(plain(100, 102));
    assert_eq!(case.at(), Some(102));
}

#[test]
fn row_kept_events_bridge_a_snapshot_behind_the_stream() {
    let mut case = Case::subscribed();
    for id in 90..=134 {
        case.sync.delta(plain(id, id));
    }
    assert!(case.respond(100));
    assert_eq!(case.at(), Some(134));
}

#[test]
fn row_quiet_market_is_valid_by_its_snapshot() {
    assert_eq!(Case::live(100).at(), Some(100));
}

#[test]
fn row_repeated_event_is_ignored_and_a_restart_is_a_gap() {
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
fn row_partial_overlap_is_a_gap() {
    let mut case = Case::live(100);
    case.sync.delta(plain(101, 101));
    case.sync.delta(plain(101, 103));
    assert!(matches!(case.reason(), StaleReason::Overlapping { .. }));
}

#[test]
fn row_skipped_ids_are_a_gap() {
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
fn row_empty_event_advances_the_id() {
    let mut case = Case::live(100);
    case.sync
        .delta(update(101, 101, 101, &json!([]), &json!([])));
    assert_eq!(case.sync.live().map(OrderBook::update_id), Some(101));
    case.sync.delta(plain(102, 102));
    assert_eq!(case.at(), Some(102));
}

#[test]
fn row_zero_at_an_absent_price_changes_nothing() {
    let mut case = Case::live(100);
    let zeros = json!([["15", "0.00"], ["16.50", "0"]]);
    let bids = json!([["10.00", "101"]]);
    case.sync.delta(update(101, 101, 101, &bids, &zeros));
    assert_eq!(case.at(), Some(101));
    assert_eq!(case.sync.live().unwrap().asks().len(), 1);
}

#[test]
fn row_level_outside_the_snapshot_is_kept_and_the_bound_reported() {
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
fn row_crossed_book_is_reported_and_stale_if_it_lasts() {
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
fn row_book_ticker_disagrees_only_at_the_same_id() {
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
fn row_failed_snapshot_leaves_the_book_invalid() {
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
async fn row_lost_connection_makes_the_book_invalid() {
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
async fn row_frame_that_does_not_decode_is_a_gap() {
    let (_exchange, mut peer, mut book) = connected().await;
    let damaged = text(&plain(101, 101)).replace("10.0", "ten");
    peer.text(&damaged).await;
    let BookState::Stale(StaleReason::Gap(gap)) = changed(&mut book).await else {
        panic!("the book is stale");
    };
    assert!(matches!(gap.reason, GapReason::Undecodable(_)));
}
