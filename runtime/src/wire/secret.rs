//! Strings that must not be shown: two-factor tokens.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// A string that is sent and never shown: `Debug` leaves it out, there is no `Display`, and its memory is overwritten
/// when it is dropped. The bytes of the request that contains it are not: they belong to the HTTP client.
///
/// ```
/// use backpack_runtime::wire::Secret;
///
/// let token = Secret::from("123456");
/// assert_eq!(format!("{token:?}"), "Secret(..)");
/// assert_eq!(token.expose(), "123456");
/// ```
#[derive(Clone, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(
    feature = "schemars",
    derive(::schemars::JsonSchema),
    schemars(extend("format" = "password"))
)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Returns the string. Keep it out of logs.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self(text.clone())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::IntoOptionalSecret;

    #[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
    struct Withdrawal {
        address: String,
        #[serde(rename = "twoFactorToken")]
        two_factor_token: Option<Secret>,
    }

    /// A body with a secret can be logged; the secret is sent, and is not in the log.
    #[test]
    fn debug_hides_the_secret() {
        let withdrawal = Withdrawal {
            address: "7Hk3".to_owned(),
            two_factor_token: "246813".into_optional(),
        };
        for shown in [format!("{withdrawal:?}"), format!("{withdrawal:#?}")] {
            assert!(shown.contains("two_factor_token"), "{shown}");
            assert!(!shown.contains("246813"), "the token is shown");
        }
        let json = serde_json::to_string(&withdrawal).unwrap();
        assert!(json.contains("\"twoFactorToken\":\"246813\""));
        assert!(serde_json::from_str::<Withdrawal>(&json).unwrap() == withdrawal);
    }
}
