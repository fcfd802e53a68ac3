//! `cargo xtask size`: weighs what the first visit loads and holds it against the budget.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};
use crate::{page, project};

/// What everything that the first visit loads may weigh together. Unit: bytes after brotli.
const BUDGET: usize = 190 * 1024;

/// Brotli's best quality and its usual window, as a web server would compress once and for all.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;
const BROTLI_BUFFER: usize = 4096;

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    Arguments::new(arguments).nothing_else()?;
    page::build()?;
    weigh(&project::dist())
}

/// Prints the weights of a built page; fails over the budget.
pub(crate) fn weigh(dist: &Path) -> Outcome<()> {
    let files = first_visit(dist)?;
    let total = files.iter().fold(Weight::default(), |total, (_, weight)| total.plus(*weight));
    println!("{:<48} {:>10} {:>10} {:>10}", "file", "raw", "gzip", "brotli");
    for (name, weight) in &files {
        println!("{name:<48} {weight}");
    }
    println!("{:<48} {total}", "all that the first visit loads");
    println!("{:<48} {:>32}", "budget", BUDGET);
    if total.brotli <= BUDGET {
        Ok(())
    } else {
        Err(Failure::new(format!("The first visit loads {} bytes, which is {} over the budget.", total.brotli, total.brotli - BUDGET)))
    }
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
        let mut brotli = brotli::CompressorWriter::new(Vec::new(), BROTLI_BUFFER, BROTLI_QUALITY, BROTLI_WINDOW);
        brotli.write_all(content)?;
        Ok(Weight { raw: content.len(), gzip: gzip.finish()?.len(), brotli: brotli.into_inner().len() })
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

fn first_visit(dist: &Path) -> Outcome<Vec<(String, Weight)>> {
    let read = |name: &str| std::fs::read(dist.join(name)).while_doing(format!("Reading {name} of the built page"));
    let index = read("index.html")?;
    let named = named_files(&String::from_utf8_lossy(&index));
    let mut files = vec![("index.html".to_owned(), Weight::of(&index).while_doing("Compressing index.html")?)];
    for name in named {
        let weight = Weight::of(&read(&name)?).while_doing(format!("Compressing {name}"))?;
        files.push((name, weight));
    }
    // A visit speaks one language; the heaviest counts.
    let is_text = |name: &str| name.starts_with("words-");
    let heaviest = files.iter().filter(|(name, _)| is_text(name)).max_by_key(|(_, weight)| weight.brotli).map(|(name, _)| name.clone());
    files.retain(|(name, _)| !is_text(name) || heaviest.as_ref() == Some(name));
    Ok(files)
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
