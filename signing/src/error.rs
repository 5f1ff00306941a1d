//! What can go wrong, typed: which input is at fault, and what to do about it.
//!
//! No message holds a secret, the signed text, a signature, or the value of a field: they end up in logs.

use std::fmt;

use crate::headers::{API_KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, WINDOW_HEADER};
use crate::time::Window;

/// The input that a [`CredentialsError`] speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Input {
    /// The API key: base64 of 32 bytes, public.
    ApiKey,
    /// The secret: base64 of 32 or 64 bytes.
    Secret,
}

impl Input {
    const fn expected(self) -> &'static str {
        match self {
            Self::ApiKey => "32 bytes",
            Self::Secret => "32 bytes (a seed), or 64 (a seed followed by its public key)",
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

/// Credentials that cannot be used. It never holds any part of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialsError {
    /// An input is empty, or white space alone.
    #[error("the {input} is empty: give the text that the exchange showed when the key was made")]
    Empty {
        /// Which input.
        input: Input,
    },
    /// An input is not standard, padded base64.
    #[error(
        "the {input} is not base64: copy all of it, with the `=` at its end, and without quotes"
    )]
    NotBase64 {
        /// Which input.
        input: Input,
    },
    /// An input is base64 of too few or too many bytes.
    #[error("the {input} decodes to {got} bytes instead of {}: copy all of it, and nothing else", .input.expected())]
    WrongLength {
        /// Which input.
        input: Input,
        /// Its decoded length in bytes.
        got: usize,
    },
    /// The secret is 64 bytes, but its second half is not the public key of its first.
    #[error(
        "the two halves of the 64-byte API secret do not belong together: it must be a seed followed by its own public key"
    )]
    HalvesDiffer,
    /// The API key and the secret are well formed, but are not a pair.
    #[error(
        "the API key does not belong to the API secret: give the two that were made together, and check that they are not swapped"
    )]
    KeysDiffer,
    /// A required environment variable is not set.
    #[error("the environment variable {name} is not set")]
    MissingVariable {
        /// Its name.
        name: &'static str,
    },
    /// An environment variable is set to nothing, or to white space alone.
    #[error("the environment variable {name} is empty: set it, or remove it")]
    EmptyVariable {
        /// Its name.
        name: &'static str,
    },
    /// An environment variable is not Unicode text.
    #[error("the environment variable {name} is not Unicode text: set it to the base64 text")]
    VariableNotUnicode {
        /// Its name.
        name: &'static str,
    },
    /// AWS-LC does not take the key.
    #[cfg(feature = "aws-lc-rs")]
    #[error("AWS-LC does not take the key of the API secret: sign with the default signer instead")]
    AwsLc,
}

/// Which field of a JSON body an error speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldPath {
    pub(crate) element: Option<usize>,
    pub(crate) name: String,
}

impl FieldPath {
    /// The name of the top-level field; never its value.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The element of a batch that holds the field, counted from 0; `None` when the body is one object.
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

/// A payload that has no signed text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CanonicalError {
    /// The request has both query parameters and a body.
    #[error(
        "the request has query parameters and a body: no operation of the exchange has both, and how they would be signed is not known"
    )]
    QueryAndBody,
    /// A query parameter does not decode to UTF-8.
    #[error("the query parameter {key:?} is not UTF-8 once it is percent-decoded")]
    QueryNotUtf8 {
        /// The key: decoded, or as it stands in the URL when it is the key itself that does not decode.
        key: String,
    },
    /// The body is not UTF-8.
    #[error("the body is not UTF-8, so it is not JSON")]
    BodyNotUtf8,
    /// The body is not JSON, or goes on after its end.
    #[error("the body is not JSON: see line {line}, column {column}")]
    BodyNotJson {
        /// Where reading stopped, counted from 1.
        line: usize,
        /// Where reading stopped, counted from 1.
        column: usize,
    },
    /// The body begins as neither an object nor an array.
    #[error(
        "the body is neither a JSON object nor a JSON array of objects: nothing else can be signed"
    )]
    BodyNotObjectOrArray,
    /// The body is an empty array.
    #[error("the body is an empty array: a batch needs at least one element")]
    EmptyBatch,
    /// An element of the array is not an object.
    #[error("array element {index} of the body is not a JSON object")]
    ElementNotObject {
        /// Its place, counted from 0.
        index: usize,
    },
    /// A field is `null`, which the exchange does not document and clients sign in different ways.
    #[error("{field} is null, for which no signed text is documented: leave the field out")]
    NullField {
        /// Which field.
        field: FieldPath,
    },
    /// The body names a field twice, so which value counts is not known.
    #[error("{field} occurs more than once: a signed body must name each field once")]
    RepeatedField {
        /// Which field.
        field: FieldPath,
    },
    /// An object inside a field names a key twice, so which value counts is not known.
    #[error(
        "{field} holds an object in which the key {key:?} occurs more than once: name each key once"
    )]
    RepeatedKey {
        /// Which top-level field.
        field: FieldPath,
        /// The key that is repeated.
        key: String,
    },
    /// A string escapes half of a surrogate pair, so it is no text.
    #[error(
        "{field} holds a string with half a surrogate pair (`\\ud800` to `\\udfff`), which is no text"
    )]
    NotText {
        /// Which top-level field.
        field: FieldPath,
    },
    /// A field is nested more deeply than [`MAX_DEPTH`](crate::MAX_DEPTH).
    #[error(
        "{field} is nested more than {} levels deep",
        crate::canonical::MAX_DEPTH
    )]
    TooDeep {
        /// Which top-level field.
        field: FieldPath,
    },
}

/// A request that was not signed, and was not sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SigningError {
    /// The payload has no signed text.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The signer failed; its own error is the source.
    #[error("the signer failed")]
    Signer(#[source] signature::Error),
    /// The request's body is a stream, of which the bytes are not known before it is sent.
    #[error("the body is a stream, which cannot be signed: give it as bytes or text")]
    StreamingBody,
    /// The request carries neither an [`Instruction`](crate::Instruction) nor `Unsigned`.
    #[error(
        "the request says neither what to sign nor that it is public: attach an `Instruction`, or `Unsigned`, as a request extension"
    )]
    NoInstruction,
    /// The request carries both an [`Instruction`](crate::Instruction) and `Unsigned`.
    #[error("the request carries both an `Instruction` and `Unsigned`: attach one of them")]
    Contradiction,
    /// A value is not legal in an HTTP header. The values are base64 and digits, so this does not happen; it is
    /// here because the alternative is a panic.
    #[error("the value of {header} is not legal in an HTTP header")]
    Header {
        /// The header's name.
        header: &'static str,
    },
}

/// A request or subscription whose signature does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// A required header is absent.
    #[error("the header {header} is missing")]
    Missing {
        /// Its name.
        header: &'static str,
    },
    /// A header is not of the documented form.
    #[error("the header {header} is malformed: it must be {}", expected(.header))]
    Malformed {
        /// Its name.
        header: &'static str,
    },
    /// `X-Window` is a number outside 1 to 60000.
    #[error("the header X-Window is {got}: a window is 1 to 60000 milliseconds")]
    WindowOutOfRange {
        /// The milliseconds it names.
        got: u64,
    },
    /// `X-Timestamp` lies further back than the window.
    #[error(
        "the header X-Timestamp has expired: it is {age_ms} ms old, and the window is {window} ms"
    )]
    Expired {
        /// Milliseconds since the timestamp.
        age_ms: u64,
        /// The window of the request.
        window: Window,
    },
    /// `X-Timestamp` lies further ahead than [`FUTURE_TOLERANCE`](crate::FUTURE_TOLERANCE).
    #[error("the header X-Timestamp is {ahead_ms} ms in the future: check the clock that signed")]
    InFuture {
        /// Milliseconds until the timestamp.
        ahead_ms: u64,
    },
    /// The payload has no signed text.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// `X-Signature` is not the signature of this request by the key in `X-API-Key`.
    #[error("the header X-Signature does not match the request and the key in X-API-Key")]
    Mismatch,
}

impl VerifyError {
    /// The header at fault; `None` when it is the payload.
    #[must_use]
    pub const fn header(&self) -> Option<&'static str> {
        match self {
            Self::Missing { header } | Self::Malformed { header } => Some(header),
            Self::WindowOutOfRange { .. } => Some(WINDOW_HEADER),
            Self::Expired { .. } | Self::InFuture { .. } => Some(TIMESTAMP_HEADER),
            Self::Canonical(_) => None,
            Self::Mismatch => Some(SIGNATURE_HEADER),
        }
    }
}

fn expected(header: &str) -> &'static str {
    match header {
        API_KEY_HEADER => "base64 of a 32-byte Ed25519 verifying key",
        SIGNATURE_HEADER => "base64 of a 64-byte Ed25519 signature",
        _ => "milliseconds in decimal digits, without sign or leading zero",
    }
}
