//! `cargo xtask size`: weighs what a first visit loads and holds it against budgets: for all of it, for what the first
//! slider needs, and for what comes when it is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};
use crate::{head, page, project};

/// A sum that has a limit.
struct Budget {
    what: &'static str,
    counts: fn(&Loaded) -> bool,
    /// Unit: bytes after brotli.
    limit: usize,
}

const BUDGETS: [Budget; 3] = [
    Budget {
        what: "what the first slider needs",
        counts: |file| !is_for_installing(file) && !file.asset.starts_with("later-") && !is_asked_for(file),
        limit: 151 * 1024,
    },
    Budget { what: "all that a visit in one language loads", counts: |file| !is_asked_for(file), limit: 224 * 1024 },
    Budget { what: "what comes when it is asked for", counts: is_asked_for, limit: 129 * 1024 },
];

/// What is loaded when somebody opens the tab of what is written, or a panel of what follows from the breakdown.
fn is_asked_for(file: &Loaded) -> bool {
    ["writer-wasm", "deeper-wasm"].contains(&file.asset.as_str())
}

/// What browsers ask for once the page is there.
fn is_for_installing(file: &Loaded) -> bool {
    [".png", ".webmanifest"].iter().any(|ending| file.name.ends_with(ending))
}

/// Brotli's best quality and its usual window, as a web server would compress once and for all.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;
const BROTLI_BUFFER: usize = 4096;

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    Arguments::new(arguments).nothing_else()?;
    page::build()?;
    weigh(&project::dist())
}

/// Prints the weights of a built page; fails over a budget.
pub(crate) fn weigh(dist: &Path) -> Outcome<()> {
    let files = first_visit(dist)?;
    println!("{:<48} {:>10} {:>10} {:>10}", "file", "raw", "gzip", "brotli");
    for Loaded { name, weight, .. } in &files {
        println!("{name:<48} {weight}");
    }
    let mut over = Vec::new();
    for Budget { what, counts, limit } in BUDGETS {
        let counted = files.iter().filter(|file| counts(file));
        let total = counted.fold(Weight::default(), |total, file| total.plus(file.weight));
        println!("\n{what:<48} {total}\n{:<48} {limit:>32}", "budget");
        if total.brotli > limit {
            over.push(format!("There are {} bytes of {what}, which is {} over the budget.", total.brotli, total.brotli - limit));
        }
    }
    if over.is_empty() { Ok(()) } else { Err(Failure::new(over.join("\n"))) }
}

/// What brotli makes of a file.
pub(crate) fn in_brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut brotli = brotli::CompressorWriter::new(Vec::new(), BROTLI_BUFFER, BROTLI_QUALITY, BROTLI_WINDOW);
    brotli.write_all(content)?;
    Ok(brotli.into_inner())
}

/// What a file weighs. Unit: bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Weight {
    fn of(content: &[u8]) -> std::io::Result<Weight> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(content)?;
        Ok(Weight { raw: content.len(), gzip: gzip.finish()?.len(), brotli: in_brotli(content)?.len() })
    }

    const fn plus(self, other: Weight) -> Weight {
        Weight { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }
}

impl std::fmt::Display for Weight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:>10} {:>10} {:>10}", self.raw, self.gzip, self.brotli)
    }
}

/// A file that a first visit loads.
struct Loaded {
    name: String,
    /// The name that scripts know it by; nothing where it has none.
    asset: String,
    weight: Weight,
}

fn first_visit(dist: &Path) -> Outcome<Vec<Loaded>> {
    let read = |name: &str| std::fs::read(dist.join(name)).while_doing(format!("Reading {name} of the built page"));
    let index = read("index.html")?;
    let page = String::from_utf8_lossy(&index);
    let weight = Weight::of(&index).while_doing("Compressing index.html")?;
    let mut files = vec![Loaded { name: "index.html".to_owned(), asset: String::new(), weight }];
    for name in named_files(&page) {
        let weight = Weight::of(&read(&name)?).while_doing(format!("Compressing {name}"))?;
        let asset = head::asset_of(&page, &name).unwrap_or_default().to_owned();
        files.push(Loaded { name, asset, weight });
    }
    // A visit speaks one language; the heaviest counts.
    let mut languages = BTreeMap::new();
    for file in &files {
        if let Some(language) = language(&file.asset) {
            *languages.entry(language.to_owned()).or_insert(0) += file.weight.brotli;
        }
    }
    let heaviest = languages.into_iter().max_by_key(|(_, weight)| *weight).map(|(language, _)| language);
    files.retain(|file| language(&file.asset).is_none_or(|language| heaviest.as_deref() == Some(language)));
    Ok(files)
}

/// The language that a file is for: its texts, or what the page shows in it at first.
fn language(asset: &str) -> Option<&str> {
    asset.strip_prefix("words-").or_else(|| asset.strip_prefix("first-"))
}

/// The files that a page names: every attribute that begins with `./`, which is how the build writes addresses.
///
/// The page loads nothing but what its head names, see web/assets/boot.js.
fn named_files(page: &str) -> BTreeSet<String> {
    let values = page.split('=').skip(1).map(|rest| rest.strip_prefix('"').unwrap_or(rest));
    let addresses = values.filter_map(|value| value.strip_prefix("./"));
    addresses.filter_map(|address| address.split(['"', ' ', '>']).next()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_the_page_names_is_weighed_once() {
        let page = r#"<link href="./a.css"><meta content="./app.js"><link href="./app.js"><a href="https://example.org/">x</a>"#;
        assert_eq!(named_files(page).into_iter().collect::<Vec<_>>(), ["a.css", "app.js"]);
        let minified = "<link href=./a.css rel=stylesheet><script src=./app.js></script>";
        assert_eq!(named_files(minified), named_files(page));
    }

    #[test]
    fn compression_is_measured() -> std::io::Result<()> {
        let weight = Weight::of(&[b'a'; 10_000])?;
        assert_eq!(weight.raw, 10_000);
        assert!(weight.gzip < 100 && weight.brotli < 100);
        Ok(())
    }
}
