//! Callers of the loopback server, each with a client that is created once.

use backpack_api::{Client, Credentials, RateLimits, types};
use backpack_signing::ed25519_dalek::{Signature, VerifyingKey};
use backpack_signing::signature::{Keypair, Signer};
use bpx_api_client::BpxClient;
use reqwest::StatusCode;
use reqwest::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};
use rust_decimal::Decimal;

use super::{PUBLIC_PATH, UNSIGNED_PATH};
use crate::{Failure, SECRET};

/// Implementation of one of the two calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caller {
    /// reqwest alone: a URL as a string, and the bytes of the response.
    Raw(Call),
    /// Steps of the generated public call, sent by reqwest: no runtime, middleware, retries or rate limits.
    Bare,
    /// This SDK.
    Ours(Call),
    /// Private call of this SDK, signed with AWS-LC.
    OursAwsLc,
    /// The exchange's client.
    Official(Call),
}

/// Kind of call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    /// Public call with one parameter.
    Public,
    /// Private call with three parameters.
    Private,
}

/// Clients of all callers.
pub(super) struct Clients {
    http: reqwest::Client,
    public_url: String,
    unsigned_url: String,
    url: String,
    ours: Client,
    ours_aws_lc: Client,
    official: BpxClient,
}

impl Clients {
    /// Creates clients of the server at `url`.
    pub(super) fn new(url: &str) -> Result<Self, Failure> {
        let credentials = Credentials::from_secret(SECRET)?;
        Ok(Self {
            http: reqwest::Client::builder().build()?,
            public_url: format!("{url}{PUBLIC_PATH}?symbol=SOL_USDC"),
            unsigned_url: format!(
                "{url}{UNSIGNED_PATH}?autoBorrow=true&autoLendRedeem=true&symbol=SOL"
            ),
            url: url.to_owned(),
            ours: ours(url, credentials.clone())?,
            ours_aws_lc: ours(url, credentials.with_aws_lc()?)?,
            official: BpxClient::builder().base_url(url).secret(SECRET).build()?,
        })
    }

    /// Makes a call, and checks the response.
    pub(super) async fn call(&self, caller: Caller) -> Result<(), Failure> {
        let is_expected = match caller {
            Caller::Raw(Call::Public) => !self.bytes(&self.public_url).await?.is_empty(),
            Caller::Raw(Call::Private) => !self.bytes(&self.unsigned_url).await?.is_empty(),
            Caller::Bare => {
                let (ticker, ..) = self.bare_ticker(None, None, "SOL_USDC").await?;
                ticker.is_some_and(|ticker| is_last_price(ticker.last_price))
            }
            Caller::Ours(Call::Public) => {
                let ticker = self.ours.get_ticker("SOL_USDC").send().await?.into_inner();
                ticker.is_some_and(|ticker| is_last_price(ticker.last_price))
            }
            Caller::Official(Call::Public) => {
                let ticker = self.official.get_ticker("SOL_USDC").await?;
                is_last_price(ticker.last_price)
            }
            Caller::Ours(Call::Private) => max_withdrawal(&self.ours).await?,
            Caller::OursAwsLc => max_withdrawal(&self.ours_aws_lc).await?,
            Caller::Official(Call::Private) => {
                let options = (Some(true), Some(true));
                let call = self
                    .official
                    .get_account_max_withdrawal("SOL", options.0, options.1);
                is_quantity(call.await?.max_withdrawal_quantity)
            }
        };
        if is_expected {
            Ok(())
        } else {
            Err(format!("{caller:?}: unexpected response").into())
        }
    }

    async fn bytes(&self, url: &str) -> Result<bytes::Bytes, Failure> {
        let response = self.http.get(url).send().await?.error_for_status()?;
        Ok(response.bytes().await?)
    }

    /// Calls `get_ticker` with the steps of the generated call, and returns value, status and headers.
    async fn bare_ticker(
        &self,
        interval: Option<&str>,
        source: Option<&str>,
        symbol: &str,
    ) -> Result<(Option<types::Ticker>, StatusCode, HeaderMap), Failure> {
        let url = format!("{}{PUBLIC_PATH}", self.url);
        let mut headers = HeaderMap::with_capacity(1);
        headers.append(
            HeaderName::from_static("api-version"),
            HeaderValue::from_static("1.0"),
        );
        let request = self
            .http
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&interval.map(|interval| [("interval", interval)]))
            .query(&source.map(|source| [("source", source)]))
            .query(&[("symbol", symbol)])
            .headers(headers)
            .build()?;
        let mut response = self.http.execute(request).await?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let body = response.bytes().await?;
        match status.as_u16() {
            200 => {
                let value = serde_json::from_str(std::str::from_utf8(&body)?)?;
                Ok((value, status, headers))
            }
            _ => Err(format!("unexpected status {status}").into()),
        }
    }
}

/// Creates a client of this SDK.
fn ours<S>(url: &str, credentials: Credentials<S>) -> Result<Client, Failure>
where
    S: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey> + Send + Sync + 'static,
{
    let client = Client::builder()
        .base_url(url)
        .credentials(credentials)
        // The rate limits are on, and always have a permit.
        .rate_limits(RateLimits::per_minute(u32::MAX, u32::MAX));
    Ok(client.build()?)
}

/// Makes the private call of this SDK, and returns whether the response is the expected one.
async fn max_withdrawal(client: &Client) -> Result<bool, Failure> {
    let call = client.get_max_withdrawal_quantity("SOL");
    let limit = call.auto_borrow(true).auto_lend_redeem(true).send().await?;
    Ok(is_quantity(limit.max_withdrawal_quantity))
}

/// Returns whether a price is that of [`PUBLIC_BODY`](super::PUBLIC_BODY).
fn is_last_price(value: Decimal) -> bool {
    value == Decimal::new(14_212, 2)
}

/// Returns whether a quantity is that of [`PRIVATE_BODY`](super::PRIVATE_BODY).
fn is_quantity(value: Decimal) -> bool {
    value == Decimal::new(12_345_678_901, 9)
}
