//! Numbers as people read them: sizes in binary units, shares, grouped digits. Integers only; no words of any language but the units.

use flink_memory::{MemorySize, quotient};

/// The binary units, smallest first.
static UNITS: [(&str, u32); 6] = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40), ("PiB", 50), ("EiB", 60)];

/// What sets groups of digits apart: a space at which no line breaks.
const GAP: char = '\u{a0}';

/// Significant digits of a size that is not a whole number of its unit.
const DIGITS: u64 = 4;

/// A size with about four digits: `634.9 MiB`, `1.688 GiB`, `128 MiB`.
///
/// A size that the digits tell exactly loses its trailing zeros, so `1 GiB` is exact and `1.000 GiB` is not. A size below the smallest unit
/// has none.
pub fn size(size: MemorySize) -> Option<String> {
    let bytes = size.bytes();
    let &(unit, shift) = UNITS.iter().rev().find(|(_, shift)| bytes >> shift != 0)?;
    let whole = bytes >> shift;
    let mut decimals = DIGITS.saturating_sub(u64::from(whole.ilog10()) + 1);
    let one = 1u128 << shift;
    let number = u128::from(bytes) * 10u128.pow(u32::try_from(decimals).unwrap_or(0));
    let is_exact = number & (one - 1) == 0;
    // Four digits, or as many as a whole number of exbibytes has.
    let mut digits = u64::try_from((number + one / 2) >> shift).unwrap_or(u64::MAX);
    while is_exact && decimals > 0 && digits.is_multiple_of(10) {
        digits /= 10;
        decimals -= 1;
    }
    Some(format!("{} {unit}", with_point(digits, decimals)))
}

/// `digits` with a decimal point before the last `decimals` of them.
fn with_point(digits: u64, decimals: u64) -> String {
    if decimals == 0 {
        return digits.to_string();
    }
    let one = 10u64.pow(u32::try_from(decimals).unwrap_or(0));
    format!("{}.{:0width$}", digits / one, digits % one, width = usize::try_from(decimals).unwrap_or(0))
}

/// The share of `part` in `whole` in hundredths with one decimal: `32.4`; what would round to nothing is `<0.1`.
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "0".to_owned();
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let per_mille = u64::try_from(quotient(part * 1000 + whole / 2, whole)).unwrap_or(u64::MAX);
    match per_mille {
        0 if part > 0 => "<0.1".to_owned(),
        0 => "0".to_owned(),
        1000 if part == whole => "100".to_owned(),
        _ => with_point(per_mille, 1),
    }
}

/// A number of bytes in groups of three digits, set apart by spaces at which no line breaks: `697 932 173`.
///
/// The space is one of Latin-1: browsers lay a text out faster where every character is.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 9 * GAP.len_utf8());
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(GAP);
        }
        text.push(digit);
    }
    text
}

/// A size in whole mebibytes, as processes tell it.
pub fn mebibytes(size: u64) -> String {
    format!("{} MiB", grouped(size))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(bytes: u64) -> String {
        size(MemorySize::from_bytes(bytes).unwrap_or_default()).unwrap_or_default()
    }

    #[test]
    fn sizes_have_about_four_digits() {
        for (bytes, text) in [
            (0, ""),
            (1023, ""),
            (1024, "1 KiB"),
            (1025, "1.001 KiB"),
            (1728 << 20, "1.688 GiB"),
            (1536 << 20, "1.5 GiB"),
            (128 << 20, "128 MiB"),
            (665_719_939, "634.9 MiB"),
            ((1 << 30) + 1, "1.000 GiB"),
            ((1 << 30) - 1, "1024 MiB"),
            (1 << 40, "1 TiB"),
            (i64::MAX.unsigned_abs(), "8.000 EiB"),
        ] {
            assert_eq!(of(bytes), text, "{bytes}");
        }
    }

    #[test]
    fn shares_have_one_decimal() {
        assert_eq!(percent(1, 3), "33.3");
        assert_eq!(percent(1, 1_000_000), "<0.1");
        assert_eq!(percent(0, 7), "0");
        assert_eq!(percent(7, 7), "100");
        assert_eq!(percent(9999, 10_000), "100.0");
        assert_eq!(percent(5, 0), "0");
    }

    #[test]
    fn digits_are_grouped_by_three() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(697_932_173).replace(GAP, " "), "697 932 173");
        assert_eq!(grouped(1000).replace(GAP, " "), "1 000");
    }

    proptest! {
        #[test]
        fn every_size_has_a_text(bytes: u64) {
            prop_assert!(of(bytes >> 1).len() <= 10);
            prop_assert!(percent(bytes, u64::MAX).len() <= 5);
        }
    }
}
