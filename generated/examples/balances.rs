//! Prints the balances of the account, by asset.
//!
//! ```text
//! cargo run --example balances
//! ```
//!
//! With `BACKPACK_API_SECRET` set it calls the live exchange, else the sandbox.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let exchange = common::Exchange::connect().await?;
    let balances = exchange.client.get_balances().send().await?;
    println!(
        "{:<8} {:>20} {:>20} {:>20}",
        "asset", "available", "locked", "staked"
    );
    for (asset, balance) in balances.iter() {
        println!(
            "{asset:<8} {:>20} {:>20} {:>20}",
            balance.available, balance.locked, balance.staked
        );
    }
    exchange.print_source();
    Ok(())
}
