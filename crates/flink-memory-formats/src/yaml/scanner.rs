//! A YAML text cut into tokens as snakeyaml-engine 2.6 cuts it, which is Flink's YAML reader, with its complaints to the letter.
//! What the tokens say together stands in [`super::parser`].
//!
//! It is stricter than YAML 1.2: no tab may stand before a token, not even behind `key:` or inside brackets.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt::Write;

mod properties;
mod scalars;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// In `'`.
    SingleQuoted,
    /// In `"`.
    DoubleQuoted,
    /// Behind `|`.
    Literal,
    /// Behind `>`.
    Folded,
}

/// A place as the reader counts it: everything from zero, all but `at` in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The byte.
    pub(crate) at: usize,
    index: usize,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Mark {
    /// The place of a byte, without its index.
    pub(crate) fn of(text: &str, at: usize) -> Mark {
        let mut scanner = Scanner::new(text, Tabs::Forbidden);
        scanner.advance(at.saturating_sub(scanner.here.at));
        scanner.here
    }

    fn print(self, message: &mut String) {
        // Writing into a String cannot fail.
        let _ = writeln!(message, " in reader, line {}, column {}", self.line + 1, self.column + 1);
    }
}

/// Why a text is not YAML to Flink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What the reader says, with its places, as Flink prints it.
    pub message: String,
    /// The one line of it that names the problem.
    pub problem: String,
    /// Its simple class name.
    pub exception: &'static str,
    /// Whether it is the cause of a `YamlEngineException` that only repeats it.
    pub wrapped: bool,
    /// The byte.
    pub at: usize,
}

impl SyntaxError {
    /// A problem at a place. A context that is empty is printed as an empty line.
    pub(crate) fn new(context: Option<&str>, context_mark: Option<Mark>, problem: &str, mark: Mark) -> SyntaxError {
        let mut message = String::new();
        if let Some(context) = context {
            message.push_str(context);
            message.push('\n');
        }
        if let Some(mark) = context_mark {
            mark.print(&mut message);
        }
        message.push_str(problem);
        message.push('\n');
        mark.print(&mut message);
        SyntaxError { message, problem: problem.to_owned(), exception: "YamlEngineException", wrapped: false, at: mark.at }
    }

    /// A problem that has no places in its message.
    pub(crate) fn bare(exception: &'static str, message: String, mark: Mark) -> SyntaxError {
        SyntaxError { problem: message.clone(), message, exception, wrapped: false, at: mark.at }
    }

    /// An exception of Java itself while the reader reads.
    pub(crate) fn wrapped(exception: &'static str, message: String, mark: Mark) -> SyntaxError {
        SyntaxError { wrapped: true, ..SyntaxError::bare(exception, message, mark) }
    }

    /// A limit of ours that the reader does not have.
    pub(crate) fn ours(problem: &str, mark: Mark) -> SyntaxError {
        SyntaxError::bare("StackOverflowError", problem.to_owned(), mark)
    }
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind<'a> {
    StreamEnd,
    /// `%YAML` with its numbers.
    Version(u32, u32),
    /// `%TAG` with handle and prefix.
    TagHandle(&'a str, String),
    /// Any other directive.
    Directive,
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowMappingStart,
    FlowSequenceEnd,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(&'a str),
    Anchor(&'a str),
    /// A handle, which a verbatim tag does not have, and what follows it.
    Tag(Option<&'a str>, String),
    Scalar(Cow<'a, str>, ScalarStyle),
}

impl Kind<'_> {
    /// What the reader calls it in its complaints.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Kind::StreamEnd => "<stream end>",
            Kind::Version(..) | Kind::TagHandle(..) | Kind::Directive => "<directive>",
            Kind::DocumentStart => "<document start>",
            Kind::DocumentEnd => "<document end>",
            Kind::BlockSequenceStart => "<block sequence start>",
            Kind::BlockMappingStart => "<block mapping start>",
            Kind::BlockEnd => "<block end>",
            Kind::FlowSequenceStart => "[",
            Kind::FlowMappingStart => "{",
            Kind::FlowSequenceEnd => "]",
            Kind::FlowMappingEnd => "}",
            Kind::BlockEntry => "-",
            Kind::FlowEntry => ",",
            Kind::Key => "?",
            Kind::Value => ":",
            Kind::Alias(_) => "<alias>",
            Kind::Anchor(_) => "<anchor>",
            Kind::Tag(..) => "<tag>",
            Kind::Scalar(..) => "<scalar>",
        }
    }
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind<'a>,
    pub(crate) start: Mark,
    pub(crate) end: Mark,
}

/// Something that may turn out to be the key of a `key: value` on one line.
#[derive(Clone, Copy, Debug)]
struct SimpleKey {
    /// How many brackets it stands in.
    level: i32,
    /// The number of its first token.
    number: usize,
    /// Whether nothing else can stand there.
    required: bool,
    mark: Mark,
}

/// What a tab before a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tabs {
    /// An error, as for Flink's reader.
    Forbidden,
    /// White space, as for other readers, except where it would indent.
    Separate,
}

/// The longest key without `?`, in characters.
const LONGEST_SIMPLE_KEY: usize = 1024;

/// How long a text may be for Flink's reader before its last token: `LoadSettings.getCodePointLimit`.
const MOST_CHARACTERS: usize = 3 << 20;

/// Cuts a text into tokens, as few ahead as it must.
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    text: &'a str,
    tabs: Tabs,
    here: Mark,
    done: bool,
    level: i32,
    queue: VecDeque<Token<'a>>,
    taken: usize,
    /// Columns of the open blocks; none is −1 in the reader's own counting.
    indent: Option<usize>,
    indents: Vec<Option<usize>>,
    allow_simple_key: bool,
    simple_keys: Vec<SimpleKey>,
}

/// The byte order mark, which may open a text.
const BOM: char = '\u{feff}';

type Scanned<T> = Result<T, SyntaxError>;

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str, tabs: Tabs) -> Scanner<'a> {
        // One byte order mark belongs to the encoding.
        let rest = text.strip_prefix(BOM).unwrap_or(text);
        Scanner {
            text,
            tabs,
            here: Mark { at: text.len() - rest.len(), ..Mark::default() },
            done: false,
            level: 0,
            queue: VecDeque::new(),
            taken: 0,
            indent: None,
            indents: Vec::new(),
            allow_simple_key: true,
            simple_keys: Vec::new(),
        }
    }

    pub(crate) fn tabs(&self) -> Tabs {
        self.tabs
    }

    /// The next token, which stays. Behind the end it is the end.
    pub(crate) fn peek(&mut self) -> Scanned<&Token<'a>> {
        while self.needs_more()? {
            self.fetch()?;
        }
        if self.queue.is_empty() {
            self.put(Kind::StreamEnd, self.here);
        }
        let end = SyntaxError::ours("", self.here);
        self.queue.front().ok_or(end)
    }

    /// Takes the next token.
    pub(crate) fn next(&mut self) -> Scanned<Token<'a>> {
        let end = Token { kind: Kind::StreamEnd, start: self.peek()?.start, end: self.here };
        self.taken += 1;
        Ok(self.queue.pop_front().unwrap_or(end))
    }

    /// Further tokens are needed while the first one may still turn out to be a key, which goes before it.
    fn needs_more(&mut self) -> Scanned<bool> {
        if self.done {
            return Ok(false);
        }
        if self.queue.is_empty() {
            return Ok(true);
        }
        self.drop_stale_keys()?;
        Ok(self.simple_keys.first().is_some_and(|key| key.number == self.taken))
    }

    fn fetch(&mut self) -> Scanned<()> {
        if self.here.index > MOST_CHARACTERS && self.tabs == Tabs::Forbidden {
            let message = format!("The incoming YAML document exceeds the limit: {MOST_CHARACTERS} code points.");
            return Err(SyntaxError::bare("YamlEngineException", message, self.here));
        }
        self.skip_to_token();
        self.drop_stale_keys()?;
        self.unwind(Some(self.here.column));
        let column = self.here.column;
        match self.byte(0) {
            0 => self.fetch_end(),
            b'%' if column == 0 => self.fetch_directive(),
            b'-' if column == 0 && self.is_document_mark("---") => self.fetch_document_mark(Kind::DocumentStart),
            b'.' if column == 0 && self.is_document_mark("...") => self.fetch_document_mark(Kind::DocumentEnd),
            b'[' => self.fetch_open(Kind::FlowSequenceStart),
            b'{' => self.fetch_open(Kind::FlowMappingStart),
            b']' => self.fetch_close(Kind::FlowSequenceEnd),
            b'}' => self.fetch_close(Kind::FlowMappingEnd),
            b',' => {
                self.allow_simple_key = true;
                self.drop_key()?;
                self.put_next(1, Kind::FlowEntry);
                Ok(())
            }
            b'-' if is_blank_or_end(self.byte(1)) => self.fetch_block_entry(),
            b'?' if is_blank_or_end(self.byte(1)) => self.fetch_key(),
            b':' if self.level != 0 || is_blank_or_end(self.byte(1)) => self.fetch_value(),
            b'*' => self.fetch_anchor("while scanning an alias", Kind::Alias),
            b'&' => self.fetch_anchor("while scanning an anchor", Kind::Anchor),
            b'!' => self.fetch_tag(),
            b'|' if self.level == 0 => self.fetch_block_scalar(ScalarStyle::Literal),
            b'>' if self.level == 0 => self.fetch_block_scalar(ScalarStyle::Folded),
            b'\'' => self.fetch_quoted(ScalarStyle::SingleQuoted),
            b'"' => self.fetch_quoted(ScalarStyle::DoubleQuoted),
            first if self.starts_plain(first) => self.fetch_plain(),
            _ => {
                let found = self.character();
                let shown = if found == '\t' { "\\t(TAB)".to_owned() } else { found.to_string() };
                let problem = format!("found character '{shown}' that cannot start any token. (Do not use {shown} for indentation)");
                Err(SyntaxError::new(Some("while scanning for the next token"), None, &problem, self.here))
            }
        }
    }

    // Reading.

    /// The byte that far ahead; zero behind the end, and nowhere else, because a text with a zero is refused before.
    fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.here.at + ahead).copied().unwrap_or(0)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.here.at..).unwrap_or_default()
    }

    /// The character that is next; zero at the end.
    fn character(&self) -> char {
        self.rest().chars().next().unwrap_or_default()
    }

    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.here.at).unwrap_or_default()
    }

    fn advance(&mut self, bytes: usize) {
        let end = (self.here.at + bytes).min(self.text.len());
        let text = self.text.as_bytes();
        for at in self.here.at..end {
            let byte = text.get(at).copied().unwrap_or_default();
            if byte & 0xc0 == 0x80 {
                continue;
            }
            self.here.index += 1;
            if byte == b'\n' || (byte == b'\r' && text.get(at + 1).is_some_and(|&next| next != b'\n')) {
                self.here.line += 1;
                self.here.column = 0;
            } else {
                self.here.column += 1;
            }
        }
        self.here.at = end;
    }

    /// Goes past bytes as long as they are so, and says how many. Never stops within a character: the test sees only first bytes as ASCII.
    fn advance_while(&mut self, test: impl Fn(u8) -> bool) -> usize {
        let bytes = self.text.as_bytes().get(self.here.at..).unwrap_or_default();
        let length = bytes.iter().position(|&byte| !test(byte)).unwrap_or(bytes.len());
        self.advance(length);
        length
    }

    /// Takes a line break and says what it is in a value.
    fn line_break(&mut self) -> Option<&'static str> {
        let (length, value) = match self.character() {
            '\r' if self.byte(1) == b'\n' => (2, "\n"),
            '\r' | '\n' => (1, "\n"),
            '\u{85}' => (2, "\n"),
            '\u{2028}' => (3, "\u{2028}"),
            '\u{2029}' => (3, "\u{2029}"),
            _ => return None,
        };
        self.advance(length);
        Some(value)
    }

    fn is_document_mark(&self, mark: &str) -> bool {
        self.rest().starts_with(mark) && is_blank_or_end(self.byte(3))
    }

    fn skip_to_token(&mut self) {
        // A second one is white space.
        if self.here.index == 0 && self.character() == BOM {
            self.advance(BOM.len_utf8());
            self.here.column = 0;
        }
        loop {
            let takes_tabs = self.tabs == Tabs::Separate && (self.level != 0 || !self.allow_simple_key);
            self.advance_while(|byte| byte == b' ' || (takes_tabs && byte == b'\t'));
            if self.byte(0) == b'#' {
                self.advance_while(|byte| !is_end(byte));
            }
            if self.line_break().is_none() {
                return;
            }
            if self.level == 0 {
                self.allow_simple_key = true;
            }
        }
    }

    /// What was found where something else should be: the character and its number.
    fn unexpected(&self, context: &str, start: Mark, expected: &str) -> SyntaxError {
        let found = self.character();
        SyntaxError::new(Some(context), Some(start), &format!("{expected}{found}({})", u32::from(found)), self.here)
    }

    fn error(&self, context: Option<&str>, problem: &str) -> SyntaxError {
        SyntaxError::new(context, None, problem, self.here)
    }

    // Tokens, blocks and simple keys.

    fn put(&mut self, kind: Kind<'a>, start: Mark) {
        self.queue.push_back(Token { kind, start, end: self.here });
    }

    fn put_next(&mut self, length: usize, kind: Kind<'a>) {
        let start = self.here;
        self.advance(length);
        self.put(kind, start);
    }

    /// Closes the blocks that are further right.
    fn unwind(&mut self, column: Option<usize>) {
        while self.level == 0 && self.indent > column {
            self.indent = self.indents.pop().flatten();
            self.put(Kind::BlockEnd, self.here);
        }
    }

    fn add_indent(&mut self, column: usize) -> bool {
        let is_deeper = self.indent < Some(column);
        if is_deeper {
            self.indents.push(self.indent);
            self.indent = Some(column);
        }
        is_deeper
    }

    fn missing_colon(&self, key: SimpleKey) -> SyntaxError {
        SyntaxError::new(Some("while scanning a simple key"), Some(key.mark), "could not find expected ':'", self.here)
    }

    fn drop_stale_keys(&mut self) -> Scanned<()> {
        let here = self.here;
        let is_stale = |key: &SimpleKey| key.mark.line != here.line || here.index - key.mark.index > LONGEST_SIMPLE_KEY;
        if let Some(key) = self.simple_keys.iter().find(|key| key.required && is_stale(key)) {
            return Err(self.missing_colon(*key));
        }
        self.simple_keys.retain(|key| !is_stale(key));
        Ok(())
    }

    fn take_key(&mut self) -> Option<SimpleKey> {
        let level = self.level;
        let index = self.simple_keys.iter().position(|key| key.level == level)?;
        Some(self.simple_keys.remove(index))
    }

    fn drop_key(&mut self) -> Scanned<()> {
        match self.take_key() {
            Some(key) if key.required => Err(self.missing_colon(key)),
            _ => Ok(()),
        }
    }

    /// The next token may be a key.
    fn save_key(&mut self) -> Scanned<()> {
        let required = self.level == 0 && self.indent == Some(self.here.column);
        if !self.allow_simple_key && required {
            let message = "A simple key is required only if it is the first token in the current line".to_owned();
            return Err(SyntaxError::bare("YamlEngineException", message, self.here));
        }
        if self.allow_simple_key {
            self.drop_key()?;
            let number = self.taken + self.queue.len();
            self.simple_keys.push(SimpleKey { level: self.level, number, required, mark: self.here });
        }
        Ok(())
    }

    fn fetch_end(&mut self) -> Scanned<()> {
        self.unwind(None);
        self.drop_key()?;
        self.allow_simple_key = false;
        self.simple_keys.clear();
        self.put(Kind::StreamEnd, self.here);
        self.done = true;
        Ok(())
    }

    fn fetch_document_mark(&mut self, kind: Kind<'a>) -> Scanned<()> {
        self.unwind(None);
        self.drop_key()?;
        self.allow_simple_key = false;
        self.put_next(3, kind);
        Ok(())
    }

    fn fetch_open(&mut self, kind: Kind<'a>) -> Scanned<()> {
        self.save_key()?;
        self.level += 1;
        self.allow_simple_key = true;
        self.put_next(1, kind);
        Ok(())
    }

    fn fetch_close(&mut self, kind: Kind<'a>) -> Scanned<()> {
        self.drop_key()?;
        self.level -= 1;
        self.allow_simple_key = false;
        self.put_next(1, kind);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Scanned<()> {
        if self.level == 0 {
            if !self.allow_simple_key {
                return Err(self.error(Some(""), "sequence entries are not allowed here"));
            }
            if self.add_indent(self.here.column) {
                self.put(Kind::BlockSequenceStart, self.here);
            }
        }
        self.allow_simple_key = true;
        self.drop_key()?;
        self.put_next(1, Kind::BlockEntry);
        Ok(())
    }

    fn fetch_key(&mut self) -> Scanned<()> {
        if self.level == 0 {
            if !self.allow_simple_key {
                return Err(self.error(None, "mapping keys are not allowed here"));
            }
            if self.add_indent(self.here.column) {
                self.put(Kind::BlockMappingStart, self.here);
            }
        }
        self.allow_simple_key = self.level == 0;
        self.drop_key()?;
        self.put_next(1, Kind::Key);
        Ok(())
    }

    fn fetch_value(&mut self) -> Scanned<()> {
        if let Some(key) = self.take_key() {
            let index = (key.number - self.taken).min(self.queue.len());
            self.queue.insert(index, Token { kind: Kind::Key, start: key.mark, end: key.mark });
            if self.level == 0 && self.add_indent(key.mark.column) {
                self.queue.insert(index, Token { kind: Kind::BlockMappingStart, start: key.mark, end: key.mark });
            }
            self.allow_simple_key = false;
        } else {
            if self.level == 0 {
                if !self.allow_simple_key {
                    return Err(self.error(None, "mapping values are not allowed here"));
                }
                if self.add_indent(self.here.column) {
                    self.put(Kind::BlockMappingStart, self.here);
                }
            }
            self.allow_simple_key = self.level == 0;
            self.drop_key()?;
        }
        self.put_next(1, Kind::Value);
        Ok(())
    }
}

/// The end of the text or of a line.
fn is_end(byte: u8) -> bool {
    matches!(byte, 0 | b'\r' | b'\n')
}

fn is_space_or_end(byte: u8) -> bool {
    byte == b' ' || is_end(byte)
}

fn is_blank_or_end(byte: u8) -> bool {
    byte == b'\t' || is_space_or_end(byte)
}
