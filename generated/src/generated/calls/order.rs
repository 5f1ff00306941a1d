// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/order.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Cancel one open order.
    ///
    /// Name the order by `orderId` or by `clientId`; a request with both is refused.
    ///
    /// `DELETE /api/v1/order`, signed with the instruction `orderCancel`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/cancel_order), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn cancel_order<'a>(
        &'a self,
        body: &'a types::OrderCancelPayload,
    ) -> CancelOrderCall<'a> {
        CancelOrderCall {
            client: self,
            body,
        }
    }
    /// Get one open order.
    ///
    /// Only an order that rests on the book is found: not one that is filled, expired or cancelled. Name it by `orderId` or by `clientId`; a request with both is refused.
    ///
    /// `GET /api/v1/order`, signed with the instruction `orderQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/get_order), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The market that the order is on.
    pub fn get_order<'a>(&'a self, symbol: &'a str) -> GetOrderCall<'a> {
        GetOrderCall {
            client: self,
            symbol,
            client_id: None,
            order_id: None,
        }
    }
    /// Place an order.
    ///
    /// The matching engine answers with the order as it stands after it was matched. The call is not idempotent: when its outcome is unknown, sending it again can trade twice.
    ///
    /// `POST /api/v1/order`, signed with the instruction `orderExecute`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/execute_order), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn execute_order<'a>(
        &'a self,
        body: &'a types::OrderExecutePayload,
    ) -> ExecuteOrderCall<'a> {
        ExecuteOrderCall {
            client: self,
            body,
        }
    }
    /// Cancel all open orders of a market.
    ///
    /// With `orderType`, only the orders of that kind.
    ///
    /// `DELETE /api/v1/orders`, signed with the instruction `orderCancelAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/cancel_open_orders), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn cancel_open_orders<'a>(
        &'a self,
        body: &'a types::OrderCancelAllPayload,
    ) -> CancelOpenOrdersCall<'a> {
        CancelOpenOrdersCall {
            client: self,
            body,
        }
    }
    /// Get the open orders of one market or of all.
    ///
    /// Without `symbol`, the open orders of every market.
    ///
    /// `GET /api/v1/orders`, signed with the instruction `orderQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/get_open_orders), and answers captured from it.
    pub fn get_open_orders(&self) -> GetOpenOrdersCall<'_> {
        GetOpenOrdersCall {
            client: self,
            market_type: None,
            symbol: None,
        }
    }
    /// Place several orders in one request.
    ///
    /// Each order is accepted or refused by itself, and has a result of its own. The call is not idempotent: when its outcome is unknown, sending it again can trade twice.
    ///
    /// `POST /api/v1/orders`, signed with the instruction `orderExecute`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/execute_order_batch), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn execute_order_batch<'a>(
        &'a self,
        body: &'a [types::OrderExecutePayload],
    ) -> ExecuteOrderBatchCall<'a> {
        ExecuteOrderBatchCall {
            client: self,
            body,
        }
    }
    /// Get the fills of the account.
    ///
    /// Without `fillType`, fills of every kind: of the account's own orders and of those that the exchange placed for it.
    ///
    /// `GET /wapi/v1/history/fills`, signed with the instruction `fillHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/get_fills), and answers captured from it.
    pub fn get_fills(&self) -> GetFillsCall<'_> {
        GetFillsCall {
            client: self,
            order_id: None,
            strategy_id: None,
            from: None,
            to: None,
            symbol: None,
            limit: None,
            offset: None,
            fill_type: None,
            market_type: None,
            sort_direction: None,
        }
    }
    /// Get the order history of the account.
    ///
    /// Orders that were filled and have left the book are listed. Those that are still open may be listed too, but `get_open_orders` knows more recent data about them.
    ///
    /// `GET /wapi/v1/history/orders`, signed with the instruction `orderHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/get_order_history), and answers captured from it.
    pub fn get_order_history(&self) -> GetOrderHistoryCall<'_> {
        GetOrderHistoryCall {
            client: self,
            order_id: None,
            strategy_id: None,
            symbol: None,
            limit: None,
            offset: None,
            market_type: None,
            sort_direction: None,
        }
    }
}
/// The call [`Client::cancel_order`](crate::Client::cancel_order); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct CancelOrderCall<'a> {
    client: &'a Client,
    body: &'a types::OrderCancelPayload,
}
impl<'a> CancelOrderCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::option::Option<types::OrderType>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, body } = self;
        body.check()?;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::DELETE, "/api/v1/order")
            .json(&body)
            .build()?;
        let info = crate::operations::CANCEL_ORDER;
        client.pre(&mut request, &info).await?;
        let result = client.exec(request, &info).await;
        client.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
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
        ResponseValue<::std::option::Option<types::OrderType>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_order`](crate::Client::get_order); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetOrderCall<'a> {
    client: &'a Client,
    symbol: &'a str,
    client_id: Option<u32>,
    order_id: Option<&'a str>,
}
impl<'a> GetOrderCall<'a> {
    /// The id that you gave the order.
    pub fn client_id(mut self, client_id: u32) -> Self {
        self.client_id = Some(client_id);
        self
    }
    /// The id that the exchange gave the order.
    pub fn order_id(mut self, order_id: &'a str) -> Self {
        self.order_id = Some(order_id);
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
    ) -> Result<ResponseValue<types::OrderType>, Error<types::ApiErrorResponse>> {
        let Self { client, symbol, client_id, order_id } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/order")
            .query(&backpack_runtime::QueryParam::new("clientId", &client_id))
            .query(&backpack_runtime::QueryParam::new("orderId", &order_id))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_ORDER;
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
    ) -> Result<ResponseValue<types::OrderType>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::execute_order`](crate::Client::execute_order); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct ExecuteOrderCall<'a> {
    client: &'a Client,
    body: &'a types::OrderExecutePayload,
}
impl<'a> ExecuteOrderCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::OrderType>, Error<types::ApiErrorResponse>> {
        let Self { client, body } = self;
        body.check()?;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::POST, "/api/v1/order")
            .json(&body)
            .build()?;
        let info = crate::operations::EXECUTE_ORDER;
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
    ) -> Result<ResponseValue<types::OrderType>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::cancel_open_orders`](crate::Client::cancel_open_orders); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct CancelOpenOrdersCall<'a> {
    client: &'a Client,
    body: &'a types::OrderCancelAllPayload,
}
impl<'a> CancelOpenOrdersCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::option::Option<::std::vec::Vec<types::OrderType>>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, body } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::DELETE, "/api/v1/orders")
            .json(&body)
            .build()?;
        let info = crate::operations::CANCEL_OPEN_ORDERS;
        client.pre(&mut request, &info).await?;
        let result = client.exec(request, &info).await;
        client.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
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
        ResponseValue<::std::option::Option<::std::vec::Vec<types::OrderType>>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_open_orders`](crate::Client::get_open_orders); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetOpenOrdersCall<'a> {
    client: &'a Client,
    market_type: Option<types::MarketType>,
    symbol: Option<&'a str>,
}
impl<'a> GetOpenOrdersCall<'a> {
    /// Only orders on this kind of market, `SPOT` or `PERP`.
    pub fn market_type(mut self, market_type: types::MarketType) -> Self {
        self.market_type = Some(market_type);
        self
    }
    /// Only orders on this market.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
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
        ResponseValue<::std::vec::Vec<types::OrderType>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, market_type, symbol } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/orders")
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_OPEN_ORDERS;
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
        ResponseValue<::std::vec::Vec<types::OrderType>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::execute_order_batch`](crate::Client::execute_order_batch); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct ExecuteOrderBatchCall<'a> {
    client: &'a Client,
    body: &'a [types::OrderExecutePayload],
}
impl<'a> ExecuteOrderBatchCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BatchCommandOrderResult>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, body } = self;
        for (element, body) in body.iter().enumerate() {
            body.check().map_err(|broken| broken.of_element(element))?;
        }
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::POST, "/api/v1/orders")
            .json(&body)
            .build()?;
        let info = crate::operations::EXECUTE_ORDER_BATCH;
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
        ResponseValue<::std::vec::Vec<types::BatchCommandOrderResult>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_fills`](crate::Client::get_fills); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetFillsCall<'a> {
    client: &'a Client,
    order_id: Option<&'a str>,
    strategy_id: Option<&'a str>,
    from: Option<::jiff::Timestamp>,
    to: Option<::jiff::Timestamp>,
    symbol: Option<&'a str>,
    limit: Option<u64>,
    offset: Option<u64>,
    fill_type: Option<types::FillType>,
    market_type: Option<&'a [types::MarketType]>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetFillsCall<'a> {
    /// Only fills of this order.
    pub fn order_id(mut self, order_id: &'a str) -> Self {
        self.order_id = Some(order_id);
        self
    }
    /// Only fills of this strategy.
    pub fn strategy_id(mut self, strategy_id: &'a str) -> Self {
        self.strategy_id = Some(strategy_id);
        self
    }
    /// Only fills from this time on, in Unix milliseconds.
    pub fn from(mut self, from: ::jiff::Timestamp) -> Self {
        self.from = Some(from);
        self
    }
    /// Only fills up to this time, in Unix milliseconds.
    pub fn to(mut self, to: ::jiff::Timestamp) -> Self {
        self.to = Some(to);
        self
    }
    /// Only fills on this market.
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
    /// Only fills of this kind.
    pub fn fill_type(mut self, fill_type: types::FillType) -> Self {
        self.fill_type = Some(fill_type);
        self
    }
    /// Only fills of these kinds of market. Each kind is a parameter of its own.
    pub fn market_type(mut self, market_type: &'a [types::MarketType]) -> Self {
        self.market_type = Some(market_type);
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
        ResponseValue<::std::vec::Vec<types::OrderFill>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self {
            client,
            order_id,
            strategy_id,
            from,
            to,
            symbol,
            limit,
            offset,
            fill_type,
            market_type,
            sort_direction,
        } = self;
        let from = from.map(crate::wire::UnixMillis);
        let to = to.map(crate::wire::UnixMillis);
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/fills")
            .query(&backpack_runtime::QueryParam::new("fillType", &fill_type))
            .query(&backpack_runtime::QueryParam::new("from", &from))
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("orderId", &order_id))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("strategyId", &strategy_id))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .query(&backpack_runtime::QueryParam::new("to", &to))
            .build()?;
        let info = crate::operations::GET_FILLS;
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
        ResponseValue<::std::vec::Vec<types::OrderFill>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_fills`](crate::Client::get_fills), page after page.
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
        Item = Result<types::OrderFill, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::OrderFill, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
/// The call [`Client::get_order_history`](crate::Client::get_order_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetOrderHistoryCall<'a> {
    client: &'a Client,
    order_id: Option<&'a str>,
    strategy_id: Option<&'a str>,
    symbol: Option<&'a str>,
    limit: Option<u64>,
    offset: Option<u64>,
    market_type: Option<&'a [types::MarketType]>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetOrderHistoryCall<'a> {
    /// Only this order.
    pub fn order_id(mut self, order_id: &'a str) -> Self {
        self.order_id = Some(order_id);
        self
    }
    /// Only orders of this strategy.
    pub fn strategy_id(mut self, strategy_id: &'a str) -> Self {
        self.strategy_id = Some(strategy_id);
        self
    }
    /// Only orders on this market.
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
    /// Only orders of these kinds of market. Each kind is a parameter of its own.
    pub fn market_type(mut self, market_type: &'a [types::MarketType]) -> Self {
        self.market_type = Some(market_type);
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
        ResponseValue<::std::vec::Vec<types::Order>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self {
            client,
            order_id,
            strategy_id,
            symbol,
            limit,
            offset,
            market_type,
            sort_direction,
        } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/wapi/v1/history/orders")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("orderId", &order_id))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("strategyId", &strategy_id))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_ORDER_HISTORY;
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
        ResponseValue<::std::vec::Vec<types::Order>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_order_history`](crate::Client::get_order_history), page after page.
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
        Item = Result<types::Order, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::Order, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
