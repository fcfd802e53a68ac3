//! What processes say of their memory, put together: the `-D` lists that Flink derives, pools of one start that are told in several places, and
//! the options that pin pools.

use flink_memory::{Pool, Process, Value};

use crate::finding::Matter;
use crate::reading::{Base, ReadEntry, Reading, Reported, ReportedSize};

/// The options that pin a TaskManager's pools, first the one for its whole memory, which Flink derives from the others. What stands in Flink's
/// derived list besides follows in [`OTHERS`].
pub(crate) const TASK_MANAGER: &[(Pool, &str)] = &[
    (Pool::TotalProcess, "taskmanager.memory.process.size"),
    (Pool::FrameworkHeap, "taskmanager.memory.framework.heap.size"),
    (Pool::TaskHeap, "taskmanager.memory.task.heap.size"),
    (Pool::Managed, "taskmanager.memory.managed.size"),
    (Pool::FrameworkOffHeap, "taskmanager.memory.framework.off-heap.size"),
    (Pool::TaskOffHeap, "taskmanager.memory.task.off-heap.size"),
    (Pool::Network, "taskmanager.memory.network.min"),
    (Pool::Network, "taskmanager.memory.network.max"),
    (Pool::JvmMetaspace, "taskmanager.memory.jvm-metaspace.size"),
    (Pool::JvmOverhead, "taskmanager.memory.jvm-overhead.min"),
    (Pool::JvmOverhead, "taskmanager.memory.jvm-overhead.max"),
];

/// The options that pin a JobManager's pools.
pub(crate) const JOB_MANAGER: &[(Pool, &str)] = &[
    (Pool::TotalProcess, "jobmanager.memory.process.size"),
    (Pool::JvmHeap, "jobmanager.memory.heap.size"),
    (Pool::OffHeap, "jobmanager.memory.off-heap.size"),
    (Pool::JvmMetaspace, "jobmanager.memory.jvm-metaspace.size"),
    (Pool::JvmOverhead, "jobmanager.memory.jvm-overhead.min"),
    (Pool::JvmOverhead, "jobmanager.memory.jvm-overhead.max"),
];

/// What the TaskManager's list holds besides pools.
static OTHERS: [&str; 3] = ["taskmanager.cpu.cores", "taskmanager.numberOfTaskSlots", "external-resources"];

/// The keys of [`TASK_MANAGER`] and of [`OTHERS`] in one set of bits: those that every release lists, and those that later
/// releases list all together or not at all.
const CORE: u16 = 0b111_1111 | 1 << 10;
const LATER: [u16; 2] = [0b11_1000_0000, 0b11 << 11];
/// The same for [`JOB_MANAGER`].
const JOB_MANAGER_CORE: u16 = 0b1_1111;

/// The list that Flink derives for a process and gives it as `-D` arguments.
pub(crate) struct Derived {
    /// The process.
    pub(crate) process: Process,
    /// For each of the given entries whether it belongs to the list.
    pub(crate) members: Vec<bool>,
}

impl Derived {
    /// How many arguments the list has.
    pub(crate) fn count(&self) -> usize {
        self.members.iter().filter(|&&member| member).count()
    }

    /// The last list among `-D` arguments, in whatever order: 8, 11 or 13 keys for a TaskManager and the amounts of its external resources among
    /// or beside them, 5 for a JobManager. A person's own arguments may stand before and after it.
    ///
    /// Source: `TaskExecutorProcessUtils.generateDynamicConfigsStr`, `JobManagerProcessUtils.generateDynamicConfigsStr`, 1.10 to 2.3. The
    /// keys stand in the order of a Java `HashMap`.
    pub(crate) fn among(entries: &[ReadEntry]) -> Option<Derived> {
        Derived::of(entries, Process::TaskManager, CORE).or_else(|| Derived::of(entries, Process::JobManager, JOB_MANAGER_CORE))
    }

    fn of(entries: &[ReadEntry], process: Process, core: u16) -> Option<Derived> {
        // The longest row of known keys without a repetition that ends last and has the core.
        let mut known: Vec<(usize, u16)> = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            known.extend(bit(process, &entry.key).map(|bit| (index, bit)));
        }
        let (mut start, mut seen, mut found) = (0, 0u16, None);
        for (end, &(_, bit)) in known.iter().enumerate() {
            while seen & bit != 0 {
                seen &= !known.get(start).map_or(0, |&(_, first)| first);
                start += 1;
            }
            seen |= bit;
            if seen & core == core {
                found = Some((start, end, seen));
            }
        }
        let (start, end, seen) = found?;
        let listed = LATER.iter().filter(|&&group| seen & group == group).fold(core, |listed, group| listed | group);
        let mut members = vec![false; entries.len()];
        for &(index, bit) in known.get(start..=end)? {
            if let Some(member) = members.get_mut(index) {
                *member = bit & listed != 0;
            }
        }
        if process == Process::TaskManager {
            with_amounts(entries, &mut members);
        }
        Some(Derived { process, members })
    }

    /// The pools that the list tells, to the byte.
    pub(crate) fn reported(&self, entries: &[ReadEntry]) -> Option<Reported> {
        let mut reported: Option<Reported> = None;
        for (entry, _) in entries.iter().zip(&self.members).filter(|(_, member)| **member) {
            let Some((pool, _)) = table(self.process).iter().find(|(_, option)| *option == entry.key) else { continue };
            let Value::Text(text) = &entry.value else { continue };
            let Ok(size) = text.parse() else { continue };
            let reported = reported.get_or_insert_with(|| Reported { process: self.process, place: entry.place, pools: Vec::new() });
            add(reported, *pool, ReportedSize::Exact(size));
        }
        reported
    }
}

/// Takes the amounts of external resources into a list that they stand in or right beside.
fn with_amounts(entries: &[ReadEntry], members: &mut [bool]) {
    let is_amount = |index: usize| {
        let key = entries.get(index).map(|entry| entry.key.as_str());
        key.is_some_and(|key| key.starts_with("external-resource.") && key.ends_with(".amount"))
    };
    let (Some(first), Some(last)) = (members.iter().position(|&is| is), members.iter().rposition(|&is| is)) else { return };
    let before = (0..first).rev().take_while(|&index| is_amount(index));
    let behind = (last + 1..members.len()).take_while(|&index| is_amount(index));
    for index in before.chain(behind).chain((first..last).filter(|&index| is_amount(index))) {
        if let Some(member) = members.get_mut(index) {
            *member = true;
        }
    }
}

/// The options for parts of a process.
fn table(process: Process) -> &'static [(Pool, &'static str)] {
    let table = match process {
        Process::TaskManager => TASK_MANAGER,
        Process::JobManager => JOB_MANAGER,
        Process::Local => &[],
    };
    table.get(1..).unwrap_or_default()
}

/// The bit of a key among those of a derived list.
fn bit(process: Process, key: &str) -> Option<u16> {
    let pools = table(process);
    let index = pools.iter().position(|(_, option)| *option == key).or_else(|| {
        let other = OTHERS.iter().position(|other| *other == key)?;
        (process == Process::TaskManager).then_some(pools.len() + other)
    })?;
    Some(1 << index)
}

/// Adds a pool, unless it is there.
pub(crate) fn add(reported: &mut Reported, pool: Pool, size: ReportedSize) {
    if !reported.pools.iter().any(|(known, _)| *known == pool) {
        reported.pools.push((pool, size));
    }
}

/// Adds what a process says to what it said just before, where nothing in it contradicts; otherwise it is another start.
pub(crate) fn add_reported(all: &mut Vec<Reported>, new: Reported) {
    match all.last_mut() {
        Some(last) if last.process == new.process && agree(last, &new) => {
            for (pool, size) in new.pools {
                add(last, pool, size);
            }
        }
        _ => all.push(new),
    }
}

/// Whether two reports give no pool two sizes.
pub(crate) fn agree(one: &Reported, other: &Reported) -> bool {
    one.pools.iter().all(|(pool, size)| other.pools.iter().all(|(known, other)| known != pool || other == size))
}

/// Sets the options that make Flink derive exactly the pools of the last report of each process that tells them all to the byte, as far as
/// they are not set yet; what is set then is a whole configuration.
pub(crate) fn pin(reading: &mut Reading) {
    for process in [Process::TaskManager, Process::JobManager] {
        let told = reading.reported.iter().rfind(|reported| reported.process == process && tells_all(reported));
        let Some(Reported { place, pools, .. }) = told.cloned() else { continue };
        reading.base = Base::Nothing;
        let count = reading.entries.len();
        for (pool, option) in table(process) {
            let size = pools.iter().find(|(known, _)| known == pool);
            if let Some((_, ReportedSize::Exact(size))) = size
                && reading.entries.iter().all(|entry| entry.key != *option)
            {
                reading.set(option, Value::Text(size.shortest_text()), place, None);
            }
        }
        if reading.entries.len() > count {
            reading.note(place, Matter::PinnedPools { process: process.id().to_owned() });
        }
    }
}

/// Whether a report tells to the byte every pool that an option pins.
fn tells_all(reported: &Reported) -> bool {
    let is_exact = |pool| reported.pools.iter().any(|(known, size)| *known == pool && matches!(size, ReportedSize::Exact(_)));
    table(reported.process).iter().all(|(pool, _)| is_exact(*pool))
}
