//! Orders and fills as the book keeps them.

use backpack_signing::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Which side of the book an order is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(clippy::exhaustive_enums, reason = "a market has two sides")]
pub enum Side {
    /// It buys.
    Bid,
    /// It sells.
    Ask,
}

/// Whether an order has a price of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum OrderKind {
    /// It has.
    Limit,
    /// It takes the price that is set.
    Market,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub enum OrderStatus {
    /// On the book, not filled at all.
    New,
    /// On the book, filled in part.
    PartiallyFilled,
    /// Filled whole.
    Filled,
    /// Taken off the book before it was filled whole.
    Cancelled,
    /// Never on the book: an `IOC` or `FOK` order that could not be filled at once.
    Expired,
}

/// How long an order stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TimeInForce {
    #[serde(rename = "GTC")]
    GoodTillCancelled,
    #[serde(rename = "IOC")]
    ImmediateOrCancel,
    #[serde(rename = "FOK")]
    FillOrKill,
}

/// An order that was placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub(crate) number: u64,
    pub(crate) symbol: Symbol,
    pub(crate) side: Side,
    pub(crate) kind: OrderKind,
    pub(crate) client_id: Option<u32>,
    /// Of a limit order.
    pub(crate) price: Option<Decimal>,
    pub(crate) quantity: Option<Decimal>,
    pub(crate) quote_quantity: Option<Decimal>,
    pub(crate) time_in_force: TimeInForce,
    pub(crate) extras: Extras,
    pub(crate) created_at: Timestamp,
    pub(crate) status: OrderStatus,
    pub(crate) executed: Decimal,
    pub(crate) executed_quote: Decimal,
    /// What it holds: of the quote asset when it buys, of the base asset when it sells.
    pub(crate) locked: Decimal,
}

/// What the book only repeats.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Extras {
    pub(crate) post_only: bool,
    pub(crate) reduce_only: Option<bool>,
    pub(crate) self_trade_prevention: Option<String>,
    pub(crate) slippage_tolerance: Option<String>,
    pub(crate) slippage_tolerance_type: Option<String>,
}

impl Order {
    /// The id that the book gave it.
    #[must_use]
    pub fn id(&self) -> String {
        self.number.to_string()
    }

    /// The id that its sender gave it.
    #[must_use]
    pub const fn client_id(&self) -> Option<u32> {
        self.client_id
    }

    /// The market, for example `SOL_USDC`.
    #[must_use]
    pub fn symbol(&self) -> &str {
        self.symbol.as_str()
    }

    /// Whether it buys or sells.
    #[must_use]
    pub const fn side(&self) -> Side {
        self.side
    }

    /// Whether it has a price of its own.
    #[must_use]
    pub const fn kind(&self) -> OrderKind {
        self.kind
    }

    /// The price of a limit order, in units of the quote asset.
    #[must_use]
    pub const fn price(&self) -> Option<Decimal> {
        self.price
    }

    /// How much it is for, in units of the base asset; `None` for a market order for a quote quantity.
    #[must_use]
    pub const fn quantity(&self) -> Option<Decimal> {
        self.quantity
    }

    /// The quote quantity that a market order was for.
    #[must_use]
    pub const fn quote_quantity(&self) -> Option<Decimal> {
        self.quote_quantity
    }

    /// When it was placed, by the clock of the sandbox.
    #[must_use]
    pub const fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// Where it stands.
    #[must_use]
    pub const fn status(&self) -> OrderStatus {
        self.status
    }

    /// Whether it is on the book.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.status, OrderStatus::New | OrderStatus::PartiallyFilled)
    }

    /// How much of it was filled, in units of the base asset.
    #[must_use]
    pub const fn executed_quantity(&self) -> Decimal {
        self.executed
    }

    /// How much of it was filled, in units of the quote asset.
    #[must_use]
    pub const fn executed_quote_quantity(&self) -> Decimal {
        self.executed_quote
    }

    /// The asset that it holds funds in.
    pub(crate) fn locks(&self) -> &str {
        match self.side {
            Side::Bid => self.symbol.quote(),
            Side::Ask => self.symbol.base(),
        }
    }
}

/// One fill of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    pub(crate) trade_id: u64,
    pub(crate) order: u64,
    pub(crate) client_id: Option<u32>,
    pub(crate) symbol: Symbol,
    pub(crate) side: Side,
    pub(crate) price: Decimal,
    pub(crate) quantity: Decimal,
    pub(crate) fee: Decimal,
    pub(crate) is_maker: bool,
    pub(crate) at: Timestamp,
}

impl Fill {
    /// The id of the trade.
    #[must_use]
    pub const fn trade_id(&self) -> u64 {
        self.trade_id
    }

    /// The id of the order that was filled.
    #[must_use]
    pub fn order_id(&self) -> String {
        self.order.to_string()
    }

    /// The market, for example `SOL_USDC`.
    #[must_use]
    pub fn symbol(&self) -> &str {
        self.symbol.as_str()
    }

    /// Whether the account bought or sold.
    #[must_use]
    pub const fn side(&self) -> Side {
        self.side
    }

    /// The price, in units of the quote asset.
    #[must_use]
    pub const fn price(&self) -> Decimal {
        self.price
    }

    /// How much was filled, in units of the base asset.
    #[must_use]
    pub const fn quantity(&self) -> Decimal {
        self.quantity
    }

    /// The fee, in units of [`fee_asset`](Self::fee_asset).
    #[must_use]
    pub const fn fee(&self) -> Decimal {
        self.fee
    }

    /// The asset that was received, out of which the fee was taken.
    #[must_use]
    pub fn fee_asset(&self) -> &str {
        match self.side {
            Side::Bid => self.symbol.base(),
            Side::Ask => self.symbol.quote(),
        }
    }

    /// Whether the order rested on the book when it was filled.
    #[must_use]
    pub const fn is_maker(&self) -> bool {
        self.is_maker
    }

    /// When it was filled, by the clock of the sandbox.
    #[must_use]
    pub const fn timestamp(&self) -> Timestamp {
        self.at
    }
}

/// The name of a spot market: two different assets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Symbol {
    text: String,
    base: String,
    quote: String,
}

impl Symbol {
    /// `None` when it is not `BASE_QUOTE`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (base, quote) = text.split_once('_')?;
        let legal = !base.is_empty() && !quote.is_empty() && !quote.contains('_') && base != quote;
        legal.then(|| Self {
            text: text.to_owned(),
            base: base.to_owned(),
            quote: quote.to_owned(),
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
}
