//! The names of streams that the exchange has.

/// A name that the exchange rejects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameError {
    /// The kind of stream is unknown, or its symbol is missing.
    Stream,
    /// The aggregation window of a depth stream is unknown.
    DepthWindow,
}

/// The aggregation windows of depth streams, in milliseconds.
pub(crate) const WINDOWS: [u64; 3] = [200, 600, 1000];

/// The intervals of k-lines.
const INTERVALS: [&str; 16] = [
    "1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w",
    "1month",
];

/// The prefix of private streams.
const PRIVATE: &str = "account.";

pub(crate) fn is_private(name: &str) -> bool {
    name.starts_with(PRIVATE)
}

/// Checks the kind and the parameters of a name. An unknown symbol is accepted and stays silent, as on the exchange.
pub(crate) fn check(name: &str) -> Result<(), NameError> {
    let (kind, rest) = split(name.strip_prefix(PRIVATE).unwrap_or(name));
    let is_valid = match (is_private(name), kind) {
        (true, "orderUpdate" | "positionUpdate" | "rfqUpdate") => rest != Some(""),
        (true, "balanceUpdate") => rest.is_none(),
        (false, "liquidation") => rest != Some(""),
        (false, "depth") => return check_depth(rest.unwrap_or_default()),
        (false, "kline") => {
            let (interval, symbol) = split(rest.unwrap_or_default());
            INTERVALS.contains(&interval) && symbol.is_some_and(|symbol| !symbol.is_empty())
        }
        (
            false,
            "bookTicker"
            | "ticker"
            | "externalTicker"
            | "markPrice"
            | "openInterest"
            | "trade"
            | "stockPrice"
            | "stockIndicativeQuote",
        ) => rest.is_some_and(|symbol| !symbol.is_empty()),
        _ => false,
    };
    if is_valid {
        Ok(())
    } else {
        Err(NameError::Stream)
    }
}

fn check_depth(rest: &str) -> Result<(), NameError> {
    if rest.is_empty() {
        return Err(NameError::Stream);
    }
    // `depth.5.X` is a symbol with a dot, and silent (probe of 2026-09).
    let window = rest.split_once("ms.").map(|(window, _)| window);
    match window.map(str::parse::<u64>) {
        Some(Ok(window)) if !WINDOWS.contains(&window) => Err(NameError::DepthWindow),
        _ => Ok(()),
    }
}

fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_kinds_and_parameters() {
        for name in [
            "bookTicker.SOL_USDC",
            "trade.AAPL.US_USDC_PERP",
            "depth.SOL_USDC",
            "depth.5.SOL_USDC",
            "depth.200ms.SOL_USDC",
            "depth.1000ms.SOL_USDC",
            "kline.1month.SOL_USDC",
            "liquidation",
            "liquidation.SOL_USDC_PERP",
            "stockPrice.BRK.B",
            "account.orderUpdate",
            "account.orderUpdate.SOL_USDC",
            "account.balanceUpdate",
        ] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        for name in [
            "",
            "depth",
            "depth.",
            "trade",
            "trade.",
            "trades.SOL_USDC",
            "kline.7m.SOL_USDC",
            "kline.1m",
            "orderUpdate",
            "account.",
            "account.trade.SOL_USDC",
            "account.balanceUpdate.SOL",
            "account.rfqUpdate.",
        ] {
            assert_eq!(check(name), Err(NameError::Stream), "{name}");
        }
        assert_eq!(check("depth.100ms.SOL_USDC"), Err(NameError::DepthWindow));
    }
}
