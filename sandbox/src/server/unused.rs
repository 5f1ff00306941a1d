//! Scripted responses and injected faults that were not used.

use std::fmt;

use crate::faults::kind::TriggeredFault;
use crate::server::exchange::Exchange;
use crate::streams::StreamFaultKind;

/// A scripted response or an injected fault that was not used. From [`Sandbox::unused`](crate::Sandbox::unused).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    operation_id: Option<String>,
    fault: Option<TriggeredFault>,
    stream_fault: Option<StreamFaultKind>,
    remaining: Option<usize>,
}

impl Unused {
    /// Returns the unused responses and faults of a sandbox, sorted by operation.
    pub(super) fn all(exchange: &Exchange) -> Vec<Self> {
        let responses = exchange.responses.unused().into_iter();
        let responses = responses.map(|(operation_id, remaining)| Self {
            operation_id: Some(operation_id),
            fault: None,
            stream_fault: None,
            remaining,
        });
        let faults = exchange.faults.unused().into_iter();
        let faults = faults.map(|(operation_id, fault, remaining)| Self {
            operation_id,
            fault: Some(fault),
            stream_fault: None,
            remaining,
        });
        let stream_faults = exchange.streams.unused().into_iter();
        let stream_faults = stream_faults.map(|(fault, remaining)| Self {
            operation_id: None,
            fault: None,
            stream_fault: Some(fault),
            remaining,
        });
        let mut all: Vec<Self> = responses.chain(faults).chain(stream_faults).collect();
        all.sort_by(|left, right| left.operation_id.cmp(&right.operation_id));
        all
    }

    /// Returns the operation that the response or the fault was scripted for; `None` for a fault of all operations.
    #[must_use]
    pub fn operation_id(&self) -> Option<&str> {
        self.operation_id.as_deref()
    }

    /// Returns the fault; `None` for a response, and for a fault of streams.
    #[must_use]
    pub const fn fault(&self) -> Option<TriggeredFault> {
        self.fault
    }

    /// Returns the fault of streams; `None` for a response, and for a fault of an operation.
    #[must_use]
    pub const fn stream_fault(&self) -> Option<StreamFaultKind> {
        self.stream_fault
    }

    /// Returns the remaining number of uses; `None` for one without a limit, which was never used.
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
    pub(super) unused: Vec<Unused>,
}

impl UnusedError {
    /// Returns the responses and faults, sorted by operation.
    #[must_use]
    pub fn unused(&self) -> &[Unused] {
        &self.unused
    }
}

fn list(unused: &[Unused]) -> String {
    let lines: Vec<String> = unused.iter().map(ToString::to_string).collect();
    lines.join("; ")
}
