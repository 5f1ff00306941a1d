//! Errors of a book and of the commands to it.

use rust_decimal::Decimal;

use super::amount::Inexact;

/// A command to the book that was not executed, or an invalid book.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// The sandbox was started without a book.
    #[error("this sandbox has no book: start it with `Sandbox::builder().book(Book::new())`")]
    NoBook,
    /// No order has this id.
    #[error("unknown order {id:?}")]
    UnknownOrder {
        /// The given id.
        id: String,
    },
    /// The order is filled, cancelled or expired.
    #[error("the order {id} is not open")]
    NotOpen {
        /// The id of the order.
        id: String,
    },
    /// The quantity is larger than the remaining one.
    #[error("cannot fill {quantity} of the order {id}: {left} remain")]
    ExceedsRemaining {
        /// The id of the order.
        id: String,
        /// The given quantity.
        quantity: Decimal,
        /// The remaining quantity.
        left: Decimal,
    },
    /// The price is worse than that of the order.
    #[error("cannot fill the order {id} at {price}: its own price is {limit}")]
    WorsePrice {
        /// The id of the order.
        id: String,
        /// The given price.
        price: Decimal,
        /// The price of the order.
        limit: Decimal,
    },
    /// A reduce-only order would increase the position.
    #[error("the order {id} is reduce-only, and {quantity} would not reduce the position")]
    ReduceOnly {
        /// The id of the order.
        id: String,
        /// The given quantity.
        quantity: Decimal,
    },
    /// A price or a quantity is not more than zero.
    #[error("{value} must be more than zero")]
    NotPositive {
        /// The given value.
        value: Decimal,
    },
    /// A quantity is negative.
    #[error("{value} must be at least zero")]
    Negative {
        /// The given value.
        value: Decimal,
    },
    /// A balance is negative.
    #[error("invalid balance {quantity} of {asset}: must be at least zero")]
    Balance {
        /// The asset.
        asset: String,
        /// The given balance.
        quantity: Decimal,
    },
    /// A symbol is neither a spot market nor a perpetual future.
    #[error("invalid symbol {symbol:?}: use BASE_QUOTE or BASE_QUOTE_PERP")]
    Market {
        /// The given symbol.
        symbol: String,
    },
    /// A perpetual future has no mark price.
    #[error("{symbol} has no mark price: set one with `price` or `set_price`")]
    NoMarkPrice {
        /// The given symbol.
        symbol: String,
    },
    /// The fee rate is out of range.
    #[error("invalid fee rate {rate}: use at least 0 and less than 1")]
    FeeRate {
        /// The given rate.
        rate: Decimal,
    },
    /// The initial margin fraction is out of range.
    #[error("invalid initial margin fraction {fraction}: use more than 0 and at most 1")]
    InitialMargin {
        /// The given fraction.
        fraction: Decimal,
    },
    /// An amount is too large, or has too many digits, to be exact.
    #[error("the amounts do not fit 28 digits: use fewer")]
    Inexact,
}

impl From<Inexact> for BookError {
    fn from(_: Inexact) -> Self {
        Self::Inexact
    }
}
