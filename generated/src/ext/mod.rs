//! Conveniences on generated types, written by hand.

pub(crate) mod client;
mod depth;
mod error;
mod klines;
pub(crate) mod market;
mod order;
pub(crate) mod place;
