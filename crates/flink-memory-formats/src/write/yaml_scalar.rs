//! Scalars of YAML 1.2 as they must be written to be read back as they are: plain, in single quotes, or escaped.

use super::emit::{Item, is_printable, quoted, single_quoted};

/// Whether a text would be read as something else than itself if it were written plain, as a key or a value in block style.
///
/// It errs on the side of quotes: numbers of YAML 1.1, dates and its many words for yes and no are quoted as well, because other tools
/// read them so; so is everything beyond ASCII.
fn needs_quotes(text: &str) -> bool {
    !stands_plain(text, false) || text.bytes().any(|byte| !(b' '..=b'~').contains(&byte)) || looks_typed(text)
}

/// Whether the characters of a text may stand without quotes; stricter than YAML where that is simpler.
pub(crate) fn stands_plain(text: &str, in_flow: bool) -> bool {
    let begins = match text.as_bytes() {
        [b'-' | b'+' | b'.', second, ..] => second.is_ascii_alphanumeric(),
        [first, ..] => first.is_ascii_alphanumeric() || b"/_$".contains(first) || !first.is_ascii(),
        [] => false,
    };
    let is_cut = |pair: &[u8]| matches!(pair, b": " | b" #") || (in_flow && pair.iter().any(|byte| b",[]{}:?#".contains(byte)));
    begins && !text.ends_with([' ', ':']) && !text.as_bytes().windows(2).any(is_cut)
}

/// Numbers, dates, and words that stand for values.
pub(crate) fn looks_typed(text: &str) -> bool {
    const WORDS: [&str; 12] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~", ".inf", ".nan"];
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let all = |digits: &[u8], others: &[u8]| digits.iter().all(|byte| byte.is_ascii_digit() || others.contains(byte));
    match unsigned.as_bytes() {
        [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', digits @ ..] => !digits.is_empty() && all(digits, b"abcdefABCDEF_"),
        digits @ [b'0'..=b'9' | b'.', ..] if all(digits, b"._:+-eE") => true,
        _ => WORDS.iter().any(|word| unsigned.eq_ignore_ascii_case(word)),
    }
}

/// A text as a scalar.
pub(super) fn scalar(out: &mut String, text: &str) {
    if !needs_quotes(text) {
        out.push_str(text);
    } else if text.chars().all(is_printable) {
        single_quoted(out, text, "''");
    } else {
        quoted(out, text);
    }
}

/// A value as a scalar of its type.
pub(super) fn value(out: &mut String, item: &Item<'_>) {
    if item.is_text() {
        scalar(out, &item.text);
    } else {
        out.push_str(typed(&item.text));
    }
}

/// What Java calls a number or boolean, in the words of YAML.
pub(crate) fn typed(java: &str) -> &str {
    // Only doubles are words of Java's.
    match java {
        "NaN" => ".nan",
        "Infinity" => ".inf",
        "-Infinity" => "-.inf",
        same => same,
    }
}

/// The most bytes that a key may take: YAML looks no further than 1024 characters for the colon behind it.
const LONGEST_KEY: usize = 1000;

/// Whether a key fits on one line of YAML.
pub(super) fn holds_key(key: &str) -> bool {
    let mut written = String::new();
    scalar(&mut written, key);
    written.len() <= LONGEST_KEY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_would_type_or_cut_is_quoted() {
        for text in [
            "",
            " ",
            "4",
            "0.10",
            "1e3",
            "010",
            "0x10",
            "0o17",
            "-5",
            "+.5",
            ".5",
            "5.",
            "1_000",
            "12:30",
            "2024-01-01",
            "true",
            "False",
            "NULL",
            "~",
            ".inf",
            "-.INF",
            ".NaN",
            "yes",
            "off",
            "- a",
            "-",
            "?",
            ": a",
            "a: b",
            "a:",
            "a #b",
            "#a",
            " a",
            "a ",
            "[a]",
            "{a}",
            "'a'",
            "\"a\"",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "---",
            "...",
            "<<",
            "=",
            "a\tb",
            "a\nb",
            "\u{feff}a",
            "é",
        ] {
            assert!(needs_quotes(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_only_text_stays_plain() {
        for text in
            ["1728m", "402653174b", "1 gb", "a#b", "a:b", "OPERATOR:70,STATE_BACKEND:70", "/opt/flink", "-Xmx1g", "rocksdb", "a, b", "0xg"]
        {
            assert!(!needs_quotes(text), "{text:?}");
        }
    }

    #[test]
    fn quotes_hold_everything() {
        let written = |text| {
            let mut out = String::new();
            scalar(&mut out, text);
            out
        };
        assert_eq!(written("it's: 1"), "'it''s: 1'");
        assert_eq!(written("a\n\u{1}\\\""), r#""a\n\u0001\\\"""#);
        assert_eq!(written("\u{1f600} ok"), "'\u{1f600} ok'");
    }
}
