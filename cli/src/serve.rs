//! `backpack sandbox`: the loopback exchange as a program.

use std::net::Ipv4Addr;
use std::time::Duration;

use backpack_api::API_URL_VARIABLE;
use backpack_api::signing::{API_KEY_VARIABLE, API_SECRET_VARIABLE};
use backpack_sandbox::streams::SeededMarket;
use backpack_sandbox::{Book, Sandbox, SandboxBuilder};
use clap::ArgMatches;

use crate::console::Console;
use crate::failure::Failure;

/// The environment variable of the address of the streams.
pub(crate) const STREAMS_URL_VARIABLE: &str = "BACKPACK_STREAMS_URL";

/// The interval of the changes of the markets.
const STEP: Duration = Duration::from_millis(50);

/// Builds a sandbox that responds with the examples of the description.
pub(crate) fn examples() -> SandboxBuilder {
    // Its requests are not read.
    Sandbox::builder().keep_requests(0)
}

/// Builds a sandbox with a book and two markets that change, the same way in each run.
pub(crate) fn markets() -> SandboxBuilder {
    let book = Book::new()
        .balance("USDC", 1_000_000)
        .balance("SOL", 10_000);
    let market = |symbol, seed| SeededMarket::new(symbol, seed).price(140);
    examples()
        .book(book)
        .market(market("SOL_USDC", 0), STEP)
        .market(market("SOL_USDC_PERP", 1), STEP)
}

/// Runs the sandbox until it is interrupted. Prints its URLs and its credentials as lines that a shell can read.
pub(crate) async fn run(arguments: &ArgMatches, console: &mut Console<'_>) -> Result<(), Failure> {
    let port = arguments
        .get_one::<u16>("port")
        .copied()
        .unwrap_or_default();
    let builder = if arguments.get_flag("market") {
        markets()
    } else {
        examples()
    };
    let sandbox = builder
        .bind((Ipv4Addr::LOCALHOST, port))
        .start()
        .await
        .map_err(|error| Failure::Other(format!("cannot start the sandbox: {error}")))?;
    writeln!(console.output, "{API_URL_VARIABLE}={}", sandbox.url())?;
    writeln!(
        console.output,
        "{STREAMS_URL_VARIABLE}={}",
        sandbox.streams_url()
    )?;
    writeln!(console.output, "{API_KEY_VARIABLE}={}", Sandbox::API_KEY)?;
    writeln!(
        console.output,
        "{API_SECRET_VARIABLE}={}",
        Sandbox::API_SECRET
    )?;
    console.output.flush()?;
    console.note("The key is published and accepted by sandboxes only. Stop it with Ctrl-C.");
    tokio::signal::ctrl_c()
        .await
        .map_err(|error| Failure::Other(format!("cannot wait for Ctrl-C: {error}")))?;
    sandbox.stop().await;
    Ok(())
}
