//! What a tree is made of, values with places, and short questions to them. It knows scalars and styles, and no option of Flink's.

use std::ops::Range;
use std::rc::Rc;

use super::scalar;
use super::scanner::ScalarStyle;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The value.
    pub(crate) value: Value,
    /// The bytes that it takes: quotes, brackets and the `|` of a block included, anchor, tag and a comment behind it not.
    /// A value that is missing takes none, behind its colon. An alias takes its own bytes; what is inside stands at its anchor.
    pub(crate) at: Range<usize>,
    /// The byte at which its anchor or tag begins; the beginning of `at` where it has none.
    pub(crate) from: usize,
    /// Whether it is an alias, so that it stands elsewhere, too.
    pub(crate) alias: bool,
    /// The number of its anchor, or of the anchor that it is an alias to; none is zero.
    pub(crate) anchor: usize,
    /// The tag of a list or map.
    pub(crate) collection_tag: Option<String>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// A scalar.
    Scalar {
        /// Its text, unquoted and unescaped.
        text: String,
        /// How it is written.
        style: ScalarStyle,
        /// Its tag in full, such as `tag:yaml.org,2002:str` for `!!str`.
        tag: Option<String>,
    },
    /// A list.
    Sequence(Vec<Rc<Node>>),
    /// Keys and values, in order.
    Mapping(Vec<(Rc<Node>, Rc<Node>)>),
}

/// What a text holds.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// The value; `None` for an empty document.
    pub(crate) root: Option<Rc<Node>>,
    /// The byte at which it begins.
    pub(crate) start: usize,
}

impl Node {
    /// The tag of whatever it is.
    pub(crate) fn tag(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { tag, .. } => tag.as_deref(),
            _ => self.collection_tag.as_deref(),
        }
    }

    /// What it is made of: the items of a list, the keys and values of a map.
    pub(crate) fn parts(&self) -> Vec<(&Node, Option<&Node>)> {
        let mut parts = Vec::new();
        match &self.value {
            Value::Scalar { .. } => {}
            Value::Sequence(items) => items.iter().for_each(|item| parts.push((&**item, None))),
            Value::Mapping(pairs) => pairs.iter().for_each(|(key, value)| parts.push((&**key, Some(&**value)))),
        }
        parts
    }

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
