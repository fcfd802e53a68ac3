//! `FLINK_PROPERTIES` and the other variables of Flink's image: how scripts and files write them, and what the image makes of them.

use flink_memory::{Process, Release, Value};

use crate::arguments::dynamic_properties;
use crate::embedded::Embedded;
use crate::finding::Matter;
use crate::format::Format;
use crate::pieces::{file_name, first, holds, is_blank, last, leading, trim_end, trim_start, unquoted, without};
use crate::place::{Lines, Place, lines};
use crate::reading::{Base, Reading};
use crate::shell::{joined, word};

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
    const ALL: [Variable; 4] = [Variable::Properties, Variable::Slots, Variable::TaskManagerHeap, Variable::JobManagerHeap];

    /// Its name in the environment.
    const fn name(self) -> &'static str {
        match self {
            Variable::Properties => "FLINK_PROPERTIES",
            Variable::Slots => "TASK_MANAGER_NUMBER_OF_TASK_SLOTS",
            Variable::TaskManagerHeap => "FLINK_TM_HEAP",
            Variable::JobManagerHeap => "FLINK_JM_HEAP",
        }
    }

    pub(crate) fn of_name(name: &str) -> Option<Variable> {
        Variable::ALL.into_iter().find(|variable| variable.name() == name)
    }
}

/// Reads a script, an environment file, a `docker run`, or the bare lines of `FLINK_PROPERTIES`.
pub(crate) fn read(text: &str, release: Release) -> Reading {
    let mut reading = Reading::new(Format::FlinkProperties, Base::Shipped);
    let places = Lines::of(text);
    let mut variables = Vec::new();
    let mut command = Vec::new();
    let mut has_image = false;
    shell_words(text, &mut |word| {
        let value = &word.text;
        let assignment = value.strip_prefix("--env=").unwrap_or(value);
        let skipped = value.len() - assignment.len();
        let named = assignment.split_once('=').and_then(|(name, value)| Some((Variable::of_name(name)?, name, value)));
        let image = Some(last(value, b'=')).filter(|image| image.contains(':')).and_then(version_of_image);
        if let Some((variable, name, value)) = named {
            // `-e FLINK_PROPERTIES="${FLINK_PROPERTIES}"` hands on what was set before.
            let is_handed_on = value.bytes().filter(|byte| !b"${} \n".contains(byte)).eq(name.bytes());
            if !is_handed_on {
                variables.push((variable, word.skip(skipped + name.len() + 1)));
            }
        } else if let Some(version) = image {
            reading.release = reading.release.or_else(|| Release::parse(version));
            // What stood before it is told to something else than the image.
            has_image = true;
            command.clear();
        } else if has_image {
            command.push((places.place(word.outside(0)), word.text));
        }
    });
    if variables.is_empty() && !has_image {
        let mut whole = Embedded::at(0);
        whole.push(text, 0);
        variables.push((Variable::Properties, whole));
    }
    set(&variables, reading.release.unwrap_or(release), &places, &mut reading);
    set_arguments(&command, &mut reading);
    reading.process = process_of_words(&command);
    reading
}

/// Sets what the image makes of the variables of one container.
///
/// Source: `docker-entrypoint.sh` of flink-docker: slots first, then the properties. Up to 1.18 it appends them to `flink-conf.yaml`;
/// from 1.19 on it gives each line to Flink as an argument, without any white space and split at its first colon.
pub(crate) fn set(variables: &[(Variable, Embedded)], release: Release, places: &Lines<'_>, into: &mut Reading) {
    let first = into.entries.len();
    for (variable, value) in variables {
        match variable {
            Variable::Slots if !value.text.is_empty() => {
                let (place, value_at) = (places.place(value.outside(0)), value.range_outside(&(0..value.text.len())));
                into.set("taskmanager.numberOfTaskSlots", value.text.as_str().into(), place, value_at);
            }
            Variable::TaskManagerHeap => into.environment.task_manager_heap = Some(value.text.clone()),
            Variable::JobManagerHeap => into.environment.job_manager_heap = Some(value.text.clone()),
            Variable::Slots | Variable::Properties => {}
        }
    }
    for (variable, value) in variables {
        if *variable == Variable::Properties {
            if release < Release::V1_19 {
                value.take_over(crate::flink_conf::read(&value.text, release), places, into);
            } else {
                for (range, line) in lines(&value.text) {
                    set_argument(value, range.start, line, release, places, into);
                }
            }
        }
    }
    drop_placeholders(into, first);
}

/// One line as the image of 1.19 and later takes it.
fn set_argument(properties: &Embedded, start: usize, line: &str, release: Release, places: &Lines<'_>, into: &mut Reading) {
    let is_blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\x0b' | b'\x0c');
    let from_start = trim_start(line, is_blank);
    let trimmed = trim_end(from_start, is_blank);
    // The image gives Flink a comment as an option with a number sign in its name, which nobody reads.
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return;
    }
    let start = start + (line.len() - from_start.len());
    let (key, value) = trimmed.split_once(':').unwrap_or((trimmed, ""));
    let value_start = start + trimmed.len() - trim_start(value, is_blank).len();
    let (key, squeezed) = (without(key, is_blank), without(value, is_blank));
    let place = places.place(properties.outside(start));
    let quoted = unquoted(&squeezed);
    let matter = match quoted {
        _ if squeezed.is_empty() => Some(Matter::PropertyWithoutValue { key: key.clone() }),
        // Its image has the shell read the line once more.
        Some(_) if release == Release::V1_19 => None,
        Some(_) => Some(Matter::PropertyQuoted { key: key.clone(), value: squeezed.clone() }),
        None if holds(value, " #") => Some(Matter::PropertyComment { key: key.clone(), value: squeezed.clone() }),
        None => None,
    };
    if let Some(matter) = matter {
        into.note(place, matter);
    }
    let read = quoted.filter(|_| release == Release::V1_19).unwrap_or(&squeezed);
    let is_verbatim = value_start + read.len() == start + trimmed.len();
    let value_at = if is_verbatim { properties.range_outside(&(value_start..value_start + read.len())) } else { None };
    into.set(&key, read.into(), place, value_at);
}

/// Takes out the entries from an index on whose values are filled in from an environment that nobody told.
pub(crate) fn drop_placeholders(reading: &mut Reading, first: usize) {
    reading.take_out(first, &|entry| match &entry.value {
        Value::Text(value) if is_placeholder(value) => Some(Matter::Placeholder { key: entry.key.clone(), value: value.clone() }),
        _ => None,
    });
}

fn is_placeholder(value: &str) -> bool {
    let behind = value.split_once('$').and_then(|(_, behind)| behind.bytes().next());
    behind.is_some_and(|first| matches!(first, b'{' | b'_') || first.is_ascii_alphabetic())
}

/// Sets what the `-D` arguments among words make.
pub(crate) fn set_arguments(words: &[(Place, String)], into: &mut Reading) {
    let mut texts = Vec::new();
    for (_, text) in words {
        texts.push(text.as_str());
    }
    // Words of a shell or a manifest are not all Flink's, so none of them stops the reading.
    for property in dynamic_properties(&["-D"], &texts, Release::LATEST).found {
        if let Some((place, _)) = words.get(property.argument) {
            into.set(property.key, property.value.into(), *place, None);
        }
    }
}

/// The process that words tell the image or its scripts to start.
pub(crate) fn process_of_words(words: &[(Place, String)]) -> Option<Process> {
    words.iter().find_map(|(_, word)| {
        let name = file_name(word);
        match name.strip_suffix(".sh").unwrap_or(name) {
            "taskmanager" => Some(Process::TaskManager),
            "jobmanager" | "standalone-job" => Some(Process::JobManager),
            _ => None,
        }
    })
}

/// The version in the tag of an image of Flink, such as `1.20.1` of `flink:1.20.1-java17`; empty for `flink:latest`,
/// `None` for other images.
pub(crate) fn version_of_image(image: &str) -> Option<&str> {
    let name = file_name(image).split('@').next().unwrap_or_default();
    let (name, tag) = name.split_once(':').unwrap_or((name, ""));
    let version = tag.split('-').next().unwrap_or_default();
    let is_version = version.bytes().next().is_some_and(|first| first.is_ascii_digit());
    (name == "flink").then_some(if is_version { version } else { "" })
}

/// Words as a shell cuts them, comments left out. A bare `NAME=value` of a variable that is known, at the start of a line, goes
/// on to the end of the line, as in environment files; bare properties go on over further lines of `key: value`, as `env` prints them.
fn shell_words(text: &str, take: &mut dyn FnMut(Embedded)) {
    let mut at = 0;
    let mut begins_line = true;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let joined = joined(rest);
        if joined > 0 || is_blank(first(rest)) {
            at += joined.max(1);
        } else if matches!(first(rest), b'\n' | b'\r' | b';' | b'&' | b'|') {
            begins_line = true;
            at += 1;
        } else if first(rest) == b'#' {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if let Some(length) = bare_assignment(rest).filter(|_| begins_line) {
            let mut word = Embedded::at(at);
            word.push(rest.get(..length).unwrap_or_default(), at);
            take(word);
            at += length;
        } else {
            let (word, end) = word(text, at, |next| matches!(next, ' ' | '\t' | '\n' | '\r' | ';' | '&' | '|'), None);
            let keeps_line = matches!(word.text.as_str(), "export" | "ENV" | "-");
            begins_line = begins_line && keeps_line;
            take(word);
            at = end;
        }
    }
}

/// How far a bare assignment of a known variable goes.
fn bare_assignment(rest: &str) -> Option<usize> {
    let (name, value) = rest.split_at_checked(leading(rest, |byte| !matches!(byte, b'=' | b'\n' | b' ')))?;
    let variable = Variable::of_name(name)?;
    let value = value.strip_prefix('=')?;
    if matches!(first(value), b'"' | b'\'') || value.starts_with("$'") {
        return None;
    }
    let mut length = leading(rest, |byte| !matches!(byte, b'\n' | b'\r'));
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
