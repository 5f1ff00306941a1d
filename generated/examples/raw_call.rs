//! Calls an operation without its typed call, as one that this SDK does not have yet, and adds a query parameter.
//!
//! ```text
//! cargo run --example raw_call -- SOL
//! ```
//!
//! With `BACKPACK_API_SECRET` set it calls the live exchange, else the sandbox.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::serde_json::Value;
use backpack_api::types::DepthLimit;
use backpack_api::{Decimal, Method};
use serde::Deserialize;

/// The part of the response that this program needs.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MaxWithdrawal {
    max_withdrawal_quantity: Decimal,
}

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let asset = std::env::args().nth(1).unwrap_or_else(|| "SOL".to_owned());
    let exchange = common::Exchange::connect().await?;
    let client = &exchange.client;

    // Signed with the instruction that the exchange documents for the operation.
    let limit = client
        .request(Method::GET, "/api/v1/account/limits/withdrawal")
        .signed("maxWithdrawalQuantity")?
        .query("symbol", &asset)
        .query("autoBorrow", false)
        .send::<MaxWithdrawal>()
        .await?;
    println!("{asset}: {}", limit.max_withdrawal_quantity);

    let status = client.request(Method::GET, "/api/v1/status").public();
    println!("status: {}", *status.send::<Value>().await?);

    // A parameter of a typed call that has no setter: here, one that has.
    let depth = client
        .get_depth("SOL_USDC")
        .query_extra("limit", DepthLimit::N5)
        .send()
        .await?;
    println!("{} bids", depth.bids.len());
    exchange.print_source();
    Ok(())
}
