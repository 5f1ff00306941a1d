//! The values of requests that are above zero.

use rust_decimal::Decimal;

use crate::wire::{DecimalNumber, ExactDecimal};

/// A value that can be compared with zero. Generated code calls this for the rules of bodies and parameters.
#[doc(hidden)]
pub trait IsPositive {
    /// Returns true above zero.
    fn is_positive(&self) -> bool;
}

impl IsPositive for Decimal {
    fn is_positive(&self) -> bool {
        *self > Self::ZERO
    }
}

impl IsPositive for ExactDecimal {
    fn is_positive(&self) -> bool {
        self.0 > Decimal::ZERO
    }
}

impl IsPositive for DecimalNumber {
    fn is_positive(&self) -> bool {
        self.0 > Decimal::ZERO
    }
}

/// A string that is not a number is accepted: the exchange checks it.
impl IsPositive for String {
    fn is_positive(&self) -> bool {
        let number = self.trim().trim_end_matches('%');
        let is_number = (number.bytes())
            .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'));
        let digits = number.split(['e', 'E']).next().unwrap_or_default();
        !is_number
            || (!digits.starts_with('-') && digits.bytes().any(|byte| matches!(byte, b'1'..=b'9')))
    }
}

macro_rules! integers {
    ($($integer:ty)+) => {
        $(
            impl IsPositive for $integer {
                fn is_positive(&self) -> bool {
                    *self > 0
                }
            }
        )+
    };
}

integers!(u8 u16 u32 u64 i32 i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_every_form_with_zero() {
        for text in ["1", "0.01", "80%", "0.5%", "+3", "1e-5", "100e0", "market"] {
            assert!(text.to_owned().is_positive(), "{text}");
        }
        for text in [
            "", "0", "0.00", "-1", "-0.5", "-0", "0%", "-5%", "0e5", " 0 ", "%",
        ] {
            assert!(!text.to_owned().is_positive(), "{text}");
        }
        for (number, positive) in [
            ("0.1", true),
            ("0.00", false),
            ("-0.00", false),
            ("-1", false),
        ] {
            let number: Decimal = number.parse().unwrap();
            assert_eq!(IsPositive::is_positive(&number), positive, "{number}");
            assert_eq!(ExactDecimal(number).is_positive(), positive, "{number}");
            assert_eq!(DecimalNumber(number).is_positive(), positive, "{number}");
        }
        assert!(1_u64.is_positive());
        assert!(!IsPositive::is_positive(&0_u64));
        assert!(!IsPositive::is_positive(&-1_i64));
    }
}
