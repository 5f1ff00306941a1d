// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/strategy.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Cancel all active strategies of a market.
    ///
    /// With `strategyType`, only the strategies of that type.
    ///
    /// `DELETE /api/v1/strategies`, signed with the instruction `strategyCancelAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/cancel_open_strategies), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn cancel_open_strategies<'a>(
        &'a self,
        body: &'a types::StrategyCancelAllPayload,
    ) -> CancelOpenStrategiesCall<'a> {
        CancelOpenStrategiesCall {
            client: self,
            body,
        }
    }
    /// Get the active strategies of one market or of all.
    ///
    /// Without `symbol`, the active strategies of every market.
    ///
    /// `GET /api/v1/strategies`, signed with the instruction `strategyQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/get_open_strategies), and answers captured from it.
    pub fn get_open_strategies(&self) -> GetOpenStrategiesCall<'_> {
        GetOpenStrategiesCall {
            client: self,
            market_type: None,
            strategy_type: None,
            symbol: None,
        }
    }
    /// Cancel one active strategy.
    ///
    /// Name the strategy by `strategyId` or by `clientStrategyId`.
    ///
    /// `DELETE /api/v1/strategy`, signed with the instruction `strategyCancel`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/cancel_strategy), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn cancel_strategy<'a>(
        &'a self,
        body: &'a types::StrategyCancelPayload,
    ) -> CancelStrategyCall<'a> {
        CancelStrategyCall {
            client: self,
            body,
        }
    }
    /// Get one active strategy.
    ///
    /// Only a strategy that is active is found: not one that is completed, nor one that the user or the exchange has cancelled. Name it by `strategyId` or by `clientStrategyId`.
    ///
    /// `GET /api/v1/strategy`, signed with the instruction `strategyQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/get_strategy), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The market that the strategy trades on.
    pub fn get_strategy<'a>(&'a self, symbol: &'a str) -> GetStrategyCall<'a> {
        GetStrategyCall {
            client: self,
            symbol,
            client_strategy_id: None,
            strategy_id: None,
        }
    }
    /// Start a strategy.
    ///
    /// The call is not idempotent: when its outcome is unknown, sending it again can start a second strategy.
    ///
    /// `POST /api/v1/strategy`, signed with the instruction `strategyCreate`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/strategy_create), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `body`: The body of the request.
    pub fn strategy_create<'a>(
        &'a self,
        body: &'a types::StrategyCreatePayload,
    ) -> StrategyCreateCall<'a> {
        StrategyCreateCall {
            client: self,
            body,
        }
    }
    /// Get the strategy history of the account.
    ///
    /// Strategies that are no longer active, because they completed or because the user or the exchange cancelled them.
    ///
    /// `GET /wapi/v1/history/strategies`, signed with the instruction `strategyHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/get_strategies_history), and answers captured from it.
    pub fn get_strategies_history(&self) -> GetStrategiesHistoryCall<'_> {
        GetStrategiesHistoryCall {
            client: self,
            strategy_id: None,
            symbol: None,
            limit: None,
            offset: None,
            market_type: None,
            sort_direction: None,
        }
    }
}
/// The call [`Client::cancel_open_strategies`](crate::Client::cancel_open_strategies); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct CancelOpenStrategiesCall<'a> {
    client: &'a Client,
    body: &'a types::StrategyCancelAllPayload,
}
impl<'a> CancelOpenStrategiesCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::option::Option<::std::vec::Vec<types::StrategyType>>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, body } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::DELETE, "/api/v1/strategies")
            .json(&body)
            .build()?;
        let info = crate::operations::CANCEL_OPEN_STRATEGIES;
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
        ResponseValue<::std::option::Option<::std::vec::Vec<types::StrategyType>>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_open_strategies`](crate::Client::get_open_strategies); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetOpenStrategiesCall<'a> {
    client: &'a Client,
    market_type: Option<types::MarketType>,
    strategy_type: Option<types::StrategyTypeEnum>,
    symbol: Option<&'a str>,
}
impl<'a> GetOpenStrategiesCall<'a> {
    /// Only strategies on this kind of market, `SPOT` or `PERP`.
    pub fn market_type(mut self, market_type: types::MarketType) -> Self {
        self.market_type = Some(market_type);
        self
    }
    /// Only strategies of this type.
    pub fn strategy_type(mut self, strategy_type: types::StrategyTypeEnum) -> Self {
        self.strategy_type = Some(strategy_type);
        self
    }
    /// Only strategies on this market.
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
        ResponseValue<::std::vec::Vec<types::StrategyType>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, market_type, strategy_type, symbol } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/strategies")
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("strategyType", &strategy_type))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_OPEN_STRATEGIES;
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
        ResponseValue<::std::vec::Vec<types::StrategyType>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::cancel_strategy`](crate::Client::cancel_strategy); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct CancelStrategyCall<'a> {
    client: &'a Client,
    body: &'a types::StrategyCancelPayload,
}
impl<'a> CancelStrategyCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::option::Option<types::StrategyType>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, body } = self;
        body.check()?;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::DELETE, "/api/v1/strategy")
            .json(&body)
            .build()?;
        let info = crate::operations::CANCEL_STRATEGY;
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
        ResponseValue<::std::option::Option<types::StrategyType>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_strategy`](crate::Client::get_strategy); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetStrategyCall<'a> {
    client: &'a Client,
    symbol: &'a str,
    client_strategy_id: Option<u32>,
    strategy_id: Option<&'a str>,
}
impl<'a> GetStrategyCall<'a> {
    /// The id that you gave the strategy.
    pub fn client_strategy_id(mut self, client_strategy_id: u32) -> Self {
        self.client_strategy_id = Some(client_strategy_id);
        self
    }
    /// The id that the exchange gave the strategy.
    pub fn strategy_id(mut self, strategy_id: &'a str) -> Self {
        self.strategy_id = Some(strategy_id);
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
    ) -> Result<ResponseValue<types::StrategyType>, Error<types::ApiErrorResponse>> {
        let Self { client, symbol, client_strategy_id, strategy_id } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/strategy")
            .query(
                &backpack_runtime::QueryParam::new(
                    "clientStrategyId",
                    &client_strategy_id,
                ),
            )
            .query(&backpack_runtime::QueryParam::new("strategyId", &strategy_id))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_STRATEGY;
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
    ) -> Result<ResponseValue<types::StrategyType>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::strategy_create`](crate::Client::strategy_create); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct StrategyCreateCall<'a> {
    client: &'a Client,
    body: &'a types::StrategyCreatePayload,
}
impl<'a> StrategyCreateCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::StrategyType>, Error<types::ApiErrorResponse>> {
        let Self { client, body } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::POST, "/api/v1/strategy")
            .json(&body)
            .build()?;
        let info = crate::operations::STRATEGY_CREATE;
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
    ) -> Result<ResponseValue<types::StrategyType>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_strategies_history`](crate::Client::get_strategies_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetStrategiesHistoryCall<'a> {
    client: &'a Client,
    strategy_id: Option<&'a str>,
    symbol: Option<&'a str>,
    limit: Option<u64>,
    offset: Option<u64>,
    market_type: Option<&'a [types::MarketType]>,
    sort_direction: Option<types::SortDirection>,
}
impl<'a> GetStrategiesHistoryCall<'a> {
    /// Only this strategy.
    pub fn strategy_id(mut self, strategy_id: &'a str) -> Self {
        self.strategy_id = Some(strategy_id);
        self
    }
    /// Only strategies on this market.
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
    /// Only strategies of these kinds of market. Each kind is a parameter of its own.
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
        ResponseValue<::std::vec::Vec<types::Strategy>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self {
            client,
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
            .request(::reqwest::Method::GET, "/wapi/v1/history/strategies")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("sortDirection", &sort_direction))
            .query(&backpack_runtime::QueryParam::new("strategyId", &strategy_id))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_STRATEGIES_HISTORY;
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
        ResponseValue<::std::vec::Vec<types::Strategy>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_strategies_history`](crate::Client::get_strategies_history), page after page.
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
        Item = Result<types::Strategy, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::Strategy, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
