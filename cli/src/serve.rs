//! `backpack sandbox`: the loopback exchange as a program.

use std::net::Ipv4Addr;

use backpack_api::signing::{API_KEY_VARIABLE, API_SECRET_VARIABLE};
use backpack_sandbox::Sandbox;
use clap::ArgMatches;

use crate::console::Console;
use crate::failure::Failure;
use crate::session::URL_VARIABLE;

/// Runs the sandbox until it is interrupted. Prints its URL and its credentials as lines that a shell can read.
pub(crate) async fn run(arguments: &ArgMatches, console: &mut Console<'_>) -> Result<(), Failure> {
    let port = arguments
        .get_one::<u16>("port")
        .copied()
        .unwrap_or_default();
    let sandbox = Sandbox::builder()
        .bind((Ipv4Addr::LOCALHOST, port))
        // Its requests are not read.
        .keep_requests(0)
        .start()
        .await
        .map_err(|error| Failure::Other(format!("cannot start the sandbox: {error}")))?;
    writeln!(console.output, "{URL_VARIABLE}={}", sandbox.url())?;
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
