//! Streams: the checks of requests, the events of the book, scripts and faults.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::common::{self, client, within};
use backpack_sandbox::book::Side;
use backpack_sandbox::streams::{SeededMarket, StreamFault, StreamFaultKind};
use backpack_sandbox::{Book, Sandbox, ScriptError};
use backpack_signing::{
    Clock as _, Credentials, SystemClock, Timestamp, Window, sign_subscription,
};
use futures_util::{SinkExt as _, StreamExt as _};
use reqwest::Method;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

/// A connection in memory.
struct Client(WebSocketStream<DuplexStream>);

impl Client {
    async fn connect(sandbox: &Sandbox) -> Self {
        let io = sandbox.streams().connect().unwrap();
        Self(WebSocketStream::from_raw_socket(io, Role::Client, None).await)
    }

    /// Sends a text, and waits until the sandbox has handled it. Returns the texts received until then.
    async fn send(&mut self, text: &str) -> Vec<String> {
        self.0.send(Message::text(text)).await.unwrap();
        self.0.send(Message::Ping("done".into())).await.unwrap();
        let mut texts = Vec::new();
        loop {
            match within(self.0.next()).await.unwrap().unwrap() {
                Message::Text(text) => texts.push(text.to_string()),
                Message::Pong(payload) if payload == "done" => return texts,
                _ => {}
            }
        }
    }

    async fn subscribe(&mut self, streams: &[&str]) {
        let request = json!({"method": "SUBSCRIBE", "params": streams});
        assert_eq!(self.send(&request.to_string()).await, [""; 0]);
    }

    async fn subscribe_signed(&mut self, streams: &[&str]) -> Vec<String> {
        let signed = sign_subscription(&Sandbox::credentials(), SystemClock.now(), Window::DEFAULT);
        let signature = signed.unwrap().into_array();
        let request = json!({"method": "SUBSCRIBE", "params": streams, "signature": signature});
        self.send(&request.to_string()).await
    }

    /// Returns the next message that is not a ping; `None` at the end.
    async fn message(&mut self) -> Option<Message> {
        loop {
            match within(self.0.next()).await? {
                Ok(Message::Ping(_)) => {}
                Ok(message) => return Some(message),
                Err(_) => return None,
            }
        }
    }

    async fn text(&mut self) -> String {
        match self.message().await {
            Some(Message::Text(text)) => text.to_string(),
            other => panic!("expected a text, got {other:?}"),
        }
    }

    /// Returns the stream and the data of the next frame.
    async fn event(&mut self) -> (String, Value) {
        let mut frame: Value = serde_json::from_str(&self.text().await).unwrap();
        let stream = frame["stream"].as_str().unwrap().to_owned();
        (stream, frame["data"].take())
    }

    /// Returns the numbers of the next events of a test.
    async fn numbers(&mut self, count: usize) -> Vec<u64> {
        let mut numbers = Vec::new();
        while numbers.len() < count {
            numbers.push(self.event().await.1["n"].as_u64().unwrap());
        }
        numbers
    }
}

const STREAM: &str = "trade.SOL_USDC";

/// Sends numbered events.
fn send(sandbox: &Sandbox, count: u64) {
    for _ in 0..count {
        let n = sandbox.streams().events(STREAM).len() as u64 + 1;
        let number = sandbox.streams().send(STREAM, &json!({"n": n})).unwrap();
        assert_eq!(number, n);
    }
}

fn error(code: i64, message: &str) -> String {
    format!(r#"{{"id":null,"error":{{"code":{code},"message":"{message}"}}}}"#)
}

#[tokio::test]
async fn rejects_invalid_requests_with_error_frames() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut client = Client::connect(&sandbox).await;
    for text in [
        "hello",
        "{}",
        r#"{"method":"PING","params":[]}"#,
        r#"{"method":"SUBSCRIBE"}"#,
        r#"{"method":"SUBSCRIBE","params":"trade.SOL_USDC"}"#,
    ] {
        assert_eq!(
            client.send(text).await,
            [error(4002, "Parse error")],
            "{text}"
        );
    }
    for (stream, expected) in [
        ("nonsense.SOL_USDC", error(4006, "Invalid stream")),
        ("depth.100ms.SOL_USDC", error(4008, "Invalid depth window")),
        ("account.orderUpdate", error(4003, "Invalid signature")),
    ] {
        let request = json!({"method": "SUBSCRIBE", "params": [stream, STREAM]});
        assert_eq!(client.send(&request.to_string()).await, [expected]);
        // A request is accepted whole, or not at all.
        assert_eq!(sandbox.streams().subscriptions(STREAM), 0);
    }
    client
        .subscribe(&[STREAM, STREAM, "depth.5.SOL_USDC"])
        .await;
    assert_eq!(sandbox.streams().subscriptions(STREAM), 1);
    send(&sandbox, 1);
    assert_eq!(client.event().await, (STREAM.to_owned(), json!({"n": 1})));
    let request = json!({"method": "UNSUBSCRIBE", "params": [STREAM, "trade.BTC_USDC"]});
    assert_eq!(client.send(&request.to_string()).await, [""; 0]);
    assert_eq!(sandbox.streams().subscriptions(STREAM), 0);
    assert_eq!(sandbox.streams().open_connections(), 1);
}

#[tokio::test]
async fn checks_signatures() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut client = Client::connect(&sandbox).await;
    let own = Sandbox::credentials();
    let other = Credentials::from_secret("GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=").unwrap();
    let old = Timestamp::from_millis(SystemClock.now().as_millis() - 10_000);
    let sign = |credentials: &Credentials, at| {
        sign_subscription(credentials, at, Window::DEFAULT)
            .unwrap()
            .into_array()
    };
    let mut forged = sign(&own, SystemClock.now());
    forged[2] = (SystemClock.now().as_millis() + 1).to_string();
    for signature in [sign(&own, old), sign(&other, SystemClock.now()), forged] {
        let request = json!({
            "method": "SUBSCRIBE", "params": ["account.balanceUpdate"], "signature": signature,
        });
        let rejected = client.send(&request.to_string()).await;
        assert_eq!(rejected, [error(4003, "Invalid signature")]);
    }
    sandbox
        .streams()
        .fault(StreamFault::expired_signature())
        .unwrap();
    let rejected = client.subscribe_signed(&["account.balanceUpdate"]).await;
    assert_eq!(rejected, [error(4003, "Invalid signature")]);
    let streams = ["account.balanceUpdate", "account.orderUpdate", STREAM];
    assert_eq!(client.subscribe_signed(&streams).await, [""; 0]);
    for stream in streams {
        assert_eq!(sandbox.streams().subscriptions(stream), 1);
    }
    sandbox.verify().unwrap();
}

/// The depth that a client builds from a snapshot and the deltas, at every update id.
#[tokio::test]
async fn deltas_agree_with_the_book() {
    let book = Book::new().balance("USDC", 1_000_000).balance("SOL", 1_000);
    let sandbox = Sandbox::builder().book(book).start().await.unwrap();
    let mut market = SeededMarket::new("SOL_USDC", 1).price(140);
    for _ in 0..50 {
        market.step(sandbox.book()).unwrap();
    }
    let mut client = Client::connect(&sandbox).await;
    let streams = ["depth.SOL_USDC", "bookTicker.SOL_USDC", "trade.SOL_USDC"];
    client.subscribe(&streams).await;
    let snapshot = sandbox.book().depth("SOL_USDC");
    let mut last = snapshot.last_update_id();
    let mut sides: BTreeMap<&str, BTreeMap<Decimal, Decimal>> = BTreeMap::new();
    sides.insert("b", snapshot.bids().iter().copied().collect());
    sides.insert("a", snapshot.asks().iter().copied().collect());
    let (mut trades, mut tickers) = (0, 0);
    for step in 0..500 {
        market.step(sandbox.book()).unwrap();
        if step == 499 {
            sandbox
                .streams()
                .send("depth.SOL_USDC", &json!("end"))
                .unwrap();
        }
        let best = sandbox.book().depth("SOL_USDC");
        assert!(best.bids()[0].0 < best.asks()[0].0, "step {step}");
        tokio::task::yield_now().await;
    }
    loop {
        let (stream, data) = client.event().await;
        if data == json!("end") {
            break;
        }
        match stream.as_str() {
            "trade.SOL_USDC" => {
                let number = data["t"].as_u64().unwrap();
                assert!(trades == 0 || number == trades + 1);
                trades = number;
            }
            "bookTicker.SOL_USDC" => {
                assert_eq!(data["u"], last);
                let best = sides["b"].last_key_value().unwrap();
                assert_eq!(data["b"], best.0.normalize().to_string());
                assert_eq!(data["B"], best.1.normalize().to_string());
                tickers += 1;
            }
            _ => {
                assert_eq!(
                    (&data["U"], &data["u"]),
                    (&json!(last + 1), &json!(last + 1))
                );
                last += 1;
                for (side, levels) in &mut sides {
                    for level in data[side].as_array().unwrap() {
                        let number = |place: usize| level[place].as_str().unwrap().parse().unwrap();
                        let (price, quantity): (Decimal, Decimal) = (number(0), number(1));
                        if quantity.is_zero() {
                            levels.remove(&price);
                        } else {
                            levels.insert(price, quantity);
                        }
                    }
                }
            }
        }
    }
    let depth = sandbox.book().depth("SOL_USDC");
    assert_eq!(depth.last_update_id(), last);
    assert!(depth.asks().iter().copied().eq(sides.remove("a").unwrap()));
    assert!(
        depth
            .bids()
            .iter()
            .rev()
            .copied()
            .eq(sides.remove("b").unwrap())
    );
    assert!(trades > 20 && tickers > 20, "{trades} {tickers}");
}

#[tokio::test]
async fn same_seed_makes_the_same_market() {
    let mut depths = Vec::new();
    for seed in [5, 5, 6] {
        let sandbox = Sandbox::builder().book(Book::new()).start().await.unwrap();
        let mut market = SeededMarket::new("SOL_USDC_PERP", seed)
            .price(90)
            .tick(Decimal::new(5, 1))
            .levels(5);
        for _ in 0..200 {
            market.step(sandbox.book()).unwrap();
        }
        depths.push(sandbox.book().depth("SOL_USDC_PERP"));
    }
    assert_eq!(depths[0], depths[1]);
    assert_ne!(depths[0], depths[2]);
    assert!(depths[0].bids().len() <= 6 && depths[0].asks().len() <= 6);
}

#[tokio::test(start_paused = true)]
async fn aggregates_and_ticks() {
    let sandbox = Sandbox::builder()
        .book(Book::new().price("SOL_USDC", 140))
        .start()
        .await
        .unwrap();
    let mut client = Client::connect(&sandbox).await;
    client.subscribe(&["depth.200ms.SOL_USDC"]).await;
    for quantity in [1, 2, 3] {
        sandbox
            .book()
            .set_level("SOL_USDC", Side::Bid, 139, quantity)
            .unwrap();
        sandbox
            .book()
            .set_level("SOL_USDC", Side::Ask, 140 + quantity, 1)
            .unwrap();
    }
    let data = client.event().await.1;
    assert_eq!((&data["U"], &data["u"]), (&json!(1), &json!(6)));
    assert_eq!(data["b"], json!([["139", "3"]]));
    assert_eq!(data["a"].as_array().unwrap().len(), 3);
    client
        .subscribe(&["markPrice.SOL_USDC", "ticker.SOL_USDC"])
        .await;
    sandbox.book().trade("SOL_USDC", Side::Bid, 141, 2).unwrap();
    let mut seen = BTreeMap::new();
    for _ in 0..6 {
        let (stream, data) = client.event().await;
        *seen.entry(stream).or_insert(0) += 1;
        assert!(data["p"] == "140" || data["V"] == "282", "{data}");
    }
    assert_eq!(seen.values().copied().collect::<Vec<_>>(), [3, 3]);
}

#[tokio::test]
async fn sends_private_events_of_the_book() {
    let book = Book::new()
        .balance("USDC", 10_000)
        .price("SOL_USDC_PERP", 100);
    let sandbox = Sandbox::builder().book(book).start().await.unwrap();
    let mut stream = Client::connect(&sandbox).await;
    let streams = [
        "account.orderUpdate.SOL_USDC_PERP",
        "account.positionUpdate",
        "account.balanceUpdate",
    ];
    assert_eq!(stream.subscribe_signed(&streams).await, [""; 0]);
    let order = json!({
        "symbol": "SOL_USDC_PERP", "side": "Bid", "orderType": "Market", "quantity": "2", "clientId": 9,
    });
    let (instruction, body) = (Some("orderExecute"), order.to_string());
    let placed = common::send_json(&sandbox, Method::POST, "/api/v1/order", instruction, &body);
    assert_eq!(within(placed).await.status, 200);
    let mut received = Vec::new();
    for _ in 0..3 {
        received.push(stream.event().await);
    }
    let kinds: Vec<_> = received
        .iter()
        .map(|(_, data)| data["e"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["orderAccepted", "orderFill", "positionOpened"]);
    assert_eq!(received[0].0, "account.orderUpdate.SOL_USDC_PERP");
    assert_eq!(received[0].1["t"], Value::Null);
    let fill = &received[1].1;
    assert_eq!(
        (&fill["t"], &fill["l"], &fill["c"], &fill["X"]),
        (&json!(1), &json!("2"), &json!(9), &json!("Filled"))
    );
    assert_eq!(
        (&received[2].1["q"], &received[2].1["i"]),
        (&json!("2"), &json!(1))
    );
    // Both names have the same events, with the same numbers.
    let events = sandbox.streams().events("account.orderUpdate");
    assert_eq!(
        events,
        sandbox
            .streams()
            .events("account.orderUpdate.SOL_USDC_PERP")
    );
    assert_eq!(
        events
            .iter()
            .map(|event| event.number())
            .collect::<Vec<_>>(),
        [1, 2]
    );
    // A later subscription begins with the open positions.
    let mut later = Client::connect(&sandbox).await;
    let snapshot = later.subscribe_signed(&["account.positionUpdate"]).await;
    let snapshot: Value = serde_json::from_str(&snapshot[0]).unwrap();
    assert_eq!(
        (&snapshot["data"]["q"], snapshot["data"].get("e")),
        (&json!("2"), None)
    );
}

#[tokio::test]
async fn plays_recorded_runs() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut client = Client::connect(&sandbox).await;
    client.subscribe(&[STREAM]).await;
    let run = r#"{"data":{"n":1.50},"stream":"trade.SOL_USDC"}
{"data":{"n":2},"stream":"trade.BTC_USDC"}

{"id":null,"error":{"code":4002,"message":"Parse error"}}
{"data":{"n":3},"stream":"trade.SOL_USDC"}
"#;
    assert_eq!(sandbox.streams().play(run).unwrap(), 3);
    assert_eq!(
        client.text().await,
        r#"{"data":{"n":1.50},"stream":"trade.SOL_USDC"}"#
    );
    assert_eq!(client.text().await, error(4002, "Parse error"));
    assert_eq!(
        client.text().await,
        r#"{"data":{"n":3},"stream":"trade.SOL_USDC"}"#
    );
    let invalid = sandbox.streams().play("{}\nhello").unwrap_err();
    assert!(matches!(invalid, ScriptError::Run { line: 2, .. }));
}

#[tokio::test(start_paused = true)]
async fn faults_of_single_events() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut client = Client::connect(&sandbox).await;
    client.subscribe(&[STREAM]).await;
    let inject = |fault| {
        sandbox.streams().fault(fault).unwrap();
    };
    inject(StreamFault::skip().on("trade.BTC_USDC"));
    inject(StreamFault::skip().every(2).times(1));
    send(&sandbox, 3);
    assert_eq!(client.numbers(2).await, [1, 3]);
    inject(StreamFault::duplicate());
    send(&sandbox, 2);
    assert_eq!(client.numbers(3).await, [4, 4, 5]);
    inject(StreamFault::reorder());
    send(&sandbox, 3);
    assert_eq!(client.numbers(3).await, [7, 6, 8]);
    inject(StreamFault::burst(3));
    send(&sandbox, 2);
    let early = timeout(Duration::from_secs(1), client.0.next()).await;
    assert!(early.is_err(), "the events are withheld");
    send(&sandbox, 2);
    assert_eq!(client.numbers(4).await, [9, 10, 11, 12]);
    inject(StreamFault::fragments());
    inject(StreamFault::trickle(Duration::from_millis(50)));
    send(&sandbox, 2);
    assert_eq!(client.numbers(2).await, [13, 14]);
    inject(StreamFault::mute(Duration::from_secs(60)));
    send(&sandbox, 1);
    assert!(
        timeout(Duration::from_secs(61), client.message())
            .await
            .is_err()
    );
    send(&sandbox, 1);
    assert_eq!(client.numbers(1).await, [16]);
    inject(StreamFault::malformed());
    inject(StreamFault::not_json());
    inject(StreamFault::error_frame(4005, "?"));
    inject(StreamFault::unknown_event());
    send(&sandbox, 4);
    assert_eq!(
        client.text().await,
        r#"{"data":{"n":17},"stream":"trade.SOL_USDC""#
    );
    assert_eq!(client.text().await, "not JSON");
    assert_eq!(client.text().await, error(4005, "?"));
    assert_eq!(client.numbers(1).await, [19]);
    assert_eq!(client.event().await.0, "sandbox.unknown");
    assert_eq!(client.numbers(1).await, [20]);
    let start = tokio::time::Instant::now();
    inject(StreamFault::stall(Duration::from_secs(30)));
    send(&sandbox, 1);
    assert_eq!(client.numbers(1).await, [21]);
    assert!(start.elapsed() >= Duration::from_secs(30));
    assert_eq!(sandbox.streams().triggered().len(), 12);
    assert_eq!(
        sandbox.verify().unwrap_err().to_string(),
        "streams: the fault `skip` was not used"
    );
    sandbox.streams().clear_faults();
}

#[tokio::test(start_paused = true)]
async fn faults_that_end_connections() {
    let sandbox = Sandbox::start().await.unwrap();
    for (fault, code) in [
        (StreamFault::reset(), None),
        (StreamFault::half_frame(), None),
        (StreamFault::close(4000), Some(4000)),
        (StreamFault::restart(Duration::from_secs(5)), Some(1001)),
    ] {
        let mut client = Client::connect(&sandbox).await;
        client.subscribe(&[STREAM]).await;
        sandbox.streams().fault(fault).unwrap();
        send(&sandbox, 1);
        let close = match client.message().await {
            Some(Message::Close(frame)) => frame.map(|frame| frame.code.into()),
            None => None,
            Some(other) => panic!("{other:?}"),
        };
        assert_eq!(close, code);
        assert!(client.message().await.is_none());
    }
    assert!(sandbox.streams().connect().is_none());
    tokio::time::sleep(Duration::from_secs(5)).await;
    sandbox
        .streams()
        .fault(StreamFault::rejected_handshake(503))
        .unwrap();
    assert!(sandbox.streams().connect().is_none());
    assert!(sandbox.streams().connect().is_some());
    assert_eq!(sandbox.streams().triggered()[&StreamFaultKind::Restart], 1);
}

#[tokio::test]
async fn rejects_invalid_faults() {
    let sandbox = Sandbox::start().await.unwrap();
    let inject = |fault| sandbox.streams().fault(fault).map(drop);
    for status in [0, 200, 299, 600, 1000] {
        let error = inject(StreamFault::rejected_handshake(status)).unwrap_err();
        assert!(matches!(error, ScriptError::Status { status: s, lowest: 300 } if s == status));
    }
    for code in [0, 999, 1004, 1005, 1006, 1015, 2999, 5000] {
        let error = inject(StreamFault::close(code)).unwrap_err();
        assert!(matches!(error, ScriptError::CloseCode { code: c } if c == code));
    }
    for count in [0, 10_001] {
        let error = inject(StreamFault::burst(count)).unwrap_err();
        assert!(matches!(error, ScriptError::Burst { count: c } if c == count));
    }
    let error = inject(StreamFault::skip().every(0)).unwrap_err();
    assert!(matches!(error, ScriptError::ZeroInterval));
    for fault in [
        StreamFault::rejected_handshake(300),
        StreamFault::rejected_handshake(599),
        StreamFault::close(1000),
        StreamFault::close(1014),
        StreamFault::close(4999),
        StreamFault::burst(1),
        StreamFault::burst(10_000),
    ] {
        inject(fault).unwrap();
    }
    sandbox.streams().clear_faults();
}

#[test]
fn each_fault_has_its_own_kind() {
    const TIME: Duration = Duration::from_secs(1);

    for (fault, kind) in [
        // The kind of an invalid fault is the same.
        (StreamFault::rejected_handshake(0), "rejected handshake"),
        (StreamFault::expired_signature(), "expired signature"),
        (StreamFault::reset(), "reset"),
        (StreamFault::close(0), "close"),
        (StreamFault::restart(TIME), "restart"),
        (StreamFault::stall(TIME), "stall"),
        (StreamFault::mute(TIME), "mute"),
        (StreamFault::skip(), "skip"),
        (StreamFault::duplicate(), "duplicate"),
        (StreamFault::reorder(), "reorder"),
        (StreamFault::half_frame(), "half frame"),
        (StreamFault::malformed(), "malformed frame"),
        (StreamFault::not_json(), "not JSON"),
        (StreamFault::unknown_event(), "unknown event"),
        (StreamFault::error_frame(4000, ""), "error frame"),
        (StreamFault::trickle(TIME), "trickle"),
        (StreamFault::fragments(), "fragments"),
        (StreamFault::burst(0), "burst"),
    ] {
        assert_eq!(fault.kind().to_string(), kind);
    }
}

/// A client that does not read is disconnected, and the sandbox keeps a bounded number of events.
#[tokio::test]
async fn disconnects_a_client_that_falls_behind() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut client = Client::connect(&sandbox).await;
    client.subscribe(&[STREAM]).await;
    for n in 0..80_000 {
        sandbox.streams().send(STREAM, &n).unwrap();
    }
    assert_eq!(sandbox.streams().events(STREAM).len(), 65_536);
    let Some(Message::Close(Some(frame))) = client.message().await else {
        panic!("expected a Close");
    };
    assert_eq!(u16::from(frame.code), 1013);
}

#[tokio::test]
async fn handshakes_over_tcp() {
    let sandbox = Sandbox::builder()
        .read_timeout(Duration::from_secs(5))
        .start()
        .await
        .unwrap();
    assert_eq!(sandbox.streams_url(), sandbox.url().replace("http", "ws"));
    let handshake = format!(
        "GET / HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        sandbox.address()
    );
    sandbox
        .streams()
        .fault(StreamFault::rejected_handshake(502))
        .unwrap();
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    for expected in ["HTTP/1.1 502 ", "HTTP/1.1 101 "] {
        stream.write_all(handshake.as_bytes()).await.unwrap();
        let mut response = Vec::new();
        while !response.ends_with(b"\r\n\r\n") {
            response.push(within(stream.read_u8()).await.unwrap());
        }
        let response = String::from_utf8(response).unwrap();
        assert!(response.starts_with(expected), "{response}");
        if expected.contains("101") {
            let accept = "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
            assert!(response.contains(accept), "{response}");
        }
    }
    let mut upgraded = WebSocketStream::from_raw_socket(stream, Role::Client, None).await;
    let request = json!({"method": "SUBSCRIBE", "params": [STREAM]});
    upgraded
        .send(Message::text(request.to_string()))
        .await
        .unwrap();
    within(sandbox.streams().wait_for_subscription(STREAM)).await;
    send(&sandbox, 1);
    let received = within(upgraded.next()).await.unwrap().unwrap();
    assert_eq!(
        received.to_text().unwrap(),
        r#"{"data":{"n":1},"stream":"trade.SOL_USDC"}"#
    );
    // REST works on the same port.
    let time = client()
        .get(format!("{}/api/v1/time", sandbox.url()))
        .send();
    assert_eq!(within(time).await.unwrap().status(), 200);
    sandbox.streams().fault(StreamFault::reset()).unwrap();
    send(&sandbox, 1);
    let ended = within(upgraded.next()).await.unwrap();
    assert!(ended.is_err(), "{ended:?}");
    assert_eq!(sandbox.streams().accepted_connections(), 1);
}

/// The positions that follow a subscription, and the events after them, have no gap while the book changes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_change_is_lost_between_positions_and_events() {
    let book = Book::new().balance("USDC", 1_000_000);
    let book = book.price("SOL_USDC_PERP", 1);
    let sandbox = Sandbox::builder().book(book).start().await.unwrap();
    let order =
        json!({"symbol": "SOL_USDC_PERP", "side": "Bid", "orderType": "Market", "quantity": "1"});
    let (instruction, body) = (Some("orderExecute"), order.to_string());
    let placed = common::send_json(&sandbox, Method::POST, "/api/v1/order", instruction, &body);
    assert_eq!(within(placed).await.status, 200);
    let sandbox = Arc::new(sandbox);
    let weak = Arc::downgrade(&sandbox);
    // Until the sandbox is dropped. Each change of the price changes the position.
    std::thread::spawn(move || {
        let mut price = 1;
        while let Some(sandbox) = weak.upgrade() {
            price += 1;
            sandbox.book().set_price("SOL_USDC_PERP", price).unwrap();
            std::thread::sleep(Duration::from_micros(20));
        }
    });
    let mark = |data: &Value| data["M"].as_str().unwrap().parse::<u64>().unwrap();
    for _ in 0..60 {
        let mut client = Client::connect(&sandbox).await;
        let mut marks = Vec::new();
        for text in client.subscribe_signed(&["account.positionUpdate"]).await {
            let frame: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(frame["data"].get("e").is_none(), marks.is_empty());
            marks.push(mark(&frame["data"]));
        }
        while marks.len() < 10 {
            marks.push(mark(&client.event().await.1));
        }
        assert!(
            marks.iter().copied().eq((marks[0]..).take(marks.len())),
            "{marks:?}"
        );
    }
}
