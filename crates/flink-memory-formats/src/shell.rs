//! Words as shells cut them: quotes, backslashes, and lines that go on. What the words say is read elsewhere.

use std::ops::Range;

use crate::embedded::Embedded;
use crate::finding::{Finding, Matter};
use crate::place::{Lines, Place};

/// A word of a command line.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The word without its quotes.
    pub(crate) text: String,
    /// The bytes that it takes in the whole text, quotes included.
    pub(crate) at: Range<usize>,
    /// Where it begins.
    pub(crate) place: Place,
    /// How many bytes at its beginning stand in the text as they are.
    pub(crate) plain: usize,
}

impl Word {
    /// A word that is taken as it stands.
    pub(crate) fn plain(text: &str, start: usize, place: Place) -> Word {
        Word { text: text.to_owned(), at: start..start + text.len(), place, plain: text.len() }
    }
}

/// Cuts a piece of a text into words at blanks and line ends, as a POSIX shell does: `'…'` is literal, a backslash takes the sign of the
/// next character, also within `"…"` before `"`, `\`, `$` and a backtick, and at the end of a line it joins the next one.
///
/// What `ps` prints has lost its quotes, and a value may hold one: a quote that is not closed on its line is a character.
pub(crate) fn words(places: &Lines<'_>, piece: Range<usize>, findings: &mut Vec<Finding>) -> Vec<Word> {
    let text = places.text().get(..piece.end).unwrap_or_default();
    let is_blank = |character: char| character.is_ascii_whitespace() || character == '\u{a0}';
    let mut words = Vec::new();
    let mut unclosed = Vec::new();
    let mut at = piece.start;
    while let Some(rest) = text.get(at..)
        && let Some(next) = rest.chars().next()
    {
        let joined = joined(rest);
        if joined > 0 || is_blank(next) {
            at += joined.max(next.len_utf8());
            continue;
        }
        let (word, end) = word(text, at, is_blank, Some(&mut unclosed));
        words.push(Word { at: at..end, place: places.place(at), plain: word.plain(), text: word.text });
        at = end;
    }
    for (at, quote) in unclosed {
        findings.push(Finding::at(places.place(at), Matter::UnclosedQuote { quote: quote.to_string() }));
    }
    words
}

/// The word at a byte, unquoted, and where it ends. With `unclosed`, quotes that are not closed on their line are characters and are noted.
pub(crate) fn word(text: &str, start: usize, is_end: fn(char) -> bool, mut unclosed: Option<&mut Vec<(usize, char)>>) -> (Embedded, usize) {
    let mut word = Embedded::at(start);
    let mut at = start;
    // The open quote: `'`, `"`, or `$` for `$'...'`.
    let mut quote = None;
    while let Some(rest) = text.get(at..)
        && let Some(next) = rest.chars().next()
    {
        let mut length = next.len_utf8();
        match (quote, next) {
            (None, _) if is_end(next) => break,
            (None, '$') if unclosed.is_none() && rest.starts_with("$'") => {
                quote = Some('$');
                length = 2;
            }
            (None, '\'' | '"') if unclosed.is_none() || is_closed(rest, next) => quote = Some(next),
            (Some('\'' | '$'), '\'') | (Some('"'), '"') => quote = None,
            (None | Some('"' | '$'), '\\') => {
                let escaped = rest.chars().nth(1);
                let joined = joined(rest);
                length = joined.max(1 + escaped.map_or(0, char::len_utf8));
                match (quote, escaped) {
                    _ if joined > 0 => {}
                    (Some('$'), Some('n')) => word.push("\n", at + 1),
                    (Some('$'), Some('t')) => word.push("\t", at + 1),
                    (Some('"'), Some('"' | '\\' | '$' | '`')) | (None | Some('$'), Some(_)) => {
                        word.push(rest.get(1..length).unwrap_or_default(), at + 1);
                    }
                    _ => word.push(rest.get(..length).unwrap_or_default(), at),
                }
            }
            _ => {
                if let (None, '\'' | '"', Some(unclosed)) = (quote, next, &mut unclosed) {
                    unclosed.push((at, next));
                }
                word.push(rest.get(..length).unwrap_or_default(), at);
            }
        }
        at += length;
    }
    (word, at)
}

/// How many bytes join the next line to this one, where a text begins with a backslash at the end of a line.
pub(crate) fn joined(text: &str) -> usize {
    ["\\\n", "\\\r\n"].iter().find(|joined| text.starts_with(**joined)).map_or(0, |joined| joined.len())
}

/// Whether the quote that a text begins with is closed on its line.
fn is_closed(text: &str, quote: char) -> bool {
    let mut is_escaped = false;
    for character in text.chars().skip(1).take_while(|character| !matches!(character, '\n' | '\r')) {
        if character == quote && !is_escaped {
            return true;
        }
        is_escaped = quote == '"' && character == '\\' && !is_escaped;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_a_shell_cuts_them() {
        for (text, expected) in [
            ("-Da='b c' -D \"x=\\\"y\\\"\"", &["-Da=b c", "-D", "x=\"y\""][..]),
            ("a\\ b \\\n  c\\\nd", &["a b", "cd"]),
            ("''  \"\"", &["", ""]),
            ("-Da=it's -Db=c", &["-Da=it's", "-Db=c"]),
            ("\"a\\n\" 'b\\'", &["a\\n", "b\\"]),
            (" \n\t ", &[]),
            ("a\\", &["a\\"]),
        ] {
            let words = words(&Lines::of(text), 0..text.len(), &mut Vec::new());
            let cut: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
            assert_eq!(cut, expected, "{text}");
        }
    }
}
