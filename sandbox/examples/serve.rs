//! Runs a sandbox until it is stopped, for clients in any language: `cargo run -p backpack-sandbox --example serve -- 8080`.
//!
//! Prints its URL, the address of its streams, the credentials that it accepts, and the command that stops it, as lines that
//! a shell can read. Without a port it uses a free one. With `market` after the port it keeps a book, in which the markets
//! SOL_USDC and SOL_USDC_PERP change 20 times a second.

use std::error::Error;
use std::net::Ipv4Addr;
use std::time::Duration;
use std::{env, process};

use backpack_sandbox::streams::SeededMarket;
use backpack_sandbox::{Book, Sandbox};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = match env::args().nth(1) {
        None => 0,
        Some(text) => text
            .parse::<u16>()
            .map_err(|error| format!("invalid port {text:?}: {error}"))?,
    };
    let mut builder = Sandbox::builder()
        .bind((Ipv4Addr::LOCALHOST, port))
        // Its requests are not read.
        .keep_requests(0);
    match env::args().nth(2).as_deref() {
        None => {}
        Some("market") => {
            let book = Book::new()
                .balance("USDC", 1_000_000)
                .balance("SOL", 10_000);
            builder = builder.book(book);
            for (seed, symbol) in ["SOL_USDC", "SOL_USDC_PERP"].into_iter().enumerate() {
                let market = SeededMarket::new(symbol, seed as u64).price(140);
                builder = builder.market(market, Duration::from_millis(50));
            }
        }
        Some(other) => return Err(format!("invalid argument {other:?}: use `market`").into()),
    }
    let sandbox = builder.start().await?;
    println!("BACKPACK_API_URL={}", sandbox.url());
    println!("BACKPACK_STREAMS_URL={}", sandbox.streams_url());
    println!("BACKPACK_API_KEY={}", Sandbox::API_KEY);
    println!("BACKPACK_API_SECRET={}", Sandbox::API_SECRET);
    println!(
        "# The key is published and accepted by sandboxes only. Stop it with Ctrl-C or `kill {}`.",
        process::id()
    );
    std::future::pending().await
}
