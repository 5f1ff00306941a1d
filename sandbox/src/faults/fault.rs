//! Faults: an effect, the phase in which it acts, and the requests that it acts on.

use std::num::NonZeroUsize;
use std::time::Duration;

use http::StatusCode;

use crate::error::ScriptError;
use crate::error_response;
use crate::fault_kind::{FaultKind, Phase, TriggeredFault};
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
    pub(crate) kind: FaultKind,
    pub(crate) phase: Phase,
    pub(crate) action: Result<Action, ScriptError>,
    pub(crate) delay: Duration,
    pub(crate) timing: Timing,
}

/// The effect of a [`Fault`], before its phase is chosen.
#[derive(Debug, Clone)]
#[must_use = "choose the phase with `before_execution` or `after_execution`"]
pub struct FaultEffect {
    kind: FaultKind,
    action: Result<Action, ScriptError>,
    delay: Duration,
}

/// The effect of a fault besides the delay.
#[derive(Debug, Clone)]
pub(crate) enum Action {
    Nothing,
    Reset,
    Respond(MockResponse),
    RateLimit(RetryAfter),
    /// The body ends before its announced length.
    Truncate,
    /// The body is sent in chunks of this size, with a pause before each but the first.
    Trickle(NonZeroUsize, Duration),
}

impl FaultEffect {
    const fn new(kind: FaultKind, action: Result<Action, ScriptError>) -> Self {
        Self {
            kind,
            action,
            delay: Duration::ZERO,
        }
    }

    /// The effect takes the place of the execution: the request is not executed. A delay only postpones it.
    pub fn before_execution(self) -> Fault {
        self.in_phase(Phase::BeforeExecution)
    }

    /// The request is **executed**, and the effect takes the place of its response.
    pub fn after_execution(self) -> Fault {
        self.in_phase(Phase::AfterExecution)
    }

    fn in_phase(self, phase: Phase) -> Fault {
        Fault {
            kind: self.kind,
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
        FaultEffect::new(FaultKind::Reset, Ok(Action::Reset))
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
        let mut effect = FaultEffect::new(FaultKind::Delay, Ok(Action::Nothing));
        effect.delay = delay;
        effect
    }

    /// Responds with 429, `TOO_MANY_REQUESTS`, and a `Retry-After` header.
    pub const fn rate_limited(retry_after: RetryAfter) -> FaultEffect {
        FaultEffect::new(FaultKind::RateLimited, Ok(Action::RateLimit(retry_after)))
    }

    /// Responds as if the validity window of the request had passed: 401, `Request has expired`.
    ///
    /// To let requests expire by the clock, use [`Sandbox::skew_clock`](crate::Sandbox::skew_clock).
    pub fn expired() -> FaultEffect {
        let response = MockResponse::from_response(error_response::expired());
        FaultEffect::new(FaultKind::Expired, Ok(Action::Respond(response)))
    }

    /// Responds with a status of 200 to 599: with the exchange's JSON error from 400 on, and without a body below.
    ///
    /// `status(202)` is the response to a cancel that is accepted and not executed yet. After a fault before execution a
    /// test executes it with [`BookHandle::cancel`](crate::BookHandle::cancel), or never.
    pub fn status(status: u16) -> FaultEffect {
        let action = valid_status(status, 200)
            .map(|code| Action::Respond(MockResponse::from_response(error_response::status(code))));
        FaultEffect::new(FaultKind::Status(status), action)
    }

    /// Responds with a status of 400 to 599 and an HTML page, as a firewall (403, 429) or a gateway (502, 503) in front of
    /// the exchange does.
    pub fn html(status: u16) -> FaultEffect {
        let action = valid_status(status, 400)
            .map(|code| Action::Respond(MockResponse::from_response(error_response::page(code))));
        FaultEffect::new(FaultKind::Html(status), action)
    }

    /// Responds with this response. The fault determines how many times, not the response.
    pub fn respond_with(response: MockResponse) -> FaultEffect {
        let action = response.valid().map(Action::Respond);
        FaultEffect::new(FaultKind::Response, action)
    }

    /// **Executes the request**, announces the length of the response, sends half of its body, and closes the connection.
    pub fn truncated_body() -> Self {
        FaultEffect::new(FaultKind::TruncatedBody, Ok(Action::Truncate)).after_execution()
    }

    /// **Executes the request**, and sends the body of the response in chunks of `chunk` bytes, with a pause before each
    /// but the first.
    pub fn slow_body(chunk: usize, pause: Duration) -> Self {
        let action = NonZeroUsize::new(chunk)
            .map(|chunk| Action::Trickle(chunk, pause))
            .ok_or(ScriptError::EmptyChunk);
        FaultEffect::new(FaultKind::SlowBody, action).after_execution()
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

    /// The kind and the phase, as [`ReceivedRequest::fault`](crate::ReceivedRequest::fault) records them.
    #[must_use]
    pub const fn triggered(&self) -> TriggeredFault {
        TriggeredFault {
            kind: self.kind,
            phase: self.phase,
        }
    }
}

fn valid_status(status: u16, lowest: u16) -> Result<StatusCode, ScriptError> {
    match StatusCode::from_u16(status) {
        Ok(code) if (lowest..600).contains(&status) => Ok(code),
        _ => Err(ScriptError::Status { status, lowest }),
    }
}
