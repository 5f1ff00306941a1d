// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/strategy.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Cancel all active strategies of a market.
    ///
    /// With `strategyType`, only the strategies of that type.
    ///
    /// `DELETE /api/v1/strategies`, signed with the instruction `strategyCancelAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/cancel_open_strategies), and answers captured from it.
    #[builder(
        builder_type(
            name = CancelOpenStrategiesCall,
            doc{#[doc = " The call [`Client::cancel_open_strategies`](crate::Client::cancel_open_strategies), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = cancel_open_strategies_call,
            vis = "pub",
            doc{#[doc = " The states of [`CancelOpenStrategiesCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn cancel_open_strategies<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::StrategyCancelAllPayload,
    ) -> Result<
        ResponseValue<::std::option::Option<::std::vec::Vec<types::StrategyType>>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::DELETE, "/api/v1/strategies")
            .json(&body)
            .build()?;
        let info = crate::operations::CANCEL_OPEN_STRATEGIES;
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
    /// Get the active strategies of one market or of all.
    ///
    /// Without `symbol`, the active strategies of every market.
    ///
    /// `GET /api/v1/strategies`, signed with the instruction `strategyQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/get_open_strategies), and answers captured from it.
    #[builder(
        builder_type(
            name = GetOpenStrategiesCall,
            doc{#[doc = " The call [`Client::get_open_strategies`](crate::Client::get_open_strategies), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_open_strategies_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetOpenStrategiesCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_open_strategies<'a>(
        &'a self,
        /// Only strategies on this kind of market, `SPOT` or `PERP`.
        market_type: Option<types::MarketType>,
        /// Only strategies of this type.
        strategy_type: Option<types::StrategyTypeEnum>,
        /// Only strategies on this market.
        symbol: Option<&'a str>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::StrategyType>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/strategies")
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("strategyType", &strategy_type))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_OPEN_STRATEGIES;
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
    /// Cancel one active strategy.
    ///
    /// Name the strategy by `strategyId` or by `clientStrategyId`.
    ///
    /// `DELETE /api/v1/strategy`, signed with the instruction `strategyCancel`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/cancel_strategy), and answers captured from it.
    #[builder(
        builder_type(
            name = CancelStrategyCall,
            doc{#[doc = " The call [`Client::cancel_strategy`](crate::Client::cancel_strategy), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = cancel_strategy_call,
            vis = "pub",
            doc{#[doc = " The states of [`CancelStrategyCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn cancel_strategy<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::StrategyCancelPayload,
    ) -> Result<
        ResponseValue<::std::option::Option<types::StrategyType>>,
        Error<types::ApiErrorResponse>,
    > {
        body.check()?;
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::DELETE, "/api/v1/strategy")
            .json(&body)
            .build()?;
        let info = crate::operations::CANCEL_STRATEGY;
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
    /// Get one active strategy.
    ///
    /// Only a strategy that is active is found: not one that is completed, nor one that the user or the exchange has cancelled. Name it by `strategyId` or by `clientStrategyId`.
    ///
    /// `GET /api/v1/strategy`, signed with the instruction `strategyQuery`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/get_strategy), and answers captured from it.
    #[builder(
        builder_type(
            name = GetStrategyCall,
            doc{#[doc = " The call [`Client::get_strategy`](crate::Client::get_strategy), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_strategy_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetStrategyCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_strategy<'a>(
        &'a self,
        /// The market that the strategy trades on.
        #[builder(start_fn)]
        symbol: &'a str,
        /// The id that you gave the strategy.
        client_strategy_id: Option<u32>,
        /// The id that the exchange gave the strategy.
        strategy_id: Option<&'a str>,
    ) -> Result<ResponseValue<types::StrategyType>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
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
    /// Start a strategy.
    ///
    /// The call is not idempotent: when its outcome is unknown, sending it again can start a second strategy.
    ///
    /// `POST /api/v1/strategy`, signed with the instruction `strategyCreate`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/strategy_create), and answers captured from it.
    #[builder(
        builder_type(
            name = StrategyCreateCall,
            doc{#[doc = " The call [`Client::strategy_create`](crate::Client::strategy_create), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = strategy_create_call,
            vis = "pub",
            doc{#[doc = " The states of [`StrategyCreateCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn strategy_create<'a>(
        &'a self,
        /// The body of the request.
        #[builder(start_fn)]
        body: &'a types::StrategyCreatePayload,
    ) -> Result<ResponseValue<types::StrategyType>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::POST, "/api/v1/strategy")
            .json(&body)
            .build()?;
        let info = crate::operations::STRATEGY_CREATE;
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
    /// Get the strategy history of the account.
    ///
    /// Strategies that are no longer active, because they completed or because the user or the exchange cancelled them.
    ///
    /// `GET /wapi/v1/history/strategies`, signed with the instruction `strategyHistoryQueryAll`.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Strategy/operation/get_strategies_history), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetStrategiesHistoryCall,
            doc{#[doc = " The call [`Client::get_strategies_history`](crate::Client::get_strategies_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_strategies_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetStrategiesHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_strategies_history<'a>(
        &'a self,
        /// Only this strategy.
        strategy_id: Option<&'a str>,
        /// Only strategies on this market.
        symbol: Option<&'a str>,
        /// How many rows to answer with at the most. 100 when left out, 1000 at the most.
        limit: Option<u64>,
        /// How many rows to skip. 0 when left out.
        offset: Option<u64>,
        /// Only strategies of these kinds of market. Each kind is a parameter of its own.
        market_type: Option<&'a [types::MarketType]>,
        /// Whether the oldest or the newest rows come first.
        sort_direction: Option<types::SortDirection>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Strategy>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
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
impl<'a, S> GetStrategiesHistoryCall<'a, S>
where
    S: get_strategies_history_call::State + 'a,
    S::Limit: get_strategies_history_call::IsUnset,
    S::Offset: get_strategies_history_call::IsUnset,
{
    /// Streams the rows of [`get_strategies_history`](crate::Client::get_strategies_history), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::Strategy, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
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
#[cfg(feature = "blocking")]
impl<'a, S: cancel_open_strategies_call::IsComplete> CancelOpenStrategiesCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::option::Option<::std::vec::Vec<types::StrategyType>>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_open_strategies_call::IsComplete> GetOpenStrategiesCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::StrategyType>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: cancel_strategy_call::IsComplete> CancelStrategyCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::option::Option<types::StrategyType>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_strategy_call::IsComplete> GetStrategyCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::StrategyType>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: strategy_create_call::IsComplete> StrategyCreateCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::StrategyType>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_strategies_history_call::IsComplete> GetStrategiesHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Strategy>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
