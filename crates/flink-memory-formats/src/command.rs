//! Command lines: what `java` and Flink are told in them. Cutting them into words is done in `shell`.

use std::mem::discriminant;

use flink_memory::{Deployment, MemorySize, Process, Release, Value};

use crate::arguments::dynamic_properties;
use crate::finding::{Finding, Matter};
use crate::format::Format;
use crate::jvm_flags::{Flags, Told};
use crate::order;
use crate::pieces::{decimal, file_name, last, number, split_at_word, without};
use crate::place::{Lines, Place};
use crate::reading::{Base, ReadEntry, Reading};
use crate::results::{Derived, add_reported};
use crate::shell::{Word, words};

/// What a main class or a log's greeting says of a process: `org.apache.flink.yarn.YarnTaskExecutorRunner`, `YARN TaskExecutor runner`,
/// `StandaloneSessionClusterEntrypoint`, `TaskManager`.
///
/// Source: the main classes of 1.10 to 2.3, and `EnvironmentInformation.logEnvironmentInfo` with the names that they give it.
pub(crate) fn role(name: &str) -> Option<(Process, Deployment)> {
    let name = without(last(name, b'.'), |byte| byte == b' ').to_ascii_lowercase();
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
    let Some((_, rest)) = split_at_word(text, "flink-dist") else { return };
    let rest = rest.strip_prefix('_').map_or(rest, |rest| decimal(rest).1);
    if let Some(version) = rest.strip_prefix('-') {
        take_release(reading, version, place);
    }
}

/// Takes the release from a version such as `1.17.2`, `1.15-SNAPSHOT` or a vendor's `1.13.2-csa1.3`; nothing where it does not begin as one.
pub(crate) fn take_release(reading: &mut Reading, version: &str, place: Place) {
    let version = decimal(version).0.trim_end_matches('.');
    let behind_minor = version.split_once('.').and_then(|(_, minor)| minor.split_once('.')).map_or(0, |(_, patch)| patch.len() + 1);
    match version.get(..version.len() - behind_minor).and_then(Release::parse) {
        Some(release) => reading.release = Some(release),
        None if version.contains('.') => {
            note_once(&mut reading.findings, place, Matter::UnknownRelease { version: version.to_owned() });
        }
        None => {}
    }
}

const TASK_MANAGER: &str = "taskmanager.memory.process.size";
const JOB_MANAGER: &str = "jobmanager.memory.process.size";
const SLOTS: &str = "taskmanager.numberOfTaskSlots";

/// The old arguments of Flink's command line, and the option that each sets. A size without a unit is in mebibytes.
///
/// Source: `FlinkYarnSessionCli.applyDescriptorOptionToConfig`, 1.10 to 1.20.
const OLD: [(&str, &str); 9] = [
    ("-ytm", TASK_MANAGER),
    ("-tm", TASK_MANAGER),
    ("--yarntaskManagerMemory", TASK_MANAGER),
    ("--taskManagerMemory", TASK_MANAGER),
    ("-yjm", JOB_MANAGER),
    ("-jm", JOB_MANAGER),
    ("--yarnjobManagerMemory", JOB_MANAGER),
    ("--jobManagerMemory", JOB_MANAGER),
    ("-ys", SLOTS),
];

fn old_argument(argument: &Word, given: &str, release: Release) -> Option<ReadEntry> {
    let (_, key) = OLD.iter().find(|(known, _)| *known == argument.text)?;
    let value = match number(given) {
        Some(number) if *key == SLOTS => number.to_string(),
        Some(_) => [given, "m"].concat(),
        None if *key == SLOTS => return None,
        None => given.parse::<MemorySize>().ok()?.shortest_text(),
    };
    let key = if *key == JOB_MANAGER && release == Release::V1_10 { "jobmanager.heap.size" } else { key };
    Some(ReadEntry { key: key.to_owned(), value: Value::Text(value), place: argument.place, value_at: None })
}

/// What sets an option: `-Dk=v`, and `-yDk=v` on the YARN command line.
const OPTIONS: [&str; 2] = ["-D", "-yD"];

/// The entries of Flink's own arguments, in order.
pub(crate) fn entries_of(arguments: &[Word], reading: &mut Reading, release: Release) -> Vec<ReadEntry> {
    let release = reading.release.unwrap_or(release);
    let texts: Vec<&str> = arguments.iter().map(|argument| argument.text.as_str()).collect();
    let properties = dynamic_properties(&OPTIONS, &texts, release);
    if let Some([word, later @ ..]) = properties.stopped_at.and_then(|index| arguments.get(index..))
        && later.iter().any(|later| later.text.starts_with("-D"))
    {
        reading.note(word.place, Matter::AfterUnknownArgument { argument: word.text.clone() });
    }
    let mut entries = Vec::with_capacity(properties.found.len());
    for property in properties.found {
        let Some(word) = arguments.get(property.argument) else { continue };
        // The value is one piece of the text where nothing before it is quoted.
        let before = word.text.strip_suffix(property.value).filter(|before| before.ends_with('=')).map(str::len);
        let before = before.filter(|before| *before <= word.plain);
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
pub(crate) fn take_java_arguments(words: &[Word], reading: &mut Reading, flags: &mut Flags) {
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
pub(crate) fn take_process(role: (Process, Deployment), flags: &Flags, arguments: &[Word], reading: &mut Reading, release: Release) {
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
    let words = words(&Lines::of(text), 0..text.len(), &mut reading.findings);
    let mut start = 0;
    let mut main = main_class(&words, 0);
    if main.is_none() {
        without_java(&words, &mut reading, release);
    }
    while let Some((at, role)) = main {
        main = main_class(&words, at + 1);
        // A process ends where the line of the next one begins.
        let end = main.map_or(words.len(), |(next, _)| line_start(&words, at + 1, next));
        let mut flags = Flags::default();
        take_java_arguments(words.get(start..at).unwrap_or_default(), &mut reading, &mut flags);
        take_process(role, &flags, words.get(at + 1..end).unwrap_or_default(), &mut reading, release);
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
        // The derived comparison would look at each fact of each kind by itself.
        if discriminant(&finding.matter) == discriminant(&matter) && finding.matter.facts() == facts {
            return;
        }
    }
    findings.push(Finding::at(place, matter));
}

/// Puts findings into the order of the text, those about the text as a whole first, and says so where nothing was found.
pub(crate) fn sort_findings(reading: &mut Reading) {
    let is_empty = reading.entries.is_empty() && reading.reported.is_empty() && reading.findings.is_empty();
    if is_empty && reading.process.is_none() && reading.release.is_none() {
        reading.note_of_text(Matter::NothingFound {});
    }
    order::sort_findings(&mut reading.findings);
}

/// The first main class from an index on.
fn main_class(words: &[Word], from: usize) -> Option<(usize, (Process, Deployment))> {
    let mut words = words.iter().enumerate().skip(from);
    words.find_map(|(index, word)| if word.text.starts_with("org.apache.flink.") { Some((index, role(&word.text)?)) } else { None })
}

/// The first word of the line on which the word with the index `of` stands, but none before `from`.
fn line_start(words: &[Word], from: usize, of: usize) -> usize {
    let Some(line) = words.get(of).map(|word| word.place.line) else { return of };
    let before = words.get(from..of).unwrap_or_default();
    of - before.iter().rev().take_while(|word| word.place.line == line).count()
}

/// Reads arguments without a main class among them.
fn without_java(words: &[Word], reading: &mut Reading, release: Release) {
    let mut flags = Flags::default();
    let mut end = words.len();
    let mut is_client = false;
    let mut before = "";
    let old_release = reading.release.unwrap_or(release);
    for (index, word) in words.iter().enumerate() {
        let text = word.text.as_str();
        let name = file_name(text);
        is_client |= name == "flink";
        // What stands after the jar belongs to the job.
        if is_client && text.strip_suffix(".jar").is_some() && !text.starts_with('-') && !JAR_ARGUMENTS.contains(&before) {
            end = index;
            break;
        }
        let is_target = matches!(before, "-t" | "--target") && (text.starts_with("yarn-") || text.starts_with("kubernetes-"));
        if let Some((_, process, deployment)) = SCRIPTS.iter().find(|(script, ..)| *script == name) {
            reading.process = process.or(reading.process);
            reading.deployment = Some(*deployment);
        } else if is_target || text.starts_with("-yD") {
            reading.deployment = Some(Deployment::Container);
        }
        flags.take(text, word.place, Told::Given, reading);
        take_release_of_jar(reading, text, word.place);
        if let Some(entry) = words.get(index + 1).and_then(|given| old_argument(word, &given.text, old_release)) {
            reading.deployment = Some(Deployment::Container);
            reading.note(word.place, Matter::OldArgument { argument: text.to_owned(), key: entry.key.clone() });
            reading.entries.push(entry);
        }
        before = text;
    }
    let arguments = words.get(..end).unwrap_or_default();
    // A client or a script has words of its own before the first `-D`; those stop no reading.
    let first = arguments.iter().position(|word| OPTIONS.iter().any(|option| word.text.starts_with(option))).unwrap_or(0);
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
