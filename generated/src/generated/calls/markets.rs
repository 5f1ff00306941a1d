// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/markets.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Get the price levels of an order book.
    ///
    /// `GET /api/v1/depth`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_depth), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The market, for example `SOL_USDC`.
    pub fn get_depth<'a>(&'a self, symbol: &'a str) -> GetDepthCall<'a> {
        GetDepthCall {
            client: self,
            symbol,
            limit: None,
        }
    }
    /// List the funding rates of a market's past intervals, newest first.
    ///
    /// `GET /api/v1/fundingRates`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_funding_interval_rates), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The market, for example `SOL_USDC_PERP`.
    pub fn get_funding_interval_rates<'a>(
        &'a self,
        symbol: &'a str,
    ) -> GetFundingIntervalRatesCall<'a> {
        GetFundingIntervalRatesCall {
            client: self,
            symbol,
            limit: None,
            offset: None,
        }
    }
    /// List the K-lines (candles) of a market.
    ///
    /// An interval without trades is listed too, with null for its four prices.
    ///
    /// `GET /api/v1/klines`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_klines), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The market, for example `SOL_USDC`.
    /// - `interval`: How long each K-line is.
    /// - `start_time`: From when on, in Unix seconds.
    pub fn get_klines<'a>(
        &'a self,
        symbol: &'a str,
        interval: types::KlineInterval,
        start_time: ::jiff::Timestamp,
    ) -> GetKlinesCall<'a> {
        GetKlinesCall {
            client: self,
            symbol,
            interval,
            start_time,
            end_time: None,
            price_type: None,
        }
    }
    /// List mark prices, index prices and funding rates.
    ///
    /// Of one market, or of all markets of one kind.
    ///
    /// `GET /api/v1/markPrices`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_mark_prices), and answers captured from it.
    pub fn get_mark_prices(&self) -> GetMarkPricesCall<'_> {
        GetMarkPricesCall {
            client: self,
            symbol: None,
            market_type: None,
        }
    }
    /// Get one market with its trading rules.
    ///
    /// `GET /api/v1/market`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_market), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The market, for example `SOL_USDC`.
    pub fn get_market<'a>(&'a self, symbol: &'a str) -> GetMarketCall<'a> {
        GetMarketCall {
            client: self,
            symbol,
        }
    }
    /// List the days, or parts of days, on which a market of securities is closed.
    ///
    /// `GET /api/v1/market-holidays`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_market_holidays), and answers captured from it.
    pub fn get_market_holidays(&self) -> GetMarketHolidaysCall<'_> {
        GetMarketHolidaysCall {
            client: self,
        }
    }
    /// List the daily sessions in which securities trade.
    ///
    /// In which of them a security trades, and in which quantities, is a matter of the security: see `get_securities`. Days on which there is no session are listed by `get_market_holidays`.
    ///
    /// `GET /api/v1/market-sessions`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_market_sessions), and answers captured from it.
    pub fn get_market_sessions(&self) -> GetMarketSessionsCall<'_> {
        GetMarketSessionsCall {
            client: self,
        }
    }
    /// List the markets with their trading rules.
    ///
    /// Without `marketType` the spot and the perpetual markets are listed, and no others.
    ///
    /// `GET /api/v1/markets`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_markets), and answers captured from it.
    pub fn get_markets(&self) -> GetMarketsCall<'_> {
        GetMarketsCall {
            client: self,
            market_type: None,
        }
    }
    /// List how much of each market's contracts is open now.
    ///
    /// Of one market, or of all when no `symbol` is given.
    ///
    /// `GET /api/v1/openInterest`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_open_interest), and answers captured from it.
    pub fn get_open_interest(&self) -> GetOpenInterestCall<'_> {
        GetOpenInterestCall {
            client: self,
            symbol: None,
        }
    }
    /// List events that can be bet on, with their prediction markets.
    ///
    /// `GET /api/v1/prediction`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_prediction_events), and answers captured from it.
    pub fn get_prediction_events(&self) -> GetPredictionEventsCall<'_> {
        GetPredictionEventsCall {
            client: self,
            symbol: None,
            tag_slug: None,
            event_slug: None,
            series_slug: None,
            resolved: None,
            limit: None,
            offset: None,
        }
    }
    /// List the tags of prediction events.
    ///
    /// `GET /api/v1/prediction/tags`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_prediction_tags), and answers captured from it.
    pub fn get_prediction_tags(&self) -> GetPredictionTagsCall<'_> {
        GetPredictionTagsCall {
            client: self,
        }
    }
    /// List the securities that can be traded, with the sessions they trade in.
    ///
    /// `GET /api/v1/securities`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_securities), and answers captured from it.
    pub fn get_securities(&self) -> GetSecuritiesCall<'_> {
        GetSecuritiesCall { client: self }
    }
    /// Get how one market moved in the last day or week.
    ///
    /// `GET /api/v1/ticker`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_ticker), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The market, for example `SOL_USDC`.
    pub fn get_ticker<'a>(&'a self, symbol: &'a str) -> GetTickerCall<'a> {
        GetTickerCall {
            client: self,
            symbol,
            interval: None,
        }
    }
    /// List how every market moved in the last day or week.
    ///
    /// `GET /api/v1/tickers`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Markets/operation/get_tickers), and answers captured from it.
    pub fn get_tickers(&self) -> GetTickersCall<'_> {
        GetTickersCall {
            client: self,
            interval: None,
        }
    }
}
/// The call [`Client::get_depth`](crate::Client::get_depth); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetDepthCall<'a> {
    client: &'a Client,
    symbol: &'a str,
    limit: Option<types::DepthLimit>,
}
impl<'a> GetDepthCall<'a> {
    /// How many price levels to give on each side, from the best. It is `1000` when left out.
    pub fn limit(mut self, limit: types::DepthLimit) -> Self {
        self.limit = Some(limit);
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
    ) -> Result<ResponseValue<types::Depth>, Error<types::ApiErrorResponse>> {
        let Self { client, symbol, limit } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/depth")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_DEPTH;
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
    ) -> Result<ResponseValue<types::Depth>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_funding_interval_rates`](crate::Client::get_funding_interval_rates); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetFundingIntervalRatesCall<'a> {
    client: &'a Client,
    symbol: &'a str,
    limit: Option<u64>,
    offset: Option<u64>,
}
impl<'a> GetFundingIntervalRatesCall<'a> {
    /// How many intervals to give at the most. Defaults to `100`, at most `10000`.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }
    /// How many intervals to skip. Defaults to `0`.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
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
        ResponseValue<::std::vec::Vec<types::FundingIntervalRate>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol, limit, offset } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/fundingRates")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_FUNDING_INTERVAL_RATES;
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
        ResponseValue<::std::vec::Vec<types::FundingIntervalRate>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_funding_interval_rates`](crate::Client::get_funding_interval_rates), page after page.
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
        Item = Result<types::FundingIntervalRate, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::FundingIntervalRate, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
/// The call [`Client::get_klines`](crate::Client::get_klines); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetKlinesCall<'a> {
    client: &'a Client,
    symbol: &'a str,
    interval: types::KlineInterval,
    start_time: ::jiff::Timestamp,
    end_time: Option<::jiff::Timestamp>,
    price_type: Option<types::KlinePriceType>,
}
impl<'a> GetKlinesCall<'a> {
    /// Until when, in Unix seconds. Until now when left out.
    pub fn end_time(mut self, end_time: ::jiff::Timestamp) -> Self {
        self.end_time = Some(end_time);
        self
    }
    /// Which price the K-lines are made of. It is `Last` when left out.
    pub fn price_type(mut self, price_type: types::KlinePriceType) -> Self {
        self.price_type = Some(price_type);
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
        ResponseValue<::std::vec::Vec<types::Kline>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol, interval, start_time, end_time, price_type } = self;
        let end_time = end_time.map(crate::wire::UnixSeconds);
        let start_time = crate::wire::UnixSeconds(start_time);
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/klines")
            .query(&backpack_runtime::QueryParam::new("endTime", &end_time))
            .query(&backpack_runtime::QueryParam::new("interval", &interval))
            .query(&backpack_runtime::QueryParam::new("priceType", &price_type))
            .query(&backpack_runtime::QueryParam::new("startTime", &start_time))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_KLINES;
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
        ResponseValue<::std::vec::Vec<types::Kline>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_mark_prices`](crate::Client::get_mark_prices); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetMarkPricesCall<'a> {
    client: &'a Client,
    symbol: Option<&'a str>,
    market_type: Option<types::MarketType>,
}
impl<'a> GetMarkPricesCall<'a> {
    /// Only this market, for example `SOL_USDC_PERP`.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// The kind of market to list. Defaults to `PERP`.
    pub fn market_type(mut self, market_type: types::MarketType) -> Self {
        self.market_type = Some(market_type);
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
        ResponseValue<::std::vec::Vec<types::MarkPrice>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol, market_type } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/markPrices")
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_MARK_PRICES;
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
        ResponseValue<::std::vec::Vec<types::MarkPrice>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_market`](crate::Client::get_market); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetMarketCall<'a> {
    client: &'a Client,
    symbol: &'a str,
}
impl<'a> GetMarketCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::Market>, Error<types::ApiErrorResponse>> {
        let Self { client, symbol } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/market")
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_MARKET;
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
    ) -> Result<ResponseValue<types::Market>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_market_holidays`](crate::Client::get_market_holidays); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetMarketHolidaysCall<'a> {
    client: &'a Client,
}
impl<'a> GetMarketHolidaysCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::MarketHoliday>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/market-holidays")
            .build()?;
        let info = crate::operations::GET_MARKET_HOLIDAYS;
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
        ResponseValue<::std::vec::Vec<types::MarketHoliday>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_market_sessions`](crate::Client::get_market_sessions); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetMarketSessionsCall<'a> {
    client: &'a Client,
}
impl<'a> GetMarketSessionsCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::MarketSession>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/market-sessions")
            .build()?;
        let info = crate::operations::GET_MARKET_SESSIONS;
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
        ResponseValue<::std::vec::Vec<types::MarketSession>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_markets`](crate::Client::get_markets); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetMarketsCall<'a> {
    client: &'a Client,
    market_type: Option<&'a [types::MarketType]>,
}
impl<'a> GetMarketsCall<'a> {
    /// The kinds of market to list, the key repeated for each. Defaults to `SPOT` and `PERP`.
    pub fn market_type(mut self, market_type: &'a [types::MarketType]) -> Self {
        self.market_type = Some(market_type);
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
        ResponseValue<::std::vec::Vec<types::Market>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, market_type } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/markets")
            .query(&backpack_runtime::QueryParam::new("marketType", &market_type))
            .build()?;
        let info = crate::operations::GET_MARKETS;
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
        ResponseValue<::std::vec::Vec<types::Market>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_open_interest`](crate::Client::get_open_interest); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetOpenInterestCall<'a> {
    client: &'a Client,
    symbol: Option<&'a str>,
}
impl<'a> GetOpenInterestCall<'a> {
    /// Only this market, for example `SOL_USDC_PERP`.
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
        ResponseValue<::std::vec::Vec<types::OpenInterest>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/openInterest")
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_OPEN_INTEREST;
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
        ResponseValue<::std::vec::Vec<types::OpenInterest>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_prediction_events`](crate::Client::get_prediction_events); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetPredictionEventsCall<'a> {
    client: &'a Client,
    symbol: Option<&'a str>,
    tag_slug: Option<&'a str>,
    event_slug: Option<&'a str>,
    series_slug: Option<&'a str>,
    resolved: Option<bool>,
    limit: Option<u64>,
    offset: Option<u64>,
}
impl<'a> GetPredictionEventsCall<'a> {
    /// Only the event of this prediction market, for example `SOLABOVE150_USDC_PREDICTION`.
    pub fn symbol(mut self, symbol: &'a str) -> Self {
        self.symbol = Some(symbol);
        self
    }
    /// Only events with this tag, by the tag's `slug`.
    pub fn tag_slug(mut self, tag_slug: &'a str) -> Self {
        self.tag_slug = Some(tag_slug);
        self
    }
    /// Only the event with this `slug`.
    pub fn event_slug(mut self, event_slug: &'a str) -> Self {
        self.event_slug = Some(event_slug);
        self
    }
    /// Only events of this series, by the series' `slug`.
    pub fn series_slug(mut self, series_slug: &'a str) -> Self {
        self.series_slug = Some(series_slug);
        self
    }
    /// Only events that are resolved, or only those that are not.
    pub fn resolved(mut self, resolved: bool) -> Self {
        self.resolved = Some(resolved);
        self
    }
    /// How many events to give at the most. Defaults to `100`, at most `1000`.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }
    /// How many events to skip. Defaults to `0`.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
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
        ResponseValue<::std::vec::Vec<types::Event>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self {
            client,
            symbol,
            tag_slug,
            event_slug,
            series_slug,
            resolved,
            limit,
            offset,
        } = self;
        #[allow(unused_mut)]
        let mut request = client
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
        ResponseValue<::std::vec::Vec<types::Event>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_prediction_events`](crate::Client::get_prediction_events), page after page.
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
        Item = Result<types::Event, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::Event, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
/// The call [`Client::get_prediction_tags`](crate::Client::get_prediction_tags); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetPredictionTagsCall<'a> {
    client: &'a Client,
}
impl<'a> GetPredictionTagsCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Tag>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/prediction/tags")
            .build()?;
        let info = crate::operations::GET_PREDICTION_TAGS;
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
        ResponseValue<::std::vec::Vec<types::Tag>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_securities`](crate::Client::get_securities); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetSecuritiesCall<'a> {
    client: &'a Client,
}
impl<'a> GetSecuritiesCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Security>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/securities")
            .build()?;
        let info = crate::operations::GET_SECURITIES;
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
        ResponseValue<::std::vec::Vec<types::Security>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_ticker`](crate::Client::get_ticker); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetTickerCall<'a> {
    client: &'a Client,
    symbol: &'a str,
    interval: Option<types::TickerInterval>,
}
impl<'a> GetTickerCall<'a> {
    /// How far back the statistics reach. Which one is the default is not published.
    pub fn interval(mut self, interval: types::TickerInterval) -> Self {
        self.interval = Some(interval);
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
        ResponseValue<::std::option::Option<types::Ticker>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol, interval } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/ticker")
            .query(&backpack_runtime::QueryParam::new("interval", &interval))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_TICKER;
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
        ResponseValue<::std::option::Option<types::Ticker>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_tickers`](crate::Client::get_tickers); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetTickersCall<'a> {
    client: &'a Client,
    interval: Option<types::TickerInterval>,
}
impl<'a> GetTickersCall<'a> {
    /// How far back the statistics reach. Which one is the default is not published.
    pub fn interval(mut self, interval: types::TickerInterval) -> Self {
        self.interval = Some(interval);
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
        ResponseValue<::std::vec::Vec<types::Ticker>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, interval } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/tickers")
            .query(&backpack_runtime::QueryParam::new("interval", &interval))
            .build()?;
        let info = crate::operations::GET_TICKERS;
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
        ResponseValue<::std::vec::Vec<types::Ticker>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
