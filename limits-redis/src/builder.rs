//! The settings of a store.

use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;

use backpack_runtime::limit_policy;

use crate::account::AccountName;
use crate::error::RedisStoreError;

/// The behaviour of a store while Redis is unavailable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhenUnavailable {
    /// Calls fail with the error of the store, and nothing is sent.
    #[default]
    Fail,
    /// Each process has its own limits in memory.
    LocalLimits {
        /// The number by which the limits are divided: the processes that share them. Each process has at least one
        /// request in a period.
        processes: NonZeroU32,
    },
}

/// The settings of a [`RedisStore`](crate::RedisStore). All processes that share an account must use the same limits,
/// period, timeout and behaviour.
#[derive(Clone)]
pub struct RedisStoreBuilder {
    pub(crate) client: redis::Client,
    pub(crate) account_name: AccountName,
    pub(crate) account: u32,
    pub(crate) historical: u32,
    pub(crate) period: Duration,
    pub(crate) timeout: Duration,
    pub(crate) when_unavailable: WhenUnavailable,
}

impl RedisStoreBuilder {
    /// Creates the default settings.
    pub(crate) fn new(url: &str, account_name: AccountName) -> Result<Self, RedisStoreError> {
        let client = redis::Client::open(url).map_err(|_| RedisStoreError::InvalidUrl)?;
        Ok(Self {
            client,
            account_name,
            account: limit_policy::ACCOUNT,
            historical: limit_policy::HISTORICAL,
            period: limit_policy::PERIOD,
            timeout: Duration::from_millis(500),
            when_unavailable: WhenUnavailable::default(),
        })
    }

    /// Sets the limits in requests in a period, by default 2000 for the account and 30 for historical market data (the
    /// exchange's support pages). A tenth of the account's is kept for cancels. 0 is read as 1.
    #[must_use]
    pub const fn limits(mut self, account: u32, historical: u32) -> Self {
        self.account = account;
        self.historical = historical;
        self
    }

    /// Sets the period of the limits, by default 60 s. It is clamped to 10 ms to 1 hour.
    #[must_use]
    pub fn period(mut self, period: Duration) -> Self {
        self.period = period.clamp(Duration::from_millis(10), Duration::from_secs(3_600));
        self
    }

    /// Sets the timeout of a connection and of a response, by default 500 ms. It is clamped to 1 ms to 60 s. A call waits
    /// at most four timeouts for Redis, and no longer than its own deadline.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout.clamp(Duration::from_millis(1), Duration::from_secs(60));
        self
    }

    /// Sets the behaviour while Redis is unavailable, by default [`WhenUnavailable::Fail`].
    #[must_use]
    pub const fn when_unavailable(mut self, when_unavailable: WhenUnavailable) -> Self {
        self.when_unavailable = when_unavailable;
        self
    }
}

/// Without the URL, which can contain a password.
impl fmt::Debug for RedisStoreBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStoreBuilder")
            .field("account_name", &self.account_name)
            .field("account", &self.account)
            .field("historical", &self.historical)
            .field("period", &self.period)
            .field("timeout", &self.timeout)
            .field("when_unavailable", &self.when_unavailable)
            .finish_non_exhaustive()
    }
}
