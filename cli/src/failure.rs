//! The reasons why a command fails, and their exit codes.

use std::convert::Infallible;
use std::fmt;
use std::io;

use backpack_runtime::{Error, NotSentReason};

use crate::console::printable;
use crate::json::Json;

/// The exit code of an invalid command line.
pub(crate) const USAGE: u8 = 2;

/// The highest number of characters of a text body in a message.
const EXCERPT: usize = 200;

/// The reason why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An invalid argument, body or configuration: exit code 2.
    Usage(String),
    /// An error response: exit code 3.
    Rejected(String),
    /// The exchange may have executed the request: exit code 4.
    OutcomeUnknown(String),
    /// Nothing was sent: exit code 5.
    NotSent(String),
    /// Anything else, such as a lost response to a read-only request: exit code 1.
    Other(String),
    /// The output cannot be written: exit code 1.
    Output(io::Error),
}

impl Failure {
    /// The exit code.
    pub(crate) const fn code(&self) -> u8 {
        match self {
            Self::Other(_) | Self::Output(_) => 1,
            Self::Usage(_) => USAGE,
            Self::Rejected(_) => 3,
            Self::OutcomeUnknown(_) => 4,
            Self::NotSent(_) => 5,
        }
    }

    /// True when the reader of the output has gone, which needs no message.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The same failure with a hint after its message.
    pub(crate) fn with_hint(self, hint: &str) -> Self {
        let add = |message: String| format!("{message} ({hint})");
        match self {
            Self::Usage(message) => Self::Usage(add(message)),
            Self::Rejected(message) => Self::Rejected(add(message)),
            Self::OutcomeUnknown(message) => Self::OutcomeUnknown(add(message)),
            Self::NotSent(message) => Self::NotSent(add(message)),
            Self::Other(message) => Self::Other(add(message)),
            Self::Output(error) => Self::Output(error),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message)
            | Self::Rejected(message)
            | Self::OutcomeUnknown(message)
            | Self::NotSent(message)
            | Self::Other(message) => f.write_str(message),
            Self::Output(error) => write!(f, "cannot write the output: {error}"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// The failure of a call whose response is not decoded.
impl From<Error<Infallible>> for Failure {
    fn from(error: Error<Infallible>) -> Self {
        if error.outcome_unknown() {
            return Self::OutcomeUnknown(format!(
                "outcome unknown: {} (query it before you send it again)",
                describe(&error)
            ));
        }
        match &error {
            Error::NotSent {
                reason: NotSentReason::NoCredentials,
                ..
            } => Self::NotSent("not sent: no credentials".to_owned()),
            Error::NotSent { reason, .. } => Self::NotSent(format!("not sent: {reason}")),
            Error::Transport(lost) if lost.is_connect() => Self::NotSent(describe(&error)),
            Error::Body(body) if !body.status().is_success() => {
                Self::Rejected(format!("rejected: {}", describe(&error)))
            }
            _ => Self::Other(describe(&error)),
        }
    }
}

/// Describes an error; an error response by its status, code and message.
fn describe(error: &Error<Infallible>) -> String {
    let Error::Body(body) = error else {
        return error.to_string();
    };
    if body.status().is_success() {
        return error.to_string();
    }
    let status = body.status();
    let text = body.text().unwrap_or("a body that is not UTF-8").trim();
    let parsed = Json::parse(text).ok();
    let member = |name| parsed.as_ref()?.get(name)?.as_str();
    match (member("code"), member("message")) {
        (Some(code), Some(message)) => {
            format!("{status}: {}: {}", printable(code), printable(message))
        }
        _ if text.is_empty() => status.to_string(),
        _ => format!(
            "{status}: {}",
            printable(&text.chars().take(EXCERPT).collect::<String>())
        ),
    }
}
