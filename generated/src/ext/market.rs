//! The trading rules of a market: rounding, and orders that break a rule.

use std::fmt;

use backpack_runtime::InvalidBody;
use rust_decimal::Decimal;

use crate::types::{Market, OrderExecutePayload, Side};

impl Market {
    /// Rounds a price to a multiple of the tick, never to a worse one for the caller: a bid down, an ask up.
    ///
    /// Without trailing zeros, since the exchange limits the number of decimals. A bid below the tick becomes zero, which
    /// [`check_order`](Self::check_order) rejects.
    ///
    /// ```
    /// use backpack_api::types::{Market, OrderExecutePayload, OrderType, Side};
    /// use backpack_api::Decimal;
    ///
    /// fn bid(market: &Market, price: Decimal, quantity: Decimal) -> OrderExecutePayload {
    ///     OrderExecutePayload::new(&market.symbol, Side::Bid, OrderType::Limit)
    ///         .price(market.round_price(Side::Bid, price))
    ///         .quantity(market.round_quantity(quantity))
    /// }
    /// ```
    #[must_use]
    pub fn round_price(&self, side: Side, price: Decimal) -> Decimal {
        let tick = self.filters.price.tick_size;
        let down = round_down(price, tick);
        if side == Side::Ask && down < price {
            down.checked_add(tick).unwrap_or(down).normalize()
        } else {
            down
        }
    }

    /// Rounds a quantity down to a multiple of the step, without trailing zeros. A quantity below the step becomes zero.
    #[must_use]
    pub fn round_quantity(&self, quantity: Decimal) -> Decimal {
        round_down(quantity, self.filters.quantity.step_size)
    }

    /// Checks an order against the rules of the market that depend on nothing else: market, tick, step, and the limits of
    /// price and quantity. The rules of [`OrderExecutePayload::check`] are checked first.
    ///
    /// Checked are `price`, `stopLossLimitPrice`, `takeProfitLimitPrice` and `quantity`. For the limits that depend on the
    /// last price see [`check_price_band`](Self::check_price_band).
    ///
    /// # Errors
    ///
    /// The first rule that is broken, with the field, its value and the limit.
    pub fn check_order(&self, order: &OrderExecutePayload) -> Result<(), InvalidOrder> {
        order.check()?;
        if order.symbol != self.symbol {
            return Err(InvalidOrder::Market {
                order: order.symbol.clone(),
                market: self.symbol.clone(),
            });
        }
        let (price, quantity) = (&self.filters.price, &self.filters.quantity);
        for (field, value) in limit_prices(order) {
            let rules = [
                OrderLimit::Minimum(price.min_price),
                OrderLimit::Multiple(price.tick_size),
            ];
            check(field, value, rules, price.max_price)?;
        }
        if let Some(value) = order.quantity {
            let rules = [
                OrderLimit::Minimum(quantity.min_quantity),
                OrderLimit::Multiple(quantity.step_size),
            ];
            check("quantity", value, rules, quantity.max_quantity)?;
        }
        Ok(())
    }

    /// Checks the limit price of an order against the band around the last active price, `minMultiplier` to
    /// `maxMultiplier`. An order without a price passes.
    ///
    /// The bands around the mean mark price and the mean premium are not checked: the exchange publishes neither mean.
    ///
    /// # Arguments
    ///
    /// - `last_price`: Last price of the market, in units of the quote asset, for example `last_price` of its ticker.
    ///
    /// # Errors
    ///
    /// The price is outside of the band, with the limit.
    pub fn check_price_band(
        &self,
        order: &OrderExecutePayload,
        last_price: Decimal,
    ) -> Result<(), InvalidOrder> {
        let filter = &self.filters.price;
        let limit = |multiplier: Option<Decimal>| multiplier?.checked_mul(last_price);
        let Some(price) = order.price else {
            return Ok(());
        };
        let lowest = limit(filter.min_multiplier).map(OrderLimit::Minimum);
        check("price", price, lowest, limit(filter.max_multiplier))
    }
}

/// Returns the limit prices of an order, by the names of their fields on the wire.
fn limit_prices(order: &OrderExecutePayload) -> impl Iterator<Item = (&'static str, Decimal)> {
    let prices = [
        ("price", order.price),
        ("stopLossLimitPrice", order.stop_loss_limit_price),
        ("takeProfitLimitPrice", order.take_profit_limit_price),
    ];
    let set = |(field, price): (_, Option<Decimal>)| Some((field, price?));
    prices.into_iter().filter_map(set)
}

/// Rejects a value that breaks a limit.
fn check(
    field: &'static str,
    value: Decimal,
    limits: impl IntoIterator<Item = OrderLimit>,
    maximum: Option<Decimal>,
) -> Result<(), InvalidOrder> {
    let mut limits = limits.into_iter().chain(maximum.map(OrderLimit::Maximum));
    match limits.find(|limit| !limit.holds(value)) {
        None => Ok(()),
        Some(limit) => Err(InvalidOrder::Limit {
            field,
            value,
            limit,
        }),
    }
}

/// Returns the largest multiple of `step` that is at most `value`; `value` itself for an invalid step.
fn round_down(value: Decimal, step: Decimal) -> Decimal {
    if step <= Decimal::ZERO {
        return value;
    }
    let rest = value.checked_rem(step).unwrap_or_default();
    let rest = if rest < Decimal::ZERO {
        rest + step
    } else {
        rest
    };
    value.checked_sub(rest).unwrap_or(value).normalize()
}

/// An order that the exchange would reject.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidOrder {
    /// The order breaks a rule of every market.
    Body(InvalidBody),
    /// The order is for another market.
    Market {
        /// Market of the order.
        order: String,
        /// Market that it was checked against.
        market: String,
    },
    /// A field breaks a limit of the market.
    Limit {
        /// Name of the field on the wire.
        field: &'static str,
        /// Value of the field.
        value: Decimal,
        /// Limit that it breaks.
        limit: OrderLimit,
    },
}

/// A limit for a price or a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OrderLimit {
    /// A multiple of this tick or step.
    Multiple(Decimal),
    /// At least this value.
    Minimum(Decimal),
    /// At most this value.
    Maximum(Decimal),
}

impl OrderLimit {
    /// Returns true if a value is within the limit.
    fn holds(self, value: Decimal) -> bool {
        match self {
            Self::Multiple(step) => value == round_down(value, step),
            Self::Minimum(minimum) => value >= minimum,
            Self::Maximum(maximum) => value <= maximum,
        }
    }
}

impl fmt::Display for InvalidOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(error) => error.fmt(f),
            Self::Market { order, market } => {
                write!(f, "the order is for {order}, not for {market}")
            }
            Self::Limit {
                field,
                value,
                limit,
            } => match limit {
                OrderLimit::Multiple(step) => {
                    write!(
                        f,
                        "`{field}` {value} is not a multiple of {step} (round it)"
                    )
                }
                OrderLimit::Minimum(minimum) => {
                    write!(f, "`{field}` {value} is below the minimum {minimum}")
                }
                OrderLimit::Maximum(maximum) => {
                    write!(f, "`{field}` {value} is above the maximum {maximum}")
                }
            },
        }
    }
}

impl std::error::Error for InvalidOrder {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::Market { .. } | Self::Limit { .. } => None,
        }
    }
}

impl From<InvalidBody> for InvalidOrder {
    fn from(error: InvalidBody) -> Self {
        Self::Body(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::OrderType;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// The example of the description, with other rules.
    fn market(tick: &str, step: &str) -> Market {
        let document: serde_json::Value = serde_json::from_str(crate::OPENAPI).unwrap();
        let response = &document["paths"]["/api/v1/market"]["get"]["responses"]["200"];
        let example = &response["content"]["application/json; charset=utf-8"]["examples"]["spot"];
        let mut market: Market = serde_json::from_value(example["value"].clone()).unwrap();
        let (price, quantity) = (&mut market.filters.price, &mut market.filters.quantity);
        price.tick_size = decimal(tick);
        (price.min_price, price.max_price) = (decimal("0.01"), Some(decimal("1000")));
        price.min_multiplier = Some(decimal("0.5"));
        price.max_multiplier = Some(decimal("1.5"));
        quantity.step_size = decimal(step);
        quantity.min_quantity = decimal("0.01");
        quantity.max_quantity = Some(decimal("500"));
        market
    }

    fn order(market: &Market, price: &str, quantity: &str) -> OrderExecutePayload {
        OrderExecutePayload::new(&market.symbol, Side::Bid, OrderType::Limit)
            .price(decimal(price))
            .quantity(decimal(quantity))
    }

    /// Bids round down, asks up, quantities down; the result has no trailing zeros.
    #[test]
    fn rounds_to_ticks_and_steps() {
        for (tick, value, down, up) in [
            ("0.01", "142.129", "142.12", "142.13"),
            ("0.01", "142.120", "142.12", "142.12"),
            ("0.1", "142.17", "142.1", "142.2"),
            ("0.1", "142.99", "142.9", "143"),
            ("5", "142.12", "140", "145"),
            ("0.25", "1.3", "1.25", "1.5"),
            ("0.01", "0.001", "0", "0.01"),
            ("0.00000001", "0.000000019", "0.00000001", "0.00000002"),
            ("0", "1.23", "1.23", "1.23"),
        ] {
            let market = market(tick, tick);
            let value = decimal(value);
            let round = |side| market.round_price(side, value).to_string();
            assert_eq!(round(Side::Bid), down, "{value} by {tick}");
            assert_eq!(round(Side::Ask), up, "{value} by {tick}");
            assert_eq!(market.round_quantity(value).to_string(), down);
        }
    }

    /// Against integers: the rounded value is a multiple, on the right side, and less than a step away.
    #[test]
    fn rounding_equals_integer_arithmetic() {
        let mut random: u64 = 7;
        let mut market = market("1", "1");
        for _ in 0..20_000 {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let units = i64::try_from(random >> 20).unwrap();
            let step = i64::try_from(random % 997 + 1).unwrap();
            market.filters.price.tick_size = Decimal::new(step, 6);
            let value = Decimal::new(units, 6);
            let down = Decimal::new(units / step * step, 6);
            let up = Decimal::new((units + step - 1) / step * step, 6);
            assert_eq!(market.round_price(Side::Bid, value), down);
            assert_eq!(market.round_price(Side::Ask, value), up);
        }
    }

    /// The largest and smallest decimals do not panic.
    #[test]
    fn extremes_do_not_panic() {
        let smallest = Decimal::new(1, 28);
        for value in [Decimal::MAX, Decimal::MIN, smallest, -smallest] {
            for step in [Decimal::MAX, Decimal::MIN, smallest, Decimal::ZERO] {
                let mut market = market("1", "1");
                market.filters.price.tick_size = step;
                market.filters.quantity.step_size = step;
                market.filters.price.max_multiplier = Some(Decimal::MAX);
                let _ = market.round_price(Side::Ask, value);
                let _ = market.round_quantity(value);
                let order = order(&market, "1", "1").price(value);
                let _ = market.check_order(&order);
                let _ = market.check_price_band(&order, value);
            }
        }
    }

    #[test]
    fn names_the_field_and_the_limit() {
        let market = market("0.01", "0.01");
        market.check_order(&order(&market, "142.12", "2")).unwrap();
        let rounded = order(&market, "142.12", "2")
            .stop_loss_limit_price(decimal("99.999"))
            .stop_loss_trigger_price("99");
        for (order, expected) in [
            (
                order(&market, "142.125", "2"),
                "`price` 142.125 is not a multiple of 0.01 (round it)",
            ),
            (
                order(&market, "0.005", "2"),
                "`price` 0.005 is below the minimum 0.01",
            ),
            (
                order(&market, "1000.01", "2"),
                "`price` 1000.01 is above the maximum 1000",
            ),
            (
                order(&market, "142.12", "0.005"),
                "`quantity` 0.005 is below the minimum 0.01",
            ),
            (
                order(&market, "142.12", "0.015"),
                "`quantity` 0.015 is not a multiple of 0.01 (round it)",
            ),
            (
                order(&market, "142.12", "501"),
                "`quantity` 501 is above the maximum 500",
            ),
            (
                rounded,
                "`stopLossLimitPrice` 99.999 is not a multiple of 0.01 (round it)",
            ),
            (
                OrderExecutePayload::new(&market.symbol, Side::Bid, OrderType::Limit),
                "OrderExecutePayload needs `price`",
            ),
            (
                OrderExecutePayload::new("DOGE_USDC", Side::Bid, OrderType::Market)
                    .quantity(Decimal::ONE),
                &format!("the order is for DOGE_USDC, not for {}", market.symbol),
            ),
        ] {
            let error = market.check_order(&order).unwrap_err();
            assert_eq!(error.to_string(), expected);
        }
    }

    /// The band is around the last price; an order without a price is in it.
    #[test]
    fn checks_the_price_band() {
        let market = market("0.01", "0.01");
        let last = decimal("100");
        for (price, limit) in [
            ("50", None),
            ("150", None),
            ("49.99", Some(OrderLimit::Minimum(decimal("50")))),
            ("150.01", Some(OrderLimit::Maximum(decimal("150")))),
        ] {
            let checked = market.check_price_band(&order(&market, price, "1"), last);
            let expected = limit.map_or(Ok(()), |limit| {
                Err(InvalidOrder::Limit {
                    field: "price",
                    value: decimal(price),
                    limit,
                })
            });
            assert_eq!(checked, expected);
        }
        let at_market = OrderExecutePayload::new(&market.symbol, Side::Bid, OrderType::Market);
        market.check_price_band(&at_market, last).unwrap();
    }
}
