//! Building a `reqwest::Request` from a URL and a typed payload, and signing it.
//!
//! The baseline only signs the string to sign of the request.

use std::hint::black_box;

use aws_lc_rs::signature::Ed25519KeyPair;
use backpack_api::types::{
    OrderExecutePayload, OrderType, SelfTradePrevention, Side as OrderSide, TimeInForce,
};
use backpack_signing::ed25519_dalek::{Signature, SigningKey};
use backpack_signing::signature::Signer;
use backpack_signing::{
    Clock, Credentials, Instruction, Payload, SystemClock, Timestamp, Window, sign_request,
    string_to_sign,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bpx_api_client::BpxClient;
use bpx_api_client::types::order as theirs;
use http::Method;
use reqwest::Request;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::case::{BASELINE, Case, OFFICIAL, OURS, OURS_AWS_LC, Side, Target};
use crate::{Failure, SECRET};

/// Base URL of the requests, which are not sent.
const BASE: &str = "http://127.0.0.1:9";

/// Number of orders in the batch.
const BATCH: u32 = 50;

/// Signature by aws-lc-rs alone, for comparison.
const AWS_LC_RS: &str = "aws-lc-rs, bare";

/// Returns the cases.
///
/// # Errors
///
/// Returns an error if a client cannot be built.
pub fn cases() -> Result<Vec<Case>, Failure> {
    let clients = Clients::new()?;
    Ok(vec![
        clients.get(
            "GET with 3 parameters",
            SignerTargets {
                dalek: &[Target::Time(1.12, BASELINE), Target::Allocations(10.0)],
                aws_lc: &[Target::Time(0.60, BASELINE)],
            },
        )?,
        clients.post(
            "order with 10 fields",
            "/api/v1/order",
            our_order(0)?,
            their_order(0),
            SignerTargets {
                dalek: &[Target::Time(1.15, BASELINE), Target::Allocations(14.0)],
                aws_lc: &[Target::Time(0.65, BASELINE)],
            },
        )?,
        clients.post(
            "batch of 50 orders",
            "/api/v1/orders",
            (0..BATCH).map(our_order).collect::<Result<Vec<_>, _>>()?,
            (0..BATCH).map(their_order).collect::<Vec<_>>(),
            SignerTargets {
                dalek: &[Target::Time(0.55, OFFICIAL)],
                aws_lc: &[],
            },
        )?,
    ])
}

/// Targets of this SDK with each of its signers.
struct SignerTargets {
    dalek: &'static [Target],
    aws_lc: &'static [Target],
}

/// Creates the bare signers with the same key.
fn bare_signers() -> Result<(SigningKey, Ed25519KeyPair), Failure> {
    let seed = STANDARD.decode(SECRET)?;
    let aws = Ed25519KeyPair::from_seed_unchecked(&seed)?;
    Ok((SigningKey::from_bytes(seed.as_slice().try_into()?), aws))
}

/// Clients that build the requests, created once.
struct Clients {
    http: reqwest::Client,
    official: BpxClient,
}

impl Clients {
    fn new() -> Result<Self, Failure> {
        Ok(Self {
            http: reqwest::Client::builder().build()?,
            official: BpxClient::builder().base_url(BASE).secret(SECRET).build()?,
        })
    }

    /// Creates a case of a request with three query parameters.
    fn get(&self, name: &'static str, targets: SignerTargets) -> Result<Case, Failure> {
        const INSTRUCTION: &str = "maxWithdrawalQuantity";
        let query = "autoBorrow=true&autoLendRedeem=true&symbol=SOL";
        let our_url = format!("{BASE}/api/v1/account/limits/withdrawal?{query}");
        let their_url = our_url.clone();
        let (http, official) = (self.http.clone(), self.official.clone());
        case(
            name,
            Instruction::from_static(INSTRUCTION),
            move || Ok(http.get(&our_url).build()?),
            move || {
                let payload = None::<&()>;
                Ok(
                    official.build_signed_request(
                        &*their_url,
                        Method::GET,
                        INSTRUCTION,
                        payload,
                    )?,
                )
            },
            targets,
        )
    }

    /// Creates a case of a request with a body, given in the types of both sides.
    fn post<Ours, Theirs>(
        &self,
        name: &'static str,
        path: &str,
        ours: Ours,
        theirs: Theirs,
        targets: SignerTargets,
    ) -> Result<Case, Failure>
    where
        Ours: Serialize + Clone + 'static,
        Theirs: Serialize + Clone + 'static,
    {
        const INSTRUCTION: &str = "orderExecute";
        let our_url = format!("{BASE}{path}");
        let their_url = our_url.clone();
        let (http, official) = (self.http.clone(), self.official.clone());
        case(
            name,
            Instruction::from_static(INSTRUCTION),
            move || Ok(http.post(&our_url).json(&ours).build()?),
            move || {
                let payload = Some(&theirs);
                Ok(official.build_signed_request(
                    &*their_url,
                    Method::POST,
                    INSTRUCTION,
                    payload,
                )?)
            },
            targets,
        )
    }
}

/// Creates a case from functions that build a request. Ours is signed here, theirs is signed already.
fn case(
    name: &'static str,
    instruction: Instruction,
    ours: impl Fn() -> Result<Request, Failure> + Clone + 'static,
    theirs: impl Fn() -> Result<Request, Failure> + Clone + 'static,
    targets: SignerTargets,
) -> Result<Case, Failure> {
    let now = SystemClock.now();
    let text = string_to_sign_of(&ours()?, &instruction, now)?;
    let (dalek, aws) = bare_signers()?;
    let credentials = Credentials::from_secret(SECRET)?;
    let with_dalek = build_and_sign(credentials.clone(), ours.clone(), instruction.clone());
    let with_aws_lc = build_and_sign(
        credentials.with_aws_lc()?,
        ours.clone(),
        instruction.clone(),
    );

    let check = {
        let theirs = theirs.clone();
        move || check(&ours, &theirs, &instruction)
    };
    let (baseline_text, aws_text) = (text.clone(), text);
    Ok(Case {
        name,
        sides: vec![
            Side::new(BASELINE, move || {
                black_box(dalek.sign(black_box(baseline_text.as_bytes())));
                Ok(())
            }),
            Side::new(AWS_LC_RS, move || {
                black_box(aws.sign(black_box(aws_text.as_bytes())));
                Ok(())
            }),
            Side::new(OURS, with_dalek).with_targets(targets.dalek),
            Side::new(OURS_AWS_LC, with_aws_lc).with_targets(targets.aws_lc),
            Side::new(OFFICIAL, move || {
                black_box(theirs()?);
                Ok(())
            }),
        ],
        check: Box::new(check),
    })
}

/// Returns a function that builds a request and signs it with this SDK.
fn build_and_sign<S: Signer<Signature> + 'static>(
    credentials: Credentials<S>,
    request: impl Fn() -> Result<Request, Failure> + 'static,
    instruction: Instruction,
) -> impl FnMut() -> Result<(), Failure> + 'static {
    move || {
        let mut request = request()?;
        let now = SystemClock.now();
        sign_request(
            &credentials,
            &mut request,
            &instruction,
            now,
            Window::DEFAULT,
        )?;
        black_box(request);
        Ok(())
    }
}

/// Checks that all sides sign the same bytes with the same timestamp.
fn check(
    ours: &impl Fn() -> Result<Request, Failure>,
    theirs: &impl Fn() -> Result<Request, Failure>,
    instruction: &Instruction,
) -> Result<(), Failure> {
    let theirs = theirs()?;
    // The timestamp is that of the official client, which does not accept one.
    let now: Timestamp = header(&theirs, "x-timestamp")?.parse()?;
    let credentials = Credentials::from_secret(SECRET)?;
    let with_dalek = sign_at(now, credentials.clone(), ours()?, instruction)?;
    let with_aws_lc = sign_at(now, credentials.with_aws_lc()?, ours()?, instruction)?;

    let text = string_to_sign_of(&with_dalek, instruction, now)?;
    if text != string_to_sign_of(&theirs, instruction, now)? {
        return Err("this SDK and the official client have different payloads".into());
    }
    let (dalek, aws) = bare_signers()?;
    let baseline = STANDARD.encode(dalek.sign(text.as_bytes()).to_bytes());
    let requests = [
        (OURS, &with_dalek),
        (OURS_AWS_LC, &with_aws_lc),
        (OFFICIAL, &theirs),
    ];
    let mut signatures = vec![(AWS_LC_RS, STANDARD.encode(aws.sign(text.as_bytes())))];
    for (side, request) in requests {
        signatures.push((side, header(request, "x-signature")?.to_owned()));
    }
    match signatures
        .iter()
        .find(|(_, signature)| *signature != baseline)
    {
        Some((side, _)) => Err(format!("{side}: the signature is not that of the baseline").into()),
        None => Ok(()),
    }
}

/// Signs the request with this SDK at `now`.
fn sign_at<S: Signer<Signature>>(
    now: Timestamp,
    credentials: Credentials<S>,
    mut request: Request,
    instruction: &Instruction,
) -> Result<Request, Failure> {
    sign_request(
        &credentials,
        &mut request,
        instruction,
        now,
        Window::DEFAULT,
    )?;
    Ok(request)
}

fn header<'a>(request: &'a Request, name: &str) -> Result<&'a str, Failure> {
    let value = request.headers().get(name);
    Ok(value.ok_or_else(|| format!("no {name}"))?.to_str()?)
}

fn string_to_sign_of(
    request: &Request,
    instruction: &Instruction,
    now: Timestamp,
) -> Result<String, Failure> {
    let body = request.body().and_then(reqwest::Body::as_bytes);
    let payload = Payload::new(request.url().query(), body);
    Ok(string_to_sign(instruction, payload, now, Window::DEFAULT)?
        .as_str()
        .to_owned())
}

/// Returns price and quantity of an order of the batch.
fn terms(id: u32) -> (Decimal, Decimal) {
    (
        Decimal::new(14_212 + i64::from(id), 2),
        Decimal::new(150 + i64::from(id), 2),
    )
}

/// Creates an order with ten fields.
fn our_order(id: u32) -> Result<OrderExecutePayload, Failure> {
    let (price, quantity) = terms(id);
    let order = OrderExecutePayload::new("SOL_USDC", OrderSide::Bid, OrderType::Limit)
        .auto_borrow(false)
        .client_id(1000 + id)
        .post_only(true)
        .price(price)
        .quantity(quantity)
        .self_trade_prevention(SelfTradePrevention::RejectTaker)
        .time_in_force(TimeInForce::Gtc);
    order.check()?;
    Ok(order)
}

/// Creates the same order in the types of the official client.
fn their_order(id: u32) -> theirs::ExecuteOrderPayload {
    let (price, quantity) = terms(id);
    theirs::ExecuteOrderPayload {
        auto_borrow: Some(false),
        client_id: Some(1000 + id),
        order_type: theirs::OrderType::Limit,
        post_only: Some(true),
        price: Some(price),
        quantity: Some(quantity),
        self_trade_prevention: Some(theirs::SelfTradePrevention::RejectTaker),
        side: theirs::Side::Bid,
        symbol: "SOL_USDC".to_owned(),
        time_in_force: Some(theirs::TimeInForce::GTC),
        ..theirs::ExecuteOrderPayload::default()
    }
}

#[cfg(test)]
mod tests {
    /// All sides sign the same bytes.
    #[test]
    fn sides_sign_same_bytes() {
        for case in super::cases().unwrap() {
            (case.check)().unwrap_or_else(|error| panic!("{}: {error}", case.name));
        }
    }
}
