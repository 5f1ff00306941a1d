//! A received request, as it is kept for assertions.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde::de::DeserializeOwned;

use crate::authentication::Authentication;
use crate::faults::kind::TriggeredFault;

/// A request that the sandbox received.
///
/// `Debug` omits the values of `X-Signature`, `Authorization` and cookies, and the body, which can contain a two-factor
/// token. The accessors return everything.
#[derive(Clone)]
pub struct ReceivedRequest {
    /// Set when the request is kept.
    pub(crate) number: u64,
    pub(crate) connection: u64,
    pub(crate) operation_id: Option<String>,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) authentication: Authentication,
    pub(crate) fault: Option<TriggeredFault>,
    pub(crate) executed: bool,
}

impl ReceivedRequest {
    /// Returns the operation of the request; `None` when the document has none with this path and method.
    #[must_use]
    pub fn operation_id(&self) -> Option<&str> {
        self.operation_id.as_deref()
    }

    /// Returns the method.
    #[must_use]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the path as it was sent, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the query parameters in the order sent, decoded.
    #[must_use]
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// Returns the first value of a query parameter, decoded.
    #[must_use]
    pub fn query_value(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns the headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the first value of a header; `None` when it is absent or not ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the body: empty when there was none, and when it was longer than 1 MiB.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// Deserializes the body as JSON.
    ///
    /// # Errors
    ///
    /// When the body is not JSON, or not of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }

    /// Returns the result of verifying the signature, independent of the response.
    #[must_use]
    pub const fn authentication(&self) -> &Authentication {
        &self.authentication
    }

    /// Returns the fault that was triggered by the request.
    #[must_use]
    pub const fn fault(&self) -> Option<TriggeredFault> {
        self.fault
    }

    /// Returns whether the request was executed, independent of the response: it passed the checks, no fault and no
    /// scripted response replaced the execution, and the book, if there is one, did not reject it. An operation
    /// that the book does not support counts as executed when its example is sent.
    ///
    /// A request that is delayed before execution is recorded before it is executed.
    #[must_use]
    pub const fn executed(&self) -> bool {
        self.executed
    }

    /// Returns the number of the request, counted from 1 in the order in which requests were complete. Requests that
    /// were cleared or dropped are counted too.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Returns the number of the connection, counted from 1 in the order in which connections were accepted.
    #[must_use]
    pub const fn connection(&self) -> u64 {
        self.connection
    }

    /// Returns the number of bytes of the path, the query, the headers and the body.
    pub(crate) fn size(&self) -> usize {
        let query = self
            .query
            .iter()
            .map(|(name, value)| name.len() + value.len());
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| name.as_str().len() + value.len());
        self.path.len() + query.sum::<usize>() + headers.sum::<usize>() + self.body.len()
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
            // Secret values are marked as sensitive when the request is received.
            .field("headers", &self.headers)
            .field("body_len", &self.body.len())
            .field("authentication", &self.authentication)
            .field("fault", &self.fault)
            .field("executed", &self.executed)
            .finish()
    }
}
