//! Prints the balances of the account, in a program without asynchronous code.
//!
//! ```text
//! cargo run --example blocking --features blocking
//! ```
//!
//! With `BACKPACK_API_SECRET` set it calls the live exchange, else the sandbox.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

fn main() -> ExitCode {
    common::end(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    // The sandbox runs on this runtime; a program that calls the exchange needs none.
    let runtime = tokio::runtime::Runtime::new()?;
    let exchange = runtime.block_on(common::Exchange::connect())?;

    let balances = exchange.client.get_balances().send_blocking()?;
    for (asset, balance) in balances.iter() {
        println!("{asset:<8} {:>20}", balance.available);
    }
    exchange.print_source();
    Ok(())
}
