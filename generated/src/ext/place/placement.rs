//! The outcome of placing an order.

use std::sync::Arc;

use super::findings::Finding;
use super::placed_order::PlacedOrder;
use crate::Error;
use crate::types::ApiErrorResponse;

/// The outcome of placing an order.
#[derive(Clone, Debug)]
#[must_use = "the order may not have been placed"]
pub enum Placement {
    /// The order was placed. It may have expired at once, for example a post-only order that would have taken liquidity.
    Placed {
        /// Client id of the order.
        client_id: u32,
        /// The order, as the exchange returned it.
        order: Box<PlacedOrder>,
    },
    /// The order was not placed, and will not be. It can be placed again.
    NotPlaced {
        /// Client id of the order.
        client_id: u32,
        /// The reason.
        reason: NotPlacedReason,
    },
    /// The order may have been placed. Look for its client id before you place it again.
    Unknown {
        /// Client id of the order.
        client_id: u32,
        /// Error of placing the order. `None` when the result of an order in a batch is of an unknown kind or missing.
        error: Option<Arc<Error>>,
        /// Last error of the search. `None` when the search read all lists, and they do not show the outcome yet.
        search_error: Option<Arc<Error>>,
    },
}

impl Placement {
    /// Creates the outcome of an order that was placed.
    pub(super) fn placed(client_id: u32, order: impl Into<Box<PlacedOrder>>) -> Self {
        let order = order.into();
        Self::Placed { client_id, order }
    }

    /// Creates the outcome of an order that was not placed because of an error.
    pub(super) fn failed(client_id: u32, error: Arc<Error>) -> Self {
        let reason = NotPlacedReason::Failed(error);
        Self::NotPlaced { client_id, reason }
    }

    /// Creates the outcome of an order that was searched for because of `error`.
    pub(super) fn found(
        client_id: u32,
        finding: Option<Finding>,
        error: Option<Arc<Error>>,
    ) -> Self {
        match finding {
            Some(Finding::Placed(order)) => Self::placed(client_id, order),
            Some(Finding::NotPlaced) => Self::NotPlaced {
                client_id,
                reason: error.map_or(NotPlacedReason::NotFound, NotPlacedReason::Failed),
            },
            Some(Finding::Unknown(search_error)) => Self::Unknown {
                client_id,
                error,
                search_error,
            },
            None => Self::Unknown {
                client_id,
                error,
                search_error: None,
            },
        }
    }

    /// Returns the client id of the order.
    #[must_use]
    pub const fn client_id(&self) -> u32 {
        match self {
            Self::Placed { client_id, .. }
            | Self::NotPlaced { client_id, .. }
            | Self::Unknown { client_id, .. } => *client_id,
        }
    }

    /// Returns the id that the exchange gave the order, if it was placed.
    #[must_use]
    pub fn order_id(&self) -> Option<&str> {
        match self {
            Self::Placed { order, .. } => order.id(),
            Self::NotPlaced { .. } | Self::Unknown { .. } => None,
        }
    }
}

/// The reason why an order was not placed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum NotPlacedReason {
    /// The exchange rejected the order within a batch.
    Rejected(ApiErrorResponse),
    /// The request failed with this error: before it was executed, or with an unknown outcome and the order was not found.
    Failed(Arc<Error>),
    /// The response to a batch does not show the outcome, and the order was not found.
    NotFound,
}

impl NotPlacedReason {
    /// Returns the exchange's error, if it rejected the order.
    #[must_use]
    pub fn api_error(&self) -> Option<&ApiErrorResponse> {
        match self {
            Self::Rejected(error) => Some(error),
            Self::Failed(error) => match &**error {
                Error::Api(response) => Some(response),
                _ => None,
            },
            Self::NotFound => None,
        }
    }
}

impl std::fmt::Display for NotPlacedReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rejected(error) => error.fmt(f),
            Self::Failed(error) if error.outcome_unknown() => {
                write!(f, "{error}; the order was not found")
            }
            Self::Failed(error) => error.fmt(f),
            Self::NotFound => f.write_str("no result for the order; it was not found"),
        }
    }
}
