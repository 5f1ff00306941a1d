//! Tagged unions: the value of one field decides which type the object has.
//!
//! An object with an unknown tag is kept as sent, so that a new kind of order does not fail a list.

use std::any::type_name;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer as _, MapAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::raw;

/// Implements a tagged union, whose last variant `Other(UnknownObject)` keeps an object with an unknown tag. With the
/// feature `schemars` of the calling crate, `JsonSchema` is implemented too.
///
/// A type that rejects unknown fields, the tag among them, is marked: `"Limit" => Limit(Limit, untagged)` reads it
/// without the tag.
///
/// ```
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// # #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
/// pub struct Limit {
///     price: String,
/// }
///
/// #[derive(Debug, PartialEq)]
/// pub enum Order {
///     Limit(Limit),
///     Other(backpack_runtime::wire::UnknownObject),
/// }
/// backpack_runtime::tagged_union! {
///     Order by "orderType" { "Limit" => Limit(Limit), }
/// }
///
/// let order: Order = serde_json::from_str(r#"{"orderType":"Limit","price":"1.5"}"#)?;
/// assert_eq!(order, Order::Limit(Limit { price: "1.5".to_owned() }));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! tagged_union {
    (@read $json:ident $tag:literal) => {
        $crate::__private::serde_json::from_str($json)
    };
    (@read $json:ident $tag:literal untagged) => {
        $crate::__private::read_untagged($json, $tag)
    };
    ($name:ident by $tag:literal { $($text:literal => $variant:ident($inner:ty $(, $mode:ident)?),)+ }) => {
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::__private::write_tagged($tag, $text, value, serializer)
                    })+
                    Self::Other(object) => {
                        $crate::__private::serde::Serialize::serialize(object, serializer)
                    }
                }
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::raw::read(deserializer)
            }
        }

        impl $crate::__private::raw::FromRaw for $name {
            fn from_json(json: &str) -> $crate::__private::serde_json::Result<Self> {
                $crate::__private::read_tagged(json, ::core::stringify!($name), $tag, |text| match text {
                    $($text => $crate::tagged_union!(@read json $tag $($mode)?).map(Self::$variant),)+
                    _ => $crate::wire::UnknownObject::read(json).map(Self::Other),
                })
            }

            fn from_other<'de, D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let object = <$crate::__private::serde_json::Value as $crate::__private::serde::Deserialize>::deserialize(
                    deserializer,
                )?;
                Self::from_json(&object.to_string()).map_err($crate::__private::raw::at_outer_position)
            }
        }

        $(
            impl ::core::convert::From<$inner> for $name {
                fn from(value: $inner) -> Self {
                    Self::$variant(value)
                }
            }
        )+

        #[cfg(feature = "schemars")]
        impl $crate::__private::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::core::stringify!($name).into()
            }

            fn json_schema(
                generator: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $crate::__private::schemars::json_schema!({
                    "type": "object",
                    "required": [$tag],
                    "oneOf": [$({
                        "allOf": [generator.subschema_for::<$inner>()],
                        "properties": { $tag: { "const": $text } },
                    },)+],
                })
            }
        }
    };
}

/// Finds the tag of an object, and reads the object with `decide`.
///
/// # Errors
///
/// An object without a string in `tag`, and the error of `decide`.
pub fn read_tagged<T>(
    json: &str,
    union: &'static str,
    tag: &'static str,
    decide: impl FnOnce(&str) -> serde_json::Result<T>,
) -> serde_json::Result<T> {
    let Value::String(text) =
        TagOf(tag).deserialize(&mut serde_json::Deserializer::from_str(json))?
    else {
        return Err(de::Error::custom(format_args!(
            "a {union} has no string in `{tag}`"
        )));
    };
    decide(&text).map_err(|error| de::Error::custom(format_args!("{union} {text}: {error}")))
}

/// Reads an object without its tag.
///
/// # Errors
///
/// Those of `T`.
pub fn read_untagged<'de, T: Deserialize<'de>>(
    json: &'de str,
    tag: &'static str,
) -> serde_json::Result<T> {
    Untagged(tag, PhantomData).deserialize(&mut serde_json::Deserializer::from_str(json))
}

/// Reads a value from an object without one field.
struct Untagged<T>(&'static str, PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Untagged<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Untagged<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<T, A::Error> {
        T::deserialize(FieldsWithout(self.0, object))
    }
}

/// The fields of an object without one of them.
struct FieldsWithout<A>(&'static str, A);

impl<'de, A: MapAccess<'de>> Deserializer<'de> for FieldsWithout<A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }

    /// A union within the union has no JSON text here.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for FieldsWithout<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.1.next_key::<String>()? {
            if key != self.0 {
                return seed.deserialize(key.into_deserializer()).map(Some);
            }
            self.1.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.1.next_value_seed(seed)
    }
}

/// Reads one field of an object; null where it is missing.
struct TagOf(&'static str);

impl<'de> DeserializeSeed<'de> for TagOf {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for TagOf {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with a string in `{}`", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut tag = Value::Null;
        while let Some(is_tag) = object.next_key_seed(IsKey(self.0))? {
            if is_tag {
                tag = object.next_value()?;
                break;
            }
            object.next_value::<IgnoredAny>()?;
        }
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(tag)
    }
}

/// Compares a key with the name of the tag.
struct IsKey(&'static str);

impl<'de> DeserializeSeed<'de> for IsKey {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for IsKey {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}

/// Writes an object with its tag.
///
/// # Errors
///
/// Those of `serializer`, and a value that is not an object.
pub fn write_tagged<T: Serialize, S: Serializer>(
    tag: &'static str,
    text: &'static str,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let tag_value = Value::String(text.to_owned());
    let not_an_object = || {
        S::Error::custom(format_args!(
            "a member of the union by `{tag}` is not an object"
        ))
    };
    // Other formats than JSON have no raw text, which keeps the digits of unknown objects.
    if type_name::<S::Error>() == type_name::<serde_json::Error>() {
        let json = to_raw_value(value).map_err(S::Error::custom)?;
        let tag_value = to_raw_value(&tag_value).map_err(S::Error::custom)?;
        let mut object: BTreeMap<String, &RawValue> =
            serde_json::from_str(json.get()).map_err(|_| not_an_object())?;
        object.insert(tag.to_owned(), &tag_value);
        return raw::write(&object, serializer);
    }
    match serde_json::to_value(value).map_err(S::Error::custom)? {
        Value::Object(mut object) => {
            object.insert(tag.to_owned(), tag_value);
            raw::write(&object, serializer)
        }
        _ => Err(not_an_object()),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Serialize};
    use serde_json::{Value, json};

    use crate::wire::{As, ExactDecimal, UnknownObject};

    #[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    struct Identity {}

    #[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    struct InverseSqrt {
        #[serde(with = "As::<ExactDecimal>")]
        #[cfg_attr(feature = "schemars", schemars(with = "ExactDecimal"))]
        base: Decimal,
        #[serde(rename = "positiveCurvePenalty", with = "As::<ExactDecimal>")]
        #[cfg_attr(feature = "schemars", schemars(with = "ExactDecimal"))]
        positive_curve_penalty: Decimal,
    }

    #[derive(Clone, Debug, PartialEq)]
    enum CollateralFunction {
        Identity(Identity),
        InverseSqrt(InverseSqrt),
        Other(UnknownObject),
    }

    crate::tagged_union! {
        CollateralFunction by "type" {
            "identity" => Identity(Identity),
            "inverseSqrt" => InverseSqrt(InverseSqrt),
        }
    }

    fn read(json: &str) -> serde_json::Result<CollateralFunction> {
        serde_json::from_str(json)
    }

    /// The tag decides, wherever it is and however it is written; the other fields are read by it, and written back.
    #[test]
    fn reads_by_tag() {
        for json in [
            r#"{"type":"inverseSqrt","base":"0.10","positiveCurvePenalty":"2"}"#,
            r#"{ "base": "0.10", "new": [{"type": "identity"}], "positiveCurvePenalty": "2", "t\u0079pe": "inverse\u0053qrt" }"#,
        ] {
            let value = read(json).unwrap();
            assert!(
                matches!(value, CollateralFunction::InverseSqrt(_)),
                "{json}"
            );
            let written =
                json!({"type": "inverseSqrt", "base": "0.10", "positiveCurvePenalty": "2"});
            assert_eq!(serde_json::to_value(&value).unwrap(), written);
        }
        let other = r#"{"type":"tomorrow","deep":[{"a":null}],"number":18000000000000000000}"#;
        let value = read(other).unwrap();
        let CollateralFunction::Other(object) = &value else {
            panic!("{value:?}");
        };
        assert_eq!(object.len(), 3);
        let written: Value = serde_json::to_value(&value).unwrap();
        assert_eq!(written, serde_json::from_str::<Value>(other).unwrap());
    }

    /// Numbers of an unknown object are written back as sent, however many digits they have.
    #[test]
    fn keeps_numbers_of_unknown_objects() {
        let json = r#"{"type":"tomorrow","price":12345678901234567890.123456789,"zero":1.50,"deep":[0.10000000000000000000000000001]}"#;
        let values: Vec<CollateralFunction> = serde_json::from_str(&format!("[{json}]")).unwrap();
        assert_eq!(serde_json::to_string(&values).unwrap(), format!("[{json}]"));
        let [CollateralFunction::Other(object)] = values.as_slice() else {
            panic!("{values:?}");
        };
        assert_eq!(object.json(), json);
        assert_eq!(object["zero"], 1.5);
    }

    /// An error names the union, the tag and the position, once.
    #[test]
    fn errors_name_union_tag_and_position() {
        for (json, expected) in [
            (
                r#"{"type":"inverseSqrt","base":"0.1"}"#,
                "CollateralFunction inverseSqrt: missing field `positiveCurvePenalty` (line 1, column 35 of the value)",
            ),
            (
                r#"{"type":"inverseSqrt","base":"x","positiveCurvePenalty":"2"}"#,
                "CollateralFunction inverseSqrt: invalid value: string \"x\"",
            ),
            (
                r#"{"base":"0.1"}"#,
                "a CollateralFunction has no string in `type`",
            ),
            (
                r#"{"type":7}"#,
                "a CollateralFunction has no string in `type`",
            ),
            (
                "[]",
                "invalid type: sequence, expected an object with a string in `type`",
            ),
            (
                "null",
                "invalid type: null, expected an object with a string in `type`",
            ),
        ] {
            let error =
                serde_json::from_str::<Vec<CollateralFunction>>(&format!("[{json}]")).unwrap_err();
            let message = error.to_string();
            assert!(message.starts_with(expected), "{message}");
            assert!(
                message.ends_with(&format!(" at line 1 column {}", json.len() + 2)),
                "{message}"
            );
            assert_eq!(message.matches(" at line ").count(), 1, "{message}");
        }
    }

    #[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
    #[serde(deny_unknown_fields)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    struct Cash {
        #[serde(with = "As::<ExactDecimal>")]
        #[cfg_attr(feature = "schemars", schemars(with = "ExactDecimal"))]
        amount: Decimal,
        change: Option<CollateralFunction>,
    }

    #[derive(Clone, Debug, PartialEq)]
    enum Payment {
        Cash(Cash),
        Other(UnknownObject),
    }

    crate::tagged_union! {
        Payment by "kind" {
            "cash" => Cash(Cash, untagged),
        }
    }

    #[derive(Clone, Debug, PartialEq)]
    enum Transfer {
        Now(Payment),
        Other(UnknownObject),
    }

    crate::tagged_union! {
        Transfer by "way" {
            "now" => Now(Payment, untagged),
        }
    }

    /// A union of strict members may be a member of another one.
    #[test]
    fn strict_union_takes_the_outer_tag() {
        let json = r#"{"kind":"cash","way":"now","amount":"0.10","change":null}"#;
        let transfer: Transfer = serde_json::from_str(json).unwrap();
        assert!(
            matches!(transfer, Transfer::Now(Payment::Cash(_))),
            "{transfer:?}"
        );
        let written = serde_json::to_value(&transfer).unwrap();
        assert_eq!(written, serde_json::from_str::<Value>(json).unwrap());
        let json = r#"{"kind":"cash","way":"now","amount":"1","clientID":7}"#;
        let error = serde_json::from_str::<Transfer>(json).unwrap_err();
        let expected = "Transfer now: Payment cash: unknown field `clientID`";
        assert!(error.to_string().starts_with(expected), "{error}");
    }

    /// A member that rejects unknown fields takes the tag, and rejects every other unknown field.
    #[test]
    fn strict_member_takes_the_tag() {
        for json in [
            r#"{"kind":"cash","amount":"0.10","change":{"type":"identity"}}"#,
            r#"{"amount": "0.10", "change": {"type": "identity"}, "k\u0069nd": "cash"}"#,
        ] {
            let payment: Payment = serde_json::from_str(json).unwrap();
            let written = json!({"kind": "cash", "amount": "0.10", "change": {"type": "identity"}});
            assert_eq!(serde_json::to_value(&payment).unwrap(), written, "{json}");
        }
        for (json, expected) in [
            (
                r#"{"kind":"cash","amount":"1","clientID":7}"#,
                "Payment cash: unknown field `clientID`",
            ),
            (
                r#"{"kind":"cash","amount":"1","amount":"2"}"#,
                "Payment cash: duplicate field `amount`",
            ),
            (r#"{"kind":"cash"}"#, "Payment cash: missing field `amount`"),
        ] {
            let error = serde_json::from_str::<Payment>(json).unwrap_err();
            assert!(error.to_string().starts_with(expected), "{error}");
        }
        let other = r#"{"kind":"card","number":"a"}"#;
        let payment: Payment = serde_json::from_str(other).unwrap();
        assert!(matches!(payment, Payment::Other(_)), "{payment:?}");
    }

    #[derive(Clone, Debug, PartialEq)]
    enum Nested {
        Function(CollateralFunction),
        Other(UnknownObject),
    }

    crate::tagged_union! { Nested by "kind" { "function" => Function(CollateralFunction), } }

    /// An unknown member of a union within a union keeps its digits, and is equal after it was written and read.
    #[test]
    fn nested_unknown_member_is_kept() {
        let json = r#"{"zeta": 0.12345678901234567890, "type": "new", "kind": "function"}"#;
        let value: Nested = serde_json::from_str(json).unwrap();
        assert!(matches!(
            &value,
            Nested::Function(CollateralFunction::Other(_))
        ));
        let written = serde_json::to_string(&value).unwrap();
        assert!(written.contains("0.12345678901234567890"), "{written}");
        assert_eq!(serde_json::from_str::<Nested>(&written).unwrap(), value);
    }

    /// A union is read from other formats too.
    #[test]
    fn reads_other_formats() {
        let value = json!({"positiveCurvePenalty": "2", "type": "inverseSqrt", "base": "0.10"});
        let expected = read(&value.to_string()).unwrap();
        assert_eq!(
            serde_json::from_value::<CollateralFunction>(value.clone()).unwrap(),
            expected
        );
        assert_eq!(
            serde_json::from_reader::<_, CollateralFunction>(value.to_string().as_bytes()).unwrap(),
            expected
        );
        // Formats without JSON text: serde buffers an untagged value in its own.
        #[derive(Debug, Deserialize, PartialEq)]
        #[serde(untagged)]
        enum Buffered {
            Function(CollateralFunction),
        }
        let Buffered::Function(buffered) = serde_json::from_value(value).unwrap();
        assert_eq!(buffered, expected);
    }
}
