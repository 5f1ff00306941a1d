//! The streams of a client, its order books, and its trades with backfill.

use std::fmt;

use backpack_runtime::wire::PriceLevel;
use backpack_streams::{
    Backfill, BookStream, Channel, DepthDelta, Feed, FilledRow, MissingRange, Snapshot,
    StreamError, Streams, Subscription,
};
use jiff::Timestamp;

use crate::streams::{DepthUpdate, StreamEvent, TradeUpdate, depth, trade};
use crate::types::{Depth, DepthLimit, Trade};
use crate::{Client, Error};

/// Number of levels per side of a snapshot, the highest that the exchange accepts.
const LEVELS: usize = 1000;

/// Highest number of trades of one request.
const TRADES: u16 = 1000;

/// Maximum number of requests for historical trades per gap. The exchange accepts 30 in a minute.
const PAGES: u64 = 10;

impl Client {
    /// Returns the streams of this client. All clones of the client share their connections, which are opened on demand.
    ///
    /// Private subscriptions are signed with the client's credentials and its corrected clock, anew at each connection.
    ///
    /// ```no_run
    /// use backpack_api::{BookState, Client};
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder().build()?;
    /// let mut book = client.streams().book("SOL_USDC").await?;
    /// loop {
    ///     match book.changed().await? {
    ///         BookState::Live(book) => println!("{:?} {:?}", book.best_bid(), book.best_ask()),
    ///         BookState::Stale(reason) => println!("do not trade: {reason}"),
    ///         _ => {}
    ///     }
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn streams(&self) -> ClientStreams {
        let transport = self.transport();
        let create = || {
            let builder = Streams::builder(transport.stream_http().clone(), transport.stream_url());
            match (builder, transport.subscription_signer()) {
                (Err(error), _) => Streams::unavailable(error),
                (Ok(builder), Some(signer)) => builder.async_signer(signer).build(),
                (Ok(builder), None) => builder.build(),
            }
        };
        ClientStreams {
            client: self.clone(),
            streams: transport.streams(create),
        }
    }
}

/// The streams of a [`Client`]. Clones share the connections.
///
/// A channel, such as [`streams::trade`](crate::streams::trade), names a stream with the type of its events.
#[derive(Clone)]
pub struct ClientStreams {
    pub(crate) client: Client,
    pub(crate) streams: Streams,
}

impl ClientStreams {
    /// Opens a stream. The subscription is established later; its first item is `Live` or a gap.
    ///
    /// # Errors
    ///
    /// [`StreamError`]: invalid name or URL, private stream without credentials, no Tokio runtime, or closed streams.
    pub async fn open<T>(&self, channel: Channel<T>) -> Result<Subscription<T>, StreamError> {
        self.streams.open(channel).await
    }

    /// Returns an empty queue for any number of streams, which keeps the order received.
    #[must_use]
    pub fn feed(&self) -> Feed<StreamEvent> {
        self.streams.feed()
    }

    /// Opens the order book of a market: subscribes, requests `get_depth`, joins both by update id, and checks each delta.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open).
    pub async fn book(
        &self,
        symbol: impl Into<String>,
    ) -> Result<BookStream<DepthUpdate>, StreamError> {
        let (client, symbol) = (self.client.clone(), symbol.into());
        let channel = depth(&symbol);
        let snapshot = move || snapshot(client.clone(), symbol.clone());
        self.streams.book(channel, snapshot).await
    }

    /// Opens the trades of a market. Trades that were lost in a gap are requested from REST, and marked.
    ///
    /// The last 1,000 trades are requested, and up to 10,000 earlier ones.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open).
    pub async fn trades(
        &self,
        symbol: impl Into<String>,
    ) -> Result<Backfill<TradeUpdate, Trade>, StreamError> {
        let (client, symbol) = (self.client.clone(), symbol.into());
        let channel = trade(&symbol);
        let request = move |range| missing_trades(client.clone(), symbol.clone(), range);
        self.streams.backfill(channel, request).await
    }

    /// Unsubscribes, closes all connections, and waits at most 5 s for the exchange's Close.
    ///
    /// Subscriptions end after their queued updates. No stream of this client or its clones can be opened afterwards.
    pub async fn close(&self) {
        self.streams.close().await;
    }

    /// Returns the streams without the client, for channels and sources of the caller.
    #[must_use]
    pub const fn connections(&self) -> &Streams {
        &self.streams
    }
}

#[cfg(feature = "blocking")]
impl ClientStreams {
    /// Opens a stream as [`open`](Self::open) does. Read it with `next_blocking`.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open), [`StreamError::Blocking`] inside an asynchronous runtime, and
    /// [`StreamError::BlockingRuntime`].
    pub fn open_blocking<T>(&self, channel: Channel<T>) -> Result<Subscription<T>, StreamError> {
        self.streams.open_blocking(channel)
    }

    /// Opens an order book as [`book`](Self::book) does. Read it with `changed_blocking`.
    ///
    /// # Errors
    ///
    /// Those of [`open_blocking`](Self::open_blocking).
    pub fn book_blocking(
        &self,
        symbol: impl Into<String>,
    ) -> Result<BookStream<DepthUpdate>, StreamError> {
        blocking(self.book(symbol))
    }

    /// Opens trades as [`trades`](Self::trades) does. Read them with `next_blocking`.
    ///
    /// # Errors
    ///
    /// Those of [`open_blocking`](Self::open_blocking).
    pub fn trades_blocking(
        &self,
        symbol: impl Into<String>,
    ) -> Result<Backfill<TradeUpdate, Trade>, StreamError> {
        blocking(self.trades(symbol))
    }

    /// Closes all connections as [`close`](Self::close) does.
    ///
    /// # Errors
    ///
    /// [`StreamError::Blocking`] inside an asynchronous runtime, and [`StreamError::BlockingRuntime`].
    pub fn close_blocking(&self) -> Result<(), StreamError> {
        self.streams.close_blocking()
    }
}

/// Blocks until a stream is opened.
#[cfg(feature = "blocking")]
pub(crate) fn blocking<T>(
    opening: impl Future<Output = Result<T, StreamError>>,
) -> Result<T, StreamError> {
    backpack_streams::run_blocking(opening)?
}

impl fmt::Debug for ClientStreams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientStreams")
            .field("client", &self.client)
            .field("streams", &self.streams)
            .finish()
    }
}

impl DepthDelta for DepthUpdate {
    fn first_update_id(&self) -> u64 {
        self.first_update_id
    }

    fn last_update_id(&self) -> u64 {
        self.last_update_id
    }

    fn engine_time(&self) -> Timestamp {
        self.engine_time
    }

    fn bids(&self) -> &[PriceLevel] {
        &self.bids
    }

    fn asks(&self) -> &[PriceLevel] {
        &self.asks
    }
}

impl Depth {
    /// Converts the response into a snapshot of an [`OrderBook`](backpack_streams::OrderBook). `limit` is the requested
    /// number of levels per side: a side with as many levels is treated as truncated.
    ///
    /// # Errors
    ///
    /// [`ParseIntError`](std::num::ParseIntError) if the update id is not an integer.
    pub fn into_snapshot(self, limit: usize) -> Result<Snapshot, std::num::ParseIntError> {
        Ok(Snapshot {
            last_update_id: self.last_update_id.parse()?,
            time: self.timestamp,
            bids: self.bids,
            asks: self.asks,
            limit: Some(limit),
        })
    }
}

/// Error of a request for the data that a stream needs.
#[derive(Debug)]
#[non_exhaustive]
pub enum RestError {
    /// The call failed.
    Call(Error),
    /// The update id of the order book is not an integer.
    UpdateId(std::num::ParseIntError),
    /// A page of a history failed.
    Page(crate::PageError),
}

impl fmt::Display for RestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::UpdateId(error) => write!(f, "invalid update id of the order book: {error}"),
            Self::Page(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::UpdateId(error) => Some(error),
            Self::Page(error) => error.source(),
        }
    }
}

impl From<Error> for RestError {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

/// Requests a snapshot of an order book.
async fn snapshot(client: Client, symbol: String) -> Result<Snapshot, RestError> {
    let depth = client.get_depth(symbol).limit(DepthLimit::N1000);
    let depth = depth.send().await?.into_inner();
    depth.into_snapshot(LEVELS).map_err(RestError::UpdateId)
}

/// Requests the trades of a range: the recent ones, then pages of earlier ones until the range is covered.
async fn missing_trades(
    client: Client,
    symbol: String,
    range: MissingRange,
) -> Result<Vec<FilledRow<Trade>>, Error> {
    let recent = client.get_recent_trades(&symbol).limit(TRADES).send();
    let mut rows = Vec::new();
    let mut page = recent.await?.into_inner();
    let mut pages = 0;
    loop {
        let count = page.len();
        let mut is_covered = count < usize::from(TRADES);
        for trade in page {
            let Some(number) = trade.id.and_then(|id| u64::try_from(id).ok()) else {
                continue;
            };
            is_covered |= number <= range.first;
            if range.contains(number) {
                rows.push(FilledRow {
                    number,
                    time: trade.timestamp,
                    row: trade,
                });
            }
        }
        if is_covered || pages == PAGES {
            return Ok(rows);
        }
        pages += 1;
        let limit = u64::from(TRADES);
        // Trades since the first request move rows to later pages, where they are seen again.
        let call = client.get_historical_trades(&symbol).limit(limit);
        page = call.offset(pages * limit).send().await?.into_inner();
    }
}
