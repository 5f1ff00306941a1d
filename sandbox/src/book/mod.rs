//! A book that keeps orders, fills, balances and positions, to test a bot from end to end.
//!
//! Give a [`Book`] to [`SandboxBuilder::book`](crate::SandboxBuilder::book), and control it with
//! [`Sandbox::book`](crate::Sandbox::book).
//!
//! # Operations
//!
//! `execute_order`, `execute_order_batch`, `get_order`, `get_open_orders`, `cancel_order`, `cancel_open_orders`,
//! `get_fills`, `get_order_history`, `get_balances`, `get_positions`, `get_depth`, and `get_time` by the clock of the
//! sandbox. Every other operation responds with the example of the document, which is independent of the book.
//!
//! # Markets
//!
//! - **One account; spot markets** `BASE_QUOTE` **and perpetual futures** `BASE_QUOTE_PERP`. A spot market is known when it
//!   has a price or levels, or both of its assets have a balance (zero is enough). A future is known when it has a price,
//!   its mark price. Other markets are rejected: 400, `Invalid market symbol`.
//! - **Levels** are the quantities of other participants ([`Book::level`], [`BookHandle::set_level`]). `get_depth` sums
//!   them with the open orders of the account. Each change of a level raises the update id of its market by one. The levels
//!   never execute against each other, so that a test can cross them.
//! - **Prices** ([`Book::price`], [`BookHandle::set_price`]) replace the levels for orders that execute at once, in a market
//!   where no level was ever set.
//!
//! # Orders
//!
//! - **Limit orders** execute against the levels that they cross, and the rest stays open. A `postOnly` order that crosses a
//!   level expires. They are filled by levels that cross them later, at their own price, or by [`BookHandle::fill`].
//! - **Market orders** execute against the levels, or whole at the price. The rest of an order that the levels do not fill
//!   expires. With a `quoteQuantity` the quantity is rounded down to a multiple of 0.00000001.
//! - **`IOC` and `FOK`** limit orders execute against the levels or at the price where it is at least as good as their own.
//!   The rest of an `IOC` order expires; a `FOK` order executes whole or not at all.
//! - Orders of the account never execute against each other: `selfTradePrevention` is not simulated.
//! - **Fees** are zero by default ([`Book::fee_rate`]). They are deducted from the received asset on a spot market and from
//!   the quote asset for a future.
//! - **Unsupported**, with 501, `NOT_IMPLEMENTED`: other kinds of markets, conditional orders, stop losses and take profits.
//!   Nothing is borrowed or lent.
//! - **A `clientId` may repeat.** The exchange documents no uniqueness, so that a bot that sends an order twice is found by
//!   [`BookHandle::orders`]. A request with a `clientId` selects the newest open order with it.
//! - **Ids** are 1, 2, 3 and so on: of orders, of positions, and of trades in each market.
//!
//! # Positions and margin
//!
//! - A fill of a future changes its position at the average entry price. Profits are realized when the position is reduced,
//!   and are added to the balance of the quote asset at once.
//! - **Margin** is one rule: an order that increases the exposure is rejected with `INSUFFICIENT_MARGIN` if the initial
//!   margin fraction ([`Book::initial_margin`]) of the exposure at the mark price exceeds the equity. The exposure of a market
//!   is its position if the open orders of the worse side were filled; the equity is the balance of the quote asset plus the
//!   unrealized profits. Nothing is locked.
//! - A `reduceOnly` order that does not reduce a position, or is larger than it, expires. Of the open ones only what reduces
//!   the position can be filled.
//! - Funding, liquidation and interest are not simulated; a loss beyond the balance makes it negative.
//!
//! # Arithmetic
//!
//! Amounts are exact: a value that does not fit 28 digits is rejected. Entry prices are rounded to 8 places, and so is the
//! cost of a part of a position when it is reduced; closing the position realizes the exact rest.
//!
//! # Events
//!
//! Every change is a [`BookEvent`], numbered consecutively: [`BookHandle::events_after`] returns the newest 10 000, and
//! [`BookHandle::wait_for_events`] waits for the next, so that a test reacts to a bot without polling.

mod account;
mod amount;
mod config;
mod error;
mod event;
mod handle;
mod ledger;
mod live;
mod market;
mod operations;
mod order;
mod page;
mod payload;
mod position;
mod rejection;
mod response;
mod side;
#[cfg(test)]
mod tests;

pub use account::Balance;
pub use config::Book;
pub use error::BookError;
pub use event::{BookChange, BookEvent};
pub use handle::{BookHandle, Depth};
pub use order::{Fill, Order, OrderKind, OrderStatus};
pub use position::Position;
pub use side::Side;

pub(crate) use ledger::Ledger;
pub(crate) use live::LiveBook;
pub(crate) use operations::execute;
