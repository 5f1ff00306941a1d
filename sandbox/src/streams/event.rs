//! Events as the exchange sends them.

use backpack_signing::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::book::{Balance, Fill, Order, OrderKind, Position, Side};

/// An event of a stream. From [`StreamHandle::events`](super::StreamHandle::events).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamEvent {
    pub(crate) sequence: u64,
    pub(crate) number: u64,
    pub(crate) stream: String,
    /// The name of the stream of one symbol that receives the event too.
    pub(crate) scope: Option<String>,
    pub(crate) data: String,
}

impl StreamEvent {
    /// Returns the number of the event among those of all streams and scripted frames, counted from 1.
    #[must_use]
    pub const fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Returns the number of the event in its stream, counted from 1 without a gap.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Returns the name of the stream. Private events also belong to the stream of their symbol, and have one number.
    #[must_use]
    pub fn stream(&self) -> &str {
        &self.stream
    }

    /// Returns the value of `data` in the frame, as JSON.
    #[must_use]
    pub fn data(&self) -> &str {
        &self.data
    }

    /// Returns the frame under one of the names of the stream.
    pub(crate) fn frame(&self, name: &str) -> String {
        frame(name, &self.data)
    }
}

/// Returns the frame of an event.
pub(crate) fn frame(name: &str, data: &str) -> String {
    format!(r#"{{"data":{data},"stream":{}}}"#, Value::from(name))
}

/// The times of an event, in Unix microseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) event: u64,
    pub(crate) engine: u64,
}

/// Returns a time in microseconds.
pub(crate) const fn micros(at: Timestamp) -> u64 {
    at.as_millis().saturating_mul(1000)
}

pub(crate) fn text(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Levels with their quantities.
pub(crate) type Levels<'a> = &'a mut dyn Iterator<Item = (Decimal, Decimal)>;

pub(crate) fn depth(
    symbol: &str,
    bids: Levels<'_>,
    asks: Levels<'_>,
    (first, last): (u64, u64),
    times: Times,
) -> Value {
    let rows = |levels: Levels<'_>| {
        levels
            .map(|(price, quantity)| json!([text(price), text(quantity)]))
            .collect::<Vec<_>>()
    };
    json!({
        "E": times.event, "T": times.engine, "U": first, "a": rows(asks), "b": rows(bids), "e": "depth", "s": symbol,
        "u": last,
    })
}

pub(crate) fn book_ticker(
    symbol: &str,
    bid: Option<(Decimal, Decimal)>,
    ask: Option<(Decimal, Decimal)>,
    update_id: u64,
    times: Times,
) -> Value {
    let price = |level: Option<(Decimal, Decimal)>| level.map(|(price, _)| text(price));
    let quantity = |level: Option<(Decimal, Decimal)>| level.map(|(_, quantity)| text(quantity));
    json!({
        "A": quantity(ask), "B": quantity(bid), "E": times.event, "T": times.engine, "a": price(ask), "b": price(bid),
        "e": "bookTicker", "s": symbol, "u": update_id,
    })
}

/// A trade, with the ids of the orders of seller and buyer.
pub(crate) struct Trade<'a> {
    pub(crate) symbol: &'a str,
    pub(crate) id: u64,
    pub(crate) price: Decimal,
    pub(crate) quantity: Decimal,
    pub(crate) seller: String,
    pub(crate) buyer: String,
    pub(crate) buyer_is_maker: bool,
}

impl<'a> Trade<'a> {
    /// Creates the trade of a fill of the account. The order of the other participant has the id 0.
    pub(crate) fn of_fill(fill: &'a Fill) -> Self {
        let (own, other) = (fill.order_id(), "0".to_owned());
        let (seller, buyer) = match fill.side() {
            Side::Bid => (other, own),
            Side::Ask => (own, other),
        };
        Self {
            symbol: fill.symbol(),
            id: fill.trade_id(),
            price: fill.price(),
            quantity: fill.quantity(),
            seller,
            buyer,
            buyer_is_maker: (fill.side() == Side::Bid) == fill.is_maker(),
        }
    }

    pub(crate) fn data(&self, times: Times) -> Value {
        json!({
            "E": times.event, "T": times.engine, "a": self.seller, "b": self.buyer, "e": "trade",
            "m": self.buyer_is_maker, "p": text(self.price), "q": text(self.quantity), "s": self.symbol, "t": self.id,
        })
    }
}

/// Returns the data of the mark price of a future, which is its index price too, and has no funding. The next funding
/// is at the full hour.
pub(crate) fn mark_price(symbol: &str, price: Decimal, times: Times) -> Value {
    const HOUR: u64 = 3_600_000;

    let next = (times.event / 1000 / HOUR).saturating_add(1);
    json!({
        "E": times.event, "T": times.engine, "e": "markPrice", "f": "0", "i": text(price),
        "n": next.saturating_mul(HOUR), "p": text(price), "s": symbol,
    })
}

/// The trades of a market since the first connection.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Statistics {
    first: Decimal,
    last: Decimal,
    high: Decimal,
    low: Decimal,
    volume: Decimal,
    quote_volume: Decimal,
    trades: u64,
}

impl Statistics {
    pub(crate) fn add(&mut self, price: Decimal, quantity: Decimal) {
        if self.trades == 0 {
            (self.first, self.high, self.low) = (price, price, price);
        }
        self.last = price;
        self.high = self.high.max(price);
        self.low = self.low.min(price);
        self.volume = self.volume.saturating_add(quantity);
        let value = price.saturating_mul(quantity);
        self.quote_volume = self.quote_volume.saturating_add(value);
        self.trades += 1;
    }

    /// Returns the data of the event; `None` before the first trade.
    pub(crate) fn data(&self, symbol: &str, event_time: u64) -> Option<Value> {
        (self.trades > 0).then(|| {
            json!({
                "E": event_time, "V": text(self.quote_volume), "c": text(self.last), "e": "ticker",
                "h": text(self.high), "l": text(self.low), "n": self.trades, "o": text(self.first), "s": symbol,
                "v": text(self.volume),
            })
        })
    }
}

/// Returns the data of the state of an order. Absent fields are left out, except `t`.
pub(crate) fn order_update(kind: &str, order: &Order, fill: Option<&Fill>, times: Times) -> Value {
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    set("e", kind.into());
    set("E", times.event.into());
    set("T", times.engine.into());
    set("s", order.symbol().into());
    set("S", json!(order.side()));
    let is_limit = order.kind() == OrderKind::Limit;
    set("o", if is_limit { "LIMIT" } else { "MARKET" }.into());
    set("f", json!(order.time_in_force));
    set("V", order.self_trade_prevention().into());
    set("X", json!(order.status()));
    set("i", order.id().into());
    set("z", text(order.executed_quantity()).into());
    set("Z", text(order.executed_quote_quantity()).into());
    set("O", "USER".into());
    set("r", order.is_reduce_only().into());
    set("t", fill.map(Fill::trade_id).into());
    if let Some(client_id) = order.client_id() {
        set("c", client_id.into());
    }
    if let Some(quantity) = order.quantity() {
        set("q", text(quantity).into());
    }
    let value = match (order.price(), order.quantity()) {
        (Some(price), Some(quantity)) => price.checked_mul(quantity),
        _ => order.quote_quantity(),
    };
    if let Some(value) = value {
        set("Q", text(value).into());
    }
    if let Some(price) = order.price() {
        set("p", text(price).into());
        set("y", order.is_post_only().into());
    }
    if let Some(reason) = order.expiry_reason() {
        set("R", reason.into());
    }
    if let Some(fill) = fill {
        set("l", text(fill.quantity()).into());
        set("L", text(fill.price()).into());
        set("m", fill.is_maker().into());
        set("n", text(fill.fee()).into());
        set("N", fill.fee_asset().into());
    }
    Value::Object(fields)
}

/// Returns the data of the state of a position. Its exposure is that of the position without open orders. `kind` is
/// absent in the events that follow a subscription.
pub(crate) fn position_update(
    kind: Option<&str>,
    position: &Position,
    initial_margin: Decimal,
    times: Times,
) -> Value {
    let exposure = position.quantity().abs();
    let notional = exposure.saturating_mul(position.mark_price());
    let half = initial_margin.saturating_mul(Decimal::new(5, 1));
    let mut data = json!({
        "B": text(position.entry_price()), "E": times.event, "M": text(position.mark_price()),
        "P": text(position.unrealized_pnl()), "Q": text(exposure), "T": times.engine,
        "b": text(position.break_even_price()), "f": text(initial_margin), "i": position.number(), "l": "0",
        "m": text(half), "n": text(notional), "p": text(position.realized_pnl()), "q": text(position.quantity()),
        "s": position.symbol(),
    });
    if let (Some(kind), Value::Object(fields)) = (kind, &mut data) {
        fields.insert("e".to_owned(), kind.into());
    }
    data
}

pub(crate) fn balance_update(asset: &str, balance: Balance, times: Times) -> Value {
    json!({
        "A": text(balance.available()), "E": times.event, "L": text(balance.locked()), "S": "0", "T": times.engine,
        "a": asset, "e": "balanceUpdate",
    })
}
