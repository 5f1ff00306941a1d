//! The best prices of an order book.

use rust_decimal::Decimal;

use crate::PriceLevel;
use crate::types::Depth;

impl Depth {
    /// Returns the bid with the highest price; `None` without bids. The exchange sends it last.
    ///
    /// ```
    /// use backpack_api::types::Depth;
    ///
    /// let json = r#"{"asks":[["142.20","3"],["142.30","1"]],"bids":[["142.00","2"],["142.10","5"]],
    ///     "lastUpdateId":"7","timestamp":1788285244094000}"#;
    /// let depth: Depth = serde_json::from_str(json)?;
    /// assert_eq!(depth.best_bid().unwrap().price.to_string(), "142.10");
    /// assert_eq!(depth.best_ask().unwrap().price.to_string(), "142.20");
    /// assert_eq!(depth.mid().unwrap().to_string(), "142.15");
    /// assert_eq!(depth.spread().unwrap().to_string(), "0.10");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn best_bid(&self) -> Option<&PriceLevel> {
        self.bids.iter().max_by_key(|level| level.price)
    }

    /// Returns the ask with the lowest price; `None` without asks.
    #[must_use]
    pub fn best_ask(&self) -> Option<&PriceLevel> {
        self.asks.iter().min_by_key(|level| level.price)
    }

    /// Returns the price in the middle between the best bid and the best ask, in units of the quote asset; it can lie
    /// between two ticks. `None` if a side is empty.
    #[must_use]
    pub fn mid(&self) -> Option<Decimal> {
        let sum = self.best_bid()?.price.checked_add(self.best_ask()?.price)?;
        sum.checked_div(Decimal::TWO)
    }

    /// Returns the best ask minus the best bid, in units of the quote asset. `None` if a side is empty.
    #[must_use]
    pub fn spread(&self) -> Option<Decimal> {
        let (bid, ask) = (self.best_bid()?, self.best_ask()?);
        ask.price.checked_sub(bid.price)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(asks: &str, bids: &str) -> Depth {
        let json = format!(
            r#"{{"asks":{asks},"bids":{bids},"lastUpdateId":"1","timestamp":1788285244094000}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    /// An empty side has no best price, and the book has no middle then.
    #[test]
    fn empty_sides_have_no_prices() {
        let none = depth("[]", "[]");
        assert_eq!((none.best_bid(), none.best_ask()), (None, None));
        assert_eq!((none.mid(), none.spread()), (None, None));
        let bids = depth("[]", r#"[["1","2"]]"#);
        assert!(bids.best_bid().is_some() && bids.best_ask().is_none());
        assert_eq!((bids.mid(), bids.spread()), (None, None));
    }

    /// The best prices do not depend on the order of the levels.
    #[test]
    fn best_prices_in_any_order() {
        let asks = [
            r#"[["9","1"],["11","1"],["10","1"]]"#,
            r#"[["11","1"],["10","1"],["9","1"]]"#,
        ];
        let bids = [
            r#"[["8","1"],["2","1"],["7","1"]]"#,
            r#"[["2","1"],["7","1"],["8","1"]]"#,
        ];
        for depth in [depth(asks[0], bids[0]), depth(asks[1], bids[1])] {
            assert_eq!(depth.best_bid().unwrap().price, Decimal::from(8));
            assert_eq!(depth.best_ask().unwrap().price, Decimal::from(9));
            assert_eq!(depth.mid(), Some(Decimal::new(85, 1)));
            assert_eq!(depth.spread(), Some(Decimal::ONE));
        }
    }

    /// Prices beyond the range of a decimal have no middle, and do not panic.
    #[test]
    fn middle_beyond_the_range_is_none() {
        let huge = format!(r#"[["{}","1"]]"#, Decimal::MAX);
        assert_eq!(depth(&huge, &huge).mid(), None);
        assert_eq!(depth(&huge, &huge).spread(), Some(Decimal::ZERO));
    }
}
