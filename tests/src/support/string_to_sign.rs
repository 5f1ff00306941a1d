//! String to sign by an independent implementation of the exchange's rules, slow and close to their text.
//!
//! `instruction=<instruction>[&<key>=<value>]...&timestamp=<timestamp>&window=<window>`: the pairs of the query or of the
//! JSON body, sorted by the bytes of the key; for a batch, the instruction and the pairs of each element in order. JSON is
//! parsed by serde_json. No code of the signing crate is used.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::json::Json;

/// Maximum number of nested levels in the value of a field. It is the limit of the signing crate.
const MAX_DEPTH: usize = 64;

/// Pairs of a request, or of one element of a batch.
pub type Pairs = Vec<(String, String)>;

/// Builds the string to sign of one object, or of the objects of a batch.
pub fn string_to_sign(
    instruction: &str,
    objects: Vec<Pairs>,
    timestamp: &str,
    window: &str,
) -> String {
    assert!(!objects.is_empty(), "an empty batch cannot be signed");
    let mut text = String::new();
    for mut object in objects {
        // The sort is stable: the values of a repeated key keep their order.
        object.sort_by(|left, right| left.0.as_bytes().cmp(right.0.as_bytes()));
        text += &format!("instruction={instruction}&");
        for (key, value) in object {
            text += &format!("{key}={value}&");
        }
    }
    text + &format!("timestamp={timestamp}&window={window}")
}

/// Returns the pairs of a query string and a body by object; `None` if they cannot be signed.
pub fn objects(query: &str, body: &[u8]) -> Option<Vec<Pairs>> {
    let query = query_pairs(query)?;
    match (query.is_empty(), body.is_empty()) {
        (_, true) => Some(vec![query]),
        (true, false) => body_objects(body),
        (false, false) => None,
    }
}

/// Decodes the pairs of a query string as servers decode forms; `None` if one is not UTF-8.
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

/// Returns the pairs of a JSON body by object; `None` if they cannot be signed.
pub fn body_objects(body: &[u8]) -> Option<Vec<Pairs>> {
    let raw: &RawValue = serde_json::from_slice(body).ok()?;
    // The batch and the object with the fields are one level each.
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
            Json::String(string) => string.clone(),
            Json::Literal(literal) if literal == "null" => return None,
            other => compact(other)?,
        };
        if pairs.insert(key.clone(), value).is_some() {
            return None;
        }
    }
    Some(pairs.into_iter().collect())
}

/// Formats JSON without spaces, with sorted keys; `None` if a key is repeated.
fn compact(value: &Json) -> Option<String> {
    Some(match value {
        Json::Literal(literal) => literal.clone(),
        Json::String(string) => serde_json::to_string(string).ok()?,
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
