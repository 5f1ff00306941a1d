//! Requests a withdrawal with a two-factor token, on the sandbox.
//!
//! ```text
//! cargo run --example withdraw -- SOL 10 7Hk3ExampleRecipientAddress11111111111111111
//! ```
//!
//! The token is read from the standard input: the arguments of a program are visible to other users of the machine.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_api::types::{AccountWithdrawalPayload, Blockchain};
use backpack_api::{Decimal, Secret};

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [asset, quantity, address] = arguments.as_slice() else {
        return Err("usage: withdraw ASSET QUANTITY ADDRESS".into());
    };
    let quantity: Decimal = quantity.parse()?;
    let exchange = common::Exchange::sandbox().await?;
    let client = &exchange.client;

    let limit = client.get_max_withdrawal_quantity(asset).send().await?;
    println!("at most {} {asset}", limit.max_withdrawal_quantity);

    eprint!("two-factor token: ");
    let mut token = String::new();
    std::io::stdin().read_line(&mut token)?;
    // `Debug` of a secret does not show it, and its memory is wiped.
    let token = Secret::from(token.trim().to_owned());

    // The client id finds the withdrawal in `get_withdrawals` if the response is lost.
    let request = AccountWithdrawalPayload::new(asset, quantity, Blockchain::Solana, address)
        .client_id("example-withdrawal")
        .two_factor_token(token);
    println!("{request:?}");
    match client.request_withdrawal(request).send().await {
        Ok(withdrawal) => println!(
            "withdrawal {}: {} {}, fee {}, {}",
            withdrawal.id,
            withdrawal.quantity,
            withdrawal.symbol,
            withdrawal.fee,
            withdrawal.status
        ),
        Err(error) if error.outcome_unknown() => {
            return Err(
                format!("look for `example-withdrawal` before you repeat it: {error}").into(),
            );
        }
        Err(error) => return Err(error.into()),
    }
    exchange.print_source();
    Ok(())
}
