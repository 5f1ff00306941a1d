//! Placing orders, and the search for orders whose outcome is unknown.

mod client_id;
#[cfg_attr(not(feature = "streams"), path = "place/no_reports.rs")]
mod reports;
mod search;

use std::sync::Arc;
use std::time::Duration;

use backpack_runtime::{CallOptions, Response, RetryPolicy};

use self::client_id::next_client_id;
use self::search::{Finding, Search, Wanted};
use crate::types::{
    ApiErrorResponse, BatchCommandOrderResult, HistoricalOrder, Order, OrderExecutePayload,
    OrderFill,
};
use crate::{Client, Error};

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
    /// The client id of the order.
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
    /// The client ids of the orders, in their order.
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

    /// The placements of a response with a result for each order.
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

/// The same client without retries.
fn once(client: &Client) -> Client {
    client.with(&CallOptions::new().retry(RetryPolicy::never()))
}

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
    fn placed(client_id: u32, order: impl Into<Box<PlacedOrder>>) -> Self {
        let order = order.into();
        Self::Placed { client_id, order }
    }

    fn failed(client_id: u32, error: Arc<Error>) -> Self {
        let reason = NotPlacedReason::Failed(error);
        Self::NotPlaced { client_id, reason }
    }

    fn found(client_id: u32, finding: Option<Finding>, error: Option<Arc<Error>>) -> Self {
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

    /// The client id of the order.
    #[must_use]
    pub const fn client_id(&self) -> u32 {
        match self {
            Self::Placed { client_id, .. }
            | Self::NotPlaced { client_id, .. }
            | Self::Unknown { client_id, .. } => *client_id,
        }
    }

    /// The id that the exchange gave the order, if it was placed.
    #[must_use]
    pub fn order_id(&self) -> Option<&str> {
        match self {
            Self::Placed { order, .. } => order.id(),
            Self::NotPlaced { .. } | Self::Unknown { .. } => None,
        }
    }
}

/// A placed order, as the exchange returned it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PlacedOrder {
    /// The response to placing it: its state after matching.
    Accepted(Order),
    /// The response was lost; the order is open.
    Open(Order),
    /// The response was lost; the order is in the order history.
    Historical(HistoricalOrder),
    /// The response was lost; the order has these fills, at least one, and more may follow.
    Filled(Vec<OrderFill>),
    /// The response was lost; the stream of the account has reported this state, open or final.
    #[cfg(feature = "streams")]
    Reported(crate::OrderState),
}

impl PlacedOrder {
    /// The id that the exchange gave the order. `None` for an order of an unknown kind without an id.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Accepted(order) | Self::Open(order) => order.id(),
            Self::Historical(order) => Some(&order.id),
            Self::Filled(fills) => fills.first().map(|fill| fill.order_id.as_str()),
            #[cfg(feature = "streams")]
            Self::Reported(order) => Some(&order.id),
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
    /// The exchange's error, if it rejected the order.
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
