//! The operations that the book supports.

use backpack_signing::Timestamp;
use serde_json::{Map, Value};

use super::ledger::Ledger;
use super::live::LiveBook;
use super::market::MarketType;
use super::order::{Fill, Order};
use super::page::Paging;
use super::payload::{self, CancelAllPayload, CancelPayload, NewOrder};
use super::rejection::Rejection;
use super::response::{self, ok};
use super::side::Side;
use crate::request::ReceivedRequest;
use crate::response::Response;

/// Executes a request that has passed the checks; `None` when the book does not support its operation.
pub(crate) fn execute(
    book: &LiveBook,
    operation_id: &str,
    request: &ReceivedRequest,
    now: Timestamp,
) -> Option<Response> {
    let outcome = match operation_id {
        "execute_order" => book.change(|ledger| execute_order(ledger, request, now)),
        "execute_order_batch" => book.change(|ledger| execute_order_batch(ledger, request, now)),
        "cancel_order" => book.change(|ledger| cancel_order(ledger, request, now)),
        "cancel_open_orders" => book.change(|ledger| cancel_open_orders(ledger, request, now)),
        "get_order" => book.read(|ledger| get_order(ledger, request)),
        "get_open_orders" => book.read(|ledger| Ok(get_open_orders(ledger, request))),
        "get_fills" => book.read(|ledger| get_fills(ledger, request)),
        "get_order_history" => book.read(|ledger| get_order_history(ledger, request)),
        "get_balances" => book.read(|ledger| Ok(ok(&response::balances(ledger.account())))),
        "get_positions" => book.read(|ledger| get_positions(ledger, request)),
        "get_depth" => book.read(|ledger| get_depth(ledger, request, now)),
        _ => return None,
    };
    Some(outcome.unwrap_or_else(Rejection::into_response))
}

type Outcome = Result<Response, Rejection>;

fn execute_order(ledger: &mut Ledger, request: &ReceivedRequest, now: Timestamp) -> Outcome {
    let new = NewOrder::read(payload::read(request.body())?)?;
    Ok(ok(&response::order(ledger.place(new, now)?)))
}

fn execute_order_batch(ledger: &mut Ledger, request: &ReceivedRequest, now: Timestamp) -> Outcome {
    let payloads: Vec<Value> = payload::read(request.body())?;
    let results: Vec<Value> = payloads
        .into_iter()
        .map(|payload| {
            let placed = NewOrder::read(payload).and_then(|new| ledger.place(new, now));
            match placed {
                Ok(order) => {
                    let mut fields = response::order(order);
                    fields.insert("operation".to_owned(), "Ok".into());
                    Value::Object(fields)
                }
                Err(rejection) => rejection.into_result(),
            }
        })
        .collect();
    Ok(ok(&results))
}

fn get_order(ledger: &Ledger, request: &ReceivedRequest) -> Outcome {
    let symbol = request.query_value("symbol").unwrap_or_default();
    // The check against the document has parsed it.
    let client_id = request.query_value("clientId").map(str::parse).transpose();
    let client_id =
        client_id.map_err(|_| Rejection::InvalidRequest("clientId is out of range".to_owned()))?;
    let order = ledger.find_open(symbol, request.query_value("orderId"), client_id)?;
    Ok(ok(&response::order(order)))
}

fn get_open_orders(ledger: &Ledger, request: &ReceivedRequest) -> Response {
    let filter = Filter::read(request);
    let open: Vec<Map<String, Value>> = ledger
        .open_orders()
        .filter(|order| filter.includes_order(order))
        .map(response::order)
        .collect();
    ok(&open)
}

fn cancel_order(ledger: &mut Ledger, request: &ReceivedRequest, now: Timestamp) -> Outcome {
    let payload: CancelPayload = payload::read(request.body())?;
    let order_id = payload.order_id.as_deref();
    let id = ledger
        .find_open(&payload.symbol, order_id, payload.client_id)?
        .id();
    Ok(ok(&cancel(ledger, &id, now)?))
}

fn cancel_open_orders(ledger: &mut Ledger, request: &ReceivedRequest, now: Timestamp) -> Outcome {
    let payload: CancelAllPayload = payload::read(request.body())?;
    let mut cancelled = Vec::new();
    // The book has no conditional orders.
    if payload.order_type.as_deref() != Some("ConditionalOrder") {
        let open: Vec<String> = ledger
            .open_orders()
            .filter(|order| order.symbol() == payload.symbol)
            .map(Order::id)
            .collect();
        for id in open {
            cancelled.push(cancel(ledger, &id, now)?);
        }
    }
    Ok(ok(&cancelled))
}

/// Cancels an open order.
fn cancel(ledger: &mut Ledger, id: &str, now: Timestamp) -> Result<Map<String, Value>, Rejection> {
    let order = ledger.cancel(id, now).map_err(|_| Rejection::NotFound)?;
    Ok(response::order(order))
}

fn get_fills(ledger: &Ledger, request: &ReceivedRequest) -> Outcome {
    let paging = Paging::read(|name| request.query_value(name))?;
    let filter = Filter::read(request);
    let fills = ledger.fills().iter();
    let rows: Vec<&Fill> = fills.filter(|fill| filter.includes_fill(fill)).collect();
    Ok(paging.respond(rows, response::fill))
}

fn get_order_history(ledger: &Ledger, request: &ReceivedRequest) -> Outcome {
    let paging = Paging::read(|name| request.query_value(name))?;
    let filter = Filter::read(request);
    let orders = ledger.orders().iter();
    let rows: Vec<&Order> = orders
        .filter(|order| filter.includes_order(order))
        .collect();
    Ok(paging.respond(rows, response::historical_order))
}

fn get_positions(ledger: &Ledger, request: &ReceivedRequest) -> Outcome {
    let filter = Filter::read(request);
    let mut rows = Vec::new();
    for position in ledger.positions().open() {
        if filter.includes_market(position.symbol(), MarketType::Perp) {
            let market = ledger.market(position.symbol())?;
            let exposure = ledger.exposure(&market, None)?;
            let fraction = ledger.initial_margin();
            rows.push(response::position(position, exposure, fraction)?);
        }
    }
    Ok(ok(&rows))
}

fn get_depth(ledger: &Ledger, request: &ReceivedRequest, now: Timestamp) -> Outcome {
    const MAX_LEVELS: usize = 1000;

    let market = ledger.market(request.query_value("symbol").unwrap_or_default())?;
    let limit = request.query_value("limit").map(str::parse);
    let limit = limit.and_then(Result::ok).unwrap_or(MAX_LEVELS);
    let [bids, asks] = [Side::Bid, Side::Ask].map(|side| ledger.levels(&market, side));
    Ok(ok(&response::depth(
        &bids,
        &asks,
        limit,
        market.update_id,
        now,
    )))
}

/// The rows of a list that the query parameters select.
struct Filter<'a> {
    symbol: Option<&'a str>,
    order_id: Option<&'a str>,
    from: Option<u64>,
    to: Option<u64>,
    market_types: Vec<&'a str>,
    /// `false` for a query of what the book does not have: strategies, and orders of the exchange itself.
    possible: bool,
}

impl<'a> Filter<'a> {
    fn read(request: &'a ReceivedRequest) -> Self {
        // The check against the document has parsed them.
        let time = |name| request.query_value(name).and_then(|text| text.parse().ok());
        let market_types = request.query().iter();
        let user = request.query_value("fillType").is_none_or(|t| t == "User");
        Self {
            symbol: request.query_value("symbol"),
            order_id: request.query_value("orderId"),
            from: time("from"),
            to: time("to"),
            market_types: market_types
                .filter(|(name, _)| name == "marketType")
                .map(|(_, value)| value.as_str())
                .collect(),
            possible: user && request.query_value("strategyId").is_none(),
        }
    }

    fn includes_order(&self, order: &Order) -> bool {
        self.includes(order.symbol(), order.symbol.market_type(), order.number)
    }

    fn includes_fill(&self, fill: &Fill) -> bool {
        let at = fill.at.as_millis();
        self.includes(fill.symbol(), fill.symbol.market_type(), fill.order)
            && self.from.is_none_or(|from| at >= from)
            && self.to.is_none_or(|to| at < to)
    }

    fn includes(&self, symbol: &str, market_type: MarketType, order: u64) -> bool {
        self.possible
            && self.includes_market(symbol, market_type)
            && self.order_id.is_none_or(|id| id == order.to_string())
    }

    fn includes_market(&self, symbol: &str, market_type: MarketType) -> bool {
        let types = &self.market_types;
        self.symbol.is_none_or(|wanted| wanted == symbol)
            && (types.is_empty() || types.contains(&market_type.as_str()))
    }
}
