//! The order book with its stream over seeded fault schedules: a live book equals the exchange's at its update id.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backpack_streams::{
    BookState, BookStream, Channel, DepthDelta, Lag, PriceLevel, Snapshot, StaleReason,
};
use backpack_tests::exchange::schedule::run_all;
use backpack_tests::exchange::{Exchange, market};
use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;
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
    #[serde(rename = "u")]
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

/// A live book equals the market at its update id, over schedules of faults.
#[test]
fn live_book_equals_the_market() {
    let counts = run_all(1_000..1_240, |seed| {
        let channel = match seed % 3 {
            0 => channel().lag(Lag::Gap(5_000)),
            _ => channel(),
        };
        market::run(seed, channel)
    });
    let live: usize = counts.iter().map(|(live, _)| live).sum();
    let stale: usize = counts.iter().map(|(_, stale)| stale).sum();
    assert!(live > 15 * counts.len(), "{live} live states");
    assert!(stale > counts.len(), "{stale} stale states");
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
        r#"{{"data":{{"T":{id},"U":{id},"a":[],"b":[["10.0","{id}"]],"u":{id}}},"stream":"{DEPTH}"}}"#
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
