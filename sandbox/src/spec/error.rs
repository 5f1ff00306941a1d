//! Errors of an OpenAPI document, each with the place in the document.

/// An OpenAPI document that the sandbox cannot serve, with the place and the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("OpenAPI document, at {}: {problem}", place(.pointer))]
pub struct DocumentError {
    pointer: String,
    problem: Problem,
}

impl DocumentError {
    pub(crate) const fn new(pointer: String, problem: Problem) -> Self {
        Self { pointer, problem }
    }

    /// Returns the location of the error in the document, as a JSON pointer (RFC 6901); empty for the document as a
    /// whole.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

const fn place(pointer: &str) -> &str {
    if pointer.is_empty() {
        "the root"
    } else {
        pointer
    }
}

/// The reason of a [`DocumentError`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Problem {
    #[error("invalid JSON (line {line}, column {column})")]
    NotJson { line: usize, column: usize },
    #[error("unsupported version: use `\"openapi\": \"3.0.x\"`")]
    Version,
    #[error("`{0}` is missing")]
    Missing(&'static str),
    #[error("expected a JSON {0}")]
    Expected(&'static str),
    #[error("unresolved reference {0:?}: bundle the document into one file")]
    Reference(String),
    #[error("the reference is recursive")]
    Recursion,
    #[error("unsupported: {0}; the sandbox could not check it, remove it")]
    Unsupported(String),
    #[error("duplicate operationId {0:?}: give each operation its own")]
    DuplicateOperation(String),
    #[error("this path matches the same requests as {0:?}")]
    AmbiguousPath(String),
    #[error("invalid path: use `/`, literal segments and declared `{{parameter}}` segments")]
    Path,
    #[error("invalid instruction: use ASCII letters and digits")]
    Instruction,
    #[error("`x-instruction` and `security` disagree: give both, or neither")]
    Security,
    #[error("the operation has no 2xx response")]
    NoSuccess,
    #[error("{0:?} is not a valid response header")]
    Header(String),
}
