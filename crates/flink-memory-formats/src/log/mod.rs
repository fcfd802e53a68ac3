//! Logs of a Flink process that starts: the configuration that it read, its arguments, and the memory that it derived.
//!
//! Everything that counts stands around a colon, so a line is looked at where it has one; prefixes of whatever kind are not looked at at all.

mod configuration;
mod summary;

use flink_memory::{Process, Release, Value};

use crate::command::{Word, entries_of, note_once, role, sort_findings, take_java_arguments, take_release, take_release_of_jar, words};
use crate::finding::Matter;
use crate::format::Format;
use crate::jvm_flags::Flags;
use crate::place::{Place, lines};
use crate::reading::{Base, ReadEntry, Reading, Reported};
use crate::results::{add_reported, agree};
use configuration::Configured;
use summary::Summary;

/// Reads a log, or several in one text, with or without the output of the start scripts.
pub(crate) fn read(text: &str, release: Release) -> Reading {
    let mut log = Log {
        reading: Reading::new(Format::Log, Base::Current),
        release,
        configured: Configured::default(),
        summary: None,
        list: None,
        process: None,
        has_summary: false,
        exceptions: Vec::new(),
        flags: Flags::default(),
    };
    let mut before = "";
    for ((range, text), number) in lines(text).zip(1..) {
        let mut line = Line { text, start: range.start, before, is_json: None, cursor: (0, Place { line: number, column: 1 }) };
        let mut is_known = false;
        let mut next = 0;
        while let Some(colon) = text.get(next..).and_then(|rest| rest.find(':')).map(|found| next + found) {
            let taken = log.colon(&mut line, colon);
            is_known |= taken.is_some();
            // What was read is not looked at again, so that a line of any length is read once.
            next = colon + 1 + taken.unwrap_or(0);
        }
        if !is_known {
            log.continue_list(&mut line);
        }
        before = text;
    }
    log.finish()
}

/// A line, and what is needed to say where something on it stands.
pub(crate) struct Line<'a> {
    text: &'a str,
    start: usize,
    /// The line before it.
    before: &'a str,
    /// Whether it is JSON, once that was asked for.
    is_json: Option<bool>,
    /// The last byte whose place was asked for. Places on a line are asked for from left to right, so that a long line is counted once.
    cursor: (usize, Place),
}

impl<'a> Line<'a> {
    fn place(&mut self, byte: usize) -> Place {
        let (known, place) = self.cursor;
        if let Some(between) = self.text.get(known..byte) {
            let columns = u32::try_from(between.chars().count()).unwrap_or(u32::MAX);
            self.cursor = (byte, Place { column: place.column.saturating_add(columns), ..place });
        }
        self.cursor.1
    }

    /// Whether the line is JSON or a piece of it: a string of a list, or an object. A very long line is taken for a piece of JSON.
    fn is_json(&mut self) -> bool {
        let text = self.text;
        let look = || text.len() > LONG_LINE || matches!(text.trim_start().bytes().next(), Some(b'"' | b'{'));
        *self.is_json.get_or_insert_with(look)
    }

    /// What follows a byte of the message, up to the end of the message: what a logger puts around it as JSON, or colours, is left out.
    fn message_from(&mut self, byte: usize) -> &'a str {
        let rest = self.text.get(byte..).unwrap_or_default();
        let end = if self.is_json() { end_of_json_line(rest) } else { rest.find('\u{1b}') };
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default().trim_end()
    }
}

/// No line of Flink's is longer, unless it is many lines with their ends escaped. In bytes.
const LONG_LINE: usize = 1 << 15;

/// The end of a text, of some length that is enough for a name.
fn tail(text: &str) -> &str {
    const LENGTH: usize = 200;
    let mut start = text.len().saturating_sub(LENGTH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..).unwrap_or_default()
}

/// Where a line ends within a JSON string, or the string itself.
fn end_of_json_line(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate();
    while let Some((index, byte)) = bytes.next() {
        match byte {
            b'"' => return Some(index),
            b'\\' if matches!(bytes.next(), Some((_, b'n' | b'r'))) => return Some(index),
            _ => {}
        }
    }
    None
}

/// What the rows under a heading are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ListKind {
    /// ` Program Arguments:`
    Arguments,
    /// ` JVM Options:`
    JvmOptions,
}

/// The rows under a heading, one argument each.
struct List<'a> {
    kind: ListKind,
    rows: Vec<Word<'a>>,
    /// Where the heading begins in its line.
    column: usize,
    /// How many times ` - ` stands before the heading in its line.
    dashes: usize,
}

struct Log<'a> {
    reading: Reading,
    release: Release,
    configured: Configured,
    summary: Option<Summary>,
    list: Option<List<'a>>,
    /// The process that the last greeting or script named.
    process: Option<Process>,
    /// Whether the last report has had its block.
    has_summary: bool,
    exceptions: Vec<&'a str>,
    /// Flags of a JVM of which is not known yet what process it is.
    flags: Flags,
}

impl<'a> Log<'a> {
    /// Looks at one colon of a line; where something was known there, how many bytes after the colon were read.
    fn colon(&mut self, line: &mut Line<'a>, colon: usize) -> Option<usize> {
        let before = line.text.get(..colon).unwrap_or_default();
        let after = line.text.get(colon + 1..).unwrap_or_default();
        if let Some(summary) = &mut self.summary {
            let took = summary.take(before, after);
            if summary.is_over() {
                self.end_summary();
            }
            if took {
                return Some(0);
            }
        }
        // The last letter tells most lines apart.
        match before.bytes().last() {
            Some(b'n') => self.after_n(line, colon, before),
            Some(b'y') => self.property(line, colon, before),
            Some(b's') => self.after_s(line, colon, before),
            Some(b'T') if before.ends_with("BASH_JAVA_UTILS_EXEC_RESULT") => Some(self.result(line, colon + 1)),
            Some(b'h') if before.ends_with("Classpath") => {
                self.end_list();
                let place = line.place(colon);
                let message = line.message_from(colon + 1);
                take_release_of_jar(&mut self.reading, message, place);
                Some(message.len())
            }
            Some(b'r') if before.ends_with("Error") => self.exception(line, colon, before),
            Some(b'e' | b'"') => self.killed(line, colon, before, after),
            _ => None,
        }
    }

    fn after_n(&mut self, line: &mut Line<'a>, colon: usize, before: &'a str) -> Option<usize> {
        if before.ends_with("Memory configuration") {
            let place = line.place(colon);
            if let Some(summary) = Summary::begin(before, place) {
                self.end_summary();
                self.end_list();
                self.process = Some(summary.process());
                self.summary = Some(summary);
                return Some(0);
            }
        } else if before.ends_with("Exception") {
            return self.exception(line, colon, before);
        } else if let Some(greeting) = before.strip_suffix(" (Version") {
            return self.greeting(line, colon, greeting);
        } else if before.ends_with("Reason") || before.ends_with("reason") {
            return self.killed(line, colon, before, line.text.get(colon + 1..).unwrap_or_default());
        }
        None
    }

    fn after_s(&mut self, line: &mut Line<'a>, colon: usize, before: &'a str) -> Option<usize> {
        const HEADINGS: [(&str, ListKind); 2] = [("Program Arguments", ListKind::Arguments), ("JVM Options", ListKind::JvmOptions)];
        if let Some(heading) = before.strip_suffix("extraction logs") {
            // TM_RESOURCE_PARAMS, TM_RESOURCES_JVM_PARAMS, JM_RESOURCE_PARAMS
            self.end_list();
            self.process = match heading.trim_end().rsplit(' ').next() {
                Some(name) if name.contains("TM_RES") => Some(Process::TaskManager),
                Some(name) if name.contains("JM_RES") => Some(Process::JobManager),
                _ => self.process,
            };
            return Some(0);
        }
        if before.ends_with("jvm_params") || before.ends_with("dynamic_configs") {
            return Some(self.result(line, colon + 1));
        }
        for (heading, kind) in HEADINGS {
            if let Some(prefix) = before.strip_suffix(heading) {
                self.end_list();
                if !line.text.get(colon + 1..).unwrap_or_default().trim_start().starts_with("(none)") {
                    self.list = Some(List { kind, rows: Vec::new(), column: prefix.len(), dashes: tail(prefix).matches(" - ").count() });
                }
                return Some(0);
            }
        }
        None
    }

    /// ` Starting TaskManager (Version: 1.17.2, Scala: 2.12, Rev:c0027e5, …)`
    fn greeting(&mut self, line: &mut Line<'a>, colon: usize, greeting: &str) -> Option<usize> {
        let name = tail(greeting).split("Starting ").skip(1).last()?;
        self.end_list();
        let place = line.place(colon);
        if let Some((process, deployment)) = role(name) {
            self.process = Some(process);
            self.reading.process = Some(process);
            self.reading.deployment = Some(deployment);
        }
        take_release(&mut self.reading, line.text.get(colon + 1..).unwrap_or_default().trim_start(), place);
        Some(0)
    }

    /// `Loading configuration property: k, v` and `Loading dynamic configuration property: k, v`
    fn property(&mut self, line: &mut Line<'a>, colon: usize, before: &'a str) -> Option<usize> {
        const YAML: &str = "standard YAML parser to load flink configuration file from ";
        let kind = before.strip_suffix("configuration property")?;
        let is_dynamic = kind.trim_end().ends_with("dynamic");
        if !is_dynamic && !kind.trim_end().ends_with("Loading") {
            return None;
        }
        let message = line.message_from(colon + 1);
        let length = message.len();
        let blank = usize::from(message.starts_with(' '));
        let message = message.get(blank..).unwrap_or_default();
        // The blank before an empty value is cut off with the end of the line.
        let pair = message.split_once(", ").or_else(|| Some((message.strip_suffix(',')?, "")));
        let Some((key, value)) = pair else { return Some(length) };
        let place = line.place(colon + 1 + blank);
        if let Some((_, file)) = line.before.split_once(YAML)
            && !self.configured.has_file()
        {
            let file = file.split(' ').next().unwrap_or_default().trim_end_matches(['.', '"', ',']);
            let matter = Matter::ReadFromYaml { file: file.to_owned() };
            self.reading.note(Place { line: place.line.saturating_sub(1), column: 1 }, matter);
        }
        let start = line.start + (colon + 1 + blank + key.len() + 2).min(line.text.len());
        let is_escaped = line.is_json() && value.contains('\\');
        let entry = ReadEntry {
            key: key.to_owned(),
            value: if is_escaped { Value::Text(value.replace("\\\"", "\"").replace("\\\\", "\\")) } else { Value::from(value) },
            place,
            value_at: (!is_escaped).then(|| start..start + value.len()),
        };
        self.configured.echo(is_dynamic, entry, &mut self.reading.findings);
        Some(length)
    }

    /// JVM parameters or a `-D` list as the start scripts print them; how many bytes it took.
    fn result(&mut self, line: &mut Line<'a>, from: usize) -> usize {
        self.end_list();
        let place = line.place(from);
        let message = line.message_from(from);
        let words = words(message, line.start + from, place, &mut self.reading.findings);
        if words.first().is_some_and(|word| word.text.starts_with("-D")) {
            self.take_arguments(&words);
        } else {
            self.take_java(&words);
        }
        message.len()
    }

    fn take_arguments(&mut self, words: &[Word<'_>]) {
        let entries = entries_of(words, &mut self.reading, self.release);
        if let Some(reported) = self.configured.arguments(entries, &mut self.reading.findings) {
            self.process = Some(reported.process);
            self.take_flags();
            self.take_reported(reported, false);
        }
    }

    fn take_java(&mut self, words: &[Word<'_>]) {
        self.flags = Flags::default();
        take_java_arguments(words, &mut self.reading, &mut self.flags);
        self.take_flags();
    }

    /// Takes the flags of a JVM as soon as its process is known.
    fn take_flags(&mut self) {
        let Some(process) = self.process.or(self.reading.process) else { return };
        if let Some(reported) = std::mem::take(&mut self.flags).reported(process) {
            self.take_reported(reported, false);
        }
    }

    /// Puts together what one start says in several places; each block is a start of its own.
    fn take_reported(&mut self, reported: Reported, is_summary: bool) {
        let is_same = self.reading.reported.last().is_some_and(|last| last.process == reported.process && agree(last, &reported));
        let is_same_start = is_same && !(is_summary && self.has_summary);
        if is_same_start {
            self.has_summary |= is_summary;
            add_reported(&mut self.reading.reported, reported);
        } else {
            self.has_summary = is_summary;
            self.reading.reported.push(reported);
        }
    }

    /// Takes a line as a row under the last heading; the line ends the list where it is none.
    fn continue_list(&mut self, line: &mut Line<'a>) {
        let Some(list) = &mut self.list else { return };
        let mut from = 0;
        for _ in 0..list.dashes {
            match line.text.get(from..).and_then(|rest| rest.find(" - ")) {
                Some(found) => from += found + 3,
                None => return self.end_list(),
            }
        }
        if list.dashes == 0 && line.text.is_char_boundary(list.column) {
            from = list.column;
        }
        let row = line.message_from(from).trim_start();
        from = line.text.len() - line.text.get(from..).unwrap_or_default().trim_start().len();
        if row.is_empty() || row.starts_with("---") {
            return self.end_list();
        }
        let place = line.place(from);
        if row.starts_with("******") {
            self.reading.note(place, Matter::HiddenValue { key: String::new() });
        } else {
            list.rows.push(Word::plain(row, line.start + from, place));
        }
    }

    fn end_list(&mut self) {
        match self.list.take() {
            Some(List { kind: ListKind::Arguments, rows, .. }) => self.take_arguments(&rows),
            Some(List { kind: ListKind::JvmOptions, rows, .. }) => self.take_java(&rows),
            None => {}
        }
    }

    fn end_summary(&mut self) {
        if let Some(reported) = self.summary.take().and_then(|summary| summary.finish(&mut self.reading.findings)) {
            self.take_reported(reported, true);
        }
    }

    /// `org.apache.flink.configuration.IllegalConfigurationException: Sum of configured …`
    fn exception(&mut self, line: &mut Line<'a>, colon: usize, before: &'a str) -> Option<usize> {
        let after = line.text.get(colon + 1..).unwrap_or_default().trim_start_matches(' ');
        if !MESSAGES.iter().any(|known| after.starts_with(known)) {
            return None;
        }
        let message = line.message_from(colon + 1);
        let length = message.len();
        let message = message.trim_start();
        // Causes repeat the message, and a process that is started again repeats them all.
        if !self.exceptions.contains(&message) && self.exceptions.len() < MOST_EXCEPTIONS {
            self.exceptions.push(message);
            let start = before.bytes().rposition(|byte| !byte.is_ascii_alphanumeric() && byte != b'_').map_or(0, |index| index + 1);
            let exception = before.get(start..).unwrap_or_default().to_owned();
            let place = line.place(colon);
            self.reading.note(place, Matter::Exception { exception, message: message.to_owned() });
        }
        Some(length)
    }

    /// `Reason: OOMKilled`, `Exit Code: 137`, `… is running beyond physical memory limits. Current usage: …`
    fn killed(&mut self, line: &mut Line<'a>, colon: usize, before: &'a str, after: &'a str) -> Option<usize> {
        let label = tail(before).trim_end_matches('"');
        let after = after.trim_start_matches([' ', '\t', '"']);
        let is_value =
            |value: &str| after.strip_prefix(value).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '"', ',', '}']));
        let values = KILLED.iter().find(|(name, _)| label.ends_with(name)).map_or(&[][..], |(_, values)| values);
        let reason = if let Some(value) = values.iter().find(|value| is_value(value)) {
            value
        } else if label.ends_with("Current usage")
            && let Some(limits) = label.split("is running beyond ").skip(1).last()
        {
            limits.split('.').next().unwrap_or_default()
        } else {
            return None;
        };
        let matter = Matter::Killed { reason: reason.to_owned() };
        let place = line.place(colon);
        note_once(&mut self.reading.findings, place, matter);
        Some(0)
    }

    fn finish(mut self) -> Reading {
        self.end_summary();
        self.end_list();
        if self.process.is_none() {
            self.process = self.flags.process_or_guess(&mut self.reading);
            self.take_flags();
        }
        let mut reading = self.reading;
        if let Some(last) = reading.reported.last().map(|reported| reported.process) {
            reading.process = Some(last);
            if reading.reported.iter().any(|reported| reported.process != last) {
                reading.note_of_text(Matter::SeveralProcesses { count: reading.reported.len().to_string() });
            }
        }
        self.configured.finish(&mut reading);
        sort_findings(&mut reading);
        reading
    }
}

/// How the ends of containers are named that took more memory than they had, and what is told of them.
const KILLED: [(&str, &[&str]); 4] =
    [("eason", &["OOMKilled"]), ("xit Code", EXIT_CODES), ("xitCode", EXIT_CODES), ("xit code", EXIT_CODES)];
const EXIT_CODES: &[&str] = &["137", "-104", "-103"];

/// More different complaints about memory than this help nobody.
const MOST_EXCEPTIONS: usize = 50;

/// How messages about memory begin, of Flink and of the JVM.
const MESSAGES: [&str; 22] = [
    "Sum of configured ",
    "Sum of the configured ",
    "Derived ",
    "Configured and Derived ",
    "The configured ",
    "Either required fine-grained memory",
    "Inconsistently configured ",
    "Cannot read memory size from config option",
    "TaskManager memory configuration failed",
    "JobManager memory configuration failed",
    "Could not parse value ",
    "Memory size unit ",
    "text does not start with a number",
    "Insufficient number of network buffers",
    "Could not allocate enough memory segments for NetworkBufferPool",
    "Java heap space",
    "Direct buffer memory",
    "Cannot reserve ",
    "Metaspace",
    "Compressed class space",
    "unable to create ",
    "The fraction of memory to allocate should not be 0",
];
