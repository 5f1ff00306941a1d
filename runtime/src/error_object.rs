//! The error object of the exchange, as far as the send path reads it.

use std::borrow::Cow;

use serde::Deserialize;

/// The error object of the exchange (exchange documentation, `ApiErrorResponse`).
#[derive(Debug, Deserialize)]
pub(crate) struct ErrorObject<'a> {
    #[serde(borrow)]
    pub(crate) code: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) message: Cow<'a, str>,
}

impl<'a> ErrorObject<'a> {
    /// Reads a body; `None` for pages, plain text and JSON of others.
    pub(crate) fn of(body: &'a [u8]) -> Option<Self> {
        let error: Self = serde_json::from_slice(body).ok()?;
        (!error.code.is_empty()).then_some(error)
    }

    /// Returns true when the code says that the request was rejected, not that it failed or is still executed.
    pub(crate) fn is_rejection(&self) -> bool {
        !matches!(&*self.code, "SERVER_ERROR" | "TIMEOUT" | "TOO_EARLY")
    }

    pub(crate) fn is_rate_limit(&self) -> bool {
        self.code == "TOO_MANY_REQUESTS"
    }

    pub(crate) fn is_not_found(&self) -> bool {
        self.code == "RESOURCE_NOT_FOUND"
    }

    /// Returns true when the request was rejected for its timestamp.
    pub(crate) fn is_about_the_clock(&self) -> bool {
        matches!(&*self.code, "UNAUTHORIZED" | "INVALID_CLIENT_REQUEST")
            && names_the_clock(&self.message)
    }
}

/// Returns true for the words that are known to reject a timestamp: `Request has expired` (reported by users), and
/// those that name the header.
pub(crate) fn names_the_clock(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    [
        "request has expired",
        "request expired",
        "x-timestamp",
        "invalid timestamp",
    ]
    .iter()
    .any(|words| message.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The exchange's JSON is an error object; pages, plain text and JSON of others are not.
    #[test]
    fn reads_the_exchanges_json_alone() {
        for (body, is_error) in [
            (
                r#"{"code":"INVALID_ORDER","message":"Invalid order"}"#,
                true,
            ),
            (
                r#"{"code":"NEW_CODE","message":"a \"b\"","details":{}}"#,
                true,
            ),
            (r#"{"code":"","message":"no"}"#, false),
            (r#"{"code":1015,"message":"rate limited"}"#, false),
            (r#"{"message":"no code"}"#, false),
            (r#"{"error":{"code":"X","message":"m"}}"#, false),
            ("<html>{}</html>", false),
            ("parse request payload error", false),
            ("", false),
        ] {
            assert_eq!(
                ErrorObject::of(body.as_bytes()).is_some(),
                is_error,
                "{body}"
            );
        }
    }

    /// An expired quote, order or two-factor token is not an expired timestamp.
    #[test]
    fn tells_the_clock_from_other_things_that_expire() {
        for (code, message, expected) in [
            ("UNAUTHORIZED", "Request has expired", true),
            ("INVALID_CLIENT_REQUEST", "Request has expired.", true),
            ("INVALID_CLIENT_REQUEST", "Invalid X-Timestamp header", true),
            ("INVALID_ORDER", "Quote has expired", false),
            ("INVALID_ORDER", "Request has expired", false),
            ("UNAUTHORIZED", "Two-factor token has expired", false),
            ("INVALID_TWO_FACTOR_CODE", "Request has expired", false),
            (
                "INVALID_CLIENT_REQUEST",
                "Invalid X-Signature header",
                false,
            ),
            (
                "INVALID_CLIENT_REQUEST",
                "`from` must be a timestamp",
                false,
            ),
        ] {
            let body = serde_json::json!({"code": code, "message": message}).to_string();
            let error = ErrorObject::of(body.as_bytes()).unwrap();
            assert_eq!(error.is_about_the_clock(), expected, "{body}");
        }
    }
}
