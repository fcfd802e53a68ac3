//! What a JVM says of itself (`jcmd VM.flags`, `VM.command_line`): the flags that bound Flink's pools, and how JVMs round them.

use flink_memory::{MemorySize, Pool, Process, Release};

use crate::command::{take_java_arguments, take_process, take_release_of_jar};
use crate::finding::{Finding, Matter};
use crate::format::Format;
use crate::pieces::{holds, number};
use crate::place::{Lines, Place, lines};
use crate::reading::{Base, Reading, Reported, ReportedSize};
use crate::results::add_reported;
use crate::shell::{Word, words};

/// Which memory a flag bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Heap,
    Direct,
    Metaspace,
}

/// The flags that bound a pool, by the text before their size.
const FLAGS: [(&str, Bound); 4] = [
    ("-Xmx", Bound::Heap),
    ("-XX:MaxHeapSize=", Bound::Heap),
    ("-XX:MaxDirectMemorySize=", Bound::Direct),
    ("-XX:MaxMetaspaceSize=", Bound::Metaspace),
];

/// By whom a flag is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// It was given to the JVM, on a command line.
    Given,
    /// The JVM tells it, after its rounding.
    ByJvm,
}

struct Flag {
    bound: Bound,
    told: Told,
    size: MemorySize,
    place: Place,
}

/// The flags of one JVM.
#[derive(Default)]
pub(crate) struct Flags {
    found: Vec<Flag>,
    region: Option<MemorySize>,
}

/// The largest alignment of a heap that a JVM is known to use: G1's largest region up to JDK 17, in bytes.
pub(crate) const LARGEST_ALIGNMENT: u64 = 32 << 20;

impl Flags {
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Takes a word, if it is a flag that bounds a pool.
    pub(crate) fn take(&mut self, word: &str, place: Place, told: Told, reading: &mut Reading) {
        // Most words are none.
        if !word.starts_with("-X") {
            return;
        }
        if let Some(size) = word.strip_prefix("-XX:G1HeapRegionSize=") {
            self.region = size_of(size).filter(|size| size.bytes().is_power_of_two());
        }
        let Some((name, bound)) = FLAGS.iter().find(|(name, _)| word.starts_with(name)) else { return };
        let Some(size) = word.get(name.len()..).and_then(size_of) else {
            return reading.note(place, Matter::UnreadableFlag { flag: word.to_owned() });
        };
        // Zero is how the JVM says that it has no limit of its own for direct memory.
        if size == MemorySize::ZERO {
            return;
        }
        match self.found.iter_mut().find(|flag| flag.bound == *bound && flag.told == told) {
            Some(flag) => {
                if flag.size != size {
                    let bytes = |size: MemorySize| size.bytes().to_string();
                    let flag_name = name.trim_end_matches('=').to_owned();
                    reading.note(place, Matter::FlagTwice { flag: flag_name, before: bytes(flag.size), after: bytes(size) });
                }
                (flag.size, flag.place) = (size, place);
            }
            None => self.found.push(Flag { bound: *bound, told, size, place }),
        }
    }

    fn flag(&self, bound: Bound, told: Told) -> Option<&Flag> {
        self.found.iter().find(|flag| flag.bound == bound && flag.told == told)
    }

    /// Notes how the JVM rounded the heap.
    pub(crate) fn finish(&self, reading: &mut Reading) {
        let Some(made) = self.flag(Bound::Heap, Told::ByJvm) else { return };
        let given = self.flag(Bound::Heap, Told::Given).map(|flag| flag.size);
        let size = made.size.bytes();
        let region = self.region.map(MemorySize::bytes);
        // G1 tells its region. Otherwise it is the smallest alignment that explains the size, or where nothing is to be explained the largest.
        let alignment = match (given, region) {
            (Some(given), Some(region)) if up(given, region) == size => Some(region),
            (Some(given), _) => {
                (0..=LARGEST_ALIGNMENT.trailing_zeros()).map(|power| 1 << power).find(|alignment| up(given, *alignment) == size)
            }
            (None, Some(region)) => Some(region),
            (None, None) => Some(1 << size.trailing_zeros().min(LARGEST_ALIGNMENT.trailing_zeros())),
        };
        let alignment = alignment.map_or_else(String::new, |alignment| alignment.to_string());
        if given.map(MemorySize::bytes) != Some(size) {
            let given = given.map_or_else(String::new, |given| given.bytes().to_string());
            reading.note(made.place, Matter::RoundedHeap { given, size: size.to_string(), alignment });
        }
    }

    /// The process that the reading knows, or that the flags make likely: each TaskManager has a limit for direct memory, and a JobManager
    /// has one only if asked.
    pub(crate) fn process_or_guess(&self, reading: &mut Reading) -> Option<Process> {
        if reading.process.is_some() || self.is_empty() {
            return reading.process;
        }
        let has = |bound| self.found.iter().any(|flag| flag.bound == bound);
        let process = match (has(Bound::Direct), has(Bound::Metaspace)) {
            (true, _) => Process::TaskManager,
            (false, true) => Process::JobManager,
            (false, false) => return None,
        };
        reading.process = Some(process);
        reading.note_of_text(Matter::GuessedProcess { process: process.id().to_owned() });
        Some(process)
    }

    /// The pools that the flags bound. What was given to the JVM goes before what the JVM made of it.
    pub(crate) fn reported(&self, process: Process) -> Option<Reported> {
        let place = self.found.iter().map(|flag| flag.place).min()?;
        let mut pools: Vec<(Pool, ReportedSize)> = Vec::new();
        for flag in &self.found {
            if flag.told == Told::ByJvm && self.flag(flag.bound, Told::Given).is_some() {
                continue;
            }
            let pool = match (flag.bound, process) {
                (Bound::Heap, _) => Pool::JvmHeap,
                (Bound::Direct, Process::JobManager) => Pool::OffHeap,
                (Bound::Direct, _) => Pool::JvmDirect,
                (Bound::Metaspace, _) => Pool::JvmMetaspace,
            };
            // Direct memory is counted to the byte.
            let is_exact = flag.told == Told::Given || flag.bound == Bound::Direct;
            pools.push((pool, if is_exact { ReportedSize::Exact(flag.size) } else { ReportedSize::Aligned(flag.size) }));
        }
        Some(Reported { process, place, pools })
    }
}

/// A size rounded up to a power of two, in bytes.
pub(crate) fn up(size: MemorySize, alignment: u64) -> u64 {
    size.bytes().next_multiple_of(alignment)
}

/// A size as the JVM reads it: `697932173`, `1024m`, `2G`.
fn size_of(text: &str) -> Option<MemorySize> {
    let last = text.bytes().last()?.to_ascii_lowercase();
    let (digits, shift) = match b"kmgt".iter().zip(1..).find(|(unit, _)| **unit == last) {
        Some((_, power)) => (text.get(..text.len() - 1)?, 10 * power),
        None => (text, 0),
    };
    number(digits)?.checked_mul(1 << shift).and_then(MemorySize::from_bytes)
}

/// One JVM's part of the text.
#[derive(Default)]
struct Jvm<'a> {
    pid: &'a str,
    flags: Flags,
    given: Vec<Word>,
    command: Vec<Word>,
}

/// Reads the answers of `jcmd`, of one JVM or of several.
pub(crate) fn read(text: &str, release: Release) -> Reading {
    let mut reading = Reading::new(Format::JvmFlags, Base::Current);
    let mut jvm = Jvm::default();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let places = Lines::of(text);
    for (range, line) in lines(text) {
        // The words of the last part of the line.
        let words = |part: &str, findings: &mut Vec<Finding>| words(&places, range.end - part.len()..range.end, findings);
        if let Some(pid) = line.trim().strip_suffix(':').filter(|pid| is_number(pid)) {
            if pid != jvm.pid {
                take_jvm(std::mem::take(&mut jvm), &mut reading, release);
            }
            jvm.pid = pid;
        } else if let Some(part) = after(line, "jvm_args:") {
            jvm.given = words(part, &mut reading.findings);
        } else if let Some(part) = after(line, "java_command:") {
            jvm.command = words(part, &mut reading.findings);
        } else if after(line, "java_class_path (initial):").is_some() {
            take_release_of_jar(&mut reading, line, places.place(range.start));
        } else if holds(line, "-XX:") {
            for word in words(line, &mut reading.findings) {
                jvm.flags.take(&word.text, word.place, Told::ByJvm, &mut reading);
            }
        }
    }
    take_jvm(jvm, &mut reading, release);
    crate::command::sort_findings(&mut reading);
    reading
}

fn after<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    line.trim_start().strip_prefix(label)
}

fn take_jvm(jvm: Jvm<'_>, reading: &mut Reading, release: Release) {
    let Jvm { mut flags, given, command, .. } = jvm;
    take_java_arguments(&given, reading, &mut flags);
    let main = command.first().and_then(|word| crate::command::role(&word.text));
    if let Some(role) = main {
        return take_process(role, &flags, command.get(1..).unwrap_or_default(), reading, release);
    }
    flags.finish(reading);
    // The process of another JVM in the text says nothing about this one.
    let known = reading.process.take();
    let process = flags.process_or_guess(reading);
    reading.process = process.or(known);
    if let Some(reported) = process.and_then(|process| flags.reported(process)) {
        add_reported(&mut reading.reported, reported);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_the_jvm_reads_them() {
        let bytes = |text| size_of(text).map(MemorySize::bytes);
        assert_eq!(bytes("697932173"), Some(697_932_173));
        assert_eq!(bytes("1024m"), Some(1 << 30));
        assert_eq!(bytes("2G"), Some(2 << 30));
        for text in ["", "m", "1.5g", "+1", "1gb", "９", "99999999999999t"] {
            assert_eq!(bytes(text), None, "{text}");
        }
    }
}
