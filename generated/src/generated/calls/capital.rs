// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/capital.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Convert a balance that is too small to trade into USDC.
    ///
    /// The balance, with what is lent out of it, must be below the smallest quantity that the spot market of the asset takes.
    ///
    /// `POST /api/v1/account/convertDust`, signed with the instruction `convertDust`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/convert_dust), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn convert_dust<'a>(
        &'a self,
        body: &'a types::AccountConvertDustPayload,
    ) -> ConvertDustCall<'a> {
        ConvertDustCall {
            client: self,
            body,
        }
    }
    /// Get the balances of the account, by asset.
    ///
    /// What open orders hold is locked.
    ///
    /// `GET /api/v1/capital`, signed with the instruction `balanceQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_balances), and answers captured from it.
    pub fn get_balances(&self) -> GetBalancesCall<'_> {
        GetBalancesCall { client: self }
    }
    /// Get the collateral, equity and margin of the account.
    ///
    /// `GET /api/v1/capital/collateral`, signed with the instruction `collateralQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_collateral), and answers captured from it.
    pub fn get_collateral(&self) -> GetCollateralCall<'_> {
        GetCollateralCall {
            client: self,
            subaccount_id: None,
        }
    }
    /// Get the address of the account for deposits from a network.
    ///
    /// `GET /wapi/v1/capital/deposit/address`, signed with the instruction `depositAddressQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_deposit_address), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `blockchain`: The network to deposit from.
    pub fn get_deposit_address(
        &self,
        blockchain: types::Blockchain,
    ) -> GetDepositAddressCall<'_> {
        GetDepositAddressCall {
            client: self,
            blockchain,
        }
    }
    /// Get the deposits to the account.
    ///
    /// `GET /wapi/v1/capital/deposits`, signed with the instruction `depositQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_deposits), and answers captured from it.
    pub fn get_deposits(&self) -> GetDepositsCall<'_> {
        GetDepositsCall {
            client: self,
            from: None,
            to: None,
            limit: None,
            offset: None,
            exclude_platform: None,
        }
    }
    /// Get the withdrawals from the account.
    ///
    /// `GET /wapi/v1/capital/withdrawals`, signed with the instruction `withdrawalQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_withdrawals), and answers captured from it.
    pub fn get_withdrawals(&self) -> GetWithdrawalsCall<'_> {
        GetWithdrawalsCall {
            client: self,
            id: None,
            client_id: None,
            from: None,
            to: None,
            limit: None,
            offset: None,
        }
    }
    /// Withdraw an asset from the exchange.
    ///
    /// It takes a two-factor token, unless the address is in the address book of the account and exempt from two-factor authentication there. The exemption is set in the settings on the website of the exchange.
    ///
    /// `POST /wapi/v1/capital/withdrawals`, signed with the instruction `withdraw`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/request_withdrawal), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn request_withdrawal<'a>(
        &'a self,
        body: &'a types::AccountWithdrawalPayload,
    ) -> RequestWithdrawalCall<'a> {
        RequestWithdrawalCall {
            client: self,
            body,
        }
    }
    /// Get the dust conversions of the account.
    ///
    /// `GET /wapi/v1/history/dust`, signed with the instruction `dustHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_dust_history), and answers captured from it.
    pub fn get_dust_history(&self) -> GetDustHistoryCall<'_> {
        GetDustHistoryCall {
            client: self,
            id: None,
            symbol: None,
            limit: None,
            offset: None,
            sort_direction: None,
        }
    }
    /// Get the settlements of the account, such as fees, funding and realized profit and loss.
    ///
    /// `GET /wapi/v1/history/settlement`, signed with the instruction `settlementHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Capital/operation/get_settlement_history), and answers captured from it.
    pub fn get_settlement_history(&self) -> GetSettlementHistoryCall<'_> {
        GetSettlementHistoryCall {
            client: self,
            limit: None,
            offset: None,
            source: None,
            sort_direction: None,
        }
    }
}
/// The call [`Client::convert_dust`](crate::Client::convert_dust); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct ConvertDustCall<'a> {
    client: &'a Client,
    body: &'a types::AccountConvertDustPayload,
}
impl<'a> ConvertDustCall<'a> {
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
            .request(::reqwest::Method::POST, "/api/v1/account/convertDust")
            .json(&body)
            .build()?;
        let info = crate::operations::CONVERT_DUST;
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
/// The call [`Client::get_balances`](crate::Client::get_balances); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetBalancesCall<'a> {
    client: &'a Client,
}
impl<'a> GetBalancesCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::Balances>, Error<types::ApiErrorResponse>> {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/capital")
            .build()?;
        let info = crate::operations::GET_BALANCES;
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
    ) -> Result<ResponseValue<types::Balances>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_collateral`](crate::Client::get_collateral); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetCollateralCall<'a> {
    client: &'a Client,
    subaccount_id: Option<u16>,
}
impl<'a> GetCollateralCall<'a> {
    /// The id of the subaccount that is asked for.
    pub fn subaccount_id(mut self, subaccount_id: u16) -> Self {
        self.subaccount_id = Some(subaccount_id);
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
        ResponseValue<types::MarginAccountSummary>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, subaccount_id } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/capital/collateral")
            .query(&backpack_runtime::QueryParam::new("subaccountId", &subaccount_id))
            .build()?;
        let info = crate::operations::GET_COLLATERAL;
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
        ResponseValue<types::MarginAccountSummary>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_deposit_address`](crate::Client::get_deposit_address); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetDepositAddressCall<'a> {
    client: &'a Client,
    blockchain: types::Blockchain,
}
impl<'a> GetDepositAddressCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::DepositAddress>, Error<types::ApiErrorResponse>> {
        let Self { client, blockchain } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/capital/deposit/address")
            .query(&backpack_runtime::QueryParam::new("blockchain", &blockchain))
            .build()?;
        let info = crate::operations::GET_DEPOSIT_ADDRESS;
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
    ) -> Result<ResponseValue<types::DepositAddress>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_deposits`](crate::Client::get_deposits); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetDepositsCall<'a> {
    client: &'a Client,
    from: Option<::jiff::Timestamp>,
    to: Option<::jiff::Timestamp>,
    limit: Option<u64>,
    offset: Option<u64>,
    exclude_platform: Option<bool>,
}
impl<'a> GetDepositsCall<'a> {
    /// Only deposits from this time on, in Unix milliseconds.
    pub fn from(mut self, from: ::jiff::Timestamp) -> Self {
        self.from = Some(from);
        self
    }
    /// Only deposits up to this time, in Unix milliseconds.
    pub fn to(mut self, to: ::jiff::Timestamp) -> Self {
        self.to = Some(to);
        self
    }
    /// How many rows to return at the most. 100 when left out, 1000 is the highest.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }
    /// How many rows to skip. 0 when left out.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
    /// Whether to leave out deposits that came from the exchange itself.
    pub fn exclude_platform(mut self, exclude_platform: bool) -> Self {
        self.exclude_platform = Some(exclude_platform);
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
        ResponseValue<::std::vec::Vec<types::Deposit>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, from, to, limit, offset, exclude_platform } = self;
        let from = from.map(crate::wire::UnixMillis);
        let to = to.map(crate::wire::UnixMillis);
        #[allow(unused_mut)]
        let mut request = client
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
        ResponseValue<::std::vec::Vec<types::Deposit>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_deposits`](crate::Client::get_deposits), page after page.
    ///
    /// It starts at the `offset` that was set, else at the first row, and its pages have as many rows as the
    /// `limit` that was set, else 100; a limit outside 1 to 1000 is taken to the nearer of the two.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends at a page that is shorter than asked for.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::Deposit, PageError<types::ApiErrorResponse>>,
    > + 'a {
        let pages = self.limit.map_or_else(Pages::default, Pages::of);
        let pages = pages.starting_at(self.offset.unwrap_or(0));
        self.stream_from(pages)
    }
    /// Like [`stream`](Self::stream), with the size of pages and the offset that `pages` says, whatever
    /// `limit` and `offset` were set to.
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
/// The call [`Client::get_withdrawals`](crate::Client::get_withdrawals); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetWithdrawalsCall<'a> {
    client: &'a Client,
    id: Option<i32>,
    client_id: Option<&'a str>,
    from: Option<::jiff::Timestamp>,
    to: Option<::jiff::Timestamp>,
    limit: Option<u64>,
    offset: Option<u64>,
}
impl<'a> GetWithdrawalsCall<'a> {
    /// Only the withdrawal with this id.
    pub fn id(mut self, id: i32) -> Self {
        self.id = Some(id);
        self
    }
    /// Only the withdrawal that was requested with this client id.
    pub fn client_id(mut self, client_id: &'a str) -> Self {
        self.client_id = Some(client_id);
        self
    }
    /// Only withdrawals from this time on, in Unix milliseconds.
    pub fn from(mut self, from: ::jiff::Timestamp) -> Self {
        self.from = Some(from);
        self
    }
    /// Only withdrawals up to this time, in Unix milliseconds.
    pub fn to(mut self, to: ::jiff::Timestamp) -> Self {
        self.to = Some(to);
        self
    }
    /// How many rows to return at the most. 100 when left out, 1000 is the highest.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }
    /// How many rows to skip. 0 when left out.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
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
        ResponseValue<::std::vec::Vec<types::Withdrawal>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, id, client_id, from, to, limit, offset } = self;
        let from = from.map(crate::wire::UnixMillis);
        let to = to.map(crate::wire::UnixMillis);
        #[allow(unused_mut)]
        let mut request = client
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
        ResponseValue<::std::vec::Vec<types::Withdrawal>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_withdrawals`](crate::Client::get_withdrawals), page after page.
    ///
    /// It starts at the `offset` that was set, else at the first row, and its pages have as many rows as the
    /// `limit` that was set, else 100; a limit outside 1 to 1000 is taken to the nearer of the two.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends at a page that is shorter than asked for.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::Withdrawal, PageError<types::ApiErrorResponse>>,
    > + 'a {
        let pages = self.limit.map_or_else(Pages::default, Pages::of);
        let pages = pages.starting_at(self.offset.unwrap_or(0));
        self.stream_from(pages)
    }
    /// Like [`stream`](Self::stream), with the size of pages and the offset that `pages` says, whatever
    /// `limit` and `offset` were set to.
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
/// The call [`Client::request_withdrawal`](crate::Client::request_withdrawal); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct RequestWithdrawalCall<'a> {
    client: &'a Client,
    body: &'a types::AccountWithdrawalPayload,
}
impl<'a> RequestWithdrawalCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::Withdrawal>, Error<types::ApiErrorResponse>> {
        let Self { client, body } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::POST, "/wapi/v1/capital/withdrawals")
            .json(&body)
            .build()?;
        let info = crate::operations::REQUEST_WITHDRAWAL;
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
    ) -> Result<ResponseValue<types::Withdrawal>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_dust_history`](crate::Client::get_dust_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetDustHistoryCall<'a> {
    client: &'a Client,
    id: Option<i64>,
    symbol: Option<&'a str>,
    limit: Option<u64>,
    offset: Option<u64>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetDustHistoryCall<'a> {
    /// Only the conversion with this id.
    pub fn id(mut self, id: i64) -> Self {
        self.id = Some(id);
        self
    }
    /// Only conversions of this asset, for example `SOL`.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// How many rows to return at the most. 100 when left out, 1000 is the highest.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }
    /// How many rows to skip. 0 when left out.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
    /// Whether the oldest or the newest row comes first.
    pub fn sort_direction(mut self, sort_direction: types::SortDirection) -> Self {
        self.sort_direction = Some(sort_direction);
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
        ResponseValue<::std::vec::Vec<types::DustConversion>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, id, symbol, limit, offset, sort_direction } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/dust")
            .query(&backpack_runtime::QueryParam::new("id", &id))
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_DUST_HISTORY;
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
        ResponseValue<::std::vec::Vec<types::DustConversion>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_dust_history`](crate::Client::get_dust_history), page after page.
    ///
    /// It starts at the `offset` that was set, else at the first row, and its pages have as many rows as the
    /// `limit` that was set, else 100; a limit outside 1 to 1000 is taken to the nearer of the two.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::DustConversion, PageError<types::ApiErrorResponse>>,
    > + 'a {
        let pages = self.limit.map_or_else(Pages::default, Pages::of);
        let pages = pages.starting_at(self.offset.unwrap_or(0));
        self.stream_from(pages)
    }
    /// Like [`stream`](Self::stream), with the size of pages and the offset that `pages` says, whatever
    /// `limit` and `offset` were set to.
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
/// The call [`Client::get_settlement_history`](crate::Client::get_settlement_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetSettlementHistoryCall<'a> {
    client: &'a Client,
    limit: Option<u64>,
    offset: Option<u64>,
    source: Option<types::SettlementSourceFilter>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetSettlementHistoryCall<'a> {
    /// How many rows to return at the most. 100 when left out, 1000 is the highest.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }
    /// How many rows to skip. 0 when left out.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
    /// Only settlements from this source.
    pub fn source(mut self, source: types::SettlementSourceFilter) -> Self {
        self.source = Some(source);
        self
    }
    /// Whether the oldest or the newest row comes first.
    pub fn sort_direction(mut self, sort_direction: types::SortDirection) -> Self {
        self.sort_direction = Some(sort_direction);
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
        ResponseValue<::std::vec::Vec<types::Settlement>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, limit, offset, source, sort_direction } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/settlement")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("source", &source))
            .build()?;
        let info = crate::operations::GET_SETTLEMENT_HISTORY;
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
        ResponseValue<::std::vec::Vec<types::Settlement>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_settlement_history`](crate::Client::get_settlement_history), page after page.
    ///
    /// It starts at the `offset` that was set, else at the first row, and its pages have as many rows as the
    /// `limit` that was set, else 100; a limit outside 1 to 1000 is taken to the nearer of the two.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::Settlement, PageError<types::ApiErrorResponse>>,
    > + 'a {
        let pages = self.limit.map_or_else(Pages::default, Pages::of);
        let pages = pages.starting_at(self.offset.unwrap_or(0));
        self.stream_from(pages)
    }
    /// Like [`stream`](Self::stream), with the size of pages and the offset that `pages` says, whatever
    /// `limit` and `offset` were set to.
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
