//! Identifiers that are written as an integer or as a string.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

/// An identifier that the exchange writes as an integer in some messages and as a string in others.
///
/// It is written back as it was read. `"12"` and `12` are different values.
///
/// # Errors
///
/// Decoding fails for an integer outside the range of `T`, and for any other JSON value.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(
    untagged,
    expecting = "an identifier is an integer in range, or a string"
)]
pub enum IntegerOrString<T> {
    /// `12`.
    Integer(T),
    /// `"12"`, or any other string.
    String(String),
}

impl<T: Display> Display for IntegerOrString<T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(formatter),
            Self::String(string) => string.fmt(formatter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_both_forms() {
        for json in ["12", r#""12""#, r#""a-b""#] {
            let value: IntegerOrString<u64> = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        for json in ["-1", "1.5", "null", "[]", "18446744073709551616"] {
            let error = serde_json::from_str::<IntegerOrString<u64>>(json).unwrap_err();
            assert!(
                error.to_string().contains("an integer in range"),
                "{json}: {error}"
            );
        }
    }
}
