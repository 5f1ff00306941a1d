//! What goes wrong on purpose between a client and the exchange.

use std::fmt;
use std::num::NonZeroUsize;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::answer::Answer;
use crate::error::ScriptError;
use crate::errors;
use crate::reply::Reply;
use crate::reply_body::Pace;
use crate::retry_after::RetryAfter;
use crate::schedule::{Schedule, Timing};

/// Something that goes wrong with a request, to inject with [`Script::fault`](crate::Script::fault) for one operation
/// or with [`Faults::add`](crate::Faults::add) for all.
///
/// What matters to a client is whether the request took effect, so each fault says so: it strikes **before execution**
/// (the order is not placed, and never will be) or **after execution** (the order exists, whatever the client is told).
///
/// - A fault before execution strikes any request for the operation, as what stands in front of an exchange does: also
///   one that the checks would refuse.
/// - A fault after execution strikes a request that passes the checks. One that is refused is refused, and does not
///   use the fault up.
///
/// It strikes once unless it says otherwise: [`times`](Self::times), [`always`](Self::always),
/// [`every`](Self::every), [`with_probability`](Self::with_probability). A mistake in it is an error when it is
/// injected.
///
/// ```
/// use std::time::Duration;
/// use backpack_sandbox::{Fault, RetryAfter};
///
/// // The next order is placed, and its sender never hears of it.
/// let lost = Fault::reset_after_execution();
/// // Two requests are turned away.
/// let busy = Fault::rate_limited(RetryAfter::Seconds(1)).times(2);
/// // One request in ten, the same ones on each run, fails after half a second without effect.
/// let flaky = Fault::server_error_before_execution(503)
///     .delayed(Duration::from_millis(500))
///     .with_probability(0.1, 42);
/// # let _ = (lost, busy, flaky);
/// ```
#[derive(Debug)]
#[must_use = "a fault does nothing until it is injected"]
pub struct Fault {
    kind: FaultKind,
    effect: Result<Effect, ScriptError>,
    hold: Duration,
    timing: Timing,
}

/// Which fault struck a request: see the constructor of the same name of [`Fault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// [`Fault::reset_before_reading`]. On no [`ReceivedRequest`](crate::ReceivedRequest), as none was read.
    ResetBeforeReading,
    /// [`Fault::reset_before_execution`].
    ResetBeforeExecution,
    /// [`Fault::reset_after_execution`].
    ResetAfterExecution,
    /// [`Fault::delay_before_execution`].
    DelayBeforeExecution,
    /// [`Fault::delay_after_execution`].
    DelayAfterExecution,
    /// [`Fault::rate_limited`].
    RateLimited,
    /// [`Fault::expired`].
    Expired,
    /// [`Fault::server_error_before_execution`].
    ServerErrorBeforeExecution,
    /// [`Fault::server_error_after_execution`].
    ServerErrorAfterExecution,
    /// [`Fault::html_before_execution`].
    HtmlBeforeExecution,
    /// [`Fault::html_after_execution`].
    HtmlAfterExecution,
    /// [`Fault::accepted_before_execution`].
    AcceptedBeforeExecution,
    /// [`Fault::accepted_after_execution`].
    AcceptedAfterExecution,
    /// [`Fault::answer_before_execution`].
    AnswerBeforeExecution,
    /// [`Fault::answer_after_execution`].
    AnswerAfterExecution,
    /// [`Fault::truncated_body`].
    TruncatedBody,
    /// [`Fault::slow_body`].
    SlowBody,
}

/// What a fault does besides waiting.
#[derive(Debug, Clone)]
pub(crate) enum Effect {
    Nothing,
    Reset,
    Answer(Reply),
    RateLimit(RetryAfter),
    /// The body ends before its length.
    Truncate,
    /// The body comes in chunks of this size, with a pause after each.
    Trickle(NonZeroUsize, Duration),
}

impl Effect {
    /// How the body of the answer is sent that was to be given.
    pub(crate) const fn pace(&self) -> Pace {
        match self {
            Self::Truncate => Pace::Half,
            Self::Trickle(size, pause) => Pace::Pieces(*size, *pause),
            Self::Nothing | Self::Reset | Self::Answer(_) | Self::RateLimit(_) => Pace::Whole,
        }
    }
}

/// A fault that is scheduled.
pub(crate) struct Armed {
    pub(crate) kind: FaultKind,
    pub(crate) effect: Effect,
    pub(crate) hold: Duration,
    pub(crate) schedule: Schedule,
}

impl Fault {
    const fn new(kind: FaultKind, effect: Result<Effect, ScriptError>) -> Self {
        Self {
            kind,
            effect,
            hold: Duration::ZERO,
            timing: Timing::ONCE,
        }
    }

    /// Resets the connection when the next request arrives on it, without reading a byte of it, whatever its operation:
    /// so this one is for [`Faults::add`](crate::Faults::add) alone. The client sees a connection reset.
    ///
    /// The request is not recorded, as it is not read; [`Sandbox::resets`](crate::Sandbox::resets) counts it. A
    /// connection on which nothing is ever sent is left alone. Many clients send a request again by themselves when an
    /// idle connection turns out to be dead.
    pub const fn reset_before_reading() -> Self {
        Self::new(FaultKind::ResetBeforeReading, Ok(Effect::Reset))
    }

    /// Reads the request, does not carry it out, and resets the connection (TCP RST).
    pub const fn reset_before_execution() -> Self {
        Self::new(FaultKind::ResetBeforeExecution, Ok(Effect::Reset))
    }

    /// Reads the request, **carries it out**, and resets the connection (TCP RST) in place of an answer.
    pub const fn reset_after_execution() -> Self {
        Self::new(FaultKind::ResetAfterExecution, Ok(Effect::Reset))
    }

    /// Reads and checks the request, and carries it out and answers it only after `delay`. When the client goes away
    /// before that, it is not carried out.
    pub const fn delay_before_execution(delay: Duration) -> Self {
        Self::new(FaultKind::DelayBeforeExecution, Ok(Effect::Nothing)).delayed(delay)
    }

    /// **Carries the request out** at once, and answers it after `delay`.
    pub const fn delay_after_execution(delay: Duration) -> Self {
        Self::new(FaultKind::DelayAfterExecution, Ok(Effect::Nothing)).delayed(delay)
    }

    /// Answers 429, `TOO_MANY_REQUESTS`, without carrying the request out.
    pub const fn rate_limited(retry_after: RetryAfter) -> Self {
        Self::new(FaultKind::RateLimited, Ok(Effect::RateLimit(retry_after)))
    }

    /// Answers as if the window of the request had passed: 401, `Request has expired`. It is not carried out.
    ///
    /// For requests that do expire, set the clock apart with [`Sandbox::skew_clock`](crate::Sandbox::skew_clock).
    pub fn expired() -> Self {
        Self::new(FaultKind::Expired, Ok(Effect::Answer(errors::expired())))
    }

    /// Answers with a status of 500 to 599 and the exchange's JSON error, without carrying the request out.
    pub fn server_error_before_execution(status: u16) -> Self {
        let effect = server_error(status).map(Effect::Answer);
        Self::new(FaultKind::ServerErrorBeforeExecution, effect)
    }

    /// **Carries the request out**, and answers with a status of 500 to 599 and the exchange's JSON error.
    pub fn server_error_after_execution(status: u16) -> Self {
        let effect = server_error(status).map(Effect::Answer);
        Self::new(FaultKind::ServerErrorAfterExecution, effect)
    }

    /// Answers with a status of 400 to 599 and a page of HTML, as the network in front of the exchange does (403 its
    /// firewall, 502 and 503 its gateway), without carrying the request out.
    pub fn html_before_execution(status: u16) -> Self {
        Self::new(
            FaultKind::HtmlBeforeExecution,
            page(status).map(Effect::Answer),
        )
    }

    /// **Carries the request out**, and answers with a status of 400 to 599 and a page of HTML, as a gateway does that
    /// loses the answer.
    pub fn html_after_execution(status: u16) -> Self {
        Self::new(
            FaultKind::HtmlAfterExecution,
            page(status).map(Effect::Answer),
        )
    }

    /// Answers 202 without a body, as to a cancellation that is accepted and not done yet, without carrying it out. A
    /// test does it later, with [`BookHandle::cancel`](crate::BookHandle::cancel), or never.
    pub fn accepted_before_execution() -> Self {
        let effect = Ok(Effect::Answer(accepted()));
        Self::new(FaultKind::AcceptedBeforeExecution, effect)
    }

    /// **Carries the request out**, and answers 202 without a body, as to a cancellation that is accepted.
    pub fn accepted_after_execution() -> Self {
        let effect = Ok(Effect::Answer(accepted()));
        Self::new(FaultKind::AcceptedAfterExecution, effect)
    }

    /// Gives this answer without carrying the request out. How often is up to the fault, not to the answer.
    pub fn answer_before_execution(answer: Answer) -> Self {
        let effect = answer.into_reply().map(Effect::Answer);
        Self::new(FaultKind::AnswerBeforeExecution, effect)
    }

    /// **Carries the request out**, and gives this answer. How often is up to the fault, not to the answer.
    pub fn answer_after_execution(answer: Answer) -> Self {
        let effect = answer.into_reply().map(Effect::Answer);
        Self::new(FaultKind::AnswerAfterExecution, effect)
    }

    /// **Carries the request out**, announces the length of the answer, sends half of its body, and closes the
    /// connection.
    pub const fn truncated_body() -> Self {
        Self::new(FaultKind::TruncatedBody, Ok(Effect::Truncate))
    }

    /// **Carries the request out**, and sends the body of the answer in pieces of `chunk` bytes, with a pause before
    /// each but the first.
    pub fn slow_body(chunk: usize, pause: Duration) -> Self {
        let effect = NonZeroUsize::new(chunk)
            .map(|chunk| Effect::Trickle(chunk, pause))
            .ok_or(ScriptError::EmptyChunk);
        Self::new(FaultKind::SlowBody, effect)
    }

    /// Waits this long before the fault acts: after execution if the fault is one after execution, and before it
    /// otherwise. A [`reset_before_reading`](Self::reset_before_reading) does not wait.
    pub const fn delayed(mut self, delay: Duration) -> Self {
        self.hold = delay;
        self
    }

    /// Strikes `times` times.
    pub const fn times(mut self, times: usize) -> Self {
        self.timing = self.timing.times(times);
        self
    }

    /// Strikes until the faults are cleared.
    pub const fn always(mut self) -> Self {
        self.timing = self.timing.always();
        self
    }

    /// Strikes every `k`-th request that it is offered, without end, or as often as [`times`](Self::times) says:
    /// `every(3).times(1)` strikes the third request alone.
    pub const fn every(mut self, k: usize) -> Self {
        self.timing = self.timing.every(k);
        self
    }

    /// Strikes each request that it is offered with this probability, 0 to 1, without end, or as often as
    /// [`times`](Self::times) says. The seed alone decides which ones: the same on every run and every machine.
    pub const fn with_probability(mut self, probability: f64, seed: u64) -> Self {
        self.timing = self.timing.with_probability(probability, seed);
        self
    }

    /// What this fault is.
    #[must_use]
    pub const fn kind(&self) -> FaultKind {
        self.kind
    }

    pub(crate) fn arm(self) -> Result<Armed, ScriptError> {
        Ok(Armed {
            kind: self.kind,
            effect: self.effect?,
            hold: self.hold,
            schedule: self.timing.schedule()?,
        })
    }
}

impl FaultKind {
    /// Whether a request that is struck is carried out all the same, so that an order that it places exists.
    ///
    /// [`DelayBeforeExecution`](Self::DelayBeforeExecution) only puts it off, and counts.
    #[must_use]
    pub const fn executes(self) -> bool {
        matches!(self, Self::DelayBeforeExecution) || self.is_after_execution()
    }

    pub(crate) const fn is_after_execution(self) -> bool {
        matches!(
            self,
            Self::ResetAfterExecution
                | Self::DelayAfterExecution
                | Self::ServerErrorAfterExecution
                | Self::HtmlAfterExecution
                | Self::AcceptedAfterExecution
                | Self::AnswerAfterExecution
                | Self::TruncatedBody
                | Self::SlowBody
        )
    }
}

/// In words, for messages of assertions.
impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ResetBeforeReading => "reset before reading",
            Self::ResetBeforeExecution => "reset before execution",
            Self::ResetAfterExecution => "reset after execution",
            Self::DelayBeforeExecution => "delay before execution",
            Self::DelayAfterExecution => "delay after execution",
            Self::RateLimited => "rate limited",
            Self::Expired => "expired",
            Self::ServerErrorBeforeExecution => "server error before execution",
            Self::ServerErrorAfterExecution => "server error after execution",
            Self::HtmlBeforeExecution => "HTML before execution",
            Self::HtmlAfterExecution => "HTML after execution",
            Self::AcceptedBeforeExecution => "accepted before execution",
            Self::AcceptedAfterExecution => "accepted after execution",
            Self::AnswerBeforeExecution => "answer before execution",
            Self::AnswerAfterExecution => "answer after execution",
            Self::TruncatedBody => "truncated body",
            Self::SlowBody => "slow body",
        })
    }
}

fn server_error(status: u16) -> Result<Reply, ScriptError> {
    Ok(errors::server_error(fault_status(status, 500)?))
}

fn page(status: u16) -> Result<Reply, ScriptError> {
    Ok(errors::page(fault_status(status, 400)?))
}

fn accepted() -> Reply {
    Reply::new(StatusCode::ACCEPTED, HeaderMap::new(), "")
}

fn fault_status(status: u16, lowest: u16) -> Result<StatusCode, ScriptError> {
    match StatusCode::from_u16(status) {
        Ok(code) if (lowest..600).contains(&status) => Ok(code),
        _ => Err(ScriptError::FaultStatus { status, lowest }),
    }
}
