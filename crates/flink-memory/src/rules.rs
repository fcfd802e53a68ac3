//! Which releases follow which rule, where the difference is not an option's. One row per change; defaults stand in the option table.

use crate::release::{Release, Releases};

/// The JobManager has pools. Before, it had one heap and, in containers, a cut-off.
pub(crate) const JOB_MANAGER_POOLS: Releases = Releases::since(Release::V1_11);

/// Errors of the TaskManager's derivation are rethrown with a prefix.
pub(crate) const TASK_MANAGER_PREFIX: Releases = Releases::since(Release::V1_11);

/// Errors of the JobManager's derivation are rethrown with a prefix. It went with the legacy options.
pub(crate) const JOB_MANAGER_PREFIX: Releases = Releases::between(Release::V1_11, Release::V1_20);

/// A process smaller than what it must hold is told in words; before, as a negative number of bytes.
pub(crate) const PROCESS_BELOW_FLINK_MESSAGE: Releases = Releases::since(Release::V1_11);

/// "Either required fine-grained memory …" in the words that both processes share.
pub(crate) const SHARED_NOTHING_CONFIGURED_MESSAGE: Releases = Releases::since(Release::V1_11);

/// The derivation is split into classes per process, which log under their own names.
pub(crate) const MEMORY_UTILS_PER_PROCESS: Releases = Releases::since(Release::V1_11);

/// The information about an ignored overhead fraction says "configured or default".
pub(crate) const OVERHEAD_INFO_NAMES_DEFAULT: Releases = Releases::since(Release::V1_11);

/// The same information says `JVM OVerhead`.
pub(crate) const OVERHEAD_INFO_MISSPELT: Releases = Releases::until(Release::V1_15);

/// The start scripts print the "Final … Memory configuration" block.
pub(crate) const SUMMARY: Releases = Releases::since(Release::V1_11);

/// The JobManager is handed its sizes as dynamic configuration.
pub(crate) const JOB_MANAGER_DYNAMIC_CONFIGURATION: Releases = Releases::since(Release::V1_12);

/// The TaskManager's dynamic configuration names metaspace and overhead.
pub(crate) const DYNAMIC_METASPACE: Releases = Releases::since(Release::V1_12);

/// The TaskManager's dynamic configuration names slots and external resources.
pub(crate) const DYNAMIC_SLOTS: Releases = Releases::since(Release::V1_13);

/// The number of slots is read even where the number of cores is set.
pub(crate) const SLOTS_ALWAYS_READ: Releases = Releases::since(Release::V1_13);

/// CPU values keep 8 decimals; before, division kept 16 and nothing else was cut.
pub(crate) const CPU_EIGHT_DECIMALS: Releases = Releases::since(Release::V1_14);

/// Local execution stands for "no limit" with a million cores and a tebibyte; before, with the largest numbers of Java.
pub(crate) const LOCAL_FINITE_MAXIMUM: Releases = Releases::since(Release::V1_12);

/// The web UI of a local cluster shows totals.
pub(crate) const LOCAL_TOTALS: Releases = Releases::since(Release::V1_12);

/// Local execution removes the options that it ignores, and lists the right ones in its warning.
pub(crate) const LOCAL_REMOVES_IGNORED: Releases = Releases::since(Release::V1_20);

/// Dividing a size by a negative number complains as if it were zero.
pub(crate) const DIVISOR_NOT_ZERO_MESSAGE: Releases = Releases::since(Release::V1_20);

/// A span of time may be in `m`, for minutes.
pub(crate) const DURATION_M: Releases = Releases::since(Release::V1_15);

/// A span of time is limited only as a whole, not by the digits that stand before its unit.
pub(crate) const DURATION_ANY_LENGTH: Releases = Releases::since(Release::V2_0);

/// A span of time may be written as in ISO 8601.
pub(crate) const DURATION_ISO: Releases = Releases::since(Release::V2_1);

/// An item of a map that is no pair is not quoted, but told to miss its colon.
pub(crate) const MAP_COLON_MESSAGE: Releases = Releases::since(Release::V1_17);

/// A map may be written as one of YAML's.
pub(crate) const MAP_AS_YAML: Releases = Releases::since(Release::V1_19);

/// A map may have a key for each of its names.
pub(crate) const MAP_KEY_PER_NAME: Releases = Releases::since(Release::V1_14);

/// Managed memory is shared out by weights.
pub(crate) const CONSUMER_WEIGHTS: Releases = Releases::since(Release::V1_12);

/// Operators and state backends have weights of their own, and other names are passed over.
pub(crate) const CONSUMER_NAMES: Releases = Releases::since(Release::V1_13);

/// The name `DATAPROC` stands for operators and state backends.
pub(crate) const CONSUMER_DATAPROC: Releases = Releases::between(Release::V1_12, Release::V1_20);

/// The state backend ForSt.
pub(crate) const FORST: Releases = Releases::since(Release::V2_0);

/// The pool of a gate requires a buffer before it starts.
pub(crate) const GATE_REQUIRES_A_BUFFER: Releases = Releases::since(Release::V1_11);

/// What a gate requires is limited, for batch jobs by default, and settings that leave it nothing are refused.
pub(crate) const GATE_LIMIT: Releases = Releases::since(Release::V1_17);

/// A partition that sorts has a limit, four buffers for each of its consumers.
pub(crate) const SORT_SHUFFLE_LIMIT: Releases = Releases::since(Release::V1_15);

/// What a partition may take is never less than what it requires.
pub(crate) const PARTITION_MAX_AT_LEAST_MIN: Releases = Releases::since(Release::V1_14);

/// A partition of a tiered job requires 613 buffers at most.
pub(crate) const TIERED_613: Releases = Releases::until(Release::V1_19);

/// A task announces what its gates and partitions could use.
pub(crate) const ANNOUNCED: Releases = Releases::since(Release::V1_14);

/// The exclusive buffers of a gate are asked for before its pool, and none may be nothing.
pub(crate) const EXCLUSIVE_BUFFERS_FIRST: Releases = Releases::until(Release::V1_11);

/// Each channel asks for its exclusive buffers once more before it gives the first ones back.
pub(crate) const EXCLUSIVE_BUFFERS_TWICE: Releases = Releases::between(Release::V1_11, Release::V1_11);

/// A derivation ends with the amounts of external resources.
pub(crate) const EXTERNAL_RESOURCES_DERIVED: Releases = Releases::since(Release::V1_13);

/// The TaskManager is told the names of external resources in quotes.
pub(crate) const EXTERNAL_RESOURCES_QUOTED: Releases = Releases::since(Release::V1_15);

/// `none` stands for no external resources.
pub(crate) const EXTERNAL_RESOURCES_NONE: Releases = Releases::since(Release::V1_13);

/// A resource manager derives the process anew around the Flink memory that it derived first.
pub(crate) const WORKER_DERIVED_ANEW: Releases = Releases::since(Release::V1_11);

/// The client of YARN tells what memory is wasted; before, only that a container is too small.
pub(crate) const YARN_TELLS_WASTE: Releases = Releases::since(Release::V1_11);

/// Flink rounds containers on YARN up by itself.
pub(crate) const YARN_NORMALIZES: Releases = Releases::between(Release::V1_11, Release::V1_11);

/// Pods have start scripts.
pub(crate) const POD_SCRIPTS: Releases = Releases::since(Release::V1_13);

/// Up to Java 7 the JVM is given a size for classes.
pub(crate) const PERM_SIZE: Releases = Releases::until(Release::V1_11);

/// Scripts let the JVM pass over flags that it does not know, so that they never find its options empty.
pub(crate) const IGNORES_UNKNOWN_FLAGS: Releases = Releases::since(Release::V1_18);

/// From Java 18 on the JVM is told to allow a security manager.
pub(crate) const SECURITY_MANAGER_FLAG: Releases = Releases::since(Release::V1_19);

/// A process in the foreground has a log file, too.
pub(crate) const LOG_FILE_IN_FOREGROUND: Releases = Releases::since(Release::V1_11);

/// Log4j has another name for its file.
pub(crate) const LOG4J_2: Releases = Releases::since(Release::V1_11);

/// A job that is a cluster of its own is called an application.
pub(crate) const APPLICATION_ENTRY_POINT: Releases = Releases::since(Release::V1_11);

/// A shell reads the JVM's options once more, also for a process in the foreground.
pub(crate) const OPTIONS_EVALUATED: Releases = Releases::since(Release::V1_14);

/// What was derived stands before the arguments of a person, who wins.
pub(crate) const DERIVED_BEFORE_ARGUMENTS: Releases = Releases::since(Release::V1_12);

/// `jobmanager.sh` tells arguments from host and port.
pub(crate) const JOB_MANAGER_SCRIPT_TAKES_ARGUMENTS: Releases = Releases::since(Release::V1_15);

/// `jobmanager.sh` derives the memory with its arguments.
pub(crate) const JOB_MANAGER_SCRIPT_HEARS_ARGUMENTS: Releases = Releases::since(Release::V1_16);

/// A JobManager is told its execution mode, host and port as arguments of their own.
pub(crate) const EXECUTION_MODE_ARGUMENT: Releases = Releases::until(Release::V1_20);

/// Which of two parsers reads the file is logged.
pub(crate) const PARSER_NAMED: Releases = Releases::since(Release::V1_19);

/// A state backend checks whether its write buffers are large enough for their arena.
pub(crate) const ARENA_CHECK: Releases = Releases::since(Release::V1_12);

/// A slot sharing group may say which resources its slots have.
pub(crate) const SLOT_SHARING_GROUP_RESOURCES: Releases = Releases::since(Release::V1_14);
