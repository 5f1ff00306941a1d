//! Changes of the book, as values.

use std::collections::VecDeque;

use backpack_signing::Timestamp;
use rust_decimal::Decimal;

use super::account::Balance;
use super::order::{Fill, Order};
use super::position::Position;
use super::side::Side;

/// The number of events that a book keeps.
const KEPT: usize = 10_000;

/// A change of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookEvent {
    sequence: u64,
    at: Timestamp,
    change: BookChange,
}

impl BookEvent {
    /// Returns the number of the event, counted from 1 without a gap.
    #[must_use]
    pub const fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Returns the time of the change, by the clock of the sandbox.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// Returns the change.
    #[must_use]
    pub const fn change(&self) -> &BookChange {
        &self.change
    }
}

/// The content of a [`BookEvent`]. Orders, balances and positions are in their state after the change.
///
/// One operation makes its changes in this order: an order is accepted, filled, and expires or is cancelled; then positions,
/// balances and levels.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BookChange {
    /// An order was accepted.
    OrderAccepted(Order),
    /// An order was filled, in part or whole.
    OrderFilled(Order, Fill),
    /// An order was cancelled.
    OrderCancelled(Order),
    /// An order, or what was left of it, expired.
    OrderExpired(Order),
    /// A position was opened, changed or closed, or its mark price changed.
    Position(Position),
    /// A balance changed.
    Balance {
        /// The asset.
        asset: String,
        /// The balance.
        balance: Balance,
    },
    /// The quantity of a price level changed.
    Level {
        /// The market.
        symbol: String,
        /// The side of the level.
        side: Side,
        /// The price.
        price: Decimal,
        /// The quantity of all orders at this price; zero when the level was removed.
        quantity: Decimal,
        /// The update id of the market after the change. It rises by one with each change.
        update_id: u64,
    },
    /// Other participants have traded with each other.
    Trade {
        /// The market.
        symbol: String,
        /// The side of the taker order.
        taker: Side,
        /// The price.
        price: Decimal,
        /// The quantity.
        quantity: Decimal,
        /// The id of the trade, counted from 1 in its market together with those of fills.
        trade_id: u64,
    },
    /// The price of a market was set.
    Price {
        /// The market.
        symbol: String,
        /// The price.
        price: Decimal,
    },
}

/// The newest events.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct EventLog {
    sequence: u64,
    newest: VecDeque<BookEvent>,
}

impl EventLog {
    pub(crate) fn push(&mut self, at: Timestamp, change: BookChange) {
        self.sequence = self.sequence.saturating_add(1);
        if self.newest.len() == KEPT {
            self.newest.pop_front();
        }
        self.newest.push_back(BookEvent {
            sequence: self.sequence,
            at,
            change,
        });
    }

    /// Returns the sequence number of the newest event; 0 before the first.
    pub(crate) const fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Returns the kept events after a sequence number, the oldest first.
    pub(crate) fn after(&self, sequence: u64) -> Vec<BookEvent> {
        let start = self
            .newest
            .partition_point(|event| event.sequence <= sequence);
        self.newest.range(start..).cloned().collect()
    }
}
