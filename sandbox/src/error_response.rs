//! Error responses in the exchange's words: every error body that the sandbox sends, and its source.
//!
//! **Captured** (recorded from the live exchange, 2025-07 to 2026-09):
//! - An unknown path is plain text, `404 not found`.
//! - An invalid parameter is 400 in plain text: ``failed to parse parameter `interval`: failed to parse
//!   "KlineInterval": Expect a valid enumeration value.``
//! - An invalid body is 400 in plain text: `parse request payload error: Expected input type "OrderExecutePayload",
//!   found [...]`.
//! - Errors of the API itself are JSON, `{"code", "message"}`.
//!
//! **Reported** by users of the exchange:
//! - A request outside its window: status 401 with the words `Request has expired` (two public issues of an open-source
//!   bot, 2024). The reports do not describe the type of the body; here it is JSON.
//! - An invalid signature: 400, `INVALID_CLIENT_REQUEST`, `Invalid signature`; a malformed signature header: the same with
//!   `Invalid X-Signature header`; missing headers: 401, `UNAUTHORIZED` (two independent reports, 2026-06 and 2026-09).
//! - The balances of a well-signed request whose key is not registered: 200 with `{}` (the same reports).
//!
//! **Inferred** from the source of poem-openapi, the web framework whose wording the captures show:
//! - Order: the four headers are published as optional parameters of each private operation, ahead of its own. The
//!   framework reads all parameters and the body before the operation's code can verify a signature, so a request that
//!   is invalid in both ways is rejected for its parameters.
//! - The text for a parameter that is missing, out of a limit, or not a number; `failed to parse path` for parameters
//!   of a path; the words `(occurred while parsing "...")`; 415 in plain text for a content type that is not JSON; an
//!   absent field reported as `null`; the names of types, such as `integer(int64)` and `list_MarketType`.
//!
//! **Guessed**: the response to a malformed key or timestamp header, to an unregistered key for all other operations, to a
//! window out of range, to a timestamp in the future, and to a payload that cannot be signed; the bodies of 405, 408 and
//! 413; the code for each other 4xx and 5xx.

use backpack_signing::VerifyError;
use http::{HeaderValue, Method, StatusCode, header};

use crate::authentication::Authentication;
use crate::response::{self, Response};
use crate::spec::body::BodyProblem;

/// Creates the exchange's JSON error.
pub(crate) fn api_error(status: StatusCode, code: &str, message: &str) -> Response {
    let body = serde_json::json!({ "code": code, "message": message });
    response::typed(status, response::JSON, body.to_string())
}

fn text(status: StatusCode, body: impl Into<bytes::Bytes>) -> Response {
    response::typed(status, response::TEXT, body)
}

/// Creates the response to an unknown path, which is captured.
pub(crate) fn unknown_path() -> Response {
    text(StatusCode::NOT_FOUND, "404 not found")
}

/// Creates the response to a method that the path does not have. Its body is guessed.
pub(crate) fn other_methods(allowed: &[Method]) -> Response {
    let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "405 method not allowed");
    let allowed: Vec<&str> = allowed.iter().map(Method::as_str).collect();
    if let Ok(value) = HeaderValue::from_str(&allowed.join(", ")) {
        response.headers_mut().insert(header::ALLOW, value);
    }
    response
}

/// Creates the response to a body over the limit. It is guessed.
pub(crate) fn body_too_long() -> Response {
    text(StatusCode::PAYLOAD_TOO_LARGE, "413 payload too large")
}

/// Creates the response to an invalid parameter. Its form is captured.
pub(crate) fn invalid_parameter(message: String) -> Response {
    text(StatusCode::BAD_REQUEST, message)
}

/// Creates the response to an invalid body. The form of a payload problem is captured, that of a content type inferred.
pub(crate) fn invalid_body(problem: BodyProblem) -> Response {
    match problem {
        BodyProblem::Payload(message) => text(StatusCode::BAD_REQUEST, message),
        BodyProblem::ContentType(message) => text(StatusCode::UNSUPPORTED_MEDIA_TYPE, message),
    }
}

const EXPIRED: &str = "Request has expired";

/// Creates the response to a request outside its validity window. The words and the status are reported.
pub(crate) fn expired() -> Response {
    api_error(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", EXPIRED)
}

/// Creates a response with this status: without a body below 400, and the exchange's JSON error from 400 on. The form
/// is captured; the code for each status is guessed, except for 404.
pub(crate) fn status(status: StatusCode) -> Response {
    let (code, message) = match status.as_u16() {
        ..400 => return response::plain(status, ""),
        401 => ("UNAUTHORIZED", "Unauthorized"),
        403 => ("FORBIDDEN", "Forbidden"),
        404 => ("RESOURCE_NOT_FOUND", "Not Found"),
        408 | 504 => ("TIMEOUT", "Timeout"),
        412 => ("PRECONDITION_FAILED", "Precondition failed"),
        425 => ("TOO_EARLY", "Too early"),
        429 => ("TOO_MANY_REQUESTS", "Too many requests"),
        400..=499 => ("INVALID_CLIENT_REQUEST", "Invalid request"),
        501 => ("NOT_IMPLEMENTED", "Not implemented"),
        502 => ("SERVER_ERROR", "Bad gateway"),
        503 => ("MAINTENANCE", "System under maintenance"),
        _ => ("SERVER_ERROR", "Internal server error"),
    };
    api_error(status, code, message)
}

/// Creates an HTML page as content delivery networks write it.
pub(crate) fn page(status: StatusCode) -> Response {
    let reason = status.canonical_reason().unwrap_or("Error");
    let title = format!("{} {reason}", status.as_u16());
    response::typed(
        status,
        "text/html; charset=UTF-8",
        format!(
            "<!DOCTYPE html>\n<html>\n<head><title>{title}</title></head>\n<body>\n<center><h1>{title}</h1></center>\n</body>\n</html>\n"
        ),
    )
}

/// The responses to requests that fail verification. Set by
/// [`SandboxBuilder::authentication_errors`](crate::SandboxBuilder::authentication_errors).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum AuthenticationErrors {
    /// As two independent reports describe the exchange in 2026: 400 `INVALID_CLIENT_REQUEST` for an invalid signature or
    /// a malformed header, and 200 with `{}` for the balances of a well-signed request whose key is not registered.
    #[default]
    Reported,
    /// 401 for all of these: `INVALID_SIGNATURE` for an invalid signature, `UNAUTHORIZED` for a malformed header or an
    /// unregistered key.
    Unauthorized,
}

/// Returns the rejection of a request for its authentication; `None` when it passes.
pub(crate) fn unauthenticated(
    authentication: &Authentication,
    operation_id: &str,
    errors: AuthenticationErrors,
) -> Option<Response> {
    const UNAUTHORIZED: (StatusCode, &str) = (StatusCode::UNAUTHORIZED, "UNAUTHORIZED");
    const INVALID_SIGNATURE: (StatusCode, &str) = (StatusCode::UNAUTHORIZED, "INVALID_SIGNATURE");
    const INVALID_REQUEST: (StatusCode, &str) = (StatusCode::BAD_REQUEST, "INVALID_CLIENT_REQUEST");

    let reported = errors == AuthenticationErrors::Reported;
    let ((status, code), message) = match authentication {
        Authentication::NotChecked | Authentication::Public | Authentication::Verified { .. } => {
            return None;
        }
        Authentication::SessionRequired => (
            UNAUTHORIZED,
            "this operation requires a login session; an API key is not enough".to_owned(),
        ),
        Authentication::UnknownKey { .. } if reported && operation_id == "get_balances" => {
            return Some(response::typed(StatusCode::OK, response::JSON, "{}"));
        }
        Authentication::UnknownKey { api_key } => (
            UNAUTHORIZED,
            format!("the API key {api_key} is not registered with this sandbox"),
        ),
        Authentication::Rejected(error) => match error {
            VerifyError::Expired { .. } => (UNAUTHORIZED, EXPIRED.to_owned()),
            VerifyError::Mismatch if reported => (INVALID_REQUEST, "Invalid signature".to_owned()),
            VerifyError::Mismatch => (INVALID_SIGNATURE, "Invalid signature".to_owned()),
            VerifyError::Malformed { header } if reported => {
                (INVALID_REQUEST, format!("Invalid {header} header"))
            }
            VerifyError::WindowOutOfRange { .. } | VerifyError::StringToSign(_) => {
                (INVALID_REQUEST, error.to_string())
            }
            _ => (UNAUTHORIZED, error.to_string()),
        },
    };
    Some(api_error(status, code, &message))
}

/// Creates the response to a request that arrives too slowly. It is guessed.
pub(crate) fn request_timeout() -> Response {
    text(StatusCode::REQUEST_TIMEOUT, "408 request timeout")
}

/// Creates the response to an operation without an example, which is not the exchange's: the document has no example to
/// respond with.
pub(crate) fn no_example(operation_id: &str) -> Response {
    text(
        StatusCode::NOT_IMPLEMENTED,
        format!(
            "the document has no example for the success response of {operation_id}: add one, or script a response"
        ),
    )
}
