//! The book of a running sandbox, in the hands of a test.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::account::Balance;
use super::error::BookError;
use super::ledger::Ledger;
use super::order::{Fill, Order};
use crate::exchange::Exchange;

/// The book of a running sandbox: what happened, and what a test makes happen. From
/// [`Sandbox::book`](crate::Sandbox::book).
///
/// Without a [`Book`](super::Book) there is nothing to see, and commands are [`BookError::NoBook`].
#[derive(Clone, Copy)]
pub struct BookHandle<'a>(&'a Exchange);

impl<'a> BookHandle<'a> {
    pub(crate) const fn new(exchange: &'a Exchange) -> Self {
        Self(exchange)
    }

    /// Every order that was ever placed, the oldest first: what to count to know that none was placed twice.
    #[must_use]
    pub fn orders(self) -> Vec<Order> {
        self.see(|ledger| ledger.orders().to_vec())
    }

    /// The orders on the book, the oldest first.
    #[must_use]
    pub fn open_orders(self) -> Vec<Order> {
        let mut orders = self.orders();
        orders.retain(Order::is_open);
        orders
    }

    /// One order, open or not.
    #[must_use]
    pub fn order(self, id: &str) -> Option<Order> {
        self.see(|ledger| ledger.order(id).cloned())
    }

    /// Every fill, the oldest first.
    #[must_use]
    pub fn fills(self) -> Vec<Fill> {
        self.see(|ledger| ledger.fills().to_vec())
    }

    /// The balance of an asset: zero of one that the account never had.
    #[must_use]
    pub fn balance(self, asset: &str) -> Balance {
        self.balances().remove(asset).unwrap_or_default()
    }

    /// The balances, by asset.
    #[must_use]
    pub fn balances(self) -> BTreeMap<String, Balance> {
        self.see(|ledger| ledger.account().balances().clone())
    }

    /// Sets the price at which market orders are filled from now on, as well as `IOC` and `FOK` orders that it suits.
    /// Orders that rest stay where they are.
    ///
    /// # Errors
    ///
    /// [`BookError`] when the symbol is not a spot market, or the price is not more than zero.
    pub fn set_price(self, symbol: &str, price: impl Into<Decimal>) -> Result<(), BookError> {
        self.ledger()?.set_price(symbol, price.into())
    }

    /// Fills an open order, or a part of it, and gives it back as it then stands. `quantity` is in units of the base
    /// asset; the price may be better than that of the order, and not worse.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use backpack_sandbox::{Book, BookError, Sandbox};
    ///
    /// let book = Book::new().balance("USDC", 1_000).balance("SOL", 0);
    /// let sandbox = Sandbox::builder().book(book).start().await?;
    /// // ... the bot places an order, and the test fills it:
    /// for order in sandbox.book().open_orders() {
    ///     sandbox.book().fill(&order.id(), 1, 140)?;
    /// }
    /// # assert!(matches!(sandbox.book().fill("1", 1, 140), Err(BookError::UnknownOrder { .. })));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`BookError`] when there is no such order, it is not open, more is to be filled than is left, the price is
    /// worse than that of the order, or a value is not more than zero. Nothing has changed then.
    pub fn fill(
        self,
        order_id: &str,
        quantity: impl Into<Decimal>,
        price: impl Into<Decimal>,
    ) -> Result<Order, BookError> {
        let now = self.0.clock.now();
        let mut ledger = self.ledger()?;
        ledger
            .fill(order_id, quantity.into(), price.into(), now)
            .cloned()
    }

    /// Takes an open order off the book, as the exchange does by itself, or as it gets round to a cancellation that it
    /// had only accepted. Gives back the order as it then stands.
    ///
    /// # Errors
    ///
    /// [`BookError`] when there is no such order, or it is not open.
    pub fn cancel(self, order_id: &str) -> Result<Order, BookError> {
        self.ledger()?.cancel(order_id).cloned()
    }

    fn ledger(self) -> Result<std::sync::MutexGuard<'a, Ledger>, BookError> {
        let book = self.0.book.as_ref().ok_or(BookError::NoBook)?;
        Ok(book.lock())
    }

    fn see<T: Default>(self, look: impl FnOnce(&Ledger) -> T) -> T {
        self.ledger()
            .map_or_else(|_| T::default(), |ledger| look(&ledger))
    }
}
