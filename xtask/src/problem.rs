//! An error in the description: its place, its subject, the cause and the fix.

use std::fmt;

/// One error in the description.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Problem {
    /// The file, relative to the workspace.
    pub file: String,
    /// The line in the file, from 1; `None` for an error of the whole file.
    pub line: Option<usize>,
    /// The operation or component at fault, such as `operation get_time`; may be empty.
    pub subject: String,
    /// The cause.
    pub cause: String,
    /// The suggested fix.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": ")?;
        if !self.subject.is_empty() {
            write!(f, "{}: ", self.subject)?;
        }
        write!(f, "{}\n    help: {}", self.cause, self.help)
    }
}

/// All errors of one step. As the error of a `Result` it is never empty.
pub type Problems = Vec<Problem>;
