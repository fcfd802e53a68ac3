//! A YAML text cut into tokens as snakeyaml-engine 2.6 cuts it, which is Flink's YAML reader, with its complaints to the letter.
//! What the tokens say together stands in [`super::parser`].
//!
//! It is stricter than YAML 1.2: no tab may stand before a token, not even behind `key:` or inside brackets.

mod properties;
mod scalars;

use super::syntax_error::Mark;
pub use super::syntax_error::SyntaxError;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ScalarStyle {
    /// Without quotes.
    #[default]
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

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    StreamEnd,
    /// `%YAML`.
    Version,
    /// `%TAG`.
    TagHandle,
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
    Alias,
    Anchor,
    Tag,
    Scalar,
}

impl Kind {
    /// What the reader calls it in its complaints.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Kind::StreamEnd => "<stream end>",
            Kind::Version | Kind::TagHandle | Kind::Directive => "<directive>",
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
            Kind::Alias => "<alias>",
            Kind::Anchor => "<anchor>",
            Kind::Tag => "<tag>",
            Kind::Scalar => "<scalar>",
        }
    }
}

/// A piece of the text and the bytes at which it stands.
#[derive(Debug, Default)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The name of an anchor or alias; the handle of a tag, which a verbatim tag does not have.
    pub(crate) name: &'a str,
    /// The text of a scalar; what follows the handle of a tag; the prefix of a `%TAG`; the complaint of a version that is not read.
    pub(crate) text: String,
    pub(crate) style: ScalarStyle,
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

/// Cuts a text into tokens, as few ahead as it must. Its steps give nothing once there is an error.
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    text: &'a str,
    pub(crate) tabs: Tabs,
    /// What ended the reading.
    pub(crate) error: Option<SyntaxError>,
    here: Mark,
    /// What is being read, in the reader's words, and the byte at which it began.
    context: &'static str,
    start: usize,
    done: bool,
    level: i32,
    /// Tokens from the next one on, and some that were taken.
    queue: Vec<Token<'a>>,
    /// Where the next token stands in the queue.
    next: usize,
    /// How many tokens stood in the queue before.
    dropped: usize,
    /// Columns of the open blocks; none is −1 in the reader's own counting.
    indent: Option<usize>,
    indents: Vec<Option<usize>>,
    allow_simple_key: bool,
    /// At most one per level, in the order of levels.
    simple_keys: Vec<SimpleKey>,
}

/// Line breaks and what they are in a value.
const BREAKS: [(&str, &str); 6] =
    [("\n", "\n"), ("\r\n", "\n"), ("\r", "\n"), ("\u{85}", "\n"), ("\u{2028}", "\u{2028}"), ("\u{2029}", "\u{2029}")];

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str, tabs: Tabs) -> Scanner<'a> {
        Scanner {
            text,
            tabs,
            error: None,
            here: Mark::start(text),
            context: "",
            start: 0,
            done: false,
            level: 0,
            queue: Vec::new(),
            next: 0,
            dropped: 0,
            indent: None,
            indents: Vec::new(),
            allow_simple_key: true,
            simple_keys: Vec::new(),
        }
    }

    /// The next token, which stays. Behind the end it is the end.
    pub(crate) fn peek(&mut self) -> Option<&Token<'a>> {
        while self.needs_more()? {
            self.fetch()?;
        }
        if self.queue.len() == self.next {
            self.put(Kind::StreamEnd, self.here.at);
        }
        self.queue.get(self.next)
    }

    /// Takes the next token.
    pub(crate) fn next(&mut self) -> Option<Token<'a>> {
        self.peek()?;
        let token = self.queue.get_mut(self.next).map(std::mem::take);
        self.next += 1;
        if self.next == self.queue.len() {
            self.dropped += self.next;
            self.next = 0;
            self.queue.clear();
        }
        token
    }

    /// Further tokens are needed while the first one may still turn out to be a key, which goes before it.
    fn needs_more(&mut self) -> Option<bool> {
        if self.error.is_some() {
            return None;
        }
        if self.done || self.queue.is_empty() {
            return Some(!self.done);
        }
        self.drop_stale_keys()?;
        Some(self.simple_keys.first().is_some_and(|key| key.number == self.dropped + self.next))
    }

    fn fetch(&mut self) -> Option<()> {
        if self.here.index > MOST_CHARACTERS && self.tabs == Tabs::Forbidden {
            let message = format!("The incoming YAML document exceeds the limit: {MOST_CHARACTERS} code points.");
            return self.stop(SyntaxError::bare("YamlEngineException", message, self.here.at));
        }
        self.skip_to_token();
        self.drop_stale_keys()?;
        let column = self.here.column;
        self.unwind(Some(column));
        match self.byte(0) {
            0 => self.fetch_end(),
            b'%' if column == 0 => self.fetch_directive(),
            b'-' if column == 0 && self.is_document_mark("---") => self.fetch_document_mark(Kind::DocumentStart),
            b'.' if column == 0 && self.is_document_mark("...") => self.fetch_document_mark(Kind::DocumentEnd),
            b'[' => self.fetch_open(Kind::FlowSequenceStart),
            b'{' => self.fetch_open(Kind::FlowMappingStart),
            b']' => self.fetch_close(Kind::FlowSequenceEnd),
            b'}' => self.fetch_close(Kind::FlowMappingEnd),
            b',' => self.fetch_sign(Kind::FlowEntry, true),
            b'-' if is_blank_or_end(self.byte(1)) => {
                self.open_block(Kind::BlockSequenceStart, Some(""), "sequence entries are not allowed here")?;
                self.fetch_sign(Kind::BlockEntry, true)
            }
            b'?' if is_blank_or_end(self.byte(1)) => {
                self.open_block(Kind::BlockMappingStart, None, "mapping keys are not allowed here")?;
                self.fetch_sign(Kind::Key, self.level == 0)
            }
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
                let rest = self.rest();
                let found = rest.get(..self.character().len_utf8()).unwrap_or_default();
                let shown = if found == "\t" { "\\t(TAB)" } else { found };
                let problem = ["found character '", shown, "' that cannot start any token. (Do not use ", shown, " for indentation)"];
                self.fail_at(Some("while scanning for the next token"), None, &problem.concat(), self.here.at)
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

    fn advance(&mut self, bytes: usize) {
        self.here.advance(self.text, self.here.at + bytes);
    }

    /// Goes past bytes as long as they are so, and gives them. Never stops within a character: the test sees only first bytes as ASCII.
    fn take_while(&mut self, test: &dyn Fn(u8) -> bool) -> &'a str {
        let start = self.here.at;
        let bytes = self.text.as_bytes().get(start..).unwrap_or_default();
        self.advance(bytes.iter().position(|&byte| !test(byte)).unwrap_or(bytes.len()));
        self.text.get(start..self.here.at).unwrap_or_default()
    }

    fn skip_spaces(&mut self) {
        self.take_while(&|byte| byte == b' ');
    }

    fn take_blanks(&mut self) -> &'a str {
        self.take_while(&|byte| byte == b' ' || byte == b'\t')
    }

    fn take_line(&mut self) -> &'a str {
        self.take_while(&|byte| !is_end(byte))
    }

    /// Takes a line break and says what it is in a value.
    fn line_break(&mut self) -> Option<&'static str> {
        let rest = self.rest();
        let (written, value) = BREAKS.iter().find(|(written, _)| rest.starts_with(written))?;
        self.advance(written.len());
        Some(value)
    }

    fn is_document_mark(&self, mark: &str) -> bool {
        self.rest().starts_with(mark) && is_blank_or_end(self.byte(3))
    }

    fn skip_to_token(&mut self) {
        loop {
            if self.tabs == Tabs::Separate && (self.level != 0 || !self.allow_simple_key) {
                self.take_blanks();
            }
            self.skip_spaces();
            if self.byte(0) == b'#' {
                self.take_line();
            }
            if self.line_break().is_none() {
                return;
            }
            if self.level == 0 {
                self.allow_simple_key = true;
            }
        }
    }

    // Errors.

    /// Ends the reading, unless it has ended.
    pub(crate) fn stop<T>(&mut self, error: SyntaxError) -> Option<T> {
        self.error.get_or_insert(error);
        None
    }

    /// A problem here, within what is being read.
    fn fail<T>(&mut self, problem: &str) -> Option<T> {
        self.fail_at(Some(self.context), Some(self.start), problem, self.here.at)
    }

    /// A problem at a byte, within what began at another one.
    pub(crate) fn fail_at<T>(&mut self, context: Option<&str>, start: Option<usize>, problem: &str, at: usize) -> Option<T> {
        self.stop(SyntaxError::new(self.text, context, start, problem, at))
    }

    /// What was found where something else should be: the character and its number.
    fn unexpected<T>(&mut self, expected: &str) -> Option<T> {
        let found = self.character();
        self.fail(&format!("{expected}{found}({})", u32::from(found)))
    }

    // Tokens, blocks and simple keys.

    /// A token without a text, from a byte on.
    fn put(&mut self, kind: Kind, start: usize) {
        self.queue.push(Token { kind, start, end: self.here.at, ..Token::default() });
    }

    /// What is being read, as a token.
    fn put_text(&mut self, kind: Kind, name: &'a str, text: String) {
        self.queue.push(Token { kind, start: self.start, end: self.here.at, name, text, ..Token::default() });
    }

    fn put_next(&mut self, length: usize, kind: Kind) {
        let start = self.here.at;
        self.advance(length);
        self.put(kind, start);
    }

    /// Closes the blocks that are further right.
    fn unwind(&mut self, column: Option<usize>) {
        while self.level == 0 && self.indent > column {
            self.indent = self.indents.pop().flatten();
            self.put(Kind::BlockEnd, self.here.at);
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

    fn missing_colon(&mut self, key: &SimpleKey) -> Option<()> {
        self.fail_at(Some("while scanning a simple key"), Some(key.mark.at), "could not find expected ':'", self.here.at)
    }

    fn drop_stale_keys(&mut self) -> Option<()> {
        while let Some(key) = self.simple_keys.first().copied() {
            if key.mark.line == self.here.line && self.here.index - key.mark.index <= LONGEST_SIMPLE_KEY {
                break;
            }
            if key.required {
                return self.missing_colon(&key);
            }
            self.simple_keys.remove(0);
        }
        Some(())
    }

    fn take_key(&mut self) -> Option<SimpleKey> {
        self.simple_keys.pop_if(|key| key.level == self.level)
    }

    fn drop_key(&mut self) -> Option<()> {
        match self.take_key() {
            Some(key) if key.required => self.missing_colon(&key),
            _ => Some(()),
        }
    }

    /// The next token may be a key.
    fn save_key(&mut self) -> Option<()> {
        let required = self.level == 0 && self.indent == Some(self.here.column);
        if self.allow_simple_key {
            self.drop_key()?;
            let number = self.dropped + self.queue.len();
            self.simple_keys.push(SimpleKey { level: self.level, number, required, mark: self.here });
        } else if required {
            let message = "A simple key is required only if it is the first token in the current line".to_owned();
            return self.stop(SyntaxError::bare("YamlEngineException", message, self.here.at));
        }
        Some(())
    }

    /// What is next is read from here on.
    fn begin(&mut self, context: &'static str) {
        (self.context, self.start) = (context, self.here.at);
    }

    /// The next token is a scalar, an anchor, an alias or a tag, which may be a key.
    fn begin_value(&mut self, context: &'static str) -> Option<()> {
        self.save_key()?;
        self.allow_simple_key = false;
        self.begin(context);
        Some(())
    }

    /// All blocks end here.
    fn end_blocks(&mut self) -> Option<()> {
        self.unwind(None);
        self.drop_key()?;
        self.allow_simple_key = false;
        Some(())
    }

    fn fetch_end(&mut self) -> Option<()> {
        self.end_blocks()?;
        self.simple_keys.clear();
        self.put(Kind::StreamEnd, self.here.at);
        self.done = true;
        Some(())
    }

    fn fetch_document_mark(&mut self, kind: Kind) -> Option<()> {
        self.end_blocks()?;
        self.put_next(3, kind);
        Some(())
    }

    fn fetch_open(&mut self, kind: Kind) -> Option<()> {
        self.save_key()?;
        self.level += 1;
        self.allow_simple_key = true;
        self.put_next(1, kind);
        Some(())
    }

    fn fetch_close(&mut self, kind: Kind) -> Option<()> {
        self.drop_key()?;
        self.level -= 1;
        self.allow_simple_key = false;
        self.put_next(1, kind);
        Some(())
    }

    /// Outside of brackets, the sign that is next may open a block where a key may stand.
    fn open_block(&mut self, kind: Kind, context: Option<&str>, problem: &str) -> Option<()> {
        if self.level == 0 {
            if !self.allow_simple_key {
                return self.fail_at(context, None, problem, self.here.at);
            }
            if self.add_indent(self.here.column) {
                self.put(kind, self.here.at);
            }
        }
        Some(())
    }

    fn fetch_sign(&mut self, kind: Kind, allow_simple_key: bool) -> Option<()> {
        self.allow_simple_key = allow_simple_key;
        self.drop_key()?;
        self.put_next(1, kind);
        Some(())
    }

    fn fetch_value(&mut self) -> Option<()> {
        let Some(key) = self.take_key() else {
            self.open_block(Kind::BlockMappingStart, None, "mapping values are not allowed here")?;
            return self.fetch_sign(Kind::Value, self.level == 0);
        };
        let Mark { at, column, .. } = key.mark;
        let opens = self.level == 0 && self.add_indent(column);
        for kind in [Some(Kind::Key), opens.then_some(Kind::BlockMappingStart)].into_iter().flatten() {
            let token = Token { kind, start: at, end: at, ..Token::default() };
            self.queue.insert((key.number - self.dropped).min(self.queue.len()), token);
        }
        self.allow_simple_key = false;
        self.put_next(1, Kind::Value);
        Some(())
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

/// The number of at most eight hexadecimal digits.
fn hexadecimal(digits: &str) -> Option<u32> {
    let number = digits.chars().try_fold(0, |number, digit| Some(number << 4 | digit.to_digit(16)?));
    number.filter(|_| !digits.is_empty())
}
