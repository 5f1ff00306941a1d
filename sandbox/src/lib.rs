#![doc = include_str!("../README.md")]

mod answer;
mod authenticate;
mod body;
pub mod book;
mod builder;
mod check;
mod document;
mod error;
mod errors;
mod example;
mod exchange;
mod fault;
mod faults;
mod node;
mod parameters;
mod record;
mod reply;
mod reply_body;
mod retry_after;
mod routes;
mod sandbox;
mod schedule;
mod schema;
mod script;
mod server;
mod skew;
mod wire;

pub use backpack_signing;
pub use bytes;
pub use http;
pub use rust_decimal;

pub use crate::answer::Answer;
pub use crate::authenticate::Authentication;
pub use crate::book::{Book, BookError, BookHandle};
pub use crate::builder::SandboxBuilder;
pub use crate::document::DocumentError;
pub use crate::error::{ScriptError, StartError};
pub use crate::fault::{Fault, FaultKind};
pub use crate::faults::Faults;
pub use crate::record::ReceivedRequest;
pub use crate::retry_after::RetryAfter;
pub use crate::sandbox::Sandbox;
pub use crate::script::Script;
pub use crate::skew::ClockSkew;
