//! What every order has, whichever kind it is.

use serde_json::Value;

use crate::types::{OrderStatus, OrderType, Side};

impl OrderType {
    /// The id that the exchange gave the order. `None` for a kind of order that this version does not know, and that
    /// has none.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Market(order) => Some(&order.id),
            Self::Limit(order) => Some(&order.id),
            Self::Other(order) => order.get("id").and_then(Value::as_str),
        }
    }

    /// The id that you gave the order, where you gave it one.
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

    /// The market that the order is on. `None` as for [`id`](Self::id).
    #[must_use]
    pub fn symbol(&self) -> Option<&str> {
        match self {
            Self::Market(order) => Some(&order.symbol),
            Self::Limit(order) => Some(&order.symbol),
            Self::Other(order) => order.get("symbol").and_then(Value::as_str),
        }
    }

    /// Which side of the book it is on. `None` as for [`id`](Self::id).
    #[must_use]
    pub fn side(&self) -> Option<Side> {
        match self {
            Self::Market(order) => Some(order.side.clone()),
            Self::Limit(order) => Some(order.side.clone()),
            Self::Other(order) => order.get("side").and_then(Value::as_str).map(Side::from),
        }
    }

    /// Where the order stands. `None` as for [`id`](Self::id).
    ///
    /// The name leaves `status` to the answer that holds the order, where it is the HTTP status.
    #[must_use]
    pub fn order_status(&self) -> Option<OrderStatus> {
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

    /// A kind of order that is not known yet can still be queried and cancelled: its id and market are at hand.
    #[test]
    fn of_a_kind_that_is_not_known() {
        let json = r#"{"orderType":"Iceberg","id":"7","clientId":3,"symbol":"SOL_USDC","side":"Bid","status":"New","peak":"1.50"}"#;
        let order: OrderType = serde_json::from_str(json).unwrap();
        assert!(matches!(order, OrderType::Other(_)));
        assert_eq!(
            (order.id(), order.client_id(), order.symbol()),
            (Some("7"), Some(3), Some("SOL_USDC"))
        );
        assert_eq!(
            (order.side(), order.order_status()),
            (Some(Side::Bid), Some(OrderStatus::New))
        );
        let again: Value = serde_json::to_value(&order).unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(json).unwrap());
        let bare: OrderType =
            serde_json::from_str(r#"{"orderType":"Iceberg","clientId":-1}"#).unwrap();
        assert_eq!(
            (bare.id(), bare.client_id(), bare.order_status()),
            (None, None, None)
        );
    }
}
