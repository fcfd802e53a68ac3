//! Keys and values of a YAML mapping changed: nested, dotted or mixed, in lines or in braces. `config.yaml` is one such mapping;
//! manifests hold others. Each way to make a change is tried and read again, and the first counts after which nothing else changed.

use flink_memory::Value;

use super::splice::{Splice, after_line, apply, line_break, line_end, line_start, next_line, without_lines};
use super::verify::{Pair, Relation, Site, is_leaf, outline, relation};
use super::written::{self, Manner};
use super::{Reason, shared_segments};
use crate::yaml::tree::{self, Document, Node, ScalarStyle};

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
        if let Some(node) = site.node(documents) {
            found.enter(node, key, 0, None, false);
        }
        found
    }

    fn enter(&mut self, node: &'t Node, rest: &'t str, depth: usize, parent: Option<(usize, usize)>, shared: bool) {
        let Some(entries) = node.entries() else { return };
        let level = self.levels.len();
        self.levels.push(Level { node, entries, rest, depth, parent, shared });
        // Of names that the key begins with, two of one length are the same.
        let mut lengths = Vec::new();
        for (entry, (name, value)) in entries.iter().enumerate() {
            let length = name.text().map_or(0, str::len);
            match relation(name, rest) {
                Relation::None => continue,
                Relation::Same if value.entries().is_none() || (self.with_empty && is_leaf(value)) => self.targets.push((level, entry)),
                Relation::Same => {}
                Relation::Above(below) => {
                    let depth = depth + rest.get(..length).map_or(0, |name| name.split('.').count());
                    self.enter(value, below, depth, Some((level, entry)), shared || value.alias);
                }
            }
            if lengths.contains(&length) {
                self.repeated += 1;
            } else {
                lengths.push(length);
            }
        }
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

/// Ways to make a change, each tried at once: the first counts after which the key has the value, or is not set, and nothing else is
/// different.
struct Ways<'e, 't> {
    editor: &'e Editor<'t>,
    value: Option<&'e Value>,
    /// What has to stay as it is.
    outline: Vec<u8>,
    /// How many may be tried yet; none when one is found.
    left: usize,
    found: Option<Vec<Splice>>,
}

impl Ways<'_, '_> {
    fn try_one(&mut self, splice: Splice) {
        self.try_all(vec![splice]);
    }

    fn try_all(&mut self, splices: Vec<Splice>) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        if self.holds(&apply(self.editor.text, &splices)) {
            self.left = 0;
            self.found = Some(splices);
        }
    }

    fn holds(&self, after: &str) -> bool {
        let Editor { site, key, found: before, .. } = self.editor;
        let Ok(after) = tree::read(after) else { return false };
        let found = Found::of(&after, *site, key, false);
        let is_set = match (found.last(), self.value) {
            (Some(node), Some(value)) => written::says(node, value, site.strings),
            (None, None) => true,
            // One spelling of several is gone: the others go next.
            (Some(_), None) => found.targets.len() < before.targets.len(),
            (None, Some(_)) => false,
        };
        is_set && found.repeated <= before.repeated && outline(&after, *site, Some(key)) == self.outline
    }
}

impl<'t> Editor<'t> {
    fn set(&self, value: &Value) -> Result<Vec<Splice>, Reason> {
        let last = self.found.targets.last().copied();
        if self.found.last().is_some_and(|node| written::says(node, value, self.site.strings)) {
            return Ok(Vec::new());
        }
        let mut ways = self.ways(Some(value));
        if let Some((level, (name, node))) = last.and_then(|last| Some((self.found.levels.get(last.0)?, self.found.pair(last)?)))
            && !level.shared
        {
            self.replace(level, name, node, value, &mut ways);
        }
        self.add(value, &mut ways);
        ways.found.ok_or(if last.is_some() { Reason::Shared } else { Reason::NoPlace })
    }

    fn ways<'e>(&'e self, value: Option<&'e Value>) -> Ways<'e, 't> {
        Ways { editor: self, value, outline: outline(self.documents, self.site, Some(self.key)), left: MOST_WAYS, found: None }
    }

    /// Ways to put another value where the one stands that counts.
    fn replace(&self, level: &Level<'_>, name: &Node, node: &Node, value: &Value, ways: &mut Ways<'_, '_>) {
        let in_flow = is_flow(self.text, level.node);
        let like = style(node).unwrap_or(ScalarStyle::Plain);
        let written = written::value(value, Manner { like, in_flow, strings: self.site.strings });
        let spaced = [" ", &written].concat();
        let has_tag = matches!(&node.value, tree::Value::Scalar { tag: Some(_), .. }) || node.entries().is_some();
        let from = if has_tag { node.from } else { node.at.start };
        let before = from.checked_sub(1).and_then(|before| self.text.as_bytes().get(before));
        let is_attached = !before.is_some_and(|byte| b" \t\n\r".contains(byte));
        ways.try_one(Splice { at: from..node.at.end, text: if is_attached { spaced.clone() } else { written } });
        // A list that stands no deeper than its key cannot become a value there.
        let between = self.text.as_bytes().get(name.at.end..node.at.end).unwrap_or_default();
        if let Some(colon) = between.iter().position(|&byte| byte == b':') {
            ways.try_one(Splice { at: name.at.end + colon + 1..node.at.end, text: spaced });
        }
    }

    /// Ways to add the key: in the mapping that knows the most of it first, and in the last resort as one dotted line at the end.
    fn add(&self, value: &Value, ways: &mut Ways<'_, '_>) {
        let mut levels: Vec<(usize, &Level<'_>)> = Vec::new();
        for level in self.found.levels.iter().filter(|level| !level.shared) {
            let known = level.depth + level.relative().1;
            let before = levels.iter().take_while(|(other, before)| (*other, before.depth) >= (known, level.depth)).count();
            levels.insert(before, (known, level));
        }
        if levels.is_empty() {
            return self.add_first(value, ways);
        }
        for (_, level) in &levels {
            let (relative, _) = level.relative();
            let last = level.entries.len().checked_sub(1);
            let beside = relative.or(last);
            if level.rest.contains('.') && !level.is_dotted(relative) {
                ways.try_one(self.inserted(level, beside, value, false));
            }
            if !level.takes(level.rest) {
                ways.try_one(self.inserted(level, beside, value, true));
                if beside != last {
                    ways.try_one(self.inserted(level, last, value, true));
                }
            }
        }
        // A last block without line end would get one by a line behind it.
        if let Some((_, level)) = levels.iter().find(|(_, level)| level.parent.is_none() && !is_flow(self.text, level.node))
            && let Some((name, _)) = level.entries.first()
            && !level.takes(level.rest)
        {
            let indent = column(self.text, name.from);
            let start = name.from.saturating_sub(indent);
            let line = self.lines(level.rest, indent, true, &self.new_value(None, value, false));
            ways.try_one(Splice { at: start..start, text: line + line_break(self.text, start) });
        }
    }

    fn inserted(&self, level: &Level<'_>, after: Option<usize>, value: &Value, is_dotted: bool) -> Splice {
        let neighbour = after.and_then(|after| level.entries.get(after));
        let in_flow = is_flow(self.text, level.node);
        let written = self.new_value(neighbour.map(|(_, value)| &**value), value, in_flow);
        if in_flow {
            let (at, comma) = neighbour.map_or((level.node.at.start + 1, ""), |(_, neighbour)| (neighbour.at.end, ", "));
            return Splice { at: at..at, text: [comma, &*written::key(level.rest, true), ": ", &written].concat() };
        }
        let lines = self.lines(level.rest, self.indent(level.entries), is_dotted, &written);
        after_line(self.text, neighbour.map_or(level.node.at.end, end), &lines)
    }

    /// Ways to add the first key of all.
    fn add_first(&self, value: &Value, ways: &mut Ways<'_, '_>) {
        let written = self.new_value(None, value, false);
        if self.site.path.is_empty() {
            let line = self.lines(self.key, 0, true, &written);
            // Behind the mark that ends a document stands no key.
            let start = self.documents.first().map_or(0, |document| document.start);
            for byte in [self.text.len(), start] {
                ways.try_one(after_line(self.text, byte, &line));
            }
            return;
        }
        let Some((above, name)) = self.site.above(self.documents) else { return };
        let entries = above.entries().unwrap_or_default();
        let Some((_, last)) = entries.last() else { return };
        if let Some((name, empty)) = entries.iter().find(|(other, value)| other.text() == Some(name) && value.is_null()) {
            let lines = self.lines(self.key, column(self.text, name.from) + self.step(), true, &written);
            // A `null` goes, a comment behind it stays.
            ways.try_all(vec![Splice::new(empty.at.clone(), ""), after_line(self.text, empty.at.end, &lines)]);
        } else if is_flow(self.text, above) {
            let written = self.new_value(None, value, true);
            let entry = [", ", &written::key(name, true), ": {", &written::key(self.key, true), ": ", &written, "}"].concat();
            ways.try_one(Splice { at: last.at.end..last.at.end, text: entry });
        } else {
            let indent = self.indent(entries);
            let lines = self.lines(self.key, indent + self.step(), true, &written);
            let lines = [&" ".repeat(indent), &*written::key(name, false), ":\n", &lines].concat();
            ways.try_one(after_line(self.text, last.at.end, &lines));
        }
    }

    /// How far the entries of a mapping in lines are indented.
    fn indent(&self, entries: &[Pair]) -> usize {
        entries.first().map_or(0, |(name, _)| column(self.text, name.from))
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
    fn lines(&self, key: &str, indent: usize, is_dotted: bool, value: &str) -> String {
        let mut lines = String::new();
        let mut pad = " ".repeat(indent);
        for segment in key.splitn(if is_dotted { 1 } else { usize::MAX }, '.') {
            if !lines.is_empty() {
                lines += "\n";
                pad += &" ".repeat(self.step());
            }
            lines += &pad;
            lines += &written::key(segment, false);
            lines += ":";
        }
        lines + " " + value
    }

    /// How many blanks the text nests by: as where it first does.
    fn step(&self) -> usize {
        let root = self.documents.get(self.site.document).and_then(|document| document.root.as_ref());
        for (name, value) in root.and_then(|root| root.entries()).unwrap_or_default() {
            if let Some([(inside, _), ..]) = value.entries()
                && !value.alias
                && !is_flow(self.text, value)
                && let Some(step) = column(self.text, inside.from).checked_sub(column(self.text, name.from))
            {
                return if (1..=8).contains(&step) { step } else { 2 };
            }
        }
        2
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
        let (mut level, mut entry) = *self.found.targets.last()?;
        let (name, value) = self.found.pair((level, entry))?;
        let mut names: Vec<&Node> = vec![name];
        let mut top = self.found.levels.get(level)?;
        while top.entries.len() == 1
            && let Some(parent) = top.parent
        {
            (level, entry) = parent;
            top = self.found.levels.get(level)?;
            names.extend(top.entries.get(entry).map(|(name, _)| &**name));
        }
        let (mut mapping, mut entries) = (top.node, top.entries);
        // The mapping of a manifest with its last key: the key that leads to it goes, too.
        if entries.len() == 1 && !self.site.path.is_empty() {
            let (above, name) = self.site.above(self.documents)?;
            (mapping, entries) = (above, above.entries()?);
            entry = entries.iter().rposition(|(other, _)| other.text() == Some(name))?;
            names.extend(entries.get(entry).map(|(name, _)| &**name));
        }
        let mut ways = self.ways(None);
        if is_flow(self.text, mapping) {
            ways.try_one(removed_in_flow(entries, entry)?);
        } else {
            self.remove_lines(&names, value, &mut ways);
        }
        ways.found
    }

    /// Keys with nothing left below them, the innermost first, taken away with the value: without the comments between, or with them.
    fn remove_lines(&self, names: &[&Node], value: &Node, ways: &mut Ways<'_, '_>) {
        let (Some(inner), Some(outer)) = (names.first(), names.last()) else { return };
        let last = value.at.end.max(inner.at.end);
        // A byte order mark stays.
        let mark = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        let kept = |splice: Splice| Splice::new(splice.at.start.max(mark)..splice.at.end, "");
        let mut lines: Vec<Splice> =
            names.iter().skip(1).rev().map(|name| kept(without_lines(self.text, name.from, name.at.end))).collect();
        lines.push(kept(without_lines(self.text, inner.from, last)));
        if lines.windows(2).all(|pair| matches!(pair, [one, other] if one.at.end <= other.at.start)) {
            ways.try_all(lines);
        }
        ways.try_one(kept(without_lines(self.text, outer.from, last)));
        // A block before that would lose its line end keeps it, and one that would gain the blank lines behind does not.
        let (start, end) = (line_start(self.text, outer.from), next_line(self.text, last));
        let blank = self.text.get(end..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        for end in [end, line_start(self.text, end + blank)] {
            ways.try_one(kept(Splice::new(start..end, "")));
        }
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

/// One text made another by one piece: what is between what they have in common at both ends.
fn difference(before: &str, after: &str) -> Vec<Splice> {
    let start = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    // Whole lines, so that the same piece can be indented.
    let start = line_start(before, start);
    let most = before.len().min(after.len()) - start;
    let mut same = before.bytes().rev().zip(after.bytes().rev()).take(most).take_while(|(one, other)| one == other).count();
    while !before.is_char_boundary(before.len() - same) {
        same -= 1;
    }
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
