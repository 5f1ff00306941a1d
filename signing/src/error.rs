//! Typed errors: the input at fault, and the help.
//!
//! No message contains a secret, the string to sign, a signature, or the value of a field, because messages are logged.

use std::fmt;

use crate::headers::{API_KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, WINDOW_HEADER};
use crate::json::MAX_DEPTH;
use crate::time::Window;

/// The input at fault in a [`CredentialsError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Input {
    /// The API key: base64 of 32 bytes, public.
    ApiKey,
    /// The secret: base64 of 32 bytes (a seed) or 64 bytes (a seed followed by its public key).
    Secret,
}

impl Input {
    const fn expected_bytes(self) -> &'static str {
        match self {
            Self::ApiKey => "32",
            Self::Secret => "32 or 64",
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::ApiKey => "API key",
            Self::Secret => "API secret",
        })
    }
}

/// Invalid credentials. The error contains no part of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// An input is empty or only white space.
    #[error(
        "the {input} is empty: use the value that the exchange displayed when the key was created"
    )]
    Empty {
        /// The input at fault.
        input: Input,
    },
    /// An input is not standard, padded base64.
    #[error(
        "the {input} is not valid base64: copy all of it, with the `=` at its end, without quotes"
    )]
    NotBase64 {
        /// The input at fault.
        input: Input,
    },
    /// An input is base64 of too few or too many bytes.
    #[error("the {input} decodes to {got} bytes, expected {}: copy all of it", .input.expected_bytes())]
    WrongLength {
        /// The input at fault.
        input: Input,
        /// Its decoded length in bytes.
        got: usize,
    },
    /// The secret decodes to 64 bytes, but the last 32 are not the public key of the first 32.
    #[error(
        "the 64-byte API secret is not a valid key pair: expected a seed followed by its public key"
    )]
    InvalidKeyPair,
    /// The API key and the secret are well formed, but are not a pair.
    #[error(
        "the API key does not match the API secret: use one pair, and check that they are not swapped"
    )]
    KeyMismatch,
    /// A required environment variable is not set.
    #[error("the environment variable {name} is not set")]
    MissingVariable {
        /// Its name.
        name: &'static str,
    },
    /// An environment variable is empty or only white space.
    #[error("the environment variable {name} is empty: set it or remove it")]
    EmptyVariable {
        /// Its name.
        name: &'static str,
    },
    /// An environment variable is not valid Unicode.
    #[error("the environment variable {name} is not valid Unicode: set it to the base64 string")]
    VariableNotUnicode {
        /// Its name.
        name: &'static str,
    },
    /// AWS-LC rejected the key.
    #[cfg(feature = "aws-lc-rs")]
    #[error("AWS-LC rejected the key of the API secret: use the default signer")]
    AwsLc,
}

/// The place of a field in a JSON body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldPath {
    pub(crate) element: Option<usize>,
    pub(crate) name: String,
}

impl FieldPath {
    /// Returns the name of the top-level field, never its value.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the index of the batch element with the field, counted from 0; `None` for a body of one object.
    #[must_use]
    pub const fn element(&self) -> Option<usize> {
        self.element
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "field {:?}", self.name)?;
        match self.element {
            Some(element) => write!(f, " of array element {element}"),
            None => Ok(()),
        }
    }
}

/// A payload without a known string to sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StringToSignError {
    /// The request has both query parameters and a body. No operation of the exchange has both.
    #[error("the request has both query parameters and a body: remove one of them")]
    QueryAndBody,
    /// A query parameter does not decode to UTF-8.
    #[error("the query parameter {key:?} is not valid UTF-8 after percent-decoding")]
    QueryNotUtf8 {
        /// The decoded key, or the key as it is in the URL if it cannot be decoded.
        key: String,
    },
    /// The body is not UTF-8, so it is not JSON.
    #[error("the body is not valid UTF-8")]
    BodyNotUtf8,
    /// The body is not JSON, or has trailing characters.
    #[error("the body is not valid JSON: see line {line}, column {column}")]
    BodyNotJson {
        /// Line of the error, counted from 1.
        line: usize,
        /// Column of the error in bytes, counted from 1; 0 at the start of a line.
        column: usize,
    },
    /// The body is neither an object nor an array.
    #[error("the body is not a JSON object or an array of JSON objects")]
    BodyNotObjectOrArray,
    /// The body is an empty array.
    #[error("the body is an empty array: a batch needs at least one element")]
    EmptyBatch,
    /// An element of the array is not an object.
    #[error("array element {index} of the body is not a JSON object")]
    ElementNotObject {
        /// Its index, counted from 0.
        index: usize,
    },
    /// The name of a top-level field has an unpaired UTF-16 surrogate escape.
    #[error("a field name of {} contains an unpaired UTF-16 surrogate escape", object(.element))]
    InvalidFieldName {
        /// The index of the batch element with the field, counted from 0; `None` for a body of one object.
        element: Option<usize>,
    },
    /// A field is `null`, which the exchange does not document and clients sign in different ways.
    #[error("{field} is null, which has no documented string to sign: omit the field")]
    NullField {
        /// The field at fault.
        field: FieldPath,
    },
    /// An object of the body has two fields of the same name, so it is ambiguous which value counts.
    #[error("{field} is a duplicate: keep one of them")]
    DuplicateField {
        /// The field at fault.
        field: FieldPath,
    },
    /// An object inside a field has two equal keys, so it is ambiguous which value counts.
    #[error("{field} contains an object with the duplicate key {key:?}: keep one of them")]
    DuplicateKey {
        /// The top-level field.
        field: FieldPath,
        /// The duplicate key.
        key: String,
    },
    /// A string has an unpaired UTF-16 surrogate escape (`\ud800` to `\udfff`), which encodes no character.
    #[error("{field} contains an unpaired UTF-16 surrogate escape")]
    UnpairedSurrogate {
        /// The top-level field.
        field: FieldPath,
    },
    /// A field has more than [`MAX_DEPTH`](crate::MAX_DEPTH) levels of objects and arrays.
    #[error("{field} is nested more than {MAX_DEPTH} levels deep")]
    TooDeep {
        /// The top-level field.
        field: FieldPath,
    },
}

/// A request that was not signed and not sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SigningError {
    /// The payload has no known string to sign.
    #[error(transparent)]
    StringToSign(#[from] StringToSignError),
    /// The signer failed.
    #[error("the signer of API key {api_key} failed")]
    Signer {
        /// The API key of the signer, which is public.
        api_key: Box<str>,
        /// The signer's own error.
        #[source]
        source: signature::Error,
    },
    /// The body is a stream, whose bytes are not known before it is sent.
    #[error("the body is a stream, which cannot be signed: use bytes or a string")]
    StreamingBody,
    /// The request has neither an [`Instruction`](crate::Instruction) nor `Unsigned`.
    #[error(
        "the request has neither an `Instruction` nor `Unsigned`: attach one of them as an extension"
    )]
    NoInstruction,
    /// The request has both an [`Instruction`](crate::Instruction) and `Unsigned`.
    #[error("the request has both an `Instruction` and `Unsigned`: remove one of them")]
    ConflictingExtensions,
    /// A value is invalid in an HTTP header. The values are base64 and digits, so this error is not known to occur.
    #[error("the value of {header} is invalid in an HTTP header")]
    Header {
        /// The name of the header.
        header: &'static str,
    },
}

/// A request or subscription that failed verification.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// A required header is missing.
    #[error("the header {header} is missing")]
    Missing {
        /// The name of the header.
        header: &'static str,
    },
    /// A header is not in the documented format.
    #[error("the header {header} is malformed: expected {}", expected(.header))]
    Malformed {
        /// The name of the header.
        header: &'static str,
    },
    /// `X-Window` is outside 1 to 60000.
    #[error("the header X-Window is {got}: expected 1 to 60000 milliseconds")]
    WindowOutOfRange {
        /// The window of the header, in milliseconds.
        got: u64,
    },
    /// `X-Timestamp` is older than the window.
    #[error(
        "the header X-Timestamp has expired: it is {age_ms} ms old, and the window is {window} ms"
    )]
    Expired {
        /// Milliseconds since the timestamp.
        age_ms: u64,
        /// The window of the request.
        window: Window,
    },
    /// `X-Timestamp` is later than [`FUTURE_TOLERANCE`](crate::FUTURE_TOLERANCE) allows.
    #[error("the header X-Timestamp is {ahead_ms} ms in the future: check the clock of the signer")]
    InFuture {
        /// Milliseconds until the timestamp.
        ahead_ms: u64,
    },
    /// The payload has no known string to sign.
    #[error(transparent)]
    StringToSign(#[from] StringToSignError),
    /// `X-Signature` is not the signature of this request by the key in `X-API-Key`.
    #[error("the header X-Signature does not match the request and the key in X-API-Key")]
    Mismatch,
}

impl VerifyError {
    /// Returns the header at fault; `None` for an error in the payload.
    #[must_use]
    pub const fn header(&self) -> Option<&'static str> {
        match self {
            Self::Missing { header } | Self::Malformed { header } => Some(header),
            Self::WindowOutOfRange { .. } => Some(WINDOW_HEADER),
            Self::Expired { .. } | Self::InFuture { .. } => Some(TIMESTAMP_HEADER),
            Self::StringToSign(_) => None,
            Self::Mismatch => Some(SIGNATURE_HEADER),
        }
    }
}

fn object(element: &Option<usize>) -> String {
    match element {
        Some(index) => format!("array element {index}"),
        None => "the body".to_owned(),
    }
}

fn expected(header: &str) -> &'static str {
    match header {
        API_KEY_HEADER => "base64 of a 32-byte Ed25519 verifying key",
        SIGNATURE_HEADER => "base64 of a 64-byte Ed25519 signature",
        _ => "milliseconds in decimal digits, without sign or leading zero",
    }
}
