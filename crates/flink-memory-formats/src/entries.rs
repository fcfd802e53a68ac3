//! The entries of a configuration file as they are found: what there is to say of each, and which of them are lost. How the file is read stands elsewhere.

use std::ops::Range;

use flink_memory::{MemorySize, Names, Release, Value, ValueType, option};

use crate::finding::{Finding, Matter};
use crate::order::sort_findings;
use crate::place::Lines;
use crate::reading::ReadEntry;

/// Entries of one file, in its order.
pub(crate) struct Entries<'a> {
    release: Release,
    places: &'a Lines<'a>,
    found: Vec<ReadEntry>,
}

impl<'a> Entries<'a> {
    pub(crate) fn new(release: Release, places: &'a Lines<'a>) -> Entries<'a> {
        Entries { release, places, found: Vec::new() }
    }

    /// Adds an entry that begins at a byte.
    pub(crate) fn add(&mut self, key: String, value: Value, at: usize, value_at: Option<Range<usize>>, findings: &mut Vec<Finding>) {
        let place = self.places.place(at);
        let (option, size) = about(&key, &value, self.release);
        for matter in [option, size].into_iter().flatten() {
            findings.push(Finding::at(place, matter));
        }
        self.found.push(ReadEntry { key, value, place, value_at });
    }

    /// All entries, and a finding for each that is lost.
    pub(crate) fn finish(self, findings: &mut Vec<Finding>) -> Vec<ReadEntry> {
        let mut counting = Names::new();
        let mut lost = Vec::new();
        for (index, entry) in self.found.iter().enumerate().rev() {
            match counting.get(&entry.key).and_then(|by| self.found.get(by)) {
                None => {
                    counting.insert(&entry.key, index);
                }
                Some(by) => {
                    let matter = Matter::ValueReplaced { key: entry.key.clone(), value: entry.value.to_string(), by: by.value.to_string() };
                    lost.push(Finding::at(entry.place, matter));
                }
            }
        }
        if !lost.is_empty() {
            findings.extend(lost.into_iter().rev());
            sort_findings(findings);
        }
        self.found
    }
}

/// What there is to say of a key, and of its value, in whatever file they stand.
fn about(key: &str, value: &Value, release: Release) -> (Option<Matter>, Option<Matter>) {
    let own = || key.to_owned();
    let Some(option) = option::by_any_key(key, release).and_then(|option| option.in_release(release)) else {
        let is_known = option::by_key(key).is_some();
        return (is_known.then(|| Matter::NotInRelease { key: own(), release: release.to_string() }), None);
    };
    let matter = if option.key() != key {
        Some(Matter::OlderKey { older: own(), key: option.key().to_owned() })
    } else if option.is_deprecated() {
        Some(Matter::DeprecatedOption { key: own(), release: release.to_string() })
    } else {
        None
    };
    let is_size = option.value_type() == ValueType::MemorySize;
    (matter, if is_size { about_size(key, &value.to_string()) } else { None })
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
