//! Baseline of decoding an order book: a scanner for the exact layout of [`depth`](crate::payloads).
//!
//! It is for comparison alone: another order of the fields, a space or an escape is an error. The decimals are exact.

use rust_decimal::Decimal;

/// Price and quantity.
pub(crate) type Level = (Decimal, Decimal);

/// Order book.
#[derive(Debug, PartialEq)]
pub(crate) struct Book<'a> {
    pub(crate) asks: Vec<Level>,
    pub(crate) bids: Vec<Level>,
    pub(crate) last_update_id: &'a [u8],
    pub(crate) timestamp: i64,
}

/// Scans an order book; `None` if its layout is different.
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

/// Scans levels up to the closing bracket, and returns them and the rest.
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

/// Scans a number at the start, and returns its exact value and the rest.
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

    /// Levels, id and timestamp are exact.
    #[test]
    fn scans_exact_values() {
        let body = br#"{"asks":[["142.10","0.5"],["143","7"]],"bids":[["1.0","2"]],"lastUpdateId":"9","timestamp":5}"#;
        let book = book(body).unwrap();
        let text: Vec<_> = book.asks.iter().map(|(p, q)| format!("{p} {q}")).collect();
        assert_eq!(text, ["142.10 0.5", "143 7"]);
        assert_eq!((book.last_update_id, book.timestamp), (&b"9"[..], 5));
    }

    /// Another layout is rejected.
    #[test]
    fn rejects_other_layouts() {
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
