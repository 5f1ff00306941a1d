//! An order that was placed.

use crate::types::{HistoricalOrder, Order, OrderFill};

/// A placed order, as the exchange returned it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PlacedOrder {
    /// The response to placing it: its state after matching.
    Accepted(Order),
    /// The response was lost; the order is open.
    Open(Order),
    /// The response was lost; the order is in the order history.
    Historical(HistoricalOrder),
    /// The response was lost; the order has these fills, at least one, and more may follow.
    Filled(Vec<OrderFill>),
    /// The response was lost; the stream of the account has reported this state, open or final.
    #[cfg(feature = "streams")]
    Reported(crate::OrderState),
}

impl PlacedOrder {
    /// Returns the id that the exchange gave the order. `None` for an order of an unknown kind without an id.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Accepted(order) | Self::Open(order) => order.id(),
            Self::Historical(order) => Some(&order.id),
            Self::Filled(fills) => fills.first().map(|fill| fill.order_id.as_str()),
            #[cfg(feature = "streams")]
            Self::Reported(order) => Some(&order.id),
        }
    }
}
