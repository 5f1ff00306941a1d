// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls, one builder each; they start at the methods of [`Client`](crate::Client).

mod account;
pub use account::*;
