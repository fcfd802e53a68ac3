//! Why a text is not YAML to Flink, in the reader's words, and how it counts the places in them.

use std::fmt::Write;

/// The byte order mark, which may open a text.
const BOM: char = '\u{feff}';

/// A place as the reader counts it: everything from zero, all but `at` in characters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    /// The byte.
    pub(super) at: usize,
    pub(super) index: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Mark {
    /// Where a text begins. One byte order mark belongs to its encoding, a second one is white space.
    pub(super) fn start(text: &str) -> Mark {
        let mut mark = Mark::default();
        while mark.index < 2 && text.get(mark.at..).unwrap_or_default().starts_with(BOM) {
            mark = Mark { at: mark.at + BOM.len_utf8(), index: mark.index + 1, ..mark };
        }
        Mark { index: mark.index.saturating_sub(1), ..mark }
    }

    /// Goes on to a byte.
    pub(super) fn advance(&mut self, text: &str, end: usize) {
        let bytes = text.as_bytes();
        let end = end.min(bytes.len());
        while self.at < end {
            let byte = bytes.get(self.at).copied().unwrap_or_default();
            self.at += 1;
            if byte & 0xc0 == 0x80 {
                continue;
            }
            self.index += 1;
            self.column += 1;
            if byte == b'\n' || (byte == b'\r' && bytes.get(self.at).is_some_and(|&next| next != b'\n')) {
                self.line += 1;
                self.column = 0;
            }
        }
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
    /// A problem at a byte of a text. A context that is empty is printed as an empty line.
    pub(crate) fn new(text: &str, context: Option<&str>, context_at: Option<usize>, problem: &str, at: usize) -> SyntaxError {
        let mut message = String::new();
        for (said, at) in [(context, context_at), (Some(problem), Some(at))] {
            if let Some(said) = said {
                message.push_str(said);
                message.push('\n');
            }
            if let Some(at) = at {
                let mut mark = Mark::start(text);
                mark.advance(text, at);
                let Mark { line, column, .. } = mark;
                // Writing into a String cannot fail.
                let _ = writeln!(message, " in reader, line {}, column {}", line + 1, column + 1);
            }
        }
        SyntaxError { problem: problem.to_owned(), ..SyntaxError::bare("YamlEngineException", message, at) }
    }

    /// A problem that has no places in its message.
    pub(crate) fn bare(exception: &'static str, message: String, at: usize) -> SyntaxError {
        SyntaxError { problem: message.clone(), message, exception, wrapped: false, at }
    }

    /// An exception of Java itself while the reader reads.
    pub(crate) fn wrapped(exception: &'static str, message: String, at: usize) -> SyntaxError {
        SyntaxError { wrapped: true, ..SyntaxError::bare(exception, message, at) }
    }

    /// A limit of ours that the reader does not have.
    pub(crate) fn ours(problem: &str, at: usize) -> SyntaxError {
        SyntaxError::bare("StackOverflowError", problem.to_owned(), at)
    }
}
