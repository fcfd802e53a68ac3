//! How values are spelled as JSON, so that a file written again is the same to the byte. What the values mean is not known here.

use std::fmt::Write;

use serde_json::{Map, Value};

/// One object on one line, without blanks.
pub(super) fn one_line(fields: &Map<String, Value>) -> String {
    let mut text = String::new();
    put_object(&mut text, fields, None);
    text
}

/// One field per line, a blank deeper for each level.
pub(super) fn indented(fields: &Map<String, Value>) -> String {
    let mut text = String::new();
    put_object(&mut text, fields, Some(0));
    text
}

/// Doubles in the shortest digits that read back the same, and with an exponent as in `5e+300` and `1e-09`.
fn double(value: f64) -> String {
    let text = format!("{value:?}");
    match text.split_once('e') {
        Some((digits, exponent)) => {
            let (sign, number) = exponent.strip_prefix('-').map_or(('+', exponent), |number| ('-', number));
            format!("{digits}e{sign}{number:0>2}")
        }
        None => text,
    }
}

/// The level is that of the value; `None` puts everything on one line.
fn put(text: &mut String, value: &Value, level: Option<usize>) {
    match value {
        Value::Object(fields) => put_object(text, fields, level),
        Value::Array(items) => put_all(text, ('[', ']'), items, level, put),
        Value::Number(number) if number.is_f64() => text.push_str(&number.as_f64().map_or_else(|| number.to_string(), double)),
        // Writing to a text cannot fail.
        plain => _ = write!(text, "{plain}"),
    }
}

fn put_object(text: &mut String, fields: &Map<String, Value>, level: Option<usize>) {
    let colon = if level.is_some() { ": " } else { ":" };
    put_all(text, ('{', '}'), fields, level, |text, (name, value), level| {
        _ = write!(text, "{}{colon}", Value::from(name.as_str()));
        put(text, value, level);
    });
}

fn put_all<I: IntoIterator>(
    text: &mut String,
    (open, close): (char, char),
    items: I,
    level: Option<usize>,
    put_one: impl Fn(&mut String, I::Item, Option<usize>),
) {
    let inner = level.map(|level| level + 1);
    let line_break = |text: &mut String, level: Option<usize>| {
        if let Some(level) = level {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', level));
        }
    };
    text.push(open);
    let mut is_empty = true;
    for item in items {
        if !is_empty {
            text.push(',');
        }
        is_empty = false;
        line_break(text, inner);
        put_one(text, item, inner);
    }
    if !is_empty {
        line_break(text, level);
    }
    text.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_spelled_as_in_the_files() {
        for (value, expected) in [
            (1.0, "1.0"),
            (0.1, "0.1"),
            (4_294_967_296.0, "4294967296.0"),
            (0.0001, "0.0001"),
            (0.000_01, "1e-05"),
            (1e-50, "1e-50"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (5e300, "5e+300"),
            (f64::MAX, "1.7976931348623157e+308"),
        ] {
            assert_eq!(double(value), expected);
        }
    }

    #[test]
    fn doubles_are_read_to_the_last_bit() {
        for text in
            ["0.10000000149011612", "31.245270191439438", "3.333333333333333e+19", "1.7976931348623157e+308", "1.0715660391465333e-75"]
        {
            let read = serde_json::from_str(text).unwrap_or(Value::Null);
            assert_eq!(one_line(&Map::from_iter([("x".to_owned(), read)])), format!("{{\"x\":{text}}}"));
        }
    }

    #[test]
    fn texts_keep_everything_but_control_characters_as_it_is() {
        let fields = Map::from_iter([("k\u{e9}".to_owned(), Value::from("\u{1f}\"\\\n\u{7f}٣"))]);
        assert_eq!(one_line(&fields), "{\"k\u{e9}\":\"\\u001f\\\"\\\\\\n\u{7f}٣\"}");
    }

    #[test]
    fn an_indented_object_has_one_field_per_line() {
        let fields =
            Map::from_iter([("a".to_owned(), Value::Array(Vec::new())), ("b".to_owned(), Value::from(vec![Value::from(1), Value::Null]))]);
        assert_eq!(indented(&fields), "{\n \"a\": [],\n \"b\": [\n  1,\n  null\n ]\n}");
        assert_eq!(one_line(&fields), "{\"a\":[],\"b\":[1,null]}");
    }
}
