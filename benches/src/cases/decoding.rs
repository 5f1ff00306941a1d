//! Decoding of a body, from bytes to typed values.
//!
//! This SDK validates UTF-8 once and passes a string to serde_json, as a call does. The official client passes bytes to
//! serde_json, as reqwest's `Response::json` does.

use std::hint::black_box;

use backpack_api::types;
use bpx_api_types::{markets, trade};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::Failure;
use crate::case::{BASELINE, Case, OFFICIAL, OURS, Side, Target};
use crate::payloads;
use crate::scanner;

/// Returns the cases.
///
/// # Errors
///
/// Returns an error if a body cannot be generated.
pub fn cases() -> Result<Vec<Case>, Failure> {
    const LIST: &[Target] = &[Target::Time(0.8, OFFICIAL)];
    let mut depth = case::<types::Depth, markets::OrderBookDepth>(
        "depth, 1000 levels a side",
        payloads::depth()?,
        &[Target::Time(0.4, OFFICIAL), Target::Allocations(5.0)],
    );
    add_baseline(&mut depth, payloads::depth()?);
    Ok(vec![
        depth,
        case::<Vec<types::Trade>, Vec<trade::Trade>>("100 trades", payloads::trades()?, LIST),
        case::<Vec<types::Kline>, Vec<markets::Kline>>("100 K-lines", payloads::klines()?, LIST),
        case::<Vec<types::Market>, Vec<markets::Market>>("200 markets", payloads::markets()?, LIST),
    ])
}

/// Decodes a body as a call does.
fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    Ok(serde_json::from_str(std::str::from_utf8(body)?)?)
}

fn case<Ours, Theirs>(name: &'static str, body: String, targets: &'static [Target]) -> Case
where
    Ours: DeserializeOwned + Serialize,
    Theirs: DeserializeOwned + Serialize,
{
    let (our_body, their_body) = (body.clone(), body.clone());
    Case {
        name,
        sides: vec![
            Side::new(OURS, move || {
                black_box(decode::<Ours>(black_box(our_body.as_bytes()))?);
                Ok(())
            })
            .with_targets(targets),
            Side::new(OFFICIAL, move || {
                let body = black_box(their_body.as_bytes());
                black_box(serde_json::from_slice::<Theirs>(body)?);
                Ok(())
            }),
        ],
        check: Box::new(move || check::<Ours, Theirs>(&body)),
    }
}

/// Checks that this SDK encodes the body that it decoded, and that the values of the official client equal ours.
fn check<Ours, Theirs>(body: &str) -> Result<(), Failure>
where
    Ours: DeserializeOwned + Serialize,
    Theirs: DeserializeOwned + Serialize,
{
    let original = normalize(serde_json::from_str(body)?);
    let ours = normalize(serde_json::to_value(decode::<Ours>(body.as_bytes())?)?);
    let theirs = normalize(serde_json::to_value(serde_json::from_slice::<Theirs>(
        body.as_bytes(),
    )?)?);
    if ours != original {
        return Err("this SDK does not encode the body that it decoded".into());
    }
    if !is_subset(&theirs, &ours) {
        return Err("this SDK and the official client decode different values".into());
    }
    Ok(())
}

/// Removes nulls and converts numbers to strings, since the two sides encode ids and absent values differently.
fn normalize(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Array(list) => list.into_iter().map(normalize).collect(),
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, normalize(value)))
                .collect::<Map<_, _>>(),
        ),
        other => other,
    }
}

/// Returns whether `whole` has all values of `part`. It may have more fields.
fn is_subset(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => part
            .iter()
            .all(|(key, value)| whole.get(key).is_some_and(|other| is_subset(value, other))),
        (Value::Array(part), Value::Array(whole)) => {
            part.len() == whole.len()
                && part
                    .iter()
                    .zip(whole)
                    .all(|(one, other)| is_subset(one, other))
        }
        (part, whole) => part == whole,
    }
}

/// Adds the scanner to the case of the order book.
fn add_baseline(depth: &mut Case, body: String) {
    let bytes = body.clone();
    let baseline = Side::new(BASELINE, move || {
        let book = scanner::book(black_box(bytes.as_bytes())).ok_or("the baseline fails")?;
        black_box(book);
        Ok(())
    });
    depth.sides.insert(0, baseline);
    let others = std::mem::replace(&mut depth.check, Box::new(|| Ok(())));
    depth.check = Box::new(move || {
        others()?;
        check_baseline(&body)
    });
}

/// Checks that the scanner and this SDK decode the same values.
fn check_baseline(body: &str) -> Result<(), Failure> {
    let baseline = scanner::book(body.as_bytes()).ok_or("the baseline fails")?;
    let ours: types::Depth = decode(body.as_bytes())?;
    let same = |ours: &[backpack_api::PriceLevel], baseline: &[scanner::Level]| {
        let ours = ours.iter().map(|level| (level.price, level.quantity));
        ours.eq(baseline.iter().copied())
    };
    if same(&ours.asks, &baseline.asks)
        && same(&ours.bids, &baseline.bids)
        && ours.last_update_id.as_bytes() == baseline.last_update_id
        && ours.timestamp.as_microsecond() == baseline.timestamp
    {
        Ok(())
    } else {
        Err("this SDK and the baseline decode different values".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All sides decode the same values.
    #[test]
    fn sides_decode_same_values() {
        for case in cases().unwrap() {
            (case.check)().unwrap_or_else(|error| panic!("{}: {error}", case.name));
        }
    }

    /// The comparison detects missing and different values.
    #[test]
    fn detects_differences() {
        let value = |text| normalize(serde_json::from_str(text).unwrap());
        assert!(is_subset(
            &value(r#"{"a":1,"b":null}"#),
            &value(r#"{"a":"1","c":2}"#)
        ));
        assert!(!is_subset(&value(r#"{"a":1}"#), &value(r#"{"a":2}"#)));
        assert!(!is_subset(&value(r#"{"a":1}"#), &value(r#"{}"#)));
        assert!(!is_subset(&value("[1]"), &value("[1,2]")));
    }
}
