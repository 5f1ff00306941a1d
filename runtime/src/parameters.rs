//! The path and query parameters of a request.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::ser::{Serialize, SerializeSeq as _, Serializer};

/// The characters that are encoded in a path segment: the path percent-encode set of the URL standard, and the slash
/// and the percent sign, which would end or change the segment.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// Encodes a value as a path segment. Generated code calls this.
///
/// The values `.` and `..` are not supported: the URL standard removes them. No operation of the exchange has them.
#[doc(hidden)]
#[must_use]
pub fn encode_path(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

/// A value of a query parameter: a boolean, an integer, a string, an enum or a time, an `Option` of one, or a list of
/// them.
///
/// Floats are excluded, as their text is not exact, and so are maps, which have no agreed format in a query:
///
/// ```
/// fn pairs(value: impl backpack_runtime::QueryValue) {}
/// pairs([1, 2].as_slice());
/// ```
///
/// ```compile_fail,E0277
/// fn pairs(value: impl backpack_runtime::QueryValue) {}
/// pairs([1.5, 2.5].as_slice());
/// ```
///
/// ```compile_fail,E0277
/// fn pairs(value: impl backpack_runtime::QueryValue) {}
/// pairs(std::collections::BTreeMap::from([("key", 1)]));
/// ```
pub trait QueryValue {
    /// Calls `pair` with the text of each pair: once for a single value, never for `None`, once for each element of a
    /// list. The exchange reads a list from a repeated key.
    fn write(&self, pair: &mut dyn FnMut(&str));
}

impl QueryValue for bool {
    fn write(&self, pair: &mut dyn FnMut(&str)) {
        pair(if *self { "true" } else { "false" });
    }
}

impl QueryValue for str {
    fn write(&self, pair: &mut dyn FnMut(&str)) {
        pair(self);
    }
}

impl QueryValue for String {
    fn write(&self, pair: &mut dyn FnMut(&str)) {
        pair(self);
    }
}

macro_rules! integers {
    ($($integer:ty),*) => {
        $(impl QueryValue for $integer {
            fn write(&self, pair: &mut dyn FnMut(&str)) {
                pair(itoa::Buffer::new().format(*self));
            }
        })*
    };
}

integers!(
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize
);

impl<T: QueryValue + ?Sized> QueryValue for &T {
    fn write(&self, pair: &mut dyn FnMut(&str)) {
        (**self).write(pair);
    }
}

impl<T: QueryValue> QueryValue for Option<T> {
    fn write(&self, pair: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            value.write(pair);
        }
    }
}

impl<T: QueryValue> QueryValue for [T] {
    fn write(&self, pair: &mut dyn FnMut(&str)) {
        for value in self {
            value.write(pair);
        }
    }
}

impl<T: QueryValue> QueryValue for Vec<T> {
    fn write(&self, pair: &mut dyn FnMut(&str)) {
        self.as_slice().write(pair);
    }
}

/// A query parameter, which serializes as the pairs that reqwest's `query` expects. Generated code uses this.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct QueryParam<'a, V: ?Sized> {
    name: Key,
    value: &'a V,
}

/// The key of a pair. The serializer of queries copies a string, and borrows the name of a variant.
#[derive(Clone, Copy, Debug)]
struct Key(&'static str);

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_variant("Key", 0, self.0)
    }
}

impl<'a, V: QueryValue + ?Sized> QueryParam<'a, V> {
    /// Creates the parameter `name` with the value `value`.
    #[must_use]
    pub const fn new(name: &'static str, value: &'a V) -> Self {
        Self {
            name: Key(name),
            value,
        }
    }
}

impl<V: QueryValue + ?Sized> Serialize for QueryParam<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pairs = serializer.serialize_seq(None)?;
        let mut written = Ok(());
        self.value.write(&mut |text| {
            if written.is_ok() {
                written = pairs.serialize_element(&(self.name, text));
            }
        });
        written?;
        pairs.end()
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use reqwest::{Client, Method};
    use url::Url;

    use super::*;
    use crate::wire::{UnixMillis, UtcDateTimeSpace};

    fn query(name: &'static str, value: impl QueryValue) -> String {
        let request = Client::new()
            .request(Method::GET, "http://h/x")
            .query(&QueryParam::new(name, &value))
            .build()
            .unwrap();
        // Without a pair there is no question mark either.
        assert_ne!(request.url().query(), Some(""));
        request.url().query().unwrap_or_default().to_owned()
    }

    /// The exchange reads a repeated key, and responds with 400 to a comma-separated list.
    #[test]
    fn writes_one_pair_per_value() {
        assert_eq!(query("a", "x y&z"), "a=x+y%26z");
        assert_eq!(query("a", true), "a=true");
        assert_eq!(query("a", -7_i64), "a=-7");
        assert_eq!(query("a", u64::MAX), "a=18446744073709551615");
        assert_eq!(query("a b", i128::MIN), format!("a+b={}", i128::MIN));
        assert_eq!(query("a", None::<&str>), "");
        assert_eq!(query("a", Some("")), "a=");
        assert_eq!(query("a", ["Bid", "ask me"].as_slice()), "a=Bid&a=ask+me");
        assert_eq!(query("a", Some(&vec!["x", "y"])), "a=x&a=y");
        assert_eq!(query("a", Vec::<u8>::new()), "");
        let time = Timestamp::from_second(1_788_285_244).unwrap();
        assert_eq!(query("a", Some(UnixMillis(time))), "a=1788285244000");
        assert_eq!(
            query("a", UtcDateTimeSpace(time)),
            "a=2026-09-01+17%3A54%3A04"
        );
    }

    /// Every character is decoded to itself by another library.
    #[test]
    fn encodes_every_character() {
        let every: String = (0..=0x17f).filter_map(char::from_u32).collect();
        let url = Url::parse(&format!("http://h/x?{}", query("a b&c=é", &every))).unwrap();
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        assert_eq!(pairs, [("a b&c=é".to_owned(), every)]);
    }

    /// A value stays one segment, whatever it contains.
    #[test]
    fn encodes_path_segments() {
        for value in ["SOL_USDC", "a/b", "../c", "a%2Fb", "a?b#c", "é", "a\\b", ""] {
            let url = Url::parse(&format!("http://h/x/{}/y", encode_path(value))).unwrap();
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            assert_eq!(segments.len(), 3, "{value}");
            let decoded = percent_encoding::percent_decode_str(segments[1])
                .decode_utf8()
                .unwrap();
            assert_eq!(decoded, value);
        }
    }
}
