//! Decodes the body of a response.

use http::StatusCode;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as TextError, StrDeserializer};

use crate::error::{BodyError, BodyProblem, Error};
use crate::operation::SuccessBody;
use crate::response::{RawResponse, Response};

impl<T: DeserializeOwned> Response<T> {
    /// Decodes the body of a response. Generated code calls this.
    ///
    /// # Errors
    ///
    /// [`Error::Body`] when the body is not of the documented schema; it keeps the response.
    #[doc(hidden)]
    #[allow(
        clippy::unused_async,
        reason = "progenitor's generated code awaits this"
    )]
    pub async fn from_response<E>(response: RawResponse) -> Result<Self, Error<E>> {
        let status = response.status();
        let RawResponse { meta, success_body } = response;
        // Checked once: serde_json would check each string by itself when it reads bytes.
        let decoded = match std::str::from_utf8(&meta.body) {
            // The body is the error object that says that nothing was found.
            Ok(_) if meta.info.not_found_on_retry => no_value().map_err(json),
            Ok(text) if success_body == SuccessBody::PlainText && status.is_success() => {
                plain_text(text.trim())
            }
            Ok("") if matches!(status, StatusCode::ACCEPTED | StatusCode::NO_CONTENT) => {
                no_value().map_err(json)
            }
            Ok(text) => serde_json::from_str(text).map_err(json),
            Err(error) => Err(BodyProblem::Utf8(error)),
        };
        // A request that was accepted must not look rejected, whatever its body contains.
        let decoded = match decoded {
            Err(problem) if status == StatusCode::ACCEPTED => no_value().map_err(|_| problem),
            decoded => decoded,
        };
        match decoded {
            Ok(value) => Ok(Self::with_meta(value, meta)),
            Err(problem) => Err(Error::Body(Box::new(BodyError::new(meta, problem)))),
        }
    }
}

impl RawResponse {
    /// Returns the response if it is successful.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] for an error response, whose body is decoded, and [`Error::Body`] if it cannot be, or for another
    /// status code.
    pub async fn error_for_status<E: DeserializeOwned>(self) -> Result<Self, Error<E>> {
        let status = self.status();
        if status.is_success() {
            Ok(self)
        } else if status.is_client_error() || status.is_server_error() {
            Err(Error::ErrorResponse(Response::from_response(self).await?))
        } else {
            Err(Error::UnexpectedResponse(self))
        }
    }
}

impl<T> Response<Vec<T>> {
    /// Checks that a batch has one result for each of the elements that were sent. Generated code calls this.
    ///
    /// # Errors
    ///
    /// [`Error::Body`] for another number of results: the outcome of each element is unknown.
    #[doc(hidden)]
    pub fn with_length<E>(self, sent: usize) -> Result<Self, Error<E>> {
        let received = self.len();
        if received == sent {
            return Ok(self);
        }
        let problem = BodyProblem::ResultCount { sent, received };
        let meta = self.meta().clone();
        Err(Error::Body(Box::new(BodyError::new(meta, problem))))
    }
}

/// Returns the problem of a body that is not JSON of the type.
fn json(error: serde_json::Error) -> BodyProblem {
    BodyProblem::Json(error.into())
}

/// Returns the value of an empty body, where the type has one: `None`.
fn no_value<T: DeserializeOwned>() -> serde_json::Result<T> {
    serde_json::from_str("null")
}

/// Returns a string or a type that is read from one, or else an integer or a boolean.
fn plain_text<T: DeserializeOwned>(text: &str) -> Result<T, BodyProblem> {
    T::deserialize(StrDeserializer::<TextError>::new(text))
        .or_else(|_| serde_json::from_str(text))
        .map_err(|_| BodyProblem::Text)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::HeaderMap;

    use super::*;
    use crate::request_info::RequestInfo;
    use crate::response::ResponseMeta;
    use crate::wire::UnixMillis;

    fn decode<T: DeserializeOwned>(
        status: u16,
        success_body: SuccessBody,
        body: &'static [u8],
    ) -> Result<T, Error<String>> {
        let meta = ResponseMeta {
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::new(),
            body: Bytes::from_static(body),
            info: RequestInfo {
                operation: "x",
                is_mutating: true,
                attempts: 1,
                may_have_executed: true,
                not_found_on_retry: false,
            },
        };
        let decoded = Response::from_response(RawResponse { meta, success_body });
        let decoded = futures_util::FutureExt::now_or_never(decoded).unwrap();
        decoded.map(|response: Response<T>| {
            assert_eq!(response.meta().body(), body);
            response.into_inner()
        })
    }

    /// A plain-text body is read as a string, a wire format, an integer or a boolean.
    #[test]
    fn reads_plain_text_by_type() {
        let plain = SuccessBody::PlainText;
        assert_eq!(decode::<String>(200, plain, b"pong\n").unwrap(), "pong");
        assert_eq!(decode::<String>(200, plain, b"123").unwrap(), "123");
        assert_eq!(decode::<u64>(200, plain, b"123").unwrap(), 123);
        assert!(decode::<bool>(200, plain, b"true").unwrap());
        let time = decode::<UnixMillis>(200, plain, b"1788285244094").unwrap();
        assert_eq!(time.0.as_millisecond(), 1_788_285_244_094);
        for body in ["", "soon", "1.5"] {
            let error = decode::<UnixMillis>(200, plain, body.as_bytes()).unwrap_err();
            assert!(
                matches!(&error, Error::Body(body) if matches!(body.problem(), BodyProblem::Text)),
                "{error:?}"
            );
        }
    }

    /// An error response is JSON, whatever the format of a successful one.
    #[test]
    fn reads_error_response_of_plain_text_operation_as_json() {
        let error = decode::<String>(503, SuccessBody::PlainText, b"\"why\"").unwrap();
        assert_eq!(error, "why");
    }

    /// An accepted request has no value where its body is empty or undocumented; elsewhere that is an error.
    #[test]
    fn accepts_any_body_at_202() {
        let json = SuccessBody::Json;
        for (status, body, value) in [
            (200, "7", Some(Some(7))),
            (200, "null", Some(None)),
            (200, "", None),
            (200, "<html>", None),
            (202, "7", Some(Some(7))),
            (202, "", Some(None)),
            (202, "<html>", Some(None)),
            (204, "", Some(None)),
            (204, "<html>", None),
        ] {
            let decoded = decode::<Option<i32>>(status, json, body.as_bytes());
            assert_eq!(decoded.as_ref().ok(), value.as_ref(), "{status} {body}");
        }
        assert!(decode::<i32>(202, json, b"").is_err());
    }

    /// A body that cannot be decoded may still be the response to an executed request.
    #[test]
    fn undecodable_body_leaves_outcome_unknown() {
        for body in [&b"\xff"[..], b"{"] {
            let error = decode::<i32>(200, SuccessBody::Json, body).unwrap_err();
            assert!(error.outcome_unknown(), "{error:?}");
            assert_eq!((error.operation(), error.attempts()), ("x", 1));
            assert_eq!(error.status(), Some(StatusCode::OK));
        }
    }
}
