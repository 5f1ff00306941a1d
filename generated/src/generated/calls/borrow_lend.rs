// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/borrow-lend.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Borrow or lend an asset.
    ///
    /// `POST /api/v1/borrowLend`, signed with the instruction `borrowLendExecute`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/execute_borrow_lend), and answers captured from it.
    #[builder(
        builder_type(
            name = ExecuteBorrowLendCall,
            doc{#[doc = " The call [`Client::execute_borrow_lend`](crate::Client::execute_borrow_lend), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = execute_borrow_lend_call,
            vis = "pub",
            doc{#[doc = " The states of [`ExecuteBorrowLendCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn execute_borrow_lend<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::BorrowLendExecutePayload,
    ) -> Result<ResponseValue<()>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/borrowLend")
            .json(&body)
            .build()?;
        let info = crate::operations::EXECUTE_BORROW_LEND;
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
    /// Estimate the liquidation price that a borrow or lend would have.
    ///
    /// `GET /api/v1/borrowLend/position/liquidationPrice`, needs a login session: the exchange refuses API keys here, and the call is not signed.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/get_borrow_lend_estimated_liquidation_price), and answers captured from it.
    #[builder(
        builder_type(
            name = GetBorrowLendEstimatedLiquidationPriceCall,
            doc{#[doc = " The call [`Client::get_borrow_lend_estimated_liquidation_price`](crate::Client::get_borrow_lend_estimated_liquidation_price), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_borrow_lend_estimated_liquidation_price_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetBorrowLendEstimatedLiquidationPriceCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_borrow_lend_estimated_liquidation_price<'a>(
        &'a self,
        /// What would be borrowed or lent: the JSON of a `BorrowLendExecutePayload`, encoded in base64 with the standard alphabet.
        #[builder(start_fn)]
        borrow: &'a str,
        /// The subaccount that would borrow or lend.
        subaccount_id: Option<u16>,
    ) -> Result<
        ResponseValue<types::PositionEstimatedLiquidationPrice>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(
                ::reqwest::Method::GET,
                "/api/v1/borrowLend/position/liquidationPrice",
            )
            .query(&backpack_runtime::QueryParam::new("borrow", &borrow))
            .query(&backpack_runtime::QueryParam::new("subaccountId", &subaccount_id))
            .build()?;
        let info = crate::operations::GET_BORROW_LEND_ESTIMATED_LIQUIDATION_PRICE;
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
    /// Get the open borrows and lends of the account.
    ///
    /// `GET /api/v1/borrowLend/positions`, signed with the instruction `borrowLendPositionQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/get_borrow_lend_positions), and answers captured from it.
    #[builder(
        builder_type(
            name = GetBorrowLendPositionsCall,
            doc{#[doc = " The call [`Client::get_borrow_lend_positions`](crate::Client::get_borrow_lend_positions), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_borrow_lend_positions_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetBorrowLendPositionsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_borrow_lend_positions<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendPositionWithMargin>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/borrowLend/positions")
            .build()?;
        let info = crate::operations::GET_BORROW_LEND_POSITIONS;
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
    /// Get the borrows, lends, repayments and redemptions of the account.
    ///
    /// `GET /wapi/v1/history/borrowLend`, signed with the instruction `borrowHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/get_borrow_lend_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetBorrowLendHistoryCall,
            doc{#[doc = " The call [`Client::get_borrow_lend_history`](crate::Client::get_borrow_lend_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_borrow_lend_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetBorrowLendHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_borrow_lend_history<'a>(
        &'a self,
        /// Only events of this type.
        type_: Option<types::BorrowLendEventType>,
        /// Only events with one of these sources: the names of `BorrowLendSource`, with commas between them where there is more than one.
        sources: Option<&'a str>,
        /// Only events of the borrow lend position with this id.
        position_id: Option<&'a str>,
        /// Only events of this asset, for example `SOL`.
        symbol: Option<&'a str>,
        /// How many rows to return at the most. 100 when left out, 1000 is the highest.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Whether the oldest or the newest row comes first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendMovement>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
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
    /// Get the borrow lend positions of the account, open and closed.
    ///
    /// `GET /wapi/v1/history/borrowLend/positions`, signed with the instruction `borrowPositionHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/get_borrow_lend_position_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetBorrowLendPositionHistoryCall,
            doc{#[doc = " The call [`Client::get_borrow_lend_position_history`](crate::Client::get_borrow_lend_position_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_borrow_lend_position_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetBorrowLendPositionHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_borrow_lend_position_history<'a>(
        &'a self,
        /// Only positions in this asset, for example `SOL`.
        symbol: Option<&'a str>,
        /// Only borrows, or only lends.
        side: Option<types::BorrowLendSide>,
        /// Only positions that are open, or only closed ones.
        state: Option<types::BorrowLendPositionState>,
        /// How many rows to return at the most. 100 when left out, 1000 is the highest.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Whether the oldest or the newest row comes first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendPositionRow>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
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
    /// Get the interest that the account paid and received.
    ///
    /// `GET /wapi/v1/history/interest`, signed with the instruction `interestHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend/operation/get_interest_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetInterestHistoryCall,
            doc{#[doc = " The call [`Client::get_interest_history`](crate::Client::get_interest_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_interest_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetInterestHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_interest_history<'a>(
        &'a self,
        /// Only payments in this asset, for example `SOL`. All assets when left out.
        asset: Option<&'a str>,
        /// Only payments of this market. A spot market stands for borrowing and lending, a futures market for the interest on unrealized profit and loss. All markets when left out.
        symbol: Option<&'a str>,
        /// Only payments of the borrow lend position with this id.
        position_id: Option<&'a str>,
        /// How many rows to return at the most. 100 when left out, 1000 is the highest.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Only payments from this source: borrow lend positions, or unrealized profit and loss.
        source: Option<types::InterestPaymentSource>,
        /// Whether the oldest or the newest row comes first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::InterestPayment>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
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
impl<'a, S> GetBorrowLendHistoryCall<'a, S>
where
    S: get_borrow_lend_history_call::State + 'a,
    S::Limit: get_borrow_lend_history_call::IsUnset,
    S::Offset: get_borrow_lend_history_call::IsUnset,
{
    /// Streams the rows of [`get_borrow_lend_history`](crate::Client::get_borrow_lend_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::BorrowLendMovement, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
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
impl<'a, S> GetBorrowLendPositionHistoryCall<'a, S>
where
    S: get_borrow_lend_position_history_call::State + 'a,
    S::Limit: get_borrow_lend_position_history_call::IsUnset,
    S::Offset: get_borrow_lend_position_history_call::IsUnset,
{
    /// Streams the rows of [`get_borrow_lend_position_history`](crate::Client::get_borrow_lend_position_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::BorrowLendPositionRow, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
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
impl<'a, S> GetInterestHistoryCall<'a, S>
where
    S: get_interest_history_call::State + 'a,
    S::Limit: get_interest_history_call::IsUnset,
    S::Offset: get_interest_history_call::IsUnset,
{
    /// Streams the rows of [`get_interest_history`](crate::Client::get_interest_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::InterestPayment, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
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
#[cfg(feature = "blocking")]
impl<'a, S: execute_borrow_lend_call::IsComplete> ExecuteBorrowLendCall<'a, S> {
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
    S: get_borrow_lend_estimated_liquidation_price_call::IsComplete,
> GetBorrowLendEstimatedLiquidationPriceCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<types::PositionEstimatedLiquidationPrice>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<
    'a,
    S: get_borrow_lend_positions_call::IsComplete,
> GetBorrowLendPositionsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendPositionWithMargin>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_borrow_lend_history_call::IsComplete> GetBorrowLendHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendMovement>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<
    'a,
    S: get_borrow_lend_position_history_call::IsComplete,
> GetBorrowLendPositionHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendPositionRow>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_interest_history_call::IsComplete> GetInterestHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::InterestPayment>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
