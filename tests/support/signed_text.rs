//! The signed text by a second reading of the exchange's rules, slow and close to their words.
//!
//! `instruction=<instruction>[&<key>=<value>]...&timestamp=<timestamp>&window=<window>`: the pairs from the query or from
//! the JSON body, by key in byte order, values as they are; for a batch, the instruction and the pairs of each element, one
//! after the other. JSON is read by serde_json. None of the signing crate's own code takes part.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::json::Json;

/// How many levels of objects and arrays the value of a field may hold: the signing crate's own limit.
const MAX_DEPTH: usize = 64;

/// The pairs of a request, or of one element of a batch.
pub(crate) type Pairs = Vec<(String, String)>;

/// The text over objects of pairs: one, or those of a batch.
pub(crate) fn signed_text(
    instruction: &str,
    objects: Vec<Pairs>,
    timestamp: &str,
    window: &str,
) -> String {
    assert!(!objects.is_empty(), "an empty batch has no text");
    let mut text = String::new();
    for mut object in objects {
        // A stable sort: a key that is repeated keeps the order of its values.
        object.sort_by(|left, right| left.0.as_bytes().cmp(right.0.as_bytes()));
        text += &format!("instruction={instruction}&");
        for (key, value) in object {
            text += &format!("{key}={value}&");
        }
    }
    text + &format!("timestamp={timestamp}&window={window}")
}

/// The pairs of a request's query string and body; `None` where they have no signed text.
pub(crate) fn objects(query: &str, body: &[u8]) -> Option<Vec<Pairs>> {
    let query = query_pairs(query)?;
    match (query.is_empty(), body.is_empty()) {
        (_, true) => Some(vec![query]),
        (true, false) => body_objects(body),
        (false, false) => None,
    }
}

/// The decoded pairs of a query string, as servers read forms; `None` where one is not UTF-8.
fn query_pairs(query: &str) -> Option<Pairs> {
    let decoded = |text: &str| {
        let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
        while let Some((first, after)) = rest.split_first() {
            let escaped = after.get(..2).filter(|_| *first == b'%');
            let escaped = escaped.filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            match escaped {
                Some(digits) => {
                    let digits = std::str::from_utf8(digits).ok()?;
                    bytes.push(u8::from_str_radix(digits, 16).ok()?);
                    rest = &after[2..];
                }
                None => {
                    bytes.push(if *first == b'+' { b' ' } else { *first });
                    rest = after;
                }
            }
        }
        String::from_utf8(bytes).ok()
    };
    let segments = query.split('&').filter(|segment| !segment.is_empty());
    segments
        .map(|segment| {
            let (key, value) = segment.split_once('=').unwrap_or((segment, ""));
            Some((decoded(key)?, decoded(value)?))
        })
        .collect()
}

/// The pairs of a JSON body, by object; `None` where they have no signed text.
pub(crate) fn body_objects(body: &[u8]) -> Option<Vec<Pairs>> {
    let raw: &RawValue = serde_json::from_slice(body).ok()?;
    // A batch is a level of its own, and so is the object that holds the fields.
    match Json::read(raw, MAX_DEPTH + 2)? {
        Json::List(elements) if elements.is_empty() => None,
        Json::List(elements) => elements.iter().map(object_pairs).collect(),
        object => Some(vec![object_pairs(&object)?]),
    }
}

fn object_pairs(object: &Json) -> Option<Pairs> {
    let Json::Object(fields) = object else {
        return None;
    };
    let mut pairs = BTreeMap::new();
    for (key, value) in fields {
        if value.depth() > MAX_DEPTH {
            return None;
        }
        let value = match value {
            Json::Text(text) => text.clone(),
            Json::Word(word) if word == "null" => return None,
            other => compact(other)?,
        };
        if pairs.insert(key.clone(), value).is_some() {
            return None;
        }
    }
    Some(pairs.into_iter().collect())
}

/// JSON without spaces, keys in byte order; `None` where a key is repeated.
fn compact(value: &Json) -> Option<String> {
    Some(match value {
        Json::Word(word) => word.clone(),
        Json::Text(text) => serde_json::to_string(text).ok()?,
        Json::List(values) => {
            let values: Vec<String> = values.iter().map(compact).collect::<Option<_>>()?;
            format!("[{}]", values.join(","))
        }
        Json::Object(fields) => {
            let sorted: BTreeMap<&str, &Json> = (fields.iter())
                .map(|(key, value)| (key.as_str(), value))
                .collect();
            if sorted.len() < fields.len() {
                return None;
            }
            let fields: Vec<String> = (sorted.into_iter())
                .map(|(key, value)| {
                    Some(format!(
                        "{}:{}",
                        serde_json::to_string(key).ok()?,
                        compact(value)?
                    ))
                })
                .collect::<Option<_>>()?;
            format!("{{{}}}", fields.join(","))
        }
    })
}
