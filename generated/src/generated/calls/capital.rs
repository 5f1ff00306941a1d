// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/capital.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Convert a balance that is too small to trade into USDC.
    ///
    /// The balance, with what is lent out of it, must be below the smallest quantity that the spot market of the asset takes.
    ///
    /// `POST /api/v1/account/convertDust`, signed with the instruction `convertDust`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/convert_dust), and answers captured from it.
    #[builder(
        builder_type(
            name = ConvertDustCall,
            doc{#[doc = " The call [`Client::convert_dust`](crate::Client::convert_dust), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = convert_dust_call,
            vis = "pub",
            doc{#[doc = " The states of [`ConvertDustCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn convert_dust<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::AccountConvertDustPayload,
    ) -> Result<ResponseValue<()>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/account/convertDust")
            .json(&body)
            .build()?;
        let info = crate::operations::CONVERT_DUST;
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
    /// Get the balances of the account, by asset.
    ///
    /// What open orders hold is locked.
    ///
    /// `GET /api/v1/capital`, signed with the instruction `balanceQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_balances), and answers captured from it.
    #[builder(
        builder_type(
            name = GetBalancesCall,
            doc{#[doc = " The call [`Client::get_balances`](crate::Client::get_balances), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_balances_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetBalancesCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_balances<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::Balances>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/capital")
            .build()?;
        let info = crate::operations::GET_BALANCES;
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
    /// Get the collateral, equity and margin of the account.
    ///
    /// `GET /api/v1/capital/collateral`, signed with the instruction `collateralQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_collateral), and answers captured from it.
    #[builder(
        builder_type(
            name = GetCollateralCall,
            doc{#[doc = " The call [`Client::get_collateral`](crate::Client::get_collateral), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_collateral_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetCollateralCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_collateral<'a>(
        &'a self,
        /// The id of the subaccount that is asked for.
        subaccount_id: Option<u16>,
    ) -> Result<
        ResponseValue<types::MarginAccountSummary>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/capital/collateral")
            .query(&backpack_runtime::QueryParam::new("subaccountId", &subaccount_id))
            .build()?;
        let info = crate::operations::GET_COLLATERAL;
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
    /// Get the address of the account for deposits from a network.
    ///
    /// `GET /wapi/v1/capital/deposit/address`, signed with the instruction `depositAddressQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_deposit_address), and answers captured from it.
    #[builder(
        builder_type(
            name = GetDepositAddressCall,
            doc{#[doc = " The call [`Client::get_deposit_address`](crate::Client::get_deposit_address), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_deposit_address_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetDepositAddressCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_deposit_address<'a>(
        &'a self,
        /// The network to deposit from.
        #[builder(start_fn)]
        blockchain: types::Blockchain,
    ) -> Result<ResponseValue<types::DepositAddress>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/capital/deposit/address")
            .query(&backpack_runtime::QueryParam::new("blockchain", &blockchain))
            .build()?;
        let info = crate::operations::GET_DEPOSIT_ADDRESS;
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
    /// Get the deposits to the account.
    ///
    /// `GET /wapi/v1/capital/deposits`, signed with the instruction `depositQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_deposits), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetDepositsCall,
            doc{#[doc = " The call [`Client::get_deposits`](crate::Client::get_deposits), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_deposits_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetDepositsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_deposits<'a>(
        &'a self,
        /// Only deposits from this time on, in Unix milliseconds.
        from: Option<::jiff::Timestamp>,
        /// Only deposits up to this time, in Unix milliseconds.
        to: Option<::jiff::Timestamp>,
        /// How many rows to return at the most. 100 when left out, 1000 is the highest.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Whether to leave out deposits that came from the exchange itself.
        exclude_platform: Option<bool>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Deposit>>,
        Error<types::ApiErrorResponse>,
    > {
        let from = from.map(crate::wire::UnixMillis);
        let to = to.map(crate::wire::UnixMillis);
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/capital/deposits")
            .query(
                &backpack_runtime::QueryParam::new("excludePlatform", &exclude_platform),
            )
            .query(&backpack_runtime::QueryParam::new("from", &from))
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("to", &to))
            .build()?;
        let info = crate::operations::GET_DEPOSITS;
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
    /// Get the withdrawals from the account.
    ///
    /// `GET /wapi/v1/capital/withdrawals`, signed with the instruction `withdrawalQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_withdrawals), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetWithdrawalsCall,
            doc{#[doc = " The call [`Client::get_withdrawals`](crate::Client::get_withdrawals), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_withdrawals_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetWithdrawalsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_withdrawals<'a>(
        &'a self,
        /// Only the withdrawal with this id.
        id: Option<i32>,
        /// Only the withdrawal that was requested with this client id.
        client_id: Option<&'a str>,
        /// Only withdrawals from this time on, in Unix milliseconds.
        from: Option<::jiff::Timestamp>,
        /// Only withdrawals up to this time, in Unix milliseconds.
        to: Option<::jiff::Timestamp>,
        /// How many rows to return at the most. 100 when left out, 1000 is the highest.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Withdrawal>>,
        Error<types::ApiErrorResponse>,
    > {
        let from = from.map(crate::wire::UnixMillis);
        let to = to.map(crate::wire::UnixMillis);
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/capital/withdrawals")
            .query(&backpack_runtime::QueryParam::new("clientId", &client_id))
            .query(&backpack_runtime::QueryParam::new("from", &from))
            .query(&backpack_runtime::QueryParam::new("id", &id))
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("to", &to))
            .build()?;
        let info = crate::operations::GET_WITHDRAWALS;
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
    /// Withdraw an asset from the exchange.
    ///
    /// It takes a two-factor token, unless the address is in the address book of the account and exempt from two-factor authentication there. The exemption is set in the settings on the website of the exchange.
    ///
    /// `POST /wapi/v1/capital/withdrawals`, signed with the instruction `withdraw`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/request_withdrawal), and answers captured from it.
    #[builder(
        builder_type(
            name = RequestWithdrawalCall,
            doc{#[doc = " The call [`Client::request_withdrawal`](crate::Client::request_withdrawal), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = request_withdrawal_call,
            vis = "pub",
            doc{#[doc = " The states of [`RequestWithdrawalCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn request_withdrawal<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::AccountWithdrawalPayload,
    ) -> Result<ResponseValue<types::Withdrawal>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/wapi/v1/capital/withdrawals")
            .json(&body)
            .build()?;
        let info = crate::operations::REQUEST_WITHDRAWAL;
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
    /// Get the dust conversions of the account.
    ///
    /// `GET /wapi/v1/history/dust`, signed with the instruction `dustHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_dust_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetDustHistoryCall,
            doc{#[doc = " The call [`Client::get_dust_history`](crate::Client::get_dust_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_dust_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetDustHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_dust_history<'a>(
        &'a self,
        /// Only the conversion with this id.
        id: Option<i64>,
        /// Only conversions of this asset, for example `SOL`.
        symbol: Option<&'a str>,
        /// How many rows to return at the most. 100 when left out, 1000 is the highest.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Whether the oldest or the newest row comes first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::DustConversion>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/dust")
            .query(&backpack_runtime::QueryParam::new("id", &id))
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_DUST_HISTORY;
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
    /// Get the settlements of the account, such as fees, funding and realized profit and loss.
    ///
    /// `GET /wapi/v1/history/settlement`, signed with the instruction `settlementHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_settlement_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetSettlementHistoryCall,
            doc{#[doc = " The call [`Client::get_settlement_history`](crate::Client::get_settlement_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_settlement_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetSettlementHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_settlement_history<'a>(
        &'a self,
        /// How many rows to return at the most. 100 when left out, 1000 is the highest.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Only settlements from this source.
        source: Option<types::SettlementSourceFilter>,
        /// Whether the oldest or the newest row comes first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Settlement>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/settlement")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("source", &source))
            .build()?;
        let info = crate::operations::GET_SETTLEMENT_HISTORY;
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
impl<'a, S> GetDepositsCall<'a, S>
where
    S: get_deposits_call::State + 'a,
    S::Limit: get_deposits_call::IsUnset,
    S::Offset: get_deposits_call::IsUnset,
{
    /// Streams the rows of [`get_deposits`](crate::Client::get_deposits), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends at a page that is shorter than asked for.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::Deposit, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
    pub fn stream_from(
        self,
        pages: Pages,
    ) -> impl Stream<
        Item = Result<types::Deposit, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
impl<'a, S> GetWithdrawalsCall<'a, S>
where
    S: get_withdrawals_call::State + 'a,
    S::Limit: get_withdrawals_call::IsUnset,
    S::Offset: get_withdrawals_call::IsUnset,
{
    /// Streams the rows of [`get_withdrawals`](crate::Client::get_withdrawals), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends at a page that is shorter than asked for.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::Withdrawal, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
    pub fn stream_from(
        self,
        pages: Pages,
    ) -> impl Stream<
        Item = Result<types::Withdrawal, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
impl<'a, S> GetDustHistoryCall<'a, S>
where
    S: get_dust_history_call::State + 'a,
    S::Limit: get_dust_history_call::IsUnset,
    S::Offset: get_dust_history_call::IsUnset,
{
    /// Streams the rows of [`get_dust_history`](crate::Client::get_dust_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::DustConversion, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
    pub fn stream_from(
        self,
        pages: Pages,
    ) -> impl Stream<
        Item = Result<types::DustConversion, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
impl<'a, S> GetSettlementHistoryCall<'a, S>
where
    S: get_settlement_history_call::State + 'a,
    S::Limit: get_settlement_history_call::IsUnset,
    S::Offset: get_settlement_history_call::IsUnset,
{
    /// Streams the rows of [`get_settlement_history`](crate::Client::get_settlement_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::Settlement, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
    pub fn stream_from(
        self,
        pages: Pages,
    ) -> impl Stream<
        Item = Result<types::Settlement, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: convert_dust_call::IsComplete> ConvertDustCall<'a, S> {
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
impl<'a, S: get_balances_call::IsComplete> GetBalancesCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::Balances>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_collateral_call::IsComplete> GetCollateralCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<types::MarginAccountSummary>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_deposit_address_call::IsComplete> GetDepositAddressCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::DepositAddress>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_deposits_call::IsComplete> GetDepositsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Deposit>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_withdrawals_call::IsComplete> GetWithdrawalsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Withdrawal>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: request_withdrawal_call::IsComplete> RequestWithdrawalCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::Withdrawal>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_dust_history_call::IsComplete> GetDustHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::DustConversion>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_settlement_history_call::IsComplete> GetSettlementHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Settlement>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
