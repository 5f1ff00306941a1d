//! Prints the largest quantity of an asset that can be withdrawn now.
//!
//! ```text
//! cargo run --example max_withdrawal -- SOL [--auto-borrow] [--auto-lend-redeem]
//! ```
//!
//! With `BACKPACK_API_SECRET` (and `BACKPACK_API_KEY`) set it calls the live exchange. Without them it starts the sandbox,
//! an exchange on this machine, and calls that.

#[allow(dead_code, reason = "each example uses a part")]
mod common;

use std::error::Error;
use std::process::ExitCode;

use backpack_sandbox::{MockResponse, Sandbox};
use serde_json::json;

const USAGE: &str = "usage: max_withdrawal ASSET [--auto-borrow] [--auto-lend-redeem], for example: max_withdrawal SOL";

/// Balances of the sandbox's account, by asset.
const SANDBOX_ACCOUNT: [(&str, &str); 3] =
    [("BTC", "0.25"), ("SOL", "12.345678901"), ("USDC", "1043.5")];

#[tokio::main]
async fn main() -> ExitCode {
    common::end(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let (mut asset, mut auto_borrow, mut auto_lend_redeem) = (None, false, false);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--auto-borrow" => auto_borrow = true,
            "--auto-lend-redeem" => auto_lend_redeem = true,
            name if asset.is_none() && !name.is_empty() && !name.starts_with('-') => {
                asset = Some(argument);
            }
            _ => return Err(USAGE.into()),
        }
    }
    let asset = asset.ok_or(USAGE)?;

    let exchange = common::Exchange::connect().await?;
    if let Some(sandbox) = &exchange.sandbox {
        prepare(sandbox, &asset, auto_borrow, auto_lend_redeem)?;
    }
    let limit = exchange
        .client
        .get_max_withdrawal_quantity(&asset)
        .auto_borrow(auto_borrow)
        .auto_lend_redeem(auto_lend_redeem)
        .send()
        .await?;

    let yes_no = |flag: Option<bool>| if flag == Some(true) { "yes" } else { "no" };
    println!(
        "Largest withdrawal of {}: {}",
        limit.symbol, limit.max_withdrawal_quantity
    );
    println!("  may borrow:            {}", yes_no(limit.auto_borrow));
    println!(
        "  may redeem lent funds: {}",
        yes_no(limit.auto_lend_redeem)
    );
    exchange.print_source();
    Ok(())
}

/// Sets the response of the sandbox: the quantity of an asset of its account, or an error for another asset.
fn prepare(
    sandbox: &Sandbox,
    asset: &str,
    auto_borrow: bool,
    auto_lend_redeem: bool,
) -> Result<(), Box<dyn Error>> {
    let response = match SANDBOX_ACCOUNT.iter().find(|(held, _)| *held == asset) {
        Some((_, quantity)) => MockResponse::json(
            200,
            &json!({
                "autoBorrow": auto_borrow,
                "autoLendRedeem": auto_lend_redeem,
                "maxWithdrawalQuantity": quantity,
                "symbol": asset,
            }),
        ),
        None => {
            let known = SANDBOX_ACCOUNT.map(|(held, _)| held).join(", ");
            let message = format!("the sandbox has no asset {asset}; it has {known}");
            MockResponse::api_error(400, "INVALID_ASSET", &message)
        }
    };
    sandbox
        .on("get_max_withdrawal_quantity")
        .respond_with(response)?;
    Ok(())
}
