//! Places orders by the calls of the library that determine their outcomes.

use backpack_api::types::OrderExecutePayload;
use backpack_api::{Client, NotPlacedReason, PlacedOrder, Placement};
use backpack_runtime::Transport;
use http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::console::printable;
use crate::failure::Failure;
use crate::json::Json;
use crate::request::Request;
use crate::send::Reply;

/// The operation of [`Client::place`].
pub(crate) const ONE: &str = "execute_order";

/// The operation of [`Client::place_batch`].
pub(crate) const BATCH: &str = "execute_order_batch";

/// The columns of a batch before those of its orders.
pub(crate) const COLUMNS: [&str; 2] = ["outcome", "clientId"];

/// Places the order of a request. The response is the order, as it is known after its placement or the search for it.
pub(crate) async fn place(transport: &Transport, request: &Request) -> Result<Reply, Failure> {
    let order: OrderExecutePayload = read(request)?;
    let placement = Client::from(transport.clone()).place(order).send().await;
    Ok(Reply {
        status: StatusCode::OK,
        text: json(placed(&placement)?)?.to_string(),
    })
}

/// Places the orders of a request. Returns a row for each with its outcome, and the failure of the worst one: unknown,
/// then rejected, then not placed.
pub(crate) async fn place_batch(
    transport: &Transport,
    request: &Request,
) -> Result<(Json, Option<Failure>), Failure> {
    let orders: Vec<OrderExecutePayload> = read(request)?;
    let client = Client::from(transport.clone());
    let placements = client.place_batch(orders).send().await;
    let count = placements.len();
    let (mut rows, mut failures) = (Vec::with_capacity(count), Vec::new());
    for placement in placements {
        let id = Json::Number(placement.client_id().to_string());
        let (outcome, details) = match placed(&placement) {
            Ok(order) => (
                "placed",
                json(order).unwrap_or_else(|error| message(&error)),
            ),
            Err(failure) => {
                let details = match &placement {
                    Placement::NotPlaced {
                        reason: NotPlacedReason::Rejected(error),
                        ..
                    } => serialize(error).unwrap_or_else(|error| message(&error)),
                    _ => message(&failure),
                };
                let outcome = match failure {
                    Failure::OutcomeUnknown(_) => "unknown",
                    Failure::Rejected(_) => "rejected",
                    _ => "not placed",
                };
                failures.push(failure);
                (outcome, details)
            }
        };
        let [outcome_name, id_name] = COLUMNS.map(str::to_owned);
        let mut row = vec![
            (outcome_name, Json::String(outcome.to_owned())),
            (id_name, id),
        ];
        match details {
            Json::Object(members) => {
                let is_other = |(name, _): &(String, Json)| !COLUMNS.contains(&name.as_str());
                row.extend(members.into_iter().filter(is_other));
            }
            // The fills of an order, which are all that is known of it.
            fills => row.push(("fills".to_owned(), fills)),
        }
        rows.push(Json::Object(row));
    }
    let summary = format!(
        "{} of {count} orders placed (see the outcome of each)",
        count - failures.len()
    );
    let worst = failures.iter().min_by_key(|failure| match failure {
        Failure::OutcomeUnknown(_) => 0,
        Failure::Rejected(_) => 1,
        _ => 2,
    });
    let failure = worst.map(|worst| match worst {
        Failure::OutcomeUnknown(_) => Failure::OutcomeUnknown(format!(
            "{summary}; look for the client ids of unknown ones before you place them again"
        )),
        Failure::Rejected(_) => Failure::Rejected(summary),
        _ => Failure::NotExecuted(summary),
    });
    Ok((Json::List(rows), failure))
}

/// Returns the details of an order of which only a message is known.
fn message(failure: &Failure) -> Json {
    Json::Object(vec![(
        "message".to_owned(),
        Json::String(failure.to_string()),
    )])
}

/// Reads the orders of the body.
fn read<T: DeserializeOwned>(request: &Request) -> Result<T, Failure> {
    let body = request.body.as_ref().map(ToString::to_string);
    serde_json::from_str(&body.unwrap_or_default()).map_err(|error| {
        Failure::Usage(format!("invalid order: {}", printable(&error.to_string())))
    })
}

fn json(order: &PlacedOrder) -> Result<Json, Failure> {
    match order {
        PlacedOrder::Accepted(order) | PlacedOrder::Open(order) => serialize(order),
        PlacedOrder::Historical(order) => serialize(order),
        PlacedOrder::Filled(fills) => serialize(fills),
        other => Err(Failure::Other(format!("placed, order {:?}", other.id()))),
    }
}

fn serialize(value: &impl Serialize) -> Result<Json, Failure> {
    serde_json::to_string(value)
        .and_then(|text| Json::parse(&text))
        .map_err(|error| Failure::Other(error.to_string()))
}

/// Returns the order that was placed, or the failure of one that was not, or whose outcome is unknown.
fn placed(placement: &Placement) -> Result<&PlacedOrder, Failure> {
    match placement {
        Placement::Placed { order, .. } => Ok(order),
        Placement::NotPlaced { reason, .. } => Err(not_placed(reason)),
        Placement::Unknown {
            client_id, error, ..
        } => {
            let cause = error.as_ref().map(|error| format!("{error}; "));
            Err(Failure::OutcomeUnknown(format!(
                "outcome unknown: {}look for the client id {client_id} before you place the order again",
                cause.unwrap_or_default()
            )))
        }
    }
}

/// Returns the failure of an order that was not placed.
fn not_placed(reason: &NotPlacedReason) -> Failure {
    let message = format!("not placed: {reason}");
    match reason {
        NotPlacedReason::Rejected(_) => Failure::Rejected(message),
        NotPlacedReason::Failed(error) => match Failure::of_call(error, message) {
            rejected @ Failure::Rejected(_) => rejected,
            // Whatever the error of the request leaves open, the search has shown that there is no order.
            other => Failure::NotExecuted(other.to_string()),
        },
        _ => Failure::NotExecuted(message),
    }
}
