//! The cases that are measured within this process.

pub mod decoding;
pub mod signing;
