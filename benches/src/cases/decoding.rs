//! Decoding a body, from its bytes to typed values.
//!
//! Ours goes the way of a call: the UTF-8 is checked once, and serde_json reads the text. The official client hands the
//! bytes to serde_json, as reqwest's `Response::json` does for it.

use std::hint::black_box;

use backpack_api::types;
use bpx_api_types::{markets, trade};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::Failure;
use crate::case::{Case, FLOOR, Limit, OFFICIAL, OURS, Side};
use crate::payloads;
use crate::scanner;

/// The cases.
///
/// # Errors
///
/// A body that cannot be made.
pub fn cases() -> Result<Vec<Case>, Failure> {
    const LIST: &[Limit] = &[Limit::Time(0.8, OFFICIAL)];
    let mut depth = case::<types::Depth, markets::OrderBookDepth>(
        "depth, 1000 levels a side",
        payloads::depth()?,
        &[Limit::Time(0.4, OFFICIAL), Limit::Allocations(5.0)],
    );
    add_floor(&mut depth, payloads::depth()?);
    Ok(vec![
        depth,
        case::<Vec<types::Trade>, Vec<trade::Trade>>("100 trades", payloads::trades()?, LIST),
        case::<Vec<types::Kline>, Vec<markets::Kline>>("100 K-lines", payloads::klines()?, LIST),
        case::<Vec<types::Market>, Vec<markets::Market>>("200 markets", payloads::markets()?, LIST),
    ])
}

/// What a call does with the body of its answer.
fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    Ok(serde_json::from_str(std::str::from_utf8(body)?)?)
}

fn case<Ours, Theirs>(name: &'static str, body: String, reach: &'static [Limit]) -> Case
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
            .reaching(reach),
            Side::new(OFFICIAL, move || {
                let body = black_box(their_body.as_bytes());
                black_box(serde_json::from_slice::<Theirs>(body)?);
                Ok(())
            }),
        ],
        check: Box::new(move || check::<Ours, Theirs>(&body)),
    }
}

/// Both sides have read the same: what they write again is what came, and what the official client's types hold is the
/// same in ours.
fn check<Ours, Theirs>(body: &str) -> Result<(), Failure>
where
    Ours: DeserializeOwned + Serialize,
    Theirs: DeserializeOwned + Serialize,
{
    let came = plain(serde_json::from_str(body)?);
    let ours = plain(serde_json::to_value(decode::<Ours>(body.as_bytes())?)?);
    let theirs = plain(serde_json::to_value(serde_json::from_slice::<Theirs>(
        body.as_bytes(),
    )?)?);
    if ours != came {
        return Err("this SDK does not write what it read".into());
    }
    if !within(&theirs, &ours) {
        return Err("this SDK and the official client do not read the same".into());
    }
    Ok(())
}

/// The same without nulls, and with numbers as text: the two write ids and absent values differently.
fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Array(list) => list.into_iter().map(plain).collect(),
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, plain(value)))
                .collect::<Map<_, _>>(),
        ),
        other => other,
    }
}

/// Whether all that `part` has is in `whole`, which may have more fields.
fn within(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => part
            .iter()
            .all(|(key, value)| whole.get(key).is_some_and(|other| within(value, other))),
        (Value::Array(part), Value::Array(whole)) => {
            part.len() == whole.len()
                && part
                    .iter()
                    .zip(whole)
                    .all(|(one, other)| within(one, other))
        }
        (part, whole) => part == whole,
    }
}

/// Adds the scanner to the case of the order book.
fn add_floor(depth: &mut Case, body: String) {
    let bytes = body.clone();
    let floor = Side::new(FLOOR, move || {
        let book = scanner::book(black_box(bytes.as_bytes())).ok_or("the floor reads nothing")?;
        black_box(book);
        Ok(())
    });
    depth.sides.insert(0, floor);
    let others = std::mem::replace(&mut depth.check, Box::new(|| Ok(())));
    depth.check = Box::new(move || {
        others()?;
        check_floor(&body)
    });
}

/// The scanner reads what we read.
fn check_floor(body: &str) -> Result<(), Failure> {
    let floor = scanner::book(body.as_bytes()).ok_or("the floor reads nothing")?;
    let ours: types::Depth = decode(body.as_bytes())?;
    let same = |ours: &[backpack_api::PriceLevel], floor: &[scanner::Level]| {
        let ours = ours.iter().map(|level| (level.price, level.quantity));
        ours.eq(floor.iter().copied())
    };
    if same(&ours.asks, &floor.asks)
        && same(&ours.bids, &floor.bids)
        && ours.last_update_id.as_bytes() == floor.last_update_id
        && ours.timestamp.as_microsecond() == floor.timestamp
    {
        Ok(())
    } else {
        Err("this SDK and the floor do not read the same".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is compared is the same: every side reads the same values.
    #[test]
    fn sides_agree() {
        for case in cases().unwrap() {
            (case.check)().unwrap_or_else(|error| panic!("{}: {error}", case.name));
        }
    }

    /// A side that read something else is noticed.
    #[test]
    fn differences_are_noticed() {
        let value = |text| plain(serde_json::from_str(text).unwrap());
        assert!(within(
            &value(r#"{"a":1,"b":null}"#),
            &value(r#"{"a":"1","c":2}"#)
        ));
        assert!(!within(&value(r#"{"a":1}"#), &value(r#"{"a":2}"#)));
        assert!(!within(&value(r#"{"a":1}"#), &value(r#"{}"#)));
        assert!(!within(&value("[1]"), &value("[1,2]")));
    }
}
