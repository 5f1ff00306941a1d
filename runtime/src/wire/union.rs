//! Tagged unions: the value of one field decides which type the object has.
//!
//! An object with an unknown tag is kept as sent, so that a new kind of order does not fail a list.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer as _, MapAccess,
    Visitor,
};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;

use super::raw;

/// Implements a tagged union, whose last variant `Other(UnknownObject)` keeps an object with an unknown tag. With the feature `schemars` of the calling crate, `JsonSchema` is implemented too.
///
/// A type that rejects unknown fields, the tag among them, is marked: `"Limit" => Limit(Limit, untagged)` reads it without the
/// tag.
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
        let fields = FieldsWithout(self.0, object);
        T::deserialize(MapAccessDeserializer::new(fields))
    }
}

/// The fields of an object without one of them.
struct FieldsWithout<A>(&'static str, A);

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
    let Value::Object(mut object) = serde_json::to_value(value).map_err(S::Error::custom)? else {
        return Err(S::Error::custom(format_args!(
            "a member of the union by `{tag}` is not an object"
        )));
    };
    object.insert(tag.to_owned(), Value::String(text.to_owned()));
    raw::write(&object, serializer)
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

    #[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    struct Resting {
        #[serde(with = "As::<ExactDecimal>")]
        #[cfg_attr(feature = "schemars", schemars(with = "ExactDecimal"))]
        price: Decimal,
    }

    #[derive(Clone, Debug, PartialEq)]
    enum Placed {
        Resting(Resting),
        Other(UnknownObject),
    }

    crate::tagged_union! { Placed by "type" { "resting" => Resting(Resting), } }

    /// A member of a request has no field for the tag, and still rejects a misspelt field by name.
    #[test]
    fn members_that_reject_unknown_fields_have_the_tag() {
        let resting = Placed::Resting(Resting {
            price: Decimal::new(150, 2),
        });
        for json in [
            r#"{"type":"resting","price":"1.50"}"#,
            r#"{"price":"1.50","t\u0079pe":"resting"}"#,
        ] {
            assert_eq!(serde_json::from_str::<Placed>(json).unwrap(), resting);
        }
        for json in [
            r#"{"type":"resting","price":"1.50","post_only":true}"#,
            r#"{"post_only":true,"price":"1.50","type":"resting"}"#,
        ] {
            let error = serde_json::from_str::<Placed>(json).unwrap_err();
            assert!(
                error.to_string().contains("unknown field `post_only`"),
                "{error}"
            );
        }
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
        Other(Map<String, Value>),
    }

    crate::tagged_union! {
        Payment by "kind" {
            "cash" => Cash(Cash, untagged),
        }
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
