//! A bot with its own tests, which run it against the sandbox.
//!
//! ```text
//! cargo run --example tested_bot
//! cargo test --example tested_bot
//! ```

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::types::{OrderExecutePayload, OrderType, Side};
use backpack_api::{Client, Decimal, Placement};
use backpack_sandbox::Book;
use backpack_sandbox::book::Side as BookSide;

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let book = Book::new().balance("USDC", 1_000).balance("SOL", 0).level(
        "SOL_USDC",
        BookSide::Ask,
        140,
        5,
    );
    let exchange = common::Exchange::with_book(book).await?;
    let bought = buy_dip(&exchange.client, "SOL_USDC", Decimal::from(141)).await?;
    println!("bought: {bought}");
    exchange.print_source();
    Ok(())
}

/// The bot: buys one unit if the best ask is at most `limit`. Returns true if it did.
async fn buy_dip(client: &Client, symbol: &str, limit: Decimal) -> Result<bool, Box<dyn Error>> {
    let depth = client.get_depth(symbol).send().await?;
    if depth.best_ask().is_none_or(|ask| ask.price > limit) {
        return Ok(false);
    }
    let order = OrderExecutePayload::new(symbol, Side::Bid, OrderType::Market);
    match client.place(order.quantity(Decimal::ONE)).send().await {
        Placement::Placed { .. } => Ok(true),
        Placement::NotPlaced { reason, .. } => Err(reason.to_string().into()),
        Placement::Unknown { client_id, .. } => Err(format!("look for {client_id}").into()),
    }
}

#[cfg(test)]
mod tests {
    use backpack_sandbox::{Fault, Sandbox};

    use super::*;

    async fn sandbox() -> (Sandbox, Client) {
        let book = Book::new().balance("USDC", 1_000).balance("SOL", 0).level(
            "SOL_USDC",
            BookSide::Ask,
            140,
            5,
        );
        let sandbox = Sandbox::builder().book(book).start().await.unwrap();
        let client = Client::builder()
            .base_url(sandbox.url())
            .credentials(Sandbox::credentials())
            .build()
            .unwrap();
        (sandbox, client)
    }

    #[tokio::test]
    async fn buys_at_the_limit() {
        let (sandbox, client) = sandbox().await;
        let limit = Decimal::from(140);
        assert!(buy_dip(&client, "SOL_USDC", limit).await.unwrap());
        assert_eq!(sandbox.book().balance("SOL").available(), Decimal::ONE);
    }

    #[tokio::test]
    async fn does_not_buy_above_the_limit() {
        let (sandbox, client) = sandbox().await;
        let limit = Decimal::from(139);
        assert!(!buy_dip(&client, "SOL_USDC", limit).await.unwrap());
        assert!(sandbox.book().orders().is_empty());
    }

    /// A lost response is no reason to buy twice.
    #[tokio::test]
    async fn buys_once_when_the_response_is_lost() {
        let (sandbox, client) = sandbox().await;
        let lost = Fault::reset().after_execution();
        sandbox.on("execute_order").fault(lost).unwrap();
        let busy = Fault::status(503).before_execution();
        sandbox.on("get_depth").fault(busy).unwrap();
        let limit = Decimal::from(140);
        assert!(buy_dip(&client, "SOL_USDC", limit).await.unwrap());
        assert_eq!(sandbox.book().orders().len(), 1);
        // Both faults were used.
        sandbox.verify().unwrap();
    }
}
