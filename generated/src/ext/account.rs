//! Views of the account: orders, balances and positions, each from its stream and from REST.

use std::collections::{HashSet, VecDeque};
use std::future::poll_fn;
use std::pin::Pin;

use backpack_streams::{Ledger, Report, Stream as _, StreamError, View, ViewStream};
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use crate::ext::streams::{ClientStreams, RestError};
use crate::streams::{
    BalanceUpdate, OrderUpdate, PositionUpdate, PositionUpdateEvent, balance_updates,
    order_updates, position_updates,
};
use crate::types::{
    Balance, FuturePositionWithMargin, HistoricalOrder, Order, OrderFill, OrderStatus, Side,
    SortDirection,
};
use crate::{Client, Error, Rows};

/// Maximum number of fills that are kept.
const MAX_FILLS: usize = 10_000;

/// Fills are requested from this time before the last event on.
const MARGIN: SignedDuration = SignedDuration::from_secs(60);

/// Maximum number of closed orders that are requested by id, one each.
const BY_ID: usize = 10;

/// Maximum number of rows of the order history that are read instead.
const MAX_HISTORY: usize = 5_000;

impl ClientStreams {
    /// Opens the view of the account's orders: `account.orderUpdate`, reconciled with `get_open_orders`,
    /// `get_order_history` and `get_fills`.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open).
    pub async fn orders(&self) -> Result<ViewStream<Orders>, StreamError> {
        let client = self.client.clone();
        let request = move |orders: &Orders| {
            let open = orders.open().map(|order| order.id.clone()).collect();
            request_orders(client.clone(), open, orders.since)
        };
        let view = Orders::default();
        self.streams.view(view, order_updates(), request).await
    }

    /// Opens the view of the account's balances: `account.balanceUpdate`, reconciled with `get_balances`.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open).
    pub async fn balances(&self) -> Result<ViewStream<Balances>, StreamError> {
        let client = self.client.clone();
        let request = move |_: &Balances| request_balances(client.clone());
        let view = Balances::default();
        self.streams.view(view, balance_updates(), request).await
    }

    /// Opens the view of the account's positions: `account.positionUpdate`, reconciled with `get_positions`.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open).
    pub async fn positions(&self) -> Result<ViewStream<Positions>, StreamError> {
        let client = self.client.clone();
        let request = move |_: &Positions| request_positions(client.clone());
        let view = Positions::default();
        self.streams.view(view, position_updates(), request).await
    }
}

/// An order as its stream and REST report it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OrderState {
    /// Id of the order.
    pub id: String,
    /// Client id of the order, if it has one.
    pub client_id: Option<u32>,
    /// Symbol of the market. `None` for an order of an unknown kind without it.
    pub symbol: Option<String>,
    /// Side of the book. `None` as for `symbol`.
    pub side: Option<Side>,
    /// Status. `None` as for `symbol`.
    pub status: Option<OrderStatus>,
    /// Limit price, in the quote asset. `None` for orders without one.
    pub price: Option<Decimal>,
    /// Quantity, in the base asset.
    pub quantity: Option<Decimal>,
    /// Quantity, in the quote asset.
    pub quote_quantity: Option<Decimal>,
    /// Quantity executed so far, in the base asset.
    pub executed_quantity: Decimal,
    /// Quantity executed so far, in the quote asset.
    pub executed_quote_quantity: Decimal,
}

impl Report for OrderState {
    type Key = String;

    fn key(&self) -> String {
        self.id.clone()
    }

    fn is_final(&self) -> bool {
        matches!(
            self.status,
            Some(
                OrderStatus::Filled
                    | OrderStatus::Cancelled
                    | OrderStatus::Expired
                    | OrderStatus::TriggerFailed
            )
        )
    }

    fn supersedes(&self, known: &Self) -> bool {
        self.executed_quantity >= known.executed_quantity
    }
}

impl From<&OrderUpdate> for OrderState {
    fn from(update: &OrderUpdate) -> Self {
        Self {
            id: update.order_id.clone(),
            client_id: update.client_id,
            symbol: Some(update.symbol.clone()),
            side: Some(update.side),
            status: Some(update.status.clone()),
            price: update.price,
            quantity: update.quantity,
            quote_quantity: update.quote_quantity,
            executed_quantity: update.executed_quantity,
            executed_quote_quantity: update.executed_quote_quantity,
        }
    }
}

impl OrderState {
    /// Converts an open order of REST. `None` for an order of an unknown kind without an id.
    fn from_open(order: &Order) -> Option<Self> {
        let (price, quantity, quote_quantity, executed_quantity, executed_quote_quantity) =
            match order {
                Order::Limit(order) => (
                    Some(order.price),
                    Some(order.quantity),
                    None,
                    order.executed_quantity,
                    order.executed_quote_quantity,
                ),
                Order::Market(order) => (
                    None,
                    order.quantity,
                    order.quote_quantity,
                    order.executed_quantity,
                    order.executed_quote_quantity,
                ),
                Order::Other(order) => {
                    let decimal = |key: &str| {
                        order
                            .get(key)
                            .and_then(|value| value.as_str()?.parse().ok())
                    };
                    (
                        decimal("price"),
                        decimal("quantity"),
                        decimal("quoteQuantity"),
                        decimal("executedQuantity").unwrap_or_default(),
                        decimal("executedQuoteQuantity").unwrap_or_default(),
                    )
                }
            };
        Some(Self {
            id: order.id()?.to_owned(),
            client_id: order.client_id(),
            symbol: order.symbol().map(str::to_owned),
            side: order.side(),
            status: order.status(),
            price,
            quantity,
            quote_quantity,
            executed_quantity,
            executed_quote_quantity,
        })
    }
}

impl From<HistoricalOrder> for OrderState {
    fn from(order: HistoricalOrder) -> Self {
        Self {
            id: order.id,
            client_id: order.client_id,
            symbol: Some(order.symbol),
            side: Some(order.side),
            status: Some(order.status),
            price: order.price,
            quantity: order.quantity,
            quote_quantity: order.quote_quantity,
            executed_quantity: order.executed_quantity.unwrap_or_default(),
            executed_quote_quantity: order.executed_quote_quantity.unwrap_or_default(),
        }
    }
}

/// A fill of an order, as its stream and REST report it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fill {
    /// Id of the order.
    pub order_id: String,
    /// Id of the trade. `None` for a fill without a trade.
    pub trade_id: Option<i64>,
    /// Symbol of the market.
    pub symbol: String,
    /// Side of the book.
    pub side: Side,
    /// Price, in the quote asset.
    pub price: Decimal,
    /// Quantity, in the base asset.
    pub quantity: Decimal,
    /// Fee, in units of `fee_symbol`.
    pub fee: Option<Decimal>,
    /// Asset of the fee.
    pub fee_symbol: Option<String>,
    /// True if the order rested on the book.
    pub is_maker: Option<bool>,
    /// Time of the fill. Of the matching engine from the stream, in milliseconds from REST.
    pub time: Timestamp,
}

impl Fill {
    /// Returns the fill of an event. `None` for an event without one.
    fn from_update(update: &OrderUpdate) -> Option<Self> {
        Some(Self {
            order_id: update.order_id.clone(),
            trade_id: update.trade_id,
            symbol: update.symbol.clone(),
            side: update.side,
            price: update.fill_price?,
            quantity: update.fill_quantity?,
            fee: update.fee,
            fee_symbol: update.fee_symbol.clone(),
            is_maker: update.is_maker,
            time: update.engine_time,
        })
    }
}

impl From<OrderFill> for Fill {
    fn from(fill: OrderFill) -> Self {
        Self {
            order_id: fill.order_id,
            trade_id: fill.trade_id,
            symbol: fill.symbol,
            side: fill.side,
            price: fill.price,
            quantity: fill.quantity,
            fee: Some(fill.fee),
            fee_symbol: Some(fill.fee_symbol),
            is_maker: Some(fill.is_maker),
            time: fill.timestamp,
        }
    }
}

/// Identity of a fill. Trades without an id are told apart by time, price and quantity.
type FillKey = (String, Option<i64>, Option<(Timestamp, Decimal, Decimal)>);

/// Returns the identity of a fill.
fn fill_key(fill: &Fill) -> FillKey {
    let of_trade = fill.trade_id.is_none();
    let details = of_trade.then_some((fill.time, fill.price, fill.quantity));
    (fill.order_id.clone(), fill.trade_id, details)
}

/// Orders of the account.
///
/// A final status is never undone. Of two reports of an order, the one with the larger executed quantity is the newer.
#[derive(Clone, Debug, Default)]
pub struct Orders {
    ledger: Ledger<OrderState>,
    fills: VecDeque<Fill>,
    known_fills: HashSet<FillKey>,
    /// Time up to which all fills are known.
    since: Option<Timestamp>,
    /// Time of the first reconciliation.
    opened: Option<Timestamp>,
}

impl Orders {
    /// Returns the open orders, in the order of their ids.
    pub fn open(&self) -> impl ExactSizeIterator<Item = &OrderState> + Clone {
        self.ledger.open()
    }

    /// Returns an open or recently closed order.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&OrderState> {
        let id = id.to_owned();
        self.ledger.get(&id).or_else(|| self.ledger.get_final(&id))
    }

    /// Returns the newest 10,000 fills since the view was opened, in the order received, each once.
    pub fn fills(&self) -> impl DoubleEndedIterator<Item = &Fill> + ExactSizeIterator + Clone {
        self.fills.iter()
    }

    /// Returns the time up to which all fills are known. `None` before the first reconciliation.
    #[must_use]
    pub const fn since(&self) -> Option<Timestamp> {
        self.since
    }

    /// Adds a fill unless it was added before, and drops the oldest one beyond the maximum.
    fn add_fill(&mut self, fill: Fill) {
        if !self.known_fills.insert(fill_key(&fill)) {
            return;
        }
        self.fills.push_back(fill);
        if self.fills.len() > MAX_FILLS
            && let Some(oldest) = self.fills.pop_front()
        {
            self.known_fills.remove(&fill_key(&oldest));
        }
    }
}

/// Responses of REST that reconcile [`Orders`].
#[derive(Debug)]
#[non_exhaustive]
pub struct OrdersSnapshot {
    /// Time of the exchange before the other requests.
    time: Timestamp,
    open: Vec<OrderState>,
    /// Orders that were open before and are not now.
    closed: Vec<OrderState>,
    fills: Vec<Fill>,
}

impl OrdersSnapshot {
    /// Creates a snapshot from the responses of REST.
    ///
    /// `time` is the time of the exchange before the other requests, `closed` the history of the orders that were open in
    /// the view and are not in `open`, and `fills` all fills since [`Orders::since`].
    #[must_use]
    pub fn new(
        time: Timestamp,
        open: &[Order],
        closed: Vec<HistoricalOrder>,
        fills: Vec<OrderFill>,
    ) -> Self {
        let mut fills: Vec<_> = fills.into_iter().map(Fill::from).collect();
        // The oldest first, as on the stream.
        fills.sort_by_key(|fill| fill.time);
        Self {
            time,
            open: open.iter().filter_map(OrderState::from_open).collect(),
            closed: closed.into_iter().map(OrderState::from).collect(),
            fills,
        }
    }
}

impl View for Orders {
    type Event = OrderUpdate;
    type Snapshot = OrdersSnapshot;

    fn apply(&mut self, update: OrderUpdate) {
        self.since = self.since.max(Some(update.engine_time));
        if let Some(fill) = Fill::from_update(&update) {
            self.add_fill(fill);
        }
        self.ledger.merge(OrderState::from(&update));
    }

    fn reconcile(&mut self, snapshot: OrdersSnapshot) {
        for order in snapshot.closed {
            self.ledger.merge(order);
        }
        self.ledger.replace(snapshot.open);
        let opened = *self.opened.get_or_insert(snapshot.time);
        for fill in snapshot.fills {
            if fill.time >= opened {
                self.add_fill(fill);
            }
        }
        self.since = self.since.max(Some(snapshot.time));
    }
}

/// Requests the open orders, and the closed orders and fills that the view lacks.
async fn request_orders(
    client: Client,
    known: Vec<String>,
    since: Option<Timestamp>,
) -> Result<OrdersSnapshot, RestError> {
    let time = client.get_time().send().await?.into_inner();
    let open = client.get_open_orders().send().await?.into_inner();
    let is_open: HashSet<_> = open.iter().filter_map(Order::id).collect();
    let mut missing: HashSet<_> = known.into_iter().collect();
    missing.retain(|id| !is_open.contains(id.as_str()));
    let mut closed = Vec::new();
    if missing.len() > BY_ID {
        let newest = client.get_order_history().limit(1000);
        let mut rows = newest.sort_direction(SortDirection::Desc).stream();
        for _ in 0..MAX_HISTORY {
            let Some(order) = next(&mut rows).await.transpose()? else {
                break;
            };
            if missing.remove(&order.id) {
                closed.push(order);
            }
            if missing.is_empty() {
                break;
            }
        }
    }
    for id in missing {
        let history = client.get_order_history().order_id(id).send().await?;
        closed.extend(history.into_inner());
    }
    let mut fills = Vec::new();
    if let Some(since) = since {
        let from = since.saturating_sub(MARGIN).unwrap_or(since);
        let mut rows = client.get_fills().from(from).limit(1000).stream();
        while let Some(fill) = next(&mut rows).await.transpose()? {
            fills.push(fill);
        }
    }
    Ok(OrdersSnapshot::new(time, &open, closed, fills))
}

/// Returns the next row of a history.
async fn next<T>(rows: &mut Rows<T>) -> Option<Result<T, RestError>> {
    let row = poll_fn(|cx| Pin::new(&mut *rows).poll_next(cx)).await;
    row.map(|row| row.map_err(RestError::Page))
}

/// Balance of an asset.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BalanceState {
    /// Symbol of the asset.
    pub asset: String,
    /// Quantity that is available, in units of the asset.
    pub available: Decimal,
    /// Quantity that is locked in orders and withdrawals, in units of the asset.
    pub locked: Decimal,
    /// Quantity that is staked, in units of the asset.
    pub staked: Decimal,
}

impl BalanceState {
    /// Creates the state of an asset from the response of REST.
    #[must_use]
    pub fn new(asset: impl Into<String>, balance: &Balance) -> Self {
        Self {
            asset: asset.into(),
            available: balance.available,
            locked: balance.locked,
            staked: balance.staked,
        }
    }
}

impl Report for BalanceState {
    type Key = String;

    fn key(&self) -> String {
        self.asset.clone()
    }
}

/// Balances of the account. An asset without a balance is absent, or zero.
#[derive(Clone, Debug, Default)]
pub struct Balances(Ledger<BalanceState>);

impl Balances {
    /// Returns the balance of an asset.
    #[must_use]
    pub fn get(&self, asset: &str) -> Option<&BalanceState> {
        self.0.get(&asset.to_owned())
    }

    /// Returns all balances, in the order of their assets.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &BalanceState> + Clone {
        self.0.open()
    }
}

impl View for Balances {
    type Event = BalanceUpdate;
    type Snapshot = Vec<BalanceState>;

    fn apply(&mut self, update: BalanceUpdate) {
        self.0.merge(BalanceState {
            asset: update.asset,
            available: update.available,
            locked: update.locked,
            staked: update.staked,
        });
    }

    fn reconcile(&mut self, balances: Self::Snapshot) {
        self.0.replace(balances);
    }
}

/// Requests the balances.
async fn request_balances(client: Client) -> Result<Vec<BalanceState>, Error> {
    let balances = client.get_balances().send().await?.into_inner();
    let balances = balances.iter();
    let balances = balances.map(|(asset, balance)| BalanceState::new(asset, balance));
    Ok(balances.collect())
}

/// Open position in a market.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PositionState {
    /// Symbol of the market.
    pub symbol: String,
    /// Size, in the base asset. Positive when long, negative when short.
    pub net_quantity: Decimal,
    /// Average entry price, in the quote asset.
    pub entry_price: Decimal,
    /// Price at which closing the position yields neither profit nor loss, in the quote asset.
    pub break_even_price: Decimal,
    /// Mark price as of the last report, in the quote asset.
    pub mark_price: Decimal,
    /// Realized profit and loss, in the quote asset.
    pub pnl_realized: Decimal,
    /// Unrealized profit and loss as of the last report, in the quote asset.
    pub pnl_unrealized: Decimal,
}

impl Report for PositionState {
    type Key = String;

    fn key(&self) -> String {
        self.symbol.clone()
    }

    fn is_closed(&self) -> bool {
        self.net_quantity.is_zero()
    }
}

impl From<PositionUpdate> for PositionState {
    fn from(update: PositionUpdate) -> Self {
        // Not captured: the quantity of a closed position.
        let is_closed = update.event == Some(PositionUpdateEvent::PositionClosed);
        let net_quantity = if is_closed {
            Decimal::ZERO
        } else {
            update.net_quantity
        };
        Self {
            symbol: update.symbol,
            net_quantity,
            entry_price: update.entry_price,
            break_even_price: update.break_even_price,
            mark_price: update.mark_price,
            pnl_realized: update.pnl_realized,
            pnl_unrealized: update.pnl_unrealized,
        }
    }
}

impl From<FuturePositionWithMargin> for PositionState {
    fn from(position: FuturePositionWithMargin) -> Self {
        Self {
            symbol: position.symbol,
            net_quantity: position.net_quantity,
            entry_price: position.entry_price,
            break_even_price: position.break_even_price,
            mark_price: position.mark_price,
            pnl_realized: position.pnl_realized,
            pnl_unrealized: position.pnl_unrealized,
        }
    }
}

/// Open futures positions of the account.
#[derive(Clone, Debug, Default)]
pub struct Positions(Ledger<PositionState>);

impl Positions {
    /// Returns the position in a market. `None` if it is flat.
    #[must_use]
    pub fn get(&self, symbol: &str) -> Option<&PositionState> {
        self.0.get(&symbol.to_owned())
    }

    /// Returns all open positions, in the order of their markets.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &PositionState> + Clone {
        self.0.open()
    }
}

impl View for Positions {
    type Event = PositionUpdate;
    type Snapshot = Vec<PositionState>;

    fn apply(&mut self, update: PositionUpdate) {
        self.0.merge(update.into());
    }

    fn reconcile(&mut self, positions: Self::Snapshot) {
        self.0.replace(positions);
    }
}

/// Requests the positions.
async fn request_positions(client: Client) -> Result<Vec<PositionState>, Error> {
    let positions = client.get_positions().send().await?.into_inner();
    Ok(positions.into_iter().map(PositionState::from).collect())
}
