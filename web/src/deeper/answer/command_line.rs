//! What the start scripts call, and where that is not what a person meant.

use std::borrow::Cow;

use flink_memory::start_script::{Place, Script, ScriptEnvironment, Start, StartFailure, Trap, command_line, traps};
use flink_memory::{Configuration, Deployment, Memory, Process, Release, Request, derive, resource_manager};
use flink_memory_formats::load::{self, LINES_FILE, YAML_FILE};

use super::containers::option;
use crate::deeper::field::{self, Complaint, Field};
use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandLine {
    /// The script, and its choices.
    pub script: Field,
    /// Their files.
    pub scripts: Vec<&'static str>,
    /// Whether the process goes on in the background; nothing in pods.
    pub daemon: Option<(Field, bool)>,
    /// Whether the JobManager of a pod runs an application or a session; nothing elsewhere.
    pub entry_point: Option<Field>,
    /// The configuration file; nothing in releases that read one only.
    pub file: Option<Field>,
    /// The version of Java.
    pub java: Field,
    /// The options of the JVM's arguments.
    pub options: Vec<Field>,
    /// The variables of the environment, each with its name.
    pub variables: [(Field, &'static str); 3],
    /// The words behind the script.
    pub arguments: Field,
    /// What is called; nothing where a text cannot be read.
    pub called: Option<Called>,
}

/// What is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Called {
    /// The words with which Java is called, or why it is not.
    pub words: Result<Vec<String>, NotCalled>,
    /// What misleads.
    pub traps: Vec<Trap>,
    /// Whether the JobManager has decided about the memory.
    pub is_decided_before: bool,
}

/// Why Java is not called.
#[derive(Clone, Debug, PartialEq)]
pub enum NotCalled {
    /// The script gives up, and prints this.
    GivesUp(Box<StartFailure>),
    /// There is no pod that a script could run in, for which Flink says this.
    NoPod(String),
}

/// The entry points of a pod's JobManager by their stable names.
pub const ENTRY_POINTS: [(&str, &str); 2] =
    [("kubernetes-application", "kubernetes-application"), ("kubernetes-session", "kubernetes-session")];

/// The configuration files by their stable names.
pub const FILES: [(&str, &str); 2] = [(YAML_FILE, YAML_FILE), (LINES_FILE, LINES_FILE)];

/// What the panel says of a TaskManager or JobManager.
pub fn of(calculation: &Calculation, asked: &Asked) -> CommandLine {
    let (release, process) = (calculation.request.release, calculation.request.process);
    let scripts = scripts(release, process);
    let default = scripts.first().map_or("", |(_, file)| file);
    let (script_field, script) = field::one_of(asked, "script", &scripts, default);
    let script = script.unwrap_or(Script::TaskManager);
    let is_in_pod = matches!(script, Script::KubernetesTaskManager | Script::KubernetesJobManager);
    let (daemon_field, is_daemon) = field::whether(asked, "script-daemon", false);
    let (entry_field, entry_point) = field::one_of(asked, "script-entry-point", &ENTRY_POINTS, ENTRY_POINTS[0].1);
    let (file_field, file_name) = file(asked, release);
    let (java_field, java) = field::whole(asked, "script-java", if release < Release::V2_0 { 11 } else { 17 }, 7, 99);
    let (arguments_field, arguments) = arguments(asked, script, release);
    let variables = variables(process, asked);
    let called = java.zip(arguments).map(|(java, arguments)| {
        let given = Given {
            script,
            is_daemon: is_daemon && !is_in_pod,
            arguments: &arguments,
            entry_point: entry_point.unwrap_or_default(),
            file_name,
            java,
            environment: environment(&variables),
        };
        called(&calculation.request, given)
    });
    CommandLine {
        scripts: scripts.iter().map(|(_, file)| *file).collect(),
        script: script_field,
        daemon: (!is_in_pod).then_some((daemon_field, is_daemon)),
        entry_point: (script == Script::KubernetesJobManager).then_some(entry_field),
        file: file_field,
        java: java_field,
        options: options(calculation),
        variables,
        arguments: arguments_field,
        called,
    }
}

/// The scripts of a process that the release has, the ordinary one first.
fn scripts(release: Release, process: Process) -> Vec<(Script, &'static str)> {
    let is_of_process = |script: &Script| {
        matches!(script, Script::TaskManager | Script::KubernetesTaskManager) == (process != Process::JobManager) && script.is_in(release)
    };
    Script::ALL.into_iter().filter(is_of_process).map(|script| (script, script.file())).collect()
}

/// The variables of the environment that the scripts of a process read, each with its name.
fn variables(process: Process, asked: &Asked) -> [(Field, &'static str); 3] {
    let own = match process {
        Process::JobManager => ("script-own-jm", "FLINK_ENV_JAVA_OPTS_JM"),
        Process::TaskManager | Process::Local => ("script-own-tm", "FLINK_ENV_JAVA_OPTS_TM"),
    };
    [("script-all", "FLINK_ENV_JAVA_OPTS"), own, ("script-before", "JVM_ARGS")]
        .map(|(name, called)| (field::optional(asked, name, |_| Ok(())).0, called))
}

fn environment(variables: &[(Field, &str); 3]) -> ScriptEnvironment {
    let [java_options, own_java_options, jvm_args] = variables.each_ref().map(|(field, _)| field.text.clone());
    ScriptEnvironment { jvm_args, java_options, own_java_options, ..ScriptEnvironment::default() }
}

/// The words with which a script without arguments calls Java, for what asks about the JVM; nothing where it is not called.
pub(super) fn words(calculation: &Calculation, asked: &Asked, script: Script, java: u32) -> Option<Vec<String>> {
    let request = &calculation.request;
    let given = Given {
        script,
        is_daemon: request.deployment == Deployment::Standalone,
        arguments: &[],
        entry_point: "",
        file_name: file(asked, request.release).1,
        java,
        environment: environment(&variables(request.process, asked)),
    };
    called(request, given).words.ok()
}

/// The configuration file, a choice in the releases that read both.
fn file(asked: &Asked, release: Release) -> (Option<Field>, &'static str) {
    let (field, chosen) = field::one_of(asked, "script-file", &FILES, YAML_FILE);
    if release < Release::V1_19 {
        (None, LINES_FILE)
    } else if release < Release::V2_0 {
        (Some(field), chosen.unwrap_or(YAML_FILE))
    } else {
        (None, YAML_FILE)
    }
}

/// The words behind the script, with Flink's complaint about them.
fn arguments(asked: &Asked, script: Script, release: Release) -> (Field, Option<Vec<String>>) {
    let (field, _) = field::optional(asked, "script-arguments", |text| {
        let words: Vec<String> = text.split_ascii_whitespace().map(str::to_owned).collect();
        match heard(script, release, &words) {
            Ok(_) => Ok(()),
            Err(error) => Err(Complaint::Flink([error.exception(), ": ", &error.message(release)].concat())),
        }
    });
    let words = field.complaint.is_none().then(|| field.text.split_ascii_whitespace().map(str::to_owned).collect());
    (field, words)
}

fn heard(script: Script, release: Release, arguments: &[String]) -> Result<Configuration, load::LoadError> {
    let heard: Vec<&str> = script.heard(release, arguments).iter().map(String::as_str).collect();
    load::properties(&heard, release)
}

fn options(calculation: &Calculation) -> Vec<Field> {
    use flink_memory::option::{java_options as options, java_options_1_16 as older};
    let own =
        if calculation.request.process == Process::JobManager { &options::FLINK_JM_JVM_OPTIONS } else { &options::FLINK_TM_JVM_OPTIONS };
    [&options::FLINK_JVM_OPTIONS, &older::FLINK_JVM_OPTIONS, own].into_iter().filter_map(|spec| option(spec, calculation)).collect()
}

/// What a script is given beside the configuration.
struct Given<'a> {
    script: Script,
    is_daemon: bool,
    arguments: &'a [String],
    entry_point: &'a str,
    file_name: &'a str,
    java: u32,
    environment: ScriptEnvironment,
}

fn called(request: &Request, given: Given<'_>) -> Called {
    let Given { script, is_daemon, arguments, entry_point, file_name, java, mut environment } = given;
    let mut with_arguments = request.configuration.clone();
    if let Ok(properties) = heard(script, request.release, arguments) {
        with_arguments.extend(properties.entries().iter().map(|entry| (entry.key.clone(), entry.value.clone())));
    }
    environment.heap = request.environment.clone();
    let is_decided_before = script == Script::KubernetesTaskManager;
    let mut arguments = Cow::Borrowed(arguments);
    if is_decided_before {
        match decided(request) {
            Ok([memory, properties]) => {
                environment.memory_arguments = memory;
                arguments = properties.split_ascii_whitespace().map(str::to_owned).chain(arguments.iter().cloned()).collect();
            }
            Err(message) => return Called { words: Err(NotCalled::NoPod(message)), traps: Vec::new(), is_decided_before },
        }
    }
    let start = Start {
        release: request.release,
        script,
        is_daemon,
        arguments: &arguments,
        entry_point,
        file_name,
        file: &request.configuration,
        with_arguments: &with_arguments,
        java,
        environment,
        place: Place { home: "/opt/flink".to_owned(), user: "flink".to_owned(), host: "host".to_owned() },
    };
    Called { words: command_line(&start).map_err(NotCalled::GivesUp), traps: traps(&start), is_decided_before }
}

/// What a JobManager hands over to the pod of a TaskManager: the JVM's arguments and the sizes; what Flink says where it gives up.
fn decided(request: &Request) -> Result<[String; 2], String> {
    let (_, worker) =
        resource_manager::kubernetes(&request.configuration, request.release).task_manager.map_err(|error| error.to_string())?;
    let derivation = derive(&Request { process: Process::TaskManager, deployment: Deployment::Container, ..request.clone() });
    let mut memory = derivation.memory.map_err(|error| error.to_string())?;
    if let Memory::TaskManager(memory) = &mut memory {
        memory.jvm_overhead = worker.jvm_overhead;
        memory.cpu_cores = worker.cpu_cores;
    }
    Ok([memory.jvm_parameters(), memory.dynamic_configuration()].map(Option::unwrap_or_default))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(release: Release, process: Process, entries: &[(&str, &str)], asked: &Asked) -> CommandLine {
        of(&Calculation::shipped_with(release, process, entries), asked)
    }

    fn words(line: CommandLine) -> Vec<String> {
        line.called.expect("all can be read").words.expect("Flink takes it")
    }

    fn asked(questions: &[(&str, &str)]) -> Asked {
        questions.iter().fold(Asked::default(), |asked, (name, text)| asked.with(name, (*text).to_owned()))
    }

    #[test]
    fn every_script_of_a_process_is_a_choice() {
        assert_eq!(calls(Release::V1_12, Process::TaskManager, &[], &Asked::default()).scripts, ["taskmanager.sh"]);
        let files = calls(Release::V2_3, Process::JobManager, &[], &Asked::default()).scripts;
        assert_eq!(files, ["jobmanager.sh", "standalone-job.sh", "kubernetes-jobmanager.sh"]);
        // A script of another process counts as none.
        let line = calls(Release::V2_3, Process::JobManager, &[], &asked(&[("script", "taskmanager.sh")]));
        assert!(words(line).contains(&"org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint".to_owned()));
    }

    #[test]
    fn arguments_are_heard_as_the_script_does() {
        let arguments = asked(&[("script-arguments", "-D jobmanager.memory.process.size=4g")]);
        let heap = |release| words(calls(release, Process::JobManager, &[("jobmanager.memory.process.size", "2g")], &arguments)).remove(0);
        assert_eq!(heap(Release::V1_16), "-Xmx3462817376");
        assert_eq!(heap(Release::V1_15), heap(Release::V1_14));
        let line = calls(Release::V1_20, Process::TaskManager, &[], &asked(&[("script-arguments", "-D")]));
        assert!(line.called.is_none() && line.arguments.complaint.is_some());
    }

    #[test]
    fn a_script_that_gives_up_prints_why() {
        let called = calls(Release::V1_20, Process::TaskManager, &[("taskmanager.memory.process.size", "1o")], &Asked::default()).called;
        let Some(Called { words: Err(NotCalled::GivesUp(failure)), .. }) = called else { panic!("1o is no size") };
        let failure = failure.to_string();
        assert!(failure.starts_with("[ERROR] The execution result is empty."), "{failure}");
        assert!(failure.contains("/opt/flink/conf/config.yaml"), "{failure}");
    }

    #[test]
    fn a_pod_has_what_the_job_manager_decided() {
        let two = [("taskmanager.memory.process.size", "2g"), ("taskmanager.memory.flink.size", "1500m")];
        let pod = asked(&[("script", "kubernetes-taskmanager.sh")]);
        let line = calls(Release::V1_20, Process::TaskManager, &two, &pod);
        assert!(line.daemon.is_none());
        let words = words(line);
        assert!(words[0].starts_with("-Xmx") && words.contains(&"--configDir".to_owned()), "{words:?}");
        // A ninth of 1500 MiB and 256 MiB, as JVM overhead is a tenth of the whole, and not what 2 GiB would leave.
        let overhead = words.iter().find_map(|word| word.strip_prefix("taskmanager.memory.jvm-overhead.max="));
        assert_eq!(overhead, Some("204588831b"));
    }

    #[test]
    fn no_pod_starts_where_the_job_manager_gives_up() {
        let pod = asked(&[("script", "kubernetes-taskmanager.sh")]);
        for entry in [("taskmanager.memory.process.size", "1o"), ("kubernetes.taskmanager.memory.limit-factor", "0.5")] {
            let called = calls(Release::V1_20, Process::TaskManager, &[entry], &pod).called.expect("all can be read");
            assert!(matches!(&called.words, Err(NotCalled::NoPod(message)) if !message.is_empty()), "{:?}", called.words);
        }
    }

    #[test]
    fn variables_of_one_process_are_not_those_of_the_other() {
        let own = asked(&[("script-own-tm", "-Xlog:gc")]);
        let hears = |process| words(calls(Release::V2_3, process, &[], &own)).contains(&"-Xlog:gc".to_owned());
        assert!(hears(Process::TaskManager) && !hears(Process::JobManager));
    }

    #[test]
    fn a_trap_is_found_where_it_bites() {
        let own = [("env.java.opts.taskmanager", "-Xmx4g -XX:+UseG1GC")];
        let called = calls(Release::V2_3, Process::TaskManager, &own, &Asked::default()).called.expect("all can be read");
        assert!(matches!(called.traps.as_slice(), [Trap::OwnWins { .. }]), "{:?}", called.traps);
    }
}
