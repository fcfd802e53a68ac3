//! Which texts are said of a text that was brought, of one that is taken away, and of a process's own word held against the model.

use flink_memory_formats::{Detected, NotEditable};

use super::list::{Word, said};
use super::words::Words;
use crate::state::Writing;
use crate::state::document::{Checked, Document};
use crate::text::quantity::grouped;

impl Words {
    /// What was brought and what was found in it.
    pub fn document_summary(self, document: &Document) -> String {
        let reading = &document.reading;
        let name = document.name.as_deref().unwrap_or(self.text(Word::YourText));
        if document.is_unreadable {
            return self.say(said::FileUnreadable { name });
        }
        if !document.is_recognised() {
            return self.say(said::NothingTaken { name });
        }
        let mut found = vec![self.say(said::FoundSettings { count: &reading.entries.len().to_string() })];
        if let Some(release) = reading.release {
            found.push(self.say(said::FoundRelease { release: &release.to_string() }));
        }
        if !reading.reported.is_empty() {
            found.push(self.say(said::FoundProcesses { count: &reading.reported.len().to_string() }));
        }
        self.say(said::ReadWithFound { name, format: self.format_name(reading.format), found: &found.join(self.text(Word::Comma)) })
    }

    /// The choice that leaves the format to the evidence.
    pub fn by_evidence(self, best: Option<&Detected>) -> String {
        match best {
            None => self.text(Word::NotRecognised).to_owned(),
            Some(best) => {
                self.say(said::ByEvidence { format: self.format_name(best.format), confidence: self.confidence(best.confidence) })
            }
        }
    }

    /// Whether a process's own word is what the model derives.
    pub fn checked(self, checked: &Checked) -> String {
        let (process, line) = (self.process_name(checked.process), &checked.line.to_string());
        let Ok(pools) = &checked.outcome else { return self.say(said::CheckedRefused { process, line }) };
        let different = pools.iter().filter(|pool| !pool.agrees).count();
        let pools = &pools.len().to_string();
        if different == 0 {
            self.say(said::CheckedSame { process, line, pools })
        } else {
            self.say(said::CheckedDifferent { process, line, different: &different.to_string(), pools })
        }
    }

    /// What a process says less what was derived, in bytes.
    pub fn difference(self, bytes: i128) -> String {
        let size = &u64::try_from(bytes.unsigned_abs()).map_or_else(|_| bytes.unsigned_abs().to_string(), grouped);
        if bytes < 0 { self.say(said::SaysLess { bytes: size }) } else { self.say(said::SaysMore { bytes: size }) }
    }

    /// The name of what is written.
    pub fn writing_name(self, writing: Writing, document: Option<&Document>) -> String {
        match (writing, document) {
            (Writing::Brought, Some(document)) => self.say(said::TargetBrought { name: document.file_name() }),
            (Writing::Brought, None) => self.text(Word::TargetBroughtText).to_owned(),
            (Writing::Converted, _) => self.text(Word::TargetConverted).to_owned(),
            (Writing::New(target), _) => self.target_name(target).to_owned(),
            (Writing::Png, _) => self.text(Word::TargetPng).to_owned(),
        }
    }

    /// How much of the text that was brought has changed.
    pub fn brought_hint(self, is_same: bool, new_lines: usize) -> String {
        match new_lines {
            _ if is_same => self.text(Word::BroughtSame).to_owned(),
            0 => self.text(Word::BroughtLess).to_owned(),
            lines => self.say(said::BroughtChanged { lines: &lines.to_string() }),
        }
    }

    /// Why a text cannot be given back changed.
    pub fn not_editable(self, why: &NotEditable) -> String {
        match why {
            NotEditable::Format(format) => self.say(said::FormatNotEditable { format: self.format_name(*format) }),
            NotEditable::NotYaml { place, message } => self.say(said::NotYamlNotEditable { line: &place.line.to_string(), message }),
            NotEditable::NoMapping { place } => self.say(said::NoMappingNotEditable { line: &place.line.to_string() }),
            NotEditable::NoConfiguration => self.text(Word::NoConfigurationNotEditable).to_owned(),
        }
    }
}
