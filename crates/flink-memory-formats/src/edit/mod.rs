//! A text changed only where its configuration changed.
//!
//! `flink-conf.yaml`, `config.yaml` and manifests are given back with their comments, order, quotes, blank lines and line ends. An edit
//! replaces the value that counts, adds a key beside its relatives, or takes it away; whatever was changed is read again before it is
//! given back, so that nothing else can have changed its meaning.

mod embedded;
#[cfg(test)]
mod laws;
mod line_file;
mod manifest;
mod splice;
mod verify;
mod written;
mod yaml_file;

use flink_memory::{Configuration, Release, Value};

use self::splice::apply;
use self::verify::Site;
use crate::finding::{Finding, Matter};
use crate::format::Format;
use crate::place::{Lines, Place};
use crate::yaml::tree::{self, Document};

/// What is to be different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The key, flattened.
    pub key: String,
    /// Its new value; `None` takes the key away.
    pub value: Option<Value>,
}

/// A text with its configuration changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text.
    pub text: String,
    /// The changes that the text cannot say; all others are made.
    pub findings: Vec<Finding>,
}

/// Why a text cannot be changed at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotEditable {
    /// Texts of this format are read and not edited.
    Format(Format),
    /// The text is not YAML.
    NotYaml {
        /// The place where it stops being so.
        place: Place,
        /// What the parser says.
        message: String,
    },
    /// A `config.yaml` that holds more than one document, or something else than keys and values: Flink refuses it.
    NoMapping {
        /// Where the document begins that should not be there or is of another kind.
        place: Place,
    },
    /// A manifest in which nothing holds a Flink configuration.
    NoConfiguration,
}

/// Why one change cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    /// The format has no way to say this key or value.
    NotSayable,
    /// What sets the key stands elsewhere, too, by an anchor and an alias.
    Shared,
    /// The text offers no place for the key that Flink would read as such.
    NoPlace,
}

/// The text with the changes made, one after another.
///
/// A change that the text says already leaves every byte as it is. `release` decides which of several files in one `ConfigMap` Flink
/// reads.
///
/// # Errors
/// [`NotEditable`] if the text as a whole cannot be changed. A single change that cannot be made becomes a finding.
pub fn edit(text: &str, format: Format, release: Release, changes: &[Change]) -> Result<Edited, NotEditable> {
    if !format.is_editable() {
        return Err(NotEditable::Format(format));
    }
    let mut edited = Edited { text: text.to_owned(), findings: Vec::new() };
    for change in changes {
        let (key, value) = (change.key.as_str(), change.value.as_ref());
        let outcome = match format {
            Format::FlinkConf => line_file::set(&edited.text, key, value).map(|splices| apply(&edited.text, &splices)),
            Format::ConfigYaml => config_yaml(&edited.text, key, value)?,
            _ => manifest::set(&edited.text, release, key, value)?,
        };
        edited.take(outcome, change);
    }
    // Without a change the text has to be one that could be changed all the same.
    if changes.is_empty() && format != Format::FlinkConf {
        documents(text)?;
    }
    Ok(edited)
}

impl Edited {
    /// One more change made, or told why not.
    fn take(&mut self, outcome: Result<String, Reason>, change: &Change) {
        match outcome {
            Ok(text) => self.text = text,
            Err(reason) => self.findings.push(Finding::of_text(matter(reason, change))),
        }
    }
}

/// A manifest with `spec.flinkVersion` of its `FlinkDeployment` set to a release, as the Kubernetes operator spells it. The
/// operator knows releases from 1.13 on; of an earlier one a finding tells.
///
/// # Errors
/// [`NotEditable`] if the text as a whole cannot be changed, or holds no `FlinkDeployment`.
pub fn set_flink_version(text: &str, release: Release) -> Result<Edited, NotEditable> {
    manifest::set_flink_version(text, release)
}

/// What makes one configuration of another: keys that are new or have another value, in their order, then those that are gone.
///
/// Text and a typed value with the same text are the same here, so that `0.4` typed by hand does not change a number of a file.
pub fn changes(from: &Configuration, to: &Configuration) -> Vec<Change> {
    let is_same = |old: &Value, new: &Value| old == new || (matches!(new, Value::Text(_)) && old.to_string() == new.to_string());
    let set = to.entries().iter().filter(|entry| !from.get(&entry.key).is_some_and(|old| is_same(old, &entry.value)));
    let set = set.map(|entry| Change { key: entry.key.clone(), value: Some(entry.value.clone()) });
    let gone = from.entries().iter().filter(|entry| to.get(&entry.key).is_none());
    set.chain(gone.map(|entry| Change { key: entry.key.clone(), value: None })).collect()
}

fn config_yaml(text: &str, key: &str, value: Option<&Value>) -> Result<Result<String, Reason>, NotEditable> {
    let documents = documents(text)?;
    for (index, Document { root, start }) in documents.iter().enumerate() {
        let is_mapping = root.as_ref().is_none_or(|root| root.is_null() || root.entries().is_some());
        if index > 0 || !is_mapping {
            return Err(NotEditable::NoMapping { place: Lines::of(text).place(*start) });
        }
    }
    Ok(yaml_file::set(text, &documents, Site::WHOLE, key, value).map(|splices| apply(text, &splices)))
}

fn documents(text: &str) -> Result<Vec<Document>, NotEditable> {
    tree::read(text).map_err(|error| NotEditable::NotYaml { place: Lines::of(text).place(error.at), message: error.message })
}

fn matter(reason: Reason, change: &Change) -> Matter {
    let key = change.key.clone();
    match reason {
        Reason::NotSayable => Matter::EditNotSayable { key, value: change.value.as_ref().map(Value::to_string).unwrap_or_default() },
        Reason::Shared => Matter::EditShared { key },
        Reason::NoPlace => Matter::EditNoPlace { key },
    }
}

/// How many leading segments two keys share.
fn shared_segments(one: &str, other: &str) -> usize {
    one.split('.').zip(other.split('.')).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_some_formats_are_edited() {
        for format in Format::ALL {
            let edited = edit("", format, Release::V1_20, &[]);
            assert_eq!(edited.is_ok(), format.is_editable(), "{format:?}");
        }
    }

    #[test]
    fn what_is_no_config_yaml_is_refused_with_its_place() {
        let change = [Change { key: "a".to_owned(), value: Some("1".into()) }];
        let refused = |text| edit(text, Format::ConfigYaml, Release::V2_0, &change).expect_err(text);
        assert_eq!(refused("a: 1\n---\nb: 2\n"), NotEditable::NoMapping { place: Place { line: 2, column: 1 } });
        assert_eq!(refused("- a\n"), NotEditable::NoMapping { place: Place { line: 1, column: 1 } });
        assert!(matches!(refused("a: 1\nb: [\n"), NotEditable::NotYaml { place: Place { line: 3, .. }, .. }));
    }

    #[test]
    fn changes_are_what_differs_as_text() {
        let from: Configuration = [("a", Value::Double(0.4)), ("b", "1".into()), ("c", "2".into())].into_iter().collect();
        let to: Configuration = [("a", Value::from("0.4")), ("b", "3".into()), ("d", "4".into())].into_iter().collect();
        let change = |key: &str, value: Option<&str>| Change { key: key.to_owned(), value: value.map(Value::from) };
        assert_eq!(changes(&from, &to), [change("b", Some("3")), change("d", Some("4")), change("c", None)]);
    }
}
