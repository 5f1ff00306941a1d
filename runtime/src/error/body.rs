//! Responses that the API does not document.

use std::fmt;
use std::str::Utf8Error;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::response::ResponseMeta;

/// The length of the excerpt of a text body in an error message, in characters.
const EXCERPT: usize = 200;

/// A response that the API does not document, with its status code, headers and body.
pub struct BodyError {
    meta: ResponseMeta,
    problem: BodyProblem,
}

/// The difference between a response and the documentation of the API.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyProblem {
    /// The body is not JSON of the documented schema.
    Json(serde_json::Error),
    /// The body is not UTF-8.
    Utf8(Utf8Error),
    /// The body is not plain text of the documented format.
    Text,
    /// The API does not document the status code.
    Status,
    /// A batch has fewer or more results than elements: which element a result belongs to is unknown.
    ResultCount {
        /// The number of elements that were sent.
        sent: usize,
        /// The number of results in the body.
        received: usize,
    },
    /// The body is longer than the client reads; it was dropped.
    TooLong {
        /// The highest number of bytes that the client reads.
        limit: usize,
    },
}

impl BodyError {
    pub(crate) const fn new(meta: ResponseMeta, problem: BodyProblem) -> Self {
        Self { meta, problem }
    }

    /// The response, with the bytes of its body.
    #[must_use]
    pub const fn meta(&self) -> &ResponseMeta {
        &self.meta
    }

    /// The operation that was called.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        self.meta.operation()
    }

    /// The status code.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.meta.status()
    }

    /// The headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        self.meta.headers()
    }

    /// The body as received. It can quote the request, secrets included: keep it out of logs.
    #[must_use]
    pub const fn bytes(&self) -> &Bytes {
        self.meta.body()
    }

    /// The body as text; `None` when it is not UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()).ok()
    }

    /// The difference between the response and the documentation.
    #[must_use]
    pub const fn problem(&self) -> &BodyProblem {
        &self.problem
    }

    fn content_type(&self) -> &str {
        self.headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The start of a plain text, with which the exchange rejects an invalid parameter. It ends before the text quotes
    /// the request. An HTML page has no excerpt.
    fn excerpt(&self) -> Option<String> {
        if !self.content_type().starts_with("text/plain") {
            return None;
        }
        let text = self.text()?.trim();
        let mut excerpt: String = text
            .chars()
            .take_while(|c| !matches!(c, '{' | '['))
            .take(EXCERPT)
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        if excerpt.len() < text.len() {
            excerpt.push('…');
        }
        (!excerpt.is_empty()).then_some(excerpt)
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation(), self.status())?;
        if let BodyProblem::TooLong { limit } = self.problem {
            return write!(
                f,
                " with a body of more than {limit} bytes (raise `ClientBuilder::max_body`)"
            );
        }
        if let BodyProblem::ResultCount { sent, received } = self.problem {
            return write!(
                f,
                " with {received} results for a batch of {sent} (look up each order; some may exist)"
            );
        }
        if let Some(excerpt) = self.excerpt() {
            return write!(f, ": {excerpt}");
        }
        let problem = match self.problem {
            BodyProblem::Status => "undocumented status code",
            _ => "undocumented body",
        };
        let content_type = match self.content_type() {
            "" => "no content type",
            content_type => content_type,
        };
        let bytes = self.bytes().len();
        write!(f, ": {problem} ({content_type}, {bytes} bytes)")?;
        match &self.problem {
            BodyProblem::Json(error) => write!(f, ": {error}"),
            BodyProblem::Utf8(error) => write!(f, ": {error}"),
            BodyProblem::Text
            | BodyProblem::Status
            | BodyProblem::ResultCount { .. }
            | BodyProblem::TooLong { .. } => Ok(()),
        }
    }
}

/// Leaves out the content of the body, as `Display` does: it can quote the request.
impl fmt::Debug for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyError")
            .field("response", &self.meta)
            .field("problem", &self.problem)
            .finish()
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            BodyProblem::Json(error) => Some(error),
            BodyProblem::Utf8(error) => Some(error),
            BodyProblem::Text
            | BodyProblem::Status
            | BodyProblem::ResultCount { .. }
            | BodyProblem::TooLong { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;
    use crate::request_info::RequestInfo;

    fn bad_request(content_type: &'static str, body: &'static str) -> BodyError {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        let meta = ResponseMeta {
            status: StatusCode::BAD_REQUEST,
            headers,
            body: Bytes::from_static(body.as_bytes()),
            info: RequestInfo {
                operation: "get_klines",
                is_mutating: false,
                attempts: 1,
                may_have_executed: false,
                not_found_on_retry: false,
            },
        };
        let problem = BodyProblem::Json(serde_json::from_str::<bool>(body).unwrap_err());
        BodyError::new(meta, problem)
    }

    /// The exchange's plain text is the message; the part that quotes the request, such as a two-factor token, is not.
    #[test]
    fn shows_plain_text_up_to_the_quoted_request() {
        let error = bad_request(
            "text/plain; charset=utf-8",
            "parse request payload error: Expected input type \"OrderExecutePayload\", found [{\"twoFactorToken\":\"123456\"}]",
        );
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("Expected input type"), "{shown}");
        assert!(!shown.contains("123456"), "{shown}");
        assert!(error.text().unwrap().contains("123456"));

        let page = bad_request("text/html", "<html>123456</html>");
        let shown = format!("{page} {page:?}");
        assert!(
            shown.contains("text/html") && !shown.contains("123456"),
            "{shown}"
        );
    }
}
