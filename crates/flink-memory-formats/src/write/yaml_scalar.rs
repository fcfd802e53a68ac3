//! Scalars of YAML 1.2 as they must be written to be read back as they are: plain, in single quotes, or escaped.

use flink_memory::Value;

use super::emit::{is_printable, push, quoted};

/// Whether a text would be read as something else than itself if it were written plain, as a key or a value in block style.
///
/// It errs on the side of quotes: numbers of YAML 1.1, dates and its many words for yes and no are quoted as well, because other tools
/// read them so; so is everything beyond ASCII.
pub(crate) fn needs_quotes(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else { return true };
    let second_is_word = bytes.get(1).is_some_and(u8::is_ascii_alphanumeric);
    let starts_word = first.is_ascii_alphanumeric() || b"/_$".contains(&first) || b"-+.".contains(&first) && second_is_word;
    !starts_word
        || last == b' '
        || last == b':'
        || bytes.iter().any(|byte| !(b' '..=b'~').contains(byte))
        || text.contains(": ")
        || text.contains(" #")
        || looks_typed(text)
}

/// Numbers, dates, and words that stand for values.
fn looks_typed(text: &str) -> bool {
    const WORDS: [&str; 10] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"];
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_word = WORDS.iter().chain(&[".inf", ".nan"]).any(|word| unsigned.eq_ignore_ascii_case(word));
    let is_number = unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && unsigned.bytes().all(|byte| byte.is_ascii_digit() || b"._:+-eE".contains(&byte));
    let prefixed = unsigned.strip_prefix('0').and_then(|rest| rest.strip_prefix(['x', 'X', 'o', 'O', 'b', 'B']));
    let is_radix = prefixed.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'_'));
    is_word || is_number || is_radix
}

/// A text as a scalar.
pub(crate) fn scalar(out: &mut String, text: &str) {
    if !needs_quotes(text) {
        out.push_str(text);
    } else if text.chars().all(is_printable) {
        push(out, &["'", &text.replace('\'', "''"), "'"]);
    } else {
        quoted(out, text);
    }
}

/// A value as a scalar of its type.
pub(crate) fn value(out: &mut String, value: &Value) {
    match value {
        Value::Text(text) => scalar(out, text),
        Value::Double(number) if number.is_nan() => out.push_str(".nan"),
        Value::Double(number) if number.is_infinite() => out.push_str(if *number > 0.0 { ".inf" } else { "-.inf" }),
        _ => out.push_str(&value.to_string()),
    }
}

/// The most bytes that a key may take: YAML looks no further than 1024 characters for the colon behind it.
const LONGEST_KEY: usize = 1000;

/// Whether a key fits on one line of YAML.
pub(crate) fn holds_key(key: &str) -> bool {
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
