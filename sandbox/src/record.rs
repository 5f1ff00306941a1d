//! What was received, kept for assertions.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method, header};
use serde::de::DeserializeOwned;

use backpack_signing::SIGNATURE_HEADER;

use crate::authenticate::Authentication;
use crate::fault::FaultKind;

/// How many requests a sandbox keeps unless it is told otherwise.
pub(crate) const DEFAULT_KEPT: usize = 10_000;

/// A request that the sandbox received.
///
/// `Debug` leaves out `X-Signature`, `Authorization`, cookies and the body, which can hold a two-factor code; the
/// accessors give everything.
#[derive(Clone)]
pub struct ReceivedRequest {
    /// Given when it is kept.
    pub(crate) number: u64,
    pub(crate) connection: u64,
    pub(crate) operation_id: Option<String>,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) authentication: Authentication,
    pub(crate) fault: Option<FaultKind>,
    pub(crate) executed: bool,
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

    /// The fault that struck the request, if one did.
    #[must_use]
    pub const fn fault(&self) -> Option<FaultKind> {
        self.fault
    }

    /// Whether the sandbox carried the request out, whatever its sender was told: it passed the checks, no fault and no
    /// scripted answer came before the execution, and the book, if there is one, did not refuse it. What the book does
    /// not play counts as carried out when it is answered with the example.
    ///
    /// A request that is held up by [`Fault::delay_before_execution`](crate::Fault::delay_before_execution) is here
    /// before it is carried out.
    #[must_use]
    pub const fn executed(&self) -> bool {
        self.executed
    }

    /// Which request this is, counted from 1 in the order in which they were complete. Those that were forgotten or
    /// dropped have had their number, too.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Which connection the request came on, counted from 1 in the order in which they were accepted.
    #[must_use]
    pub const fn connection(&self) -> u64 {
        self.connection
    }
}

impl fmt::Debug for ReceivedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedRequest")
            .field("number", &self.number)
            .field("connection", &self.connection)
            .field("operation_id", &self.operation_id)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            // The values that are not to be shown are marked so when the request is kept.
            .field("headers", &self.headers)
            .field("body_len", &self.body.len())
            .field("authentication", &self.authentication)
            .field("fault", &self.fault)
            .field("executed", &self.executed)
            .finish()
    }
}

/// The newest requests, in the order received.
pub(crate) struct Record {
    kept: usize,
    received: Mutex<Received>,
    resets: AtomicU64,
}

#[derive(Default)]
struct Received {
    count: u64,
    newest: VecDeque<ReceivedRequest>,
}

impl Record {
    pub(crate) fn new(kept: usize) -> Self {
        Self {
            kept,
            received: Mutex::default(),
            resets: AtomicU64::new(0),
        }
    }

    /// Keeps a request, and numbers it.
    pub(crate) fn push(&self, mut request: ReceivedRequest) -> u64 {
        mark_sensitive(&mut request.headers);
        let mut received = self.lock();
        received.count += 1;
        request.number = received.count;
        if self.kept > 0 {
            while received.newest.len() >= self.kept {
                received.newest.pop_front();
            }
            received.newest.push_back(request);
        }
        received.count
    }

    /// Notes that a request was carried out, if it is still kept.
    pub(crate) fn mark_executed(&self, number: u64) {
        let mut received = self.lock();
        if let Ok(place) = received.newest.binary_search_by_key(&number, |r| r.number)
            && let Some(request) = received.newest.get_mut(place)
        {
            request.executed = true;
        }
    }

    pub(crate) fn all(&self) -> Vec<ReceivedRequest> {
        self.lock().newest.iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        self.lock().newest.clear();
    }

    /// Counts a connection that was reset before its request was read.
    pub(crate) fn count_reset(&self) {
        self.resets.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn resets(&self) -> u64 {
        self.resets.load(Ordering::SeqCst)
    }

    fn lock(&self) -> MutexGuard<'_, Received> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner)
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
