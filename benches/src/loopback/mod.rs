//! Round trips to a server on this machine, with decoding.
//!
//! The server is another process, so that CPU time and allocations are those of the client alone.

mod callers;
mod process;
mod run;
pub mod server;

pub use process::Server;
pub use run::{count, table};

/// Path and response body of the public call.
const PUBLIC_PATH: &str = "/api/v1/ticker";
const PUBLIC_BODY: &str = r#"{"firstPrice":"141.06","high":"143.9","lastPrice":"142.12","low":"139.88","priceChange":"1.06","priceChangePercent":"0.0075","quoteVolume":"1843112.4","symbol":"SOL_USDC","trades":"4218","volume":"12992.21"}"#;

/// Path and response body of the private call. The server rejects it without a signature.
const PRIVATE_PATH: &str = "/api/v1/account/limits/withdrawal";
const PRIVATE_BODY: &str = r#"{"autoBorrow":true,"autoLendRedeem":true,"maxWithdrawalQuantity":"12.345678901","symbol":"SOL"}"#;

/// Path of the private call without a signature, of the same length and with the same response.
const UNSIGNED_PATH: &str = "/api/v0/account/limits/withdrawal";
