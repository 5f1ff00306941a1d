//! The string to sign. Pure: takes a payload, a timestamp and a window, and returns a string or a typed error.
//!
//! # Rules
//!
//! From the exchange's documentation ("Authentication") unless marked otherwise:
//!
//! ```text
//! instruction=<instruction>[&<key>=<value>]...&timestamp=<timestamp>&window=<window>
//! ```
//!
//! - The pairs are the query parameters, or the fields of the JSON object in the body, in byte order of the keys.
//! - Values are plain: query values percent-decoded, with `+` as a space; JSON strings unescaped; JSON numbers
//!   exactly as written; `true` and `false`. Nothing is percent-encoded again.
//! - A query key that occurs more than once is signed once per occurrence, in the order sent (observed).
//! - A body that is a JSON array gives `instruction=<instruction>` and its own pairs for each element, all joined
//!   with `&`; timestamp and window are added once, at the end.
//! - An object or array inside a field is signed as compact JSON with sorted keys (inferred from the exchange's
//!   own client; its numbers stay as written).
//!
//! Payloads without a known string to sign are rejected: a `null` field, duplicate keys in one object, query
//! parameters together with a body, an empty array.

use std::borrow::Cow;
use std::fmt;
use std::str::Utf8Error;

use percent_encoding::percent_decode_str;
use serde_json::value::RawValue;

use crate::error::{FieldPath, StringToSignError};
use crate::headers::NumberText;
use crate::instruction::Instruction;
use crate::json::{MAX_DEPTH, Object, Text};
use crate::time::{Timestamp, Window};

/// The parameters of a request: a query string or a JSON body, or neither.
///
/// An empty query string or body counts as absent. `Debug` shows lengths, not contents: a payload can contain a
/// two-factor code.
///
/// ```
/// use backpack_signing::Payload;
///
/// let query = Payload::query("symbol=SOL_USDC&limit=10");
/// let order = Payload::json(br#"{"symbol":"SOL_USDC","side":"Bid"}"#);
/// let none = Payload::none();
/// # let _ = (query, order, none);
/// ```
#[derive(Clone, Copy, Default)]
pub struct Payload<'a> {
    query: Option<&'a str>,
    body: Option<&'a [u8]>,
}

impl<'a> Payload<'a> {
    /// Takes the query string as it is in the URL (percent-encoded, without `?`), and the bytes of the body.
    ///
    /// A payload with both is rejected when it is signed.
    #[must_use]
    pub const fn new(query: Option<&'a str>, body: Option<&'a [u8]>) -> Self {
        Self { query, body }
    }

    /// Creates a payload without parameters.
    #[must_use]
    pub const fn none() -> Self {
        Self::new(None, None)
    }

    /// Creates a payload of query parameters as they are in the URL: percent-encoded, without `?`.
    #[must_use]
    pub const fn query(query: &'a str) -> Self {
        Self::new(Some(query), None)
    }

    /// Creates a payload of a body: one JSON object, or an array of objects.
    #[must_use]
    pub const fn json(body: &'a [u8]) -> Self {
        Self::new(None, Some(body))
    }
}

impl fmt::Debug for Payload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload")
            .field("query_len", &self.query.map(str::len))
            .field("body_len", &self.body.map(<[u8]>::len))
            .finish()
    }
}

/// The string to sign of a request.
///
/// It can contain a two-factor code, so it does not belong in logs: `Debug` shows its length only, and there is no
/// `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct StringToSign(String);

impl StringToSign {
    /// Returns the string itself. Keep it out of logs.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the bytes that are signed: the string in UTF-8.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for StringToSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StringToSign")
            .field("len", &self.0.len())
            .finish_non_exhaustive()
    }
}

/// Builds the string to sign of `instruction` with `payload`, for `timestamp` and `window`.
///
/// Signing and verification both use it; call it to see which bytes a signature covers. The rules are those of the
/// exchange's documentation, "Authentication"; the front page of this crate lists them.
///
/// # Errors
///
/// [`StringToSignError`] for a payload without a known string to sign.
///
/// ```
/// use backpack_signing::{Instruction, Payload, Timestamp, Window, string_to_sign};
///
/// let string = string_to_sign(
///     &Instruction::from_static("orderCancel"),
///     Payload::json(br#"{"symbol": "BTC_USDT", "orderId": "28"}"#),
///     Timestamp::from_millis(1_614_550_000_000),
///     Window::DEFAULT,
/// )?;
/// assert_eq!(
///     string.as_str(),
///     "instruction=orderCancel&orderId=28&symbol=BTC_USDT&timestamp=1614550000000&window=5000",
/// );
/// # Ok::<(), backpack_signing::StringToSignError>(())
/// ```
pub fn string_to_sign(
    instruction: &Instruction,
    payload: Payload<'_>,
    timestamp: Timestamp,
    window: Window,
) -> Result<StringToSign, StringToSignError> {
    let query = payload.query.unwrap_or_default();
    let body = payload.body.unwrap_or_default();
    let instruction = instruction.as_str();
    let mut out = String::with_capacity(max_usual_len(instruction, query, body));
    match (segments(query).next(), body) {
        (Some(_), [_, ..]) => return Err(StringToSignError::QueryAndBody),
        (Some(_), []) => push_query(instruction, query, &mut out)?,
        (None, [_, ..]) => push_body(instruction, body, &mut out)?,
        (None, []) => push_instruction(instruction, &mut out),
    }
    let number = NumberText::of_number;
    push_pair(
        "timestamp",
        number(timestamp.as_millis()).as_str(),
        &mut out,
    );
    push_pair("window", number(window.as_millis()).as_str(), &mut out);
    Ok(StringToSign(out))
}

/// Returns a capacity that fits the string of an ordinary request, so that it is allocated once.
///
/// A pair is at most as long as it is in the payload, plus one character. Each element of a batch adds an instruction,
/// for which a quarter of the body is added.
const fn max_usual_len(instruction: &str, query: &str, body: &[u8]) -> usize {
    let frame = "instruction=&timestamp=18446744073709551615&window=60000".len();
    frame + instruction.len() + query.len() + 2 + body.len() + body.len() / 4
}

fn push_instruction(instruction: &str, out: &mut String) {
    out.push_str("instruction=");
    out.push_str(instruction);
}

fn push_pair(key: &str, value: &str, out: &mut String) {
    push_key(key, out);
    out.push_str(value);
}

fn push_key(key: &str, out: &mut String) {
    out.push('&');
    out.push_str(key);
    out.push('=');
}

// --- Query strings: application/x-www-form-urlencoded, as URL libraries write them and servers read them.

fn segments(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').filter(|segment| !segment.is_empty())
}

fn push_query(instruction: &str, query: &str, out: &mut String) -> Result<(), StringToSignError> {
    let not_utf8 = |key: &str| StringToSignError::QueryNotUtf8 {
        key: key.to_owned(),
    };
    let mut pairs = Vec::new();
    for segment in segments(query) {
        let (key, value) = segment.split_once('=').unwrap_or((segment, ""));
        let key = form_decode(key).map_err(|_| not_utf8(key))?;
        let value = form_decode(value).map_err(|_| not_utf8(&key))?;
        pairs.push((key, value));
    }
    // Stable: the values of a repeated key stay in the order sent.
    pairs.sort_by(|(a, _), (b, _)| a.cmp(b));

    push_instruction(instruction, out);
    for (key, value) in &pairs {
        push_pair(key, value, out);
    }
    Ok(())
}

/// Decodes percent-encoding, with `+` as a space. A `%` that starts no escape is kept.
fn form_decode(text: &str) -> Result<Cow<'_, str>, Utf8Error> {
    if !text.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return Ok(Cow::Borrowed(text));
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8()?;
    Ok(Cow::Owned(decoded.into_owned()))
}

// --- JSON bodies.

fn push_body(instruction: &str, body: &[u8], out: &mut String) -> Result<(), StringToSignError> {
    let body = std::str::from_utf8(body).map_err(|_| StringToSignError::BodyNotUtf8)?;
    match body.trim_start_matches([' ', '\t', '\n', '\r']).as_bytes() {
        [b'{', ..] => push_object(instruction, body, None, out),
        [b'[', ..] => {
            let elements: Vec<&RawValue> =
                serde_json::from_str(body).map_err(|error| not_json(&error))?;
            if elements.is_empty() {
                return Err(StringToSignError::EmptyBatch);
            }
            for (index, element) in elements.into_iter().map(RawValue::get).enumerate() {
                if !element.starts_with('{') {
                    return Err(StringToSignError::ElementNotObject { index });
                }
                if index > 0 {
                    out.push('&');
                }
                push_object(instruction, element, Some(index), out)?;
            }
            Ok(())
        }
        _ => Err(StringToSignError::BodyNotObjectOrArray),
    }
}

fn not_json(error: &serde_json::Error) -> StringToSignError {
    StringToSignError::BodyNotJson {
        line: error.line(),
        column: error.column(),
    }
}

/// Writes the instruction and the sorted pairs of one object. `element` is its index in a batch.
fn push_object(
    instruction: &str,
    json: &str,
    element: Option<usize>,
    out: &mut String,
) -> Result<(), StringToSignError> {
    let path = |name: &str| FieldPath {
        element,
        name: name.to_owned(),
    };
    let object: Object<'_> = serde_json::from_str(json).map_err(|error| {
        match serde_json::from_str::<&RawValue>(json) {
            // A raw value keeps its names as written; an object decodes them.
            Ok(_) => StringToSignError::InvalidFieldName { element },
            Err(_) => not_json(&error),
        }
    })?;
    let fields = object
        .sorted()
        .map_err(|name| StringToSignError::DuplicateField { field: path(&name) })?;
    push_instruction(instruction, out);
    for (name, value) in &fields {
        push_key(name, out);
        let pushed = match value.get().as_bytes() {
            [b'"', ..] => unescape(value).map(|text| out.push_str(&text)),
            b"null" => return Err(StringToSignError::NullField { field: path(name) }),
            _ => push_compact(value, 1, out),
        };
        pushed.map_err(|error| match error {
            ValueError::UnpairedSurrogate => {
                StringToSignError::UnpairedSurrogate { field: path(name) }
            }
            ValueError::DuplicateKey(key) => StringToSignError::DuplicateKey {
                field: path(name),
                key,
            },
            ValueError::TooDeep => StringToSignError::TooDeep { field: path(name) },
        })?;
    }
    Ok(())
}

// --- Values of fields. Their syntax has been checked with the body.

enum ValueError {
    UnpairedSurrogate,
    DuplicateKey(String),
    TooDeep,
}

/// Every error in a value whose syntax has been checked: an unpaired surrogate escape.
impl From<serde_json::Error> for ValueError {
    fn from(_: serde_json::Error) -> Self {
        Self::UnpairedSurrogate
    }
}

fn unescape(json: &RawValue) -> Result<Cow<'_, str>, ValueError> {
    Ok(serde_json::from_str::<Text<'_>>(json.get())?.0)
}

/// Writes a value as compact JSON with sorted keys. `depth` is its level if it is an object or an array.
fn push_compact(json: &RawValue, depth: usize, out: &mut String) -> Result<(), ValueError> {
    let json_text = json.get();
    match json_text.as_bytes() {
        [b'[' | b'{', ..] if depth > MAX_DEPTH => return Err(ValueError::TooDeep),
        [b'[', ..] => {
            out.push('[');
            let elements: Vec<&RawValue> = serde_json::from_str(json_text)?;
            for (index, element) in elements.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                push_compact(element, depth + 1, out)?;
            }
            out.push(']');
        }
        [b'{', ..] => {
            out.push('{');
            let object: Object<'_> = serde_json::from_str(json_text)?;
            let fields = object
                .sorted()
                .map_err(|key| ValueError::DuplicateKey(key.into_owned()))?;
            for (index, (key, value)) in fields.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                push_quoted(key, out);
                out.push(':');
                push_compact(value, depth + 1, out)?;
            }
            out.push('}');
        }
        [b'"', ..] => push_quoted(&unescape(json)?, out),
        _ => out.push_str(json_text),
    }
    Ok(())
}

/// Writes a JSON string with the escapes of serde_json, which the exchange's own client uses.
fn push_quoted(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}
