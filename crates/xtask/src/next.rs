//! For the tests of an update: what the next version of a built page could be, without building one. Scripts, sheets and modules have other
//! bytes and other names, and do the same.

use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::failure::{Failure, Outcome, While};
use crate::wasm::empty_folder;
use crate::{dist, head, seal};

/// What the next version is called; the tests look for it.
const VERSION: &str = "99.0.0 (next)";

/// Kinds of files whose names hold a checksum, and what can be added to their end without a change of what they do: a line end, or an empty
/// section of a name of one letter.
const ADDITIONS: [(&str, &[u8]); 3] = [("js", b"\n"), ("css", b"\n"), ("wasm", &[0, 2, 1, b'x'])];

/// Writes the next version of a built page into a folder.
pub(crate) fn write(page: &Path, folder: &Path) -> Outcome<()> {
    empty_folder(folder)?;
    dist::copy(page, folder)?;
    // It stands in what the page shows before its script runs, too.
    let built = std::fs::read_to_string(page.join("index.html")).while_doing("Reading the built index.html")?;
    let version = version_in(&built).ok_or_else(|| Failure::new("The built page does not say which version it is."))?;
    let mut replacements = vec![(version.to_owned(), VERSION.to_owned())];
    for name in seal::files(folder)? {
        let Some((checksum, addition)) = checksum_in(&name).zip(addition(&name)) else { continue };
        let path = folder.join(&name);
        let content = std::fs::read(&path).while_doing(format!("Reading {name}"))?;
        let other = [content.as_slice(), addition].concat();
        let digits = dist::hex(&Sha256::digest(&other));
        let other_name = name.replacen(checksum, &digits[..checksum.len()], 1);
        std::fs::remove_file(&path).while_doing(format!("Removing {name}"))?;
        std::fs::write(folder.join(&other_name), &other).while_doing(format!("Writing {other_name}"))?;
        replacements.extend([(name, other_name), (head::integrity(&content), head::integrity(&other))]);
    }
    for name in seal::files(folder)?.into_iter().filter(|name| names_others(name)) {
        let path = folder.join(&name);
        let text = std::fs::read_to_string(&path).while_doing(format!("Reading {name}"))?;
        let text = replacements.iter().fold(text, |text, (old, new)| text.replace(old, new));
        std::fs::write(&path, text).while_doing(format!("Writing {name}"))?;
    }
    seal::seal(folder, VERSION)
}

/// The version that the head of a page names.
fn version_in(page: &str) -> Option<&str> {
    page.split_once("<meta name=\"version\" content=\"")?.1.split('"').next()
}

/// Whether a file may name others by their checksums: pages, and scripts whose own names stay.
fn names_others(name: &str) -> bool {
    match name.rsplit_once('.') {
        Some((_, "html")) => true,
        Some((_, "js")) => checksum_in(name).is_none(),
        _ => false,
    }
}

/// The checksum in the name of a file.
fn checksum_in(name: &str) -> Option<&str> {
    let is_checksum = |part: &&str| part.len() >= 8 && part.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
    name.split(['-', '.', '_']).find(is_checksum)
}

fn addition(name: &str) -> Option<&'static [u8]> {
    let (_, kind) = name.rsplit_once('.')?;
    ADDITIONS.iter().find(|(known, _)| *known == kind).map(|(_, addition)| *addition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_found_among_words() {
        assert_eq!(checksum_in("flink-memory-web-0123456789abcdef_bg.wasm"), Some("0123456789abcdef"));
        assert_eq!(checksum_in("words-en-01234567.txt"), Some("01234567"));
        assert_eq!(checksum_in("manifest.webmanifest"), None);
        assert_eq!(version_in("<meta name=\"version\" content=\"1 (2)\"></head>"), Some("1 (2)"));
        assert!(["index.html", "flink-memory-calculator.js"].into_iter().all(names_others));
        assert!(!["boot-0123456789abcdef.js", "icon-192.png"].into_iter().any(names_others));
    }
}
