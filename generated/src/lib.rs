#![doc = include_str!("../README.md")]

#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod client;
mod clock;
mod error;
mod order;
mod wire;

#[rustfmt::skip]
#[allow(clippy::all, reason = "generated")]
mod generated;

/// The JSON text of the OpenAPI 3.0.3 document that this crate is generated from, all documents of `openapi/` in one.
pub const OPENAPI: &str = include_str!("../openapi.json");

pub use backpack_runtime::{
    Auth, BaseUrl, BodyError, BodyProblem, BuildError, CallOptions, ClientInfo, ClockOffset,
    InvalidBaseUrl, InvalidBody, InvalidHeader, InvalidRequest, OperationInfo, PageError,
    PageHeaders, Pages, RateLimit, RateLimits, RefusedError, ResponseValue, RetryPolicy,
    TransportError, WhenLimited, reqwest_middleware,
};
pub use backpack_signing as signing;
pub use backpack_signing::{Clock, Credentials, CredentialsError, SigningError, Window};
pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use rust_decimal::Decimal;

pub use crate::builder::Unset;
pub use crate::client::{ClientBuilder, LIVE_URL};
pub use crate::error::Error;
pub use crate::generated::{Client, calls, operations, types};
pub use crate::wire::{PriceLevel, Secret};
