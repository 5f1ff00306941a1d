//! Local order book: the levels of a market, and the synchronisation of a REST snapshot with the deltas of a stream.

mod input;
mod order_book;
mod side;
mod sync;

pub use input::{DepthDelta, Snapshot};
pub use order_book::{InvalidLevel, OrderBook};
pub use side::BookSide;
pub use sync::{BookState, BookSync, SnapshotRequest, StaleReason};
