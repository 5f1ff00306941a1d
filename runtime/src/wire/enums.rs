//! Enums of strings: open ones keep an unknown value, closed ones reject it.

use std::fmt;

/// The highest number of characters of an unknown value in an error message.
const EXCERPT: usize = 40;

/// A string that is not a known value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    enum_name: &'static str,
    value: String,
    known: &'static [&'static str],
}

impl UnknownValue {
    /// Creates the error for `value`, which is escaped and shortened. The macros call this.
    #[doc(hidden)]
    #[must_use]
    pub fn new(enum_name: &'static str, value: &str, known: &'static [&'static str]) -> Self {
        let (mut excerpt, mut length) = (String::new(), 0);
        for escaped in value.chars().map(char::escape_debug) {
            length += escaped.len();
            if length > EXCERPT {
                excerpt.push('…');
                break;
            }
            excerpt.extend(escaped);
        }
        Self {
            enum_name,
            value: excerpt,
            known,
        }
    }

    /// Returns the name of the enum.
    #[must_use]
    pub const fn enum_name(&self) -> &'static str {
        self.enum_name
    }

    /// Returns the unknown value, escaped and shortened to 40 characters.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns the known values.
    #[must_use]
    pub const fn known(&self) -> &'static [&'static str] {
        self.known
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.known.join(", ");
        write!(
            f,
            "unknown {} \"{}\" (expected one of: {known})",
            self.enum_name, self.value
        )
    }
}

impl std::error::Error for UnknownValue {}

/// Implements an open enum of strings, whose last variant `Other(String)` keeps an unknown value.
///
/// A known string never becomes `Other`. `FromStr` rejects unknown values; `From` and serde keep them. With the feature
/// `schemars` of the calling crate, `JsonSchema` is implemented too.
///
/// ```
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Side {
///     Bid,
///     Ask,
///     Other(String),
/// }
/// backpack_runtime::open_enum! {
///     Side { Bid = "Bid", Ask = "Ask", }
/// }
///
/// assert_eq!(Side::from("Ask"), Side::Ask);
/// assert_eq!(Side::from("Both"), Side::Other("Both".to_owned()));
/// assert!("Both".parse::<Side>().is_err());
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $text:literal,)+ }) => {
        impl $name {
            /// The known values.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the string on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }

            /// Returns the known value of this string.
            fn known(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $($text => ::core::option::Option::Some(Self::$variant),)+
                    _ => ::core::option::Option::None,
                }
            }
        }

        $crate::__enum_of_strings! { $name { $($text,)+ } }

        /// Keeps an unknown value.
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|| Self::Other(text.to_owned()))
            }
        }

        /// Keeps an unknown value.
        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::known(&text).unwrap_or(Self::Other(text))
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                struct Text;
                impl $crate::__private::serde::de::Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str(::core::concat!("a ", ::core::stringify!($name), " as a string"))
                    }

                    fn visit_str<E>(self, text: &str) -> ::core::result::Result<$name, E> {
                        ::core::result::Result::Ok($name::from(text))
                    }

                    fn visit_string<E>(
                        self,
                        text: ::std::string::String,
                    ) -> ::core::result::Result<$name, E> {
                        ::core::result::Result::Ok($name::from(text))
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }

        #[cfg(feature = "schemars")]
        impl $crate::__private::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::core::stringify!($name).into()
            }

            fn json_schema(
                _: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                // Every string is valid; the known ones are listed as examples.
                $crate::__private::schemars::json_schema!({ "type": "string", "examples": [$($text,)+] })
            }
        }
    };
}

/// Implements a closed `Copy` enum of strings. `FromStr` and serde reject unknown values. With the feature `schemars`
/// of the calling crate, `JsonSchema` is implemented too.
///
/// ```
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// pub enum SortDirection {
///     Asc,
///     Desc,
/// }
/// backpack_runtime::closed_enum! {
///     SortDirection { Asc = "Asc", Desc = "Desc", }
/// }
///
/// assert_eq!("Desc".parse(), Ok(SortDirection::Desc));
/// assert!(serde_json::from_str::<SortDirection>("\"Up\"").is_err());
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! closed_enum {
    ($name:ident { $($variant:ident = $text:literal,)+ }) => {
        impl $name {
            /// The values.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the string on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// Returns the value of this string.
            fn known(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $($text => ::core::option::Option::Some(Self::$variant),)+
                    _ => ::core::option::Option::None,
                }
            }
        }

        $crate::__enum_of_strings! { $name { $($text,)+ } }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                struct Text;
                impl $crate::__private::serde::de::Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str(::core::concat!("a ", ::core::stringify!($name), " as a string"))
                    }

                    fn visit_str<E: $crate::__private::serde::de::Error>(
                        self,
                        text: &str,
                    ) -> ::core::result::Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }

        #[cfg(feature = "schemars")]
        impl $crate::__private::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::core::stringify!($name).into()
            }

            fn json_schema(
                _: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $crate::__private::schemars::json_schema!({ "type": "string", "enum": [$($text,)+] })
            }
        }
    };
}

/// Implements the traits that open and closed enums share.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_of_strings {
    ($name:ident { $($text:literal,)+ }) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        /// Rejects an unknown value.
        impl ::core::str::FromStr for $name {
            type Err = $crate::__private::UnknownValue;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                Self::known(text).ok_or_else(|| {
                    $crate::__private::UnknownValue::new(
                        ::core::stringify!($name),
                        text,
                        &[$($text,)+],
                    )
                })
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::__private::QueryValue for $name {
            fn write(&self, pair: &mut dyn ::core::ops::FnMut(&str)) {
                pair(self.as_str());
            }
        }
    };
}

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macros implement public functions")]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    enum ErrorCode {
        Forbidden,
        InvalidOrder,
        Other(String),
    }

    crate::open_enum! {
        ErrorCode { Forbidden = "FORBIDDEN", InvalidOrder = "INVALID_ORDER", }
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Direction {
        Asc,
        Desc,
    }

    crate::closed_enum! {
        Direction { Asc = "Asc", Desc = "Desc", }
    }

    /// A code that the exchange adds tomorrow must neither fail the decoding of its error nor change when written back.
    #[test]
    fn open_enum_keeps_unknown_values() {
        let code: ErrorCode = serde_json::from_str("\"NEW_\\u0043ODE\"").unwrap();
        assert_eq!(code, ErrorCode::Other("NEW_CODE".to_owned()));
        assert_eq!(serde_json::to_string(&code).unwrap(), "\"NEW_CODE\"");
        assert_eq!(code.to_string(), "NEW_CODE");
        assert_eq!(ErrorCode::from("forbidden").as_str(), "forbidden");
    }

    /// Each known value has one string, and each way from that string gives the value.
    #[test]
    fn known_values_round_trip() {
        for code in ErrorCode::KNOWN {
            let json = serde_json::to_string(code).unwrap();
            assert_eq!(serde_json::from_str::<ErrorCode>(&json).unwrap(), *code);
            assert_eq!(code.as_str().parse(), Ok(code.clone()));
            assert_eq!(ErrorCode::from(code.as_str()), *code);
            assert_eq!(ErrorCode::from(code.as_str().to_owned()), *code);
            assert!(!matches!(code, ErrorCode::Other(_)));
        }
        assert_eq!(ErrorCode::KNOWN.len(), 2);
        for direction in Direction::KNOWN {
            let json = serde_json::to_string(direction).unwrap();
            assert_eq!(
                serde_json::from_str::<Direction>(&json).unwrap(),
                *direction
            );
            assert_eq!(direction.as_str().parse(), Ok(*direction));
            assert_eq!(direction.as_ref(), direction.as_str());
        }
        assert_eq!(Direction::KNOWN.len(), 2);
    }

    /// Strings are padded to a width, for tables.
    #[test]
    fn display_pads() {
        assert_eq!(
            format!("{:>6}|{:<6}|", Direction::Asc, Direction::Desc),
            "   Asc|Desc  |"
        );
        assert_eq!(
            format!("{:^11}", ErrorCode::from("FORBIDDEN")),
            " FORBIDDEN "
        );
    }

    /// A misspelt value is an error that lists the known ones.
    #[test]
    fn from_str_rejects_unknown_values() {
        let error = "forbidden".parse::<ErrorCode>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "unknown ErrorCode \"forbidden\" (expected one of: FORBIDDEN, INVALID_ORDER)"
        );
        assert_eq!(error.known(), ["FORBIDDEN", "INVALID_ORDER"]);
        let error = "Up".parse::<Direction>().unwrap_err();
        assert!(error.to_string().contains("Asc, Desc"), "{error}");
    }

    /// A long value, or one with line breaks, does not spoil the message.
    #[test]
    fn unknown_value_is_escaped_and_shortened() {
        let error = UnknownValue::new("Side", "a\n\"b\u{1b}[0m", &["Bid"]);
        let message = error.to_string();
        assert!(message.contains(r#""a\n\"b\u{1b}[0m""#), "{message}");
        for value in ["é".repeat(41), "\n".repeat(10_000)] {
            let error = UnknownValue::new("Side", &value, &["Bid"]);
            assert!(error.value().chars().count() <= EXCERPT + 1, "{error}");
            assert!(error.value().ends_with('…'), "{error}");
        }
    }

    /// A closed enum is strict in serde too, and both reject anything but strings: a number would hide a change of the
    /// API.
    #[test]
    fn serde_rejects_other_types() {
        let error = serde_json::from_str::<Direction>("\"Up\"").unwrap_err();
        assert!(
            error.to_string().starts_with("unknown Direction \"Up\""),
            "{error}"
        );
        for json in ["7", "null", "[\"Asc\"]", "{}"] {
            let error = serde_json::from_str::<ErrorCode>(json).unwrap_err();
            assert!(
                error.to_string().contains("a ErrorCode as a string"),
                "{error}"
            );
            let error = serde_json::from_str::<Direction>(json).unwrap_err();
            assert!(
                error.to_string().contains("a Direction as a string"),
                "{error}"
            );
        }
    }
}
