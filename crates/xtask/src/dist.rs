//! `cargo xtask dist`: everything that is published, in one folder, with the checksums of all. The same source gives the same bytes.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};
use crate::wasm::empty_folder;
use crate::{guide, package, page, program, project, seal, single, version};

/// The file with the checksums, in the form that `sha256sum --check` reads.
const SUMS: &str = "SHA256SUMS";

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    Arguments::new(arguments).nothing_else()?;
    let folder = write()?;
    println!("{} is in {}:", version::built(), folder.display());
    println!("  site/  the page and the guide for any folder of any static host");
    println!("  {}  the whole page in one file, for a double click", single::NAME);
    println!("  npm/   the JavaScript API as a package, and beside it the same packed");
    println!("  {SUMS}  the checksums of all");
    Ok(())
}

/// Builds everything; gives the folder.
pub(crate) fn write() -> Outcome<PathBuf> {
    page::build()?;
    let package = package::write()?;
    let folder = project::target().join("dist");
    empty_folder(&folder)?;
    site(&folder.join("site"))?;
    single::write(&project::dist(), &folder)?;
    copy(&package, &folder.join("npm"))?;
    package::pack(&package, &folder)?;
    std::fs::write(folder.join(SUMS), sums(&folder)?).while_doing(format!("Writing {SUMS}"))?;
    Ok(folder)
}

/// Puts the page that was built and the guide beside it into a folder, which is emptied first.
pub(crate) fn site(folder: &Path) -> Outcome<()> {
    empty_folder(folder)?;
    copy(&project::dist(), folder)?;
    copy(&guide::build()?, &folder.join("guide"))
}

/// Builds everything twice, the second time from nothing, and compares.
pub(crate) fn twice() -> Outcome<()> {
    let first = write()?;
    let target = project::target().join("again");
    empty_folder(&target)?;
    program::run(program::cargo().args(["xtask", "dist"]).env("CARGO_TARGET_DIR", &target))?;
    let second = target.join("dist");
    for folder in [&first, &second] {
        let written = std::fs::read_to_string(folder.join(SUMS)).while_doing(format!("Reading {SUMS}"))?;
        let wrong = differing(&written, &sums(folder)?);
        if !wrong.is_empty() {
            return Err(Failure::new(format!("{SUMS} of {} is wrong about {}.", folder.display(), wrong.join(", "))));
        }
    }
    let differing = differing(&sums(&first)?, &sums(&second)?);
    if !differing.is_empty() {
        return Err(Failure::new(format!(
            "Two builds of the same source differ in {}. Compare {} with {}.",
            differing.join(", "),
            first.display(),
            second.display()
        )));
    }
    println!("{} files are the same.", seal::files(&first)?.len());
    empty_folder(&target)
}

/// The files whose lines stand in one of two lists only.
fn differing(one: &str, other: &str) -> Vec<String> {
    let missing = |from: &str, of: &str| -> Vec<String> {
        let lines: Vec<&str> = of.lines().collect();
        from.lines()
            .filter(|line| !lines.contains(line))
            .filter_map(|line| line.split_once("  "))
            .map(|(_, file)| file.to_owned())
            .collect()
    };
    let mut files = [missing(one, other), missing(other, one)].concat();
    files.sort();
    files.dedup();
    files
}

/// A line for each file of a folder, in order.
fn sums(folder: &Path) -> Outcome<String> {
    let files = seal::files(folder)?.into_iter().filter(|file| file != SUMS);
    let line = |file: String| {
        let content = std::fs::read(folder.join(&file)).while_doing(format!("Reading {file}"))?;
        Ok(format!("{}  {file}\n", hex(&Sha256::digest(content))))
    };
    files.map(line).collect()
}

/// Bytes as two digits each.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// Copies every file of a folder.
pub(crate) fn copy(from: &Path, to: &Path) -> Outcome<()> {
    for file in seal::files(from)? {
        let place = to.join(&file);
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder).while_doing(format!("Making {}", folder.display()))?;
        }
        std::fs::copy(from.join(&file), &place).while_doing(format!("Copying {file}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_differ_are_named_once() {
        assert_eq!(differing("1  a\n2  b\n3  c\n", "1  a\n9  b\n4  d\n"), ["b", "c", "d"]);
        assert!(differing("1  a\n", "1  a\n").is_empty());
    }

    #[test]
    fn bytes_are_written_with_leading_zeros() {
        assert_eq!(hex(&[0, 15, 255]), "000fff");
    }
}
