// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/rfq.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Request quotes from makers.
    ///
    /// Makers can answer the request until its time window ends.
    ///
    /// `POST /api/v1/rfq`, signed with the instruction `rfqSubmit`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/submit_rfq), and answers captured from it.
    #[builder(
        builder_type(
            name = SubmitRfqCall,
            doc{#[doc = " The call [`Client::submit_rfq`](crate::Client::submit_rfq), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = submit_rfq_call,
            vis = "pub",
            doc{#[doc = " The states of [`SubmitRfqCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn submit_rfq<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::RequestForQuotePayload,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        body.check()?;
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/rfq")
            .json(&body)
            .build()?;
        let info = crate::operations::SUBMIT_RFQ;
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
    /// Accept one of the quotes for a request.
    ///
    /// `POST /api/v1/rfq/accept`, signed with the instruction `quoteAccept`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/accept_quote), and answers captured from it.
    #[builder(
        builder_type(
            name = AcceptQuoteCall,
            doc{#[doc = " The call [`Client::accept_quote`](crate::Client::accept_quote), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = accept_quote_call,
            vis = "pub",
            doc{#[doc = " The states of [`AcceptQuoteCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn accept_quote<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::QuoteAcceptPayload,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        body.check()?;
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/rfq/accept")
            .json(&body)
            .build()?;
        let info = crate::operations::ACCEPT_QUOTE;
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
    /// Cancel a request for quotes.
    ///
    /// Name the request by `rfqId` or by `clientId`.
    ///
    /// `POST /api/v1/rfq/cancel`, signed with the instruction `rfqCancel`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/cancel_rfq), and answers captured from it.
    #[builder(
        builder_type(
            name = CancelRfqCall,
            doc{#[doc = " The call [`Client::cancel_rfq`](crate::Client::cancel_rfq), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = cancel_rfq_call,
            vis = "pub",
            doc{#[doc = " The states of [`CancelRfqCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn cancel_rfq<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::RequestForQuoteCancelPayload,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        body.check()?;
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/rfq/cancel")
            .json(&body)
            .build()?;
        let info = crate::operations::CANCEL_RFQ;
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
    /// Answer a request for quotes with a quote.
    ///
    /// A valid quote can be accepted until the time window of the request ends.
    ///
    /// `POST /api/v1/rfq/quote`, signed with the instruction `quoteSubmit`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/submit_quote), and answers captured from it.
    #[builder(
        builder_type(
            name = SubmitQuoteCall,
            doc{#[doc = " The call [`Client::submit_quote`](crate::Client::submit_quote), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = submit_quote_call,
            vis = "pub",
            doc{#[doc = " The states of [`SubmitQuoteCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn submit_quote<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::QuotePayload,
    ) -> Result<ResponseValue<types::Quote>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/rfq/quote")
            .json(&body)
            .build()?;
        let info = crate::operations::SUBMIT_QUOTE;
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
    /// Extend the time window of a request.
    ///
    /// `POST /api/v1/rfq/refresh`, signed with the instruction `rfqRefresh`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/refresh_rfq), and answers captured from it.
    #[builder(
        builder_type(
            name = RefreshRfqCall,
            doc{#[doc = " The call [`Client::refresh_rfq`](crate::Client::refresh_rfq), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = refresh_rfq_call,
            vis = "pub",
            doc{#[doc = " The states of [`RefreshRfqCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn refresh_rfq<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::RequestForQuoteRefreshPayload,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/rfq/refresh")
            .json(&body)
            .build()?;
        let info = crate::operations::REFRESH_RFQ;
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
    /// Get the account's open requests for quotes, with their quotes.
    ///
    /// `GET /api/v1/rfqs`, signed with the instruction `rfqQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/get_open_rfqs), and answers captured from it.
    #[builder(
        builder_type(
            name = GetOpenRfqsCall,
            doc{#[doc = " The call [`Client::get_open_rfqs`](crate::Client::get_open_rfqs), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_open_rfqs_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetOpenRfqsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_open_rfqs<'a>(
        &'a self,
        /// Only requests on this market.
        symbol: Option<&'a str>,
        /// Only this request, by the id that the exchange gave it.
        rfq_id: Option<u64>,
        /// Only requests with deferred settlement (`true`) or without (`false`). Both when left out.
        deferred_settlement: Option<bool>,
        /// The subaccount to query. Meant for calls that are not signed.
        subaccount_id: Option<u16>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::RfqWithQuotes>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/rfqs")
            .query(
                &backpack_runtime::QueryParam::new(
                    "deferredSettlement",
                    &deferred_settlement,
                ),
            )
            .query(&backpack_runtime::QueryParam::new("rfqId", &rfq_id))
            .query(&backpack_runtime::QueryParam::new("subaccountId", &subaccount_id))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_OPEN_RFQS;
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
    /// Get the account's history of quotes.
    ///
    /// Quotes that were filled or have expired are among them.
    ///
    /// `GET /wapi/v1/history/quote`, signed with the instruction `quoteHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/get_quote_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetQuoteHistoryCall,
            doc{#[doc = " The call [`Client::get_quote_history`](crate::Client::get_quote_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_quote_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetQuoteHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_quote_history<'a>(
        &'a self,
        /// Only this quote.
        quote_id: Option<&'a str>,
        /// Only quotes on this market.
        symbol: Option<&'a str>,
        /// Only quotes with this status.
        status: Option<types::OrderStatus>,
        /// How many rows to answer with at the most. 100 when left out, 1000 at the most.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Whether the oldest or the newest rows come first.
        sort_direction: Option<types::SortDirection>,
        /// Only quotes with deferred settlement (`true`) or without (`false`).
        deferred_settlement: Option<bool>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::QuoteHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/quote")
            .query(
                &backpack_runtime::QueryParam::new(
                    "deferredSettlement",
                    &deferred_settlement,
                ),
            )
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("quoteId", &quote_id))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("status", &status))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_QUOTE_HISTORY;
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
    /// Get the account's history of filled quotes.
    ///
    /// `GET /wapi/v1/history/quote/fill`, signed with the instruction `quoteFillHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/get_quote_fill_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetQuoteFillHistoryCall,
            doc{#[doc = " The call [`Client::get_quote_fill_history`](crate::Client::get_quote_fill_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_quote_fill_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetQuoteFillHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_quote_fill_history<'a>(
        &'a self,
        /// Only the fill of this quote.
        quote_id: Option<&'a str>,
        /// Only fills on this market.
        symbol: Option<&'a str>,
        /// Only fills on this side.
        side: Option<types::Side>,
        /// How many rows to answer with at the most. 100 when left out, 1000 at the most.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Whether the oldest or the newest rows come first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::QuoteFillHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/quote/fill")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("quoteId", &quote_id))
            .query(&backpack_runtime::QueryParam::new("side", &side))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_QUOTE_FILL_HISTORY;
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
    /// Get the account's history of requests for quotes.
    ///
    /// Requests that were filled or have expired are among them.
    ///
    /// `GET /wapi/v1/history/rfq`, signed with the instruction `rfqHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/get_rfq_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetRfqHistoryCall,
            doc{#[doc = " The call [`Client::get_rfq_history`](crate::Client::get_rfq_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_rfq_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetRfqHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_rfq_history<'a>(
        &'a self,
        /// Only this request.
        rfq_id: Option<&'a str>,
        /// Only requests on this market.
        symbol: Option<&'a str>,
        /// Only requests with this status.
        status: Option<types::OrderStatus>,
        /// Only requests on this side.
        side: Option<types::Side>,
        /// How many rows to answer with at the most. 100 when left out, 1000 at the most.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Whether the oldest or the newest rows come first.
        sort_direction: Option<types::SortDirection>,
        /// Only requests with deferred settlement (`true`) or without (`false`).
        deferred_settlement: Option<bool>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::RequestForQuoteHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/rfq")
            .query(
                &backpack_runtime::QueryParam::new(
                    "deferredSettlement",
                    &deferred_settlement,
                ),
            )
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("rfqId", &rfq_id))
            .query(&backpack_runtime::QueryParam::new("side", &side))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("status", &status))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_RFQ_HISTORY;
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
    /// Get the account's history of filled requests for quotes.
    ///
    /// `GET /wapi/v1/history/rfq/fill`, signed with the instruction `rfqFillHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/get_rfq_fill_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetRfqFillHistoryCall,
            doc{#[doc = " The call [`Client::get_rfq_fill_history`](crate::Client::get_rfq_fill_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_rfq_fill_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetRfqFillHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_rfq_fill_history<'a>(
        &'a self,
        /// Only the fill with this quote.
        quote_id: Option<&'a str>,
        /// Only fills on this market.
        symbol: Option<&'a str>,
        /// Only fills of requests on this side.
        side: Option<types::Side>,
        /// Only fills of this kind.
        fill_type: Option<types::RfqFillType>,
        /// Only fills with deferred settlement (`true`) or without (`false`). Both when left out.
        deferred_settlement: Option<bool>,
        /// How many rows to answer with at the most. 100 when left out, 1000 at the most.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Whether the oldest or the newest rows come first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::RequestForQuoteFillHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/rfq/fill")
            .query(
                &backpack_runtime::QueryParam::new(
                    "deferredSettlement",
                    &deferred_settlement,
                ),
            )
            .query(&backpack_runtime::QueryParam::new("fillType", &fill_type))
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("quoteId", &quote_id))
            .query(&backpack_runtime::QueryParam::new("side", &side))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_RFQ_FILL_HISTORY;
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
impl<'a, S> GetQuoteHistoryCall<'a, S>
where
    S: get_quote_history_call::State + 'a,
    S::Limit: get_quote_history_call::IsUnset,
    S::Offset: get_quote_history_call::IsUnset,
{
    /// Streams the rows of [`get_quote_history`](crate::Client::get_quote_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::QuoteHistorical, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
    pub fn stream_from(
        self,
        pages: Pages,
    ) -> impl Stream<
        Item = Result<types::QuoteHistorical, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
impl<'a, S> GetQuoteFillHistoryCall<'a, S>
where
    S: get_quote_fill_history_call::State + 'a,
    S::Limit: get_quote_fill_history_call::IsUnset,
    S::Offset: get_quote_fill_history_call::IsUnset,
{
    /// Streams the rows of [`get_quote_fill_history`](crate::Client::get_quote_fill_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::QuoteFillHistorical, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
    pub fn stream_from(
        self,
        pages: Pages,
    ) -> impl Stream<
        Item = Result<types::QuoteFillHistorical, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
impl<'a, S> GetRfqHistoryCall<'a, S>
where
    S: get_rfq_history_call::State + 'a,
    S::Limit: get_rfq_history_call::IsUnset,
    S::Offset: get_rfq_history_call::IsUnset,
{
    /// Streams the rows of [`get_rfq_history`](crate::Client::get_rfq_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<
            types::RequestForQuoteHistorical,
            PageError<types::ApiErrorResponse>,
        >,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
    pub fn stream_from(
        self,
        pages: Pages,
    ) -> impl Stream<
        Item = Result<
            types::RequestForQuoteHistorical,
            PageError<types::ApiErrorResponse>,
        >,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
impl<'a, S> GetRfqFillHistoryCall<'a, S>
where
    S: get_rfq_fill_history_call::State + 'a,
    S::Limit: get_rfq_fill_history_call::IsUnset,
    S::Offset: get_rfq_fill_history_call::IsUnset,
{
    /// Streams the rows of [`get_rfq_fill_history`](crate::Client::get_rfq_fill_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<
            types::RequestForQuoteFillHistorical,
            PageError<types::ApiErrorResponse>,
        >,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
    pub fn stream_from(
        self,
        pages: Pages,
    ) -> impl Stream<
        Item = Result<
            types::RequestForQuoteFillHistorical,
            PageError<types::ApiErrorResponse>,
        >,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: submit_rfq_call::IsComplete> SubmitRfqCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: accept_quote_call::IsComplete> AcceptQuoteCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: cancel_rfq_call::IsComplete> CancelRfqCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: submit_quote_call::IsComplete> SubmitQuoteCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::Quote>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: refresh_rfq_call::IsComplete> RefreshRfqCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_open_rfqs_call::IsComplete> GetOpenRfqsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::RfqWithQuotes>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_quote_history_call::IsComplete> GetQuoteHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::QuoteHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_quote_fill_history_call::IsComplete> GetQuoteFillHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::QuoteFillHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_rfq_history_call::IsComplete> GetRfqHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::RequestForQuoteHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_rfq_fill_history_call::IsComplete> GetRfqFillHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::RequestForQuoteFillHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
