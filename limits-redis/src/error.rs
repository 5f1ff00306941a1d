//! The errors of the store.

use std::time::Duration;

use redis::{ErrorKind, RedisError, ServerErrorKind};

/// The commands that the script calls.
const SCRIPT_COMMANDS: &str = "TIME, INFO, HMGET, HSET, PEXPIRE";

/// The reason why the store cannot be built or has no permits of Redis. No variant contains the URL or a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RedisStoreError {
    /// The URL is not one of Redis.
    #[error(
        "invalid Redis URL (expected redis://HOST:PORT/DATABASE, or rediss:// with the feature `tls`)"
    )]
    InvalidUrl,
    /// The name of the account is empty, too long, or has other characters.
    #[error("invalid account name (use 1 to 40 of `A-Za-z0-9-_.`, or `AccountName::from_api_key`)")]
    InvalidAccountName,
    /// Redis did not respond in time.
    #[error("Redis did not respond within {} ms (check host and network, or raise `timeout`)", after.as_millis())]
    Timeout {
        /// The timeout of the store.
        after: Duration,
    },
    /// No connection was established, or it was lost.
    #[error("no connection to Redis: {reason} (start Redis, or check the URL)")]
    Connection {
        /// The category of the failure.
        reason: String,
    },
    /// Redis rejected the user, the password, or a command. A database other than 0 needs the command SELECT too.
    #[error(
        "Redis denied access: {code} (check user and password, and allow EVALSHA, SCRIPT LOAD, PING, {SCRIPT_COMMANDS})"
    )]
    Denied {
        /// The error code of Redis.
        code: String,
    },
    /// The process was suspended for longer than a period while a reservation waited.
    #[error("the reservation has expired (the process was suspended: retry the call)")]
    Expired,
    /// Redis responded with another error, for example because the script called a command that the user may not call.
    #[error(
        "Redis cannot count permits: {code} (use a writable primary of Redis 6.2 or later, and allow {SCRIPT_COMMANDS})"
    )]
    Rejected {
        /// The error code of Redis.
        code: String,
    },
}

impl RedisStoreError {
    /// Converts an error of the Redis client.
    pub(crate) fn new(error: &RedisError, timeout: Duration) -> Self {
        // The text of the server is not quoted: it can contain arguments.
        let code = || error.code().unwrap_or(error.category()).to_owned();
        if error.is_timeout() {
            return Self::Timeout { after: timeout };
        }
        match error.kind() {
            ErrorKind::AuthenticationFailed | ErrorKind::Server(ServerErrorKind::NoPerm) => {
                Self::Denied { code: code() }
            }
            _ if matches!(error.code(), Some("NOAUTH" | "WRONGPASS")) => {
                Self::Denied { code: code() }
            }
            ErrorKind::Io => Self::Connection {
                reason: error.category().to_owned(),
            },
            _ => Self::Rejected { code: code() },
        }
    }
}
