//! A batch of orders: one signature, one answer for each. On the sandbox, always.
//!
//! ```text
//! cargo run --example batch
//! ```

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::Decimal;
use backpack_api::types::{BatchCommandOrderResult, OrderExecutePayload, OrderTypeEnum, Side};

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let exchange = common::Exchange::sandbox().await?;
    let ladder: Vec<OrderExecutePayload> = (0..3)
        .map(|step| {
            OrderExecutePayload::builder()
                .symbol("SOL_USDC_PERP")
                .side(Side::Bid)
                .order_type(OrderTypeEnum::Limit)
                .price(Decimal::from(141 - step))
                .quantity(Decimal::from(12))
                .build()
        })
        .collect();
    for result in exchange
        .client
        .execute_order_batch(&ladder)
        .send()
        .await?
        .iter()
    {
        match result {
            BatchCommandOrderResult::Ok(order) => println!("accepted: {order:?}"),
            BatchCommandOrderResult::Err(refused) => println!("refused: {refused}"),
            other => println!("something that this version does not know: {other:?}"),
        }
    }
    exchange.print_source();
    Ok(())
}
