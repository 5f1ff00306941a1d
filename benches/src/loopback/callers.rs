//! Who calls, each with a client that is made once.

use backpack_api::{Client, Credentials, RateLimits, types};
use backpack_signing::ed25519_dalek::{Signature, VerifyingKey};
use backpack_signing::signature::{Keypair, Signer};
use bpx_api_client::BpxClient;
use reqwest::StatusCode;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use rust_decimal::Decimal;

use super::{PUBLIC_PATH, UNSIGNED_PATH};
use crate::{Failure, SECRET};

/// A way to make one of the two calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caller {
    /// reqwest alone: a URL as text, and the bytes of the answer.
    Raw(Call),
    /// What is generated for the public call, sent by reqwest itself: no runtime, no middleware, no retries, no limits.
    Bare,
    /// This SDK.
    Ours(Call),
    /// The private call of this SDK, signed with AWS-LC.
    OursAwsLc,
    /// The exchange's own client.
    Official(Call),
}

/// The two calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    /// Public, with one parameter.
    Public,
    /// Private, with three parameters.
    Private,
}

/// The clients.
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
    /// Clients of the server at `url`.
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

    /// Makes the call, and checks that the answer is the server's.
    pub(super) async fn call(&self, caller: Caller) -> Result<(), Failure> {
        let right = match caller {
            Caller::Raw(Call::Public) => !self.bytes(&self.public_url).await?.is_empty(),
            Caller::Raw(Call::Private) => !self.bytes(&self.unsigned_url).await?.is_empty(),
            Caller::Bare => {
                let (answer, ..) = self.bare_ticker("SOL_USDC", None).await?;
                answer.is_some_and(|answer| is_last_price(answer.last_price))
            }
            Caller::Ours(Call::Public) => {
                let answer = self.ours.get_ticker("SOL_USDC").send().await?.into_inner();
                answer.is_some_and(|answer| is_last_price(answer.last_price))
            }
            Caller::Official(Call::Public) => {
                let answer = self.official.get_ticker("SOL_USDC").await?;
                is_last_price(answer.last_price)
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
        if right {
            Ok(())
        } else {
            Err(format!("{caller:?} got another answer").into())
        }
    }

    async fn bytes(&self, url: &str) -> Result<bytes::Bytes, Failure> {
        let answer = self.http.get(url).send().await?.error_for_status()?;
        Ok(answer.bytes().await?)
    }

    /// Step by step what the generated `get_ticker` does; its answer keeps the status and the headers too.
    async fn bare_ticker(
        &self,
        symbol: &str,
        interval: Option<&str>,
    ) -> Result<(Option<types::Ticker>, StatusCode, HeaderMap), Failure> {
        let url = format!("{}{PUBLIC_PATH}", self.url);
        let request = self
            .http
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&interval.map(|interval| [("interval", interval)]))
            .query(&[("symbol", symbol)])
            .build()?;
        let mut answer = self.http.execute(request).await?;
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        let body = answer.bytes().await?;
        match status.as_u16() {
            200 => {
                let value = serde_json::from_str(std::str::from_utf8(&body)?)?;
                Ok((value, status, headers))
            }
            _ => Err(format!("the server answered {status}").into()),
        }
    }
}

/// A client of this SDK.
fn ours<S>(url: &str, credentials: Credentials<S>) -> Result<Client, Failure>
where
    S: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey> + Send + Sync + 'static,
{
    let client = Client::builder()
        .base_url(url)
        .credentials(credentials)
        // The limits are there, and there is always a turn.
        .rate_limits(RateLimits::per_minute(u32::MAX, u32::MAX));
    Ok(client.build()?)
}

/// The private call of this SDK, and whether its answer is right.
async fn max_withdrawal(client: &Client) -> Result<bool, Failure> {
    let call = client.get_max_withdrawal_quantity("SOL");
    let answer = call.auto_borrow(true).auto_lend_redeem(true).send().await?;
    Ok(is_quantity(answer.max_withdrawal_quantity))
}

/// The value in [`PUBLIC_BODY`](super::PUBLIC_BODY).
fn is_last_price(value: Decimal) -> bool {
    value == Decimal::new(14_212, 2)
}

/// The value in [`PRIVATE_BODY`](super::PRIVATE_BODY).
fn is_quantity(value: Decimal) -> bool {
    value == Decimal::new(12_345_678_901, 9)
}
