//! Placing orders, and the search for orders whose outcome is unknown.

mod client_id;
mod findings;
mod placed_order;
mod placement;
#[cfg_attr(not(feature = "streams"), path = "place/no_reports.rs")]
mod reports;
mod search;

use std::sync::Arc;
use std::time::Duration;

use backpack_runtime::{CallOptions, Response, RetryPolicy};

use self::findings::Wanted;
pub use self::placed_order::PlacedOrder;
pub use self::placement::{NotPlacedReason, Placement};
use self::search::Search;
use crate::Client;
#[cfg(feature = "blocking")]
use crate::Error;
use crate::types::{BatchCommandOrderResult, OrderExecutePayload};

/// The longest time from the receipt of an order until the exchange lists it, unless overridden.
const DEFAULT_HISTORY_LAG: Duration = Duration::from_secs(2);

impl Client {
    /// Places an order, and determines its outcome when the response is lost.
    ///
    /// An order without a client id is given one. It is sent **once**, whatever the retry policy. When the response does
    /// not show its outcome (see [`Error::outcome_unknown`](backpack_runtime::Error::outcome_unknown)), it is searched for
    /// by its client id among the open orders, the order history and the fills: a market order that was filled at once is
    /// never open, so `get_order` alone proves nothing.
    ///
    /// While `account.orderUpdate` is open on this client or a clone, for example by a view of the
    /// [orders](crate::ClientStreams::orders), the order is also found by its events, usually without a request. The call
    /// has a subscription of its own for this, which shares the connection: the view need not be read meanwhile. The
    /// lists are searched when the stream is not live or has a gap, and when it shows no order within the
    /// [`history_lag`](PlaceCall::history_lag). An order that the stream does not show may have been placed.
    ///
    /// An order that was not found is [`Placement::NotPlaced`] only when it can no longer be placed: its validity window
    /// has ended by the exchange's clock, [`history_lag`](PlaceCall::history_lag) has passed too, and it is in none of the
    /// three lists after that. The search ends when the order is found, and otherwise after the window (5 s) and the lag
    /// (2 s).
    ///
    /// The order is [`Placement::Unknown`] when a list cannot be read, or the exchange's clock is more than another window
    /// behind. Dropping the future ends the search: the client id of the call then finds the order.
    ///
    /// ```
    /// use backpack_api::{Client, Placement, types::OrderExecutePayload};
    ///
    /// async fn buy(client: &Client, order: OrderExecutePayload) {
    ///     let call = client.place(order);
    ///     println!("client id {}", call.client_id()); // keep it, in case this program is stopped
    ///     match call.send().await {
    ///         Placement::Placed { order, .. } => println!("placed: {:?}", order.id()),
    ///         Placement::NotPlaced { reason, .. } => println!("not placed: {reason}"),
    ///         Placement::Unknown { client_id, .. } => println!("look for client id {client_id}"),
    ///     }
    /// }
    /// ```
    ///
    /// # Arguments
    ///
    /// - `order`: Order to place. A client id of your own must differ from those of all orders that are open or were placed
    ///   within the last 10 s.
    pub fn place(&self, mut order: OrderExecutePayload) -> PlaceCall {
        let wanted = Wanted::prepare(&mut order);
        PlaceCall {
            client: self.clone(),
            order,
            wanted,
            history_lag: DEFAULT_HISTORY_LAG,
        }
    }

    /// Places orders in one request, and determines the outcome of each: see [`place`](Self::place).
    ///
    /// # Arguments
    ///
    /// - `orders`: Orders to place. Two of them with the same market and client id cannot be told apart: they are
    ///   [`Placement::Unknown`] when the response is lost.
    pub fn place_batch(&self, orders: impl Into<Vec<OrderExecutePayload>>) -> PlaceBatchCall {
        let mut orders = orders.into();
        let wanted = Wanted::prepare_all(&mut orders);
        PlaceBatchCall {
            client: self.clone(),
            orders,
            wanted,
            history_lag: DEFAULT_HISTORY_LAG,
        }
    }
}

/// The call of [`Client::place`]; [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct PlaceCall {
    client: Client,
    order: OrderExecutePayload,
    wanted: Wanted,
    history_lag: Duration,
}

impl PlaceCall {
    /// Returns the client id of the order.
    #[must_use]
    pub const fn client_id(&self) -> u32 {
        self.wanted.client_id
    }

    /// Sets the longest time from the receipt of an order until the exchange reports it on the stream of the account, and
    /// lists it as open, in the order history or in the fills; 2 s by default.
    ///
    /// An order that is listed later can be taken for [`Placement::NotPlaced`].
    pub const fn history_lag(mut self, lag: Duration) -> Self {
        self.history_lag = lag;
        self
    }

    /// Places the order.
    pub async fn send(self) -> Placement {
        let Self {
            client,
            order,
            wanted,
            history_lag,
        } = self;
        let mut search = Search::prepare(client, history_lag);
        let client_id = wanted.client_id;
        match once(search.client()).execute_order(order).send().await {
            Ok(response) => {
                Placement::placed(client_id, PlacedOrder::Accepted(response.into_inner()))
            }
            Err(error) if error.outcome_unknown() => {
                let findings = search.run(std::slice::from_ref(&wanted)).await;
                Placement::found(
                    client_id,
                    findings.into_iter().next(),
                    Some(Arc::new(error)),
                )
            }
            Err(error) => Placement::failed(client_id, Arc::new(error)),
        }
    }

    /// Places the order and blocks until its outcome is known; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Inside an asynchronous runtime, where nothing is sent.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Placement, Error> {
        backpack_runtime::blocking::wait(async { Ok(self.send().await) })
            .map_err(|error: Error| error.in_operation("execute_order"))
    }
}

/// The call of [`Client::place_batch`]; [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct PlaceBatchCall {
    client: Client,
    orders: Vec<OrderExecutePayload>,
    wanted: Vec<Wanted>,
    history_lag: Duration,
}

impl PlaceBatchCall {
    /// Returns the client ids of the orders, in their order.
    pub fn client_ids(&self) -> impl Iterator<Item = u32> {
        self.wanted.iter().map(|wanted| wanted.client_id)
    }

    /// Sets the longest time until the orders are listed: see [`PlaceCall::history_lag`].
    pub const fn history_lag(mut self, lag: Duration) -> Self {
        self.history_lag = lag;
        self
    }

    /// Places the orders. Returns one placement for each, in their order.
    pub async fn send(self) -> Vec<Placement> {
        let Self {
            client,
            orders,
            wanted,
            history_lag,
        } = self;
        let mut search = Search::prepare(client, history_lag);
        let call = once(search.client()).execute_order_batch(orders);
        let error = match call.send().await {
            Ok(response) if response.len() == wanted.len() => {
                return Self::of_results(search, &wanted, response).await;
            }
            // The results cannot be assigned to the orders.
            Ok(_) => None,
            Err(error) if error.outcome_unknown() => Some(Arc::new(error)),
            Err(error) => {
                let error = Arc::new(error);
                let failed = |wanted: &Wanted| Placement::failed(wanted.client_id, error.clone());
                return wanted.iter().map(failed).collect();
            }
        };
        let findings = search.run(&wanted).await;
        let placements = wanted.iter().zip(findings);
        placements
            .map(|(wanted, finding)| {
                Placement::found(wanted.client_id, Some(finding), error.clone())
            })
            .collect()
    }

    /// Places the orders and blocks until their outcome is known; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Inside an asynchronous runtime, where nothing is sent.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Vec<Placement>, Error> {
        backpack_runtime::blocking::wait(async { Ok(self.send().await) })
            .map_err(|error: Error| error.in_operation("execute_order_batch"))
    }

    /// Returns the placements of a response with a result for each order.
    async fn of_results(
        mut search: Search,
        wanted: &[Wanted],
        response: Response<Vec<BatchCommandOrderResult>>,
    ) -> Vec<Placement> {
        let is_unclear = |result| matches!(result, &BatchCommandOrderResult::Other(_));
        let unclear = wanted.iter().zip(&response);
        let unclear: Vec<Wanted> = unclear
            .filter(|(_, result)| is_unclear(result))
            .map(|(wanted, _)| wanted.clone())
            .collect();
        let mut findings = search.run(&unclear).await.into_iter();
        let results = wanted.iter().zip(response);
        results
            .map(|(wanted, result)| match (wanted.client_id, result) {
                (client_id, BatchCommandOrderResult::Ok(order)) => {
                    Placement::placed(client_id, PlacedOrder::Accepted(order))
                }
                (client_id, BatchCommandOrderResult::Err(error)) => Placement::NotPlaced {
                    client_id,
                    reason: NotPlacedReason::Rejected(error),
                },
                (client_id, BatchCommandOrderResult::Other(_)) => {
                    Placement::found(client_id, findings.next(), None)
                }
            })
            .collect()
    }
}

/// Returns the same client without retries.
fn once(client: &Client) -> Client {
    client.with(&CallOptions::new().retry(RetryPolicy::never()))
}
