//! The generated part of the test client.

#[rustfmt::skip]
pub mod http;
pub mod types;
