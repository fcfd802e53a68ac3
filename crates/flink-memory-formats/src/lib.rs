//! Texts that hold Apache Flink memory configuration: read with places, changed without breaking them, written, and linked to.
//!
//! Every reader takes any text, never fails as a whole and never panics. It gives a [`Reading`]: entries, what processes
//! reported, and [`Finding`]s with line and column. What Flink makes of the entries is the model's part (`flink_memory`);
//! the words for findings belong to whoever shows them.

mod arguments;
pub mod check;
mod command;
mod config_yaml;
mod detect;
mod edit;
mod embedded;
mod entries;
mod finding;
mod flink_conf;
mod format;
mod jvm_flags;
#[cfg(test)]
mod laws;
pub mod link;
pub mod load;
mod log;
mod manifest;
mod order;
mod pieces;
mod place;
mod properties;
pub mod quantity;
mod reading;
mod rest;
mod results;
mod shell;
mod sql;
pub mod write;
mod yaml;

pub use arguments::MissingArgument;
pub use detect::{Confidence, Detected, MOST_BYTES, detect, read, read_as};
pub use edit::{Change, Edited, NotEditable, changes, edit, set_flink_version};
pub use finding::{Finding, Matter, Severity};
pub use format::Format;
pub use place::Place;
pub use reading::{Base, ReadEntry, Reading, Reported, ReportedSize};
pub use yaml::scanner::SyntaxError;

/// The examples of the README are run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
