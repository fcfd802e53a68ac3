//! Keys and values of a YAML mapping changed: nested, dotted or mixed, in lines or in braces. `config.yaml` is one such mapping;
//! manifests hold others. Each way to make a change is tried and read again, and the first counts after which nothing else changed.

use flink_memory::Value;

use super::embedded::depth;
use super::splice::{Splice, after_line, line_break, line_start, next_line, without_lines};
use super::verify::{Pair, Site, first_way, is_leaf, outline};
use super::written::{self, Manner};
use super::{Change, Reason, Step, shared_segments};
use crate::yaml::tree::{self, Document, Node, ScalarStyle};

/// The next step towards a change of the mapping that is meant.
pub(super) fn step(text: &str, documents: &[Document], site: &Site<'_>, change: &Change) -> Step {
    let Change { key, value } = change;
    let mut found = Found::of(documents, site, key, false);
    let is_made = |found: &Found<'_>| match (found.last(), value) {
        (Some((_, _, node)), Some(value)) => written::says(node, value, site.strings),
        (last, value) => last.is_none() && value.is_none(),
    };
    if is_made(&found) {
        return Ok(None);
    }
    if found.targets.is_empty() {
        found = Found::of(documents, site, key, true);
    }
    let times = found.targets.len();
    let editor = Editor { text, documents, site, key, found };
    let mut ways = Vec::new();
    match value {
        Some(value) => editor.set(value, &mut ways),
        None => _ = editor.remove(&mut ways),
    }
    let before = outline(documents, site, Some(key));
    let way = first_way(text, ways, &|after| {
        let found = Found::of(after, site, key, false);
        let is_nearer = is_made(&found) || (value.is_none() && found.targets.len() < times);
        is_nearer && outline(after, site, Some(key)) == before
    });
    way.ok_or(if times == 0 { Reason::NoPlace } else { Reason::Shared }).map(Some)
}

/// Whether the mapping sets the key; else how much of the key it knows.
pub(super) fn knows(documents: &[Document], site: &Site<'_>, key: &str) -> Result<(), usize> {
    let found = Found::of(documents, site, key, false);
    if found.targets.is_empty() {
        return Err(found.inside().iter().map(|level| level.known(key)).max().unwrap_or(0));
    }
    Ok(())
}

/// Whether a mapping sets a key.
pub(super) fn sets(mapping: &Node, key: &str) -> bool {
    let mut found = Found::default();
    found.enter(mapping, key, None, false);
    !found.targets.is_empty()
}

/// A mapping on the way to the key.
struct Level<'t> {
    node: &'t Node,
    entries: &'t [Pair],
    /// What is left of the key here.
    rest: &'t str,
    /// The mapping above and the entry there.
    parent: Option<(usize, usize)>,
    /// Whether it is reached by an alias.
    shared: bool,
}

/// Everything that has to do with a key.
#[derive(Default)]
struct Found<'t> {
    levels: Vec<Level<'t>>,
    /// Whether the first level is what the mapping itself stands in.
    has_outer: bool,
    /// What sets the key, in the order of the text: mapping and entry.
    targets: Vec<(usize, usize)>,
    /// Whether an empty mapping at the key counts: it sets nothing, but a value can stand in its place.
    with_empty: bool,
}

impl<'t> Found<'t> {
    fn of(documents: &'t [Document], site: &Site<'_>, key: &'t str, with_empty: bool) -> Found<'t> {
        let mut found = Found { with_empty, ..Found::default() };
        let mut parent = None;
        if let Some((path, name)) = site.above()
            && let Some(node) = (Site { path, strings: true }).node(documents)
            && let Some(entries) = node.entries()
        {
            found.has_outer = true;
            found.levels.push(Level { node, entries, rest: "", parent: None, shared: false });
            parent = entries.iter().rposition(|(other, _)| other.text() == Some(name)).map(|entry| (0, entry));
        }
        if let Some(node) = site.node(documents) {
            found.enter(node, key, parent, false);
        }
        found
    }

    fn enter(&mut self, node: &'t Node, rest: &'t str, parent: Option<(usize, usize)>, shared: bool) {
        let Some(entries) = node.entries() else { return };
        let level = self.levels.len();
        self.levels.push(Level { node, entries, rest, parent, shared });
        for (entry, (name, value)) in entries.iter().enumerate() {
            let Some(below) = name.text().and_then(|name| rest.strip_prefix(name)) else { continue };
            if let Some(below) = below.strip_prefix('.') {
                self.enter(value, below, Some((level, entry)), shared || value.alias);
            } else if below.is_empty() && (value.entries().is_none() || (self.with_empty && is_leaf(value))) {
                self.targets.push((level, entry));
            }
        }
    }

    /// The mapping and those in it.
    fn inside(&self) -> &[Level<'t>] {
        self.levels.get(usize::from(self.has_outer)..).unwrap_or_default()
    }

    /// The value that counts, its key, and what they stand in.
    fn last(&self) -> Option<(&Level<'t>, &'t Node, &'t Node)> {
        let (level, entry) = *self.targets.last()?;
        let level = self.levels.get(level)?;
        level.entries.get(entry).map(|(name, value)| (level, &**name, &**value))
    }
}

impl<'t> Level<'t> {
    /// The entry that shares the most leading segments with the key, the last of several, and how much that is.
    fn relative(&self) -> (Option<&'t Pair>, usize) {
        let mut best = (None, 0);
        for pair in self.entries {
            let shared = pair.0.text().map_or(0, |name| shared_segments(name, self.rest));
            if shared > 0 && shared >= best.1 {
                best = (Some(pair), shared);
            }
        }
        best
    }

    fn takes(&self, name: &str) -> bool {
        self.entries.iter().any(|(other, _)| other.text() == Some(name))
    }

    /// How much of the key is known here.
    fn known(&self, key: &str) -> usize {
        key.len() - self.rest.len() + self.relative().1
    }

    /// Whether a new key of several segments is spelled in one line here: as its relative is, or else unless the others are nested.
    fn is_dotted(&self, relative: Option<&Pair>) -> bool {
        let is_dotted = |(name, _): &Pair| name.text().is_some_and(|name| name.contains('.'));
        let others = || self.entries.iter().any(is_dotted) || self.entries.iter().all(|(_, value)| value.entries().is_none());
        relative.map_or_else(others, is_dotted)
    }
}

struct Editor<'t> {
    text: &'t str,
    documents: &'t [Document],
    site: &'t Site<'t>,
    key: &'t str,
    found: Found<'t>,
}

impl Editor<'_> {
    fn set(&self, value: &Value, ways: &mut Vec<Splice>) {
        if let Some((level, name, node)) = self.found.last()
            && !level.shared
        {
            self.replace(level, name, node, value, ways);
        }
        if self.found.inside().is_empty() {
            self.add_first(value, ways);
        } else {
            self.add(value, ways);
        }
    }

    /// Puts another value where the one stands that counts.
    fn replace(&self, level: &Level<'_>, name: &Node, node: &Node, value: &Value, ways: &mut Vec<Splice>) {
        let bytes = self.text.as_bytes();
        let written = self.value(style(node).unwrap_or(ScalarStyle::Plain), is_flow(self.text, level.node), value);
        let spaced = [" ", &written].concat();
        let has_tag = matches!(&node.value, tree::Value::Scalar { tag: Some(_), .. }) || node.entries().is_some();
        let from = if has_tag { node.from } else { node.at.start };
        let is_apart = bytes.get(from.wrapping_sub(1)).is_some_and(|byte| b" \t\n\r".contains(byte));
        ways.push(Splice { at: from..node.at.end, text: if is_apart { written } else { spaced.clone() } });
        // A list that stands no deeper than its key cannot become a value there.
        let between = bytes.get(name.at.end..node.at.end).unwrap_or_default();
        if let Some(colon) = between.iter().position(|&byte| byte == b':') {
            ways.push(Splice { at: name.at.end + colon + 1..node.at.end, text: spaced });
        }
    }

    /// Adds the key: to the mapping that knows the most of it first, and in the last resort as one dotted line.
    fn add(&self, value: &Value, ways: &mut Vec<Splice>) {
        let levels = self.found.inside();
        for known in (0..=self.key.len() + 1).rev() {
            for level in levels.iter().rev().filter(|level| !level.shared && level.known(self.key) == known) {
                let (relative, _) = level.relative();
                let last = level.entries.last();
                let beside = relative.or(last);
                if !level.is_dotted(relative) {
                    self.insert(level, beside, &level.rest.replace('.', "\n"), value, ways);
                }
                for after in [beside, last] {
                    self.insert(level, after, level.rest, value, ways);
                }
            }
        }
        // A last block without line end would get one by a line behind it.
        if let Some(level) = levels.first()
            && let Some((name, _)) = level.entries.first()
            && !level.takes(level.rest)
        {
            let start = line_start(self.text, name.from).max(byte_order_mark(self.text));
            let line = self.lines(level.rest, column(self.text, name.from), value);
            ways.push(Splice::new(start..start, line + line_break(self.text, start)));
        }
    }

    /// A new key of a mapping behind one of its entries, each line of it inside the one before; nothing where it is there, as Flink reads no
    /// key twice.
    fn insert(&self, level: &Level<'_>, after: Option<&Pair>, segments: &str, value: &Value, ways: &mut Vec<Splice>) {
        if segments.split('\n').next().is_some_and(|name| level.takes(name)) {
            return;
        }
        // What is around the mapping says nothing of how its values are quoted.
        let neighbour = after.filter(|_| !level.rest.is_empty()).map(|(_, value)| &**value);
        ways.push(if is_flow(self.text, level.node) {
            let (at, comma) = after.map_or((level.node.at.start + 1, ""), |(_, neighbour)| (neighbour.at.end, ", "));
            Splice::new(at..at, [comma, &self.entry(segments, None, neighbour, value)].concat())
        } else {
            let indent = level.entries.first().map_or(0, |(name, _)| column(self.text, name.from));
            after_line(self.text, after.map_or(level.node.at.end, end), &self.entry(segments, Some(indent), neighbour, value))
        });
    }

    /// Adds the first key of all.
    fn add_first(&self, value: &Value, ways: &mut Vec<Splice>) {
        let Some((_, name)) = self.site.above() else {
            let line = self.lines(self.key, 0, value);
            // Behind the mark that ends a document stands no key.
            let start = self.documents.first().map_or(0, |document| document.start);
            for byte in [self.text.len(), start] {
                ways.push(after_line(self.text, byte, &line));
            }
            return;
        };
        let Some(above) = self.found.levels.first() else { return };
        if let Some((name, empty)) = above.entries.iter().find(|(other, value)| other.text() == Some(name) && value.is_null()) {
            let lines = self.lines(self.key, column(self.text, name.from) + self.step(), value);
            // A `null` goes, a comment behind it stays.
            let line = after_line(self.text, empty.at.end, &lines);
            ways.push(Splice::new(empty.at.clone(), "").join(self.text, &line));
        } else {
            self.insert(above, above.entries.last(), &[name, "\n", self.key].concat(), value, ways);
        }
    }

    fn value(&self, like: ScalarStyle, in_flow: bool, value: &Value) -> String {
        written::value(value, Manner { like, in_flow, strings: self.site.strings })
    }

    fn lines(&self, segments: &str, indent: usize, value: &Value) -> String {
        self.entry(segments, Some(indent), None, value)
    }

    /// What sets a key, the last of these lines, inside each of the others: in lines that are indented, or in braces. Among values that have to be
    /// text it is quoted as its neighbour is.
    fn entry(&self, segments: &str, indent: Option<usize>, neighbour: Option<&Node>, value: &Value) -> String {
        let in_flow = indent.is_none();
        let (between, closing, step) = if in_flow { (" {", "}", 0) } else { ("\n", "", self.step()) };
        let (mut entry, mut end) = (String::new(), String::new());
        for (depth, segment) in segments.split('\n').enumerate() {
            if depth > 0 {
                entry += between;
                end += closing;
            }
            entry += &" ".repeat(indent.unwrap_or(0) + depth * step);
            entry += &written::key(segment, in_flow);
            entry += ":";
        }
        let like = if self.site.strings { neighbour.and_then(style).unwrap_or(ScalarStyle::DoubleQuoted) } else { ScalarStyle::Plain };
        [&entry, " ", &self.value(like, in_flow, value), &end].concat()
    }

    /// How many blanks the text nests by: as its first indented line is.
    fn step(&self) -> usize {
        self.text.split('\n').map(depth).find(|depth| (1..=8).contains(depth)).unwrap_or(2)
    }

    /// Takes the last entry away that sets the key, and what becomes empty by that.
    fn remove(&self, ways: &mut Vec<Splice>) -> Option<()> {
        let (_, mut entry) = *self.found.targets.last()?;
        let (mut top, mut outer, value) = self.found.last()?;
        let last = value.at.end.max(outer.at.end);
        // Keys with nothing left below them are taken away with the value: without the comments between, or with them.
        let value_at = outer.from..last;
        let mut lines = vec![value_at];
        while top.entries.len() == 1
            && let Some(parent) = top.parent
        {
            entry = parent.1;
            top = self.found.levels.get(parent.0)?;
            outer = &top.entries.get(entry)?.0;
            lines.insert(0, outer.from..outer.at.end);
        }
        if is_flow(self.text, top.node) {
            ways.push(removed_in_flow(top.entries, entry)?);
            return Some(());
        }
        ways.push(without_lines(self.text, &lines));
        let whole = outer.from..last;
        ways.push(without_lines(self.text, &[whole]));
        // A block before that would lose its line end keeps it, and one that would gain the blank lines behind does not.
        let (start, end) = (line_start(self.text, outer.from), next_line(self.text, last));
        let blank = self.text.get(end..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        for end in [end, line_start(self.text, end + blank)] {
            ways.push(Splice::new(start..end, ""));
        }
        for way in ways {
            way.at.start = way.at.start.max(byte_order_mark(self.text));
        }
        Some(())
    }
}

/// The byte behind an entry.
fn end((name, value): &Pair) -> usize {
    value.at.end.max(name.at.end)
}

fn removed_in_flow(entries: &[Pair], entry: usize) -> Option<Splice> {
    let this = entries.get(entry)?;
    let before = entry.checked_sub(1).and_then(|before| entries.get(before));
    let at = match entries.get(entry + 1) {
        Some((next, _)) => this.0.from..next.from,
        None => before.map_or(this.0.from, end)..end(this),
    };
    Some(Splice::new(at, ""))
}

fn style(node: &Node) -> Option<ScalarStyle> {
    match &node.value {
        tree::Value::Scalar { style, .. } if !node.alias => Some(*style),
        _ => None,
    }
}

/// Whether a mapping is written in braces.
fn is_flow(text: &str, node: &Node) -> bool {
    text.as_bytes().get(node.at.start) == Some(&b'{')
}

/// How many bytes the byte order mark takes, which stays.
fn byte_order_mark(text: &str) -> usize {
    text.len() - text.trim_start_matches('\u{feff}').len()
}

/// How many characters stand before a byte in its line.
fn column(text: &str, byte: usize) -> usize {
    text.get(line_start(text, byte).max(byte_order_mark(text))..byte).map_or(0, |before| before.chars().count())
}
