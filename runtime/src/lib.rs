#![doc = include_str!("../README.md")]

mod base_url;
mod client;
mod error;
mod operation;
mod pages;
mod request;
mod response;
mod transport;

pub use backpack_signing::Instruction;
pub use futures_core::Stream;

pub use crate::base_url::{BaseUrl, InvalidBaseUrl};
pub use crate::client::{ClientHooks, ClientInfo};
pub use crate::error::{
    BodyError, BodyProblem, BuildError, Error, InvalidBody, RefusedError, SendError, TransportError,
};
pub use crate::operation::{Auth, OperationInfo, RateLimit};
pub use crate::pages::{PageError, PageHeaders, Pages, page_stream};
pub use crate::request::{QueryParam, encode_path};
pub use crate::response::{Response, ResponseValue};
pub use crate::transport::{DEFAULT_MAX_BODY, Transport, TransportBuilder};
