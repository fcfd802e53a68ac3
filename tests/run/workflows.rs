//! The workflows of the repository's host: they run commands of `cargo xtask` and nothing else, so that whatever they do can be done anywhere.

use std::path::{Path, PathBuf};

use saphyr_parser::{Event, Parser};

/// What every step of a workflow that runs something begins with.
const COMMAND: &str = "cargo xtask ";

/// Who may write the actions that steps use.
const OWNERS: &[&str] = &["actions/"];

#[test]
fn every_step_runs_a_command_of_this_project() {
    for (name, values) in workflows() {
        let runs: Vec<_> = values.iter().filter(|(key, _)| key == "run").collect();
        assert!(!runs.is_empty(), "{name} runs nothing");
        for (_, run) in runs {
            let is_one_command = run.starts_with(COMMAND) && !run.contains([';', '&', '|', '$', '`', '\n']);
            assert!(is_one_command, "{name}: `{run}` is not one command of `{COMMAND}`");
        }
    }
}

#[test]
fn every_action_is_of_the_host_and_has_a_version() {
    for (name, values) in workflows() {
        for (_, action) in values.iter().filter(|(key, _)| key == "uses") {
            let version = action.split_once('@').map(|(_, version)| version).unwrap_or_default();
            let is_major =
                version.strip_prefix('v').is_some_and(|major| !major.is_empty() && major.bytes().all(|byte| byte.is_ascii_digit()));
            let is_commit = version.len() == 40 && version.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(OWNERS.iter().any(|owner| action.starts_with(owner)), "{name}: {action}");
            assert!(is_major || is_commit, "{name}: {action}");
        }
    }
}

#[test]
fn no_workflow_has_more_rights_than_it_says() {
    for (name, values) in workflows() {
        assert!(values.contains(&("contents".to_owned(), "read".to_owned())), "{name}");
    }
}

/// The checks and the publication: their names, and the keys with texts of each.
fn workflows() -> Vec<(String, Vec<(String, String)>)> {
    let folder = root().join(".github/workflows");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    assert_eq!(files.len(), 2, "{files:?}");
    let read = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        (file.file_name().unwrap_or_default().display().to_string(), keys_with_texts(&text))
    };
    files.into_iter().map(read).collect()
}

/// Each key whose value is a text, wherever it stands in the document.
fn keys_with_texts(yaml: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    // For each collection that is open: whether it is a mapping, and the key that waits for its value.
    let mut open: Vec<(bool, Option<String>)> = Vec::new();
    for event in Parser::new_from_str(yaml) {
        match event.unwrap_or_else(|error| panic!("{error}")).0 {
            Event::MappingStart(..) => open.push((true, None)),
            Event::SequenceStart(..) => open.push((false, None)),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                // What ended was the value of a key of the collection around it.
                open.iter_mut().rev().take(1).for_each(|(_, key)| *key = None);
            }
            Event::Scalar(text, ..) => {
                if let Some((true, key)) = open.last_mut() {
                    match key.take() {
                        Some(key) => pairs.push((key, text.into_owned())),
                        None => *key = Some(text.into_owned()),
                    }
                }
            }
            _ => {}
        }
    }
    pairs
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

#[test]
fn keys_are_found_at_any_depth() {
    let found = keys_with_texts("on: [a, b]\njobs:\n  c:\n    - run: d\n      with: { e: f }\n    - { g: h }\ni: j\n");
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert_eq!(found, [pair("run", "d"), pair("e", "f"), pair("g", "h"), pair("i", "j")]);
}
