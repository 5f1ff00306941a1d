// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls of openapi/account.yaml.

#[allow(unused_imports, reason = "not every group needs all")]
use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
use crate::{Client, types};
#[bon::bon]
impl Client {
    /// Get the largest quantity of an asset that can be withdrawn now.
    ///
    /// The limit follows from the balance, the open exposure and the margin requirements of the account, and from whether the withdrawal may borrow or redeem lent funds.
    ///
    /// `GET /api/v1/account/limits/withdrawal`, signed with the instruction `maxWithdrawalQuantity`.
    #[builder(
        builder_type(
            name = GetMaxWithdrawalQuantityCall,
            doc{#[doc = " The call [`Client::get_max_withdrawal_quantity`](crate::Client::get_max_withdrawal_quantity), with its options; [`send`](Self::send) sends it."]}
        ),
        state_mod(
            name = get_max_withdrawal_quantity_call,
            vis = "pub",
            doc{#[doc = " The states of [`GetMaxWithdrawalQuantityCall`]."]}
        ),
        finish_fn(
            name = send,
            doc{#[doc = r" Sends the request and decodes the answer."]#[doc = r""]#[doc = r" # Errors"]#[doc = r""]#[doc = r" What was refused before sending, could not be signed, failed on the way, was refused by the"]#[doc = r" exchange, or answered with a body that the API does not document: see [`Error`]."]}
        )
    )]
    pub async fn get_max_withdrawal_quantity<'a>(
        &'a self,
        /// The asset to withdraw, for example `SOL`.
        #[builder(start_fn)]
        symbol: &'a str,
        /// Whether the withdrawal may borrow what the balance does not cover.
        auto_borrow: Option<bool>,
        /// Whether the withdrawal may redeem funds that are lent out.
        auto_lend_redeem: Option<bool>,
    ) -> Result<
        ResponseValue<types::MaxWithdrawalQuantity>,
        Error<types::ApiErrorResponse>,
    > {
        let url = format!("{}/api/v1/account/limits/withdrawal", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&backpack_runtime::QueryParam::new("autoBorrow", &auto_borrow))
            .query(
                &backpack_runtime::QueryParam::new("autoLendRedeem", &auto_lend_redeem),
            )
            .query(&backpack_runtime::QueryParam::new("symbol", &symbol))
            .build()?;
        let info = crate::operations::GET_MAX_WITHDRAWAL_QUANTITY;
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
