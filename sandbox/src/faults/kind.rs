//! The kind and the phase of a fault, as they are recorded with a request.

use std::fmt;

/// The moment at which a fault acts on a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// Before a byte of the request is read. The request is not recorded.
    BeforeReading,
    /// After the request is read and before it is executed: an order is not placed.
    BeforeExecution,
    /// After the request is executed: an order is placed, whatever the client receives.
    AfterExecution,
}

/// The effect of a fault: see the function of the same name of [`Fault`](crate::Fault).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// [`Fault::reset`](crate::Fault::reset).
    Reset,
    /// [`Fault::delay`](crate::Fault::delay).
    Delay,
    /// [`Fault::rate_limited`](crate::Fault::rate_limited).
    RateLimited,
    /// [`Fault::expired`](crate::Fault::expired).
    Expired,
    /// [`Fault::status`](crate::Fault::status), with the status code.
    Status(u16),
    /// [`Fault::html`](crate::Fault::html), with the status code.
    Html(u16),
    /// [`Fault::respond_with`](crate::Fault::respond_with).
    Response,
    /// [`Fault::truncated_body`](crate::Fault::truncated_body).
    TruncatedBody,
    /// [`Fault::slow_body`](crate::Fault::slow_body).
    SlowBody,
}

/// The fault that was triggered by a request: its kind and its phase.
///
/// ```
/// use backpack_sandbox::{Fault, FaultKind};
///
/// let fault = Fault::reset().after_execution();
/// assert_eq!(fault.triggered(), FaultKind::Reset.after_execution());
/// assert!(fault.triggered().executes());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TriggeredFault {
    pub(crate) kind: FaultKind,
    pub(crate) phase: Phase,
}

impl FaultKind {
    /// Returns the fault of this kind before execution, to compare with
    /// [`ReceivedRequest::fault`](crate::ReceivedRequest::fault).
    #[must_use]
    pub const fn before_execution(self) -> TriggeredFault {
        TriggeredFault {
            kind: self,
            phase: Phase::BeforeExecution,
        }
    }

    /// Returns the fault of this kind after execution, to compare with
    /// [`ReceivedRequest::fault`](crate::ReceivedRequest::fault).
    #[must_use]
    pub const fn after_execution(self) -> TriggeredFault {
        TriggeredFault {
            kind: self,
            phase: Phase::AfterExecution,
        }
    }
}

impl TriggeredFault {
    /// Returns the effect of the fault.
    #[must_use]
    pub const fn kind(self) -> FaultKind {
        self.kind
    }

    /// Returns the moment at which the fault acts.
    #[must_use]
    pub const fn phase(self) -> Phase {
        self.phase
    }

    /// Returns whether the request is executed, so that an order that it places exists.
    ///
    /// A delay before execution only postpones it, and counts.
    #[must_use]
    pub const fn executes(self) -> bool {
        match self.phase {
            Phase::BeforeReading => false,
            Phase::BeforeExecution => matches!(self.kind, FaultKind::Delay),
            Phase::AfterExecution => true,
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reset => "reset",
            Self::Delay => "delay",
            Self::RateLimited => "rate limited",
            Self::Expired => "expired",
            Self::Status(status) => return write!(f, "status {status}"),
            Self::Html(status) => return write!(f, "HTML {status}"),
            Self::Response => "response",
            Self::TruncatedBody => "truncated body",
            Self::SlowBody => "slow body",
        })
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BeforeReading => "before reading",
            Self::BeforeExecution => "before execution",
            Self::AfterExecution => "after execution",
        })
    }
}

/// The kind and the phase, for example `reset after execution`.
impl fmt::Display for TriggeredFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.phase)
    }
}
