//! The guide's text, in each of its languages, with the model's answers in it: marks such as `{{#size pool=managed taskmanager.memory.process.size=2g}}` become numbers,
//! tables, pictures and messages. Nothing here knows mdBook or reads a file; `cargo xtask guide-preprocessor` does both.

mod answer;
mod language;
mod parallel;
mod quantity;
mod question;
mod replace;
mod stray;
mod words;

pub use language::{LANGUAGES, Language, Word};
pub use parallel::differences;
pub use question::{given, option_of};
pub use replace::{Chapter, Problem, replace};
pub use words::Words;
