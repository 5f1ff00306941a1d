//! Places, queries and cancels an order on the sandbox.
//!
//! ```text
//! cargo run --example orders
//! ```

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::Decimal;
use backpack_api::types::{
    Order, OrderCancelPayload, OrderExecutePayload, OrderType, Side, TimeInForce,
};

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let exchange = common::Exchange::sandbox().await?;
    let client = &exchange.client;

    // A missing required field is a compile error. A limit order without a price is rejected before it is sent.
    let (price, quantity): (Decimal, Decimal) = ("142.12".parse()?, "2".parse()?);
    let order = OrderExecutePayload::new("SOL_USDC", Side::Bid, OrderType::Limit)
        .time_in_force(TimeInForce::Gtc)
        .price(price)
        .quantity(quantity)
        .client_id(7);
    let placed = client.execute_order(order).send().await?;
    // `Order` is an enum of limit and market orders; fields of both have methods.
    if let Order::Limit(limit) = &*placed {
        println!(
            "placed: {} {} at {}",
            limit.side, limit.quantity, limit.price
        );
    }
    let id = placed.id().ok_or("the order has no id")?.to_owned();

    let queried = client.get_order("SOL_USDC").order_id(&id).send().await?;
    println!(
        "queried: {id} is {}",
        queried.status().ok_or("the order has no status")?
    );

    let cancel = OrderCancelPayload::new("SOL_USDC").order_id(id);
    match client.cancel_order(cancel).send().await?.into_inner() {
        Some(_) => println!("cancelled"),
        None => println!("cancel accepted, not done yet"),
    }
    exchange.print_source();
    Ok(())
}
