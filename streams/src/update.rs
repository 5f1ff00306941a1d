//! Items of a subscription.

use std::error::Error as _;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::StreamError;

/// Item of a subscription.
///
/// Between two [`Event`](Self::Event)s without a [`Gap`](Self::Gap), no event that the exchange sent is missing. After a
/// `Gap`, a [`Live`](Self::Live) precedes the next event.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Update<T> {
    /// The subscription is established, and events follow. After a gap, request the lost data from REST now: REST and
    /// stream together are complete.
    Live(Live),
    /// An event.
    Event(T),
    /// Events were lost, or may have been. It precedes the first event after the loss.
    Gap(Gap),
}

/// Established subscription.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Live {
    /// Number of the connection, counted per client. Each new connection has another number.
    pub connection: u64,
    /// The gap before it; the first of several gaps without an event between them. `None` without a gap.
    pub after: Option<Gap>,
}

/// Loss of events.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Gap {
    /// Time of the last event before it; `None` without such an event, or for events without a time.
    pub since: Option<Timestamp>,
    /// Reason of the loss.
    pub reason: GapReason,
    /// REST operations that return the lost data, from the description of the stream.
    pub reconcile: &'static [&'static str],
}

/// Reason of a [`Gap`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum GapReason {
    /// The connection was lost, or was not established.
    Disconnected(Arc<StreamError>),
    /// The exchange closed the connection.
    ClosedByExchange {
        /// Code of the Close frame.
        code: Option<u16>,
    },
    /// Time without a byte on the connection, or without an event of a stream of known cadence.
    Silent(Duration),
    /// The consumer was too slow, and queued events were dropped.
    Lagged {
        /// Number of events dropped.
        events: u64,
    },
    /// Sequence numbers are missing.
    Skipped {
        /// Expected number.
        expected: u64,
        /// Received number.
        got: u64,
    },
    /// The numbering of events has restarted: an event has a later time and a lower number than the last one.
    Renumbered {
        /// Last number before it.
        last: u64,
        /// Received number.
        got: u64,
    },
    /// A frame could not be decoded.
    Undecodable(Undecodable),
}

impl fmt::Display for GapReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disconnected(error) => {
                write!(f, "disconnected: {error}")?;
                let mut source = error.source();
                while let Some(cause) = source {
                    write!(f, ": {cause}")?;
                    source = cause.source();
                }
                Ok(())
            }
            Self::ClosedByExchange { code: Some(code) } => {
                write!(f, "closed by the exchange with code {code}")
            }
            Self::ClosedByExchange { code: None } => f.write_str("closed by the exchange"),
            Self::Silent(duration) => write!(f, "no data received for {duration:?}"),
            Self::Lagged { events } => write!(f, "consumer too slow: {events} events dropped"),
            Self::Skipped { expected, got } => write!(f, "expected number {expected}, got {got}"),
            Self::Renumbered { last, got } => {
                write!(f, "numbering restarted: got {got} after {last}")
            }
            Self::Undecodable(frame) => write!(f, "invalid frame: {}", frame.error),
        }
    }
}

/// Frame that could not be decoded. `Debug` prints only its length, since it may belong to a private stream.
#[derive(Clone)]
#[non_exhaustive]
pub struct Undecodable {
    /// Frame as received.
    pub frame: Arc<[u8]>,
    /// Problem, with its position in the frame or in its `data`.
    pub error: Arc<str>,
}

impl Undecodable {
    /// Creates it from a frame and its problem.
    pub(crate) fn new(frame: &[u8], error: impl fmt::Display) -> Self {
        Self {
            frame: frame.into(),
            error: error.to_string().into(),
        }
    }
}

impl fmt::Debug for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Undecodable")
            .field("frame", &format_args!("<{} bytes>", self.frame.len()))
            .field("error", &self.error)
            .finish()
    }
}
