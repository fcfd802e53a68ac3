//! Exact reading and shortest printing of floating-point numbers. The standard library does both, too, and better known, but its tables are
//! a tenth of what the page loads; the tests hold the two against each other.

use crate::natural::Big;

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
        let power = i32::try_from(exponent.clamp(-2000, 2000)).unwrap_or(0);
        // Enough bits that the quotient keeps more than any format has.
        let shift = if power < 0 { 66 - power * 4 } else { 0 };
        digits.scale(2, shift);
        let is_rest = digits.scale(10, power);
        Binary::of_natural(&digits, -i64::from(shift), is_more || is_rest)
    }

    pub(crate) fn of_natural(number: &Big, exponent: i64, is_more: bool) -> Binary {
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
                let (rest, half) = (self.bits << (64 - dropped), 1 << 63);
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
/// Everything between the midpoints to both neighbours reads back as the value; the midpoints themselves do where the significand is even.
fn shortest(significand: u64, exponent: i32, is_power: bool) -> (u64, i32) {
    if significand == 0 {
        return (0, 0);
    }
    // The power of ten of the first digit, at most one too small. The value gets 18 or 19 digits, so that the last one is always too much.
    let top = exponent + 63 - i32::try_from(significand.leading_zeros()).unwrap_or(0);
    let power = 17 - (top * 30_103).div_euclid(100_000);
    let twos = exponent - 2;
    let scaled = |quarters: u64| {
        // Common numbers fit 128 bits, which is many times faster.
        if let (0..=19, -127..=0) = (power, twos) {
            let product = u128::from(quarters) * u128::from(10u64.pow(power.unsigned_abs()));
            let whole = u64::try_from(product >> twos.unsigned_abs()).unwrap_or(u64::MAX);
            return (whole, product.trailing_zeros() < twos.unsigned_abs());
        }
        let mut number = Big::from_u128(quarters.into());
        // What multiplies comes first.
        let scales = if power > 0 { [(10, power), (2, twos)] } else { [(2, twos), (10, power)] };
        let is_more = scales.into_iter().fold(false, |is_more, (base, power)| number.scale(base, power) | is_more);
        (number.to_u64().unwrap_or(u64::MAX), is_more)
    };
    let is_even = significand.is_multiple_of(2);
    let (value, _) = scaled(significand * 4);
    let (below, is_more) = scaled(significand * 4 - if is_power { 1 } else { 2 });
    let least = below + u64::from(is_more || !is_even);
    let (above, is_more) = scaled(significand * 4 + 2);
    let most = above - u64::from(!is_more && !is_even);
    let mut unit = 10;
    while most / (unit * 10) > (least - 1) / (unit * 10) {
        unit *= 10;
    }
    let (digits, rest) = (value / unit, value % unit);
    let is_up = rest >= unit / 2 && (digits + 1) * unit <= most || digits * unit < least;
    let zeros = i32::try_from(unit.ilog10()).unwrap_or(0);
    without_zeros(digits + u64::from(is_up), zeros - power)
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
