//! Safe under failure: what each fault does to a call that only reads, to an order, and to a cancel.
//!
//! The table is printed; run with `--nocapture` to see it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::time::Duration;

use backpack_api::types::{OrderCancelPayload, OrderExecutePayload, OrderTypeEnum, Side};
use backpack_api::{CallOptions, Client, Error, RateLimits, RetryPolicy};
use backpack_sandbox::{Answer, Fault, FaultKind, RetryAfter, Sandbox};

/// How often a request is sent at the most in these tests.
const ATTEMPTS: u32 = 3;

/// What is longer than an attempt may take.
const LONG: Duration = Duration::from_millis(700);

/// How long an attempt may take.
const ATTEMPT: Duration = Duration::from_millis(250);

fn client(sandbox: &Sandbox) -> Client {
    backpack_tests::logs::keep();
    Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .attempt_timeout(ATTEMPT)
        .retry(
            RetryPolicy::default()
                .attempts(ATTEMPTS)
                .backoff(Duration::from_millis(2), Duration::from_millis(10)),
        )
        .build()
        .unwrap()
}

fn order() -> OrderExecutePayload {
    OrderExecutePayload::builder()
        .symbol("SOL_USDC")
        .side(Side::Bid)
        .order_type(OrderTypeEnum::Limit)
        .price("142".parse().unwrap())
        .quantity("1".parse().unwrap())
        .client_id(7)
        .build()
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Get,
    Order,
    Cancel,
}

const KINDS: [Kind; 3] = [Kind::Get, Kind::Order, Kind::Cancel];

impl Kind {
    const fn operation(self) -> &'static str {
        match self {
            Self::Get => "get_balances",
            Self::Order => "execute_order",
            Self::Cancel => "cancel_order",
        }
    }

    async fn call(self, client: &Client) -> Result<(), Error> {
        match self {
            Self::Get => client.get_balances().send().await.map(drop),
            Self::Order => client.execute_order(&order()).send().await.map(drop),
            Self::Cancel => {
                let body = OrderCancelPayload::builder()
                    .symbol("SOL_USDC")
                    .order_id("1")
                    .build();
                client.cancel_order(&body).send().await.map(drop)
            }
        }
    }
}

/// What a fault may do to a request that changes something.
#[derive(Clone, Copy, PartialEq)]
enum Effect {
    /// It certainly did nothing, so it is sent again, by whichever method.
    Nothing,
    /// It may have happened: it is sent again only where that does no harm.
    Unknown,
    /// It is refused, and sending it again would not help.
    Refused,
    /// It is accepted without a body.
    Accepted,
}

/// A fault by its name, how it is made, and what it may do.
type Row = (&'static str, fn() -> Fault, Effect);

/// Every kind of fault, and what it may do.
fn faults() -> Vec<Row> {
    vec![
        (
            "reset before it is read",
            Fault::reset_before_reading,
            Effect::Unknown,
        ),
        (
            "reset before execution",
            Fault::reset_before_execution,
            Effect::Unknown,
        ),
        (
            "reset after execution",
            Fault::reset_after_execution,
            Effect::Unknown,
        ),
        (
            "silence before execution",
            || Fault::delay_before_execution(LONG),
            Effect::Unknown,
        ),
        (
            "silence after execution",
            || Fault::delay_after_execution(LONG),
            Effect::Unknown,
        ),
        (
            "429",
            || Fault::rate_limited(RetryAfter::Unsaid),
            Effect::Nothing,
        ),
        (
            "429, wait 0 s",
            || Fault::rate_limited(RetryAfter::Seconds(0)),
            Effect::Nothing,
        ),
        (
            "500 before execution",
            || Fault::server_error_before_execution(500),
            Effect::Unknown,
        ),
        (
            "502 before execution",
            || Fault::server_error_before_execution(502),
            Effect::Unknown,
        ),
        (
            "503 before execution",
            || Fault::server_error_before_execution(503),
            Effect::Unknown,
        ),
        (
            "503 after execution",
            || Fault::server_error_after_execution(503),
            Effect::Unknown,
        ),
        (
            "504 after execution",
            || Fault::server_error_after_execution(504),
            Effect::Unknown,
        ),
        (
            "HTML 403",
            || Fault::html_before_execution(403),
            Effect::Refused,
        ),
        (
            "HTML 502",
            || Fault::html_before_execution(502),
            Effect::Unknown,
        ),
        (
            "HTML 503 after execution",
            || Fault::html_after_execution(503),
            Effect::Unknown,
        ),
        ("cut-off body", Fault::truncated_body, Effect::Unknown),
        ("slow body", || Fault::slow_body(8, LONG), Effect::Unknown),
        ("timestamp refused", Fault::expired, Effect::Refused),
        (
            "202 before it is done",
            Fault::accepted_before_execution,
            Effect::Accepted,
        ),
        (
            "202 when it is done",
            Fault::accepted_after_execution,
            Effect::Accepted,
        ),
    ]
}

/// The table of the house: how many requests the exchange saw, what the caller got, and that nothing was done twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn table() {
    println!(
        "{:<26} {:<7} {:<6} {:>4} {:>5} {:<8} what the caller got",
        "fault", "struck", "call", "seen", "done", "unknown"
    );
    for (name, fault, effect) in faults() {
        for always in [false, true] {
            for kind in KINDS {
                row(name, fault, effect, always, kind).await;
            }
        }
    }
}

async fn row(name: &str, fault: fn() -> Fault, effect: Effect, always: bool, kind: Kind) {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let injected = if always { fault().always() } else { fault() };
    // What strikes before a request is read strikes whichever it would have been.
    if injected.kind() == FaultKind::ResetBeforeReading {
        sandbox.faults().add(injected).unwrap();
    } else {
        sandbox.on(kind.operation()).fault(injected).unwrap();
    }
    let outcome = kind.call(&client).await;

    let requests = sandbox.requests();
    let seen = requests.len() as u64 + sandbox.resets();
    let done = requests.iter().filter(|request| request.executed()).count();
    let unknown = outcome.as_ref().is_err_and(Error::outcome_unknown);
    let got = match &outcome {
        Ok(()) => "an answer".to_owned(),
        Err(error) => error.to_string(),
    };
    let struck = if always { "always" } else { "once" };
    let call = format!("{kind:?}").to_lowercase();
    println!("{name:<26} {struck:<7} {call:<6} {seen:>4} {done:>5} {unknown:<8} {got}");
    let what = format!("{name}, {struck}, {call}");

    // Nothing that changes something is done twice. That is the point of it all.
    if kind != Kind::Get {
        assert!(done <= 1, "{what}: done {done} times");
    }
    // A 500 says that the exchange itself failed: asking again at once is no better.
    let repeatable = match (effect, kind) {
        (Effect::Nothing, _) => true,
        (Effect::Unknown, Kind::Get) => !name.starts_with("500"),
        _ => false,
    };
    let attempts = match (repeatable, always) {
        (false, _) => 1,
        (true, false) => 2,
        (true, true) => u64::from(ATTEMPTS),
    };
    assert_eq!(seen, attempts, "{what}");
    // A cancel that was accepted did not fail; nothing else is answered so.
    let succeeds = (repeatable && !always) || (effect == Effect::Accepted && kind == Kind::Cancel);
    assert_eq!(outcome.is_ok(), succeeds, "{what}: {outcome:?}");
    if let Err(error) = &outcome {
        let may_exist = kind != Kind::Get && matches!(effect, Effect::Unknown | Effect::Accepted);
        assert_eq!(error.outcome_unknown(), may_exist, "{what}: {error:?}");
        assert_eq!(u64::from(error.attempts()), attempts, "{what}");
        // Whoever is told that nothing happened can rely on it.
        if kind != Kind::Get && !error.outcome_unknown() {
            assert_eq!(done, 0, "{what}");
        }
    }
    // Each attempt is signed anew: the sandbox verified each, and no two signatures are the same.
    for (index, request) in requests.iter().enumerate() {
        assert!(
            request.authentication().is_verified(),
            "{what}: {:?}",
            request.authentication()
        );
        let same = requests[..index].iter().any(|other| {
            other.header("X-Signature") == request.header("X-Signature")
                && other.header("X-Timestamp") != request.header("X-Timestamp")
        });
        assert!(!same, "{what}: a signature was reused");
    }
    // And the client works on.
    sandbox.faults().clear();
    let calm = Sandbox::start().await.unwrap();
    kind.call(&self::client(&calm)).await.unwrap();
}

/// No connection at all: certainly nothing happened, so even an order is tried again, and the error says so.
#[tokio::test]
async fn no_connection() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    sandbox.stop().await;
    for kind in KINDS {
        let error = kind.call(&client).await.unwrap_err();
        assert!(error.is_connect() && !error.outcome_unknown(), "{error:?}");
        assert_eq!(error.attempts(), ATTEMPTS);
    }
}

/// An exchange that comes back while a call is being repeated: the order is placed once.
#[tokio::test]
async fn comes_back() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.address();
    sandbox.stop().await;
    let client = Client::builder()
        .base_url(format!("http://{address}"))
        .credentials(Sandbox::credentials())
        .retry(
            RetryPolicy::default()
                .attempts(50)
                .backoff(Duration::from_millis(20), Duration::from_millis(20)),
        )
        .build()
        .unwrap();
    let call = tokio::spawn(async move {
        client
            .execute_order(&order())
            .send()
            .await
            .map(|answer| answer.attempts())
    });
    tokio::task::yield_now().await;
    let sandbox = Sandbox::builder().bind(address).start().await.unwrap();
    let attempts = call.await.unwrap().unwrap();
    assert!(attempts >= 1);
    assert_eq!(sandbox.requests().len(), 1);
}

/// With the risk taken, an order that carries a client id is repeated; one without is not, nor is a cancel.
#[tokio::test]
async fn orders_with_a_client_id() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .retry(
            RetryPolicy::default()
                .backoff(Duration::from_millis(2), Duration::from_millis(10))
                .repeat_orders_with_client_id(true),
        )
        .build()
        .unwrap();
    sandbox
        .on("execute_order")
        .fault(Fault::reset_before_execution())
        .unwrap();
    let answer = client.execute_order(&order()).send().await.unwrap();
    assert_eq!(answer.attempts(), 2);

    let mut nameless = order();
    nameless.client_id = None;
    sandbox
        .on("execute_order")
        .fault(Fault::reset_before_execution())
        .unwrap();
    let error = client.execute_order(&nameless).send().await.unwrap_err();
    assert!(
        error.outcome_unknown() && error.attempts() == 1,
        "{error:?}"
    );

    sandbox
        .on("execute_order_batch")
        .fault(Fault::reset_before_execution().times(2))
        .unwrap();
    client
        .execute_order_batch(&[order(), order()])
        .send()
        .await
        .unwrap();
    let error = client
        .execute_order_batch(&[order(), nameless])
        .send()
        .await;
    assert!(error.is_ok(), "the faults are used up");
    sandbox
        .on("cancel_order")
        .fault(Fault::reset_before_execution())
        .unwrap();
    assert!(
        Kind::Cancel
            .call(&client)
            .await
            .unwrap_err()
            .outcome_unknown()
    );
}

/// An order that is repeated at the caller's own risk: whatever the last attempt says, the first may have placed it.
#[tokio::test]
async fn doubt_outlives_the_attempt() {
    let risky = |limits: RateLimits, sandbox: &Sandbox| {
        Client::builder()
            .base_url(sandbox.url())
            .credentials(Sandbox::credentials())
            .timeout(Duration::from_secs(5))
            .rate_limits(limits)
            .retry(
                RetryPolicy::default()
                    .backoff(Duration::from_millis(2), Duration::from_millis(10))
                    .repeat_orders_with_client_id(true),
            )
            .build()
            .unwrap()
    };

    // Refused the second time, as an id that was used already could be.
    let sandbox = Sandbox::start().await.unwrap();
    let client = risky(RateLimits::default(), &sandbox);
    let on = sandbox.on("execute_order");
    on.fault(Fault::reset_after_execution()).unwrap();
    on.answer(Answer::api_error(400, "INVALID_CLIENT_REQUEST", "seen"))
        .unwrap();
    on.answer(Answer::api_error(400, "INVALID_CLIENT_REQUEST", "seen"))
        .unwrap();
    let error = client.execute_order(&order()).send().await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.attempts()),
        (400, 2)
    );
    assert!(error.outcome_unknown(), "{error:?}");

    // No turn for a second attempt: the error is that of the first, and says that it was sent.
    let sandbox = Sandbox::start().await.unwrap();
    let client = risky(RateLimits::per_minute(5, 5), &sandbox);
    sandbox
        .on("execute_order")
        .fault(Fault::reset_after_execution())
        .unwrap();
    let error = client.execute_order(&order()).send().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(error.outcome_unknown(), "{error:?}");
    assert!(!error.to_string().contains("Nothing was sent"), "{error}");

    // Nobody there the second time.
    let sandbox = Sandbox::start().await.unwrap();
    let client = risky(RateLimits::default(), &sandbox);
    sandbox
        .on("execute_order")
        .fault(Fault::delay_after_execution(LONG))
        .unwrap();
    let call = tokio::spawn({
        let hasty = CallOptions::new().attempt_timeout(ATTEMPT);
        let client = client.with(&hasty);
        async move { client.execute_order(&order()).send().await.map(drop) }
    });
    while sandbox.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    sandbox.stop().await;
    let error = call.await.unwrap().unwrap_err();
    assert!(error.attempts() > 1, "{error:?}");
    assert!(error.outcome_unknown(), "{error:?}");
    assert!(!error.to_string().contains("nothing was sent"), "{error}");
}

/// `Retry-After` is waited for, in both of its forms, and not beyond the time that the call has.
#[tokio::test]
async fn retry_after() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for wait in [
        RetryAfter::Seconds(1),
        RetryAfter::DateIn(Duration::from_secs(1)),
    ] {
        sandbox
            .on("execute_order")
            .fault(Fault::rate_limited(wait))
            .unwrap();
        let start = std::time::Instant::now();
        Kind::Order.call(&client).await.unwrap();
        assert!(
            start.elapsed() >= Duration::from_millis(900),
            "{:?}",
            start.elapsed()
        );
    }
    sandbox
        .on("get_balances")
        .fault(Fault::rate_limited(RetryAfter::Seconds(3_600)).always())
        .unwrap();
    let start = std::time::Instant::now();
    let error = Kind::Get.call(&client).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3_600)));
    assert_eq!(error.attempts(), 1);
    assert!(start.elapsed() < Duration::from_secs(5));
}
