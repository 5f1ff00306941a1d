//! Unions with a tag: the value of one property says which type the object is.
//!
//! A tag that is not known yet is kept with its whole object, so that one new kind of order does not fail a list.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;

use super::raw;

/// Implements a union. The last variant, `Other`, keeps an object whose tag is not known.
macro_rules! tagged_union {
    ($name:ident by $tag:literal { $($text:literal => $variant:ident($inner:ty),)+ }) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => crate::wire::write_tagged($tag, $text, value, serializer),)+
                    Self::Other(object) => crate::wire::raw::write(object, serializer),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                crate::wire::raw::read::<Self, D>(deserializer)
            }
        }

        impl crate::wire::raw::Raw for $name {
            type Value = Self;
            const EXPECTED: &'static str = concat!("an object with a text in `", $tag, "`");

            fn from_json(json: &str) -> ::serde_json::Result<Self> {
                crate::wire::read_tagged(json, stringify!($name), $tag, |text| match text {
                    $($text => ::serde_json::from_str(json).map(Self::$variant),)+
                    _ => ::serde_json::from_str(json).map(Self::Other),
                })
            }

            fn from_other<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let object = <::serde_json::Value as ::serde::Deserialize>::deserialize(deserializer)?;
                Self::from_json(&object.to_string()).map_err(crate::wire::raw::outer)
            }
        }

        $(
            impl ::std::convert::From<$inner> for $name {
                fn from(value: $inner) -> Self {
                    Self::$variant(value)
                }
            }
        )+

        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                ::schemars::json_schema!({
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

pub(crate) use tagged_union;

/// Finds the tag of an object, and has `decide` read the object by it.
pub(crate) fn read_tagged<T>(
    json: &str,
    union: &'static str,
    tag: &'static str,
    decide: impl FnOnce(&str) -> serde_json::Result<T>,
) -> serde_json::Result<T> {
    let Value::String(text) =
        TagOf(tag).deserialize(&mut serde_json::Deserializer::from_str(json))?
    else {
        return Err(de::Error::custom(format_args!(
            "a {union} has no text in `{tag}`"
        )));
    };
    decide(&text).map_err(|error| de::Error::custom(format_args!("{union} {text}: {error}")))
}

/// Reads one property of an object; null where it has none of the name.
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
        write!(f, "an object with a text in `{}`", self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut tag = Value::Null;
        while let Some(here) = object.next_key_seed(IsKey(self.0))? {
            if here {
                tag = object.next_value()?;
                break;
            }
            object.next_value::<IgnoredAny>()?;
        }
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(tag)
    }
}

/// Whether a key is the one of the tag.
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
pub(crate) fn write_tagged<T: Serialize, S: Serializer>(
    tag: &'static str,
    text: &'static str,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let Value::Object(mut object) = serde_json::to_value(value).map_err(S::Error::custom)? else {
        return Err(S::Error::custom(format_args!(
            "a member of the union by `{tag}` is no object"
        )));
    };
    object.insert(tag.to_owned(), Value::String(text.to_owned()));
    raw::write(&object, serializer)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::types::CollateralFunctionKind;

    fn read(json: &str) -> serde_json::Result<CollateralFunctionKind> {
        serde_json::from_str(json)
    }

    /// The tag decides, wherever it stands and however it is written; the rest is read by it, and written back.
    #[test]
    fn by_its_tag() {
        for json in [
            r#"{"type":"inverseSqrt","base":"0.10","positiveCurvePenalty":"2"}"#,
            r#"{ "base": "0.10", "new": [{"type": "identity"}], "positiveCurvePenalty": "2", "t\u0079pe": "inverse\u0053qrt" }"#,
        ] {
            let value = read(json).unwrap();
            assert!(
                matches!(value, CollateralFunctionKind::InverseSqrt(_)),
                "{json}"
            );
            let written =
                json!({"type": "inverseSqrt", "base": "0.10", "positiveCurvePenalty": "2"});
            assert_eq!(serde_json::to_value(&value).unwrap(), written);
        }
        let other = r#"{"type":"tomorrow","deep":[{"a":null}],"number":18000000000000000000}"#;
        let value = read(other).unwrap();
        let CollateralFunctionKind::Other(object) = &value else {
            panic!("{value:?}");
        };
        assert_eq!(object.len(), 3);
        let written: Value = serde_json::to_value(&value).unwrap();
        assert_eq!(written, serde_json::from_str::<Value>(other).unwrap());
    }

    /// What is wrong inside is said with the union and the tag, once, and with places.
    #[test]
    fn errors() {
        for (json, says) in [
            (
                r#"{"type":"inverseSqrt","base":"0.1"}"#,
                "CollateralFunctionKind inverseSqrt: missing field `positiveCurvePenalty` (line 1, column 35 of the value)",
            ),
            (
                r#"{"type":"inverseSqrt","base":"x","positiveCurvePenalty":"2"}"#,
                "CollateralFunctionKind inverseSqrt: invalid value: string \"x\"",
            ),
            (
                r#"{"base":"0.1"}"#,
                "a CollateralFunctionKind has no text in `type`",
            ),
            (
                r#"{"type":7}"#,
                "a CollateralFunctionKind has no text in `type`",
            ),
            (
                "[]",
                "invalid type: sequence, expected an object with a text in `type`",
            ),
            (
                "null",
                "invalid type: null, expected an object with a text in `type`",
            ),
        ] {
            let error = serde_json::from_str::<Vec<CollateralFunctionKind>>(&format!("[{json}]"))
                .unwrap_err();
            let message = error.to_string();
            assert!(message.starts_with(says), "{message}");
            assert!(
                message.ends_with(&format!(" at line 1 column {}", json.len() + 2)),
                "{message}"
            );
            assert_eq!(message.matches(" at line ").count(), 1, "{message}");
        }
    }

    /// A union is read from what is no JSON text too.
    #[test]
    fn other_formats() {
        let value = json!({"positiveCurvePenalty": "2", "type": "inverseSqrt", "base": "0.10"});
        let expected = read(&value.to_string()).unwrap();
        assert_eq!(
            serde_json::from_value::<CollateralFunctionKind>(value.clone()).unwrap(),
            expected
        );
        assert_eq!(
            serde_json::from_reader::<_, CollateralFunctionKind>(value.to_string().as_bytes())
                .unwrap(),
            expected
        );
        let fields = value.as_object().unwrap().clone().into_iter();
        let fields = serde::de::value::MapDeserializer::<_, serde_json::Error>::new(fields);
        assert_eq!(
            <CollateralFunctionKind as serde::Deserialize>::deserialize(fields).unwrap(),
            expected
        );
    }
}
