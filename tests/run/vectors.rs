//! Every vector of the project, natively, and how many of them the README promises. The run in WebAssembly is `conformance.mjs`.

use std::collections::BTreeMap;
use std::fs;

use conformance::{own_vectors, run_dir};
use serde_json::Value;

#[test]
fn the_model_answers_as_flink_does() {
    let report = run_dir(&own_vectors()).unwrap_or_else(|error| panic!("{error}"));
    assert!(report.is_green(), "{report}");
}

/// Rows of the README's table, each with the kinds of vectors that it counts.
const ROWS: &[(&str, &[&str])] = &[
    ("TaskManager", &["taskmanager"]),
    ("JobManager", &["jobmanager"]),
    ("local execution", &["local"]),
    ("managed memory of a slot", &["managed"]),
    ("RocksDB, ForSt", &["rocksdb", "forst"]),
    ("slots with resources", &["finegrained"]),
    ("network buffers", &["network"]),
    ("Kubernetes, YARN", &["kubernetes", "yarn"]),
    ("command lines", &["commandline"]),
    ("sizes", &["memorysize"]),
    ("options by themselves", &["option"]),
    ("files and arguments", &["load"]),
];

#[test]
fn the_readme_promises_as_many_questions_as_there_are() {
    let counts = questions();
    let counted: Vec<_> = ROWS.iter().flat_map(|(_, kinds)| *kinds).map(|kind| (*kind).to_owned()).collect();
    assert!(counts.keys().all(|kind| counted.contains(kind)), "{counts:?}");
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).expect("the README is there");
    for (label, kinds) in ROWS {
        let range = |kind: &&str| match counts.get(*kind) {
            Some((least, most)) if least == most => most.to_string(),
            Some((least, most)) => format!("{least} to {most}"),
            None => panic!("there are no vectors of {kind}"),
        };
        let row = format!("| {label} | {} |", kinds.iter().map(range).collect::<Vec<_>>().join(", "));
        assert!(readme.contains(&row), "the README lacks {row}");
    }
}

/// How many vectors of a kind the releases have that have any: the fewest and the most.
fn questions() -> BTreeMap<String, (usize, usize)> {
    let mut counts = BTreeMap::<String, (usize, usize)>::new();
    for file in fs::read_dir(own_vectors()).expect("the vectors are there").flatten() {
        let mut of_release = BTreeMap::<String, usize>::new();
        for line in fs::read_to_string(file.path()).expect("vectors are text").lines() {
            let vector: Value = serde_json::from_str(line).expect("a vector is JSON");
            *of_release.entry(vector["process"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
        }
        for (kind, count) in of_release {
            let (least, most) = counts.entry(kind).or_insert((count, count));
            (*least, *most) = (count.min(*least), count.max(*most));
        }
    }
    counts
}
