//! The error object of the exchange: its message and its code.

use std::fmt;

use backpack_runtime::{ErrorCode, server_text};

use crate::types::{ApiErrorCode, ApiErrorResponse};

/// Shows code and message as [`server_text`]; the fields have the original.
impl fmt::Display for ApiErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&server_text(&format!("{}: {}", self.code, self.message)))
    }
}

impl ErrorCode for ApiErrorResponse {
    type Code = ApiErrorCode;

    fn code(&self) -> &ApiErrorCode {
        &self.code
    }
}
