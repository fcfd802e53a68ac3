//! Whether two YAML trees are the same but for one key of one mapping. It decides on nothing; it compares.

use std::rc::Rc;

use crate::yaml::tree::{Node, ScalarStyle, Value};

pub(super) type Pair = (Rc<Node>, Rc<Node>);

/// Whether two values, each of which may be missing, are as alike as they have to be.
pub(super) type Compare<'f> = &'f dyn Fn(Option<&Rc<Node>>, Option<&Rc<Node>>) -> bool;

/// What a key of a mapping is to a key that is looked for there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation<'k> {
    /// The same.
    Same,
    /// It stands above; what is left of the key has to be below.
    Above(&'k str),
    /// Nothing.
    None,
}

pub(super) fn relation<'k>(name: &Node, key: &'k str) -> Relation<'k> {
    match name.text().and_then(|name| key.strip_prefix(name)) {
        Some("") => Relation::Same,
        Some(rest) => rest.strip_prefix('.').map_or(Relation::None, Relation::Above),
        None => Relation::None,
    }
}

/// Whether a value is one of its own: an empty mapping sets nothing, and any other goes on below.
pub(super) fn is_leaf(value: &Node) -> bool {
    value.entries().is_none_or(|entries| entries.is_empty() && !value.alias)
}

/// The mapping at a path of keys and list indexes, as far as nothing on the way is an alias.
pub(super) fn at_path<'t>(root: Option<&'t Rc<Node>>, path: &[String]) -> Option<&'t Rc<Node>> {
    path.iter().try_fold(root?, |node, step| {
        let next = match &node.value {
            Value::Sequence(items) => items.get(step.parse::<usize>().ok()?),
            _ => node.get(step),
        };
        next.filter(|next| !next.alias)
    })
}

/// Whether two values are written alike, places and comments aside.
pub(super) fn is_same(one: &Node, other: &Node) -> bool {
    if one.alias != other.alias || one.anchored != other.anchored {
        return false;
    }
    match (&one.value, &other.value) {
        (Value::Scalar { text, style, tag }, Value::Scalar { text: other_text, style: other_style, tag: other_tag }) => {
            let is_plain = |style: &ScalarStyle| *style == ScalarStyle::Plain;
            text == other_text && is_plain(style) == is_plain(other_style) && tag == other_tag
        }
        (Value::Sequence(one), Value::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Mapping(one), Value::Mapping(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(&one.0, &other.0) && is_same(&one.1, &other.1))
        }
        _ => false,
    }
}

/// Whether two values are the same but for what is at a path, where `inside` decides. Only what the last step of the path names may be
/// missing in one of them.
pub(super) fn is_same_but(one: Option<&Rc<Node>>, other: Option<&Rc<Node>>, path: &[String], inside: Compare<'_>) -> bool {
    let Some((step, rest)) = path.split_first() else { return inside(one, other) };
    let (Some(one), Some(other)) = (one, other) else { return false };
    match (&one.value, &other.value) {
        (Value::Sequence(ones), Value::Sequence(others)) => {
            let Ok(index) = step.parse::<usize>() else { return false };
            let is_item_same = |(at, (one, other)): (usize, (&Rc<Node>, &Rc<Node>))| at == index || is_same(one, other);
            ones.len() == others.len()
                && ones.iter().zip(others).enumerate().all(is_item_same)
                && is_same_but(ones.get(index), others.get(index), rest, inside)
        }
        (Value::Mapping(ones), Value::Mapping(others)) => {
            let (kept, others) = (without(ones, step), without(others, step));
            let is_possible = rest.is_empty() || one.get(step).is_some() == other.get(step).is_some();
            is_possible && are_same(kept, others) && is_same_but(one.get(step), other.get(step), rest, inside)
        }
        _ => false,
    }
}

/// Whether two mappings say the same of every key but one.
pub(super) fn is_same_but_key(ones: &[Pair], others: &[Pair], key: &str) -> bool {
    let mut ones = ones.iter().filter(|pair| !is_only(pair, key));
    let mut others = others.iter().filter(|pair| !is_only(pair, key));
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return true,
            (Some((name, one)), Some((other_name, other))) => {
                let is_inside = match (relation(name, key), one.entries(), other.entries()) {
                    (Relation::Above(rest), Some(one_entries), Some(other_entries)) if !one.alias && !other.alias => {
                        one.anchored == other.anchored && is_same_but_key(one_entries, other_entries, rest)
                    }
                    _ => is_same(one, other),
                };
                if !is_inside || !is_same(name, other_name) {
                    return false;
                }
            }
            _ => return false,
        }
    }
}

/// Whether an entry sets this key and no other.
fn is_only((name, value): &Pair, key: &str) -> bool {
    match relation(name, key) {
        Relation::Same => is_leaf(value),
        Relation::Above(rest) => !value.alias && value.entries().is_some_and(|entries| entries.iter().all(|pair| is_only(pair, rest))),
        Relation::None => false,
    }
}

fn without<'t>(pairs: &'t [Pair], key: &'t str) -> impl Iterator<Item = &'t Pair> {
    pairs.iter().filter(move |(name, _)| name.text() != Some(key))
}

fn are_same<'t>(mut ones: impl Iterator<Item = &'t Pair>, mut others: impl Iterator<Item = &'t Pair>) -> bool {
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if is_same(&one.0, &other.0) && is_same(&one.1, &other.1) => {}
            _ => return false,
        }
    }
}
