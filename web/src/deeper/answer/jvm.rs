//! What the JVM makes of Flink's sizes: its collector, the heap that it reports, direct memory without a limit, and an estimate of what its
//! overhead must hold.

use flink_memory::option::jobmanager::JVM_DIRECT_MEMORY_LIMIT_ENABLED;
use flink_memory::start_script::Script;
use flink_memory::{Deployment, Memory, MemorySize, Pool, Process, Release, ReleaseOption};
use flink_memory_sizing::Estimate;
use flink_memory_sizing::jvm::{
    BadFlag, Collector, CompressedOops, DirectMemory, Flags, Heap, Machine, collector, direct_memory, without_compressed_oops,
};
use flink_memory_sizing::overhead::{Load, OverheadEstimate, estimate_overhead};

use super::command_line;
use crate::deeper::field::{self, Field};
use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct Jvm {
    /// The collector; the choice that holds by default is empty where it is not known here.
    pub collector: Field,
    /// Java version, processors, memory of the machine, threads, stack, code cache, native memory that a person knows of.
    pub fields: Box<[Field; 7]>,
    /// What follows.
    pub follows: Follows,
}

/// What follows.
#[derive(Clone, Debug, PartialEq)]
pub enum Follows {
    /// Flink refuses the settings.
    Refused,
    /// Flink starts no JVM for local execution.
    Local,
    /// The start script gives the JVM a word with which it does not start.
    NotStarted(BadFlag),
    /// The start script leaves the heap to the JVM.
    OpenHeap,
    /// The arguments choose a collector that is not known here, or the start script fails.
    UnknownCollector,
    /// Something that was typed cannot be read.
    Unread,
    /// The answers.
    Answered(Box<Answered>),
}

/// What the JVM makes of its sizes.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The heap with its collector and Java version.
    pub heap: Heap,
    /// The heap that Flink planned with, where a word of a person's gives the JVM another one.
    pub planned_heap: Option<MemorySize>,
    /// Who chose the collector.
    pub chosen: Chosen,
    /// The release.
    pub release: Release,
    /// What `Runtime.maxMemory()` reports.
    pub reported: Option<MemorySize>,
    /// The largest heap with compressed references.
    pub edge: Option<MemorySize>,
    /// Whether this heap has them.
    pub compressed: CompressedOops,
    /// How large a heap beyond the edge must be to hold what one at the edge does.
    pub wider: Option<Estimate>,
    /// Direct memory.
    pub direct: Option<DirectMemory>,
    /// The option that would limit it, where it is not limited.
    pub limit_option: Option<&'static str>,
    /// What the process is planned with; nothing where only the heap is.
    pub total: Option<MemorySize>,
    /// What the estimate is of.
    pub load: Load,
    /// What overhead must hold.
    pub estimate: OverheadEstimate,
    /// The overhead that Flink gives; nothing where it plans none.
    pub overhead: Option<MemorySize>,
}

/// Who chose the collector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A person, here.
    Here,
    /// The arguments with which this script starts the JVM.
    Script(&'static str),
    /// The JVM itself.
    Jvm,
}

/// The collectors by their stable names.
pub const COLLECTORS: [(Collector, &str); 4] =
    [(Collector::Serial, "serial"), (Collector::Parallel, "parallel"), (Collector::G1, "g1"), (Collector::Z, "zgc")];

/// The Java versions that Flink ran on, with and as their stable names.
pub const JAVAS: [(u32, &str); 5] = [(8, "8"), (11, "11"), (17, "17"), (21, "21"), (25, "25")];

/// What the panel says.
pub fn of(calculation: &Calculation, asked: &Asked) -> Jvm {
    let picture = calculation.current();
    let memory = picture.map(|picture| &picture.memory);
    let total = memory.and_then(|memory| memory.size(memory.tree().pool));
    let release = calculation.request.release;
    // What Flink's images bring.
    let (java_field, java) = field::one_of(asked, "jvm-java", &JAVAS, if release >= Release::V2_0 { "17" } else { "11" });
    let script = script(calculation);
    let words = command_line::words(calculation, asked, script, java.unwrap_or(11));
    let flags = words.as_deref().map_or(Ok(Flags::default()), Flags::read);
    let said = flags.clone().unwrap_or_default();

    let (processors_field, processors) = field::whole(asked, "jvm-processors", memory.map_or(1, processors_of), 1, 4096);
    let (memory_field, machine_memory) = field::size(asked, "jvm-memory", total.unwrap_or_default());
    let usual = Load::new(Collector::G1, MemorySize::ZERO);
    let (threads_field, threads) = field::whole(asked, "jvm-threads", usual.threads, 1, 1_000_000);
    let (stack_field, stack) = field::size(asked, "jvm-stack", said.stack.unwrap_or(usual.stack));
    let (code_field, code_cache) = field::size(asked, "jvm-code-cache", said.code_cache.unwrap_or(usual.code_cache));
    let (native_field, native) = field::size(asked, "jvm-native", usual.native);

    let by_itself = |processors, memory| Some(collector(words.as_deref()?, Machine { java: java?, processors, memory }));
    let default = processors.zip(machine_memory).and_then(|(processors, memory)| by_itself(processors, memory)).transpose();
    let flags = default.as_ref().map_err(BadFlag::clone).and(flags);
    let default = default.ok().flatten().flatten();
    let name = COLLECTORS.into_iter().find(|(known, _)| Some(*known) == default).map_or("", |(_, name)| name);
    let (collector_field, chosen_collector) = field::one_of(asked, "jvm-collector", &COLLECTORS, name);
    // Arguments decide where the machine does not matter.
    let is_by_script = by_itself(1, MemorySize::ZERO) == by_itself(2, MemorySize::MAX);
    let chosen = match (collector_field.text.as_str(), is_by_script) {
        ("", true) => Chosen::Script(script.file()),
        ("", false) => Chosen::Jvm,
        _ => Chosen::Here,
    };

    let fields = Box::new([java_field, processors_field, memory_field, threads_field, stack_field, code_field, native_field]);
    // A version of Java that cannot be chosen does not count.
    let are_read = fields[1..].iter().all(|field| field.complaint.is_none());
    let answered = || {
        let memory = memory?;
        let usual = Heap::new(said.max_heap.or(memory.size(Pool::JvmHeap))?, chosen_collector?, java?);
        let heap = Heap { new_ratio: said.new_ratio.unwrap_or(usual.new_ratio), ..usual };
        let load = Load {
            threads: threads?,
            stack: stack?,
            code_cache: code_cache?,
            processors: processors?,
            native: native?,
            ..Load::new(heap.collector, heap.max)
        };
        Some(answered(memory, chosen, heap, said.direct, load, release))
    };
    let follows = match (memory, flags) {
        (None, _) => Follows::Refused,
        (Some(Memory::Local(_)), _) => Follows::Local,
        (Some(_), Err(bad)) => Follows::NotStarted(bad),
        (Some(memory), _) if memory.size(Pool::JvmHeap).or(said.max_heap).is_none() => Follows::OpenHeap,
        (Some(_), _) if !are_read => Follows::Unread,
        (Some(_), _) => answered().map_or(Follows::UnknownCollector, |answered| Follows::Answered(Box::new(answered))),
    };
    Jvm { collector: collector_field, fields, follows }
}

/// What the JVM makes of a heap and of the limit that its words say of direct memory.
fn answered(memory: &Memory, chosen: Chosen, heap: Heap, said: Option<MemorySize>, load: Load, release: Release) -> Answered {
    let edge = heap.collector.compressed_oops_edge(heap.java);
    let direct = direct_memory(memory, Some(heap), said);
    let is_open = direct.is_some_and(|direct| !direct.is_set);
    Answered {
        heap,
        planned_heap: memory.size(Pool::JvmHeap).filter(|planned| *planned != heap.max),
        chosen,
        release,
        reported: heap.max_memory(),
        edge,
        compressed: heap.compressed_oops(),
        wider: edge.filter(|edge| heap.max > *edge).map(without_compressed_oops),
        direct,
        limit_option: JVM_DIRECT_MEMORY_LIMIT_ENABLED.in_release(release).filter(|_| is_open).map(ReleaseOption::key),
        total: memory.size(Pool::TotalProcess),
        load,
        estimate: estimate_overhead(&load),
        overhead: memory.size(Pool::JvmOverhead),
    }
}

/// The start script of the process, in a container the one that runs in pods where the release has it.
fn script(calculation: &Calculation) -> Script {
    let request = &calculation.request;
    let (alone, in_pod) = match request.process {
        Process::JobManager => (Script::JobManager, Script::KubernetesJobManager),
        Process::TaskManager | Process::Local => (Script::TaskManager, Script::KubernetesTaskManager),
    };
    if request.deployment == Deployment::Container && in_pod.is_in(request.release) { in_pod } else { alone }
}

/// The processors that a container of this process would have: its cores, rounded up.
fn processors_of(memory: &Memory) -> u32 {
    match memory {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the conversion ends at the bounds of the type")]
        Memory::TaskManager(memory) => (memory.cpu_cores.ceil() as u32).clamp(1, 4096),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flink_memory_sizing::overhead::Sufficiency;

    fn jvm(release: Release, process: Process, entries: &[(&str, &str)], asked: &Asked) -> Jvm {
        of(&Calculation::shipped_with(release, process, entries), asked)
    }

    fn answered(jvm: Jvm) -> Answered {
        match jvm.follows {
            Follows::Answered(answered) => *answered,
            other => panic!("{other:?}"),
        }
    }

    const TWO_OF_4_GIBIBYTES: &[(&str, &str)] = &[("taskmanager.memory.process.size", "4g"), ("taskmanager.numberOfTaskSlots", "2")];

    #[test]
    fn scripts_choose_g1_up_to_1_17_and_then_the_jvm_does() {
        let small = [("taskmanager.numberOfTaskSlots", "1")];
        let of = |release, entries: &[_]| {
            let answered = answered(jvm(release, Process::TaskManager, entries, &Asked::default()));
            (answered.heap.collector, answered.chosen)
        };
        assert_eq!(of(Release::V1_17, &small), (Collector::G1, Chosen::Script("taskmanager.sh")));
        assert_eq!(of(Release::V1_18, &small), (Collector::Serial, Chosen::Jvm));
        assert_eq!(of(Release::V1_20, TWO_OF_4_GIBIBYTES), (Collector::G1, Chosen::Jvm));
        let told = [("env.java.opts.taskmanager", "-XX:+UseParallelGC -Xss2m -XX:NewRatio=1")];
        let told = answered(jvm(Release::V1_20, Process::TaskManager, &told, &Asked::default()));
        assert_eq!((told.heap.collector, told.heap.new_ratio, told.load.stack), (Collector::Parallel, 1, MemorySize::from_mebibytes(2)));
        let unknown = [("env.java.opts.all", "-XX:+UseShenandoahGC")];
        let asked = Asked::default();
        assert_eq!(jvm(Release::V1_20, Process::TaskManager, &unknown, &asked).follows, Follows::UnknownCollector);
        let asked = asked.with("jvm-collector", "serial".to_owned());
        assert_eq!(answered(jvm(Release::V1_20, Process::TaskManager, &unknown, &asked)).chosen, Chosen::Here);
    }

    #[test]
    fn overhead_is_held_against_the_estimate() {
        let answered = answered(jvm(Release::V1_20, Process::TaskManager, TWO_OF_4_GIBIBYTES, &Asked::default()));
        assert_eq!(answered.overhead, MemorySize::from_bytes(429_496_736));
        assert_eq!(answered.estimate.compare(answered.overhead.unwrap_or_default()), Sufficiency::MayBeTooSmall);
        assert_eq!((answered.load.processors, answered.direct.map(|direct| direct.is_set)), (2, Some(true)));
    }

    #[test]
    fn a_job_manager_can_outgrow_its_container() {
        let size = [("jobmanager.memory.process.size", "1600m")];
        let open = answered(jvm(Release::V1_20, Process::JobManager, &size, &Asked::default()));
        assert_eq!(open.heap.collector, Collector::Serial);
        assert_eq!(open.limit_option, Some("jobmanager.memory.enable-jvm-direct-memory-limit"));
        assert!(open.direct.is_some_and(|direct| direct.beyond.whole_mebibytes() > 800));
        let limited = [size[0], ("jobmanager.memory.enable-jvm-direct-memory-limit", "true")];
        assert_eq!(answered(jvm(Release::V1_20, Process::JobManager, &limited, &Asked::default())).limit_option, None);
    }

    #[test]
    fn words_of_a_persons_own_count() {
        let of = |process, entries: &[_]| answered(jvm(Release::V2_3, process, entries, &Asked::default()));
        let own = of(Process::TaskManager, &[("env.java.opts.taskmanager", "-Xmx4g")]);
        assert_eq!((own.heap.max, own.planned_heap.is_some()), (MemorySize::from_mebibytes(4096), true));
        let size = ("jobmanager.memory.process.size", "1600m");
        let own = of(Process::JobManager, &[size, ("env.java.opts.jobmanager", "-XX:MaxDirectMemorySize=192m")]);
        let direct = own.direct.map(|direct| (direct.is_set, direct.beyond.whole_mebibytes()));
        assert_eq!((direct, own.limit_option, own.planned_heap), (Some((true, 64)), None, None));
        // What the panel of the command line asks is asked of this JVM.
        let asked = Asked::default().with("script-own-tm", "-XX:+UseZGC".to_owned());
        let zgc = answered(jvm(Release::V2_3, Process::TaskManager, &[], &asked));
        assert_eq!((zgc.heap.collector, zgc.chosen), (Collector::Z, Chosen::Script("taskmanager.sh")));
        for words in ["-Xmx64m", "-XX:+UseSerialGC -XX:+UseZGC"] {
            let bad = jvm(Release::V2_3, Process::TaskManager, &[("env.java.opts.all", words)], &Asked::default());
            assert!(
                matches!(&bad.follows, Follows::NotStarted(bad) if words.ends_with(bad.words.rsplit(' ').next().unwrap_or("?"))),
                "{bad:?}"
            );
        }
    }

    #[test]
    fn what_is_no_question_has_no_answer() {
        let asked = Asked::default().with("jvm-threads", "many".to_owned());
        assert_eq!(jvm(Release::V1_20, Process::TaskManager, &[], &asked).follows, Follows::Unread);
        assert_eq!(jvm(Release::V1_20, Process::Local, &[], &Asked::default()).follows, Follows::Local);
        let refused = [("taskmanager.memory.process.size", "1m")];
        assert_eq!(jvm(Release::V1_20, Process::TaskManager, &refused, &Asked::default()).follows, Follows::Refused);
        let bad = [("env.java.opts.all", "-Xss1mb")];
        let not_started = Follows::NotStarted(BadFlag { words: "-Xss1mb".to_owned() });
        assert_eq!(jvm(Release::V1_20, Process::TaskManager, &bad, &Asked::default()).follows, not_started);
        let open = jvm(Release::V1_10, Process::JobManager, &[("jobmanager.heap.size", "0")], &Asked::default());
        assert!(matches!(open.follows, Follows::OpenHeap | Follows::Refused), "{:?}", open.follows);
    }
}
