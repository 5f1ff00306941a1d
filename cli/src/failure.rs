//! The reasons why a command fails, and their exit codes.

use std::fmt;
use std::io;

use backpack_runtime::Error;

/// The exit code of an invalid command line.
pub(crate) const USAGE: u8 = 2;

/// The reason why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An invalid argument, body or configuration: exit code 2.
    Usage(String),
    /// An error response: exit code 3.
    Rejected(String),
    /// The exchange may have executed the request: exit code 4.
    OutcomeUnknown(String),
    /// Nothing was executed: exit code 5.
    NotExecuted(String),
    /// Anything else, such as a lost response to a read-only request: exit code 1.
    Other(String),
    /// The output cannot be written: exit code 1.
    Output(io::Error),
}

impl Failure {
    /// Returns the failure of a call that ended with `error`, with this message.
    pub(crate) fn of_call<E>(error: &Error<E>, message: String) -> Self {
        if error.outcome_unknown() {
            Self::OutcomeUnknown(message)
        } else if matches!(error, Error::NotSent { .. }) || error.is_connect() {
            Self::NotExecuted(message)
        } else if error.status().is_some_and(|status| !status.is_success()) {
            Self::Rejected(message)
        } else {
            Self::Other(message)
        }
    }

    /// Returns the exit code.
    pub(crate) const fn code(&self) -> u8 {
        match self {
            Self::Other(_) | Self::Output(_) => 1,
            Self::Usage(_) => USAGE,
            Self::Rejected(_) => 3,
            Self::OutcomeUnknown(_) => 4,
            Self::NotExecuted(_) => 5,
        }
    }

    /// Returns true when the reader of the output has gone, which needs no message.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Returns the same failure with a hint after its message.
    pub(crate) fn with_hint(self, hint: &str) -> Self {
        let add = |message: String| format!("{message} ({hint})");
        match self {
            Self::Usage(message) => Self::Usage(add(message)),
            Self::Rejected(message) => Self::Rejected(add(message)),
            Self::OutcomeUnknown(message) => Self::OutcomeUnknown(add(message)),
            Self::NotExecuted(message) => Self::NotExecuted(add(message)),
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
            | Self::NotExecuted(message)
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

/// The failure of a call. Its message shows text of the exchange as [`backpack_runtime::server_text`] does.
impl<E: fmt::Display> From<Error<E>> for Failure {
    fn from(error: Error<E>) -> Self {
        match Self::of_call(&error, error.to_string()) {
            Self::OutcomeUnknown(message) => Self::OutcomeUnknown(format!(
                "outcome unknown: {message} (query it before you send it again)"
            )),
            Self::Rejected(message) => Self::Rejected(format!("rejected: {message}")),
            other => other,
        }
    }
}
