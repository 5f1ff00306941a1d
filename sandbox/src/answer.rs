//! What a test has an operation answer.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::error::ScriptError;
use crate::errors::api_error;
use crate::reply::{Reply, is_framing};

/// An answer to script with [`Script::answer`](crate::Script::answer). It is given once unless it says otherwise.
///
/// It takes the place of the execution: a [`Book`](crate::Book) does not hear of the request. See
/// [`Fault::answer_after_execution`](crate::Fault::answer_after_execution) for an answer to a request that is carried
/// out.
///
/// A mistake in it (a status that does not exist, a header that is not legal) is an error when it is scripted.
///
/// ```
/// use backpack_sandbox::Answer;
///
/// let busy = Answer::text(503, "upstream is busy").header("Retry-After", "1").times(2);
/// let accepted = Answer::status(202).always();
/// # let _ = (busy, accepted);
/// ```
#[derive(Debug)]
#[must_use = "an answer does nothing until it is scripted"]
pub struct Answer {
    content: Result<Reply, ScriptError>,
    pub(crate) times: Times,
    pub(crate) unchecked: bool,
}

/// How often an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Times {
    Count(usize),
    Always,
}

impl Answer {
    fn new(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        let empty = Self::from_reply(
            read_status(status).map(|status| Reply::new(status, HeaderMap::new(), body)),
        );
        if content_type.is_empty() {
            empty
        } else {
            empty.header("content-type", content_type)
        }
    }

    const fn from_reply(content: Result<Reply, ScriptError>) -> Self {
        Self {
            content,
            times: Times::Count(1),
            unchecked: false,
        }
    }

    /// A status and no body.
    pub fn status(status: u16) -> Self {
        Self::new(status, "", Bytes::new())
    }

    /// A value as compact JSON.
    pub fn json<T: Serialize + ?Sized>(status: u16, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => Self::new(status, "application/json; charset=utf-8", body),
            Err(error) => Self::from_reply(Err(ScriptError::Json(error))),
        }
    }

    /// The exchange's error object: `{"code": ..., "message": ...}`.
    pub fn api_error(status: u16, code: &str, message: &str) -> Self {
        Self::from_reply(read_status(status).map(|status| api_error(status, code, message)))
    }

    /// Plain text.
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "text/plain; charset=utf-8", body.into())
    }

    /// A page, as the network in front of the exchange sends it.
    pub fn html(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "text/html; charset=utf-8", body.into())
    }

    /// Bytes of any content type; none when `content_type` is empty.
    pub fn bytes(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self::new(status, content_type, body)
    }

    /// Adds a header. `Content-Type` takes the place of the one that the answer has.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.content = self.content.and_then(|mut reply| {
            let illegal = || ScriptError::Header {
                name: name.to_owned(),
            };
            let parsed: HeaderName = name.parse().map_err(|_| illegal())?;
            if is_framing(&parsed) {
                return Err(ScriptError::FramingHeader {
                    name: name.to_owned(),
                });
            }
            let value = HeaderValue::from_str(value).map_err(|_| illegal())?;
            if parsed == header::CONTENT_TYPE {
                reply.headers.insert(parsed, value);
            } else {
                reply.headers.append(parsed, value);
            }
            Ok(reply)
        });
        self
    }

    /// Gives this answer `times` times, and then the next.
    pub const fn times(mut self, times: usize) -> Self {
        self.times = Times::Count(times);
        self
    }

    /// Gives this answer until another one is scripted for the operation.
    pub const fn always(mut self) -> Self {
        self.times = Times::Always;
        self
    }

    /// Gives this answer to any request for the operation, also one that would be refused.
    ///
    /// Without it an answer takes the place of the execution alone: parameters, body and signature are checked, and a
    /// request that is refused does not use the answer up.
    pub const fn unchecked(mut self) -> Self {
        self.unchecked = true;
        self
    }

    pub(crate) fn into_reply(self) -> Result<Reply, ScriptError> {
        self.content
    }
}

fn read_status(status: u16) -> Result<StatusCode, ScriptError> {
    match StatusCode::from_u16(status) {
        Ok(code) if (200..600).contains(&status) => Ok(code),
        _ => Err(ScriptError::Status { status }),
    }
}
