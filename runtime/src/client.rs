//! What generated code asks of its client: the traits of progenitor's contract.

use std::borrow::Borrow;

use crate::error::{Error, SendError};
use crate::operation::OperationInfo;
use crate::response::Response;
use crate::transport::Transport;

/// What a generated client tells of itself.
pub trait ClientInfo<Inner> {
    /// The version of the API description that the client was generated from.
    fn api_version() -> &'static str;
    /// The address of the exchange, without a slash at its end.
    fn baseurl(&self) -> &str;
    /// The client that builds requests.
    fn client(&self) -> &reqwest::Client;
    /// What sends requests.
    fn inner(&self) -> &Inner;
}

/// How a generated client sends a request. The defaults send it through the client's [`Transport`].
#[allow(
    async_fn_in_trait,
    reason = "implemented by generated clients alone, whose futures are Send"
)]
pub trait ClientHooks<Inner: Borrow<Transport> = Transport>: ClientInfo<Inner> {
    /// Runs before a request is sent, and may change it.
    ///
    /// # Errors
    ///
    /// What keeps the request from being sent. The default has none.
    async fn pre<E>(
        &self,
        _request: &mut reqwest::Request,
        _info: &OperationInfo,
    ) -> Result<(), Error<E>> {
        Ok(())
    }

    /// Runs when the answer is there, or is known not to come.
    ///
    /// # Errors
    ///
    /// What takes the place of the answer. The default has none.
    async fn post<E>(
        &self,
        _result: &Result<Response, SendError>,
        _info: &OperationInfo,
    ) -> Result<(), Error<E>> {
        Ok(())
    }

    /// Sends a request and reads the answer.
    ///
    /// # Errors
    ///
    /// Why there is no answer.
    async fn exec(
        &self,
        request: reqwest::Request,
        info: &OperationInfo,
    ) -> Result<Response, SendError> {
        self.inner().borrow().execute(request, info).await
    }
}
