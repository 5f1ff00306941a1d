//! Conveniences on generated types, written by hand.

pub(crate) mod client;
mod error;
mod klines;
mod order;
