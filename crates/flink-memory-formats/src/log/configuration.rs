//! The configuration that a log tells: echoes of the file, echoes and lists of `-D`, and which of it is a person's and which is a result.

use flink_memory::{Names, Value};

use crate::finding::{Finding, Matter};
use crate::pieces::unquoted;
use crate::place::Place;
use crate::reading::{Base, ReadEntry, Reading, Reported};
use crate::results::{Derived, pin};

/// What Flink writes for the value of a key that sounds like a secret.
const HIDDEN: &str = "******";

/// Entries by key: a log tells them again with each process and each start.
#[derive(Default)]
struct Entries {
    list: Vec<ReadEntry>,
    /// The index of each key.
    by_key: Names,
    /// Of each entry, whether it was said that its value changes.
    said: Vec<bool>,
}

impl Entries {
    fn set(&mut self, entry: ReadEntry, findings: &mut Vec<Finding>) {
        let known = self.by_key.get(&entry.key).and_then(|index| Some((self.list.get_mut(index)?, self.said.get_mut(index)?)));
        let Some((known, is_said)) = known else {
            self.by_key.insert(&entry.key, self.list.len());
            self.said.push(false);
            return self.list.push(entry);
        };
        if known.value != entry.value && !std::mem::replace(is_said, true) {
            findings.push(Finding::at(
                entry.place,
                Matter::ChangedValue { key: entry.key.clone(), before: known.value.to_string(), after: entry.value.to_string() },
            ));
        }
        *known = entry;
    }
}

/// The configuration that was told so far.
#[derive(Default)]
pub(super) struct Configured {
    file: Entries,
    /// Arguments that a person gave.
    given: Entries,
    /// Arguments that Flink derived.
    derived: Entries,
    /// The lists that Flink derived, as findings wait for whether they are the configuration.
    lists: Vec<(Place, String, String)>,
    /// Echoed arguments that stand together.
    echoed: Vec<ReadEntry>,
    /// The keys that were told without their values.
    hidden: Names,
}

impl Configured {
    /// Whether an echo of the file was read.
    pub(super) fn has_file(&self) -> bool {
        !self.file.list.is_empty()
    }

    /// Takes an echoed entry of the file or of the arguments.
    ///
    /// Source: `GlobalConfiguration.logConfiguration`: keys and values as they are, without quotes of its own, in the order of the file (1.10)
    /// or of a Java `HashMap`.
    pub(super) fn echo(&mut self, is_dynamic: bool, entry: ReadEntry, findings: &mut Vec<Finding>) {
        if matches!(&entry.value, Value::Text(text) if text == HIDDEN) {
            if self.hidden.insert(&entry.key, 0).is_none() {
                findings.push(Finding::at(entry.place, Matter::HiddenValue { key: entry.key }));
            }
        } else if is_dynamic {
            self.echoed.push(entry);
        } else {
            self.end_echoed(findings);
            self.file.set(entry, findings);
        }
    }

    fn end_echoed(&mut self, findings: &mut Vec<Finding>) {
        let echoed = std::mem::take(&mut self.echoed);
        // What it says of pools stands in the list of arguments, too, and more.
        let _ = self.sort(echoed, findings);
    }

    /// Takes `-D` arguments; gives back what the list that Flink derived says of pools.
    pub(super) fn arguments(&mut self, entries: Vec<ReadEntry>, findings: &mut Vec<Finding>) -> Option<Reported> {
        self.end_echoed(findings);
        self.sort(entries, findings)
    }

    fn sort(&mut self, entries: Vec<ReadEntry>, findings: &mut Vec<Finding>) -> Option<Reported> {
        let derived = Derived::among(&entries);
        let reported = derived.as_ref().and_then(|derived| derived.reported(&entries));
        if let (Some(derived), Some(reported)) = (&derived, &reported) {
            let (process, count) = (derived.process.id().to_owned(), derived.count().to_string());
            if !self.lists.iter().any(|(_, known, _)| *known == process) {
                self.lists.push((reported.place, process, count));
            }
        }
        let members = derived.map(|derived| derived.members).unwrap_or_default();
        for (index, entry) in entries.into_iter().enumerate() {
            if members.get(index) == Some(&true) {
                // Another start may derive something else, and says so in its report.
                self.derived.set(entry, &mut Vec::new());
            } else {
                self.given.set(entry, findings);
            }
        }
        reported
    }

    /// Decides what is the configuration.
    ///
    /// With an echo of the file it is the file with a person's arguments on top, and what Flink derived is a result. Without one it is what
    /// Flink derived, which pins every pool; and where a block tells more pools than a list, they are pinned as well.
    pub(super) fn finish(mut self, reading: &mut Reading) {
        self.end_echoed(&mut reading.findings);
        let has_file = !self.file.list.is_empty();
        for (place, process, count) in self.lists {
            let matter = if has_file { Matter::DerivedResult { process, count } } else { Matter::DerivedArguments { process, count } };
            reading.note(place, matter);
        }
        if has_file {
            reading.base = Base::Nothing;
            reading.entries = self.file.list;
            reading.entries.extend(self.given.list);
            take_off_quotes(reading);
            return;
        }
        let has_list = !self.derived.list.is_empty();
        let mut entries = self.given;
        for entry in self.derived.list {
            entries.set(entry, &mut Vec::new());
        }
        reading.entries = entries.list;
        pin(reading);
        if has_list {
            reading.base = Base::Nothing;
        }
    }
}

/// Takes the quotes off memory values of a process that did start, which Flink does not do with a size in quotes: something else put them there.
fn take_off_quotes(reading: &mut Reading) {
    if reading.reported.is_empty() {
        return;
    }
    for entry in &mut reading.entries {
        let Value::Text(text) = &entry.value else { continue };
        let Some(inner) = unquoted(text).filter(|_| entry.key.starts_with("taskmanager.") || entry.key.starts_with("jobmanager.")) else {
            continue;
        };
        let matter = Matter::QuotedValue { key: entry.key.clone(), value: text.clone() };
        reading.findings.push(Finding::at(entry.place, matter));
        entry.value = Value::from(inner);
    }
}
