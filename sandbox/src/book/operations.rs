//! The operations that the book plays.

use std::sync::{Mutex, MutexGuard, PoisonError};

use backpack_signing::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::Book;
use super::error::BookError;
use super::ledger::Ledger;
use super::order::{Fill, Order};
use super::page::{self, Paging};
use super::payload::{self, CancelAllPayload, CancelPayload, NewOrder};
use super::refusal::Refusal;
use super::shape;
use crate::record::ReceivedRequest;
use crate::reply::Reply;

pub(crate) struct LiveBook(Mutex<Ledger>);

impl LiveBook {
    pub(crate) fn new(book: Book) -> Result<Self, BookError> {
        Ok(Self(Mutex::new(Ledger::new(book)?)))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Ledger> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Carries a request out that has passed the checks; `None` when the book does not play its operation.
    pub(crate) fn answer(
        &self,
        operation_id: &str,
        request: &ReceivedRequest,
        now: Timestamp,
    ) -> Option<Reply> {
        let ledger = &mut *self.lock();
        let answer = match operation_id {
            "execute_order" => execute_order(ledger, request, now),
            "execute_order_batch" => execute_order_batch(ledger, request, now),
            "get_order" => get_order(ledger, request),
            "get_open_orders" => Ok(get_open_orders(ledger, request)),
            "cancel_order" => cancel_order(ledger, request),
            "cancel_open_orders" => cancel_open_orders(ledger, request),
            "get_fills" => get_fills(ledger, request),
            "get_order_history" => get_order_history(ledger, request),
            "get_balances" => Ok(get_balances(ledger)),
            _ => return None,
        };
        Some(answer.unwrap_or_else(Refusal::into_reply))
    }
}

type Answer = Result<Reply, Refusal>;

fn execute_order(ledger: &mut Ledger, request: &ReceivedRequest, now: Timestamp) -> Answer {
    let new = NewOrder::read(payload::read(request.body())?)?;
    Ok(page::json(&shape::order(ledger.place(new, now)?)))
}

fn execute_order_batch(ledger: &mut Ledger, request: &ReceivedRequest, now: Timestamp) -> Answer {
    let payloads: Vec<Value> = payload::read(request.body())?;
    let results: Vec<Value> = payloads
        .into_iter()
        .map(|payload| {
            let placed = NewOrder::read(payload).and_then(|new| ledger.place(new, now));
            match placed {
                Ok(order) => {
                    let mut fields = shape::order(order);
                    fields.insert("operation".to_owned(), "Ok".into());
                    Value::Object(fields)
                }
                Err(refusal) => refusal.into_result(),
            }
        })
        .collect();
    Ok(page::json(&results))
}

fn get_order(ledger: &Ledger, request: &ReceivedRequest) -> Answer {
    let symbol = request.query_value("symbol").unwrap_or_default();
    // Its form has been checked against the document.
    let client_id = request.query_value("clientId").map(str::parse).transpose();
    let client_id =
        client_id.map_err(|_| Refusal::InvalidRequest("clientId is out of range".to_owned()))?;
    let order = ledger.find_open(symbol, request.query_value("orderId"), client_id)?;
    Ok(page::json(&shape::order(order)))
}

fn get_open_orders(ledger: &Ledger, request: &ReceivedRequest) -> Reply {
    let filter = Filter::read(request);
    let open: Vec<Map<String, Value>> = ledger
        .orders()
        .iter()
        .filter(|order| order.is_open() && filter.takes_order(order))
        .map(shape::order)
        .collect();
    page::json(&open)
}

fn cancel_order(ledger: &mut Ledger, request: &ReceivedRequest) -> Answer {
    let asked: CancelPayload = payload::read(request.body())?;
    let found = ledger.find_open(&asked.symbol, asked.order_id.as_deref(), asked.client_id)?;
    let id = found.id();
    Ok(page::json(&shape::order(cancel(ledger, &id)?)))
}

fn cancel_open_orders(ledger: &mut Ledger, request: &ReceivedRequest) -> Answer {
    let asked: CancelAllPayload = payload::read(request.body())?;
    let mut cancelled = Vec::new();
    // The book has no conditional orders.
    if asked.order_type.as_deref() != Some("ConditionalOrder") {
        let open: Vec<String> = ledger
            .orders()
            .iter()
            .filter(|order| order.is_open() && order.symbol() == asked.symbol)
            .map(Order::id)
            .collect();
        for id in open {
            cancelled.push(shape::order(cancel(ledger, &id)?));
        }
    }
    Ok(page::json(&cancelled))
}

/// Cancels an order that is known to be open.
fn cancel<'a>(ledger: &'a mut Ledger, id: &str) -> Result<&'a Order, Refusal> {
    ledger.cancel(id).map_err(|_| Refusal::NotFound)
}

fn get_fills(ledger: &Ledger, request: &ReceivedRequest) -> Answer {
    let paging = Paging::read(|name| request.query_value(name))?;
    let filter = Filter::read(request);
    let fills = ledger.fills().iter();
    let rows: Vec<&Fill> = fills.filter(|fill| filter.takes_fill(fill)).collect();
    Ok(paging.reply(rows, shape::fill))
}

fn get_order_history(ledger: &Ledger, request: &ReceivedRequest) -> Answer {
    let paging = Paging::read(|name| request.query_value(name))?;
    let filter = Filter::read(request);
    let orders = ledger.orders().iter();
    let rows: Vec<&Order> = orders.filter(|order| filter.takes_order(order)).collect();
    Ok(paging.reply(rows, shape::past_order))
}

fn get_balances(ledger: &Ledger) -> Reply {
    let balances: Map<String, Value> = ledger
        .account()
        .balances()
        .iter()
        .map(|(asset, balance)| {
            let balance = json!({
                "available": shape::text(balance.available()),
                "locked": shape::text(balance.locked()),
                "staked": shape::text(Decimal::ZERO),
            });
            (asset.clone(), balance)
        })
        .collect();
    page::json(&balances)
}

/// What the parameters of a list let through.
struct Filter<'a> {
    symbol: Option<&'a str>,
    order_id: Option<&'a str>,
    from: Option<u64>,
    to: Option<u64>,
    /// Whether the book can have any such thing: it has no futures, no strategies, and no orders of the exchange's.
    possible: bool,
}

impl<'a> Filter<'a> {
    fn read(request: &'a ReceivedRequest) -> Self {
        // Their form has been checked against the document.
        let moment = |name| request.query_value(name).and_then(|text| text.parse().ok());
        let mut kinds = request
            .query()
            .iter()
            .filter(|(name, _)| name == "marketType")
            .peekable();
        let spot = kinds.peek().is_none() || kinds.any(|(_, kind)| kind == "SPOT");
        let user = request.query_value("fillType").is_none_or(|t| t == "User");
        Self {
            symbol: request.query_value("symbol"),
            order_id: request.query_value("orderId"),
            from: moment("from"),
            to: moment("to"),
            possible: spot && user && request.query_value("strategyId").is_none(),
        }
    }

    fn takes_order(&self, order: &Order) -> bool {
        self.takes(order.symbol(), order.number)
    }

    fn takes_fill(&self, fill: &Fill) -> bool {
        let at = fill.at.as_millis();
        self.takes(fill.symbol(), fill.order)
            && self.from.is_none_or(|from| at >= from)
            && self.to.is_none_or(|to| at <= to)
    }

    fn takes(&self, symbol: &str, order: u64) -> bool {
        self.possible
            && self.symbol.is_none_or(|wanted| wanted == symbol)
            && self.order_id.is_none_or(|id| id == order.to_string())
    }
}
