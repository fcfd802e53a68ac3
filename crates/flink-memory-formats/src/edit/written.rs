//! How a value or a key is written as a YAML scalar, and what a plain scalar is to its reader as far as that matters for writing.

use flink_memory::Value;

use crate::write::emit::{is_printable, quoted};
use crate::write::yaml_scalar;
use crate::yaml::tree::{self, Node, ScalarStyle};

/// Where a scalar is written, and after which example.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// The style of the scalar that was there, or of a neighbour.
    pub(super) like: ScalarStyle,
    /// Whether it stands in braces.
    pub(super) in_flow: bool,
    /// Whether it has to be text to YAML, as every value of a Kubernetes map of strings.
    pub(super) strings: bool,
}

/// What a plain scalar is to the core schema of YAML 1.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plain {
    /// Text.
    Text,
    /// A number or a boolean whose Java text is what is written.
    Same,
    /// Nothing, or a number whose Java text may be another.
    Other,
}

/// A value as it is written. Every value can be.
pub(super) fn value(value: &Value, manner: Manner) -> String {
    match value {
        Value::Text(text) => scalar(text, manner),
        typed if manner.strings => scalar(&plain(typed), manner),
        typed => plain(typed),
    }
}

/// A key as it is written: text, whatever it looks like.
pub(super) fn key(text: &str, in_flow: bool) -> String {
    scalar(text, Manner { like: ScalarStyle::Plain, in_flow, strings: true })
}

/// Whether a node is read as this value already. For text the typed value with the same text is as good.
pub(super) fn says(node: &Node, wanted: &Value, strings: bool) -> bool {
    let tree::Value::Scalar { text, style, tag } = &node.value else { return false };
    let is_text = match tag {
        None => *style != ScalarStyle::Plain,
        Some(tag) if tag.ends_with("str") => true,
        Some(_) => return false,
    };
    match wanted {
        Value::Text(wanted) => text == wanted && (is_text || class(text) != Plain::Other),
        typed => *text == plain(typed) && (strings || !is_text),
    }
}

/// A typed value as the core schema reads it back.
fn plain(value: &Value) -> String {
    yaml_scalar::typed(&value.to_string()).to_owned()
}

/// A text as it is written.
pub(super) fn scalar(text: &str, manner: Manner) -> String {
    let is_printable = text.chars().all(is_printable);
    let is_single = match manner.like {
        ScalarStyle::SingleQuoted => true,
        ScalarStyle::DoubleQuoted => false,
        _ => {
            let class = class(text);
            if is_printable && (class == Plain::Text || (class == Plain::Same && !manner.strings)) && stands_plain(text, manner.in_flow) {
                return text.to_owned();
            }
            false
        }
    };
    let has = |byte: u8| text.as_bytes().contains(&byte);
    if is_printable && (is_single || ((has(b'"') || has(b'\\')) && !has(b'\''))) { single(text) } else { double(text) }
}

fn single(text: &str) -> String {
    ["'", &text.replace('\'', "''"), "'"].concat()
}

fn double(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    quoted(&mut written, text);
    written
}

/// Whether text may stand without quotes; stricter than YAML where that is simpler.
fn stands_plain(text: &str, in_flow: bool) -> bool {
    let begins = match text.as_bytes() {
        [b'-' | b'?' | b':', second, ..] => second.is_ascii_alphanumeric(),
        [first, ..] => !b" ,[]{}#&*!|>'\"%@`-?:".contains(first),
        [] => false,
    };
    let is_cut = |pair: &[u8]| matches!(pair, b": " | b" #") || (in_flow && pair.iter().any(|byte| b",[]{}:?#".contains(byte)));
    begins && !text.ends_with([' ', ':']) && !text.as_bytes().windows(2).any(is_cut)
}

/// What a plain scalar is. Numbers that are written in an unusual way count as [`Plain::Other`].
fn class(text: &str) -> Plain {
    match text {
        "true" | "false" => return Plain::Same,
        "" | "~" | "null" | "Null" | "NULL" | "True" | "TRUE" | "False" | "FALSE" => return Plain::Other,
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text).as_bytes();
    let is_like_number = match digits {
        [b'.', ..] | [b'0', b'x' | b'o', ..] => true,
        [b'0'..=b'9', ..] => digits.iter().all(|byte| b"0123456789.eE+-".contains(byte)),
        _ => false,
    };
    match is_like_number {
        false => Plain::Text,
        true if is_usual(text) => Plain::Same,
        true => Plain::Other,
    }
}

/// A whole number of up to 18 digits or a fraction of up to 9, written as Java writes it: Flink's 32-bit floats are the same of both.
fn is_usual(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) {
        return false;
    }
    match fraction {
        None => whole.len() <= 18 && text != "-0",
        // Java writes numbers below a thousandth and from ten million on with an exponent.
        Some(fraction) => {
            let is_short = whole.len() <= 7 && whole.len() + fraction.len() <= 9;
            let is_small = whole == "0" && fraction.starts_with("000");
            is_digits(fraction) && is_short && !is_small && (fraction == "0" || !fraction.ends_with('0'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Manner = Manner { like: ScalarStyle::Plain, in_flow: false, strings: false };

    #[test]
    fn text_stays_plain_where_its_reading_has_the_same_text() {
        for text in ["4g", "0.4", "1.0", "-3", "0", "true", "a:b", "-Xmx1g", "a # b".trim_end_matches(" # b"), "yes", "1_000", "é", "1m 2"]
        {
            assert_eq!(value(&text.into(), PLAIN), text);
        }
        for text in ["", "~", "null", "True", "010", "0x10", "1e3", "0.10", ".5", "5.", ".inf", "0.0001", "1.0E-50", "-0", "12345678.5"] {
            assert_eq!(value(&text.into(), PLAIN), format!("\"{text}\""));
        }
        for text in ["a: b", "a:", " a", "a ", "a #b", "- a", "#a", "[a]", "{a}", "*a", "&a", "@a", "%a", "a\u{feff}", "---"] {
            let written = value(&text.into(), PLAIN);
            assert!(written.starts_with('"'), "{written}");
        }
    }

    #[test]
    fn quotes_stay_as_they_were() {
        let like = |like| Manner { like, ..PLAIN };
        assert_eq!(value(&"it's".into(), like(ScalarStyle::SingleQuoted)), "'it''s'");
        assert_eq!(value(&"4g".into(), like(ScalarStyle::DoubleQuoted)), "\"4g\"");
        assert_eq!(value(&"a\nb".into(), like(ScalarStyle::SingleQuoted)), "\"a\\nb\"");
        assert_eq!(value(&"a\u{85}".into(), PLAIN), "\"a\\u0085\"");
        assert_eq!(value(&Value::Integer(4), like(ScalarStyle::SingleQuoted)), "4");
        assert_eq!(value(&Value::Double(f64::INFINITY), PLAIN), ".inf");
        let strings = Manner { strings: true, ..PLAIN };
        assert_eq!((value(&"4".into(), strings), value(&"4g".into(), strings)), ("\"4\"".into(), "4g".into()));
        assert_eq!(value(&Value::Boolean(true), strings), "\"true\"");
        assert_eq!((key("a.b", false), key("1", false), key("a,b", true)), ("a.b".into(), "\"1\"".into(), "\"a,b\"".into()));
    }
}
