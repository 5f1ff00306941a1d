//! Signs a request of plain reqwest, without the client.
//!
//! ```text
//! cargo run --example signing_alone
//! ```

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_sandbox::Sandbox;
use backpack_signing::{Clock as _, Instruction, Payload, SystemClock, Window, sign};
use reqwest::redirect::Policy;

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    // A redirect would send the signed headers to another address.
    let http = reqwest::Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .build()?;

    // The string to sign has the query parameters or the fields of the body, sorted.
    let query = "symbol=SOL&autoBorrow=true";
    let headers = sign(
        &Sandbox::credentials(),
        &Instruction::from_static("maxWithdrawalQuantity"),
        Payload::query(query),
        SystemClock.now(),
        Window::DEFAULT,
    )?;
    let url = format!("{}/api/v1/account/limits/withdrawal?{query}", sandbox.url());
    let mut request = http.get(url);
    for (name, value) in headers.as_array() {
        request = request.header(name, value);
    }
    let response = request.send().await?;
    println!("{}: {}", response.status(), response.text().await?);
    Ok(())
}
