//! The handshake over reqwest and TCP: the request, and the responses that are accepted.

use backpack_streams::{GapReason, StreamError, Streams};
use backpack_tests::exchange;
use backpack_tests::exchange::{Peer, Sent, event, gap, live, tick, ticks};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest as _, Sha1};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Accepts a connection, and reads the request of its handshake.
async fn accept(listener: &TcpListener) -> (TcpStream, String) {
    let (mut io, _) = listener.accept().await.unwrap();
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(io.read_u8().await.unwrap());
    }
    (io, String::from_utf8(request).unwrap())
}

/// Returns the value of a header of a request.
fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    request.lines().find_map(|line| {
        let (found, value) = line.split_once(": ")?;
        found.eq_ignore_ascii_case(name).then_some(value)
    })
}

fn accepted(request: &str) -> String {
    let key = header(request, "Sec-WebSocket-Key").unwrap();
    let hash = Sha1::digest(format!("{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
    format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {}\r\n\r\n",
        STANDARD.encode(hash)
    )
}

async fn open() -> (TcpListener, Streams) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/streams?a=1", listener.local_addr().unwrap());
    let client = reqwest::Client::builder().http1_only().build().unwrap();
    let streams = Streams::builder(client, &url).unwrap().build();
    (listener, streams)
}

#[tokio::test]
async fn exchanges_frames_over_an_upgraded_connection() {
    let (listener, streams) = open().await;
    let mut trades = streams.open(ticks("trade.SOL_USDC")).await.unwrap();
    let (mut io, request) = accept(&listener).await;
    assert!(
        request.starts_with("GET /streams?a=1 HTTP/1.1\r\n"),
        "{request}"
    );
    assert_eq!(header(&request, "Connection"), Some("Upgrade"));
    assert_eq!(header(&request, "Upgrade"), Some("websocket"));
    assert_eq!(header(&request, "Sec-WebSocket-Version"), Some("13"));
    let key = STANDARD.decode(header(&request, "Sec-WebSocket-Key").unwrap());
    assert_eq!(key.unwrap().len(), 16);
    io.write_all(accepted(&request).as_bytes()).await.unwrap();

    let mut peer = Peer::new(io);
    peer.expect("SUBSCRIBE", &["trade.SOL_USDC"]).await;
    live(&mut trades).await;
    for n in 0..1_000 {
        peer.text(&tick("trade.SOL_USDC", n)).await;
    }
    for n in 0..1_000 {
        assert_eq!(event(&mut trades).await, n);
    }
    drop(peer);
    assert!(matches!(gap(&mut trades).await, GapReason::Disconnected(_)));
    accept(&listener).await;
}

/// Frames in the same packet as the response are not lost.
#[tokio::test]
async fn reads_frames_after_the_response() {
    let (listener, streams) = open().await;
    let mut trades = streams.open(ticks("a")).await.unwrap();
    let (mut io, request) = accept(&listener).await;
    let mut response = accepted(&request).into_bytes();
    response.extend(exchange::frame(exchange::PING, true, b"hello"));
    io.write_all(&response).await.unwrap();
    let mut peer = Peer::new(io);
    let mut sent = Vec::new();
    while sent.len() < 3 {
        sent.push(peer.next().await);
    }
    assert!(sent.contains(&Sent::Pong(b"hello".to_vec())), "{sent:?}");
    peer.text(&tick("a", 1)).await;
    live(&mut trades).await;
}

/// Even if the HTTP client follows redirects, no subscription is sent to another address.
#[tokio::test]
async fn redirected_handshake_is_rejected() {
    let (listener, streams) = open().await;
    let other = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut trades = streams.open(ticks("a")).await.unwrap();
    let (mut io, _) = accept(&listener).await;
    let redirect = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://{}/\r\nContent-Length: 0\r\n\r\n",
        other.local_addr().unwrap()
    );
    io.write_all(redirect.as_bytes()).await.unwrap();
    let (mut io, request) = accept(&other).await;
    io.write_all(accepted(&request).as_bytes()).await.unwrap();
    let GapReason::Disconnected(error) = gap(&mut trades).await else {
        panic!("the connection failed")
    };
    let expected = "invalid handshake: redirect to another address";
    assert_eq!(error.to_string(), expected);
    let mut sent = Vec::new();
    // The connection is dropped, with or without a reset.
    let _ = io.read_to_end(&mut sent).await;
    assert!(sent.is_empty());
}

#[tokio::test]
async fn rejected_handshake_is_the_reason_of_the_gap() {
    for (response, expected) in [
        (
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n",
            "handshake rejected: status 503, expected 101",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "handshake rejected: status 200, expected 101",
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
            "invalid handshake: header Sec-WebSocket-Accept does not match the key",
        ),
        ("", "connection failed"),
    ] {
        let (listener, streams) = open().await;
        let mut trades = streams.open(ticks("a")).await.unwrap();
        let (mut io, _) = accept(&listener).await;
        io.write_all(response.as_bytes()).await.unwrap();
        drop(io);
        let GapReason::Disconnected(error) = gap(&mut trades).await else {
            panic!("the connection failed")
        };
        assert_eq!(error.to_string(), expected);
        if let StreamError::Handshake { retry_after, .. } = *error {
            assert_eq!(retry_after.is_some(), response.contains("Retry-After"));
        }
    }
}
