// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/borrow-lend-markets.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Get the yearly yields of borrowing, lending and staking.
    ///
    /// `GET /api/v1/borrowLend/apy`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend-Markets/operation/get_apy_rates), and answers captured from it.
    #[builder(
        builder_type(
            name = GetApyRatesCall,
            doc{#[doc = " The call [`Client::get_apy_rates`](crate::Client::get_apy_rates), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_apy_rates_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetApyRatesCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_apy_rates<'a>(
        &'a self,
        /// The id of a VIP tier whose rates are asked for. The rates without a tier when left out.
        tier_id: Option<i32>,
    ) -> Result<ResponseValue<types::ApyRates>, Error<types::ApiErrorResponse>> {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/borrowLend/apy")
            .query(&backpack_runtime::QueryParam::new("tierId", &tier_id))
            .build()?;
        let info = crate::operations::GET_APY_RATES;
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
    /// Get every borrow lend market, with its rates and limits.
    ///
    /// `GET /api/v1/borrowLend/markets`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend-Markets/operation/get_borrow_lend_markets), and answers captured from it.
    #[builder(
        builder_type(
            name = GetBorrowLendMarketsCall,
            doc{#[doc = " The call [`Client::get_borrow_lend_markets`](crate::Client::get_borrow_lend_markets), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_borrow_lend_markets_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetBorrowLendMarketsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_borrow_lend_markets<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendMarket>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/borrowLend/markets")
            .build()?;
        let info = crate::operations::GET_BORROW_LEND_MARKETS;
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
    /// Get how the rates and quantities of a borrow lend market developed.
    ///
    /// A row does not say which market it is of, so name one with `symbol` where that matters.
    ///
    /// `GET /api/v1/borrowLend/markets/history`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend-Markets/operation/get_borrow_lend_markets_history), and answers captured from it.
    #[builder(
        builder_type(
            name = GetBorrowLendMarketsHistoryCall,
            doc{#[doc = " The call [`Client::get_borrow_lend_markets_history`](crate::Client::get_borrow_lend_markets_history), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_borrow_lend_markets_history_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetBorrowLendMarketsHistoryCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_borrow_lend_markets_history<'a>(
        &'a self,
        /// How much history to return.
        #[builder(start_fn)]
        interval: types::BorrowLendMarketHistoryInterval,
        /// The market, named by its asset, for example `SOL`. All markets when left out.
        symbol: Option<&'a str>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendHistory>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/borrowLend/markets/history")
            .query(&backpack_runtime::QueryParam::new("interval", &interval))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_BORROW_LEND_MARKETS_HISTORY;
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
#[cfg(feature = "blocking")]
impl<'a, S: get_apy_rates_call::IsComplete> GetApyRatesCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<ResponseValue<types::ApyRates>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<'a, S: get_borrow_lend_markets_call::IsComplete> GetBorrowLendMarketsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendMarket>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<
    'a,
    S: get_borrow_lend_markets_history_call::IsComplete,
> GetBorrowLendMarketsHistoryCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendHistory>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
