//! The items that generated code uses, by the names of the crate progenitor-client where that has them.

use std::borrow::Borrow;
use std::fmt::{Debug, Display};
use std::future::{Future, ready};

use futures_util::future::Either;
use http::HeaderName;
use serde::de::DeserializeOwned;

use crate::error::{Error, NotSentReason};
use crate::operation::Operation;
use crate::response::RawResponse;
use crate::transport::Transport;

pub use crate::lenient::{lenient, lenient_optional};
pub use crate::pages::{page_stream, rows};
pub use crate::parameters::{QueryParam, encode_path};
pub use crate::response::Response as ResponseValue;
pub use crate::time_rows::{TimeRange, time_rows};

/// A header of progenitor's, which the exchange does not document.
const API_VERSION: HeaderName = HeaderName::from_static("api-version");

/// The type of streamed bodies in progenitor's client crate. No operation of the API has one.
#[derive(Clone, Copy, Debug)]
pub enum ByteStream {}

/// The extension trait of request builders in progenitor's client crate. No operation of the API needs it.
pub trait RequestBuilderExt {}

/// The name of an operation.
#[derive(Clone, Copy, Debug)]
pub struct OperationInfo {
    /// The operationId of the API description.
    pub operation_id: &'static str,
}

/// Access to the parts of a generated client.
pub trait ClientInfo<Inner> {
    /// Returns the version of the API description that the client was generated from.
    fn api_version() -> &'static str;
    /// Returns the base URL of the exchange, without a slash at its end.
    fn baseurl(&self) -> &str;
    /// Returns the HTTP client that builds requests.
    fn client(&self) -> &reqwest::Client;
    /// Returns the transport that sends requests.
    fn inner(&self) -> &Inner;
}

/// Sends the requests of a generated client through its [`Transport`].
#[allow(
    async_fn_in_trait,
    reason = "implemented by generated clients alone, whose futures are Send"
)]
pub trait ClientHooks<Inner: Borrow<Transport> + 'static = Transport>: ClientInfo<Inner> {
    /// The error object of the API.
    type ApiError: DeserializeOwned + Display + Debug + Send + Sync + 'static;

    /// Finds an operation in the generated table.
    fn operation(id: &str) -> Option<&'static Operation>;

    /// Does nothing; progenitor's generated code calls it before a request is sent.
    ///
    /// # Errors
    ///
    /// None.
    async fn pre(
        &self,
        _request: &mut reqwest::Request,
        _info: &OperationInfo,
    ) -> Result<(), Error<Self::ApiError>> {
        Ok(())
    }

    /// Does nothing; progenitor's generated code calls it after a request was sent.
    ///
    /// # Errors
    ///
    /// None.
    async fn post(
        &self,
        _result: &Result<RawResponse, Error<Self::ApiError>>,
        _info: &OperationInfo,
    ) -> Result<(), Error<Self::ApiError>> {
        Ok(())
    }

    /// Sends a request through the transport.
    ///
    /// # Errors
    ///
    /// Those of the transport, and [`NotSentReason::UnknownOperation`].
    fn exec(
        &self,
        mut request: reqwest::Request,
        info: &OperationInfo,
    ) -> impl Future<Output = Result<RawResponse, Error<Self::ApiError>>> {
        let Some(operation) = Self::operation(info.operation_id) else {
            return Either::Left(ready(Err(Error::NotSent {
                operation: info.operation_id,
                reason: NotSentReason::UnknownOperation,
            })));
        };
        request.headers_mut().remove(API_VERSION);
        Either::Right(self.inner().borrow().execute(request, operation))
    }
}

/// The items that the macros of the wire formats expand to.
pub mod __private {
    #[cfg(feature = "schemars")]
    pub use schemars;
    pub use serde;
    pub use serde_json;

    pub use crate::parameters::QueryValue;
    pub use crate::wire::enums::UnknownValue;
    pub use crate::wire::raw;
    pub use crate::wire::union::{read_tagged, read_untagged, write_tagged};
}
