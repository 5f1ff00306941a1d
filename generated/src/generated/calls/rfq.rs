// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/rfq.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Request quotes from makers.
    ///
    /// Makers can answer the request until its time window ends.
    ///
    /// `POST /api/v1/rfq`, signed with the instruction `rfqSubmit`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/submit_rfq), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn submit_rfq<'a>(
        &'a self,
        body: &'a types::RequestForQuotePayload,
    ) -> SubmitRfqCall<'a> {
        SubmitRfqCall {
            client: self,
            body,
        }
    }
    /// Accept one of the quotes for a request.
    ///
    /// `POST /api/v1/rfq/accept`, signed with the instruction `quoteAccept`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/accept_quote), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn accept_quote<'a>(
        &'a self,
        body: &'a types::QuoteAcceptPayload,
    ) -> AcceptQuoteCall<'a> {
        AcceptQuoteCall {
            client: self,
            body,
        }
    }
    /// Cancel a request for quotes.
    ///
    /// Name the request by `rfqId` or by `clientId`.
    ///
    /// `POST /api/v1/rfq/cancel`, signed with the instruction `rfqCancel`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/cancel_rfq), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn cancel_rfq<'a>(
        &'a self,
        body: &'a types::RequestForQuoteCancelPayload,
    ) -> CancelRfqCall<'a> {
        CancelRfqCall {
            client: self,
            body,
        }
    }
    /// Answer a request for quotes with a quote.
    ///
    /// A valid quote can be accepted until the time window of the request ends.
    ///
    /// `POST /api/v1/rfq/quote`, signed with the instruction `quoteSubmit`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/submit_quote), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn submit_quote<'a>(
        &'a self,
        body: &'a types::QuotePayload,
    ) -> SubmitQuoteCall<'a> {
        SubmitQuoteCall {
            client: self,
            body,
        }
    }
    /// Extend the time window of a request.
    ///
    /// `POST /api/v1/rfq/refresh`, signed with the instruction `rfqRefresh`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/refresh_rfq), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn refresh_rfq<'a>(
        &'a self,
        body: &'a types::RequestForQuoteRefreshPayload,
    ) -> RefreshRfqCall<'a> {
        RefreshRfqCall {
            client: self,
            body,
        }
    }
    /// Get the account's open requests for quotes, with their quotes.
    ///
    /// `GET /api/v1/rfqs`, signed with the instruction `rfqQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/get_open_rfqs), and answers captured from it.
    pub fn get_open_rfqs(&self) -> GetOpenRfqsCall<'_> {
        GetOpenRfqsCall {
            client: self,
            symbol: None,
            rfq_id: None,
            deferred_settlement: None,
            subaccount_id: None,
        }
    }
    /// Get the account's history of quotes.
    ///
    /// Quotes that were filled or have expired are among them.
    ///
    /// `GET /wapi/v1/history/quote`, signed with the instruction `quoteHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/get_quote_history), and answers captured from it.
    pub fn get_quote_history(&self) -> GetQuoteHistoryCall<'_> {
        GetQuoteHistoryCall {
            client: self,
            quote_id: None,
            symbol: None,
            status: None,
            limit: None,
            offset: None,
            sort_direction: None,
            deferred_settlement: None,
        }
    }
    /// Get the account's history of filled quotes.
    ///
    /// `GET /wapi/v1/history/quote/fill`, signed with the instruction `quoteFillHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/get_quote_fill_history), and answers captured from it.
    pub fn get_quote_fill_history(&self) -> GetQuoteFillHistoryCall<'_> {
        GetQuoteFillHistoryCall {
            client: self,
            quote_id: None,
            symbol: None,
            side: None,
            limit: None,
            offset: None,
            sort_direction: None,
        }
    }
    /// Get the account's history of requests for quotes.
    ///
    /// Requests that were filled or have expired are among them.
    ///
    /// `GET /wapi/v1/history/rfq`, signed with the instruction `rfqHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/get_rfq_history), and answers captured from it.
    pub fn get_rfq_history(&self) -> GetRfqHistoryCall<'_> {
        GetRfqHistoryCall {
            client: self,
            rfq_id: None,
            symbol: None,
            status: None,
            side: None,
            limit: None,
            offset: None,
            sort_direction: None,
            deferred_settlement: None,
        }
    }
    /// Get the account's history of filled requests for quotes.
    ///
    /// `GET /wapi/v1/history/rfq/fill`, signed with the instruction `rfqFillHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/RFQ/operation/get_rfq_fill_history), and answers captured from it.
    pub fn get_rfq_fill_history(&self) -> GetRfqFillHistoryCall<'_> {
        GetRfqFillHistoryCall {
            client: self,
            quote_id: None,
            symbol: None,
            side: None,
            fill_type: None,
            deferred_settlement: None,
            limit: None,
            offset: None,
            sort_direction: None,
        }
    }
}
/// The call [`Client::submit_rfq`](crate::Client::submit_rfq); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct SubmitRfqCall<'a> {
    client: &'a Client,
    body: &'a types::RequestForQuotePayload,
}
impl<'a> SubmitRfqCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        let Self { client, body } = self;
        body.check()?;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::POST, "/api/v1/rfq")
            .json(&body)
            .build()?;
        let info = crate::operations::SUBMIT_RFQ;
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
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::accept_quote`](crate::Client::accept_quote); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct AcceptQuoteCall<'a> {
    client: &'a Client,
    body: &'a types::QuoteAcceptPayload,
}
impl<'a> AcceptQuoteCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        let Self { client, body } = self;
        body.check()?;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::POST, "/api/v1/rfq/accept")
            .json(&body)
            .build()?;
        let info = crate::operations::ACCEPT_QUOTE;
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
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::cancel_rfq`](crate::Client::cancel_rfq); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct CancelRfqCall<'a> {
    client: &'a Client,
    body: &'a types::RequestForQuoteCancelPayload,
}
impl<'a> CancelRfqCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        let Self { client, body } = self;
        body.check()?;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::POST, "/api/v1/rfq/cancel")
            .json(&body)
            .build()?;
        let info = crate::operations::CANCEL_RFQ;
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
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::submit_quote`](crate::Client::submit_quote); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct SubmitQuoteCall<'a> {
    client: &'a Client,
    body: &'a types::QuotePayload,
}
impl<'a> SubmitQuoteCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::Quote>, Error<types::ApiErrorResponse>> {
        let Self { client, body } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::POST, "/api/v1/rfq/quote")
            .json(&body)
            .build()?;
        let info = crate::operations::SUBMIT_QUOTE;
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
    ) -> Result<ResponseValue<types::Quote>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::refresh_rfq`](crate::Client::refresh_rfq); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct RefreshRfqCall<'a> {
    client: &'a Client,
    body: &'a types::RequestForQuoteRefreshPayload,
}
impl<'a> RefreshRfqCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        let Self { client, body } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::POST, "/api/v1/rfq/refresh")
            .json(&body)
            .build()?;
        let info = crate::operations::REFRESH_RFQ;
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
    ) -> Result<ResponseValue<types::RequestForQuote>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_open_rfqs`](crate::Client::get_open_rfqs); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetOpenRfqsCall<'a> {
    client: &'a Client,
    symbol: Option<&'a str>,
    rfq_id: Option<u64>,
    deferred_settlement: Option<bool>,
    subaccount_id: Option<u16>,
}
impl<'a> GetOpenRfqsCall<'a> {
    /// Only requests on this market.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// Only this request, by the id that the exchange gave it.
    pub fn rfq_id(mut self, rfq_id: u64) -> Self {
        self.rfq_id = Some(rfq_id);
        self
    }
    /// Only requests with deferred settlement (`true`) or without (`false`). Both when left out.
    pub fn deferred_settlement(mut self, deferred_settlement: bool) -> Self {
        self.deferred_settlement = Some(deferred_settlement);
        self
    }
    /// The subaccount to query. Meant for calls that are not signed.
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
        ResponseValue<::std::vec::Vec<types::RfqWithQuotes>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol, rfq_id, deferred_settlement, subaccount_id } = self;
        #[allow(unused_mut)]
        let mut request = client
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
        ResponseValue<::std::vec::Vec<types::RfqWithQuotes>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_quote_history`](crate::Client::get_quote_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetQuoteHistoryCall<'a> {
    client: &'a Client,
    quote_id: Option<&'a str>,
    symbol: Option<&'a str>,
    status: Option<types::OrderStatus>,
    limit: Option<u64>,
    offset: Option<u64>,
    sort_direction: Option<types::SortDirection>,
    deferred_settlement: Option<bool>,
}
impl<'a> GetQuoteHistoryCall<'a> {
    /// Only this quote.
    pub fn quote_id(mut self, quote_id: &'a str) -> Self {
        self.quote_id = Some(quote_id);
        self
    }
    /// Only quotes on this market.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// Only quotes with this status.
    pub fn status(mut self, status: types::OrderStatus) -> Self {
        self.status = Some(status);
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
    /// Only quotes with deferred settlement (`true`) or without (`false`).
    pub fn deferred_settlement(mut self, deferred_settlement: bool) -> Self {
        self.deferred_settlement = Some(deferred_settlement);
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
        ResponseValue<::std::vec::Vec<types::QuoteHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self {
            client,
            quote_id,
            symbol,
            status,
            limit,
            offset,
            sort_direction,
            deferred_settlement,
        } = self;
        #[allow(unused_mut)]
        let mut request = client
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
        ResponseValue<::std::vec::Vec<types::QuoteHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_quote_history`](crate::Client::get_quote_history), page after page.
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
        Item = Result<types::QuoteHistorical, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::QuoteHistorical, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
/// The call [`Client::get_quote_fill_history`](crate::Client::get_quote_fill_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetQuoteFillHistoryCall<'a> {
    client: &'a Client,
    quote_id: Option<&'a str>,
    symbol: Option<&'a str>,
    side: Option<types::Side>,
    limit: Option<u64>,
    offset: Option<u64>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetQuoteFillHistoryCall<'a> {
    /// Only the fill of this quote.
    pub fn quote_id(mut self, quote_id: &'a str) -> Self {
        self.quote_id = Some(quote_id);
        self
    }
    /// Only fills on this market.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// Only fills on this side.
    pub fn side(mut self, side: types::Side) -> Self {
        self.side = Some(side);
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
        ResponseValue<::std::vec::Vec<types::QuoteFillHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, quote_id, symbol, side, limit, offset, sort_direction } = self;
        #[allow(unused_mut)]
        let mut request = client
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
        ResponseValue<::std::vec::Vec<types::QuoteFillHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_quote_fill_history`](crate::Client::get_quote_fill_history), page after page.
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
        Item = Result<types::QuoteFillHistorical, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::QuoteFillHistorical, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
/// The call [`Client::get_rfq_history`](crate::Client::get_rfq_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetRfqHistoryCall<'a> {
    client: &'a Client,
    rfq_id: Option<&'a str>,
    symbol: Option<&'a str>,
    status: Option<types::OrderStatus>,
    side: Option<types::Side>,
    limit: Option<u64>,
    offset: Option<u64>,
    sort_direction: Option<types::SortDirection>,
    deferred_settlement: Option<bool>,
}
impl<'a> GetRfqHistoryCall<'a> {
    /// Only this request.
    pub fn rfq_id(mut self, rfq_id: &'a str) -> Self {
        self.rfq_id = Some(rfq_id);
        self
    }
    /// Only requests on this market.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// Only requests with this status.
    pub fn status(mut self, status: types::OrderStatus) -> Self {
        self.status = Some(status);
        self
    }
    /// Only requests on this side.
    pub fn side(mut self, side: types::Side) -> Self {
        self.side = Some(side);
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
    /// Only requests with deferred settlement (`true`) or without (`false`).
    pub fn deferred_settlement(mut self, deferred_settlement: bool) -> Self {
        self.deferred_settlement = Some(deferred_settlement);
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
        ResponseValue<::std::vec::Vec<types::RequestForQuoteHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self {
            client,
            rfq_id,
            symbol,
            status,
            side,
            limit,
            offset,
            sort_direction,
            deferred_settlement,
        } = self;
        #[allow(unused_mut)]
        let mut request = client
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
        ResponseValue<::std::vec::Vec<types::RequestForQuoteHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_rfq_history`](crate::Client::get_rfq_history), page after page.
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
        Item = Result<
            types::RequestForQuoteHistorical,
            PageError<types::ApiErrorResponse>,
        >,
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
/// The call [`Client::get_rfq_fill_history`](crate::Client::get_rfq_fill_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetRfqFillHistoryCall<'a> {
    client: &'a Client,
    quote_id: Option<&'a str>,
    symbol: Option<&'a str>,
    side: Option<types::Side>,
    fill_type: Option<types::RfqFillType>,
    deferred_settlement: Option<bool>,
    limit: Option<u64>,
    offset: Option<u64>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetRfqFillHistoryCall<'a> {
    /// Only the fill with this quote.
    pub fn quote_id(mut self, quote_id: &'a str) -> Self {
        self.quote_id = Some(quote_id);
        self
    }
    /// Only fills on this market.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// Only fills of requests on this side.
    pub fn side(mut self, side: types::Side) -> Self {
        self.side = Some(side);
        self
    }
    /// Only fills of this kind.
    pub fn fill_type(mut self, fill_type: types::RfqFillType) -> Self {
        self.fill_type = Some(fill_type);
        self
    }
    /// Only fills with deferred settlement (`true`) or without (`false`). Both when left out.
    pub fn deferred_settlement(mut self, deferred_settlement: bool) -> Self {
        self.deferred_settlement = Some(deferred_settlement);
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
        ResponseValue<::std::vec::Vec<types::RequestForQuoteFillHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self {
            client,
            quote_id,
            symbol,
            side,
            fill_type,
            deferred_settlement,
            limit,
            offset,
            sort_direction,
        } = self;
        #[allow(unused_mut)]
        let mut request = client
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
        ResponseValue<::std::vec::Vec<types::RequestForQuoteFillHistorical>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_rfq_fill_history`](crate::Client::get_rfq_fill_history), page after page.
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
        Item = Result<
            types::RequestForQuoteFillHistorical,
            PageError<types::ApiErrorResponse>,
        >,
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
