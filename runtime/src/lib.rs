#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod attempt;
mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod clock;
mod decode;
mod error;
mod error_object;
mod headers;
#[cfg(feature = "http2")]
#[cfg(test)]
mod http2_tests;
mod http_settings;
mod into_optional;
mod json_error;
mod lenient;
#[doc(hidden)]
pub mod limit_policy;
mod limit_store;
mod limits;
mod memory_store;
mod observer;
mod operation;
mod options;
mod pages;
mod parameters;
mod positive;
mod progenitor_client;
mod progress;
mod raw_call;
mod request_info;
mod response;
mod retry;
mod retry_policy;
mod server_text;
mod shared;
mod streams;
mod sync_clock;
mod time_rows;
mod transport;
pub mod wire;

pub use backpack_signing::Instruction;
pub use futures_core::Stream;
pub use futures_core::future::BoxFuture;
pub use {http, reqwest, reqwest_middleware};

#[doc(hidden)]
pub use crate::base_url::is_loopback;
pub use crate::base_url::{BaseUrl, InvalidBaseUrl};
pub use crate::builder::{BuildError, ClientBuilder, DEFAULT_MAX_BODY};
pub use crate::clock::ClockOffset;
pub use crate::error::{
    BodyError, BodyProblem, BrokenRule, Error, ErrorCode, InvalidBody, InvalidJson, NotSentReason,
    TransportError,
};
pub use crate::headers::PageHeaders;
#[doc(hidden)]
pub use crate::headers::retry_after;
pub use crate::into_optional::{IntoOptionalList, IntoOptionalSecret, IntoOptionalString};
pub use crate::lenient::{InvalidRow, LenientRows};
pub use crate::limit_store::{RateLimitStore, RateLimitStoreError, Reservation, ReserveError};
pub use crate::limits::{RateLimits, WhenLimited};
pub use crate::memory_store::MemoryStore;
pub use crate::observer::{Event, Observer, RetryReason};
pub use crate::operation::{Auth, Operation, RateLimit};
pub use crate::options::{CallOptions, InvalidHeader};
pub use crate::pages::{Page, PageError, PageStream, Pages, Rows};
pub use crate::parameters::QueryValue;
#[doc(hidden)]
pub use crate::positive::IsPositive;
#[doc(hidden)]
pub use crate::progenitor_client::{
    __private, ByteStream, ClientHooks, ClientInfo, OperationInfo, QueryParam, RequestBuilderExt,
    ResponseValue, TimeRange, encode_path, lenient, lenient_optional, page_stream, rows, time_rows,
};
pub use crate::raw_call::{RawCall, RawRequest};
pub use crate::response::{RawResponse, Response, ResponseMeta};
pub use crate::retry_policy::RetryPolicy;
pub use crate::server_text::server_text;
pub use crate::transport::Transport;
