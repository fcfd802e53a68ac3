//! Builds the page with Trunk. Trunk finds every tool in the right version on its PATH, so it fetches nothing by itself.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome, While};
use crate::{embedding, glue, head, instead, last_words, names, order, program, project, seal, split, tools, version, wasm};

/// Builds the page as it is published, into `dist/`.
pub(crate) fn build() -> Outcome<()> {
    program::run(trunk()?.args(["build", "--release", "--locked"]).env("CARGO_ENCODED_RUSTFLAGS", wasm::published_flags()))?;
    let index = project::dist().join("index.html");
    let written = std::fs::read_to_string(&index).while_doing("Reading the built index.html")?;
    let page = with_small_module(&instead::with_sentences(&without_comments(&written))?)?;
    let version = version::built();
    embedding::write(&page, &project::dist())?;
    std::fs::write(&index, prerendered(&page, &version)?).while_doing("Writing the built index.html")?;
    names::settle(&project::dist())?;
    seal::seal(&project::dist(), &version)
}

/// Trunk with its tools, ready for a subcommand.
pub(crate) fn trunk() -> Outcome<Command> {
    let folders = tools::bring_build_tools()?;
    let mut trunk = program::command(tools::build_tool("trunk")?);
    trunk.arg("--skip-version-check").env("PATH", program::path_beginning_with(&folders)?);
    // The variable usually holds 1, which this version of Trunk takes for a broken truth value.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    Ok(trunk)
}

/// The page with everything that it shows at first in it, so that a person sees it before any script runs. What it shows in another language
/// comes as a file of its own, behind a line with the name that browsers know the language by; boot.js puts it in its place.
fn prerendered(page: &str, version: &str) -> Outcome<String> {
    const PLACE: &str = "<div id=\"app\">";
    let [(first, _), others @ ..] = LANGUAGES;
    let (before, after) = page.split_once(PLACE).ok_or_else(|| Failure::new("index.html has no place for the page."))?;
    let guide = page.split_once("rel=\"help\" href=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
    let shown_in = |language: &str| prerendered_in(language, version, guide);
    let page = [before, PLACE, &shown_in(first)?, after].concat();
    others.into_iter().try_fold(page, |page, (language, tag)| {
        let (file, content) = (format!("first-{language}-{UNNAMED}.txt"), format!("{tag}\n{}", shown_in(language)?));
        write(&project::dist().join(&file), content.as_bytes())?;
        head::with_asset(&page, &format!("first-{language}"), &file, content.as_bytes())
    })
}

/// What the page shows at first in a language, with links to a guide.
fn prerendered_in(language: &str, version: &str, guide: &str) -> Outcome<String> {
    let mut prerender = program::cargo();
    prerender.args(["run", "--quiet", "--locked", "--package", "flink-memory-web", "--bin", "prerender", "--", language, version, guide]);
    program::read(&mut prerender)
}

macro_rules! names {
    ($($(#[$doc:meta])+ $name:ident $language:ident $id:literal $tag:literal $own:literal)+) => { [$(($id, $tag)),+] };
}

/// The languages by their stable names and those that browsers know, the one of index.html first.
const LANGUAGES: [(&str, &str); flink_memory_words::languages!(names).len()] = flink_memory_words::languages!(names);

/// The page without what is said in it to people who change it. A comment has its lines for itself.
fn without_comments(page: &str) -> String {
    let mut parts = page.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    let joined = |text: String, part: &str| match part.split_once("-->\n") {
        Some((_, after)) => text.trim_end_matches(' ').to_owned() + after,
        None => [&text, "<!--", part].concat(),
    };
    parts.fold(first, joined)
}

/// Makes the module and its script small and parts the module, and puts their new checksums in the place of the old ones.
fn with_small_module(page: &str) -> Outcome<String> {
    let preloaded = |kind: &str| {
        let name = page.split(&format!("rel=\"{kind}\" href=\"./")).nth(1).and_then(|rest| rest.split('"').next());
        name.map(|name| project::dist().join(name)).ok_or_else(|| Failure::new(format!("Trunk wrote no {kind} link.")))
    };
    let (script_path, module_path) = (preloaded("modulepreload")?, preloaded("preload")?);
    let script = read(&script_path)?;
    let module = read(&module_path)?;
    let parts = split::part(&read(&linked())?, &last_words::taken_out(&module)?, &BEHIND, optimised)?;
    let (script_of_module, short_module) = glue::shorten(&String::from_utf8_lossy(&script), &optimised(&parts.first)?)?;
    write(&script_path, script_of_module.as_bytes())?;
    let mut esbuild = program::command(tools::build_tool("esbuild")?);
    esbuild.arg(&script_path).arg(format!("--outfile={}", script_path.display()));
    program::run(esbuild.args(["--minify", "--format=esm", "--allow-overwrite", "--log-level=warning"]))?;
    let short_script = read(&script_path)?;
    write(&module_path, &short_module)?;
    let page = page.replace(&head::integrity(&script), &head::integrity(&short_script));
    let page = head::with_checksum(&page, "app-module", &short_script)?;
    let page = head::with_checksum(&head::without_checksum_of_preload(&page, &module), "app-wasm", &short_module)?;
    BEHIND.iter().zip(&parts.others).try_fold(page, |page, (part, content)| {
        let file = format!("{}-{UNNAMED}.wasm", part.name);
        write(&project::dist().join(&file), content)?;
        head::with_asset(&page, &format!("{}-wasm", part.name), &file, content)
    })
}

/// Stands in the name of a file until it is named by what is in it.
const UNNAMED: &str = "0000000000000000";

/// What of the module comes later, by the names that scripts know it by: see web/src/later.rs and web/src/deeper.rs.
const BEHIND: [split::Behind; 3] = [
    split::Behind { name: "later", doors: "flink_memory_web::later::Later::" },
    split::Behind { name: "writer", doors: "flink_memory_web::later::Writer::" },
    split::Behind { name: "deeper", doors: "flink_memory_web::deeper::Deeper::" },
];

/// The module as the linker wrote it for Trunk.
fn linked() -> PathBuf {
    project::target().join(tools::WASM_TARGET).join("web/flink-memory-web.wasm")
}

/// A module as small as it gets.
fn optimised(module: &[u8]) -> Outcome<Vec<u8>> {
    let path = project::target().join("half.wasm");
    write(&path, module)?;
    wasm::optimise(&path, wasm::SMALLEST)?;
    order::in_order(&read(&path)?)
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).while_doing(format!("Reading {}", path.display()))
}

fn write(path: &Path, content: &[u8]) -> Outcome<()> {
    std::fs::write(path, content).while_doing(format!("Writing {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_for_people_who_change_the_page() {
        assert_eq!(without_comments("<!-- a -->\n<b>\n  <!-- c\n  d -->\n  <e><!--f--></e>\n"), "<b>\n  <e><!--f--></e>\n");
        assert_eq!(without_comments("<a>"), "<a>");
    }
}
