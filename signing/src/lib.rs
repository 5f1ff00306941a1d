#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "aws-lc-rs")]
mod aws_lc;
mod clock;
mod credentials;
mod error;
mod headers;
mod instruction;
mod json;
#[cfg(feature = "middleware")]
mod middleware;
mod sign;
mod signer;
mod string_to_sign;
mod time;
mod verify;

pub use ed25519_dalek;
pub use signature;

#[cfg(feature = "aws-lc-rs")]
pub use crate::aws_lc::AwsLcSigner;
pub use crate::clock::{Clock, FixedClock, SystemClock};
pub use crate::credentials::{API_KEY_VARIABLE, API_SECRET_VARIABLE, Credentials};
pub use crate::error::{
    CredentialsError, FieldPath, Input, SigningError, StringToSignError, VerifyError,
};
pub use crate::headers::{API_KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, WINDOW_HEADER};
pub use crate::instruction::{Instruction, InvalidInstruction};
pub use crate::json::MAX_DEPTH;
#[cfg(feature = "middleware")]
pub use crate::middleware::{SigningMiddleware, Unsigned, sign_request, sign_request_async};
pub use crate::sign::{
    SignedHeaders, SignedSubscription, sign, sign_async, sign_subscription, sign_subscription_async,
};
pub use crate::signer::{AsyncCredentials, AsyncSigner, SignatureFuture};
pub use crate::string_to_sign::{Payload, StringToSign, string_to_sign};
pub use crate::time::{InvalidTimestamp, InvalidWindow, Timestamp, Window};
pub use crate::verify::{FUTURE_TOLERANCE, ReceivedHeaders, Verified, verify};
