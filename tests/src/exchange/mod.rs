//! An in-memory exchange that accepts connections, reads requests, and sends arbitrary frames and bytes.

pub mod market;
pub mod schedule;

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use backpack_streams::{Channel, Gap, GapReason, Streams, StreamsBuilder, Subscription, Update};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, DuplexStream};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Numbered event.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Tick {
    /// Name of the stream.
    pub s: String,
    /// Number.
    pub n: u64,
    /// Engine time in microseconds.
    #[serde(rename = "T")]
    pub time: i64,
}

pub fn time(tick: &Tick) -> Timestamp {
    Timestamp::from_microsecond(tick.time).unwrap()
}

/// Describes a stream of ticks with sequence numbers.
pub fn numbered(name: &str) -> Channel<Tick> {
    ticks(name).sequence(|tick| (tick.n, tick.n))
}

/// Describes a stream of ticks.
pub fn ticks(name: &str) -> Channel<Tick> {
    Channel::new(name)
        .event_time(time)
        .reconcile(&["get_recent_trades"])
}

/// Returns the frame of a tick.
pub fn tick(stream: &str, n: u64) -> String {
    tick_at(stream, n, n as i64)
}

pub fn tick_at(stream: &str, n: u64, time: i64) -> String {
    format!(r#"{{"data":{{"T":{time},"n":{n},"s":"{stream}"}},"stream":"{stream}"}}"#)
}

/// Frame of the client.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent {
    Text(String),
    Ping(Vec<u8>),
    Pong(Vec<u8>),
    Close(Option<u16>),
    /// The connection ended without a Close.
    End,
}

/// Returns an unmasked frame.
pub fn frame(opcode: u8, is_final: bool, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![(u8::from(is_final) << 7) | opcode];
    match payload.len() {
        len @ 0..126 => frame.push(len as u8),
        len @ 126..65_536 => {
            frame.push(126);
            frame.extend((len as u16).to_be_bytes());
        }
        len => {
            frame.push(127);
            frame.extend((len as u64).to_be_bytes());
        }
    }
    frame.extend(payload);
    frame
}

pub const CONTINUATION: u8 = 0;
pub const TEXT: u8 = 1;
pub const BINARY: u8 = 2;
pub const CLOSE: u8 = 8;
pub const PING: u8 = 9;
pub const PONG: u8 = 10;

/// Exchange that accepts connections.
pub struct Exchange {
    peers: mpsc::UnboundedReceiver<DuplexStream>,
    rejections: Arc<AtomicUsize>,
    attempts: Arc<AtomicUsize>,
}

impl Exchange {
    /// Creates an exchange, and a builder of streams that connect to it.
    pub fn new() -> (Self, StreamsBuilder) {
        let (sender, peers) = mpsc::unbounded_channel();
        let rejections = Arc::new(AtomicUsize::new(0));
        let attempts = Arc::new(AtomicUsize::new(0));
        let exchange = Self {
            peers,
            rejections: Arc::clone(&rejections),
            attempts: Arc::clone(&attempts),
        };
        let builder = Streams::with_connector(move || {
            attempts.fetch_add(1, Ordering::SeqCst);
            let is_refused = rejections
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                    left.checked_sub(1)
                })
                .is_ok();
            let (client, server) = tokio::io::duplex(16 * 1024);
            let is_refused = is_refused || sender.send(server).is_err();
            async move {
                if is_refused {
                    return Err(io::Error::from(io::ErrorKind::ConnectionRefused));
                }
                Ok(client)
            }
        });
        (exchange, builder)
    }

    /// Accepts the next connection.
    pub async fn accept(&mut self) -> Peer {
        Peer::new(soon(self.peers.recv()).await.expect("the client is there"))
    }

    /// Rejects the next connections.
    pub fn reject(&self, count: usize) {
        self.rejections.store(count, Ordering::SeqCst);
    }

    /// Returns the number of attempts to connect.
    pub fn attempts(&self) -> usize {
        self.attempts.load(Ordering::SeqCst)
    }
}

/// Exchange's side of a connection.
pub struct Peer<S = DuplexStream> {
    pub io: S,
    received: VecDeque<u8>,
    /// Pings are answered while a request is awaited.
    pub answers_pings: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Peer<S> {
    pub fn new(io: S) -> Self {
        Self {
            io,
            received: VecDeque::new(),
            answers_pings: true,
        }
    }

    pub async fn raw(&mut self, bytes: &[u8]) {
        // A lost client is detected by the next read.
        let _ = self.io.write_all(bytes).await;
    }

    pub async fn text(&mut self, text: &str) {
        self.raw(&frame(TEXT, true, text.as_bytes())).await;
    }

    pub async fn ping(&mut self, payload: &[u8]) {
        self.raw(&frame(PING, true, payload)).await;
    }

    pub async fn error(&mut self, code: i64, message: &str) {
        let error = json!({"id": null, "error": {"code": code, "message": message}});
        self.text(&error.to_string()).await;
    }

    pub async fn close(&mut self, code: u16) {
        self.raw(&frame(CLOSE, true, &code.to_be_bytes())).await;
    }

    /// Returns the next frame of the client. Cancel-safe.
    pub async fn next(&mut self) -> Sent {
        loop {
            if let Some(sent) = self.parse() {
                return sent;
            }
            let mut buffer = [0; 4096];
            match self.io.read(&mut buffer).await {
                Ok(0) | Err(_) => return Sent::End,
                Ok(read) => self.received.extend(&buffer[..read]),
            }
        }
    }

    fn parse(&mut self) -> Option<Sent> {
        let bytes = self.received.make_contiguous();
        let (&first, &second) = (bytes.first()?, bytes.get(1)?);
        assert!(second & 0x80 != 0, "a client masks its frames");
        let (len, head) = match second & 0x7f {
            126 => (
                usize::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?)),
                4,
            ),
            127 => (
                u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?) as usize,
                10,
            ),
            len => (usize::from(len), 2),
        };
        let mask = *bytes.get(head..)?.first_chunk::<4>()?;
        let payload = bytes.get(head + 4..head + 4 + len)?;
        let payload: Vec<u8> = payload
            .iter()
            .zip(mask.iter().cycle())
            .map(|(byte, mask)| byte ^ mask)
            .collect();
        self.received.drain(..head + 4 + len);
        Some(match first & 0x0f {
            TEXT => Sent::Text(String::from_utf8(payload).unwrap()),
            CLOSE => Sent::Close(payload.first_chunk().map(|code| u16::from_be_bytes(*code))),
            PING => Sent::Ping(payload),
            PONG => Sent::Pong(payload),
            opcode => panic!("a client sends no frame of opcode {opcode}"),
        })
    }

    /// Returns the next request. Answers pings until it is received.
    pub async fn request(&mut self) -> Value {
        soon(async {
            loop {
                match self.next().await {
                    Sent::Text(text) => return serde_json::from_str(&text).unwrap(),
                    Sent::Ping(payload) if self.answers_pings => {
                        self.raw(&frame(PONG, true, &payload)).await;
                    }
                    Sent::Ping(_) | Sent::Pong(_) => {}
                    sent => panic!("expected a request, got {sent:?}"),
                }
            }
        })
        .await
    }

    /// Answers the ping that follows a request.
    pub async fn confirm(&mut self) {
        let Ok(Sent::Ping(payload)) = timeout(Duration::from_secs(60), self.next()).await else {
            panic!("a ping follows a request");
        };
        self.raw(&frame(PONG, true, &payload)).await;
    }

    /// Expects a request, and answers the ping that follows it.
    pub async fn expect(&mut self, method: &str, streams: &[&str]) {
        let request = self.request().await;
        assert_eq!(request, json!({"method": method, "params": streams}));
        self.confirm().await;
    }

    /// Answers pings for this time, and expects no other frame.
    pub async fn idle(&mut self, duration: Duration) {
        let _ = timeout(duration, async {
            loop {
                match self.next().await {
                    Sent::Ping(payload) => self.raw(&frame(PONG, true, &payload)).await,
                    Sent::Pong(_) => {}
                    sent => panic!("expected nothing, got {sent:?}"),
                }
            }
        })
        .await;
    }
}

/// Waits for at most ten minutes of paused time.
pub async fn soon<T>(future: impl Future<Output = T>) -> T {
    let result = timeout(Duration::from_secs(600), future).await;
    result.expect("the future is ready within ten minutes")
}

/// Returns the next update.
pub async fn next<T>(subscription: &mut Subscription<T>) -> Update<T> {
    soon(subscription.next())
        .await
        .expect("the subscription is open")
        .expect("the subscription has no error")
}

/// Returns the number of the next update, which must be an event.
pub async fn event(subscription: &mut Subscription<Tick>) -> u64 {
    match next(subscription).await {
        Update::Event(tick) => tick.n,
        update => panic!("expected an event, got {update:?}"),
    }
}

/// Returns the connection and the gap of the next update, which must be `Live`.
pub async fn live<T: std::fmt::Debug>(subscription: &mut Subscription<T>) -> (u64, Option<Gap>) {
    match next(subscription).await {
        Update::Live(live) => (live.connection, live.after),
        update => panic!("expected Live, got {update:?}"),
    }
}

/// Returns the reason of the next update, which must be a gap.
pub async fn gap<T: std::fmt::Debug>(subscription: &mut Subscription<T>) -> GapReason {
    match next(subscription).await {
        Update::Gap(gap) => gap.reason,
        update => panic!("expected a gap, got {update:?}"),
    }
}

/// Returns true if there is no update for this time.
pub async fn is_quiet<T>(subscription: &mut Subscription<T>, duration: Duration) -> bool {
    timeout(duration, subscription.next()).await.is_err()
}

/// Fault at an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// The connection ends without a Close.
    Reset,
    /// The connection ends within the frame of the event.
    HalfFrame,
    /// The exchange closes the connection.
    Close,
    /// The exchange neither reads nor writes.
    Stall,
    /// The exchange answers pings, and sends no events.
    Mute,
    /// The event is not sent.
    Skip,
    /// The event is sent twice.
    Duplicate,
    /// The event is sent after the next one.
    Reorder,
    /// The numbering restarts.
    Restart,
    /// The JSON of the event is damaged.
    Malformed,
    /// The frame is not JSON.
    NotJson,
    Binary,
    /// The event is preceded by a frame without an event.
    Unknown,
    /// The event is preceded by an unrelated error.
    Error,
    /// The frame is sent byte by byte.
    Trickle,
    /// The frame is fragmented, with a ping between the fragments.
    Fragments,
    /// The event is followed by many others at once.
    Burst,
}

impl Fault {
    pub const ALL: [Self; 17] = [
        Self::Reset,
        Self::HalfFrame,
        Self::Close,
        Self::Stall,
        Self::Mute,
        Self::Skip,
        Self::Duplicate,
        Self::Reorder,
        Self::Restart,
        Self::Malformed,
        Self::NotJson,
        Self::Binary,
        Self::Unknown,
        Self::Error,
        Self::Trickle,
        Self::Fragments,
        Self::Burst,
    ];

    /// Returns true if the fault can only be detected by sequence numbers.
    pub fn is_of_numbers(self) -> bool {
        matches!(
            self,
            Self::Skip | Self::Duplicate | Self::Reorder | Self::Restart
        )
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Peer<S> {
    /// Sends an event with a fault of its frame or of the connection. Returns false if the connection ends.
    pub async fn inject(
        &mut self,
        fault: Option<Fault>,
        event: &str,
        random: &mut fastrand::Rng,
    ) -> bool {
        let whole = frame(TEXT, true, event.as_bytes());
        match fault {
            Some(Fault::Reset) => return false,
            Some(Fault::HalfFrame) => {
                self.raw(&whole[..random.usize(1..whole.len())]).await;
                return false;
            }
            Some(Fault::Close) => {
                self.close(random.choice([1000, 1001, 1012, 4000]).unwrap())
                    .await;
                tokio::time::sleep(Duration::from_millis(random.u64(0..2_000))).await;
                return false;
            }
            Some(Fault::Stall) => {
                tokio::time::sleep(Duration::from_secs(random.u64(50..200))).await;
                return false;
            }
            Some(Fault::Malformed) => {
                let damaged = match random.u8(0..3) {
                    0 => event.replacen(r#""T":"#, r#""T":x"#, 1),
                    1 => event.replacen('{', "", 1),
                    _ => event.replacen('}', "", 1),
                };
                self.text(&damaged).await;
            }
            Some(Fault::NotJson) => {
                let text = random.choice(["", "hello", "{", "[1]", "null"]).unwrap();
                self.text(text).await;
            }
            Some(Fault::Binary) => self.raw(&frame(BINARY, true, event.as_bytes())).await,
            Some(Fault::Unknown) => {
                let unknown = [
                    r#"{"id":1,"result":null}"#,
                    r#"{"data":{"n":1},"stream":"nobody.asked"}"#,
                    r#"{"event":"maintenance"}"#,
                ];
                self.text(random.choice(unknown).unwrap()).await;
                self.raw(&whole).await;
            }
            Some(Fault::Error) => {
                self.error(4002, "Parse error").await;
                self.raw(&whole).await;
            }
            Some(Fault::Trickle) => {
                for byte in whole {
                    self.raw(&[byte]).await;
                    tokio::time::sleep(Duration::from_millis(random.u64(0..30))).await;
                }
            }
            Some(Fault::Fragments) => {
                let bytes = event.as_bytes();
                let first = random.usize(0..bytes.len());
                let second = random.usize(first..bytes.len());
                self.raw(&frame(TEXT, false, &bytes[..first])).await;
                self.ping(b"between").await;
                self.raw(&frame(CONTINUATION, false, &bytes[first..second]))
                    .await;
                self.raw(&frame(CONTINUATION, true, &bytes[second..])).await;
            }
            Some(Fault::Duplicate) => {
                self.raw(&whole).await;
                self.raw(&whole).await;
            }
            _ => self.raw(&whole).await,
        }
        true
    }
}
