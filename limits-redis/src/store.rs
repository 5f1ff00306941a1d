//! The store of permits in Redis.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use backpack_runtime::limit_policy::MAX_HOLD;
use backpack_runtime::{
    BoxFuture, RateLimit, RateLimitStore, RateLimitStoreError, Reservation, ReserveError,
};

use crate::account::AccountName;
use crate::builder::RedisStoreBuilder;
use crate::error::RedisStoreError;
use crate::link::Link;
use crate::outstanding::{Outstanding, ReservedPermit};
use crate::script::{Limit, Operation};

/// A store whose permits are in Redis, so that any number of processes and hosts share the limits of an account.
///
/// ```
/// use std::sync::Arc;
/// use backpack_limits_redis::{AccountName, RedisStore};
/// use backpack_runtime::RateLimits;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let account = AccountName::new("market-maker-1")?;
/// let store = RedisStore::builder("redis://127.0.0.1:6379", account)?.build();
/// let limits = RateLimits::with_store(Arc::new(store)); // for `ClientBuilder::rate_limits`
/// # let _ = limits;
/// # Ok(())
/// # }
/// ```
///
/// It needs a Tokio runtime. Clones share the connection.
#[derive(Clone)]
pub struct RedisStore {
    link: Arc<Link>,
    outstanding: Arc<Mutex<Outstanding>>,
}

impl RedisStoreBuilder {
    /// Builds the store. It connects at the first call.
    #[must_use]
    pub fn build(self) -> RedisStore {
        RedisStore {
            link: Arc::new(Link::new(self)),
            outstanding: Arc::default(),
        }
    }
}

impl RedisStore {
    /// Returns the settings of a store in the Redis at `url` (`redis://USER:PASSWORD@HOST:PORT/DATABASE`) for an account.
    ///
    /// # Errors
    ///
    /// [`RedisStoreError::InvalidUrl`], also for `rediss://` without the feature `tls`.
    pub fn builder(url: &str, account: AccountName) -> Result<RedisStoreBuilder, RedisStoreError> {
        RedisStoreBuilder::new(url, account)
    }

    /// Connects and runs the script once, for example at the start of a program.
    ///
    /// # Errors
    ///
    /// The reason why Redis is unavailable, also where calls would then use local limits.
    pub async fn check(&self) -> Result<(), RedisStoreError> {
        let wait = Duration::ZERO;
        let operation = Operation::Hold { wait };
        self.link.run(Limit::Account, operation).await.map(drop)
    }

    /// Returns true while there is a connection to Redis, false before the first call and on local limits.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.link.is_connected()
    }

    /// Locks the reservations.
    fn outstanding(&self) -> MutexGuard<'_, Outstanding> {
        self.outstanding
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Reserves a permit in Redis, or in memory while Redis is unavailable.
    async fn acquire(
        &self,
        class: RateLimit,
        longest: Duration,
    ) -> Result<(ReservedPermit, Duration), ReserveError> {
        let is_cancel = class == RateLimit::Cancel;
        let operation = Operation::Reserve { is_cancel, longest };
        let error = match self.link.run(Limit::of(class), operation).await {
            Ok(reply) => {
                let wait = reply.wait;
                let permit = reply.permit().ok_or(ReserveError::TooLate { wait })?;
                return Ok((ReservedPermit::Shared(permit), wait));
            }
            Err(error) => error,
        };
        let store = self
            .link
            .local(error)
            .await
            .map_err(RateLimitStoreError::new)?;
        let reservation = store.reserve(class, longest).await?;
        let (class, token) = (reservation.class(), reservation.token());
        let permit = ReservedPermit::Local {
            store,
            class,
            token,
        };
        Ok((permit, reservation.wait()))
    }

    /// Reserves a permit and keeps it until it is released.
    async fn reserve_permit(
        &self,
        class: RateLimit,
        longest: Duration,
    ) -> Result<Reservation, ReserveError> {
        let (permit, wait) = self.acquire(class, longest).await?;
        let counted = match &permit {
            ReservedPermit::Local { class, .. } => *class,
            ReservedPermit::Shared(permit) if class == RateLimit::Cancel && !permit.is_of_lane => {
                RateLimit::Account
            }
            ReservedPermit::Shared(_) => class,
        };
        let period = self.link.settings.period;
        let token = self.outstanding().insert(class, permit, wait, period);
        Ok(Reservation::new(counted, wait, token))
    }

    /// Returns the time until a reservation can be used. A permit that was lost is replaced.
    async fn remaining_wait(&self, token: u128) -> Result<Duration, RateLimitStoreError> {
        let held = self.outstanding().get(token);
        let held = held.ok_or_else(|| RateLimitStoreError::new(RedisStoreError::Expired))?;
        let (permit, wait) = match &held.permit {
            ReservedPermit::Shared(permit) => {
                let operation = Operation::Remaining(*permit);
                match self.link.run(Limit::of(held.class), operation).await {
                    Ok(reply) if !reply.is_lost() => (held.permit.clone(), reply.wait),
                    _ => self.acquire_again(held.class).await?,
                }
            }
            ReservedPermit::Local {
                store,
                class,
                token,
            } => {
                let is_local = self.link.connection().await.is_err() && self.link.is_current(store);
                let reservation = ReservedPermit::local_reservation(*class, *token);
                if is_local {
                    (held.permit.clone(), store.remaining(&reservation).await?)
                } else {
                    let acquired = self.acquire_again(held.class).await?;
                    store.release(reservation);
                    acquired
                }
            }
        };
        self.outstanding().replace(token, permit, wait);
        Ok(wait)
    }

    /// Reserves a permit in place of one that was lost, however long it waits.
    async fn acquire_again(
        &self,
        class: RateLimit,
    ) -> Result<(ReservedPermit, Duration), RateLimitStoreError> {
        self.acquire(class, Duration::MAX)
            .await
            .map_err(|error| match error {
                ReserveError::Store(error) => error,
                other => RateLimitStoreError::new(other),
            })
    }

    /// Holds the limit of a class in Redis, or in memory while Redis is unavailable.
    async fn hold_limit(
        &self,
        class: RateLimit,
        wait: Duration,
    ) -> Result<(), RateLimitStoreError> {
        let (limit, wait) = (Limit::of(class), wait.min(MAX_HOLD));
        self.link.note_hold(limit, wait);
        match self.link.run(limit, Operation::Hold { wait }).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let local = self.link.local(error).await;
                local
                    .map_err(RateLimitStoreError::new)?
                    .hold(class, wait)
                    .await
            }
        }
    }
}

impl RateLimitStore for RedisStore {
    fn reserve(
        &self,
        class: RateLimit,
        longest: Duration,
    ) -> BoxFuture<'_, Result<Reservation, ReserveError>> {
        Box::pin(self.reserve_permit(class, longest))
    }

    fn remaining<'a>(
        &'a self,
        reservation: &'a Reservation,
    ) -> BoxFuture<'a, Result<Duration, RateLimitStoreError>> {
        Box::pin(self.remaining_wait(reservation.token()))
    }

    fn hold(
        &self,
        class: RateLimit,
        wait: Duration,
    ) -> BoxFuture<'_, Result<(), RateLimitStoreError>> {
        Box::pin(self.hold_limit(class, wait))
    }

    /// Releases the permit from a task. Without a runtime, or without a connection, a permit in Redis is lost.
    fn release(&self, reservation: Reservation) {
        let held = self.outstanding().remove(reservation.token());
        let Some(held) = held else { return };
        match held.permit {
            ReservedPermit::Local {
                store,
                class,
                token,
            } => store.release(ReservedPermit::local_reservation(class, token)),
            ReservedPermit::Shared(permit) => {
                let (link, limit) = (Arc::clone(&self.link), Limit::of(held.class));
                if let Ok(runtime) = tokio::runtime::Handle::try_current() {
                    runtime.spawn(async move {
                        link.try_run(limit, Operation::Release(permit)).await;
                    });
                }
            }
        }
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("settings", &self.link.settings)
            .field("is_shared", &self.is_shared())
            .finish_non_exhaustive()
    }
}
