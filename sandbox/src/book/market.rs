//! Markets: the symbol, the price, and the levels of other participants.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::amount::{Inexact, add, affordable, mul, sub};
use super::side::Side;

/// The type of a market that the book supports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MarketType {
    Spot,
    Perp,
}

impl MarketType {
    /// Returns the value of `marketType`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Spot => "SPOT",
            Self::Perp => "PERP",
        }
    }
}

/// A symbol: `BASE_QUOTE` of a spot market, `BASE_QUOTE_PERP` of a perpetual future.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Symbol {
    text: String,
    base: String,
    quote: String,
    market_type: MarketType,
}

impl Symbol {
    /// Parses a symbol; `None` when it is of another form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (base, rest) = text.split_once('_')?;
        let (quote, market_type) = match rest.split_once('_') {
            None => (rest, MarketType::Spot),
            Some((quote, "PERP")) => (quote, MarketType::Perp),
            Some(_) => return None,
        };
        let valid = !base.is_empty() && !quote.is_empty() && base != quote;
        valid.then(|| Self {
            text: text.to_owned(),
            base: base.to_owned(),
            quote: quote.to_owned(),
            market_type,
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    pub(crate) fn quote(&self) -> &str {
        &self.quote
    }

    pub(crate) const fn market_type(&self) -> MarketType {
        self.market_type
    }

    pub(crate) const fn is_perp(&self) -> bool {
        matches!(self.market_type, MarketType::Perp)
    }
}

/// The state of a market besides the orders of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Market {
    pub(crate) symbol: Symbol,
    /// The price of orders that execute at once in a market without levels, and the mark price of a future.
    pub(crate) price: Option<Decimal>,
    /// The number of changes of the levels.
    pub(crate) update_id: u64,
    /// The number of trades.
    pub(crate) trades: u64,
    /// Set once a level was set: from then on orders execute against the levels alone.
    pub(crate) has_levels: bool,
    bids: BTreeMap<Decimal, Decimal>,
    asks: BTreeMap<Decimal, Decimal>,
}

/// The amount that an order is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted {
    Base(Decimal),
    Quote(Decimal),
}

impl Wanted {
    /// Returns the quantity of the base asset at a price.
    pub(crate) fn at(self, price: Decimal) -> Result<Decimal, Inexact> {
        match self {
            Self::Base(quantity) => Ok(quantity),
            Self::Quote(value) => affordable(value, price),
        }
    }

    fn less(self, price: Decimal, quantity: Decimal) -> Result<Self, Inexact> {
        Ok(match self {
            Self::Base(left) => Self::Base(sub(left, quantity)?),
            Self::Quote(left) => Self::Quote(sub(left, mul(price, quantity)?)?),
        })
    }
}

/// The executions of a taker order.
pub(crate) struct Matches {
    /// The price and the quantity of each, the best price first.
    pub(crate) fills: Vec<(Decimal, Decimal)>,
    /// Set when nothing of the order is left.
    pub(crate) complete: bool,
}

impl Matches {
    /// Returns the sum of the quantities.
    pub(crate) fn quantity(&self) -> Result<Decimal, Inexact> {
        let mut fills = self.fills.iter();
        fills.try_fold(Decimal::ZERO, |sum, (_, quantity)| add(sum, *quantity))
    }

    /// Returns the sum of price times quantity.
    pub(crate) fn value(&self) -> Result<Decimal, Inexact> {
        let mut fills = self.fills.iter();
        fills.try_fold(Decimal::ZERO, |sum, (price, quantity)| {
            add(sum, mul(*price, *quantity)?)
        })
    }
}

impl Market {
    pub(crate) const fn new(symbol: Symbol) -> Self {
        Self {
            symbol,
            price: None,
            update_id: 0,
            trades: 0,
            has_levels: false,
            bids: BTreeMap::new(),
            asks: BTreeMap::new(),
        }
    }

    /// Returns the quantities of other participants by price.
    pub(crate) const fn levels(&self, side: Side) -> &BTreeMap<Decimal, Decimal> {
        match side {
            Side::Bid => &self.bids,
            Side::Ask => &self.asks,
        }
    }

    /// Returns the executions of a taker order against the levels: of `wanted` on the given side of the order, at prices
    /// that are at least as good as `limit`.
    pub(crate) fn matches(
        &self,
        side: Side,
        wanted: Wanted,
        limit: Option<Decimal>,
    ) -> Result<Matches, Inexact> {
        let mut levels: Vec<_> = self.levels(side.opposite()).iter().collect();
        if side == Side::Ask {
            levels.reverse();
        }
        let mut fills = Vec::new();
        let mut left = wanted;
        for (price, quantity) in levels {
            if limit.is_some_and(|limit| !side.is_as_good(*price, limit)) {
                break;
            }
            let taken = left.at(*price)?.min(*quantity);
            if taken.is_zero() {
                return Ok(Matches {
                    fills,
                    complete: true,
                });
            }
            fills.push((*price, taken));
            left = left.less(*price, taken)?;
        }
        let complete = match fills.last() {
            Some((price, _)) => left.at(*price)?.is_zero(),
            None => false,
        };
        Ok(Matches { fills, complete })
    }

    /// Sets the quantity of other participants at a price; zero removes the level.
    pub(crate) fn set_level(&mut self, side: Side, price: Decimal, quantity: Decimal) {
        self.has_levels = true;
        let levels = match side {
            Side::Bid => &mut self.bids,
            Side::Ask => &mut self.asks,
        };
        if quantity.is_zero() {
            levels.remove(&price);
        } else {
            levels.insert(price, quantity);
        }
    }
}
