//! `cargo xtask guide`: builds the guide with mdBook, a book for each language, one inside the other, and checks where its links lead.

mod dress;
mod links;
mod policy;
pub(crate) mod preprocessor;

use std::path::PathBuf;

use flink_memory_guide::{Chapter, LANGUAGES, Language, Word, differences};

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};
use crate::wasm::empty_folder;
use crate::{program, project, seal, tools};

/// What is published beside the guide and has links to it.
const BESIDE: &[&str] = &["index.html", "embed.html", "flink-memory-calculator-embed.js"];

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    Arguments::new(arguments).nothing_else()?;
    let folder = build()?;
    println!("The guide is in {}.", folder.display());
    Ok(())
}

/// Builds the guide; gives its folder. The first language is the folder itself, the others have folders in it.
pub(crate) fn build() -> Outcome<PathBuf> {
    compare()?;
    let folder = project::target().join("guide");
    empty_folder(&folder)?;
    let mdbook = tools::bring_mdbook()?;
    for language in &LANGUAGES {
        // What differs between the books comes through mdBook's variables; everything else stands in book.toml once.
        let differing = [
            ("MDBOOK_BOOK__SRC", language.id),
            ("MDBOOK_BOOK__LANGUAGE", language.tag()),
            ("MDBOOK_BOOK__TITLE", language.word(Word::Title)),
            ("MDBOOK_BOOK__DESCRIPTION", language.word(Word::About)),
        ];
        let mut build = program::command(&mdbook);
        program::run(build.args(["build", "guide", "--dest-dir"]).arg(folder.join(language.place)).envs(differing))?;
    }
    dress::all(&folder)?;
    policy::apply(&folder)?;
    let problems = links::problems(&folder, BESIDE)?;
    if problems.is_empty() { Ok(folder) } else { Err(Failure::new(format!("Links of the guide lead nowhere:\n{}", problems.join("\n")))) }
}

/// Holds the languages against the first one: a chapter, a number or a link that was forgotten ends the build.
fn compare() -> Outcome<()> {
    let [original, others @ ..] = &LANGUAGES;
    let original = chapters(original)?;
    for language in others {
        let told: Vec<_> = differences(&original, &chapters(language)?).iter().map(ToString::to_string).collect();
        if !told.is_empty() {
            return Err(Failure::new(told.join("\n")));
        }
    }
    Ok(())
}

fn chapters(language: &Language) -> Outcome<Vec<Chapter>> {
    let folder = project::root().join("guide").join(language.id);
    let read = |name: String| {
        let file = format!("guide/{}/{name}", language.id);
        let text = std::fs::read_to_string(folder.join(&name)).while_doing(format!("Reading {file}"))?;
        Ok(Chapter { file, text })
    };
    seal::files(&folder)?.into_iter().map(read).collect()
}
