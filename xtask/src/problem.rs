//! What a command refuses: where it is, whose it is, what is wrong, and how to mend it.

use std::fmt;

/// One thing that is wrong in the fragment.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Problem {
    /// The file, relative to the workspace.
    pub file: String,
    /// The line in it, from 1; `None` where the whole file is at fault.
    pub line: Option<usize>,
    /// The operation or component at fault, as people name it: `operation get_time`.
    pub subject: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
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
        write!(f, "{}\n    mend: {}", self.what, self.mend)
    }
}

/// All problems of one step; never empty when it is an error.
pub type Problems = Vec<Problem>;
