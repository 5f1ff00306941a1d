//! Errors of starting and scripting a sandbox.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::book::BookError;
use crate::spec::error::DocumentError;

/// A sandbox that did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// There is no Tokio runtime to run in.
    #[error("no Tokio runtime: start the sandbox inside one, with network and time enabled")]
    NoRuntime,
    /// The address is reachable from other machines.
    #[error("{address} is not a loopback address: use 127.0.0.0/8 or ::1")]
    NotLoopback {
        /// The given address.
        address: SocketAddr,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: use port 0 for a free port")]
    Listen {
        /// The given address.
        address: SocketAddr,
        /// The error of the system.
        source: io::Error,
    },
    /// A key to accept is not base64 of an Ed25519 verifying key.
    #[error("invalid API key {api_key:?}: expected base64 of a 32-byte Ed25519 verifying key")]
    ApiKey {
        /// The given key. An API key is public.
        api_key: String,
    },
    /// The OpenAPI document cannot be served.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The book is invalid.
    #[error(transparent)]
    Book(#[from] BookError),
}

/// A response that was not scripted, or a fault that was not injected, because it is invalid.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum ScriptError {
    /// The document has no operation with this id.
    #[error(
        "unknown operation {operation_id:?}: use an operationId of the document, such as {example:?}"
    )]
    UnknownOperation {
        /// The given id.
        operation_id: String,
        /// The most similar id of the document.
        example: String,
    },
    /// The status code is out of range.
    #[error("invalid status {status}: use {lowest} to 599")]
    Status {
        /// The given status code.
        status: u16,
        /// The lowest valid status code.
        lowest: u16,
    },
    /// The value of a JSON response cannot be serialized.
    #[error("the value of the response cannot be serialized as JSON")]
    Json(#[source] Arc<serde_json::Error>),
    /// The name or value of a header is invalid in HTTP.
    #[error("invalid name or value of the header {name:?}")]
    Header {
        /// The given name.
        name: String,
    },
    /// The header is set by the server.
    #[error("the header {name:?} is set by the server: remove it")]
    ReservedHeader {
        /// The given name.
        name: String,
    },
    /// A fault would act on every zeroth request.
    #[error("`every` must be at least 1")]
    ZeroInterval,
    /// A probability is out of range.
    #[error("invalid probability {probability}: use 0 to 1")]
    Probability {
        /// The given probability.
        probability: f64,
    },
    /// A slow body would be sent in empty chunks.
    #[error("the chunk size of a slow body must be at least 1 byte")]
    EmptyChunk,
    /// A connection cannot be closed with this code.
    #[error("invalid close code {code}: use 1000 to 1003, 1007 to 1014, or 3000 to 4999")]
    CloseCode {
        /// The given code.
        code: u16,
    },
    /// A burst has no events, or too many to be withheld.
    #[error("invalid burst of {count} events: use 1 to 10000")]
    Burst {
        /// The given number of events.
        count: usize,
    },
    /// A line of a recorded run is not a JSON object.
    #[error("line {line} of the recorded run is not a JSON object")]
    Run {
        /// The number of the line, counted from 1.
        line: usize,
        /// The error of the parser.
        source: Arc<serde_json::Error>,
    },
    /// A fault before reading cannot be injected for one operation.
    #[error(
        "the operation is unknown before reading: inject this fault with `Sandbox::faults`, not for {operation_id:?}"
    )]
    UnknownBeforeReading {
        /// The operation of the injection.
        operation_id: String,
    },
}
