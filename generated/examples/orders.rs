//! An order: placed, queried and cancelled. On the sandbox, always: an example does not trade your funds.
//!
//! ```text
//! cargo run --example orders
//! ```

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::types::{
    OrderCancelPayload, OrderExecutePayload, OrderType, OrderTypeEnum, Side, TimeInForce,
};

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let exchange = common::Exchange::sandbox().await?;
    let client = &exchange.client;

    // Required fields that are left out do not compile. A limit order without a price is refused before it is sent.
    let order = OrderExecutePayload::builder()
        .symbol("SOL_USDC")
        .side(Side::Bid)
        .order_type(OrderTypeEnum::Limit)
        .time_in_force(TimeInForce::Gtc)
        .price("142.12".parse()?)
        .quantity("2".parse()?)
        .client_id(7)
        .build();
    let placed = client.execute_order(&order).send().await?;
    // A match tells limit from market orders; what both have is there without one.
    if let OrderType::Limit(limit) = &*placed {
        println!(
            "placed: {} {} at {}",
            limit.side, limit.quantity, limit.price
        );
    }
    let id = placed.id().ok_or("the order has no id")?.to_owned();

    let queried = client.get_order("SOL_USDC").order_id(&id).send().await?;
    println!(
        "queried: {id} is {}",
        queried.order_status().ok_or("the order has no status")?
    );

    let cancel = OrderCancelPayload::builder()
        .symbol("SOL_USDC")
        .order_id(id)
        .build();
    match client.cancel_order(&cancel).send().await?.into_inner() {
        Some(_) => println!("cancelled"),
        None => println!("the cancel was accepted, and is not done yet"),
    }
    exchange.print_source();
    Ok(())
}
