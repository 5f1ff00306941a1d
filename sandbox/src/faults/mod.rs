//! Faults between a client and the exchange: their effects and kinds, their schedule, and the list of those injected.

pub(crate) mod fault;
pub(crate) mod injected;
pub(crate) mod kind;
pub(crate) mod retry_after;
pub(crate) mod schedule;
