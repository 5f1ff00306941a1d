//! What can go wrong when a sandbox is started or scripted, typed.

use std::io;
use std::net::SocketAddr;

use crate::book::BookError;
use crate::document::DocumentError;

/// A sandbox that did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// There is no Tokio runtime to run in.
    #[error(
        "there is no Tokio runtime: start the sandbox inside one, with network and time enabled"
    )]
    NoRuntime,
    /// The address is reachable from other machines.
    #[error("{address} is not a loopback address: the sandbox listens on 127.0.0.0/8 or ::1 alone")]
    NotLoopback {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: give port 0 to be handed a free one")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// A key to accept is not base64 of an Ed25519 verifying key.
    #[error("the API key {api_key:?} is not base64 of a 32-byte Ed25519 verifying key")]
    ApiKey {
        /// The text that was given. An API key is public.
        api_key: String,
    },
    /// The OpenAPI document is not one that the sandbox can serve.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The book is not one that can be.
    #[error(transparent)]
    Book(#[from] BookError),
}

/// An answer that was not scripted, or a fault that was not injected.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScriptError {
    /// The document has no operation of this id.
    #[error(
        "the document has no operation {operation_id:?}: give an operationId as the document spells it, for example {example:?}"
    )]
    UnknownOperation {
        /// The id that was asked for.
        operation_id: String,
        /// The id of the document that is spelled most alike.
        example: String,
    },
    /// The status is not one that an answer can have.
    #[error("the status {status} is not one of 200 to 599")]
    Status {
        /// The status that was given.
        status: u16,
    },
    /// The value of a JSON answer cannot be written as JSON.
    #[error("the value of the answer cannot be written as JSON")]
    Json(#[source] serde_json::Error),
    /// A header's name or value is not legal in HTTP.
    #[error("the header {name:?}, or its value, is not legal in HTTP")]
    Header {
        /// The name that was given.
        name: String,
    },
    /// A header says how the answer is framed.
    #[error("the header {name:?} frames the answer: the sandbox writes it, so leave it out")]
    FramingHeader {
        /// The name that was given.
        name: String,
    },
    /// The status is not one that the fault can have.
    #[error("the status {status} is not one of {lowest} to 599, which this fault answers with")]
    FaultStatus {
        /// The status that was given.
        status: u16,
        /// The lowest that the fault can have.
        lowest: u16,
    },
    /// A fault would strike every zeroth request.
    #[error("there is no zeroth request: give `every` 1 or more, 1 to strike each request")]
    EveryZeroth,
    /// A probability is not one.
    #[error("{probability} is not a probability, which is 0 to 1")]
    Probability {
        /// What was given.
        probability: f64,
    },
    /// A slow body would be sent in pieces of nothing.
    #[error("a body cannot be sent in pieces of 0 bytes: give 1 or more")]
    EmptyChunk,
    /// A fault that strikes before a request is read cannot know its operation.
    #[error(
        "before a request is read nobody knows whether it is for {operation_id:?}: inject this fault with `Sandbox::faults`"
    )]
    OperationNotRead {
        /// The operation that it was injected for.
        operation_id: String,
    },
}
