#![doc = include_str!("../README.md")]

#[cfg(feature = "aws-lc-rs")]
mod aws_lc;
mod canonical;
mod clock;
mod credentials;
mod error;
mod headers;
mod instruction;
mod json;
#[cfg(feature = "middleware")]
mod middleware;
mod plain;
mod sign;
mod text;
mod time;
mod verify;

pub use ed25519_dalek;
pub use signature;

#[cfg(feature = "aws-lc-rs")]
pub use crate::aws_lc::AwsLcSigner;
pub use crate::canonical::{MAX_DEPTH, Payload, SignedText, signed_text};
pub use crate::clock::{Clock, FixedClock, SystemClock};
pub use crate::credentials::{API_KEY_VARIABLE, API_SECRET_VARIABLE, Credentials};
pub use crate::error::{
    CanonicalError, CredentialsError, FieldPath, Input, SigningError, VerifyError,
};
pub use crate::headers::{API_KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, WINDOW_HEADER};
pub use crate::instruction::{Instruction, InvalidInstruction};
#[cfg(feature = "middleware")]
pub use crate::middleware::{SigningMiddleware, Unsigned};
pub use crate::sign::{SignedHeaders, SignedSubscription, sign, sign_subscription};
pub use crate::time::{InvalidTimestamp, InvalidWindow, Timestamp, Window};
pub use crate::verify::{FUTURE_TOLERANCE, ReceivedHeaders, Verified, verify};
