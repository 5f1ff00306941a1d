//! A request to a server on this machine, there and back, decoded.
//!
//! The server is another process: the CPU time and the allocations are those of the client alone.

mod callers;
mod process;
mod run;
pub mod server;

pub use process::Server;
pub use run::{count, table};

/// A public call, and what the server answers to it.
const PUBLIC_PATH: &str = "/api/v1/ticker";
const PUBLIC_BODY: &str = r#"{"firstPrice":"141.06","high":"143.9","lastPrice":"142.12","low":"139.88","priceChange":"1.06","priceChangePercent":"0.0075","quoteVolume":"1843112.4","symbol":"SOL_USDC","trades":"4218","volume":"12992.21"}"#;

/// A private call. The server refuses it without a signature.
const PRIVATE_PATH: &str = "/api/v1/account/limits/withdrawal";
const PRIVATE_BODY: &str = r#"{"autoBorrow":true,"autoLendRedeem":true,"maxWithdrawalQuantity":"12.345678901","symbol":"SOL"}"#;

/// The same for whoever does not sign: of the same length, and with the same answer.
const UNSIGNED_PATH: &str = "/api/v0/account/limits/withdrawal";
