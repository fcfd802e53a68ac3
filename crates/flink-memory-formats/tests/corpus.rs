//! The corpus: texts after real shapes under `tests/corpus`, a folder per format, each with the expected reading beside it.
//!
//! `UPDATE_CORPUS=1 cargo test -p flink-memory-formats --test corpus` writes the expectations anew; their diff is to be read.
//! A text whose name ends with `@1.10` is read for that release, any other for the newest.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use flink_memory::{Environment, Process, Release, Request, Value, derive};
use flink_memory_formats::check::check;
use flink_memory_formats::{Base, Finding, Format, Place, Reading, ReportedSize, detect, read_as};
use proptest::prelude::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus")
}

/// Every text: its format, its file, the release that it is read for, and the text.
fn texts() -> Vec<(Format, PathBuf, Release, String)> {
    let mut texts = Vec::new();
    for format in Format::ALL {
        let Ok(files) = std::fs::read_dir(folder().join(format.id())) else { continue };
        for file in files.map(|file| file.expect("a file of the corpus").path()) {
            if file.extension().is_some_and(|extension| extension == "expected") {
                continue;
            }
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let release = name.split_once('@').map_or(Some(Release::LATEST), |(_, release)| Release::parse(release));
            let text = std::fs::read_to_string(&file).expect("a text of the corpus");
            texts.push((format, file, release.expect("a release after the @"), text));
        }
    }
    texts.sort_by(|one, other| one.1.cmp(&other.1));
    texts
}

/// A reading in lines.
fn told(reading: &Reading, release: Release) -> String {
    let mut lines = String::new();
    let mut line = |text: std::fmt::Arguments<'_>| writeln!(lines, "{text}").expect("a String takes everything");
    if let Some(release) = reading.release {
        line(format_args!("release {release}"));
    }
    if let Some(process) = reading.process {
        line(format_args!("process {}", process.id()));
    }
    if let Some(deployment) = reading.deployment {
        line(format_args!("deployment {}", deployment.id()));
    }
    let base = match reading.base {
        Base::Nothing => "nothing",
        Base::Shipped => "shipped",
        Base::Current => "current",
    };
    line(format_args!("base {base}"));
    let Environment { task_manager_heap, job_manager_heap } = &reading.environment;
    for (name, value) in [("FLINK_TM_HEAP", task_manager_heap), ("FLINK_JM_HEAP", job_manager_heap)] {
        if let Some(value) = value {
            line(format_args!("environment {name} = {value}"));
        }
    }
    for entry in &reading.entries {
        let kind = match entry.value {
            Value::Text(_) => "",
            Value::Integer(_) => "integer ",
            Value::BigInteger(_) => "big integer ",
            Value::Double(_) => "double ",
            Value::Boolean(_) => "boolean ",
        };
        line(format_args!("entry {} = {kind}{} @{}", entry.key, entry.value.to_string().escape_debug(), entry.place));
    }
    for reported in &reading.reported {
        for (pool, size) in &reported.pools {
            let size = match size {
                ReportedSize::Exact(size) => size.bytes().to_string(),
                ReportedSize::Mebibytes(size) => format!("{size} MiB"),
                ReportedSize::Aligned(size) => format!("{} aligned", size.bytes()),
            };
            line(format_args!("reported {} {} {size} @{}", reported.process.id(), pool.id(), reported.place));
        }
    }
    for Finding { place, matter } in &reading.findings {
        let place = place.map_or_else(String::new, |place: Place| format!(" @{place}"));
        let facts: Vec<String> = matter.facts().iter().map(|(name, value)| format!(" {name}={value}")).collect();
        let facts = facts.concat();
        line(format_args!("finding {} {}{place}{facts}", matter.severity().id(), matter.code()));
    }
    compare(reading, release, &mut line);
    lines
}

/// What the model makes of the entries, held against what the text reports.
fn compare(reading: &Reading, release: Release, line: &mut impl FnMut(std::fmt::Arguments<'_>)) {
    let before = Request::shipped(reading.release.unwrap_or(release), Process::TaskManager);
    for reported in &reading.reported {
        let mut request = reading.apply(&before);
        request.process = reported.process;
        match derive(&request).memory {
            Err(error) => line(format_args!("check @{}: {error}", reported.place)),
            Ok(memory) => {
                let compared = check(reported, &memory);
                let agreeing = compared.iter().filter(|comparison| comparison.agrees).count();
                line(format_args!("check @{}: {agreeing} of {} pools agree", reported.place, compared.len()));
                for comparison in compared.iter().filter(|comparison| !comparison.agrees) {
                    line(format_args!("check @{}: {} differs by {}", reported.place, comparison.pool.id(), comparison.difference));
                }
            }
        }
    }
}

#[test]
fn every_text_is_read_as_expected() {
    let update = std::env::var_os("UPDATE_CORPUS").is_some();
    let mut problems = Vec::new();
    let texts = texts();
    assert!(!texts.is_empty(), "the corpus is empty");
    for (format, file, release, text) in texts {
        let reading = read_as(&text, format, release);
        for range in reading.entries.iter().filter_map(|entry| entry.value_at.clone()) {
            assert!(text.get(range.clone()).is_some(), "{}: no text at {range:?}", file.display());
        }
        let told = told(&reading, release);
        let expected = file.with_extension("expected");
        if update {
            std::fs::write(&expected, told).expect("an expectation is written");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != told {
            problems.push(format!("{}\n{told}", file.display()));
        }
    }
    assert!(problems.is_empty(), "read differently than expected:\n{}", problems.join("\n"));
}

/// Texts made of pieces of the corpus, cut and put together anywhere.
fn mutated() -> impl Strategy<Value = String> {
    let texts: Vec<String> = texts().into_iter().map(|(.., text)| text).collect();
    let piece = (proptest::sample::select(texts), any::<prop::sample::Index>(), any::<prop::sample::Index>(), ".{0,3}");
    let piece = piece.prop_map(|(text, from, to, between)| {
        let characters: Vec<char> = text.chars().collect();
        let (from, to) = (from.index(characters.len() + 1), to.index(characters.len() + 1));
        let part: String = characters.get(from.min(to)..from.max(to)).unwrap_or_default().iter().collect();
        part + &between
    });
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

fn read_every_way(text: &str) -> Result<(), TestCaseError> {
    for format in Format::ALL {
        for release in [Release::V1_10, Release::LATEST] {
            let reading = read_as(text, format, release);
            for entry in &reading.entries {
                prop_assert!(entry.value_at.clone().is_none_or(|range| text.get(range).is_some()), "{format:?}: no text at {entry:?}");
            }
            let _ = derive(&reading.apply(&Request::shipped(release, Process::TaskManager)));
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in ".*") {
        read_every_way(&text)?;
    }

    #[test]
    fn no_mixture_of_texts_makes_a_reader_panic(text in mutated()) {
        read_every_way(&text)?;
    }
}

/// What a person pastes is not told apart by hand first.
#[test]
fn every_text_is_detected_as_what_it_is() {
    // It is about nothing, and has to be taken for nothing.
    const NOTHING: &str = "no-log.txt";
    for (format, file, release, text) in texts() {
        let expected = (!file.ends_with(NOTHING)).then_some(format);
        assert_eq!(detect(&text, release).first().map(|best| best.format), expected, "{}", file.display());
    }
}
