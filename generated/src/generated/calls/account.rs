// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/account.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Get the settings, limits and fees of the account.
    ///
    /// `GET /api/v1/account`, signed with the instruction `accountQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Account/operation/get_account), and answers captured from it.
    pub fn get_account(&self) -> GetAccountCall<'_> {
        GetAccountCall { client: self }
    }
    /// Change settings of the account.
    ///
    /// A setting that is left out stays as it is.
    ///
    /// `PATCH /api/v1/account`, signed with the instruction `accountUpdate`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Account/operation/update_account_settings), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn update_account_settings<'a>(
        &'a self,
        body: &'a types::UpdateAccountSettingsRequest,
    ) -> UpdateAccountSettingsCall<'a> {
        UpdateAccountSettingsCall {
            client: self,
            body,
        }
    }
    /// Get the largest quantity of an asset that can be borrowed now.
    ///
    /// The limit follows from the open exposure and the margin requirements of the account.
    ///
    /// `GET /api/v1/account/limits/borrow`, signed with the instruction `maxBorrowQuantity`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Account/operation/get_max_borrow_quantity), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The asset to borrow, for example `SOL`.
    pub fn get_max_borrow_quantity<'a>(
        &'a self,
        symbol: &'a str,
    ) -> GetMaxBorrowQuantityCall<'a> {
        GetMaxBorrowQuantityCall {
            client: self,
            symbol,
        }
    }
    /// Get the largest quantity that an order on a market can have now.
    ///
    /// The limit follows from the balances, the open exposure and the margin requirements of the account, and from the flags that the order would carry.
    ///
    /// `GET /api/v1/account/limits/order`, signed with the instruction `maxOrderQuantity`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Account/operation/get_max_order_quantity), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The market to trade on, for example `SOL_USDC_PERP`.
    /// - `side`: Whether the order would buy or sell.
    pub fn get_max_order_quantity<'a>(
        &'a self,
        symbol: &'a str,
        side: types::Side,
    ) -> GetMaxOrderQuantityCall<'a> {
        GetMaxOrderQuantityCall {
            client: self,
            symbol,
            side,
            price: None,
            reduce_only: None,
            auto_borrow: None,
            auto_borrow_repay: None,
            auto_lend_redeem: None,
        }
    }
    /// Get the largest quantity of an asset that can be withdrawn now.
    ///
    /// The limit follows from the balance, the open exposure and the margin requirements of the account, and from whether the withdrawal may borrow or redeem lent funds.
    ///
    /// `GET /api/v1/account/limits/withdrawal`, signed with the instruction `maxWithdrawalQuantity`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Account/operation/get_max_withdrawal_quantity), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The asset to withdraw, for example `SOL`.
    pub fn get_max_withdrawal_quantity<'a>(
        &'a self,
        symbol: &'a str,
    ) -> GetMaxWithdrawalQuantityCall<'a> {
        GetMaxWithdrawalQuantityCall {
            client: self,
            symbol,
            auto_borrow: None,
            auto_lend_redeem: None,
        }
    }
}
/// The call [`Client::get_account`](crate::Client::get_account); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetAccountCall<'a> {
    client: &'a Client,
}
impl<'a> GetAccountCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::AccountSummary>, Error<types::ApiErrorResponse>> {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/account")
            .build()?;
        let info = crate::operations::GET_ACCOUNT;
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
    ) -> Result<ResponseValue<types::AccountSummary>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::update_account_settings`](crate::Client::update_account_settings); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct UpdateAccountSettingsCall<'a> {
    client: &'a Client,
    body: &'a types::UpdateAccountSettingsRequest,
}
impl<'a> UpdateAccountSettingsCall<'a> {
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
            .request(::reqwest::Method::PATCH, "/api/v1/account")
            .json(&body)
            .build()?;
        let info = crate::operations::UPDATE_ACCOUNT_SETTINGS;
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
/// The call [`Client::get_max_borrow_quantity`](crate::Client::get_max_borrow_quantity); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetMaxBorrowQuantityCall<'a> {
    client: &'a Client,
    symbol: &'a str,
}
impl<'a> GetMaxBorrowQuantityCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<types::MaxBorrowQuantity>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/account/limits/borrow")
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_MAX_BORROW_QUANTITY;
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
        ResponseValue<types::MaxBorrowQuantity>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_max_order_quantity`](crate::Client::get_max_order_quantity); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetMaxOrderQuantityCall<'a> {
    client: &'a Client,
    symbol: &'a str,
    side: types::Side,
    price: Option<::rust_decimal::Decimal>,
    reduce_only: Option<bool>,
    auto_borrow: Option<bool>,
    auto_borrow_repay: Option<bool>,
    auto_lend_redeem: Option<bool>,
}
impl<'a> GetMaxOrderQuantityCall<'a> {
    /// The limit price, in the quote asset. Leave it out for a market order.
    pub fn price(mut self, price: ::rust_decimal::Decimal) -> Self {
        self.price = Some(price);
        self
    }
    /// Whether the order may only make a position smaller.
    pub fn reduce_only(mut self, reduce_only: bool) -> Self {
        self.reduce_only = Some(reduce_only);
        self
    }
    /// Whether the order may borrow what the balance does not cover.
    pub fn auto_borrow(mut self, auto_borrow: bool) -> Self {
        self.auto_borrow = Some(auto_borrow);
        self
    }
    /// Whether the proceeds of the order may repay what is borrowed.
    pub fn auto_borrow_repay(mut self, auto_borrow_repay: bool) -> Self {
        self.auto_borrow_repay = Some(auto_borrow_repay);
        self
    }
    /// Whether the order may redeem funds that are lent out.
    pub fn auto_lend_redeem(mut self, auto_lend_redeem: bool) -> Self {
        self.auto_lend_redeem = Some(auto_lend_redeem);
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
    ) -> Result<ResponseValue<types::MaxOrderQuantity>, Error<types::ApiErrorResponse>> {
        let Self {
            client,
            symbol,
            side,
            price,
            reduce_only,
            auto_borrow,
            auto_borrow_repay,
            auto_lend_redeem,
        } = self;
        #[allow(unused_mut)]
        let mut request = client
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
    ) -> Result<ResponseValue<types::MaxOrderQuantity>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_max_withdrawal_quantity`](crate::Client::get_max_withdrawal_quantity); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetMaxWithdrawalQuantityCall<'a> {
    client: &'a Client,
    symbol: &'a str,
    auto_borrow: Option<bool>,
    auto_lend_redeem: Option<bool>,
}
impl<'a> GetMaxWithdrawalQuantityCall<'a> {
    /// Whether the withdrawal may borrow what the balance does not cover.
    pub fn auto_borrow(mut self, auto_borrow: bool) -> Self {
        self.auto_borrow = Some(auto_borrow);
        self
    }
    /// Whether the withdrawal may redeem funds that are lent out.
    pub fn auto_lend_redeem(mut self, auto_lend_redeem: bool) -> Self {
        self.auto_lend_redeem = Some(auto_lend_redeem);
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
        ResponseValue<types::MaxWithdrawalQuantity>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol, auto_borrow, auto_lend_redeem } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/account/limits/withdrawal")
            .query(&backpack_runtime::QueryParam::new("autoBorrow", &auto_borrow))
            .query(
                &backpack_runtime::QueryParam::new("autoLendRedeem", &auto_lend_redeem),
            )
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_MAX_WITHDRAWAL_QUANTITY;
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
        ResponseValue<types::MaxWithdrawalQuantity>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
