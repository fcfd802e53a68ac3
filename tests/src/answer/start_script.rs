//! What the model answers to questions about command lines, in the shape of the vectors.

use flink_memory::Release;
use flink_memory::start_script::{Place, Script, ScriptEnvironment, Start, command_line};
use flink_memory_formats::load::load;
use serde_json::Value;

use super::{Fields, put, put_load_error};
use crate::vector::Vector;

/// What a start script calls Java with.
pub(crate) fn start_script(vector: &Vector, release: Release) -> Result<Fields, String> {
    let command = vector.texts("command")?;
    let (name, words) = command.split_first().ok_or("the command is empty")?;
    let script = Script::from_file(name).ok_or_else(|| format!("there is no script '{name}'"))?;
    if !script.is_in(release) {
        return Err(format!("the release has no {name}"));
    }
    // A pod's script has no mode, and that of a JobManager there has the name of its entry point instead.
    let has_first = script != Script::KubernetesTaskManager;
    let (first, arguments) = words.split_at_checked(usize::from(has_first)).ok_or("the command has no mode")?;
    let first = first.first().copied().unwrap_or_default();
    let arguments: Vec<String> = arguments.iter().map(|&word| word.to_owned()).collect();
    let files = vector.files()?;
    let words: Vec<&str> = script.heard(release, &arguments).iter().map(String::as_str).collect();
    let (alone, with_arguments) = (load(&files, &[], release).configuration, load(&files, &words, release).configuration);
    let (file, with_arguments) = match (alone, with_arguments) {
        (Ok(file), Ok(with_arguments)) => (file, with_arguments),
        (Err(error), _) | (_, Err(error)) => {
            let mut fields = Fields::new();
            put(&mut fields, "ok", false);
            put_load_error(&mut fields, &error, release);
            return Ok(fields);
        }
    };
    let is_legacy = release <= Release::V1_20 && files.iter().any(|(name, _)| *name == "flink-conf.yaml");
    let line = command_line(&Start {
        release,
        script,
        is_daemon: first == "start",
        arguments: &arguments,
        entry_point: first,
        file_name: if is_legacy { "flink-conf.yaml" } else { "config.yaml" },
        file: &file,
        with_arguments: &with_arguments,
        java: vector.text("java")?.map_or(Ok(17), str::parse).map_err(|_| "the field 'java' is no version")?,
        environment: environment(vector, script)?,
        place: Place { home: "<home>".to_owned(), user: "user".to_owned(), host: "host".to_owned() },
    });
    let mut fields = Fields::new();
    put(&mut fields, "ok", line.is_ok());
    match line {
        Ok(words) => put(&mut fields, "call", words),
        Err(failure) => {
            put(&mut fields, "exception", "ScriptFailure");
            put(&mut fields, "message", format!("exit 1\n{failure}"));
        }
    }
    Ok(fields)
}

fn environment(vector: &Vector, script: Script) -> Result<ScriptEnvironment, String> {
    let mut environment = ScriptEnvironment::default();
    let is_task_manager = matches!(script, Script::TaskManager | Script::KubernetesTaskManager);
    for (name, value) in vector.object("env")? {
        let Value::String(text) = value else { return Err(format!("the variable '{name}' is no text")) };
        let text = text.clone();
        match name.as_str() {
            "JVM_ARGS" => environment.jvm_args = text,
            "FLINK_ENV_JAVA_OPTS" => environment.java_options = text,
            "FLINK_ENV_JAVA_OPTS_TM" if is_task_manager => environment.own_java_options = text,
            "FLINK_ENV_JAVA_OPTS_JM" if !is_task_manager => environment.own_java_options = text,
            "FLINK_ENV_JAVA_OPTS_TM" | "FLINK_ENV_JAVA_OPTS_JM" => {}
            "FLINK_TM_JVM_MEM_OPTS" => environment.memory_arguments = text,
            "FLINK_TM_HEAP" => environment.heap.task_manager_heap = Some(text),
            "FLINK_JM_HEAP" => environment.heap.job_manager_heap = Some(text),
            _ => return Err(format!("unknown environment variable '{name}'")),
        }
    }
    Ok(environment)
}
