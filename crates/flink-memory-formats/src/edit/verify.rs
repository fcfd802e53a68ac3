//! What YAML documents say but for one key of one mapping, written so that it can be compared; and which of several ways to change a
//! text holds against that.

use std::rc::Rc;

use super::splice::Splice;
use crate::pieces::number;
use crate::write::emit::push;
use crate::yaml::tree::{self, Document, Node, ScalarStyle, Value};

pub(super) type Pair = (Rc<Node>, Rc<Node>);

/// The most ways that are tried for one change.
const MOST_WAYS: usize = 24;

/// Whether a value is one of its own: an empty mapping sets nothing, and any other goes on below.
pub(super) fn is_leaf(value: &Node) -> bool {
    value.entries().is_none_or(|entries| entries.is_empty() && !value.alias)
}

/// The value at the end of a way, each step behind a `\n`: the last value of a key, or the item of a list by its index. Nothing on the way is
/// an alias.
pub(super) fn follow<'t>(node: &'t Node, way: &str) -> Option<&'t Node> {
    way.split('\n').skip(1).try_fold(node, |node, step| {
        let next = match &node.value {
            Value::Sequence(items) => items.get(index(step)?),
            _ => node.get(step),
        };
        next.map(|next| &**next).filter(|next| !next.alias)
    })
}

fn index(step: &str) -> Option<usize> {
    usize::try_from(number(step)?).ok()
}

/// Which mapping of a text is meant.
#[derive(Debug)]
pub(super) struct Site<'a> {
    /// The number of the document, and the way from its root; what the last step names need not exist.
    pub(super) path: &'a str,
    /// Whether its values have to be text.
    pub(super) strings: bool,
}

impl<'a> Site<'a> {
    /// The one mapping of a `config.yaml`.
    pub(super) const WHOLE: Site<'static> = Site { path: "0", strings: false };

    /// The value of the document.
    pub(super) fn root<'t>(&self, documents: &'t [Document]) -> Option<&'t Node> {
        documents.get(index(self.path.split('\n').next()?)?)?.root.as_deref()
    }

    /// The value that is meant.
    pub(super) fn node<'t>(&self, documents: &'t [Document]) -> Option<&'t Node> {
        follow(self.root(documents)?, self.path)
    }

    /// The way to what it stands in, and its key there.
    pub(super) fn above(&self) -> Option<(&'a str, &'a str)> {
        self.path.rsplit_once('\n')
    }
}

/// The first way to change a text behind which it holds what it has to.
pub(super) fn first_way(text: &str, mut ways: Vec<Splice>, holds: &dyn Fn(&[Document]) -> bool) -> Option<Splice> {
    ways.truncate(MOST_WAYS);
    let first = ways.iter().position(|way| tree::read(&way.apply(text)).is_ok_and(|after| holds(&after)))?;
    Some(ways.swap_remove(first))
}

/// Every value with the way to it, outer ones first, as far inside as `visit` wants to go. An asterisk marks what stands behind an alias.
pub(super) fn walk(documents: &[Document], visit: &mut dyn FnMut(&Node, &str) -> bool) {
    for (index, document) in documents.iter().enumerate() {
        if let Some(root) = &document.root {
            walk_value(root, &mut index.to_string(), visit);
        }
    }
}

fn walk_value(node: &Node, path: &mut String, visit: &mut dyn FnMut(&Node, &str) -> bool) {
    if !visit(node, path) {
        return;
    }
    *path += if node.alias { "*\n" } else { "\n" };
    let length = path.len();
    match &node.value {
        Value::Scalar { .. } => {}
        Value::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                *path += &index.to_string();
                walk_value(item, path, visit);
                path.truncate(length);
            }
        }
        Value::Mapping(entries) => {
            for (name, value) in entries {
                match name.text() {
                    Some(name) => *path += name,
                    None => walk_value(name, path, visit),
                }
                walk_value(value, path, visit);
                path.truncate(length);
            }
        }
    }
}

/// What the documents say, places and comments aside, but for a key of the mapping that is meant, or else but for the value there: every
/// value behind its way, in which dotted and nested keys are the same.
pub(super) fn outline(documents: &[Document], site: &Site<'_>, key: Option<&str>) -> String {
    let target = key.map_or_else(|| site.path.to_owned(), |key| [site.path, ".", key].concat()).replace('\n', ".");
    let mut outline = String::new();
    walk(documents, &mut |node, path| {
        let (kind, tag, text) = match &node.value {
            Value::Mapping(entries) if !entries.is_empty() => return true,
            Value::Mapping(_) => ("{", "", ""),
            Value::Sequence(_) => ("[", "", ""),
            Value::Scalar { text, style, tag } => {
                (if *style == ScalarStyle::Plain { " " } else { "'" }, tag.as_deref().unwrap_or_default(), text.as_str())
            }
        };
        let flat = path.replace('\n', ".");
        // A mapping on the way to the key may be missing as well as empty.
        let is_left_out = match node.entries() {
            Some(_) => !node.alias,
            None => flat == target || (path == site.path && node.is_null()),
        };
        if is_left_out && path.starts_with(site.path) && target.starts_with(&flat) {
            return false;
        }
        push(&mut outline, &[&flat, "\0", kind, tag, "\0", text, "\0"]);
        true
    });
    outline
}
