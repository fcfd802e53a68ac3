//! Short questions to a value of a YAML tree: its entries, its text, what is behind a key.

use std::rc::Rc;

use super::scalar;
use super::tree::{Node, ScalarStyle, Value};

impl Node {
    /// Keys and values; `None` for anything but a mapping.
    pub(crate) fn entries(&self) -> Option<&[(Rc<Node>, Rc<Node>)]> {
        match &self.value {
            Value::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// The text of a scalar, whatever its type.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value behind a key of a mapping, the last if it is repeated.
    pub(crate) fn get(&self, key: &str) -> Option<&Rc<Node>> {
        self.entries()?.iter().rev().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    /// Whether nothing is written where a value could stand, or a plain `null`.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, style: ScalarStyle::Plain, tag: None } if scalar::is_null(text))
    }
}
