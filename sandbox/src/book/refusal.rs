//! Why the book refuses a request, in the words of the exchange where they are known.

use http::StatusCode;

use super::amount::Inexact;
use crate::errors::api_error;
use crate::reply::Reply;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    InsufficientFunds,
    /// The market is not known. The words are captured.
    UnknownMarket,
    /// There is no such order, or it is not open. The words are captured.
    NotFound,
    /// An order that cannot be, and why. The code is captured.
    InvalidOrder(&'static str),
    InvalidPrice,
    InvalidQuantity,
    /// A request that cannot be, and why.
    InvalidRequest(String),
    /// The book does not do this.
    NotPlayed(String),
}

impl Refusal {
    fn parts(self) -> (StatusCode, &'static str, String) {
        let bad = StatusCode::BAD_REQUEST;
        match self {
            Self::InsufficientFunds => (bad, "INSUFFICIENT_FUNDS", "Insufficient funds".to_owned()),
            Self::UnknownMarket => (
                bad,
                "INVALID_CLIENT_REQUEST",
                "Invalid market symbol".to_owned(),
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "RESOURCE_NOT_FOUND",
                "Not Found".to_owned(),
            ),
            Self::InvalidOrder(reason) => {
                (bad, "INVALID_ORDER", format!("Invalid order: {reason}"))
            }
            Self::InvalidPrice => (bad, "INVALID_PRICE", "Invalid price".to_owned()),
            Self::InvalidQuantity => (bad, "INVALID_QUANTITY", "Invalid quantity".to_owned()),
            Self::InvalidRequest(reason) => (bad, "INVALID_CLIENT_REQUEST", reason),
            Self::NotPlayed(what) => (
                StatusCode::NOT_IMPLEMENTED,
                "NOT_IMPLEMENTED",
                format!("the book of the sandbox does not do {what}: script an answer for it"),
            ),
        }
    }

    pub(crate) fn into_reply(self) -> Reply {
        let (status, code, message) = self.parts();
        api_error(status, code, &message)
    }

    /// The result of one order of a batch.
    pub(crate) fn into_result(self) -> serde_json::Value {
        let (_, code, message) = self.parts();
        serde_json::json!({ "operation": "Err", "code": code, "message": message })
    }
}

/// What does not fit is too much, or too finely divided.
impl From<Inexact> for Refusal {
    fn from(_: Inexact) -> Self {
        Self::InvalidQuantity
    }
}
