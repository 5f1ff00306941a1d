//! What can go wrong with a call, typed.

use std::fmt;
use std::time::{Duration, SystemTime};

use backpack_signing::SigningError;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use crate::base_url::InvalidBaseUrl;
use crate::request::InvalidRequest;
use crate::response::{Response, ResponseValue, Sent};

/// The length of the excerpt of a text body in an error message, in characters.
const EXCERPT: usize = 200;

/// Why a call has no value. `E` is the error object of the API.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request was refused here. Nothing was sent.
    Refused(RefusedError),
    /// The request could not be signed. Nothing was sent.
    Signing(SigningError),
    /// The request failed on its way there or back: whether it arrived is not known, unless it could not connect.
    Transport(Box<TransportError>),
    /// The exchange answered with an error. The object dereferences to the API's code and message.
    Api(Box<ResponseValue<E>>),
    /// The answer is not what the API documents: a page of a firewall, plain text, cut-off JSON, another status.
    Body(Box<BodyError>),
}

impl<E> Error<E> {
    /// An error answer of the API. Generated code calls this.
    #[doc(hidden)]
    #[must_use]
    pub fn api(response: ResponseValue<E>) -> Self {
        Self::Api(Box::new(response))
    }

    /// An answer with a status that the API does not document. Generated code calls this.
    #[doc(hidden)]
    #[must_use]
    pub fn unexpected(response: Response) -> Self {
        Self::Body(Box::new(BodyError::new(response, BodyProblem::Status)))
    }

    /// The status of the answer, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(answer) => Some(answer.status()),
            Self::Body(answer) => Some(answer.status()),
            Self::Refused(_) | Self::Signing(_) | Self::Transport(_) => None,
        }
    }

    /// The headers of the answer, where there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(answer) => Some(answer.headers()),
            Self::Body(answer) => Some(answer.headers()),
            Self::Refused(_) | Self::Signing(_) | Self::Transport(_) => None,
        }
    }

    /// How long the exchange, or what stands in front of it, asks to wait: the header `Retry-After`.
    ///
    /// Both of its forms are read. A date is taken against the answer's own `Date`, so that a clock that is off does
    /// not count.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?)
    }

    /// Whether something may have changed all the same: **an order may exist**.
    ///
    /// True for a request that changes something and that may have reached the exchange: the connection broke or timed
    /// out after it came about, the exchange or what stands in front of it failed (5xx), or it answered with success and
    /// a body that could not be read. Ask before sending it again: query the order by its client id, for example.
    ///
    /// False for what only reads, and where the request certainly did nothing: it was refused here, no connection came
    /// about, or the exchange refused it (4xx, 429 included). Where an order was sent more than once at your own risk
    /// (see [`RetryPolicy::repeat_orders_with_client_id`](crate::RetryPolicy::repeat_orders_with_client_id)), every
    /// attempt counts, not only the last.
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        match self {
            Self::Refused(_) | Self::Signing(_) => false,
            Self::Transport(error) => error.outcome_unknown(),
            Self::Api(answer) => answer.sent().unknown(answer.status().is_server_error()),
            Self::Body(error) => error.outcome_unknown(),
        }
    }

    /// How often the request was sent; 0 where it was refused before.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Refused(_) | Self::Signing(_) => 0,
            Self::Transport(error) => error.attempts(),
            Self::Api(answer) => answer.attempts(),
            Self::Body(error) => error.response.sent.attempts,
        }
    }

    /// Whether a timeout ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_timeout())
    }

    /// Whether no connection came about, so that nothing was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }
}

impl<E: fmt::Display> Error<E> {
    /// Whether the exchange refused the timestamp of the request: this machine's clock is off, or the request took
    /// longer than its window. Measure the exchange's clock (the client's `sync_clock`), or widen the window.
    ///
    /// The exchange has no code of its own for it; it says `Request has expired` (reported by users), so the message is
    /// looked at.
    #[must_use]
    pub fn timestamp_refused(&self) -> bool {
        let says = |text: &str| {
            let text = text.to_ascii_lowercase();
            text.contains("expired") || text.contains("timestamp")
        };
        match self {
            Self::Api(answer) => {
                answer.status().is_client_error() && says(&answer.as_ref().as_ref().to_string())
            }
            Self::Body(answer) => {
                answer.status().is_client_error() && answer.text().is_some_and(says)
            }
            Self::Refused(_) | Self::Signing(_) | Self::Transport(_) => false,
        }
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Signing(error) => write!(f, "the request was not signed: {error}"),
            Self::Transport(error) => error.fmt(f),
            Self::Api(answer) => {
                let (status, object) = (answer.status(), &***answer);
                write!(f, "the exchange answered {status}: {object}")?;
                if self.timestamp_refused() {
                    f.write_str(
                        " (this machine's clock may be off: see the client's `sync_clock`)",
                    )?;
                }
                Ok(())
            }
            Self::Body(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Their messages are part of this one's: the source is what lies behind them.
            Self::Signing(error) => std::error::Error::source(error),
            Self::Transport(error) => std::error::Error::source(error.as_ref()),
            Self::Body(error) => std::error::Error::source(error.as_ref()),
            Self::Refused(error) => std::error::Error::source(error),
            Self::Api(_) => None,
        }
    }
}

impl<E> From<SendError> for Error<E> {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Refused(error) => Self::Refused(error),
            SendError::Signing(error) => Self::Signing(error),
            SendError::Transport(error) => Self::Transport(error),
            SendError::Body(error) => Self::Body(error),
        }
    }
}

/// A request that could not be built. Generated code relies on this.
impl<E> From<InvalidRequest> for Error<E> {
    fn from(source: InvalidRequest) -> Self {
        Self::Refused(RefusedError::NotBuilt { source })
    }
}

/// A value that cannot stand in a header. Generated code relies on this.
impl<E> From<http::header::InvalidHeaderValue> for Error<E> {
    fn from(source: http::header::InvalidHeaderValue) -> Self {
        Self::Refused(RefusedError::HeaderValue { source })
    }
}

/// Generated code relies on this where a value always converts.
impl<E> From<std::convert::Infallible> for Error<E> {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

/// A request that was refused before anything was sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RefusedError {
    /// The operation is private and the client has no credentials.
    #[error(
        "{operation} is private and the client has no credentials: give it some when it is built. Nothing was sent"
    )]
    NoCredentials {
        /// The operation.
        operation: &'static str,
    },
    /// A call that waits was made inside an asynchronous runtime, or the system gives no thread to wait on.
    #[error(
        "a blocking call cannot be made inside an asynchronous runtime: await `send()` instead. Nothing was sent"
    )]
    Blocking,
    /// The rate limit has no turn for the call, or none before its timeout.
    #[error(
        "{operation}: the rate limit leaves no turn for {} ms, which is later than the call may wait. Nothing was sent",
        wait.as_millis()
    )]
    RateLimited {
        /// The operation.
        operation: &'static str,
        /// How long until there is a turn.
        wait: Duration,
    },
    /// The body breaks a rule of the exchange, which would refuse it.
    #[error("{0}. Nothing was sent")]
    Body(#[from] InvalidBody),
    /// The request could not be built, for example because a parameter has no form in a query.
    #[error("the request could not be built: {source}. Nothing was sent")]
    NotBuilt {
        /// Which part of it, and why.
        source: InvalidRequest,
    },
    /// The value of a header parameter holds what a header cannot, for example a line break.
    #[error(
        "the value of a header parameter cannot stand in a header: remove line breaks and control characters. Nothing was sent"
    )]
    HeaderValue {
        /// What is wrong with it.
        source: http::header::InvalidHeaderValue,
    },
}

/// A body that breaks a rule of the exchange that its type cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidBody {
    schema: &'static str,
    element: Option<usize>,
    exactly: bool,
    properties: Vec<&'static str>,
}

impl InvalidBody {
    /// At least one of the properties is set. Generated code calls this.
    ///
    /// # Errors
    ///
    /// None of them is.
    #[doc(hidden)]
    pub fn any_of(schema: &'static str, set: &[(&'static str, bool)]) -> Result<(), Self> {
        Self::rule(schema, set, false, |count| count >= 1)
    }

    /// Exactly one of the properties is set. Generated code calls this.
    ///
    /// # Errors
    ///
    /// None of them is, or more than one.
    #[doc(hidden)]
    pub fn one_of(schema: &'static str, set: &[(&'static str, bool)]) -> Result<(), Self> {
        Self::rule(schema, set, true, |count| count == 1)
    }

    fn rule(
        schema: &'static str,
        set: &[(&'static str, bool)],
        exactly: bool,
        holds: impl FnOnce(usize) -> bool,
    ) -> Result<(), Self> {
        if holds(set.iter().filter(|(_, set)| *set).count()) {
            return Ok(());
        }
        let properties = set.iter().map(|(name, _)| *name).collect();
        Err(Self {
            schema,
            element: None,
            exactly,
            properties,
        })
    }

    /// The same, of an element of a batch. Generated code calls this.
    #[doc(hidden)]
    #[must_use]
    pub fn of_element(mut self, element: usize) -> Self {
        self.element = Some(element);
        self
    }

    /// The body, or the element of it, by the name of its type.
    #[must_use]
    pub const fn schema(&self) -> &'static str {
        self.schema
    }

    /// The element of a batch, counted from 0; `None` where the body is no batch.
    #[must_use]
    pub const fn element(&self) -> Option<usize> {
        self.element
    }

    /// The properties that the rule names, as on the wire.
    #[must_use]
    pub fn properties(&self) -> &[&'static str] {
        &self.properties
    }
}

impl fmt::Display for InvalidBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.schema)?;
        if let Some(element) = self.element {
            write!(f, " (element {element} of the batch)")?;
        }
        match self.properties.as_slice() {
            [one] => write!(f, " needs `{one}`"),
            many => {
                let how = if self.exactly { "exactly" } else { "at least" };
                write!(f, " needs {how} one of `{}`", many.join("`, `"))
            }
        }
    }
}

impl std::error::Error for InvalidBody {}

impl<E> From<InvalidBody> for Error<E> {
    fn from(broken: InvalidBody) -> Self {
        Self::Refused(RefusedError::Body(broken))
    }
}

/// A client that could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is none.
    #[error(transparent)]
    BaseUrl(#[from] InvalidBaseUrl),
    /// Credentials would go over plain HTTP to another machine.
    #[error(
        "the base URL is plain http to another machine, where whoever listens sees account data: use https, or a loopback address"
    )]
    InsecureBaseUrl,
    /// The HTTP client could not be set up.
    #[error("the HTTP client could not be set up: {0}")]
    Http(#[source] reqwest::Error),
}

/// Why there is no answer to decode.
#[derive(Debug)]
#[non_exhaustive]
pub enum SendError {
    /// See [`Error::Refused`].
    Refused(RefusedError),
    /// See [`Error::Signing`].
    Signing(SigningError),
    /// See [`Error::Transport`].
    Transport(Box<TransportError>),
    /// See [`Error::Body`]: an answer that was too long to read.
    Body(Box<BodyError>),
}

/// A request that failed on its way there or back.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) sent: Sent,
    /// Without the query of its URL: parameters are the caller's business.
    pub(crate) source: Box<dyn std::error::Error + Send + Sync>,
    pub(crate) kind: TransportKind,
}

/// Where on its way a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TransportKind {
    Connect,
    Timeout,
    Other,
}

impl TransportError {
    pub(crate) fn new(sent: Sent, mut error: reqwest::Error) -> Self {
        if let Some(url) = error.url_mut() {
            url.set_query(None);
        }
        // A connection that takes too long to come about is both; that nothing was sent says more.
        let kind = if error.is_connect() {
            TransportKind::Connect
        } else if error.is_timeout() {
            TransportKind::Timeout
        } else {
            TransportKind::Other
        };
        Self {
            sent,
            source: Box::new(error),
            kind,
        }
    }

    /// A failure of the caller's own middleware.
    pub(crate) fn of_middleware(
        sent: Sent,
        source: Box<dyn std::error::Error + Send + Sync>,
    ) -> Self {
        Self {
            sent,
            source,
            kind: TransportKind::Other,
        }
    }

    /// The operation that was called.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        self.sent.operation
    }

    /// How often the request was sent.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.sent.attempts
    }

    /// See [`Error::outcome_unknown`].
    pub(crate) fn outcome_unknown(&self) -> bool {
        self.sent.unknown(!self.is_connect())
    }

    /// Whether a timeout ran out while the request was on its way.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportKind::Timeout
    }

    /// Whether no connection came about, so that nothing was sent in the last attempt.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind == TransportKind::Connect
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.sent.operation;
        match self.kind {
            TransportKind::Connect if self.sent.in_doubt => {
                write!(
                    f,
                    "{operation}: no connection to the exchange any more, which may have received an earlier attempt"
                )?;
            }
            TransportKind::Connect => {
                write!(
                    f,
                    "{operation}: no connection to the exchange, nothing was sent"
                )?;
            }
            TransportKind::Timeout => {
                write!(
                    f,
                    "{operation}: no answer in time; the exchange may have received the request"
                )?;
            }
            TransportKind::Other => {
                write!(
                    f,
                    "{operation}: the connection failed; the exchange may have received the request"
                )?;
            }
        }
        // reqwest says least itself; what lies deepest names the cause.
        let mut cause: &dyn std::error::Error = self.source.as_ref();
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        write!(f, " ({cause})")
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}

/// An answer that is not what the API documents. It keeps all of it.
pub struct BodyError {
    response: Response,
    problem: BodyProblem,
}

/// What is wrong with an answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyProblem {
    /// The body is not JSON of the documented form.
    Json(serde_json::Error),
    /// The body is not UTF-8.
    Utf8(std::str::Utf8Error),
    /// The body is not plain text of the documented form.
    Text,
    /// The API does not document this status.
    Status,
    /// The body is longer than the client reads; what was read is dropped.
    TooLong {
        /// How many bytes the client reads at the most.
        limit: usize,
    },
}

impl BodyError {
    pub(crate) const fn new(response: Response, problem: BodyProblem) -> Self {
        Self { response, problem }
    }

    /// See [`Error::outcome_unknown`].
    pub(crate) fn outcome_unknown(&self) -> bool {
        let refused = self.status().is_client_error();
        self.response.sent.unknown(!refused)
    }

    /// The operation that was called.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        self.response.sent.operation
    }

    /// The status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers of the answer.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The body as it came. It can hold whatever the request held: mind where you log it.
    #[must_use]
    pub const fn bytes(&self) -> &Bytes {
        self.response.bytes()
    }

    /// The body as text, where it is UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()).ok()
    }

    /// What is wrong with it.
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

    /// The start of a plain text, which is how the exchange refuses a parameter. It ends where the text begins to
    /// quote the request, and a page of HTML has none.
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
        write!(f, "{}: answered {}", self.operation(), self.status())?;
        let content_type = match self.content_type() {
            "" => "no content type",
            content_type => content_type,
        };
        let bytes = self.bytes().len();
        match (&self.problem, self.excerpt()) {
            (BodyProblem::TooLong { limit }, _) => {
                write!(
                    f,
                    " with a body of more than {limit} bytes: raise the limit if that is right"
                )
            }
            (_, Some(excerpt)) => write!(f, ": {excerpt}"),
            (BodyProblem::Json(error), None) => {
                write!(
                    f,
                    " with what the API does not document ({content_type}, {bytes} bytes): {error}"
                )
            }
            (BodyProblem::Utf8(error), None) => {
                write!(
                    f,
                    " with bytes that are no text ({content_type}, {bytes} bytes): {error}"
                )
            }
            (BodyProblem::Text, None) => write!(
                f,
                " with text that the API does not document ({content_type}, {bytes} bytes)"
            ),
            (BodyProblem::Status, None) => {
                write!(
                    f,
                    ", which the API does not document ({content_type}, {bytes} bytes)"
                )
            }
        }
    }
}

/// As `Display`: the body can hold whatever the request held.
impl fmt::Debug for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyError")
            .field("response", &self.response)
            .field("problem", &self.problem)
            .finish()
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            BodyProblem::Json(error) => Some(error),
            BodyProblem::Utf8(error) => Some(error),
            BodyProblem::Text | BodyProblem::Status | BodyProblem::TooLong { .. } => None,
        }
    }
}

/// The wait that `Retry-After` asks for.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let value = text(RETRY_AFTER)?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until: SystemTime = httpdate::parse_http_date(value).ok()?;
    let now: SystemTime = httpdate::parse_http_date(text(DATE)?).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(http::HeaderName, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(k, v)| (k.clone(), HeaderValue::from_static(v)))
            .collect()
    }

    /// Both forms of the header are honoured, and a third is not guessed at.
    #[test]
    fn retry_after_forms() {
        let now = "Sun, 22 Nov 2026 12:00:00 GMT";
        for (pairs, wait) in [
            (vec![(RETRY_AFTER, "7")], Some(7)),
            (vec![(RETRY_AFTER, " 0 ")], Some(0)),
            (
                vec![(RETRY_AFTER, "Sun, 22 Nov 2026 12:01:30 GMT"), (DATE, now)],
                Some(90),
            ),
            (
                vec![(RETRY_AFTER, "Sun, 22 Nov 2026 11:00:00 GMT"), (DATE, now)],
                Some(0),
            ),
            (vec![(RETRY_AFTER, "Sun, 22 Nov 2026 12:01:30 GMT")], None),
            (vec![(RETRY_AFTER, "soon"), (DATE, now)], None),
            (vec![(RETRY_AFTER, "-1")], None),
            (vec![], None),
        ] {
            assert_eq!(
                retry_after(&headers(&pairs)),
                wait.map(Duration::from_secs),
                "{pairs:?}"
            );
        }
    }

    fn plain(content_type: &'static str, body: &'static str) -> BodyError {
        let response = Response {
            status: StatusCode::BAD_REQUEST,
            headers: headers(&[(CONTENT_TYPE, content_type)]),
            body: Bytes::from_static(body.as_bytes()),
            sent: Sent {
                operation: "get_klines",
                changes: false,
                attempts: 1,
                in_doubt: false,
            },
        };
        let problem = BodyProblem::Json(serde_json::from_str::<bool>(body).unwrap_err());
        BodyError::new(response, problem)
    }

    /// The exchange's plain text is the message; what it quotes of the request, which can be a two-factor code, is not.
    #[test]
    fn plain_text_is_shown_up_to_the_quoted_request() {
        let error = plain(
            "text/plain; charset=utf-8",
            "parse request payload error: Expected input type \"OrderExecutePayload\", found [{\"twoFactorToken\":\"123456\"}]",
        );
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("Expected input type"), "{shown}");
        assert!(!shown.contains("123456"), "{shown}");
        assert!(error.text().unwrap().contains("123456"));

        let page = plain("text/html", "<html>123456</html>");
        let shown = format!("{page} {page:?}");
        assert!(
            shown.contains("text/html") && !shown.contains("123456"),
            "{shown}"
        );
    }
}
