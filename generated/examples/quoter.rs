//! Quotes both sides of a market on the sandbox until Ctrl-C, and cancels all of its orders then.
//!
//! ```text
//! cargo run --example quoter
//! ```
//!
//! A round that fails, for example with 429 or 503, is left out: the next one starts by cancelling what is open.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use backpack_api::types::{Market, OrderCancelAllPayload, OrderExecutePayload, OrderType, Side};
use backpack_api::{Client, Decimal, Placement};
use backpack_sandbox::Book;
use backpack_sandbox::book::Side as BookSide;

const MARKET: &str = "SOL_USDC";

/// Time between two rounds.
const INTERVAL: Duration = Duration::from_millis(500);

/// Number of attempts to cancel all orders at the end.
const CANCEL_ATTEMPTS: u32 = 20;

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let book = Book::new()
        .balance("USDC", 10_000)
        .balance("SOL", 50)
        .level(MARKET, BookSide::Bid, 139, 100)
        .level(MARKET, BookSide::Ask, 141, 100);
    let exchange = common::Exchange::with_book(book).await?;
    let client = &exchange.client;
    let market = client.get_market(MARKET).send().await?;
    println!("quoting {MARKET}; Ctrl-C ends");

    // A round is not interrupted: an order in flight would stay open.
    let mut stop = tokio::spawn(tokio::signal::ctrl_c());
    loop {
        match quote(client, &market).await {
            Ok((bid, ask)) => println!("bid {bid}, ask {ask}"),
            Err(error) => println!("no quotes in this round: {error}"),
        }
        tokio::select! {
            stopped = &mut stop => {
                stopped??;
                break;
            }
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
    cancel_all(client).await?;
    println!("all orders are cancelled");
    Ok(())
}

/// Replaces the quotes. Returns the new prices.
async fn quote(client: &Client, market: &Market) -> Result<(Decimal, Decimal), Box<dyn Error>> {
    let all = OrderCancelAllPayload::new(MARKET);
    client.cancel_open_orders(all).send().await?;

    let depth = client.get_depth(MARKET).send().await?;
    let mid = depth.mid().ok_or("a side of the book is empty")?;
    let half_spread = mid * Decimal::new(2, 3);
    let bid = market.round_price(Side::Bid, mid - half_spread);
    let ask = market.round_price(Side::Ask, mid + half_spread);
    let orders = [(Side::Bid, bid), (Side::Ask, ask)].map(|(side, price)| {
        OrderExecutePayload::new(MARKET, side, OrderType::Limit)
            .post_only(true)
            .price(price)
            .quantity(Decimal::ONE)
    });
    for order in &orders {
        market.check_order(order)?;
    }
    for placement in client.place_batch(orders).send().await {
        match placement {
            Placement::Placed { .. } => {}
            Placement::NotPlaced { reason, .. } => return Err(reason.to_string().into()),
            Placement::Unknown { client_id, .. } => {
                return Err(format!("unknown outcome of client id {client_id}").into());
            }
        }
    }
    Ok((bid, ask))
}

/// Cancels until no order is open.
async fn cancel_all(client: &Client) -> Result<(), Box<dyn Error>> {
    for _ in 0..CANCEL_ATTEMPTS {
        let all = OrderCancelAllPayload::new(MARKET);
        if let Err(error) = client.cancel_open_orders(all).send().await {
            println!("not cancelled yet: {error}");
        }
        // A cancel can be accepted and not done yet.
        match client.get_open_orders().symbol(MARKET).send().await {
            Ok(open) if open.is_empty() => return Ok(()),
            Ok(open) => println!("{} orders are still open", open.len()),
            Err(error) => println!("open orders are unknown: {error}"),
        }
        tokio::time::sleep(INTERVAL).await;
    }
    Err("orders may still be open: cancel them by hand".into())
}
