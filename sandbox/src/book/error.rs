//! What a test can get wrong about the book, typed.

use rust_decimal::Decimal;

use super::amount::Inexact;

/// A command to the book that was not carried out, or a book that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// The sandbox was started without a book.
    #[error("this sandbox has no book: start it with `Sandbox::builder().book(Book::new())`")]
    NoBook,
    /// No order has this id.
    #[error("there is no order {id:?}")]
    UnknownOrder {
        /// The id that was given.
        id: String,
    },
    /// The order is filled, cancelled or expired.
    #[error("the order {id} is not open any more")]
    NotOpen {
        /// The id of the order.
        id: String,
    },
    /// More was to be filled than is left.
    #[error("{quantity} cannot be filled: the order {id} has {left} left")]
    TooMuch {
        /// The id of the order.
        id: String,
        /// What was to be filled.
        quantity: Decimal,
        /// What is left to fill.
        left: Decimal,
    },
    /// The price is worse than that of the order.
    #[error(
        "the order {id} cannot be filled at {price}, which is worse than its own price, {limit}"
    )]
    Price {
        /// The id of the order.
        id: String,
        /// The price that was given.
        price: Decimal,
        /// The price of the order.
        limit: Decimal,
    },
    /// A price or a quantity is not more than zero.
    #[error("{value} is not more than zero")]
    NotPositive {
        /// What was given.
        value: Decimal,
    },
    /// A balance is negative.
    #[error("the balance of {asset} cannot be {quantity}")]
    Balance {
        /// The asset.
        asset: String,
        /// What was given.
        quantity: Decimal,
    },
    /// A market is not `BASE_QUOTE`.
    #[error("{symbol:?} is not a spot market: give two assets, as in SOL_USDC")]
    Market {
        /// What was given.
        symbol: String,
    },
    /// A fee rate is negative, or leaves nothing.
    #[error("the fee rate {rate} is not at least 0 and less than 1")]
    FeeRate {
        /// What was given.
        rate: Decimal,
    },
    /// An amount is too large, or has too many digits, to be exact.
    #[error("the amounts do not fit 28 digits: the book rounds nothing, so give shorter ones")]
    Inexact,
}

impl From<Inexact> for BookError {
    fn from(_: Inexact) -> Self {
        Self::Inexact
    }
}
