// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! What is generated: see the modules.

pub mod calls;
mod client;
pub mod operations;
pub mod types;
pub use client::Client;
