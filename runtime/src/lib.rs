#![doc = include_str!("../README.md")]

mod base_url;
mod client;
mod clock;
mod error;
mod limits;
mod operation;
mod options;
mod pages;
mod request;
mod response;
mod retry;
mod transport;

pub use backpack_signing::Instruction;
pub use futures_core::Stream;
pub use reqwest_middleware;

pub use crate::base_url::{BaseUrl, InvalidBaseUrl};
pub use crate::client::{ClientHooks, ClientInfo};
pub use crate::clock::ClockOffset;
pub use crate::error::{
    BodyError, BodyProblem, BuildError, Error, InvalidBody, RefusedError, SendError, TransportError,
};
pub use crate::limits::{RateLimits, WhenLimited};
pub use crate::operation::{Auth, OperationInfo, RateLimit};
pub use crate::options::{CallOptions, InvalidHeader};
pub use crate::pages::{PageError, PageHeaders, Pages, page_stream};
pub use crate::request::{InvalidRequest, QueryParam, RequestBuilder, encode_path};
pub use crate::response::{Response, ResponseValue};
pub use crate::retry::RetryPolicy;
pub use crate::transport::{DEFAULT_MAX_BODY, Transport, TransportBuilder};
