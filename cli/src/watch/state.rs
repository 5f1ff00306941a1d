//! The content of the screen of `backpack watch`.

use std::collections::VecDeque;

use backpack_api::{Decimal, Timestamp};
use backpack_streams::PriceLevel;

/// The number of trades that are kept.
const MAX_TRADES: usize = 200;

/// The number of candles that are kept.
const MAX_CANDLES: usize = 500;

/// The content of the screen.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) symbol: String,
    pub(crate) interval: String,
    pub(crate) status: Status,
    /// Best first.
    pub(crate) asks: Vec<PriceLevel>,
    /// Best first.
    pub(crate) bids: Vec<PriceLevel>,
    /// Newest first.
    pub(crate) trades: VecDeque<Trade>,
    /// Oldest first.
    pub(crate) candles: VecDeque<Candle>,
    /// Lines of own orders and positions; `None` without credentials.
    pub(crate) account: Option<Vec<String>>,
    /// The last gap or error.
    pub(crate) notice: Option<String>,
    pub(crate) is_paused: bool,
}

/// The state of the order book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Syncing,
    Live,
    /// Not in sync, for this reason: the levels are those of the last time it was.
    Stale(String),
}

/// A trade.
#[derive(Clone, Debug)]
pub(crate) struct Trade {
    pub(crate) time: Timestamp,
    pub(crate) price: Decimal,
    pub(crate) quantity: Decimal,
    /// True when the buyer took liquidity.
    pub(crate) is_buy: bool,
}

/// A K-line with trades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candle {
    pub(crate) start: Timestamp,
    pub(crate) open: Decimal,
    pub(crate) high: Decimal,
    pub(crate) low: Decimal,
    pub(crate) close: Decimal,
}

impl State {
    /// An empty screen of a market.
    pub(crate) fn new(symbol: &str, interval: &str) -> Self {
        Self {
            symbol: symbol.to_owned(),
            interval: interval.to_owned(),
            status: Status::Syncing,
            asks: Vec::new(),
            bids: Vec::new(),
            trades: VecDeque::new(),
            candles: VecDeque::new(),
            account: None,
            notice: None,
            is_paused: false,
        }
    }

    /// Adds a trade.
    pub(crate) fn trade(&mut self, trade: Trade) {
        self.trades.push_front(trade);
        self.trades.truncate(MAX_TRADES);
    }

    /// Adds a candle, or replaces that of the same interval. An older one than the last is ignored.
    pub(crate) fn candle(&mut self, candle: Candle) {
        match self.candles.back_mut() {
            Some(last) if last.start == candle.start => *last = candle,
            Some(last) if last.start > candle.start => {}
            _ => self.candles.push_back(candle),
        }
        while self.candles.len() > MAX_CANDLES {
            self.candles.pop_front();
        }
    }
}
