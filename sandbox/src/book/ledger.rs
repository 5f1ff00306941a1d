//! The state of the book, and what changes it. It knows nothing of HTTP.

use std::collections::BTreeMap;

use backpack_signing::Timestamp;
use rust_decimal::Decimal;

use super::Book;
use super::account::Account;
use super::amount::{Inexact, add, affordable, mul, sub};
use super::error::BookError;
use super::order::{Fill, Order, OrderKind, OrderStatus, Side, Symbol, TimeInForce};
use super::payload::{NewOrder, Terms};
use super::refusal::Refusal;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ledger {
    account: Account,
    prices: BTreeMap<String, Decimal>,
    fee_rate: Decimal,
    /// The order with the number n is at n - 1.
    orders: Vec<Order>,
    fills: Vec<Fill>,
}

/// What an order holds, and the price at which it is filled before it ever rests.
struct Placement {
    order: Order,
    fill_at: Option<(Decimal, Decimal)>,
}

impl Ledger {
    pub(crate) fn new(book: Book) -> Result<Self, BookError> {
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
        let mut ledger = Self {
            account: Account::new(book.balances),
            prices: BTreeMap::new(),
            fee_rate: book.fee_rate,
            orders: Vec::new(),
            fills: Vec::new(),
        };
        for (symbol, price) in book.prices {
            ledger.set_price(&symbol, price)?;
        }
        Ok(ledger)
    }

    pub(crate) const fn account(&self) -> &Account {
        &self.account
    }

    pub(crate) fn orders(&self) -> &[Order] {
        &self.orders
    }

    pub(crate) fn fills(&self) -> &[Fill] {
        &self.fills
    }

    pub(crate) fn set_price(&mut self, symbol: &str, price: Decimal) -> Result<(), BookError> {
        if Symbol::read(symbol).is_none() {
            let symbol = symbol.to_owned();
            return Err(BookError::Market { symbol });
        }
        self.prices.insert(symbol.to_owned(), positive(price)?);
        Ok(())
    }

    /// The order with this id; `None` also for a text that is no id.
    pub(crate) fn order(&self, id: &str) -> Option<&Order> {
        // One spelling for each number.
        let number: u64 = id.parse().ok().filter(|n: &u64| n.to_string() == id)?;
        self.orders.get(index(number)?)
    }

    /// The open order on a market that has one of the two ids.
    pub(crate) fn find_open(
        &self,
        symbol: &str,
        order_id: Option<&str>,
        client_id: Option<u32>,
    ) -> Result<&Order, Refusal> {
        let open = |order: &&Order| order.is_open() && order.symbol() == symbol;
        match (order_id, client_id) {
            (Some(id), None) => self.order(id).filter(open),
            (None, Some(client_id)) => self
                .orders
                .iter()
                .rev()
                .filter(open)
                .find(|order| order.client_id == Some(client_id)),
            _ => {
                let reason = "give one of orderId and clientId";
                return Err(Refusal::InvalidRequest(reason.to_owned()));
            }
        }
        .ok_or(Refusal::NotFound)
    }

    /// Places an order, all of it or nothing.
    pub(crate) fn place(&mut self, new: NewOrder, now: Timestamp) -> Result<&Order, Refusal> {
        let symbol = self.market(&new.symbol)?;
        let Placement { mut order, fill_at } = self.placement(new, symbol, now)?;
        let mut account = self.account.clone();
        account.lock(order.locks(), order.locked)?;
        let mut fill = None;
        if let Some((quantity, price)) = fill_at {
            fill = Some(self.trade(&mut account, &mut order, quantity, price, now)?);
        } else if order.time_in_force != TimeInForce::GoodTillCancelled {
            close(&mut account, &mut order, OrderStatus::Expired)?;
        }
        self.account = account;
        self.fills.extend(fill);
        let place = self.orders.len();
        self.orders.push(order);
        self.orders.get(place).ok_or(Refusal::NotFound)
    }

    fn market(&self, text: &str) -> Result<Symbol, Refusal> {
        if text.matches('_').count() > 1 {
            return Err(Refusal::NotPlayed(format!("futures (`{text}`)")));
        }
        let symbol = Symbol::read(text).ok_or(Refusal::UnknownMarket)?;
        let known = self.prices.contains_key(text)
            || (self.account.knows(symbol.base()) && self.account.knows(symbol.quote()));
        if known {
            Ok(symbol)
        } else {
            Err(Refusal::UnknownMarket)
        }
    }

    fn placement(
        &self,
        new: NewOrder,
        symbol: Symbol,
        now: Timestamp,
    ) -> Result<Placement, Refusal> {
        let set = self.prices.get(symbol.as_str()).copied();
        let no_price = Refusal::InvalidOrder(
            "the book has no price for market orders on this market: set one",
        );
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
            executed: Decimal::ZERO,
            executed_quote: Decimal::ZERO,
            locked: Decimal::ZERO,
        };
        let (price, quantity, fill_at) = match new.terms {
            Terms::Limit {
                price,
                quantity,
                time_in_force,
            } => {
                order.kind = OrderKind::Limit;
                order.price = Some(price);
                order.quantity = Some(quantity);
                order.time_in_force = time_in_force;
                let at_once = time_in_force != TimeInForce::GoodTillCancelled;
                let taken = set.filter(|set| at_once && is_as_good(new.side, *set, price));
                (price, quantity, taken.map(|set| (quantity, set)))
            }
            Terms::Market(quantity) => {
                let price = set.ok_or(no_price)?;
                order.quantity = Some(quantity);
                (price, quantity, Some((quantity, price)))
            }
            Terms::MarketQuote(value) => {
                let price = set.ok_or(no_price)?;
                order.quote_quantity = Some(value);
                let quantity = affordable(value, price)?;
                if quantity.is_zero() {
                    return Err(Refusal::InvalidQuantity);
                }
                (price, quantity, Some((quantity, price)))
            }
        };
        order.locked = match order.side {
            Side::Bid => mul(price, quantity)?,
            Side::Ask => quantity,
        };
        Ok(Placement { order, fill_at })
    }

    /// Fills a part of an open order.
    pub(crate) fn fill(
        &mut self,
        id: &str,
        quantity: Decimal,
        price: Decimal,
        now: Timestamp,
    ) -> Result<&Order, BookError> {
        let (quantity, price) = (positive(quantity)?, positive(price)?);
        let mut order = self.open(id)?.clone();
        let left = sub(order.quantity.unwrap_or_default(), order.executed)?;
        if quantity > left {
            return Err(BookError::TooMuch {
                id: order.id(),
                quantity,
                left,
            });
        }
        if let Some(limit) = order.price
            && !is_as_good(order.side, price, limit)
        {
            return Err(BookError::Price {
                id: order.id(),
                price,
                limit,
            });
        }
        let mut account = self.account.clone();
        let mut fill = self.trade(&mut account, &mut order, quantity, price, now)?;
        fill.is_maker = true;
        self.account = account;
        self.fills.push(fill);
        self.put(id, order)
    }

    /// Takes an open order off the book.
    pub(crate) fn cancel(&mut self, id: &str) -> Result<&Order, BookError> {
        let mut order = self.open(id)?.clone();
        let mut account = self.account.clone();
        close(&mut account, &mut order, OrderStatus::Cancelled)?;
        self.account = account;
        self.put(id, order)
    }

    fn open(&self, id: &str) -> Result<&Order, BookError> {
        let id = id.to_owned();
        match self.order(&id) {
            None => Err(BookError::UnknownOrder { id }),
            Some(order) if !order.is_open() => Err(BookError::NotOpen { id }),
            Some(order) => Ok(order),
        }
    }

    fn put(&mut self, id: &str, order: Order) -> Result<&Order, BookError> {
        let place = index(order.number).and_then(|place| self.orders.get_mut(place));
        let unknown = || BookError::UnknownOrder { id: id.to_owned() };
        let kept = place.ok_or_else(unknown)?;
        *kept = order;
        Ok(kept)
    }

    /// Exchanges what an order holds for what it wants. What it holds is worked out at its own price, and what is
    /// saved by a better one is available again.
    fn trade(
        &self,
        account: &mut Account,
        order: &mut Order,
        quantity: Decimal,
        price: Decimal,
        now: Timestamp,
    ) -> Result<Fill, Inexact> {
        let value = mul(price, quantity)?;
        let (reserved, spent, received) = match order.side {
            Side::Bid => (
                mul(order.price.unwrap_or(price), quantity)?,
                value,
                quantity,
            ),
            Side::Ask => (quantity, quantity, value),
        };
        let fill = Fill {
            trade_id: number_after(self.fills.len()),
            order: order.number,
            client_id: order.client_id,
            symbol: order.symbol.clone(),
            side: order.side,
            price,
            quantity,
            fee: mul(received, self.fee_rate)?,
            is_maker: false,
            at: now,
        };
        account.release(order.locks(), reserved, spent)?;
        account.credit(fill.fee_asset(), sub(received, fill.fee)?)?;
        order.locked = sub(order.locked, reserved)?;
        order.executed = add(order.executed, quantity)?;
        order.executed_quote = add(order.executed_quote, value)?;
        order.status = if order.locked.is_zero() {
            OrderStatus::Filled
        } else {
            OrderStatus::PartiallyFilled
        };
        Ok(fill)
    }
}

/// Gives back what an order holds.
fn close(account: &mut Account, order: &mut Order, status: OrderStatus) -> Result<(), Inexact> {
    account.release(order.locks(), order.locked, Decimal::ZERO)?;
    order.locked = Decimal::ZERO;
    order.status = status;
    Ok(())
}

/// Whether a price is at least as good for an order as its own.
fn is_as_good(side: Side, price: Decimal, limit: Decimal) -> bool {
    match side {
        Side::Bid => price <= limit,
        Side::Ask => price >= limit,
    }
}

fn positive(value: Decimal) -> Result<Decimal, BookError> {
    if value > Decimal::ZERO {
        Ok(value.normalize())
    } else {
        Err(BookError::NotPositive { value })
    }
}

/// The number of what comes after `count` others.
fn number_after(count: usize) -> u64 {
    u64::try_from(count).map_or(u64::MAX, |count| count.saturating_add(1))
}

fn index(number: u64) -> Option<usize> {
    usize::try_from(number.checked_sub(1)?).ok()
}
