//! Exact decimal arithmetic on the shortest digits of a double, as Java's `BigDecimal.valueOf` sees it. Nothing here knows of memory.

use std::fmt::{self, Write as _};

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
        let (digits, exponent) = scientific(value.abs());
        Some(Decimal { digits, exponent })
    }

    /// `self × factor`, truncated to a whole number; `None` above 2^63 − 1.
    pub(crate) fn times(self, factor: u64) -> Option<u64> {
        // A shortest double has at most 17 digits and a factor below 2^63 at most 19: 36 digits fit.
        let product = u128::from(self.digits) * u128::from(factor);
        let whole = if self.exponent >= 0 {
            10u128.checked_pow(self.exponent.unsigned_abs()).and_then(|scale| product.checked_mul(scale)).or((product == 0).then_some(0))?
        } else {
            // Beyond 10^38 every product truncates to zero.
            10u128.checked_pow(self.exponent.unsigned_abs()).map_or(0, |scale| product / scale)
        };
        u64::try_from(whole).ok().filter(|&bytes| i64::try_from(bytes).is_ok())
    }

    /// `self / divisor`, truncated to `decimals` places after the point, as a double again.
    pub(crate) fn divide_truncated(self, divisor: u32, decimals: u32) -> f64 {
        let divisor = u128::from(divisor.max(1));
        let shift = i64::from(self.exponent) + i64::from(decimals);
        let quotient = if shift >= 0 {
            // Large doubles are whole numbers already: nothing to truncate, and nothing to gain from more digits.
            match u32::try_from(shift)
                .ok()
                .and_then(|shift| 10u128.checked_pow(shift))
                .and_then(|scale| u128::from(self.digits).checked_mul(scale))
            {
                Some(scaled) => scaled / divisor,
                None => return self.to_f64() / f64::from(u32::try_from(divisor).unwrap_or(u32::MAX)),
            }
        } else {
            match 10u128.checked_pow(shift.unsigned_abs().try_into().unwrap_or(u32::MAX)) {
                Some(scale) => u128::from(self.digits) / scale / divisor,
                None => 0,
            }
        };
        parse(&format!("{quotient}e-{decimals}"))
    }

    fn to_f64(self) -> f64 {
        parse(&format!("{}e{}", self.digits, self.exponent))
    }
}

fn parse(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

/// The shortest digits of a finite, non-negative double and the power of ten that they are multiplied by.
pub(crate) fn scientific(value: f64) -> (u64, i32) {
    let mut text = Buffer::default();
    // The buffer is longer than any shortest double in this notation, so writing cannot fail.
    let _ = write!(text, "{value:e}");
    let (mut digits, mut exponent, mut decimals, mut point) = (0u64, 0i32, 0i32, false);
    let mut bytes = text.as_str().bytes();
    for byte in bytes.by_ref() {
        match byte {
            b'.' => point = true,
            b'e' => break,
            digit => {
                digits = digits * 10 + u64::from(digit - b'0');
                decimals += i32::from(point);
            }
        }
    }
    let mut negative = false;
    for byte in bytes {
        if byte == b'-' {
            negative = true;
        } else {
            exponent = exponent * 10 + i32::from(byte - b'0');
        }
    }
    if negative {
        exponent = -exponent;
    }
    (digits, exponent - decimals)
}

/// A small text buffer on the stack: a derivation prints several doubles and needs none of them afterwards.
#[derive(Default)]
struct Buffer {
    bytes: [u8; 32],
    length: usize,
}

impl Buffer {
    fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("0e0")
    }
}

impl fmt::Write for Buffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_digits_are_taken() {
        assert_eq!(scientific(0.1), (1, -1));
        assert_eq!(scientific(f64::from(0.1f32)), (10_000_000_149_011_612, -17));
        assert_eq!(scientific(1e300), (1, 300));
        assert_eq!(scientific(0.0), (0, 0));
        assert_eq!(scientific(f64::MIN_POSITIVE), (22_250_738_585_072_014, -324));
    }

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
