//! `cargo xtask guide`: builds the book in guide/ with mdBook and checks where its links lead.

mod links;
pub(crate) mod preprocessor;

use std::path::PathBuf;

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::wasm::empty_folder;
use crate::{program, project, tools};

/// Addresses in the guide that lead to what is published beside it.
const BESIDE: &[&str] = &["../index.html", "../embed.html", "../flink-memory-calculator-embed.js"];

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    Arguments::new(arguments).nothing_else()?;
    let folder = build()?;
    println!("The guide is in {}.", folder.display());
    Ok(())
}

/// Builds the guide; gives its folder.
pub(crate) fn build() -> Outcome<PathBuf> {
    let folder = project::target().join("guide");
    empty_folder(&folder)?;
    program::run(program::command(tools::bring_mdbook()?).arg("build").arg("guide").arg("--dest-dir").arg(&folder))?;
    let problems = links::problems(&folder, BESIDE)?;
    if problems.is_empty() { Ok(folder) } else { Err(Failure::new(format!("Links of the guide lead nowhere:\n{}", problems.join("\n")))) }
}
