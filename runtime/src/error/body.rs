//! Responses that the API does not document.

use std::borrow::Cow;
use std::fmt;
use std::str::Utf8Error;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::json_error;
use crate::response::ResponseMeta;
use crate::server_text::server_text;

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
    Json(InvalidJson),
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
    /// The page has the rows of the page before it: the exchange ignored `offset`, or new rows shifted it by a page.
    RepeatedPage,
    /// The page is empty, before the number of rows that `X-Total` gives.
    MissingRows {
        /// The number of rows of all pages, by `X-Total`.
        total: u64,
    },
    /// A row is outside the time range that was requested.
    OutsideRange,
    /// The body is longer than the client reads; it was dropped.
    TooLong {
        /// The highest number of bytes that the client reads.
        limit: usize,
    },
}

/// JSON that cannot be decoded: the reason and its place, without the value at fault, which can quote the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidJson {
    reason: String,
    line: usize,
    column: usize,
}

impl InvalidJson {
    /// Returns the reason, as [`server_text`].
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Returns the line of the body, counted from 1; 0 when the place is unknown.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// Returns the column of the line in bytes, counted from 1; 0 at the start of a line.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }
}

impl From<serde_json::Error> for InvalidJson {
    fn from(error: serde_json::Error) -> Self {
        Self {
            reason: server_text(&json_error::message(&error)),
            line: error.line(),
            column: error.column(),
        }
    }
}

impl fmt::Display for InvalidJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            reason,
            line,
            column,
        } = self;
        f.write_str(reason)?;
        if *line == 0 {
            return Ok(());
        }
        write!(f, " at line {line} column {column}")
    }
}

impl std::error::Error for InvalidJson {}

impl BodyError {
    pub(crate) const fn new(meta: ResponseMeta, problem: BodyProblem) -> Self {
        Self { meta, problem }
    }

    /// Returns the response, with the bytes of its body.
    #[must_use]
    pub const fn meta(&self) -> &ResponseMeta {
        &self.meta
    }

    pub(crate) fn into_meta(self) -> ResponseMeta {
        self.meta
    }

    /// Returns the operation that was called.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        self.meta.operation()
    }

    /// Returns the status code.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.meta.status()
    }

    /// Returns the headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        self.meta.headers()
    }

    /// Returns the body as received. It can quote the request, secrets included: keep it out of logs.
    #[must_use]
    pub const fn bytes(&self) -> &Bytes {
        self.meta.body()
    }

    /// Returns the body as text; `None` when it is not UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()).ok()
    }

    /// Returns the difference between the response and the documentation.
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

    /// Returns the start of a plain text, with which the exchange rejects an invalid parameter. An HTML page has no
    /// excerpt.
    fn excerpt(&self) -> Option<String> {
        if !self.content_type().starts_with("text/plain") {
            return None;
        }
        let text = self.text()?.trim();
        // Some of these texts are sent as a JSON string.
        let text = match serde_json::from_str(text) {
            Ok(unquoted) => Cow::<str>::Owned(unquoted),
            Err(_) => Cow::Borrowed(text),
        };
        Some(server_text(&text)).filter(|excerpt| !excerpt.is_empty())
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation(), self.status())?;
        match self.problem {
            BodyProblem::TooLong { limit } => {
                return write!(
                    f,
                    " with a body of more than {limit} bytes (raise `ClientBuilder::max_body`)"
                );
            }
            BodyProblem::RepeatedPage => {
                return f.write_str(
                    ": page repeats the one before it (use `from` and `to` where they exist)",
                );
            }
            BodyProblem::MissingRows { total } => {
                return write!(
                    f,
                    ": empty page before row {total} of `X-Total` (request it again)"
                );
            }
            BodyProblem::OutsideRange => {
                return f
                    .write_str(": row outside the requested time range (request a shorter one)");
            }
            BodyProblem::ResultCount { sent, received } => {
                return write!(
                    f,
                    " with {received} results for a batch of {sent} (look up each element; some may have been executed)"
                );
            }
            BodyProblem::Json(_)
            | BodyProblem::Utf8(_)
            | BodyProblem::Text
            | BodyProblem::Status => {}
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
            content_type => &server_text(content_type),
        };
        let bytes = self.bytes().len();
        write!(f, ": {problem} ({content_type}, {bytes} bytes)")?;
        match &self.problem {
            BodyProblem::Json(error) => write!(f, ": {error}"),
            BodyProblem::Utf8(error) => write!(f, ": {error}"),
            _ => Ok(()),
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
            _ => None,
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
        let problem = BodyProblem::Json(serde_json::from_str::<bool>(body).unwrap_err().into());
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
