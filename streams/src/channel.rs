//! The description of a stream: its name, and the decoding and checks of its events.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde::de::DeserializeOwned;

use crate::StreamError;
use crate::frame;

/// Default bound of a queue: about 30 s of a busy order book.
const QUEUE_BYTES: usize = 1 << 20;

/// Maximum length of a name.
const MAX_NAME: usize = 200;

const DAY: Duration = Duration::from_secs(86_400);

/// Name of a stream, with the decoding and checks of its events.
///
/// Generated code builds it from the description of the stream. Channels with equal names are equal.
pub struct Channel<T> {
    pub(crate) name: Arc<str>,
    pub(crate) is_private: bool,
    pub(crate) decode: fn(&str) -> serde_json::Result<T>,
    pub(crate) sequence: Option<Sequence<T>>,
    pub(crate) event_time: Option<fn(&T) -> Timestamp>,
    pub(crate) max_silence: Option<Duration>,
    pub(crate) reconcile: &'static [&'static str],
    pub(crate) lag: Lag,
}

/// First and last sequence number of an event.
type Sequence<T> = fn(&T) -> (u64, u64);

/// Policy for events that are received faster than they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lag {
    /// Queues up to this number of bytes, including an overhead per event. An event beyond it drops all queued events, and
    /// a [`Gap`](crate::Gap) reports their number.
    Gap(usize),
    /// Keeps only the newest event, without a gap for older ones. For events that are complete in themselves, such as
    /// tickers and prices.
    Newest,
}

impl<T> Channel<T> {
    /// Describes a public stream by its name, such as `trade.SOL_USDC`.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>) -> Self
    where
        T: DeserializeOwned,
    {
        Self::decoded_by(name, |data| serde_json::from_str(data))
    }

    /// Describes a public stream by its name and the function that decodes the `data` of its events.
    #[must_use]
    pub fn decoded_by(
        name: impl Into<Arc<str>>,
        decode: fn(&str) -> serde_json::Result<T>,
    ) -> Self {
        Self {
            name: name.into(),
            is_private: false,
            decode,
            sequence: None,
            event_time: None,
            max_silence: None,
            reconcile: &[],
            lag: Lag::Gap(QUEUE_BYTES),
        }
    }

    /// Marks the stream as private: its subscriptions are signed.
    #[must_use]
    pub const fn private(mut self) -> Self {
        self.is_private = true;
        self
    }

    /// Sets the function that returns the first and last sequence number of an event. Each event must begin with the
    /// number after the last one.
    #[must_use]
    pub const fn sequence(mut self, sequence: fn(&T) -> (u64, u64)) -> Self {
        self.sequence = Some(sequence);
        self
    }

    /// Sets the function that returns the engine time of an event, or the time at which the exchange sent it.
    ///
    /// Used for [`Gap::since`](crate::Gap::since), and to distinguish a duplicate from a restart of the numbering.
    #[must_use]
    pub const fn event_time(mut self, event_time: fn(&T) -> Timestamp) -> Self {
        self.event_time = Some(event_time);
        self
    }

    /// Sets the interval at which the exchange sends events even if nothing changed.
    ///
    /// After three intervals without an event, and at least 10 s, the subscription yields a gap and is requested again.
    #[must_use]
    pub fn cadence(self, interval: Duration) -> Self {
        let silence = interval.saturating_mul(3).max(Duration::from_secs(10));
        self.max_silence(silence)
    }

    /// Sets the longest time without an event, from 1 s to a day. After it, the subscription yields a gap and is requested
    /// again.
    #[must_use]
    pub fn max_silence(mut self, silence: Duration) -> Self {
        self.max_silence = Some(silence.clamp(Duration::from_secs(1), DAY));
        self
    }

    /// Sets the REST operations that return the data lost in a gap.
    #[must_use]
    pub const fn reconcile(mut self, operations: &'static [&'static str]) -> Self {
        self.reconcile = operations;
        self
    }

    /// Sets the policy for events that are received faster than they are read. Default: [`Lag::Gap`] of 1 MiB.
    #[must_use]
    pub const fn lag(mut self, lag: Lag) -> Self {
        self.lag = lag;
        self
    }

    /// Decodes the event in a frame of this stream, such as a recorded one.
    ///
    /// # Errors
    ///
    /// The frame has no event of this type.
    pub fn decode(&self, frame: &str) -> serde_json::Result<T> {
        frame::decode(frame, &self.name, self.decode)
    }

    /// Returns the name of the stream.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Rejects names that need escapes in JSON, since frames are matched by the bytes of the name.
    pub(crate) fn check(&self) -> Result<(), StreamError> {
        let is_valid = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
        if self.name.is_empty() || self.name.len() > MAX_NAME || !self.name.bytes().all(is_valid) {
            return Err(StreamError::InvalidName {
                name: self.name.chars().take(MAX_NAME).collect(),
            });
        }
        Ok(())
    }
}

impl<T> Clone for Channel<T> {
    fn clone(&self) -> Self {
        Self {
            name: Arc::clone(&self.name),
            ..*self
        }
    }
}

impl<T> PartialEq for Channel<T> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl<T> Eq for Channel<T> {}

impl<T> Hash for Channel<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl<T> fmt::Debug for Channel<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Channel")
            .field("name", &self.name)
            .field("is_private", &self.is_private)
            .field("max_silence", &self.max_silence)
            .field("reconcile", &self.reconcile)
            .field("lag", &self.lag)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each character that is rejected is excluded by the message.
    #[test]
    fn message_describes_every_valid_name() {
        let check = |name: String| Channel::<u8>::new(name).check();
        for byte in 0..=127_u8 {
            let name = char::from(byte);
            let is_described = ('!'..='~').contains(&name) && name != '"' && name != '\\';
            assert_eq!(check(name.into()).is_ok(), is_described, "{name:?}");
        }
        for name in [String::new(), "ä".into(), "a".repeat(201)] {
            let error = check(name).unwrap_err().to_string();
            let rule = "use 1 to 200 visible ASCII characters except `\"` and `\\`";
            assert!(error.ends_with(rule), "{error}");
        }
        assert!(check("a".repeat(200)).is_ok());
    }
}
