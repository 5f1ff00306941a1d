//! Places a batch of orders on the sandbox: one signature, and a result for each order.
//!
//! ```text
//! cargo run --example batch
//! ```

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::Decimal;
use backpack_api::types::{BatchCommandOrderResult, OrderExecutePayload, OrderType, Side};

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let exchange = common::Exchange::sandbox().await?;
    let ladder: Vec<OrderExecutePayload> = (0..3)
        .map(|step| {
            OrderExecutePayload::new("SOL_USDC_PERP", Side::Bid, OrderType::Limit)
                .price(Decimal::from(141 - step))
                .quantity(Decimal::from(12))
        })
        .collect();
    for result in exchange.client.execute_order_batch(ladder).send().await? {
        match result {
            BatchCommandOrderResult::Ok(order) => println!("accepted: {order:?}"),
            BatchCommandOrderResult::Err(error) => println!("rejected: {error}"),
            other => println!("unknown result: {other:?}"),
        }
    }
    exchange.print_source();
    Ok(())
}
