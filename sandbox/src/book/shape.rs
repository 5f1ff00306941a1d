//! Orders and fills as the exchange writes them: what is optional comes as an explicit null.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::amount::mul;
use super::date::utc_date_time;
use super::order::{Fill, Order, OrderKind, OrderStatus, TimeInForce};

/// What the book never has.
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

/// An order as it stands: `LimitOrder` or `MarketOrder`.
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

/// An order of the history: `Order`.
pub(crate) fn past_order(order: &Order) -> Value {
    let mut fields = common(order);
    let is_limit = order.kind == OrderKind::Limit;
    let expiry = match (order.status, order.time_in_force) {
        (OrderStatus::Expired, TimeInForce::ImmediateOrCancel) => "ImmediateOrCancel".into(),
        (OrderStatus::Expired, TimeInForce::FillOrKill) => "FillOrKill".into(),
        _ => Value::Null,
    };
    fields.insert(
        "createdAt".to_owned(),
        utc_date_time(order.created_at).into(),
    );
    fields.insert("expiryReason".to_owned(), expiry);
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

/// A fill: `OrderFill`.
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

/// Without trailing zeros, as the exchange writes decimals.
pub(crate) fn text(value: Decimal) -> String {
    value.normalize().to_string()
}

fn common(order: &Order) -> Map<String, Value> {
    let mut fields = Map::new();
    for name in NULLS {
        fields.insert(name.to_owned(), Value::Null);
    }
    let prevention = &order.extras.self_trade_prevention;
    for (name, value) in [
        ("clientId", order.client_id.into()),
        ("executedQuantity", text(order.executed).into()),
        ("executedQuoteQuantity", text(order.executed_quote).into()),
        ("id", order.id().into()),
        ("orderType", json!(order.kind)),
        (
            "selfTradePrevention",
            prevention.as_deref().unwrap_or("RejectTaker").into(),
        ),
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

/// What a market order was for, or has made (captured 2025-09); what a limit order is worth at its price (captured
/// 2026-09).
fn quote_quantity(order: &Order) -> Option<Decimal> {
    match (order.price, order.quantity) {
        (Some(price), Some(quantity)) => mul(price, quantity).ok(),
        _ => Some(order.quote_quantity.unwrap_or(order.executed_quote)),
    }
}

fn decimal(value: Option<Decimal>) -> Value {
    value.map(text).into()
}
