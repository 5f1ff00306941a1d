//! Places orders under failures of the connection, and prints their outcomes, on the sandbox.
//!
//! ```text
//! cargo run --example placement
//! ```

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::types::{OrderExecutePayload, OrderType, Side};
use backpack_api::{Decimal, Placement};
use backpack_sandbox::book::Side as BookSide;
use backpack_sandbox::{Book, Fault, RetryAfter, Sandbox};

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .book(Book::new().balance("USDC", 1_000).balance("SOL", 0).level(
            "SOL_USDC",
            BookSide::Ask,
            140,
            10,
        ))
        .start()
        .await?;
    let client = backpack_api::Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .build()?;

    for (name, fault) in [
        ("the response is lost", Fault::reset().after_execution()),
        ("the request is lost", Fault::reset().before_execution()),
        (
            "rate limited",
            Fault::rate_limited(RetryAfter::Seconds(1)).before_execution(),
        ),
    ] {
        sandbox.on("execute_order").fault(fault)?;
        // A market order is filled at once, so that it is never among the open orders.
        let order = OrderExecutePayload::new("SOL_USDC", Side::Bid, OrderType::Market)
            .quantity(Decimal::ONE);
        let call = client.place(order);
        // Store the client id before sending: it finds the order after a crash.
        let client_id = call.client_id();
        let result = match call.send().await {
            Placement::Placed { order, .. } => format!("placed, order {:?}", order.id()),
            // It can be placed again.
            Placement::NotPlaced { reason, .. } => format!("not placed: {reason}"),
            // Neither trade nor place it again before its outcome is known.
            Placement::Unknown { error, .. } => format!("unknown: {error:?}"),
        };
        println!("{name}, client id {client_id}: {result}");
    }
    println!("orders in the book: {}", sandbox.book().orders().len());
    Ok(())
}
