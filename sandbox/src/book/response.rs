//! Orders and fills as the exchange serializes them: an absent value is an explicit null.

use std::collections::BTreeMap;

use backpack_signing::Timestamp;
use http::StatusCode;
use jiff::tz::Offset;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::account::Account;
use super::amount::{Inexact, mul};
use super::order::{Fill, Order, OrderKind};
use super::position::Position;
use super::rejection::Rejection;
use crate::response::{self, Response};

/// The fields that the book never sets.
const NULLS: [&str; 10] = [
    "stopLossLimitPrice",
    "stopLossTriggerBy",
    "stopLossTriggerPrice",
    "strategyId",
    "takeProfitLimitPrice",
    "takeProfitTriggerBy",
    "takeProfitTriggerPrice",
    "triggerBy",
    "triggerPrice",
    "triggerQuantity",
];

/// Creates a success response with a JSON body.
pub(crate) fn ok(body: &impl serde::Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(body) => response::typed(StatusCode::OK, response::JSON, body),
        // The bodies are maps with string keys, which always serialize.
        Err(error) => Rejection::InvalidRequest(error.to_string()).into_response(),
    }
}

/// Serializes the current state of an order: `LimitOrder` or `MarketOrder`.
pub(crate) fn order(order: &Order) -> Map<String, Value> {
    let mut fields = common(order);
    fields.insert("createdAt".to_owned(), order.created_at.as_millis().into());
    fields.insert("reduceOnly".to_owned(), order.extras.reduce_only.into());
    fields.insert("relatedOrderId".to_owned(), Value::Null);
    fields.insert("triggeredAt".to_owned(), Value::Null);
    fields.insert("quantity".to_owned(), decimal(order.quantity));
    match order.kind {
        OrderKind::Limit => {
            fields.insert("postOnly".to_owned(), order.extras.post_only.into());
            fields.insert("price".to_owned(), decimal(order.price));
        }
        OrderKind::Market => {
            fields.insert("quoteQuantity".to_owned(), decimal(quote_quantity(order)));
            slippage(&mut fields, order);
        }
    }
    fields
}

/// Serializes an order of the history: `Order`.
pub(crate) fn historical_order(order: &Order) -> Value {
    let mut fields = common(order);
    let is_limit = order.kind == OrderKind::Limit;
    fields.insert(
        "createdAt".to_owned(),
        utc_date_time(order.created_at).into(),
    );
    fields.insert("expiryReason".to_owned(), order.expiry_reason.into());
    fields.insert(
        "postOnly".to_owned(),
        is_limit.then_some(order.extras.post_only).into(),
    );
    fields.insert("price".to_owned(), decimal(order.price));
    fields.insert("quantity".to_owned(), decimal(order.quantity));
    fields.insert("quoteQuantity".to_owned(), decimal(quote_quantity(order)));
    fields.insert("systemOrderType".to_owned(), Value::Null);
    slippage(&mut fields, order);
    Value::Object(fields)
}

/// Serializes a fill: `OrderFill`.
pub(crate) fn fill(fill: &Fill) -> Value {
    json!({
        "clientId": fill.client_id.map(|id| id.to_string()),
        "fee": text(fill.fee),
        "feeSymbol": fill.fee_asset(),
        "isMaker": fill.is_maker,
        "orderId": fill.order_id(),
        "price": text(fill.price),
        "quantity": text(fill.quantity),
        "side": fill.side,
        "symbol": fill.symbol(),
        "systemOrderType": null,
        "timestamp": utc_date_time(fill.at),
        "tradeId": fill.trade_id,
    })
}

/// Serializes the balances by asset.
pub(crate) fn balances(account: &Account) -> Map<String, Value> {
    let balances = account.balances().iter();
    balances
        .map(|(asset, balance)| {
            let balance = json!({
                "available": text(balance.available()),
                "locked": text(balance.locked()),
                "staked": "0",
            });
            (asset.clone(), balance)
        })
        .collect()
}

/// Serializes a position: `FuturePositionWithMargin`. The maintenance margin fraction is half of the initial one.
pub(crate) fn position(
    position: &Position,
    exposure: Decimal,
    initial_margin: Decimal,
) -> Result<Value, Inexact> {
    let maintenance_margin = mul(initial_margin, Decimal::new(5, 1))?;
    let function = |base| json!({ "base": text(base), "factor": "0", "type": "sqrt" });
    Ok(json!({
        "breakEvenPrice": text(position.break_even_price()),
        "cumulativeFundingPayment": "0",
        "cumulativeInterest": "0",
        "entryPrice": text(position.entry_price()),
        "estLiquidationPrice": null,
        "imf": text(initial_margin),
        "imfFunction": function(initial_margin),
        "markPrice": text(position.mark_price()),
        "mmf": text(maintenance_margin),
        "mmfFunction": function(maintenance_margin),
        "netCost": text(position.net_cost()),
        "netExposureNotional": text(mul(exposure, position.mark_price())?),
        "netExposureQuantity": text(exposure),
        "netQuantity": text(position.quantity()),
        "pnlRealized": text(position.realized_pnl()),
        "pnlUnrealized": text(position.unrealized_pnl()),
        "positionId": position.id(),
        "subaccountId": null,
        "symbol": position.symbol(),
        "userId": 1,
    }))
}

/// Serializes the best `limit` levels of each side, both sorted by ascending price as the exchange sorts them.
pub(crate) fn depth(
    bids: &BTreeMap<Decimal, Decimal>,
    asks: &BTreeMap<Decimal, Decimal>,
    limit: usize,
    update_id: u64,
    now: Timestamp,
) -> Value {
    let level = |(price, quantity): (&Decimal, &Decimal)| json!([text(*price), text(*quantity)]);
    let bids = bids.iter().skip(bids.len().saturating_sub(limit));
    json!({
        "asks": asks.iter().take(limit).map(level).collect::<Vec<_>>(),
        "bids": bids.map(level).collect::<Vec<_>>(),
        "lastUpdateId": update_id.to_string(),
        "timestamp": now.as_millis().saturating_mul(1000),
    })
}

/// Formats a decimal without trailing zeros.
pub(crate) fn text(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Returns a time as the history has it: `2026-09-01T17:54:04.094`, in UTC, without a zone.
///
/// A time after the year 9999 becomes the last one that has this form.
fn utc_date_time(at: Timestamp) -> String {
    let at = i64::try_from(at.as_millis())
        .ok()
        .and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok())
        .unwrap_or(jiff::Timestamp::MAX);
    format!("{:.3}", Offset::UTC.to_datetime(at))
}

fn common(order: &Order) -> Map<String, Value> {
    let mut fields = Map::new();
    for name in NULLS {
        fields.insert(name.to_owned(), Value::Null);
    }
    for (name, value) in [
        ("clientId", order.client_id.into()),
        ("executedQuantity", text(order.executed).into()),
        ("executedQuoteQuantity", text(order.executed_quote).into()),
        ("id", order.id().into()),
        ("orderType", json!(order.kind)),
        ("selfTradePrevention", order.self_trade_prevention().into()),
        ("side", json!(order.side)),
        ("status", json!(order.status)),
        ("symbol", order.symbol().into()),
        ("timeInForce", json!(order.time_in_force)),
    ] {
        fields.insert(name.to_owned(), value);
    }
    fields
}

fn slippage(fields: &mut Map<String, Value>, order: &Order) {
    let extras = &order.extras;
    for (name, value) in [
        ("slippageTolerance", &extras.slippage_tolerance),
        ("slippageToleranceType", &extras.slippage_tolerance_type),
    ] {
        fields.insert(name.to_owned(), value.clone().into());
    }
}

/// Returns the requested or executed quote quantity of a market order (captured 2025-09); the value of a limit order at
/// its price (captured 2026-09).
fn quote_quantity(order: &Order) -> Option<Decimal> {
    match (order.price, order.quantity) {
        (Some(price), Some(quantity)) => mul(price, quantity).ok(),
        _ => Some(order.quote_quantity.unwrap_or(order.executed_quote)),
    }
}

fn decimal(value: Option<Decimal>) -> Value {
    value.map(text).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_the_history_have_three_decimals() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000"),
            (951_782_400_000, "2000-02-29T00:00:00.000"),
            (1_788_285_244_094, "2026-09-01T17:54:04.094"),
            (1_788_285_244_100, "2026-09-01T17:54:04.100"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000"),
            (u64::MAX, "9999-12-30T22:00:00.999"),
        ] {
            assert_eq!(utc_date_time(Timestamp::from_millis(millis)), text);
        }
    }
}
