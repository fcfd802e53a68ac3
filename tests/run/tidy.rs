//! The rules of the repository that a machine can check: who may use whom, what every file begins with, what no file may hold.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What a crate may use. `None`: anything, because nothing that is shipped is built from it.
///
/// A crate without a row fails, so that each new one is placed on purpose. ARCHITECTURE.md has the same table in words.
const ROOMS: &[(&str, Option<&[&str]>)] = &[
    ("flink-memory", Some(&[])),
    ("flink-memory-sizing", Some(&["flink-memory"])),
    ("flink-memory-words", Some(&[])),
    ("flink-memory-formats", Some(&["flink-memory", "flink-memory-words"])),
    (
        "flink-memory-wasm",
        Some(&[
            "flink-memory",
            "flink-memory-formats",
            "flink-memory-sizing",
            "flink-memory-words",
            "serde",
            "serde-wasm-bindgen",
            "wasm-bindgen",
        ]),
    ),
    (
        "flink-memory-web",
        Some(&[
            "flink-memory",
            "flink-memory-formats",
            "flink-memory-sizing",
            "flink-memory-words",
            "gloo",
            "js-sys",
            "rlsf",
            "wasm-bindgen",
            "wasm-bindgen-futures",
            "web-sys",
            "yew",
        ]),
    ),
    ("flink-memory-bench", None),
    ("flink-memory-e2e", None),
    ("flink-memory-guide", None),
    ("flink-memory-tests", None),
    ("page-server", None),
    ("xtask", None),
];

/// Names that belong into few files: the folder that is searched, the name, the files and folders in it that may hold it.
const NAMES: &[(&str, &str, &[&str])] = &[
    // One room touches the browser, and it is the one that must expect refusals.
    ("web/src", "web_sys", &["browser/"]),
    // What is tested natively knows no page. Of Yew, the state has the reducer's trait, in one file.
    ("web/src/state", "yew", &["action.rs"]),
    ("web/src/state/action.rs", "html!", &[]),
    ("web/src/text", "yew", &[]),
    ("web/src/deeper/answer", "yew", &[]),
    ("web/src/deeper/field.rs", "yew", &[]),
    ("web/src/diagram/layout.rs", "yew", &[]),
    ("web/src/diagram/scale.rs", "yew", &[]),
    // The model reads no clock, no file, no environment.
    ("crates/flink-memory/src", "std::env", &[]),
    ("crates/flink-memory/src", "std::fs", &[]),
    ("crates/flink-memory/src", "std::time", &[]),
    ("crates/flink-memory/src", "std::net", &[]),
];

/// Folders of what is shipped: there, nothing that a person types and nothing that a browser refuses may end in a panic.
const SHIPPED: &[&str] = &[
    "crates/flink-memory/src",
    "crates/flink-memory-sizing/src",
    "crates/flink-memory-formats/src",
    "crates/flink-memory-wasm/src",
    "web/src",
];

const PANICS: &[&str] = &[".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];

/// What tells of the machine that a file was written on. In two halves, so that this file does not hold them.
const MACHINE: &[(&str, &str)] = &[
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/wo", "rk/"),
    ("/tm", "p/"),
    ("index.cra", "tes.io"),
    ("static.cra", "tes.io"),
    ("registry.np", "mjs.org"),
    ("files.python", "hosted.org"),
    ("deb.deb", "ian.org"),
];

const LONGEST_FILE: usize = 600;

/// What a language says is one file, however much that is.
const WORDS: &str = "crates/flink-memory-words/src";

#[test]
fn every_crate_uses_only_what_its_room_allows() {
    let mut problems = Vec::new();
    for package in packages() {
        let name = package["name"].as_str().unwrap_or_default().to_owned();
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == name) else {
            problems.push(format!("{name}: has no row in the table of rooms"));
            continue;
        };
        let (Some(allowed), Some(dependencies)) = (allowed, package["dependencies"].as_array()) else { continue };
        let shipped = dependencies.iter().filter(|dependency| dependency["kind"] != "dev");
        let used = shipped.filter_map(|dependency| dependency["name"].as_str());
        problems.extend(used.filter(|used| !allowed.contains(used)).map(|used| format!("{name}: may not use {used}")));
    }
    none(&problems);
}

#[test]
fn names_stay_in_their_files() {
    let mut problems = Vec::new();
    for (folder, name, files) in NAMES {
        let start = root().join(folder);
        let searched = if start.is_dir() { files_below(&start, &["rs"]) } else { vec![start.clone()] };
        for file in searched {
            let allowed = file.strip_prefix(&start).is_ok_and(|relative| files.iter().any(|allowed| relative.starts_with(allowed)));
            if !allowed && code(&read(&file)).any(|(_, line)| line.contains(name)) {
                problems.push(format!("{}: may not name {name}", shown(&file)));
            }
        }
    }
    none(&problems);
}

#[test]
fn nothing_that_is_shipped_panics_on_purpose() {
    let mut problems = Vec::new();
    for folder in SHIPPED {
        // `laws.rs` is a module of tests, by its name everywhere.
        for file in files_below(&root().join(folder), &["rs"]).into_iter().filter(|file| !file.ends_with("laws.rs")) {
            for (number, line) in code(&read(&file)) {
                for panic in PANICS.iter().filter(|panic| line.contains(**panic)) {
                    problems.push(format!("{}:{number}: {panic}", shown(&file)));
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn every_source_file_says_what_it_is_and_stays_short() {
    let mut problems = Vec::new();
    for file in files_below(root(), &["rs"]) {
        let text = read(&file);
        if !text.starts_with("//! ") {
            problems.push(format!("{}: does not begin with a sentence after //!", shown(&file)));
        }
        if text.lines().count() > LONGEST_FILE && !shown(&file).starts_with(WORDS) {
            problems.push(format!("{}: has more than {LONGEST_FILE} lines", shown(&file)));
        }
    }
    none(&problems);
}

#[test]
fn no_file_tells_of_the_machine_it_was_written_on() {
    let mut problems = Vec::new();
    for file in files_below(root(), &["css", "html", "java", "js", "json", "jsonl", "md", "mjs", "py", "rs", "sh", "toml", "ts", "yml"]) {
        for (number, line) in (1..).zip(read(&file).lines()) {
            for (first, second) in MACHINE.iter().filter(|(first, second)| line.contains(&[*first, *second].concat())) {
                problems.push(format!("{}:{number}: {first}{second}", shown(&file)));
            }
        }
    }
    none(&problems);
}

#[test]
fn the_documents_are_there() {
    let documents = [
        "LICENSE",
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "crates/flink-memory/README.md",
        "crates/flink-memory-sizing/README.md",
        "crates/flink-memory-formats/README.md",
        "crates/flink-memory-wasm/README.md",
        "crates/flink-memory-words/README.md",
        "tests/README.md",
    ];
    let missing: Vec<_> = documents.into_iter().filter(|document| !root().join(document).is_file()).map(str::to_owned).collect();
    none(&missing);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO")).args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(root()).output();
    let output = output.unwrap_or_else(|error| panic!("cargo metadata: {error}"));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("cargo metadata: {error}"));
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    assert!(!packages.is_empty(), "cargo metadata names no package");
    packages
}

/// The files with one of the endings, without what tools wrote.
fn files_below(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    const WRITTEN_BY_TOOLS: [&str; 4] = ["target", "dist", "node_modules", ".git"];
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() && !WRITTEN_BY_TOOLS.iter().any(|tool| name == *tool) {
            files.extend(files_below(&path, endings));
        } else if path.extension().is_some_and(|found| endings.iter().any(|ending| found == *ending)) {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The numbered lines of code: no comments, and nothing from the unit tests on, which stand last in every file. A test module in a
/// file of its own is only named, so what follows its name is code.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_test = |line: &str| line.starts_with("#[cfg(test)]") || line.starts_with("#[cfg(all(test,");
    let mut following = text.lines().skip(1);
    let lines = (1..).zip(text.lines()).map(move |(number, line)| (number, line, following.next().unwrap_or_default()));
    lines
        .take_while(move |(_, line, next)| !is_test(line) || next.ends_with(';'))
        .map(|(number, line, _)| (number, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}

#[track_caller]
fn none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}
