//! Exact reading and shortest printing of floating-point numbers. The standard library does both, too, and better known, but its tables are
//! a tenth of what the page loads; the tests hold the two against each other.

use crate::natural::{Big, Natural};

/// A binary format of IEEE 754.
#[derive(Clone, Copy)]
pub(crate) struct Format {
    /// The bits of the significand, the implied one included.
    precision: i64,
    /// The exponent of the lowest bit of the smallest number.
    lowest: i64,
    /// The exponent of the highest bit of the largest number.
    highest: i64,
}

/// Java's `float`.
pub(crate) const SINGLE: Format = Format { precision: 24, lowest: -149, highest: 127 };

/// Java's `double`.
pub(crate) const DOUBLE: Format = Format { precision: 53, lowest: -1074, highest: 1023 };

/// A non-negative number in binary, before it is rounded: `bits × 2^exponent`, and a little more where `is_more` says so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Binary {
    pub(crate) bits: u64,
    pub(crate) exponent: i64,
    pub(crate) is_more: bool,
}

impl Binary {
    /// The number `digits × 10^exponent`, and a little more where `is_more` says so.
    pub(crate) fn of_decimal(mut digits: Big, exponent: i64, is_more: bool) -> Binary {
        // Beyond these powers every number of up to a thousand digits is infinite or zero, whatever the format.
        let power = u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX).min(2000);
        if exponent >= 0 {
            powers_of_ten(power, |factor| digits.times(factor));
            return Binary::of_natural(&digits, 0, is_more);
        }
        // Enough bits that the quotient keeps more than any format has.
        let shift = power * 4 + 66;
        digits.shift_left(shift);
        let mut is_more = is_more;
        powers_of_ten(power, |divisor| is_more |= digits.divide(divisor));
        Binary::of_natural(&digits, -i64::from(shift), is_more)
    }

    fn of_natural(number: &Big, exponent: i64, is_more: bool) -> Binary {
        let (bits, below, is_set) = number.highest();
        Binary { bits, exponent: exponent + i64::from(below), is_more: is_more || is_set }
    }

    /// The nearest number of the format, ties to even; infinity above its range. It is returned as the double that is equal to it.
    pub(crate) fn rounded(self, format: Format) -> f64 {
        if self.bits == 0 {
            return 0.0;
        }
        let length = 64 - i64::from(self.bits.leading_zeros());
        let dropped = (length - format.precision).max(format.lowest.saturating_sub(self.exponent));
        let (bits, exponent) = match u32::try_from(dropped) {
            Err(_) | Ok(0) => (self.bits, self.exponent),
            Ok(dropped) if dropped > 64 => return 0.0,
            Ok(dropped) => {
                let kept = self.bits.checked_shr(dropped).unwrap_or(0);
                let rest = u128::from(self.bits) & ((1u128 << dropped) - 1);
                let half = 1u128 << (dropped - 1);
                let up = rest > half || rest == half && (self.is_more || kept & 1 == 1);
                (kept + u64::from(up), self.exponent + i64::from(dropped))
            }
        };
        let top = 64 - i64::from(bits.leading_zeros()) + exponent - 1;
        if bits != 0 && top > format.highest {
            return f64::INFINITY;
        }
        #[expect(clippy::cast_precision_loss, reason = "at most as many bits as the format has")]
        let significand = bits as f64;
        // Two exact steps, because the smallest powers of two are below the normal range.
        let power = i32::try_from(exponent).unwrap_or(0);
        significand * power_of_two(power / 2) * power_of_two(power - power / 2)
    }
}

/// A normal power of two.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(u64::try_from(exponent + 1023).unwrap_or(0) << 52)
}

/// Hands out the factors of a power of ten, as large as they fit.
pub(crate) fn powers_of_ten(mut power: u32, mut by: impl FnMut(u32)) {
    while power > 0 {
        let step = power.min(9);
        by(10u32.pow(step));
        power -= step;
    }
}

/// The shortest decimal that reads back as this finite, non-negative double, and of those the nearest: digits and power of ten.
pub(crate) fn shortest_double(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let biased = i32::try_from(bits >> 52).unwrap_or(0);
    if biased == 0 { shortest(fraction, -1074, false) } else { shortest(fraction | 1 << 52, biased - 1075, fraction == 0 && biased > 1) }
}

/// The same for a 32-bit float.
pub(crate) fn shortest_single(value: f32) -> (u64, i32) {
    let bits = value.to_bits();
    let fraction = u64::from(bits & ((1 << 23) - 1));
    let biased = i32::try_from(bits >> 23).unwrap_or(0);
    if biased == 0 { shortest(fraction, -149, false) } else { shortest(fraction | 1 << 23, biased - 150, fraction == 0 && biased > 1) }
}

/// The shortest digits of `significand × 2^exponent`; `is_power` says that its lower neighbour is half as far as its upper one.
///
/// Source: Steele and White, "How to print floating-point numbers accurately", 1990, with the estimate of Burger and Dybvig, 1996.
fn shortest(significand: u64, exponent: i32, is_power: bool) -> (u64, i32) {
    if significand == 0 {
        return (0, 0);
    }
    // All intermediate values of common numbers fit 128 bits, which is many times faster.
    let length = 64 - significand.leading_zeros();
    if (-116..=60).contains(&exponent) && length >= 24 {
        digits::<u128>(significand, exponent, is_power)
    } else {
        digits::<Big>(significand, exponent, is_power)
    }
}

fn digits<Number: Natural>(significand: u64, exponent: i32, is_power: bool) -> (u64, i32) {
    let extra = 1 + u32::from(is_power);
    let (up, down) = (exponent.max(0).unsigned_abs(), exponent.min(0).unsigned_abs());
    // The value is rest / unit; its neighbours' midpoints are `above` over and `below` under it.
    let mut rest = Number::from_u64(significand);
    rest.shift_left(up + extra);
    let mut unit = Number::from_u64(1);
    unit.shift_left(down + extra);
    let mut below = Number::from_u64(1);
    below.shift_left(up);
    let mut above = below.clone();
    above.shift_left(extra - 1);

    // The power of ten of the first digit, at most one too small.
    let top = exponent + 63 - i32::try_from(significand.leading_zeros()).unwrap_or(0);
    let mut power = (i64::from(top) * 30_103).div_euclid(100_000);
    if power >= 0 {
        powers_of_ten(u32::try_from(power).unwrap_or(0), |factor| unit.times(factor));
    } else {
        powers_of_ten(u32::try_from(-power).unwrap_or(0), |factor| {
            rest.times(factor);
            above.times(factor);
            below.times(factor);
        });
    }
    // A number with an even significand is read from its midpoints, too.
    let is_even = significand.is_multiple_of(2);
    let reaches = |sum: Number, bound: &Number| if is_even { sum >= *bound } else { sum > *bound };
    let mut ten = unit.clone();
    ten.times(10);
    if reaches(rest.plus(&above), &ten) {
        unit = ten;
        power += 1;
    }
    let mut found = 0u64;
    loop {
        let mut digit = 0;
        while rest >= unit {
            rest.subtract(&unit);
            digit += 1;
        }
        let is_low = if is_even { rest <= below } else { rest < below };
        let is_high = reaches(rest.plus(&above), &unit);
        found = found * 10 + digit;
        if is_low || is_high {
            let rounds_up = if is_low && is_high { rest.plus(&rest) >= unit } else { is_high };
            return without_zeros(found + u64::from(rounds_up), i32::try_from(power).unwrap_or(0));
        }
        power -= 1;
        rest.times(10);
        above.times(10);
        below.times(10);
    }
}

fn without_zeros(mut digits: u64, mut exponent: i32) -> (u64, i32) {
    while digits != 0 && digits.is_multiple_of(10) {
        digits /= 10;
        exponent += 1;
    }
    (digits, exponent)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "exact is what is tested")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the standard library prints, in the same form.
    fn known(text: &str) -> (u64, i32) {
        let (significand, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, part) = significand.split_once('.').unwrap_or((significand, ""));
        let digits = format!("{whole}{part}").parse().unwrap_or(0);
        let exponent = exponent.parse::<i32>().unwrap_or(0) - i32::try_from(part.len()).unwrap_or(0);
        if digits == 0 { (0, 0) } else { without_zeros(digits, exponent) }
    }

    fn read(digits: u64, exponent: i32, format: Format) -> f64 {
        Binary::of_decimal(Big::from_u128(digits.into()), exponent.into(), false).rounded(format)
    }

    #[test]
    fn powers_of_two_and_edges_are_printed_shortest() {
        for exponent in 0..2047u64 {
            for near in [-1i64, 0, 1] {
                let value = f64::from_bits((exponent << 52).saturating_add_signed(near));
                if value.is_finite() && value >= 0.0 {
                    assert_eq!(shortest_double(value), known(&format!("{value:e}")), "{value:e}");
                }
            }
        }
        for exponent in 0..255u32 {
            let value = f32::from_bits(exponent << 23);
            assert_eq!(shortest_single(value), known(&format!("{value:e}")), "{value:e}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn doubles_are_printed_and_read_like_the_standard_library(bits in any::<u64>()) {
            let value = f64::from_bits(bits & (u64::MAX >> 1));
            prop_assume!(value.is_finite());
            let (digits, exponent) = shortest_double(value);
            prop_assert_eq!((digits, exponent), known(&format!("{value:e}")));
            prop_assert_eq!(read(digits, exponent, DOUBLE), value);
        }

        #[test]
        fn floats_are_printed_and_read_like_the_standard_library(bits in any::<u32>()) {
            let value = f32::from_bits(bits & (u32::MAX >> 1));
            prop_assume!(value.is_finite());
            let (digits, exponent) = shortest_single(value);
            prop_assert_eq!((digits, exponent), known(&format!("{value:e}")));
            prop_assert_eq!(read(digits, exponent, SINGLE), f64::from(value));
            prop_assert_eq!(shortest_double(f64::from(value)), known(&format!("{:e}", f64::from(value))));
        }

        #[test]
        fn decimals_are_read_like_the_standard_library(digits in any::<u64>(), exponent in -400i32..400) {
            let text = format!("{digits}e{exponent}");
            prop_assert_eq!(Ok(read(digits, exponent, DOUBLE)), text.parse::<f64>());
            prop_assert_eq!(Ok(read(digits, exponent, SINGLE)), text.parse::<f32>().map(f64::from));
        }
    }
}
