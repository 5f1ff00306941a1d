// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/position.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Get the open positions of the account.
    ///
    /// With `symbol`, the position on that market alone.
    ///
    /// `GET /api/v1/position`, signed with the instruction `positionQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Position/operation/get_positions), and answers captured from it.
    pub fn get_positions(&self) -> GetPositionsCall<'_> {
        GetPositionsCall {
            client: self,
            symbol: None,
            market_type: None,
        }
    }
    /// Get the funding payments of the account.
    ///
    /// What was paid and received on futures, one row for each position and funding interval.
    ///
    /// `GET /wapi/v1/history/funding`, signed with the instruction `fundingHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Position/operation/get_funding_payments), and answers captured from it.
    pub fn get_funding_payments(&self) -> GetFundingPaymentsCall<'_> {
        GetFundingPaymentsCall {
            client: self,
            subaccount_id: None,
            symbol: None,
            limit: None,
            offset: None,
            sort_direction: None,
        }
    }
    /// Get the position history of the account.
    ///
    /// Positions that are still held are among them, unless `state` leaves them out.
    ///
    /// `GET /wapi/v1/history/position`, signed with the instruction `positionHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Position/operation/get_position_history), and answers captured from it.
    pub fn get_position_history(&self) -> GetPositionHistoryCall<'_> {
        GetPositionHistoryCall {
            client: self,
            symbol: None,
            state: None,
            market_type: None,
            limit: None,
            offset: None,
            sort_direction: None,
        }
    }
}
/// The call [`Client::get_positions`](crate::Client::get_positions); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetPositionsCall<'a> {
    client: &'a Client,
    symbol: Option<&'a str>,
    market_type: Option<types::MarketType>,
}
impl<'a> GetPositionsCall<'a> {
    /// Only the position on this market.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// Only positions on this kind of market.
    pub fn market_type(mut self, market_type: types::MarketType) -> Self {
        self.market_type = Some(market_type);
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
        ResponseValue<::std::vec::Vec<types::FuturePositionWithMargin>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol, market_type } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/position")
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_POSITIONS;
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
        ResponseValue<::std::vec::Vec<types::FuturePositionWithMargin>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_funding_payments`](crate::Client::get_funding_payments); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetFundingPaymentsCall<'a> {
    client: &'a Client,
    subaccount_id: Option<u16>,
    symbol: Option<&'a str>,
    limit: Option<u64>,
    offset: Option<u64>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetFundingPaymentsCall<'a> {
    /// Only payments of this subaccount.
    pub fn subaccount_id(mut self, subaccount_id: u16) -> Self {
        self.subaccount_id = Some(subaccount_id);
        self
    }
    /// Only payments on this market. Every market when left out.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// How many rows to answer with at the most. 100 when left out, 1000 at the most.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }
    /// How many rows to skip. 0 when left out.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
    /// Whether the oldest or the newest rows come first.
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
        ResponseValue<::std::vec::Vec<types::FundingPayment>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, subaccount_id, symbol, limit, offset, sort_direction } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/funding")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("subaccountId", &subaccount_id))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_FUNDING_PAYMENTS;
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
        ResponseValue<::std::vec::Vec<types::FundingPayment>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_funding_payments`](crate::Client::get_funding_payments), page after page.
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
        Item = Result<types::FundingPayment, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::FundingPayment, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
/// The call [`Client::get_position_history`](crate::Client::get_position_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetPositionHistoryCall<'a> {
    client: &'a Client,
    symbol: Option<&'a str>,
    state: Option<types::PositionState>,
    market_type: Option<&'a [types::MarketType]>,
    limit: Option<u64>,
    offset: Option<u64>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetPositionHistoryCall<'a> {
    /// Only positions on this market.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// Only positions in this state.
    pub fn state(mut self, state: types::PositionState) -> Self {
        self.state = Some(state);
        self
    }
    /// Only positions of these kinds of market. Each kind is a parameter of its own.
    pub fn market_type(mut self, market_type: &'a [types::MarketType]) -> Self {
        self.market_type = Some(market_type);
        self
    }
    /// How many rows to answer with at the most. 100 when left out, 1000 at the most.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }
    /// How many rows to skip. 0 when left out.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
    /// Whether the oldest or the newest rows come first.
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
        ResponseValue<::std::vec::Vec<types::PositionHistoryRow>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol, state, market_type, limit, offset, sort_direction } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/position")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("state", &state))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_POSITION_HISTORY;
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
        ResponseValue<::std::vec::Vec<types::PositionHistoryRow>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_position_history`](crate::Client::get_position_history), page after page.
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
        Item = Result<types::PositionHistoryRow, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::PositionHistoryRow, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
