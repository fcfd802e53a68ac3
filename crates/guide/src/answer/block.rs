//! Answers that are a table or a block of text of their own: sizes, messages, log lines, configuration, arguments.

use flink_memory::{Environment, FlinkError, Level, Memory, Request, derive};
use flink_memory_formats::write::{Scope, Target, write};

use super::{asked, fenced, question, taken};
use crate::replace::Place;
use crate::words::Words;

/// `{{#table QUESTION}}`: every pool with its size, its share and who decided it.
pub(super) fn table(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let (request, derivation, _) = taken(words, place)?;
    let ticket = write(Target::Markdown, Scope::Set, &request, &derivation, &place.language.wording()).text;
    let rows: Vec<_> = ticket.lines().filter(|line| line.starts_with('|')).collect();
    Ok(format!("\n{}\n", rows.join("\n")))
}

/// `{{#error code=CODE [slot] QUESTION}}`: a configuration that Flink refuses, and what it says, with its causes. The code is held against
/// the answer's. `slot` asks the running TaskManager, which fails after its start script succeeded.
pub(super) fn error(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let code = words.need("code")?;
    let is_slot = words.single("slot");
    let request = question(words, place)?;
    let error = match (derive(&request).memory, is_slot) {
        (Err(error), false) => error,
        (Ok(Memory::TaskManager(memory)), true) => {
            memory.slot.error.ok_or("the running TaskManager takes this, so there is no message")?.as_ref().clone()
        }
        (Err(error), true) => return Err(format!("the start script refuses this already: {error}")),
        (Ok(_), _) => return Err("Flink takes this, so there is no message".to_owned()),
    };
    if error.code() != code {
        return Err(format!("the code of this message is {}, not {code}", error.code()));
    }
    let told = |error: &FlinkError| format!("{}: {error}", error.exception());
    let causes = error.causes().map(|cause| format!("Caused by: {}", told(cause)));
    let message: Vec<_> = std::iter::once(told(&error)).chain(causes).collect();
    let message = fenced("text", &message.join("\n"));
    let configuration = configuration(&request);
    Ok(if configuration.is_empty() { message } else { fenced("yaml", &configuration) + &message })
}

/// What a question sets, a line each, as every release's file could hold it.
pub(super) fn configuration(request: &Request) -> String {
    let Environment { task_manager_heap, job_manager_heap } = &request.environment;
    let variables = [("FLINK_TM_HEAP", task_manager_heap), ("FLINK_JM_HEAP", job_manager_heap)];
    let variables = variables.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value.as_ref()?)));
    let entries = request.configuration.entries().iter().map(|entry| format!("{}: {}", entry.key, entry.value));
    variables.chain(entries).collect::<Vec<_>>().join("\n")
}

/// `{{#log [level=info|warn] [about=TEXT] QUESTION}}`: what Flink logs on the way.
pub(super) fn log(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let level = match words.take("level")?.as_deref() {
        None => None,
        Some("info") => Some(Level::Info),
        Some("warn") => Some(Level::Warn),
        Some(level) => return Err(format!("there is no level `{level}`; there are info, warn")),
    };
    let about = words.take("about")?.unwrap_or_default();
    let derivation = derive(&question(words, place)?);
    let lines = derivation.log.iter().filter(|line| level.is_none_or(|level| line.level() == level));
    let lines: Vec<_> = lines.map(|line| format!("{} {line}", line.level())).filter(|line| line.contains(&about)).collect();
    if lines.is_empty() { Err("Flink logs nothing of this kind".to_owned()) } else { Ok(fenced("text", &lines.join("\n"))) }
}

/// `{{#config [as=TARGET] [refused] QUESTION}}`: the configuration as a file or as arguments. Flink takes it, or `refused` says that it does not.
pub(super) fn config(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let target = words.take("as")?.unwrap_or_else(|| Target::ConfigYamlFlat.id().to_owned());
    let known = || Target::ALL.map(Target::id).join(", ");
    let target = Target::from_id(&target).ok_or_else(|| format!("there is no target `{target}`; there are {}", known()))?;
    let request = asked(words, place)?;
    let text = write(target, Scope::Set, &request, &derive(&request), &place.language.wording()).text;
    let language = if target.media_type().ends_with("yaml") || target == Target::FlinkConf { "yaml" } else { "text" };
    // What the writer warns of is told in the guide's own sentences.
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    Ok(fenced(language, &lines.join("\n")))
}

/// `{{#flags QUESTION}}`: the arguments of the JVM.
pub(super) fn flags(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let (_, _, memory) = taken(words, place)?;
    let flags = memory.jvm_parameters().filter(|flags| !flags.is_empty()).ok_or("Flink gives the JVM no arguments")?;
    Ok(fenced("text", &flags.replace(' ', "\n")))
}

/// `{{#summary QUESTION}}`: the block that the start script logs at its end.
pub(super) fn summary(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let (_, _, memory) = taken(words, place)?;
    let lines = memory.summary().ok_or("this release logs no such block")?;
    Ok(fenced("text", &lines.join("\n")))
}
