//! Streams: from a frame to the event in the consumer's hands.
//!
//! The official client parses a frame into a [`Value`], and its `data` into the type; see its `ws` module.

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use backpack_api::streams::{self, BookTickerUpdate, DepthUpdate, TradeUpdate};
use backpack_api::{Channel, Streams, Subscription, Update};
use bpx_api_types::{markets, trade};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
use tokio::runtime::Runtime;

use crate::Failure;
use crate::case::{Case, OFFICIAL, OURS, Side, Target};
use crate::payloads;

/// Frames that are sent at once, as in a burst.
const FRAMES: usize = 64;

/// Returns the cases.
///
/// # Errors
///
/// Returns an error if no runtime can be created.
pub fn cases() -> Result<Vec<Case>, Failure> {
    const DECODE: &[Target] = &[Target::Time(0.4, OFFICIAL)];
    Ok(vec![
        decode::<DepthUpdate, markets::OrderBookDepthUpdate>(
            "depth frame, 1 level",
            streams::depth("SOL_USDC"),
            payloads::DEPTH_FRAME,
            DECODE,
        ),
        decode::<BookTickerUpdate, markets::TickerUpdate>(
            "book ticker frame",
            streams::book_ticker("SOL_USDC"),
            payloads::BOOK_TICKER_FRAME,
            DECODE,
        ),
        decode::<TradeUpdate, trade::TradeUpdate>(
            "trade frame",
            streams::trade("SOL_USDC"),
            payloads::TRADE_FRAME,
            DECODE,
        ),
        connection()?,
    ])
}

/// Decodes a frame as the official client does.
fn official<T: DeserializeOwned>(frame: &str) -> Result<T, Failure> {
    let value: Value = serde_json::from_str(frame)?;
    let data = value.get("data").ok_or("no data")?;
    Ok(T::deserialize(data)?)
}

fn decode<Ours, Theirs>(
    name: &'static str,
    channel: Channel<Ours>,
    frame: &'static str,
    targets: &'static [Target],
) -> Case
where
    Ours: 'static,
    Theirs: DeserializeOwned + 'static,
{
    let checked = channel.clone();
    Case {
        name,
        sides: vec![
            Side::new(OURS, move || {
                black_box(channel.decode(black_box(frame))?);
                Ok(())
            })
            .with_targets(targets),
            Side::new(OFFICIAL, move || {
                black_box(official::<Theirs>(black_box(frame))?);
                Ok(())
            }),
        ],
        check: Box::new(move || {
            checked.decode(frame)?;
            official::<Theirs>(frame)?;
            Ok(())
        }),
    }
}

/// A connection in memory, and a subscription that is established.
struct Connection {
    runtime: Runtime,
    peer: DuplexStream,
    depth: Subscription<DepthUpdate>,
    /// Frames of one burst.
    burst: Vec<u8>,
}

impl Connection {
    fn open() -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()?;
        let (client, mut peer) = tokio::io::duplex(1 << 20);
        let client = std::sync::Mutex::new(Some(client));
        let connections = Streams::with_connector(move || {
            let client = client.lock().ok().and_then(|mut client| client.take());
            async move { client.ok_or_else(|| std::io::Error::other("one connection")) }
        });
        let connections = connections.build();
        // Without numbers, so that one frame can be repeated.
        let channel = Channel::new("depth.SOL_USDC");
        let mut depth = runtime.block_on(connections.open(channel))?;
        runtime.block_on(async {
            let mut request = [0; 512];
            let _ = peer.read(&mut request).await?;
            peer.write_all(&frame(payloads::DEPTH_FRAME)).await?;
            while !matches!(depth.next().await, Some(Ok(Update::Event(_)))) {}
            Ok::<_, Failure>(())
        })?;
        Ok(Self {
            runtime,
            peer,
            depth,
            burst: frame(payloads::DEPTH_FRAME).repeat(FRAMES),
        })
    }

    /// Sends the burst, and reads its events.
    fn run(&mut self) -> Result<(), Failure> {
        let Self {
            runtime,
            peer,
            depth,
            burst,
            ..
        } = self;
        runtime.block_on(async {
            peer.write_all(burst).await?;
            for _ in 0..FRAMES {
                match depth.next().await {
                    Some(Ok(Update::Event(event))) => {
                        black_box(event);
                    }
                    other => return Err(format!("expected an event, got {other:?}").into()),
                }
            }
            // Pings of the client.
            let mut ignored = [0; 512];
            let mut read = Box::pin(peer.read(&mut ignored));
            let mut cx = Context::from_waker(Waker::noop());
            if let Poll::Ready(read) = read.as_mut().poll(&mut cx) {
                read?;
            }
            Ok(())
        })
    }
}

/// Returns a text frame of the server.
fn frame(text: &str) -> Vec<u8> {
    let mut frame = vec![0x81];
    match u8::try_from(text.len()) {
        Ok(len @ ..126) => frame.push(len),
        _ => {
            frame.push(126);
            frame.extend(u16::try_from(text.len()).unwrap_or(u16::MAX).to_be_bytes());
        }
    }
    frame.extend(text.as_bytes());
    frame
}

/// From the bytes on the connection to the event, in bursts of 64 depth frames.
///
/// The side of the official client reads the same bytes with tungstenite, and has no second task.
fn connection() -> Result<Case, Failure> {
    let ours = Rc::new(RefCell::new(Connection::open()?));
    let checked = Rc::clone(&ours);
    let burst: Vec<u8> = frame(payloads::DEPTH_FRAME).repeat(FRAMES);
    let theirs = move || -> Result<(), Failure> {
        let (sender, mut receiver) = tokio::sync::mpsc::channel(FRAMES);
        let bytes = std::io::Cursor::new(black_box(&burst).clone());
        let role = tungstenite::protocol::Role::Client;
        let mut socket = tungstenite::WebSocket::from_raw_socket(bytes, role, None);
        for _ in 0..FRAMES {
            let message = socket.read()?;
            let event = official::<markets::OrderBookDepthUpdate>(message.to_text()?)?;
            sender.try_send(event)?;
        }
        while let Ok(event) = receiver.try_recv() {
            black_box(event);
        }
        Ok(())
    };
    let their_check = theirs.clone();
    Ok(Case {
        name: "64 depth frames, connection to consumer",
        sides: vec![
            Side::new(OURS, move || ours.borrow_mut().run())
                .with_targets(&[Target::Time(0.45, OFFICIAL)]),
            Side::new(OFFICIAL, theirs),
        ],
        check: Box::new(move || {
            checked.borrow_mut().run()?;
            their_check()
        }),
    })
}
