//! Logs of a Flink process that starts: the configuration that it read, its arguments, and the memory that it derived.
//!
//! Everything that counts stands around a colon, so a line is looked at where it has one; prefixes of whatever kind are not looked at at all.

mod configuration;
mod summary;

use flink_memory::{Process, Release, Value};

use crate::command::{entries_of, note_once, role, sort_findings, take_java_arguments, take_release, take_release_of_jar};
use crate::finding::Matter;
use crate::format::Format;
use crate::jvm_flags::Flags;
use crate::pieces::{behind_each, first, holds, last, split_at_word, trim_end, trim_start, unescaped};
use crate::place::{Lines, Place, lines};
use crate::reading::{Base, ReadEntry, Reading, Reported};
use crate::results::{add_reported, agree};
use crate::shell::{Word, words};
use configuration::Configured;
use summary::Summary;

/// Reads a log, or several in one text, with or without the output of the start scripts.
pub(crate) fn read(text: &str, release: Release) -> Reading {
    let mut log = Log {
        places: Lines::of(text),
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
    let mut above = "";
    for (range, text) in lines(text) {
        let mut line = Line { text, start: range.start, above, colon: 0, is_json: None };
        let mut is_known = false;
        let mut next = 0;
        while let Some(found) = text.get(next..).and_then(|rest| rest.find(':')) {
            line.colon = next + found;
            let taken = log.colon(&mut line);
            is_known |= taken.is_some();
            // What was read is not looked at again, so that a line of any length is read once.
            next = line.colon + 1 + taken.unwrap_or(0);
        }
        if !is_known {
            log.continue_list(&mut line);
        }
        above = text;
    }
    log.finish()
}

/// A line, and what is needed to say where something on it stands.
pub(crate) struct Line<'a> {
    text: &'a str,
    start: usize,
    /// The line before it.
    above: &'a str,
    /// The colon that is looked at.
    colon: usize,
    /// Whether it is JSON, once that was asked for.
    is_json: Option<bool>,
}

impl<'a> Line<'a> {
    /// What follows the colon.
    fn after(&self) -> &'a str {
        self.text.get(self.colon + 1..).unwrap_or_default()
    }

    /// What follows the colon, up to the end of the message.
    fn message(&mut self) -> &'a str {
        self.message_from(self.colon + 1)
    }

    /// Whether the line is JSON or a piece of it: a string of a list, or an object. A very long line is taken for a piece of JSON.
    fn is_json(&mut self) -> bool {
        let text = self.text;
        let look = || text.len() > LONG_LINE || matches!(first(text.trim_start()), b'"' | b'{');
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

/// What stands before a colon that counts, and how it is read: given what stands before that, it gives back how many bytes after the colon
/// were read.
type Known<'a> = (&'static str, fn(&mut Log<'a>, &mut Line<'a>, &'a str) -> Option<usize>);

/// How containers exit that took more memory than they had.
const EXIT_CODES: &[&str] = &["137", "-104", "-103"];

/// The rows under a heading, one argument each.
struct List<'a> {
    /// What is done with them.
    take: fn(&mut Log<'a>, &[Word]),
    rows: Vec<Word>,
    /// Where the heading begins in its line.
    column: usize,
    /// How many times ` - ` stands before the heading in its line.
    dashes: usize,
}

struct Log<'a> {
    places: Lines<'a>,
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
    const KNOWN: [Known<'a>; 17] = [
        ("Memory configuration", Log::title),
        ("configuration property", Log::property),
        ("extraction logs", |log, _, before| Some(log.script(before))),
        ("BASH_JAVA_UTILS_EXEC_RESULT", |log, line, _| Some(log.result(line))),
        ("jvm_params", |log, line, _| Some(log.result(line))),
        ("dynamic_configs", |log, line, _| Some(log.result(line))),
        ("Program Arguments", |log, line, before| Some(log.heading(line, before, Log::take_arguments))),
        ("JVM Options", |log, line, before| Some(log.heading(line, before, Log::take_java))),
        (" (Version", Log::greeting),
        ("Classpath", |log, line, _| Some(log.classpath(line))),
        ("Exception", Log::exception),
        ("Error", Log::exception),
        ("Current usage", Log::usage),
        ("eason", |log, line, _| log.killed(line, &["OOMKilled"])),
        ("xitCode", |log, line, _| log.killed(line, EXIT_CODES)),
        ("xit Code", |log, line, _| log.killed(line, EXIT_CODES)),
        ("xit code", |log, line, _| log.killed(line, EXIT_CODES)),
    ];

    /// Looks at one colon of a line; where something was known there, how many bytes after the colon were read.
    fn colon(&mut self, line: &mut Line<'a>) -> Option<usize> {
        let before = line.text.get(..line.colon).unwrap_or_default();
        if let Some(summary) = &mut self.summary {
            let took = summary.take(before, line.after());
            if summary.is_over() {
                self.end_summary();
            }
            if took {
                return Some(0);
            }
        }
        let before = before.strip_suffix('"').unwrap_or(before);
        let (before, read) = Log::KNOWN.iter().find_map(|(known, read)| Some((before.strip_suffix(known)?, read)))?;
        read(self, line, before)
    }

    /// The place of a line's colon.
    fn place(&self, line: &Line<'_>) -> Place {
        self.places.place(line.start + line.colon)
    }

    /// `Final TaskExecutor Memory configuration:`
    fn title(&mut self, line: &mut Line<'a>, before: &'a str) -> Option<usize> {
        let summary = Summary::begin(before, self.place(line))?;
        self.end_summary();
        self.end_list();
        self.process = Some(summary.process());
        self.summary = Some(summary);
        Some(0)
    }

    /// `TM_RESOURCE_PARAMS extraction logs:`, `TM_RESOURCES_JVM_PARAMS`, `JM_RESOURCE_PARAMS`
    fn script(&mut self, before: &str) -> usize {
        self.end_list();
        self.process = match last(before.trim_end(), b' ') {
            name if holds(name, "TM_RES") => Some(Process::TaskManager),
            name if holds(name, "JM_RES") => Some(Process::JobManager),
            _ => self.process,
        };
        0
    }

    /// ` Program Arguments:`, ` JVM Options:`
    fn heading(&mut self, line: &mut Line<'a>, before: &'a str, take: fn(&mut Log<'a>, &[Word])) -> usize {
        self.end_list();
        if !line.after().trim_start().starts_with("(none)") {
            self.list = Some(List { take, rows: Vec::new(), column: before.len(), dashes: behind_each(tail(before), " - ").count() });
        }
        0
    }

    /// `Classpath: /opt/flink/lib/flink-dist-1.17.2.jar:…`
    fn classpath(&mut self, line: &mut Line<'a>) -> usize {
        self.end_list();
        let place = self.place(line);
        let message = line.message();
        take_release_of_jar(&mut self.reading, message, place);
        message.len()
    }

    /// ` Starting TaskManager (Version: 1.17.2, Scala: 2.12, Rev:c0027e5, …)`
    fn greeting(&mut self, line: &mut Line<'a>, before: &'a str) -> Option<usize> {
        let name = behind_each(tail(before), "Starting ").last()?;
        self.end_list();
        let place = self.place(line);
        if let Some((process, deployment)) = role(name) {
            self.process = Some(process);
            self.reading.process = Some(process);
            self.reading.deployment = Some(deployment);
        }
        take_release(&mut self.reading, line.after().trim_start(), place);
        Some(0)
    }

    /// `Loading configuration property: k, v` and `Loading dynamic configuration property: k, v`
    fn property(&mut self, line: &mut Line<'a>, before: &'a str) -> Option<usize> {
        const YAML: &str = "standard YAML parser to load flink configuration file from ";
        let kind = before.trim_end();
        let is_dynamic = kind.ends_with("dynamic");
        if !is_dynamic && !kind.ends_with("Loading") {
            return None;
        }
        let message = line.message();
        let length = message.len();
        let blank = usize::from(message.starts_with(' '));
        let message = message.get(blank..).unwrap_or_default();
        // The blank before an empty value is cut off with the end of the line.
        let pair = split_at_word(message, ", ").or_else(|| Some((message.strip_suffix(',')?, "")));
        let Some((key, value)) = pair else { return Some(length) };
        let place = self.places.place(line.start + line.colon + 1 + blank);
        if let Some((_, file)) = split_at_word(line.above, YAML)
            && !self.configured.has_file()
        {
            let file = file.split(' ').next().unwrap_or_default().trim_end_matches(',').trim_end_matches('"').trim_end_matches('.');
            let matter = Matter::ReadFromYaml { file: file.to_owned() };
            self.reading.note(Place { line: place.line.saturating_sub(1), column: 1 }, matter);
        }
        let start = line.start + (line.colon + 1 + blank + key.len() + 2).min(line.text.len());
        let is_escaped = line.is_json() && value.contains('\\');
        let entry = ReadEntry {
            key: key.to_owned(),
            value: if is_escaped { Value::Text(unescaped(value, '\\', &['"', '\\'])) } else { Value::from(value) },
            place,
            value_at: (!is_escaped).then(|| start..start + value.len()),
        };
        self.configured.echo(is_dynamic, entry, &mut self.reading.findings);
        Some(length)
    }

    /// JVM parameters or a `-D` list as the start scripts print them; how many bytes it took.
    fn result(&mut self, line: &mut Line<'a>) -> usize {
        self.end_list();
        let message = line.message();
        let start = line.start + line.colon + 1;
        let words = words(&self.places, start..start + message.len(), &mut self.reading.findings);
        if words.first().is_some_and(|word| word.text.starts_with("-D")) {
            self.take_arguments(&words);
        } else {
            self.take_java(&words);
        }
        message.len()
    }

    fn take_arguments(&mut self, words: &[Word]) {
        let entries = entries_of(words, &mut self.reading, self.release);
        if let Some(reported) = self.configured.arguments(entries, &mut self.reading.findings) {
            self.process = Some(reported.process);
            self.take_flags();
            self.take_reported(reported, false);
        }
    }

    fn take_java(&mut self, words: &[Word]) {
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
        let text = line.text;
        let rest = match list.dashes.checked_sub(1) {
            Some(more) => behind_each(text, " - ").nth(more),
            None => text.get(list.column..).or(Some(text)),
        };
        let Some(rest) = rest.map(str::trim_start) else { return self.end_list() };
        let from = text.len() - rest.len();
        let row = line.message_from(from);
        if row.is_empty() || row.starts_with("---") {
            return self.end_list();
        }
        let place = self.places.place(line.start + from);
        if row.starts_with("******") {
            self.reading.note(place, Matter::HiddenValue { key: String::new() });
        } else {
            list.rows.push(Word::plain(row, line.start + from, place));
        }
    }

    fn end_list(&mut self) {
        if let Some(List { take, rows, .. }) = self.list.take() {
            take(self, &rows);
        }
    }

    fn end_summary(&mut self) {
        if let Some(reported) = self.summary.take().and_then(|summary| summary.finish(&mut self.reading.findings)) {
            self.take_reported(reported, true);
        }
    }

    /// `org.apache.flink.configuration.IllegalConfigurationException: Sum of configured …`
    fn exception(&mut self, line: &mut Line<'a>, _: &'a str) -> Option<usize> {
        let after = line.after().trim_start_matches(' ');
        if !MESSAGES.iter().any(|known| after.starts_with(known)) {
            return None;
        }
        let message = line.message();
        let length = message.len();
        let message = message.trim_start();
        // Causes repeat the message, and a process that is started again repeats them all.
        if !self.exceptions.contains(&message) && self.exceptions.len() < MOST_EXCEPTIONS {
            self.exceptions.push(message);
            let before = line.text.get(..line.colon).unwrap_or_default();
            let without_name = trim_end(before, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let exception = before.get(without_name.len()..).unwrap_or_default().to_owned();
            let place = self.place(line);
            self.reading.note(place, Matter::Exception { exception, message: message.to_owned() });
        }
        Some(length)
    }

    /// `Reason: OOMKilled`, `Exit Code: 137`
    fn killed(&mut self, line: &mut Line<'a>, reasons: &[&str]) -> Option<usize> {
        let after = trim_start(line.after(), |byte| matches!(byte, b' ' | b'\t' | b'"'));
        let is_reason = |reason: &str| after.strip_prefix(reason).is_some_and(|rest| matches!(first(rest), 0 | b' ' | b'"' | b',' | b'}'));
        let reason = reasons.iter().find(|reason| is_reason(reason))?;
        self.note_killed(line, reason);
        Some(0)
    }

    /// `… is running beyond physical memory limits. Current usage: …`
    fn usage(&mut self, line: &mut Line<'a>, before: &'a str) -> Option<usize> {
        let limits = behind_each(tail(before), "is running beyond ").last()?.split('.').next()?;
        self.note_killed(line, limits);
        Some(0)
    }

    fn note_killed(&mut self, line: &Line<'_>, reason: &str) {
        let place = self.place(line);
        note_once(&mut self.reading.findings, place, Matter::Killed { reason: reason.to_owned() });
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
