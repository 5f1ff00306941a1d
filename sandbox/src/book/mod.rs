//! A book that remembers: balances, orders and fills, for testing a bot from end to end.
//!
//! Give a [`Book`] to [`SandboxBuilder::book`](crate::SandboxBuilder::book), and steer it by
//! [`Sandbox::book`](crate::Sandbox::book).
//!
//! # What it plays
//!
//! `execute_order`, `execute_order_batch`, `get_order`, `get_open_orders`, `cancel_order`, `cancel_open_orders`,
//! `get_fills`, `get_order_history`, `get_balances`, and `get_time` by the clock of the sandbox. Everything else
//! answers with the examples of the document, which know nothing of the book.
//!
//! # How it trades
//!
//! - **One account, spot markets.** A market `BASE_QUOTE` is known when it has a price, or both of its assets have a
//!   balance (zero will do). Others are refused: 400, `Invalid market symbol`.
//! - **Limit orders rest** until [`BookHandle::fill`] fills them, whatever price is set. They lock what they may cost.
//! - **Market orders** fill at once and whole at the price of [`Book::price`] or [`BookHandle::set_price`], and are
//!   refused where there is none. One for a `quoteQuantity` buys or sells as much as that is good for, in steps of
//!   0.00000001.
//! - **`IOC` and `FOK`** limit orders fill at once and whole at that price where it is as good as their own, and expire
//!   otherwise.
//! - **Fees** are taken out of what is received, as the exchange does: zero unless [`Book::fee_rate`] says otherwise.
//! - **Refused** with 501, `NOT_IMPLEMENTED`: futures, conditional orders, stop losses and take profits. Nothing is
//!   borrowed or lent.
//! - **A `clientId` may be used again.** The exchange documents no uniqueness, so a bot that repeats an order must be
//!   caught by [`BookHandle::orders`], and not be saved by the sandbox. A request that names a `clientId` finds the
//!   newest open order that has it.
//! - **Ids** are 1, 2, 3 and so on, for orders and trades each.
//!
//! Amounts are exact: what does not fit 28 digits is refused, and never rounded.

mod account;
mod amount;
mod date;
mod error;
mod handle;
mod ledger;
mod operations;
mod order;
mod page;
mod payload;
mod refusal;
mod shape;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

pub use account::Balance;
pub use error::BookError;
pub use handle::BookHandle;
pub use order::{Fill, Order, OrderKind, OrderStatus, Side};

pub(crate) use operations::LiveBook;

/// A book to start a sandbox with: see [the module](self).
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use backpack_sandbox::{Book, Sandbox};
/// use backpack_sandbox::rust_decimal::Decimal;
///
/// let book = Book::new()
///     .balance("USDC", 1_000)
///     .balance("SOL", Decimal::new(125, 1))
///     .price("SOL_USDC", 140);
/// let sandbox = Sandbox::builder().book(book).start().await?;
/// assert_eq!(sandbox.book().balance("SOL").available(), Decimal::new(125, 1));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "a book does nothing until a sandbox is started with it"]
pub struct Book {
    balances: BTreeMap<String, Decimal>,
    prices: BTreeMap<String, Decimal>,
    fee_rate: Decimal,
}

impl Book {
    /// A book without balances, prices or fees.
    pub fn new() -> Self {
        Self::default()
    }

    /// The account has this much of an asset, all of it available. Not negative.
    pub fn balance(mut self, asset: impl Into<String>, quantity: impl Into<Decimal>) -> Self {
        self.balances.insert(asset.into(), quantity.into());
        self
    }

    /// Market orders on `symbol`, such as `SOL_USDC`, fill at this price. More than zero.
    pub fn price(mut self, symbol: impl Into<String>, price: impl Into<Decimal>) -> Self {
        self.prices.insert(symbol.into(), price.into());
        self
    }

    /// The fee, as a share of what is received (0.001 is a tenth of a percent), for makers and takers alike. At least
    /// zero, and less than one.
    pub fn fee_rate(mut self, rate: impl Into<Decimal>) -> Self {
        self.fee_rate = rate.into();
        self
    }
}
