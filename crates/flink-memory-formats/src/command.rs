//! Command lines: cut into words as shells and YARN quote them, with what `java` and Flink are told in them.

use std::borrow::Cow;
use std::ops::Range;

use flink_memory::{Deployment, MemorySize, Process, Release, Value};

use crate::arguments::dynamic_properties;
use crate::finding::{Finding, Matter};
use crate::format::Format;
use crate::jvm_flags::{Flags, Told};
use crate::order;
use crate::pieces::{decimal, file_name};
use crate::place::Place;
use crate::reading::{Base, ReadEntry, Reading};
use crate::results::{Derived, add_reported};

/// A word of a command line.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    /// The word without its quotes.
    pub(crate) text: Cow<'a, str>,
    /// The bytes that it takes in the whole text, quotes included.
    pub(crate) at: Range<usize>,
    /// Where it begins.
    pub(crate) place: Place,
    /// Where its first quote or backslash is, counted in bytes from its beginning.
    quoted_from: Option<usize>,
}

impl<'a> Word<'a> {
    /// A word that is taken as it stands.
    pub(crate) fn plain(text: &'a str, start: usize, place: Place) -> Word<'a> {
        Word { text: Cow::Borrowed(text), at: start..start + text.len(), place, quoted_from: None }
    }
}

/// Cuts a text into words at blanks and line ends, as a POSIX shell does: `'…'` is literal, a backslash takes the sign of the next
/// character, also within `"…"` before `"`, `\`, `$` and a backtick, and at the end of a line it joins the next one.
///
/// What `ps` prints has lost its quotes, and a value may hold one: a quote that is not closed on its line is a character.
/// `start` and `place` tell where the text begins in the whole.
pub(crate) fn words<'a>(text: &'a str, start: usize, place: Place, findings: &mut Vec<Finding>) -> Vec<Word<'a>> {
    let mut cutter = Cutter { text, next: 0, place };
    let mut words = Vec::new();
    while let Some(word) = cutter.word(findings) {
        words.push(Word { at: start + word.at.start..start + word.at.end, ..word });
    }
    words
}

struct Cutter<'a> {
    text: &'a str,
    next: usize,
    place: Place,
}

impl<'a> Cutter<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.next..).unwrap_or_default()
    }

    fn take(&mut self) -> Option<char> {
        let character = self.rest().chars().next()?;
        self.next += character.len_utf8();
        self.place = match character {
            '\n' => Place { line: self.place.line + 1, column: 1 },
            _ => Place { column: self.place.column + 1, ..self.place },
        };
        Some(character)
    }

    fn word(&mut self, findings: &mut Vec<Finding>) -> Option<Word<'a>> {
        loop {
            let rest = self.rest();
            let joins = ["\\\n", "\\\r\n"].iter().find(|joined| rest.starts_with(**joined)).map_or(0, |joined| joined.len());
            if joins == 0 && !rest.starts_with(is_blank) {
                break;
            }
            for _ in 0..joins.max(1) {
                self.take();
            }
        }
        let (start, place) = (self.next, self.place);
        let mut quoted_from = None;
        let mut unquoted = String::new();
        while let Some(next) = self.rest().chars().next().filter(|next| !is_blank(*next)) {
            let at = self.next;
            let here = self.place;
            if matches!(next, '\'' | '"' | '\\') && quoted_from.is_none() {
                quoted_from = Some(at - start);
                unquoted.push_str(self.text.get(start..at).unwrap_or_default());
            }
            self.take();
            match next {
                '\'' | '"' if self.closes(next) => self.quoted(next, &mut unquoted),
                '\'' | '"' => {
                    unquoted.push(next);
                    findings.push(Finding::at(here, Matter::UnclosedQuote { quote: next.to_string() }));
                }
                '\\' => match self.take() {
                    Some('\n') => {}
                    Some('\r') if self.rest().starts_with('\n') => {
                        self.take();
                    }
                    Some(escaped) => unquoted.push(escaped),
                    None => unquoted.push('\\'),
                },
                _ if quoted_from.is_some() => unquoted.push(next),
                _ => {}
            }
        }
        if self.next == start {
            return None;
        }
        let text = match quoted_from {
            None => Cow::Borrowed(self.text.get(start..self.next)?),
            Some(_) => Cow::Owned(unquoted),
        };
        Some(Word { text, at: start..self.next, place, quoted_from })
    }

    /// Whether a quote that was just opened is closed on this line.
    fn closes(&self, quote: char) -> bool {
        let mut escaped = false;
        for character in self.rest().chars() {
            match character {
                '\n' | '\r' => return false,
                _ if escaped => escaped = false,
                '\\' => escaped = quote == '"',
                _ if character == quote => return true,
                _ => {}
            }
        }
        false
    }

    fn quoted(&mut self, quote: char, into: &mut String) {
        while let Some(character) = self.take().filter(|character| *character != quote) {
            let escaped = if quote == '"' && character == '\\' { self.rest().chars().next() } else { None };
            match escaped.filter(|escaped| matches!(escaped, '"' | '\\' | '$' | '`')) {
                Some(escaped) => {
                    self.take();
                    into.push(escaped);
                }
                None => into.push(character),
            }
        }
    }
}

fn is_blank(character: char) -> bool {
    character.is_ascii_whitespace() || character == '\u{a0}'
}

/// What a main class or a log's greeting says of a process: `org.apache.flink.yarn.YarnTaskExecutorRunner`, `YARN TaskExecutor runner`,
/// `StandaloneSessionClusterEntrypoint`, `TaskManager`.
///
/// Source: the main classes of 1.10 to 2.3, and `EnvironmentInformation.logEnvironmentInfo` with the names that they give it.
pub(crate) fn role(name: &str) -> Option<(Process, Deployment)> {
    let mut name = name.rsplit('.').next()?.to_ascii_lowercase();
    name.retain(|character| character != ' ');
    let process = if name.ends_with("clusterentrypoint") || name == "jobmanager" {
        Process::JobManager
    } else if name.ends_with("taskexecutorrunner") || name.ends_with("taskmanagerrunner") || name == "taskmanager" {
        Process::TaskManager
    } else {
        return None;
    };
    let container = ["yarn", "kubernetes", "mesos"].iter().any(|prefix| name.starts_with(prefix));
    Some((process, if container { Deployment::Container } else { Deployment::Standalone }))
}

/// The scripts and commands that start a process, or submit to what will start it.
const SCRIPTS: [(&str, Option<Process>, Deployment); 8] = [
    ("kubernetes-taskmanager.sh", Some(Process::TaskManager), Deployment::Container),
    ("kubernetes-jobmanager.sh", Some(Process::JobManager), Deployment::Container),
    ("taskmanager.sh", Some(Process::TaskManager), Deployment::Standalone),
    ("jobmanager.sh", Some(Process::JobManager), Deployment::Standalone),
    ("standalone-job.sh", Some(Process::JobManager), Deployment::Standalone),
    ("yarn-session.sh", None, Deployment::Container),
    ("kubernetes-session.sh", None, Deployment::Container),
    ("yarn-cluster", None, Deployment::Container),
];

/// Takes the release from the name of Flink's own jar, such as `flink-dist_2.12-1.13.6.jar`, wherever it stands in the text.
pub(crate) fn take_release_of_jar(reading: &mut Reading, text: &str, place: Place) {
    let Some((_, rest)) = text.split_once("flink-dist") else { return };
    let rest = rest.strip_prefix('_').map_or(rest, |rest| decimal(rest).1);
    if let Some(version) = rest.strip_prefix('-') {
        take_release(reading, version, place);
    }
}

/// Takes the release from a version such as `1.17.2`, `1.15-SNAPSHOT` or a vendor's `1.13.2-csa1.3`; nothing where it does not begin as one.
pub(crate) fn take_release(reading: &mut Reading, version: &str, place: Place) {
    let version = decimal(version).0.trim_end_matches('.');
    let minor_end = version.match_indices('.').nth(1).map_or(version.len(), |(index, _)| index);
    match version.get(..minor_end).and_then(Release::parse) {
        Some(release) => reading.release = Some(release),
        None if version.contains('.') => {
            note_once(&mut reading.findings, place, Matter::UnknownRelease { version: version.to_owned() });
        }
        None => {}
    }
}

/// The old arguments of Flink's command line, and the process whose memory they set (a bare number is mebibytes); `-ys` sets slots.
///
/// Source: `FlinkYarnSessionCli.applyDescriptorOptionToConfig`, 1.10 to 1.20.
const OLD: [(&str, Option<Process>); 9] = [
    ("-ytm", Some(Process::TaskManager)),
    ("-tm", Some(Process::TaskManager)),
    ("--yarntaskManagerMemory", Some(Process::TaskManager)),
    ("--taskManagerMemory", Some(Process::TaskManager)),
    ("-yjm", Some(Process::JobManager)),
    ("-jm", Some(Process::JobManager)),
    ("--yarnjobManagerMemory", Some(Process::JobManager)),
    ("--jobManagerMemory", Some(Process::JobManager)),
    ("-ys", None),
];

fn old_argument(pair: &[Word<'_>], release: Release) -> Option<ReadEntry> {
    let [argument, given] = pair else { return None };
    let (_, memory_of) = OLD.iter().find(|(known, _)| *known == argument.text)?;
    let (key, value) = match memory_of {
        Some(process) => {
            let size: MemorySize = given.text.parse().ok()?;
            let bare = given.text.bytes().all(|byte| byte.is_ascii_digit());
            let key = match process {
                Process::JobManager if release == Release::V1_10 => "jobmanager.heap.size",
                Process::JobManager => "jobmanager.memory.process.size",
                _ => "taskmanager.memory.process.size",
            };
            (key, if bare { format!("{}m", given.text) } else { size.shortest_text() })
        }
        None => ("taskmanager.numberOfTaskSlots", given.text.parse::<u32>().ok()?.to_string()),
    };
    Some(ReadEntry { key: key.to_owned(), value: Value::Text(value), place: argument.place, value_at: None })
}

/// The entries of Flink's own arguments, in order.
pub(crate) fn entries_of(arguments: &[Word<'_>], reading: &mut Reading, release: Release) -> Vec<ReadEntry> {
    let release = reading.release.unwrap_or(release);
    // `-yDk=v` of the YARN command line is `-Dk=v`.
    let mut texts: Vec<&str> = Vec::with_capacity(arguments.len());
    let mut indices = Vec::with_capacity(arguments.len());
    for (index, argument) in arguments.iter().enumerate() {
        match argument.text.strip_prefix("-yD") {
            None => texts.push(&argument.text),
            Some("") => texts.push("-D"),
            Some(attached) => texts.extend_from_slice(&["-D", attached]),
        }
        indices.resize(texts.len(), index);
    }
    let properties = dynamic_properties(&texts, release);
    let word_of = |argument: usize| indices.get(argument).and_then(|index| arguments.get(*index));
    if let Some(word) = properties.stopped_at.and_then(word_of) {
        let follows = arguments.iter().any(|later| later.at.start > word.at.start && later.text.starts_with("-D"));
        if follows {
            reading.note(word.place, Matter::AfterUnknownArgument { argument: word.text.to_string() });
        }
    }
    let mut entries = Vec::with_capacity(properties.found.len());
    for property in properties.found {
        let Some(word) = word_of(property.argument) else { continue };
        // The value is one piece of the text where nothing before it is quoted.
        let before = word.text.strip_suffix(property.value).filter(|before| before.ends_with('=')).map(str::len);
        let before = before.filter(|before| word.quoted_from.is_none_or(|quoted| quoted >= *before));
        entries.push(ReadEntry {
            key: property.key.to_owned(),
            value: Value::from(property.value),
            place: word.place,
            value_at: before.map(|before| word.at.start + before..word.at.end),
        });
    }
    entries
}

/// Takes the arguments of `java` that stand before the main class.
pub(crate) fn take_java_arguments(words: &[Word<'_>], reading: &mut Reading, flags: &mut Flags) {
    for word in words {
        flags.take(&word.text, word.place, Told::Given, reading);
        take_release_of_jar(reading, &word.text, word.place);
        let property = word.text.strip_prefix("-D").and_then(|property| property.split('=').next());
        if let Some(key) = property.filter(|key| key.starts_with("taskmanager.") || key.starts_with("jobmanager.")) {
            reading.note(word.place, Matter::SystemProperty { key: key.to_owned() });
        }
    }
}

/// Takes a process of Flink: what `java` was told, and what Flink was told.
pub(crate) fn take_process(role: (Process, Deployment), flags: &Flags, arguments: &[Word<'_>], reading: &mut Reading, release: Release) {
    let (process, deployment) = role;
    reading.process = Some(process);
    reading.deployment = Some(deployment);
    let entries = entries_of(arguments, reading, release);
    flags.finish(reading);
    take_entries(entries, reading);
    if let Some(reported) = flags.reported(process) {
        add_reported(&mut reading.reported, reported);
    }
}

/// Takes entries; where they are what Flink derived, they are the whole configuration, and a result.
fn take_entries(entries: Vec<ReadEntry>, reading: &mut Reading) {
    if let Some(derived) = Derived::among(&entries) {
        reading.process = Some(derived.process);
        reading.base = Base::Nothing;
        let reported = derived.reported(&entries);
        let matter = Matter::DerivedArguments { process: derived.process.id().to_owned(), count: derived.count().to_string() };
        if let Some(reported) = reported {
            note_once(&mut reading.findings, reported.place, matter);
            add_reported(&mut reading.reported, reported);
        }
    }
    // A shell and the process that it became are two lines of `ps`.
    let before = reading.entries.len().checked_sub(entries.len()).and_then(|from| reading.entries.get(from..));
    let same = |(one, other): (&ReadEntry, &ReadEntry)| one.key == other.key && one.value == other.value;
    if !before.is_some_and(|before| before.iter().zip(&entries).all(same)) {
        reading.entries.extend(entries);
    }
}

/// Reads a list of `-D`, whole lines of `ps`, or what a shell is told.
pub(crate) fn read(text: &str, release: Release) -> Reading {
    let mut reading = Reading::new(Format::Arguments, Base::Current);
    let words = words(text, 0, Place { line: 1, column: 1 }, &mut reading.findings);
    let mut mains = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if let Some(role) = main_class(&word.text) {
            mains.push((index, role));
        }
    }
    if mains.is_empty() {
        without_java(&words, &mut reading, release);
    }
    let mut start = 0;
    for (number, &(main, role)) in mains.iter().enumerate() {
        // A process ends where the line of the next one begins.
        let end = mains.get(number + 1).map_or(words.len(), |&(next, _)| line_start(&words, main + 1, next));
        let mut flags = Flags::default();
        take_java_arguments(words.get(start..main).unwrap_or_default(), &mut reading, &mut flags);
        take_process(role, &flags, words.get(main + 1..end).unwrap_or_default(), &mut reading, release);
        start = end;
    }
    if reading.reported.len() > 1 {
        reading.note_of_text(Matter::SeveralProcesses { count: reading.reported.len().to_string() });
    }
    sort_findings(&mut reading);
    reading
}

/// Adds a finding, unless one of the last ones is the same: logs repeat themselves.
pub(crate) fn note_once(findings: &mut Vec<Finding>, place: Place, matter: Matter) {
    const LOOKED_AT: usize = 16;
    let facts = matter.facts();
    for finding in findings.iter().rev().take(LOOKED_AT) {
        if finding.matter.code() == matter.code() && finding.matter.facts() == facts {
            return;
        }
    }
    findings.push(Finding::at(place, matter));
}

/// Puts findings into the order of the text, those about the text as a whole first, and says so where nothing was found.
pub(crate) fn sort_findings(reading: &mut Reading) {
    let is_empty = reading.entries.is_empty() && reading.reported.is_empty() && reading.findings.is_empty();
    if is_empty && reading.process.is_none() && reading.release.is_none() {
        reading.findings.push(Finding::of_text(Matter::NothingFound {}));
    }
    order::sort_findings(&mut reading.findings);
}

fn main_class(word: &str) -> Option<(Process, Deployment)> {
    if word.starts_with("org.apache.flink.") { role(word) } else { None }
}

/// The first word of the line on which the word with the index `of` stands, but none before `from`.
fn line_start(words: &[Word<'_>], from: usize, of: usize) -> usize {
    let Some(line) = words.get(of).map(|word| word.place.line) else { return of };
    let before = words.get(from..of).unwrap_or_default();
    of - before.iter().rev().take_while(|word| word.place.line == line).count()
}

/// Reads arguments without a main class among them.
fn without_java(words: &[Word<'_>], reading: &mut Reading, release: Release) {
    let mut flags = Flags::default();
    let mut end = words.len();
    let mut is_client = false;
    let old_release = reading.release.unwrap_or(release);
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| words.get(before)).map_or("", |before| &*before.text);
        let name = file_name(&word.text);
        is_client |= name == "flink";
        // What stands after the jar belongs to the job.
        if is_client && word.text.ends_with(".jar") && !word.text.starts_with('-') && !JAR_ARGUMENTS.contains(&before) {
            end = index;
            break;
        }
        let target = matches!(before, "-t" | "--target") && ["yarn-", "kubernetes-"].iter().any(|kind| word.text.starts_with(kind));
        if let Some((_, process, deployment)) = SCRIPTS.iter().find(|(script, ..)| *script == name) {
            reading.process = process.or(reading.process);
            reading.deployment = Some(*deployment);
        } else if target || word.text.starts_with("-yD") {
            reading.deployment = Some(Deployment::Container);
        }
        flags.take(&word.text, word.place, Told::Given, reading);
        take_release_of_jar(reading, &word.text, word.place);
        if let Some(entry) = old_argument(words.get(index..index + 2).unwrap_or_default(), old_release) {
            reading.deployment = Some(Deployment::Container);
            let matter = Matter::OldArgument { argument: word.text.to_string(), key: entry.key.clone() };
            reading.note(word.place, matter);
            reading.entries.push(entry);
        }
    }
    let arguments = words.get(..end).unwrap_or_default();
    // A client or a script has words of its own before the first `-D`; those stop no reading.
    let first = arguments.iter().position(|word| word.text.starts_with("-D") || word.text.starts_with("-yD")).unwrap_or(0);
    let entries = entries_of(arguments.get(first..).unwrap_or_default(), reading, release);
    take_entries(entries, reading);
    flags.finish(reading);
    let process = flags.process_or_guess(reading);
    if let Some(reported) = process.and_then(|process| flags.reported(process)) {
        add_reported(&mut reading.reported, reported);
    }
}

/// The arguments of `flink run` whose value may be a jar that is not the job's.
const JAR_ARGUMENTS: [&str; 6] = ["-C", "--classpath", "-yj", "--yarnjar", "-yt", "--yarnship"];

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        words(text, 0, Place { line: 1, column: 1 }, &mut Vec::new()).into_iter().map(|word| word.text.into_owned()).collect()
    }

    #[test]
    fn words_are_cut_as_a_shell_cuts_them() {
        for (text, expected) in [
            ("-Da='b c' -D \"x=\\\"y\\\"\"", &["-Da=b c", "-D", "x=\"y\""][..]),
            ("a\\ b \\\n  c\\\nd", &["a b", "cd"]),
            ("''  \"\"", &["", ""]),
            ("-Da=it's -Db=c", &["-Da=it's", "-Db=c"]),
            ("\"a\\n\" 'b\\'", &["a\\n", "b\\"]),
            (" \n\t ", &[]),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }

    #[test]
    fn every_entry_point_has_a_role() {
        let (worker, coordinator) = (Process::TaskManager, Process::JobManager);
        for (name, process, deployment) in [
            ("org.apache.flink.runtime.taskexecutor.TaskManagerRunner", worker, Deployment::Standalone),
            ("org.apache.flink.yarn.YarnTaskExecutorRunner", worker, Deployment::Container),
            ("Kubernetes TaskExecutor runner", worker, Deployment::Container),
            ("YARN TaskExecutor runner", worker, Deployment::Container),
            ("TaskManager", worker, Deployment::Standalone),
            ("org.apache.flink.container.entrypoint.StandaloneJobClusterEntryPoint", coordinator, Deployment::Standalone),
            ("StandaloneApplicationClusterEntryPoint", coordinator, Deployment::Standalone),
            ("KubernetesApplicationClusterEntrypoint", coordinator, Deployment::Container),
            ("org.apache.flink.yarn.entrypoint.YarnJobClusterEntrypoint", coordinator, Deployment::Container),
        ] {
            assert_eq!(role(name), Some((process, deployment)), "{name}");
        }
        assert_eq!(role("HistoryServer"), None);
    }

    #[test]
    fn the_release_stands_in_the_name_of_the_jar() {
        let of = |text: &str| {
            let mut reading = Reading::new(Format::Arguments, Base::Current);
            take_release_of_jar(&mut reading, text, Place { line: 1, column: 1 });
            (reading.release, reading.findings.len())
        };
        assert_eq!(of("/opt/flink/lib/flink-dist-1.17.2.jar:"), (Some(Release::V1_17), 0));
        assert_eq!(of("lib/flink-dist_2.12-1.13.6.jar"), (Some(Release::V1_13), 0));
        assert_eq!(of("flink-dist_2.11-1.12-vvr-3.0.4.jar"), (Some(Release::V1_12), 0));
        assert_eq!(of("flink-dist-1.15-SNAPSHOT.jar"), (Some(Release::V1_15), 0));
        assert_eq!(of("flink-dist_2.11-1.9.3.jar"), (None, 1));
        assert_eq!(of("flink-core.jar flink-dist.jar"), (None, 0));
    }
}
