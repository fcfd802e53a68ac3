//! The option table of a release: which of Flink's options the project keeps, and the file they stand in.

use std::fmt::Write;

use flink_memory::option;
use serde_json::{Map, Value};

use crate::failure::{Outcome, While};
use crate::oracle::{Tally, spelling};

/// What keys of memory options begin with. A release that brings a new one shows it here first.
const BEGINNINGS: &[&str] = &[
    "containerized.heap-cutoff-",
    "jobmanager.heap.",
    "jobmanager.memory.",
    "state.backend.forst.memory.",
    "state.backend.forst.writebuffer.",
    "state.backend.rocksdb.memory.",
    "state.backend.rocksdb.writebuffer.",
    "taskmanager.heap.",
    "taskmanager.memory.",
    "taskmanager.network.memory.",
];

/// The file's text for what the release declares.
pub(super) fn table(declared: &Map<String, Value>) -> String {
    spelling::indented(&kept(declared))
}

/// Holds a file against what the release declares: the differences, option by option, and how many there are.
pub(super) fn check(file: &str, declared: &Map<String, Value>) -> Outcome<(String, Tally)> {
    let expected: Map<String, Value> = serde_json::from_str(file).while_doing("Reading the option table")?;
    let actual = kept(declared);
    let mut differences = String::new();
    let mut tally = Tally { passed: 0, failed: 0 };
    let added = actual.keys().filter(|key| !expected.contains_key(*key));
    for key in expected.keys().chain(added) {
        let (expected, actual) = (expected.get(key), actual.get(key));
        if expected == actual {
            tally.passed += 1;
        } else {
            tally.failed += 1;
            // Writing to a text cannot fail.
            _ = writeln!(differences, "{key}\n  file:  {}\n  Flink: {}", shown(expected), shown(actual));
        }
    }
    Ok((differences, tally))
}

fn kept(declared: &Map<String, Value>) -> Map<String, Value> {
    declared.iter().filter(|(key, _)| is_kept(key)).map(|(key, option)| (key.clone(), option.clone())).collect()
}

/// Kept are the options that the model knows, of whatever release, and those that look as if it should.
fn is_kept(key: &str) -> bool {
    option::by_key(key).is_some() || BEGINNINGS.iter().any(|beginning| key.starts_with(beginning))
}

fn shown(option: Option<&Value>) -> String {
    option.map_or_else(|| "no such option".to_owned(), Value::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_model_knows_and_what_it_should_is_kept() {
        for key in ["kubernetes.taskmanager.cpu.amount", "taskmanager.numberOfTaskSlots", "taskmanager.memory.of-a-release-to-come"] {
            assert!(is_kept(key), "{key}");
        }
        for key in ["taskmanager.numberOfTaskSlotsX", "taskmanager.memory", "taskmanager.host", "state.backend.rocksdb.writebuffer"] {
            assert!(!is_kept(key), "{key}");
        }
    }

    #[test]
    fn a_changed_a_missing_and_a_new_option_are_differences() -> Outcome<()> {
        let declared = Map::from_iter(
            [("taskmanager.heap.size", 1), ("taskmanager.heap.mb", 2), ("other", 3)].map(|(key, value)| (key.to_owned(), value.into())),
        );
        let file = r#"{"taskmanager.heap.size": 1, "taskmanager.heap.gone": 4}"#;
        let (differences, tally) = check(file, &declared)?;
        assert_eq!((tally.passed, tally.failed), (1, 2));
        assert_eq!(
            differences,
            "taskmanager.heap.gone\n  file:  4\n  Flink: no such option\ntaskmanager.heap.mb\n  file:  no such option\n  Flink: 2\n"
        );
        Ok(())
    }
}
