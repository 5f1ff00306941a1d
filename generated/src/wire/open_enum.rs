//! Enumerations that keep what they do not know.

/// Implements an enumeration of texts whose last variant, `Other(String)`, keeps a text that is not known.
///
/// A text that is known never becomes `Other`, whichever way the value is made from text.
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $text:literal,)+ }) => {
        impl $name {
            /// Every value that this version knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant,)+];

            /// The text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }

            /// The value that this version knows by that text.
            fn known(text: &str) -> ::std::option::Option<Self> {
                match text {
                    $($text => ::std::option::Option::Some(Self::$variant),)+
                    _ => ::std::option::Option::None,
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|| Self::Other(text.to_owned()))
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::known(&text).unwrap_or(Self::Other(text))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                ::std::result::Result::Ok(Self::from(text))
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                struct Text;
                impl ::serde::de::Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(concat!("the text of a ", stringify!($name)))
                    }

                    fn visit_str<E>(self, text: &str) -> ::std::result::Result<$name, E> {
                        ::std::result::Result::Ok($name::from(text))
                    }

                    fn visit_string<E>(
                        self,
                        text: ::std::string::String,
                    ) -> ::std::result::Result<$name, E> {
                        ::std::result::Result::Ok($name::from(text))
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }

        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                // Any text is valid; the known ones are listed for whoever fills in a form.
                ::schemars::json_schema!({ "type": "string", "examples": [$($text,)+] })
            }
        }
    };
}

pub(crate) use open_enum;

#[cfg(test)]
mod tests {
    use crate::types::ApiErrorCode;

    /// A code that the exchange adds tomorrow must neither fail the decoding of its error nor change when sent on.
    #[test]
    fn unknown_values_survive() {
        let code: ApiErrorCode = serde_json::from_str("\"NEW_\\u0043ODE\"").unwrap();
        assert_eq!(code, ApiErrorCode::Other("NEW_CODE".to_owned()));
        assert_eq!(serde_json::to_string(&code).unwrap(), "\"NEW_CODE\"");
        assert_eq!(code.to_string(), "NEW_CODE");
    }

    /// Text and value are two faces of one thing, for every value that is known.
    #[test]
    fn known_values_round_trip() {
        for code in ApiErrorCode::KNOWN {
            let text = serde_json::to_string(code).unwrap();
            assert_eq!(serde_json::from_str::<ApiErrorCode>(&text).unwrap(), *code);
            assert_eq!(code.as_str().parse(), Ok(code.clone()));
            assert_eq!(ApiErrorCode::from(code.as_str().to_owned()), *code);
            assert!(!matches!(code, ApiErrorCode::Other(_)));
        }
        assert_eq!(ApiErrorCode::from("FORBIDDEN"), ApiErrorCode::Forbidden);
        assert_ne!(ApiErrorCode::from("forbidden"), ApiErrorCode::Forbidden);
    }

    /// Only text is a value: a number would hide a change of the API.
    #[test]
    fn other_types_are_refused() {
        let error = serde_json::from_str::<ApiErrorCode>("7")
            .unwrap_err()
            .to_string();
        assert!(error.contains("the text of a ApiErrorCode"), "{error}");
    }
}
