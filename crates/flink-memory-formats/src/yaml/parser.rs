//! Tokens put together to documents, as snakeyaml-engine 2.6 does it, which is Flink's YAML reader, with its complaints to the letter.
//!
//! What stood before an error is kept, so that a person can be told what was understood.

use std::ops::Range;
use std::rc::Rc;

use flink_memory::Names;

use super::node::{Document, Node, Value};
use super::scanner::{Kind, ScalarStyle, Scanner, SyntaxError, Tabs, Token};

/// The most that aliases may repeat, in values and in pieces of 32 bytes of their texts, so that aliases of aliases cannot blow up.
/// What is written out is bounded by the text itself.
const MOST_REPEATED: usize = 1 << 18;

/// The deepest nesting that is read.
const DEEPEST: usize = 128;

/// How many aliases to lists and maps Flink's reader takes: `LoadSettings.getMaxAliasesForCollections`.
const MOST_COLLECTION_ALIASES: usize = 50;

/// Reads documents one after the other. What its steps return may be unfinished where there is an error; they return nothing behind one.
pub(super) struct Parser<'a> {
    scanner: Scanner<'a>,
    /// The bytes of the last token.
    last: Range<usize>,
    /// The numbers of anchors, by name, from one.
    anchors: Names,
    /// What the anchors stand for, by number.
    anchored: Vec<Anchored>,
    handles: Names,
    prefixes: Vec<String>,
    collection_aliases: usize,
    /// All that was built so far, written out or repeated.
    weight: usize,
    repeated: usize,
    depth: usize,
    is_first: bool,
}

/// What an anchor stands for; a value that is still open has no node.
#[derive(Clone, Default)]
struct Anchored {
    node: Option<Rc<Node>>,
    weight: usize,
}

/// Where a document begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) at: usize,
    /// Whether `---` says so.
    is_explicit: bool,
}

type Pair = (Rc<Node>, Rc<Node>);

fn is_directive(kind: Kind) -> bool {
    matches!(kind, Kind::Version | Kind::TagHandle | Kind::Directive)
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, tabs: Tabs) -> Parser<'a> {
        Parser {
            scanner: Scanner::new(text, tabs),
            last: 0..0,
            anchors: Names::new(),
            anchored: Vec::new(),
            handles: Names::new(),
            prefixes: Vec::new(),
            collection_aliases: 0,
            weight: 0,
            repeated: 0,
            depth: 0,
            is_first: true,
        }
    }

    /// What ended the reading.
    pub(super) fn into_error(self) -> Option<SyntaxError> {
        self.scanner.error
    }

    /// Where the next document begins, with its directives and `---` taken; `None` at the end or behind an error.
    pub(super) fn document_start(&mut self) -> Option<Start> {
        let kind = self.kind()?;
        self.handles = Names::new();
        let is_bare = !is_directive(kind) && !matches!(kind, Kind::DocumentStart | Kind::StreamEnd);
        if std::mem::take(&mut self.is_first) && is_bare {
            return Some(Start { at: self.start()?, is_explicit: false });
        }
        while self.takes(Kind::DocumentEnd)? {}
        let at = self.start()?;
        if self.kind()? == Kind::StreamEnd {
            return None;
        }
        self.directives()?;
        if !self.takes(Kind::DocumentStart)? {
            return self.unexpected(None, None, "expected '<document start>', but found '");
        }
        Some(Start { at, is_explicit: true })
    }

    /// The content of a document whose start was taken, as far as it can be read, and where it stands.
    pub(super) fn document(&mut self, start: Start) -> Option<(Document, usize)> {
        let (kind, content) = (self.kind()?, self.start()?);
        let is_empty = is_directive(kind) || matches!(kind, Kind::DocumentStart | Kind::DocumentEnd | Kind::StreamEnd);
        let root = if is_empty && start.is_explicit { None } else { self.node(true, false) };
        if self.takes(Kind::DocumentEnd) == Some(false) && self.kind().is_some_and(is_directive) {
            self.unexpected::<()>(None, None, "expected '<document end>' before directives, but found '");
        }
        self.anchors = Names::new();
        Some((Document { root, start: start.at }, content))
    }

    /// Complains if there is another document behind the one whose content stands at a byte.
    pub(super) fn refuse_another_document(&mut self, content: usize) {
        if let Some(further) = self.document_start() {
            let expected = "expected a single document in the stream";
            self.scanner.fail_at::<()>(Some(expected), Some(content), "but found another document", further.at);
        }
    }

    fn directives(&mut self) -> Option<()> {
        let mut has_version = false;
        while is_directive(self.kind()?) {
            let Token { kind, start, name, text, .. } = self.next()?;
            if kind == Kind::Version && std::mem::replace(&mut has_version, true) {
                return self.scanner.fail_at(None, None, "found duplicate YAML directive", start);
            }
            if kind == Kind::Version && !text.is_empty() {
                return self.scanner.stop(SyntaxError::bare("YamlVersionException", text, start));
            }
            if kind == Kind::TagHandle {
                if self.handles.insert(name, self.prefixes.len()).is_some() {
                    return self.scanner.fail_at(None, None, &["duplicate tag handle ", name].concat(), start);
                }
                self.prefixes.push(text);
            }
        }
        Some(())
    }

    // Tokens.

    /// The next token.
    fn kind(&mut self) -> Option<Kind> {
        Some(self.scanner.peek()?.kind)
    }

    /// Where the next token begins.
    fn start(&mut self) -> Option<usize> {
        Some(self.scanner.peek()?.start)
    }

    fn next(&mut self) -> Option<Token<'a>> {
        let token = self.scanner.next()?;
        self.last = token.start..token.end;
        Some(token)
    }

    /// Takes the next token if it is so, and says whether.
    fn takes(&mut self, kind: Kind) -> Option<bool> {
        let is_so = self.kind()? == kind;
        if is_so {
            self.next()?;
        }
        Some(is_so)
    }

    /// What is read may be unfinished where there is an error.
    fn goes_on(&self) -> Option<()> {
        self.scanner.error.is_none().then_some(())
    }

    fn ours<T>(&mut self, problem: &str, at: usize) -> Option<T> {
        self.scanner.stop(SyntaxError::ours(problem, at))
    }

    /// Complains of the next token by its name, in quotes where the expectation opens one.
    fn unexpected<T>(&mut self, context: Option<&str>, context_at: Option<usize>, expected: &str) -> Option<T> {
        let (kind, at) = (self.kind()?, self.start()?);
        let closing = if expected.ends_with('\'') { "'" } else { "" };
        self.scanner.fail_at(context, context_at, &[expected, kind.name(), closing].concat(), at)
    }

    // Nodes.

    fn node(&mut self, is_block: bool, takes_entries: bool) -> Option<Rc<Node>> {
        if self.kind()? == Kind::Alias {
            return self.alias();
        }
        let from = self.start()?;
        let (mut anchor, mut tag) = (None, None);
        let mut end = from;
        // At most one of each, in whatever order.
        while anchor.is_none() || tag.is_none() {
            match self.kind()? {
                Kind::Anchor if anchor.is_none() => anchor = Some(self.next()?.name),
                Kind::Tag if tag.is_none() => tag = Some(self.next()?),
                _ => break,
            }
            end = self.last.end;
        }
        let mut tag = match tag {
            None => None,
            Some(tag) => Some(self.resolved_tag(&tag, from)?),
        };
        let weight_before = self.weight;
        let number = anchor.map_or(0, |name| {
            self.anchored.push(Anchored::default());
            self.anchors.insert(name, self.anchored.len());
            self.anchored.len()
        });
        let (value, at) = match self.kind()? {
            Kind::Scalar => {
                let Token { start, end, text, style, .. } = self.next()?;
                self.weight += 1 + text.len() / 32;
                (Value::Scalar { text, style, tag: tag.take() }, start..end)
            }
            kind @ (Kind::FlowSequenceStart | Kind::FlowMappingStart) => self.nested(kind)?,
            kind @ (Kind::BlockSequenceStart | Kind::BlockMappingStart) if is_block => self.nested(kind)?,
            kind @ Kind::BlockEntry if takes_entries => self.nested(kind)?,
            _ if number > 0 || tag.is_some() => (empty_value(tag.take()), end..end),
            _ => {
                let context = if is_block { "while parsing a block node" } else { "while parsing a flow node" };
                return self.unexpected(Some(context), Some(from), "expected the node content, but found '");
            }
        };
        let node = Rc::new(Node { value, at, from, alias: false, anchor: number, collection_tag: tag });
        if let Some(anchored) = number.checked_sub(1).and_then(|index| self.anchored.get_mut(index)) {
            *anchored = Anchored { node: Some(Rc::clone(&node)), weight: self.weight - weight_before };
        }
        Some(node)
    }

    fn alias(&mut self) -> Option<Rc<Node>> {
        let Token { start, end, name, .. } = self.next()?;
        let number = self.anchors.get(name).unwrap_or(0);
        let Some(Anchored { node, weight }) = number.checked_sub(1).and_then(|index| self.anchored.get(index)).cloned() else {
            return self.scanner.fail_at(Some(""), None, &["found undefined alias ", name].concat(), start);
        };
        let Some(node) = node else {
            return self.ours("an alias inside of what it stands for", start);
        };
        self.weight += weight;
        self.repeated = self.repeated.saturating_add(weight);
        if self.repeated > MOST_REPEATED {
            return self.ours("aliases repeat too much", start);
        }
        if !matches!(node.value, Value::Scalar { .. }) {
            self.collection_aliases += 1;
            if self.collection_aliases > MOST_COLLECTION_ALIASES && self.scanner.tabs == Tabs::Forbidden {
                let message = format!("Number of aliases for non-scalar nodes exceeds the specified max={MOST_COLLECTION_ALIASES}");
                return self.scanner.stop(SyntaxError::bare("YamlEngineException", message, start));
            }
        }
        Some(Rc::new(Node { at: start..end, from: start, alias: true, ..Node::clone(&node) }))
    }

    /// A tag in full. `from` is where the properties of its node begin.
    fn resolved_tag(&mut self, tag: &Token<'_>, from: usize) -> Option<String> {
        const OWN: [(&str, &str); 3] = [("", ""), ("!", "!"), ("!!", "tag:yaml.org,2002:")];
        let declared = self.handles.get(tag.name).and_then(|index| self.prefixes.get(index)).map(String::as_str);
        let own = || OWN.iter().find(|(handle, _)| *handle == tag.name).map(|(_, prefix)| *prefix);
        let Some(prefix) = declared.or_else(own) else {
            let problem = ["found undefined tag handle ", tag.name].concat();
            return self.scanner.fail_at(Some("while parsing a node"), Some(from), &problem, tag.start);
        };
        Some([prefix, &tag.text].concat())
    }

    /// A value with others in it, by the token that opens it, and the bytes that it takes.
    fn nested(&mut self, opening: Kind) -> Option<(Value, Range<usize>)> {
        let start = self.start()?;
        if self.depth >= DEEPEST {
            return self.ours("too many values inside each other", start);
        }
        self.depth += 1;
        self.weight += 1;
        let (mut items, mut pairs) = (Vec::new(), Vec::new());
        let end = match opening {
            Kind::BlockMappingStart => self.block_pairs(&mut pairs),
            Kind::BlockSequenceStart => self.block_items(&mut items),
            Kind::BlockEntry => self.entries(&mut items, &[Kind::BlockEntry, Kind::Key, Kind::Value, Kind::BlockEnd]),
            Kind::FlowMappingStart => self.in_brackets(Kind::FlowMappingEnd, &mut items, &mut pairs),
            _ => self.in_brackets(Kind::FlowSequenceEnd, &mut items, &mut pairs),
        };
        self.depth -= 1;
        let end = end.or(self.scanner.error.as_ref().map(|error| error.at)).unwrap_or(start);
        let is_map = matches!(opening, Kind::BlockMappingStart | Kind::FlowMappingStart);
        let value = if is_map { Value::Mapping(pairs) } else { Value::Sequence(items) };
        Some((value, start..end.max(start)))
    }

    /// A value in a block, nothing where one of these tokens follows.
    fn in_block(&mut self, ends: &[Kind], takes_entries: bool) -> Option<Rc<Node>> {
        if ends.contains(&self.kind()?) { Some(empty(self.last.end)) } else { self.node(true, takes_entries) }
    }

    fn block_items(&mut self, items: &mut Vec<Rc<Node>>) -> Option<usize> {
        let start = self.next()?.start;
        let end = self.last.end.max(self.entries(items, &[Kind::BlockEntry, Kind::BlockEnd])?);
        self.block_end(start, "while parsing a block collection")?;
        Some(end)
    }

    /// The items of a list in a block. As the value of a key it may have its dashes in the key's own column, and no end of its own.
    fn entries(&mut self, items: &mut Vec<Rc<Node>>, ends: &[Kind]) -> Option<usize> {
        let mut end = 0;
        while self.takes(Kind::BlockEntry)? {
            end = self.last.end;
            let item = self.in_block(ends, false)?;
            end = end.max(item.at.end);
            items.push(item);
            self.goes_on()?;
        }
        Some(end)
    }

    fn block_end(&mut self, start: usize, context: &str) -> Option<()> {
        if self.takes(Kind::BlockEnd)? {
            return Some(());
        }
        self.unexpected(Some(context), Some(start), "expected <block end>, but found '")
    }

    fn block_pairs(&mut self, pairs: &mut Vec<Pair>) -> Option<usize> {
        const ENDS: &[Kind] = &[Kind::Key, Kind::Value, Kind::BlockEnd];
        let start = self.next()?.start;
        let mut end = self.last.end;
        while self.takes(Kind::Key)? {
            let key = self.in_block(ENDS, true)?;
            end = end.max(key.at.end);
            let value = if self.takes(Kind::Value)? {
                end = end.max(self.last.end);
                self.in_block(ENDS, true)?
            } else if self.kind()? == Kind::Scalar {
                // The reader takes two scalars behind `?` for key and value.
                self.node(true, true)?
            } else {
                empty(self.start()?)
            };
            if !value.at.is_empty() {
                end = end.max(value.at.end);
            }
            pairs.push((key, value));
            self.goes_on()?;
        }
        self.block_end(start, "while parsing a block mapping")?;
        Some(end)
    }

    /// What stands in brackets up to the closing one: items of a list or pairs of a map.
    fn in_brackets(&mut self, close: Kind, items: &mut Vec<Rc<Node>>, pairs: &mut Vec<Pair>) -> Option<usize> {
        let (is_list, context, expected) = match close {
            Kind::FlowSequenceEnd => (true, "while parsing a flow sequence", "expected ',' or ']', but got "),
            _ => (false, "while parsing a flow mapping", "expected ',' or '}', but got "),
        };
        let start = self.next()?.start;
        loop {
            let is_first = items.is_empty() && pairs.is_empty();
            if !is_first && self.kind()? != close && !self.takes(Kind::FlowEntry)? {
                return self.unexpected(Some(context), Some(start), expected);
            }
            if self.takes(close)? {
                return Some(self.last.end);
            }
            if self.takes(Kind::Key)? {
                let from = self.last.start;
                let pair = self.flow_pair(close)?;
                if is_list {
                    let at = from..pair.1.at.end.max(pair.0.at.end);
                    items.push(node_at(Value::Mapping(vec![pair]), at));
                } else {
                    pairs.push(pair);
                }
            } else {
                let item = self.node(false, false)?;
                if is_list {
                    items.push(item);
                } else {
                    pairs.push((item, empty(self.start()?)));
                }
            }
            self.goes_on()?;
        }
    }

    /// Behind a key mark: a key, and what follows a colon.
    fn flow_pair(&mut self, close: Kind) -> Option<Pair> {
        let key = self.in_flow(&[Kind::Value, Kind::FlowEntry, close])?;
        let value = if self.takes(Kind::Value)? { self.in_flow(&[Kind::FlowEntry, close])? } else { empty(self.start()?) };
        Some((key, value))
    }

    /// A value in brackets, nothing where one of these tokens follows.
    fn in_flow(&mut self, ends: &[Kind]) -> Option<Rc<Node>> {
        if ends.contains(&self.kind()?) { Some(empty(self.last.end)) } else { self.node(false, false) }
    }
}

fn empty_value(tag: Option<String>) -> Value {
    Value::Scalar { text: String::new(), style: ScalarStyle::Plain, tag }
}

/// Nothing, where a key or a value could be.
fn empty(at: usize) -> Rc<Node> {
    node_at(empty_value(None), at..at)
}

fn node_at(value: Value, at: Range<usize>) -> Rc<Node> {
    Rc::new(Node { value, from: at.start, at, alias: false, anchor: 0, collection_tag: None })
}
