//! A seeded market, and schedules that compare a live book with it.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backpack_streams::{
    BookSide, BookState, BookStream, Channel, DepthDelta, OrderBook, PriceLevel, Snapshot,
    StaleReason, Streams,
};
use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::schedule::{Chaos, Source, in_paused_time, serve};
use super::{Exchange, Fault};

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
    chaos: Chaos,
    pending: usize,
}

type Shared = Arc<Mutex<Market>>;

impl Market {
    fn new(mut random: fastrand::Rng, stream: &str) -> Self {
        let mut market = Self {
            chaos: Chaos::new(random.fork(), Fault::ALL),
            random,
            started: Instant::now(),
            stream: stream.to_owned(),
            states: vec![State {
                // Ids are large, and a restarted numbering is far lower.
                id: 4_330_360_000,
                time: START,
                ..State::default()
            }],
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
            "s": "SOL_USDC", "u": last.id,
        });
        json!({"data": data, "stream": self.stream}).to_string()
    }

    /// Returns the response of `get_depth`: older than the stream, truncated, or an error.
    fn snapshot(&mut self) -> io::Result<Snapshot> {
        let is_chaos = !self.chaos.is_over();
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

impl Source for Market {
    fn chaos(&mut self) -> &mut Chaos {
        &mut self.chaos
    }

    fn event(&mut self) -> String {
        let updates = self.random.usize(1..4);
        self.delta(updates)
    }

    fn restart(&mut self) {
        if self.last().id > 1_000_000 {
            let mut state = self.last().clone();
            (state.id, state.time) = (state.id / 1_000, state.time + 1);
            self.states.push(state);
        }
    }
}

/// Runs a schedule of a book with its stream. Returns the number of live states, and of transitions from live to stale.
pub fn run<D: DepthDelta>(seed: u64, channel: Channel<D>) -> (usize, usize) {
    in_paused_time(async {
        let mut random = fastrand::Rng::with_seed(seed);
        let (exchange, builder) = Exchange::new();
        let chance = Mutex::new(random.fork());
        let streams = builder.chance(move || chance.lock().unwrap().f64()).build();
        let market = Market::new(random.fork(), channel.name());
        let market = Arc::new(Mutex::new(market));
        let server = serve(exchange, &market);
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
                market.chaos.is_over() && {
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
        assert!(
            stale <= 2 * market.chaos.faults + 20,
            "seed {seed}: {stale}"
        );
        (live, stale)
    })
}

/// Opens the book with a source that takes between 2 and 600 ms.
async fn open<D: DepthDelta>(
    streams: &Streams,
    channel: Channel<D>,
    market: &Shared,
) -> BookStream<D> {
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
