//! Texts that must not be shown: two-factor tokens.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// A text that is sent and never shown: `Debug` leaves it out, there is no `Display`, and its memory is overwritten when
/// it is dropped. The bytes of a request that holds it are not: they are the HTTP client's.
///
/// ```
/// use backpack_api::Secret;
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
    /// The text itself. Whoever asks for it keeps it out of logs.
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
    use crate::types::{AccountWithdrawalPayload, Blockchain};

    /// A withdrawal can be logged; its two-factor token is sent, and is not in the log.
    #[test]
    fn a_withdrawal_does_not_show_its_token() {
        let withdrawal = AccountWithdrawalPayload::builder()
            .address("7Hk3")
            .blockchain(Blockchain::Solana)
            .quantity("10".parse().unwrap())
            .symbol("SOL")
            .two_factor_token("246813")
            .build();
        for shown in [format!("{withdrawal:?}"), format!("{withdrawal:#?}")] {
            assert!(shown.contains("two_factor_token"), "{shown}");
            assert!(!shown.contains("246813"), "the token is shown");
        }
        let json = serde_json::to_string(&withdrawal).unwrap();
        assert!(json.contains("\"twoFactorToken\":\"246813\""));
        assert!(serde_json::from_str::<AccountWithdrawalPayload>(&json).unwrap() == withdrawal);
    }
}
