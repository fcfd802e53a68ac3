//! `SET 'key' = 'value';` lines of the SQL client. Other statements are skipped.

use std::ops::Range;

use flink_memory::{Names, Release, option};

use crate::finding::Matter;
use crate::format::Format;
use crate::pieces::{find, first, leading, unescaped};
use crate::place::Lines;
use crate::reading::{Base, Reading};

/// Reads the `SET` and `RESET` statements of a script or a session.
///
/// Source: `SetOperation` and `ResetOperation` of the SQL client and gateway, quoted or bare.
pub(crate) fn read(text: &str, release: Release) -> Reading {
    let mut reading = Reading::new(Format::Sql, Base::Current);
    let places = Lines::of(text);
    let mut tokens = Tokens { text, at: 0 };
    // What was reset, and how many entries stood above, the last time.
    let mut resets = Names::new();
    while let Some(token) = tokens.next_token() {
        let word = tokens.text_of(&token);
        let is_set = word.eq_ignore_ascii_case("set");
        if !is_set && !word.eq_ignore_ascii_case("reset") {
            // The prompt of the client stands before the statement, and its answer in brackets below it.
            match word {
                "Flink" | "SQL>" | ";" => {}
                _ if word.starts_with('[') => tokens.at += line_length(tokens.rest()),
                _ => while tokens.next_token().is_some_and(|token| tokens.text_of(&token) != ";") {},
            }
            continue;
        }
        let statement = tokens.rest_of_statement();
        let place = places.place(token.start);
        match (is_set, statement.as_slice()) {
            (true, [key, equals, value]) if tokens.text_of(equals) == "=" => {
                let key = tokens.unquoted(key);
                if has_no_effect_in_session(&key, release) {
                    reading.note(place, Matter::NoEffectInSession { key: key.clone() });
                }
                reading.set(&key, tokens.unquoted(value).into(), place, Some(value.clone()));
            }
            (false, [key]) => {
                resets.insert(&tokens.unquoted(key), reading.entries.len());
            }
            (false, []) => {
                reading.entries.clear();
                resets = Names::new();
            }
            // Lists what is set.
            (true, []) => {}
            _ => {
                let end = statement.last().map_or(token.end, |last| last.end);
                let statement = text.get(token.start..end).unwrap_or_default();
                let most = statement.char_indices().nth(LONGEST_QUOTE).map_or(statement.len(), |(end, _)| end);
                let statement = statement.get(..most).unwrap_or_default().to_owned();
                reading.note(place, Matter::SetNotUnderstood { statement });
            }
        }
    }
    let mut index = 0;
    reading.entries.retain(|entry| {
        index += 1;
        resets.get(&entry.key).is_none_or(|above| above < index)
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

/// The bytes of a quoted text, a name, or a sign.
type Token = Range<usize>;

struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    fn text_of(&self, token: &Token) -> &'a str {
        self.text.get(token.clone()).unwrap_or_default()
    }

    fn unquoted(&self, token: &Token) -> String {
        let text = self.text_of(token);
        match text.strip_prefix('\'') {
            Some(inner) => unescaped(inner.strip_suffix('\'').unwrap_or(inner), '\'', &['\'']),
            None => text.to_owned(),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// A quoted text, a name, or one of `=` and `;`; comments and blanks are skipped.
    fn next_token(&mut self) -> Option<Token> {
        loop {
            let start = self.at;
            let rest = self.rest();
            let first = rest.chars().next()?;
            let is_end = |character: char| character.is_whitespace() || matches!(character, '=' | ';' | '\'' | '`');
            let (length, counts) = match first {
                _ if first.is_whitespace() => (first.len_utf8(), false),
                _ if rest.starts_with("--") => (line_length(rest), false),
                _ if rest.starts_with("/*") => (find(rest, "*/").map_or(rest.len(), |end| end + 2), false),
                '\'' | '`' => (quoted_length(rest), true),
                '=' | ';' => (1, true),
                _ => (rest.find(is_end).unwrap_or(rest.len()), true),
            };
            self.at += length;
            if counts {
                return Some(start..self.at);
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
            if word == ";" {
                break;
            }
            let is_new_line = self.text.get(before..token.start).is_some_and(|between| between.contains('\n'));
            if is_new_line && (word.eq_ignore_ascii_case("set") || word.eq_ignore_ascii_case("reset")) {
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

fn line_length(text: &str) -> usize {
    leading(text, |byte| byte != b'\n')
}

/// The length of the quoted text at a beginning, with its quotes, a doubled one being part of it.
fn quoted_length(text: &str) -> usize {
    let quote = first(text);
    let mut closes = false;
    for (offset, byte) in text.bytes().enumerate().skip(1) {
        if byte == quote {
            closes = !closes;
        } else if closes {
            return offset;
        }
    }
    text.len()
}
