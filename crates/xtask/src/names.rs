//! Names the built files by what is in them at last, so that a file that changed never comes under a name that browsers keep another for.
//! Trunk names them by what it was given, which our own steps then make smaller.

use std::ops::Range;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::failure::{Failure, Outcome, While};
use crate::head;

/// The fewest digits of a checksum in a name: Trunk writes sixteen, without those that are zero at the beginning.
const FEWEST_DIGITS: usize = 8;

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    name: String,
    content: Vec<u8>,
}

/// Renames the files of a folder that carry a checksum in their names, wherever one names another.
pub(crate) fn settle(folder: &Path) -> Outcome<()> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).while_doing(format!("Listing {}", folder.display()))? {
        let path = entry.while_doing(format!("Listing {}", folder.display()))?.path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|_| path.is_file()) {
            let content = std::fs::read(&path).while_doing(format!("Reading {}", path.display()))?;
            files.push(File { name: name.to_owned(), content });
        }
    }
    // The order in a folder is chance.
    files.sort_by(|one, other| one.name.cmp(&other.name));
    let settled = settled(&files)?;
    for (before, after) in files.iter().zip(&settled).filter(|(before, after)| before != after) {
        std::fs::remove_file(folder.join(&before.name)).while_doing(format!("Removing {}", before.name))?;
        std::fs::write(folder.join(&after.name), &after.content).while_doing(format!("Writing {}", after.name))?;
    }
    Ok(())
}

/// The same files in the same order under their names: first those that name no other, then those that name these. Checksums that a file
/// tells of another follow.
fn settled(before: &[File]) -> Outcome<Vec<File>> {
    let mut files = before.to_vec();
    let mut left: Vec<usize> = (0..files.len()).filter(|&index| checksum(&files[index].name).is_some()).collect();
    while !left.is_empty() {
        let names_none =
            |index: &&usize| !left.iter().any(|other| text(&files[**index]).is_some_and(|text| text.contains(&files[*other].name)));
        let next = left.iter().find(names_none).copied();
        let index = next.ok_or_else(|| Failure::new("Files of the built page name each other in a ring."))?;
        left.retain(|other| *other != index);
        let old = files[index].name.clone();
        let new = named(&old, &files[index].content);
        replace(&mut files, &old, &new);
        files[index].name = new;
    }
    for (index, file) in before.iter().enumerate() {
        let after = head::integrity(&files[index].content);
        replace(&mut files, &head::integrity(&file.content), &after);
    }
    Ok(files)
}

/// Where in a name the checksum of a file stands.
fn checksum(name: &str) -> Option<Range<usize>> {
    let dashes = name.match_indices('-').map(|(dash, _)| dash + 1);
    let mut found = dashes.map(|start| start..start + name[start..].find(|sign: char| !sign.is_ascii_hexdigit()).unwrap_or_default());
    found.find(|digits| digits.len() >= FEWEST_DIGITS && name[digits.end..].starts_with(['.', '_']))
}

/// The name with the checksum of this content.
fn named(name: &str, content: &[u8]) -> String {
    let digest = Sha256::digest(content).into_iter().take(8).fold(0, |digest, byte| digest << 8 | u64::from(byte));
    checksum(name).map_or_else(|| name.to_owned(), |digits| format!("{}{digest:016x}{}", &name[..digits.start], &name[digits.end..]))
}

/// What a file says, where it is text.
fn text(file: &File) -> Option<&str> {
    std::str::from_utf8(&file.content).ok()
}

/// Replaces a word in every file that is text.
fn replace(files: &mut [File], old: &str, new: &str) {
    for file in files.iter_mut().filter(|_| old != new) {
        if let Some(text) = text(file).filter(|text| text.contains(old)) {
            file.content = text.replace(old, new).into_bytes();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "0123456789abcdef";

    fn file(name: &str, content: &str) -> File {
        File { name: name.replace('#', OLD), content: content.replace('#', OLD).into_bytes() }
    }

    #[test]
    fn a_name_follows_its_content_and_what_it_names() -> Outcome<()> {
        let module = "\0asm";
        let script = "load('page-#_bg.wasm')";
        let page = format!("<script src='./boot-#.js' integrity='{}'>", head::integrity(script.replace('#', OLD)));
        let files = vec![file("boot-#.js", script), file("index.html", &page), file("page-#_bg.wasm", module), file("plain.txt", "text")];
        let settled = settled(&files)?;
        let names: Vec<&str> = settled.iter().map(|file| file.name.as_str()).collect();
        let module_name = named(&file("page-#_bg.wasm", "").name, module.as_bytes());
        let new_script = format!("load('{module_name}')");
        let script_name = named(&file("boot-#.js", "").name, new_script.as_bytes());
        assert_eq!(names, [&script_name, "index.html", &module_name, "plain.txt"]);
        assert_eq!(text(&settled[0]), Some(new_script.as_str()));
        let page = format!("<script src='./{script_name}' integrity='{}'>", head::integrity(&new_script));
        assert_eq!(text(&settled[1]), Some(page.as_str()));
        assert_eq!((script_name.len(), script_name.contains(OLD)), ("boot-#.js".len() + 15, false));
        Ok(())
    }

    #[test]
    fn names_without_a_checksum_stay() {
        let places =
            ["style-fe90b287295dce.css", "a-beef-0123456789abcdef_bg.wasm", "icon-180.png", "worker.js", "a-deadbeefs.js", "a-0123456789"];
        let checksums = places.map(|name| checksum(name).map(|digits| name[digits].to_owned()));
        assert_eq!(
            checksums,
            [Some("fe90b287295dce"), Some("0123456789abcdef"), None, None, None, None].map(|digits| digits.map(str::to_owned))
        );
    }

    #[test]
    fn a_ring_is_told() {
        assert!(settled(&[file("a-#.js", "b-#.js"), file("b-#.js", "a-#.js")]).is_err());
    }
}
