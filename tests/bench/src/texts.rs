//! The texts whose reading and editing is timed: as long as the longest that people paste, and as ordinary files are.

use flink_memory::{Process, Release, Request};
use flink_memory_formats::{Change, Format, MOST_BYTES, Reading, detect, edit, read};

/// A log of a starting `TaskManager`.
const LOG: &str = include_str!("../../corpus/log/taskmanager-1.17.txt");

/// What is done with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    /// The format is found, the text is read, and a request is made of it.
    Read,
    /// One value is changed.
    Edit,
}

/// A text and what is done with it.
#[derive(Clone, Copy, Debug)]
pub struct TextCase {
    /// What is special about it.
    pub name: &'static str,
    work: Work,
    text: fn() -> String,
}

/// One case for the longest text, and two for a usual file.
pub const TEXT_CASES: &[TextCase] = &[
    TextCase { name: "read a log of 10 MB", work: Work::Read, text: long_log },
    TextCase { name: "read a config.yaml of 20 KB", work: Work::Read, text: config_yaml },
    TextCase { name: "edit a config.yaml of 20 KB", work: Work::Edit, text: config_yaml },
];

/// A case with its text made, so that only the work itself is timed.
#[derive(Clone, Debug)]
pub struct Prepared {
    work: Work,
    text: String,
}

impl TextCase {
    /// Makes the text.
    pub fn prepare(&self) -> Prepared {
        Prepared { work: self.work, text: (self.text)() }
    }
}

impl Prepared {
    /// Does the work; gives a number that depends on all of it.
    pub fn run(&self) -> usize {
        match self.work {
            Work::Read => {
                let reading = self.read();
                reading.apply(&Request::shipped(Release::LATEST, Process::TaskManager)).configuration.entries().len()
                    + reading.findings.len()
            }
            Work::Edit => {
                let format = detect(&self.text, Release::LATEST).first().map_or(Format::ConfigYaml, |best| best.format);
                let change = Change { key: "taskmanager.memory.managed.fraction".to_owned(), value: Some("0.25".into()) };
                edit(&self.text, format, Release::LATEST, &[change]).map_or(0, |edited| edited.text.len())
            }
        }
    }

    fn read(&self) -> Reading {
        read(&self.text, None, Release::LATEST)
    }
}

/// The start of a `TaskManager`, and what it logs until it fills the longest text that is read.
fn long_log() -> String {
    const TALK: &str = "2023-05-04 10:15:09,481 INFO  org.apache.flink.runtime.taskmanager.Task [] - Source: orders -> map (3/8)#0 \
        (5a1f0d9b7c4e4a0b8e2f_cbc357ccb763df2852fee8c4fc7d55f2_2_0) switched from INITIALIZING to RUNNING.\n";
    let mut log = String::with_capacity(MOST_BYTES);
    log.push_str(LOG);
    while log.len() + TALK.len() <= MOST_BYTES {
        log.push_str(TALK);
    }
    log
}

/// Options about memory, then sections of others as people keep them, with comments.
fn config_yaml() -> String {
    const MEMORY: &str = "# Memory of the workers\ntaskmanager:\n  memory:\n    process:\n      size: 4g # as large as the pod\n    \
        managed.fraction: 0.4\n  numberOfTaskSlots: 4\n";
    const SECTION: &str = "\n# Section NN\nmetrics.reporter.NN:\n  factory.class: 'org.apache.flink.metrics.FactoryNN'\n  port: 9200-9300\n  \
        tags: [env:prod, \"team:data\"]\n  interval: 30 s # often enough\n";
    let mut file = MEMORY.to_owned();
    let mut sections = (0..).map(|number: u32| SECTION.replace("NN", &number.to_string()));
    while file.len() < 20_000 {
        file.extend(sections.next());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_are_as_long_as_they_say_and_are_understood() {
        let read = |case: &TextCase| case.prepare().read();
        let log = read(&TEXT_CASES[0]);
        assert!(TEXT_CASES[0].prepare().text.len() > 10_000_000);
        assert_eq!((log.format, log.reported.len()), (Format::Log, 1));
        let file = TEXT_CASES[1].prepare();
        assert!((20_000..21_000).contains(&file.text.len()));
        let reading = file.read();
        assert_eq!(reading.format, Format::ConfigYaml);
        assert!(reading.entries.iter().any(|entry| entry.key == "taskmanager.memory.managed.fraction"));
        assert_eq!(TEXT_CASES[2].prepare().run(), file.text.len() + 1, "0.25 for 0.4");
    }
}
