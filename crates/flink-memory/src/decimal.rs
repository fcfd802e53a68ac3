//! Exact decimal arithmetic on the shortest digits of a double, as Java's `BigDecimal.valueOf` sees it. Nothing here knows of memory.

use crate::float::{Binary, DOUBLE, shortest_double};
use crate::natural::Big;

/// A finite, non-negative decimal number: `digits` times ten to the power of `exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    digits: u64,
    exponent: i32,
}

impl Decimal {
    /// The shortest decimal that reads back as `value`; `None` for negative, infinite and NaN.
    ///
    /// `-0.0` is zero.
    pub(crate) fn shortest(value: f64) -> Option<Decimal> {
        if !value.is_finite() || value < 0.0 {
            return None;
        }
        let (digits, exponent) = shortest_double(value.abs());
        Some(Decimal { digits, exponent })
    }

    /// `self × factor`, truncated to a whole number; `None` above 2^63 − 1.
    pub(crate) fn times(self, factor: u64) -> Option<u64> {
        // A shortest double has at most 17 digits and a factor below 2^63 at most 19: 36 digits fit.
        let mut product = Big::from_u128(u128::from(self.digits) * u128::from(factor));
        product.scale(10, self.exponent);
        product.to_u64().filter(|&whole| i64::try_from(whole).is_ok())
    }

    /// A share of a double, truncated to `decimals` places; what is no decimal stays as it is.
    pub(crate) fn share(value: f64, divisor: u32, decimals: u16) -> f64 {
        Decimal::shortest(value).map_or(value, |decimal| decimal.divide_truncated(divisor, decimals))
    }

    /// `self / divisor`, truncated to `decimals` places after the point, as a double again.
    fn divide_truncated(self, divisor: u32, decimals: u16) -> f64 {
        let mut quotient = Big::from_u128(self.digits.into());
        quotient.scale(10, self.exponent + i32::from(decimals));
        quotient.divide(divisor);
        Binary::of_decimal(quotient, -i64::from(decimals), false).rounded(DOUBLE)
    }

    /// The number in units of its third place after the point, rounded half up.
    pub(crate) fn thousandths(self) -> u64 {
        let mut twice = Big::from_u128(u128::from(self.digits) * 2);
        twice.scale(10, self.exponent + 3);
        twice.to_u64().unwrap_or(u64::MAX).div_ceil(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_truncated_and_checked() {
        let times = |value: f64, factor| Decimal::shortest(value).and_then(|decimal| decimal.times(factor));
        assert_eq!(times(f64::from(0.4f32), 1280 << 20), Some(536_870_920));
        assert_eq!(times(1e-300, u64::MAX >> 1), Some(0));
        assert_eq!(times(1e300, 0), Some(0));
        assert_eq!(times(1e300, 1), None);
        assert_eq!(times(1.0, u64::MAX >> 1), Some(u64::MAX >> 1));
        assert_eq!(times(2.0, u64::MAX >> 1), None);
        assert_eq!(Decimal::shortest(f64::NAN), None);
        assert_eq!(Decimal::shortest(-1.0), None);
    }

    #[test]
    fn quotients_are_truncated() {
        let divide = |value: f64, divisor, decimals| Decimal::shortest(value).map(|decimal| decimal.divide_truncated(divisor, decimals));
        assert_eq!(divide(1.0, 3, 8), Some(0.333_333_33));
        assert_eq!(divide(2.0, 3, 16), Some(0.666_666_666_666_666_6));
        assert_eq!(divide(0.123_456_789, 1, 8), Some(0.123_456_78));
        assert_eq!(divide(1e300, 1, 8), Some(1e300));
        assert_eq!(divide(1e-300, 1, 8), Some(0.0));
    }
}
