//! Log lines of calls. They are a program of their own: with another test beside it, whose thread has no subscriber, the
//! interest in an event can be cached as none.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use backpack_api::{Client, RateLimits, RetryPolicy};
use backpack_sandbox::{MockResponse, Sandbox};
use tracing_subscriber::filter::LevelFilter;

/// Retries, throttling and a clock that is not measured are logged with the reason, at the levels that programs show by
/// default.
#[tokio::test]
async fn waits_and_failures_in_the_background_are_logged() {
    struct Lines(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let lines = Arc::new(Mutex::new(Vec::new()));
    let writer = Arc::clone(&lines);
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::INFO)
        .with_ansi(false)
        .with_writer(move || Lines(Arc::clone(&writer)))
        .init();
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .on("get_status")
        .respond_with(MockResponse::html(503, "<html>"))
        .unwrap();
    let client = Client::builder()
        .base_url(sandbox.url())
        .rate_limits(RateLimits::per_minute(60, 60))
        .retry(RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO))
        .build()
        .unwrap();
    client.get_status().send().await.unwrap();
    let text = || String::from_utf8(lines.lock().unwrap().clone()).unwrap();
    for _ in 0..100 {
        if text().contains("throttled") {
            break;
        }
        client.ping().send().await.unwrap();
    }
    // The offset is above the limit, and every request succeeds.
    sandbox
        .on("get_time")
        .respond_with(MockResponse::text(200, "0"))
        .unwrap();
    let clock = client.clone();
    let repeating =
        tokio::spawn(async move { clock.keep_clock_in_step(Duration::from_secs(600)).await });
    while !text().contains("clock offset") {
        tokio::task::yield_now().await;
    }
    repeating.abort();
    let text = text();
    let line = |level: &str, message: &str| {
        (text.lines())
            .find(|line| line.contains(level) && line.contains(message))
            .unwrap_or_else(|| panic!("no {message}: {text}"))
    };
    let retry = line("WARN", "retrying");
    assert!(
        retry.contains("get_status") && retry.contains("reason=status 503"),
        "{retry}"
    );
    assert!(retry.contains("wait_ms=0"), "{retry}");
    let clock = line("WARN", "clock offset not measured");
    assert!(clock.contains("above the limit"), "{clock}");
    let throttled = line("INFO", "throttled");
    assert!(
        throttled.contains("ping") && throttled.contains("wait_ms="),
        "{throttled}"
    );
}
