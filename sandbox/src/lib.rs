#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod authentication;
pub mod book;
mod clock;
mod error;
mod error_response;
mod faults;
mod request;
mod response;
mod script;
mod server;
mod spec;
pub mod streams;

pub use backpack_signing;
pub use bytes;
pub use http;
pub use rust_decimal;

pub use crate::authentication::Authentication;
pub use crate::book::{Book, BookError, BookHandle};
pub use crate::clock::ClockSkew;
pub use crate::error::{ScriptError, StartError};
pub use crate::error_response::AuthenticationErrors;
pub use crate::faults::fault::{Fault, FaultEffect};
pub use crate::faults::injected::Faults;
pub use crate::faults::kind::{FaultKind, Phase, TriggeredFault};
pub use crate::faults::retry_after::RetryAfter;
pub use crate::request::ReceivedRequest;
pub use crate::script::mock_response::MockResponse;
pub use crate::server::builder::SandboxBuilder;
pub use crate::server::sandbox::Sandbox;
pub use crate::server::script::Script;
pub use crate::server::unused::{Unused, UnusedError};
pub use crate::spec::error::DocumentError;
