//! Every word that a person reads, as functions of facts with exhaustive matches, so that another language is another file.
//!
//! Keys, Flink's own messages and log lines are never translated and do not stand here.

mod english;
pub mod quantity;
mod template;

pub use english::*;
pub use template::finding;
