//! Faults: an effect, the phase in which it acts, and the requests that it acts on.

use std::num::NonZeroUsize;
use std::time::Duration;

use crate::error::ScriptError;
use crate::error_response;
use crate::faults::kind::{FaultKind, Phase, TriggeredFault};
use crate::faults::retry_after::RetryAfter;
use crate::faults::schedule::Timing;
use crate::script::mock_response::MockResponse;

/// A failure to inject with [`Script::fault`](crate::Script::fault) for one operation or with
/// [`Faults::add`](crate::Faults::add) for all.
///
/// A fault is an effect and a phase, because a client must know whether its order was placed. **Before execution** the
/// order is not placed and never will be; **after execution** it is placed, whatever the client receives.
///
/// - A fault before execution acts on every request for the operation, also on one that the checks would reject, as a
///   proxy in front of the exchange does.
/// - A fault after execution acts on requests that pass the checks. A rejected request does not use the fault up.
///
/// It acts once by default: see [`times`](Self::times), [`always`](Self::always), [`every`](Self::every) and
/// [`with_probability`](Self::with_probability). An invalid fault is an error when it is injected.
///
/// ```
/// use std::time::Duration;
/// use backpack_sandbox::{Fault, RetryAfter};
///
/// // The next order is placed, and its sender receives no response.
/// let lost = Fault::reset().after_execution();
/// // Two requests are rejected.
/// let busy = Fault::rate_limited(RetryAfter::Seconds(1)).before_execution().times(2);
/// // One request in ten, the same ones on each run, fails after half a second without effect.
/// let flaky = Fault::status(503)
///     .before_execution()
///     .delayed(Duration::from_millis(500))
///     .with_probability(0.1, 42);
/// # let _ = (lost, busy, flaky);
/// ```
#[derive(Debug, Clone)]
#[must_use = "a fault does nothing until it is injected"]
pub struct Fault {
    phase: Phase,
    pub(crate) action: Action,
    pub(crate) delay: Duration,
    pub(crate) timing: Timing,
}

/// The effect of a [`Fault`], before its phase is chosen.
#[derive(Debug, Clone)]
#[must_use = "choose the phase with `before_execution` or `after_execution`"]
pub struct FaultEffect {
    action: Action,
    delay: Duration,
}

/// The effect of a fault after its delay.
#[derive(Debug, Clone)]
pub(crate) enum Action {
    /// No effect but the delay.
    Delay,
    Reset,
    RateLimited(RetryAfter),
    /// A response in place of that of the operation, and the kind of the fault that sends it.
    Respond(FaultKind, MockResponse),
    /// The body ends before its announced length.
    TruncatedBody,
    /// The body is sent in chunks of this size, which is `None` in an invalid fault, with a pause before each but the
    /// first.
    SlowBody(Option<NonZeroUsize>, Duration),
}

impl Action {
    const fn kind(&self) -> FaultKind {
        match self {
            Self::Delay => FaultKind::Delay,
            Self::Reset => FaultKind::Reset,
            Self::RateLimited(_) => FaultKind::RateLimited,
            Self::Respond(kind, _) => *kind,
            Self::TruncatedBody => FaultKind::TruncatedBody,
            Self::SlowBody(..) => FaultKind::SlowBody,
        }
    }

    /// Returns the action, or the error of an invalid one.
    pub(crate) fn checked(self) -> Result<Self, ScriptError> {
        match self {
            Self::Respond(kind, response) => Ok(Self::Respond(kind, response.valid()?)),
            Self::SlowBody(None, _) => Err(ScriptError::EmptyChunk),
            valid => Ok(valid),
        }
    }
}

impl FaultEffect {
    const fn new(action: Action) -> Self {
        Self {
            action,
            delay: Duration::ZERO,
        }
    }

    /// Replaces the execution with the effect: the request is not executed. A delay only postpones it.
    pub fn before_execution(self) -> Fault {
        self.in_phase(Phase::BeforeExecution)
    }

    /// **Executes the request**, and replaces its response with the effect.
    pub fn after_execution(self) -> Fault {
        self.in_phase(Phase::AfterExecution)
    }

    fn in_phase(self, phase: Phase) -> Fault {
        Fault {
            phase,
            action: self.action,
            delay: self.delay,
            timing: Timing::ONCE,
        }
    }
}

impl Fault {
    /// Resets the connection (TCP RST) in place of a response.
    pub const fn reset() -> FaultEffect {
        FaultEffect::new(Action::Reset)
    }

    /// Resets the connection when the next request arrives on it, without reading a byte of it. The operation is not
    /// known then, so this fault is for [`Faults::add`](crate::Faults::add) alone.
    ///
    /// The request is not recorded; [`Sandbox::resets`](crate::Sandbox::resets) counts it. An idle connection is not
    /// reset. Many HTTP clients retry by themselves when an idle connection turns out to be dead.
    pub fn reset_before_reading() -> Self {
        Self::reset().in_phase(Phase::BeforeReading)
    }

    /// Delays the request. Before execution it is executed and responded to after `delay`, and not at all if the client
    /// disconnects before. After execution it is executed at once and responded to after `delay`.
    pub const fn delay(delay: Duration) -> FaultEffect {
        let mut effect = FaultEffect::new(Action::Delay);
        effect.delay = delay;
        effect
    }

    /// Responds with 429, `TOO_MANY_REQUESTS`, and a `Retry-After` header.
    pub const fn rate_limited(retry_after: RetryAfter) -> FaultEffect {
        FaultEffect::new(Action::RateLimited(retry_after))
    }

    /// Responds as if the validity window of the request had passed: 401, `Request has expired`.
    ///
    /// To let requests expire by the clock, use [`Sandbox::skew_clock`](crate::Sandbox::skew_clock).
    pub fn expired() -> FaultEffect {
        let response = MockResponse::from_response(error_response::expired());
        FaultEffect::new(Action::Respond(FaultKind::Expired, response))
    }

    /// Responds with a status of 200 to 599: with the exchange's JSON error from 400 on, and without a body below.
    ///
    /// `status(202)` is the response to a cancel that is accepted and not executed yet. After a fault before execution a
    /// test executes it with [`BookHandle::cancel`](crate::BookHandle::cancel), or never.
    pub fn status(status: u16) -> FaultEffect {
        let response = MockResponse::from_status(status, 200, error_response::status);
        FaultEffect::new(Action::Respond(FaultKind::Status(status), response))
    }

    /// Responds with a status of 400 to 599 and an HTML page, as a firewall (403, 429) or a gateway (502, 503) in front of
    /// the exchange does.
    pub fn html(status: u16) -> FaultEffect {
        let response = MockResponse::from_status(status, 400, error_response::page);
        FaultEffect::new(Action::Respond(FaultKind::Html(status), response))
    }

    /// Responds with this response. The fault determines how many times, not the response.
    pub fn respond_with(response: MockResponse) -> FaultEffect {
        FaultEffect::new(Action::Respond(FaultKind::Response, response))
    }

    /// **Executes the request**, announces the length of the response, sends half of its body, and closes the connection.
    pub fn truncated_body() -> Self {
        FaultEffect::new(Action::TruncatedBody).after_execution()
    }

    /// **Executes the request**, and sends the body of the response in chunks of `chunk` bytes, with a pause before each
    /// but the first.
    pub fn slow_body(chunk: usize, pause: Duration) -> Self {
        FaultEffect::new(Action::SlowBody(NonZeroUsize::new(chunk), pause)).after_execution()
    }

    /// Waits this long before the effect, in the phase of the fault. A
    /// [`reset_before_reading`](Self::reset_before_reading) does not wait.
    pub const fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Acts on `times` requests.
    pub const fn times(mut self, times: usize) -> Self {
        self.timing = self.timing.times(times);
        self
    }

    /// Acts on every request until the faults are cleared.
    pub const fn always(mut self) -> Self {
        self.timing = self.timing.always();
        self
    }

    /// Acts on every `k`-th request that it is offered, without end, or at most as often as [`times`](Self::times)
    /// allows: `every(3).times(1)` acts on the third request alone.
    pub const fn every(mut self, k: usize) -> Self {
        self.timing = self.timing.every(k);
        self
    }

    /// Acts on each request that it is offered with this probability, 0 to 1, without end, or at most as often as
    /// [`times`](Self::times) allows. The seed determines which ones: the same on every run and machine.
    pub const fn with_probability(mut self, probability: f64, seed: u64) -> Self {
        self.timing = self.timing.with_probability(probability, seed);
        self
    }

    /// Returns the kind and the phase, as [`ReceivedRequest::fault`](crate::ReceivedRequest::fault) records them.
    #[must_use]
    pub const fn triggered(&self) -> TriggeredFault {
        TriggeredFault {
            kind: self.action.kind(),
            phase: self.phase,
        }
    }
}
