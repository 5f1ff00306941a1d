//! Prints the fills of the account from a stream, which holds one page in memory.
//!
//! ```text
//! cargo run --example fills -- SOL_USDC
//! ```
//!
//! With `BACKPACK_API_SECRET` set it calls the live exchange, else the sandbox.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::Pages;
use backpack_api::types::SortDirection;
use futures_util::TryStreamExt as _;

/// Number of fills to print. The stream requests no page after them.
const LIMIT: usize = 10;

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let symbol = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "SOL_USDC".to_owned());
    let exchange = common::Exchange::connect().await?;
    let fills = exchange
        .client
        .get_fills()
        .symbol(&symbol)
        .sort_direction(SortDirection::Desc);

    let mut fills = fills.stream_from(Pages::of(100));
    let mut count = 0;
    // An error has the offset to continue from: `Pages::of(100).starting_at(error.offset)`.
    while let Some(fill) = fills.try_next().await? {
        println!(
            "{} {} {} at {}, fee {} {}",
            fill.timestamp, fill.side, fill.quantity, fill.price, fill.fee, fill.fee_symbol
        );
        count += 1;
        if count == LIMIT {
            break;
        }
    }
    println!("{count} fills");
    exchange.print_source();
    Ok(())
}
