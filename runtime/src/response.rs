//! Responses, decoded and not yet decoded.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::{Serialize, Serializer};

use crate::headers::PageHeaders;
use crate::operation::SuccessBody;
use crate::request_info::RequestInfo;

/// A response whose body is not decoded yet. Generated code decodes it by its status code.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct RawResponse {
    pub(crate) meta: ResponseMeta,
    pub(crate) success_body: SuccessBody,
}

impl RawResponse {
    /// Returns the status code that decides the decoding: 202 for a cancel that succeeded at an earlier attempt.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        if self.meta.info.not_found_on_retry {
            return StatusCode::ACCEPTED;
        }
        self.meta.status
    }
}

/// A decoded response. It dereferences to the value of its body.
///
/// ```
/// use backpack_runtime::Response;
/// use http::{HeaderMap, StatusCode};
///
/// let response = Response::new(vec![1, 2], StatusCode::OK, HeaderMap::new());
/// assert_eq!(response.len(), 2);
/// assert_eq!(response.meta().status(), StatusCode::OK);
/// for value in response {
///     println!("{value}");
/// }
/// ```
#[derive(Clone, PartialEq)]
pub struct Response<T> {
    value: T,
    meta: ResponseMeta,
}

impl<T> Response<T> {
    /// Creates a response with an empty body in its [`meta`](Self::meta), for the tests of callers.
    #[must_use]
    pub const fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        let meta = ResponseMeta {
            status,
            headers,
            body: Bytes::new(),
            info: RequestInfo {
                operation: "",
                is_mutating: false,
                attempts: 1,
                may_have_executed: false,
                not_found_on_retry: false,
            },
        };
        Self { value, meta }
    }

    /// Returns the status code, headers, page, attempts and body.
    #[must_use]
    pub const fn meta(&self) -> &ResponseMeta {
        &self.meta
    }

    /// Returns the value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Converts the value of `response`. Generated code calls this.
    #[doc(hidden)]
    #[must_use]
    pub fn map<U>(response: Self, convert: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: convert(response.value),
            meta: response.meta,
        }
    }

    pub(crate) const fn with_meta(value: T, meta: ResponseMeta) -> Self {
        Self { value, meta }
    }
}

impl Response<()> {
    /// Creates a response whose body has no meaning. Generated code calls this.
    #[doc(hidden)]
    #[must_use]
    pub fn empty(response: RawResponse) -> Self {
        Self {
            value: (),
            meta: response.meta,
        }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: IntoIterator> IntoIterator for Response<T> {
    type Item = T::Item;
    type IntoIter = T::IntoIter;

    fn into_iter(self) -> T::IntoIter {
        self.value.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Response<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (&self.value).into_iter()
    }
}

/// Serializes the value alone.
impl<T: Serialize> Serialize for Response<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// Shows the status code and the value. Headers are left out: they can be long, and can hold a session.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.meta.status)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// A response without the value of its body: status code, headers, page, attempts and the bytes of the body.
#[derive(Clone, PartialEq, Eq)]
pub struct ResponseMeta {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) info: RequestInfo,
}

impl ResponseMeta {
    /// Returns the status code.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the page headers; each is `None` where the exchange did not send it.
    #[must_use]
    pub fn page(&self) -> PageHeaders {
        PageHeaders::of(&self.headers)
    }

    /// Returns the number of times that the request was sent, the attempt of this response included.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.info.attempts
    }

    /// Returns true for a cancel by id that found nothing (404, `RESOURCE_NOT_FOUND`) after an earlier attempt that may
    /// have been executed. It is a success without a value: the order or strategy is not open.
    ///
    /// The earlier attempt cancelled it, unless it was filled or had ended before: look in the order history where that
    /// matters.
    #[must_use]
    pub const fn not_found_on_retry(&self) -> bool {
        self.info.not_found_on_retry
    }

    /// Returns the bytes of the body as received. They can contain account data.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the operation that was called.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        self.info.operation
    }
}

/// Shows the length of the body, not its content.
impl fmt::Debug for ResponseMeta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseMeta")
            .field("operation", &self.info.operation)
            .field("status", &self.status)
            .field("attempts", &self.info.attempts)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}
