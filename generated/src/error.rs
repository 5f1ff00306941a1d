//! The error of every call, with the API's own error object.

use std::fmt;

use crate::types::ApiErrorResponse;

/// Why a call has no value. [`Error::Api`](backpack_runtime::Error::Api) holds the exchange's code and message.
///
/// ```
/// use backpack_api::{Error, types::ApiErrorCode};
///
/// fn explain(error: &Error) -> String {
///     match error {
///         Error::Api(api) if api.code == ApiErrorCode::InsufficientFunds => "not enough funds".to_owned(),
///         Error::Api(api) => format!("refused with {}: {}", api.status(), api.message),
///         Error::Transport(failed) if failed.is_connect() => "nothing was sent".to_owned(),
///         other => other.to_string(),
///     }
/// }
/// ```
pub type Error = backpack_runtime::Error<ApiErrorResponse>;

impl fmt::Display for ApiErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}
