//! Places an order by the call of the library that determines its outcome.

use backpack_api::types::OrderExecutePayload;
use backpack_api::{Client, Error, NotPlacedReason, PlacedOrder, Placement};
use backpack_runtime::Transport;
use http::StatusCode;

use crate::console::printable;
use crate::failure::Failure;
use crate::request::Request;
use crate::send::Reply;

/// The operation of [`Client::place`].
pub(crate) const OPERATION: &str = "execute_order";

/// Places the order of a request. The response is the order, as it is known after its placement or the search for it.
pub(crate) async fn place(transport: &Transport, request: &Request) -> Result<Reply, Failure> {
    let body = request.body.as_ref().map(ToString::to_string);
    let order: OrderExecutePayload =
        serde_json::from_str(&body.unwrap_or_default()).map_err(|error| {
            Failure::Usage(format!("invalid order: {}", printable(&error.to_string())))
        })?;
    match Client::from(transport.clone()).place(order).send().await {
        Placement::Placed { order, .. } => Ok(Reply {
            status: StatusCode::OK,
            total: None,
            text: text(&order).map_err(|error| Failure::Other(error.to_string()))?,
        }),
        Placement::NotPlaced { reason, .. } => Err(not_placed(&reason)),
        Placement::Unknown {
            client_id, error, ..
        } => {
            let cause = error.map(|error| format!("{}; ", printable(&error.to_string())));
            Err(Failure::OutcomeUnknown(format!(
                "outcome unknown: {}look for the client id {client_id} before you place the order again",
                cause.unwrap_or_default()
            )))
        }
    }
}

fn text(order: &PlacedOrder) -> serde_json::Result<String> {
    match order {
        PlacedOrder::Accepted(order) | PlacedOrder::Open(order) => serde_json::to_string(order),
        PlacedOrder::Historical(order) => serde_json::to_string(order),
        PlacedOrder::Filled(fills) => serde_json::to_string(fills),
        other => Err(serde::ser::Error::custom(format!(
            "placed, order {:?}",
            other.id()
        ))),
    }
}

fn not_placed(reason: &NotPlacedReason) -> Failure {
    let message = printable(&format!("not placed: {reason}"));
    match reason {
        NotPlacedReason::Failed(error) if is_rejection(error) => Failure::Rejected(message),
        NotPlacedReason::Rejected(_) => Failure::Rejected(message),
        _ => Failure::NotSent(message),
    }
}

fn is_rejection(error: &Error) -> bool {
    !error.outcome_unknown() && error.status().is_some_and(|status| !status.is_success())
}
