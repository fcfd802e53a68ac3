//! `SET 'key' = 'value';` lines of the SQL client. Other statements are skipped.

use flink_memory::{Release, option};

use crate::finding::{Finding, Matter};
use crate::format::Format;
use crate::place::Lines;
use crate::reading::{Base, ReadEntry, Reading};

/// Reads the `SET` and `RESET` statements of a script or a session.
///
/// Source: `SetOperation` and `ResetOperation` of the SQL client and gateway, quoted or bare.
pub(crate) fn read(text: &str, release: Release) -> Reading {
    let mut reading = Reading::new(Format::Sql, Base::Current);
    let places = Lines::of(text);
    let mut tokens = Tokens { text, at: 0 };
    // What was reset, and how many entries stood above.
    let mut resets = Vec::new();
    while let Some(token) = tokens.next_token() {
        let word = tokens.text_of(&token);
        let (is_set, is_reset) = (word.eq_ignore_ascii_case("set"), word.eq_ignore_ascii_case("reset"));
        if token.is_quoted || !(is_set || is_reset) {
            // The prompt of the client stands before the statement, and its answer in brackets below it.
            match word {
                "Flink" | "SQL>" | ";" => {}
                _ if word.starts_with('[') => tokens.skip_line(),
                _ => tokens.skip_statement(),
            }
            continue;
        }
        let statement = tokens.rest_of_statement();
        let place = places.place(token.start);
        match (is_set, statement.as_slice()) {
            (true, [key, equals, value]) if tokens.text_of(equals) == "=" => {
                let key = tokens.unquoted(key);
                if has_no_effect_in_session(&key, release) {
                    reading.findings.push(Finding::at(place, Matter::NoEffectInSession { key: key.clone() }));
                }
                let value_at = Some(value.start..value.end);
                reading.entries.push(ReadEntry { key, value: tokens.unquoted(value).into(), place, value_at });
            }
            (false, [key]) => resets.push((tokens.unquoted(key), reading.entries.len())),
            (false, []) => {
                reading.entries.clear();
                resets.clear();
            }
            // Lists what is set.
            (true, []) => {}
            _ => {
                let end = statement.last().map_or(token.end, |last| last.end);
                let statement = text.get(token.start..end).unwrap_or_default().chars().take(LONGEST_QUOTE).collect();
                reading.findings.push(Finding::at(place, Matter::SetNotUnderstood { statement }));
            }
        }
    }
    resets.sort();
    let mut index = 0;
    reading.entries.retain(|entry| {
        index += 1;
        let later = resets.partition_point(|(key, above)| (key.as_str(), *above) < (entry.key.as_str(), index));
        resets.get(later).is_none_or(|(key, _)| *key != entry.key)
    });
    reading
}

/// The most of a statement that is quoted, in characters.
const LONGEST_QUOTE: usize = 120;

/// Whether an option is read when a process starts, so that a session cannot change it any more.
///
/// State backends read theirs per job, and up to 1.18 so do the weights of the managed memory's consumers.
pub(crate) fn has_no_effect_in_session(key: &str, release: Release) -> bool {
    let is_of_job =
        key.starts_with("state.") || (release < Release::V1_19 && key.starts_with("taskmanager.memory.managed.consumer-weights"));
    !is_of_job && (option::by_any_key(key, release).is_some() || option::by_key(key).is_some())
}

struct Token {
    start: usize,
    end: usize,
    is_quoted: bool,
}

struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    fn text_of(&self, token: &Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    fn unquoted(&self, token: &Token) -> String {
        let text = self.text_of(token);
        let inner = text.strip_prefix('\'').map(|text| text.strip_suffix('\'').unwrap_or(text));
        inner.filter(|_| token.is_quoted).map_or_else(|| text.to_owned(), |inner| inner.replace("''", "'"))
    }

    /// A quoted text, a name, or one of `=` and `;`; comments and blanks are skipped.
    fn next_token(&mut self) -> Option<Token> {
        loop {
            let rest = self.text.get(self.at..)?;
            let first = rest.chars().next()?;
            let start = self.at;
            let found = |length: usize, is_quoted| Token { start, end: start + length, is_quoted };
            let token = if first.is_whitespace() {
                self.at += first.len_utf8();
                continue;
            } else if rest.starts_with("--") {
                self.at += rest.find('\n').unwrap_or(rest.len());
                continue;
            } else if rest.starts_with("/*") {
                self.at += rest.find("*/").map_or(rest.len(), |end| end + 2);
                continue;
            } else if matches!(first, '\'' | '`') {
                found(quoted_length(rest, first), true)
            } else if matches!(first, '=' | ';') {
                found(1, false)
            } else {
                let end = rest.find(|character: char| character.is_whitespace() || matches!(character, '=' | ';' | '\'' | '`'));
                found(end.unwrap_or(rest.len()).max(first.len_utf8()), false)
            };
            self.at = token.end;
            return Some(token);
        }
    }

    fn skip_line(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    fn skip_statement(&mut self) {
        while let Some(token) = self.next_token() {
            if !token.is_quoted && self.text_of(&token) == ";" {
                break;
            }
        }
    }

    /// The tokens up to the semicolon. Where it was forgotten, a `SET` or `RESET` on a new line begins the next statement.
    fn rest_of_statement(&mut self) -> Vec<Token> {
        let mut found: Vec<Token> = Vec::new();
        loop {
            let before = self.at;
            let Some(token) = self.next_token() else { break };
            let word = self.text_of(&token);
            if !token.is_quoted && word == ";" {
                break;
            }
            let is_statement = word.eq_ignore_ascii_case("set") || word.eq_ignore_ascii_case("reset");
            let is_new_line = self.text.get(before..token.start).is_some_and(|between| between.contains('\n'));
            if !token.is_quoted && is_statement && is_new_line {
                self.at = token.start;
                break;
            }
            // More than a SET has is enough to see that it is none.
            if found.len() < 4 {
                found.push(token);
            }
        }
        found
    }
}

/// The length of a quoted text with its quotes, a doubled one being part of it.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((offset, character)) = characters.next() {
        if character == quote && characters.next_if(|&(_, next)| next == quote).is_none() {
            return offset + quote.len_utf8();
        }
    }
    text.len()
}
