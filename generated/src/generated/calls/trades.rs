// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/trades.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// List the latest trades of a market, newest first.
    ///
    /// No more than the last `1000` trades can be had here. For older ones see `get_historical_trades`.
    ///
    /// `GET /api/v1/trades`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Trades/operation/get_recent_trades), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The market, for example `SOL_USDC`.
    pub fn get_recent_trades<'a>(&'a self, symbol: &'a str) -> GetRecentTradesCall<'a> {
        GetRecentTradesCall {
            client: self,
            symbol,
            limit: None,
        }
    }
    /// List trades of a market as far back as there are any.
    ///
    /// `GET /api/v1/trades/history`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Trades/operation/get_historical_trades), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `symbol`: The market, for example `SOL_USDC`.
    pub fn get_historical_trades<'a>(
        &'a self,
        symbol: &'a str,
    ) -> GetHistoricalTradesCall<'a> {
        GetHistoricalTradesCall {
            client: self,
            symbol,
            limit: None,
            offset: None,
        }
    }
}
/// The call [`Client::get_recent_trades`](crate::Client::get_recent_trades); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetRecentTradesCall<'a> {
    client: &'a Client,
    symbol: &'a str,
    limit: Option<u16>,
}
impl<'a> GetRecentTradesCall<'a> {
    /// How many trades to give at the most. Defaults to `100`, at most `1000`.
    pub fn limit(mut self, limit: u16) -> Self {
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
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Trade>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol, limit } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/trades")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_RECENT_TRADES;
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
        ResponseValue<::std::vec::Vec<types::Trade>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_historical_trades`](crate::Client::get_historical_trades); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetHistoricalTradesCall<'a> {
    client: &'a Client,
    symbol: &'a str,
    limit: Option<u64>,
    offset: Option<u64>,
}
impl<'a> GetHistoricalTradesCall<'a> {
    /// How many trades to give at the most. Defaults to `100`, at most `1000`.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }
    /// How many trades to skip. Defaults to `0`.
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
        ResponseValue<::std::vec::Vec<types::Trade>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, symbol, limit, offset } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/trades/history")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_HISTORICAL_TRADES;
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
        ResponseValue<::std::vec::Vec<types::Trade>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
    /// Streams the rows of [`get_historical_trades`](crate::Client::get_historical_trades), page after page.
    ///
    /// It starts at the `offset` that was set, else at the first row, and its pages have as many rows as the
    /// `limit` that was set, else 100; a limit outside 1 to 1000 is taken to the nearer of the two.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends at a page that is shorter than asked for.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::Trade, PageError<types::ApiErrorResponse>>,
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
        Item = Result<types::Trade, PageError<types::ApiErrorResponse>>,
    > + 'a {
        backpack_runtime::page_stream(
            pages,
            move |limit, offset| { self.clone().limit(limit).offset(offset).send() },
        )
    }
}
