//! Order book of a market.

use backpack_runtime::wire::PriceLevel;
use jiff::Timestamp;
use rust_decimal::Decimal;

use super::input::{DepthDelta, Snapshot};
use super::side::BookSide;

/// Order book of a market as of one update id.
///
/// [`BookSync`](super::BookSync) checks update ids and keeps a book in sync with a stream; this type applies deltas
/// unchecked. Clone it to use it on another thread.
#[derive(Clone, Debug)]
pub struct OrderBook {
    bids: BookSide,
    asks: BookSide,
    update_id: u64,
    engine_time: Timestamp,
}

impl OrderBook {
    /// Creates a book from a REST snapshot.
    ///
    /// # Errors
    ///
    /// [`InvalidLevel`] if a quantity is negative.
    pub fn new(snapshot: Snapshot) -> Result<Self, InvalidLevel> {
        check(&snapshot.bids)?;
        check(&snapshot.asks)?;
        Ok(Self {
            bids: BookSide::new(false, snapshot.bids, snapshot.limit),
            asks: BookSide::new(true, snapshot.asks, snapshot.limit),
            update_id: snapshot.last_update_id,
            engine_time: snapshot.time,
        })
    }

    /// Applies a delta without checking its update ids.
    ///
    /// # Errors
    ///
    /// [`InvalidLevel`] if a quantity is negative. The book is unchanged in that case.
    pub fn apply<D: DepthDelta + ?Sized>(&mut self, delta: &D) -> Result<(), InvalidLevel> {
        check(delta.bids())?;
        check(delta.asks())?;
        for level in delta.bids() {
            self.bids.set(level);
        }
        for level in delta.asks() {
            self.asks.set(level);
        }
        self.update_id = delta.last_update_id();
        self.engine_time = delta.engine_time();
        Ok(())
    }

    /// Returns the bids.
    #[must_use]
    pub const fn bids(&self) -> &BookSide {
        &self.bids
    }

    /// Returns the asks.
    #[must_use]
    pub const fn asks(&self) -> &BookSide {
        &self.asks
    }

    /// Returns the highest bid.
    #[must_use]
    pub fn best_bid(&self) -> Option<&PriceLevel> {
        self.bids.best()
    }

    /// Returns the lowest ask.
    #[must_use]
    pub fn best_ask(&self) -> Option<&PriceLevel> {
        self.asks.best()
    }

    /// Returns the mid price between best bid and best ask, or `None` if a side is empty.
    #[must_use]
    pub fn mid(&self) -> Option<Decimal> {
        let (bid, ask) = (self.best_bid()?.price, self.best_ask()?.price);
        bid.checked_add(ask)?.checked_div(Decimal::TWO)
    }

    /// Returns best ask minus best bid, negative for a crossed book, or `None` if a side is empty.
    #[must_use]
    pub fn spread(&self) -> Option<Decimal> {
        let (bid, ask) = (self.best_bid()?.price, self.best_ask()?.price);
        ask.checked_sub(bid)
    }

    /// Returns true if the best bid is at or above the best ask.
    ///
    /// Deltas of one level may cross a book for an instant. [`BookSync`](super::BookSync) reports a book that stays crossed
    /// as [`StaleReason::Crossed`](crate::StaleReason::Crossed).
    #[must_use]
    pub fn is_crossed(&self) -> bool {
        match (self.best_bid(), self.best_ask()) {
            (Some(bid), Some(ask)) => bid.price >= ask.price,
            _ => false,
        }
    }

    /// Returns the id of the last update in the book.
    #[must_use]
    pub const fn update_id(&self) -> u64 {
        self.update_id
    }

    /// Returns the engine time of the last delta, or of the snapshot if no delta was applied.
    #[must_use]
    pub const fn engine_time(&self) -> Timestamp {
        self.engine_time
    }

    /// Returns true if two books of the same update id differ in a level within the bounds of both.
    pub(super) fn differs_from(&self, other: &Self) -> bool {
        self.bids.differs_from(&other.bids) || self.asks.differs_from(&other.asks)
    }

    /// Returns the worst bid and the worst ask up to which the book is complete; `None` for a side that is complete.
    #[must_use]
    pub fn complete_to(&self) -> (Option<Decimal>, Option<Decimal>) {
        (self.bids.complete_to(), self.asks.complete_to())
    }
}

/// Level with a negative quantity.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("negative quantity {quantity} at price {price}")]
pub struct InvalidLevel {
    /// Price of the level.
    pub price: Decimal,
    /// Quantity of the level.
    pub quantity: Decimal,
}

/// Rejects levels with a negative quantity.
fn check(levels: &[PriceLevel]) -> Result<(), InvalidLevel> {
    // A zero may be negative.
    let is_negative =
        |level: &&PriceLevel| level.quantity.is_sign_negative() && !level.quantity.is_zero();
    match levels.iter().find(is_negative) {
        None => Ok(()),
        Some(level) => Err(InvalidLevel {
            price: level.price,
            quantity: level.quantity,
        }),
    }
}
