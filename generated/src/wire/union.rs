//! Unions with a tag: the value of one property says which type the object is.
//!
//! A tag that is not known yet is kept with its whole object, so that one new kind of order does not fail a list.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::{Map, Value};

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
                    Self::Other(object) => ::serde::Serialize::serialize(object, serializer),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                crate::wire::read_tagged(deserializer, stringify!($name), $tag, |tag, object| match tag {
                    $($text => ::serde_json::from_value(::serde_json::Value::Object(object)).map(Self::$variant),)+
                    _ => ::std::result::Result::Ok(Self::Other(object)),
                })
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

/// Reads an object, and has `decide` make the value of it by its tag.
pub(crate) fn read_tagged<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    union: &'static str,
    tag: &'static str,
    decide: impl FnOnce(&str, Map<String, Value>) -> serde_json::Result<T>,
) -> Result<T, D::Error> {
    let object = Map::deserialize(deserializer)?;
    let Some(Value::String(text)) = object.get(tag) else {
        return Err(D::Error::custom(format_args!(
            "a {union} has no text in `{tag}`"
        )));
    };
    let text = text.clone();
    decide(&text, object).map_err(|error| D::Error::custom(format_args!("{union} {text}: {error}")))
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
    object.serialize(serializer)
}
