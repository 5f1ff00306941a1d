//! Frames of the exchange: the envelope of received frames, and requests.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

const HEAD: &str = r#"{"data":"#;
const STREAM: &str = r#","stream":"#;
const TAIL: &str = r#""}"#;

/// Text frame of the exchange.
#[derive(Debug, PartialEq)]
pub(crate) enum Frame<'a> {
    /// An event of a stream. Its `data` is decoded by the consumer.
    Event { stream: Cow<'a, str> },
    /// A rejected request. Captured errors name no stream.
    Error {
        stream: Option<Cow<'a, str>>,
        code: i64,
        message: Cow<'a, str>,
    },
    /// A JSON object without an event.
    Other,
}

/// Envelope of a frame.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    stream: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
    #[serde(borrow, default)]
    error: Option<ErrorBody<'a>>,
}

#[derive(Deserialize)]
struct ErrorBody<'a> {
    #[serde(default)]
    code: i64,
    #[serde(borrow, default)]
    message: Cow<'a, str>,
}

/// Classifies a frame. A frame with a stream and data is an event, also if it has an error.
pub(crate) fn classify(frame: &str) -> serde_json::Result<Frame<'_>> {
    if let Some((_, stream)) = split(frame) {
        return Ok(Frame::Event {
            stream: Cow::Borrowed(stream),
        });
    }
    if !frame.trim_ascii_start().starts_with('{') {
        // A list could contain events.
        return Err(serde::de::Error::custom("expected a JSON object"));
    }
    let envelope: Envelope<'_> = serde_json::from_str(frame)?;
    Ok(match envelope {
        Envelope {
            stream: Some(stream),
            data: Some(_),
            ..
        } => Frame::Event { stream },
        Envelope {
            error: Some(error),
            stream,
            ..
        } => Frame::Error {
            stream,
            code: error.code,
            message: error.message,
        },
        Envelope { data: Some(_), .. } => {
            return Err(serde::de::Error::missing_field("stream"));
        }
        _ => Frame::Other,
    })
}

/// Decodes the `data` of an event of `stream`.
pub(crate) fn decode<T>(
    frame: &str,
    stream: &str,
    decode: fn(&str) -> serde_json::Result<T>,
) -> serde_json::Result<T> {
    if let Some((data, name)) = split(frame)
        && name == stream
        && let Ok(event) = decode(data)
    {
        return Ok(event);
    }
    let envelope: Envelope<'_> = serde_json::from_str(frame)?;
    let data = envelope
        .data
        .ok_or_else(|| serde::de::Error::missing_field("data"))?;
    decode(data.get())
}

/// Splits a frame that begins with the data and ends with the name of the stream, without parsing its JSON.
///
/// All captured events have this order of keys. With unknown keys between the two, the data is not valid JSON.
fn split(frame: &str) -> Option<(&str, &str)> {
    let rest = frame.strip_prefix(HEAD)?.strip_suffix(TAIL)?;
    let (before, stream) = rest.rsplit_once('"')?;
    let data = before.strip_suffix(STREAM)?;
    let is_plain = !stream.contains('\\') && !data.starts_with("null");
    is_plain.then_some((data, stream))
}

/// Request to the exchange.
#[derive(Serialize)]
pub(crate) struct Request<'a> {
    pub(crate) method: &'static str,
    pub(crate) params: &'a [&'a str],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) signature: Option<[&'a str; 4]>,
}

pub(crate) const SUBSCRIBE: &str = "SUBSCRIBE";
pub(crate) const UNSUBSCRIBE: &str = "UNSUBSCRIBE";

impl Request<'_> {
    /// Returns the text of the frame.
    pub(crate) fn to_json(&self) -> String {
        // Strings and lists of strings always serialize.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn event(stream: &str) -> Frame<'_> {
        Frame::Event {
            stream: stream.into(),
        }
    }

    #[test]
    fn finds_the_stream_in_any_order_of_keys() {
        for frame in [
            r#"{"data":{"e":"trade"},"stream":"trade.SOL_USDC"}"#,
            r#"{"stream":"trade.SOL_USDC","data":{"e":"trade"}}"#,
            r#" { "data" : {"e":"trade"} , "stream" : "trade.SOL_USDC" } "#,
            r#"{"data":{"e":"trade"},"ts":5,"stream":"trade.SOL_USDC"}"#,
            r#"{"data":{"e":"trade"},"stream":"trade.SOL_USDC","ts":5}"#,
            r#"{"data":{"e":"trade"},"stream":"trade.SOL\u005fUSDC"}"#,
        ] {
            assert_eq!(classify(frame).unwrap(), event("trade.SOL_USDC"), "{frame}");
            let data: Value =
                decode(frame, "trade.SOL_USDC", |data| serde_json::from_str(data)).unwrap();
            assert_eq!(data, json!({"e": "trade"}), "{frame}");
        }
    }

    /// The order of keys does not decide between an event and an error.
    #[test]
    fn classifies_alike_in_any_order_of_keys() {
        let error = r#""error":{"code":4006,"message":"no"}"#;
        let rejected = Frame::Error {
            stream: Some("a".into()),
            code: 4006,
            message: "no".into(),
        };
        for (data, expected) in [
            (r#""data":{"e":1}"#, event("a")),
            (r#""data":null"#, rejected),
        ] {
            let stream = r#""stream":"a""#;
            for keys in [
                [data, error, stream],
                [data, stream, error],
                [error, data, stream],
                [error, stream, data],
                [stream, data, error],
                [stream, error, data],
            ] {
                let frame = format!("{{{}}}", keys.join(","));
                assert_eq!(classify(&frame).unwrap(), expected, "{frame}");
                let decoded = decode::<Value>(&frame, "a", |data| serde_json::from_str(data));
                let is_event = matches!(expected, Frame::Event { .. });
                assert_eq!(decoded.ok(), is_event.then(|| json!({"e": 1})), "{frame}");
            }
        }
    }

    #[test]
    fn name_inside_the_data_is_not_the_stream() {
        let frame = r#"{"data":{"x":",\"stream\":\"a\"}"},"stream":"b"}"#;
        assert_eq!(classify(frame).unwrap(), event("b"));
        let frame = r#"{"stream":"b","data":{"y":1,"stream":"a"}}"#;
        assert_eq!(classify(frame).unwrap(), event("b"));
    }

    #[test]
    fn reads_captured_errors() {
        for (frame, code, message) in [
            (
                r#"{"id":null,"error":{"code":4006,"message":"Invalid stream"}}"#,
                4006,
                "Invalid stream",
            ),
            (
                r#"{"id":null,"error":{"code":4003,"message":"Invalid signature"}}"#,
                4003,
                "Invalid signature",
            ),
        ] {
            let expected = Frame::Error {
                stream: None,
                code,
                message: message.into(),
            };
            assert_eq!(classify(frame).unwrap(), expected);
        }
    }

    #[test]
    fn distinguishes_frames_without_an_event_from_damaged_frames() {
        for frame in [r#"{"id":1,"result":null}"#, "{}", r#"{"stream":"a"}"#] {
            assert_eq!(classify(frame).unwrap(), Frame::Other, "{frame}");
        }
        for frame in [
            "",
            "hello",
            "[]",
            "null",
            r#"{"data":{"e":1}}"#,
            r#"{"data":{"e":1},"stream":"#,
            r#"{"data":{"e":1},"stream":"a"#,
            r#"{"data":{"e":1},"stream":7}"#,
        ] {
            assert!(classify(frame).is_err(), "{frame}");
        }
    }

    #[test]
    fn damaged_data_does_not_decode() {
        for frame in [
            r#"{"data":{"e":1,"stream":"a"}"#,
            r#"{"data":{"e":,"stream":"a"}"#,
            r#"{"data":,"stream":"a"}"#,
        ] {
            assert_eq!(classify(frame).unwrap(), event("a"), "{frame}");
            assert!(decode::<Value>(frame, "a", |data| serde_json::from_str(data)).is_err());
        }
    }

    #[test]
    fn requests_are_as_documented() {
        let request = Request {
            method: SUBSCRIBE,
            params: &["trade.SOL_USDC", "depth.SOL_USDC"],
            signature: None,
        };
        assert_eq!(
            request.to_json(),
            r#"{"method":"SUBSCRIBE","params":["trade.SOL_USDC","depth.SOL_USDC"]}"#
        );
        let request = Request {
            method: SUBSCRIBE,
            params: &["account.orderUpdate"],
            signature: Some(["key", "signature", "1", "5000"]),
        };
        assert_eq!(
            request.to_json(),
            r#"{"method":"SUBSCRIBE","params":["account.orderUpdate"],"signature":["key","signature","1","5000"]}"#
        );
    }
}
