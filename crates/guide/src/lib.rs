//! The guide's text with the model's answers in it: marks such as `{{#size pool=managed taskmanager.memory.process.size=2g}}` become numbers,
//! tables, pictures and messages. Nothing here knows mdBook or reads a file; `cargo xtask guide-preprocessor` does both.

mod answer;
mod quantity;
mod question;
mod replace;
mod stray;
mod words;

pub use question::{given, option_of};
pub use replace::{Chapter, Problem, replace};
pub use words::Words;
