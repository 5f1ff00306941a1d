// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/assets.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
impl Client {
    /// Get every asset, with the networks it can be deposited from and withdrawn to.
    ///
    /// `GET /api/v1/assets`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Assets/operation/get_assets), and answers captured from it.
    pub fn get_assets(&self) -> GetAssetsCall<'_> {
        GetAssetsCall {
            client: self,
            country: None,
        }
    }
    /// Get what each asset counts for as collateral.
    ///
    /// `GET /api/v1/collateral`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Assets/operation/get_collateral_parameters), and answers captured from it.
    pub fn get_collateral_parameters(&self) -> GetCollateralParametersCall<'_> {
        GetCollateralParametersCall {
            client: self,
        }
    }
}
/// The call [`Client::get_assets`](crate::Client::get_assets); [`send`](Self::send) sends it. An option that is set again takes the later value.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetAssetsCall<'a> {
    client: &'a Client,
    country: Option<&'a str>,
}
impl<'a> GetAssetsCall<'a> {
    /// A country as its two-letter code (ISO 3166-1 alpha-2), for example `JP`. Only tokens that are available there are listed then.
    pub fn country(mut self, country: &'a str) -> Self {
        self.country = Some(country);
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
        ResponseValue<::std::vec::Vec<types::MarketAsset>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client, country } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/assets")
            .query(&backpack_runtime::QueryParam::new("country", &country))
            .build()?;
        let info = crate::operations::GET_ASSETS;
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
        ResponseValue<::std::vec::Vec<types::MarketAsset>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
/// The call [`Client::get_collateral_parameters`](crate::Client::get_collateral_parameters); [`send`](Self::send) sends it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetCollateralParametersCall<'a> {
    client: &'a Client,
}
impl<'a> GetCollateralParametersCall<'a> {
    /// Sends the request and decodes the answer.
    ///
    /// # Errors
    ///
    /// What was refused before sending, could not be signed, failed on the way, was refused by the
    /// exchange, or answered with a body that the API does not document: see [`Error`].
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::CollateralSummary>>,
        Error<types::ApiErrorResponse>,
    > {
        let Self { client } = self;
        #[allow(unused_mut)]
        let mut request = client
            .inner
            .request(::reqwest::Method::GET, "/api/v1/collateral")
            .build()?;
        let info = crate::operations::GET_COLLATERAL_PARAMETERS;
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
        ResponseValue<::std::vec::Vec<types::CollateralSummary>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
