//! Sizes as the guide's sentences tell them, in binary units; Flink's own way of printing them stands in the model.

use flink_memory::MemorySize;
use flink_memory_formats::write::wording::Phrase;

use crate::language::Language;

/// The binary units, largest first, and how many bits below them there are.
const UNITS: [(&str, u32); 5] = [("EiB", 60), ("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)];

/// What stands between a number and its unit, so that no line breaks there.
const GAP: char = '\u{a0}';

/// A size: `128 MiB` where that is exact, otherwise one decimal of the largest unit that leaves three digits, as in `634.9 MiB`.
pub(crate) fn size(size: MemorySize, language: &Language) -> String {
    let bytes = size.bytes();
    if size == MemorySize::MAX {
        return language.phrase(Phrase::NoLimit).to_owned();
    }
    if let Some((unit, shift)) = UNITS.into_iter().find(|&(_, shift)| bytes != 0 && bytes.trailing_zeros() >= shift)
        && bytes >> shift < 10_000
    {
        return format!("{}{GAP}{unit}", bytes >> shift);
    }
    match UNITS.into_iter().find(|&(_, shift)| bytes >> shift >= if shift == 30 { 100 } else { 1 }) {
        None => byte_count(&bytes.to_string(), language),
        Some((unit, shift)) => {
            let tenths = ((u128::from(bytes) * 20) >> shift).div_ceil(2);
            format!("{}.{}{GAP}{unit}", tenths / 10, tenths % 10)
        }
    }
}

/// Bytes in groups of three digits, and that they are bytes.
pub(crate) fn bytes(size: MemorySize, language: &Language) -> String {
    byte_count(&digits(size), language)
}

fn byte_count(digits: &str, language: &Language) -> String {
    language.phrase(Phrase::ByteCount).replace("{count}", digits).replace(' ', "\u{a0}")
}

/// Bytes in groups of three digits.
pub(crate) fn digits(size: MemorySize) -> String {
    let digits = size.bytes().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(GAP);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;

    #[test]
    fn sizes_are_told_in_short() {
        let told = |bytes| size(MemorySize::from_bytes(bytes).unwrap_or_default(), &LANGUAGES[0]).replace(GAP, " ");
        for (bytes, text) in [
            (0, "0 bytes"),
            (1000, "1000 bytes"),
            (128 << 20, "128 MiB"),
            (1728 << 20, "1728 MiB"),
            (4 << 30, "4 GiB"),
            (32 << 10, "32 KiB"),
            (665_719_939, "634.9 MiB"),
            (26_843_542, "25.6 MiB"),
            (1_438_814_063, "1372.2 MiB"),
            (200 * (1 << 30) + 1, "200.0 GiB"),
            (i64::MAX.unsigned_abs(), "no limit"),
        ] {
            assert_eq!(told(bytes), text, "{bytes}");
        }
        let [english, chinese] = LANGUAGES.each_ref().map(|language| bytes(MemorySize::from_mebibytes(1), language).replace(GAP, " "));
        assert_eq!((english.as_str(), chinese.as_str()), ("1 048 576 bytes", "1 048 576 字节"));
    }
}
