//! Building a `reqwest::Request` from a URL and a typed payload, and signing it.
//!
//! The floor signs the text that such a request has, and does nothing else.

use std::hint::black_box;

use aws_lc_rs::signature::Ed25519KeyPair;
use backpack_api::types::{
    OrderExecutePayload, OrderTypeEnum, SelfTradePrevention, Side as OrderSide, TimeInForce,
};
use backpack_signing::ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use backpack_signing::signature::{Keypair, Signer};
use backpack_signing::{
    Clock, Credentials, FixedClock, Instruction, Payload, SigningMiddleware, SystemClock,
    Timestamp, Window, signed_text,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bpx_api_client::BpxClient;
use bpx_api_client::types::order as theirs;
use http::Method;
use reqwest::Request;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::case::{Case, FLOOR, Limit, OFFICIAL, OURS, OURS_AWS_LC, Side};
use crate::{Failure, SECRET};

/// Nothing is sent: the address is one where nobody listens.
const BASE: &str = "http://127.0.0.1:9";

/// How many orders are in the batch.
const BATCH: u32 = 50;

/// The bare signature of aws-lc-rs, for comparison.
const AWS_LC_RS: &str = "aws-lc-rs, bare";

/// The cases.
///
/// # Errors
///
/// A client that cannot be built.
pub fn cases() -> Result<Vec<Case>, Failure> {
    let clients = Clients::new()?;
    Ok(vec![
        clients.get(
            "GET with 3 parameters",
            Reach {
                dalek: &[Limit::Time(1.05, FLOOR), Limit::Allocations(7.0)],
                aws_lc: &[Limit::Time(0.60, FLOOR)],
            },
        )?,
        clients.post(
            "order with 10 fields",
            "/api/v1/order",
            our_order(0)?,
            their_order(0),
            Reach {
                dalek: &[Limit::Time(1.10, FLOOR), Limit::Allocations(10.0)],
                aws_lc: &[Limit::Time(0.65, FLOOR)],
            },
        )?,
        clients.post(
            "batch of 50 orders",
            "/api/v1/orders",
            (0..BATCH).map(our_order).collect::<Result<Vec<_>, _>>()?,
            (0..BATCH).map(their_order).collect::<Vec<_>>(),
            Reach {
                dalek: &[Limit::Time(1.35, FLOOR), Limit::Allocations(16.0)],
                aws_lc: &[],
            },
        )?,
    ])
}

/// What ours signs with.
trait OurSigner: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey> + 'static {}
impl<S: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey> + 'static> OurSigner for S {}

/// What ours is to reach with each of its signers.
struct Reach {
    dalek: &'static [Limit],
    aws_lc: &'static [Limit],
}

/// The signers alone, with the same key.
fn bare_signers() -> Result<(SigningKey, Ed25519KeyPair), Failure> {
    let seed = STANDARD.decode(SECRET)?;
    let aws = Ed25519KeyPair::from_seed_unchecked(&seed)?;
    Ok((SigningKey::from_bytes(seed.as_slice().try_into()?), aws))
}

/// What builds the requests; each client is made once, as in a program.
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

    /// Three parameters in the query.
    fn get(&self, name: &'static str, reach: Reach) -> Result<Case, Failure> {
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
            reach,
        )
    }

    /// A body: the same in the types of both sides.
    fn post<Ours, Theirs>(
        &self,
        name: &'static str,
        path: &str,
        ours: Ours,
        theirs: Theirs,
        reach: Reach,
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
            reach,
        )
    }
}

/// A case from the two ways to build a request: ours is signed here, theirs comes signed.
fn case(
    name: &'static str,
    instruction: Instruction,
    ours: impl Fn() -> Result<Request, Failure> + Clone + 'static,
    theirs: impl Fn() -> Result<Request, Failure> + Clone + 'static,
    reach: Reach,
) -> Result<Case, Failure> {
    let now = SystemClock.now();
    let text = text_of(&ours()?, &instruction, now)?;
    let (dalek, aws) = bare_signers()?;
    let credentials = Credentials::from_secret(SECRET)?;
    let with_dalek = signed(credentials.clone(), ours.clone(), instruction.clone());
    let with_aws_lc = signed(
        credentials.with_aws_lc()?,
        ours.clone(),
        instruction.clone(),
    );

    let check = {
        let theirs = theirs.clone();
        move || check(&ours, &theirs, &instruction)
    };
    let (floor_text, aws_text) = (text.clone(), text);
    Ok(Case {
        name,
        sides: vec![
            Side::new(FLOOR, move || {
                black_box(dalek.sign(black_box(floor_text.as_bytes())));
                Ok(())
            }),
            Side::new(AWS_LC_RS, move || {
                black_box(aws.sign(black_box(aws_text.as_bytes())));
                Ok(())
            }),
            Side::new(OURS, with_dalek).reaching(reach.dalek),
            Side::new(OURS_AWS_LC, with_aws_lc).reaching(reach.aws_lc),
            Side::new(OFFICIAL, move || {
                black_box(theirs()?);
                Ok(())
            }),
        ],
        check: Box::new(check),
    })
}

/// Builds a request and signs it with ours.
fn signed<S: OurSigner>(
    credentials: Credentials<S>,
    request: impl Fn() -> Result<Request, Failure> + 'static,
    instruction: Instruction,
) -> impl FnMut() -> Result<(), Failure> + 'static {
    let middleware = SigningMiddleware::new(credentials);
    move || {
        let mut request = request()?;
        middleware.sign_request(&mut request, &instruction, None)?;
        black_box(request);
        Ok(())
    }
}

/// All sides sign the same bytes at the same time.
fn check(
    ours: &impl Fn() -> Result<Request, Failure>,
    theirs: &impl Fn() -> Result<Request, Failure>,
    instruction: &Instruction,
) -> Result<(), Failure> {
    let theirs = theirs()?;
    // The time is theirs: their client takes none.
    let now: Timestamp = header(&theirs, "x-timestamp")?.parse()?;
    let credentials = Credentials::from_secret(SECRET)?;
    let with_dalek = signed_at(now, credentials.clone(), ours()?, instruction)?;
    let with_aws_lc = signed_at(now, credentials.with_aws_lc()?, ours()?, instruction)?;

    let text = text_of(&with_dalek, instruction, now)?;
    if text != text_of(&theirs, instruction, now)? {
        return Err("this SDK and the official client do not have the same payload".into());
    }
    let (dalek, aws) = bare_signers()?;
    let floor = STANDARD.encode(dalek.sign(text.as_bytes()).to_bytes());
    let requests = [
        (OURS, &with_dalek),
        (OURS_AWS_LC, &with_aws_lc),
        (OFFICIAL, &theirs),
    ];
    let mut signatures = vec![(AWS_LC_RS, STANDARD.encode(aws.sign(text.as_bytes())))];
    for (who, request) in requests {
        signatures.push((who, header(request, "x-signature")?.to_owned()));
    }
    match signatures.iter().find(|(_, signature)| *signature != floor) {
        Some((who, _)) => Err(format!("{who} does not sign what the floor signs").into()),
        None => Ok(()),
    }
}

/// The request, signed with ours at `now`.
fn signed_at<S: OurSigner>(
    now: Timestamp,
    credentials: Credentials<S>,
    mut request: Request,
    instruction: &Instruction,
) -> Result<Request, Failure> {
    let middleware = SigningMiddleware::new(credentials).with_clock(FixedClock::new(now));
    middleware.sign_request(&mut request, instruction, None)?;
    Ok(request)
}

fn header<'a>(request: &'a Request, name: &str) -> Result<&'a str, Failure> {
    let value = request.headers().get(name);
    Ok(value.ok_or_else(|| format!("no {name}"))?.to_str()?)
}

fn text_of(
    request: &Request,
    instruction: &Instruction,
    now: Timestamp,
) -> Result<String, Failure> {
    let body = request.body().and_then(reqwest::Body::as_bytes);
    let payload = Payload::new(request.url().query(), body);
    Ok(signed_text(instruction, payload, now, Window::DEFAULT)?
        .as_str()
        .to_owned())
}

/// Price and quantity of an order of the batch.
fn terms(id: u32) -> (Decimal, Decimal) {
    (
        Decimal::new(14_212 + i64::from(id), 2),
        Decimal::new(150 + i64::from(id), 2),
    )
}

/// An order with ten fields.
fn our_order(id: u32) -> Result<OrderExecutePayload, Failure> {
    let (price, quantity) = terms(id);
    let order = OrderExecutePayload::builder()
        .auto_borrow(false)
        .client_id(1000 + id)
        .order_type(OrderTypeEnum::Limit)
        .post_only(true)
        .price(price)
        .quantity(quantity)
        .self_trade_prevention(SelfTradePrevention::RejectTaker)
        .side(OrderSide::Bid)
        .symbol("SOL_USDC")
        .time_in_force(TimeInForce::Gtc)
        .build();
    order.check()?;
    Ok(order)
}

/// The same order in the types of the official client.
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
    /// What is compared is the same: every side signs the same bytes.
    #[test]
    fn sides_agree() {
        for case in super::cases().unwrap() {
            (case.check)().unwrap_or_else(|error| panic!("{}: {error}", case.name));
        }
    }
}
