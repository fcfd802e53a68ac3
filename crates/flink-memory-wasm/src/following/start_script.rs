//! `startScript`: the words with which a start script calls Java. How a script makes them is the model's, how arguments are read the formats'.

use flink_memory::start_script::{Place, Script, ScriptEnvironment, Start, StartFailure, command_line};
use flink_memory::{Configuration, Deployment, Memory, Process, Request};
use flink_memory_formats::load::{LINES_FILE, YAML_FILE, load};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::{Stopped, refused};
use crate::given::Given;
use crate::parts::{self, Options, Part};
use crate::request::{self, BadCall};
use crate::thrown::ErrorObject;
use crate::to_js;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("start_script.d.ts");

/// What a start script calls Java with.
///
/// # Errors
/// A request of local execution without a script, options that are none, and a script or file that the release has not. A script that gives up is no
/// error but an answer with `ok: false`.
#[wasm_bindgen(js_name = startScript, unchecked_return_type = "StartedScript | FailedScript")]
pub fn start_script(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "StartScriptOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let request = request::request(Given::from_js(request))?;
    let options = ScriptOptions::read(Options::from_js(options), &request)?;
    to_js(&run(&options, &request)?)
}

/// What a caller says, or what stands for it.
struct ScriptOptions {
    script: Script,
    is_daemon: bool,
    entry_point: String,
    arguments: Vec<String>,
    java: u32,
    file: Option<&'static str>,
    environment: ScriptEnvironment,
    place: Place,
}

/// The largest version of Java that is taken for one.
pub(super) const LATEST_JAVA: i32 = 999;

/// The version of Java where a caller does not say it.
pub(super) const USUAL_JAVA: u32 = 17;

impl ScriptOptions {
    fn read(given: Options, request: &Request) -> Result<ScriptOptions, BadCall> {
        let names = ["script", "mode", "entryPoint", "arguments", "java", "file", "env", "home", "user", "host"];
        let [script, mode, entry_point, arguments, java, file, env, home, user, host] = request::fields("startScript()", given, names)?;
        let script = self::script(&script, request)?;
        let is_daemon = mode_is_daemon(&mode, script)?;
        let place = |name, given, unknown: &str| Ok::<_, BadCall>(parts::optional_text(name, given)?.unwrap_or_else(|| unknown.to_owned()));
        Ok(ScriptOptions {
            script,
            is_daemon,
            entry_point: self::entry_point(&entry_point, script)?,
            arguments: parts::list("arguments", arguments)?
                .into_iter()
                .map(|(name, word)| request::text(&name, word))
                .collect::<Result<_, _>>()?,
            java: parts::whole("java", &java, 1..=LATEST_JAVA)?.map_or(USUAL_JAVA, i32::unsigned_abs),
            file: self::file(&file)?,
            environment: environment(env, script, request)?,
            place: Place {
                home: place("home", home, "<home>")?,
                user: place("user", user, "<user>")?,
                host: place("host", host, "<host>")?,
            },
        })
    }
}

/// The script that is named, else the one that starts the process.
fn script(given: &Part, request: &Request) -> Result<Script, BadCall> {
    let known = || Script::ALL.into_iter().map(|script| script.file().to_owned());
    let script = match (request::one_of("script", given, known, Script::from_file)?, request.process) {
        (Some(script), _) => script,
        (None, Process::TaskManager) => Script::TaskManager,
        (None, Process::JobManager) => Script::JobManager,
        (None, Process::Local) => return Err(BadCall::new("no script starts the process local".to_owned())),
    };
    if script.is_in(request.release) {
        Ok(script)
    } else {
        Err(BadCall::new(format!("Flink {} has no {}", request.release, script.file())))
    }
}

/// What runs in a pod runs in the foreground, and takes no mode.
fn mode_is_daemon(given: &Part, script: Script) -> Result<bool, BadCall> {
    const MODES: [&str; 2] = ["start", "start-foreground"];
    let known = || MODES.into_iter().map(str::to_owned);
    let mode = request::one_of("mode", given, known, |mode| MODES.into_iter().find(|known| *known == mode))?;
    match (script, mode) {
        (Script::KubernetesTaskManager | Script::KubernetesJobManager, Some(_)) => {
            Err(BadCall::new(format!("{} has no mode", script.file())))
        }
        (Script::KubernetesTaskManager | Script::KubernetesJobManager, None) => Ok(false),
        (_, mode) => Ok(mode != Some("start-foreground")),
    }
}

/// What `kubernetes-jobmanager.sh` is told to start.
fn entry_point(given: &Part, script: Script) -> Result<String, BadCall> {
    const ENTRY_POINTS: [&str; 2] = ["kubernetes-session", "kubernetes-application"];
    let known = || ENTRY_POINTS.into_iter().map(str::to_owned);
    let found = request::one_of("entryPoint", given, known, |name| ENTRY_POINTS.into_iter().find(|known| *known == name))?;
    match found {
        Some(_) if script != Script::KubernetesJobManager => Err(BadCall::new(format!("{} has no entryPoint", script.file()))),
        found => Ok(found.unwrap_or(ENTRY_POINTS[0]).to_owned()),
    }
}

fn file(given: &Part) -> Result<Option<&'static str>, BadCall> {
    const FILES: [&str; 2] = [LINES_FILE, YAML_FILE];
    let known = || FILES.into_iter().map(str::to_owned);
    request::one_of("file", given, known, |name| FILES.into_iter().find(|known| *known == name))
}

fn environment(given: Part, script: Script, request: &Request) -> Result<ScriptEnvironment, BadCall> {
    let names = ["JVM_ARGS", "FLINK_ENV_JAVA_OPTS", "FLINK_ENV_JAVA_OPTS_TM", "FLINK_ENV_JAVA_OPTS_JM", "FLINK_TM_JVM_MEM_OPTS"];
    let [jvm_args, java_options, of_task_manager, of_job_manager, memory_arguments] = request::fields("env", given, names)?;
    let is_task_manager = matches!(script, Script::TaskManager | Script::KubernetesTaskManager);
    let variable = |name: &str, given| Ok::<_, BadCall>(parts::optional_text(&format!("env['{name}']"), given)?.unwrap_or_default());
    let of_task_manager = variable("FLINK_ENV_JAVA_OPTS_TM", of_task_manager)?;
    let of_job_manager = variable("FLINK_ENV_JAVA_OPTS_JM", of_job_manager)?;
    Ok(ScriptEnvironment {
        jvm_args: variable("JVM_ARGS", jvm_args)?,
        java_options: variable("FLINK_ENV_JAVA_OPTS", java_options)?,
        own_java_options: if is_task_manager { of_task_manager } else { of_job_manager },
        memory_arguments: variable("FLINK_TM_JVM_MEM_OPTS", memory_arguments)?,
        heap: request.environment.clone(),
    })
}

/// `StartedScript` and `FailedScript` of `start_script.d.ts`.
#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum ScriptObject {
    Started {
        ok: bool,
        script: &'static str,
        command_line: Vec<String>,
    },
    Failed {
        ok: bool,
        script: &'static str,
        error: ErrorObject,
        #[serde(skip_serializing_if = "Option::is_none")]
        printed: Option<String>,
    },
}

fn run(options: &ScriptOptions, request: &Request) -> Result<ScriptObject, BadCall> {
    let (script, release) = (options.script, request.release);
    let words: Vec<&str> = script.heard(release, &options.arguments).iter().map(String::as_str).collect();
    let (file_name, heard) = heard(options.file, &words, request)?;
    let heard = match heard {
        Ok(heard) => heard,
        Err(error) => return Ok(ScriptObject::Failed { ok: false, script: script.file(), error, printed: None }),
    };
    let mut with_arguments = request.configuration.clone();
    with_arguments.extend(heard.entries().iter().map(|entry| (entry.key.clone(), entry.value.clone())));
    let line = command_line(&Start {
        release,
        script,
        is_daemon: options.is_daemon,
        arguments: &options.arguments,
        entry_point: &options.entry_point,
        file_name,
        file: &request.configuration,
        with_arguments: &with_arguments,
        java: options.java,
        environment: options.environment.clone(),
        place: options.place.clone(),
    });
    Ok(match line {
        Ok(command_line) => ScriptObject::Started { ok: true, script: script.file(), command_line },
        Err(failure) => failed(&failure, script, request),
    })
}

/// The words with which the script of a process calls Java where nobody says more; in a container the one that runs in pods, where the release
/// has it, and the JobManager hands the memory over.
pub(super) fn words(request: &Request, process: &Memory, java: u32) -> Result<Vec<String>, Stopped> {
    let (alone, in_pod) = match request.process {
        Process::JobManager => (Script::JobManager, Script::KubernetesJobManager),
        Process::TaskManager | Process::Local => (Script::TaskManager, Script::KubernetesTaskManager),
    };
    let is_in_pod = request.deployment == Deployment::Container && in_pod.is_in(request.release);
    let (file_name, _) = heard(None, &[], request)?;
    let memory_arguments = process.jvm_parameters().unwrap_or_default();
    let started = command_line(&Start {
        release: request.release,
        script: if is_in_pod { in_pod } else { alone },
        is_daemon: !is_in_pod,
        arguments: &[],
        entry_point: "",
        file_name,
        file: &request.configuration,
        with_arguments: &request.configuration,
        java,
        environment: ScriptEnvironment { heap: request.environment.clone(), memory_arguments, ..ScriptEnvironment::default() },
        place: Place { home: String::new(), user: String::new(), host: String::new() },
    });
    started.map_err(|failure| refused(&failure.error, request))
}

/// The file that the release reads, and what the arguments set; Flink may refuse these.
fn heard(
    file: Option<&'static str>,
    words: &[&str],
    request: &Request,
) -> Result<(&'static str, Result<Configuration, ErrorObject>), BadCall> {
    // A file that sets nothing: what is set stands in the request already.
    let empty = |file| load(&[(file, if file == YAML_FILE { "{}" } else { "" })], &[], request.release).file;
    let read = match file {
        Some(file) => empty(file),
        None => empty(YAML_FILE).or_else(|| empty(LINES_FILE)),
    };
    let Some(file) = read else {
        return Err(BadCall::new(format!("Flink {} does not read {}", request.release, file.unwrap_or(LINES_FILE))));
    };
    let loaded = load(&[(file, if file == YAML_FILE { "{}" } else { "" })], words, request.release);
    Ok((file, loaded.configuration.map_err(|error| ErrorObject::of_load(&error, request))))
}

fn failed(failure: &StartFailure, script: Script, request: &Request) -> ScriptObject {
    let is_task_manager = matches!(script, Script::TaskManager | Script::KubernetesTaskManager);
    let process = if is_task_manager { Process::TaskManager } else { Process::JobManager };
    let error = ErrorObject::new(&failure.error, &Request { process, ..request.clone() });
    ScriptObject::Failed { ok: false, script: script.file(), error, printed: Some(failure.to_string()) }
}
