//! A level of an order book: `["142.12", "3.5"]` on the wire, two named fields here.

use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::de::{DeserializeSeed, Error, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{As, ExactDecimal, Form};

/// A price, and the quantity that is offered at it.
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
        struct Written<'a>(&'a Decimal);
        impl Serialize for Written<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                ExactDecimal::write(self.0, serializer)
            }
        }
        let mut pair = serializer.serialize_tuple(2)?;
        pair.serialize_element(&Written(&self.price))?;
        pair.serialize_element(&Written(&self.quantity))?;
        pair.end()
    }
}

impl<'de> Deserialize<'de> for PriceLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple(2, Pair)
    }
}

/// Reads the two elements in place: no list is built for each level.
struct Pair;

impl<'de> Visitor<'de> for Pair {
    type Value = PriceLevel;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a price and a quantity")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut pair: A) -> Result<PriceLevel, A::Error> {
        let mut next = |place| {
            let element = pair.next_element_seed(Element(PhantomData::<ExactDecimal>))?;
            element.ok_or_else(|| A::Error::invalid_length(place, &self))
        };
        Ok(PriceLevel {
            price: next(0)?,
            quantity: next(1)?,
        })
    }
}

struct Element<F>(PhantomData<F>);

impl<'de, F: Form> DeserializeSeed<'de> for Element<F> {
    type Value = F::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<F::Value, D::Error> {
        As::<F>::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both numbers keep their digits, in their order.
    #[test]
    fn round_trip() {
        let json = "[\"142.120\",\"3.5\"]";
        let level: PriceLevel = serde_json::from_str(json).unwrap();
        assert_eq!(level.price.to_string(), "142.120");
        assert_eq!(level.quantity.to_string(), "3.5");
        assert_eq!(serde_json::to_string(&level).unwrap(), json);
    }

    /// A level of another shape is an error, not half a level.
    #[test]
    fn refusals() {
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
}
