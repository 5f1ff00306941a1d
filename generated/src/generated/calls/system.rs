// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/system.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Ask for a sign of life.
    ///
    /// The answer is the text `pong`.
    ///
    /// `GET /api/v1/ping`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/System/operation/ping), and answers captured from it.
    pub fn ping(&self) -> PingCall<'_> {
        PingCall { client: self }
    }
    /// Get whether the exchange is working or in maintenance.
    ///
    /// `GET /api/v1/status`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/System/operation/get_status), and answers captured from it.
    pub fn get_status(&self) -> GetStatusCall<'_> {
        GetStatusCall { client: self }
    }
    /// Get the time of the exchange.
    ///
    /// The answer is plain text, Unix milliseconds in digits.
    ///
    /// `GET /api/v1/time`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/System/operation/get_time), and answers captured from it.
    pub fn get_time(&self) -> GetTimeCall<'_> {
        GetTimeCall { client: self }
    }
    /// List the exchange's own wallets on the blockchains.
    ///
    /// `GET /api/v1/wallets`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/System/operation/get_wallets), and answers captured from it.
    pub fn get_wallets(&self) -> GetWalletsCall<'_> {
        GetWalletsCall { client: self }
    }
}
/// The call [`Client::ping`](crate::Client::ping); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct PingCall<'a> {
    client: &'a Client,
}
impl<'a> PingCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<::std::string::String>, Error<types::ApiErrorResponse>> {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/ping")
            .build()?;
        let info = crate::operations::PING;
        client.pre(&mut request, &info).await?;
        let result = client.exec(request, &info).await;
        client.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_text(response, |text| Some(text.to_owned())),
            400u16..=499u16 => {
                Err(Error::api(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::api(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::unexpected(response)),
        }
    }
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<::std::string::String>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_status`](crate::Client::get_status); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetStatusCall<'a> {
    client: &'a Client,
}
impl<'a> GetStatusCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::StatusAndMessage>, Error<types::ApiErrorResponse>> {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/status")
            .build()?;
        let info = crate::operations::GET_STATUS;
        client.pre(&mut request, &info).await?;
        let result = client.exec(request, &info).await;
        client.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::api(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::api(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::unexpected(response)),
        }
    }
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::StatusAndMessage>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_time`](crate::Client::get_time); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetTimeCall<'a> {
    client: &'a Client,
}
impl<'a> GetTimeCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<::jiff::Timestamp>, Error<types::ApiErrorResponse>> {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/time")
            .build()?;
        let info = crate::operations::GET_TIME;
        client.pre(&mut request, &info).await?;
        let result = client.exec(request, &info).await;
        client.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => {
                ResponseValue::from_text(
                    response,
                    <crate::wire::UnixMillis as crate::wire::Form>::from_text,
                )
            }
            400u16..=499u16 => {
                Err(Error::api(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::api(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::unexpected(response)),
        }
    }
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<::jiff::Timestamp>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_wallets`](crate::Client::get_wallets); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetWalletsCall<'a> {
    client: &'a Client,
}
impl<'a> GetWalletsCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::WalletResponse>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/wallets")
            .build()?;
        let info = crate::operations::GET_WALLETS;
        client.pre(&mut request, &info).await?;
        let result = client.exec(request, &info).await;
        client.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::api(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::api(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::unexpected(response)),
        }
    }
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::WalletResponse>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
