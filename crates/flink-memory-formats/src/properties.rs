//! `FLINK_PROPERTIES` and the other variables of Flink's image: how scripts and files write them, and what the image makes of them.

use flink_memory::{Process, Release, Value};

use crate::arguments::{Property, dynamic_properties};
use crate::embedded::Embedded;
use crate::finding::{Finding, Matter};
use crate::format::Format;
use crate::place::{Lines, Place, lines};
use crate::reading::{Base, ReadEntry, Reading};

/// A variable that Flink's image or scripts read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variable {
    /// Lines for the configuration file.
    Properties,
    /// The number of slots.
    Slots,
    /// The heap of a TaskManager's older releases.
    TaskManagerHeap,
    /// The heap of a JobManager's older releases.
    JobManagerHeap,
}

impl Variable {
    /// Every variable.
    pub(crate) const ALL: [Variable; 4] = [Variable::Properties, Variable::Slots, Variable::TaskManagerHeap, Variable::JobManagerHeap];

    /// Its name in the environment.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Variable::Properties => "FLINK_PROPERTIES",
            Variable::Slots => "TASK_MANAGER_NUMBER_OF_TASK_SLOTS",
            Variable::TaskManagerHeap => "FLINK_TM_HEAP",
            Variable::JobManagerHeap => "FLINK_JM_HEAP",
        }
    }

    fn of_name(name: &str) -> Option<Variable> {
        Variable::ALL.into_iter().find(|variable| variable.name() == name)
    }
}

/// Reads a script, an environment file, a `docker run`, or the bare lines of `FLINK_PROPERTIES`.
pub(crate) fn read(text: &str, release: Release) -> Reading {
    let mut reading = Reading::new(Format::FlinkProperties, Base::Shipped);
    let places = Lines::of(text);
    let mut variables = Vec::new();
    let mut command = None;
    shell_words(text, |word| {
        let value = &word.text;
        let assignment = value.strip_prefix("--env=").unwrap_or(value);
        let skipped = value.len() - assignment.len();
        let named = assignment.split_once('=').and_then(|(name, value)| Some((Variable::of_name(name)?, name, value)));
        let image = value.rsplit('=').next().filter(|image| image.contains(':')).and_then(version_of_image);
        if let Some((variable, name, value)) = named {
            // `-e FLINK_PROPERTIES="${FLINK_PROPERTIES}"` hands on what was set before.
            let is_handed_on = value.trim_matches(['$', '{', '}', ' ', '\n']) == name;
            if !is_handed_on {
                variables.push((variable, word.skip(skipped + name.len() + 1)));
            }
        } else if let Some(version) = image {
            reading.release = reading.release.or_else(|| Release::parse(version));
            command = Some(Vec::new());
        } else if let Some(words) = &mut command {
            words.push((places.place(word.outside(0)), word.text));
        }
    });
    if variables.is_empty() && command.is_none() {
        let mut whole = Embedded::at(0);
        whole.push(text, 0);
        variables.push((Variable::Properties, whole));
    }
    set(&variables, reading.release.unwrap_or(release), &places, &mut reading);
    let command: Vec<_> = command.iter().flatten().map(|(place, word)| (*place, word.as_str())).collect();
    reading.entries.extend(of_arguments(&command));
    reading.process = command.iter().find_map(|(_, word)| process_of_word(word));
    reading
}

/// Sets what the image makes of the variables of one container.
///
/// Source: `docker-entrypoint.sh` of flink-docker: slots first, then the properties. Up to 1.18 it appends them to `flink-conf.yaml`;
/// from 1.19 on it gives each line to Flink as an argument, without any white space and split at its first colon.
pub(crate) fn set(variables: &[(Variable, Embedded)], release: Release, places: &Lines<'_>, into: &mut Reading) {
    let first = into.entries.len();
    let all = |wanted: Variable| variables.iter().filter(move |(variable, _)| *variable == wanted).map(|(_, value)| value);
    for value in all(Variable::Slots).filter(|value| !value.text.is_empty()) {
        into.entries.push(ReadEntry {
            key: "taskmanager.numberOfTaskSlots".to_owned(),
            value: value.text.as_str().into(),
            place: places.place(value.outside(0)),
            value_at: value.range_outside(&(0..value.text.len())),
        });
    }
    for properties in all(Variable::Properties) {
        if release < Release::V1_19 {
            properties.take_over(crate::flink_conf::read(&properties.text, release), places, into);
        } else {
            for (range, line) in lines(&properties.text) {
                set_argument(properties, range.start, line, release, places, into);
            }
        }
    }
    drop_placeholders(into, first);
    for value in all(Variable::TaskManagerHeap) {
        into.environment.task_manager_heap = Some(value.text.clone());
    }
    for value in all(Variable::JobManagerHeap) {
        into.environment.job_manager_heap = Some(value.text.clone());
    }
}

/// One line as the image of 1.19 and later takes it.
fn set_argument(properties: &Embedded, start: usize, line: &str, release: Release, places: &Lines<'_>, into: &mut Reading) {
    let is_blank = |character: char| matches!(character, ' ' | '\t' | '\u{b}' | '\u{c}');
    let trimmed = line.trim_matches(is_blank);
    // The image gives Flink a comment as an option with a number sign in its name, which nobody reads.
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return;
    }
    let start = start + (line.len() - line.trim_start_matches(is_blank).len());
    let (key, value) = trimmed.split_once(':').unwrap_or((trimmed, ""));
    let value_start = start + trimmed.len() - value.trim_start_matches(is_blank).len();
    let squeezed = |text: &str| text.chars().filter(|&character| !is_blank(character)).collect::<String>();
    let (key, squeezed) = (squeezed(key), squeezed(value));
    let place = places.place(properties.outside(start));
    let quoted = ['"', '\''].into_iter().find_map(|quote| squeezed.strip_prefix(quote)?.strip_suffix(quote));
    let matter = match quoted {
        _ if squeezed.is_empty() => Some(Matter::PropertyWithoutValue { key: key.clone() }),
        // Its image has the shell read the line once more.
        Some(_) if release == Release::V1_19 => None,
        Some(_) => Some(Matter::PropertyQuoted { key: key.clone(), value: squeezed.clone() }),
        None if value.contains([' ', '\t']) && value.contains(" #") => {
            Some(Matter::PropertyComment { key: key.clone(), value: squeezed.clone() })
        }
        None => None,
    };
    into.findings.extend(matter.map(|matter| Finding::at(place, matter)));
    let value = quoted.filter(|_| release == Release::V1_19).map_or_else(|| squeezed.clone(), str::to_owned);
    let is_verbatim = value_start + value.len() == start + trimmed.len();
    let value_at = is_verbatim.then(|| properties.range_outside(&(value_start..value_start + value.len()))).flatten();
    into.entries.push(ReadEntry { key, value: value.into(), place, value_at });
}

/// Takes out the entries from an index on whose values are filled in from an environment that nobody told.
pub(crate) fn drop_placeholders(reading: &mut Reading, first: usize) {
    // Only these are looked at, so that many containers in one text stay cheap.
    for entry in reading.entries.split_off(first.min(reading.entries.len())) {
        match &entry.value {
            Value::Text(value) if is_placeholder(value) => {
                let matter = Matter::Placeholder { key: entry.key, value: value.clone() };
                reading.findings.push(Finding::at(entry.place, matter));
            }
            _ => reading.entries.push(entry),
        }
    }
}

fn is_placeholder(value: &str) -> bool {
    let behind = value.split_once('$').map(|(_, behind)| behind);
    behind.is_some_and(|behind| behind.starts_with(|first: char| matches!(first, '{' | '_') || first.is_ascii_alphabetic()))
}

/// The entries that the `-D` arguments among words make.
pub(crate) fn of_arguments(words: &[(Place, &str)]) -> Vec<ReadEntry> {
    let texts: Vec<&str> = words.iter().map(|&(_, text)| text).collect();
    // Words of a shell or a manifest are not all Flink's, so none of them stops the reading.
    let properties = dynamic_properties(&texts, Release::LATEST);
    let entry = |property: Property<'_>| {
        let place = words.get(property.argument)?.0;
        Some(ReadEntry { key: property.key.to_owned(), value: property.value.into(), place, value_at: None })
    };
    properties.found.into_iter().filter_map(entry).collect()
}

/// The process that a word tells the image or its scripts to start.
pub(crate) fn process_of_word(word: &str) -> Option<Process> {
    let name = word.rsplit('/').next().unwrap_or_default();
    match name.strip_suffix(".sh").unwrap_or(name) {
        "taskmanager" => Some(Process::TaskManager),
        "jobmanager" | "standalone-job" => Some(Process::JobManager),
        _ => None,
    }
}

/// The version in the tag of an image of Flink, such as `1.20.1` of `flink:1.20.1-java17`; empty for `flink:latest`,
/// `None` for other images.
pub(crate) fn version_of_image(image: &str) -> Option<&str> {
    let name = image.rsplit('/').next().unwrap_or_default().split('@').next().unwrap_or_default();
    let (name, tag) = name.split_once(':').unwrap_or((name, ""));
    let version = tag.split('-').next().unwrap_or_default();
    let is_version = version.starts_with(|first: char| first.is_ascii_digit());
    (name == "flink").then_some(if is_version { version } else { "" })
}

/// Words as a shell cuts them, comments left out. A bare `NAME=value` of a variable that is known, at the start of a line, goes
/// on to the end of the line, as in environment files; bare properties go on over further lines of `key: value`, as `env` prints them.
fn shell_words(text: &str, mut take: impl FnMut(Embedded)) {
    let mut at = 0;
    let mut begins_line = true;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if blanks > 0 {
            at += blanks;
        } else if rest.starts_with(['\n', '\r', ';', '&', '|']) {
            begins_line = true;
            at += 1;
        } else if rest.starts_with("\\\n") || rest.starts_with("\\\r\n") {
            at += if rest.starts_with("\\\n") { 2 } else { 3 };
        } else if rest.starts_with('#') {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if let Some(length) = bare_assignment(rest).filter(|_| begins_line) {
            let mut word = Embedded::at(at);
            word.push(rest.get(..length).unwrap_or_default(), at);
            take(word);
            at += length;
        } else {
            let (word, end) = shell_word(text, at);
            let keeps_line = matches!(word.text.as_str(), "export" | "ENV" | "-");
            begins_line = begins_line && keeps_line;
            take(word);
            at = end;
        }
    }
}

/// How far a bare assignment of a known variable goes.
fn bare_assignment(rest: &str) -> Option<usize> {
    let (name, value) = rest.split_at_checked(rest.find(['=', '\n', ' '])?)?;
    let variable = Variable::of_name(name)?;
    let value = value.strip_prefix('=')?;
    if value.starts_with(['"', '\'']) || value.starts_with("$'") {
        return None;
    }
    let mut length = rest.find(['\n', '\r']).unwrap_or(rest.len());
    if variable == Variable::Properties {
        for (range, line) in lines(value).skip(1) {
            let first = line.split_ascii_whitespace().next().unwrap_or_default();
            if !first.contains(':') || first.contains('=') {
                break;
            }
            length = name.len() + 1 + range.end;
        }
    }
    Some(length)
}

/// The word at a byte, unquoted, and where it ends.
fn shell_word(text: &str, start: usize) -> (Embedded, usize) {
    let mut word = Embedded::at(start);
    let mut at = start;
    // The open quote: `'`, `"`, or `$` for `$'...'`.
    let mut quote = None;
    while let Some(rest) = text.get(at..) {
        let mut characters = rest.char_indices().map(|(offset, character)| (at + offset, character));
        let Some((_, character)) = characters.next() else { break };
        let length = character.len_utf8();
        let push = |word: &mut Embedded| word.push(rest.get(..length).unwrap_or_default(), at);
        match (quote, character) {
            (None, '\'' | '"') => quote = Some(character),
            (None, '$') if rest.starts_with("$'") => {
                quote = Some('$');
                at += 1;
            }
            (None, ' ' | '\t' | '\n' | '\r' | ';' | '&' | '|') => break,
            (Some('\'' | '$'), '\'') | (Some('"'), '"') => quote = None,
            (None | Some('"' | '$'), '\\') => {
                // A backslash at the very end stands for nothing.
                let Some((next_at, next)) = characters.next() else {
                    at += 1;
                    break;
                };
                at = next_at + next.len_utf8() - 1;
                let raw = text.get(next_at..next_at + next.len_utf8()).unwrap_or_default();
                match (quote, next) {
                    (Some('$'), 'n') => word.push("\n", next_at),
                    (Some('$'), 't') => word.push("\t", next_at),
                    (None | Some('"'), '\n') => {}
                    (Some('"'), next) if !matches!(next, '"' | '\\' | '$' | '`') => {
                        word.push("\\", next_at - 1);
                        word.push(raw, next_at);
                    }
                    _ => word.push(raw, next_at),
                }
                at += 1;
                continue;
            }
            _ => push(&mut word),
        }
        at += length;
    }
    (word, at)
}
