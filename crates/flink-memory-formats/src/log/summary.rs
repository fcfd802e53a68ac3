//! The blocks "Final `TaskExecutor` Memory configuration" and "Final Master Memory configuration", row by row. Finding their lines is done in `log`.

use flink_memory::{MemorySize, Pool, Process};

use crate::command::note_once;
use crate::finding::{Finding, Matter};
use crate::pieces::{last, number};
use crate::place::Place;
use crate::reading::{Reported, ReportedSize};

/// The rows of a block in the order of Flink's log. Names repeat and indentation gets lost, so the order tells which row is meant.
type Rows = &'static [(&'static str, Pool)];

/// Source: `BashJavaUtils.logTaskExecutorConfiguration`, 1.11 to 2.3.
const TASK_MANAGER: Rows = &[
    ("Total Process Memory", Pool::TotalProcess),
    ("Total Flink Memory", Pool::TotalFlink),
    ("Total JVM Heap Memory", Pool::JvmHeap),
    ("Framework", Pool::FrameworkHeap),
    ("Task", Pool::TaskHeap),
    ("Total Off-heap Memory", Pool::OffHeap),
    ("Managed", Pool::Managed),
    ("Total JVM Direct Memory", Pool::JvmDirect),
    ("Framework", Pool::FrameworkOffHeap),
    ("Task", Pool::TaskOffHeap),
    ("Network", Pool::Network),
    ("JVM Metaspace", Pool::JvmMetaspace),
    ("JVM Overhead", Pool::JvmOverhead),
];

/// Source: `JobManagerProcessUtils.logJobManagerConfiguration` and its likes, 1.11 to 2.3.
const JOB_MANAGER: Rows = &[
    ("Total Process Memory", Pool::TotalProcess),
    ("Total Flink Memory", Pool::TotalFlink),
    ("JVM Heap", Pool::JvmHeap),
    ("Off-heap", Pool::OffHeap),
    ("JVM Metaspace", Pool::JvmMetaspace),
    ("JVM Overhead", Pool::JvmOverhead),
];

/// How many colons may stand between two rows: other lines get between them where several logs run into one.
const PATIENCE: u16 = 400;

/// A block that is being read.
pub(super) struct Summary {
    rows: Rows,
    next: usize,
    misses: u16,
    reported: Reported,
}

impl Summary {
    /// A block whose title is the text before `Memory configuration`.
    pub(super) fn begin(before: &str, place: Place) -> Option<Summary> {
        let (process, rows) = match last(before.trim_end(), b' ') {
            "TaskExecutor" => (Process::TaskManager, TASK_MANAGER),
            "Master" => (Process::JobManager, JOB_MANAGER),
            _ => return None,
        };
        Some(Summary { rows, next: 0, misses: 0, reported: Reported { process, place, pools: Vec::new() } })
    }

    /// The process that the block is about.
    pub(super) fn process(&self) -> Process {
        self.reported.process
    }

    /// Takes the row whose name is the text before a colon; whether there was one.
    pub(super) fn take(&mut self, before: &str, after: &str) -> bool {
        let before = before.trim_end();
        let rest = self.rows.get(self.next..).unwrap_or_default();
        let row = rest.iter().position(|(name, _)| ends_with_word(before, name));
        if let Some((skipped, size)) = row.and_then(|row| Some((row, size(after)?))) {
            if let Some((_, pool)) = rest.get(skipped) {
                self.reported.pools.push((*pool, ReportedSize::Exact(size)));
            }
            self.next += skipped + 1;
            self.misses = 0;
            return true;
        }
        self.misses += 1;
        false
    }

    /// Whether nothing more is expected.
    pub(super) fn is_over(&self) -> bool {
        self.next == self.rows.len() || self.misses > PATIENCE
    }

    /// What the block says; nothing where it has no row at all.
    pub(super) fn finish(self, findings: &mut Vec<Finding>) -> Option<Reported> {
        let found = self.reported.pools.len();
        if found < self.rows.len() {
            let matter = Matter::IncompleteSummary { found: found.to_string(), expected: self.rows.len().to_string() };
            note_once(findings, self.reported.place, matter);
        }
        (found > 0).then_some(self.reported)
    }
}

/// Whether a text ends with a name that no letter goes before.
fn ends_with_word(text: &str, name: &str) -> bool {
    let Some(before) = text.strip_suffix(name) else { return false };
    !before.bytes().last().is_some_and(|last| last.is_ascii_alphanumeric())
}

/// The bytes in `1.688gb (1811939328 bytes)` or `0 bytes`.
fn size(after: &str) -> Option<MemorySize> {
    let end = after.as_bytes().windows(5).take(SIZE_LENGTH).position(|window| window == b"bytes")?;
    let before = after.get(..end)?;
    let digits_end = before.bytes().rposition(|byte| byte.is_ascii_digit())? + 1;
    // A blank, or two bytes of one that does not break.
    if end - digits_end > 2 {
        return None;
    }
    let before = before.get(..digits_end)?;
    let digits_start = before.bytes().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |index| index + 1);
    // Another name between the colon and the size has a size of its own.
    let (between, digits) = before.split_at_checked(digits_start)?;
    if between.contains(':') {
        return None;
    }
    number(digits).and_then(MemorySize::from_bytes)
}

/// No size of Flink's log is longer, with the blanks before it and without its last word.
const SIZE_LENGTH: usize = 76;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_count_and_not_the_rounded_number() {
        let bytes = |text| size(text).map(MemorySize::bytes);
        assert_eq!(bytes("          1.688gb (1811939328 bytes)"), Some(1_811_939_328));
        assert_eq!(bytes("0 bytes"), Some(0));
        assert_eq!(bytes("1.000kb (1025\u{a0}bytes)\","), Some(1025));
        for text in ["", " Task: 0 bytes", "bytes", " many bytes", "1.688gb", "99999999999999999999 bytes"] {
            assert_eq!(bytes(text), None, "{text}");
        }
    }
}
