//! Finding one's way in a tree: values by key, scalars by text. Merge keys (`<<`) count here, as compose and Kubernetes tools have them.

use std::rc::Rc;

use super::node::{Node, Value};

/// The text of a scalar; `None` for lists and maps.
pub(crate) fn text(node: &Node) -> Option<&str> {
    node.text()
}

/// Whether a value is nothing: `k:`, `~`, or `null`.
pub(crate) fn is_null(node: &Node) -> bool {
    node.is_null()
}

/// The items of a list; none for anything else.
pub(crate) fn items(node: &Node) -> &[Rc<Node>] {
    match &node.value {
        Value::Sequence(items) => items,
        Value::Scalar { .. } | Value::Mapping(_) => &[],
    }
}

/// The keys and values of a map as written, merge keys included; none for anything else.
pub(crate) fn pairs(node: &Node) -> &[(Rc<Node>, Rc<Node>)] {
    node.entries().unwrap_or_default()
}

/// The value of a key: the last one that is written, or else one that is merged in.
pub(crate) fn get<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    pair(node, key).map(|(_, value)| value)
}

/// A key and its value, as [`get`] finds it.
pub(crate) fn pair<'a>(node: &'a Node, key: &str) -> Option<(&'a Node, &'a Node)> {
    let own = pairs(node).iter().rev().find(|(name, _)| text(name) == Some(key)).map(|(name, value)| (&**name, &**value));
    own.or_else(|| merged(node).into_iter().find_map(|base| pair(base, key)))
}

/// The maps that a map merges in, first the one that counts.
pub(crate) fn merged(node: &Node) -> Vec<&Node> {
    let mut merged = Vec::new();
    for (name, base) in pairs(node) {
        if text(name) == Some("<<") {
            match &base.value {
                Value::Sequence(items) => merged.extend(items.iter().map(|base| &**base)),
                Value::Scalar { .. } | Value::Mapping(_) => merged.push(base),
            }
        }
    }
    merged
}

/// The value under a path of keys.
pub(crate) fn under<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, key| get(node, key))
}
