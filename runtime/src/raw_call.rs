//! Calls of operations that the API description does not have.

use std::fmt;
use std::marker::PhantomData;

use backpack_signing::InvalidInstruction;
use http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, NotSentReason};
use crate::operation::{Auth, Operation, RateLimit};
use crate::parameters::QueryValue;
use crate::response::Response;
use crate::transport::Transport;

/// A request of an operation that the API description does not have, before its authentication is chosen: with
/// [`signed`](Self::signed) or [`public`](Self::public). `E` is the error object of the API.
#[must_use = "a request does nothing until it is signed or public, and sent"]
pub struct RawRequest<E> {
    transport: Transport,
    method: Method,
    path: String,
    error: PhantomData<fn() -> E>,
}

/// A call of an operation that the API description does not have. It is signed, throttled, retried and reported as the
/// other calls are: requests other than `GET` count as mutating.
///
/// ```
/// use backpack_runtime::{Error, Response, Transport};
/// use http::Method;
///
/// # async fn example(transport: Transport) -> Result<(), Box<dyn std::error::Error>> {
/// let rows: Response<Vec<serde_json::Value>> = transport
///     .request::<String>(Method::GET, "/api/v1/new")
///     .signed("newQuery")?
///     .query("symbol", "SOL")
///     .send()
///     .await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is sent"]
pub struct RawCall<E> {
    transport: Transport,
    operation: Operation,
    request: Result<reqwest::RequestBuilder, NotSentReason>,
    error: PhantomData<fn() -> E>,
}

impl Transport {
    /// Starts a request of an operation that the API description does not have. The path begins with `/` and has no
    /// query.
    pub fn request<E>(&self, method: Method, path: impl Into<String>) -> RawRequest<E> {
        RawRequest {
            transport: self.clone(),
            method,
            path: path.into(),
            error: PhantomData,
        }
    }
}

impl<E> RawRequest<E> {
    /// Signs the request with an instruction, which the exchange documents for each private operation.
    ///
    /// # Errors
    ///
    /// [`InvalidInstruction`] when the instruction is not made of ASCII letters and digits.
    pub fn signed(self, instruction: &str) -> Result<RawCall<E>, InvalidInstruction> {
        let instruction = instruction.parse()?;
        Ok(self.with_auth(Auth::Signed(instruction)))
    }

    /// Sends the request without credentials.
    pub fn public(self) -> RawCall<E> {
        self.with_auth(Auth::Public)
    }

    fn with_auth(self, auth: Auth) -> RawCall<E> {
        let (id, method) = names(&self.method);
        let mut operation = Operation::new(id, method, "");
        operation.auth = auth;
        // Without a slash, the start of the path would become a part of the host.
        let is_path = self.path.starts_with('/') && !self.path.contains(['?', '#']);
        let request = if is_path {
            let url = format!("{}{}", self.transport.base_url(), self.path);
            Ok(self.transport.http().request(self.method, url))
        } else {
            Err(NotSentReason::InvalidPath)
        };
        RawCall {
            transport: self.transport,
            operation,
            request,
            error: self.error,
        }
    }
}

/// Returns the name of a raw call in errors and events, and its method. Every method but `GET` is a mutating one.
fn names(method: &Method) -> (&'static str, &'static str) {
    match *method {
        Method::GET => ("GET request", "GET"),
        Method::POST => ("POST request", "POST"),
        Method::PUT => ("PUT request", "PUT"),
        Method::PATCH => ("PATCH request", "PATCH"),
        Method::DELETE => ("DELETE request", "DELETE"),
        _ => ("raw request", "other"),
    }
}

impl<E> RawCall<E> {
    /// Sets the name of the operation in errors, events and traces; `GET request` unless overridden, by the method.
    pub const fn operation(mut self, name: &'static str) -> Self {
        self.operation.id = name;
        self
    }

    /// Adds a query parameter: once for a single value, never for `None`, once for each element of a list.
    pub fn query(mut self, name: &str, value: impl QueryValue) -> Self {
        let mut pairs = Vec::new();
        value.write(&mut |text| pairs.push((name, text.to_owned())));
        if !pairs.is_empty() {
            self.request = self.request.map(|request| request.query(&pairs));
        }
        self
    }

    /// Sets the body, as JSON. A body that cannot be serialized is an error of [`send`](Self::send).
    pub fn json(mut self, body: &(impl Serialize + ?Sized)) -> Self {
        self.request = self.request.map(|request| request.json(body));
        self
    }

    /// Sets the rate limit that counts the requests; the account's unless overridden.
    pub const fn rate_limit(mut self, rate_limit: RateLimit) -> Self {
        self.operation.rate_limit = rate_limit;
        self
    }
}

impl<E: DeserializeOwned> RawCall<E> {
    /// Sends the request and decodes the response. A 202 or 204 without a body is read as `null`.
    ///
    /// # Errors
    ///
    /// See [`Error`], and [`NotSentReason::InvalidPath`].
    pub async fn send<T: DeserializeOwned>(self) -> Result<Response<T>, Error<E>> {
        let operation = self.operation;
        let request = self
            .request
            .and_then(|request| request.build().map_err(NotSentReason::InvalidRequest))
            .map_err(|reason| Error::from(reason).in_operation(operation.id))?;
        let response = self.transport.execute(request, &operation).await?;
        Response::from_response(response.error_for_status().await?).await
    }

    /// Sends the request and blocks until the response is decoded; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send), and an error inside an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn send_blocking<T>(self) -> Result<Response<T>, Error<E>>
    where
        T: DeserializeOwned + Send + 'static,
        E: Send + 'static,
    {
        let name = self.operation.id;
        crate::blocking::wait(self.send()).map_err(|error| error.in_operation(name))
    }
}

/// Leaves out the path, which can contain account data.
impl<E> fmt::Debug for RawRequest<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRequest")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

/// Leaves out path, query and body, which can contain account data and secrets.
impl<E> fmt::Debug for RawCall<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawCall")
            .field("operation", &self.operation.id)
            .field("auth", &self.operation.auth)
            .finish_non_exhaustive()
    }
}
