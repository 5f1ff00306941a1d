//! `backpack stream` against a server of the test, which closes the connection once, and the channels of streams.
#![cfg(test)]

mod common;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use backpack_api::streams::{self, StreamEvent};
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

/// Sends a text frame.
fn send(stream: &mut TcpStream, text: &str) {
    let mut frame = vec![0x81, 126];
    frame.extend(u16::try_from(text.len()).unwrap().to_be_bytes());
    frame.extend(text.as_bytes());
    stream.write_all(&frame).unwrap();
}

/// The frame of an event.
fn frame(stream: &str, data: &str) -> String {
    format!(r#"{{"stream":"{stream}","data":{data}}}"#)
}

/// A trade with a field that is not described.
fn trade(number: u64, price: &str) -> String {
    format!(
        r#"{{"e":"trade","E":1790000000000000,"T":1790000000000000,"s":"SOL_USDC","a":"1","b":"2","m":false,"p":"{price}","q":"1.50","t":{number},"new":1.50}}"#
    )
}

/// Changes of a book without levels.
fn depth(first: u64, last: u64) -> String {
    format!(
        r#"{{"e":"depth","E":1790000000000000,"T":1790000000000000,"s":"SOL_USDC","U":{first},"u":{last},"a":[],"b":[]}}"#
    )
}

/// Events are printed as sent, with their digits; a lost connection is a gap between them.
#[tokio::test(flavor = "multi_thread")]
async fn events_and_gaps_are_lines() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut first, request) = accept(&listener);
        send(&mut first, &frame("trade.SOL_USDC", &trade(7, "142.10")));
        drop(first);
        let (mut second, _) = accept(&listener);
        // No price.
        let invalid = trade(8, "142.20").replace("\"p\"", "\"x\"");
        for event in [invalid, trade(9, "142.30")] {
            send(&mut second, &frame("trade.SOL_USDC", &event));
        }
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
    let events = [trade(7, "142.10"), trade(9, "142.30")];
    let at = events.map(|event| lines.iter().position(|line| *line == event).unwrap());
    let gaps: Vec<&Value> = values[at[0]..at[1]]
        .iter()
        .filter_map(|value| value.get("gap"))
        .collect();
    assert!(values[0].get("live").is_some(), "{outcome:?}");
    let reason = |gap: &Value| gap["reason"].as_str().unwrap().to_owned();
    assert!(reason(gaps[0]).starts_with("disconnected"), "{outcome:?}");
    // An event that does not fit the description is not lost.
    assert!(reason(gaps[1]).starts_with("invalid frame"), "{outcome:?}");
    assert!(gaps[1]["frame"].as_str().unwrap().contains("142.20"));
}

/// A missing number of the depth stream is a gap before the event after it.
#[tokio::test(flavor = "multi_thread")]
async fn missing_depth_events_are_a_gap() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = accept(&listener);
        for (first, last) in [(1, 3), (4, 4), (6, 6)] {
            send(&mut stream, &frame("depth.SOL_USDC", &depth(first, last)));
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
    assert_eq!(lines.next(), Some(depth(1, 3).as_str()), "{outcome:?}");
    assert_eq!(lines.next(), Some(depth(4, 4).as_str()), "{outcome:?}");
    assert!(
        lines.next().unwrap().contains("expected number 5, got 6"),
        "{outcome:?}"
    );
    assert_eq!(lines.next(), Some(depth(6, 6).as_str()), "{outcome:?}");
}

/// Every stream of the description has a channel, which is that of its function but for the type of the events.
#[test]
fn every_stream_has_a_channel() {
    for name in StreamEvent::NAMES {
        let channel = StreamEvent::channel(name).unwrap();
        assert_eq!(channel.name(), *name);
    }
    assert!(StreamEvent::channel("trades.SOL_USDC").is_none());
    let described = |name: &str| format!("{:?}", StreamEvent::channel(name).unwrap());
    for (name, expected) in [
        ("depth.X", format!("{:?}", streams::depth("X"))),
        ("trade.X", format!("{:?}", streams::trade("X"))),
        ("ticker.X", format!("{:?}", streams::ticker("X"))),
        (
            "account.orderUpdate",
            format!("{:?}", streams::order_updates()),
        ),
    ] {
        assert_eq!(described(name), expected);
    }
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

/// A subscription that the exchange rejects has the exit code of a rejection.
#[tokio::test(flavor = "multi_thread")]
async fn rejected_subscription_has_its_exit_code() {
    let command = ["--sandbox", "stream", "kline", "7m", "SOL_USDC"];
    let outcome = Terminal::new().run(&command).await;
    assert_eq!(
        (outcome.code, outcome.output.as_str()),
        (3, ""),
        "{outcome:?}"
    );
    assert!(outcome.error.contains("4006 Invalid stream"), "{outcome:?}");
}
