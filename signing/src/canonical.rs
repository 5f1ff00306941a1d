//! The text that is signed. Pure: a payload, a time and a window in; a text or a typed error out.
//!
//! # The rules
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
//! - A query key that occurs more than once is signed once for each time, in the order sent (observed).
//! - A body that is a JSON array gives `instruction=<instruction>` and its own pairs for each element, all joined
//!   with `&`; the timestamp and the window come once, at the end.
//! - An object or array inside a field is signed as compact JSON with sorted keys (inferred from the exchange's
//!   own client; its numbers stay as written).
//!
//! What has no known text is refused: a `null` field, a key named twice in one object, query parameters together
//! with a body, an empty array.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode_str;

use crate::error::{CanonicalError, FieldPath};
use crate::instruction::Instruction;
use crate::json::{self, Fault, Field, Reader, Value};
use crate::plain;
use crate::text::DecimalText;
use crate::time::{Timestamp, Window};

/// How many levels of objects and arrays the value of one field may hold.
///
/// Our own limit, far above what the exchange documents: it keeps a hostile body from exhausting the stack.
pub const MAX_DEPTH: usize = 64;

/// Room for the pairs of an ordinary request, so that reading a query allocates nothing, and an order once.
const USUAL_FIELDS: usize = 16;

/// What a request carries besides its path: a query string or a JSON body, or neither.
///
/// An empty query string or body counts as none. `Debug` shows lengths, not contents: a payload can hold a
/// two-factor code.
///
/// ```
/// use backpack_signing::Payload;
///
/// let query = Payload::query("symbol=SOL_USDC&limit=10");
/// let order = Payload::json(br#"{"symbol":"SOL_USDC","side":"Bid"}"#);
/// let nothing = Payload::none();
/// # let _ = (query, order, nothing);
/// ```
#[derive(Clone, Copy, Default)]
pub struct Payload<'a> {
    query: Option<&'a str>,
    body: Option<&'a [u8]>,
}

impl<'a> Payload<'a> {
    /// Whatever a request holds: its query string as it stands in the URL (percent-encoded, without `?`), and the
    /// bytes of its body.
    ///
    /// Signing refuses a payload that has both.
    #[must_use]
    pub const fn new(query: Option<&'a str>, body: Option<&'a [u8]>) -> Self {
        Self { query, body }
    }

    /// No parameters.
    #[must_use]
    pub const fn none() -> Self {
        Self::new(None, None)
    }

    /// Query parameters, as they stand in the URL: percent-encoded, without `?`.
    #[must_use]
    pub const fn query(query: &'a str) -> Self {
        Self::new(Some(query), None)
    }

    /// A body: one JSON object, or an array of them.
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

/// The text that is signed.
///
/// It can hold a two-factor code, so it is not for logs: `Debug` shows its length alone, and there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedText(String);

impl SignedText {
    /// The text itself. Keep it out of logs.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes that are signed: the text in UTF-8.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for SignedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedText")
            .field("len", &self.0.len())
            .finish_non_exhaustive()
    }
}

/// The text that is signed for `instruction` with `payload`, at `timestamp`, good for `window`.
///
/// Signing and verifying both go through here; call it to see what a signature covers. The rules are those of the
/// exchange's documentation, "Authentication"; the crate's front page lists them.
///
/// # Errors
///
/// [`CanonicalError`] when the payload has no signed text.
///
/// ```
/// use backpack_signing::{Instruction, Payload, Timestamp, Window, signed_text};
///
/// let text = signed_text(
///     &Instruction::from_static("orderCancel"),
///     Payload::json(br#"{"symbol": "BTC_USDT", "orderId": "28"}"#),
///     Timestamp::from_millis(1_614_550_000_000),
///     Window::DEFAULT,
/// )?;
/// assert_eq!(
///     text.as_str(),
///     "instruction=orderCancel&orderId=28&symbol=BTC_USDT&timestamp=1614550000000&window=5000",
/// );
/// # Ok::<(), backpack_signing::CanonicalError>(())
/// ```
pub fn signed_text(
    instruction: &Instruction,
    payload: Payload<'_>,
    timestamp: Timestamp,
    window: Window,
) -> Result<SignedText, CanonicalError> {
    let query = payload
        .query
        .filter(|query| segments(query).next().is_some());
    let body = payload.body.filter(|body| !body.is_empty());
    let instruction = instruction.as_str();
    let mut out;
    match (query, body) {
        (Some(_), Some(_)) => return Err(CanonicalError::QueryAndBody),
        (Some(query), None) => {
            out = Vec::with_capacity(frame_len(instruction) + query.len() + 2);
            push_query(instruction, query, &mut out)?;
        }
        (None, Some(body)) => {
            out = Vec::with_capacity(frame_len(instruction) + body_text_len(body));
            push_body(instruction, body, &mut out)?;
        }
        (None, None) => {
            out = Vec::with_capacity(frame_len(instruction));
            push_instruction(instruction, &mut out);
        }
    }
    push_pair(
        "timestamp",
        DecimalText::new(timestamp.as_millis()).as_str(),
        &mut out,
    );
    push_pair(
        "window",
        DecimalText::new(window.as_millis()).as_str(),
        &mut out,
    );
    // Its parts are texts, and the names and values of a body that was checked: so is the whole.
    String::from_utf8(out)
        .map(SignedText)
        .map_err(|_| CanonicalError::BodyNotUtf8)
}

/// Enough for the text without its pairs.
const fn frame_len(instruction: &str) -> usize {
    "instruction=&timestamp=&window=".len() + instruction.len() + 2 * DecimalText::LEN
}

/// Enough for the pairs of an ordinary body. A pair is shorter in the text than in JSON; in a batch, each element
/// brings its own instruction, which the quarter makes room for.
const fn body_text_len(body: &[u8]) -> usize {
    body.len() + body.len() / 4
}

fn push_instruction(instruction: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b"instruction=");
    out.extend_from_slice(instruction.as_bytes());
}

fn push_pair(key: &str, value: &str, out: &mut Vec<u8>) {
    push_key(key, out);
    out.extend_from_slice(value.as_bytes());
}

fn push_key(key: &str, out: &mut Vec<u8>) {
    out.push(b'&');
    out.extend_from_slice(key.as_bytes());
    out.push(b'=');
}

// --- Query strings: application/x-www-form-urlencoded, as URLs are written and servers read them.

fn segments(query: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(query);
    std::iter::from_fn(move || {
        loop {
            let (segment, after) = split_once(rest?, b'&');
            rest = after;
            if !segment.is_empty() {
                return Some(segment);
            }
        }
    })
}

/// As `str::split_once`, for texts that are too short for its search to pay.
fn split_once(text: &str, at: u8) -> (&str, Option<&str>) {
    let found = text.bytes().position(|byte| byte == at);
    match found.and_then(|found| Some((text.get(..found)?, text.get(found + 1..)?))) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

fn push_query(instruction: &str, query: &str, out: &mut Vec<u8>) -> Result<(), CanonicalError> {
    push_instruction(instruction, out);
    if is_plain_in_order(query) {
        out.push(b'&');
        out.extend_from_slice(query.as_bytes());
        return Ok(());
    }

    let count = segments(query).count();
    let mut few = [const { (Cow::Borrowed(""), "") }; USUAL_FIELDS];
    let mut many;
    let pairs = match few.get_mut(..count) {
        Some(few) => few,
        None => {
            many = vec![(Cow::Borrowed(""), ""); count];
            many.as_mut_slice()
        }
    };
    for (pair, segment) in pairs.iter_mut().zip(segments(query)) {
        // A key without `=` has an empty value.
        let (key, value) = split_once(segment, b'=');
        let value = value.unwrap_or_default();
        let Some(key) = form_decode(key) else {
            let key = key.to_owned();
            return Err(CanonicalError::QueryNotUtf8 { key });
        };
        *pair = (key, value);
    }
    // Stable: a key that is repeated keeps its values in the order sent.
    pairs.sort_by(|(a, _), (b, _)| a.cmp(b));

    for (key, value) in pairs {
        let Some(value) = form_decode(value) else {
            let key = key.to_string();
            return Err(CanonicalError::QueryNotUtf8 { key });
        };
        push_pair(key, &value, out);
    }
    Ok(())
}

/// Whether a query is its own text: nothing in it is encoded, each key has its `=`, and the keys are in order.
fn is_plain_in_order(query: &str) -> bool {
    let mut before = plain::Name::default();
    let mut rest = Some(query);
    while let Some(query) = rest {
        let (segment, after) = split_once(query, b'&');
        let (key, value) = split_once(segment, b'=');
        match plain::Name::first_of(query.as_bytes(), key.len()) {
            Some(name) if value.is_some() && name >= before => before = name,
            _ => return false,
        }
        rest = after;
    }
    !query.bytes().any(|byte| matches!(byte, b'%' | b'+'))
}

/// Percent-decodes, with `+` as a space; a `%` that begins no escape stands for itself. `None` when that is not UTF-8.
fn form_decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return Some(Cow::Borrowed(text));
    }
    // A `+` cannot be inside a character, so the pieces between them are UTF-8 exactly when the whole is.
    let mut decoded = String::with_capacity(text.len());
    for (index, piece) in text.split('+').enumerate() {
        if index > 0 {
            decoded.push(' ');
        }
        decoded.push_str(&percent_decode_str(piece).decode_utf8().ok()?);
    }
    Some(Cow::Owned(decoded))
}

// --- JSON bodies: one pass over the body, with names and values borrowed from it.

fn push_body(instruction: &str, body: &[u8], out: &mut Vec<u8>) -> Result<(), CanonicalError> {
    let body = std::str::from_utf8(body).map_err(|_| CanonicalError::BodyNotUtf8)?;
    let mut reader = Reader::new(body, MAX_DEPTH);
    let mut fields = Vec::new();
    match reader.peek() {
        Some(b'{') => {
            push_element(instruction, &mut reader, None, &mut fields, out)?;
        }
        Some(b'[') => {
            reader.skip(b'[');
            if reader.skip(b']') {
                reader.end().map_err(|_| not_json(&reader))?;
                return Err(CanonicalError::EmptyBatch);
            }
            // One list of fields serves all the elements.
            for index in 0.. {
                if index > 0 {
                    out.push(b'&');
                }
                push_element(instruction, &mut reader, Some(index), &mut fields, out)?;
                if !reader.goes_on(b']').map_err(|_| not_json(&reader))? {
                    break;
                }
            }
        }
        _ => return Err(CanonicalError::BodyNotObjectOrArray),
    }
    reader.end().map_err(|_| not_json(&reader))
}

fn not_json(reader: &Reader<'_>) -> CanonicalError {
    let (line, column) = reader.position();
    CanonicalError::BodyNotJson { line, column }
}

/// Reads one object, and writes its instruction and its sorted pairs. `element` is its place in a batch.
fn push_element<'a>(
    instruction: &str,
    reader: &mut Reader<'a>,
    element: Option<usize>,
    fields: &mut Vec<Field<'a>>,
    out: &mut Vec<u8>,
) -> Result<(), CanonicalError> {
    if let (Some(b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n' | b'['), Some(index)) =
        (reader.peek(), element)
    {
        return Err(CanonicalError::ElementNotObject { index });
    }
    push_instruction(instruction, out);
    let written = out.len();
    // What is plain is written as it is read. Anything else, and whatever is wrong, is read anew.
    if let Some(rest) = plain::push_object(reader.rest(), out) {
        reader.go_on_at(rest);
        return Ok(());
    }
    out.truncate(written);

    fields.clear();
    fields.reserve(USUAL_FIELDS);
    let path = |name: &str| FieldPath {
        element,
        name: name.to_owned(),
    };
    reader.object(fields).map_err(|fault| match fault {
        Fault::Syntax => not_json(reader),
        Fault::TooDeep { field } => CanonicalError::TooDeep {
            field: path(&field),
        },
    })?;
    if let Some(name) = sort(fields) {
        return Err(CanonicalError::RepeatedField { field: path(name) });
    }

    for (name, value) in &*fields {
        push_key(name, out);
        match value {
            Value::Literal(value) => out.extend_from_slice(value.as_bytes()),
            Value::Text(text) => match text.plain() {
                Some(text) => out.extend_from_slice(text.as_bytes()),
                None => return Err(CanonicalError::NotText { field: path(name) }),
            },
            Value::Null => return Err(CanonicalError::NullField { field: path(name) }),
            Value::Nested(_) => push_compact(*value, out).map_err(|fault| match fault {
                NestedFault::NotText => CanonicalError::NotText { field: path(name) },
                NestedFault::Repeated { key } => CanonicalError::RepeatedKey {
                    field: path(name),
                    key,
                },
            })?,
        }
    }
    Ok(())
}

/// Sorts by name in byte order; a name that occurs twice is returned.
fn sort<'f>(fields: &'f mut [Field<'_>]) -> Option<&'f str> {
    fields.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    fields.windows(2).find_map(|pair| match pair {
        [(a, _), (b, _)] if a == b => Some(&**a),
        _ => None,
    })
}

// --- Values inside a field.

enum NestedFault {
    NotText,
    Repeated { key: String },
}

/// Writes a value compactly, with the keys of its objects sorted.
///
/// The depth of its recursion is bounded: whoever found the value has read it to its end, which [`MAX_DEPTH`] bounds.
fn push_compact(value: Value<'_>, out: &mut Vec<u8>) -> Result<(), NestedFault> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Literal(literal) => out.extend_from_slice(literal.as_bytes()),
        Value::Text(text) => {
            json::push_string(&text.plain().ok_or(NestedFault::NotText)?, out);
        }
        Value::Nested(json) => {
            let mut reader = Reader::new(json, MAX_DEPTH);
            if json.starts_with('[') {
                let mut elements = Vec::new();
                reader.array(&mut elements).map_err(not_text)?;
                out.push(b'[');
                for (index, element) in elements.into_iter().enumerate() {
                    if index > 0 {
                        out.push(b',');
                    }
                    push_compact(element, out)?;
                }
                out.push(b']');
            } else {
                let mut fields = Vec::new();
                reader.object(&mut fields).map_err(not_text)?;
                if let Some(key) = sort(&mut fields) {
                    let key = key.to_owned();
                    return Err(NestedFault::Repeated { key });
                }
                out.push(b'{');
                for (index, (key, value)) in fields.iter().enumerate() {
                    if index > 0 {
                        out.push(b',');
                    }
                    json::push_string(key, out);
                    out.push(b':');
                    push_compact(*value, out)?;
                }
                out.push(b'}');
            }
        }
    }
    Ok(())
}

/// What has been read once is JSON, and not too deep; all that can be wrong with it now is a key that is no text.
fn not_text(_: Fault) -> NestedFault {
    NestedFault::NotText
}
