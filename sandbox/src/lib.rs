#![doc = include_str!("../README.md")]

mod answer;
mod authenticate;
mod body;
mod builder;
mod check;
mod document;
mod error;
mod errors;
mod example;
mod exchange;
mod node;
mod parameters;
mod record;
mod reply;
mod routes;
mod sandbox;
mod schema;
mod script;
mod server;

pub use backpack_signing;
pub use bytes;
pub use http;

pub use crate::answer::Answer;
pub use crate::authenticate::Authentication;
pub use crate::builder::SandboxBuilder;
pub use crate::document::DocumentError;
pub use crate::error::{ScriptError, StartError};
pub use crate::record::ReceivedRequest;
pub use crate::sandbox::Sandbox;
pub use crate::script::Script;
