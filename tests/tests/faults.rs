//! Effect of each fault on a read-only call, an order, a change of settings, and cancels.
//!
//! The table is printed with `--nocapture`.

use std::time::Duration;

use backpack_api::types::{
    OrderCancelAllPayload, OrderCancelPayload, OrderExecutePayload, OrderType, Side,
    StrategyCancelPayload, UpdateAccountSettingsRequest,
};
use backpack_api::{CallOptions, Client, Error, RateLimits, RetryPolicy};
use backpack_sandbox::{Fault, MockResponse, Phase, RetryAfter, Sandbox};
use backpack_tests::support::dec;

/// Maximum number of attempts.
const ATTEMPTS: u32 = 3;

/// Delay above the attempt timeout.
const DELAY: Duration = Duration::from_millis(700);

/// Attempt timeout.
const ATTEMPT_TIMEOUT: Duration = Duration::from_millis(250);

fn client(sandbox: &Sandbox) -> Client {
    backpack_tests::logs::keep();
    Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .attempt_timeout(ATTEMPT_TIMEOUT)
        .retry(
            RetryPolicy::default()
                .attempts(ATTEMPTS)
                .backoff(Duration::from_millis(2), Duration::from_millis(10)),
        )
        .build()
        .unwrap()
}

fn order() -> OrderExecutePayload {
    OrderExecutePayload::new("SOL_USDC", Side::Bid, OrderType::Limit)
        .price(dec("142"))
        .quantity(dec("1"))
        .client_id(7)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Get,
    /// `POST`.
    Order,
    /// `PATCH`.
    Settings,
    /// `DELETE`.
    CancelAll,
    /// `DELETE`, by id: idempotent.
    Cancel,
}

const KINDS: [Kind; 5] = [
    Kind::Get,
    Kind::Order,
    Kind::Settings,
    Kind::CancelAll,
    Kind::Cancel,
];

impl Kind {
    const fn operation(self) -> &'static str {
        match self {
            Self::Get => "get_balances",
            Self::Order => "execute_order",
            Self::Settings => "update_account_settings",
            Self::CancelAll => "cancel_open_orders",
            Self::Cancel => "cancel_order",
        }
    }

    /// Returns whether a request that may have been executed is retried.
    const fn is_repeatable(self) -> bool {
        matches!(self, Self::Get | Self::Cancel)
    }

    async fn call(self, client: &Client) -> Result<(), Error> {
        match self {
            Self::Get => client.get_balances().send().await.map(drop),
            Self::Order => client.execute_order(order()).send().await.map(drop),
            Self::Settings => {
                let body = UpdateAccountSettingsRequest::default();
                let call = client.update_account_settings(body);
                call.send().await.map(drop)
            }
            Self::CancelAll => {
                let body = OrderCancelAllPayload::new("SOL_USDC");
                client.cancel_open_orders(body).send().await.map(drop)
            }
            Self::Cancel => {
                let body = OrderCancelPayload::new("SOL_USDC").order_id("1");
                client.cancel_order(body).send().await.map(drop)
            }
        }
    }
}

/// Possible effect of a mutating request that a fault hit.
#[derive(Clone, Copy, PartialEq)]
enum Effect {
    /// Certainly not executed: every request is retried.
    None,
    /// Possibly executed: only a read-only request and a cancel by id are retried.
    Unknown,
    /// Possibly executed, and a retry would have the same response: nothing is retried.
    UnknownFinal,
    /// Rejected: a retry would be rejected again.
    Rejected,
    /// Accepted, with a response without a body.
    Accepted,
}

/// Name, constructor and possible effect of a fault.
type Row = (&'static str, fn() -> Fault, Effect);

/// Returns every kind of fault with its possible effect.
fn faults() -> Vec<Row> {
    vec![
        (
            "reset before reading",
            Fault::reset_before_reading,
            Effect::Unknown,
        ),
        (
            "reset before execution",
            || Fault::reset().before_execution(),
            Effect::Unknown,
        ),
        (
            "reset after execution",
            || Fault::reset().after_execution(),
            Effect::Unknown,
        ),
        (
            "delay before execution",
            || Fault::delay(DELAY).before_execution(),
            Effect::Unknown,
        ),
        (
            "delay after execution",
            || Fault::delay(DELAY).after_execution(),
            Effect::Unknown,
        ),
        (
            "429",
            || Fault::rate_limited(RetryAfter::Absent).before_execution(),
            Effect::None,
        ),
        (
            "429, wait 0 s",
            || Fault::rate_limited(RetryAfter::Seconds(0)).before_execution(),
            Effect::None,
        ),
        (
            "500 before execution",
            || Fault::status(500).before_execution(),
            Effect::UnknownFinal,
        ),
        (
            "502 before execution",
            || Fault::status(502).before_execution(),
            Effect::Unknown,
        ),
        (
            "503 before execution",
            || Fault::status(503).before_execution(),
            Effect::Unknown,
        ),
        (
            "503 after execution",
            || Fault::status(503).after_execution(),
            Effect::Unknown,
        ),
        (
            "504 after execution",
            || Fault::status(504).after_execution(),
            Effect::Unknown,
        ),
        (
            "HTML 403",
            || Fault::html(403).before_execution(),
            Effect::UnknownFinal,
        ),
        (
            "JSON 400",
            || Fault::status(400).before_execution(),
            Effect::Rejected,
        ),
        (
            "plain text 400 after",
            || {
                let text = MockResponse::text(400, "parse request payload error");
                Fault::respond_with(text).after_execution()
            },
            Effect::UnknownFinal,
        ),
        (
            "JSON without code after",
            || {
                let json = MockResponse::bytes(400, "application/json", r#"{"message":"m"}"#);
                Fault::respond_with(json).after_execution()
            },
            Effect::UnknownFinal,
        ),
        (
            "empty 400 after",
            || Fault::respond_with(MockResponse::status(400)).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "JSON 408 after",
            || Fault::status(408).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "JSON 425 after",
            || Fault::status(425).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "JSON 499 after",
            || Fault::status(499).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "HTML 400 after",
            || Fault::html(400).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "HTML 401 after",
            || Fault::html(401).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "HTML 403 after",
            || Fault::html(403).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "HTML 404 after",
            || Fault::html(404).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "HTML 408 after",
            || Fault::html(408).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "HTML 409 after",
            || Fault::html(409).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "HTML 425 after",
            || Fault::html(425).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "HTML 429 after",
            || Fault::html(429).after_execution(),
            Effect::Unknown,
        ),
        (
            "HTML 499 after",
            || Fault::html(499).after_execution(),
            Effect::UnknownFinal,
        ),
        (
            "HTML 502",
            || Fault::html(502).before_execution(),
            Effect::Unknown,
        ),
        (
            "HTML 503 after execution",
            || Fault::html(503).after_execution(),
            Effect::Unknown,
        ),
        ("truncated body", Fault::truncated_body, Effect::Unknown),
        ("slow body", || Fault::slow_body(8, DELAY), Effect::Unknown),
        (
            "timestamp rejected",
            || Fault::expired().before_execution(),
            Effect::Rejected,
        ),
        (
            "202 before execution",
            || Fault::status(202).before_execution(),
            Effect::Accepted,
        ),
        (
            "202 after execution",
            || Fault::status(202).after_execution(),
            Effect::Accepted,
        ),
    ]
}

/// Under every fault, a mutating request is executed at most once, unless it is idempotent, and the error reports whether
/// it may have been.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn executes_mutating_requests_at_most_once() {
    println!(
        "{:<26} {:<7} {:<9} {:>8} {:>8} {:<8} outcome",
        "fault", "hits", "call", "received", "executed", "unknown"
    );
    // Without a fault, every call succeeds.
    let calm = Sandbox::start().await.unwrap();
    for kind in KINDS {
        kind.call(&client(&calm)).await.unwrap();
    }
    for (name, fault, effect) in faults() {
        for always in [false, true] {
            for kind in KINDS {
                check_row(name, fault, effect, always, kind).await;
            }
        }
    }
}

async fn check_row(name: &str, fault: fn() -> Fault, effect: Effect, always: bool, kind: Kind) {
    // The response has no body.
    if kind == Kind::Settings && name.ends_with(" body") {
        return;
    }
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let injected = if always { fault().always() } else { fault() };
    // A fault before reading cannot depend on the operation.
    if injected.triggered().phase() == Phase::BeforeReading {
        sandbox.faults().add(injected).unwrap();
    } else {
        sandbox.on(kind.operation()).fault(injected).unwrap();
    }
    let outcome = kind.call(&client).await;

    let requests = sandbox.requests();
    let received = requests.len() as u64 + sandbox.resets();
    let executed = requests.iter().filter(|request| request.executed()).count();
    let unknown = outcome.as_ref().is_err_and(Error::outcome_unknown);
    let printed = match &outcome {
        Ok(()) => "success".to_owned(),
        Err(error) => error.to_string(),
    };
    let hits = if always { "always" } else { "once" };
    let call = format!("{kind:?}").to_lowercase();
    println!("{name:<26} {hits:<7} {call:<9} {received:>8} {executed:>8} {unknown:<8} {printed}");
    let row = format!("{name}, {hits}, {call}");

    if !kind.is_repeatable() {
        assert!(executed <= 1, "{row}: executed {executed} times");
    }
    // 500 is not retried: it is a failure of the exchange, not of the connection to it.
    let is_retried = match effect {
        Effect::None => true,
        Effect::Unknown => kind.is_repeatable(),
        _ => false,
    };
    let attempts = match (is_retried, always) {
        (false, _) => 1,
        (true, false) => 2,
        (true, true) => u64::from(ATTEMPTS),
    };
    assert_eq!(received, attempts, "{row}");
    // 202 is documented for cancels, and undocumented for the other calls.
    let is_cancel = matches!(kind, Kind::Cancel | Kind::CancelAll);
    let succeeds = (is_retried && !always) || (effect == Effect::Accepted && is_cancel);
    assert_eq!(outcome.is_ok(), succeeds, "{row}: {outcome:?}");
    if let Err(error) = &outcome {
        let may_exist = kind != Kind::Get && !matches!(effect, Effect::None | Effect::Rejected);
        assert_eq!(error.outcome_unknown(), may_exist, "{row}: {error:?}");
        assert_eq!(u64::from(error.attempts()), attempts, "{row}");
        if kind != Kind::Get && !error.outcome_unknown() {
            assert_eq!(executed, 0, "{row}");
        }
    }
    // Each attempt is signed anew: each verifies, and no two with different timestamps have the same signature.
    for (index, request) in requests.iter().enumerate() {
        assert!(
            request.authentication().is_verified(),
            "{row}: {:?}",
            request.authentication()
        );
        let same = requests[..index].iter().any(|other| {
            other.header("X-Signature") == request.header("X-Signature")
                && other.header("X-Timestamp") != request.header("X-Timestamp")
        });
        assert!(!same, "{row}: a signature was reused");
    }
}

/// If no connection was established, every call is retried, also an order, and the outcome is known.
#[tokio::test]
async fn retries_every_call_without_connection() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    sandbox.stop().await;
    for kind in KINDS {
        let error = kind.call(&client).await.unwrap_err();
        assert!(error.is_connect() && !error.outcome_unknown(), "{error:?}");
        assert_eq!(error.attempts(), ATTEMPTS);
    }
}

/// An order is placed once if the exchange is reachable again during the retries.
#[tokio::test]
async fn places_order_once_after_outage() {
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
            .execute_order(order())
            .send()
            .await
            .map(|response| response.meta().attempts())
    });
    tokio::task::yield_now().await;
    let sandbox = Sandbox::builder().bind(address).start().await.unwrap();
    let attempts = call.await.unwrap().unwrap();
    assert!(attempts >= 1);
    assert_eq!(sandbox.requests().len(), 1);
}

/// With `retry_orders_with_client_id`, an order with a client id is retried; one without is not, nor is a cancel of all.
#[tokio::test]
async fn retries_orders_with_client_id_on_request() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .retry(
            RetryPolicy::default()
                .backoff(Duration::from_millis(2), Duration::from_millis(10))
                .retry_orders_with_client_id(true),
        )
        .build()
        .unwrap();
    sandbox
        .on("execute_order")
        .fault(Fault::reset().before_execution())
        .unwrap();
    let response = client.execute_order(order()).send().await.unwrap();
    assert_eq!(response.meta().attempts(), 2);

    let mut without_id = order();
    without_id.client_id = None;
    sandbox
        .on("execute_order")
        .fault(Fault::reset().before_execution())
        .unwrap();
    let error = client
        .execute_order(without_id.clone())
        .send()
        .await
        .unwrap_err();
    assert!(
        error.outcome_unknown() && error.attempts() == 1,
        "{error:?}"
    );

    sandbox
        .on("execute_order_batch")
        .fault(Fault::reset().before_execution().times(2))
        .unwrap();
    client
        .execute_order_batch([order(), order()])
        .send()
        .await
        .unwrap();
    let outcome = client
        .execute_order_batch([order(), without_id])
        .send()
        .await;
    assert!(outcome.is_ok(), "the faults are used up");
    sandbox
        .on("cancel_open_orders")
        .fault(Fault::reset().before_execution())
        .unwrap();
    assert!(
        Kind::CancelAll
            .call(&client)
            .await
            .unwrap_err()
            .outcome_unknown()
    );
}

/// A cancel by id whose first attempt was executed and lost finds nothing at the second: a success that says so.
#[tokio::test]
async fn cancel_that_is_not_found_on_retry_succeeds() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let not_found = || MockResponse::api_error(404, "RESOURCE_NOT_FOUND", "Not Found");
    for id in ["cancel_order", "cancel_strategy"] {
        let on = sandbox.on(id);
        on.fault(Fault::reset().after_execution()).unwrap();
        on.respond_with(MockResponse::status(202)).unwrap();
        on.respond_with(not_found()).unwrap();
    }
    let order = OrderCancelPayload::new("SOL_USDC").order_id("1");
    let response = client.cancel_order(order.clone()).send().await.unwrap();
    assert!(response.is_none());
    let meta = response.meta();
    assert!(meta.not_found_on_retry());
    assert_eq!((meta.status().as_u16(), meta.attempts()), (404, 2));

    let strategy = StrategyCancelPayload::new("SOL_USDC").client_strategy_id(1);
    let response = client.cancel_strategy(strategy).send().await.unwrap();
    assert!(response.is_none() && response.meta().not_found_on_retry());

    // At the first attempt it is an error, and so is another rejection at the second.
    let on = sandbox.on("cancel_order");
    on.respond_with(not_found()).unwrap();
    let error = client.cancel_order(order.clone()).send().await.unwrap_err();
    assert_eq!((error.attempts(), error.outcome_unknown()), (1, false));
    on.fault(Fault::reset().after_execution()).unwrap();
    on.respond_with(MockResponse::status(202)).unwrap();
    on.respond_with(MockResponse::api_error(
        400,
        "INVALID_ORDER",
        "Invalid order",
    ))
    .unwrap();
    let error = client.cancel_order(order.clone()).send().await.unwrap_err();
    assert_eq!((error.attempts(), error.outcome_unknown()), (2, true));

    // A cancel that needs no retry does not say so.
    let response = client.cancel_order(order).send().await.unwrap();
    assert!(response.is_some() && !response.meta().not_found_on_retry());
}

/// Many calls that the exchange rejects with 429 and `Retry-After` do not all knock again: the first rejection holds back
/// those that come later.
#[tokio::test]
async fn calls_share_a_429() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    sandbox
        .on("get_balances")
        .fault(
            Fault::rate_limited(RetryAfter::Seconds(60))
                .before_execution()
                .always(),
        )
        .unwrap();
    for _ in 0..20 {
        let clone = client.clone();
        let error = Kind::Get.call(&clone).await.unwrap_err();
        assert!(!error.outcome_unknown());
    }
    let error = Kind::Order.call(&client).await.unwrap_err();
    assert_eq!(error.attempts(), 0, "{error}");
    assert_eq!(sandbox.requests().len(), 1);
}

/// If one attempt may have placed an order, the outcome is unknown whatever the last attempt returned.
#[tokio::test]
async fn unknown_outcome_outlasts_later_attempts() {
    let retrying_client = |limits: RateLimits, sandbox: &Sandbox| {
        Client::builder()
            .base_url(sandbox.url())
            .credentials(Sandbox::credentials())
            .timeout(Duration::from_secs(5))
            .rate_limits(limits)
            .retry(
                RetryPolicy::default()
                    .backoff(Duration::from_millis(2), Duration::from_millis(10))
                    .retry_orders_with_client_id(true),
            )
            .build()
            .unwrap()
    };

    // The second attempt is rejected, for example because the client id was used.
    let sandbox = Sandbox::start().await.unwrap();
    let client = retrying_client(RateLimits::default(), &sandbox);
    let on = sandbox.on("execute_order");
    on.fault(Fault::reset().after_execution()).unwrap();
    on.respond_with(MockResponse::api_error(
        400,
        "INVALID_CLIENT_REQUEST",
        "seen",
    ))
    .unwrap();
    on.respond_with(MockResponse::api_error(
        400,
        "INVALID_CLIENT_REQUEST",
        "seen",
    ))
    .unwrap();
    let error = client.execute_order(order()).send().await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.attempts()),
        (400, 2)
    );
    assert!(error.outcome_unknown(), "{error:?}");

    // The rate limit has no permit for a second attempt: the error is that of the first, and reports that it was sent.
    let sandbox = Sandbox::start().await.unwrap();
    let client = retrying_client(RateLimits::per_minute(5, 5), &sandbox);
    sandbox
        .on("execute_order")
        .fault(Fault::reset().after_execution())
        .unwrap();
    let error = client.execute_order(order()).send().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(error.outcome_unknown(), "{error:?}");
    assert!(!error.to_string().contains("not sent"), "{error}");

    // The second attempt finds no server.
    let sandbox = Sandbox::start().await.unwrap();
    let client = retrying_client(RateLimits::default(), &sandbox);
    sandbox
        .on("execute_order")
        .fault(Fault::delay(DELAY).after_execution())
        .unwrap();
    let call = tokio::spawn({
        let options = CallOptions::new().attempt_timeout(ATTEMPT_TIMEOUT);
        let client = client.with(&options);
        async move { client.execute_order(order()).send().await.map(drop) }
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

/// A retry waits for `Retry-After`, in both of its forms, but not beyond the timeout of the call.
#[tokio::test]
async fn waits_for_retry_after() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for wait in [
        RetryAfter::Seconds(1),
        RetryAfter::DateIn(Duration::from_secs(1)),
    ] {
        sandbox
            .on("execute_order")
            .fault(Fault::rate_limited(wait).before_execution())
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
        .fault(
            Fault::rate_limited(RetryAfter::Seconds(3_600))
                .before_execution()
                .always(),
        )
        .unwrap();
    let start = std::time::Instant::now();
    let error = Kind::Get.call(&client).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3_600)));
    assert_eq!(error.attempts(), 1);
    assert!(start.elapsed() < Duration::from_secs(5));
}
