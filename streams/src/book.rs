//! Local order book: the levels of a market, and the synchronisation of a REST snapshot with the deltas of a stream.

mod order_book;
mod side;
mod sync;

pub use order_book::{InvalidLevel, OrderBook};
pub use side::BookSide;
pub use sync::{BookState, BookSync, DepthDelta, Snapshot, SnapshotRequest, StaleReason};

use rust_decimal::Decimal;

/// Price level: a price and the quantity at it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct PriceLevel {
    /// The price, in the quote asset.
    pub price: Decimal,
    /// The quantity, in the base asset.
    pub quantity: Decimal,
}
