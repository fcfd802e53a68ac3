//! The conformance run: every vector of a folder, asked of the model and compared field by field. The vectors themselves stand in `vectors/`.
//!
//! A vector is one line of JSON: a question that was put to a real Flink release, and what that release answered.
//! [`run_dir`] reads a folder of them and returns a [`Report`], whose `Display` is the output of the command.
//! The same code runs in WebAssembly, where the caller reads the files.

mod answer;
mod difference;
#[cfg(not(target_arch = "wasm32"))]
mod folder;
mod kind;
mod report;
mod vector;
#[cfg(target_arch = "wasm32")]
mod wasm;

#[cfg(not(target_arch = "wasm32"))]
pub use folder::{FolderError, own_vectors, run_dir};
pub use report::{Failure, Report, Tally, UnknownRelease};

/// The example of the README, which must run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
