// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/vaults.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Pay an asset into a vault and get vault tokens for it.
    ///
    /// `POST /api/v1/vault/mint`, signed with the instruction `vaultMint`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/vault_mint), and answers captured from it.
    #[builder(
        builder_type(
            name = VaultMintCall,
            doc{#[doc = " The call [`Client::vault_mint`](crate::Client::vault_mint), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = vault_mint_call,
            vis = "pub",
            doc{#[doc = " The states of [`VaultMintCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn vault_mint<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::VaultMintRequest,
    ) -> Result<ResponseValue<()>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/vault/mint")
            .json(&body)
            .build()?;
        let info = crate::operations::VAULT_MINT;
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
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
    /// Get the net asset value per token of the account's own vault.
    ///
    /// Only the account of the vault may ask.
    ///
    /// `GET /api/v1/vault/nav`, signed with the instruction `vaultNavQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/get_vault_nav), and answers captured from it.
    #[builder(
        builder_type(
            name = GetVaultNavCall,
            doc{#[doc = " The call [`Client::get_vault_nav`](crate::Client::get_vault_nav), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_vault_nav_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetVaultNavCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_vault_nav<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::VaultNav>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/vault/nav")
            .build()?;
        let info = crate::operations::GET_VAULT_NAV;
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
    /// Withdraw a waiting request to turn vault tokens back.
    ///
    /// `DELETE /api/v1/vault/redeem`, signed with the instruction `vaultRedeemCancel`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/vault_redeem_cancel), and answers captured from it.
    #[builder(
        builder_type(
            name = VaultRedeemCancelCall,
            doc{#[doc = " The call [`Client::vault_redeem_cancel`](crate::Client::vault_redeem_cancel), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = vault_redeem_cancel_call,
            vis = "pub",
            doc{#[doc = " The states of [`VaultRedeemCancelCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn vault_redeem_cancel<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::VaultRedeemCancelRequest,
    ) -> Result<ResponseValue<()>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::DELETE, "/api/v1/vault/redeem")
            .json(&body)
            .build()?;
        let info = crate::operations::VAULT_REDEEM_CANCEL;
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
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
    /// Ask to turn vault tokens back into USDC.
    ///
    /// The request waits for the redeem delay of the vault, and is tried after that.
    ///
    /// `POST /api/v1/vault/redeem`, signed with the instruction `vaultRedeemRequest`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/vault_redeem), and answers captured from it.
    #[builder(
        builder_type(
            name = VaultRedeemCall,
            doc{#[doc = " The call [`Client::vault_redeem`](crate::Client::vault_redeem), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = vault_redeem_call,
            vis = "pub",
            doc{#[doc = " The states of [`VaultRedeemCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn vault_redeem<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::VaultRedeemRequest,
    ) -> Result<ResponseValue<()>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/vault/redeem")
            .json(&body)
            .build()?;
        let info = crate::operations::VAULT_REDEEM;
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
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
    /// List the requests that wait to be redeemed from a vault.
    ///
    /// Only a key of the vault's own system account may ask.
    ///
    /// `GET /api/v1/vault/redeems/pending`, signed with the instruction `vaultPendingRedeemsQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/get_vault_pending_redeems), and answers captured from it.
    #[builder(
        builder_type(
            name = GetVaultPendingRedeemsCall,
            doc{#[doc = " The call [`Client::get_vault_pending_redeems`](crate::Client::get_vault_pending_redeems), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_vault_pending_redeems_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetVaultPendingRedeemsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_vault_pending_redeems<'a>(
        &'a self,
        /// The vault.
        #[builder(start_fn)]
        vault_id: u32,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::VaultRedeem>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/vault/redeems/pending")
            .query(&backpack_runtime::QueryParam::new("vaultId", &vault_id))
            .build()?;
        let info = crate::operations::GET_VAULT_PENDING_REDEEMS;
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
    /// List the vaults and their terms.
    ///
    /// `GET /api/v1/vaults`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/get_vaults), and answers captured from it.
    #[builder(
        builder_type(
            name = GetVaultsCall,
            doc{#[doc = " The call [`Client::get_vaults`](crate::Client::get_vaults), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_vaults_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetVaultsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_vaults<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Vault>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/vaults")
            .build()?;
        let info = crate::operations::GET_VAULTS;
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
    /// List what vaults were worth at regular times in the past.
    ///
    /// `GET /api/v1/vaults/history`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Vaults/operation/get_vault_history), and answers captured from it.
    #[builder(
        builder_type(
            name = GetVaultHistoryCall,
            doc{#[doc = " The call [`Client::get_vault_history`](crate::Client::get_vault_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_vault_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetVaultHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_vault_history<'a>(
        &'a self,
        /// The interval of the history. Whether it is the reach or the spacing is not published.
        #[builder(start_fn)]
        interval: types::VaultHistoryInterval,
        /// Only this vault.
        vault_id: Option<u32>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::VaultHistory>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/vaults/history")
            .query(&backpack_runtime::QueryParam::new("interval", &interval))
            .query(&backpack_runtime::QueryParam::new("vaultId", &vault_id))
            .build()?;
        let info = crate::operations::GET_VAULT_HISTORY;
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
impl<'a, S: vault_mint_call::IsComplete> VaultMintCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<()>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_vault_nav_call::IsComplete> GetVaultNavCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::VaultNav>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: vault_redeem_cancel_call::IsComplete> VaultRedeemCancelCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<()>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: vault_redeem_call::IsComplete> VaultRedeemCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<()>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<
    'a,
    S: get_vault_pending_redeems_call::IsComplete,
> GetVaultPendingRedeemsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::VaultRedeem>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_vaults_call::IsComplete> GetVaultsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Vault>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_vault_history_call::IsComplete> GetVaultHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::VaultHistory>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
