//! Requests that the book rejects, in the words of the exchange where they are known.

use http::StatusCode;

use super::amount::Inexact;
use crate::error_response::api_error;
use crate::response::Response;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rejection {
    InsufficientFunds,
    InsufficientMargin,
    /// The market is unknown. The words are captured.
    UnknownMarket,
    /// There is no such open order. The words are captured.
    NotFound,
    /// An invalid order, with the reason. The code is captured.
    InvalidOrder(&'static str),
    InvalidPrice,
    InvalidQuantity,
    /// An invalid request, with the reason.
    InvalidRequest(String),
    /// The book does not support this.
    Unsupported(String),
}

impl Rejection {
    fn parts(self) -> (StatusCode, &'static str, String) {
        let bad = StatusCode::BAD_REQUEST;
        match self {
            Self::InsufficientFunds => (bad, "INSUFFICIENT_FUNDS", "Insufficient funds".to_owned()),
            Self::InsufficientMargin => {
                (bad, "INSUFFICIENT_MARGIN", "Insufficient margin".to_owned())
            }
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
            Self::Unsupported(what) => (
                StatusCode::NOT_IMPLEMENTED,
                "NOT_IMPLEMENTED",
                format!("the book of the sandbox does not support {what}: script a response"),
            ),
        }
    }

    pub(crate) fn into_response(self) -> Response {
        let (status, code, message) = self.parts();
        api_error(status, code, &message)
    }

    /// Returns the result of one order of a batch.
    pub(crate) fn into_result(self) -> serde_json::Value {
        let (_, code, message) = self.parts();
        serde_json::json!({ "operation": "Err", "code": code, "message": message })
    }
}

/// An amount that does not fit is too large, or has too many digits.
impl From<Inexact> for Rejection {
    fn from(_: Inexact) -> Self {
        Self::InvalidQuantity
    }
}
