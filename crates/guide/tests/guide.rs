//! The guide in guide/src as it stands: every mark has its answer, every error has its section, no message is typed by hand.

use std::path::{Path, PathBuf};

use flink_memory_guide::{Chapter, replace};

/// Codes that no section of the guide explains, and why.
const NOT_EXPLAINED: &[(&str, &str)] = &[
    ("size", "the cause of unreadable"),
    ("number", "the cause of unreadable"),
    ("duration", "no span of time decides a size"),
    ("map", "consumer weights decide no size of a pool"),
    ("not-a-boolean", "the cause of unreadable"),
    ("out-of-type", "the cause of unreadable"),
    ("range-rule", "the cause of inconsistent-range"),
    ("division", "only the library divides by what a caller gives"),
    ("unknown-option", "only the library is asked for options by name"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn chapters() -> Vec<Chapter> {
    let folder = root().join("guide/src");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
        .iter()
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "md"))
        .map(|name| Chapter { file: name.clone(), text: read(&format!("guide/src/{name}")) })
        .collect()
}

#[test]
fn every_mark_has_its_answer() {
    let problems: Vec<String> =
        chapters().iter().filter_map(|chapter| replace(chapter).err()).flatten().map(|problem| problem.to_string()).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn every_chapter_is_in_the_summary() {
    let summary = read("guide/src/SUMMARY.md");
    for chapter in chapters().iter().filter(|chapter| chapter.file != "SUMMARY.md") {
        assert!(summary.contains(&format!("({})", chapter.file)), "{} is not in SUMMARY.md", chapter.file);
    }
}

/// The codes stand in the model's source as one literal per arm; the model itself has no list of them.
#[test]
fn every_error_has_its_section() {
    let source = read("crates/flink-memory/src/error/code.rs");
    let codes: Vec<&str> = source.lines().filter_map(|line| line.split_once("=> \"")?.1.split('"').next()).collect();
    assert!(codes.len() > 25, "{codes:?}");
    let text = read("guide/src/errors.md");
    for code in codes {
        let is_explained = text.contains(&format!("code={code} ")) || text.contains(&format!("code={code}}}"));
        let is_left_out = NOT_EXPLAINED.iter().any(|(known, _)| *known == code);
        assert!(is_explained != is_left_out, "{code}: explained {is_explained}, left out {is_left_out}");
    }
}

/// What a mark answers is nowhere typed as well: the message of every error block, word for word.
#[test]
fn no_message_is_typed_by_hand() {
    for chapter in chapters() {
        let answered = replace(&chapter).unwrap_or_default();
        let lines =
            answered.lines().map(|line| line.strip_prefix("Caused by: ").unwrap_or(line)).filter(|line| line.starts_with("Illegal"));
        for (_, message) in lines.filter_map(|line| line.split_once("Exception: ")) {
            let beginning: String = message.chars().take(40).collect();
            assert!(!chapter.text.contains(&beginning), "{}: {beginning}", chapter.file);
        }
    }
}
