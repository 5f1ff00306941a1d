//! The order book, compared with a naive model: a map from price to quantity.

#![cfg(test)]

use std::collections::BTreeMap;

use backpack_streams::{BookSide, DepthDelta, InvalidLevel, OrderBook, PriceLevel, Snapshot};
use jiff::Timestamp;
use rust_decimal::Decimal;

type Model = BTreeMap<Decimal, Decimal>;

fn level(price: &str, quantity: &str) -> PriceLevel {
    PriceLevel {
        price: price.parse().unwrap(),
        quantity: quantity.parse().unwrap(),
    }
}

fn levels(pairs: &[(&str, &str)]) -> Vec<PriceLevel> {
    pairs.iter().map(|(p, q)| level(p, q)).collect()
}

struct Delta {
    bids: Vec<PriceLevel>,
    asks: Vec<PriceLevel>,
}

impl DepthDelta for Delta {
    fn first_update_id(&self) -> u64 {
        2
    }
    fn last_update_id(&self) -> u64 {
        2
    }
    fn engine_time(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }
    fn bids(&self) -> &[PriceLevel] {
        &self.bids
    }
    fn asks(&self) -> &[PriceLevel] {
        &self.asks
    }
}

fn book(bids: &[(&str, &str)], asks: &[(&str, &str)], limit: Option<usize>) -> OrderBook {
    OrderBook::new(Snapshot {
        last_update_id: 1,
        time: Timestamp::UNIX_EPOCH,
        bids: levels(bids),
        asks: levels(asks),
        limit,
    })
    .unwrap()
}

fn apply(book: &mut OrderBook, bids: &[(&str, &str)], asks: &[(&str, &str)]) {
    let (bids, asks) = (levels(bids), levels(asks));
    book.apply(&Delta { bids, asks }).unwrap();
}

fn prices(side: &BookSide) -> Vec<String> {
    side.iter().map(|level| level.price.to_string()).collect()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// REST sends bids with the best price last and asks with the best price first.
#[test]
fn accepts_snapshots_in_any_order() {
    let expected_bids = ["3", "2", "1"];
    let expected_asks = ["4", "5", "6"];
    for (bids, asks) in [
        (
            [("1", "1"), ("2", "1"), ("3", "1")],
            [("4", "1"), ("5", "1"), ("6", "1")],
        ),
        (
            [("3", "1"), ("2", "1"), ("1", "1")],
            [("6", "1"), ("5", "1"), ("4", "1")],
        ),
        (
            [("2", "1"), ("3", "1"), ("1", "1")],
            [("5", "1"), ("4", "1"), ("6", "1")],
        ),
    ] {
        let book = book(&bids, &asks, None);
        assert_eq!(prices(book.bids()), expected_bids);
        assert_eq!(prices(book.asks()), expected_asks);
        assert_eq!(book.best_bid(), Some(&level("3", "1")));
        assert_eq!(book.best_ask(), Some(&level("4", "1")));
    }
}

/// REST writes `86700` where the stream writes `86700.0`.
#[test]
fn matches_levels_by_value() {
    let mut book = book(&[("86699.5", "1"), ("86700", "2")], &[("86701", "3")], None);
    apply(&mut book, &[("86700.0", "0.00")], &[("86701.00", "4.5")]);
    assert_eq!(prices(book.bids()), ["86699.5"]);
    assert_eq!(book.best_ask(), Some(&level("86701.00", "4.5")));
    apply(&mut book, &[("86699.500", "0")], &[("86701", "0")]);
    assert!(book.bids().is_empty() && book.asks().is_empty());
}

#[test]
fn accepts_prices_with_more_places() {
    let mut book = book(&[("100", "1"), ("101", "1")], &[("102", "1")], None);
    apply(
        &mut book,
        &[("100.5", "2"), ("100.25", "3")],
        &[("101.75", "4")],
    );
    assert_eq!(prices(book.bids()), ["101", "100.5", "100.25", "100"]);
    assert_eq!(prices(book.asks()), ["101.75", "102"]);
    apply(&mut book, &[("100.50", "0")], &[("101.750", "0")]);
    assert_eq!(prices(book.bids()), ["101", "100.25", "100"]);
    assert_eq!(prices(book.asks()), ["102"]);
}

/// Prices whose common scale has more than 18 digits are compared as decimals.
#[test]
fn accepts_prices_of_any_range() {
    let huge = "79228162514264337593543950335";
    let tiny = "0.0000000000000000000000000001";
    let mut book = book(&[("1", "1")], &[("2", "1")], None);
    apply(&mut book, &[(tiny, "5")], &[(huge, "7")]);
    apply(&mut book, &[("0.5", "6"), ("1.0", "2")], &[("3", "8")]);
    assert_eq!(prices(book.bids()), ["1.0", "0.5", tiny]);
    assert_eq!(prices(book.asks()), ["2", "3", huge]);
    apply(
        &mut book,
        &[(tiny, "0"), ("1", "0")],
        &[(huge, "0"), ("2", "0")],
    );
    assert_eq!(prices(book.bids()), ["0.5"]);
    assert_eq!(prices(book.asks()), ["3"]);
    let ends = self::book(&[(tiny, "1"), (huge, "1")], &[], None);
    assert_eq!(prices(ends.bids()), [huge, tiny]);
}

#[test]
fn rejects_deltas_with_negative_quantities() {
    let mut book = book(&[("1", "1")], &[], None);
    let delta = Delta {
        bids: levels(&[("1", "2")]),
        asks: levels(&[("2", "-1")]),
    };
    let (price, quantity) = (decimal("2"), decimal("-1"));
    assert_eq!(book.apply(&delta), Err(InvalidLevel { price, quantity }));
    assert_eq!(book.best_bid(), Some(&level("1", "1")));
    assert_eq!(book.update_id(), 1);
    apply(&mut book, &[("1", "-0.0")], &[]);
    assert!(book.bids().is_empty());
}

#[test]
fn computes_sizes_prices_and_costs() {
    let book = book(
        &[("9", "4"), ("10", "1")],
        &[("11", "1"), ("12", "2.5"), ("14", "3")],
        None,
    );
    assert_eq!(book.mid(), Some(decimal("10.5")));
    assert_eq!(book.spread(), Some(decimal("1")));
    let asks = book.asks();
    assert_eq!(asks.size_to(decimal("10.99")), Some(decimal("0")));
    assert_eq!(asks.size_to(decimal("11")), Some(decimal("1")));
    assert_eq!(asks.size_to(decimal("13")), Some(decimal("3.5")));
    assert_eq!(asks.size_to(decimal("100")), Some(decimal("6.5")));
    assert_eq!(asks.price_for(decimal("0")), Some(decimal("11")));
    assert_eq!(asks.price_for(decimal("1")), Some(decimal("11")));
    assert_eq!(asks.price_for(decimal("1.1")), Some(decimal("12")));
    assert_eq!(asks.price_for(decimal("6.5")), Some(decimal("14")));
    assert_eq!(asks.price_for(decimal("6.6")), None);
    assert_eq!(asks.price_for(decimal("-1")), None);
    assert_eq!(asks.cost_of(decimal("2")), Some(decimal("23")));
    assert_eq!(asks.cost_of(decimal("7")), None);
    assert_eq!(asks.quantity_at(decimal("12.0")), Some(decimal("2.5")));
    assert_eq!(asks.quantity_at(decimal("13")), Some(decimal("0")));
    assert_eq!(book.bids().size_to(decimal("9")), Some(decimal("5")));
    assert_eq!(book.bids().price_for(decimal("2")), Some(decimal("9")));
    let totals: Vec<_> = asks.cumulative().map(|(_, total)| total).collect();
    assert_eq!(totals, [decimal("1"), decimal("3.5"), decimal("6.5")]);
    let top: Vec<_> = asks.top(2).map(|level| level.price).collect();
    assert_eq!(top, [decimal("11"), decimal("12")]);
    assert_eq!(asks.top(9).len(), 3);
}

#[test]
fn empty_book_has_no_prices() {
    let book = book(&[], &[], Some(1000));
    assert_eq!(book.best_bid(), None);
    assert_eq!((book.mid(), book.spread()), (None, None));
    assert!(!book.is_crossed());
    assert_eq!(book.asks().price_for(decimal("1")), None);
    assert_eq!(book.asks().size_to(decimal("1")), Some(decimal("0")));
    assert_eq!(book.complete_to(), (None, None));
}

/// A truncated side stays incomplete beyond its worst price, even if levels are added there.
#[test]
fn keeps_the_bound_of_a_truncated_snapshot() {
    let mut book = book(&[("8", "1"), ("9", "1")], &[("11", "1")], Some(2));
    assert_eq!(book.complete_to(), (Some(decimal("8")), None));
    apply(&mut book, &[("7", "5"), ("8", "0")], &[("20", "1")]);
    let bids = book.bids();
    assert_eq!(prices(bids), ["9", "7"]);
    assert_eq!(bids.complete_to(), Some(decimal("8")));
    assert_eq!(bids.size_to(decimal("8")), Some(decimal("1")));
    assert_eq!(bids.size_to(decimal("7.99")), None);
    assert_eq!(bids.quantity_at(decimal("7")), None);
    assert_eq!(bids.price_for(decimal("1")), Some(decimal("9")));
    assert_eq!(bids.price_for(decimal("2")), None);
    assert_eq!(bids.cost_of(decimal("2")), None);
    assert_eq!(book.asks().size_to(decimal("20")), Some(decimal("2")));
}

#[test]
fn reports_a_crossed_book() {
    let mut book = book(&[("10", "1")], &[("11", "1")], None);
    assert!(!book.is_crossed());
    apply(&mut book, &[("11", "1")], &[]);
    assert!(book.is_crossed());
    assert_eq!(book.spread(), Some(decimal("0")));
    apply(&mut book, &[], &[("11", "0")]);
    assert!(!book.is_crossed());
}

/// Random snapshots: sorted in either direction or unsorted, with prices of random scales, zero quantities and repeated
/// levels.
#[test]
fn snapshot_equals_the_model_in_any_order() {
    for seed in 0..300 {
        let mut random = fastrand::Rng::with_seed(seed);
        let (mut levels, mut model) = (Vec::new(), Model::new());
        let scales = random.u32(1..4);
        for _ in 0..random.usize(..60) {
            let price = Decimal::new(random.i64(1..=200), random.u32(..scales));
            let quantity = Decimal::new(random.i64(i64::from(seed % 2 == 0)..5), 1);
            if model.contains_key(&price) {
                continue;
            }
            levels.push(PriceLevel { price, quantity });
            model.insert(price, quantity);
        }
        match random.u8(..4) {
            0 => random.shuffle(&mut levels),
            1 => levels.sort_by_key(|level| std::cmp::Reverse(level.price)),
            2 if !levels.is_empty() => levels.insert(0, *levels.last().unwrap()),
            _ => levels.sort_by_key(|level| level.price),
        }
        model.retain(|_, quantity| !quantity.is_zero());
        let limit = random.usize(1..60);
        let book = OrderBook::new(Snapshot {
            last_update_id: 1,
            time: Timestamp::UNIX_EPOCH,
            bids: levels.clone(),
            asks: levels.clone(),
            limit: Some(limit),
        })
        .unwrap();
        let pairs = |side: &BookSide| -> Vec<_> {
            side.iter()
                .map(|level| (level.price, level.quantity))
                .collect()
        };
        let expected: Vec<_> = model.iter().map(|(&p, &q)| (p, q)).collect();
        assert_eq!(pairs(book.asks()), expected, "seed {seed}");
        assert!(
            pairs(book.bids()).iter().eq(expected.iter().rev()),
            "seed {seed}"
        );
        let is_full = levels.len() >= limit;
        let bounds = (model.keys().next(), model.keys().next_back());
        let bounds = (bounds.0.copied(), bounds.1.copied());
        let expected = if is_full { bounds } else { (None, None) };
        assert_eq!(book.complete_to(), expected, "seed {seed}");
    }
}

/// Random deltas with prices of random scales, some with trailing zeros, some beyond 18 digits.
#[test]
fn equals_the_model_over_seeded_schedules() {
    for seed in 0..100 {
        let mut random = fastrand::Rng::with_seed(seed);
        let span = [20, 200, 4_000][random.usize(..3)];
        let coarse = random.bool();
        let wide = seed % 10 == 0;
        let price = |random: &mut fastrand::Rng| {
            let ticks = random.i64(1..=span);
            let scale = if coarse { 1 } else { random.u32(0..=4) };
            let mut price = Decimal::new(ticks, scale);
            if random.u8(..) < 80 {
                price.rescale(scale + random.u32(1..=3));
            }
            if wide && random.u8(..) < 10 {
                price = Decimal::new(ticks, 25);
            }
            price
        };
        let (mut bids, mut asks) = (Model::new(), Model::new());
        for _ in 0..random.usize(..200) {
            bids.insert(price(&mut random), Decimal::ONE);
            asks.insert(price(&mut random), Decimal::ONE);
        }
        let list = |model: &Model| {
            let levels = model.iter();
            levels
                .map(|(&price, &quantity)| PriceLevel { price, quantity })
                .collect::<Vec<_>>()
        };
        let mut book = OrderBook::new(Snapshot {
            last_update_id: 1,
            time: Timestamp::UNIX_EPOCH,
            bids: list(&bids),
            asks: list(&asks),
            limit: None,
        })
        .unwrap();
        for step in 0..300 {
            let changed = |model: &mut Model, random: &mut fastrand::Rng, price: Decimal| {
                let quantity = Decimal::new(random.i64(0..3), random.u32(0..3));
                if quantity.is_zero() {
                    model.remove(&price);
                } else {
                    model.insert(price, quantity);
                }
                PriceLevel { price, quantity }
            };
            let next = price(&mut random);
            let bid = changed(&mut bids, &mut random, next);
            let next = price(&mut random);
            let ask = changed(&mut asks, &mut random, next);
            let delta = Delta {
                bids: vec![bid],
                asks: vec![ask],
            };
            book.apply(&delta).unwrap();
            let is_equal = book
                .bids()
                .iter()
                .copied()
                .eq(list(&bids).into_iter().rev())
                && book.asks().iter().copied().eq(list(&asks));
            assert!(is_equal, "seed {seed}, step {step}");
        }
        let worst = *asks.keys().nth(asks.len() / 2).unwrap();
        let size = asks.range(..=worst).map(|(_, quantity)| quantity).sum();
        assert_eq!(book.asks().size_to(worst), Some(size));
        assert_eq!(book.asks().price_for(size), Some(worst));
        let cost = asks.range(..=worst).map(|(p, q)| p * q).sum();
        assert_eq!(book.asks().cost_of(size), Some(cost));
    }
}
