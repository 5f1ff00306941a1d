//! A market whose levels and trades follow from a seed.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::book::{BookError, BookHandle, Side};
use crate::faults::schedule::SplitMix;

/// A market that changes its levels and trades, the same way for each seed. Its spread stays positive.
///
/// A test makes the steps itself, or gives the market to [`SandboxBuilder::market`](crate::SandboxBuilder::market), which
/// makes one step in each interval.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use backpack_sandbox::streams::SeededMarket;
/// use backpack_sandbox::{Book, Sandbox};
///
/// let sandbox = Sandbox::builder().book(Book::new()).start().await?;
/// let mut market = SeededMarket::new("SOL_USDC", 7).price(140);
/// for _ in 0..100 {
///     market.step(sandbox.book())?;
/// }
/// let depth = sandbox.book().depth("SOL_USDC");
/// assert!(depth.bids()[0].0 < depth.asks()[0].0);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a market does nothing until it makes a step"]
pub struct SeededMarket {
    symbol: String,
    random: SplitMix,
    price: Decimal,
    tick: Decimal,
    levels: u64,
    /// The quantities by distance from the price at the start, in ticks; `None` before the first step.
    placed: Option<Placed>,
}

#[derive(Debug, Clone, Default)]
struct Placed {
    /// The middle between the sides, where no level is.
    middle: i64,
    bids: BTreeMap<i64, Decimal>,
    asks: BTreeMap<i64, Decimal>,
}

impl SeededMarket {
    /// Creates a market around the price 100 with a tick of 0.01 and 20 levels on each side.
    pub fn new(symbol: impl Into<String>, seed: u64) -> Self {
        Self {
            symbol: symbol.into(),
            random: SplitMix(seed),
            price: Decimal::from(100),
            tick: Decimal::new(1, 2),
            levels: 20,
            placed: None,
        }
    }

    /// Sets the price at the start.
    pub fn price(mut self, price: impl Into<Decimal>) -> Self {
        self.price = price.into();
        self
    }

    /// Sets the distance between two levels.
    pub fn tick(mut self, tick: impl Into<Decimal>) -> Self {
        self.tick = tick.into();
        self
    }

    /// Sets the number of levels on each side, at least 1.
    pub const fn levels(mut self, levels: u32) -> Self {
        self.levels = if levels == 0 { 1 } else { levels as u64 };
        self
    }

    /// Returns the name of the market.
    #[must_use]
    pub fn symbol(&self) -> &str {
        &self.symbol
    }

    /// Makes one step: a change of a level, a trade, or a change of the price. The first step places all levels, and sets
    /// the mark price of a future.
    ///
    /// # Errors
    ///
    /// [`BookError`] when the sandbox has no book, the symbol is not a market that the book supports, or the price has
    /// fallen to zero.
    pub fn step(&mut self, book: BookHandle<'_>) -> Result<(), BookError> {
        let Some(mut placed) = self.placed.take() else {
            return self.place_levels(book);
        };
        let result = match self.random.below(10) {
            0 => self.move_price(book, &mut placed),
            1 | 2 => self.trade(book, &mut placed),
            3 => self.change(book, &mut placed, true),
            _ => self.change(book, &mut placed, false),
        };
        self.placed = Some(placed);
        result
    }

    fn place_levels(&mut self, book: BookHandle<'_>) -> Result<(), BookError> {
        let mut placed = Placed::default();
        self.mark(book, 0)?;
        for distance in 1..=self.levels.cast_signed() {
            let quantity = self.quantity();
            self.set(book, &mut placed, Side::Bid, -distance, quantity)?;
            let quantity = self.quantity();
            self.set(book, &mut placed, Side::Ask, distance, quantity)?;
        }
        self.placed = Some(placed);
        Ok(())
    }

    /// Sets the mark price of a future, and executes nothing.
    fn mark(&self, book: BookHandle<'_>, middle: i64) -> Result<(), BookError> {
        if self.symbol.ends_with("_PERP") {
            book.set_price(&self.symbol, self.price_at(middle))?;
        }
        Ok(())
    }

    /// Moves the price by one tick, and removes the levels that would cross it or are too far from it.
    fn move_price(&mut self, book: BookHandle<'_>, placed: &mut Placed) -> Result<(), BookError> {
        let is_up = self.random.below(2) == 0;
        placed.middle += if is_up { 1 } else { -1 };
        let middle = placed.middle;
        let levels = self.levels.cast_signed();
        let (crossing, far) = if is_up {
            ((Side::Ask, middle), (Side::Bid, middle - levels - 1))
        } else {
            ((Side::Bid, middle), (Side::Ask, middle + levels + 1))
        };
        for (side, offset) in [crossing, far] {
            self.set(book, placed, side, offset, Decimal::ZERO)?;
        }
        self.mark(book, middle)
    }

    /// Trades a part of the best level of one side, or all of it.
    fn trade(&mut self, book: BookHandle<'_>, placed: &mut Placed) -> Result<(), BookError> {
        let taker = if self.random.below(2) == 0 {
            Side::Bid
        } else {
            Side::Ask
        };
        let best = match taker {
            Side::Bid => placed.asks.first_key_value(),
            Side::Ask => placed.bids.last_key_value(),
        };
        let Some((offset, left)) = best.map(|(offset, left)| (*offset, *left)) else {
            return self.change(book, placed, false);
        };
        let quantity = self.quantity().min(left);
        book.trade(&self.symbol, taker, self.price_at(offset), quantity)?;
        let left = left.saturating_sub(quantity);
        self.set(book, placed, taker.opposite(), offset, left)
    }

    /// Sets or removes one level.
    fn change(
        &mut self,
        book: BookHandle<'_>,
        placed: &mut Placed,
        removes: bool,
    ) -> Result<(), BookError> {
        let distance = 1 + self.random.below(self.levels).cast_signed();
        let (side, offset) = if self.random.below(2) == 0 {
            (Side::Bid, placed.middle - distance)
        } else {
            (Side::Ask, placed.middle + distance)
        };
        let quantity = if removes {
            Decimal::ZERO
        } else {
            self.quantity()
        };
        self.set(book, placed, side, offset, quantity)
    }

    fn set(
        &self,
        book: BookHandle<'_>,
        placed: &mut Placed,
        side: Side,
        offset: i64,
        quantity: Decimal,
    ) -> Result<(), BookError> {
        let levels = match side {
            Side::Bid => &mut placed.bids,
            Side::Ask => &mut placed.asks,
        };
        if quantity.is_zero() {
            levels.remove(&offset);
        } else {
            levels.insert(offset, quantity);
        }
        book.set_level(&self.symbol, side, self.price_at(offset), quantity)
    }

    fn price_at(&self, offset: i64) -> Decimal {
        let distance = self.tick.saturating_mul(Decimal::from(offset));
        self.price.saturating_add(distance)
    }

    /// Returns a random quantity of 0.1 to 100.
    fn quantity(&mut self) -> Decimal {
        Decimal::new(1 + self.random.below(1000).cast_signed(), 1)
    }
}
