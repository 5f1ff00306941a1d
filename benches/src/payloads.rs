//! Generated bodies in the format of the exchange, the same in every run.

use std::fmt::Write as _;

use crate::Failure;

/// Number of levels on each side of the order book.
const LEVELS: i64 = 1000;

/// Depth frame of one level, as the exchange sends it.
pub(crate) const DEPTH_FRAME: &str = r#"{"data":{"E":1788367430247494,"T":1788367430246081,"U":4330360995,"a":[["98.97","22.39"]],"b":[],"e":"depth","s":"SOL_USDC","u":4330360995},"stream":"depth.SOL_USDC"}"#;

/// Book ticker frame.
pub(crate) const BOOK_TICKER_FRAME: &str = r#"{"data":{"A":"22.39","B":"288.77","E":1788367430247487,"T":1788367430246081,"a":"98.97","b":"98.96","e":"bookTicker","s":"SOL_USDC","u":4330360995},"stream":"bookTicker.SOL_USDC"}"#;

/// Trade frame.
pub(crate) const TRADE_FRAME: &str = r#"{"data":{"E":1788367430247487,"T":1788367430246081,"a":"4330360990","b":"4330360995","e":"trade","m":true,"p":"98.97","q":"1.25","s":"SOL_USDC","t":392014412},"stream":"trade.SOL_USDC"}"#;

/// Generates an order book.
pub(crate) fn depth() -> Result<String, Failure> {
    let mut random = fastrand::Rng::with_seed(1);
    let mut body = String::from("{");
    for (side, lowest) in [("asks", 14_213), ("bids", 14_212 - LEVELS)] {
        write!(body, "\"{side}\":[")?;
        list(&mut body, LEVELS, |body, number| {
            let price = hundredths(lowest + number);
            let quantity = hundredths(random.i64(1..40_000));
            write!(body, "[\"{price}\",\"{quantity}\"]")
        })?;
        body.push_str("],");
    }
    body.push_str("\"lastUpdateId\":\"4324522523\",\"timestamp\":1788285151254895}");
    Ok(body)
}

/// Generates a hundred trades, newest first.
pub(crate) fn trades() -> Result<String, Failure> {
    let mut random = fastrand::Rng::with_seed(2);
    let mut body = String::from("[");
    list(&mut body, 100, |body, number| {
        let (price, quantity) = (random.i64(14_100..14_300), random.i64(1..5_000));
        write!(
            body,
            "{{\"id\":{},\"isBuyerMaker\":{},\"price\":\"{}\",\"quantity\":\"{}\",\"quoteQuantity\":\"{}\",\"timestamp\":{}}}",
            381_731_418 - number,
            random.bool(),
            hundredths(price),
            hundredths(quantity),
            decimal(price * quantity, 4),
            1_788_285_123_140 - number * 4_321,
        )
    })?;
    body.push(']');
    Ok(body)
}

/// Generates a hundred K-lines of a minute each; every tenth has no trades.
pub(crate) fn klines() -> Result<String, Failure> {
    let mut random = fastrand::Rng::with_seed(3);
    let mut body = String::from("[");
    list(&mut body, 100, |body, number| {
        let minute =
            |minutes: i64| format!("2026-09-01 {:02}:{:02}:00", minutes / 60, minutes % 60);
        let (start, end) = (minute(600 + number), minute(601 + number));
        if number % 10 == 9 {
            return write!(
                body,
                "{{\"close\":null,\"end\":\"{end}\",\"high\":null,\"low\":null,\"open\":null,\"quoteVolume\":\"0\",\"start\":\"{start}\",\"trades\":\"0\",\"volume\":\"0\"}}",
            );
        }
        let price = random.i64(14_100..14_300);
        let volume = random.i64(1..100_000);
        write!(
            body,
            "{{\"close\":\"{}\",\"end\":\"{end}\",\"high\":\"{}\",\"low\":\"{}\",\"open\":\"{}\",\"quoteVolume\":\"{}\",\"start\":\"{start}\",\"trades\":\"{}\",\"volume\":\"{}\"}}",
            hundredths(price + 3),
            hundredths(price + 9),
            hundredths(price - 7),
            hundredths(price),
            decimal(price * volume, 4),
            random.u8(1..),
            hundredths(volume),
        )
    })?;
    body.push(']');
    Ok(body)
}

/// Generates two hundred markets, alternately spot and perpetual.
pub(crate) fn markets() -> Result<String, Failure> {
    let mut random = fastrand::Rng::with_seed(4);
    let mut body = String::from("[");
    list(&mut body, 200, |body, number| {
        let tick = decimal(1, random.usize(1..7));
        let perpetual = number % 2 == 1;
        let symbol = if perpetual { "USDC_PERP" } else { "USDC" };
        write!(
            body,
            "{{\"baseSymbol\":\"A{number}\",\"createdAt\":\"2025-01-21T06:34:54.{:06}\",\"filters\":{{\"price\":{{\"borrowEntryFeeMaxMultiplier\":{},\"borrowEntryFeeMinMultiplier\":{},\"discoveryBoundBand\":null,\"maxImpactMultiplier\":\"1.03\",\"maxMultiplier\":\"1.25\",\"maxPrice\":{},\"maxPriceUpdateMultiplier\":null,\"meanMarkPriceBand\":{{\"maxMultiplier\":\"1.15\",\"minMultiplier\":\"0.9\"}},\"meanPremiumBand\":{},\"minImpactMultiplier\":\"0.97\",\"minMultiplier\":\"0.75\",\"minPrice\":\"{tick}\",\"minPriceUpdateMultiplier\":null,\"tickSize\":\"{tick}\"}},\"quantity\":{{\"maxQuantity\":null,\"minQuantity\":\"0.01\",\"stepSize\":\"0.01\"}}}},",
            // Not whole milliseconds, which the exchange would write with three digits.
            691_001 + number,
            if perpetual { "null" } else { "\"1.01\"" },
            if perpetual { "null" } else { "\"0.99\"" },
            if perpetual { "\"1000\"" } else { "null" },
            if perpetual {
                "{\"tolerancePct\":\"0.05\"}"
            } else {
                "null"
            },
        )?;
        body.push_str(if perpetual {
            "\"fundingInterval\":3600000,\"fundingRateLowerBound\":\"-100\",\"fundingRateUpperBound\":\"100\",\"imfFunction\":{\"base\":\"0.02\",\"factor\":\"0.0001275\",\"type\":\"sqrt\"},\"marketType\":\"PERP\",\"mmfFunction\":{\"base\":\"0.0125\",\"factor\":\"0.0000765\",\"type\":\"sqrt\"},\"openInterestLimit\":\"4000000\","
        } else {
            "\"fundingInterval\":null,\"fundingRateLowerBound\":null,\"fundingRateUpperBound\":null,\"imfFunction\":null,\"marketType\":\"SPOT\",\"mmfFunction\":null,\"openInterestLimit\":\"0\","
        });
        write!(
            body,
            "\"orderBookState\":\"Open\",\"positionLimitWeight\":null,\"quoteSymbol\":\"USDC\",\"rwaMarketType\":null,\"symbol\":\"A{number}_{symbol}\",\"visible\":true}}"
        )
    })?;
    body.push(']');
    Ok(body)
}

/// Writes the elements of a list with commas.
fn list(
    body: &mut String,
    length: i64,
    mut element: impl FnMut(&mut String, i64) -> std::fmt::Result,
) -> std::fmt::Result {
    for number in 0..length {
        if number > 0 {
            body.push(',');
        }
        element(body, number)?;
    }
    Ok(())
}

/// Formats a number of hundredths without trailing zeros, as in prices.
fn hundredths(count: i64) -> String {
    decimal(count, 2)
}

/// Formats a number of units of the given decimal place without trailing zeros.
fn decimal(count: i64, places: usize) -> String {
    let scale = 10_i64.pow(u32::try_from(places).unwrap_or(0));
    let text = format!("{}.{:0places$}", count / scale, count % scale);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prices have the format of the exchange, and a body is the same in every run.
    #[test]
    fn decimals_have_no_trailing_zeros() {
        assert_eq!(hundredths(14_210), "142.1");
        assert_eq!(hundredths(14_200), "142");
        assert_eq!(hundredths(3), "0.03");
        assert_eq!(decimal(1, 6), "0.000001");
        assert_eq!(depth().unwrap(), depth().unwrap());
    }
}
