//! Ten thousand calls to an exchange that fails one request in twenty, with every fault of the sandbox; and a search of the
//! logs and errors for secrets.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use backpack_api::types::{OrderExecutePayload, OrderType, Side};
use backpack_api::{Client, Error, RateLimits, RetryPolicy};
use backpack_sandbox::{Fault, RetryAfter, Sandbox};
use backpack_tests::support::dec;
use tracing_subscriber::fmt::MakeWriter;

const CALLS: u32 = 10_000;
const IN_FLIGHT: u32 = 64;

/// Time limit of the test.
const LIMIT: Duration = Duration::from_secs(400);

/// Log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Injects every kind of fault, with a total probability of one in twenty per request.
fn inject_faults(sandbox: &Sandbox) {
    let faults: [fn() -> Fault; 12] = [
        || Fault::reset().before_execution(),
        || Fault::reset().after_execution(),
        || Fault::rate_limited(RetryAfter::Absent).before_execution(),
        || Fault::rate_limited(RetryAfter::Seconds(0)).before_execution(),
        || Fault::status(500).before_execution(),
        || Fault::status(502).before_execution(),
        || Fault::status(503).after_execution(),
        || Fault::html(403).before_execution(),
        || Fault::html(503).after_execution(),
        Fault::truncated_body,
        || Fault::delay(Duration::from_millis(20)).after_execution(),
        || Fault::slow_body(64, Duration::from_millis(1)),
    ];
    let each = 0.05 / 13.0;
    for (seed, fault) in (0..).zip(faults) {
        sandbox
            .faults()
            .add(fault().with_probability(each, seed))
            .unwrap();
    }
    sandbox
        .faults()
        .add(Fault::reset_before_reading().with_probability(each, 99))
        .unwrap();
}

fn client(sandbox: &Sandbox) -> Client {
    Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .rate_limits(RateLimits::unlimited())
        .attempt_timeout(Duration::from_secs(5))
        .retry(RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(20)))
        .build()
        .unwrap()
}

/// Number of calls by outcome.
#[derive(Default)]
struct Tally {
    succeeded: u32,
    failed: u32,
    unknown: u32,
}

/// Makes one call: an order with its number as the client id, or one of two read-only calls.
async fn call(client: &Client, number: u32) -> Result<(), Error> {
    match number % 3 {
        0 => {
            let order = OrderExecutePayload::new("SOL_USDC", Side::Bid, OrderType::Limit)
                .price(dec("142"))
                .quantity(dec("1"))
                .client_id(number);
            client.execute_order(order).send().await.map(drop)
        }
        1 => {
            let limit = client.get_max_withdrawal_quantity("SOL").send().await?;
            assert_eq!(limit.symbol, "SOL");
            Ok(())
        }
        _ => client.get_recent_trades("SOL_USDC").send().await.map(drop),
    }
}

/// Every call ends with a value or a typed error, no order is lost or executed twice, memory use is constant, and the client
/// is usable afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn loses_and_repeats_no_order() {
    let sandbox = Arc::new(Sandbox::start().await.unwrap());
    inject_faults(&sandbox);
    let client = client(&sandbox);
    let start = Instant::now();
    let mut tally = Tally::default();
    let mut executed: BTreeMap<u64, u32> = BTreeMap::new();
    let mut reported: BTreeMap<u64, bool> = BTreeMap::new();
    let mut memory = Vec::new();
    // The requests that the sandbox records are counted and cleared after each round.
    let round = 1_000;
    for first in (0..CALLS).step_by(round as usize) {
        let next = Arc::new(std::sync::atomic::AtomicU32::new(first));
        let workers: Vec<_> = (0..IN_FLIGHT)
            .map(|_| {
                let (client, next) = (client.clone(), Arc::clone(&next));
                tokio::spawn(async move {
                    let mut done = Vec::new();
                    loop {
                        let number = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        if number >= first + round {
                            return done;
                        }
                        done.push((number, call(&client, number).await));
                    }
                })
            })
            .collect();
        for worker in workers {
            for (number, outcome) in worker.await.unwrap() {
                let is_order = number % 3 == 0;
                match outcome {
                    Ok(()) => {
                        tally.succeeded += 1;
                        if is_order {
                            reported.insert(number.into(), true);
                        }
                    }
                    Err(error) if error.outcome_unknown() => {
                        assert!(is_order, "{error:?}");
                        tally.unknown += 1;
                    }
                    Err(_) => {
                        tally.failed += 1;
                        if is_order {
                            reported.insert(number.into(), false);
                        }
                    }
                }
            }
        }
        for request in sandbox.requests() {
            if request.operation_id() == Some("execute_order") && request.executed() {
                let order: serde_json::Value = request.json().unwrap();
                *executed
                    .entry(order["clientId"].as_u64().unwrap())
                    .or_default() += 1;
            }
        }
        sandbox.clear_requests();
        memory.push(resident_kib());
        assert!(
            start.elapsed() < LIMIT,
            "after {first} calls: {:?}",
            start.elapsed()
        );
    }
    println!(
        "{CALLS} calls, {IN_FLIGHT} in flight: {} succeeded, {} failed, {} of unknown outcome, in {:?}; memory {memory:?} KiB",
        tally.succeeded,
        tally.failed,
        tally.unknown,
        start.elapsed()
    );
    assert_eq!(
        tally.succeeded + tally.failed + tally.unknown,
        CALLS,
        "a call has no outcome"
    );
    assert!(tally.unknown > 0 && tally.failed > 0, "no fault occurred");
    assert!(tally.succeeded > CALLS * 9 / 10, "too many calls failed");
    for (id, times) in &executed {
        assert_eq!(*times, 1, "order {id} was executed {times} times");
    }
    for (id, placed) in &reported {
        assert_eq!(
            executed.contains_key(id),
            *placed,
            "order {id}: reported as placed: {placed}"
        );
    }
    // The second half of the calls needs no more memory than the first.
    if let (Some(Some(middle)), Some(Some(end))) = (memory.get(memory.len() / 2), memory.last()) {
        assert!(*end < middle + 16 * 1024, "{memory:?}");
    }
    sandbox.faults().clear();
    for number in 0..30 {
        call(&client, number).await.unwrap();
    }
}

/// Returns the resident memory of this process in KiB; `None` if the system does not report it.
fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Logs at TRACE and errors contain no secret, signature, string to sign or body.
///
/// The test starts itself as a second process, since the log is global to a process.
#[test]
fn logs_and_errors_contain_no_secret() {
    const CHILD: &str = "BACKPACK_TEST_SECRETS_CHILD";
    if std::env::var_os(CHILD).is_none() {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "logs_and_errors_contain_no_secret",
                "--nocapture",
            ])
            .env(CHILD, "1")
            .output()
            .unwrap();
        let stdout = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{stdout}");
        assert!(stdout.contains("searched"), "{stdout}");
        return;
    }
    let log = Log::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(log.clone())
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let (texts, signatures) = runtime.block_on(async {
        let sandbox = Sandbox::start().await.unwrap();
        inject_faults(&sandbox);
        sandbox
            .faults()
            .add(Fault::expired().before_execution().every(50))
            .unwrap();
        let client = client(&sandbox);
        let mut texts = format!("{client:?}");
        for number in 0..600 {
            if let Err(error) = call(&client, number).await {
                texts += &format!("{error}\n{error:?}\n{error:#?}\n");
                let mut cause: Option<&dyn std::error::Error> = Some(&error);
                while let Some(error) = cause {
                    texts += &format!("{error} {error:?}\n");
                    cause = error.source();
                }
            }
        }
        let signatures: Vec<String> = sandbox
            .requests()
            .iter()
            .filter_map(|request| request.header("X-Signature").map(str::to_owned))
            .collect();
        (texts, signatures)
    });
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        logged.contains("execute_order") && logged.contains("attempt"),
        "the calls were not logged"
    );
    assert!(texts.contains("execute_order"), "no order failed");
    assert!(signatures.len() > 300);
    let seed: String = Sandbox::API_SECRET.chars().take(20).collect();
    for (source, text) in [("the log", &logged), ("the errors", &texts)] {
        for secret in [seed.as_str(), "instruction=", "clientId\":"] {
            if let Some(at) = text.find(secret) {
                panic!(
                    "{source}: found {secret:?}: {}",
                    &text[at.saturating_sub(200)..(at + 100).min(text.len())]
                );
            }
        }
        for signature in &signatures {
            assert!(
                !text.contains(signature.trim_end_matches('=')),
                "{source}: found a signature"
            );
        }
    }
    println!(
        "searched {} bytes of log and {} of errors for {} signatures",
        logged.len(),
        texts.len(),
        signatures.len()
    );
}
