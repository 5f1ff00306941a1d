//! Places an order with a rounded price, queries it and cancels it, on the sandbox.
//!
//! ```text
//! cargo run --example orders
//! ```

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::Placement;
use backpack_api::types::{OrderCancelPayload, OrderExecutePayload, OrderType, Side, TimeInForce};
use backpack_sandbox::Book;

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let book = Book::new().balance("USDC", 1_000).balance("SOL", 0);
    let exchange = common::Exchange::with_book(book).await?;
    let client = &exchange.client;

    // A price must be a multiple of the market's tick, a quantity of its step. A bid is rounded down.
    let market = client.get_market("SOL_USDC").send().await?;
    let price = market.round_price(Side::Bid, "142.1234".parse()?);
    let quantity = market.round_quantity("2.00099".parse()?);
    println!("rounded: {quantity} at {price}");
    let order = OrderExecutePayload::new("SOL_USDC", Side::Bid, OrderType::Limit)
        .time_in_force(TimeInForce::Gtc)
        .post_only(true)
        .price(price)
        .quantity(quantity);
    market.check_order(&order)?;

    // An order whose response is lost is searched for, and never placed twice.
    let id = match client.place(order).send().await {
        Placement::Placed { order, .. } => order.id().ok_or("the order has no id")?.to_owned(),
        Placement::NotPlaced { reason, .. } => return Err(format!("not placed: {reason}").into()),
        Placement::Unknown { client_id, .. } => {
            return Err(format!("unknown outcome: look for client id {client_id}").into());
        }
    };
    println!("placed: order {id}");

    let queried = client.get_order("SOL_USDC").order_id(&id).send().await?;
    let status = queried.status().ok_or("the order has no status")?;
    println!("queried: order {id} is {status}");

    let cancel = OrderCancelPayload::new("SOL_USDC").order_id(id);
    match client.cancel_order(cancel).send().await?.into_inner() {
        Some(_) => println!("cancelled"),
        None => println!("cancel accepted, not done yet"),
    }
    exchange.print_source();
    Ok(())
}
