// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/vaults.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Pay an asset into a vault and get vault tokens for it.
    ///
    /// `POST /api/v1/vault/mint`, signed with the instruction `vaultMint`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/vault_mint), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn vault_mint<'a>(
        &'a self,
        body: &'a types::VaultMintRequest,
    ) -> VaultMintCall<'a> {
        VaultMintCall {
            client: self,
            body,
        }
    }
    /// Get the net asset value per token of the account's own vault.
    ///
    /// Only the account of the vault may ask.
    ///
    /// `GET /api/v1/vault/nav`, signed with the instruction `vaultNavQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/get_vault_nav), and answers captured from it.
    pub fn get_vault_nav(&self) -> GetVaultNavCall<'_> {
        GetVaultNavCall { client: self }
    }
    /// Withdraw a waiting request to turn vault tokens back.
    ///
    /// `DELETE /api/v1/vault/redeem`, signed with the instruction `vaultRedeemCancel`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/vault_redeem_cancel), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn vault_redeem_cancel<'a>(
        &'a self,
        body: &'a types::VaultRedeemCancelRequest,
    ) -> VaultRedeemCancelCall<'a> {
        VaultRedeemCancelCall {
            client: self,
            body,
        }
    }
    /// Ask to turn vault tokens back into USDC.
    ///
    /// The request waits for the redeem delay of the vault, and is tried after that.
    ///
    /// `POST /api/v1/vault/redeem`, signed with the instruction `vaultRedeemRequest`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/vault_redeem), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn vault_redeem<'a>(
        &'a self,
        body: &'a types::VaultRedeemRequest,
    ) -> VaultRedeemCall<'a> {
        VaultRedeemCall {
            client: self,
            body,
        }
    }
    /// List the requests that wait to be redeemed from a vault.
    ///
    /// Only a key of the vault's own system account may ask.
    ///
    /// `GET /api/v1/vault/redeems/pending`, signed with the instruction `vaultPendingRedeemsQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/get_vault_pending_redeems), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `vault_id`: The vault.
    pub fn get_vault_pending_redeems(
        &self,
        vault_id: u32,
    ) -> GetVaultPendingRedeemsCall<'_> {
        GetVaultPendingRedeemsCall {
            client: self,
            vault_id,
        }
    }
    /// List the vaults and their terms.
    ///
    /// `GET /api/v1/vaults`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/get_vaults), and answers captured from it.
    pub fn get_vaults(&self) -> GetVaultsCall<'_> {
        GetVaultsCall { client: self }
    }
    /// List what vaults were worth at regular times in the past.
    ///
    /// `GET /api/v1/vaults/history`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/get_vault_history), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `interval`: The interval of the history. Whether it is the reach or the spacing is not published.
    pub fn get_vault_history(
        &self,
        interval: types::VaultHistoryInterval,
    ) -> GetVaultHistoryCall<'_> {
        GetVaultHistoryCall {
            client: self,
            interval,
            vault_id: None,
        }
    }
}
/// The call [`Client::vault_mint`](crate::Client::vault_mint); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct VaultMintCall<'a> {
    client: &'a Client,
    body: &'a types::VaultMintRequest,
}
impl<'a> VaultMintCall<'a> {
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
            .request(::reqwest::Method::POST, "/api/v1/vault/mint")
            .json(&body)
            .build()?;
        let info = crate::operations::VAULT_MINT;
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
/// The call [`Client::get_vault_nav`](crate::Client::get_vault_nav); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetVaultNavCall<'a> {
    client: &'a Client,
}
impl<'a> GetVaultNavCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::VaultNav>, Error<types::ApiErrorResponse>> {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/vault/nav")
            .build()?;
        let info = crate::operations::GET_VAULT_NAV;
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
    ) -> Result<ResponseValue<types::VaultNav>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::vault_redeem_cancel`](crate::Client::vault_redeem_cancel); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct VaultRedeemCancelCall<'a> {
    client: &'a Client,
    body: &'a types::VaultRedeemCancelRequest,
}
impl<'a> VaultRedeemCancelCall<'a> {
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
            .request(::reqwest::Method::DELETE, "/api/v1/vault/redeem")
            .json(&body)
            .build()?;
        let info = crate::operations::VAULT_REDEEM_CANCEL;
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
/// The call [`Client::vault_redeem`](crate::Client::vault_redeem); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct VaultRedeemCall<'a> {
    client: &'a Client,
    body: &'a types::VaultRedeemRequest,
}
impl<'a> VaultRedeemCall<'a> {
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
            .request(::reqwest::Method::POST, "/api/v1/vault/redeem")
            .json(&body)
            .build()?;
        let info = crate::operations::VAULT_REDEEM;
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
/// The call [`Client::get_vault_pending_redeems`](crate::Client::get_vault_pending_redeems); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetVaultPendingRedeemsCall<'a> {
    client: &'a Client,
    vault_id: u32,
}
impl<'a> GetVaultPendingRedeemsCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::VaultRedeem>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, vault_id } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/vault/redeems/pending")
            .query(&backpack_runtime::QueryParam::new("vaultId", &vault_id))
            .build()?;
        let info = crate::operations::GET_VAULT_PENDING_REDEEMS;
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
        ResponseValue<::std::vec::Vec<types::VaultRedeem>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_vaults`](crate::Client::get_vaults); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetVaultsCall<'a> {
    client: &'a Client,
}
impl<'a> GetVaultsCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Vault>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/vaults")
            .build()?;
        let info = crate::operations::GET_VAULTS;
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
        ResponseValue<::std::vec::Vec<types::Vault>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_vault_history`](crate::Client::get_vault_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetVaultHistoryCall<'a> {
    client: &'a Client,
    interval: types::VaultHistoryInterval,
    vault_id: Option<u32>,
}
impl<'a> GetVaultHistoryCall<'a> {
    /// Only this vault.
    pub fn vault_id(mut self, vault_id: u32) -> Self {
        self.vault_id = Some(vault_id);
        self
    }
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::VaultHistory>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, interval, vault_id } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/vaults/history")
            .query(&backpack_runtime::QueryParam::new("interval", &interval))
            .query(&backpack_runtime::QueryParam::new("vaultId", &vault_id))
            .build()?;
        let info = crate::operations::GET_VAULT_HISTORY;
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
        ResponseValue<::std::vec::Vec<types::VaultHistory>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
