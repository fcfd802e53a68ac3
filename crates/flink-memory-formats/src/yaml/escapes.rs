//! Characters between double quotes: the short escapes, and how the reader's own writer escapes. How escapes by number are read does not stand here.

use std::fmt::Write;

/// The sign behind a backslash and the character that it means. The last two are read and never written.
pub(super) const ESCAPES: [(u8, char); 17] = [
    (b'0', '\0'),
    (b'a', '\u{7}'),
    (b'b', '\u{8}'),
    (b't', '\t'),
    (b'n', '\n'),
    (b'v', '\u{b}'),
    (b'f', '\u{c}'),
    (b'r', '\r'),
    (b'e', '\u{1b}'),
    (b'"', '"'),
    (b'\\', '\\'),
    (b'N', '\u{85}'),
    (b'_', '\u{a0}'),
    (b'L', '\u{2028}'),
    (b'P', '\u{2029}'),
    (b' ', ' '),
    (b'/', '/'),
];

/// What stands between quotes by its number, unless it has a sign: `Emitter.analyzeScalar`.
pub(super) fn is_special(character: char) -> bool {
    matches!(character, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// `Emitter.writeDoubleQuoted`.
pub(super) fn write(character: char, text: &mut String) {
    let number = u32::from(character);
    let sign = ESCAPES.iter().find(|&&(sign, meant)| meant == character && !b" /".contains(&sign));
    // Writing into a String cannot fail.
    match sign {
        Some(&(sign, _)) => text.extend(['\\', char::from(sign)]),
        None if !is_special(character) => text.push(character),
        None if number > 0xff => drop(write!(text, "\\u{number:04x}")),
        None => drop(write!(text, "\\x{number:02x}")),
    }
}
