//! A list as the one line of text that Flink keeps of it: `[a, {b: 1}]`, as snakeyaml-engine writes it in flow style.

use std::fmt::Write;

use flink_memory::Value;

use crate::pieces::last;

use super::escapes;
use super::scalar::{self, is_plain_text};
use super::tree::{self, Node};

/// The width behind which a key that is written with `?` has its value on a line of its own.
const WIDTH: usize = 80;

/// Longer keys are written with `?`.
const LONGEST_SIMPLE_KEY: usize = 128;

/// Writes a list. `anchors` counts the names that Flink has given to values that stand in several places.
pub(crate) fn text(node: &Node, anchors: &mut usize) -> String {
    let mut repeated = Vec::new();
    count_anchors(node, &mut repeated);
    repeated.retain(|&(_, times)| times > 1);
    let mut writer = Writer { text: String::new(), names: repeated.into_iter().map(|(anchor, _)| (anchor, None)).collect(), anchors };
    writer.node(node, 0);
    writer.text
}

/// How often each list or map with an anchor stands in a value; what is inside of a repetition is not looked at again.
fn count_anchors(node: &Node, found: &mut Vec<(usize, usize)>) {
    let is_collection = !matches!(node.value, tree::Value::Scalar { .. });
    if is_collection && node.anchor > 0 {
        if let Some((_, times)) = found.iter_mut().find(|(anchor, _)| *anchor == node.anchor) {
            *times += 1;
            return;
        }
        found.push((node.anchor, 1));
    }
    for (key, value) in node.parts() {
        count_anchors(key, found);
        if let Some(value) = value {
            count_anchors(value, found);
        }
    }
}

struct Writer<'a> {
    text: String,
    /// The anchors that need a name, and the name that they have got.
    names: Vec<(usize, Option<usize>)>,
    anchors: &'a mut usize,
}

impl Writer<'_> {
    fn node(&mut self, node: &Node, depth: usize) {
        if !self.name(node) {
            return;
        }
        match &node.value {
            tree::Value::Scalar { text, style, tag } => {
                // What cannot be read has stopped Flink before.
                let value = scalar::value(text, *style, tag.as_deref()).ok().flatten();
                self.scalar(value.as_ref());
            }
            tree::Value::Sequence(items) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.separate(index);
                    self.node(item, depth + 1);
                }
                self.text.push(']');
            }
            tree::Value::Mapping(pairs) => {
                self.text.push('{');
                for (index, (key, value)) in pairs.iter().enumerate() {
                    self.separate(index);
                    self.pair(key, value, depth + 1);
                }
                self.text.push('}');
            }
        }
    }

    fn separate(&mut self, index: usize) {
        if index > 0 {
            self.text.push_str(", ");
        }
    }

    /// Writes the name of a value that stands in several places; whether the value itself is to follow.
    fn name(&mut self, node: &Node) -> bool {
        let is_collection = !matches!(node.value, tree::Value::Scalar { .. });
        let Some((_, name)) = self.names.iter_mut().find(|(anchor, _)| is_collection && *anchor == node.anchor) else { return true };
        // Writing into a String cannot fail.
        if let Some(number) = name {
            let _ = write!(self.text, "*id{number:03}");
            return false;
        }
        *self.anchors += 1;
        *name = Some(*self.anchors);
        let _ = write!(self.text, "&id{:03} ", *self.anchors);
        true
    }

    fn pair(&mut self, key: &Node, value: &Node, depth: usize) {
        if is_simple_key(key) {
            self.node(key, depth);
            self.text.push_str(": ");
        } else {
            self.text.push_str("? ");
            self.node(key, depth);
            let line = last(&self.text, b'\n');
            // The writer counts Java's characters.
            if java_length(line) > WIDTH {
                self.text.push('\n');
                self.text.extend(std::iter::repeat_n(' ', 2 * depth));
                self.text.push_str(": ");
            } else {
                self.text.push_str(" : ");
            }
        }
        self.node(value, depth);
    }

    fn scalar(&mut self, value: Option<&Value>) {
        match value {
            None => self.text.push_str("null"),
            Some(Value::Double(number)) if number.is_nan() => self.text.push_str(".nan"),
            Some(Value::Double(f64::INFINITY)) => self.text.push_str(".inf"),
            Some(Value::Double(f64::NEG_INFINITY)) => self.text.push_str("-.inf"),
            Some(Value::Text(text)) => match Quotes::of(text) {
                Quotes::None => self.text.push_str(text),
                Quotes::Single => self.text.extend(["'", &text.replace('\'', "''"), "'"]),
                Quotes::Double => {
                    self.text.push('"');
                    text.chars().for_each(|character| escapes::write(character, &mut self.text));
                    self.text.push('"');
                }
            },
            Some(value) => {
                let _ = write!(self.text, "{value}");
            }
        }
    }
}

/// The length as Java counts it.
fn java_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// `Emitter.checkSimpleKey`.
fn is_simple_key(key: &Node) -> bool {
    match &key.value {
        tree::Value::Scalar { text, style, .. } => {
            let is_null = *style == tree::ScalarStyle::Plain;
            (!text.is_empty() || is_null) && !text.contains('\n') && java_length(text) < LONGEST_SIMPLE_KEY
        }
        tree::Value::Sequence(items) => items.is_empty(),
        tree::Value::Mapping(pairs) => pairs.is_empty(),
    }
}

/// How a text is quoted inside of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    None,
    Single,
    Double,
}

impl Quotes {
    /// `Emitter.analyzeScalar` and `chooseScalarStyle`.
    fn of(text: &str) -> Quotes {
        if text.chars().any(escapes::is_special) {
            return Quotes::Double;
        }
        let bytes = text.as_bytes();
        let has_indicator = bytes.iter().any(|byte| b",?[]{}:".contains(byte))
            || bytes.windows(2).any(|pair| pair == b" #")
            || bytes.first().is_some_and(|first| b"#&*!|>'\"%@` ".contains(first))
            || bytes.ends_with(b" ")
            || text == "-"
            || ["- ", "---", "..."].iter().any(|start| text.starts_with(start));
        if has_indicator || !is_plain_text(text) { Quotes::Single } else { Quotes::None }
    }
}
