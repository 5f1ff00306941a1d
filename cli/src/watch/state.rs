//! The content of the screen of `backpack watch`.

use std::collections::{BTreeMap, VecDeque};

use backpack_api::{Decimal, Timestamp};
use backpack_streams::PriceLevel;

/// The number of rows of trades that are kept.
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
    pub(crate) trades: VecDeque<TradeRow>,
    /// By start.
    pub(crate) candles: BTreeMap<Timestamp, Candle>,
    /// Lines of own orders and positions; `None` without credentials.
    pub(crate) account: Option<Vec<String>>,
    /// The gap or error of each source that is not in order.
    pub(crate) notices: BTreeMap<Source, String>,
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

/// A source of the screen, with notices of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    Account,
    Klines,
}

impl Source {
    /// Returns the name on the screen.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Klines => "K-lines",
        }
    }
}

/// A row of the list of trades.
#[derive(Clone, Debug)]
pub(crate) enum TradeRow {
    Trade(Trade),
    /// Trades that were lost, and that REST does not return.
    Missing,
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
    /// Returns an empty screen of a market.
    pub(crate) fn new(symbol: &str, interval: &str) -> Self {
        Self {
            symbol: symbol.to_owned(),
            interval: interval.to_owned(),
            status: Status::Syncing,
            asks: Vec::new(),
            bids: Vec::new(),
            trades: VecDeque::new(),
            candles: BTreeMap::new(),
            account: None,
            notices: BTreeMap::new(),
            is_paused: false,
        }
    }

    /// Returns the state as it is now, to be shown while the screen is paused.
    pub(crate) fn paused(&self) -> Self {
        Self {
            is_paused: true,
            ..self.clone()
        }
    }

    /// Adds a row to the trades.
    pub(crate) fn trade(&mut self, row: TradeRow) {
        self.trades.push_front(row);
        self.trades.truncate(MAX_TRADES);
    }

    /// Returns the newest trade.
    pub(crate) fn last_trade(&self) -> Option<&Trade> {
        self.trades.iter().find_map(|row| match row {
            TradeRow::Trade(trade) => Some(trade),
            TradeRow::Missing => None,
        })
    }

    /// Adds a candle, or replaces that of the same interval.
    pub(crate) fn candle(&mut self, candle: Candle) {
        self.candles.insert(candle.start, candle);
        while self.candles.len() > MAX_CANDLES {
            self.candles.pop_first();
        }
    }
}
