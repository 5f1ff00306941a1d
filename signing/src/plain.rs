//! The shape that nearly every body has, read and written in one go.
//!
//! Generated types and their peers write compact JSON, fields in byte order, without escapes. For such an object the
//! signed text is the body with other punctuation, so it is copied as it is read: for fifty orders that takes about
//! 40 % less time than reading, sorting and writing them. Anything else is left to [`Reader`](crate::json::Reader), and
//! so is every error: what is not plain here may still be right.

/// Writes the pairs of the object that `json` begins with, each with `&` before it. What stands behind the object is
/// returned.
///
/// `None` when the object is not plain: then part of it may have been written. Plain is an object without white space
/// between its parts, whose names are in byte order, and whose values are `true`, `false`, whole numbers, or strings;
/// no string or name holds an escape. All that is plain is JSON.
pub(crate) fn push_object<'a>(json: &'a [u8], out: &mut Vec<u8>) -> Option<&'a [u8]> {
    let mut rest = match json {
        [b'{', b'}', after @ ..] => return Some(after),
        [b'{', after @ ..] => after,
        _ => return None,
    };
    let mut before = Name::default();
    loop {
        let [b'"', name @ ..] = rest else { return None };
        out.push(b'&');
        let [b'"', b':', value @ ..] = push_text(name, out) else {
            return None;
        };
        out.push(b'=');
        let name = Name::first_of(name, name.len() - value.len() - 2)?;
        // Names that are equal are an error, which is found where the object is read again.
        if name <= before {
            return None;
        }
        before = name;
        let after = match value {
            [b'"', text @ ..] => push_text(text, out).strip_prefix(b"\"")?,
            [b't', b'r', b'u', b'e', after @ ..] => {
                out.extend_from_slice(b"true");
                after
            }
            [b'f', b'a', b'l', b's', b'e', after @ ..] => {
                out.extend_from_slice(b"false");
                after
            }
            [b'0', after @ ..] => {
                out.push(b'0');
                after
            }
            [b'1'..=b'9', ..] => push_digits(value, out),
            _ => return None,
        };
        rest = match after {
            [b',', after @ ..] => after,
            [b'}', after @ ..] => return Some(after),
            _ => return None,
        };
    }
}

/// A name, to be compared: by its first eight bytes, which settle it nearly always, and then by all.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name<'a> {
    /// The first eight bytes, zeros where there are fewer. No plain name holds a zero, so the shorter comes first.
    prefix: u64,
    all: &'a [u8],
}

impl<'a> Name<'a> {
    /// The first `len` bytes of `json`.
    #[inline(always)]
    pub(crate) fn first_of(json: &'a [u8], len: usize) -> Option<Self> {
        let all = json.get(..len)?;
        let prefix = match json.first_chunk() {
            Some(eight) => {
                let unused = 64 - 8 * len.min(8) as u32;
                u64::from_be_bytes(*eight) & u64::MAX.checked_shl(unused).unwrap_or(0)
            }
            None => {
                let mut eight = [0; 8];
                eight.get_mut(..len)?.copy_from_slice(all);
                u64::from_be_bytes(eight)
            }
        };
        Some(Self { prefix, all })
    }
}

/// Writes what may stand in a string as it is; the rest begins with what may not: `"`, `\` or a control character.
#[inline(always)]
fn push_text<'a>(json: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
    let mut rest = json;
    // Sixteen bytes, more than most texts have, are copied at a time; those that were too many are dropped again.
    while let Some((chunk, after)) = rest.split_first_chunk() {
        out.extend_from_slice(chunk);
        let plain = plain_len(chunk);
        if plain < chunk.len() {
            out.truncate(out.len() - (chunk.len() - plain));
            return rest.get(plain..).unwrap_or_default();
        }
        rest = after;
    }
    while let [byte, after @ ..] = rest
        && !matches!(byte, b'"' | b'\\' | 0..0x20)
    {
        out.push(*byte);
        rest = after;
    }
    rest
}

/// How many of the bytes come before the first that cannot stand for itself in a string.
#[inline(always)]
pub(crate) const fn plain_len(chunk: &[u8; 16]) -> usize {
    // In `below(word)`, the lowest high bit that is set marks the first byte that is below the bound; what a borrow
    // does to the bytes above it does not matter.
    const ONES: u128 = u128::MAX / 255;
    const HIGHS: u128 = ONES << 7;
    const fn below(word: u128, bound: u128) -> u128 {
        word.wrapping_sub(ONES * bound) & !word & HIGHS
    }

    let word = u128::from_le_bytes(*chunk);
    let quote = below(word ^ (ONES * b'"' as u128), 1);
    let backslash = below(word ^ (ONES * b'\\' as u128), 1);
    let found = quote | backslash | below(word, 0x20);
    found.trailing_zeros() as usize / 8
}

fn push_digits<'a>(json: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
    let mut rest = json;
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        out.push(*digit);
        rest = after;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(json: &str) -> Option<(String, &str)> {
        let mut out = Vec::new();
        let rest = push_object(json.as_bytes(), &mut out)?;
        Some((
            String::from_utf8(out).unwrap(),
            std::str::from_utf8(rest).unwrap(),
        ))
    }

    /// What stands behind the object is left, whatever it is.
    #[test]
    fn plain_objects() {
        for (json, text) in [
            ("{}", ""),
            (r#"{"a":1}"#, "&a=1"),
            (
                r#"{"a":"","b":0,"c":true,"d":false,"é":"ü, {} & ="}"#,
                "&a=&b=0&c=true&d=false&é=ü, {} & =",
            ),
            (
                r#"{"A":"12345678","AA":"1234567","B":"123456789","a":1234567890123456789012}"#,
                "&A=12345678&AA=1234567&B=123456789&a=1234567890123456789012",
            ),
        ] {
            for rest in ["", "]", ",{\"a\":1}]", "        "] {
                let json = format!("{json}{rest}");
                assert_eq!(pairs(&json), Some((text.to_owned(), rest)), "{json}");
            }
        }
    }

    /// Whatever is wrong, out of order or merely unusual is not plain; cutting an object short makes it so.
    #[test]
    fn all_else() {
        for json in [
            "",
            "[]",
            "1",
            " {}",
            "{ }",
            "{,}",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":1,}"#,
            r#"{"a":1"#,
            r#"{"a" :1}"#,
            r#"{"a": 1}"#,
            r#"{"a":1 }"#,
            r#"{"a":null}"#,
            r#"{"a":[]}"#,
            r#"{"a":{}}"#,
            r#"{"a":-1}"#,
            r#"{"a":1.5}"#,
            r#"{"a":1e5}"#,
            r#"{"a":01}"#,
            r#"{"a":00}"#,
            r#"{"a":tru}"#,
            r#"{"a":truex}"#,
            r#"{"a":"\n"}"#,
            "{\"a\":\"\n\"}",
            "{\"a\":\"12345678\u{1f}\"}",
            r#"{"\u0061":1}"#,
            r#"{"b":1,"a":1}"#,
            r#"{"a":1,"a":1}"#,
            r#"{"":1}"#,
            r#"{"aa":1,"a":1}"#,
            r#"{a:1}"#,
        ] {
            assert_eq!(pairs(json), None, "{json}");
        }
        let whole = r#"{"a":"12345678","b":true,"c":7}"#;
        for len in 0..whole.len() {
            let cut: String = whole.chars().take(len).collect();
            assert_eq!(pairs(&cut), None, "{cut}");
        }
    }
}
