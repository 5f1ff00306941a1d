//! One side of an order book: levels in a sorted list, found by an integer key.

use std::cmp::Ordering;

use backpack_runtime::wire::PriceLevel;
use rust_decimal::Decimal;

/// Powers of ten that fit an `i64`.
#[rustfmt::skip]
const POWERS: [i64; 19] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
    100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
    10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
];

/// Bids or asks of an [`OrderBook`](super::OrderBook).
///
/// Levels are matched by value: `86700` and `86700.0` are the same price. Iterators start at the best price and borrow.
/// Sums are exact up to the 28 digits of a [`Decimal`].
///
/// A REST snapshot has a limited number of levels. If it reached the limit on this side, the side is complete only up to
/// [`complete_to`](Self::complete_to), and methods that depend on levels beyond it return `None`.
#[derive(Clone, Debug)]
pub struct BookSide {
    is_ask: bool,
    /// Sorted by price, the best price last: most deltas are near it, so few levels are moved.
    levels: Vec<PriceLevel>,
    /// Price of each level as an integer at `scale`, negated for asks. `None` if the prices have no common scale that fits
    /// 18 digits; they are then compared as decimals, which is slower.
    keys: Option<Vec<i64>>,
    /// Decimal places of the keys.
    scale: u32,
    complete_to: Option<Decimal>,
}

impl BookSide {
    /// Creates a side from the levels of a snapshot, which are usually sorted in either direction.
    ///
    /// With at least `limit` levels, the side is complete only up to its worst price.
    pub(super) fn new(is_ask: bool, levels: Vec<PriceLevel>, limit: Option<usize>) -> Self {
        let is_full = limit.is_some_and(|limit| levels.len() >= limit);
        let (mut scale, mut has_zero) = (0, false);
        for level in &levels {
            scale = scale.max(level.price.scale());
            has_zero |= level.quantity.is_zero();
        }
        let mut side = Self {
            is_ask,
            levels,
            keys: None,
            scale,
            complete_to: None,
        };
        if let (Some(first), Some(last)) = (side.levels.first(), side.levels.last())
            && side.order(&first.price, &last.price) == Ordering::Greater
        {
            side.levels.reverse();
        }
        side.keys = side.keys_at(scale);
        if side.keys.is_none() {
            side.rescale(None);
        }
        if has_zero || !side.is_sorted() {
            side.sort();
        }
        if is_full {
            side.complete_to = side.levels.first().map(|level| level.price);
        }
        side
    }

    /// Returns the best level.
    #[must_use]
    pub fn best(&self) -> Option<&PriceLevel> {
        self.levels.last()
    }

    /// Returns the levels, best first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &PriceLevel> + ExactSizeIterator + Clone {
        self.levels.iter().rev()
    }

    /// Returns the best `count` levels, best first.
    pub fn top(
        &self,
        count: usize,
    ) -> impl DoubleEndedIterator<Item = &PriceLevel> + ExactSizeIterator + Clone {
        let (_, top) = self
            .levels
            .split_at(self.levels.len().saturating_sub(count));
        top.iter().rev()
    }

    /// Returns each level with the cumulative quantity up to it, best first. Ends before a total that overflows [`Decimal`].
    pub fn cumulative(&self) -> impl Iterator<Item = (&PriceLevel, Decimal)> + Clone {
        self.iter().scan(Decimal::ZERO, |total, level| {
            *total = total.checked_add(level.quantity)?;
            Some((level, *total))
        })
    }

    /// Returns the number of levels.
    #[must_use]
    pub fn len(&self) -> usize {
        self.levels.len()
    }

    /// Returns true if the side has no level.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// Returns the worst price up to which the side is complete, or `None` if it is complete.
    #[must_use]
    pub fn complete_to(&self) -> Option<Decimal> {
        self.complete_to
    }

    /// Returns the quantity at a price, zero without a level. `None` beyond [`complete_to`](Self::complete_to).
    #[must_use]
    pub fn quantity_at(&self, price: Decimal) -> Option<Decimal> {
        if !self.covers(&price) {
            return None;
        }
        let level = self
            .find(&price)
            .ok()
            .and_then(|place| self.levels.get(place));
        Some(level.map_or(Decimal::ZERO, |level| level.quantity))
    }

    /// Returns the total quantity at `price` and better. `None` beyond [`complete_to`](Self::complete_to).
    #[must_use]
    pub fn size_to(&self, price: Decimal) -> Option<Decimal> {
        if !self.covers(&price) {
            return None;
        }
        self.iter()
            .take_while(|level| self.order(&level.price, &price) != Ordering::Less)
            .try_fold(Decimal::ZERO, |total, level| {
                total.checked_add(level.quantity)
            })
    }

    /// Returns the worst price that an order of `quantity` reaches. `None` if the known levels hold less, or if `quantity`
    /// is negative.
    #[must_use]
    pub fn price_for(&self, quantity: Decimal) -> Option<Decimal> {
        self.take(quantity, |_, _| Some(()))
    }

    /// Returns the amount in the quote asset of an order of `quantity` that takes this side from the best price on. `None`
    /// if the known levels hold less, or if `quantity` is negative.
    #[must_use]
    pub fn cost_of(&self, quantity: Decimal) -> Option<Decimal> {
        let mut cost = Decimal::ZERO;
        self.take(quantity, |price, quantity| {
            cost = cost.checked_add(price.checked_mul(quantity)?)?;
            Some(())
        })?;
        Some(cost)
    }

    /// Visits price and quantity of each level that an order of `quantity` takes. Returns the last price.
    fn take(
        &self,
        quantity: Decimal,
        mut visit: impl FnMut(Decimal, Decimal) -> Option<()>,
    ) -> Option<Decimal> {
        let mut open = quantity;
        let levels = self.iter().take_while(|level| self.covers(&level.price));
        for level in levels.take_while(|_| quantity >= Decimal::ZERO) {
            let taken = level.quantity.min(open);
            visit(level.price, taken)?;
            open = open.checked_sub(taken)?;
            if open.is_zero() {
                return Some(level.price);
            }
        }
        None
    }

    /// Returns true if two sides differ in a level within the bounds of both.
    pub(super) fn differs_from(&self, other: &Self) -> bool {
        let is_covered =
            |level: &&PriceLevel| self.covers(&level.price) && other.covers(&level.price);
        !self
            .iter()
            .take_while(is_covered)
            .eq(other.iter().take_while(is_covered))
    }

    /// Returns true if the side is complete up to a price.
    fn covers(&self, price: &Decimal) -> bool {
        self.complete_to
            .is_none_or(|bound| self.order(price, &bound) != Ordering::Less)
    }

    /// Orders prices from the worst to the best.
    fn order(&self, a: &Decimal, b: &Decimal) -> Ordering {
        if self.is_ask { b.cmp(a) } else { a.cmp(b) }
    }

    /// Returns true if the levels are sorted, without two of the same price.
    fn is_sorted(&self) -> bool {
        match &self.keys {
            Some(keys) => keys.is_sorted_by(|a, b| a < b),
            None => self
                .levels
                .is_sorted_by(|a, b| self.order(&a.price, &b.price) == Ordering::Less),
        }
    }

    /// Sorts unsorted levels. Of two levels with the same price, the later one is kept.
    fn sort(&mut self) {
        let levels = std::mem::take(&mut self.levels);
        self.keys = self.keys.take().map(|_| Vec::new());
        for level in &levels {
            self.set(level);
        }
    }

    /// Sets the quantity at a price; zero removes the level.
    #[inline]
    pub(super) fn set(&mut self, level: &PriceLevel) {
        if self.keys.is_some() && self.key(&level.price, self.scale).is_none() {
            self.rescale(Some(&level.price));
        }
        match self.find(&level.price) {
            Ok(place) if level.quantity.is_zero() => {
                self.levels.remove(place);
                if let Some(keys) = &mut self.keys {
                    keys.remove(place);
                }
            }
            Ok(place) => {
                if let Some(kept) = self.levels.get_mut(place) {
                    *kept = *level;
                }
            }
            Err(_) if level.quantity.is_zero() => {}
            Err(place) => {
                let key = self.key(&level.price, self.scale);
                self.levels.insert(place, *level);
                if let (Some(keys), Some(key)) = (&mut self.keys, key) {
                    keys.insert(place, key);
                }
            }
        }
    }

    /// Returns the index of a price, or the index at which to insert it.
    #[inline]
    fn find(&self, price: &Decimal) -> Result<usize, usize> {
        if let Some(keys) = &self.keys
            && let Some(key) = self.key(price, self.scale)
        {
            let place = first_not_less(keys, key);
            return match keys.get(place) {
                Some(&found) if found == key => Ok(place),
                _ => Err(place),
            };
        }
        self.levels
            .binary_search_by(|level| self.order(&level.price, price))
    }

    /// Returns the key of a price, or `None` if it has more places than `scale` or more than 18 digits.
    #[inline]
    fn key(&self, price: &Decimal, scale: u32) -> Option<i64> {
        let parts = price.unpack();
        if parts.scale == scale && parts.hi == 0 {
            // The usual price, without arithmetic of 128 bits.
            let number = i64::try_from(u64::from(parts.mid) << 32 | u64::from(parts.lo)).ok()?;
            return Some(if parts.negative == self.is_ask {
                number
            } else {
                -number
            });
        }
        let key = integer(price, scale)?;
        if self.is_ask {
            key.checked_neg()
        } else {
            Some(key)
        }
    }

    /// Returns the keys of all levels at a scale, or `None` if a price has none.
    fn keys_at(&self, scale: u32) -> Option<Vec<i64>> {
        let mut keys = vec![0; self.levels.len()];
        for (key, level) in keys.iter_mut().zip(&self.levels) {
            *key = self.key(&level.price, scale)?;
        }
        Some(keys)
    }

    /// Computes the keys again at the scale that the levels and `price` need.
    #[cold]
    fn rescale(&mut self, price: Option<&Decimal>) {
        let prices = self.levels.iter().map(|level| &level.price).chain(price);
        let scale = prices.map(|price| price.normalize().scale()).max();
        self.scale = scale.unwrap_or(0);
        self.keys = self
            .keys_at(self.scale)
            .filter(|_| price.is_none_or(|price| self.key(price, self.scale).is_some()));
    }
}

/// Returns a price as an integer of `scale` decimal places, or `None` if it is not such an integer of 18 digits.
#[inline]
fn integer(price: &Decimal, scale: u32) -> Option<i64> {
    let places = price.scale();
    let number = price.mantissa();
    if places <= scale {
        let power = POWERS.get((scale - places) as usize)?;
        return i64::try_from(number).ok()?.checked_mul(*power);
    }
    let power = i128::from(*POWERS.get((places - scale) as usize)?);
    (number % power == 0).then(|| i64::try_from(number / power).ok())?
}

/// Returns the index of the first key that is not less than `key`. Searches from the end, in steps that double.
#[inline]
fn first_not_less(keys: &[i64], key: i64) -> usize {
    let mut end = keys.len();
    let mut step = 1;
    loop {
        let start = keys.len().saturating_sub(step);
        match keys.get(start) {
            Some(&probe) if probe >= key && start > 0 => {
                end = start;
                step *= 2;
            }
            Some(&probe) if probe >= key => return start,
            _ => {
                let range = keys.get(start..end).unwrap_or_default();
                return start + range.partition_point(|&probe| probe < key);
            }
        }
    }
}
