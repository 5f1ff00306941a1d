// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/assets.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{PageError, Pages, Stream};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Get every asset, with the networks it can be deposited from and withdrawn to.
    ///
    /// `GET /api/v1/assets`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Assets/operation/get_assets), and answers captured from it.
    #[builder(
        builder_type(
            name = GetAssetsCall,
            doc{#[doc = " The call [`Client::get_assets`](crate::Client::get_assets), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_assets_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetAssetsCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_assets<'a>(
        &'a self,
        /// A country as its two-letter code (ISO 3166-1 alpha-2), for example `JP`. Only tokens that are available there are listed then.
        country: Option<&'a str>,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::MarketAsset>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/assets")
            .query(&backpack_runtime::QueryParam::new("country", &country))
            .build()?;
        let info = crate::operations::GET_ASSETS;
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
    /// Get what each asset counts for as collateral.
    ///
    /// `GET /api/v1/collateral`, public.
    ///
    /// Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/Assets/operation/get_collateral_parameters), and answers captured from it.
    #[builder(
        builder_type(
            name = GetCollateralParametersCall,
            doc{#[doc = " The call [`Client::get_collateral_parameters`](crate::Client::get_collateral_parameters), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_collateral_parameters_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetCollateralParametersCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_collateral_parameters<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::CollateralSummary>>,
        Error<types::ApiErrorResponse>,
    > {
        #[allow(unused_mut)]
        let mut request = self
            .inner
            .request(::reqwest::Method::GET, "/api/v1/collateral")
            .build()?;
        let info = crate::operations::GET_COLLATERAL_PARAMETERS;
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
impl<'a, S: get_assets_call::IsComplete> GetAssetsCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::MarketAsset>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
#[cfg(feature = "blocking")]
impl<
    'a,
    S: get_collateral_parameters_call::IsComplete,
> GetCollateralParametersCall<'a, S> {
    /// Sends the request and waits for the answer; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Those of `send`, and a refusal inside an asynchronous runtime.
    pub fn send_blocking(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<types::CollateralSummary>>,
        Error<types::ApiErrorResponse>,
    > {
        crate::blocking::wait(self.send())
    }
}
