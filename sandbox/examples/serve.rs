//! Runs a sandbox until it is stopped, for clients in any language: `cargo run -p backpack-sandbox --example serve -- 8080`.
//!
//! Prints its URL, the credentials that it accepts, and the command that stops it, as lines that a shell can read. Without
//! a port it uses a free one.

use std::error::Error;
use std::net::Ipv4Addr;
use std::{env, process};

use backpack_sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = match env::args().nth(1) {
        None => 0,
        Some(text) => text
            .parse::<u16>()
            .map_err(|error| format!("invalid port {text:?}: {error}"))?,
    };
    let sandbox = Sandbox::builder()
        .bind((Ipv4Addr::LOCALHOST, port))
        // Its requests are not read.
        .keep_requests(0)
        .start()
        .await?;
    println!("BACKPACK_API_URL={}", sandbox.url());
    println!("BACKPACK_API_KEY={}", Sandbox::API_KEY);
    println!("BACKPACK_API_SECRET={}", Sandbox::API_SECRET);
    println!(
        "# The key is published and accepted by sandboxes only. Stop it with Ctrl-C or `kill {}`.",
        process::id()
    );
    std::future::pending().await
}
