//! The messages of serde_json's errors.

/// Returns the message of an error without the position, which serde_json appends to it.
pub(crate) fn message(error: &serde_json::Error) -> String {
    let mut message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    if let Some(length) = message.strip_suffix(&position).map(str::len) {
        message.truncate(length);
    }
    message
}
