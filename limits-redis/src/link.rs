//! The link to Redis: one connection, the evidence of an outage, and the limits in memory that replace it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use backpack_runtime::limit_policy::cancel_lane;
use backpack_runtime::{MemoryStore, RateLimit, RateLimitStore as _};
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, RedisError, Script};
use tokio::time::Instant;

use crate::builder::{RedisStoreBuilder, WhenUnavailable};
use crate::error::RedisStoreError;
use crate::script::{self, Limit, LimitArguments, Operation, Reply};

/// The timeouts after the start of a failed attempt to connect for which it proves that Redis is unavailable: that attempt,
/// the pause until the next one, and the next one.
const PROOF_TIMEOUTS: u32 = 3;

pub(crate) struct Link {
    pub(crate) settings: RedisStoreBuilder,
    script: Script,
    limits: [(String, LimitArguments); 2],
    state: Mutex<State>,
    /// One attempt to connect at a time.
    connecting: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    connection: Option<(u64, MultiplexedConnection)>,
    /// The number of connections so far.
    connections: u64,
    /// The last failed attempt, unless a connection was established since.
    outage: Option<Outage>,
    /// The limits in memory since the last connection.
    local: Option<Arc<MemoryStore>>,
    /// The ends of the holds, for a Redis that has lost them.
    holds: [Option<Instant>; 2],
}

struct Outage {
    started: Instant,
    error: RedisStoreError,
}

impl Link {
    /// Creates a link, which connects at the first operation.
    pub(crate) fn new(settings: RedisStoreBuilder) -> Self {
        // Redis that begins without a state grants nothing until the last process has left its limits in memory.
        let grace = match settings.when_unavailable {
            WhenUnavailable::Fail => Duration::ZERO,
            WhenUnavailable::LocalLimits { .. } => settings.timeout * PROOF_TIMEOUTS,
        };
        let limits = Limit::ALL.map(|limit| {
            let (calls, cancels) = match limit {
                Limit::Account => (settings.account, cancel_lane(settings.account)),
                Limit::Historical => (settings.historical, 0),
            };
            let (account, name) = (settings.account_name.as_str(), limit.name());
            (
                format!("backpack:limits:{account}:{name}"),
                LimitArguments::new(calls, cancels, settings.period, grace),
            )
        });
        Self {
            settings,
            script: Script::new(script::SOURCE),
            limits,
            state: Mutex::default(),
            connecting: tokio::sync::Mutex::default(),
        }
    }

    /// Locks the state.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns true while there is a connection.
    pub(crate) fn is_connected(&self) -> bool {
        self.state().connection.is_some()
    }

    /// Runs an operation in Redis.
    pub(crate) async fn run(
        self: &Arc<Self>,
        limit: Limit,
        operation: Operation,
    ) -> Result<Reply, RedisStoreError> {
        let (number, connection) = self.connection().await?;
        // The connection may have been lost long ago, so that only the failure of a new one proves an outage.
        if let Ok(reply) = self.invoke(connection, limit, operation).await {
            return Ok(reply);
        }
        self.disconnect(number, None);
        let (number, connection) = self.connection().await?;
        let started = Instant::now();
        let result = self.invoke(connection, limit, operation).await;
        if let Err(error) = &result {
            let error = error.clone();
            self.disconnect(number, Some(Outage { started, error }));
        }
        result
    }

    /// Runs an operation if there is a connection, once.
    pub(crate) async fn try_run(&self, limit: Limit, operation: Operation) {
        let connection = self.state().connection.clone();
        if let Some((number, connection)) = connection
            && self.invoke(connection, limit, operation).await.is_err()
        {
            self.disconnect(number, None);
        }
    }

    /// Returns the connection with its number, or the error of the last attempt where that proves that Redis is
    /// unavailable.
    pub(crate) async fn connection(
        self: &Arc<Self>,
    ) -> Result<(u64, MultiplexedConnection), RedisStoreError> {
        if let Some(connected) = self.state().connection.clone() {
            return Ok(connected);
        }
        match self.proof_of_outage() {
            Some((age, error)) => {
                // Calls do not wait for an attempt while there is a proof.
                let pause = self.settings.timeout;
                if age >= pause && self.connecting.try_lock().is_ok() {
                    tokio::spawn(Arc::clone(self).connect(pause));
                }
                Err(error)
            }
            None => {
                // A task of its own, which goes on when this call is dropped.
                let attempt = tokio::spawn(Arc::clone(self).connect(Duration::MAX)).await;
                attempt.unwrap_or_else(|_| {
                    let reason = "the runtime shut down".to_owned();
                    Err(RedisStoreError::Connection { reason })
                })
            }
        }
    }

    /// Returns the age and the error of the last failed attempt while it proves that Redis is unavailable.
    fn proof_of_outage(&self) -> Option<(Duration, RedisStoreError)> {
        let state = self.state();
        let outage = state.outage.as_ref()?;
        let age = outage.started.elapsed();
        (age < self.settings.timeout * PROOF_TIMEOUTS).then(|| (age, outage.error.clone()))
    }

    /// Connects, unless another call did so in the meantime, or failed to less than `pause` ago.
    async fn connect(
        self: Arc<Self>,
        pause: Duration,
    ) -> Result<(u64, MultiplexedConnection), RedisStoreError> {
        let _one = self.connecting.lock().await;
        if let Some(connected) = self.state().connection.clone() {
            return Ok(connected);
        }
        if let Some((age, error)) = self.proof_of_outage()
            && age < pause
        {
            return Err(error);
        }
        let started = Instant::now();
        let timeout = self.settings.timeout;
        let result = tokio::time::timeout(timeout, self.open())
            .await
            .unwrap_or(Err(RedisStoreError::Timeout { after: timeout }));
        let mut state = self.state();
        match result {
            Ok(connection) => {
                if state.local.take().is_some() {
                    tracing::info!("rate limits are shared again");
                }
                state.outage = None;
                state.connections += 1;
                let connected = (state.connections, connection);
                state.connection = Some(connected.clone());
                Ok(connected)
            }
            Err(error) => {
                let outage = error.clone();
                state.outage = Some(Outage {
                    started,
                    error: outage,
                });
                Err(error)
            }
        }
    }

    /// Opens a connection and prepares both limits for this process.
    async fn open(&self) -> Result<MultiplexedConnection, RedisStoreError> {
        let timeout = Some(self.settings.timeout);
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(timeout)
            .set_response_timeout(timeout);
        let client = &self.settings.client;
        let mut connection = client
            .get_multiplexed_async_connection_with_config(&config)
            .await
            .map_err(|error| self.error(&error))?;
        // The response to a script without a password does not name the reason.
        redis::cmd("PING")
            .exec_async(&mut connection)
            .await
            .map_err(|error| self.error(&error))?;
        for limit in Limit::ALL {
            let is_continued = self.state().local.is_some();
            let operation = Operation::Open {
                is_continued,
                hold: self.rest_of_hold(limit),
            };
            self.invoke(connection.clone(), limit, operation).await?;
        }
        Ok(connection)
    }

    /// Runs an operation on a connection.
    async fn invoke(
        &self,
        mut connection: MultiplexedConnection,
        limit: Limit,
        operation: Operation,
    ) -> Result<Reply, RedisStoreError> {
        let [account, historical] = &self.limits;
        let (key, arguments) = match limit {
            Limit::Account => account,
            Limit::Historical => historical,
        };
        let invocation = operation.invocation(&self.script, key, arguments);
        let timeout = self.settings.timeout;
        let reply: Reply = tokio::time::timeout(timeout, invocation.invoke_async(&mut connection))
            .await
            .map_err(|_| RedisStoreError::Timeout { after: timeout })?
            .map_err(|error| self.error(&error))?;
        if !reply.hold.is_zero() {
            self.note_hold(limit, reply.hold);
        }
        Ok(reply)
    }

    /// Converts an error of the Redis client.
    fn error(&self, error: &RedisError) -> RedisStoreError {
        RedisStoreError::new(error, self.settings.timeout)
    }

    /// Drops a connection that failed, unless there is a newer one.
    fn disconnect(&self, number: u64, outage: Option<Outage>) {
        let mut state = self.state();
        if state
            .connection
            .as_ref()
            .is_some_and(|(current, _)| *current == number)
        {
            state.connection = None;
            state.outage = outage;
            // A call that failed before the connection was established can have left it behind.
            state.local = None;
        }
    }

    /// Keeps a hold for a Redis that loses it, and for the limits in memory.
    pub(crate) fn note_hold(&self, limit: Limit, wait: Duration) {
        let end = Instant::now().checked_add(wait);
        let [account, historical] = &mut self.state().holds;
        let hold = match limit {
            Limit::Account => account,
            Limit::Historical => historical,
        };
        *hold = (*hold).max(end);
    }

    /// Returns the rest of a hold that was noted.
    fn rest_of_hold(&self, limit: Limit) -> Duration {
        let [account, historical] = self.state().holds;
        let end = match limit {
            Limit::Account => account,
            Limit::Historical => historical,
        };
        end.map_or(Duration::ZERO, |end| {
            end.saturating_duration_since(Instant::now())
        })
    }

    /// Returns the limits in memory of this outage, or its error where calls are to fail.
    pub(crate) async fn local(
        &self,
        error: RedisStoreError,
    ) -> Result<Arc<MemoryStore>, RedisStoreError> {
        let WhenUnavailable::LocalLimits { processes } = self.settings.when_unavailable else {
            return Err(error);
        };
        if let Some(local) = self.state().local.clone() {
            return Ok(local);
        }
        let share = |calls: u32| calls / processes;
        let (account, historical) = (self.settings.account, self.settings.historical);
        // Redis may have granted its burst just now.
        let local =
            MemoryStore::per_period(share(account), share(historical), self.settings.period)
                .exhausted();
        for (limit, class) in Limit::ALL
            .into_iter()
            .zip([RateLimit::Account, RateLimit::Historical])
        {
            let rest = self.rest_of_hold(limit);
            if !rest.is_zero() {
                // The store in memory does not fail.
                let _ = local.hold(class, rest).await;
            }
        }
        let mut state = self.state();
        let local = state.local.get_or_insert_with(|| {
            tracing::warn!(%error, "rate limits are local");
            Arc::new(local)
        });
        Ok(Arc::clone(local))
    }

    /// Returns true if the limits in memory are those of the current outage.
    pub(crate) fn is_current(&self, local: &Arc<MemoryStore>) -> bool {
        let state = self.state();
        state
            .local
            .as_ref()
            .is_some_and(|current| Arc::ptr_eq(current, local))
    }
}
