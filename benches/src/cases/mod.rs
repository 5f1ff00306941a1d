//! Cases that are measured in this process.

pub mod book;
pub mod decoding;
pub mod signing;
pub mod streams;
