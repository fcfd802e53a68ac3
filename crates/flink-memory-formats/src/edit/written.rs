//! How a value or a key is written as a YAML scalar beside others. What YAML itself allows stands with the writers.

use flink_memory::Value;

use crate::write::emit::{is_printable, quoted, single_quoted};
use crate::write::yaml_scalar::{looks_typed, stands_plain, typed};
use crate::yaml::scalar;
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

/// A value as it is written. Every value can be.
pub(super) fn value(value: &Value, manner: Manner) -> String {
    let text = value.to_string();
    match value {
        Value::Text(_) => scalar(&text, manner),
        _ if manner.strings => scalar(typed(&text), manner),
        _ => typed(&text).to_owned(),
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
    let written = wanted.to_string();
    match wanted {
        Value::Text(_) => *text == written && (is_text || keeps_text(text)),
        _ => text == typed(&written) && (strings || !is_text),
    }
}

/// A text as it is written.
pub(super) fn scalar(text: &str, manner: Manner) -> String {
    let mut written = String::new();
    let is_printable = text.chars().all(is_printable);
    let has = |byte: u8| text.as_bytes().contains(&byte);
    let (may_be_plain, is_single) = match manner.like {
        ScalarStyle::SingleQuoted => (false, true),
        ScalarStyle::DoubleQuoted => (false, false),
        _ => (if manner.strings { !looks_typed(text) } else { keeps_text(text) }, false),
    };
    if may_be_plain && is_printable && stands_plain(text, manner.in_flow) {
        written += text;
    } else if is_printable && (is_single || ((has(b'"') || has(b'\\')) && !has(b'\''))) {
        single_quoted(&mut written, text, "''");
    } else {
        quoted(&mut written, text);
    }
    written
}

/// Whether a text is the same to Flink without quotes: text, or something typed of which Java makes this text. Longer fractions might be
/// other 32-bit floats.
fn keeps_text(text: &str) -> bool {
    match scalar::value(text, ScalarStyle::Plain, None) {
        Ok(Some(Value::Text(_))) => true,
        Ok(Some(Value::Double(_))) if text.len() > 10 || text.contains('E') => false,
        Ok(Some(value)) => value.to_string() == text,
        _ => false,
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
