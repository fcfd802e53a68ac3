//! A text that a person brought: how it was read, whether what processes report in it is what the model derives, and the same text with
//! the present settings in it. How texts are read and changed stands in `flink_memory_formats`.

use flink_memory::{Configuration, Process, Release, Request, derive};
use flink_memory_formats::check::{Comparison, check};
use flink_memory_formats::{
    Detected, Edited, Finding, Format, MOST_BYTES, Matter, NotEditable, Reading, changes, detect, edit, read, set_flink_version,
};

/// A text, and what was understood of it.
#[derive(Debug)]
pub struct Document {
    /// The name of its file.
    pub name: Option<String>,
    /// The text, untouched.
    pub text: String,
    /// The formats that it may be in, best first.
    pub detected: Vec<Detected>,
    /// The format that a person says it is in.
    pub overruled: Option<Format>,
    /// What was understood.
    pub reading: Reading,
    /// What processes say of their memory, held against the model.
    pub checks: Vec<Checked>,
    /// Whether the browser could read nothing of its file.
    pub is_unreadable: bool,
    /// The configuration right after the text was read.
    configuration: Configuration,
    /// The release right after the text was read.
    release: Release,
}

/// What one process says of its memory against what the model derives of the same text.
#[derive(Debug)]
pub struct Checked {
    /// The process.
    pub process: Process,
    /// The line where it says so.
    pub line: u32,
    /// Pool by pool; or Flink's message where it refuses what the text configures.
    pub outcome: Result<Vec<Comparison>, String>,
}

/// As for a calculation: a document is the same as itself and no other.
impl PartialEq for Document {
    fn eq(&self, other: &Document) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Document {
    /// Reads a text, and says what it makes of the request before it.
    pub fn read(name: Option<String>, text: String, overruled: Option<Format>, before: &Request) -> (Document, Request) {
        // What is too long to be read is not looked at either.
        let detected = if text.len() > MOST_BYTES { Vec::new() } else { detect(&text, before.release) };
        let format = overruled.or_else(|| detected.first().map(|best| best.format));
        let reading = read(&text, format, before.release);
        let request = reading.apply(before);
        let checks = checks(&reading, &request);
        let (configuration, release) = (request.configuration.clone(), request.release);
        let is_unreadable = false;
        (Document { name, text, detected, overruled, reading, checks, is_unreadable, configuration, release }, request)
    }

    /// What stands for a text that was not taken in at all: it is longer than what is read, or where the length is empty nothing could be
    /// read of its file.
    pub fn refused(name: Option<String>, bytes: String, before: &Request) -> Document {
        let (mut document, _) = Document::read(name, String::new(), None, before);
        document.is_unreadable = bytes.is_empty();
        document.reading.findings.clear();
        if !document.is_unreadable {
            document.reading.findings.push(Finding::of_text(Matter::TooLong { bytes, limit: MOST_BYTES.to_string() }));
        }
        document
    }

    /// The same text read anew for a request that asks another release or takes it for another format. Edits made since stay.
    pub fn read_again(&self, overruled: Option<Format>, before: &Request) -> (Document, Request) {
        let edits = changes(&self.configuration, &before.configuration);
        let (document, mut request) = Document::read(self.name.clone(), self.text.clone(), overruled, before);
        if overruled == self.overruled {
            // The person has chosen these since.
            (request.process, request.deployment) = (before.process, before.deployment);
        }
        for change in edits {
            match change.value {
                Some(value) => request.configuration.set(change.key, value),
                None => request.configuration.remove(&change.key),
            }
        }
        (document, request)
    }

    /// Whether there is a text of which somebody knows the format.
    pub const fn is_recognised(&self) -> bool {
        self.overruled.is_some() || !self.detected.is_empty()
    }

    /// Whether the release that was asked for decides how the text is read. Of one that was not taken in there is nothing to read.
    pub const fn depends_on_release(&self) -> bool {
        self.reading.release.is_none() && !self.text.is_empty()
    }

    /// Whether the text can be given back with other settings in it.
    pub const fn is_editable(&self) -> bool {
        self.reading.format.is_editable() && self.is_recognised() && !self.text.is_empty()
    }

    /// The name of its file, or of a file in its format.
    pub fn file_name(&self) -> &str {
        self.name.as_deref().unwrap_or_else(|| self.reading.format.file_name())
    }

    /// The text with the settings of a request in it, and nothing else changed.
    ///
    /// # Errors
    /// [`NotEditable`] where the text as a whole cannot be changed.
    pub fn with(&self, request: &Request) -> Result<Edited, NotEditable> {
        let changes = changes(&self.configuration, &request.configuration);
        let mut edited = edit(&self.text, self.reading.format, request.release, &changes)?;
        let names_release = self.reading.format == Format::Manifest && self.reading.release.is_some();
        if names_release && request.release != self.release {
            let named = set_flink_version(&edited.text, request.release)?;
            edited.text = named.text;
            edited.findings.extend(named.findings);
        }
        Ok(edited)
    }
}

fn checks(reading: &Reading, request: &Request) -> Vec<Checked> {
    let checked = reading.reported.iter().map(|reported| {
        let derivation = derive(&Request { process: reported.process, ..request.clone() });
        let outcome = derivation.memory.map(|memory| check(reported, &memory)).map_err(|error| error.to_string());
        Checked { process: reported.process, line: reported.place.line, outcome }
    });
    checked.collect()
}

/// Which lines of a text are not lines of the text before, from 0. It walks both once, so a line that moved counts as new.
pub fn new_lines(before: &str, after: &str) -> Vec<usize> {
    /// How far ahead a line is looked for; more lines are rarely taken out at once.
    const AHEAD: usize = 64;
    let mut rest = before.lines();
    let mut new = Vec::new();
    for (number, line) in after.lines().enumerate() {
        match rest.clone().take(AHEAD).position(|old| old == line) {
            Some(skipped) => _ = rest.nth(skipped),
            None => new.push(number),
        }
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "# sizes\ntaskmanager:\n  memory:\n    process.size: 4g # all of it\n    managed.fraction: 0.4\nparallelism.default: 2\n";
    const FRACTION: &str = "taskmanager.memory.managed.fraction";

    fn read(text: &str) -> (Document, Request) {
        Document::read(None, text.to_owned(), None, &Request::shipped(Release::LATEST, Process::TaskManager))
    }

    fn given_back(document: &Document, request: &Request) -> String {
        document.with(request).map(|edited| edited.text).unwrap_or_default()
    }

    #[test]
    fn without_an_edit_the_text_comes_back_as_it_was() {
        let (document, request) = read(FILE);
        assert_eq!(request.configuration.text("taskmanager.memory.process.size").as_deref(), Some("4g"));
        assert_eq!(given_back(&document, &request), FILE);
    }

    #[test]
    fn an_edit_changes_that_value_and_nothing_else() {
        let (document, mut request) = read(FILE);
        request.configuration.set(FRACTION, "0.5");
        let text = given_back(&document, &request);
        assert_eq!(text, FILE.replace("0.4", "0.5"));
        assert_eq!(new_lines(FILE, &text), [4]);
    }

    #[test]
    fn reading_again_for_another_release_keeps_the_edits() {
        let (document, mut request) = read(FILE);
        request.configuration.set(FRACTION, "0.5");
        request.process = Process::JobManager;
        let (again, request) = document.read_again(None, &request.for_release(Release::V1_20));
        assert_eq!((request.release, request.process), (Release::V1_20, Process::JobManager));
        assert_eq!(given_back(&again, &request), FILE.replace("0.4", "0.5"));
    }

    #[test]
    fn a_manifest_names_the_release_that_was_chosen() {
        let manifest =
            "kind: FlinkDeployment\nspec:\n  flinkVersion: v1_18\n  flinkConfiguration:\n    taskmanager.memory.process.size: 4g\n";
        let (document, request) = read(manifest);
        assert_eq!(request.release, Release::V1_18);
        assert_eq!(given_back(&document, &request.for_release(Release::V1_20)), manifest.replace("v1_18", "v1_20"));
    }

    #[test]
    fn what_says_nothing_changes_nothing() {
        let (document, request) = read("Dear operator, the pod is gone.");
        assert_eq!(request, Request::shipped(Release::LATEST, Process::TaskManager));
        assert!(!document.reading.findings.is_empty());
    }

    #[test]
    fn what_was_not_taken_in_is_not_given_back() {
        let request = Request::shipped(Release::LATEST, Process::TaskManager);
        let refused = Document::refused(None, (MOST_BYTES + 1).to_string(), &request);
        assert!(!refused.is_editable() && !refused.depends_on_release());
        assert!(!read("Dear operator, the pod is gone.").0.is_editable());
    }

    #[test]
    fn a_file_of_which_nothing_can_be_read_is_told_as_that() {
        let request = Request::shipped(Release::LATEST, Process::TaskManager);
        let folder = Document::refused(Some("conf".to_owned()), String::new(), &request);
        assert!(folder.is_unreadable && folder.reading.findings.is_empty());
        assert!(!Document::refused(None, "1".to_owned(), &request).is_unreadable);
    }

    #[test]
    fn lines_taken_out_are_no_new_lines() {
        assert_eq!(new_lines("a\nb\nc\n", "a\nc\nd\n"), [2]);
        assert_eq!(new_lines("", "a"), [0]);
    }
}
