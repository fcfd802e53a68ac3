//! Tokens put together to documents, as snakeyaml-engine 2.6 does it, which is Flink's YAML reader, with its complaints to the letter.
//!
//! What stood before an error is kept, so that a person can be told what was understood.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::scanner::{Kind, Mark, ScalarStyle, Scanner, SyntaxError, Tabs, Token};
use super::tree::{Document, Node, Value};

/// The most that aliases may repeat, in values and in pieces of 32 bytes of their texts, so that aliases of aliases cannot blow up.
/// What is written out is bounded by the text itself.
const MOST_REPEATED: usize = 1 << 18;

/// The deepest nesting that is read.
const DEEPEST: usize = 128;

/// How many aliases to lists and maps Flink's reader takes: `LoadSettings.getMaxAliasesForCollections`.
const MOST_COLLECTION_ALIASES: usize = 50;

/// Reads documents one after the other.
pub(super) struct Parser<'a> {
    scanner: Scanner<'a>,
    /// What ended the reading.
    pub(super) error: Option<SyntaxError>,
    anchors: BTreeMap<&'a str, Anchor>,
    anchor_count: usize,
    handles: BTreeMap<&'a str, String>,
    collection_aliases: usize,
    /// All that was built so far, written out or repeated.
    weight: usize,
    repeated: usize,
    depth: usize,
    is_first: bool,
}

/// What a name stands for; a value that is still open has no node.
#[derive(Clone)]
struct Anchor {
    number: usize,
    node: Option<Rc<Node>>,
    weight: usize,
}

/// Where a document begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) mark: Mark,
    /// Whether `---` says so.
    is_explicit: bool,
}

const IS_DIRECTIVE: fn(&Kind<'_>) -> bool = |kind| matches!(kind, Kind::Version(..) | Kind::TagHandle(..) | Kind::Directive);

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, tabs: Tabs) -> Parser<'a> {
        Parser {
            scanner: Scanner::new(text, tabs),
            error: None,
            anchors: BTreeMap::new(),
            anchor_count: 0,
            handles: BTreeMap::new(),
            collection_aliases: 0,
            weight: 0,
            repeated: 0,
            depth: 0,
            is_first: true,
        }
    }

    /// Where the next document begins, with its directives and `---` taken; `None` at the end or behind an error.
    pub(super) fn document_start(&mut self) -> Option<Start> {
        let first = self.peek()?;
        let mark = first.start;
        let is_bare = !IS_DIRECTIVE(&first.kind) && !matches!(first.kind, Kind::DocumentStart | Kind::StreamEnd);
        self.handles.clear();
        if std::mem::take(&mut self.is_first) && is_bare {
            return Some(Start { mark, is_explicit: false });
        }
        while self.take_if(|kind| matches!(kind, Kind::DocumentEnd))?.is_some() {}
        let mark = self.peek()?.start;
        if self.is_next(|kind| matches!(kind, Kind::StreamEnd))? {
            return None;
        }
        self.directives()?;
        if self.take_if(|kind| matches!(kind, Kind::DocumentStart))?.is_none() {
            return self.unexpected(None, "expected '<document start>', but found '");
        }
        Some(Start { mark, is_explicit: true })
    }

    /// The content of a document whose start was taken, as far as it can be read, and where it stands.
    pub(super) fn document(&mut self, start: Start) -> Option<(Document, Mark)> {
        let next = self.peek()?;
        let content = next.start;
        let is_empty = IS_DIRECTIVE(&next.kind) || matches!(next.kind, Kind::DocumentStart | Kind::DocumentEnd | Kind::StreamEnd);
        let root = if is_empty && start.is_explicit { None } else { self.node(true, false) };
        if let Some(None) = self.take_if(|kind| matches!(kind, Kind::DocumentEnd))
            && self.is_next(IS_DIRECTIVE) == Some(true)
        {
            self.unexpected::<()>(None, "expected '<document end>' before directives, but found '");
        }
        self.anchors.clear();
        Some((Document { root, start: start.mark.at }, content))
    }

    fn directives(&mut self) -> Option<()> {
        let mut has_version = false;
        loop {
            let directive = self.take_if(IS_DIRECTIVE)?;
            let Some(Token { kind, start, .. }) = directive else { return Some(()) };
            match kind {
                Kind::Version(..) if std::mem::replace(&mut has_version, true) => {
                    return self.fail(SyntaxError::new(None, None, "found duplicate YAML directive", start));
                }
                Kind::Version(major, minor) if major != 1 => {
                    return self.fail(SyntaxError::bare("YamlVersionException", format!("Version{{major={major}, minor={minor}}}"), start));
                }
                Kind::TagHandle(handle, ref prefix) if self.handles.insert(handle, prefix.clone()).is_some() => {
                    return self.fail(SyntaxError::new(None, None, &format!("duplicate tag handle {handle}"), start));
                }
                _ => {}
            }
        }
    }

    // Tokens. `None` always means that there is an error.

    fn fail<T>(&mut self, error: SyntaxError) -> Option<T> {
        self.error.get_or_insert(error);
        None
    }

    fn peek(&mut self) -> Option<&Token<'a>> {
        if self.error.is_none() {
            match self.scanner.peek() {
                Ok(token) => return Some(token),
                Err(error) => self.error = Some(error),
            }
        }
        None
    }

    fn next(&mut self) -> Option<Token<'a>> {
        self.peek()?;
        match self.scanner.next() {
            Ok(token) => Some(token),
            Err(error) => self.fail(error),
        }
    }

    fn is_next(&mut self, test: fn(&Kind<'_>) -> bool) -> Option<bool> {
        Some(test(&self.peek()?.kind))
    }

    /// What is read may be unfinished where there is an error.
    fn goes_on(&self) -> Option<()> {
        self.error.is_none().then_some(())
    }

    /// Takes the next token if it is so. The outer option tells of an error.
    #[expect(clippy::option_option, reason = "the two mean different things, and `?` tells them apart")]
    fn take_if(&mut self, test: fn(&Kind<'_>) -> bool) -> Option<Option<Token<'a>>> {
        if self.is_next(test)? { self.next().map(Some) } else { Some(None) }
    }

    /// Complains of the next token by its name, in quotes where the expectation opens one.
    fn unexpected<T>(&mut self, context: Option<(&str, Mark)>, expected: &str) -> Option<T> {
        let Token { kind, start, .. } = self.peek()?;
        let closing = if expected.ends_with('\'') { "'" } else { "" };
        let (problem, start) = (format!("{expected}{}{closing}", kind.name()), *start);
        self.fail(SyntaxError::new(context.map(|(text, _)| text), context.map(|(_, mark)| mark), &problem, start))
    }

    // Nodes. What is returned may be unfinished where there is an error.

    fn node(&mut self, is_block: bool, takes_entries: bool) -> Option<Rc<Node>> {
        if self.is_next(|kind| matches!(kind, Kind::Alias(_)))? {
            return self.alias();
        }
        let start = self.peek()?.start;
        let (mut anchor, mut tag) = (None, None);
        let mut end = start;
        loop {
            let property = self.take_if(|kind| matches!(kind, Kind::Anchor(_) | Kind::Tag(..)))?;
            match property {
                Some(Token { kind: Kind::Anchor(name), end: at, .. }) => (anchor, end) = (Some(name), at),
                Some(Token { kind: Kind::Tag(handle, suffix), start, end: at }) => {
                    (tag, end) = (Some((handle, suffix, start)), at);
                }
                _ => break,
            }
            // At most one of each, in whatever order.
            let next_is_known: fn(&Kind<'_>) -> bool = match (anchor.is_some(), tag.is_some()) {
                (true, true) => break,
                (true, false) => |kind| matches!(kind, Kind::Anchor(_)),
                _ => |kind| matches!(kind, Kind::Tag(..)),
            };
            if self.is_next(next_is_known)? {
                break;
            }
        }
        let mut tag = match tag {
            None => None,
            Some((handle, suffix, at)) => Some(self.resolved_tag(handle, suffix, start, at)?),
        };
        let weight_before = self.weight;
        let anchor = anchor.map(|name| {
            self.anchor_count += 1;
            self.anchors.insert(name, Anchor { number: self.anchor_count, node: None, weight: 0 });
            (name, self.anchor_count)
        });
        let first = self.peek()?.start;
        let (value, at) = if takes_entries && self.is_next(|kind| matches!(kind, Kind::BlockEntry))? {
            self.nested(first, Parser::plain_entries)?
        } else if self.is_next(|kind| matches!(kind, Kind::Scalar(..)))? {
            let Token { kind, start, end } = self.next()?;
            let Kind::Scalar(text, style) = kind else { return None };
            self.weight += 1 + text.len() / 32;
            (Value::Scalar { text: text.into_owned(), style, tag: tag.take() }, start.at..end.at)
        } else if self.is_next(|kind| matches!(kind, Kind::FlowSequenceStart))? {
            self.nested(first, Parser::flow_sequence)?
        } else if self.is_next(|kind| matches!(kind, Kind::FlowMappingStart))? {
            self.nested(first, Parser::flow_mapping)?
        } else if is_block && self.is_next(|kind| matches!(kind, Kind::BlockSequenceStart))? {
            self.nested(first, Parser::block_sequence)?
        } else if is_block && self.is_next(|kind| matches!(kind, Kind::BlockMappingStart))? {
            self.nested(first, Parser::block_mapping)?
        } else if anchor.is_some() || tag.is_some() {
            (empty_value(tag.take()), end.at..end.at)
        } else {
            let context = if is_block { "while parsing a block node" } else { "while parsing a flow node" };
            return self.unexpected(Some((context, start)), "expected the node content, but found '");
        };
        let number = anchor.map_or(0, |(_, number)| number);
        let node = Node { value, at, from: start.at, anchored: number > 0, alias: false, anchor: number, collection_tag: tag };
        let node = Rc::new(node);
        // A name that was given again inside stays with what is inside.
        let own = anchor.and_then(|(name, number)| self.anchors.get_mut(name).filter(|known| known.number == number));
        if let Some(own) = own {
            own.node = Some(Rc::clone(&node));
            own.weight = self.weight - weight_before;
        }
        Some(node)
    }

    fn alias(&mut self) -> Option<Rc<Node>> {
        let Token { kind, start, end } = self.next()?;
        let Kind::Alias(name) = kind else { return None };
        let Some(Anchor { node, weight, .. }) = self.anchors.get(name).cloned() else {
            return self.fail(SyntaxError::new(Some(""), None, &format!("found undefined alias {name}"), start));
        };
        let Some(node) = node else {
            return self.fail(SyntaxError::ours("an alias inside of what it stands for", start));
        };
        self.weight += weight;
        self.repeated = self.repeated.saturating_add(weight);
        if self.repeated > MOST_REPEATED {
            return self.fail(SyntaxError::ours("aliases repeat too much", start));
        }
        if !matches!(node.value, Value::Scalar { .. }) {
            self.collection_aliases += 1;
            if self.collection_aliases > MOST_COLLECTION_ALIASES && self.scanner.tabs() == Tabs::Forbidden {
                let message = format!("Number of aliases for non-scalar nodes exceeds the specified max={MOST_COLLECTION_ALIASES}");
                return self.fail(SyntaxError::bare("YamlEngineException", message, start));
            }
        }
        Some(Rc::new(Node { at: start.at..end.at, from: start.at, anchored: false, alias: true, ..Node::clone(&node) }))
    }

    fn resolved_tag(&mut self, handle: Option<&str>, suffix: String, start: Mark, tag_at: Mark) -> Option<String> {
        let Some(handle) = handle else { return Some(suffix) };
        let prefix = match self.handles.get(handle) {
            Some(prefix) => prefix,
            None if handle == "!" => "!",
            None if handle == "!!" => "tag:yaml.org,2002:",
            None => {
                let problem = format!("found undefined tag handle {handle}");
                return self.fail(SyntaxError::new(Some("while parsing a node"), Some(start), &problem, tag_at));
            }
        };
        Some(format!("{prefix}{suffix}"))
    }

    /// A value with others in it, and the bytes that it takes. It may be unfinished.
    fn nested(&mut self, start: Mark, read: fn(&mut Self) -> (Value, Option<usize>)) -> Option<(Value, Range<usize>)> {
        if self.depth >= DEEPEST {
            return self.fail(SyntaxError::ours("too many values inside each other", start));
        }
        self.depth += 1;
        self.weight += 1;
        let (value, end) = read(self);
        self.depth -= 1;
        let end = end.or(self.error.as_ref().map(|error| error.at)).unwrap_or(start.at);
        Some((value, start.at..end.max(start.at)))
    }

    fn block_sequence(&mut self) -> (Value, Option<usize>) {
        let mut items = Vec::new();
        let end = self.block_sequence_items(&mut items);
        (Value::Sequence(items), end)
    }

    fn block_sequence_items(&mut self, items: &mut Vec<Rc<Node>>) -> Option<usize> {
        let Token { start, end, .. } = self.next()?;
        let mut end = end.at;
        while let Some(entry) = self.take_if(|kind| matches!(kind, Kind::BlockEntry))? {
            end = entry.end.at;
            let item = if self.is_next(|kind| matches!(kind, Kind::BlockEntry | Kind::BlockEnd))? {
                empty(entry.end)
            } else {
                self.node(true, false)?
            };
            end = end.max(item.at.end);
            items.push(item);
            self.goes_on()?;
        }
        if self.take_if(|kind| matches!(kind, Kind::BlockEnd))?.is_none() {
            return self.unexpected(Some(("while parsing a block collection", start)), "expected <block end>, but found '");
        }
        Some(end)
    }

    /// A list as the value of a key, with its dashes in the key's own column.
    fn plain_entries(&mut self) -> (Value, Option<usize>) {
        let mut items = Vec::new();
        let end = self.plain_items(&mut items);
        (Value::Sequence(items), end)
    }

    fn plain_items(&mut self, items: &mut Vec<Rc<Node>>) -> Option<usize> {
        let mut end = 0;
        while let Some(entry) = self.take_if(|kind| matches!(kind, Kind::BlockEntry))? {
            end = entry.end.at;
            let item = if self.is_next(|kind| matches!(kind, Kind::BlockEntry | Kind::Key | Kind::Value | Kind::BlockEnd))? {
                empty(entry.end)
            } else {
                self.node(true, false)?
            };
            end = end.max(item.at.end);
            items.push(item);
            self.goes_on()?;
        }
        Some(end)
    }

    fn block_mapping(&mut self) -> (Value, Option<usize>) {
        let mut pairs = Vec::new();
        let end = self.block_mapping_pairs(&mut pairs);
        (Value::Mapping(pairs), end)
    }

    fn block_mapping_pairs(&mut self, pairs: &mut Vec<(Rc<Node>, Rc<Node>)>) -> Option<usize> {
        let is_bare: fn(&Kind<'_>) -> bool = |kind| matches!(kind, Kind::Key | Kind::Value | Kind::BlockEnd);
        let Token { start, end, .. } = self.next()?;
        let mut end = end.at;
        while let Some(mark) = self.take_if(|kind| matches!(kind, Kind::Key))? {
            let key = if self.is_next(is_bare)? { empty(mark.end) } else { self.node(true, true)? };
            end = end.max(key.at.end);
            let value = match self.take_if(|kind| matches!(kind, Kind::Value))? {
                // The reader takes two scalars behind `?` for key and value.
                None if self.is_next(|kind| matches!(kind, Kind::Scalar(..)))? => self.node(true, true)?,
                None => empty(self.peek()?.start),
                Some(colon) => {
                    end = end.max(colon.end.at);
                    if self.is_next(is_bare)? { empty(colon.end) } else { self.node(true, true)? }
                }
            };
            if !value.at.is_empty() {
                end = end.max(value.at.end);
            }
            pairs.push((key, value));
            self.goes_on()?;
        }
        if self.take_if(|kind| matches!(kind, Kind::BlockEnd))?.is_none() {
            return self.unexpected(Some(("while parsing a block mapping", start)), "expected <block end>, but found '");
        }
        Some(end)
    }

    fn flow_sequence(&mut self) -> (Value, Option<usize>) {
        let mut items = Vec::new();
        let end = self.flow_sequence_items(&mut items);
        (Value::Sequence(items), end)
    }

    fn flow_sequence_items(&mut self, items: &mut Vec<Rc<Node>>) -> Option<usize> {
        let start = self.next()?.start;
        loop {
            if !items.is_empty() && !self.is_next(|kind| matches!(kind, Kind::FlowSequenceEnd))? {
                self.separator(("while parsing a flow sequence", start), "expected ',' or ']', but got ")?;
            }
            if let Some(close) = self.take_if(|kind| matches!(kind, Kind::FlowSequenceEnd))? {
                return Some(close.end.at);
            }
            let item = match self.take_if(|kind| matches!(kind, Kind::Key))? {
                None => self.node(false, false)?,
                Some(mark) => {
                    let ends_pair: fn(&Kind<'_>) -> bool = |kind| matches!(kind, Kind::FlowEntry | Kind::FlowSequenceEnd);
                    let (key, value) = self.flow_pair(&mark, ends_pair)?;
                    let at = mark.start.at..value.at.end.max(key.at.end);
                    node_at(Value::Mapping(vec![(key, value)]), at)
                }
            };
            items.push(item);
            self.goes_on()?;
        }
    }

    fn flow_mapping(&mut self) -> (Value, Option<usize>) {
        let mut pairs = Vec::new();
        let end = self.flow_mapping_pairs(&mut pairs);
        (Value::Mapping(pairs), end)
    }

    fn flow_mapping_pairs(&mut self, pairs: &mut Vec<(Rc<Node>, Rc<Node>)>) -> Option<usize> {
        let start = self.next()?.start;
        loop {
            if !pairs.is_empty() && !self.is_next(|kind| matches!(kind, Kind::FlowMappingEnd))? {
                self.separator(("while parsing a flow mapping", start), "expected ',' or '}', but got ")?;
            }
            if let Some(close) = self.take_if(|kind| matches!(kind, Kind::FlowMappingEnd))? {
                return Some(close.end.at);
            }
            let pair = if let Some(mark) = self.take_if(|kind| matches!(kind, Kind::Key))? {
                self.flow_pair(&mark, |kind| matches!(kind, Kind::FlowEntry | Kind::FlowMappingEnd))?
            } else {
                let key = self.node(false, false)?;
                let value = empty(self.peek()?.start);
                (key, value)
            };
            pairs.push(pair);
            self.goes_on()?;
        }
    }

    /// Behind a key mark: a key, and what follows a colon.
    fn flow_pair(&mut self, mark: &Token<'_>, ends: fn(&Kind<'_>) -> bool) -> Option<(Rc<Node>, Rc<Node>)> {
        let is_value: fn(&Kind<'_>) -> bool = |kind| matches!(kind, Kind::Value);
        let key = if self.is_next(is_value)? || self.is_next(ends)? { empty(mark.end) } else { self.node(false, false)? };
        let value = match self.take_if(is_value)? {
            None => empty(self.peek()?.start),
            Some(colon) => {
                if self.is_next(ends)? {
                    empty(colon.end)
                } else {
                    self.node(false, false)?
                }
            }
        };
        Some((key, value))
    }

    fn separator(&mut self, context: (&str, Mark), expected: &str) -> Option<()> {
        match self.take_if(|kind| matches!(kind, Kind::FlowEntry))? {
            Some(_) => Some(()),
            None => self.unexpected(Some(context), expected),
        }
    }
}

fn empty_value(tag: Option<String>) -> Value {
    Value::Scalar { text: String::new(), style: ScalarStyle::Plain, tag }
}

/// Nothing, where a key or a value could be.
fn empty(at: Mark) -> Rc<Node> {
    node_at(empty_value(None), at.at..at.at)
}

fn node_at(value: Value, at: Range<usize>) -> Rc<Node> {
    Rc::new(Node { value, from: at.start, at, anchored: false, alias: false, anchor: 0, collection_tag: None })
}
