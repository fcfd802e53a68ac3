//! What YAML documents say but for one key of one mapping, written so that it can be compared. It decides on nothing.

use std::rc::Rc;

use crate::yaml::tree::{Document, Node, ScalarStyle, Value};

pub(super) type Pair = (Rc<Node>, Rc<Node>);

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

/// From a value to one inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'t> {
    /// The value of a key, the last if it is repeated.
    Key(&'t str),
    /// The item of a list, from zero.
    Item(usize),
}

impl Step<'_> {
    fn from(self, node: &Node) -> Option<&Rc<Node>> {
        match (self, &node.value) {
            (Step::Key(key), _) => node.get(key),
            (Step::Item(index), Value::Sequence(items)) => items.get(index),
            _ => None,
        }
    }
}

/// Which mapping of a text is meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site<'a> {
    /// The document.
    pub(super) document: usize,
    /// The way that leads to it; what the last step names need not exist.
    pub(super) path: &'a [Step<'a>],
    /// Whether its values have to be text.
    pub(super) strings: bool,
}

impl<'a> Site<'a> {
    /// The one mapping of a `config.yaml`.
    pub(super) const WHOLE: Site<'static> = Site { document: 0, path: &[], strings: false };

    /// The value that is meant, as far as nothing on the way is an alias.
    pub(super) fn node<'t>(&self, documents: &'t [Document]) -> Option<&'t Rc<Node>> {
        let root = documents.get(self.document)?.root.as_ref()?;
        self.path.iter().try_fold(root, |node, step| step.from(node).filter(|next| !next.alias))
    }

    /// What it stands in, and its key there.
    pub(super) fn above<'t>(&self, documents: &'t [Document]) -> Option<(&'t Node, &'a str)> {
        let (Step::Key(name), path) = self.path.split_last()? else { return None };
        Some((Site { path, ..*self }.node(documents)?, name))
    }
}

/// What the documents say, places and comments aside, but for a key of the mapping that is meant, or else but for all that is there.
pub(super) fn outline(documents: &[Document], site: Site<'_>, key: Option<&str>) -> Vec<u8> {
    let mut outline = Outline(Vec::new());
    for index in 0..documents.len().max(site.document + 1) {
        let root = documents.get(index).and_then(|document| document.root.as_ref());
        if index == site.document {
            outline.path(root, site.path, key);
        } else if let Some(root) = root {
            outline.number(index);
            outline.node(root, None);
        }
    }
    outline.0
}

/// No outline is the beginning of another one, so that they can stand one behind the other.
struct Outline(Vec<u8>);

impl Outline {
    const END: u8 = 0;
    const SCALAR: u8 = 1;
    const SEQUENCE: u8 = 2;
    const MAPPING: u8 = 3;

    fn number(&mut self, number: usize) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A value but for what the rest of a path leads to. Only what its last step names may as well be missing.
    fn path(&mut self, node: Option<&Rc<Node>>, path: &[Step<'_>], key: Option<&str>) {
        let Some((step, rest)) = path.split_first() else {
            if let Some(key) = key {
                self.mapping(node, key);
            }
            return;
        };
        let Some(node) = node else { return self.0.push(Outline::END) };
        match (&node.value, step) {
            (Value::Sequence(items), Step::Item(index)) => {
                self.0.push(Outline::SEQUENCE);
                for (at, item) in items.iter().enumerate() {
                    if at == *index {
                        self.path(Some(item), rest, key);
                    } else {
                        self.node(item, None);
                    }
                }
                self.0.push(Outline::END);
            }
            (Value::Mapping(entries), Step::Key(step)) => {
                self.0.push(Outline::MAPPING);
                for (name, value) in entries.iter().filter(|(name, _)| name.text() != Some(step)) {
                    self.node(name, None);
                    self.node(value, None);
                }
                self.0.push(Outline::END);
                self.path(node.get(step), rest, key);
            }
            _ => self.node(node, None),
        }
    }

    /// A mapping that may be missing or empty, which is the same.
    fn mapping(&mut self, node: Option<&Rc<Node>>, key: &str) {
        match node.map(|node| (node.entries(), &**node)) {
            Some((None, node)) if !node.is_null() => self.node(node, None),
            Some((Some(entries), _)) => self.entries(entries, Some(key)),
            _ => self.0.push(Outline::END),
        }
    }

    /// The entries of a mapping but for those that set this key and no other.
    fn entries(&mut self, entries: &[Pair], key: Option<&str>) {
        for (name, value) in entries.iter().filter(|pair| !key.is_some_and(|key| is_only(pair, key))) {
            self.node(name, None);
            let inside = key.map(|key| relation(name, key));
            self.node(value, if let Some(Relation::Above(rest)) = inside { Some(rest) } else { None });
        }
        self.0.push(Outline::END);
    }

    /// A value, but for a key inside. An alias is taken for what it stands for.
    fn node(&mut self, node: &Node, key: Option<&str>) {
        let flags = u8::from(node.alias) << 2 | u8::from(node.anchored) << 3;
        match &node.value {
            Value::Scalar { text, style, tag } => {
                let is_plain = *style == ScalarStyle::Plain;
                self.0.push(Outline::SCALAR | flags | u8::from(is_plain) << 4 | u8::from(tag.is_some()) << 5);
                self.text(tag.as_deref().unwrap_or_default());
                self.text(text);
            }
            Value::Sequence(items) => {
                self.0.push(Outline::SEQUENCE | flags);
                for item in items {
                    self.node(item, None);
                }
                self.0.push(Outline::END);
            }
            Value::Mapping(entries) => {
                self.0.push(Outline::MAPPING | flags);
                self.entries(entries, key.filter(|_| !node.alias));
            }
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
