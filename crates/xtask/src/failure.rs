//! Why a command could not do its work, in sentences for the person at the terminal.

use std::fmt;

/// What a command or one of its parts gives.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// A sentence or two: what went wrong and, where it can be known, what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    sentences: String,
    /// Whether nothing went wrong, but something is missing here that cannot be brought.
    is_absence: bool,
}

impl Failure {
    /// A failure in these words.
    pub(crate) fn new(sentences: impl Into<String>) -> Failure {
        Failure { sentences: sentences.into(), is_absence: false }
    }

    /// Something that cannot be had on this machine, in these words: what needs it is not run, which is no fault of what is tested.
    pub(crate) fn absence(sentences: impl Into<String>) -> Failure {
        Failure { is_absence: true, ..Failure::new(sentences) }
    }

    /// Whether nothing went wrong, but something is missing.
    pub(crate) const fn is_absence(&self) -> bool {
        self.is_absence
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences)
    }
}

impl From<String> for Failure {
    fn from(sentences: String) -> Failure {
        Failure::new(sentences)
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
