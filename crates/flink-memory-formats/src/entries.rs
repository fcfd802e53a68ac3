//! The entries of a configuration file as they are found: what there is to say of each, and which of them are lost. How the file is read stands elsewhere.

use std::collections::BTreeMap;
use std::ops::Range;

use flink_memory::{MemorySize, Release, Value, ValueType, option};

use crate::finding::{Finding, Matter};
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
        findings.extend(about(&key, &value, self.release).map(|matter| Finding::at(place, matter)));
        self.found.push(ReadEntry { key, value, place, value_at });
    }

    /// All entries, and a finding for each that is lost.
    pub(crate) fn finish(self, findings: &mut Vec<Finding>) -> Vec<ReadEntry> {
        let mut counting = BTreeMap::new();
        let mut lost = Vec::new();
        for entry in self.found.iter().rev() {
            match counting.get(entry.key.as_str()) {
                None => {
                    counting.insert(entry.key.as_str(), entry);
                }
                Some(by) => {
                    let matter = Matter::ValueReplaced { key: entry.key.clone(), value: entry.value.to_string(), by: by.value.to_string() };
                    lost.push(Finding::at(entry.place, matter));
                }
            }
        }
        if !lost.is_empty() {
            findings.extend(lost.into_iter().rev());
            // What is about the file as a whole comes first, as it has no place.
            findings.sort_by_key(|finding| finding.place);
        }
        self.found
    }
}

/// What there is to say of a key and its value, in whatever file they stand.
fn about(key: &str, value: &Value, release: Release) -> impl Iterator<Item = Matter> {
    let named = |matter: fn(String, String) -> Matter| Some(matter(key.to_owned(), release.to_string()));
    let (option_matter, size) = match option::by_any_key(key, release).and_then(|option| option.in_release(release)) {
        None if option::by_key(key).is_some() => (named(|key, release| Matter::NotInRelease { key, release }), None),
        None => (None, None),
        Some(option) => {
            let matter = if option.key() != key {
                Some(Matter::OlderKey { older: key.to_owned(), key: option.key().to_owned() })
            } else if option.is_deprecated() {
                named(|key, release| Matter::DeprecatedOption { key, release })
            } else {
                None
            };
            let is_size = option.value_type() == ValueType::MemorySize;
            (matter, if is_size { about_size(key, &value.to_string()) } else { None })
        }
    };
    option_matter.into_iter().chain(size)
}

/// A size that is likely meant as another one.
fn about_size(key: &str, value: &str) -> Option<Matter> {
    /// Nobody means fewer bytes than this without saying so; zero is zero in every unit.
    const FEWEST_BYTES: u64 = 1 << 20;
    let (key, text) = (key.to_owned(), value.trim());
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let bytes = text.parse::<MemorySize>().ok()?.bytes();
        let is_few = bytes > 0 && bytes < FEWEST_BYTES;
        return is_few.then(|| Matter::WithoutUnit { key, value: value.to_owned(), meant: format!("{text}m") });
    }
    let (number, unit) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let letter = match unit {
        "Ki" => 'k',
        "Mi" => 'm',
        "Gi" => 'g',
        "Ti" => 't',
        _ => return None,
    };
    Some(Matter::KubernetesUnit { key, value: value.to_owned(), meant: format!("{}{letter}", number.trim_end()) })
}
