//! Places orders and follows them in a view of the account: the stream, reconciled with REST after each gap.
//!
//! ```text
//! cargo run --example order_updates --features streams
//! ```
//!
//! It runs against the sandbox, whatever the environment.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::types::{OrderCancelPayload, OrderExecutePayload, OrderType, Side};
use backpack_api::{Decimal, ViewState};

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let exchange = common::Exchange::sandbox_with_market("SOL_USDC").await?;
    let client = &exchange.client;
    let mut orders = client.streams().orders().await?;
    orders.wait_until_live().await?;

    // Below the market: it rests on the book until it is cancelled.
    let order = OrderExecutePayload::new("SOL_USDC", Side::Bid, OrderType::Limit)
        .price(Decimal::from(50))
        .quantity(Decimal::ONE);
    let placed = client.execute_order(order).send().await?;
    let id = placed.id().unwrap_or_default().to_owned();
    println!("placed {id}");
    let mut is_cancelled = false;
    loop {
        match orders.changed().await? {
            ViewState::Live(orders) => {
                let Some(order) = orders.get(&id) else {
                    continue;
                };
                let status = order.status.as_ref().map(ToString::to_string);
                println!(
                    "{id} is {}, {} open orders",
                    status.unwrap_or_default(),
                    orders.open().len()
                );
                if orders.open().all(|open| open.id != id) {
                    break;
                }
            }
            ViewState::Uncertain(reason) => println!("orders are uncertain: {reason}"),
            _ => continue,
        }
        if !is_cancelled {
            is_cancelled = true;
            let cancel = OrderCancelPayload::new("SOL_USDC").order_id(id.as_str());
            client.cancel_order(cancel).send().await?;
        }
    }
    client.streams().close().await;
    exchange.print_source();
    Ok(())
}
