//! The configuration of a book.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::side::Side;

/// A book to start a sandbox with: see [the module](crate::book).
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
#[derive(Debug, Clone)]
#[must_use = "a book does nothing until a sandbox is started with it"]
pub struct Book {
    pub(crate) balances: BTreeMap<String, Decimal>,
    pub(crate) prices: BTreeMap<String, Decimal>,
    pub(crate) levels: Vec<(String, Side, Decimal, Decimal)>,
    pub(crate) fee_rate: Decimal,
    pub(crate) initial_margin: Decimal,
}

impl Default for Book {
    fn default() -> Self {
        Self {
            balances: BTreeMap::new(),
            prices: BTreeMap::new(),
            levels: Vec::new(),
            fee_rate: Decimal::ZERO,
            initial_margin: Decimal::new(1, 1),
        }
    }
}

impl Book {
    /// Creates a book without balances, prices, levels or fees.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the available balance of an asset: at least zero.
    pub fn balance(mut self, asset: impl Into<String>, quantity: impl Into<Decimal>) -> Self {
        self.balances.insert(asset.into(), quantity.into());
        self
    }

    /// Sets the price of a market, more than zero: that of orders that execute at once in a market without levels, and
    /// the mark price of a perpetual future.
    pub fn price(mut self, symbol: impl Into<String>, price: impl Into<Decimal>) -> Self {
        self.prices.insert(symbol.into(), price.into());
        self
    }

    /// Sets the quantity of other participants at a price: see [`BookHandle::set_level`](crate::BookHandle::set_level).
    pub fn level(
        mut self,
        symbol: impl Into<String>,
        side: Side,
        price: impl Into<Decimal>,
        quantity: impl Into<Decimal>,
    ) -> Self {
        let level = (symbol.into(), side, price.into(), quantity.into());
        self.levels.push(level);
        self
    }

    /// Sets the fee rate of makers and takers: at least 0 and less than 1 (0.001 is 0.1 %). Zero by default.
    pub fn fee_rate(mut self, rate: impl Into<Decimal>) -> Self {
        self.fee_rate = rate.into();
        self
    }

    /// Sets the initial margin fraction of all perpetual futures: more than 0 and at most 1. 0.1 by default, which is a
    /// leverage of 10.
    pub fn initial_margin(mut self, fraction: impl Into<Decimal>) -> Self {
        self.initial_margin = fraction.into();
        self
    }
}
