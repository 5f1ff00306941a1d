//! Events of calls: traced, and reported to the observer of the client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use tracing::level_filters::LevelFilter;

use crate::error::TransportErrorKind;
use crate::operation::RateLimit;

/// Receives the events of the calls of a client and its clones, for example to count and time them; see
/// [`ClientBuilder::observer`](crate::ClientBuilder::observer). Every `Fn(&Event)` that is `Send + Sync` is one.
///
/// It is called within the call, so it must not block. A call that is dropped reports no further event.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use backpack_runtime::{ClientBuilder, Event, Transport};
///
/// let retries = Arc::new(AtomicU64::new(0));
/// let counter = Arc::clone(&retries);
/// let transport = ClientBuilder::<Transport>::new("https://api.backpack.exchange", "my-bot/1.0")
///     .observer(move |event: &Event| {
///         if let Event::Retry { .. } = event {
///             counter.fetch_add(1, Ordering::Relaxed);
///         }
///     })
///     .build()?;
/// # Ok::<(), backpack_runtime::BuildError>(())
/// ```
pub trait Observer: Send + Sync {
    /// Receives an event.
    fn observe(&self, event: &Event);
}

impl<F: Fn(&Event) + Send + Sync> Observer for F {
    fn observe(&self, event: &Event) {
        self(event);
    }
}

/// An event of a call. No event contains arguments, headers or bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// The call waits for a permit of a rate limit. Traced at the level `info`.
    #[non_exhaustive]
    Throttled {
        /// The operation that was called.
        operation: &'static str,
        /// The rate limit.
        rate_limit: RateLimit,
        /// The time until the permit.
        wait: Duration,
    },
    /// An attempt was sent, and its response was received or lost. Traced at the level `debug`.
    #[non_exhaustive]
    Attempt {
        /// The operation that was called.
        operation: &'static str,
        /// The number of the attempt, counted from 1; attempts that were not sent are counted too.
        attempt: u32,
        /// The status code; `None` when no response was received.
        status: Option<StatusCode>,
        /// The time from the start of the attempt to the end of the response.
        latency: Duration,
    },
    /// The call is retried after a wait. Traced at the level `warn`.
    #[non_exhaustive]
    Retry {
        /// The operation that was called.
        operation: &'static str,
        /// The number of the attempt that failed, counted from 1; attempts that were not sent are counted too.
        attempt: u32,
        /// The time until the next attempt.
        wait: Duration,
        /// The reason.
        reason: RetryReason,
    },
    /// The call has ended: with a response, an error of the exchange, or without a response.
    #[non_exhaustive]
    Finished {
        /// The operation that was called.
        operation: &'static str,
        /// The number of attempts that were sent; 0 when nothing was sent.
        attempts: u32,
        /// The status code of the last response; `None` when none was received.
        status: Option<StatusCode>,
        /// The time of the call in total, waits included.
        latency: Duration,
    },
}

impl Event {
    /// Returns the operation that was called.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        match self {
            Self::Throttled { operation, .. }
            | Self::Attempt { operation, .. }
            | Self::Retry { operation, .. }
            | Self::Finished { operation, .. } => operation,
        }
    }
}

/// The reason of a retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryReason {
    /// The request was not sent.
    NotSent,
    /// No connection was established.
    Connect,
    /// The server did not process the request (HTTP/2).
    Unprocessed,
    /// The attempt timed out.
    Timeout,
    /// The connection was lost.
    Connection,
    /// The response had this status code.
    Status(StatusCode),
}

impl From<TransportErrorKind> for RetryReason {
    fn from(kind: TransportErrorKind) -> Self {
        match kind {
            TransportErrorKind::Connect | TransportErrorKind::Certificate => Self::Connect,
            TransportErrorKind::Unprocessed => Self::Unprocessed,
            TransportErrorKind::Timeout => Self::Timeout,
            TransportErrorKind::Other => Self::Connection,
        }
    }
}

impl fmt::Display for RetryReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent => f.write_str("not sent"),
            Self::Connect => f.write_str("no connection"),
            Self::Unprocessed => f.write_str("request not processed"),
            Self::Timeout => f.write_str("timeout"),
            Self::Connection => f.write_str("connection lost"),
            Self::Status(status) => write!(f, "status {}", status.as_u16()),
        }
    }
}

/// Traces events, and passes them to the observer.
#[derive(Clone, Default)]
pub(crate) struct Reporter {
    observer: Option<Arc<dyn Observer>>,
}

impl Reporter {
    pub(crate) fn new(observer: impl Observer + 'static) -> Self {
        Self {
            observer: Some(Arc::new(observer)),
        }
    }

    /// Returns `true` when events are passed to an observer.
    pub(crate) const fn has_observer(&self) -> bool {
        self.observer.is_some()
    }

    /// Reports an event of the level `debug`, which is created only where it is traced or observed.
    pub(crate) fn report_with(&self, event: impl FnOnce() -> Event) {
        if self.has_observer() || LevelFilter::current() >= LevelFilter::DEBUG {
            self.report(event());
        }
    }

    pub(crate) fn report(&self, event: Event) {
        match event {
            Event::Throttled {
                operation,
                rate_limit,
                wait,
            } => {
                let wait_ms = millis(wait);
                tracing::info!(operation, ?rate_limit, wait_ms, "throttled");
            }
            Event::Attempt {
                operation,
                attempt,
                status: Some(status),
                latency,
            } => {
                let (status, latency_ms) = (status.as_u16(), millis(latency));
                tracing::debug!(operation, attempt, status, latency_ms, "response received");
            }
            Event::Attempt {
                operation,
                attempt,
                status: None,
                latency,
            } => {
                let latency_ms = millis(latency);
                tracing::debug!(operation, attempt, latency_ms, "request failed");
            }
            Event::Retry {
                operation,
                attempt,
                wait,
                reason,
            } => {
                let wait_ms = millis(wait);
                tracing::warn!(operation, attempt, wait_ms, %reason, "retrying");
            }
            // The span of the call has its result.
            Event::Finished { .. } => {}
        }
        if let Some(observer) = &self.observer {
            observer.observe(&event);
        }
    }
}

/// Returns the duration in milliseconds.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
