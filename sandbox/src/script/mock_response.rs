//! Responses that a test scripts.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::error::ScriptError;
use crate::error_response::api_error;
use crate::request::ReceivedRequest;
use crate::response::{self, Response};

/// A response to script with [`Script::respond_with`](crate::Script::respond_with). It is sent once by default.
///
/// It replaces the execution: the [`Book`](crate::Book) does not receive the request. To respond after the
/// execution, use [`Fault::respond_with`](crate::Fault::respond_with).
///
/// An invalid response (a status that does not exist, an invalid header) is an error when it is scripted.
///
/// ```
/// use backpack_sandbox::MockResponse;
/// use serde_json::json;
///
/// let busy = MockResponse::text(503, "upstream is busy").header("Retry-After", "1").times(2);
/// let accepted = MockResponse::status(202).always();
/// let echo = MockResponse::from_fn(|request| {
///     MockResponse::json(200, &json!({"symbol": request.query_value("symbol")}))
/// });
/// # let _ = (busy, accepted, echo);
/// ```
#[derive(Debug, Clone)]
#[must_use = "a response does nothing until it is scripted"]
pub struct MockResponse {
    content: Result<Content, ScriptError>,
    pub(crate) times: Times,
    pub(crate) unchecked: bool,
}

/// The number of requests that a response is sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Times {
    Count(usize),
    Always,
}

type Compute = dyn Fn(&ReceivedRequest) -> Result<Response, ScriptError> + Send + Sync;

#[derive(Clone)]
enum Content {
    Fixed(Response),
    Computed(Arc<Compute>),
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(response) => f.debug_tuple("Fixed").field(response).finish(),
            Self::Computed(_) => f.write_str("Computed"),
        }
    }
}

impl MockResponse {
    const fn new(content: Result<Content, ScriptError>) -> Self {
        Self {
            content,
            times: Times::Count(1),
            unchecked: false,
        }
    }

    pub(crate) const fn from_response(response: Response) -> Self {
        Self::new(Ok(Content::Fixed(response)))
    }

    /// Creates the response to a status of `lowest` to 599.
    pub(crate) fn from_status(
        status: u16,
        lowest: u16,
        respond: impl FnOnce(StatusCode) -> Response,
    ) -> Self {
        let response = valid_status(status, lowest).map(respond);
        Self::new(response.map(Content::Fixed))
    }

    fn fixed(
        status: u16,
        respond: impl FnOnce(StatusCode) -> Result<Response, ScriptError>,
    ) -> Self {
        let response = valid_status(status, 200).and_then(respond);
        Self::new(response.map(Content::Fixed))
    }

    /// Creates a response with a status and no body.
    pub fn status(status: u16) -> Self {
        Self::fixed(status, |status| Ok(response::plain(status, Bytes::new())))
    }

    /// Creates a response with a value as compact JSON.
    pub fn json<T: Serialize + ?Sized>(status: u16, value: &T) -> Self {
        Self::fixed(status, |status| {
            let body = serde_json::to_vec(value);
            let body = body.map_err(|error| ScriptError::Json(Arc::new(error)))?;
            Ok(response::typed(status, response::JSON, body))
        })
    }

    /// Creates a response with the exchange's error object: `{"code": ..., "message": ...}`.
    pub fn api_error(status: u16, code: &str, message: &str) -> Self {
        Self::fixed(status, |status| Ok(api_error(status, code, message)))
    }

    /// Creates a response with plain text.
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::fixed(status, |status| {
            Ok(response::typed(status, response::TEXT, body.into()))
        })
    }

    /// Creates a response with an HTML page, as a proxy in front of the exchange sends it.
    pub fn html(status: u16, body: impl Into<String>) -> Self {
        Self::fixed(status, |status| {
            let content_type = "text/html; charset=utf-8";
            Ok(response::typed(status, content_type, body.into()))
        })
    }

    /// Creates a response with bytes of any content type, and without a `Content-Type` when `content_type` is empty.
    pub fn bytes(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        let response = Self::fixed(status, |status| Ok(response::plain(status, body)));
        if content_type.is_empty() {
            response
        } else {
            response.header("content-type", content_type)
        }
    }

    /// Creates a response that is computed from each request. [`times`](Self::times), [`always`](Self::always) and
    /// [`unchecked`](Self::unchecked) of the returned response have no effect.
    ///
    /// An invalid response is sent as a 500 with the error as text. A panic of the closure closes the connection.
    pub fn from_fn(respond: impl Fn(&ReceivedRequest) -> Self + Send + Sync + 'static) -> Self {
        let compute = move |request: &ReceivedRequest| respond(request).evaluate(request);
        Self::new(Ok(Content::Computed(Arc::new(compute))))
    }

    /// Adds a header. `Content-Type` replaces the one of the response.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.content = self.content.and_then(|content| {
            let (name, value) = parse_header(name, value)?;
            Ok(match content {
                Content::Fixed(response) => Content::Fixed(with_header(response, name, value)),
                Content::Computed(compute) => {
                    Content::Computed(Arc::new(move |request: &ReceivedRequest| {
                        let response = compute(request)?;
                        Ok(with_header(response, name.clone(), value.clone()))
                    }))
                }
            })
        });
        self
    }

    /// Sends this response to `times` requests.
    pub const fn times(mut self, times: usize) -> Self {
        self.times = Times::Count(times);
        self
    }

    /// Sends this response until another one is scripted for the operation.
    pub const fn always(mut self) -> Self {
        self.times = Times::Always;
        self
    }

    /// Sends this response to any request for the operation, also to one that would be rejected.
    ///
    /// By default only the execution is replaced: parameters, body and signature are checked, and a rejected request
    /// does not use the response up.
    pub const fn unchecked(mut self) -> Self {
        self.unchecked = true;
        self
    }

    /// Returns the error of an invalid response.
    pub(crate) fn valid(self) -> Result<Self, ScriptError> {
        match self.content {
            Ok(_) => Ok(self),
            Err(error) => Err(error),
        }
    }

    /// Returns the response to a request.
    pub(crate) fn render(&self, request: &ReceivedRequest) -> Response {
        self.evaluate(request).unwrap_or_else(|error| {
            response::typed(
                StatusCode::INTERNAL_SERVER_ERROR,
                response::TEXT,
                format!("the scripted closure returned an invalid response: {error}"),
            )
        })
    }

    fn evaluate(&self, request: &ReceivedRequest) -> Result<Response, ScriptError> {
        match &self.content {
            Ok(Content::Fixed(response)) => Ok(response.clone()),
            Ok(Content::Computed(compute)) => compute(request),
            Err(error) => Err(error.clone()),
        }
    }
}

/// Returns a status code of `lowest` to 599.
pub(crate) fn valid_status(status: u16, lowest: u16) -> Result<StatusCode, ScriptError> {
    match StatusCode::from_u16(status) {
        Ok(code) if (lowest..600).contains(&status) => Ok(code),
        _ => Err(ScriptError::Status { status, lowest }),
    }
}

fn parse_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), ScriptError> {
    let name = name.to_owned();
    let (Ok(parsed), Ok(value)) = (name.parse(), HeaderValue::from_str(value)) else {
        return Err(ScriptError::Header { name });
    };
    if response::is_reserved(&parsed) {
        return Err(ScriptError::ReservedHeader { name });
    }
    Ok((parsed, value))
}

fn with_header(mut response: Response, name: HeaderName, value: HeaderValue) -> Response {
    if name == header::CONTENT_TYPE {
        response.headers_mut().insert(name, value);
    } else {
        response.headers_mut().append(name, value);
    }
    response
}
