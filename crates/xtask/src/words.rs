//! `cargo xtask words`: adds to the page that Trunk has just built the files of texts, one per language, and the sheet that comes later, and
//! names them in its head. Trunk asks for it. What the texts say stands in web/src/text.

use std::path::PathBuf;

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};
use crate::{assets, head, program, project};

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    Arguments::new(arguments).nothing_else()?;
    let folder = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let folder = folder.ok_or_else(|| Failure::new("`cargo xtask words` is for Trunk, which says where the page is."))?;
    let index = folder.join("index.html");
    let mut page = std::fs::read_to_string(&index).while_doing("Reading the built index.html")?;
    for (language, texts) in written()? {
        let file = format!("words-{language}-{}.txt", head::short_hash(&texts));
        std::fs::write(folder.join(&file), &texts).while_doing(format!("Writing {file}"))?;
        page = head::with_asset(&page, &format!("words-{language}"), &file, texts.as_bytes())?;
    }
    let sheet = assets::later_sheet()?;
    let file = format!("later-{}.css", head::short_hash(&sheet));
    std::fs::write(folder.join(&file), &sheet).while_doing(format!("Writing {file}"))?;
    page = head::with_asset(&page, "later-sheet", &file, sheet.as_bytes())?;
    std::fs::write(&index, page).while_doing("Writing the built index.html")
}

/// The languages and their texts, as the page's own crate writes them.
fn written() -> Outcome<Vec<(String, String)>> {
    let folder = project::target().join("words");
    std::fs::create_dir_all(&folder).while_doing(format!("Making {}", folder.display()))?;
    let mut cargo = program::cargo();
    // Flags for the page's module are not for this program, which runs here.
    cargo.env_remove("CARGO_ENCODED_RUSTFLAGS").args(["run", "--quiet", "--locked", "--package", "flink-memory-web", "--bin", "words"]);
    let languages = program::read(cargo.arg("--").arg(&folder))?;
    let of_language = |language: &str| {
        let file = folder.join(language).with_extension("txt");
        Ok((language.to_owned(), std::fs::read_to_string(&file).while_doing(format!("Reading {}", file.display()))?))
    };
    languages.lines().map(of_language).collect()
}
