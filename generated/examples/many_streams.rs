//! Prints the events of many streams from one queue, in the order received.
//!
//! ```text
//! cargo run --example many_streams --features streams -- SOL_USDC
//! ```
//!
//! With `BACKPACK_API_SECRET` set it reads the live exchange until it is interrupted, else 40 events of the sandbox.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::streams::{StreamEvent, book_ticker, depth, trade};
use backpack_api::{Lag, Update};

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let symbol = common::symbol();
    let exchange = common::Exchange::with_market(&symbol).await?;
    let mut feed = exchange.client.streams().feed();
    feed.add(trade(&symbol))?;
    // A slow consumer reads the newest ticker, and never an outdated one.
    feed.add(book_ticker(&symbol).lag(Lag::Newest))?;
    feed.add(depth(&symbol))?;
    let mut count = 0;
    while let Some((stream, update)) = feed.next().await {
        match update? {
            Update::Event(StreamEvent::Trade(trade)) => {
                println!("{stream}: {} at {}", trade.quantity, trade.price);
            }
            Update::Event(StreamEvent::BookTicker(top)) => match (top.bid_price, top.ask_price) {
                (Some(bid), Some(ask)) => println!("{stream}: {bid} / {ask}"),
                _ => println!("{stream}: a side is empty"),
            },
            Update::Event(StreamEvent::Depth(depth)) => {
                println!("{stream}: update {}", depth.last_update_id);
            }
            Update::Gap(gap) => println!("{stream}: events were lost: {}", gap.reason),
            _ => {}
        }
        count += 1;
        if count == 40 && exchange.sandbox.is_some() {
            break;
        }
    }
    exchange.client.streams().close().await;
    exchange.print_source();
    Ok(())
}
