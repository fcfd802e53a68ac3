//! Pods of the native Kubernetes integration.

use flink_memory::resource_manager::{Pod, kubernetes};
use flink_memory::{Pool, Process, Request};

use super::{Answered, Label, Outcome, Value};
use crate::answer::question;
use crate::language::Word;
use crate::replace::Place;
use crate::words::Words;

/// `about=kubernetes`: `jobmanager.` and `taskmanager.` `request` and `limit` of memory, `cpu` and `cpuLimit` as they stand in the pod, and of
/// the TaskManager the size of the `process` and its `overhead`; the log. A process of which nothing is configured is not asked for.
pub(super) fn pods(words: &mut Words, place: &Place) -> Result<(Request, Outcome), String> {
    let request = question(words, place)?;
    let pods = kubernetes(&request.configuration, request.release);
    let mut answered = Answered { said: pods.log.iter().map(|line| format!("{} {line}", line.level())).collect(), ..Answered::default() };
    if is_configured(&request, Process::JobManager) {
        match &pods.job_manager {
            Ok(pod) => of_pod(Process::JobManager, pod, &mut answered),
            Err(error) => return Ok((request, Outcome::refused(error.exception(), error))),
        }
    }
    match &pods.task_manager {
        Ok((pod, worker)) => {
            of_pod(Process::TaskManager, pod, &mut answered);
            answered.add("process", Word::ProcessSize, worker.total_process);
            answered.add("overhead", Label::Pool(Pool::JvmOverhead), worker.jvm_overhead);
        }
        Err(error) => return Ok((request, Outcome::refused(error.exception(), error))),
    }
    Ok((request, Outcome::Answered(answered)))
}

/// Whether something of a process is configured.
pub(super) fn is_configured(request: &Request, process: Process) -> bool {
    request.configuration.entries().iter().any(|entry| entry.key.starts_with(&format!("{}.", process.id())))
}

fn of_pod(process: Process, pod: &Pod, answered: &mut Answered) {
    let text = |texts: Vec<(&str, String)>, name| {
        let found = texts.into_iter().find(|(known, _)| *known == name);
        found.map_or(Value::Word(Word::Nothing), |(_, text)| Value::Code(text))
    };
    for (column, value) in [
        (("request", Word::MemoryRequest), text(pod.requests.texts(), "memory")),
        (("limit", Word::MemoryLimit), text(pod.limits.texts(), "memory")),
        (("cpu", Word::CpuRequest), text(pod.requests.texts(), "cpu")),
        (("cpuLimit", Word::CpuLimit), text(pod.limits.texts(), "cpu")),
    ] {
        answered.add_to(process.id(), Label::Process(process), column, value);
    }
}
