//! Exact arithmetic: a result that does not fit is an error.

use rust_decimal::Decimal;

/// An amount that is too large or has too many digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Inexact;

pub(crate) fn add(left: Decimal, right: Decimal) -> Result<Decimal, Inexact> {
    let (left, right) = (left.normalize(), right.normalize());
    exact(left.checked_add(right), left.scale().max(right.scale()))
}

pub(crate) fn sub(left: Decimal, right: Decimal) -> Result<Decimal, Inexact> {
    add(left, -right)
}

pub(crate) fn mul(left: Decimal, right: Decimal) -> Result<Decimal, Inexact> {
    let (left, right) = (left.normalize(), right.normalize());
    if left.is_zero() || right.is_zero() {
        return Ok(Decimal::ZERO);
    }
    exact(left.checked_mul(right), left.scale() + right.scale())
}

/// Returns an exact result. The scale is too small when `Decimal` dropped digits that do not fit.
fn exact(result: Option<Decimal>, scale: u32) -> Result<Decimal, Inexact> {
    result
        .filter(|result| result.scale() == scale)
        .map(|result| result.normalize())
        .ok_or(Inexact)
}

/// Returns the quantity that `value` buys at `price`, rounded down to a multiple of 0.00000001.
pub(crate) fn affordable(value: Decimal, price: Decimal) -> Result<Decimal, Inexact> {
    const PLACES: u32 = 8;

    let quotient = value.checked_div(price).ok_or(Inexact)?;
    let quantity = quotient.trunc_with_scale(PLACES);
    // The quotient is rounded, perhaps up to the next step.
    if mul(quantity, price)? > value {
        sub(quantity, Decimal::new(1, PLACES))
    } else {
        Ok(quantity.normalize())
    }
}

/// Returns the share of `value` that `part` has in `whole`, rounded to `places`.
pub(crate) fn share(
    value: Decimal,
    part: Decimal,
    whole: Decimal,
    places: u32,
) -> Result<Decimal, Inexact> {
    let quotient = mul(value, part)?.checked_div(whole).ok_or(Inexact)?;
    Ok(quotient.round_dp(places).normalize())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn results_are_exact_or_errors() {
        let (large, small) = (
            decimal("79228162514264337593543950335"),
            decimal("0.0000000000000000000000000001"),
        );
        assert_eq!(add(decimal("0.1"), decimal("0.20")), Ok(decimal("0.3")));
        assert_eq!(sub(decimal("0.30"), decimal("0.3")), Ok(Decimal::ZERO));
        assert_eq!(mul(decimal("1.10"), decimal("2.0")), Ok(decimal("2.2")));
        assert_eq!(mul(large, Decimal::ZERO), Ok(Decimal::ZERO));
        assert_eq!(add(large, Decimal::ONE), Err(Inexact));
        assert_eq!(add(large, small), Err(Inexact));
        assert_eq!(add(Decimal::from(100), small), Err(Inexact));
        assert_eq!(mul(small, decimal("0.1")), Err(Inexact));
        assert_eq!(mul(large, Decimal::TWO), Err(Inexact));
    }

    #[test]
    fn affordable_quantity_is_rounded_down() {
        let buys = |value, price| affordable(decimal(value), decimal(price)).map(|q| q.to_string());
        assert_eq!(buys("250", "125").unwrap(), "2");
        assert_eq!(buys("10", "3").unwrap(), "3.33333333");
        assert_eq!(buys("0.00000001", "2").unwrap(), "0");
    }

    proptest! {
        #[test]
        fn affordable_quantity_never_exceeds_value(value in 1_i64.., price in 1_i64.., scale in 0_u32..9) {
            let (value, price) = (Decimal::new(value, 6), Decimal::new(price, scale));
            if let Ok(quantity) = affordable(value, price) {
                let step = Decimal::new(1, 8);
                prop_assert!(mul(quantity, price).unwrap() <= value);
                if let Ok(more) = mul(quantity + step, price) {
                    prop_assert!(more > value);
                }
            }
        }
    }
}
