//! The model's option table against the `ConfigOption` objects of real releases, which stand in `options/`: every key, and nothing else.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use flink_memory::{DefaultValue, Release, ReleaseOption, option};
use serde_json::{Map, Value, json};

#[test]
fn every_release_has_exactly_the_options_of_flink() {
    let mut differences = String::new();
    for &release in Release::ALL {
        let flink = options_of_flink(release);
        let known: BTreeSet<_> = flink.keys().map(String::as_str).collect();
        let ours: BTreeSet<_> = options_of_the_model(release).map(ReleaseOption::key).collect();
        for key in known.symmetric_difference(&ours) {
            let side = if known.contains(key) { "only in Flink" } else { "only in the model" };
            let _ = writeln!(differences, "{release} {key}: {side}");
        }
        for option in options_of_the_model(release) {
            let expected = flink.get(option.key()).cloned().unwrap_or_default();
            let actual = description(option);
            for (field, value) in expected.as_object().into_iter().flatten() {
                if actual.get(field) != Some(value) {
                    let actual = actual.get(field).unwrap_or(&Value::Null);
                    let _ = writeln!(differences, "{release} {} {field}: expected {value}, got {actual}", option.key());
                }
            }
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn every_release_has_its_file_and_every_file_its_release() {
    let releases: BTreeSet<_> = Release::ALL.iter().map(|release| release.verified_patch().to_owned()).collect();
    for (folder, ending) in [("options", "json"), ("vectors", "jsonl")] {
        let files = std::fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
        let names = files.flatten().map(|file| file.path()).filter(|path| path.extension().is_some_and(|found| found == ending));
        let names: BTreeSet<_> = names.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect();
        assert_eq!(names, releases, "{folder}");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn options_of_flink(release: Release) -> Map<String, Value> {
    let path = root().join("options").join(format!("{}.json", release.verified_patch()));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    match serde_json::from_str(&text) {
        Ok(Value::Object(options)) => options,
        other => panic!("{} is no table of options: {other:?}", path.display()),
    }
}

fn options_of_the_model(release: Release) -> impl Iterator<Item = ReleaseOption> {
    option::all().filter_map(move |option| option.in_release(release))
}

/// The model's option in the words of the files.
fn description(option: ReleaseOption) -> Value {
    let (class, field) = option.source();
    let default = match option.default() {
        DefaultValue::None => Value::Null,
        default => json!(default.to_string()),
    };
    let older_keys: Vec<_> = option.older_keys().map(|key| json!({"key": key, "deprecated": true})).collect();
    json!({
        "type": option.value_type().name(),
        "default": default,
        "fallbackKeys": older_keys,
        "deprecated": option.is_deprecated(),
        "class": class,
        "field": field,
        "toString": option.to_string(),
    })
}
