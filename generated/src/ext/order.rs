//! The fields that orders of every kind have.

use jiff::Timestamp;
use serde_json::Value;

use crate::types::{Order, OrderStatus, Side};

impl Order {
    /// Returns the id that the exchange gave the order. `None` for an order of an unknown kind without an id.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Market(order) => Some(&order.id),
            Self::Limit(order) => Some(&order.id),
            Self::Other(order) => order.get("id").and_then(Value::as_str),
        }
    }

    /// Returns the client id of the order, if it has one.
    #[must_use]
    pub fn client_id(&self) -> Option<u32> {
        match self {
            Self::Market(order) => order.client_id,
            Self::Limit(order) => order.client_id,
            Self::Other(order) => order
                .get("clientId")
                .and_then(Value::as_u64)?
                .try_into()
                .ok(),
        }
    }

    /// Returns the market of the order. `None` as for [`id`](Self::id).
    #[must_use]
    pub fn symbol(&self) -> Option<&str> {
        match self {
            Self::Market(order) => Some(&order.symbol),
            Self::Limit(order) => Some(&order.symbol),
            Self::Other(order) => order.get("symbol").and_then(Value::as_str),
        }
    }

    /// Returns the side of the book. `None` as for [`id`](Self::id).
    #[must_use]
    pub fn side(&self) -> Option<Side> {
        match self {
            Self::Market(order) => Some(order.side),
            Self::Limit(order) => Some(order.side),
            Self::Other(order) => order
                .get("side")
                .and_then(Value::as_str)
                .and_then(|side| side.parse().ok()),
        }
    }

    /// Returns the time at which the order was created. `None` as for [`id`](Self::id).
    #[must_use]
    pub fn created_at(&self) -> Option<Timestamp> {
        match self {
            Self::Market(order) => Some(order.created_at),
            Self::Limit(order) => Some(order.created_at),
            Self::Other(order) => {
                let millis = order.get("createdAt").and_then(Value::as_i64)?;
                Timestamp::from_millisecond(millis).ok()
            }
        }
    }

    /// Returns the status of the order. `None` as for [`id`](Self::id).
    #[must_use]
    pub fn status(&self) -> Option<OrderStatus> {
        match self {
            Self::Market(order) => Some(order.status.clone()),
            Self::Limit(order) => Some(order.status.clone()),
            Self::Other(order) => order
                .get("status")
                .and_then(Value::as_str)
                .map(OrderStatus::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An order of an unknown kind can still be queried and cancelled.
    #[test]
    fn fields_of_an_unknown_kind() {
        let json = r#"{"orderType":"Iceberg","id":"7","clientId":3,"symbol":"SOL_USDC","side":"Bid","status":"New","createdAt":1788285244094,"peak":"1.50"}"#;
        let order: Order = serde_json::from_str(json).unwrap();
        assert!(matches!(order, Order::Other(_)));
        assert_eq!(
            (order.id(), order.client_id(), order.symbol()),
            (Some("7"), Some(3), Some("SOL_USDC"))
        );
        assert_eq!(
            (order.side(), order.status()),
            (Some(Side::Bid), Some(OrderStatus::New))
        );
        assert_eq!(
            order.created_at().map(Timestamp::as_millisecond),
            Some(1_788_285_244_094)
        );
        let again: Value = serde_json::to_value(&order).unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(json).unwrap());
        let bare: Order = serde_json::from_str(r#"{"orderType":"Iceberg","clientId":-1}"#).unwrap();
        assert_eq!(
            (
                bare.id(),
                bare.client_id(),
                bare.status(),
                bare.created_at()
            ),
            (None, None, None, None)
        );
    }
}
