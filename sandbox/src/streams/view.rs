//! The book as the streams have reported it, which turns its changes into events.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use backpack_signing::Timestamp;
use rust_decimal::Decimal;
use tokio::time::Instant;

use super::event::{self, Statistics, Trade};
use super::log::{Log, Subscribed, push};
use super::name::WINDOWS;
use crate::book::{BookChange, BookEvent, Fill, Ledger, Order, Side};

/// Changes of the book were dropped before they were reported.
#[derive(Debug)]
pub(crate) struct Overrun;

pub(crate) struct View {
    /// The sequence number of the last reported change.
    cursor: u64,
    initial_margin: Decimal,
    markets: BTreeMap<String, MarketView>,
    /// The ids of the open positions.
    positions: BTreeSet<u64>,
    /// The levels that aggregated depth streams have not reported, by stream.
    aggregates: BTreeMap<String, Aggregate>,
    next_second: Instant,
}

#[derive(Default)]
struct MarketView {
    bids: BTreeMap<Decimal, Decimal>,
    asks: BTreeMap<Decimal, Decimal>,
    price: Option<Decimal>,
    statistics: Statistics,
}

type Level = Option<(Decimal, Decimal)>;

impl MarketView {
    fn best(&self) -> (Level, Level) {
        let level = |(price, quantity): (&Decimal, &Decimal)| (*price, *quantity);
        let bid = self.bids.last_key_value().map(level);
        (bid, self.asks.first_key_value().map(level))
    }
}

struct Aggregate {
    symbol: String,
    due: Instant,
    first: u64,
    last: u64,
    engine: Timestamp,
    bids: BTreeMap<Decimal, Decimal>,
    asks: BTreeMap<Decimal, Decimal>,
}

const SECOND: Duration = Duration::from_secs(1);

impl View {
    /// Reads the present state of the book.
    pub(crate) fn new(ledger: &Ledger) -> Self {
        let mut markets = BTreeMap::new();
        for market in ledger.markets() {
            let view = MarketView {
                bids: ledger.levels(market, Side::Bid),
                asks: ledger.levels(market, Side::Ask),
                price: market.price,
                statistics: Statistics::default(),
            };
            markets.insert(market.symbol.as_str().to_owned(), view);
        }
        let positions = ledger.positions().open();
        Self {
            cursor: ledger.events().sequence(),
            initial_margin: ledger.initial_margin(),
            markets,
            positions: positions.map(|position| position.number()).collect(),
            aggregates: BTreeMap::new(),
            next_second: Instant::now() + SECOND,
        }
    }

    pub(crate) const fn cursor(&self) -> u64 {
        self.cursor
    }

    /// Reports the changes of the book since the last call.
    pub(crate) fn report(
        &mut self,
        ledger: &Ledger,
        log: &mut Log,
        now: Timestamp,
    ) -> Result<(), Overrun> {
        let changes = ledger.events().after(self.cursor);
        let Some(first) = changes.first() else {
            return Ok(());
        };
        if first.sequence() != self.cursor + 1 {
            let statistics = std::mem::take(&mut self.markets);
            *self = Self::new(ledger);
            for (symbol, view) in statistics {
                self.markets.entry(symbol).or_default().statistics = view.statistics;
            }
            return Err(Overrun);
        }
        for change in &changes {
            self.cursor = change.sequence();
            self.change(change, log, now);
        }
        Ok(())
    }

    fn change(&mut self, event: &BookEvent, log: &mut Log, now: Timestamp) {
        let at = event.at();
        match event.change() {
            BookChange::OrderAccepted(order) => {
                self.order("orderAccepted", order, None, log, (now, at))
            }
            BookChange::OrderCancelled(order) => {
                self.order("orderCancelled", order, None, log, (now, at));
            }
            BookChange::OrderExpired(order) => {
                self.order("orderExpired", order, None, log, (now, at))
            }
            BookChange::OrderFilled(order, fill) => {
                self.order("orderFill", order, Some(fill), log, (now, at));
                self.trade(&Trade::of_fill(fill), log, (now, at));
            }
            BookChange::Trade {
                symbol,
                taker,
                price,
                quantity,
                trade_id,
            } => {
                let trade = Trade {
                    symbol,
                    id: *trade_id,
                    price: *price,
                    quantity: *quantity,
                    seller: "0".to_owned(),
                    buyer: "0".to_owned(),
                    buyer_is_maker: *taker == Side::Ask,
                };
                self.trade(&trade, log, (now, at));
            }
            BookChange::Position(position) => {
                let number = position.number();
                let kind = if position.quantity().is_zero() {
                    self.positions.remove(&number);
                    "positionClosed"
                } else if self.positions.insert(number) {
                    "positionOpened"
                } else {
                    "positionAdjusted"
                };
                let margin = self.initial_margin;
                let data = event::position_update(Some(kind), position, margin, log.times(now, at));
                let scope = format!("account.positionUpdate.{}", position.symbol());
                push(log, "account.positionUpdate", Some(scope), &data);
            }
            BookChange::Balance { asset, balance } => {
                let data = event::balance_update(asset, *balance, log.times(now, at));
                push(log, "account.balanceUpdate", None, &data);
            }
            BookChange::Level {
                symbol,
                side,
                price,
                quantity,
                update_id,
            } => self.level(
                symbol,
                (*side, *price, *quantity),
                *update_id,
                log,
                (now, at),
            ),
            BookChange::Price { symbol, price } => {
                self.markets.entry(symbol.clone()).or_default().price = Some(*price);
            }
        }
    }

    fn order(
        &self,
        kind: &str,
        order: &Order,
        fill: Option<&Fill>,
        log: &mut Log,
        (now, at): (Timestamp, Timestamp),
    ) {
        let data = event::order_update(kind, order, fill, log.times(now, at));
        let scope = format!("account.orderUpdate.{}", order.symbol());
        push(log, "account.orderUpdate", Some(scope), &data);
    }

    fn trade(&mut self, trade: &Trade<'_>, log: &mut Log, (now, at): (Timestamp, Timestamp)) {
        let market = self.markets.entry(trade.symbol.to_owned()).or_default();
        market.statistics.add(trade.price, trade.quantity);
        let data = trade.data(log.times(now, at));
        push(log, format!("trade.{}", trade.symbol), None, &data);
    }

    fn level(
        &mut self,
        symbol: &str,
        (side, price, quantity): (Side, Decimal, Decimal),
        update_id: u64,
        log: &mut Log,
        (now, at): (Timestamp, Timestamp),
    ) {
        let market = self.markets.entry(symbol.to_owned()).or_default();
        let before = market.best();
        let levels = match side {
            Side::Bid => &mut market.bids,
            Side::Ask => &mut market.asks,
        };
        if quantity.is_zero() {
            levels.remove(&price);
        } else {
            levels.insert(price, quantity);
        }
        let (bid, ask) = market.best();
        let times = log.times(now, at);
        let mut rows = std::iter::once((price, quantity));
        let mut none = std::iter::empty();
        let data = match side {
            Side::Bid => event::depth(symbol, &mut rows, &mut none, (update_id, update_id), times),
            Side::Ask => event::depth(symbol, &mut none, &mut rows, (update_id, update_id), times),
        };
        push(log, format!("depth.{symbol}"), None, &data);
        if (bid, ask) != before {
            let times = log.times(now, at);
            let data = event::book_ticker(symbol, bid, ask, update_id, times);
            push(log, format!("bookTicker.{symbol}"), None, &data);
        }
        for window in WINDOWS {
            let stream = format!("depth.{window}ms.{symbol}");
            let aggregate = self.aggregates.entry(stream).or_insert_with(|| Aggregate {
                symbol: symbol.to_owned(),
                due: Instant::now() + Duration::from_millis(window),
                first: update_id,
                last: update_id,
                engine: at,
                bids: BTreeMap::new(),
                asks: BTreeMap::new(),
            });
            (aggregate.last, aggregate.engine) = (update_id, at);
            match side {
                Side::Bid => aggregate.bids.insert(price, quantity),
                Side::Ask => aggregate.asks.insert(price, quantity),
            };
        }
    }

    /// Returns the time of the next event that depends on the time alone.
    pub(crate) fn deadline(&self, subscribed: &Subscribed<'_>) -> Option<Instant> {
        let is_ticking = ["markPrice", "ticker"]
            .iter()
            .any(|kind| subscribed.symbols(kind).next().is_some());
        let second = is_ticking.then_some(self.next_second);
        let windows = self.aggregates.values().map(|aggregate| aggregate.due);
        windows.chain(second).min()
    }

    /// Sends the events that are due.
    pub(crate) fn tick(&mut self, log: &mut Log, subscribed: &Subscribed<'_>, now: Timestamp) {
        let instant = Instant::now();
        let aggregates = std::mem::take(&mut self.aggregates).into_iter();
        let (due, rest) = aggregates.partition(|(_, aggregate)| aggregate.due <= instant);
        self.aggregates = rest;
        let due: BTreeMap<String, Aggregate> = due;
        for (stream, mut aggregate) in due {
            let times = log.times(now, aggregate.engine);
            let ids = (aggregate.first, aggregate.last);
            let mut bids = std::mem::take(&mut aggregate.bids).into_iter();
            let mut asks = std::mem::take(&mut aggregate.asks).into_iter();
            let data = event::depth(&aggregate.symbol, &mut bids, &mut asks, ids, times);
            push(log, stream, None, &data);
        }
        if self.next_second > instant {
            return;
        }
        self.next_second = instant + SECOND;
        for symbol in subscribed.symbols("markPrice") {
            if let Some(price) = self.markets.get(symbol).and_then(|market| market.price) {
                let data = event::mark_price(symbol, price, log.times(now, now));
                push(log, format!("markPrice.{symbol}"), None, &data);
            }
        }
        for symbol in subscribed.symbols("ticker") {
            let times = log.times(now, now);
            let market = self.markets.get(symbol);
            if let Some(data) = market.and_then(|m| m.statistics.data(symbol, times.event)) {
                push(log, format!("ticker.{symbol}"), None, &data);
            }
        }
    }
}
