// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/borrow-lend-markets.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Get the yearly yields of borrowing, lending and staking.
    ///
    /// `GET /api/v1/borrowLend/apy`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend-Markets/operation/get_apy_rates), and answers captured from it.
    pub fn get_apy_rates(&self) -> GetApyRatesCall<'_> {
        GetApyRatesCall {
            client: self,
            tier_id: None,
        }
    }
    /// Get every borrow lend market, with its rates and limits.
    ///
    /// `GET /api/v1/borrowLend/markets`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend-Markets/operation/get_borrow_lend_markets), and answers captured from it.
    pub fn get_borrow_lend_markets(&self) -> GetBorrowLendMarketsCall<'_> {
        GetBorrowLendMarketsCall {
            client: self,
        }
    }
    /// Get how the rates and quantities of a borrow lend market developed.
    ///
    /// A row does not say which market it is of, so name one with `symbol` where that matters.
    ///
    /// `GET /api/v1/borrowLend/markets/history`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Borrow-Lend-Markets/operation/get_borrow_lend_markets_history), and answers captured from it.
    ///
    /// # Arguments
    ///
    /// - `interval`: How much history to return.
    pub fn get_borrow_lend_markets_history(
        &self,
        interval: types::BorrowLendMarketHistoryInterval,
    ) -> GetBorrowLendMarketsHistoryCall<'_> {
        GetBorrowLendMarketsHistoryCall {
            client: self,
            interval,
            symbol: None,
        }
    }
}
/// The call [`Client::get_apy_rates`](crate::Client::get_apy_rates); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetApyRatesCall<'a> {
    client: &'a Client,
    tier_id: Option<i32>,
}
impl<'a> GetApyRatesCall<'a> {
    /// The id of a VIP tier whose rates are asked for. The rates without a tier when left out.
    pub fn tier_id(mut self, tier_id: i32) -> Self {
        self.tier_id = Some(tier_id);
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
    ) -> Result<ResponseValue<types::ApyRates>, Error<types::ApiErrorResponse>> {
        let Self { client, tier_id } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/borrowLend/apy")
            .query(&backpack_runtime::QueryParam::new("tierId", &tier_id))
            .build()?;
        let info = crate::operations::GET_APY_RATES;
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
    ) -> Result<ResponseValue<types::ApyRates>, Error<types::ApiErrorResponse>> {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_borrow_lend_markets`](crate::Client::get_borrow_lend_markets); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetBorrowLendMarketsCall<'a> {
    client: &'a Client,
}
impl<'a> GetBorrowLendMarketsCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::BorrowLendMarket>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/borrowLend/markets")
            .build()?;
        let info = crate::operations::GET_BORROW_LEND_MARKETS;
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
        ResponseValue<::std::vec::Vec<types::BorrowLendMarket>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_borrow_lend_markets_history`](crate::Client::get_borrow_lend_markets_history); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetBorrowLendMarketsHistoryCall<'a> {
    client: &'a Client,
    interval: types::BorrowLendMarketHistoryInterval,
    symbol: Option<&'a str>,
}
impl<'a> GetBorrowLendMarketsHistoryCall<'a> {
    /// The market, named by its asset, for example `SOL`. All markets when left out.
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
        ResponseValue<::std::vec::Vec<types::BorrowLendHistory>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, interval, symbol } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/borrowLend/markets/history")
            .query(&backpack_runtime::QueryParam::new("interval", &interval))
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_BORROW_LEND_MARKETS_HISTORY;
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
        ResponseValue<::std::vec::Vec<types::BorrowLendHistory>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
