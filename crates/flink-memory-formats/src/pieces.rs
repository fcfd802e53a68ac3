//! Pieces of texts that several readers ask for: numbers, names, and what stands in quotes. They know nothing of any format.

/// A number of decimal digits and nothing else; `None` where it does not fit.
pub(crate) fn number(text: &str) -> Option<u64> {
    let mut number = 0_u64;
    for byte in text.bytes() {
        let digit = char::from(byte).to_digit(10)?;
        number = number.checked_mul(10)?.checked_add(digit.into())?;
    }
    (!text.is_empty()).then_some(number)
}

/// The digits and points that a text begins with, and the rest.
pub(crate) fn decimal(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit() && byte != b'.').unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The name of a file without its folders.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// What stands between the quotes that a text begins and ends with.
pub(crate) fn unquoted(text: &str) -> Option<&str> {
    let [first @ (b'"' | b'\''), .., last] = text.as_bytes() else { return None };
    if first == last { text.get(1..text.len() - 1) } else { None }
}
