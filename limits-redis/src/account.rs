//! The name of an account in the keys of Redis.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::RedisStoreError;

/// The longest name. A secret of the exchange is longer, so that none becomes a key by mistake.
const LONGEST: usize = 40;

/// The name of an account, which is part of its keys in Redis. All processes that use the account must use one name.
///
/// The exchange counts the requests of a subaccount. Where its processes have different API keys, choose a name.
///
/// ```
/// use backpack_limits_redis::AccountName;
///
/// let chosen = AccountName::new("market-maker-1")?;
/// let hashed = AccountName::from_api_key("vqM1bcHdyfdM8JkCpmHBmOvb4vrlHJbEGVtNc0RQJ9o=");
/// assert_eq!(chosen.as_str(), "market-maker-1");
/// assert_eq!(hashed.as_str().len(), 32);
/// # Ok::<_, backpack_limits_redis::RedisStoreError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccountName(String);

impl AccountName {
    /// Creates a name of 1 to 40 characters of `A` to `Z`, `a` to `z`, `0` to `9`, `-`, `_` and `.`.
    ///
    /// # Errors
    ///
    /// [`RedisStoreError::InvalidAccountName`] for any other string.
    pub fn new(name: &str) -> Result<Self, RedisStoreError> {
        let is_valid = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if name.is_empty() || name.len() > LONGEST || !name.bytes().all(is_valid) {
            return Err(RedisStoreError::InvalidAccountName);
        }
        Ok(Self(name.to_owned()))
    }

    /// Creates a name from an API key, as the exchange issues it: the first 16 bytes of its SHA-256, in hexadecimal digits.
    #[must_use]
    pub fn from_api_key(api_key: &str) -> Self {
        let mut name = String::with_capacity(32);
        for byte in Sha256::digest(api_key.as_bytes()).iter().take(16) {
            let _ = write!(name, "{byte:02x}");
        }
        Self(name)
    }

    /// Returns the name as it is in the keys.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
