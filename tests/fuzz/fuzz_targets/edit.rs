//! Fuzzes edits of any text: no change leaves every byte, a change made twice is a change made once, and a line says what was changed.

#![no_main]

#[allow(dead_code, reason = "other targets use the rest")]
mod question;

use arbitrary::Arbitrary;
use flink_memory::Release;
use flink_memory_formats::{Change, Format, edit, read_as, set_flink_version};
use libfuzzer_sys::fuzz_target;

use question::Setting;

/// A file, and what is to be different in it. A setting with `false` is taken away.
#[derive(Debug, Arbitrary)]
struct Edit {
    format: u8,
    release: u8,
    changes: Vec<(Setting, bool)>,
    text: String,
}

fuzz_target!(|given: Edit| {
    let Edit { text, changes, .. } = given;
    let formats: Vec<_> = Format::ALL.into_iter().filter(|format| format.is_editable()).collect();
    let format = formats[usize::from(given.format) % formats.len()];
    let release = Release::ALL[usize::from(given.release) % Release::ALL.len()];
    let Ok(same) = edit(&text, format, release, &[]) else { return };
    assert_eq!(same.text, text);
    let _ = set_flink_version(&text, release);
    let mut text = text;
    for (Setting(key, value), is_set) in changes {
        let change = Change { key, value: is_set.then_some(value) };
        let Ok(edited) = edit(&text, format, release, std::slice::from_ref(&change)) else { return };
        if !edited.findings.is_empty() {
            assert_eq!(edited.text, text, "{change:?} was not made, and the text differs");
            continue;
        }
        let again = edit(&edited.text, format, release, std::slice::from_ref(&change)).expect("it was editable before");
        assert_eq!(again.text, edited.text, "{change:?} made twice");
        if format == Format::FlinkConf {
            let reading = read_as(&edited.text, format, release);
            let read = reading.entries.iter().rfind(|entry| entry.key == change.key).map(|entry| entry.value.to_string());
            assert_eq!(read, change.value.map(|value| value.to_string()), "{:?}", change.key);
        }
        text = edited.text;
    }
});
