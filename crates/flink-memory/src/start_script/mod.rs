//! What a start script calls: the final command line of a process, by release and Java version. What the memory is stands in `derive`, and
//! files are read elsewhere.

mod arguments;
mod failure;
mod java_options;
mod trap;

pub use failure::StartFailure;
pub use trap::{Trap, traps};

use crate::config::Configuration;
use crate::derive::{Deployment, Environment, Process, Request, derive};
use crate::memory::Memory;
use crate::message::LogLine;
use crate::release::Release;
use crate::rules;

/// A start script of Flink's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// `taskmanager.sh`.
    TaskManager,
    /// `jobmanager.sh`.
    JobManager,
    /// `standalone-job.sh`.
    StandaloneJob,
    /// `kubernetes-taskmanager.sh`, from 1.13 on: what runs in a pod.
    KubernetesTaskManager,
    /// `kubernetes-jobmanager.sh`, from 1.13 on.
    KubernetesJobManager,
}

impl Script {
    /// Every script.
    pub const ALL: [Script; 5] =
        [Script::TaskManager, Script::JobManager, Script::StandaloneJob, Script::KubernetesTaskManager, Script::KubernetesJobManager];

    /// The name of its file.
    pub const fn file(self) -> &'static str {
        match self {
            Script::TaskManager => "taskmanager.sh",
            Script::JobManager => "jobmanager.sh",
            Script::StandaloneJob => "standalone-job.sh",
            Script::KubernetesTaskManager => "kubernetes-taskmanager.sh",
            Script::KubernetesJobManager => "kubernetes-jobmanager.sh",
        }
    }

    /// The script with this file.
    pub fn from_file(name: &str) -> Option<Script> {
        Script::ALL.into_iter().find(|script| script.file() == name)
    }

    /// Those of its arguments with which it derives memory: its caller reads these over the configuration file.
    ///
    /// `jobmanager.sh` heeds none up to 1.15, and later none that it takes for host or port.
    pub fn heard(self, release: Release, arguments: &[String]) -> &[String] {
        if self != Script::JobManager {
            arguments
        } else if rules::JOB_MANAGER_SCRIPT_HEARS_ARGUMENTS.contains(release) {
            arguments::parted(release, arguments).1
        } else {
            &[]
        }
    }

    /// Whether the release has it.
    pub fn is_in(self, release: Release) -> bool {
        !self.is_in_pod() || rules::POD_SCRIPTS.contains(release)
    }

    const fn is_in_pod(self) -> bool {
        matches!(self, Script::KubernetesTaskManager | Script::KubernetesJobManager)
    }

    const fn is_task_manager(self) -> bool {
        matches!(self, Script::TaskManager | Script::KubernetesTaskManager)
    }
}

/// What a start script is given.
#[derive(Clone, Debug)]
pub struct Start<'a> {
    /// The release.
    pub release: Release,
    /// The script.
    pub script: Script,
    /// Whether the process goes on in the background, `start` and not `start-foreground`.
    pub is_daemon: bool,
    /// The words behind that; of `kubernetes-jobmanager.sh` behind the name of its entry point.
    pub arguments: &'a [String],
    /// The entry point of `kubernetes-jobmanager.sh`, such as `kubernetes-session`.
    pub entry_point: &'a str,
    /// The name of the configuration file, `flink-conf.yaml` or `config.yaml`.
    pub file_name: &'a str,
    /// What it says.
    pub file: &'a Configuration,
    /// The same with what `-D` among the arguments says that the script hears, see [`Script::heard`].
    pub with_arguments: &'a Configuration,
    /// The Java version, such as 17.
    pub java: u32,
    /// The variables that scripts look at.
    pub environment: ScriptEnvironment,
    /// Where and by whom.
    pub place: Place,
}

/// The variables of the environment that scripts look at; one that is empty counts as one that is not set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScriptEnvironment {
    /// `JVM_ARGS`: arguments before all others, which lose against later ones.
    pub jvm_args: String,
    /// `FLINK_ENV_JAVA_OPTS`, instead of everything that options say for all processes.
    pub java_options: String,
    /// `FLINK_ENV_JAVA_OPTS_TM` or `FLINK_ENV_JAVA_OPTS_JM`, the same for one.
    pub own_java_options: String,
    /// `FLINK_TM_JVM_MEM_OPTS`: the memory of a TaskManager in a pod, which a JobManager decides.
    pub memory_arguments: String,
    /// The variables of the heap.
    pub heap: Environment,
}

/// Where Flink lies, and whose name its log has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Flink's folder.
    pub home: String,
    /// `FLINK_IDENT_STRING`, the user.
    pub user: String,
    /// The host.
    pub host: String,
}

/// The words with which a script calls Java, without the program itself. The class path is the word `<classpath>`.
///
/// DIFFERENCE: where a shell reads the options once more, as always from 1.14 on, it also replaces variables in them, names of files with
/// stars and the like; here they stay as they are written.
///
/// # Errors
/// What the script prints where memory cannot be derived, or is no number.
///
/// Source: `config.sh`, `taskmanager.sh`, `jobmanager.sh`, `standalone-job.sh`, `flink-console.sh`, `flink-daemon.sh`,
/// `kubernetes-taskmanager.sh`, `kubernetes-jobmanager.sh`.
pub fn command_line(start: &Start<'_>) -> Result<Vec<String>, Box<StartFailure>> {
    let derived = Derived::of(start)?;
    let options = java_options::of(start);
    let mut words = words_of(&start.environment.jvm_args);
    if start.script.is_task_manager() && !options.are_set {
        words.push("-XX:+UseG1GC".to_owned());
    }
    words.extend(words_of(&derived.memory));
    if rules::PERM_SIZE.contains(start.release) && start.java <= 7 {
        words.push("-XX:MaxPermSize=256m".to_owned());
    }
    words.extend(options.words);
    words.extend(arguments::of_log(start));
    words.extend(["-classpath".to_owned(), "<classpath>".to_owned(), arguments::class(start).to_owned()]);
    words.extend(arguments::of_program(start, &derived.configuration));
    Ok(words)
}

/// What the derivation gives a script.
struct Derived {
    memory: String,
    configuration: Vec<String>,
}

impl Derived {
    fn of(start: &Start<'_>) -> Result<Derived, Box<StartFailure>> {
        if start.script == Script::KubernetesTaskManager {
            return Ok(Derived { memory: start.environment.memory_arguments.clone(), configuration: Vec::new() });
        }
        let derivation = derive(&Request {
            release: start.release,
            process: if start.script.is_task_manager() { Process::TaskManager } else { Process::JobManager },
            deployment: Deployment::Standalone,
            environment: start.environment.heap.clone(),
            configuration: start.with_arguments.clone(),
        });
        match derivation.memory {
            Ok(memory) => Ok(Derived::from_memory(&memory)),
            Err(error) => Err(Box::new(StartFailure::new(start, error, derivation.log))),
        }
    }

    fn from_memory(memory: &Memory) -> Derived {
        let configuration = memory.dynamic_configuration().unwrap_or_default();
        Derived { memory: memory.jvm_parameters().unwrap_or_default(), configuration: words_of(&configuration) }
    }
}

/// The words of a text as a shell parts them that it is not in quotes for.
fn words_of(text: &str) -> Vec<String> {
    text.split([' ', '\t', '\n']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A log line as the scripts' program prints it.
fn printed(line: &LogLine) -> String {
    if rules::SUMMARY.contains(line.release) { format!("{:<5} [] - {line}", line.level().to_string()) } else { format!(" - {line}") }
}
