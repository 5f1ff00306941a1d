//! Prints the trades of a market. Trades that were lost are requested from REST and marked.
//!
//! ```text
//! cargo run --example trades --features streams -- SOL_USDC
//! ```
//!
//! With `BACKPACK_API_SECRET` set it reads the live exchange until it is interrupted, else 20 trades of the sandbox.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::Filled;

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let symbol = common::symbol();
    let exchange = common::Exchange::with_market(&symbol).await?;
    let mut trades = exchange.client.streams().trades(&symbol).await?;
    let mut count = 0;
    while let Some(item) = trades.next().await {
        match item? {
            Filled::Event(trade) => {
                println!("{} at {}", trade.quantity, trade.price);
                count += 1;
            }
            Filled::Backfilled(trade) => {
                println!("{} at {} (from REST)", trade.quantity, trade.price);
                count += 1;
            }
            Filled::Gap(gap) => println!("trades are missing: {}", gap.reason),
            Filled::Live(live) => println!("connection {}", live.connection),
            _ => {}
        }
        if count >= 20 && exchange.sandbox.is_some() {
            break;
        }
    }
    exchange.client.streams().close().await;
    exchange.print_source();
    Ok(())
}
