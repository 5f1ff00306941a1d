//! Input of an order book: changes of a stream, and snapshots of REST.

use backpack_runtime::wire::PriceLevel;
use jiff::Timestamp;

/// Change of an order book, as sent by a depth stream.
pub trait DepthDelta {
    /// Returns the id of its first update (`U`).
    fn first_update_id(&self) -> u64;
    /// Returns the id of its last update (`u`).
    fn last_update_id(&self) -> u64;
    /// Returns its engine time (`T`).
    fn engine_time(&self) -> Timestamp;
    /// Returns the changed bids with their new quantities; zero removes a level.
    fn bids(&self) -> &[PriceLevel];
    /// Returns the changed asks with their new quantities; zero removes a level.
    fn asks(&self) -> &[PriceLevel];
}

/// Order book as returned by REST (`get_depth`).
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Id of its last update.
    pub last_update_id: u64,
    /// Engine time.
    pub time: Timestamp,
    /// Bids, sorted in either direction.
    pub bids: Vec<PriceLevel>,
    /// Asks, sorted in either direction.
    pub asks: Vec<PriceLevel>,
    /// Requested number of levels per side. A side with at least this number is treated as truncated.
    pub limit: Option<usize>,
}
