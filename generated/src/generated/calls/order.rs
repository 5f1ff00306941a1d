// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/order.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Cancel one open order.
    ///
    /// Name the order by `orderId` or by `clientId`; a request with both is refused.
    ///
    /// `DELETE /api/v1/order`, signed with the instruction `orderCancel`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/cancel_order), and answers captured from it.
    #[builder(
        builder_type(
            name = CancelOrderCall,
            doc{#[doc = " The call [`Client::cancel_order`](crate::Client::cancel_order), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = cancel_order_call,
            vis = "pub",
            doc{#[doc = " The states of [`CancelOrderCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn cancel_order<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::OrderCancelPayload,
    ) -> Result<
        ResponseValue<::std::option::Option<types::OrderType>>,
        Error<types::ApiErrorResponse>,
    > {
        body.check()?;
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::DELETE, "/api/v1/order")
            .json(&body)
            .build()?;
        let info = crate::operations::CANCEL_ORDER;
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
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
    /// Get one open order.
    ///
    /// Only an order that rests on the book is found: not one that is filled, expired or cancelled. Name it by `orderId` or by `clientId`; a request with both is refused.
    ///
    /// `GET /api/v1/order`, signed with the instruction `orderQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/get_order), and answers captured from it.
    #[builder(
        builder_type(
            name = GetOrderCall,
            doc{#[doc = " The call [`Client::get_order`](crate::Client::get_order), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_order_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetOrderCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_order<'a>(
        &'a self,
        /// The market that the order is on.
        #[builder(start_fn)]
        symbol: &'a str,
        /// The id that you gave the order.
        client_id: Option<u32>,
        /// The id that the exchange gave the order.
        order_id: Option<&'a str>,
    ) -> Result<ResponseValue<types::OrderType>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/order")
            .query(&backpack_runtime::QueryParam::new("clientId", &client_id))
            .query(&backpack_runtime::QueryParam::new("orderId", &order_id))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_ORDER;
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
    /// Place an order.
    ///
    /// The matching engine answers with the order as it stands after it was matched. The call is not idempotent: when its outcome is unknown, sending it again can trade twice.
    ///
    /// `POST /api/v1/order`, signed with the instruction `orderExecute`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/execute_order), and answers captured from it.
    #[builder(
        builder_type(
            name = ExecuteOrderCall,
            doc{#[doc = " The call [`Client::execute_order`](crate::Client::execute_order), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = execute_order_call,
            vis = "pub",
            doc{#[doc = " The states of [`ExecuteOrderCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn execute_order<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::OrderExecutePayload,
    ) -> Result<ResponseValue<types::OrderType>, Error<types::ApiErrorResponse>> {
        body.check()?;
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/order")
            .json(&body)
            .build()?;
        let info = crate::operations::EXECUTE_ORDER;
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
    /// Cancel all open orders of a market.
    ///
    /// With `orderType`, only the orders of that kind.
    ///
    /// `DELETE /api/v1/orders`, signed with the instruction `orderCancelAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/cancel_open_orders), and answers captured from it.
    #[builder(
        builder_type(
            name = CancelOpenOrdersCall,
            doc{#[doc = " The call [`Client::cancel_open_orders`](crate::Client::cancel_open_orders), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = cancel_open_orders_call,
            vis = "pub",
            doc{#[doc = " The states of [`CancelOpenOrdersCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn cancel_open_orders<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::OrderCancelAllPayload,
    ) -> Result<
        ResponseValue<::std::option::Option<::std::vec::Vec<types::OrderType>>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::DELETE, "/api/v1/orders")
            .json(&body)
            .build()?;
        let info = crate::operations::CANCEL_OPEN_ORDERS;
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
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
    /// Get the open orders of one market or of all.
    ///
    /// Without `symbol`, the open orders of every market.
    ///
    /// `GET /api/v1/orders`, signed with the instruction `orderQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/get_open_orders), and answers captured from it.
    #[builder(
        builder_type(
            name = GetOpenOrdersCall,
            doc{#[doc = " The call [`Client::get_open_orders`](crate::Client::get_open_orders), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_open_orders_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetOpenOrdersCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_open_orders<'a>(
        &'a self,
        /// Only orders on this kind of market, `SPOT` or `PERP`.
        market_type: Option<types::MarketType>,
        /// Only orders on this market.
        symbol: Option<&'a str>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::OrderType>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/orders")
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_OPEN_ORDERS;
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
    /// Place several orders in one request.
    ///
    /// Each order is accepted or refused by itself, and has a result of its own. The call is not idempotent: when its outcome is unknown, sending it again can trade twice.
    ///
    /// `POST /api/v1/orders`, signed with the instruction `orderExecute`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/execute_order_batch), and answers captured from it.
    #[builder(
        builder_type(
            name = ExecuteOrderBatchCall,
            doc{#[doc = " The call [`Client::execute_order_batch`](crate::Client::execute_order_batch), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = execute_order_batch_call,
            vis = "pub",
            doc{#[doc = " The states of [`ExecuteOrderBatchCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn execute_order_batch<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a [types::OrderExecutePayload],
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BatchCommandOrderResult>>,
        Error<types::ApiErrorResponse>,
    > {
        for (element, body) in body.iter().enumerate() {
            body.check().map_err(|broken| broken.of_element(element))?;
        }
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/orders")
            .json(&body)
            .build()?;
        let info = crate::operations::EXECUTE_ORDER_BATCH;
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
    /// Get the fills of the account.
    ///
    /// Without `fillType`, fills of every kind: of the account's own orders and of those that the exchange placed for it.
    ///
    /// `GET /wapi/v1/history/fills`, signed with the instruction `fillHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/get_fills), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetFillsCall,
            doc{#[doc = " The call [`Client::get_fills`](crate::Client::get_fills), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_fills_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetFillsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_fills<'a>(
        &'a self,
        /// Only fills of this order.
        order_id: Option<&'a str>,
        /// Only fills of this strategy.
        strategy_id: Option<&'a str>,
        /// Only fills from this time on, in Unix milliseconds.
        from: Option<::jiff::Timestamp>,
        /// Only fills up to this time, in Unix milliseconds.
        to: Option<::jiff::Timestamp>,
        /// Only fills on this market.
        symbol: Option<&'a str>,
        /// How many rows to answer with at the most. 100 when left out, 1000 at the most.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Only fills of this kind.
        fill_type: Option<types::FillType>,
        /// Only fills of these kinds of market. Each kind is a parameter of its own.
        market_type: Option<&'a [types::MarketType]>,
        /// Whether the oldest or the newest rows come first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::OrderFill>>,
        Error<types::ApiErrorResponse>,
    > {
        let from = from.map(crate::wire::UnixMillis);
        let to = to.map(crate::wire::UnixMillis);
        #[allow(unused_mut)]
        let mut request = self
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
    /// Get the order history of the account.
    ///
    /// Orders that were filled and have left the book are listed. Those that are still open may be listed too, but `get_open_orders` knows more recent data about them.
    ///
    /// `GET /wapi/v1/history/orders`, signed with the instruction `orderHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Order/operation/get_order_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetOrderHistoryCall,
            doc{#[doc = " The call [`Client::get_order_history`](crate::Client::get_order_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_order_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetOrderHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_order_history<'a>(
        &'a self,
        /// Only this order.
        order_id: Option<&'a str>,
        /// Only orders of this strategy.
        strategy_id: Option<&'a str>,
        /// Only orders on this market.
        symbol: Option<&'a str>,
        /// How many rows to answer with at the most. 100 when left out, 1000 at the most.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Only orders of these kinds of market. Each kind is a parameter of its own.
        market_type: Option<&'a [types::MarketType]>,
        /// Whether the oldest or the newest rows come first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Order>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
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
impl<'a, S> GetFillsCall<'a, S>
where
    S: get_fills_call::State + 'a,
    S::Limit: get_fills_call::IsUnset,
    S::Offset: get_fills_call::IsUnset,
{
    /// Streams the rows of [`get_fills`](crate::Client::get_fills), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::OrderFill, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
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
impl<'a, S> GetOrderHistoryCall<'a, S>
where
    S: get_order_history_call::State + 'a,
    S::Limit: get_order_history_call::IsUnset,
    S::Offset: get_order_history_call::IsUnset,
{
    /// Streams the rows of [`get_order_history`](crate::Client::get_order_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::Order, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
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
#[cfg(feature = "blocking")]
impl<'a, S: cancel_order_call::IsComplete> CancelOrderCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::option::Option<types::OrderType>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_order_call::IsComplete> GetOrderCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::OrderType>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: execute_order_call::IsComplete> ExecuteOrderCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::OrderType>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: cancel_open_orders_call::IsComplete> CancelOpenOrdersCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::option::Option<::std::vec::Vec<types::OrderType>>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_open_orders_call::IsComplete> GetOpenOrdersCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::OrderType>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: execute_order_batch_call::IsComplete> ExecuteOrderBatchCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BatchCommandOrderResult>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_fills_call::IsComplete> GetFillsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::OrderFill>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_order_history_call::IsComplete> GetOrderHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Order>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
