//! `backpack stream` against a server of the test, which closes the connection once.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha1::{Digest as _, Sha1};

use common::Terminal;

/// The constant of RFC 6455, section 1.3.
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// Accepts a WebSocket, and returns the payload of the first frame of the client.
fn accept(listener: &TcpListener) -> (TcpStream, String) {
    let (mut stream, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut key = String::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("sec-websocket-key") => {
                key = value.to_owned();
            }
            None if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let accept = STANDARD.encode(Sha1::digest(format!("{key}{GUID}")));
    let response = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"
    );
    stream.write_all(response.as_bytes()).unwrap();
    let mut head = [0; 2];
    reader.read_exact(&mut head).unwrap();
    let mut length = usize::from(head[1] & 0x7f);
    if length == 126 {
        let mut long = [0; 2];
        reader.read_exact(&mut long).unwrap();
        length = usize::from(u16::from_be_bytes(long));
    }
    let mut mask = [0; 4];
    reader.read_exact(&mut mask).unwrap();
    let mut payload = vec![0; length];
    reader.read_exact(&mut payload).unwrap();
    for (byte, mask) in payload.iter_mut().zip(mask.iter().cycle()) {
        *byte ^= mask;
    }
    (stream, String::from_utf8(payload).unwrap())
}

/// Sends a text frame of at most 125 bytes.
fn send(stream: &mut TcpStream, text: &str) {
    let mut frame = vec![0x81, u8::try_from(text.len()).unwrap()];
    assert!(text.len() < 126);
    frame.extend(text.as_bytes());
    stream.write_all(&frame).unwrap();
}

/// Events are printed as sent, with their digits; a lost connection is a gap between them.
#[tokio::test(flavor = "multi_thread")]
async fn events_and_gaps_are_lines() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut first, request) = accept(&listener);
        send(
            &mut first,
            r#"{"stream":"trade.SOL_USDC","data":{"p":"142.10", "q":1.50}}"#,
        );
        drop(first);
        let (mut second, _) = accept(&listener);
        send(
            &mut second,
            r#"{"stream":"trade.SOL_USDC","data":{"p":"142.20","q":2}}"#,
        );
        // Until the client ends the subscription.
        let _ = second.read(&mut [0]);
        request
    });
    let terminal = Terminal::new().variable("BACKPACK_API_URL", &url);
    let outcome = terminal
        .run(&["stream", "trade", "SOL_USDC", "--count", "2"])
        .await;
    let request = server.join().unwrap();
    assert!(
        request.contains("SUBSCRIBE") && request.contains("trade.SOL_USDC"),
        "{request}"
    );
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let lines: Vec<&str> = outcome.output.lines().collect();
    let values: Vec<Value> = lines.iter().map(|line| line.parse().unwrap()).collect();
    let events = [r#"{"p":"142.10","q":1.50}"#, r#"{"p":"142.20","q":2}"#];
    let at = events.map(|event| lines.iter().position(|line| *line == event).unwrap());
    let gap = values
        .iter()
        .position(|value| value.get("gap").is_some())
        .unwrap();
    assert!(at[0] < gap && gap < at[1], "{outcome:?}");
    assert!(values[0].get("live").is_some(), "{outcome:?}");
}

/// A missing number of the depth stream is a gap before the event after it.
#[tokio::test(flavor = "multi_thread")]
async fn missing_depth_events_are_a_gap() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = accept(&listener);
        for (first, last) in [(1, 3), (4, 4), (6, 6)] {
            let event =
                format!(r#"{{"stream":"depth.SOL_USDC","data":{{"U":{first},"u":{last}}}}}"#);
            send(&mut stream, &event);
        }
        // Until the client ends the subscription.
        let _ = stream.read(&mut [0]);
    });
    let terminal = Terminal::new().variable("BACKPACK_API_URL", &url);
    let outcome = terminal
        .run(&["stream", "depth", "SOL_USDC", "--count", "3"])
        .await;
    server.join().unwrap();
    let mut lines = outcome
        .output
        .lines()
        .filter(|line| !line.contains("\"live\""));
    assert_eq!(lines.next(), Some(r#"{"U":1,"u":3}"#), "{outcome:?}");
    assert_eq!(lines.next(), Some(r#"{"U":4,"u":4}"#), "{outcome:?}");
    assert!(
        lines.next().unwrap().contains("expected number 5, got 6"),
        "{outcome:?}"
    );
    assert_eq!(lines.next(), Some(r#"{"U":6,"u":6}"#), "{outcome:?}");
}

/// The sandbox of a command has a market that changes: its depth stream has no gap.
#[tokio::test(flavor = "multi_thread")]
async fn sandbox_streams_a_market() {
    let command = ["--sandbox", "stream", "depth", "SOL_USDC", "--count", "5"];
    let outcome = Terminal::new().run(&command).await;
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(!outcome.output.contains("gap"), "{outcome:?}");
    let events = outcome
        .output
        .lines()
        .filter(|line| line.contains(r#""e":"depth""#));
    assert_eq!(events.count(), 5, "{outcome:?}");
}
