//! The side of an order.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The side of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(clippy::exhaustive_enums, reason = "a market has two sides")]
pub enum Side {
    /// Buys.
    Bid,
    /// Sells.
    Ask,
}

impl Side {
    pub(crate) const fn opposite(self) -> Self {
        match self {
            Self::Bid => Self::Ask,
            Self::Ask => Self::Bid,
        }
    }

    /// Returns whether a price is at least as good as `limit` for an order of this side.
    pub(crate) fn is_as_good(self, price: Decimal, limit: Decimal) -> bool {
        match self {
            Self::Bid => price <= limit,
            Self::Ask => price >= limit,
        }
    }

    /// Returns the quantity of an order with the sign of its effect on a position.
    pub(crate) fn signed(self, quantity: Decimal) -> Decimal {
        match self {
            Self::Bid => quantity,
            Self::Ask => -quantity,
        }
    }
}
