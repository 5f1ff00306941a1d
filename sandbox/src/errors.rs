//! How the exchange refuses: every error body that the sandbox writes, and what each form rests on.
//!
//! **Captured** (recorded from the live exchange, 2025-07 to 2026-09):
//! - An unknown path is plain text, `404 not found`.
//! - A parameter that does not parse is 400 in plain text: ``failed to parse parameter `interval`: failed to parse
//!   "KlineInterval": Expect a valid enumeration value.``
//! - A body that does not parse is 400 in plain text: `parse request payload error: Expected input type
//!   "OrderExecutePayload", found [...]`.
//! - What the API itself refuses is JSON, `{"code", "message"}`.
//!
//! **Reported** by users of the exchange:
//! - A request out of its window: status 401 with the words `Request has expired` (two public issues of an open-source
//!   bot, 2024). Whether they came as JSON is not told; here they do.
//! - A signature over an instruction that is not the operation's: status 401.
//!
//! **Inferred** from the source of poem-openapi, the web framework whose wording the captures show:
//! - Order: the four headers are published as optional parameters of each private operation, ahead of its own; the
//!   framework reads all parameters and the body before the operation's code can look at a signature. So a request
//!   that is wrong in both ways hears of its parameters.
//! - The text for a parameter that is missing, out of a limit, or no number; `failed to parse path` for parameters of
//!   a path; the words `(occurred while parsing "...")`; 415 in plain text for a content type that is not JSON; an
//!   absent field reported as `null`; the names of types, such as `integer(int64)` and `list_MarketType`.
//!
//! **Guessed**: the status and code of a missing or malformed key or signature, of an unknown key, of a window out of
//! range, of a timestamp in the future, of a payload that has no signed text; the bodies of 405 and 413; which code goes
//! with which 5xx.

use backpack_signing::VerifyError;
use http::{HeaderValue, Method, StatusCode, header};

use crate::authenticate::Authentication;
use crate::body::BodyProblem;
use crate::reply::Reply;

/// The exchange's JSON error.
pub(crate) fn api_error(status: StatusCode, code: &str, message: &str) -> Reply {
    let body = serde_json::json!({ "code": code, "message": message });
    Reply::typed(status, "application/json; charset=utf-8", body.to_string())
}

/// Captured.
pub(crate) fn unknown_path() -> Reply {
    Reply::text(StatusCode::NOT_FOUND, "404 not found")
}

/// The body is our guess.
pub(crate) fn other_methods(allowed: &[Method]) -> Reply {
    let mut reply = Reply::text(StatusCode::METHOD_NOT_ALLOWED, "405 method not allowed");
    let allowed: Vec<&str> = allowed.iter().map(Method::as_str).collect();
    if let Ok(value) = HeaderValue::from_str(&allowed.join(", ")) {
        reply.headers.insert(header::ALLOW, value);
    }
    reply
}

/// Our guess.
pub(crate) fn body_too_long() -> Reply {
    Reply::text(StatusCode::PAYLOAD_TOO_LARGE, "413 payload too large")
}

/// The form is captured.
pub(crate) fn bad_parameter(message: String) -> Reply {
    Reply::text(StatusCode::BAD_REQUEST, message)
}

/// The form of a payload problem is captured, that of a content type inferred.
pub(crate) fn bad_body(problem: BodyProblem) -> Reply {
    match problem {
        BodyProblem::Payload(message) => Reply::text(StatusCode::BAD_REQUEST, message),
        BodyProblem::ContentType(message) => {
            Reply::text(StatusCode::UNSUPPORTED_MEDIA_TYPE, message)
        }
    }
}

const EXPIRED: &str = "Request has expired";

/// The words and the status are reported.
pub(crate) fn expired() -> Reply {
    api_error(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", EXPIRED)
}

/// The form is captured; the words are our guess.
pub(crate) fn too_many_requests() -> Reply {
    let status = StatusCode::TOO_MANY_REQUESTS;
    api_error(status, "TOO_MANY_REQUESTS", "Too many requests")
}

/// The form is captured; which code goes with which status is our guess.
pub(crate) fn server_error(status: StatusCode) -> Reply {
    let (code, message) = match status {
        StatusCode::NOT_IMPLEMENTED => ("NOT_IMPLEMENTED", "Not implemented"),
        StatusCode::BAD_GATEWAY => ("SERVER_ERROR", "Bad gateway"),
        StatusCode::SERVICE_UNAVAILABLE => ("MAINTENANCE", "System under maintenance"),
        StatusCode::GATEWAY_TIMEOUT => ("TIMEOUT", "Timeout"),
        _ => ("SERVER_ERROR", "Internal server error"),
    };
    api_error(status, code, message)
}

/// A page as content delivery networks write them: of no use to a program.
pub(crate) fn page(status: StatusCode) -> Reply {
    let reason = status.canonical_reason().unwrap_or("Error");
    let title = format!("{} {reason}", status.as_u16());
    Reply::typed(
        status,
        "text/html; charset=UTF-8",
        format!(
            "<!DOCTYPE html>\n<html>\n<head><title>{title}</title></head>\n<body>\n<center><h1>{title}</h1></center>\n</body>\n</html>\n"
        ),
    )
}

/// How a request is refused for its authentication; `None` when it is let through.
pub(crate) fn unauthenticated(authentication: &Authentication) -> Option<Reply> {
    const UNAUTHORIZED: (StatusCode, &str) = (StatusCode::UNAUTHORIZED, "UNAUTHORIZED");
    const INVALID_SIGNATURE: (StatusCode, &str) = (StatusCode::UNAUTHORIZED, "INVALID_SIGNATURE");
    const INVALID_REQUEST: (StatusCode, &str) = (StatusCode::BAD_REQUEST, "INVALID_CLIENT_REQUEST");

    let ((status, code), message) = match authentication {
        Authentication::NotChecked | Authentication::Public | Authentication::Verified { .. } => {
            return None;
        }
        Authentication::SessionRequired => (
            UNAUTHORIZED,
            "this operation needs a login session, which an API key does not give".to_owned(),
        ),
        Authentication::UnknownKey { api_key } => (
            UNAUTHORIZED,
            format!("the API key {api_key} is not one that this sandbox accepts"),
        ),
        Authentication::Refused(error) => match error {
            VerifyError::Expired { .. } => (UNAUTHORIZED, EXPIRED.to_owned()),
            VerifyError::Mismatch => (INVALID_SIGNATURE, "Invalid signature".to_owned()),
            VerifyError::WindowOutOfRange { .. } | VerifyError::Canonical(_) => {
                (INVALID_REQUEST, error.to_string())
            }
            _ => (UNAUTHORIZED, error.to_string()),
        },
    };
    Some(api_error(status, code, &message))
}

/// Not the exchange's: the document gives nothing to answer with.
pub(crate) fn no_example(operation_id: &str) -> Reply {
    Reply::text(
        StatusCode::NOT_IMPLEMENTED,
        format!(
            "the sandbox's document has no example of the success response of {operation_id}: add one, or script an answer"
        ),
    )
}
