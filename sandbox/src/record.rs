//! What was received, kept for assertions.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method, header};
use serde::de::DeserializeOwned;

use backpack_signing::SIGNATURE_HEADER;

use crate::authenticate::Authentication;

/// How many requests a sandbox keeps unless it is told otherwise.
pub(crate) const DEFAULT_KEPT: usize = 10_000;

/// A request that the sandbox received.
///
/// `Debug` leaves out `X-Signature`, `Authorization`, cookies and the body, which can hold a two-factor code; the
/// accessors give everything.
#[derive(Clone)]
pub struct ReceivedRequest {
    pub(crate) operation_id: Option<String>,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) authentication: Authentication,
}

impl ReceivedRequest {
    /// The operation that the request was for; `None` when the document has none at this path, with this method.
    #[must_use]
    pub fn operation_id(&self) -> Option<&str> {
        self.operation_id.as_deref()
    }

    /// The method.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The path as it was sent, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The pairs of the query in the order sent, decoded.
    #[must_use]
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// The first value of a query parameter, decoded.
    #[must_use]
    pub fn query_value(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first value of a header; `None` when it is absent or not ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body. Empty when there was none, and when it was too long to be read.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    ///
    /// When the body is not JSON, or not of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }

    /// What the sandbox made of the authentication, whatever it answered.
    #[must_use]
    pub const fn authentication(&self) -> &Authentication {
        &self.authentication
    }
}

impl fmt::Debug for ReceivedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedRequest")
            .field("operation_id", &self.operation_id)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            // The values that are not to be shown are marked so when the request is kept.
            .field("headers", &self.headers)
            .field("body_len", &self.body.len())
            .field("authentication", &self.authentication)
            .finish()
    }
}

/// The newest requests, in the order received.
pub(crate) struct Record {
    kept: usize,
    requests: Mutex<VecDeque<ReceivedRequest>>,
}

impl Record {
    pub(crate) const fn new(kept: usize) -> Self {
        Self {
            kept,
            requests: Mutex::new(VecDeque::new()),
        }
    }

    pub(crate) fn push(&self, mut request: ReceivedRequest) {
        if self.kept == 0 {
            return;
        }
        mark_sensitive(&mut request.headers);
        let mut requests = self.lock();
        while requests.len() >= self.kept {
            requests.pop_front();
        }
        requests.push_back(request);
    }

    pub(crate) fn all(&self) -> Vec<ReceivedRequest> {
        self.lock().iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<ReceivedRequest>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn mark_sensitive(headers: &mut HeaderMap) {
    for (name, value) in headers.iter_mut() {
        let hidden = name.as_str().eq_ignore_ascii_case(SIGNATURE_HEADER)
            || *name == header::AUTHORIZATION
            || *name == header::COOKIE;
        if hidden {
            value.set_sensitive(true);
        }
    }
}
