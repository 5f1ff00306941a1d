//! A level of an order book: `["142.12", "3.5"]` on the wire, two named fields here.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Error, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::decimal::leading;
use super::raw::{self, FromRaw};
use super::{ExactDecimal, format_of};

/// A price, and the quantity at that price.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(
    feature = "schemars",
    derive(::schemars::JsonSchema),
    schemars(with = "(String, String)")
)]
pub struct PriceLevel {
    /// The price, in the quote asset.
    pub price: Decimal,
    /// The quantity, in the base asset.
    pub quantity: Decimal,
}

impl Serialize for PriceLevel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pair = serializer.serialize_tuple(2)?;
        pair.serialize_element(&ExactDecimal(self.price))?;
        pair.serialize_element(&ExactDecimal(self.quantity))?;
        pair.end()
    }
}

impl<'de> Deserialize<'de> for PriceLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple(2, Pair)
    }
}

/// Reads the two elements in place, without a list for each level.
struct Pair;

impl<'de> Visitor<'de> for Pair {
    type Value = PriceLevel;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a price and a quantity")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut pair: A) -> Result<PriceLevel, A::Error> {
        let mut next = |index| match pair.next_element()? {
            Some(ExactDecimal(value)) => Ok(value),
            None => Err(A::Error::invalid_length(index, &self)),
        };
        Ok(PriceLevel {
            price: next(0)?,
            quantity: next(1)?,
        })
    }
}

/// A list of price levels that is read with one allocation, and none for each level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels(pub Vec<PriceLevel>);

format_of!(Levels(Vec<PriceLevel>));

impl Levels {
    const EXPECTED: &'static str = "a list of price levels";
}

impl Serialize for Levels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw::write(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Levels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        raw::read(deserializer)
    }
}

impl FromRaw for Levels {
    fn from_json(json: &str) -> serde_json::Result<Self> {
        // A list with spaces or escapes, or an invalid one, is read by serde_json.
        match scan(json.as_bytes()) {
            Some(levels) => Ok(Self(levels)),
            None => Self::from_other(&mut serde_json::Deserializer::from_str(json)),
        }
    }

    fn from_other<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(List).map(Self)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Levels {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Levels".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <Vec<PriceLevel>>::json_schema(generator)
    }
}

/// Reads a list as the exchange writes it, without spaces: `[["142.12","3.5"],["142.13","1"]]`.
fn scan(json: &[u8]) -> Option<Vec<PriceLevel>> {
    if json == b"[]" {
        return Some(Vec::new());
    }
    let mut rest = json.strip_prefix(b"[")?;
    let mut levels = Vec::with_capacity(capacity(rest));
    loop {
        let (price, after) = leading(rest.strip_prefix(b"[\"")?)?;
        let (quantity, after) = leading(after.strip_prefix(b"\",\"")?)?;
        levels.push(PriceLevel { price, quantity });
        rest = match after.strip_prefix(b"\"]")? {
            [b',', rest @ ..] => rest,
            b"]" => return Some(levels),
            _ => return None,
        };
    }
}

/// Returns the number of opening brackets, and at most the number of levels that a text of this length can contain.
fn capacity(json: &[u8]) -> usize {
    // Counted in pieces that one byte can count, which the compiler vectorizes.
    let opening = |piece: &[u8]| piece.iter().map(|byte| u8::from(*byte == b'[')).sum::<u8>();
    let levels: usize = (json.chunks(u8::MAX.into()))
        .map(|piece| usize::from(opening(piece)))
        .sum();
    levels.min(json.len() / SHORTEST)
}

/// The length of the shortest level, `["1","2"]`.
const SHORTEST: usize = 9;

/// Reads a list level by level, and names the invalid one.
struct List;

impl<'de> Visitor<'de> for List {
    type Value = Vec<PriceLevel>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Levels::EXPECTED)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<PriceLevel>, A::Error> {
        let mut levels = Vec::new();
        loop {
            let number = levels.len() + 1;
            match list.next_element() {
                Ok(Some(level)) => levels.push(level),
                Ok(None) => return Ok(levels),
                Err(error) => {
                    return Err(A::Error::custom(format_args!("level {number}: {error}")));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use serde_json::value::RawValue;
    use serde_json::{Value, json};

    use super::*;
    use crate::wire::As;

    /// Both numbers keep their digits, in their order.
    #[test]
    fn level_round_trips() {
        let json = "[\"142.120\",\"3.5\"]";
        let level: PriceLevel = serde_json::from_str(json).unwrap();
        assert_eq!(level.price.to_string(), "142.120");
        assert_eq!(level.quantity.to_string(), "3.5");
        assert_eq!(serde_json::to_string(&level).unwrap(), json);
    }

    /// A level of another schema is an error, not half a level.
    #[test]
    fn rejects_invalid_levels() {
        for json in [
            "[]",
            "[\"1\"]",
            "[\"1\",\"2\",\"3\"]",
            "[1.5,\"2\"]",
            "{}",
            "\"1\"",
            "null",
            "[null,\"1\"]",
        ] {
            assert!(serde_json::from_str::<PriceLevel>(json).is_err(), "{json}");
        }
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Book {
        #[serde(with = "As::<Levels>")]
        asks: Vec<PriceLevel>,
    }

    fn book(levels: &str) -> serde_json::Result<Vec<PriceLevel>> {
        serde_json::from_str::<Book>(&format!("{{\"asks\":{levels}}}")).map(|book| book.asks)
    }

    /// The capacity of a list is its length: nothing is reallocated, and nothing is left over.
    #[test]
    fn allocates_the_exact_capacity() {
        for count in [0, 1, 5, 1000] {
            let json = format!("[{}]", vec!["[\"142.12\",\"3.5\"]"; count].join(","));
            let levels = book(&json).unwrap();
            assert_eq!((levels.len(), levels.capacity()), (count, count));
        }
    }

    /// A text cannot reserve more capacity than for the levels that fit into its length.
    #[test]
    fn capacity_is_bounded() {
        assert_eq!(capacity("[\"1\",\"2\"],".repeat(1000).as_bytes()), 1000);
        assert_eq!(capacity("[".repeat(9000).as_bytes()), 1000);
        assert_eq!(capacity(b"[\"[[[[[[[[\"]"), 1);
    }

    /// The same JSON with spaces and escapes is read too.
    #[test]
    fn reads_spaces_and_escapes() {
        let plain = book("[[\"142.12\",\"3.5\"],[\"143\",\"1\"]]").unwrap();
        assert_eq!(plain.len(), 2);
        for json in [
            " [ [ \"142.12\" , \"3.5\" ] ,\n\t[\"143\",\"1\"] ] ",
            "[[\"\\u0031\\u00342.12\",\"3.5\"],[143,1]]",
        ] {
            assert_eq!(book(json).unwrap(), plain, "{json}");
        }
    }

    /// An error names the invalid level, the cause, and the position after the list.
    #[test]
    fn errors_name_level_and_position() {
        for (levels, expected) in [
            (
                "[[\"1\",\"2\"],[\"1,5\",\"2\"]]",
                "level 2: invalid value: string \"1,5\", expected a decimal",
            ),
            (
                "[[\"1\",\"2\"],[\"1\",\"2\",\"3\"]]",
                "level 2: trailing characters (line 1, column 21 of the value)",
            ),
            (
                "[[\"1\"]]",
                "level 1: invalid length 1, expected a price and a quantity (line 1, column 6 of the value)",
            ),
            (
                "[[1.5,\"2\"]]",
                "level 1: invalid value: floating point `1.5`, expected a decimal",
            ),
            (
                "[[\"1\",\"2\"],null]",
                "level 2: invalid type: null, expected a price and a quantity",
            ),
            ("{}", "invalid type: map, expected a list of price levels"),
            (
                "null",
                "invalid type: null, expected a list of price levels",
            ),
        ] {
            let error = book(levels).unwrap_err();
            let message = error.to_string();
            assert!(message.starts_with(expected), "{message}");
            let after = "{\"asks\":".len() + levels.len() + 1;
            assert_eq!((error.line(), error.column()), (1, after), "{message}");
            assert_eq!(message.matches(" at line ").count(), 1, "{message}");
        }
        // Invalid JSON is reported at its position.
        let error = book("[[\"1\",\"2\"],[\"1\" \"2\"]]").unwrap_err();
        assert_eq!(
            (error.line(), error.column()),
            (1, "{\"asks\":[[\"1\",\"2\"],[\"1\" \"".len())
        );
    }

    /// The types are plain serde types: other formats read and write them too.
    #[test]
    fn reads_and_writes_other_formats() {
        #[derive(Debug, PartialEq, Deserialize)]
        #[serde(untagged)]
        enum Buffered {
            Book(Book),
        }
        #[derive(Debug, PartialEq, Deserialize)]
        struct Flat {
            #[serde(flatten)]
            book: Book,
        }
        let json = "{\"asks\":[[\"142.120\",\"3.5\"],[\"143\",\"1\"]]}";
        let expected: Book = serde_json::from_str(json).unwrap();
        let read = || serde_json::from_str::<Book>(json).unwrap();
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_value(&expected).unwrap(), value);
        assert_eq!(serde_json::to_string(&expected).unwrap(), json);
        assert_eq!(Book::deserialize(&value).unwrap(), expected);
        assert_eq!(serde_json::from_value::<Book>(value).unwrap(), expected);
        assert_eq!(
            serde_json::from_slice::<Book>(json.as_bytes()).unwrap(),
            expected
        );
        assert_eq!(
            serde_json::from_reader::<_, Book>(json.as_bytes()).unwrap(),
            expected
        );
        let raw = RawValue::from_string(json.to_owned()).unwrap();
        assert_eq!(Book::deserialize(&*raw).unwrap(), expected);
        let Buffered::Book(buffered) = serde_json::from_str(json).unwrap();
        assert_eq!(buffered, expected);
        assert_eq!(serde_json::from_str::<Flat>(json).unwrap().book, read());
        // A deserializer that ignores newtype structs provides the list itself.
        let pairs = [["142.120", "3.5"], ["143", "1"]].map(|pair| pair.to_vec());
        let list =
            serde::de::value::SeqDeserializer::<_, serde_json::Error>::new(pairs.into_iter());
        assert_eq!(Levels::deserialize(list).unwrap().0, expected.asks);
        let error =
            serde_json::from_value::<Book>(json!({"asks": [["1", "2"], ["x", "2"]]})).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("level 2: invalid value: string \"x\""),
            "{error}"
        );
    }

    proptest! {
        // Protects order books: the scan reads what serde_json reads, and rejects what serde_json rejects.
        #[test]
        fn reads_what_serde_json_reads(
            levels in vec((price(), price()), 0..20),
            change in any::<prop::sample::Index>(),
            with in prop::option::of("[\\[\\]\",.0-9 \\-x]"),
        ) {
            let pairs: Vec<String> = levels.iter().map(|(price, quantity)| format!("[\"{price}\",\"{quantity}\"]")).collect();
            let mut json = format!("[{}]", pairs.join(","));
            if let Some(with) = &with {
                let at = change.index(json.len());
                json.replace_range(at..=at, with);
            }
            let scanned = scan(json.as_bytes());
            let plain = serde_json::from_str::<Vec<PriceLevel>>(&json).ok();
            if let Some(scanned) = &scanned {
                prop_assert_eq!(Some(scanned), plain.as_ref());
            } else {
                prop_assert!(with.is_some(), "not scanned: {}", json);
            }
            prop_assert_eq!(book(&json).ok(), plain);
        }
    }

    fn price() -> impl Strategy<Value = String> {
        "-?(0|[1-9][0-9]{0,6})(\\.[0-9]{1,8})?"
    }
}
