//! Conveniences on generated types, written by hand.

#[cfg(feature = "streams")]
pub(crate) mod account;
pub(crate) mod client;
mod depth;
mod error;
mod klines;
pub(crate) mod market;
mod order;
pub(crate) mod place;
#[cfg(feature = "streams")]
pub(crate) mod streams;
