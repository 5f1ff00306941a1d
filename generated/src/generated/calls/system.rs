// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/system.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Ask for a sign of life.
    ///
    /// The answer is the text `pong`.
    ///
    /// `GET /api/v1/ping`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/System/operation/ping), and answers captured from it.
    #[builder(
        builder_type(
            name = PingCall,
            doc{#[doc = " The call [`Client::ping`](crate::Client::ping), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = ping_call,
            vis = "pub",
            doc{#[doc = " The states of [`PingCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn ping<'a>(
        &'a self,
    ) -> Result<ResponseValue<::std::string::String>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/ping")
            .build()?;
        let info = crate::operations::PING;
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
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
    /// Get whether the exchange is working or in maintenance.
    ///
    /// `GET /api/v1/status`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/System/operation/get_status), and answers captured from it.
    #[builder(
        builder_type(
            name = GetStatusCall,
            doc{#[doc = " The call [`Client::get_status`](crate::Client::get_status), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_status_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetStatusCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_status<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::StatusAndMessage>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/status")
            .build()?;
        let info = crate::operations::GET_STATUS;
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
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
    /// Get the time of the exchange.
    ///
    /// The answer is plain text, Unix milliseconds in digits.
    ///
    /// `GET /api/v1/time`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/System/operation/get_time), and answers captured from it.
    #[builder(
        builder_type(
            name = GetTimeCall,
            doc{#[doc = " The call [`Client::get_time`](crate::Client::get_time), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_time_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetTimeCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_time<'a>(
        &'a self,
    ) -> Result<ResponseValue<::jiff::Timestamp>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/time")
            .build()?;
        let info = crate::operations::GET_TIME;
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
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
    /// List the exchange's own wallets on the blockchains.
    ///
    /// `GET /api/v1/wallets`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/System/operation/get_wallets), and answers captured from it.
    #[builder(
        builder_type(
            name = GetWalletsCall,
            doc{#[doc = " The call [`Client::get_wallets`](crate::Client::get_wallets), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_wallets_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetWalletsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_wallets<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::WalletResponse>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/wallets")
            .build()?;
        let info = crate::operations::GET_WALLETS;
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
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
}
#[cfg(feature = "blocking")]
impl<'a, S: ping_call::IsComplete> PingCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<::std::string::String>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_status_call::IsComplete> GetStatusCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::StatusAndMessage>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_time_call::IsComplete> GetTimeCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<::jiff::Timestamp>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_wallets_call::IsComplete> GetWalletsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::WalletResponse>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
