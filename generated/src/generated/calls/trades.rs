// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/trades.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// List the latest trades of a market, newest first.
    ///
    /// No more than the last `1000` trades can be had here. For older ones see `get_historical_trades`.
    ///
    /// `GET /api/v1/trades`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Trades/operation/get_recent_trades), and answers captured from it.
    #[builder(
        builder_type(
            name = GetRecentTradesCall,
            doc{#[doc = " The call [`Client::get_recent_trades`](crate::Client::get_recent_trades), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_recent_trades_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetRecentTradesCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_recent_trades<'a>(
        &'a self,
        /// The market, for example `SOL_USDC`.
        #[builder(start_fn)]
        symbol: &'a str,
        /// How many trades to give at the most. Defaults to `100`, at most `1000`.
        limit: Option<u16>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Trade>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/trades")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_RECENT_TRADES;
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
    /// List trades of a market as far back as there are any.
    ///
    /// `GET /api/v1/trades/history`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Trades/operation/get_historical_trades), and answers captured from it.
    #[builder(
        derive(Clone),
        builder_type(
            name = GetHistoricalTradesCall,
            doc{#[doc = " The call [`Client::get_historical_trades`](crate::Client::get_historical_trades), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_historical_trades_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetHistoricalTradesCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_historical_trades<'a>(
        &'a self,
        /// The market, for example `SOL_USDC`.
        #[builder(start_fn)]
        symbol: &'a str,
        /// How many trades to give at the most. Defaults to `100`, at most `1000`.
        limit: Option<u64>,
        /// How many trades to skip. Defaults to `0`.
        offset: Option<u64>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Trade>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/trades/history")
            .query(&backpack_runtime::QueryParam::new("limit", &limit))
            .query(&backpack_runtime::QueryParam::new("offset", &offset))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_HISTORICAL_TRADES;
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
impl<'a, S> GetHistoricalTradesCall<'a, S>
where
    S: get_historical_trades_call::State + 'a,
    S::Limit: get_historical_trades_call::IsUnset,
    S::Offset: get_historical_trades_call::IsUnset,
{
    /// Streams the rows of [`get_historical_trades`](crate::Client::get_historical_trades), a page of 100 at a time.
    ///
    /// One page is in memory at a time, and the next is asked for when its rows have been taken.
    /// It ends at a page that is shorter than asked for.
    /// An error ends it, and says at which offset to go on.
    pub fn stream(
        self,
    ) -> impl Stream<
        Item = Result<types::Trade, PageError<types::ApiErrorResponse>>,
    > + 'a {
        self.stream_from(Pages::default())
    }
    /// Like [`stream`](Self::stream), with pages of another size or from another offset.
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
#[cfg(feature = "blocking")]
impl<'a, S: get_recent_trades_call::IsComplete> GetRecentTradesCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Trade>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_historical_trades_call::IsComplete> GetHistoricalTradesCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::Trade>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
