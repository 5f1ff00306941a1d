// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/account.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Get the settings, limits and fees of the account.
    ///
    /// `GET /api/v1/account`, signed with the instruction `accountQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Account/operation/get_account), and answers captured from it.
    #[builder(
        builder_type(
            name = GetAccountCall,
            doc{#[doc = " The call [`Client::get_account`](crate::Client::get_account), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_account_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetAccountCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_account<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::AccountSummary>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/account")
            .build()?;
        let info = crate::operations::GET_ACCOUNT;
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
    /// Change settings of the account.
    ///
    /// A setting that is left out stays as it is.
    ///
    /// `PATCH /api/v1/account`, signed with the instruction `accountUpdate`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Account/operation/update_account_settings), and answers captured from it.
    #[builder(
        builder_type(
            name = UpdateAccountSettingsCall,
            doc{#[doc = " The call [`Client::update_account_settings`](crate::Client::update_account_settings), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = update_account_settings_call,
            vis = "pub",
            doc{#[doc = " The states of [`UpdateAccountSettingsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn update_account_settings<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::UpdateAccountSettingsRequest,
    ) -> Result<ResponseValue<()>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::PATCH, "/api/v1/account")
            .json(&body)
            .build()?;
        let info = crate::operations::UPDATE_ACCOUNT_SETTINGS;
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
    /// Get the largest quantity of an asset that can be borrowed now.
    ///
    /// The limit follows from the open exposure and the margin requirements of the account.
    ///
    /// `GET /api/v1/account/limits/borrow`, signed with the instruction `maxBorrowQuantity`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Account/operation/get_max_borrow_quantity), and answers captured from it.
    #[builder(
        builder_type(
            name = GetMaxBorrowQuantityCall,
            doc{#[doc = " The call [`Client::get_max_borrow_quantity`](crate::Client::get_max_borrow_quantity), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_max_borrow_quantity_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetMaxBorrowQuantityCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_max_borrow_quantity<'a>(
        &'a self,
        /// The asset to borrow, for example `SOL`.
        #[builder(start_fn)]
        symbol: &'a str,
    ) -> Result<
        ResponseValue<types::MaxBorrowQuantity>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/account/limits/borrow")
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_MAX_BORROW_QUANTITY;
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
    /// Get the largest quantity that an order on a market can have now.
    ///
    /// The limit follows from the balances, the open exposure and the margin requirements of the account, and from the flags that the order would carry.
    ///
    /// `GET /api/v1/account/limits/order`, signed with the instruction `maxOrderQuantity`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Account/operation/get_max_order_quantity), and answers captured from it.
    #[builder(
        builder_type(
            name = GetMaxOrderQuantityCall,
            doc{#[doc = " The call [`Client::get_max_order_quantity`](crate::Client::get_max_order_quantity), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_max_order_quantity_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetMaxOrderQuantityCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_max_order_quantity<'a>(
        &'a self,
        /// The market to trade on, for example `SOL_USDC_PERP`.
        #[builder(start_fn)]
        symbol: &'a str,
        /// Whether the order would buy or sell.
        #[builder(start_fn)]
        side: types::Side,
        /// The limit price, in the quote asset. Leave it out for a market order.
        price: Option<::rust_decimal::Decimal>,
        /// Whether the order may only make a position smaller.
        reduce_only: Option<bool>,
        /// Whether the order may borrow what the balance does not cover.
        auto_borrow: Option<bool>,
        /// Whether the proceeds of the order may repay what is borrowed.
        auto_borrow_repay: Option<bool>,
        /// Whether the order may redeem funds that are lent out.
        auto_lend_redeem: Option<bool>,
    ) -> Result<ResponseValue<types::MaxOrderQuantity>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/account/limits/order")
            .query(&backpack_runtime::QueryParam::new("autoBorrow", &auto_borrow))
            .query(
                &backpack_runtime::QueryParam::new("autoBorrowRepay", &auto_borrow_repay),
            )
            .query(
                &backpack_runtime::QueryParam::new("autoLendRedeem", &auto_lend_redeem),
            )
            .query(&backpack_runtime::QueryParam::new("price", &price))
            .query(&backpack_runtime::QueryParam::new("reduceOnly", &reduce_only))
            .query(&backpack_runtime::QueryParam::new("side", &side))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_MAX_ORDER_QUANTITY;
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
    /// Get the largest quantity of an asset that can be withdrawn now.
    ///
    /// The limit follows from the balance, the open exposure and the margin requirements of the account, and from whether the withdrawal may borrow or redeem lent funds.
    ///
    /// `GET /api/v1/account/limits/withdrawal`, signed with the instruction `maxWithdrawalQuantity`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Account/operation/get_max_withdrawal_quantity), and answers captured from it.
    #[builder(
        builder_type(
            name = GetMaxWithdrawalQuantityCall,
            doc{#[doc = " The call [`Client::get_max_withdrawal_quantity`](crate::Client::get_max_withdrawal_quantity), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_max_withdrawal_quantity_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetMaxWithdrawalQuantityCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_max_withdrawal_quantity<'a>(
        &'a self,
        /// The asset to withdraw, for example `SOL`.
        #[builder(start_fn)]
        symbol: &'a str,
        /// Whether the withdrawal may borrow what the balance does not cover.
        auto_borrow: Option<bool>,
        /// Whether the withdrawal may redeem funds that are lent out.
        auto_lend_redeem: Option<bool>,
    ) -> Result<
        ResponseValue<types::MaxWithdrawalQuantity>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/account/limits/withdrawal")
            .query(&backpack_runtime::QueryParam::new("autoBorrow", &auto_borrow))
            .query(
                &backpack_runtime::QueryParam::new("autoLendRedeem", &auto_lend_redeem),
            )
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_MAX_WITHDRAWAL_QUANTITY;
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
impl<'a, S: get_account_call::IsComplete> GetAccountCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::AccountSummary>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: update_account_settings_call::IsComplete> UpdateAccountSettingsCall<'a, S> {
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
impl<'a, S: get_max_borrow_quantity_call::IsComplete> GetMaxBorrowQuantityCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<types::MaxBorrowQuantity>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_max_order_quantity_call::IsComplete> GetMaxOrderQuantityCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::MaxOrderQuantity>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<
    'a,
    S: get_max_withdrawal_quantity_call::IsComplete,
> GetMaxWithdrawalQuantityCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<types::MaxWithdrawalQuantity>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
