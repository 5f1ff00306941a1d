//! The attempts of a call, as its response or error reports them.

/// The attempts of a call, up to and including the one that a response or an error belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequestInfo {
    pub(crate) operation: &'static str,
    /// True for every method but `GET`.
    pub(crate) is_mutating: bool,
    pub(crate) attempts: u32,
    /// True when at least one attempt may have been executed by the exchange.
    pub(crate) may_have_executed: bool,
    /// True when an idempotent cancel found nothing after an attempt that may have been executed.
    pub(crate) not_found_on_retry: bool,
}

impl RequestInfo {
    /// Returns true when the exchange may have changed something.
    pub(crate) const fn outcome_unknown(self) -> bool {
        self.is_mutating && self.may_have_executed
    }
}
