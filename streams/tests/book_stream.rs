//! The order book with its stream over seeded fault schedules: a live book equals the exchange's at its update id.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy.toml exempts tests, but not the functions that tests share"
)]

mod common;

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backpack_streams::{
    BookSide, BookState, BookStream, Channel, DepthDelta, Lag, OrderBook, PriceLevel, Snapshot,
    StaleReason, StreamError,
};
use common::{Exchange, Fault, PONG, Peer, Sent, frame};
use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep, timeout};

const DEPTH: &str = "depth.SOL_USDC";

#[derive(Debug, Deserialize)]
#[serde(from = "Wire")]
struct Depth {
    first: u64,
    last: u64,
    time: Timestamp,
    bids: Vec<PriceLevel>,
    asks: Vec<PriceLevel>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(rename = "U")]
    first: u64,
    #[serde(rename = "n")]
    last: u64,
    #[serde(rename = "T")]
    time: i64,
    b: Vec<(Decimal, Decimal)>,
    a: Vec<(Decimal, Decimal)>,
}

fn levels(pairs: impl IntoIterator<Item = (Decimal, Decimal)>) -> Vec<PriceLevel> {
    let level = |(price, quantity)| PriceLevel { price, quantity };
    pairs.into_iter().map(level).collect()
}

impl From<Wire> for Depth {
    fn from(wire: Wire) -> Self {
        Self {
            first: wire.first,
            last: wire.last,
            time: Timestamp::from_microsecond(wire.time).unwrap(),
            bids: levels(wire.b),
            asks: levels(wire.a),
        }
    }
}

impl DepthDelta for Depth {
    fn first_update_id(&self) -> u64 {
        self.first
    }
    fn last_update_id(&self) -> u64 {
        self.last
    }
    fn engine_time(&self) -> Timestamp {
        self.time
    }
    fn bids(&self) -> &[PriceLevel] {
        &self.bids
    }
    fn asks(&self) -> &[PriceLevel] {
        &self.asks
    }
}

fn channel() -> Channel<Depth> {
    Channel::new(DEPTH)
        .sequence(|depth: &Depth| (depth.first, depth.last))
        .event_time(|depth| depth.time)
}

type Side = BTreeMap<Decimal, Decimal>;

/// State of the market after an update.
#[derive(Clone, Default)]
struct State {
    id: u64,
    time: i64,
    bids: Side,
    asks: Side,
}

/// Market with all of its past states.
struct Market {
    random: fastrand::Rng,
    started: Instant,
    states: Vec<State>,
    /// Indexes of the states by time.
    places: HashMap<i64, usize>,
    chaos: usize,
    faults: usize,
}

type Shared = Arc<Mutex<Market>>;

impl Market {
    fn new(random: fastrand::Rng) -> Self {
        let mut market = Self {
            random,
            started: Instant::now(),
            // Ids are large, and a restarted numbering is far lower.
            states: vec![State {
                id: 1_000_000_000_000,
                ..State::default()
            }],
            places: HashMap::from([(0, 0)]),
            chaos: 120,
            faults: 0,
        };
        for _ in 0..30 {
            market.update();
        }
        market
    }

    fn last(&self) -> &State {
        self.states.last().unwrap()
    }

    /// Makes an update of one level, written with or without trailing zeros.
    fn update(&mut self) -> [Option<(String, String)>; 2] {
        let mut state = self.last().clone();
        state.id += 1;
        let now = self.started.elapsed().as_micros() as i64;
        state.time = now.max(state.time + 1);
        let is_bid = self.random.bool();
        let distance = self.random.i64(1..20);
        let mut price = Decimal::new(10_000 + if is_bid { -distance } else { distance }, 2);
        let quantity = Decimal::new(self.random.i64(0..5), 1);
        let side = if is_bid {
            &mut state.bids
        } else {
            &mut state.asks
        };
        if quantity.is_zero() {
            side.remove(&price);
        } else {
            side.insert(price, quantity);
        }
        if self.random.bool() {
            price = price.normalize();
        }
        self.places.insert(state.time, self.states.len());
        self.states.push(state);
        let level = (price.to_string(), quantity.to_string());
        if is_bid {
            [Some(level), None]
        } else {
            [None, Some(level)]
        }
    }

    /// Returns the frame of the next delta, with this number of updates.
    fn delta(&mut self, updates: usize) -> String {
        let first = self.last().id + 1;
        let (mut bids, mut asks) = (Vec::new(), Vec::new());
        for _ in 0..updates {
            let [bid, ask] = self.update();
            bids.extend(bid);
            asks.extend(ask);
        }
        let last = self.last();
        let data = json!({"U": first, "T": last.time, "a": asks, "b": bids, "n": last.id});
        json!({"data": data, "stream": DEPTH}).to_string()
    }

    /// Returns the REST response: slightly old, truncated, or an error.
    fn snapshot(&mut self) -> io::Result<Snapshot> {
        let is_chaos = self.chaos > 0;
        if is_chaos && self.random.u8(..) < 40 {
            return Err(io::Error::other("too many requests"));
        }
        let behind = if is_chaos { self.random.usize(0..6) } else { 0 };
        let state = &self.states[self.states.len().saturating_sub(1 + behind)];
        let limit = self.random.usize(3..30);
        let best_last =
            |side: &Side| levels(side.iter().map(|(&price, &quantity)| (price, quantity)));
        let bids = best_last(&state.bids);
        let bids = bids[bids.len().saturating_sub(limit)..].to_vec();
        let mut asks = best_last(&state.asks);
        asks.truncate(limit);
        Ok(Snapshot {
            last_update_id: state.id,
            time: Timestamp::from_microsecond(state.time).unwrap(),
            bids,
            asks,
            limit: Some(limit),
        })
    }

    fn fault(&mut self) -> Option<Fault> {
        if self.chaos == 0 {
            return None;
        }
        self.chaos -= 1;
        let fault = (self.random.u8(..) < 16).then(|| self.random.choice(Fault::ALL).unwrap());
        self.faults += usize::from(fault.is_some());
        fault
    }

    /// Compares a live book with the state of its time.
    fn check(&self, book: &OrderBook, seed: u64) {
        let time = book.engine_time().as_microsecond();
        let state = &self.states[self.places[&time]];
        assert_eq!(book.update_id(), state.id, "seed {seed}");
        let is_equal = |side: &BookSide, expected: &Side, is_ask: bool| {
            let is_known = |price: Decimal| match side.complete_to() {
                None => true,
                Some(bound) if is_ask => price <= bound,
                Some(bound) => price >= bound,
            };
            let kept = side.iter().map(|level| (level.price, level.quantity));
            let mut kept: Vec<_> = kept.filter(|&(price, _)| is_known(price)).collect();
            kept.sort();
            let expected = expected.iter().map(|(&price, &quantity)| (price, quantity));
            kept.into_iter()
                .eq(expected.filter(|&(price, _)| is_known(price)))
        };
        let id = state.id;
        assert!(
            is_equal(book.bids(), &state.bids, false),
            "seed {seed}, id {id}"
        );
        assert!(
            is_equal(book.asks(), &state.asks, true),
            "seed {seed}, id {id}"
        );
    }
}

async fn connection(mut peer: Peer, market: Shared) {
    let mut is_open = false;
    let mut random = fastrand::Rng::with_seed(market.lock().unwrap().random.u64(..));
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
            () = tokio::time::sleep_until(next) => {
                let is_chaos = market.lock().unwrap().chaos > 0;
                let pause = if is_chaos { random.u64(1..80) } else { 2_000 };
                next = Instant::now() + Duration::from_millis(pause);
                if !is_open {
                    market.lock().unwrap().update();
                    continue;
                }
                let (fault, text, after) = {
                    let mut market = market.lock().unwrap();
                    let fault = market.fault();
                    match fault {
                        Some(Fault::Skip) => drop(market.update()),
                        Some(Fault::Restart) if market.last().id > 1_000_000 => {
                            let mut state = market.last().clone();
                            (state.id, state.time) = (state.id / 1_000, state.time + 1);
                            let place = market.states.len();
                            market.places.insert(state.time, place);
                            market.states.push(state);
                        }
                        _ => {}
                    }
                    let updates = random.usize(1..4);
                    let text = market.delta(updates);
                    let count = match fault {
                        Some(Fault::Reorder) => 1,
                        Some(Fault::Burst) => random.usize(20..100),
                        _ => 0,
                    };
                    let after: Vec<_> = (0..count).map(|_| market.delta(1)).collect();
                    (fault, text, after)
                };
                match fault {
                    Some(Fault::Reorder) => {
                        peer.text(&after[0]).await;
                        peer.text(&text).await;
                    }
                    Some(Fault::Mute) => {
                        peer.text(&text).await;
                        next += Duration::from_secs(random.u64(12..30));
                    }
                    _ => {
                        if !peer.inject(fault, &text, &mut random).await {
                            return;
                        }
                        for text in &after {
                            peer.text(text).await;
                        }
                    }
                }
            }
        }
    }
}

/// Runs a schedule. Returns the number of live states, and of transitions to stale.
fn run(seed: u64) -> (usize, usize) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut random = fastrand::Rng::with_seed(seed);
        let (mut exchange, builder) = Exchange::new();
        let chance = Mutex::new(random.fork());
        let streams = builder.chance(move || chance.lock().unwrap().f64()).build();
        let market = Arc::new(Mutex::new(Market::new(random.fork())));
        let server = tokio::spawn({
            let market = Arc::clone(&market);
            async move {
                loop {
                    let peer = exchange.accept().await;
                    tokio::spawn(connection(peer, Arc::clone(&market)));
                }
            }
        });
        let source = {
            let market = Arc::clone(&market);
            move || {
                let market = Arc::clone(&market);
                async move {
                    let wait = |market: &Shared| {
                        let mut market = market.lock().unwrap();
                        Duration::from_millis(market.random.u64(1..300))
                    };
                    sleep(wait(&market)).await;
                    let snapshot = market.lock().unwrap().snapshot();
                    sleep(wait(&market)).await;
                    snapshot
                }
            }
        };
        let channel = match seed % 3 {
            0 => channel().lag(Lag::Gap(5_000)),
            _ => channel(),
        };
        let mut book = streams.book(channel, source).await.unwrap();
        if random.bool() {
            book = book.verify_every(Duration::from_secs(1));
        }
        let (mut live, mut stale, mut was_live) = (0, 0, false);
        let mut calm = None;
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
                        let is_false = matches!(reason, StaleReason::Mismatch { .. });
                        assert!(!is_false, "seed {seed}: {reason:?}");
                    }
                    _ => {}
                }
                was_live = matches!(state, BookState::Live(_));
                if market.chaos == 0 && calm.is_none() {
                    calm = Some(Instant::now());
                }
                let last = market.last().id;
                let is_current = book.live().is_some_and(|book| book.update_id() == last);
                calm.is_some_and(|calm| {
                    assert!(
                        calm.elapsed() < Duration::from_secs(300),
                        "seed {seed}: not live"
                    );
                    is_current && calm.elapsed() > Duration::from_secs(10)
                })
            };
            if is_over {
                break;
            }
            if random.u8(..) < 4 {
                sleep(Duration::from_millis(random.u64(..3_000))).await;
            }
        }
        streams.close().await;
        assert!(matches!(book.changed().await, Err(StreamError::Closed)));
        server.abort();
        let faults = market.lock().unwrap().faults;
        assert!(
            stale <= 2 * faults + 20,
            "seed {seed}: {stale} for {faults} faults"
        );
        (live, stale)
    })
}

fn run_all(seeds: std::ops::Range<u64>) {
    let (mut live, mut stale) = (0, 0);
    for seed in seeds.clone() {
        let counts = run(seed);
        live += counts.0;
        stale += counts.1;
    }
    let schedules = seeds.count();
    assert!(live > 25 * schedules, "{live}");
    assert!(stale > schedules, "{stale}");
}

#[test]
fn live_book_equals_the_exchange_1() {
    run_all(0..120);
}

#[test]
fn live_book_equals_the_exchange_2() {
    run_all(120..240);
}

fn snapshot(id: u64) -> Snapshot {
    Snapshot {
        last_update_id: id,
        time: Timestamp::UNIX_EPOCH,
        bids: levels([(Decimal::TEN, id.into())]),
        asks: vec![],
        limit: None,
    }
}

fn delta(id: u64) -> String {
    format!(
        r#"{{"data":{{"T":{id},"U":{id},"a":[],"b":[["10.0","{id}"]],"n":{id}}},"stream":"{DEPTH}"}}"#
    )
}

async fn changed(book: &mut BookStream<Depth>) -> BookState<'_> {
    let changed = timeout(Duration::from_secs(600), book.changed()).await;
    changed.expect("the book changes").unwrap()
}

/// The snapshot is requested after the subscription is established, and again after a gap.
#[tokio::test(start_paused = true)]
async fn book_joins_snapshot_and_resynchronises() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let asked = Arc::new(Mutex::new(0));
    let source = {
        let asked = Arc::clone(&asked);
        move || {
            *asked.lock().unwrap() += 1;
            async { Ok::<_, io::Error>(snapshot(100)) }
        }
    };
    let mut book = streams.book(channel(), source).await.unwrap();
    let mut peer = exchange.accept().await;
    assert_eq!(peer.request().await["params"], json!([DEPTH]));
    assert!(matches!(book.state(), BookState::Syncing));
    assert!(
        timeout(Duration::from_secs(1), book.changed())
            .await
            .is_err()
    );
    assert_eq!(*asked.lock().unwrap(), 0);
    peer.confirm().await;
    peer.text(&delta(100)).await;
    peer.text(&delta(101)).await;
    assert!(matches!(changed(&mut book).await, BookState::Live(_)));
    while book.live().unwrap().update_id() != 101 {
        changed(&mut book).await;
    }
    assert_eq!(*asked.lock().unwrap(), 1);
    let elsewhere = std::thread::spawn({
        let book = book.live().unwrap().clone();
        move || book.best_bid().unwrap().quantity
    });
    assert_eq!(elsewhere.join().unwrap(), 101.into());

    drop(peer);
    let state = changed(&mut book).await;
    assert!(
        matches!(state, BookState::Stale(StaleReason::Gap(_))),
        "{state:?}"
    );
    assert!(book.live().is_none());
    assert_eq!(book.last_known().unwrap().update_id(), 101);
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &[DEPTH]).await;
    peer.text(&delta(101)).await;
    loop {
        if let BookState::Live(book) = changed(&mut book).await
            && book.update_id() == 101
        {
            break;
        }
    }
    assert_eq!(*asked.lock().unwrap(), 2);
}

/// One hundred books request their snapshots four at a time.
#[tokio::test(start_paused = true)]
async fn snapshot_requests_are_limited_over_all_books() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let under_way = Arc::new(Mutex::new((0, 0)));
    let mut books = Vec::new();
    for number in 0..100 {
        let under_way = Arc::clone(&under_way);
        let source = move || {
            let under_way = Arc::clone(&under_way);
            async move {
                {
                    let mut counts = under_way.lock().unwrap();
                    counts.0 += 1;
                    counts.1 = counts.1.max(counts.0);
                }
                sleep(Duration::from_millis(100)).await;
                under_way.lock().unwrap().0 -= 1;
                Ok::<_, io::Error>(snapshot(100))
            }
        };
        let channel = Channel::<Depth>::new(format!("depth.{number}"));
        let mut book = streams.book(channel, source).await.unwrap();
        books.push(tokio::spawn(async move {
            while book.live().is_none() {
                book.changed().await.unwrap();
            }
        }));
    }
    let mut peer = exchange.accept().await;
    for _ in 0..2 {
        peer.request().await;
        peer.confirm().await;
    }
    for book in books {
        book.await.unwrap();
    }
    assert_eq!(under_way.lock().unwrap().1, 4);
}

/// A book that differs from REST, and a book that stays crossed in a market without deltas.
#[tokio::test(start_paused = true)]
async fn wrong_book_becomes_stale() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let levels = Arc::new(Mutex::new((5, 11)));
    let source = {
        let levels = Arc::clone(&levels);
        move || {
            let (quantity, ask) = *levels.lock().unwrap();
            let mut snapshot = snapshot(100);
            snapshot.bids[0].quantity = quantity.into();
            snapshot.asks = self::levels([(Decimal::from(ask), Decimal::ONE)]);
            async move { Ok::<_, io::Error>(snapshot) }
        }
    };
    let book = streams.book(channel(), source).await.unwrap();
    let mut book = book.verify_every(Duration::from_secs(30));
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &[DEPTH]).await;
    tokio::spawn(async move { peer.idle(Duration::from_secs(600)).await });
    assert!(matches!(changed(&mut book).await, BookState::Live(_)));
    let quiet = timeout(Duration::from_secs(100), book.changed()).await;
    assert!(quiet.is_err(), "REST agrees");

    levels.lock().unwrap().0 = 6;
    let state = changed(&mut book).await;
    let is_mismatch = matches!(
        state,
        BookState::Stale(StaleReason::Mismatch { update_id: 100 })
    );
    assert!(is_mismatch, "{state:?}");
    *levels.lock().unwrap() = (7, 10);
    let BookState::Live(crossed) = changed(&mut book).await else {
        panic!("the book is live again");
    };
    assert!(crossed.is_crossed());
    let since = Instant::now();
    let state = changed(&mut book).await;
    assert!(
        matches!(state, BookState::Stale(StaleReason::Crossed { .. })),
        "{state:?}"
    );
    assert_eq!(since.elapsed().as_secs(), 1);
    levels.lock().unwrap().1 = 11;
    assert!(matches!(changed(&mut book).await, BookState::Live(book) if !book.is_crossed()));
}
