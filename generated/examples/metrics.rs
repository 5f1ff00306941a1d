//! Counts and times calls with the crate `metrics`, from the events of the client.
//!
//! ```text
//! cargo run --example metrics
//! ```
//!
//! It calls the sandbox, which fails once, and prints the counters. A program installs the recorder of its exporter
//! instead of this one, for example that of Prometheus.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::collections::BTreeMap;
use std::error::Error;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use backpack_api::{Client, Event, RateLimit, RetryPolicy};
use backpack_sandbox::{MockResponse, Sandbox};
use metrics::{
    Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit, counter,
    histogram,
};

/// Records an event. The operation is a name of the API, so that the number of labels is bounded.
fn record(event: &Event) {
    let operation = event.operation();
    match event {
        Event::Attempt {
            status, latency, ..
        } => {
            let status = status.map_or(0, |status| status.as_u16()).to_string();
            counter!("backpack_attempts", "operation" => operation, "status" => status)
                .increment(1);
            histogram!("backpack_latency_seconds", "operation" => operation)
                .record(latency.as_secs_f64());
        }
        Event::Retry { reason, .. } => {
            let reason = reason.to_string();
            counter!("backpack_retries", "operation" => operation, "reason" => reason).increment(1);
        }
        Event::Throttled { wait, .. } => {
            counter!("backpack_throttled", "operation" => operation).increment(1);
            histogram!("backpack_throttled_seconds").record(wait.as_secs_f64());
        }
        _ => {}
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let counters = Counters::default();
    metrics::set_global_recorder(counters.clone())?;

    let sandbox = Sandbox::start().await?;
    sandbox
        .on("get_status")
        .respond_with(MockResponse::html(503, "busy"))?;
    let client = Client::builder()
        .base_url(sandbox.url())
        .retry(RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO))
        .observer(record)
        .build()?;
    client.get_status().send().await?;
    client.ping().send().await?;

    counters.print();
    if let Some(budget) = client.rate_budget(RateLimit::Account) {
        println!("requests without a wait: {budget}");
    }
    Ok(())
}

/// A recorder that keeps counters, for this example.
#[derive(Clone, Default)]
struct Counters(Arc<Mutex<BTreeMap<String, Arc<AtomicU64>>>>);

impl Counters {
    fn print(&self) {
        let counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, count) in &*counters {
            println!("{name} {}", count.load(Ordering::Relaxed));
        }
    }
}

impl Recorder for Counters {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        let labels: Vec<String> = (key.labels())
            .map(|label| format!("{}={:?}", label.key(), label.value()))
            .collect();
        let name = format!("{}{{{}}}", key.name(), labels.join(","));
        let mut counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Counter::from_arc(Arc::clone(counters.entry(name).or_default()))
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}
