//! Request bodies.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::order::{Extras, OrderKind, TimeInForce};
use super::rejection::Rejection;
use super::side::Side;

/// The fields of conditional orders, which the book does not support.
const CONDITIONAL: [&str; 9] = [
    "triggerBy",
    "triggerPrice",
    "triggerQuantity",
    "stopLossLimitPrice",
    "stopLossTriggerBy",
    "stopLossTriggerPrice",
    "takeProfitLimitPrice",
    "takeProfitTriggerBy",
    "takeProfitTriggerPrice",
];

/// A valid order to place: its amounts are more than zero and its fields are consistent.
#[derive(Debug, Clone)]
pub(crate) struct NewOrder {
    pub(crate) symbol: String,
    pub(crate) side: Side,
    pub(crate) client_id: Option<u32>,
    pub(crate) terms: Terms,
    pub(crate) extras: Extras,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Terms {
    Limit {
        price: Decimal,
        quantity: Decimal,
        time_in_force: TimeInForce,
    },
    /// A quantity of the base asset.
    Market(Decimal),
    /// A quantity of the quote asset.
    MarketQuote(Decimal),
}

/// The fields of the body that the book reads.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrderPayload {
    order_type: OrderKind,
    side: Side,
    symbol: String,
    client_id: Option<u32>,
    price: Option<String>,
    quantity: Option<String>,
    quote_quantity: Option<String>,
    post_only: Option<bool>,
    reduce_only: Option<bool>,
    self_trade_prevention: Option<String>,
    time_in_force: Option<TimeInForce>,
    slippage_tolerance: Option<String>,
    slippage_tolerance_type: Option<String>,
}

/// The order to cancel.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CancelPayload {
    pub(crate) client_id: Option<u32>,
    pub(crate) order_id: Option<String>,
    pub(crate) symbol: String,
}

/// The orders to cancel.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CancelAllPayload {
    pub(crate) symbol: String,
    pub(crate) order_type: Option<String>,
}

/// Parses a body. It has passed the check against the document, so it fails only with a document of the test.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Rejection> {
    serde_json::from_slice(body).map_err(|error| Rejection::InvalidRequest(error.to_string()))
}

impl NewOrder {
    pub(crate) fn read(value: Value) -> Result<Self, Rejection> {
        let given = |name: &&&str| value.get(**name).is_some_and(|value| !value.is_null());
        if let Some(name) = CONDITIONAL.iter().find(given) {
            return Err(Rejection::Unsupported(format!(
                "conditional orders, stop losses and take profits (`{name}`)"
            )));
        }
        let payload: OrderPayload = serde_json::from_value(value)
            .map_err(|error| Rejection::InvalidRequest(error.to_string()))?;
        let terms = payload.terms()?;
        Ok(Self {
            symbol: payload.symbol,
            side: payload.side,
            client_id: payload.client_id,
            terms,
            extras: Extras {
                post_only: payload.post_only.unwrap_or(false),
                reduce_only: payload.reduce_only,
                self_trade_prevention: payload.self_trade_prevention,
                slippage_tolerance: payload.slippage_tolerance,
                slippage_tolerance_type: payload.slippage_tolerance_type,
            },
        })
    }
}

impl OrderPayload {
    fn terms(&self) -> Result<Terms, Rejection> {
        let price = positive(self.price.as_deref(), &Rejection::InvalidPrice)?;
        let quantity = positive(self.quantity.as_deref(), &Rejection::InvalidQuantity)?;
        let quote = positive(self.quote_quantity.as_deref(), &Rejection::InvalidQuantity)?;
        let time_in_force = self.time_in_force.unwrap_or(TimeInForce::GoodTillCancelled);
        let post_only = self.post_only.unwrap_or(false);
        match (self.order_type, price, quantity, quote) {
            (OrderKind::Limit, Some(price), Some(quantity), None) => {
                if post_only && time_in_force != TimeInForce::GoodTillCancelled {
                    return Err(Rejection::InvalidOrder(
                        "a post-only order cannot be IOC or FOK",
                    ));
                }
                Ok(Terms::Limit {
                    price,
                    quantity,
                    time_in_force,
                })
            }
            (OrderKind::Market, ..) if post_only => Err(Rejection::InvalidOrder(
                "a market order cannot be post-only",
            )),
            (OrderKind::Market, None, Some(quantity), None) => Ok(Terms::Market(quantity)),
            (OrderKind::Market, None, None, Some(quote)) => Ok(Terms::MarketQuote(quote)),
            (OrderKind::Limit, ..) => Err(Rejection::InvalidOrder(
                "a limit order requires a price and a quantity, and no quote quantity",
            )),
            (OrderKind::Market, ..) => Err(Rejection::InvalidOrder(
                "a market order requires a quantity or a quote quantity, and no price",
            )),
        }
    }
}

fn positive(text: Option<&str>, rejection: &Rejection) -> Result<Option<Decimal>, Rejection> {
    text.map(|text| match Decimal::from_str_exact(text) {
        Ok(value) if value > Decimal::ZERO => Ok(value.normalize()),
        _ => Err(rejection.clone()),
    })
    .transpose()
}
