//! Why a command could not do its work, in sentences for the person at the terminal.

use std::fmt;

/// What a command or one of its parts gives.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// A sentence or two: what went wrong and, where it can be known, what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    sentences: String,
}

impl Failure {
    /// A failure in these words.
    pub(crate) fn new(sentences: impl Into<String>) -> Failure {
        Failure { sentences: sentences.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences)
    }
}

impl From<String> for Failure {
    fn from(sentences: String) -> Failure {
        Failure { sentences }
    }
}

/// Turns errors of the operating system and of libraries into failures that say what was being done.
pub(crate) trait While<T> {
    /// `doing` completes the sentence "... failed:", such as "Reading Cargo.lock".
    fn while_doing(self, doing: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn while_doing(self, doing: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("{doing} failed: {error}")))
    }
}
