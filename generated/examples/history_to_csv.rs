//! Writes the funding rates and the hourly K-lines of a year to two CSV files, with a progress bar.
//!
//! ```text
//! cargo run --example history_to_csv -- FOLDER [SYMBOL]
//! ```
//!
//! With `BACKPACK_API_SECRET` set it calls the live exchange, else the sandbox. Historical data has a rate limit of 30 requests
//! a minute, which the client keeps.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use backpack_api::types::KlineInterval;
use backpack_api::{Client, Pages, Timestamp};
use backpack_sandbox::{MockResponse, Sandbox};
use futures_util::TryStreamExt as _;
use serde_json::{Value, json};

const HOUR: Duration = Duration::from_secs(3_600);
const HOURS: u32 = 365 * 24;

/// Number of K-lines in a request.
const CHUNK: u32 = 1_000;

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .ok_or("usage: history_to_csv FOLDER [SYMBOL]")?;
    let symbol = arguments
        .next()
        .unwrap_or_else(|| "SOL_USDC_PERP".to_owned());
    let folder = Path::new(&folder);

    let exchange = common::Exchange::connect().await?;
    if let Some(sandbox) = &exchange.sandbox {
        script(sandbox)?;
    }
    let client = &exchange.client;
    let now = client.get_time().send().await?.as_second();
    let end = Timestamp::from_second(now - now % 3_600)?;
    let start = end - HOURS * HOUR;

    let rates = write_funding(client, &symbol, start, end, &folder.join("funding.csv")).await?;
    let lines = write_klines(client, &symbol, start, &folder.join("klines.csv")).await?;
    println!("{rates} funding rates and {lines} K-lines of {symbol} since {start}");
    exchange.print_source();
    Ok(())
}

/// Writes the funding rates, which the exchange sends newest first, page after page.
async fn write_funding(
    client: &Client,
    symbol: &str,
    start: Timestamp,
    end: Timestamp,
    path: &Path,
) -> Result<u64, Box<dyn Error>> {
    let mut file = csv::Writer::from_path(path)?;
    let mut rows = client
        .get_funding_interval_rates(symbol)
        .stream_from(Pages::of(1_000));
    let year = (end.as_second() - start.as_second()) as f64;
    let mut count = 0;
    while let Some(row) = rows.try_next().await? {
        let at = row.interval_end_timestamp;
        if at < start {
            break;
        }
        file.serialize(row)?;
        count += 1;
        show_progress("funding", (end.as_second() - at.as_second()) as f64 / year);
    }
    file.flush()?;
    show_progress("funding", 1.0);
    eprintln!();
    Ok(count)
}

/// Writes the K-lines, which the exchange sends by time.
async fn write_klines(
    client: &Client,
    symbol: &str,
    start: Timestamp,
    path: &Path,
) -> Result<u64, Box<dyn Error>> {
    let mut file = csv::Writer::from_path(path)?;
    let (mut count, mut last) = (0, None);
    for hour in (0..HOURS).step_by(CHUNK as usize) {
        let (from, to) = (start + hour * HOUR, start + HOURS.min(hour + CHUNK) * HOUR);
        let klines = client
            .get_klines(symbol, KlineInterval::H1, from)
            .end_time(to);
        for line in klines.send().await? {
            // The exchange may repeat the line at the border of two requests.
            if last.is_none_or(|last| line.start > last) && line.start < to {
                last = Some(line.start);
                file.serialize(line)?;
                count += 1;
            }
        }
        show_progress("K-lines", f64::from(hour) / f64::from(HOURS));
    }
    file.flush()?;
    show_progress("K-lines", 1.0);
    eprintln!();
    Ok(count)
}

/// Draws a progress bar over the one before; `done` is a fraction.
fn show_progress(name: &str, done: f64) {
    let percent = (done.clamp(0.0, 1.0) * 100.0) as usize;
    let bar = "#".repeat(percent / 4);
    eprint!("\r{name:<8} [{bar:<25}] {percent:>3} %");
    // A terminal that is closed is no reason to stop.
    let _ = std::io::stderr().flush();
}

/// Computes the responses of the sandbox from the requests: a row for each hour.
fn script(sandbox: &Sandbox) -> Result<(), Box<dyn Error>> {
    let time = |second: i64, format: &str| {
        Timestamp::from_second(second)
            .map_or(Value::Null, |at| at.strftime(format).to_string().into())
    };
    let klines = MockResponse::from_fn(move |request| {
        let second = |name| {
            request
                .query_value(name)
                .and_then(|text| text.parse::<i64>().ok())
        };
        let (Some(start), Some(end)) = (second("startTime"), second("endTime")) else {
            return MockResponse::api_error(400, "INVALID_CLIENT_REQUEST", "no time range");
        };
        let line = |start: i64| {
            json!({
                "start": time(start, "%F %T"), "end": time(start + 3_600, "%F %T"),
                "open": "142.05", "high": "142.88", "low": "141.90", "close": "142.31",
                "volume": "1520.4", "quoteVolume": "216321.912", "trades": "842",
            })
        };
        let lines: Vec<Value> = (start..end).step_by(3_600).map(line).collect();
        MockResponse::json(200, &lines)
    });
    let now = backpack_api::Timestamp::now().as_second();
    sandbox
        .on("get_time")
        .respond_with(MockResponse::text(200, (now * 1_000).to_string()))?;
    let funding = MockResponse::from_fn(move |request| {
        let number = |name| {
            request
                .query_value(name)
                .and_then(|text| text.parse::<i64>().ok())
        };
        let (limit, offset) = (
            number("limit").unwrap_or(100),
            number("offset").unwrap_or(0),
        );
        let total = i64::from(2 * HOURS);
        let newest = now - now % 3_600;
        let rate = |hour: i64| {
            json!({
                "symbol": request.query_value("symbol"), "fundingRate": "0.0000125",
                "intervalEndTimestamp": time(newest - hour * 3_600, "%FT%T"),
            })
        };
        let rows: Vec<Value> = (offset..total.min(offset + limit)).map(rate).collect();
        MockResponse::json(200, &rows).header("X-Total", &total.to_string())
    });
    sandbox.on("get_klines").respond_with(klines.always())?;
    sandbox
        .on("get_funding_interval_rates")
        .respond_with(funding.always())?;
    Ok(())
}
