// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/position.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Get the open positions of the account.
    ///
    /// With `symbol`, the position on that market alone.
    ///
    /// `GET /api/v1/position`, signed with the instruction `positionQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Position/operation/get_positions), and answers captured from it.
    #[builder(
        builder_type(
            name = GetPositionsCall,
            doc{#[doc = " The call [`Client::get_positions`](crate::Client::get_positions), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_positions_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetPositionsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_positions<'a>(
        &'a self,
        /// Only the position on this market.
        symbol: Option<&'a str>,
        /// Only positions on this kind of market.
        market_type: Option<types::MarketType>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::FuturePositionWithMargin>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/position")
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_POSITIONS;
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
    /// Get the funding payments of the account.
    ///
    /// What was paid and received on futures, one row for each position and funding interval.
    ///
    /// `GET /wapi/v1/history/funding`, signed with the instruction `fundingHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Position/operation/get_funding_payments), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetFundingPaymentsCall,
            doc{#[doc = " The call [`Client::get_funding_payments`](crate::Client::get_funding_payments), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_funding_payments_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetFundingPaymentsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_funding_payments<'a>(
        &'a self,
        /// Only payments of this subaccount.
        subaccount_id: Option<u16>,
        /// Only payments on this market. Every market when left out.
        symbol: Option<&'a str>,
        /// How many rows to answer with at the most. 100 when left out, 1000 at the most.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Whether the oldest or the newest rows come first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::FundingPayment>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/funding")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("subaccountId", &subaccount_id))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_FUNDING_PAYMENTS;
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
    /// Get the position history of the account.
    ///
    /// Positions that are still held are among them, unless `state` leaves them out.
    ///
    /// `GET /wapi/v1/history/position`, signed with the instruction `positionHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Position/operation/get_position_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetPositionHistoryCall,
            doc{#[doc = " The call [`Client::get_position_history`](crate::Client::get_position_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_position_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetPositionHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_position_history<'a>(
        &'a self,
        /// Only positions on this market.
        symbol: Option<&'a str>,
        /// Only positions in this state.
        state: Option<types::PositionState>,
        /// Only positions of these kinds of market. Each kind is a parameter of its own.
        market_type: Option<&'a [types::MarketType]>,
        /// How many rows to answer with at the most. 100 when left out, 1000 at the most.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Whether the oldest or the newest rows come first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::PositionHistoryRow>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
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
impl<'a, S> GetFundingPaymentsCall<'a, S>
where
    S: get_funding_payments_call::State + 'a,
    S::Limit: get_funding_payments_call::IsUnset,
    S::Offset: get_funding_payments_call::IsUnset,
{
    /// Streams the rows of [`get_funding_payments`](crate::Client::get_funding_payments), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::FundingPayment, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
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
impl<'a, S> GetPositionHistoryCall<'a, S>
where
    S: get_position_history_call::State + 'a,
    S::Limit: get_position_history_call::IsUnset,
    S::Offset: get_position_history_call::IsUnset,
{
    /// Streams the rows of [`get_position_history`](crate::Client::get_position_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends at a page that is shorter than asked for.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::PositionHistoryRow, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
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
#[cfg(feature = "blocking")]
impl<'a, S: get_positions_call::IsComplete> GetPositionsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::FuturePositionWithMargin>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_funding_payments_call::IsComplete> GetFundingPaymentsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::FundingPayment>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_position_history_call::IsComplete> GetPositionHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::PositionHistoryRow>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
