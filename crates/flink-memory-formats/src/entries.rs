//! The entries of a configuration file as they are found: what there is to say of each, and which of them are lost. How the file is read stands elsewhere.

use flink_memory::{MemorySize, Names, Release, ValueType, option};

use crate::finding::{Finding, Matter};
use crate::order::sort_findings;
use crate::reading::{ReadEntry, Reading};

/// Adds an entry of a file, and what there is to say of its key and its value.
pub(crate) fn add(entry: ReadEntry, release: Release, reading: &mut Reading) {
    let key = || entry.key.clone();
    match option::by_any_key(&entry.key, release).and_then(|option| option.in_release(release)) {
        Some(option) => {
            if option.key() != entry.key {
                reading.note(entry.place, Matter::OlderKey { older: key(), key: option.key().to_owned() });
            } else if option.is_deprecated() {
                reading.note(entry.place, Matter::DeprecatedOption { key: key(), release: release.to_string() });
            }
            if option.value_type() == ValueType::MemorySize
                && let Some(matter) = about_size(&entry.key, &entry.value.to_string())
            {
                reading.note(entry.place, matter);
            }
        }
        None if option::by_key(&entry.key).is_some() => {
            reading.note(entry.place, Matter::NotInRelease { key: key(), release: release.to_string() });
        }
        None => {}
    }
    reading.entries.push(entry);
}

/// Notes each entry that is lost, because its key is set again further down.
pub(crate) fn note_lost(reading: &mut Reading) {
    let Reading { entries, findings, .. } = reading;
    let mut counting = Names::new();
    for (index, entry) in entries.iter().enumerate() {
        counting.insert(&entry.key, index);
    }
    for (index, entry) in entries.iter().enumerate() {
        let by = counting.get(&entry.key).filter(|by| *by != index);
        if let Some(by) = by.and_then(|by| entries.get(by)) {
            let matter = Matter::ValueReplaced { key: entry.key.clone(), value: entry.value.to_string(), by: by.value.to_string() };
            findings.push(Finding::at(entry.place, matter));
        }
    }
    sort_findings(findings);
}

/// A size that is likely meant as another one.
fn about_size(key: &str, value: &str) -> Option<Matter> {
    /// Nobody means fewer bytes than this without saying so; zero is zero in every unit.
    const FEWEST_BYTES: u64 = 1 << 20;
    let (key, text) = (key.to_owned(), value.trim());
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let bytes = text.parse::<MemorySize>().ok()?.bytes();
        let is_few = bytes > 0 && bytes < FEWEST_BYTES;
        return is_few.then(|| Matter::WithoutUnit { key, value: value.to_owned(), meant: [text, "m"].concat() });
    }
    let (number, unit) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let letter = match unit {
        "Ki" => "k",
        "Mi" => "m",
        "Gi" => "g",
        "Ti" => "t",
        _ => return None,
    };
    Some(Matter::KubernetesUnit { key, value: value.to_owned(), meant: [number.trim_end(), letter].concat() })
}
