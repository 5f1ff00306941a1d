//! One connection after its handshake: requests, events, pings, and the faults of events.

use std::collections::HashMap;
use std::time::Duration;

use backpack_signing::Timestamp;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

use super::event;
use super::fault::{Effect, Occasion};
use super::hub::Hub;
use super::log::Item;
use super::request::{self, Request, error_frame};
use super::view::Overrun;
use crate::book::Ledger;
use crate::server::exchange::Exchange;

/// The interval of pings, as on the exchange.
const PING: Duration = Duration::from_secs(60);

/// The time that a client has for its Close.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// The number of items that are sent before the client is read again.
const BATCH: usize = 256;

/// The longest frame of a client: a request with thousands of streams.
const MAX_FRAME: usize = 1024 * 1024;

/// The end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// In order, or by the client.
    Closed,
    /// The connection is to be reset.
    Reset,
}

/// Serves a connection until it ends.
pub(crate) async fn run<S>(exchange: &Exchange, stream: S) -> End
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let Some(opened) = exchange.streams.open(exchange.book.as_ref()) else {
        return End::Closed;
    };
    let config = WebSocketConfig::default()
        .read_buffer_size(4 * 1024)
        .max_message_size(Some(MAX_FRAME))
        .max_frame_size(Some(MAX_FRAME));
    let socket = WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await;
    let mut connection = Connection {
        exchange,
        socket,
        subscriptions: Subscriptions {
            hub: &exchange.streams,
            open: HashMap::new(),
        },
        cursor: opened.cursor,
        held: Vec::new(),
        withheld: 0,
    };
    let mut generation = opened.generation;
    let mut pings = interval(PING);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    pings.reset();
    loop {
        let cursor = connection.cursor;
        let result = tokio::select! {
            _ = generation.changed() => connection.close(CloseCode::Away).await,
            received = connection.socket.next() => connection.received(received).await,
            () = exchange.streams.wait_for_items(cursor) => connection.send_items().await,
            _ = pings.tick() => connection.send(Message::Ping("".into())).await,
        };
        match result {
            Ok(()) => {}
            Err(Stop::Closed) => return End::Closed,
            Err(Stop::Reset) => return End::Reset,
        }
    }
}

/// The reason to end a connection.
enum Stop {
    Closed,
    Reset,
}

impl From<Error> for Stop {
    fn from(_: Error) -> Self {
        // The client has disconnected.
        Self::Closed
    }
}

impl From<std::io::Error> for Stop {
    fn from(_: std::io::Error) -> Self {
        Self::Closed
    }
}

struct Connection<'a, S> {
    exchange: &'a Exchange,
    socket: WebSocketStream<S>,
    subscriptions: Subscriptions<'a>,
    /// The sequence number of the last handled item.
    cursor: u64,
    /// The frames that a burst withholds, and the number of those that are still to be withheld.
    held: Vec<String>,
    withheld: usize,
}

/// The subscriptions of a connection, which end with it.
struct Subscriptions<'a> {
    hub: &'a Hub,
    open: HashMap<String, Subscription>,
}

struct Subscription {
    /// The sequence number after which the stream is sent.
    since: u64,
    /// The event that is sent after the next one.
    late: Option<String>,
    muted_until: Option<Instant>,
}

impl Drop for Subscriptions<'_> {
    fn drop(&mut self) {
        self.hub.close(self.open.drain().map(|(name, _)| name));
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<'_, S> {
    async fn received(&mut self, received: Option<Result<Message, Error>>) -> Result<(), Stop> {
        let Some(message) = received.transpose()? else {
            return Err(Stop::Closed);
        };
        match message {
            Message::Text(text) => self.request(&text).await,
            Message::Binary(_) => self.text(request::Rejection::Parse.frame()).await,
            // The protocol answers a ping with the next write.
            Message::Ping(_) => Ok(self.socket.flush().await?),
            Message::Pong(_) | Message::Frame(_) => Ok(()),
            Message::Close(_) => {
                // The response to the Close.
                self.socket.flush().await?;
                Err(Stop::Closed)
            }
        }
    }

    async fn request(&mut self, text: &str) -> Result<(), Stop> {
        match request::check(self.exchange, text) {
            Err(rejection) => self.text(rejection.frame()).await,
            Ok(Request::Subscribe(names)) => {
                for name in names {
                    self.subscribe(name).await?;
                }
                Ok(())
            }
            Ok(Request::Unsubscribe(names)) => {
                for name in names {
                    if self.subscriptions.open.remove(&name).is_some() {
                        self.exchange.streams.unsubscribe(&name);
                    }
                }
                Ok(())
            }
        }
    }

    async fn subscribe(&mut self, name: String) -> Result<(), Stop> {
        if self.subscriptions.open.contains_key(&name) {
            return Ok(());
        }
        let (since, positions) = self.open(&name);
        let subscription = Subscription {
            since,
            late: None,
            muted_until: None,
        };
        self.subscriptions.open.insert(name, subscription);
        for text in positions {
            self.text(text).await?;
        }
        Ok(())
    }

    /// Returns the sequence number of a new subscription, and the frames of the positions that are open at that number.
    /// Both are read together: a change between them would be neither in the positions nor among the events.
    fn open(&self, name: &str) -> (u64, Vec<String>) {
        let Exchange {
            streams,
            book,
            clock,
            ..
        } = self.exchange;
        let now = clock.now();
        let (since, read) = streams.subscribe(name, |view, log| {
            let book = book.as_ref()?;
            Some(book.read(|ledger| {
                // An event of the book belongs to the time before the subscription.
                let reported = view.report(ledger, log, now);
                (reported, positions(ledger, name, now))
            }))
        });
        match read.flatten() {
            Some((Ok(()), positions)) => (since, positions),
            Some((Err(Overrun), positions)) => {
                streams.disconnect();
                (since, positions)
            }
            None => (since, Vec::new()),
        }
    }

    async fn send_items(&mut self) -> Result<(), Stop> {
        let Ok(items) = self.exchange.streams.after(self.cursor, BATCH) else {
            return self.close(CloseCode::Again).await;
        };
        for item in items {
            self.cursor += 1;
            match item {
                Item::Frame(text) => self.feed(text.to_string()).await?,
                Item::Event(event) => {
                    for name in std::iter::once(&event.stream).chain(&event.scope) {
                        let subscription = self.subscriptions.open.get(name);
                        if subscription.is_some_and(|own| event.sequence > own.since) {
                            self.event(name, event.frame(name)).await?;
                        }
                    }
                }
            }
        }
        Ok(self.socket.flush().await?)
    }

    /// Sends an event with the fault that it triggers.
    async fn event(&mut self, name: &str, frame: String) -> Result<(), Stop> {
        if let Some(subscription) = self.subscriptions.open.get_mut(name)
            && let Some(until) = subscription.muted_until
        {
            if Instant::now() < until {
                return Ok(());
            }
            subscription.muted_until = None;
        }
        if self.withheld > 0 {
            return self.withhold(frame).await;
        }
        let hub = &self.exchange.streams;
        let Some(effect) = hub.trigger(Occasion::Event, name) else {
            self.feed(frame).await?;
            return self.send_late(name).await;
        };
        match effect {
            Effect::RejectHandshake(_) | Effect::ExpireSignature => self.feed(frame).await?,
            Effect::Reset => return Err(Stop::Reset),
            Effect::Close(code) => return self.close(code.into()).await,
            Effect::Restart(outage) => {
                hub.restart(outage);
                return self.close(CloseCode::Away).await;
            }
            Effect::Stall(duration) => {
                self.socket.flush().await?;
                sleep(duration).await;
                self.feed(frame).await?;
            }
            Effect::Mute(duration) => {
                if let Some(subscription) = self.subscriptions.open.get_mut(name) {
                    subscription.muted_until = Instant::now().checked_add(duration);
                }
                return Ok(());
            }
            Effect::Skip => return Ok(()),
            Effect::Duplicate => {
                self.feed(frame.clone()).await?;
                self.feed(frame).await?;
            }
            Effect::Reorder => {
                if let Some(subscription) = self.subscriptions.open.get_mut(name)
                    && subscription.late.is_none()
                {
                    subscription.late = Some(frame);
                    return Ok(());
                }
                self.feed(frame).await?;
            }
            Effect::HalfFrame => {
                let bytes = encode(Opcode::Text, true, frame.as_bytes());
                let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
                self.raw(half).await?;
                return Err(Stop::Closed);
            }
            Effect::Malformed => {
                let mut frame = frame;
                frame.pop();
                self.feed(frame).await?;
            }
            Effect::NotJson => self.feed("not JSON".to_owned()).await?,
            Effect::UnknownEvent => {
                let unknown = event::frame("sandbox.unknown", r#"{"e":"unknown"}"#);
                self.feed(unknown).await?;
                self.feed(frame).await?;
            }
            Effect::ErrorFrame(code, message) => {
                self.feed(error_frame(code, &message)).await?;
                self.feed(frame).await?;
            }
            Effect::Trickle(pause) => {
                for byte in encode(Opcode::Text, true, frame.as_bytes()) {
                    self.raw(&[byte]).await?;
                    sleep(pause).await;
                }
            }
            Effect::Fragments => {
                let bytes = frame.as_bytes();
                let (first, rest) = bytes.split_at(bytes.len() / 3);
                let (second, third) = rest.split_at(rest.len() / 2);
                let mut whole = encode(Opcode::Text, false, first);
                whole.extend(encode(Opcode::Continuation, false, second));
                whole.extend(encode(Opcode::Ping, true, b"between"));
                whole.extend(encode(Opcode::Continuation, true, third));
                self.raw(&whole).await?;
            }
            Effect::Burst(count) => {
                self.withheld = count;
                return self.withhold(frame).await;
            }
        }
        self.send_late(name).await
    }

    /// Sends the event that was to follow the next one.
    async fn send_late(&mut self, name: &str) -> Result<(), Stop> {
        let subscription = self.subscriptions.open.get_mut(name);
        match subscription.and_then(|subscription| subscription.late.take()) {
            Some(frame) => self.feed(frame).await,
            None => Ok(()),
        }
    }

    async fn withhold(&mut self, frame: String) -> Result<(), Stop> {
        self.held.push(frame);
        self.withheld -= 1;
        if self.withheld == 0 {
            for frame in std::mem::take(&mut self.held) {
                self.feed(frame).await?;
            }
        }
        Ok(())
    }

    async fn feed(&mut self, text: String) -> Result<(), Stop> {
        Ok(self.socket.feed(Message::text(text)).await?)
    }

    async fn text(&mut self, text: String) -> Result<(), Stop> {
        self.send(Message::text(text)).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Stop> {
        Ok(self.socket.send(message).await?)
    }

    /// Sends bytes after the frames before them.
    async fn raw(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.socket.flush().await?;
        let stream = self.socket.get_mut();
        stream.write_all(bytes).await?;
        Ok(stream.flush().await?)
    }

    /// Sends a Close, and waits for that of the client.
    async fn close(&mut self, code: CloseCode) -> Result<(), Stop> {
        let frame = CloseFrame {
            code,
            reason: Utf8Bytes::from_static(""),
        };
        self.send(Message::Close(Some(frame))).await?;
        let is_closed = async { while let Some(Ok(_)) = self.socket.next().await {} };
        // A client that does not respond is disconnected.
        let _ = timeout(CLOSE_TIMEOUT, is_closed).await;
        Err(Stop::Closed)
    }
}

#[derive(Clone, Copy)]
enum Opcode {
    Continuation = 0,
    Text = 1,
    Ping = 9,
}

/// Returns the frames of the open positions, which follow a subscription to positions.
fn positions(ledger: &Ledger, name: &str, now: Timestamp) -> Vec<String> {
    let Some(rest) = name.strip_prefix("account.positionUpdate") else {
        return Vec::new();
    };
    let symbol = rest.strip_prefix('.');
    let times = event::Times {
        event: event::micros(now),
        engine: event::micros(now),
    };
    let positions = ledger.positions().open();
    positions
        .filter(|position| symbol.is_none_or(|symbol| position.symbol() == symbol))
        .map(|position| {
            let margin = ledger.initial_margin();
            let data = event::position_update(None, position, margin, times);
            event::frame(name, &data.to_string())
        })
        .collect()
}

/// Returns an unmasked frame.
fn encode(opcode: Opcode, is_final: bool, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![(u8::from(is_final) << 7) | opcode as u8];
    match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
        (Ok(length @ 0..126), _) => frame.push(length),
        (_, Ok(length)) => {
            frame.push(126);
            frame.extend(length.to_be_bytes());
        }
        _ => {
            frame.push(127);
            frame.extend(
                u64::try_from(payload.len())
                    .unwrap_or(u64::MAX)
                    .to_be_bytes(),
            );
        }
    }
    frame.extend(payload);
    frame
}
