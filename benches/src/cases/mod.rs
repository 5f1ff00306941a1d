//! Cases that are measured in this process.

pub mod decoding;
pub mod signing;
