//! Prints a live order book: the best levels, and the reason whenever it is not live.
//!
//! ```text
//! cargo run --example book --features streams -- SOL_USDC
//! ```
//!
//! With `BACKPACK_API_SECRET` set it reads the live exchange until it is interrupted. Else it reads the sandbox, which
//! closes the connection once: the book becomes stale, and is synchronised again.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use backpack_api::{BookState, OrderBook, PriceLevel};
use backpack_sandbox::streams::StreamFault;

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let symbol = common::symbol();
    let exchange = common::Exchange::with_market(&symbol).await?;
    let book = exchange.client.streams().book(&symbol).await?;
    let mut book = book.verify_every(Duration::from_secs(60));
    let (mut count, mut is_closed) = (0, false);
    loop {
        match book.changed().await? {
            BookState::Live(book) => {
                print(book);
                count += 1;
            }
            BookState::Stale(reason) => println!("not live: {reason}"),
            _ => println!("synchronising"),
        }
        match &exchange.sandbox {
            Some(sandbox) if count == 10 && !is_closed => {
                is_closed = true;
                sandbox.streams().fault(StreamFault::close(1012))?;
            }
            Some(_) if count >= 20 => break,
            _ => {}
        }
    }
    exchange.client.streams().close().await;
    exchange.print_source();
    Ok(())
}

fn print(book: &OrderBook) {
    let text = |level: Option<&PriceLevel>| match level {
        Some(level) => format!("{} for {}", level.price, level.quantity),
        None => "none".to_owned(),
    };
    println!(
        "update {}: bid {}, ask {}",
        book.update_id(),
        text(book.best_bid()),
        text(book.best_ask())
    );
}
