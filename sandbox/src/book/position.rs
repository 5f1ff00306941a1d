//! Positions in perpetual futures.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::amount::{Inexact, add, mul, share, sub};
use super::market::Symbol;

/// The decimal places of values that are divided: entry prices, and the cost of a part of a position.
const PLACES: u32 = 8;

/// A position in a perpetual future.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    id: u64,
    symbol: Symbol,
    quantity: Decimal,
    cost: Decimal,
    realized: Decimal,
    unrealized: Decimal,
    fees: Decimal,
    mark_price: Decimal,
}

impl Position {
    fn open(id: u64, symbol: Symbol, mark_price: Decimal) -> Self {
        Self {
            id,
            symbol,
            quantity: Decimal::ZERO,
            cost: Decimal::ZERO,
            realized: Decimal::ZERO,
            unrealized: Decimal::ZERO,
            fees: Decimal::ZERO,
            mark_price,
        }
    }

    /// Returns the id of the position.
    #[must_use]
    pub fn id(&self) -> String {
        self.id.to_string()
    }

    pub(crate) const fn number(&self) -> u64 {
        self.id
    }

    /// Returns the market, for example `SOL_USDC_PERP`.
    #[must_use]
    pub fn symbol(&self) -> &str {
        self.symbol.as_str()
    }

    /// Returns the quantity in units of the base asset: negative for a short position, zero for one that was closed.
    #[must_use]
    pub const fn quantity(&self) -> Decimal {
        self.quantity
    }

    /// Returns the sum of price times quantity of the open quantity, in units of the quote asset: negative for a short
    /// position.
    #[must_use]
    pub const fn net_cost(&self) -> Decimal {
        self.cost
    }

    /// Returns the average entry price, rounded to 8 places; zero for a position that was closed.
    #[must_use]
    pub fn entry_price(&self) -> Decimal {
        per_unit(self.cost, self.quantity)
    }

    /// Returns the price at which closing the position makes up for the fees so far, rounded to 8 places.
    #[must_use]
    pub fn break_even_price(&self) -> Decimal {
        per_unit(self.cost.saturating_add(self.fees), self.quantity)
    }

    /// Returns the mark price.
    #[must_use]
    pub const fn mark_price(&self) -> Decimal {
        self.mark_price
    }

    /// Returns the realized profit and loss since the position was opened, without fees, in units of the quote asset.
    #[must_use]
    pub const fn realized_pnl(&self) -> Decimal {
        self.realized
    }

    /// Returns the unrealized profit and loss at the mark price, in units of the quote asset.
    #[must_use]
    pub const fn unrealized_pnl(&self) -> Decimal {
        self.unrealized
    }

    /// Returns the fees since the position was opened, in units of the quote asset.
    #[must_use]
    pub const fn fees(&self) -> Decimal {
        self.fees
    }

    /// Returns the same position at another mark price.
    fn marked(mut self, mark_price: Decimal) -> Result<Self, Inexact> {
        self.mark_price = mark_price;
        self.unrealized = sub(mul(self.quantity, mark_price)?, self.cost)?;
        Ok(self)
    }

    /// Adds a signed quantity of the same sign.
    fn increase(&mut self, quantity: Decimal, price: Decimal) -> Result<(), Inexact> {
        self.quantity = add(self.quantity, quantity)?;
        self.cost = add(self.cost, mul(quantity, price)?)?;
        Ok(())
    }

    /// Adds a signed quantity of the other sign, at most as large as the position. Returns the realized profit.
    fn reduce(&mut self, quantity: Decimal, price: Decimal) -> Result<Decimal, Inexact> {
        let rest = add(self.quantity, quantity)?;
        // The last part takes all of the cost that is left, so that rounding loses nothing.
        let cost = if rest.is_zero() {
            self.cost
        } else {
            share(self.cost, -quantity, self.quantity, PLACES)?
        };
        let realized = sub(mul(-quantity, price)?, cost)?;
        self.quantity = rest;
        self.cost = sub(self.cost, cost)?;
        self.realized = add(self.realized, realized)?;
        Ok(realized)
    }
}

fn per_unit(value: Decimal, quantity: Decimal) -> Decimal {
    let price = value.checked_div(quantity).unwrap_or_default();
    price.round_dp(PLACES).normalize()
}

/// The open positions. A change that fails may leave one of its steps behind, so it is made on a copy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Positions {
    open: BTreeMap<String, Position>,
    opened: u64,
}

impl Positions {
    pub(crate) fn open(&self) -> impl Iterator<Item = &Position> {
        self.open.values()
    }

    /// Returns the signed quantity of the position in a market.
    pub(crate) fn quantity(&self, symbol: &str) -> Decimal {
        self.open
            .get(symbol)
            .map_or(Decimal::ZERO, |position| position.quantity)
    }

    /// Returns the unrealized profit and loss of all positions that are settled in an asset.
    pub(crate) fn unrealized(&self, quote: &str) -> Result<Decimal, Inexact> {
        self.open
            .values()
            .filter(|position| position.symbol.quote() == quote)
            .try_fold(Decimal::ZERO, |sum, position| add(sum, position.unrealized))
    }

    /// Executes a signed quantity. Returns the realized profit, and the changed positions: one, or a closed and an opened
    /// one.
    pub(crate) fn trade(
        &mut self,
        symbol: &Symbol,
        quantity: Decimal,
        price: Decimal,
        fee: Decimal,
        mark_price: Decimal,
    ) -> Result<(Decimal, Vec<Position>), Inexact> {
        let mut position = match self.open.remove(symbol.as_str()) {
            Some(position) => position,
            None => self.opened(symbol, mark_price),
        };
        position.fees = add(position.fees, fee)?;
        let mut realized = Decimal::ZERO;
        let mut changed = Vec::new();
        let same_sign = position.quantity.is_zero()
            || position.quantity.is_sign_positive() == quantity.is_sign_positive();
        if same_sign {
            position.increase(quantity, price)?;
        } else if quantity.abs() <= position.quantity.abs() {
            realized = position.reduce(quantity, price)?;
        } else {
            let rest = add(position.quantity, quantity)?;
            realized = position.reduce(-position.quantity, price)?;
            changed.push(position.marked(mark_price)?);
            position = self.opened(symbol, mark_price);
            position.increase(rest, price)?;
        }
        let position = position.marked(mark_price)?;
        if !position.quantity.is_zero() {
            let symbol = symbol.as_str().to_owned();
            self.open.insert(symbol, position.clone());
        }
        changed.push(position);
        Ok((realized, changed))
    }

    /// Sets the mark price of a market. Returns the changed position.
    pub(crate) fn mark(
        &mut self,
        symbol: &str,
        price: Decimal,
    ) -> Result<Option<Position>, Inexact> {
        let Some(position) = self.open.get_mut(symbol) else {
            return Ok(None);
        };
        *position = position.clone().marked(price)?;
        Ok(Some(position.clone()))
    }

    fn opened(&mut self, symbol: &Symbol, mark_price: Decimal) -> Position {
        self.opened = self.opened.saturating_add(1);
        Position::open(self.opened, symbol.clone(), mark_price)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn trade(positions: &mut Positions, quantity: &str, price: &str) -> (Decimal, Vec<Position>) {
        let symbol = Symbol::parse("SOL_USDC_PERP").unwrap();
        let (quantity, price) = (decimal(quantity), decimal(price));
        let (fee, mark) = (Decimal::ZERO, Decimal::from(100));
        positions
            .trade(&symbol, quantity, price, fee, mark)
            .unwrap()
    }

    #[test]
    fn averages_and_realizes() {
        let mut positions = Positions::default();
        assert_eq!(trade(&mut positions, "1", "100").0, Decimal::ZERO);
        let (_, changed) = trade(&mut positions, "2", "101");
        assert_eq!(changed[0].entry_price(), decimal("100.66666667"));
        assert_eq!(changed[0].unrealized_pnl(), decimal("-2"));
        let (realized, changed) = trade(&mut positions, "-1", "103");
        // The cost of one is rounded, so the price of the rest changes by less than the last place.
        assert_eq!(realized, decimal("2.33333333"));
        assert_eq!(changed[0].entry_price(), decimal("100.66666666"));
        // Closing realizes exactly what is left: 309 - 302 in total.
        let (realized, changed) = trade(&mut positions, "-2", "103");
        assert_eq!(realized, decimal("4.66666667"));
        assert_eq!(changed[0].realized_pnl(), decimal("7"));
        assert_eq!(changed[0].quantity(), Decimal::ZERO);
        assert_eq!(positions.open().count(), 0);
    }

    #[test]
    fn flips_into_a_new_position() {
        let mut positions = Positions::default();
        trade(&mut positions, "-2", "100");
        let (realized, changed) = trade(&mut positions, "5", "90");
        assert_eq!(realized, Decimal::from(20));
        let quantities: Vec<_> = changed.iter().map(|p| (p.id(), p.quantity())).collect();
        assert_eq!(
            quantities,
            [
                ("1".to_owned(), Decimal::ZERO),
                ("2".to_owned(), Decimal::from(3))
            ]
        );
        assert_eq!(changed[1].entry_price(), Decimal::from(90));
        assert_eq!(positions.quantity("SOL_USDC_PERP"), Decimal::from(3));
    }
}
