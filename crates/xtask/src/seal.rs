//! The last step of a build: a folder gets its version, what makes it installable, and the worker with the checksums of everything in it.
//! After it no file may change, or the worker would not keep it.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::failure::{Failure, Outcome, While};
use crate::{assets, dist, head, icons, instead, project};

/// The worker that keeps the folder, and its name in the folder.
const WORKER: &str = "worker.js";

/// What makes the page installable, taken over as it is.
const MANIFEST: &str = "manifest.webmanifest";

/// The page, and the address by which the worker knows it: some servers send whoever asks for the file on to the folder.
const PAGE: (&str, &str) = ("index.html", "./");

/// Digits of the name of a build.
const DIGITS: usize = 16;

/// Completes a built folder.
pub(crate) fn seal(folder: &Path, version: &str) -> Outcome<()> {
    icons::write(folder)?;
    std::fs::copy(project::root().join("web/assets").join(MANIFEST), folder.join(MANIFEST)).while_doing(format!("Copying {MANIFEST}"))?;
    let page = folder.join(PAGE.0);
    let versioned = with_names(&read_text(&page)?, &[("version", version)])?;
    std::fs::write(&page, &versioned).while_doing("Writing the version into the page")?;
    let build = name_of(&checksums(folder)?);
    // The page knows the build that it is of, which is named by everything but this name.
    std::fs::write(&page, with_names(&versioned, &[("build", &build)])?).while_doing("Writing the build into the page")?;
    std::fs::write(folder.join(WORKER), worker(&build, &checksums(folder)?)?).while_doing(format!("Writing {WORKER}"))?;
    for page in [PAGE.0, "embed.html"] {
        check(folder, page)?;
    }
    Ok(())
}

/// Makes sure that browsers check everything that a page names: each script, style sheet and module with the checksum of its file.
fn check(folder: &Path, page: &str) -> Outcome<()> {
    let text = read_text(&folder.join(page))?;
    for Named { file, checksum } in named(&text) {
        let content = std::fs::read(folder.join(&file)).while_doing(format!("Reading {file}, which {page} names"))?;
        if checksum.as_deref() != Some(&head::integrity(content)) {
            return Err(Failure::new(format!("{page} names {file} without its checksum.")));
        }
    }
    Ok(())
}

/// A file that a page runs or shows, and the checksum beside it.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    file: String,
    checksum: Option<String>,
}

/// What a page names to be run or shown, and what its scripts ask for. A module in a preload link is checked by the request that counts.
fn named(page: &str) -> Vec<Named> {
    let tags = page.split('<').skip(1).filter_map(|tag| tag.split('>').next());
    let named = tags.filter_map(|tag| {
        let value = |name: &str| Some(tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?.to_owned());
        let (address, checksum) = if tag.starts_with("script ") {
            ("src", "integrity")
        } else if tag.starts_with("link ") && ["stylesheet", "modulepreload", "icon"].contains(&value("rel")?.as_str()) {
            ("href", "integrity")
        } else if tag.starts_with("meta ") && value("name")? == "asset" {
            ("content", "data-integrity")
        } else {
            return None;
        };
        Some(Named { file: value(address)?.trim_start_matches("./").to_owned(), checksum: value(checksum) })
    });
    named.collect()
}

/// The worker, and before it what it keeps and what it says where it has nothing.
fn worker(build: &str, checksums: &BTreeMap<String, String>) -> Outcome<String> {
    let files = serde_json::to_string(checksums).while_doing("Writing the list of files")?;
    let not_kept = json!(instead::not_kept());
    Ok(format!("const build = \"{build}\";\nconst files = {files};\nconst notKept = {not_kept};\n{}", assets::script(WORKER)?))
}

/// The checksums of all files of a folder by their addresses in it, without the worker's own.
fn checksums(folder: &Path) -> Outcome<BTreeMap<String, String>> {
    let mut checksums = BTreeMap::new();
    for file in files(folder)?.into_iter().filter(|file| file != WORKER) {
        let content = std::fs::read(folder.join(&file)).while_doing(format!("Reading {file}"))?;
        let address = if file == PAGE.0 { PAGE.1.to_owned() } else { file };
        checksums.insert(address, head::integrity(content));
    }
    Ok(checksums)
}

/// Every file below a folder, as addresses in it, in order.
pub(crate) fn files(folder: &Path) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).while_doing(format!("Reading {}", folder.display()))? {
        let entry = entry.while_doing(format!("Reading {}", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Trunk leaves an empty folder of its own.
        if name.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            found.extend(files(&entry.path())?.into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

fn name_of(checksums: &BTreeMap<String, String>) -> String {
    let mut all = Sha256::new();
    for (file, checksum) in checksums {
        all.update(format!("{file} {checksum}\n"));
    }
    dist::hex(&all.finalize()[..DIGITS / 2])
}

/// The page with names in its head, in the place of those that are there.
fn with_names(page: &str, names: &[(&str, &str)]) -> Outcome<String> {
    let mut page = page.to_owned();
    for (name, value) in names {
        let start = format!("<meta name=\"{name}\" content=\"");
        if let Some((before, after)) = page.split_once(&start) {
            let (_, after) =
                after.split_once("\">").ok_or_else(|| Failure::new(format!("The head of the built page does not end its {name}.")))?;
            page = [before, after].concat();
        }
        let (before, after) = page.split_once("</head>").ok_or_else(|| Failure::new("The built page has no head."))?;
        page = [before, &start, value, "\"></head>", after].concat();
    }
    Ok(page)
}

fn read_text(file: &Path) -> Outcome<String> {
    std::fs::read_to_string(file).while_doing(format!("Reading {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_once_in_the_head() -> Outcome<()> {
        let page = with_names("<head><title>a</title></head><body>", &[("version", "1"), ("build", "2")])?;
        assert_eq!(page, "<head><title>a</title><meta name=\"version\" content=\"1\"><meta name=\"build\" content=\"2\"></head><body>");
        assert_eq!(with_names(&page, &[("build", "3")])?, page.replace("\"2\"", "\"3\""));
        assert!(with_names("<body>", &[("version", "1")]).is_err());
        Ok(())
    }

    #[test]
    fn what_a_page_runs_or_shows_is_found_with_its_checksum() {
        let page = r#"<link rel="help" href="guide/"><link rel="stylesheet" href="./a.css" integrity="1"/><script async src="./b.js"></script>
            <meta name="asset" data-name="c" content="./c.txt" data-integrity="2"><meta name="author" content="d"><a href="./e">e</a>
            <link rel="modulepreload" href="./f.js" integrity="3">"#;
        let expected = [("a.css", Some("1")), ("b.js", None), ("c.txt", Some("2")), ("f.js", Some("3"))];
        let expected = expected.map(|(file, checksum)| Named { file: file.to_owned(), checksum: checksum.map(str::to_owned) });
        assert_eq!(named(page), expected);
    }

    #[test]
    fn a_build_is_named_by_all_of_its_files() {
        let of = |files: &[(&str, &str)]| name_of(&files.iter().map(|(file, sum)| ((*file).to_owned(), (*sum).to_owned())).collect());
        let name = of(&[("a", "1"), ("b", "2")]);
        assert!(name.len() == DIGITS && name.bytes().all(|digit| digit.is_ascii_hexdigit()));
        assert_eq!(name, of(&[("b", "2"), ("a", "1")]));
        assert_ne!(name, of(&[("a", "1"), ("b", "3")]));
        assert_ne!(name, of(&[("a", "1"), ("c", "2")]));
    }
}
