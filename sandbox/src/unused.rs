//! Scripted responses and injected faults that were not used.

use std::fmt;

use crate::fault_kind::TriggeredFault;
use crate::streams::StreamFaultKind;

/// A scripted response or an injected fault that was not used. From [`Sandbox::unused`](crate::Sandbox::unused).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    pub(crate) operation_id: Option<String>,
    pub(crate) fault: Option<TriggeredFault>,
    pub(crate) stream_fault: Option<StreamFaultKind>,
    pub(crate) remaining: Option<usize>,
}

impl Unused {
    /// The operation that it was scripted for; `None` for a fault of all operations.
    #[must_use]
    pub fn operation_id(&self) -> Option<&str> {
        self.operation_id.as_deref()
    }

    /// The fault; `None` for a response, and for a fault of streams.
    #[must_use]
    pub const fn fault(&self) -> Option<TriggeredFault> {
        self.fault
    }

    /// The fault of streams.
    #[must_use]
    pub const fn stream_fault(&self) -> Option<StreamFaultKind> {
        self.stream_fault
    }

    /// The number of times that it was to be used and was not; `None` without a limit, when it was never used.
    #[must_use]
    pub const fn remaining(&self) -> Option<usize> {
        self.remaining
    }
}

/// For example `execute_order: a response was not used (2 times)`.
impl fmt::Display for Unused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scope = match (self.operation_id.as_deref(), self.stream_fault) {
            (Some(operation), _) => operation,
            (None, Some(_)) => "streams",
            (None, None) => "all operations",
        };
        write!(f, "{scope}: ")?;
        match (self.fault, self.stream_fault) {
            (Some(fault), _) => write!(f, "the fault `{fault}` was not used")?,
            (None, Some(fault)) => write!(f, "the fault `{fault}` was not used")?,
            (None, None) => f.write_str("a response was not used")?,
        }
        match self.remaining {
            Some(times) if times > 1 => write!(f, " ({times} times)"),
            _ => Ok(()),
        }
    }
}

/// Scripted responses or injected faults were not used. From [`Sandbox::verify`](crate::Sandbox::verify).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", list(.unused))]
pub struct UnusedError {
    pub(crate) unused: Vec<Unused>,
}

impl UnusedError {
    /// The responses and faults, sorted by operation.
    #[must_use]
    pub fn unused(&self) -> &[Unused] {
        &self.unused
    }
}

fn list(unused: &[Unused]) -> String {
    let lines: Vec<String> = unused.iter().map(ToString::to_string).collect();
    lines.join("; ")
}
