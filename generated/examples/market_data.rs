//! Prints the order book, the last trades and the K-lines of a market.
//!
//! ```text
//! cargo run --example market_data -- SOL_USDC
//! ```
//!
//! With `BACKPACK_API_SECRET` set it calls the live exchange, else the sandbox. The calls are public and need no key.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::types::{DepthLimit, KlineInterval};

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let symbol = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "SOL_USDC".to_owned());
    let exchange = common::Exchange::connect().await?;
    let client = &exchange.client;

    let book = client
        .get_depth(&symbol)
        .limit(DepthLimit::N20)
        .send()
        .await?;
    if let (Some(bid), Some(ask)) = (book.best_bid(), book.best_ask()) {
        println!(
            "{symbol}: best bid {} for {}, best ask {} for {}",
            bid.price, bid.quantity, ask.price, ask.quantity
        );
    }

    // None if the market had no trades in the interval.
    if let Some(ticker) = client.get_ticker(&symbol).send().await?.into_inner() {
        println!("last price {}, volume {}", ticker.last_price, ticker.volume);
    }

    for trade in client.get_recent_trades(&symbol).limit(5).send().await? {
        println!(
            "traded {} at {} on {}",
            trade.quantity, trade.price, trade.timestamp
        );
    }

    let now = client.get_time().send().await?.into_inner();
    let hour_ago = now - std::time::Duration::from_secs(3600);
    let klines = client.get_klines(&symbol, KlineInterval::M15, hour_ago);
    for line in klines.send().await? {
        // An interval without trades has no prices.
        match (line.open, line.close) {
            (Some(open), Some(close)) => println!("{}: {open} to {close}", line.start),
            _ => println!("{}: no trades", line.start),
        }
    }
    exchange.print_source();
    Ok(())
}
