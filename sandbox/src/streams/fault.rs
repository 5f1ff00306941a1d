//! Faults of streams: an effect, and the events, subscriptions or handshakes that it acts on.

use std::fmt;
use std::time::Duration;

use crate::error::ScriptError;
use crate::faults::schedule::{Schedule, Timing};
use crate::script::mock_response::valid_status;

/// A failure of the streams, to inject with [`StreamHandle::fault`](super::StreamHandle::fault).
///
/// [`rejected_handshake`](Self::rejected_handshake) acts on handshakes, [`expired_signature`](Self::expired_signature) on signed
/// subscriptions, and every other fault on an event that a connection is about to receive. An event is recorded and numbered
/// whatever happens to it on the way.
///
/// It acts once by default: see [`times`](Self::times), [`always`](Self::always), [`every`](Self::every) and
/// [`with_probability`](Self::with_probability). An invalid fault is an error when it is injected.
///
/// ```
/// use std::time::Duration;
/// use backpack_sandbox::streams::StreamFault;
///
/// // The next event is sent only in part, and the connection ends.
/// let cut = StreamFault::half_frame();
/// // Every hundredth trade is missing.
/// let skipped = StreamFault::skip().on("trade.SOL_USDC").every(100);
/// // One event in a thousand, the same ones on each run, is followed by silence of a minute.
/// let stalled = StreamFault::stall(Duration::from_secs(60)).with_probability(0.001, 42);
/// # let _ = (cut, skipped, stalled);
/// ```
#[derive(Debug, Clone)]
#[must_use = "a fault does nothing until it is injected"]
pub struct StreamFault {
    effect: Effect,
    stream: Option<String>,
    timing: Timing,
}

/// The effect of a [`StreamFault`]: see the function of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum StreamFaultKind {
    /// [`StreamFault::rejected_handshake`].
    RejectedHandshake,
    /// [`StreamFault::expired_signature`].
    ExpiredSignature,
    /// [`StreamFault::reset`].
    Reset,
    /// [`StreamFault::close`].
    Close,
    /// [`StreamFault::restart`].
    Restart,
    /// [`StreamFault::stall`].
    Stall,
    /// [`StreamFault::mute`].
    Mute,
    /// [`StreamFault::skip`].
    Skip,
    /// [`StreamFault::duplicate`].
    Duplicate,
    /// [`StreamFault::reorder`].
    Reorder,
    /// [`StreamFault::half_frame`].
    HalfFrame,
    /// [`StreamFault::malformed`].
    Malformed,
    /// [`StreamFault::not_json`].
    NotJson,
    /// [`StreamFault::unknown_event`].
    UnknownEvent,
    /// [`StreamFault::error_frame`].
    ErrorFrame,
    /// [`StreamFault::trickle`].
    Trickle,
    /// [`StreamFault::fragments`].
    Fragments,
    /// [`StreamFault::burst`].
    Burst,
}

/// For example `half frame`.
impl fmt::Display for StreamFaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RejectedHandshake => "rejected handshake",
            Self::ExpiredSignature => "expired signature",
            Self::Reset => "reset",
            Self::Close => "close",
            Self::Restart => "restart",
            Self::Stall => "stall",
            Self::Mute => "mute",
            Self::Skip => "skip",
            Self::Duplicate => "duplicate",
            Self::Reorder => "reorder",
            Self::HalfFrame => "half frame",
            Self::Malformed => "malformed frame",
            Self::NotJson => "not JSON",
            Self::UnknownEvent => "unknown event",
            Self::ErrorFrame => "error frame",
            Self::Trickle => "trickle",
            Self::Fragments => "fragments",
            Self::Burst => "burst",
        })
    }
}

/// The effect with its values.
#[derive(Debug, Clone)]
pub(crate) enum Effect {
    RejectHandshake(u16),
    ExpireSignature,
    Reset,
    Close(u16),
    Restart(Duration),
    Stall(Duration),
    Mute(Duration),
    Skip,
    Duplicate,
    Reorder,
    HalfFrame,
    Malformed,
    NotJson,
    UnknownEvent,
    ErrorFrame(i64, String),
    Trickle(Duration),
    Fragments,
    Burst(usize),
}

impl Effect {
    pub(crate) const fn kind(&self) -> StreamFaultKind {
        match self {
            Self::RejectHandshake(_) => StreamFaultKind::RejectedHandshake,
            Self::ExpireSignature => StreamFaultKind::ExpiredSignature,
            Self::Reset => StreamFaultKind::Reset,
            Self::Close(_) => StreamFaultKind::Close,
            Self::Restart(_) => StreamFaultKind::Restart,
            Self::Stall(_) => StreamFaultKind::Stall,
            Self::Mute(_) => StreamFaultKind::Mute,
            Self::Skip => StreamFaultKind::Skip,
            Self::Duplicate => StreamFaultKind::Duplicate,
            Self::Reorder => StreamFaultKind::Reorder,
            Self::HalfFrame => StreamFaultKind::HalfFrame,
            Self::Malformed => StreamFaultKind::Malformed,
            Self::NotJson => StreamFaultKind::NotJson,
            Self::UnknownEvent => StreamFaultKind::UnknownEvent,
            Self::ErrorFrame(..) => StreamFaultKind::ErrorFrame,
            Self::Trickle(_) => StreamFaultKind::Trickle,
            Self::Fragments => StreamFaultKind::Fragments,
            Self::Burst(_) => StreamFaultKind::Burst,
        }
    }

    const fn occasion(&self) -> Occasion {
        match self {
            Self::RejectHandshake(_) => Occasion::Handshake,
            Self::ExpireSignature => Occasion::Subscription,
            _ => Occasion::Event,
        }
    }

    /// Returns the effect, or the error of a value that is out of range.
    fn checked(self) -> Result<Self, ScriptError> {
        match self {
            Self::RejectHandshake(status) => {
                valid_status(status, 300)?;
            }
            Self::Close(1000..=1003 | 1007..=1014 | 3000..=4999) => {}
            Self::Close(code) => return Err(ScriptError::CloseCode { code }),
            Self::Burst(1..=10_000) => {}
            Self::Burst(count) => return Err(ScriptError::Burst { count }),
            _ => {}
        }
        Ok(self)
    }
}

/// The occasion of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    Handshake,
    Subscription,
    Event,
}

impl StreamFault {
    const fn new(effect: Effect) -> Self {
        Self {
            effect,
            stream: None,
            timing: Timing::ONCE,
        }
    }

    /// Responds to a handshake with a status of 300 to 599 and no body.
    pub const fn rejected_handshake(status: u16) -> Self {
        Self::new(Effect::RejectHandshake(status))
    }

    /// Responds to a subscription with a valid signature as if it had expired: 4003, `Invalid signature`. The code is inferred.
    pub const fn expired_signature() -> Self {
        Self::new(Effect::ExpireSignature)
    }

    /// Resets the connection in place of the event.
    pub const fn reset() -> Self {
        Self::new(Effect::Reset)
    }

    /// Closes the connection with this code in place of the event: 1000 to 1003, 1007 to 1014, or 3000 to 4999.
    pub const fn close(code: u16) -> Self {
        Self::new(Effect::Close(code))
    }

    /// Closes all connections with 1001 in place of the event, and responds to handshakes with 503 for the time of the
    /// outage, as the exchange does when it restarts. The book and the numbers of events are kept.
    pub const fn restart(outage: Duration) -> Self {
        Self::new(Effect::Restart(outage))
    }

    /// Stops reading and writing on the connection for this time, and sends the event afterwards.
    pub const fn stall(duration: Duration) -> Self {
        Self::new(Effect::Stall(duration))
    }

    /// Sends no event of the stream on the connection for this time, from this event on. Pings have pongs.
    pub const fn mute(duration: Duration) -> Self {
        Self::new(Effect::Mute(duration))
    }

    /// Does not send the event.
    pub const fn skip() -> Self {
        Self::new(Effect::Skip)
    }

    /// Sends the event twice.
    pub const fn duplicate() -> Self {
        Self::new(Effect::Duplicate)
    }

    /// Sends the event after the next one of its stream.
    pub const fn reorder() -> Self {
        Self::new(Effect::Reorder)
    }

    /// Sends half of the frame, and ends the connection without a Close.
    pub const fn half_frame() -> Self {
        Self::new(Effect::HalfFrame)
    }

    /// Sends the event without its last closing brace, so that it is not JSON and its stream is still readable.
    pub const fn malformed() -> Self {
        Self::new(Effect::Malformed)
    }

    /// Sends a text in place of the event.
    pub const fn not_json() -> Self {
        Self::new(Effect::NotJson)
    }

    /// Sends an event of a stream that nobody subscribed to before the event.
    pub const fn unknown_event() -> Self {
        Self::new(Effect::UnknownEvent)
    }

    /// Sends an error frame that belongs to no request before the event.
    pub fn error_frame(code: i64, message: impl Into<String>) -> Self {
        Self::new(Effect::ErrorFrame(code, message.into()))
    }

    /// Sends the frame byte by byte, with a pause after each.
    pub const fn trickle(pause: Duration) -> Self {
        Self::new(Effect::Trickle(pause))
    }

    /// Sends the event in three fragments, with a ping between them.
    pub const fn fragments() -> Self {
        Self::new(Effect::Fragments)
    }

    /// Withholds the event and those after it until there are `count`, 1 to 10 000, and sends them at once.
    pub const fn burst(count: usize) -> Self {
        Self::new(Effect::Burst(count))
    }

    /// Acts on this stream alone, named as it was subscribed to.
    pub fn on(mut self, stream: impl Into<String>) -> Self {
        self.stream = Some(stream.into());
        self
    }

    /// Acts `times` times.
    pub const fn times(mut self, times: usize) -> Self {
        self.timing = self.timing.times(times);
        self
    }

    /// Acts each time until the faults are cleared.
    pub const fn always(mut self) -> Self {
        self.timing = self.timing.always();
        self
    }

    /// Acts every `k`-th time, without end, or at most as often as [`times`](Self::times) allows.
    pub const fn every(mut self, k: usize) -> Self {
        self.timing = self.timing.every(k);
        self
    }

    /// Acts each time with this probability, 0 to 1, without end, or at most as often as [`times`](Self::times) allows. The
    /// seed determines when.
    pub const fn with_probability(mut self, probability: f64, seed: u64) -> Self {
        self.timing = self.timing.with_probability(probability, seed);
        self
    }

    /// Returns the kind, as [`StreamHandle::triggered`](super::StreamHandle::triggered) counts it.
    #[must_use]
    pub const fn kind(&self) -> StreamFaultKind {
        self.effect.kind()
    }

    pub(crate) fn injected(self) -> Result<Injected, ScriptError> {
        Ok(Injected {
            effect: self.effect.checked()?,
            stream: self.stream,
            schedule: self.timing.schedule()?,
        })
    }
}

/// An injected fault.
#[derive(Debug)]
pub(crate) struct Injected {
    pub(crate) effect: Effect,
    stream: Option<String>,
    pub(crate) schedule: Schedule,
}

impl Injected {
    /// Returns whether the fault acts. Only the faults of this occasion and stream count it.
    pub(crate) fn triggers(&mut self, occasion: Occasion, stream: &str) -> bool {
        let is_offered = self.effect.occasion() == occasion
            && (self.stream.as_deref().is_none_or(|own| own == stream)
                || occasion != Occasion::Event);
        is_offered && self.schedule.triggers()
    }
}
