//! The least that decoding an order book takes: a scanner that knows the one form that [`depth`](crate::payloads) has.
//!
//! A floor to compare with, and nothing to use: another order of the fields, a blank or an escape is an error here. The
//! decimals are exact all the same.

use rust_decimal::Decimal;

/// Price and quantity.
pub(crate) type Level = (Decimal, Decimal);

/// What the scanner reads.
#[derive(Debug, PartialEq)]
pub(crate) struct Book<'a> {
    pub(crate) asks: Vec<Level>,
    pub(crate) bids: Vec<Level>,
    pub(crate) last_update_id: &'a [u8],
    pub(crate) timestamp: i64,
}

/// The order book in `body`; `None` where it has another form.
pub(crate) fn book(body: &[u8]) -> Option<Book<'_>> {
    let (asks, rest) = levels(body.strip_prefix(b"{\"asks\":[")?)?;
    let (bids, rest) = levels(rest.strip_prefix(b",\"bids\":[")?)?;
    let rest = rest.strip_prefix(b",\"lastUpdateId\":\"")?;
    let end = rest.iter().position(|byte| *byte == b'"')?;
    let (last_update_id, rest) = rest.split_at_checked(end)?;
    let digits = rest
        .strip_prefix(b"\",\"timestamp\":")?
        .strip_suffix(b"}")?;
    let timestamp = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some(Book {
        asks,
        bids,
        last_update_id,
        timestamp,
    })
}

/// The levels up to the bracket that ends them, and what comes after it.
fn levels(mut rest: &[u8]) -> Option<(Vec<Level>, &[u8])> {
    let mut levels = Vec::new();
    loop {
        let (price, after) = decimal(rest.strip_prefix(b"[\"")?)?;
        let (quantity, after) = decimal(after.strip_prefix(b"\",\"")?)?;
        levels.push((price, quantity));
        let after = after.strip_prefix(b"\"]")?;
        match after.split_first()? {
            (b',', after) => rest = after,
            (b']', after) => return Some((levels, after)),
            _ => return None,
        }
    }
}

/// The digits at the start as an exact number, and what comes after them.
fn decimal(bytes: &[u8]) -> Option<(Decimal, &[u8])> {
    let (mut digits, mut places, mut point) = (0_i64, 0_u32, false);
    let mut length = 0;
    for byte in bytes {
        match byte {
            b'0'..=b'9' => {
                digits = digits
                    .checked_mul(10)?
                    .checked_add(i64::from(byte - b'0'))?;
                places += u32::from(point);
            }
            b'.' if !point => point = true,
            _ => break,
        }
        length += 1;
    }
    let (number, rest) = bytes.split_at_checked(length)?;
    (!number.is_empty()).then_some(())?;
    Some((Decimal::try_new(digits, places).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A floor that reads something else would be none.
    #[test]
    fn reads_the_digits() {
        let body = br#"{"asks":[["142.10","0.5"],["143","7"]],"bids":[["1.0","2"]],"lastUpdateId":"9","timestamp":5}"#;
        let book = book(body).unwrap();
        let text: Vec<_> = book.asks.iter().map(|(p, q)| format!("{p} {q}")).collect();
        assert_eq!(text, ["142.10 0.5", "143 7"]);
        assert_eq!((book.last_update_id, book.timestamp), (&b"9"[..], 5));
    }

    /// What it does not know it refuses.
    #[test]
    fn refuses_the_rest() {
        for body in [
            r#"{"asks":[["","0.5"]],"bids":[["1","2"]],"lastUpdateId":"9","timestamp":5}"#,
            r#"{"asks":[["1","0.5" ]],"bids":[["1","2"]],"lastUpdateId":"9","timestamp":5}"#,
            r#"{"asks":[["99999999999999999999","1"]],"bids":[["1","2"]],"lastUpdateId":"9","timestamp":5}"#,
            r#"{"asks":[["1","2"]],"bids":[["1","2"]],"lastUpdateId":"9","timestamp":5"#,
        ] {
            assert_eq!(book(body.as_bytes()), None, "{body}");
        }
    }
}
