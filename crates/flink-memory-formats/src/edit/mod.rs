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

use flink_memory::{Configuration, Entry, Release, Value};

use self::splice::Splice;
use self::verify::Site;
use crate::finding::{Finding, Matter};
use crate::format::Format;
use crate::place::{Lines, Place};
use crate::write::deployment::version_name;
use crate::yaml::tree::{self, Document};

/// What is to be different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The key, flattened.
    pub key: String,
    /// Its new value; `None` takes the key away.
    pub value: Option<Value>,
}

impl Change {
    /// The same of another key.
    fn of_field(&self, field: &str) -> Change {
        Change { key: field.to_owned(), value: self.value.clone() }
    }
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
    /// It is a manifest in which nothing holds a Flink configuration.
    NoConfiguration,
}

/// What has to be replaced so that a key is set to a value, or is set one time less; nothing if it is so already.
type Step = Result<Option<Splice>, Reason>;

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
    let mut edited = Edited::of(text, format)?;
    for change in changes {
        edited.make(change, &|text| match format {
            Format::FlinkConf => line_file::step(text, change),
            Format::ConfigYaml => yaml_file::step(text, &read(text), &Site::WHOLE, change),
            _ => manifest::step(text, release, change),
        })?;
    }
    Ok(edited)
}

/// A manifest with `spec.flinkVersion` of its `FlinkDeployment` set to a release, as the Kubernetes operator spells it. The
/// operator knows releases from 1.13 on; of an earlier one a finding tells.
///
/// # Errors
/// [`NotEditable`] if the text as a whole cannot be changed, or holds no `FlinkDeployment`.
pub fn set_flink_version(text: &str, release: Release) -> Result<Edited, NotEditable> {
    let change = Change { key: manifest::VERSION.to_owned(), value: Some(version_name(release).into()) };
    edit(text, Format::Manifest, release, &[change])
}

/// How often a key is taken away that a text sets in several ways.
const MOST_STEPS: usize = 64;

impl Edited {
    /// A text with nothing changed yet. A `config.yaml` has one document, which is a mapping or nothing.
    fn of(text: &str, format: Format) -> Result<Edited, NotEditable> {
        let place = |byte| Lines::of(text).place(byte);
        if format != Format::FlinkConf {
            let documents = tree::read(text).map_err(|error| NotEditable::NotYaml { place: place(error.at), message: error.message })?;
            for (index, Document { root, start }) in documents.iter().enumerate() {
                let is_mapping = root.as_ref().is_none_or(|root| root.is_null() || root.entries().is_some());
                if format == Format::ConfigYaml && (index > 0 || !is_mapping) {
                    return Err(NotEditable::NoMapping { place: place(*start) });
                }
            }
        }
        Ok(Edited { text: text.to_owned(), findings: Vec::new() })
    }

    /// One more change made step by step, until nothing is left to do, or told why not.
    fn make(&mut self, change: &Change, step: &dyn Fn(&str) -> Step) -> Result<(), NotEditable> {
        let mut text = self.text.clone();
        let mut reason = Reason::Shared;
        for _ in 0..MOST_STEPS {
            match step(&text) {
                Ok(splice) => {
                    // A value is set in one step.
                    let is_last = splice.is_none() || change.value.is_some();
                    if let Some(splice) = splice {
                        text = splice.apply(&text);
                    }
                    if is_last {
                        self.text = text;
                        return Ok(());
                    }
                }
                Err(refused) => {
                    reason = refused;
                    break;
                }
            }
        }
        let matter: fn(String, String) -> Matter = match reason {
            Reason::NotSayable => |key, value| Matter::EditNotSayable { key, value },
            Reason::Shared => |key, _| Matter::EditShared { key },
            Reason::NoPlace => |key, _| Matter::EditNoPlace { key },
            Reason::NoConfiguration => return Err(NotEditable::NoConfiguration),
        };
        let value = change.value.as_ref().map(Value::to_string).unwrap_or_default();
        self.findings.push(Finding::of_text(matter(change.key.clone(), value)));
        Ok(())
    }
}

/// What makes one configuration of another: keys that are new or have another value, in their order, then those that are gone.
///
/// Text and a typed value with the same text are the same here, so that `0.4` typed by hand does not change a number of a file.
pub fn changes(from: &Configuration, to: &Configuration) -> Vec<Change> {
    let (mut in_from, mut in_to) = (looking_in(from), looking_in(to));
    let mut changes = Vec::new();
    for Entry { key, value } in to.entries() {
        let is_same = |old: &Value| old == value || (matches!(value, Value::Text(_)) && old.to_string() == value.to_string());
        if !in_from(key).is_some_and(is_same) {
            changes.push(Change { key: key.clone(), value: Some(value.clone()) });
        }
    }
    for Entry { key, .. } in from.entries() {
        if in_to(key).is_none() {
            changes.push(Change { key: key.clone(), value: None });
        }
    }
    changes
}

/// Looks up the keys of one configuration in another. Where both differ in a few keys of very many, the next key is where it is expected.
fn looking_in<'a>(configuration: &'a Configuration) -> impl FnMut(&str) -> Option<&'a Value> {
    let entries = configuration.entries();
    let mut next = 0;
    move |key| {
        let expected = entries.get(next).filter(|entry| entry.key == key).map(|_| next);
        let at = expected.or_else(|| entries.iter().position(|entry| entry.key == key))?;
        next = at + 1;
        entries.get(at).map(|entry| &entry.value)
    }
}

/// The documents of a text that was YAML when its edit began.
fn read(text: &str) -> Vec<Document> {
    tree::read(text).unwrap_or_default()
}

/// How many bytes of a key are those of leading segments that another key has, too.
fn shared_segments(other: &str, key: &str) -> usize {
    key.split('.').zip(other.split('.')).take_while(|(one, other)| one == other).map(|(segment, _)| segment.len() + 1).sum()
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
