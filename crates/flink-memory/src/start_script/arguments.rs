//! What stands before and behind the class: where the log goes, which class it is, and the arguments of the program.

use super::{Script, Start};
use crate::release::Release;
use crate::rules;

/// Where the log goes and how it is written.
pub(super) fn of_log(start: &Start<'_>) -> Vec<String> {
    let home = &start.place.home;
    let console = if start.is_daemon { "" } else { "-console" };
    let mut words = Vec::new();
    if start.is_daemon || rules::LOG_FILE_IN_FOREGROUND.contains(start.release) {
        let name = match start.script {
            Script::TaskManager => "taskexecutor",
            Script::JobManager => "standalonesession",
            Script::StandaloneJob => "standalonejob",
            Script::KubernetesTaskManager => "kubernetes-taskmanager",
            Script::KubernetesJobManager => start.entry_point,
        };
        words.push(format!("-Dlog.file={home}/log/flink-{}-{name}-0-{}.log", start.place.user, start.place.host));
    }
    words.push(format!("-Dlog4j.configuration=file:{home}/conf/log4j{console}.properties"));
    if rules::LOG4J_2.contains(start.release) {
        words.push(format!("-Dlog4j.configurationFile=file:{home}/conf/log4j{console}.properties"));
    }
    words.push(format!("-Dlogback.configurationFile=file:{home}/conf/logback{console}.xml"));
    words
}

/// The class that runs.
pub(super) fn class(start: &Start<'_>) -> &'static str {
    match start.script {
        Script::TaskManager => "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        Script::JobManager => "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        Script::StandaloneJob if rules::APPLICATION_ENTRY_POINT.contains(start.release) => {
            "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint"
        }
        Script::StandaloneJob => "org.apache.flink.container.entrypoint.StandaloneJobClusterEntryPoint",
        Script::KubernetesTaskManager => "org.apache.flink.kubernetes.taskmanager.KubernetesTaskExecutorRunner",
        Script::KubernetesJobManager if start.entry_point == "kubernetes-application" => {
            "org.apache.flink.kubernetes.entrypoint.KubernetesApplicationClusterEntrypoint"
        }
        Script::KubernetesJobManager => "org.apache.flink.kubernetes.entrypoint.KubernetesSessionClusterEntrypoint",
    }
}

/// The arguments of the program. Of two that set the same key the later one counts.
pub(super) fn of_program(start: &Start<'_>, derived: &[String]) -> Vec<String> {
    let folder = ["--configDir".to_owned(), format!("{}/conf", start.place.home)];
    let given = start.arguments;
    match start.script {
        Script::TaskManager if rules::DERIVED_BEFORE_ARGUMENTS.contains(start.release) => [&folder, derived, given].concat(),
        Script::TaskManager => [given, &folder, derived].concat(),
        Script::StandaloneJob if rules::JOB_MANAGER_DYNAMIC_CONFIGURATION.contains(start.release) => [&folder, derived, given].concat(),
        Script::StandaloneJob | Script::KubernetesTaskManager => [&folder, given].concat(),
        Script::KubernetesJobManager => [derived, given].concat(),
        Script::JobManager => of_job_manager(start, &folder, derived),
    }
}

/// `jobmanager.sh` takes its first two words for host and port, from 1.15 on up to a word that is `-D`: these, and the others.
pub(super) fn parted(release: Release, arguments: &[String]) -> (&[String], &[String]) {
    let knows_arguments = rules::JOB_MANAGER_SCRIPT_TAKES_ARGUMENTS.contains(release);
    let is_place = |word: &&String| !knows_arguments || *word != "-D";
    let places = arguments.iter().take(2).take_while(is_place).count();
    arguments.split_at_checked(places).unwrap_or_default()
}

fn of_job_manager(start: &Start<'_>, folder: &[String], derived: &[String]) -> Vec<String> {
    let knows_arguments = rules::JOB_MANAGER_SCRIPT_TAKES_ARGUMENTS.contains(start.release);
    let (places, rest) = parted(start.release, start.arguments);
    let mode = ["--executionMode".to_owned(), "cluster".to_owned()];
    let named = |names: [&str; 2]| places.iter().zip(names).flat_map(|(place, name)| [name.to_owned(), place.clone()]).collect::<Vec<_>>();
    let options = || places.iter().zip(["jobmanager.rpc.address", "rest.port"]).map(|(place, key)| format!("{key}={place}"));
    if rules::EXECUTION_MODE_ARGUMENT.contains(start.release) {
        let places = named(["--host", "--webui-port"]);
        if knows_arguments {
            [derived, folder, &mode, rest, &places].concat()
        } else {
            let derived = if rules::JOB_MANAGER_DYNAMIC_CONFIGURATION.contains(start.release) { derived } else { &[] };
            [folder, &mode, &places, derived].concat()
        }
    } else {
        let places: Vec<_> = options().flat_map(|option| ["-D".to_owned(), option]).collect();
        [derived, folder, rest, &places].concat()
    }
}
