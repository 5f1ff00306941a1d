//! The data of `backpack watch`: book, trades and K-lines from streams, orders and positions from REST.

use std::io;
use std::time::Duration;

use backpack_api::signing::{Clock as _, SystemClock};
use backpack_api::streams::{DepthUpdate, KlineUpdate, TradeUpdate, depth, kline, trade};
use backpack_api::types::{DepthLimit, KlineInterval, Order};
use backpack_api::{Client, Decimal, Error, Timestamp};
use backpack_streams::{BookState, BookStream, OrderBook, Streams, Subscription, Update};
use tokio::sync::mpsc;

use crate::failure::Failure;
use crate::stream::failure;
use crate::watch::state::{Candle, State, Status, Trade};

/// The levels of a side that are kept for the screen.
const LEVELS: usize = 100;

/// The interval of the requests of own orders and positions.
const ACCOUNT: Duration = Duration::from_secs(5);

/// The time of the first K-line before now, in seconds: more than a screen of minutes.
const HISTORY: i64 = 4 * 3600;

/// The sources of the data.
pub(crate) struct Market {
    book: BookStream<DepthUpdate>,
    trades: Subscription<TradeUpdate>,
    klines: Subscription<KlineUpdate>,
    /// Lines of own orders and positions; `None` without credentials.
    account: Option<mpsc::Receiver<Result<Vec<String>, Error>>>,
}

impl Market {
    /// Opens the streams of the market of `state`, and requests its K-lines.
    pub(crate) async fn open(
        client: &Client,
        streams: &Streams,
        state: &mut State,
    ) -> Result<Self, Failure> {
        let interval: KlineInterval = state
            .interval
            .parse()
            .map_err(|_| Failure::Usage(format!("invalid interval {}", state.interval)))?;
        let symbol = state.symbol.clone();
        let (source, market) = (client.clone(), symbol.clone());
        let snapshot = move || {
            let call = source.get_depth(market.clone()).limit(DepthLimit::N1000);
            async move {
                let depth = call.send().await.map_err(io::Error::other)?.into_inner();
                depth.into_snapshot(1000).map_err(io::Error::other)
            }
        };
        let book = streams
            .book(depth(&symbol), snapshot)
            .await
            .map_err(failure)?;
        let trades = streams.open(trade(&symbol)).await.map_err(failure)?;
        let klines = streams
            .open(kline(interval, &symbol))
            .await
            .map_err(failure)?;
        let now = i64::try_from(SystemClock.now().as_millis() / 1000).unwrap_or_default();
        let start = Timestamp::from_second(now - HISTORY).unwrap_or_default();
        match client.get_klines(symbol, interval, start).send().await {
            Ok(past) => {
                for line in past.iter() {
                    let prices = [line.open, line.high, line.low, line.close];
                    state.candles.extend(candle(line.start, prices));
                }
            }
            Err(error) => state.notice = Some(format!("no past K-lines: {error}")),
        }
        let account = client
            .api_key()
            .map(|_| watch_account(client.clone(), &state.symbol));
        Ok(Self {
            book,
            trades,
            klines,
            account,
        })
    }

    /// Waits for the next change, and applies it. While the screen is paused, changes are read and not applied.
    ///
    /// Cancel-safe: no event is lost if the future is dropped before it is ready.
    pub(crate) async fn next(&mut self, state: &mut State) -> Result<(), Failure> {
        tokio::select! {
            changed = self.book.changed() => {
                changed.map_err(failure)?;
                if !state.is_paused {
                    apply_book(&self.book, state);
                }
            }
            update = self.trades.next() => match update.transpose().map_err(failure)? {
                Some(Update::Event(event)) if !state.is_paused => state.trade(Trade {
                    time: event.engine_time,
                    price: event.price,
                    quantity: event.quantity,
                    is_buy: !event.is_buyer_maker,
                }),
                Some(update) => apply_notice("trades", &update, state),
                None => return Err(Failure::Other("the stream of trades has ended".to_owned())),
            },
            update = self.klines.next() => match update.transpose().map_err(failure)? {
                Some(Update::Event(event)) if !state.is_paused => {
                    let prices = [event.open, event.high, event.low, event.close];
                    if let Some(candle) = candle(event.start, prices) {
                        state.candle(candle);
                    }
                }
                Some(update) => apply_notice("K-lines", &update, state),
                None => return Err(Failure::Other("the stream of K-lines has ended".to_owned())),
            },
            Some(lines) = next_account(&mut self.account) => match lines {
                Ok(lines) => state.account = Some(lines),
                Err(error) => state.notice = Some(error.to_string()),
            },
        }
        Ok(())
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

/// The next lines; `None` without credentials.
async fn next_account(
    receiver: &mut Option<mpsc::Receiver<Result<Vec<String>, Error>>>,
) -> Option<Result<Vec<String>, Error>> {
    receiver.as_mut()?.recv().await
}

/// Own open orders and positions in a market, a line each.
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

/// A K-line from open, high, low and close; `None` without trades.
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

/// Shows a gap, and that it is over.
fn apply_notice<T>(source: &str, update: &Update<T>, state: &mut State) {
    match update {
        Update::Gap(gap) => state.notice = Some(format!("{source}: {}", gap.reason)),
        Update::Live(live) if live.after.is_some() => {
            state.notice = Some(format!("{source}: live again, events are missing"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use backpack_sandbox::Sandbox;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
    use tokio::time::timeout;

    use super::*;

    /// Reads frames of the client until they name all streams.
    async fn subscribed(server: &mut DuplexStream) {
        let mut seen = String::new();
        while !["depth.", "trade.", "kline."]
            .iter()
            .all(|name| seen.contains(name))
        {
            let _flags = server.read_u8().await.unwrap();
            let mut length = usize::from(server.read_u8().await.unwrap() & 0x7f);
            if length == 126 {
                length = server.read_u16().await.unwrap().into();
            }
            let mask = server.read_u32().await.unwrap().to_be_bytes();
            let mut payload = vec![0; length];
            server.read_exact(&mut payload).await.unwrap();
            let clear = payload
                .iter()
                .zip(mask.iter().cycle())
                .map(|(byte, mask)| byte ^ mask);
            seen.push_str(&String::from_utf8_lossy(&clear.collect::<Vec<u8>>()));
        }
    }

    async fn send(server: &mut DuplexStream, stream: &str, data: &str) {
        let text = format!(r#"{{"stream":"{stream}","data":{data}}}"#);
        server.write_all(&[0x81, 126]).await.unwrap();
        server
            .write_u16(u16::try_from(text.len()).unwrap())
            .await
            .unwrap();
        server.write_all(text.as_bytes()).await.unwrap();
    }

    /// Sends an event of every stream. `number` is that of the connection.
    async fn send_events(server: &mut DuplexStream, number: u64) {
        // The sandbox's snapshot has the update 5123456789, of the time 1790000000123456.
        let update = 5_123_456_789 + number;
        let time = 1_790_000_001_000_000 + number;
        send(
            server,
            "depth.SOL_USDC",
            &format!(
                r#"{{"e":"depth","E":{time},"T":{time},"s":"SOL_USDC","U":{update},"u":{update},"a":[],"b":[["142.305","{number}.50"]]}}"#
            ),
        )
        .await;
        send(
            server,
            "trade.SOL_USDC",
            &format!(
                r#"{{"e":"trade","E":{time},"T":{time},"s":"SOL_USDC","a":"1","b":"2","m":false,"p":"142.3{number}","q":"1","t":{number}}}"#
            ),
        )
        .await;
        send(
            server,
            "kline.1m.SOL_USDC",
            &format!(
                r#"{{"e":"kline","E":{time},"s":"SOL_USDC","t":"2036-09-01T10:0{number}:00","T":"2036-09-01T10:0{number}:59","o":"1","c":"2","h":"3","l":"0.5","v":"1","n":1,"X":false}}"#
            ),
        )
        .await;
    }

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

    /// The screen is filled from all streams and REST. A lost connection makes the book stale and is a notice; afterwards
    /// the book is live again. While it is paused, the screen stays.
    #[tokio::test]
    async fn state_follows_the_streams() {
        let sandbox = Sandbox::start().await.unwrap();
        let client = Client::builder()
            .base_url(sandbox.url())
            .credentials(Sandbox::credentials())
            .build()
            .unwrap();
        let (connected, mut servers) = mpsc::unbounded_channel();
        let streams = Streams::over(move || {
            let (near, far) = duplex(1 << 16);
            let sent = connected.send(far).map_err(io::Error::other);
            async move { sent.map(|()| near) }
        })
        .build();
        let mut state = State::new("SOL_USDC", "1m");
        let mut market = Market::open(&client, &streams, &mut state).await.unwrap();

        let server = async {
            let mut server = servers.recv().await.unwrap();
            subscribed(&mut server).await;
            send_events(&mut server, 1).await;
            server
        };
        let filled = |state: &State| {
            state.status == Status::Live
                && state.trades.len() == 1
                && state
                    .candles
                    .back()
                    .is_some_and(|candle| candle.low.to_string() == "0.5")
                && state.account.is_some()
        };
        let (mut server, ()) = tokio::join!(server, until(&mut market, &mut state, filled));
        assert_eq!(state.bids[0].quantity.to_string(), "1.50");
        assert_eq!(state.asks[0].price.to_string(), "142.31");
        assert!(!state.account.as_ref().unwrap().is_empty());

        state.is_paused = true;
        let time = 1_790_000_003_000_000_u64;
        let trade = format!(
            r#"{{"e":"trade","E":{time},"T":{time},"s":"SOL_USDC","a":"1","b":"2","m":false,"p":"9","q":"1","t":2}}"#
        );
        send(&mut server, "trade.SOL_USDC", &trade).await;
        drop(server);
        // The gap of the trades follows the trade that was sent.
        let has_notice = |state: &State, source: &str, text: &str| {
            (state.notice.as_ref())
                .is_some_and(|notice| notice.starts_with(source) && notice.contains(text))
        };
        until(&mut market, &mut state, |state| {
            has_notice(state, "trades", "disconnected")
        })
        .await;
        assert_eq!(state.trades.len(), 1);
        state.is_paused = false;
        let server = async {
            let mut server = servers.recv().await.unwrap();
            subscribed(&mut server).await;
            send_events(&mut server, 1).await;
            server
        };
        let stale = |state: &State| matches!(&state.status, Status::Stale(_));
        let again = |state: &State| state.trades.len() == 2;
        let wait = async {
            until(&mut market, &mut state, |state| {
                stale(state) || again(state)
            })
            .await;
            until(&mut market, &mut state, |state| {
                again(state) && state.status == Status::Live && has_notice(state, "", "live again")
            })
            .await;
        };
        tokio::join!(server, wait);
    }
}
