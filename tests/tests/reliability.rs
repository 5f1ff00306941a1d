//! Clock correction, rate limits, deadlines, options, middleware and blocking calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use backpack_api::reqwest_middleware::{self, Middleware, Next};
use backpack_api::{
    CallOptions, Client, ClientBuilder, Error, InvalidHeader, NotSentReason, RateLimits,
    RetryPolicy, WhenLimited, Window,
};
use backpack_sandbox::{ClockSkew, Fault, MockResponse, Sandbox};

fn builder(sandbox: &Sandbox) -> ClientBuilder {
    backpack_tests::logs::keep();
    Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .retry(RetryPolicy::never())
}

/// With a skewed clock, private calls are rejected with help until the offset is measured; public calls succeed.
#[tokio::test]
async fn sync_clock_corrects_skew() {
    for skew in [
        ClockSkew::Ahead(Duration::from_secs(420)),
        ClockSkew::Behind(Duration::from_secs(420)),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.skew_clock(skew);
        let client = builder(&sandbox).build().unwrap();
        let error = client.get_balances().send().await.unwrap_err();
        assert!(error.timestamp_rejected(), "{error:?}");
        assert!(error.to_string().contains("sync_clock"), "{error}");
        client.get_time().send().await.unwrap();

        let clone = client.clone();
        let offset = client.sync_clock().await.unwrap();
        let expected = if matches!(skew, ClockSkew::Ahead(_)) {
            420_000
        } else {
            -420_000
        };
        assert!((offset.as_millis() - expected).abs() < 2_000, "{offset}");
        assert_eq!(client.clock_offset(), offset);
        client.get_balances().send().await.unwrap();
        clone.get_balances().send().await.unwrap();

        // The clock of the sandbox changes, and the client follows it in the background.
        sandbox.skew_clock(ClockSkew::None);
        assert!(
            client
                .get_balances()
                .send()
                .await
                .unwrap_err()
                .timestamp_rejected()
        );
        sandbox.skew_clock(ClockSkew::Ahead(Duration::from_millis(1)));
        let follower = client.clone();
        let follow =
            tokio::spawn(
                async move { follower.keep_clock_in_step(Duration::from_millis(20)).await },
            );
        let start = Instant::now();
        while client.get_balances().send().await.is_err() {
            assert!(
                start.elapsed() < Duration::from_secs(10),
                "{}",
                client.clock_offset()
            );
            tokio::task::yield_now().await;
        }
        follow.abort();
    }
}

/// An expired quote is not an expired timestamp, and the message does not suggest to synchronize the clock.
#[tokio::test]
async fn expired_quote_is_not_a_rejected_timestamp() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = builder(&sandbox).build().unwrap();
    for (status, code, message, expected) in [
        (400, "INVALID_ORDER", "Quote has expired", false),
        (
            401,
            "INVALID_TWO_FACTOR_CODE",
            "Two-factor token has expired",
            false,
        ),
        (400, "INVALID_CLIENT_REQUEST", "Invalid signature", false),
        (401, "UNAUTHORIZED", "Request has expired", true),
        (400, "INVALID_CLIENT_REQUEST", "Request has expired", true),
        (503, "UNAUTHORIZED", "Request has expired", false),
    ] {
        let response = MockResponse::api_error(status, code, message);
        sandbox.on("get_balances").respond_with(response).unwrap();
        let error = client.get_balances().send().await.unwrap_err();
        assert_eq!(error.timestamp_rejected(), expected, "{error}");
        assert_eq!(
            error.to_string().contains("sync_clock"),
            expected,
            "{error}"
        );
    }
    for (text, expected) in [
        ("Request has expired", true),
        ("the token has expired", false),
    ] {
        let response = MockResponse::text(401, text);
        sandbox.on("get_balances").respond_with(response).unwrap();
        let error = client.get_balances().send().await.unwrap_err();
        assert_eq!(error.timestamp_rejected(), expected, "{error}");
    }
}

/// If the exchange does not return its time, the error has its status and the offset is unchanged.
#[tokio::test]
async fn failed_sync_keeps_clock_offset() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = builder(&sandbox).build().unwrap();
    sandbox
        .on("get_time")
        .fault(Fault::status(503).before_execution().always())
        .unwrap();
    assert_eq!(
        client.sync_clock().await.unwrap_err().status().unwrap(),
        503
    );
    assert_eq!(client.clock_offset().as_millis(), 0);
}

/// Two clients that share limits send no more than these allow, and wait for permits.
#[tokio::test]
async fn clients_share_rate_limits() {
    let sandbox = Sandbox::start().await.unwrap();
    // 300 at once, and 20 per second after that.
    let limits = RateLimits::per_minute(60 * 20 + 300, 30);
    let one = builder(&sandbox)
        .rate_limits(limits.clone())
        .build()
        .unwrap();
    let two = builder(&sandbox).rate_limits(limits).build().unwrap();
    let start = Instant::now();
    let mut sent = 0_u32;
    while start.elapsed() < Duration::from_millis(1_500) {
        let (a, b) = tokio::join!(one.get_balances().send(), two.get_balances().send());
        a.unwrap();
        b.unwrap();
        sent += 2;
    }
    let allowed = 300
        + 20 * u32::try_from(start.elapsed().as_millis())
            .unwrap()
            .div_ceil(1_000)
        + 2;
    assert!(sent <= allowed, "{sent} of {allowed}");
}

/// Historical market data has its own limit, and a call that cannot acquire a permit in time fails before it is sent.
#[tokio::test]
async fn rejects_call_without_permit() {
    let sandbox = Sandbox::start().await.unwrap();
    let limits = RateLimits::per_minute(2_000, 5);
    let failing = builder(&sandbox)
        .rate_limits(limits.clone().when_limited(WhenLimited::Fail))
        .build()
        .unwrap();
    failing
        .get_historical_trades("SOL_USDC")
        .send()
        .await
        .unwrap();
    let error = failing
        .get_historical_trades("SOL_USDC")
        .send()
        .await
        .unwrap_err();
    assert!(
        matches!(
            &error,
            Error::NotSent {
                operation: "get_historical_trades",
                reason: NotSentReason::RateLimited { wait },
            } if *wait > Duration::from_secs(10)
        ),
        "{error:?}"
    );
    // Other calls have another limit.
    failing.get_recent_trades("SOL_USDC").send().await.unwrap();
    // A waiting client fails too if the permit is later than the timeout of the call.
    let waiting = builder(&sandbox)
        .rate_limits(limits)
        .timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    let start = Instant::now();
    let error = waiting
        .get_historical_trades("SOL_USDC")
        .send()
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotSent {
                reason: NotSentReason::RateLimited { .. },
                ..
            }
        ),
        "{error:?}"
    );
    assert!(start.elapsed() < Duration::from_millis(1_900));
    assert_eq!(sandbox.requests().len(), 2);
}

/// A call ends at its timeout, whatever the number of its attempts.
#[tokio::test]
async fn timeout_bounds_all_attempts() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .on("get_balances")
        .fault(
            Fault::delay(Duration::from_secs(5))
                .before_execution()
                .always(),
        )
        .unwrap();
    let client = builder(&sandbox)
        .retry(
            RetryPolicy::default()
                .attempts(100)
                .backoff(Duration::from_millis(1), Duration::from_millis(1)),
        )
        .attempt_timeout(Duration::from_millis(100))
        .timeout(Duration::from_millis(450))
        .build()
        .unwrap();
    let start = Instant::now();
    let error = client.get_balances().send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(error.attempts() >= 3, "{}", error.attempts());
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "{:?}",
        start.elapsed()
    );

    let start = Instant::now();
    let short = client.with(&CallOptions::new().timeout(Duration::from_millis(50)));
    assert!(short.get_balances().send().await.unwrap_err().is_timeout());
    assert!(
        start.elapsed() < Duration::from_secs(3),
        "{:?}",
        start.elapsed()
    );

    // Other operations of the client are not affected.
    client.get_status().send().await.unwrap();
}

/// Options of one call do not change the options of the client.
#[tokio::test]
async fn call_options_apply_to_one_call() {
    let sandbox = Sandbox::start().await.unwrap();
    let all = CallOptions::new()
        .broker_id(500)
        .header("X-Trace", "a")
        .unwrap();
    let client = builder(&sandbox)
        .window(Window::from_millis(9_000).unwrap())
        .options(&all)
        .build()
        .unwrap();
    let one = CallOptions::new()
        .window(Window::MAX)
        .broker_key("broker-secret")
        .unwrap()
        .header("X-Trace", "b")
        .unwrap();
    client.get_balances().send().await.unwrap();
    client.with(&one).get_balances().send().await.unwrap();
    client.get_balances().send().await.unwrap();
    let seen: Vec<[Option<String>; 4]> = sandbox
        .requests()
        .iter()
        .map(|request| {
            assert!(request.authentication().is_verified());
            ["X-Window", "X-Broker-Id", "X-Broker-Key", "X-Trace"]
                .map(|name| request.header(name).map(str::to_owned))
        })
        .collect();
    let row = |values: [Option<&str>; 4]| values.map(|value| value.map(str::to_owned));
    assert_eq!(
        seen,
        [
            row([Some("9000"), Some("500"), None, Some("a")]),
            row([Some("60000"), Some("500"), Some("broker-secret"), Some("b")]),
            row([Some("9000"), Some("500"), None, Some("a")]),
        ]
    );
    assert!(!format!("{one:?}").contains("broker-secret"), "{one:?}");
}

/// Middleware runs before each attempt is signed, and its changes are signed.
#[tokio::test]
async fn signs_changes_of_middleware() {
    struct Tag(Arc<AtomicU32>);

    #[async_trait::async_trait]
    impl Middleware for Tag {
        async fn handle(
            &self,
            mut request: reqwest::Request,
            extensions: &mut http::Extensions,
            next: Next<'_>,
        ) -> reqwest_middleware::Result<reqwest::Response> {
            self.0.fetch_add(1, Ordering::Relaxed);
            assert!(request.headers().get("X-Signature").is_none());
            request
                .url_mut()
                .query_pairs_mut()
                .append_pair("autoBorrow", "true");
            next.run(request, extensions).await
        }
    }

    let sandbox = Sandbox::start().await.unwrap();
    let seen = Arc::new(AtomicU32::new(0));
    let client = builder(&sandbox)
        .retry(RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(2)))
        .middleware(Tag(Arc::clone(&seen)))
        .build()
        .unwrap();
    sandbox
        .on("get_max_withdrawal_quantity")
        .fault(Fault::status(503).before_execution())
        .unwrap();
    client
        .get_max_withdrawal_quantity("SOL")
        .send()
        .await
        .unwrap();
    assert_eq!(seen.load(Ordering::Relaxed), 2);
    for request in sandbox.requests() {
        assert!(request.authentication().is_verified());
        assert_eq!(request.query_value("autoBorrow"), Some("true"));
    }
}

/// Authentication headers and invalid header names and values are rejected.
#[test]
fn rejects_reserved_and_invalid_headers() {
    for name in ["X-API-Key", "x-signature", "X-TIMESTAMP", "X-Window"] {
        let error = CallOptions::new().header(name, "1").unwrap_err();
        assert!(matches!(error, InvalidHeader::Reserved { .. }), "{error}");
    }
    assert!(matches!(
        CallOptions::new().header("a b", "1").unwrap_err(),
        InvalidHeader::Name { .. }
    ));
    let error = CallOptions::new()
        .broker_key("secret\nX-API-Key: 1")
        .unwrap_err();
    assert!(!error.to_string().contains("secret"), "{error}");
}

/// Blocking calls work inside `spawn_blocking`.
#[tokio::test]
async fn blocking_calls_work_inside_spawn_blocking() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = builder(&sandbox).build().unwrap();
    let call = tokio::task::spawn_blocking(move || client.get_balances().send_blocking());
    call.await.unwrap().unwrap();
    assert_eq!(sandbox.requests().len(), 1);
}

/// Blocking calls work without a runtime; inside one, which they would block, they are an error.
#[test]
fn blocking_calls_work_outside_runtimes() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let sandbox = runtime.block_on(Sandbox::start()).unwrap();
    let client = builder(&sandbox).build().unwrap();
    for _ in 0..3 {
        let limit = client
            .get_max_withdrawal_quantity("SOL")
            .auto_borrow(true)
            .send_blocking()
            .unwrap();
        assert_eq!(limit.symbol, "SOL");
    }
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let client = client.clone();
            std::thread::spawn(move || client.get_balances().send_blocking().map(drop))
        })
        .collect();
    for thread in threads {
        thread.join().unwrap().unwrap();
    }
    let error = runtime.block_on(async { client.get_balances().send_blocking().unwrap_err() });
    assert!(
        matches!(
            error,
            Error::NotSent {
                operation: "get_balances",
                reason: NotSentReason::Blocking,
            }
        ),
        "{error:?}"
    );
    assert_eq!(sandbox.requests().len(), 7);
}
