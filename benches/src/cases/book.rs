//! An order book of 1,000 levels a side: a delta, a snapshot, and reads, beside `BTreeMap<Decimal, Decimal>`.

use std::collections::BTreeMap;
use std::hint::black_box;

use backpack_api::streams::DepthUpdate;
use backpack_api::types::Depth;
use backpack_api::{Decimal, OrderBook, PriceLevel, Timestamp};

use crate::Failure;
use crate::case::{BASELINE, Case, OURS, Side, Target};
use crate::payloads;

/// Levels that a read returns.
const TOP: usize = 20;

/// Requested number of levels per side.
const LIMIT: usize = 1000;

/// Book in two maps.
#[derive(Clone, Default)]
struct Maps {
    bids: BTreeMap<Decimal, Decimal>,
    asks: BTreeMap<Decimal, Decimal>,
}

impl Maps {
    /// Inserts level by level, as a delta does.
    fn inserted(depth: &Depth) -> Self {
        let mut maps = Self::default();
        for (side, levels) in [(&mut maps.bids, &depth.bids), (&mut maps.asks, &depth.asks)] {
            for level in levels {
                side.insert(level.price, level.quantity);
            }
        }
        maps
    }

    /// Builds each map from its whole list, which the standard library sorts first.
    fn collected(depth: &Depth) -> Self {
        let side = |levels: &[PriceLevel]| {
            let levels = levels.iter().map(|level| (level.price, level.quantity));
            levels.collect()
        };
        Self {
            bids: side(&depth.bids),
            asks: side(&depth.asks),
        }
    }

    fn apply(&mut self, delta: &DepthUpdate) {
        let sides = [(&mut self.bids, &delta.bids), (&mut self.asks, &delta.asks)];
        for (side, levels) in sides {
            for level in levels {
                if level.quantity.is_zero() {
                    side.remove(&level.price);
                } else {
                    side.insert(level.price, level.quantity);
                }
            }
        }
    }

    /// Returns the sum of the quantities of the best levels.
    fn top(&self) -> Decimal {
        let bids = self.bids.values().rev().take(TOP);
        bids.chain(self.asks.values().take(TOP)).sum()
    }
}

fn top(book: &OrderBook) -> Decimal {
    let levels = book.bids().top(TOP).chain(book.asks().top(TOP));
    levels.map(|level| level.quantity).sum()
}

/// Checks that both books have the same best levels.
fn check(book: &OrderBook, maps: &Maps) -> Result<(), Failure> {
    if top(book) == maps.top() {
        Ok(())
    } else {
        Err("the books differ".into())
    }
}

/// Returns the cases.
///
/// # Errors
///
/// Returns an error if the book cannot be generated.
pub fn cases() -> Result<Vec<Case>, Failure> {
    let depth: Depth = serde_json::from_str(&payloads::depth()?)?;
    let deltas = deltas()?;
    let book = OrderBook::new(depth.clone().into_snapshot(LIMIT)?)?;
    let maps = Maps::inserted(&depth);

    let (mut ours, mut theirs) = (book.clone(), maps.clone());
    let (our_deltas, their_deltas) = (deltas.clone(), deltas.clone());
    let (mut our_turn, mut their_turn) = (0, 0);
    let (checked_book, checked_maps) = (book.clone(), maps.clone());
    let delta = Case {
        name: "delta of one level",
        sides: vec![
            Side::new(OURS, move || {
                let delta = our_deltas.get(our_turn % our_deltas.len());
                ours.apply(black_box(delta.ok_or("no delta")?))?;
                our_turn += 1;
                Ok(())
            })
            .with_targets(&[Target::Time(0.65, BASELINE)]),
            Side::new(BASELINE, move || {
                let delta = their_deltas.get(their_turn % their_deltas.len());
                theirs.apply(black_box(delta.ok_or("no delta")?));
                their_turn += 1;
                Ok(())
            }),
        ],
        check: Box::new(move || {
            let (mut book, mut maps) = (checked_book.clone(), checked_maps.clone());
            for delta in &deltas {
                book.apply(delta)?;
                maps.apply(delta);
                check(&book, &maps)?;
            }
            Ok(())
        }),
    };

    let (our_depth, their_depth) = (depth.clone(), depth.clone());
    let (collected_depth, checked_depth) = (depth.clone(), depth);
    let snapshot = Case {
        name: "snapshot of 1000 levels a side",
        sides: vec![
            Side::new(OURS, move || {
                // The levels of the response become the book's; here a copy, which a map does not need.
                let snapshot = black_box(&our_depth).clone().into_snapshot(LIMIT)?;
                black_box(OrderBook::new(snapshot)?);
                Ok(())
            })
            .with_targets(&[Target::Time(0.05, BASELINE)]),
            Side::new(BASELINE, move || {
                black_box(Maps::inserted(black_box(&their_depth)));
                Ok(())
            }),
            Side::new("baseline, collected", move || {
                black_box(Maps::collected(black_box(&collected_depth)));
                Ok(())
            }),
        ],
        check: Box::new(move || {
            let snapshot = checked_depth.clone().into_snapshot(LIMIT)?;
            let book = OrderBook::new(snapshot)?;
            check(&book, &Maps::inserted(&checked_depth))?;
            check(&book, &Maps::collected(&checked_depth))
        }),
    };

    let (checked_book, checked_maps) = (book.clone(), maps.clone());
    let read = Case {
        name: "read of 20 levels a side",
        sides: vec![
            Side::new(OURS, move || {
                for level in black_box(&book).bids().top(TOP).chain(book.asks().top(TOP)) {
                    black_box(level);
                }
                Ok(())
            })
            .with_targets(&[Target::Time(0.5, BASELINE)]),
            Side::new(BASELINE, move || {
                let maps = black_box(&maps);
                for level in maps.bids.iter().rev().take(TOP) {
                    black_box(level);
                }
                for level in maps.asks.iter().take(TOP) {
                    black_box(level);
                }
                Ok(())
            }),
        ],
        check: Box::new(move || check(&checked_book, &checked_maps)),
    };
    Ok(vec![delta, snapshot, read])
}

/// Generates deltas of one level each, most of them near the best price, and one in three a removal.
fn deltas() -> Result<Vec<DepthUpdate>, Failure> {
    let mut random = fastrand::Rng::with_seed(4);
    let mut deltas = Vec::new();
    for number in 0..4_096_i64 {
        let is_bid = random.bool();
        let distance = random.i64(0..5) * random.i64(0..5);
        let price = if is_bid {
            14_212 - distance
        } else {
            14_213 + distance
        };
        let quantity = if random.u8(..3) == 0 {
            0
        } else {
            random.i64(1..40_000)
        };
        let level = [[Decimal::new(price, 2), Decimal::new(quantity, 2)].map(|of| of.to_string())];
        let (bids, asks): (&[_], &[_]) = if is_bid { (&level, &[]) } else { (&[], &level) };
        let time = Timestamp::UNIX_EPOCH.as_microsecond() + number;
        deltas.push(serde_json::from_value(serde_json::json!({
            "E": time, "T": time, "U": number, "a": asks, "b": bids, "e": "depth", "s": "SOL_USDC", "u": number,
        }))?);
    }
    Ok(deltas)
}
