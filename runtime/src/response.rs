//! Answers: read whole, then decoded.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::error::{BodyError, BodyProblem, Error};
use crate::pages::PageHeaders;

/// An answer that has been read: nothing of it is decoded yet.
#[derive(Clone)]
pub struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) sent: Sent,
}

/// How a request was sent, up to the attempt that an answer or an error belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) operation: &'static str,
    /// Whether the request is one that changes something.
    pub(crate) changes: bool,
    /// How often it was sent, this attempt included.
    pub(crate) attempts: u32,
    /// Whether an attempt before this one may have changed something.
    pub(crate) in_doubt: bool,
}

impl Sent {
    /// Whether something may have changed: in this attempt, if it `may_be_done`, or in one before.
    pub(crate) const fn unknown(self, may_be_done: bool) -> bool {
        self.changes && (may_be_done || self.in_doubt)
    }
}

impl Response {
    /// The status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came.
    #[must_use]
    pub const fn bytes(&self) -> &Bytes {
        &self.body
    }
}

/// Shows the status and the length of the body, not its content.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("operation", &self.sent.operation)
            .field("status", &self.status)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A decoded answer with its status and headers. It dereferences to the value.
#[derive(Clone, PartialEq)]
pub struct ResponseValue<T> {
    inner: T,
    status: StatusCode,
    headers: HeaderMap,
    sent: Sent,
}

impl<T: DeserializeOwned> ResponseValue<T> {
    /// Decodes the JSON body of an answer. Generated code calls this.
    ///
    /// # Errors
    ///
    /// [`Error::Body`] when the body is not JSON of the documented form; it keeps the answer.
    #[doc(hidden)]
    #[allow(
        clippy::unused_async,
        reason = "progenitor's contract: its client reads the body here"
    )]
    pub async fn from_response<E>(response: Response) -> Result<Self, Error<E>> {
        // Checked once: serde_json would check each string on its own when it reads bytes.
        let decoded = match std::str::from_utf8(&response.body) {
            // Accepted and not done yet, or nothing there: what may be missing is missing.
            Ok("") if matches!(response.status.as_u16(), 202 | 204) => {
                serde_json::from_str("null").map_err(BodyProblem::Json)
            }
            Ok(text) => serde_json::from_str(text).map_err(BodyProblem::Json),
            Err(error) => Err(BodyProblem::Utf8(error)),
        };
        // What was accepted must not look failed, whatever stands in its body: where there may be no value, there is none.
        let decoded = match decoded {
            Err(problem) if response.status == StatusCode::ACCEPTED => {
                serde_json::from_str("null").map_err(|_| problem)
            }
            decoded => decoded,
        };
        match decoded {
            Ok(inner) => Ok(Self::of(response, inner)),
            Err(problem) => Err(Error::Body(Box::new(BodyError::new(response, problem)))),
        }
    }
}

impl<T> ResponseValue<T> {
    /// Reads the plain text of an answer. Generated code calls this.
    ///
    /// # Errors
    ///
    /// [`Error::Body`] when the text is not of the documented form; it keeps the answer.
    #[doc(hidden)]
    pub fn from_text<E>(
        response: Response,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Self, Error<E>> {
        let decoded = match std::str::from_utf8(&response.body) {
            Ok(text) => parse(text.trim()).ok_or(BodyProblem::Text),
            Err(error) => Err(BodyProblem::Utf8(error)),
        };
        match decoded {
            Ok(inner) => Ok(Self::of(response, inner)),
            Err(problem) => Err(Error::Body(Box::new(BodyError::new(response, problem)))),
        }
    }

    /// What the headers say of pages; each part is `None` where the exchange did not send it.
    #[must_use]
    pub fn page(&self) -> PageHeaders {
        PageHeaders::of(&self.headers)
    }
}

impl ResponseValue<()> {
    /// An answer whose body means nothing. Generated code calls this.
    #[doc(hidden)]
    #[must_use]
    pub fn empty(response: Response) -> Self {
        Self::of(response, ())
    }
}

impl<T> ResponseValue<T> {
    fn of(response: Response, inner: T) -> Self {
        Self {
            inner,
            status: response.status,
            headers: response.headers,
            sent: response.sent,
        }
    }

    /// How often the request was sent until this answer came.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.sent.attempts
    }

    /// How the request was sent.
    pub(crate) const fn sent(&self) -> Sent {
        self.sent
    }

    /// Puts an answer together, as tests of callers want to.
    #[must_use]
    pub const fn new(inner: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self {
            inner,
            status,
            headers,
            sent: Sent {
                operation: "",
                changes: false,
                attempts: 1,
                in_doubt: false,
            },
        }
    }

    /// The value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Another value with the same status and headers.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> ResponseValue<U> {
        ResponseValue {
            inner: change(self.inner),
            status: self.status,
            headers: self.headers,
            sent: self.sent,
        }
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T> DerefMut for ResponseValue<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

impl<T> AsRef<T> for ResponseValue<T> {
    fn as_ref(&self) -> &T {
        &self.inner
    }
}

/// Shows the status and the value; headers can be long, and some name a session.
impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseValue")
            .field("status", &self.status)
            .field("value", &self.inner)
            .finish_non_exhaustive()
    }
}
