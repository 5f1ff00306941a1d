//! What a client asks for, read from its body.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::order::{Extras, OrderKind, Side, TimeInForce};
use super::refusal::Refusal;

/// The fields of an order that waits for a price, or has others that do. The book does not play them.
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

/// An order to place, whose amounts are more than zero and whose parts go together.
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
    /// For a quantity of the base asset.
    Market(Decimal),
    /// For a quantity of the quote asset.
    MarketQuote(Decimal),
}

/// As it lies on the wire; what the book does not look at is left out.
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

/// Which order to cancel.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CancelPayload {
    pub(crate) client_id: Option<u32>,
    pub(crate) order_id: Option<String>,
    pub(crate) symbol: String,
}

/// Which orders to cancel.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CancelAllPayload {
    pub(crate) symbol: String,
    pub(crate) order_type: Option<String>,
}

/// Reads a body. It has passed the check against the document, so an objection here is to a document of the test's.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal::InvalidRequest(error.to_string()))
}

impl NewOrder {
    pub(crate) fn read(value: Value) -> Result<Self, Refusal> {
        let given = |name: &&&str| value.get(**name).is_some_and(|value| !value.is_null());
        if let Some(name) = CONDITIONAL.iter().find(given) {
            return Err(Refusal::NotPlayed(format!(
                "conditional orders, stop losses and take profits (`{name}`)"
            )));
        }
        let payload: OrderPayload = serde_json::from_value(value)
            .map_err(|error| Refusal::InvalidRequest(error.to_string()))?;
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
    fn terms(&self) -> Result<Terms, Refusal> {
        let price = positive(self.price.as_deref(), &Refusal::InvalidPrice)?;
        let quantity = positive(self.quantity.as_deref(), &Refusal::InvalidQuantity)?;
        let quote = positive(self.quote_quantity.as_deref(), &Refusal::InvalidQuantity)?;
        let time_in_force = self.time_in_force.unwrap_or(TimeInForce::GoodTillCancelled);
        let post_only = self.post_only.unwrap_or(false);
        match (self.order_type, price, quantity, quote) {
            (OrderKind::Limit, Some(price), Some(quantity), None) => {
                if post_only && time_in_force != TimeInForce::GoodTillCancelled {
                    return Err(Refusal::InvalidOrder(
                        "one that may only add to the book cannot be filled at once",
                    ));
                }
                Ok(Terms::Limit {
                    price,
                    quantity,
                    time_in_force,
                })
            }
            (OrderKind::Market, ..) if post_only => {
                Err(Refusal::InvalidOrder("a market order cannot be post-only"))
            }
            (OrderKind::Market, None, Some(quantity), None) => Ok(Terms::Market(quantity)),
            (OrderKind::Market, None, None, Some(quote)) => Ok(Terms::MarketQuote(quote)),
            (OrderKind::Limit, ..) => Err(Refusal::InvalidOrder(
                "a limit order has a price and a quantity, and no quote quantity",
            )),
            (OrderKind::Market, ..) => Err(Refusal::InvalidOrder(
                "a market order has a quantity or a quote quantity, and no price",
            )),
        }
    }
}

fn positive(text: Option<&str>, refusal: &Refusal) -> Result<Option<Decimal>, Refusal> {
    text.map(|text| match Decimal::from_str_exact(text) {
        Ok(value) if value > Decimal::ZERO => Ok(value.normalize()),
        _ => Err(refusal.clone()),
    })
    .transpose()
}
