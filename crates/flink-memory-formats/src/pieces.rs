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

/// What stands behind the last of a sign; the whole text where there is none.
pub(crate) fn last(text: &str, sign: u8) -> &str {
    let start = text.bytes().rposition(|byte| byte == sign).map_or(0, |at| at + 1);
    text.get(start..).unwrap_or_default()
}

/// The name of a file without its folders.
pub(crate) fn file_name(path: &str) -> &str {
    last(path, b'/')
}

/// The first byte of a text; zero where there is none.
pub(crate) fn first(text: &str) -> u8 {
    text.bytes().next().unwrap_or(0)
}

/// How many bytes at the beginning of a text are of a kind.
pub(crate) fn leading(text: &str, is: fn(u8) -> bool) -> usize {
    text.bytes().position(|byte| !is(byte)).unwrap_or(text.len())
}

/// A text without what it begins with of a kind.
pub(crate) fn trim_start(text: &str, is: fn(u8) -> bool) -> &str {
    text.get(leading(text, is)..).unwrap_or_default()
}

/// A text without what it ends with of a kind.
pub(crate) fn trim_end(text: &str, is: fn(u8) -> bool) -> &str {
    let end = text.bytes().rposition(|byte| !is(byte)).map_or(0, |at| at + 1);
    text.get(..end).unwrap_or(text)
}

/// A text without its bytes of a kind, which are ASCII.
pub(crate) fn without(text: &str, is: fn(u8) -> bool) -> String {
    let mut left = String::with_capacity(text.len());
    for character in text.chars() {
        if !u8::try_from(character).is_ok_and(is) {
            left.push(character);
        }
    }
    left
}

/// A blank or a tab.
pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Where a word begins in a text. What std has for it takes kilobytes of the page.
pub(crate) fn find(text: &str, word: &str) -> Option<usize> {
    let (text, first) = (text.as_bytes(), word.bytes().next()?);
    (0..text.len()).find(|&at| text.get(at) == Some(&first) && text.get(at..).is_some_and(|rest| rest.starts_with(word.as_bytes())))
}

/// Whether a word stands somewhere in a text.
pub(crate) fn holds(text: &str, word: &str) -> bool {
    find(text, word).is_some()
}

/// What stands before and behind the first of a word in a text.
pub(crate) fn split_at_word<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, word)?;
    text.get(..at).zip(text.get(at + word.len()..))
}

/// What stands behind each of a word in a text.
pub(crate) fn behind_each<'a>(mut text: &'a str, word: &str) -> impl Iterator<Item = &'a str> {
    std::iter::from_fn(move || {
        text = split_at_word(text, word)?.1;
        Some(text)
    })
}

/// A text without each escape before a character that it escapes.
pub(crate) fn unescaped(mut text: &str, escape: char, escaped: &[char]) -> String {
    let mut plain = String::with_capacity(text.len());
    while let Some((before, behind)) = text.split_once(escape) {
        plain.push_str(before);
        let next = behind.chars().next().filter(|next| escaped.contains(next));
        plain.push(next.unwrap_or(escape));
        text = behind.get(next.map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    plain.push_str(text);
    plain
}

/// Bytes as text. What is no UTF-8 stands as a replacement character, and the text is not whole.
pub(crate) fn utf8(bytes: &[u8], is_whole: &mut bool) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            *is_whole = false;
        }
    }
    text
}

/// What stands between the quotes that a text begins and ends with.
pub(crate) fn unquoted(text: &str) -> Option<&str> {
    let [first @ (b'"' | b'\''), .., last] = text.as_bytes() else { return None };
    if first == last { text.get(1..text.len() - 1) } else { None }
}
