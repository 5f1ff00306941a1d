//! Synchronisation of snapshot and deltas: one test for each documented case, and a model test.

#![cfg(test)]

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use backpack_streams::{
    BookState, BookSync, DepthDelta, OrderBook, PriceLevel, Snapshot, SnapshotRequest, StaleReason,
};
use jiff::Timestamp;
use rust_decimal::Decimal;

#[derive(Clone, Debug)]
struct Delta {
    first: u64,
    last: u64,
    time: i64,
    bids: Vec<PriceLevel>,
    asks: Vec<PriceLevel>,
}

impl DepthDelta for Delta {
    fn first_update_id(&self) -> u64 {
        self.first
    }
    fn last_update_id(&self) -> u64 {
        self.last
    }
    fn engine_time(&self) -> Timestamp {
        Timestamp::from_millisecond(self.time).unwrap()
    }
    fn bids(&self) -> &[PriceLevel] {
        &self.bids
    }
    fn asks(&self) -> &[PriceLevel] {
        &self.asks
    }
}

fn level(price: i64, quantity: i64) -> PriceLevel {
    PriceLevel {
        price: price.into(),
        quantity: quantity.into(),
    }
}

/// Delta that sets the bid at 10 to its last id. Its engine time is one millisecond per id.
fn delta(first: u64, last: u64) -> Delta {
    Delta {
        first,
        last,
        time: last as i64,
        bids: vec![level(10, last as i64)],
        asks: vec![],
    }
}

fn snapshot(id: u64) -> Snapshot {
    Snapshot {
        last_update_id: id,
        time: Timestamp::from_millisecond(id as i64).unwrap(),
        bids: vec![level(10, id as i64)],
        asks: vec![level(20, 1)],
        limit: Some(1000),
    }
}

struct Market {
    sync: BookSync<Delta>,
    now: Instant,
}

impl Market {
    fn new() -> Self {
        let mut sync = BookSync::new();
        assert_eq!(sync.snapshot_request(Instant::now()), None);
        sync.subscribed();
        let now = Instant::now();
        Self { sync, now }
    }

    /// Creates a book that is live as of `id`.
    fn live(id: u64) -> Self {
        let mut market = Self::new();
        assert!(market.respond(snapshot(id)));
        market
    }

    fn request(&mut self) -> SnapshotRequest {
        self.sync
            .snapshot_request(self.now)
            .expect("a snapshot is wanted")
    }

    fn respond(&mut self, snapshot: Snapshot) -> bool {
        let request = self.request();
        self.sync.snapshot(request, Ok(snapshot), self.now)
    }

    fn delta(&mut self, first: u64, last: u64) -> bool {
        self.sync.delta(delta(first, last))
    }

    fn id(&self) -> Option<u64> {
        let book = self.sync.live()?;
        let quantity = book.best_bid().map(|bid| bid.quantity);
        assert_eq!(quantity, Some(book.update_id().into()));
        Some(book.update_id())
    }

    fn reason(&self) -> &StaleReason {
        match self.sync.state() {
            BookState::Stale(reason) => reason,
            state => panic!("{state:?}"),
        }
    }
}

/// The usual case: REST is older than the stream.
#[test]
fn kept_deltas_bridge_an_older_snapshot() {
    let mut market = Market::new();
    for id in 98..=134 {
        assert!(!market.delta(id, id));
    }
    assert_eq!(market.id(), None);
    assert!(market.respond(snapshot(100)));
    assert_eq!(market.id(), Some(134));
    assert!(market.delta(135, 135));
    assert_eq!(market.id(), Some(135));
    assert_eq!(market.sync.snapshot_request(market.now), None);
}

#[test]
fn first_delta_may_begin_before_the_snapshot() {
    let mut market = Market::new();
    market.delta(95, 99);
    market.delta(100, 104);
    assert!(market.respond(snapshot(102)));
    assert_eq!(market.id(), Some(104));
}

#[test]
fn snapshot_older_than_the_first_delta_is_requested_again() {
    let mut market = Market::new();
    market.delta(105, 105);
    market.delta(106, 106);
    assert!(!market.respond(snapshot(103)));
    assert!(matches!(market.sync.state(), BookState::Syncing));
    let request = market.request();
    assert_eq!(request.wait, Duration::from_millis(250));
    assert_eq!(market.sync.snapshot_request(market.now), None);
    assert!(market.sync.snapshot(request, Ok(snapshot(104)), market.now));
    assert_eq!(market.id(), Some(106));
}

#[test]
fn waits_grow_and_outdated_snapshots_are_reported() {
    let mut market = Market::new();
    market.delta(105, 105);
    let mut waits = Vec::new();
    for _ in 0..12 {
        let request = market.request();
        waits.push(request.wait.as_millis());
        let is_behind = market.sync.snapshot(request, Ok(snapshot(50)), market.now);
        assert_eq!(is_behind, waits.len() >= 8);
    }
    let expected = [
        0, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000,
    ];
    assert_eq!(waits, expected);
    let (snapshot_id, first_id) = (50, 105);
    assert!(matches!(
        *market.reason(),
        StaleReason::SnapshotBehind { snapshot, first } if (snapshot, first) == (snapshot_id, first_id)
    ));
    assert!(market.respond(snapshot(104)));
    assert_eq!(market.id(), Some(105));
}

#[test]
fn snapshot_newer_than_every_delta_is_valid() {
    let mut market = Market::new();
    market.delta(99, 99);
    assert!(market.respond(snapshot(100)));
    assert_eq!(market.id(), Some(100));
    assert!(!market.delta(100, 100));
    assert_eq!(market.id(), Some(100));
    assert!(market.delta(101, 101));
    assert_eq!(market.id(), Some(101));
}

#[test]
fn first_delta_after_a_newer_snapshot_must_contain_the_next_id() {
    let mut market = Market::live(100);
    assert!(market.delta(99, 102));
    assert_eq!(market.id(), Some(102));
    let mut market = Market::live(100);
    assert!(market.delta(102, 102));
    assert!(matches!(
        market.reason(),
        StaleReason::Skipped {
            expected: 101,
            got: 102
        }
    ));
}

#[test]
fn quiet_market_is_live_with_the_snapshot_alone() {
    let market = Market::live(100);
    assert_eq!(market.id(), Some(100));
    let time = Timestamp::from_millisecond(100).unwrap();
    assert_eq!(market.sync.live().unwrap().engine_time(), time);
}

#[test]
fn duplicate_delta_is_ignored() {
    let mut market = Market::live(100);
    market.delta(101, 101);
    market.delta(102, 103);
    assert!(!market.delta(102, 103));
    assert!(!market.delta(101, 101));
    assert_eq!(market.id(), Some(103));
}

#[test]
fn restarted_numbering_is_a_gap() {
    let mut market = Market::live(1_000_000);
    market.delta(1_000_001, 1_000_001);
    let restarted = Delta {
        time: 2_000_000,
        ..delta(5, 5)
    };
    assert!(market.sync.delta(restarted));
    assert!(matches!(
        market.reason(),
        StaleReason::Renumbered {
            last: 1_000_001,
            got: 5
        }
    ));
    assert!(market.respond(snapshot(4)));
    assert_eq!(market.id(), Some(5));
}

/// Without a delta, the time of the snapshot is compared, with a tolerance for the clocks.
#[test]
fn restarted_numbering_after_a_snapshot_is_a_gap() {
    let mut market = Market::live(1_000_000);
    for (time, is_gap) in [(1_000_000, false), (1_001_000, false), (1_001_001, true)] {
        let restarted = Delta {
            time,
            ..delta(5, 5)
        };
        assert_eq!(market.sync.delta(restarted), is_gap);
    }
    assert!(matches!(market.reason(), StaleReason::Renumbered { .. }));
}

/// While a snapshot is awaited, deltas of the old numbering are dropped.
#[test]
fn restarted_numbering_while_syncing_drops_kept_deltas() {
    let mut market = Market::new();
    market.delta(1_000, 1_000);
    market.sync.delta(Delta {
        time: 2_000_000,
        ..delta(5, 5)
    });
    assert!(market.respond(snapshot(4)));
    assert_eq!(market.id(), Some(5));
}

#[test]
fn delta_that_overlaps_a_live_book_is_a_gap() {
    let mut market = Market::live(100);
    market.delta(101, 101);
    assert!(market.delta(101, 103));
    assert!(matches!(
        market.reason(),
        StaleReason::Overlapping {
            first: 101,
            last: 101
        }
    ));
}

#[test]
fn skipped_ids_are_a_gap_and_the_deltas_since_are_kept() {
    let mut market = Market::live(100);
    market.delta(101, 101);
    assert!(market.delta(103, 103));
    assert!(matches!(
        market.reason(),
        StaleReason::Skipped {
            expected: 102,
            got: 103
        }
    ));
    assert_eq!(market.sync.live().map(OrderBook::update_id), None);
    assert_eq!(
        market.sync.last_known().map(OrderBook::update_id),
        Some(101)
    );
    market.delta(104, 104);
    assert!(market.respond(snapshot(102)));
    assert_eq!(market.id(), Some(104));
}

/// Deltas after skipped ids cannot be joined with an older snapshot.
#[test]
fn skipped_ids_while_syncing_drop_kept_deltas() {
    let mut market = Market::new();
    market.delta(101, 101);
    market.delta(103, 103);
    assert!(!market.respond(snapshot(100)));
    assert!(market.respond(snapshot(102)));
    assert_eq!(market.id(), Some(103));
}

#[test]
fn empty_delta_advances_the_id() {
    let mut market = Market::live(100);
    let empty = Delta {
        bids: vec![],
        ..delta(101, 101)
    };
    assert!(market.sync.delta(empty));
    assert_eq!(market.sync.live().map(OrderBook::update_id), Some(101));
    assert!(market.delta(102, 102));
    assert_eq!(market.id(), Some(102));
}

#[test]
fn zero_at_an_absent_price_is_ignored() {
    let mut market = Market::live(100);
    let mut removal = delta(101, 101);
    removal.asks = vec![level(15, 0)];
    market.sync.delta(removal);
    assert_eq!(market.id(), Some(101));
    assert_eq!(market.sync.live().unwrap().asks().len(), 1);
}

#[test]
fn level_outside_the_snapshot_is_applied_and_the_bound_kept() {
    let mut market = Market::new();
    market.respond(Snapshot {
        limit: Some(1),
        ..snapshot(100)
    });
    let mut outside = delta(101, 101);
    outside.bids.push(level(5, 1));
    market.sync.delta(outside);
    let book = market.sync.live().unwrap();
    assert_eq!(book.bids().len(), 2);
    assert_eq!(book.complete_to(), (Some(10.into()), Some(20.into())));
}

#[test]
fn book_that_stays_crossed_becomes_stale() {
    let mut market = Market::live(100);
    let at = |id: u64, time: i64, ask: i64| Delta {
        time,
        asks: vec![level(9, ask)],
        ..delta(id, id)
    };
    assert!(market.sync.delta(at(101, 5_000, 1)));
    assert!(market.sync.live().unwrap().is_crossed());
    assert!(market.sync.delta(at(102, 5_900, 0)));
    assert!(!market.sync.live().unwrap().is_crossed());
    assert!(market.sync.delta(at(103, 6_000, 1)));
    assert!(market.sync.delta(at(104, 7_000, 1)));
    assert!(market.sync.live().unwrap().is_crossed());
    assert!(market.sync.delta(at(105, 7_001, 1)));
    let since = Timestamp::from_millisecond(6_000).unwrap();
    assert!(matches!(*market.reason(), StaleReason::Crossed { since: from } if from == since));
    assert!(market.respond(snapshot(105)));
    assert_eq!(market.id(), Some(105));
}

#[test]
fn failed_snapshot_is_reported_and_requested_again() {
    let mut market = Market::new();
    let request = market.request();
    let error = Arc::new(io::Error::other("TOO_MANY_REQUESTS"));
    assert!(market.sync.snapshot(request, Err(error), market.now));
    assert_eq!(
        market.reason().to_string(),
        "snapshot failed: TOO_MANY_REQUESTS"
    );
    market.delta(101, 101);
    assert!(market.respond(snapshot(100)));
    assert_eq!(market.id(), Some(101));
}

#[test]
fn invalid_level_is_a_gap() {
    let mut market = Market::live(100);
    let mut invalid = delta(101, 101);
    invalid.bids.push(level(11, -1));
    assert!(market.sync.delta(invalid));
    assert!(matches!(market.reason(), StaleReason::InvalidLevel(_)));
    assert_eq!(
        market.sync.last_known().map(OrderBook::update_id),
        Some(100)
    );
    let mut snapshot = snapshot(101);
    snapshot.asks = vec![level(20, -1)];
    assert!(market.respond(snapshot));
    assert!(matches!(market.reason(), StaleReason::InvalidLevel(_)));
}

/// A response to a request from before a gap is outdated.
#[test]
fn response_from_before_a_gap_is_ignored() {
    let mut market = Market::new();
    let request = market.request();
    market.sync.subscribed();
    let renewed = market.request();
    assert!(!market.sync.awaits(request));
    assert!(!market.sync.snapshot(request, Ok(snapshot(100)), market.now));
    assert!(matches!(market.sync.state(), BookState::Syncing));
    assert!(market.sync.snapshot(renewed, Ok(snapshot(101)), market.now));
    assert_eq!(market.id(), Some(101));
}

/// Repeated gaps increase the wait; a book that was live for a minute is requested at once.
#[test]
fn waits_reset_after_a_minute_live() {
    let mut market = Market::live(100);
    market.delta(102, 102);
    assert_eq!(market.request().wait, Duration::from_millis(250));
    let mut market = Market::live(100);
    market.delta(102, 102);
    market.now += Duration::from_secs(60);
    assert_eq!(market.request().wait, Duration::ZERO);
}

/// The oldest deltas are dropped, so a newer snapshot can still be joined.
#[test]
fn kept_deltas_are_bounded() {
    let mut market = Market::new();
    for id in 1..=20_010 {
        market.delta(id, id);
    }
    assert!(!market.respond(snapshot(9)));
    assert!(market.respond(snapshot(10)));
    assert_eq!(market.id(), Some(20_010));
}

/// Compares a book at 100 with a snapshot of `id` that has a bid of `quantity`.
fn verify(market: &mut Market, id: u64, quantity: i64) {
    let request = market.sync.verify().unwrap();
    market.delta(101, 101);
    market.delta(102, 104);
    let mut snapshot = snapshot(id);
    snapshot.bids = vec![level(10, quantity)];
    market.sync.snapshot(request, Ok(snapshot), market.now);
}

#[test]
fn verification_compares_as_of_the_snapshot() {
    for (id, quantity, is_equal) in [
        (100, 100, true),
        (100, 99, false),
        (101, 101, true),
        (101, 104, false),
        (104, 104, true),
        (104, 101, false),
    ] {
        let mut market = Market::live(100);
        verify(&mut market, id, quantity);
        assert_eq!(market.id().is_some(), is_equal, "{id} {quantity}");
        if !is_equal {
            assert!(
                matches!(*market.reason(), StaleReason::Mismatch { update_id } if update_id == id)
            );
            assert!(market.respond(snapshot(104)));
            assert_eq!(market.id(), Some(104));
        }
    }
}

/// The snapshot is newer than the book.
#[test]
fn verification_waits_for_the_stream() {
    for (quantity, is_equal) in [(106, true), (7, false)] {
        let mut market = Market::live(100);
        verify(&mut market, 106, quantity);
        market.delta(105, 105);
        assert_eq!(market.id(), Some(105));
        market.delta(106, 106);
        assert_eq!(market.id().is_some(), is_equal);
    }
}

/// A snapshot older than the comparison, or within a delta.
#[test]
fn verification_without_a_common_id_is_inconclusive() {
    for id in [99, 102, 103] {
        let mut market = Market::live(100);
        verify(&mut market, id, 7);
        assert_eq!(market.id(), Some(104), "{id}");
    }
    let mut market = Market::live(100);
    let request = market.sync.verify().unwrap();
    let error = Arc::new(io::Error::other("unavailable"));
    assert!(!market.sync.snapshot(request, Err(error), market.now));
    market.delta(101, 101);
    assert_eq!(market.id(), Some(101));
}

#[test]
fn verification_is_limited_to_common_bounds() {
    for (limit, is_equal) in [(2, true), (3, false)] {
        let mut market = Market::new();
        let mut first = snapshot(100);
        first.bids = vec![level(1, 1), level(9, 9), level(10, 100)];
        market.respond(first);
        let request = market.sync.verify().unwrap();
        let mut second = snapshot(100);
        second.bids = vec![level(9, 9), level(10, 100)];
        second.limit = Some(limit);
        assert_eq!(
            market.sync.snapshot(request, Ok(second), market.now),
            !is_equal
        );
    }
}

/// Book of the exchange, with one state per update id.
struct Exchange {
    states: Vec<BTreeMap<Decimal, Decimal>>,
    deltas: Vec<Delta>,
}

/// Creates a seeded market of bids, with deltas of one to four updates.
fn exchange(random: &mut fastrand::Rng) -> Exchange {
    let mut states = vec![BTreeMap::new()];
    let mut deltas = Vec::new();
    for id in 1..=200_u64 {
        let mut state = states.last().unwrap().clone();
        let (price, quantity) = (random.i64(1..30), random.i64(0..4));
        state.insert(price.into(), quantity.into());
        state.retain(|_, quantity: &mut Decimal| !quantity.is_zero());
        states.push(state);
        match deltas.last_mut() {
            Some(Delta {
                first,
                last,
                bids,
                time,
                ..
            }) if *last - *first < 3 && random.bool() => {
                (*last, *time) = (id, id as i64);
                bids.retain(|level: &PriceLevel| level.price != price.into());
                bids.push(level(price, quantity));
            }
            _ => deltas.push(Delta {
                first: id,
                last: id,
                time: id as i64,
                bids: vec![level(price, quantity)],
                asks: vec![],
            }),
        }
    }
    Exchange { states, deltas }
}

/// Deltas are skipped, duplicated, reordered and late; snapshots are old, new, failed and truncated.
#[test]
fn live_book_equals_the_exchange() {
    let mut live_steps = 0;
    for seed in 0..400 {
        let mut random = fastrand::Rng::with_seed(seed);
        let exchange = exchange(&mut random);
        let mut sync = BookSync::new();
        sync.subscribed();
        let now = Instant::now();
        let mut request = None;
        let mut at = random.usize(..20);
        while let Some(next) = exchange.deltas.get(at) {
            at += 1;
            match random.u8(..) {
                // Skipped.
                0..6 => continue,
                // Duplicate.
                6..12 => {
                    sync.delta(next.clone());
                }
                // Late.
                12..16 => {
                    let late = exchange.deltas.get(at.saturating_sub(4)).unwrap_or(next);
                    sync.delta(late.clone());
                }
                16..18 => {
                    sync.subscribed();
                    request = None;
                }
                _ => {}
            }
            sync.delta(next.clone());
            if let Some(sent) = request.take_if(|_| random.u8(..) < 100) {
                let trail = random.u64(..8);
                let id = (next.last + 2).saturating_sub(trail).min(200);
                let mut bids: Vec<_> = exchange.states[id as usize]
                    .iter()
                    .map(|(&price, &quantity)| PriceLevel { price, quantity })
                    .collect();
                let limit = random.usize(3..40);
                bids = bids.split_off(bids.len().saturating_sub(limit));
                let response = if random.u8(..) < 30 {
                    Err(Arc::new(io::Error::other("unavailable")) as _)
                } else {
                    Ok(Snapshot {
                        last_update_id: id,
                        time: Timestamp::from_millisecond(id as i64).unwrap(),
                        bids,
                        asks: vec![],
                        limit: Some(limit),
                    })
                };
                sync.snapshot(sent, response, now);
            }
            request = sync.snapshot_request(now).or(request);
            let Some(book) = sync.live() else { continue };
            live_steps += 1;
            let state = &exchange.states[book.update_id() as usize];
            let bound = book.bids().complete_to().unwrap_or(Decimal::MIN);
            let expected = state.range(bound..).rev();
            let kept = book.bids().iter().take_while(|level| level.price >= bound);
            assert!(
                kept.map(|level| (&level.price, &level.quantity))
                    .eq(expected),
                "seed {seed}, delta {at}"
            );
        }
    }
    assert!(live_steps > 10_000, "{live_steps}");
}
