// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/withdrawal-delays.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Get the withdrawal delay that is set.
    ///
    /// Withdrawals to addresses that are not whitelisted wait this many hours before they are processed.
    ///
    /// `GET /wapi/v1/capital/withdrawals/delay`, needs a login session: the exchange refuses API keys here, and the call is not signed.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Withdrawal-Delays/operation/get_withdrawal_delay), and answers captured from it.
    pub fn get_withdrawal_delay(&self) -> GetWithdrawalDelayCall<'_> {
        GetWithdrawalDelayCall {
            client: self,
        }
    }
    /// Change the withdrawal delay that is set.
    ///
    /// The change takes effect only when the delay that is set now has run out; until then it is shown as pending. It takes a two-factor token.
    ///
    /// `PATCH /wapi/v1/capital/withdrawals/delay`, needs a login session: the exchange refuses API keys here, and the call is not signed.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Withdrawal-Delays/operation/update_withdrawal_delay), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn update_withdrawal_delay<'a>(
        &'a self,
        body: &'a types::UpdateWithdrawalDelayRequest,
    ) -> UpdateWithdrawalDelayCall<'a> {
        UpdateWithdrawalDelayCall {
            client: self,
            body,
        }
    }
    /// Set a withdrawal delay where none is set.
    ///
    /// From then on, withdrawals to addresses that are not whitelisted wait this many hours before they are processed. It takes a two-factor token. Where a delay is set already the answer is 409.
    ///
    /// `POST /wapi/v1/capital/withdrawals/delay`, needs a login session: the exchange refuses API keys here, and the call is not signed.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Withdrawal-Delays/operation/create_withdrawal_delay), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn create_withdrawal_delay<'a>(
        &'a self,
        body: &'a types::CreateWithdrawalDelayRequest,
    ) -> CreateWithdrawalDelayCall<'a> {
        CreateWithdrawalDelayCall {
            client: self,
            body,
        }
    }
}
/// The call [`Client::get_withdrawal_delay`](crate::Client::get_withdrawal_delay); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetWithdrawalDelayCall<'a> {
    client: &'a Client,
}
impl<'a> GetWithdrawalDelayCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::option::Option<types::WithdrawalDelay>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/capital/withdrawals/delay")
            .build()?;
        let info = crate::operations::GET_WITHDRAWAL_DELAY;
        client.pre(&mut request, &info).await?;
        let result = client.exec(request, &info).await;
        client.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
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
        ResponseValue<::std::option::Option<types::WithdrawalDelay>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::update_withdrawal_delay`](crate::Client::update_withdrawal_delay); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct UpdateWithdrawalDelayCall<'a> {
    client: &'a Client,
    body: &'a types::UpdateWithdrawalDelayRequest,
}
impl<'a> UpdateWithdrawalDelayCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::WithdrawalDelay>, Error<types::ApiErrorResponse>> {
        let Self { client, body } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::PATCH, "/wapi/v1/capital/withdrawals/delay")
            .json(&body)
            .build()?;
        let info = crate::operations::UPDATE_WITHDRAWAL_DELAY;
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
    ) -> Result<ResponseValue<types::WithdrawalDelay>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::create_withdrawal_delay`](crate::Client::create_withdrawal_delay); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct CreateWithdrawalDelayCall<'a> {
    client: &'a Client,
    body: &'a types::CreateWithdrawalDelayRequest,
}
impl<'a> CreateWithdrawalDelayCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<()>, Error<types::ApiErrorResponse>> {
        let Self { client, body } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::POST, "/wapi/v1/capital/withdrawals/delay")
            .json(&body)
            .build()?;
        let info = crate::operations::CREATE_WITHDRAWAL_DELAY;
        client.pre(&mut request, &info).await?;
        let result = client.exec(request, &info).await;
        client.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200u16 => Ok(ResponseValue::empty(response)),
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
    ) -> Result<ResponseValue<()>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
