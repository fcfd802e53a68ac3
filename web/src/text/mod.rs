//! Every word of ours that a person reads. `list` has the names of all texts and `languages` what they say; everything else here decides,
//! for every language alike, which text is said of what. Another language is another file in `languages`.
//!
//! Keys, Flink's own messages and log lines are never translated and do not stand here.

mod exchange;
pub mod finding;
mod languages;
mod list;
mod name;
mod option;
mod panel;
mod pool;
pub mod quantity;
mod step;
mod template;
mod words;

pub use languages::Language;
pub(crate) use list::words;
pub use list::{Named, Said, Word, said};
pub use words::{UnfitWords, Words};
