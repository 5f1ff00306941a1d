// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/markets.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Get the price levels of an order book.
    ///
    /// `GET /api/v1/depth`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_depth), and answers captured from it.
    #[builder(
        builder_type(
            name = GetDepthCall,
            doc{#[doc = " The call [`Client::get_depth`](crate::Client::get_depth), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_depth_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetDepthCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_depth<'a>(
        &'a self,
        /// The market, for example `SOL_USDC`.
        #[builder(start_fn)]
        symbol: &'a str,
        /// How many price levels to give on each side, from the best. It is `1000` when left out.
        limit: Option<types::DepthLimit>,
    ) -> Result<ResponseValue<types::Depth>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/depth")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_DEPTH;
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
    /// List the funding rates of a market's past intervals, newest first.
    ///
    /// `GET /api/v1/fundingRates`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_funding_interval_rates), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetFundingIntervalRatesCall,
            doc{#[doc = " The call [`Client::get_funding_interval_rates`](crate::Client::get_funding_interval_rates), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_funding_interval_rates_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetFundingIntervalRatesCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_funding_interval_rates<'a>(
        &'a self,
        /// The market, for example `SOL_USDC_PERP`.
        #[builder(start_fn)]
        symbol: &'a str,
        /// How many intervals to give at the most. Defaults to `100`, at most `10000`.
        limit: Option<u64>,
        /// How many intervals to skip. Defaults to `0`.
        offset: Option<u64>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::FundingIntervalRate>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/fundingRates")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_FUNDING_INTERVAL_RATES;
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
    /// List the K-lines (candles) of a market.
    ///
    /// An interval without trades is listed too, with null for its four prices.
    ///
    /// `GET /api/v1/klines`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_klines), and answers captured from it.
    #[builder(
        builder_type(
            name = GetKlinesCall,
            doc{#[doc = " The call [`Client::get_klines`](crate::Client::get_klines), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_klines_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetKlinesCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_klines<'a>(
        &'a self,
        /// The market, for example `SOL_USDC`.
        #[builder(start_fn)]
        symbol: &'a str,
        /// How long each K-line is.
        #[builder(start_fn)]
        interval: types::KlineInterval,
        /// From when on, in Unix seconds.
        #[builder(start_fn)]
        start_time: ::jiff::Timestamp,
        /// Until when, in Unix seconds. Until now when left out.
        end_time: Option<::jiff::Timestamp>,
        /// Which price the K-lines are made of. It is `Last` when left out.
        price_type: Option<types::KlinePriceType>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Kline>>,
        Error<types::ApiErrorResponse>,
    > {
        let end_time = end_time.map(crate::wire::UnixSeconds);
        let start_time = crate::wire::UnixSeconds(start_time);
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/klines")
            .query(&backpack_runtime::QueryParam::new("endTime", &end_time))
            .query(&backpack_runtime::QueryParam::new("interval", &interval))
            .query(&backpack_runtime::QueryParam::new("priceType", &price_type))
            .query(&backpack_runtime::QueryParam::new("startTime", &start_time))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_KLINES;
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
    /// List mark prices, index prices and funding rates.
    ///
    /// Of one market, or of all markets of one kind.
    ///
    /// `GET /api/v1/markPrices`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_mark_prices), and answers captured from it.
    #[builder(
        builder_type(
            name = GetMarkPricesCall,
            doc{#[doc = " The call [`Client::get_mark_prices`](crate::Client::get_mark_prices), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_mark_prices_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetMarkPricesCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_mark_prices<'a>(
        &'a self,
        /// Only this market, for example `SOL_USDC_PERP`.
        symbol: Option<&'a str>,
        /// The kind of market to list. Defaults to `PERP`.
        market_type: Option<types::MarketType>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::MarkPrice>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/markPrices")
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_MARK_PRICES;
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
    /// Get one market with its trading rules.
    ///
    /// `GET /api/v1/market`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_market), and answers captured from it.
    #[builder(
        builder_type(
            name = GetMarketCall,
            doc{#[doc = " The call [`Client::get_market`](crate::Client::get_market), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_market_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetMarketCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_market<'a>(
        &'a self,
        /// The market, for example `SOL_USDC`.
        #[builder(start_fn)]
        symbol: &'a str,
    ) -> Result<ResponseValue<types::Market>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/market")
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_MARKET;
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
    /// List the days, or parts of days, on which a market of securities is closed.
    ///
    /// `GET /api/v1/market-holidays`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_market_holidays), and answers captured from it.
    #[builder(
        builder_type(
            name = GetMarketHolidaysCall,
            doc{#[doc = " The call [`Client::get_market_holidays`](crate::Client::get_market_holidays), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_market_holidays_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetMarketHolidaysCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_market_holidays<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::MarketHoliday>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/market-holidays")
            .build()?;
        let info = crate::operations::GET_MARKET_HOLIDAYS;
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
    /// List the daily sessions in which securities trade.
    ///
    /// In which of them a security trades, and in which quantities, is a matter of the security: see `get_securities`. Days on which there is no session are listed by `get_market_holidays`.
    ///
    /// `GET /api/v1/market-sessions`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_market_sessions), and answers captured from it.
    #[builder(
        builder_type(
            name = GetMarketSessionsCall,
            doc{#[doc = " The call [`Client::get_market_sessions`](crate::Client::get_market_sessions), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_market_sessions_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetMarketSessionsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_market_sessions<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::MarketSession>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/market-sessions")
            .build()?;
        let info = crate::operations::GET_MARKET_SESSIONS;
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
    /// List the markets with their trading rules.
    ///
    /// Without `marketType` the spot and the perpetual markets are listed, and no others.
    ///
    /// `GET /api/v1/markets`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_markets), and answers captured from it.
    #[builder(
        builder_type(
            name = GetMarketsCall,
            doc{#[doc = " The call [`Client::get_markets`](crate::Client::get_markets), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_markets_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetMarketsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_markets<'a>(
        &'a self,
        /// The kinds of market to list, the key repeated for each. Defaults to `SPOT` and `PERP`.
        market_type: Option<&'a [types::MarketType]>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Market>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/markets")
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .build()?;
        let info = crate::operations::GET_MARKETS;
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
    /// List how much of each market's contracts is open now.
    ///
    /// Of one market, or of all when no `symbol` is given.
    ///
    /// `GET /api/v1/openInterest`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_open_interest), and answers captured from it.
    #[builder(
        builder_type(
            name = GetOpenInterestCall,
            doc{#[doc = " The call [`Client::get_open_interest`](crate::Client::get_open_interest), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_open_interest_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetOpenInterestCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_open_interest<'a>(
        &'a self,
        /// Only this market, for example `SOL_USDC_PERP`.
        symbol: Option<&'a str>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::OpenInterest>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/openInterest")
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_OPEN_INTEREST;
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
    /// List events that can be bet on, with their prediction markets.
    ///
    /// `GET /api/v1/prediction`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_prediction_events), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetPredictionEventsCall,
            doc{#[doc = " The call [`Client::get_prediction_events`](crate::Client::get_prediction_events), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_prediction_events_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetPredictionEventsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_prediction_events<'a>(
        &'a self,
        /// Only the event of this prediction market, for example `SOLABOVE150_USDC_PREDICTION`.
        symbol: Option<&'a str>,
        /// Only events with this tag, by the tag's `slug`.
        tag_slug: Option<&'a str>,
        /// Only the event with this `slug`.
        event_slug: Option<&'a str>,
        /// Only events of this series, by the series' `slug`.
        series_slug: Option<&'a str>,
        /// Only events that are resolved, or only those that are not.
        resolved: Option<bool>,
        /// How many events to give at the most. Defaults to `100`, at most `1000`.
        limit: Option<u64>,
        /// How many events to skip. Defaults to `0`.
        offset: Option<u64>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Event>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/prediction")
            .query(&backpack_runtime::QueryParam::new("eventSlug", &event_slug))
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("resolved", &resolved))
            .query(&backpack_runtime::QueryParam::new("seriesSlug", &series_slug))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .query(&backpack_runtime::QueryParam::new("tagSlug", &tag_slug))
            .build()?;
        let info = crate::operations::GET_PREDICTION_EVENTS;
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
    /// List the tags of prediction events.
    ///
    /// `GET /api/v1/prediction/tags`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_prediction_tags), and answers captured from it.
    #[builder(
        builder_type(
            name = GetPredictionTagsCall,
            doc{#[doc = " The call [`Client::get_prediction_tags`](crate::Client::get_prediction_tags), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_prediction_tags_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetPredictionTagsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_prediction_tags<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Tag>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/prediction/tags")
            .build()?;
        let info = crate::operations::GET_PREDICTION_TAGS;
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
    /// List the securities that can be traded, with the sessions they trade in.
    ///
    /// `GET /api/v1/securities`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_securities), and answers captured from it.
    #[builder(
        builder_type(
            name = GetSecuritiesCall,
            doc{#[doc = " The call [`Client::get_securities`](crate::Client::get_securities), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_securities_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetSecuritiesCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_securities<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Security>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/securities")
            .build()?;
        let info = crate::operations::GET_SECURITIES;
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
    /// Get how one market moved in the last day or week.
    ///
    /// `GET /api/v1/ticker`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_ticker), and answers captured from it.
    #[builder(
        builder_type(
            name = GetTickerCall,
            doc{#[doc = " The call [`Client::get_ticker`](crate::Client::get_ticker), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_ticker_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetTickerCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_ticker<'a>(
        &'a self,
        /// The market, for example `SOL_USDC`.
        #[builder(start_fn)]
        symbol: &'a str,
        /// How far back the statistics reach. Which one is the default is not published.
        interval: Option<types::TickerInterval>,
    ) -> Result<
        ResponseValue<::std::option::Option<types::Ticker>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/ticker")
            .query(&backpack_runtime::QueryParam::new("interval", &interval))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_TICKER;
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
    /// List how every market moved in the last day or week.
    ///
    /// `GET /api/v1/tickers`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_tickers), and answers captured from it.
    #[builder(
        builder_type(
            name = GetTickersCall,
            doc{#[doc = " The call [`Client::get_tickers`](crate::Client::get_tickers), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_tickers_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetTickersCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_tickers<'a>(
        &'a self,
        /// How far back the statistics reach. Which one is the default is not published.
        interval: Option<types::TickerInterval>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Ticker>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/tickers")
            .query(&backpack_runtime::QueryParam::new("interval", &interval))
            .build()?;
        let info = crate::operations::GET_TICKERS;
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
impl<'a, S> GetFundingIntervalRatesCall<'a, S>
where
    S: get_funding_interval_rates_call::State + 'a,
    S::Limit: get_funding_interval_rates_call::IsUnset,
    S::Offset: get_funding_interval_rates_call::IsUnset,
{
    /// Streams the rows of [`get_funding_interval_rates`](crate::Client::get_funding_interval_rates), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::FundingIntervalRate, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
    pub fn stream_from(
        self,
        pages: Pages,
    ) -> impl Stream<
        Item = Result<types::FundingIntervalRate, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
impl<'a, S> GetPredictionEventsCall<'a, S>
where
    S: get_prediction_events_call::State + 'a,
    S::Limit: get_prediction_events_call::IsUnset,
    S::Offset: get_prediction_events_call::IsUnset,
{
    /// Streams the rows of [`get_prediction_events`](crate::Client::get_prediction_events), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends where `X-Total` says, or at an empty page.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::Event, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
    pub fn stream_from(
        self,
        pages: Pages,
    ) -> impl Stream<
        Item = Result<types::Event, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_depth_call::IsComplete> GetDepthCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::Depth>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<
    'a,
    S: get_funding_interval_rates_call::IsComplete,
> GetFundingIntervalRatesCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::FundingIntervalRate>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_klines_call::IsComplete> GetKlinesCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Kline>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_mark_prices_call::IsComplete> GetMarkPricesCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::MarkPrice>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_market_call::IsComplete> GetMarketCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::Market>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_market_holidays_call::IsComplete> GetMarketHolidaysCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::MarketHoliday>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_market_sessions_call::IsComplete> GetMarketSessionsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::MarketSession>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_markets_call::IsComplete> GetMarketsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Market>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_open_interest_call::IsComplete> GetOpenInterestCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::OpenInterest>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_prediction_events_call::IsComplete> GetPredictionEventsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Event>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_prediction_tags_call::IsComplete> GetPredictionTagsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Tag>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_securities_call::IsComplete> GetSecuritiesCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Security>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_ticker_call::IsComplete> GetTickerCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::option::Option<types::Ticker>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_tickers_call::IsComplete> GetTickersCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Ticker>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
