//! The state of the book and its changes, without HTTP.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use backpack_signing::Timestamp;
use rust_decimal::Decimal;

use super::account::Account;
use super::amount::{Inexact, add, mul, sub};
use super::config::Book;
use super::error::BookError;
use super::event::{BookChange, EventLog};
use super::market::{Market, Matches, Symbol, Wanted};
use super::order::{Fill, Order, OrderKind, OrderStatus, TimeInForce};
use super::payload::{NewOrder, Terms};
use super::position::{Position, Positions};
use super::rejection::Rejection;
use super::side::Side;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ledger {
    account: Account,
    positions: Positions,
    markets: BTreeMap<String, Market>,
    fee_rate: Decimal,
    initial_margin: Decimal,
    /// The order with the number n is at n - 1.
    orders: Vec<Order>,
    /// The numbers of the open orders.
    open: BTreeSet<u64>,
    fills: Vec<Fill>,
    events: EventLog,
}

/// A change of one order and what follows from it. It is applied whole, or dropped.
struct Draft {
    account: Account,
    positions: Positions,
    market: Market,
    order: Order,
    fills: Vec<Fill>,
    /// The changes of the order, and then those of positions.
    changes: Vec<BookChange>,
    moved: Vec<Position>,
    /// The levels that change.
    levels: Vec<(Side, Decimal)>,
}

impl Ledger {
    pub(crate) fn new(book: Book, now: Timestamp) -> Result<Self, BookError> {
        for (asset, quantity) in &book.balances {
            if *quantity < Decimal::ZERO {
                return Err(BookError::Balance {
                    asset: asset.clone(),
                    quantity: *quantity,
                });
            }
        }
        if !(Decimal::ZERO..Decimal::ONE).contains(&book.fee_rate) {
            return Err(BookError::FeeRate {
                rate: book.fee_rate,
            });
        }
        let fraction = book.initial_margin;
        if fraction <= Decimal::ZERO || fraction > Decimal::ONE {
            return Err(BookError::InitialMargin { fraction });
        }
        let mut ledger = Self {
            account: Account::new(book.balances),
            positions: Positions::default(),
            markets: BTreeMap::new(),
            fee_rate: book.fee_rate,
            initial_margin: fraction,
            orders: Vec::new(),
            open: BTreeSet::new(),
            fills: Vec::new(),
            events: EventLog::default(),
        };
        for (symbol, price) in book.prices {
            ledger.set_price(&symbol, price, now)?;
        }
        for (symbol, side, price, quantity) in book.levels {
            ledger.set_level(&symbol, side, price, quantity, now)?;
        }
        Ok(ledger)
    }

    pub(crate) const fn account(&self) -> &Account {
        &self.account
    }

    pub(crate) const fn positions(&self) -> &Positions {
        &self.positions
    }

    pub(crate) const fn initial_margin(&self) -> Decimal {
        self.initial_margin
    }

    pub(crate) fn orders(&self) -> &[Order] {
        &self.orders
    }

    pub(crate) fn open_orders(&self) -> impl Iterator<Item = &Order> {
        self.open.iter().filter_map(|number| self.numbered(*number))
    }

    pub(crate) fn fills(&self) -> &[Fill] {
        &self.fills
    }

    pub(crate) const fn events(&self) -> &EventLog {
        &self.events
    }

    /// Returns the order with this id.
    pub(crate) fn order(&self, id: &str) -> Option<&Order> {
        // Each number has one spelling.
        let number: u64 = id.parse().ok().filter(|n: &u64| n.to_string() == id)?;
        self.numbered(number)
    }

    fn numbered(&self, number: u64) -> Option<&Order> {
        self.orders.get(index(number)?)
    }

    /// Returns the open order of a market that has one of the two ids.
    pub(crate) fn find_open(
        &self,
        symbol: &str,
        order_id: Option<&str>,
        client_id: Option<u32>,
    ) -> Result<&Order, Rejection> {
        match (order_id, client_id) {
            (Some(id), None) => self
                .order(id)
                .filter(|order| order.is_open() && order.symbol() == symbol),
            (None, Some(client_id)) => self
                .open_orders()
                .filter(|order| order.symbol() == symbol && order.client_id == Some(client_id))
                .last(),
            // As the exchange does with both, according to a report of 2026.
            (Some(_), Some(_)) => {
                return Err(Rejection::InvalidRequest("Invalid signature".to_owned()));
            }
            (None, None) => {
                let reason = "orderId or clientId is required";
                return Err(Rejection::InvalidRequest(reason.to_owned()));
            }
        }
        .ok_or(Rejection::NotFound)
    }

    /// Returns a known market.
    pub(crate) fn market(&self, text: &str) -> Result<Market, Rejection> {
        let Some(symbol) = Symbol::parse(text) else {
            return Err(if text.matches('_').count() > 1 {
                Rejection::Unsupported(format!("the market `{text}`"))
            } else {
                Rejection::UnknownMarket
            });
        };
        let has_assets = !symbol.is_perp()
            && self.account.has_asset(symbol.base())
            && self.account.has_asset(symbol.quote());
        let market = self.markets.get(text).cloned();
        let market = market.unwrap_or_else(|| Market::new(symbol));
        if market.price.is_some() || market.has_levels || has_assets {
            Ok(market)
        } else {
            Err(Rejection::UnknownMarket)
        }
    }

    /// Returns the markets that have a price, levels or trades.
    pub(crate) fn markets(&self) -> impl Iterator<Item = &Market> {
        self.markets.values()
    }

    /// Returns the levels of a market with the open orders of the account, by price.
    pub(crate) fn levels(&self, market: &Market, side: Side) -> BTreeMap<Decimal, Decimal> {
        let mut levels = market.levels(side).clone();
        for order in self.open_orders() {
            if order.side == side
                && order.symbol == market.symbol
                && let Some(price) = order.price
            {
                let quantity = levels.entry(price).or_default();
                *quantity = quantity.saturating_add(order.remaining()).normalize();
            }
        }
        levels
    }

    /// Returns the quantity of one level.
    fn level(&self, market: &Market, side: Side, price: Decimal) -> Decimal {
        let others = market.levels(side).get(&price).copied();
        self.open_orders()
            .filter(|order| {
                order.side == side && order.symbol == market.symbol && order.price == Some(price)
            })
            .fold(others.unwrap_or_default(), |sum, order| {
                sum.saturating_add(order.remaining())
            })
            .normalize()
    }

    /// Sets the price of a market.
    pub(crate) fn set_price(
        &mut self,
        symbol: &str,
        price: Decimal,
        now: Timestamp,
    ) -> Result<(), BookError> {
        let (symbol, price) = (parse(symbol)?, positive(price)?);
        let text = symbol.as_str().to_owned();
        let moved = self.positions.mark(&text, price)?;
        let market = self.markets.entry(text.clone());
        market.or_insert_with(|| Market::new(symbol)).price = Some(price);
        let change = BookChange::Price {
            symbol: text,
            price,
        };
        self.events.push(now, change);
        if let Some(position) = moved {
            self.events.push(now, BookChange::Position(position));
        }
        Ok(())
    }

    /// Reports a trade between other participants.
    pub(crate) fn trade(
        &mut self,
        symbol: &str,
        taker: Side,
        price: Decimal,
        quantity: Decimal,
        now: Timestamp,
    ) -> Result<u64, BookError> {
        let symbol = parse(symbol)?;
        let (price, quantity) = (positive(price)?, positive(quantity)?);
        let text = symbol.as_str().to_owned();
        let market = self.markets.entry(text.clone());
        let market = market.or_insert_with(|| Market::new(symbol));
        market.trades = market.trades.saturating_add(1);
        let trade_id = market.trades;
        let change = BookChange::Trade {
            symbol: text,
            taker,
            price,
            quantity,
            trade_id,
        };
        self.events.push(now, change);
        Ok(trade_id)
    }

    /// Sets the quantity of other participants at a price, after what executes against open orders that it crosses.
    pub(crate) fn set_level(
        &mut self,
        symbol: &str,
        side: Side,
        price: Decimal,
        quantity: Decimal,
        now: Timestamp,
    ) -> Result<(), BookError> {
        let (symbol, price) = (parse(symbol)?, positive(price)?);
        if quantity < Decimal::ZERO {
            return Err(BookError::Negative { value: quantity });
        }
        let text = symbol.as_str();
        if symbol.is_perp() && self.markets.get(text).is_none_or(|m| m.price.is_none()) {
            let symbol = text.to_owned();
            return Err(BookError::NoMarkPrice { symbol });
        }
        let crossed = self.crossed_by(text, side, price);
        if crossed.is_empty() || quantity.is_zero() {
            self.put_level(symbol, side, price, quantity.normalize(), now);
            return Ok(());
        }
        // Several orders change: all of them, or none.
        let mut next = self.clone();
        let mut left = quantity;
        for (_, number) in crossed {
            let Some(order) = next.numbered(number) else {
                continue;
            };
            let mut filled = left.min(order.remaining());
            if order.symbol.is_perp() && order.is_reduce_only() {
                filled = filled.min(next.reducible(order));
            }
            if let Some(price) = order.price
                && !filled.is_zero()
            {
                let id = order.id();
                next.fill(&id, filled, price, now)?;
                left = sub(left, filled)?;
            }
        }
        next.put_level(symbol, side, price, left.normalize(), now);
        *self = next;
        Ok(())
    }

    /// Returns the open orders that a new level executes against: those with the best price first, then the oldest.
    fn crossed_by(&self, symbol: &str, side: Side, price: Decimal) -> BTreeSet<(Priority, u64)> {
        self.open_orders()
            .filter(|order| order.side == side.opposite() && order.symbol() == symbol)
            .filter_map(|order| {
                let limit = order
                    .price
                    .filter(|limit| order.side.is_as_good(price, *limit))?;
                let priority = match order.side {
                    Side::Bid => Priority::Bid(Reverse(limit)),
                    Side::Ask => Priority::Ask(limit),
                };
                Some((priority, order.number))
            })
            .collect()
    }

    fn put_level(
        &mut self,
        symbol: Symbol,
        side: Side,
        price: Decimal,
        quantity: Decimal,
        now: Timestamp,
    ) {
        let text = symbol.as_str().to_owned();
        let mut market = self.markets.remove(&text);
        let market = market.get_or_insert_with(|| Market::new(symbol));
        let before = self.level(market, side, price);
        market.set_level(side, price, quantity);
        if self.level(market, side, price) != before {
            self.push_level(market, side, price, now);
        }
        self.markets.insert(text, market.clone());
    }

    fn push_level(&mut self, market: &mut Market, side: Side, price: Decimal, now: Timestamp) {
        market.update_id = market.update_id.saturating_add(1);
        let change = BookChange::Level {
            symbol: market.symbol.as_str().to_owned(),
            side,
            price,
            quantity: self.level(market, side, price),
            update_id: market.update_id,
        };
        self.events.push(now, change);
    }

    /// Places an order, or changes nothing.
    pub(crate) fn place(&mut self, new: NewOrder, now: Timestamp) -> Result<&Order, Rejection> {
        let market = self.market(&new.symbol)?;
        let order = self.new_order(new.clone(), market.symbol.clone(), now);
        let number = order.number;
        let mut draft = self.draft(market, order);
        let matches = matches(&draft, new.terms)?;
        self.reserve(&mut draft, &matches)?;
        let accepted = BookChange::OrderAccepted(draft.order.clone());
        draft.changes.push(accepted);
        match self.expiry_before_execution(&draft, &matches) {
            Some(reason) => draft.expire(reason)?,
            None => self.execute(&mut draft, &matches, now)?,
        }
        self.commit(draft, now);
        self.numbered(number).ok_or(Rejection::NotFound)
    }

    fn new_order(&self, new: NewOrder, symbol: Symbol, now: Timestamp) -> Order {
        let mut order = Order {
            number: number_after(self.orders.len()),
            symbol,
            side: new.side,
            kind: OrderKind::Market,
            client_id: new.client_id,
            price: None,
            quantity: None,
            quote_quantity: None,
            time_in_force: TimeInForce::GoodTillCancelled,
            extras: new.extras,
            created_at: now,
            status: OrderStatus::New,
            expiry_reason: None,
            executed: Decimal::ZERO,
            executed_quote: Decimal::ZERO,
            locked: Decimal::ZERO,
        };
        match new.terms {
            Terms::Limit {
                price,
                quantity,
                time_in_force,
            } => {
                order.kind = OrderKind::Limit;
                order.price = Some(price);
                order.quantity = Some(quantity);
                order.time_in_force = time_in_force;
            }
            Terms::Market(quantity) => order.quantity = Some(quantity),
            Terms::MarketQuote(value) => order.quote_quantity = Some(value),
        }
        order
    }

    fn draft(&self, market: Market, order: Order) -> Draft {
        Draft {
            account: self.account.clone(),
            positions: self.positions.clone(),
            market,
            order,
            fills: Vec::new(),
            changes: Vec::new(),
            moved: Vec::new(),
            levels: Vec::new(),
        }
    }

    /// Locks the funds of a spot order, or checks the margin of a future.
    fn reserve(&self, draft: &mut Draft, matches: &Matches) -> Result<(), Rejection> {
        let order = &mut draft.order;
        if order.symbol.is_perp() {
            let quantity = match order.quantity {
                Some(quantity) => quantity,
                None => matches.quantity()?,
            };
            return if order.is_reduce_only() {
                Ok(())
            } else {
                self.check_margin(&draft.market, order.side, quantity)
            };
        }
        order.locked = match (order.side, order.price, order.quantity) {
            (Side::Bid, Some(price), Some(quantity)) => mul(price, quantity)?,
            (Side::Ask, Some(_), Some(quantity)) => quantity,
            (Side::Bid, ..) => matches.value()?,
            (Side::Ask, ..) => matches.quantity()?,
        };
        draft.account.lock(order.locked_asset(), order.locked)
    }

    /// Rejects an order of a future that increases the required margin beyond the equity.
    fn check_margin(
        &self,
        market: &Market,
        side: Side,
        quantity: Decimal,
    ) -> Result<(), Rejection> {
        let quote = market.symbol.quote();
        let mut equity = self.account.total(quote);
        equity = add(equity, self.positions.unrealized(quote)?)?;
        let mut before = Decimal::ZERO;
        let mut after = Decimal::ZERO;
        for other in self.markets.values() {
            if !other.symbol.is_perp() || other.symbol.quote() != quote {
                continue;
            }
            let mark = mul(other.price.unwrap_or_default(), self.initial_margin)?;
            let exposure = self.exposure(other, None)?;
            before = add(before, mul(exposure, mark)?)?;
            let new = (other.symbol == market.symbol).then_some((side, quantity));
            let exposure = self.exposure(other, new)?;
            after = add(after, mul(exposure, mark)?)?;
        }
        if after > before && after > equity {
            return Err(Rejection::InsufficientMargin);
        }
        Ok(())
    }

    /// Returns the size of a position if the open orders of the worse side, and a new one, were filled.
    pub(crate) fn exposure(
        &self,
        market: &Market,
        new: Option<(Side, Decimal)>,
    ) -> Result<Decimal, Inexact> {
        let net = self.positions.quantity(market.symbol.as_str());
        let (mut long, mut short) = (net, net);
        let open = self
            .open_orders()
            .filter(|order| order.symbol == market.symbol && !order.is_reduce_only())
            .map(|order| (order.side, order.remaining()));
        for (side, quantity) in open.chain(new) {
            match side {
                Side::Bid => long = add(long, quantity)?,
                Side::Ask => short = sub(short, quantity)?,
            }
        }
        Ok(long.abs().max(short.abs()))
    }

    /// Returns the quantity that a reduce-only order can be filled with.
    fn reducible(&self, order: &Order) -> Decimal {
        let net = self.positions.quantity(order.symbol());
        match order.side {
            Side::Bid => (-net).max(Decimal::ZERO),
            Side::Ask => net.max(Decimal::ZERO),
        }
    }

    /// Returns the reason for which an order expires instead of being executed.
    fn expiry_before_execution(&self, draft: &Draft, matches: &Matches) -> Option<&'static str> {
        let order = &draft.order;
        if order.symbol.is_perp() && order.is_reduce_only() {
            let quantity = order.quantity.or_else(|| matches.quantity().ok());
            let reducible = self.reducible(order);
            if reducible.is_zero() || quantity.is_none_or(|quantity| quantity > reducible) {
                return Some("ReduceOnlyNotReduced");
            }
        }
        if order.extras.post_only && !matches.fills.is_empty() {
            return Some("PostOnlyTaker");
        }
        match (order.kind, order.time_in_force) {
            (_, TimeInForce::FillOrKill) if !matches.complete => Some("FillOrKill"),
            (_, TimeInForce::ImmediateOrCancel) if matches.fills.is_empty() => {
                Some("ImmediateOrCancel")
            }
            (OrderKind::Market, _) if matches.fills.is_empty() => Some("InsufficientLiquidity"),
            _ => None,
        }
    }

    /// Executes the matches of an order; the rest stays open or expires.
    fn execute(&self, draft: &mut Draft, matches: &Matches, now: Timestamp) -> Result<(), Inexact> {
        let count = matches.fills.len();
        for (index, (price, quantity)) in matches.fills.iter().enumerate() {
            let last = matches.complete && index + 1 == count;
            draft.trade(*price, *quantity, self.fee_rate, last, now)?;
            if draft.market.has_levels {
                let side = draft.order.side.opposite();
                let left = draft.market.levels(side).get(price).copied();
                let left = sub(left.unwrap_or_default(), *quantity)?;
                draft.market.set_level(side, *price, left);
                draft.levels.push((side, *price));
            }
        }
        if matches.complete {
            return Ok(());
        }
        match (draft.order.kind, draft.order.time_in_force) {
            (OrderKind::Market, _) => draft.expire("InsufficientLiquidity"),
            (_, TimeInForce::GoodTillCancelled) => {
                draft.touch_own_level();
                Ok(())
            }
            _ => draft.expire("ImmediateOrCancel"),
        }
    }

    /// Fills an open order, or a part of it, as the maker.
    pub(crate) fn fill(
        &mut self,
        id: &str,
        quantity: Decimal,
        price: Decimal,
        now: Timestamp,
    ) -> Result<&Order, BookError> {
        let (quantity, price) = (positive(quantity)?, positive(price)?);
        let order = self.open(id)?.clone();
        let left = sub(order.quantity.unwrap_or_default(), order.executed)?;
        let id = order.id();
        if quantity > left {
            return Err(BookError::ExceedsRemaining { id, quantity, left });
        }
        if let Some(limit) = order.price
            && !order.side.is_as_good(price, limit)
        {
            return Err(BookError::WorsePrice { id, price, limit });
        }
        let reduce_only = order.symbol.is_perp() && order.is_reduce_only();
        if reduce_only && quantity > self.reducible(&order) {
            return Err(BookError::ReduceOnly { id, quantity });
        }
        let mut draft = self.draft(self.market_of(&order), order);
        draft.trade(price, quantity, self.fee_rate, quantity == left, now)?;
        draft.make_maker();
        draft.touch_own_level();
        self.commit(draft, now);
        self.order(&id).ok_or(BookError::UnknownOrder { id })
    }

    /// Cancels an open order.
    pub(crate) fn cancel(&mut self, id: &str, now: Timestamp) -> Result<&Order, BookError> {
        let order = self.open(id)?.clone();
        let id = order.id();
        let mut draft = self.draft(self.market_of(&order), order);
        draft.close(OrderStatus::Cancelled)?;
        let cancelled = BookChange::OrderCancelled(draft.order.clone());
        draft.changes.push(cancelled);
        draft.touch_own_level();
        self.commit(draft, now);
        self.order(&id).ok_or(BookError::UnknownOrder { id })
    }

    fn open(&self, id: &str) -> Result<&Order, BookError> {
        let id = id.to_owned();
        match self.order(&id) {
            None => Err(BookError::UnknownOrder { id }),
            Some(order) if !order.is_open() => Err(BookError::NotOpen { id }),
            Some(order) => Ok(order),
        }
    }

    fn market_of(&self, order: &Order) -> Market {
        let market = self.markets.get(order.symbol()).cloned();
        market.unwrap_or_else(|| Market::new(order.symbol.clone()))
    }

    /// Applies a change, and records its events.
    fn commit(&mut self, draft: Draft, now: Timestamp) {
        let Draft {
            account,
            positions,
            mut market,
            order,
            fills,
            changes,
            moved,
            levels,
        } = draft;
        for change in changes {
            self.events.push(now, change);
        }
        for position in moved {
            self.events.push(now, BookChange::Position(position));
        }
        for (asset, balance) in account.balances() {
            if self.account.balances().get(asset) != Some(balance) {
                let change = BookChange::Balance {
                    asset: asset.clone(),
                    balance: *balance,
                };
                self.events.push(now, change);
            }
        }
        self.account = account;
        self.positions = positions;
        self.fills.extend(fills);
        if order.is_open() {
            self.open.insert(order.number);
        } else {
            self.open.remove(&order.number);
        }
        let kept = index(order.number).and_then(|index| self.orders.get_mut(index));
        match kept {
            Some(kept) => *kept = order,
            None => self.orders.push(order),
        }
        for (side, price) in levels {
            self.push_level(&mut market, side, price, now);
        }
        self.markets
            .insert(market.symbol.as_str().to_owned(), market);
    }
}

impl Draft {
    /// Executes a quantity of the order at a price. `last` marks the fill after which nothing is left.
    fn trade(
        &mut self,
        price: Decimal,
        quantity: Decimal,
        fee_rate: Decimal,
        last: bool,
        now: Timestamp,
    ) -> Result<(), Inexact> {
        let order = &mut self.order;
        let value = mul(price, quantity)?;
        let buys_spot = order.side == Side::Bid && !order.symbol.is_perp();
        let received = if buys_spot { quantity } else { value };
        self.market.trades = self.market.trades.saturating_add(1);
        let fill = Fill {
            trade_id: self.market.trades,
            order: order.number,
            client_id: order.client_id,
            symbol: order.symbol.clone(),
            side: order.side,
            price,
            quantity,
            fee: mul(received, fee_rate)?,
            is_maker: false,
            at: now,
        };
        if order.symbol.is_perp() {
            let mark = self.market.price.unwrap_or(price);
            let signed = order.side.signed(quantity);
            let (realized, moved) =
                self.positions
                    .trade(&order.symbol, signed, price, fill.fee, mark)?;
            self.account
                .credit(order.symbol.quote(), sub(realized, fill.fee)?)?;
            self.moved.extend(moved);
        } else {
            // A bid locks at its own price, and the difference to a better one is available again.
            let (reserved, spent) = match order.side {
                Side::Bid => (mul(order.price.unwrap_or(price), quantity)?, value),
                Side::Ask => (quantity, quantity),
            };
            self.account
                .release(order.locked_asset(), reserved, spent)?;
            self.account
                .credit(fill.fee_asset(), sub(received, fill.fee)?)?;
            order.locked = sub(order.locked, reserved)?;
        }
        order.executed = add(order.executed, quantity)?;
        order.executed_quote = add(order.executed_quote, value)?;
        order.status = if last {
            OrderStatus::Filled
        } else {
            OrderStatus::PartiallyFilled
        };
        let filled = BookChange::OrderFilled(order.clone(), fill.clone());
        self.changes.push(filled);
        self.fills.push(fill);
        Ok(())
    }

    /// Marks the fills as those of a resting order.
    fn make_maker(&mut self) {
        for fill in &mut self.fills {
            fill.is_maker = true;
        }
        for change in &mut self.changes {
            if let BookChange::OrderFilled(_, fill) = change {
                fill.is_maker = true;
            }
        }
    }

    fn expire(&mut self, reason: &'static str) -> Result<(), Inexact> {
        self.order.expiry_reason = Some(reason);
        self.close(OrderStatus::Expired)?;
        let expired = BookChange::OrderExpired(self.order.clone());
        self.changes.push(expired);
        Ok(())
    }

    /// Unlocks what the order locks.
    fn close(&mut self, status: OrderStatus) -> Result<(), Inexact> {
        let order = &mut self.order;
        self.account
            .release(order.locked_asset(), order.locked, Decimal::ZERO)?;
        order.locked = Decimal::ZERO;
        order.status = status;
        Ok(())
    }

    fn touch_own_level(&mut self) {
        if let Some(price) = self.order.price {
            self.levels.push((self.order.side, price));
        }
    }
}

/// The place of an open order among those of its side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Priority {
    Bid(Reverse<Decimal>),
    Ask(Decimal),
}

/// Returns the executions that an order finds: in the levels, or at the price if it executes at once and there are no
/// levels.
fn matches(draft: &Draft, terms: Terms) -> Result<Matches, Rejection> {
    let Draft { market, order, .. } = draft;
    let (wanted, limit, at_once) = match terms {
        Terms::Limit {
            price,
            quantity,
            time_in_force,
        } => {
            let at_once = time_in_force != TimeInForce::GoodTillCancelled;
            (Wanted::Base(quantity), Some(price), at_once)
        }
        Terms::Market(quantity) => (Wanted::Base(quantity), None, true),
        Terms::MarketQuote(value) => (Wanted::Quote(value), None, true),
    };
    if market.has_levels || !at_once {
        let matches = market.matches(order.side, wanted, limit)?;
        return if matches.complete && matches.fills.is_empty() {
            Err(Rejection::InvalidQuantity)
        } else {
            Ok(matches)
        };
    }
    match (market.price, limit) {
        (None, None) => Err(Rejection::InvalidOrder(
            "the market has neither levels nor a price: set one in the book",
        )),
        (Some(price), limit) if limit.is_none_or(|limit| order.side.is_as_good(price, limit)) => {
            let quantity = wanted.at(price)?;
            if quantity.is_zero() {
                return Err(Rejection::InvalidQuantity);
            }
            Ok(Matches {
                fills: vec![(price, quantity)],
                complete: true,
            })
        }
        _ => Ok(Matches {
            fills: Vec::new(),
            complete: false,
        }),
    }
}

fn parse(symbol: &str) -> Result<Symbol, BookError> {
    Symbol::parse(symbol).ok_or_else(|| BookError::Market {
        symbol: symbol.to_owned(),
    })
}

fn positive(value: Decimal) -> Result<Decimal, BookError> {
    if value > Decimal::ZERO {
        Ok(value.normalize())
    } else {
        Err(BookError::NotPositive { value })
    }
}

/// Returns the number that follows `count` others.
fn number_after(count: usize) -> u64 {
    u64::try_from(count).map_or(u64::MAX, |count| count.saturating_add(1))
}

fn index(number: u64) -> Option<usize> {
    usize::try_from(number.checked_sub(1)?).ok()
}
