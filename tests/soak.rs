//! Ten thousand calls through an exchange that fails one request in twenty, in every way it can; and a search of all
//! that was logged and said for what must stay secret.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use backpack_api::types::{OrderExecutePayload, OrderTypeEnum, Side};
use backpack_api::{Client, Error, RateLimits, RetryPolicy};
use backpack_sandbox::{Fault, RetryAfter, Sandbox};
use tracing_subscriber::fmt::MakeWriter;

const CALLS: u32 = 10_000;
const IN_FLIGHT: u32 = 64;

/// How long all of it may take: a bound, not a measurement.
const LIMIT: Duration = Duration::from_secs(400);

/// Everything that was logged.
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

/// One request in twenty is struck, by each kind of fault in its turn.
fn disturb(sandbox: &Sandbox) {
    let faults: [fn() -> Fault; 12] = [
        Fault::reset_before_execution,
        Fault::reset_after_execution,
        || Fault::rate_limited(RetryAfter::Unsaid),
        || Fault::rate_limited(RetryAfter::Seconds(0)),
        || Fault::server_error_before_execution(500),
        || Fault::server_error_before_execution(502),
        || Fault::server_error_after_execution(503),
        || Fault::html_before_execution(403),
        || Fault::html_after_execution(503),
        Fault::truncated_body,
        || Fault::delay_after_execution(Duration::from_millis(20)),
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

/// What became of a call.
#[derive(Default)]
struct Tally {
    answers: u32,
    known: u32,
    unknown: u32,
    errors: String,
}

/// One call: two in three read, one places an order under an id of its own.
async fn call(client: &Client, number: u32) -> Result<(), Error> {
    match number % 3 {
        0 => {
            let order = OrderExecutePayload::builder()
                .symbol("SOL_USDC")
                .side(Side::Bid)
                .order_type(OrderTypeEnum::Limit)
                .price("142".parse().unwrap())
                .quantity("1".parse().unwrap())
                .client_id(number)
                .build();
            client.execute_order(&order).send().await.map(drop)
        }
        1 => {
            let answer = client.get_max_withdrawal_quantity("SOL").send().await?;
            assert_eq!(answer.symbol, "SOL");
            Ok(())
        }
        _ => client.get_recent_trades("SOL_USDC").send().await.map(drop),
    }
}

/// Every call ends in a right answer or a typed error, none is lost, none doubled, memory stays flat, and the client works
/// afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls() {
    let sandbox = Arc::new(Sandbox::start().await.unwrap());
    disturb(&sandbox);
    let client = client(&sandbox);
    let start = Instant::now();
    let mut tally = Tally::default();
    let mut executed: BTreeMap<u64, u32> = BTreeMap::new();
    let mut told: BTreeMap<u64, bool> = BTreeMap::new();
    let mut memory = Vec::new();
    // In rounds, so that what the sandbox recorded can be counted and forgotten.
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
                        tally.answers += 1;
                        if is_order {
                            told.insert(number.into(), true);
                        }
                    }
                    Err(error) if error.outcome_unknown() => {
                        assert!(is_order, "{error:?}");
                        tally.unknown += 1;
                    }
                    Err(error) => {
                        tally.known += 1;
                        if is_order {
                            told.insert(number.into(), false);
                        }
                        tally.errors = error.to_string();
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
        sandbox.forget_requests();
        memory.push(resident_kib());
        assert!(
            start.elapsed() < LIMIT,
            "after {first} calls: {:?}",
            start.elapsed()
        );
    }
    println!(
        "{CALLS} calls, {IN_FLIGHT} in flight: {} answers, {} refusals, {} of unknown outcome, in {:?}; memory {memory:?} KiB",
        tally.answers,
        tally.known,
        tally.unknown,
        start.elapsed()
    );
    assert_eq!(
        tally.answers + tally.known + tally.unknown,
        CALLS,
        "none lost"
    );
    assert!(tally.unknown > 0 && tally.known > 0, "the faults struck");
    assert!(tally.answers > CALLS * 9 / 10, "most calls were answered");
    // None doubled, and what the caller was told is so.
    for (id, times) in &executed {
        assert_eq!(*times, 1, "the order {id} was placed {times} times");
    }
    for (id, placed) in &told {
        assert_eq!(
            executed.contains_key(id),
            *placed,
            "the order {id}, of which the caller was told {placed}"
        );
    }
    // Flat: the second half of the calls takes no more than the first did.
    if let (Some(Some(middle)), Some(Some(end))) = (memory.get(memory.len() / 2), memory.last()) {
        assert!(*end < middle + 16 * 1024, "{memory:?}");
    }
    sandbox.faults().clear();
    for number in 0..30 {
        call(&client, number).await.unwrap();
    }
}

/// The resident memory of this process, in KiB; `None` where the system does not tell.
fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Whatever fails, and however much is logged: no secret, no signature, no signed text, no body.
///
/// In a process of its own, since a log is for the whole of one: this one, started again.
#[test]
fn nothing_secret_is_told() {
    const CHILD: &str = "BACKPACK_TEST_SECRETS_CHILD";
    if std::env::var_os(CHILD).is_none() {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "nothing_secret_is_told", "--nocapture"])
            .env(CHILD, "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}");
        assert!(said.contains("searched"), "{said}");
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
        disturb(&sandbox);
        sandbox.faults().add(Fault::expired().every(50)).unwrap();
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
        "the calls were logged"
    );
    assert!(texts.contains("execute_order"), "some calls failed");
    assert!(signatures.len() > 300);
    let seed: String = Sandbox::API_SECRET.chars().take(20).collect();
    for (what, text) in [("the log", &logged), ("the errors", &texts)] {
        for secret in [seed.as_str(), "instruction=", "clientId\":"] {
            if let Some(at) = text.find(secret) {
                panic!(
                    "{what} hold {secret:?}: {}",
                    &text[at.saturating_sub(200)..(at + 100).min(text.len())]
                );
            }
        }
        for signature in &signatures {
            assert!(
                !text.contains(signature.trim_end_matches('=')),
                "{what} hold a signature"
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
