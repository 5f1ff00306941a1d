//! The published rate limits, and the rules by which the stores of permits divide them.

use std::time::Duration;

/// Requests of an account in a period (the exchange's support pages).
pub const ACCOUNT: u32 = 2_000;

/// Requests for historical market data in a period (the exchange's support pages).
pub const HISTORICAL: u32 = 30;

/// Period of the published limits.
pub const PERIOD: Duration = Duration::from_secs(60);

/// Longest hold after a 429, so that one response cannot stop a client for longer.
pub const MAX_HOLD: Duration = Duration::from_secs(600);

/// Returns the number of an account's permits that only cancels use; 0 for a limit that is too low to be divided.
#[must_use]
pub const fn cancel_lane(account: u32) -> u32 {
    account / 10
}

/// Returns the number of permits that can be used at once. The burst and the permits of the period after it add up to the
/// limit.
#[must_use]
pub const fn burst(calls: u32) -> u32 {
    if calls < 5 { 1 } else { calls / 5 }
}
