// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/borrow-lend.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Borrow or lend an asset.
    ///
    /// `POST /api/v1/borrowLend`, signed with the instruction `borrowLendExecute`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/execute_borrow_lend), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn execute_borrow_lend<'a>(
        &'a self,
        body: &'a types::BorrowLendExecutePayload,
    ) -> ExecuteBorrowLendCall<'a> {
        ExecuteBorrowLendCall {
            client: self,
            body,
        }
    }
    /// Estimate the liquidation price that a borrow or lend would have.
    ///
    /// `GET /api/v1/borrowLend/position/liquidationPrice`, needs a login session: the exchange refuses API keys here, and the call is not signed.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/get_borrow_lend_estimated_liquidation_price), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `borrow`: What would be borrowed or lent: the JSON of a `BorrowLendExecutePayload`, encoded in base64 with the standard alphabet.
    pub fn get_borrow_lend_estimated_liquidation_price<'a>(
        &'a self,
        borrow: &'a str,
    ) -> GetBorrowLendEstimatedLiquidationPriceCall<'a> {
        GetBorrowLendEstimatedLiquidationPriceCall {
            client: self,
            borrow,
            subaccount_id: None,
        }
    }
    /// Get the open borrows and lends of the account.
    ///
    /// `GET /api/v1/borrowLend/positions`, signed with the instruction `borrowLendPositionQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/get_borrow_lend_positions), and answers captured from it.
    pub fn get_borrow_lend_positions(&self) -> GetBorrowLendPositionsCall<'_> {
        GetBorrowLendPositionsCall {
            client: self,
        }
    }
    /// Get the borrows, lends, repayments and redemptions of the account.
    ///
    /// `GET /wapi/v1/history/borrowLend`, signed with the instruction `borrowHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/get_borrow_lend_history), and answers captured from it.
    pub fn get_borrow_lend_history(&self) -> GetBorrowLendHistoryCall<'_> {
        GetBorrowLendHistoryCall {
            client: self,
            type_: None,
            sources: None,
            position_id: None,
            symbol: None,
            limit: None,
            offset: None,
            sort_direction: None,
        }
    }
    /// Get the borrow lend positions of the account, open and closed.
    ///
    /// `GET /wapi/v1/history/borrowLend/positions`, signed with the instruction `borrowPositionHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/get_borrow_lend_position_history), and answers captured from it.
    pub fn get_borrow_lend_position_history(
        &self,
    ) -> GetBorrowLendPositionHistoryCall<'_> {
        GetBorrowLendPositionHistoryCall {
            client: self,
            symbol: None,
            side: None,
            state: None,
            limit: None,
            offset: None,
            sort_direction: None,
        }
    }
    /// Get the interest that the account paid and received.
    ///
    /// `GET /wapi/v1/history/interest`, signed with the instruction `interestHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/get_interest_history), and answers captured from it.
    pub fn get_interest_history(&self) -> GetInterestHistoryCall<'_> {
        GetInterestHistoryCall {
            client: self,
            asset: None,
            symbol: None,
            position_id: None,
            limit: None,
            offset: None,
            source: None,
            sort_direction: None,
        }
    }
}
/// The call [`Client::execute_borrow_lend`](crate::Client::execute_borrow_lend); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct ExecuteBorrowLendCall<'a> {
    client: &'a Client,
    body: &'a types::BorrowLendExecutePayload,
}
impl<'a> ExecuteBorrowLendCall<'a> {
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
            .request(::reqwest::Method::POST, "/api/v1/borrowLend")
            .json(&body)
            .build()?;
        let info = crate::operations::EXECUTE_BORROW_LEND;
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
/// The call [`Client::get_borrow_lend_estimated_liquidation_price`](crate::Client::get_borrow_lend_estimated_liquidation_price); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetBorrowLendEstimatedLiquidationPriceCall<'a> {
    client: &'a Client,
    borrow: &'a str,
    subaccount_id: Option<u16>,
}
impl<'a> GetBorrowLendEstimatedLiquidationPriceCall<'a> {
    /// The subaccount that would borrow or lend.
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
        ResponseValue<types::PositionEstimatedLiquidationPrice>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, borrow, subaccount_id } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(
                ::reqwest::Method::GET,
                "/api/v1/borrowLend/position/liquidationPrice",
            )
            .query(&backpack_runtime::QueryParam::new("borrow", &borrow))
            .query(&backpack_runtime::QueryParam::new("subaccountId", &subaccount_id))
            .build()?;
        let info = crate::operations::GET_BORROW_LEND_ESTIMATED_LIQUIDATION_PRICE;
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
        ResponseValue<types::PositionEstimatedLiquidationPrice>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_borrow_lend_positions`](crate::Client::get_borrow_lend_positions); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetBorrowLendPositionsCall<'a> {
    client: &'a Client,
}
impl<'a> GetBorrowLendPositionsCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendPositionWithMargin>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/borrowLend/positions")
            .build()?;
        let info = crate::operations::GET_BORROW_LEND_POSITIONS;
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
        ResponseValue<::std::vec::Vec<types::BorrowLendPositionWithMargin>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_borrow_lend_history`](crate::Client::get_borrow_lend_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetBorrowLendHistoryCall<'a> {
    client: &'a Client,
    type_: Option<types::BorrowLendEventType>,
    sources: Option<&'a str>,
    position_id: Option<&'a str>,
    symbol: Option<&'a str>,
    limit: Option<u64>,
    offset: Option<u64>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetBorrowLendHistoryCall<'a> {
    /// Only events of this type.
    pub fn type_(mut self, type_: types::BorrowLendEventType) -> Self {
        self.type_ = Some(type_);
        self
    }
    /// Only events with one of these sources: the names of `BorrowLendSource`, with commas between them where there is more than one.
    pub fn sources(mut self, sources: &'a str) -> Self {
        self.sources = Some(sources);
        self
    }
    /// Only events of the borrow lend position with this id.
    pub fn position_id(mut self, position_id: &'a str) -> Self {
        self.position_id = Some(position_id);
        self
    }
    /// Only events of this asset, for example `SOL`.
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
        ResponseValue<::std::vec::Vec<types::BorrowLendMovement>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self {
            client,
            type_,
            sources,
            position_id,
            symbol,
            limit,
            offset,
            sort_direction,
        } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/borrowLend")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("positionId", &position_id))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("sources", &sources))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .query(&backpack_runtime::QueryParam::new("type", &type_))
            .build()?;
        let info = crate::operations::GET_BORROW_LEND_HISTORY;
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
        ResponseValue<::std::vec::Vec<types::BorrowLendMovement>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_borrow_lend_history`](crate::Client::get_borrow_lend_history), page after page.
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
        Item = Result<types::BorrowLendMovement, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::BorrowLendMovement, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
/// The call [`Client::get_borrow_lend_position_history`](crate::Client::get_borrow_lend_position_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetBorrowLendPositionHistoryCall<'a> {
    client: &'a Client,
    symbol: Option<&'a str>,
    side: Option<types::BorrowLendSide>,
    state: Option<types::BorrowLendPositionState>,
    limit: Option<u64>,
    offset: Option<u64>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetBorrowLendPositionHistoryCall<'a> {
    /// Only positions in this asset, for example `SOL`.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// Only borrows, or only lends.
    pub fn side(mut self, side: types::BorrowLendSide) -> Self {
        self.side = Some(side);
        self
    }
    /// Only positions that are open, or only closed ones.
    pub fn state(mut self, state: types::BorrowLendPositionState) -> Self {
        self.state = Some(state);
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
        ResponseValue<::std::vec::Vec<types::BorrowLendPositionRow>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol, side, state, limit, offset, sort_direction } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/borrowLend/positions")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("side", &side))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("state", &state))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_BORROW_LEND_POSITION_HISTORY;
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
        ResponseValue<::std::vec::Vec<types::BorrowLendPositionRow>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_borrow_lend_position_history`](crate::Client::get_borrow_lend_position_history), page after page.
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
        Item = Result<types::BorrowLendPositionRow, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::BorrowLendPositionRow, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
/// The call [`Client::get_interest_history`](crate::Client::get_interest_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetInterestHistoryCall<'a> {
    client: &'a Client,
    asset: Option<&'a str>,
    symbol: Option<&'a str>,
    position_id: Option<&'a str>,
    limit: Option<u64>,
    offset: Option<u64>,
    source: Option<types::InterestPaymentSource>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetInterestHistoryCall<'a> {
    /// Only payments in this asset, for example `SOL`. All assets when left out.
    pub fn asset(mut self, asset: &'a str) -> Self {
        self.asset = Some(asset);
        self
    }
    /// Only payments of this market. A spot market stands for borrowing and lending, a futures market for the interest on unrealized profit and loss. All markets when left out.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// Only payments of the borrow lend position with this id.
    pub fn position_id(mut self, position_id: &'a str) -> Self {
        self.position_id = Some(position_id);
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
    /// Only payments from this source: borrow lend positions, or unrealized profit and loss.
    pub fn source(mut self, source: types::InterestPaymentSource) -> Self {
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
        ResponseValue<::std::vec::Vec<types::InterestPayment>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self {
            client,
            asset,
            symbol,
            position_id,
            limit,
            offset,
            source,
            sort_direction,
        } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/interest")
            .query(&backpack_runtime::QueryParam::new("asset", &asset))
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("positionId", &position_id))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("source", &source))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_INTEREST_HISTORY;
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
        ResponseValue<::std::vec::Vec<types::InterestPayment>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_interest_history`](crate::Client::get_interest_history), page after page.
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
        Item = Result<types::InterestPayment, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::InterestPayment, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
