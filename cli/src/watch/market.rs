//! The data of `backpack watch`: book, trades and K-lines from streams, orders and positions from REST.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use backpack_api::signing::{Clock as _, SystemClock};
use backpack_api::streams::{DepthUpdate, KlineUpdate, TradeUpdate, kline};
use backpack_api::types::{self, KlineInterval, Order};
use backpack_api::{Client, Decimal, Error, Timestamp};
use backpack_streams::{
    Backfill, BookState, BookStream, Filled, OrderBook, StaleReason, Subscription, Update,
};
use tokio::sync::mpsc;

use crate::failure::Failure;
use crate::stream::failure;
use crate::watch::state::{Candle, Source, State, Status, Trade, TradeRow};

/// The levels of a side that are kept for the screen.
const LEVELS: usize = 100;

/// The interval of the requests of own orders and positions.
const ACCOUNT: Duration = Duration::from_secs(5);

/// The time of the first K-line before now, in seconds: more than a screen of minutes.
const HISTORY: i64 = 4 * 3600;

/// The sources of the data.
pub(crate) struct Market {
    client: Client,
    symbol: String,
    interval: KlineInterval,
    book: BookStream<DepthUpdate>,
    trades: Backfill<TradeUpdate, types::Trade>,
    klines: Subscription<KlineUpdate>,
    /// The request of past K-lines that is in progress.
    past: Option<PastKlines>,
    /// Lines of own orders and positions; `None` without credentials.
    account: Option<mpsc::Receiver<Result<Vec<String>, Error>>>,
}

type PastKlines = Pin<Box<dyn Future<Output = Result<Vec<Candle>, Error>> + Send>>;

impl Market {
    /// Opens the streams of a market.
    pub(crate) async fn open(
        client: &Client,
        symbol: &str,
        interval: KlineInterval,
    ) -> Result<Self, Failure> {
        let streams = client.streams();
        let account = client
            .api_key()
            .map(|_| watch_account(client.clone(), symbol));
        let mut market = Self {
            book: streams.book(symbol).await.map_err(failure)?,
            trades: streams.trades(symbol).await.map_err(failure)?,
            klines: streams
                .open(kline(interval, symbol))
                .await
                .map_err(failure)?,
            client: client.clone(),
            symbol: symbol.to_owned(),
            interval,
            past: None,
            account,
        };
        market.request_klines();
        Ok(market)
    }

    /// Waits for the next change, and applies it.
    ///
    /// Cancel-safe: no event is lost if the future is dropped before it is ready.
    pub(crate) async fn next(&mut self, state: &mut State) -> Result<(), Failure> {
        tokio::select! {
            changed = self.book.changed() => {
                changed.map_err(failure)?;
                apply_book(&self.book, state);
            }
            item = self.trades.next() => match item.transpose().map_err(failure)? {
                Some(item) => apply_trade(item, state),
                None => return Err(ended("trades")),
            },
            update = self.klines.next() => match update.transpose().map_err(failure)? {
                Some(Update::Event(event)) => {
                    let prices = [event.open, event.high, event.low, event.close];
                    if let Some(candle) = candle(event.start, prices) {
                        state.candle(candle);
                    }
                }
                Some(Update::Gap(gap)) => {
                    state.notices.insert(Source::Klines, gap.reason.to_string());
                }
                // Those of the gap are requested.
                Some(Update::Live(live)) if live.after.is_some() => self.request_klines(),
                Some(_) => {}
                None => return Err(ended("K-lines")),
            },
            past = response(&mut self.past) => {
                self.past = None;
                let candles = apply_notice(Source::Klines, past, state);
                candles.into_iter().flatten().for_each(|candle| state.candle(candle));
            }
            Some(lines) = next_account(&mut self.account) => {
                if let Some(lines) = apply_notice(Source::Account, lines, state) {
                    state.account = Some(lines);
                }
            }
        }
        Ok(())
    }

    /// Requests the past K-lines.
    fn request_klines(&mut self) {
        let now = i64::try_from(SystemClock.now().as_millis() / 1000).unwrap_or_default();
        let start = Timestamp::from_second(now - HISTORY).unwrap_or_default();
        let call = self.client.get_klines(&self.symbol, self.interval, start);
        self.past = Some(Box::pin(async move {
            let past = call.send().await?;
            let candles = past.iter().filter_map(|line| {
                let prices = [line.open, line.high, line.low, line.close];
                candle(line.start, prices)
            });
            Ok(candles.collect())
        }));
    }
}

/// Returns the failure of a stream that has ended without an error.
fn ended(stream: &str) -> Failure {
    Failure::Other(format!(
        "the stream of {stream} has ended (start `backpack watch` again)"
    ))
}

/// Waits for the response to a request in progress; without one it waits without end.
async fn response(past: &mut Option<PastKlines>) -> Result<Vec<Candle>, Error> {
    match past {
        Some(past) => past.await,
        None => std::future::pending().await,
    }
}

/// Requests own orders and positions at every interval, until the receiver is dropped. It is a task of its own, so that a
/// busy market does not cancel the requests.
fn watch_account(client: Client, symbol: &str) -> mpsc::Receiver<Result<Vec<String>, Error>> {
    let (sender, receiver) = mpsc::channel(1);
    let symbol = symbol.to_owned();
    tokio::spawn(async move {
        let mut interval = tokio::time::interval(ACCOUNT);
        loop {
            interval.tick().await;
            if sender
                .send(account_lines(&client, &symbol).await)
                .await
                .is_err()
            {
                return;
            }
        }
    });
    receiver
}

/// Waits for the next lines; `None` without credentials.
async fn next_account(
    receiver: &mut Option<mpsc::Receiver<Result<Vec<String>, Error>>>,
) -> Option<Result<Vec<String>, Error>> {
    receiver.as_mut()?.recv().await
}

/// Requests own open orders and positions in a market, a line each.
async fn account_lines(client: &Client, symbol: &str) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for order in client.get_open_orders().symbol(symbol).send().await?.iter() {
        lines.push(match order {
            Order::Limit(order) => format!(
                "{} {} x {} of {} {}",
                order.side, order.price, order.executed_quantity, order.quantity, order.status
            ),
            Order::Market(order) => format!("{} market {}", order.side, order.status),
            _ => "order of an unknown type".to_owned(),
        });
    }
    for position in client.get_positions().symbol(symbol).send().await?.iter() {
        lines.push(format!(
            "position {} at {} (mark {})",
            position.net_quantity, position.entry_price, position.mark_price
        ));
    }
    Ok(lines)
}

/// Builds a K-line from open, high, low and close; `None` without trades.
fn candle(start: Timestamp, prices: [Option<Decimal>; 4]) -> Option<Candle> {
    let [open, high, low, close] = prices;
    Some(Candle {
        start,
        open: open?,
        high: high?,
        low: low?,
        close: close?,
    })
}

fn apply_book(book: &BookStream<DepthUpdate>, state: &mut State) {
    state.status = match book.state() {
        BookState::Live(_) => Status::Live,
        // The line is short, and a reader needs the reason of the gap.
        BookState::Stale(StaleReason::Gap(gap)) => Status::Stale(gap.reason.to_string()),
        BookState::Stale(reason) => Status::Stale(reason.to_string()),
        _ => Status::Syncing,
    };
    if let Some(known) = book.last_known() {
        copy_levels(known, state);
    }
}

fn copy_levels(book: &OrderBook, state: &mut State) {
    state.asks = book.asks().iter().take(LEVELS).copied().collect();
    state.bids = book.bids().iter().take(LEVELS).copied().collect();
}

/// Adds a trade of the stream or of REST to the screen, or a row for those that are missing.
fn apply_trade(item: Filled<TradeUpdate, types::Trade>, state: &mut State) {
    let row = match item {
        Filled::Event(event) => TradeRow::Trade(Trade {
            time: event.engine_time,
            price: event.price,
            quantity: event.quantity,
            is_buy: !event.is_buyer_maker,
        }),
        Filled::Backfilled(trade) => TradeRow::Trade(Trade {
            time: trade.timestamp,
            price: trade.price,
            quantity: trade.quantity,
            is_buy: !trade.is_buyer_maker,
        }),
        // Before the first trade there is no list that could miss one.
        Filled::Gap(_) if !state.trades.is_empty() => TradeRow::Missing,
        _ => return,
    };
    state.trade(row);
}

/// Shows the error of a source, or removes its notice. Returns the value of a success.
fn apply_notice<T>(source: Source, result: Result<T, Error>, state: &mut State) -> Option<T> {
    match result {
        Ok(value) => {
            state.notices.remove(&source);
            Some(value)
        }
        Err(error) => {
            state.notices.insert(source, error.to_string());
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use backpack_sandbox::streams::StreamFault;
    use backpack_sandbox::{MockResponse, Sandbox};
    use serde_json::json;
    use tokio::time::timeout;

    use super::*;

    const SYMBOL: &str = "SOL_USDC";

    /// Applies updates until the state is as expected.
    async fn until(market: &mut Market, state: &mut State, expected: impl Fn(&State) -> bool) {
        let changes = async {
            while !expected(state) {
                market.next(state).await.unwrap();
            }
        };
        let in_time = timeout(Duration::from_secs(60), changes).await.is_ok();
        assert!(in_time, "{state:?}");
    }

    /// Returns the trade with this number, which is its price too.
    fn trade(number: u64) -> (String, serde_json::Value) {
        let time = 1_790_000_001_000_000 + number;
        let data = json!({
            "e": "trade", "E": time, "T": time, "s": SYMBOL, "a": "1", "b": "2", "m": false,
            "p": number.to_string(), "q": "1", "t": number,
        });
        (format!("trade.{SYMBOL}"), data)
    }

    /// A gap that REST fills is invisible afterwards; one that it does not fill is a row.
    #[tokio::test]
    async fn lost_trades_are_requested_or_shown_as_missing() {
        let sandbox = Sandbox::start().await.unwrap();
        let row = json!([{
            "id": 2, "price": "2", "quantity": "1", "quoteQuantity": "2", "isBuyerMaker": true,
            "timestamp": 1_790_000_001_000_u64,
        }]);
        let script = sandbox.on("get_recent_trades");
        script
            .respond_with(MockResponse::json(200, &row).always())
            .unwrap();
        let client = Client::builder().base_url(sandbox.url()).build().unwrap();
        let mut state = State::new(SYMBOL, "1m");
        let market = Market::open(&client, SYMBOL, KlineInterval::M1).await;
        let mut market = market.unwrap();
        let streams = sandbox.streams();
        streams.wait_for_subscription(&trade(0).0).await;
        let skipped = StreamFault::skip().on(trade(0).0).every(2);
        streams.fault(skipped).unwrap();
        for number in 1..=5 {
            let (stream, data) = trade(number);
            streams.send(&stream, &data).unwrap();
        }
        until(&mut market, &mut state, |state| state.trades.len() == 5).await;
        let rows = state.trades.iter().map(|row| match row {
            TradeRow::Trade(trade) => trade.price.to_string(),
            TradeRow::Missing => "missing".to_owned(),
        });
        assert_eq!(rows.collect::<Vec<_>>(), ["5", "missing", "3", "2", "1"]);
    }

    /// A lost connection makes the book stale and is a notice of the K-lines. Afterwards the book is live, the K-lines are
    /// requested again, and nothing remains of the notice.
    #[tokio::test]
    async fn disconnect_is_shown_until_it_is_over() {
        let sandbox = Sandbox::start().await.unwrap();
        let client = Client::builder()
            .base_url(sandbox.url())
            .credentials(Sandbox::credentials())
            .build()
            .unwrap();
        let mut state = State::new(SYMBOL, "1m");
        let market = Market::open(&client, SYMBOL, KlineInterval::M1).await;
        let mut market = market.unwrap();
        let is_live = |state: &State| {
            let has_rows = !state.bids.is_empty() && !state.candles.is_empty();
            has_rows && state.status == Status::Live && state.account.is_some()
        };
        until(&mut market, &mut state, is_live).await;
        assert!(state.notices.is_empty(), "{state:?}");

        state.candles.clear();
        let streams = sandbox.streams();
        streams.fault(StreamFault::reset()).unwrap();
        let (stream, data) = trade(1);
        streams.send(&stream, &data).unwrap();
        let (was_stale, was_noticed) = (Cell::new(false), Cell::new(false));
        until(&mut market, &mut state, |state| {
            let is_stale = matches!(&state.status, Status::Stale(reason) if reason.starts_with("disconnected"));
            was_stale.set(was_stale.get() || is_stale);
            was_noticed.set(was_noticed.get() || state.notices.contains_key(&Source::Klines));
            was_stale.get() && was_noticed.get() && is_live(state) && state.notices.is_empty()
        })
        .await;
    }
}
