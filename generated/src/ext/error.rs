//! The error object of the exchange as a message.

use std::fmt;

use crate::types::ApiErrorResponse;

impl fmt::Display for ApiErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}
