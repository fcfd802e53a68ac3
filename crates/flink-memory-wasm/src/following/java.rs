//! The JVM that `jvmMemory` and `estimateOverhead` are about: its heap, its collector, and the machine that it sees. What it makes of them is
//! the sizing's.

use flink_memory::{Memory, MemorySize, Pool, Process, Request, derive};
use flink_memory_sizing::jvm::{BadFlag, Collector, Flags, Heap, Machine, collector};

use super::start_script;
use super::{Stopped, refused};
use crate::parts::{self, Part};
use crate::request::{self, BadCall};

/// `JvmOptions` of `jvm_memory.d.ts`.
pub(super) const OPTIONS: [&str; 5] = ["collector", "java", "processors", "memory", "commandLine"];

/// A JVM.
pub(super) struct Jvm {
    /// The process that it runs.
    pub(super) process: Memory,
    /// `-Xmx`, which the words may change; nothing where the start script of 1.10 leaves it to the JVM.
    pub(super) max: Option<MemorySize>,
    /// Nothing where the words choose one that is not known.
    pub(super) collector: Option<Collector>,
    pub(super) java: u32,
    pub(super) processors: u32,
    /// What the words say besides.
    pub(super) flags: Flags,
}

/// More processors than any machine has.
const MOST_PROCESSORS: i32 = 1 << 12;

impl Jvm {
    /// The JVM of a process, with what a caller says in the place of what the process would have in a container.
    pub(super) fn read(function: &str, options: [&Part; OPTIONS.len()], request: &Request) -> Result<Jvm, Stopped> {
        let [told, java, processors, memory, words] = options;
        let told = collector_of(told)?;
        let java = parts::whole("java", java, 1..=start_script::LATEST_JAVA)?.map_or(start_script::USUAL_JAVA, i32::unsigned_abs);
        let processors = parts::whole("processors", processors, 1..=MOST_PROCESSORS)?.map(i32::unsigned_abs);
        let seen = parts::size("memory", memory)?;
        let words = parts::list("commandLine", words.clone())?.into_iter().map(|(name, word)| request::text(&name, word));
        let words = words.collect::<Result<Vec<_>, _>>()?;
        if request.process == Process::Local {
            let told = format!("Flink starts no JVM for local execution; for {function} process must be taskmanager or jobmanager");
            return Err(BadCall::new(told).into());
        }
        let process = derive(request).memory.map_err(|error| refused(&error, request))?;
        let words = if words.is_empty() { start_script::words(request, &process, java)? } else { words };
        let stopped = |bad: BadFlag| BadCall::new(format!("commandLine has {}, with which no JVM starts", bad.words));
        let flags = Flags::read(&words).map_err(stopped)?;
        let processors = processors.unwrap_or_else(|| processors_of(&process));
        let machine = Machine { java, processors, memory: seen.or(process.size(process.tree().pool)).unwrap_or_default() };
        let by_itself = collector(&words, machine).map_err(stopped)?;
        let (collector, max) = (told.or(by_itself), flags.max_heap.or(process.size(Pool::JvmHeap)));
        Ok(Jvm { process, max, collector, java, processors, flags })
    }

    /// The heap with the `NewRatio` that the words say, where heap and collector are known.
    pub(super) fn heap(&self) -> Option<Heap> {
        let usual = Heap::new(self.max?, self.collector?, self.java);
        Some(Heap { new_ratio: self.flags.new_ratio.unwrap_or(usual.new_ratio), ..usual })
    }
}

/// The processors that a container of this process would have: its cores, rounded up.
fn processors_of(process: &Memory) -> u32 {
    match process {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the conversion ends at the bounds of the type")]
        Memory::TaskManager(memory) => (memory.cpu_cores.ceil() as u32).max(1),
        _ => 1,
    }
}

/// `CollectorId` of `jvm_memory.d.ts`.
pub(super) fn id(collector: Collector) -> &'static str {
    match collector {
        Collector::Serial => "serial",
        Collector::Parallel => "parallel",
        Collector::G1 => "g1",
        Collector::Z => "zgc",
    }
}

fn collector_of(given: &Part) -> Result<Option<Collector>, BadCall> {
    parts::named("collector", given, &Collector::ALL.map(|collector| (id(collector), collector)))
}
