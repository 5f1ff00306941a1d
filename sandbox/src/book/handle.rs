//! The handle of a running sandbox's book.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::account::Balance;
use super::error::BookError;
use super::event::BookEvent;
use super::ledger::Ledger;
use super::live::LiveBook;
use super::order::{Fill, Order};
use super::position::Position;
use super::side::Side;
use crate::clock::SkewedClock;

/// The book of a running sandbox, to read and to control it. From [`Sandbox::book`](crate::Sandbox::book).
///
/// Without a [`Book`](super::Book) it is empty, and commands fail with [`BookError::NoBook`].
#[derive(Clone, Copy)]
pub struct BookHandle<'a> {
    book: Option<&'a LiveBook>,
    clock: &'a SkewedClock,
}

/// The levels of a market with the open orders of the account, as `get_depth` returns them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Depth {
    bids: Vec<(Decimal, Decimal)>,
    asks: Vec<(Decimal, Decimal)>,
    last_update_id: u64,
}

impl Depth {
    /// Returns the prices and quantities of bids, the highest price first.
    #[must_use]
    pub fn bids(&self) -> &[(Decimal, Decimal)] {
        &self.bids
    }

    /// Returns the prices and quantities of asks, the lowest price first.
    #[must_use]
    pub fn asks(&self) -> &[(Decimal, Decimal)] {
        &self.asks
    }

    /// Returns the number of changes of the levels so far.
    #[must_use]
    pub const fn last_update_id(&self) -> u64 {
        self.last_update_id
    }
}

impl<'a> BookHandle<'a> {
    pub(crate) const fn new(book: Option<&'a LiveBook>, clock: &'a SkewedClock) -> Self {
        Self { book, clock }
    }

    /// Returns every order that was ever placed, the oldest first. Their number shows whether one was placed twice.
    #[must_use]
    pub fn orders(self) -> Vec<Order> {
        self.read(|ledger| ledger.orders().to_vec())
    }

    /// Returns the open orders, the oldest first.
    #[must_use]
    pub fn open_orders(self) -> Vec<Order> {
        self.read(|ledger| ledger.open_orders().cloned().collect())
    }

    /// Returns the order with an id, open or not.
    #[must_use]
    pub fn order(self, id: &str) -> Option<Order> {
        self.read(|ledger| ledger.order(id).cloned())
    }

    /// Returns every fill, the oldest first.
    #[must_use]
    pub fn fills(self) -> Vec<Fill> {
        self.read(|ledger| ledger.fills().to_vec())
    }

    /// Returns the balance of an asset; zero if the account never had it.
    #[must_use]
    pub fn balance(self, asset: &str) -> Balance {
        self.balances().remove(asset).unwrap_or_default()
    }

    /// Returns the balances by asset.
    #[must_use]
    pub fn balances(self) -> BTreeMap<String, Balance> {
        self.read(|ledger| ledger.account().balances().clone())
    }

    /// Returns the open positions, sorted by symbol.
    #[must_use]
    pub fn positions(self) -> Vec<Position> {
        self.read(|ledger| ledger.positions().open().cloned().collect())
    }

    /// Returns the open position in a market.
    #[must_use]
    pub fn position(self, symbol: &str) -> Option<Position> {
        let mut positions = self.positions().into_iter();
        positions.find(|position| position.symbol() == symbol)
    }

    /// Returns the levels of a market; empty for one that is unknown.
    #[must_use]
    pub fn depth(self, symbol: &str) -> Depth {
        self.read(|ledger| {
            let Ok(market) = ledger.market(symbol) else {
                return Depth::default();
            };
            let bids = ledger.levels(&market, Side::Bid);
            Depth {
                bids: bids.into_iter().rev().collect(),
                asks: ledger.levels(&market, Side::Ask).into_iter().collect(),
                last_update_id: market.update_id,
            }
        })
    }

    /// Returns the events after a sequence number, the oldest first: all of them after 0. The newest 10 000 are kept,
    /// so a first one with a larger number than `sequence + 1` shows that older ones were dropped.
    #[must_use]
    pub fn events_after(self, sequence: u64) -> Vec<BookEvent> {
        self.read(|ledger| ledger.events().after(sequence))
    }

    /// Waits until there are events after a sequence number, and returns them.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use backpack_sandbox::book::{BookChange, Side};
    /// use backpack_sandbox::{Book, Sandbox};
    ///
    /// let sandbox = Sandbox::builder().book(Book::new()).start().await?;
    /// sandbox.book().set_level("SOL_USDC", Side::Ask, 140, 5)?;
    /// let events = sandbox.book().wait_for_events(0).await?;
    /// assert!(matches!(events[0].change(), BookChange::Level { update_id: 1, .. }));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`BookError::NoBook`].
    pub async fn wait_for_events(self, after: u64) -> Result<Vec<BookEvent>, BookError> {
        let book = self.book.ok_or(BookError::NoBook)?;
        Ok(book.wait_for_events(after).await)
    }

    /// Sets the price of a market: that of orders that execute at once in a market without levels, and the mark price of
    /// a future. Open orders are not filled.
    ///
    /// # Errors
    ///
    /// [`BookError`] when the symbol is not a spot market or perpetual future, or the price is not more than zero.
    pub fn set_price(self, symbol: &str, price: impl Into<Decimal>) -> Result<(), BookError> {
        let now = self.clock.now();
        self.change(|ledger| ledger.set_price(symbol, price.into(), now))
    }

    /// Sets the quantity of other participants at a price; zero removes it.
    ///
    /// First it executes against the open orders of the account that it crosses: the best price first, then the oldest, each
    /// at its own price and as the maker. The rest of the quantity stays in the book.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use backpack_sandbox::book::Side;
    /// use backpack_sandbox::{Book, Sandbox};
    ///
    /// let sandbox = Sandbox::builder().book(Book::new().balance("USDC", 1_000)).start().await?;
    /// sandbox.book().set_level("SOL_USDC", Side::Bid, 139, 10)?;
    /// sandbox.book().set_level("SOL_USDC", Side::Ask, 140, 5)?;
    /// assert_eq!(sandbox.book().depth("SOL_USDC").asks(), [(140.into(), 5.into())]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`BookError`] when the symbol is not a spot market or perpetual future, a future has no mark price, the price is not
    /// more than zero, or the quantity is negative. Nothing has changed then.
    pub fn set_level(
        self,
        symbol: &str,
        side: Side,
        price: impl Into<Decimal>,
        quantity: impl Into<Decimal>,
    ) -> Result<(), BookError> {
        let now = self.clock.now();
        let (price, quantity) = (price.into(), quantity.into());
        self.change(|ledger| ledger.set_level(symbol, side, price, quantity, now))
    }

    /// Reports a trade between other participants, and returns its id. Levels and open orders do not change.
    ///
    /// # Errors
    ///
    /// [`BookError`] when the symbol is not a spot market or perpetual future, or a value is not more than zero.
    pub fn trade(
        self,
        symbol: &str,
        taker: Side,
        price: impl Into<Decimal>,
        quantity: impl Into<Decimal>,
    ) -> Result<u64, BookError> {
        let now = self.clock.now();
        let (price, quantity) = (price.into(), quantity.into());
        self.change(|ledger| ledger.trade(symbol, taker, price, quantity, now))
    }

    /// Fills an open order, or a part of it, and returns its new state. `quantity` is in units of the base asset; the price
    /// must be at least as good as that of the order.
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
    /// [`BookError`] when there is no such order or it is not open, the quantity exceeds what remains or does not reduce the
    /// position of a reduce-only order, the price is worse than that of the order, or a value is not more than zero. Nothing
    /// has changed then.
    pub fn fill(
        self,
        order_id: &str,
        quantity: impl Into<Decimal>,
        price: impl Into<Decimal>,
    ) -> Result<Order, BookError> {
        let now = self.clock.now();
        let (quantity, price) = (quantity.into(), price.into());
        self.change(|ledger| ledger.fill(order_id, quantity, price, now).cloned())
    }

    /// Cancels an open order, as the exchange does by itself, or later after a cancel that it only accepted. Returns its new
    /// state.
    ///
    /// # Errors
    ///
    /// [`BookError`] when there is no such order, or it is not open.
    pub fn cancel(self, order_id: &str) -> Result<Order, BookError> {
        let now = self.clock.now();
        self.change(|ledger| ledger.cancel(order_id, now).cloned())
    }

    fn change<T>(
        self,
        change: impl FnOnce(&mut Ledger) -> Result<T, BookError>,
    ) -> Result<T, BookError> {
        self.book.ok_or(BookError::NoBook)?.change(change)
    }

    fn read<T: Default>(self, read: impl FnOnce(&Ledger) -> T) -> T {
        self.book.map_or_else(T::default, |book| book.read(read))
    }
}
