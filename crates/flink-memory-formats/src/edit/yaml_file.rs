//! Keys and values of a YAML mapping changed: nested, dotted or mixed, in lines or in braces. `config.yaml` is one such mapping;
//! manifests hold others. Each way to make a change is tried and read again, and the first counts after which nothing else changed.

use std::rc::Rc;

use flink_memory::Value;

use super::splice::{Splice, after_line, apply, line_break, line_end, line_start, next_line, without_lines};
use super::verify::{Pair, Relation, at_path, is_leaf, is_same, is_same_but, is_same_but_key, relation};
use super::written::{self, Manner};
use super::{Reason, shared_segments};
use crate::yaml::tree::{self, Document, Node, ScalarStyle};

/// Which mapping of a text is meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site<'a> {
    /// The document.
    pub(super) document: usize,
    /// The keys and list indexes that lead to it; what the last names need not exist.
    pub(super) path: &'a [String],
    /// Whether its values have to be text.
    pub(super) strings: bool,
}

impl Site<'_> {
    /// The one mapping of a `config.yaml`.
    pub(super) const WHOLE: Site<'static> = Site { document: 0, path: &[], strings: false };
}

/// The most ways that are tried for one change.
const MOST_WAYS: usize = 16;

/// How often a key is taken away that is spelled in several ways.
const MOST_SPELLINGS: usize = 64;

/// What has to be replaced so that a key is set to a value, or not at all; nothing if it is so already.
pub(super) fn set(text: &str, documents: &[Document], site: Site<'_>, key: &str, value: Option<&Value>) -> Result<Vec<Splice>, Reason> {
    let mut editor = Editor { text, documents, site, key, found: Found::of(documents, site, key, false) };
    let Some(value) = value else { return editor.removed_entirely() };
    if editor.found.targets.is_empty() {
        editor.found = Found::of(documents, site, key, true);
    }
    editor.set(value)
}

/// Whether the mapping sets the key; else how many leading segments of the key it knows.
pub(super) fn knows(documents: &[Document], site: Site<'_>, key: &str) -> Result<(), usize> {
    let found = Found::of(documents, site, key, false);
    if found.targets.is_empty() {
        return Err(found.levels.iter().map(|level| level.depth + level.relative().1).max().unwrap_or(0));
    }
    Ok(())
}

/// A mapping on the way to the key.
struct Level<'t> {
    node: &'t Node,
    entries: &'t [Pair],
    /// What is left of the key here.
    rest: &'t str,
    /// How many segments led here.
    depth: usize,
    /// The mapping above and the entry there.
    parent: Option<(usize, usize)>,
    /// Whether it is reached by an alias.
    shared: bool,
}

/// Everything that has to do with a key.
struct Found<'t> {
    levels: Vec<Level<'t>>,
    /// What sets the key, in the order of the text: mapping and entry.
    targets: Vec<(usize, usize)>,
    /// How often a key on the way is repeated within a mapping, which Flink refuses.
    repeated: usize,
    /// Whether an empty mapping at the key counts: it sets nothing, but a value can stand in its place.
    with_empty: bool,
}

impl<'t> Found<'t> {
    fn of(documents: &'t [Document], site: Site<'_>, key: &'t str, with_empty: bool) -> Found<'t> {
        let mut found = Found { levels: Vec::new(), targets: Vec::new(), repeated: 0, with_empty };
        let root = documents.get(site.document).and_then(|document| document.root.as_ref());
        if let Some(node) = at_path(root, site.path)
            && let Some(entries) = node.entries()
        {
            found.enter(Level { node, entries, rest: key, depth: 0, parent: None, shared: false });
        }
        found
    }

    fn enter(&mut self, level: Level<'t>) {
        let (index, entries, rest, shared) = (self.levels.len(), level.entries, level.rest, level.shared);
        let depth = level.depth;
        self.levels.push(level);
        let mut names: Vec<&str> = Vec::new();
        for (entry, (name, value)) in entries.iter().enumerate() {
            match (relation(name, rest), value.entries()) {
                (Relation::None, _) => continue,
                (Relation::Same, inside) if inside.is_none() || (self.with_empty && is_leaf(value)) => self.targets.push((index, entry)),
                (Relation::Above(rest), Some(entries)) => {
                    let depth = depth + name.text().map_or(0, |name| name.split('.').count());
                    self.enter(Level { node: value, entries, rest, depth, parent: Some((index, entry)), shared: shared || value.alias });
                }
                _ => {}
            }
            names.extend(name.text());
        }
        names.sort_unstable();
        self.repeated += names.windows(2).filter(|pair| matches!(pair, [one, other] if one == other)).count();
    }

    fn pair(&self, (level, entry): (usize, usize)) -> Option<&'t Pair> {
        self.levels.get(level)?.entries.get(entry)
    }

    /// The value that counts.
    fn last(&self) -> Option<&'t Node> {
        self.targets.last().and_then(|&target| self.pair(target)).map(|(_, value)| &**value)
    }
}

impl Level<'_> {
    /// The entry that shares the most leading segments with the key, the last of several, and how many these are.
    fn relative(&self) -> (Option<usize>, usize) {
        let mut best = (None, 0);
        for (index, (name, _)) in self.entries.iter().enumerate() {
            let shared = name.text().map_or(0, |name| shared_segments(name, self.rest));
            if shared > 0 && shared >= best.1 {
                best = (Some(index), shared);
            }
        }
        best
    }

    /// Whether a new key of several segments is spelled in one line here, as its relatives are.
    fn is_dotted(&self, relative: Option<usize>) -> bool {
        let is_dotted = |(name, _): &Pair| name.text().is_some_and(|name| name.contains('.'));
        if let Some(pair) = relative.and_then(|relative| self.entries.get(relative)) {
            return is_dotted(pair) || self.takes(self.rest.split('.').next().unwrap_or_default());
        }
        let dotted = self.entries.iter().filter(|pair| is_dotted(pair)).count();
        let nested = self.entries.iter().filter(|(_, value)| value.entries().is_some()).count();
        dotted > nested || (nested == 0 && self.parent.is_none())
    }

    fn takes(&self, name: &str) -> bool {
        self.entries.iter().any(|(other, _)| other.text() == Some(name))
    }
}

struct Editor<'t> {
    text: &'t str,
    documents: &'t [Document],
    site: Site<'t>,
    key: &'t str,
    found: Found<'t>,
}

impl Editor<'_> {
    fn set(&self, value: &Value) -> Result<Vec<Splice>, Reason> {
        let last = self.found.targets.last().copied();
        if self.found.last().is_some_and(|node| written::says(node, value, self.site.strings)) {
            return Ok(Vec::new());
        }
        let is_own = last.and_then(|(level, _)| self.found.levels.get(level)).is_some_and(|level| !level.shared);
        let mut ways = Vec::new();
        if let Some((name, node)) = last.filter(|_| is_own).and_then(|last| self.found.pair(last)) {
            ways.extend(self.replaced(last.map_or(0, |(level, _)| level), name, node, value));
        }
        ways.extend(self.added(value));
        let failed = if last.is_some() { Reason::Shared } else { Reason::NoPlace };
        self.first_that_holds(ways, Some(value)).ok_or(failed)
    }

    /// The first way after which the key has the value, or is not set, and nothing else is different.
    fn first_that_holds(&self, ways: Vec<Vec<Splice>>, value: Option<&Value>) -> Option<Vec<Splice>> {
        ways.into_iter().take(MOST_WAYS).find(|splices| self.holds(&apply(self.text, splices), value))
    }

    fn holds(&self, after: &str, value: Option<&Value>) -> bool {
        let Ok(after) = tree::read(after) else { return false };
        let found = Found::of(&after, self.site, self.key, false);
        let is_set = match (found.last(), value) {
            (Some(node), Some(value)) => written::says(node, value, self.site.strings),
            (None, None) => true,
            // One spelling of several is gone: the others go next.
            (Some(_), None) => found.targets.len() < self.found.targets.len(),
            (None, Some(_)) => false,
        };
        is_set && found.repeated <= self.found.repeated && self.is_rest_same(&after)
    }

    fn is_rest_same(&self, after: &[Document]) -> bool {
        let is_mapping_same = |one: Option<&Rc<Node>>, other: Option<&Rc<Node>>| {
            let entries = |node: Option<&Rc<Node>>| match node {
                None => Some(Vec::new()),
                Some(node) if node.is_null() => Some(Vec::new()),
                Some(node) => node.entries().map(<[_]>::to_vec),
            };
            match (entries(one), entries(other)) {
                (Some(one), Some(other)) => is_same_but_key(&one, &other, self.key),
                _ => false,
            }
        };
        (0..self.documents.len().max(after.len())).all(|index| {
            let root = |documents: &[Document]| documents.get(index).and_then(|document| document.root.clone());
            let (one, other) = (root(self.documents), root(after));
            if index == self.site.document {
                return is_same_but(one.as_ref(), other.as_ref(), self.site.path, &is_mapping_same);
            }
            match (one, other) {
                (None, None) => true,
                (Some(one), Some(other)) => is_same(&one, &other),
                _ => false,
            }
        })
    }

    /// Ways to put another value where the one stands that counts.
    fn replaced(&self, level: usize, name: &Node, node: &Node, value: &Value) -> Vec<Vec<Splice>> {
        let in_flow = self.found.levels.get(level).is_some_and(|level| is_flow(self.text, level.node));
        let like = style(node).unwrap_or(ScalarStyle::Plain);
        let written = written::value(value, Manner { like, in_flow, strings: self.site.strings });
        let has_tag = matches!(&node.value, tree::Value::Scalar { tag: Some(_), .. }) || node.entries().is_some();
        let from = if has_tag { node.from } else { node.at.start };
        let is_attached = !matches!(self.text.get(..from).and_then(|before| before.chars().next_back()), Some(' ' | '\t' | '\n' | '\r'));
        let in_place = Splice::new(from..node.at.end, if is_attached { [" ", &written].concat() } else { written.clone() });
        let mut ways = vec![vec![in_place]];
        // A list that stands no deeper than its key cannot become a value there.
        let behind_key = self.text.get(name.at.end..node.at.end).and_then(|between| between.find(':')).map(|colon| name.at.end + colon + 1);
        ways.extend(behind_key.map(|colon| vec![Splice::new(colon..node.at.end, [" ", &written].concat())]));
        ways
    }

    /// Ways to add the key: in the mapping that knows the most of it first, and in the last resort as one dotted line at the end.
    fn added(&self, value: &Value) -> Vec<Vec<Splice>> {
        let mut levels: Vec<_> = self.found.levels.iter().filter(|level| !level.shared).collect();
        if levels.is_empty() {
            return self.first(value);
        }
        levels.sort_by_key(|level| std::cmp::Reverse((level.depth + level.relative().1, level.depth)));
        let mut ways = Vec::new();
        for level in &levels {
            let (relative, _) = level.relative();
            let last = level.entries.len().checked_sub(1);
            if level.rest.contains('.') && !level.is_dotted(relative) {
                ways.push(self.inserted(level, relative.or(last), value, false));
            }
            if !level.takes(level.rest) {
                ways.push(self.inserted(level, relative.or(last), value, true));
                ways.push(self.inserted(level, last, value, true));
            }
        }
        // A last block without line end would get one by a line behind it.
        if let Some(level) = levels.iter().find(|level| level.parent.is_none() && !is_flow(self.text, level.node))
            && let Some((name, _)) = level.entries.first()
            && !level.takes(level.rest)
        {
            let start = name.from.saturating_sub(column(self.text, name.from));
            let indent = column(self.text, name.from);
            let line = self.lines(level.rest, indent, true, &self.new_value(None, value, false)).concat();
            ways.push(vec![Splice::new(start..start, line + line_break(self.text, start))]);
        }
        ways.dedup();
        ways
    }

    fn inserted(&self, level: &Level<'_>, after: Option<usize>, value: &Value, is_dotted: bool) -> Vec<Splice> {
        let neighbour = after.and_then(|after| level.entries.get(after));
        let in_flow = is_flow(self.text, level.node);
        let written = self.new_value(neighbour.map(|(_, value)| &**value), value, in_flow);
        if in_flow {
            let entry = [&*written::key(level.rest, true), ": ", &written].concat();
            return vec![match neighbour {
                Some((_, neighbour)) => Splice::new(neighbour.at.end..neighbour.at.end, [", ", &entry].concat()),
                None => Splice::new(level.node.at.start + 1..level.node.at.start + 1, entry),
            }];
        }
        let indent = level.entries.first().map_or(0, |(name, _)| column(self.text, name.from));
        let lines = self.lines(level.rest, indent, is_dotted, &written);
        let byte = neighbour.map_or(level.node.at.end, |(name, neighbour)| neighbour.at.end.max(name.at.end));
        vec![after_line(self.text, byte, &lines)]
    }

    /// Ways to add the first key of all.
    fn first(&self, value: &Value) -> Vec<Vec<Splice>> {
        let written = self.new_value(None, value, false);
        let Some((name, above)) = self.site.path.split_last() else {
            let mut ways = vec![vec![after_line(self.text, self.text.len(), &self.lines(self.key, 0, true, &written))]];
            // Behind the mark that ends a document stands no key.
            let start = self.documents.first().map_or(0, |document| document.start);
            ways.push(vec![after_line(self.text, start, &self.lines(self.key, 0, true, &written))]);
            return ways;
        };
        let root = self.documents.get(self.site.document).and_then(|document| document.root.as_ref());
        let Some(above) = at_path(root, above) else { return Vec::new() };
        let Some(entries) = above.entries() else { return Vec::new() };
        let step = self.step();
        if let Some((name, empty)) = entries.iter().find(|(other, value)| other.text() == Some(name) && value.is_null()) {
            let mut lines = self.lines(self.key, column(self.text, name.from) + step, true, &written);
            // A `null` goes, a comment behind it stays.
            let mut splices = vec![Splice::new(empty.at.clone(), "")];
            splices.push(after_line(self.text, empty.at.end, &std::mem::take(&mut lines)));
            return vec![splices];
        }
        let Some((_, last)) = entries.last() else { return Vec::new() };
        if is_flow(self.text, above) {
            let written = self.new_value(None, value, true);
            let entry = [", ", &written::key(name, true), ": {", &written::key(self.key, true), ": ", &written, "}"].concat();
            return vec![vec![Splice::new(last.at.end..last.at.end, entry)]];
        }
        let indent = entries.first().map_or(0, |(name, _)| column(self.text, name.from));
        let mut lines = vec![[&" ".repeat(indent), &*written::key(name, false), ":"].concat()];
        lines.extend(self.lines(self.key, indent + step, true, &written));
        vec![vec![after_line(self.text, last.at.end, &lines)]]
    }

    /// A value where none was. Among values that have to be text it is quoted as its neighbour is.
    fn new_value(&self, neighbour: Option<&Node>, value: &Value, in_flow: bool) -> String {
        let like = match neighbour.map(style) {
            _ if !self.site.strings => ScalarStyle::Plain,
            Some(Some(style)) => style,
            _ => ScalarStyle::DoubleQuoted,
        };
        written::value(value, Manner { like, in_flow, strings: self.site.strings })
    }

    /// The lines that set a key, in one or nested.
    fn lines(&self, key: &str, indent: usize, is_dotted: bool, value: &str) -> Vec<String> {
        let step = self.step();
        let segments: Vec<&str> = if is_dotted { vec![key] } else { key.split('.').collect() };
        let last = segments.len().saturating_sub(1);
        let line = |(depth, segment): (usize, &&str)| {
            let end = if depth == last { [" ", value].concat() } else { String::new() };
            [&" ".repeat(indent + depth * step), &*written::key(segment, false), ":", &end].concat()
        };
        segments.iter().enumerate().map(line).collect()
    }

    /// How many blanks the text nests by: as where it first does.
    fn step(&self) -> usize {
        let root = self.documents.get(self.site.document).and_then(|document| document.root.as_ref());
        let first = root.and_then(|root| root.entries()).into_iter().flatten().find_map(|(name, value)| {
            let (inside, _) = value.entries()?.first()?;
            let is_nested = !value.alias && !is_flow(self.text, value);
            is_nested.then(|| column(self.text, inside.from).checked_sub(column(self.text, name.from)))?
        });
        first.filter(|step| (1..=8).contains(step)).unwrap_or(2)
    }

    fn removed_entirely(&self) -> Result<Vec<Splice>, Reason> {
        if self.found.targets.is_empty() {
            return Ok(Vec::new());
        }
        if let [_] = self.found.targets.as_slice() {
            return self.removed().ok_or(Reason::Shared);
        }
        // Spelled in several ways: one after another, the last first, and then as one piece from the first difference to the last.
        let mut text = self.text.to_owned();
        for _ in 0..MOST_SPELLINGS {
            let documents = tree::read(&text).map_err(|_| Reason::Shared)?;
            let found = Found::of(&documents, self.site, self.key, false);
            if found.targets.is_empty() {
                return Ok(difference(self.text, &text));
            }
            let editor = Editor { text: &text, documents: &documents, site: self.site, key: self.key, found };
            let splices = editor.removed().ok_or(Reason::Shared)?;
            text = apply(&text, &splices);
        }
        Err(Reason::Shared)
    }

    /// The last entry that sets the key taken away, and what becomes empty by that.
    fn removed(&self) -> Option<Vec<Splice>> {
        let target = *self.found.targets.last()?;
        let (_, value) = self.found.pair(target)?;
        let mut chain = vec![target];
        let (mut level, mut entry) = target;
        while self.found.levels.get(level)?.entries.len() == 1
            && let Some(parent) = self.found.levels.get(level)?.parent
        {
            chain.push(parent);
            (level, entry) = parent;
        }
        let top = self.found.levels.get(level)?;
        let mut ways = Vec::new();
        if top.entries.len() == 1 && !self.site.path.is_empty() {
            ways.extend(self.removed_site(&chain, value));
        } else if is_flow(self.text, top.node) {
            ways.push(vec![removed_in_flow(top.entries, entry)?]);
        } else {
            let names: Vec<&Node> = chain.iter().filter_map(|&place| self.found.pair(place)).map(|(name, _)| &**name).collect();
            ways.extend(self.removed_lines(&names, value));
        }
        self.first_that_holds(ways, None)
    }

    /// The mapping of a manifest with its last key: the key that leads to it goes, too.
    fn removed_site(&self, chain: &[(usize, usize)], value: &Node) -> Vec<Vec<Splice>> {
        let Some((name, above)) = self.site.path.split_last() else { return Vec::new() };
        let root = self.documents.get(self.site.document).and_then(|document| document.root.as_ref());
        let Some(above) = at_path(root, above) else { return Vec::new() };
        let entries = above.entries().unwrap_or_default();
        let Some(entry) = entries.iter().rposition(|(other, _)| other.text() == Some(name)) else { return Vec::new() };
        if is_flow(self.text, above) {
            return removed_in_flow(entries, entry).map(|splice| vec![splice]).into_iter().collect();
        }
        let mut names: Vec<&Node> = chain.iter().filter_map(|&place| self.found.pair(place)).map(|(name, _)| &**name).collect();
        names.extend(entries.get(entry).map(|(name, _)| &**name));
        self.removed_lines(&names, value)
    }

    /// Keys with nothing left below them, the innermost first, taken away with the value: without the comments between, or with them.
    fn removed_lines(&self, names: &[&Node], value: &Node) -> Vec<Vec<Splice>> {
        let (Some(inner), Some(outer)) = (names.first(), names.last()) else { return Vec::new() };
        let mut lines: Vec<Splice> = names.iter().skip(1).rev().map(|name| without_lines(self.text, name.from, name.at.end)).collect();
        lines.push(without_lines(self.text, inner.from, value.at.end.max(inner.at.end)));
        let is_apart = lines.windows(2).all(|pair| matches!(pair, [one, other] if one.at.end <= other.at.start));
        let last = value.at.end.max(inner.at.end);
        let mut ways = vec![vec![without_lines(self.text, outer.from, last)]];
        if is_apart {
            ways.insert(0, lines);
        }
        // A block before that would lose its line end keeps it, and one that would gain the blank lines behind does not.
        let (start, end) = (line_start(self.text, outer.from), next_line(self.text, last));
        let blank = self.text.get(end..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        ways.push(vec![Splice::new(start..end, "")]);
        ways.push(vec![Splice::new(start..line_start(self.text, end + blank), "")]);
        let mark = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        ways.iter_mut().flatten().for_each(|splice| splice.at.start = splice.at.start.max(mark));
        ways
    }
}

fn removed_in_flow(entries: &[Pair], entry: usize) -> Option<Splice> {
    let (name, value) = entries.get(entry)?;
    let end = value.at.end.max(name.at.end);
    Some(match (entry.checked_sub(1).and_then(|before| entries.get(before)), entries.get(entry + 1)) {
        (_, Some((next, _))) => Splice::new(name.from..next.from, ""),
        (Some((before_name, before)), None) => Splice::new(before.at.end.max(before_name.at.end)..end, ""),
        (None, None) => Splice::new(name.from..end, ""),
    })
}

/// One text made another by one piece: what is between what they have in common at both ends.
fn difference(before: &str, after: &str) -> Vec<Splice> {
    let start = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    let start = (0..=start).rev().find(|&start| before.is_char_boundary(start)).unwrap_or(0);
    // Whole lines, so that the same piece can be indented.
    let start = line_start(before, start);
    let most = (before.len() - start).min(after.len() - start);
    let same = before.bytes().rev().zip(after.bytes().rev()).take(most).take_while(|(one, other)| one == other).count();
    let same = (0..=same).rev().find(|&same| before.is_char_boundary(before.len() - same)).unwrap_or(0);
    vec![Splice::new(start..before.len() - same, after.get(start..after.len() - same).unwrap_or_default())]
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

/// How many characters stand before a byte in its line; a byte order mark does not count.
fn column(text: &str, byte: usize) -> usize {
    let line = text.get(line_start(text, byte)..byte.min(line_end(text, byte))).unwrap_or_default();
    line.trim_start_matches('\u{feff}').chars().count()
}
