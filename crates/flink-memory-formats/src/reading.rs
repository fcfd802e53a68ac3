//! What a text says: entries, what else it decides, what a process reported, and findings. How each format is read stands in its module.

use std::ops::Range;

use flink_memory::{Configuration, Deployment, Environment, MemorySize, Pool, Process, Release, Request, Value, shipped};

use crate::finding::{Finding, Matter};
use crate::format::Format;
use crate::place::Place;

/// What was understood of a text. Reading never fails as a whole: what was not understood stands among the findings.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// How the text was read.
    pub format: Format,
    /// The release that the text names.
    pub release: Option<Release>,
    /// The process that the text is about.
    pub process: Option<Process>,
    /// How the text says that the process is started.
    pub deployment: Option<Deployment>,
    /// Environment variables of the start scripts.
    pub environment: Environment,
    /// What the entries stand on.
    pub base: Base,
    /// Keys and values in the order of the text. Of entries with the same key the last counts.
    pub entries: Vec<ReadEntry>,
    /// What processes said of their memory, in the order of the text.
    pub reported: Vec<Reported>,
    /// What was noticed, in the order of the text.
    pub findings: Vec<Finding>,
}

/// What the entries of a text stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Nothing: the text is a whole configuration, and what it does not set is not set.
    Nothing,
    /// What the release ships, as where lines are appended to its own file.
    Shipped,
    /// Whatever was set before: the text is a part.
    Current,
}

/// A key and a value, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadEntry {
    /// The key as Flink takes it, flattened.
    pub key: String,
    /// The value as Flink takes it.
    pub value: Value,
    /// Where the entry stands.
    pub place: Place,
    /// The bytes of the value in the text as it is written, quotes included; `None` where the value is made of several pieces.
    pub value_at: Option<Range<usize>>,
}

/// What one process said of its memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The process.
    pub process: Process,
    /// Where it says so first.
    pub place: Place,
    /// The pools that it names, in the order of the text.
    pub pools: Vec<(Pool, ReportedSize)>,
}

/// How exactly a process says the size of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportedSize {
    /// To the byte.
    Exact(MemorySize),
    /// Whole mebibytes, rounded down.
    Mebibytes(u64),
    /// What the JVM made of it: rounded up to its own alignment.
    Aligned(MemorySize),
}

impl Reading {
    /// A reading in which nothing was understood yet.
    // Every reader begins with it, and inlined it is the longest piece of some.
    #[inline(never)]
    pub(crate) fn new(format: Format, base: Base) -> Reading {
        Reading {
            format,
            release: None,
            process: None,
            deployment: None,
            environment: Environment::default(),
            base,
            entries: Vec::new(),
            reported: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Notes what was noticed at a place.
    #[inline(never)]
    pub(crate) fn note(&mut self, place: Place, matter: Matter) {
        self.findings.push(Finding::at(place, matter));
    }

    /// Notes what was noticed about the text as a whole.
    pub(crate) fn note_of_text(&mut self, matter: Matter) {
        self.findings.push(Finding::of_text(matter));
    }

    /// Adds an entry.
    #[inline(never)]
    pub(crate) fn set(&mut self, key: &str, value: Value, place: Place, value_at: Option<Range<usize>>) {
        self.entries.push(ReadEntry { key: key.to_owned(), value, place, value_at });
    }

    /// Takes out the entries from an index on about which there is something to say, and says it. Only these are looked at, so that many
    /// parts in one text stay cheap.
    pub(crate) fn take_out(&mut self, first: usize, about: &dyn Fn(&ReadEntry) -> Option<Matter>) {
        for entry in self.entries.split_off(first.min(self.entries.len())) {
            match about(&entry) {
                Some(matter) => self.note(entry.place, matter),
                None => self.entries.push(entry),
            }
        }
    }

    /// The request that the text makes of the one before it: what the text does not decide stays.
    pub fn apply(&self, before: &Request) -> Request {
        let mut request = before.for_release(self.release.unwrap_or(before.release));
        request.process = self.process.unwrap_or(before.process);
        request.deployment = self.deployment.unwrap_or(before.deployment);
        match self.base {
            Base::Nothing => request.configuration = Configuration::new(),
            Base::Shipped => request.configuration = shipped(request.release),
            Base::Current => {}
        }
        if self.base != Base::Current {
            request.environment = Environment::default();
        }
        let Environment { task_manager_heap, job_manager_heap } = self.environment.clone();
        request.environment.task_manager_heap = task_manager_heap.or(request.environment.task_manager_heap);
        request.environment.job_manager_heap = job_manager_heap.or(request.environment.job_manager_heap);
        request.configuration.extend(self.entries.iter().map(|entry| (entry.key.as_str(), entry.value.clone())));
        request
    }
}
