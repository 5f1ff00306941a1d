//! Orders and fills.

use backpack_signing::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::market::Symbol;
use super::side::Side;

/// The type of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum OrderKind {
    /// An order with a price of its own.
    Limit,
    /// An order that executes at the price of the market.
    Market,
}

/// The status of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub enum OrderStatus {
    /// Open, not filled.
    New,
    /// Open, filled in part.
    PartiallyFilled,
    /// Filled whole.
    Filled,
    /// Cancelled before it was filled whole.
    Cancelled,
    /// Not filled whole, and never or no longer open: see [`Order::expiry_reason`].
    Expired,
}

/// The time in force of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TimeInForce {
    #[serde(rename = "GTC")]
    GoodTillCancelled,
    #[serde(rename = "IOC")]
    ImmediateOrCancel,
    #[serde(rename = "FOK")]
    FillOrKill,
}

/// A placed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub(crate) number: u64,
    pub(crate) symbol: Symbol,
    pub(crate) side: Side,
    pub(crate) kind: OrderKind,
    pub(crate) client_id: Option<u32>,
    /// The price of a limit order.
    pub(crate) price: Option<Decimal>,
    pub(crate) quantity: Option<Decimal>,
    pub(crate) quote_quantity: Option<Decimal>,
    pub(crate) time_in_force: TimeInForce,
    pub(crate) extras: Extras,
    pub(crate) created_at: Timestamp,
    pub(crate) status: OrderStatus,
    pub(crate) expiry_reason: Option<&'static str>,
    pub(crate) executed: Decimal,
    pub(crate) executed_quote: Decimal,
    /// The locked amount of a spot order: of the quote asset when it buys, of the base asset when it sells.
    pub(crate) locked: Decimal,
}

/// The fields of an order that the book repeats; of these it uses `post_only` and `reduce_only`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Extras {
    pub(crate) post_only: bool,
    pub(crate) reduce_only: Option<bool>,
    pub(crate) self_trade_prevention: Option<String>,
    pub(crate) slippage_tolerance: Option<String>,
    pub(crate) slippage_tolerance_type: Option<String>,
}

impl Order {
    /// Returns the id that the book assigned.
    #[must_use]
    pub fn id(&self) -> String {
        self.number.to_string()
    }

    /// Returns the id that the client assigned.
    #[must_use]
    pub const fn client_id(&self) -> Option<u32> {
        self.client_id
    }

    /// Returns the market, for example `SOL_USDC`.
    #[must_use]
    pub fn symbol(&self) -> &str {
        self.symbol.as_str()
    }

    /// Returns the side of the order.
    #[must_use]
    pub const fn side(&self) -> Side {
        self.side
    }

    /// Returns the type of the order.
    #[must_use]
    pub const fn kind(&self) -> OrderKind {
        self.kind
    }

    /// Returns the price of a limit order, in units of the quote asset.
    #[must_use]
    pub const fn price(&self) -> Option<Decimal> {
        self.price
    }

    /// Returns the quantity in units of the base asset; `None` for a market order with a quote quantity.
    #[must_use]
    pub const fn quantity(&self) -> Option<Decimal> {
        self.quantity
    }

    /// Returns the quote quantity of a market order that was placed with one.
    #[must_use]
    pub const fn quote_quantity(&self) -> Option<Decimal> {
        self.quote_quantity
    }

    /// Returns the time of placing, by the clock of the sandbox.
    #[must_use]
    pub const fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// Returns the status of the order.
    #[must_use]
    pub const fn status(&self) -> OrderStatus {
        self.status
    }

    /// Returns the reason of an expired order, as the exchange names it: for example `PostOnlyTaker`.
    #[must_use]
    pub const fn expiry_reason(&self) -> Option<&'static str> {
        self.expiry_reason
    }

    /// Returns whether the order is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.status, OrderStatus::New | OrderStatus::PartiallyFilled)
    }

    /// Returns the filled quantity, in units of the base asset.
    #[must_use]
    pub const fn executed_quantity(&self) -> Decimal {
        self.executed
    }

    /// Returns the filled quantity, in units of the quote asset.
    #[must_use]
    pub const fn executed_quote_quantity(&self) -> Decimal {
        self.executed_quote
    }

    /// Returns the quantity that is not filled; zero for an order that is not open.
    pub(crate) fn remaining(&self) -> Decimal {
        match self.quantity {
            // Every fill checks that the difference fits.
            Some(quantity) if self.is_open() => quantity.saturating_sub(self.executed),
            _ => Decimal::ZERO,
        }
    }

    pub(crate) const fn is_post_only(&self) -> bool {
        self.extras.post_only
    }

    /// Returns the mode of self-trade prevention; `RejectTaker` by default.
    pub(crate) fn self_trade_prevention(&self) -> &str {
        let mode = self.extras.self_trade_prevention.as_deref();
        mode.unwrap_or("RejectTaker")
    }

    pub(crate) fn is_reduce_only(&self) -> bool {
        self.extras.reduce_only.unwrap_or(false)
    }

    /// Returns the asset that a spot order locks.
    pub(crate) fn locked_asset(&self) -> &str {
        match self.side {
            Side::Bid => self.symbol.quote(),
            Side::Ask => self.symbol.base(),
        }
    }
}

/// A fill of an order.
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
    /// Returns the id of the trade, counted from 1 in its market.
    #[must_use]
    pub const fn trade_id(&self) -> u64 {
        self.trade_id
    }

    /// Returns the id of the order that was filled.
    #[must_use]
    pub fn order_id(&self) -> String {
        self.order.to_string()
    }

    /// Returns the market, for example `SOL_USDC`.
    #[must_use]
    pub fn symbol(&self) -> &str {
        self.symbol.as_str()
    }

    /// Returns the side of the account.
    #[must_use]
    pub const fn side(&self) -> Side {
        self.side
    }

    /// Returns the price of the fill, in units of the quote asset.
    #[must_use]
    pub const fn price(&self) -> Decimal {
        self.price
    }

    /// Returns the quantity of the fill, in units of the base asset.
    #[must_use]
    pub const fn quantity(&self) -> Decimal {
        self.quantity
    }

    /// Returns the fee of the fill, in units of [`fee_asset`](Self::fee_asset).
    #[must_use]
    pub const fn fee(&self) -> Decimal {
        self.fee
    }

    /// Returns the asset of the fee: the received one on a spot market, the quote asset for a future.
    #[must_use]
    pub fn fee_asset(&self) -> &str {
        match self.side {
            Side::Bid if !self.symbol.is_perp() => self.symbol.base(),
            _ => self.symbol.quote(),
        }
    }

    /// Returns whether the order was resting when it was filled.
    #[must_use]
    pub const fn is_maker(&self) -> bool {
        self.is_maker
    }

    /// Returns the time of the fill, by the clock of the sandbox.
    #[must_use]
    pub const fn timestamp(&self) -> Timestamp {
        self.at
    }
}
