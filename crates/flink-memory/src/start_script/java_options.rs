//! The JVM's arguments that a person adds: which options and variables they come from, and how scripts take quotes off them.

use super::{Start, words_of};
use crate::config::Configuration;
use crate::option::{OptionSpec, java_options as options, java_options_1_16};
use crate::rules;

/// What a person adds.
pub(super) struct JavaOptions {
    /// Whether there is anything, be it understood or not.
    pub(super) are_set: bool,
    /// Whether all of it is lost, because a quote stays open.
    pub(super) are_lost: bool,
    pub(super) words: Vec<String>,
}

/// The arguments for all processes and then those of this one. Where a shell reads them once more and a quote stays open in any of them, it
/// gives up on all.
///
/// Source: `config.sh`.
pub(super) fn of(start: &Start<'_>) -> JavaOptions {
    let environment = &start.environment;
    let own = of_process(start);
    let of_all = if environment.java_options.is_empty() { for_all(start) } else { environment.java_options.clone() };
    let of_one = if environment.own_java_options.is_empty() { both(start, own) } else { environment.own_java_options.clone() };
    let are_set = !of_all.is_empty() || !of_one.is_empty();
    if !start.is_daemon && !rules::OPTIONS_EVALUATED.contains(start.release) {
        return JavaOptions { are_set, are_lost: false, words: words_of(&format!("{of_all} {of_one}")) };
    }
    let evaluated = evaluated(&format!("{of_all} {of_one}"));
    JavaOptions { are_set, are_lost: evaluated.is_none(), words: evaluated.map(|text| words_of(&text)).unwrap_or_default() }
}

/// The variables of the environment in whose place options are set that are therefore not heeded.
pub(super) fn replaced(start: &Start<'_>) -> Vec<&'static str> {
    let environment = &start.environment;
    let own = if start.script.is_task_manager() { "FLINK_ENV_JAVA_OPTS_TM" } else { "FLINK_ENV_JAVA_OPTS_JM" };
    let is_set = |options: [&'static OptionSpec; 2]| options.into_iter().any(|option| !value(start.file, option, start).is_empty());
    let all = [
        (&environment.java_options, [&options::FLINK_DEFAULT_JVM_OPTIONS, option_for_all(start)], "FLINK_ENV_JAVA_OPTS"),
        (&environment.own_java_options, of_process(start), own),
    ];
    all.into_iter().filter(|(variable, options, _)| !variable.is_empty() && is_set(*options)).map(|(_, _, name)| name).collect()
}

/// The options for one process.
const fn of_process(start: &Start<'_>) -> [&'static OptionSpec; 2] {
    if start.script.is_task_manager() {
        [&options::FLINK_DEFAULT_TM_JVM_OPTIONS, &options::FLINK_TM_JVM_OPTIONS]
    } else {
        [&options::FLINK_DEFAULT_JM_JVM_OPTIONS, &options::FLINK_JM_JVM_OPTIONS]
    }
}

/// The option for all processes, under the key of the release.
fn option_for_all(start: &Start<'_>) -> &'static OptionSpec {
    if options::FLINK_JVM_OPTIONS.in_release(start.release).is_some() {
        &options::FLINK_JVM_OPTIONS
    } else {
        &java_options_1_16::FLINK_JVM_OPTIONS
    }
}

/// What `eval echo` makes of a text: quotes of both kinds go, and outside of single ones backslashes, too. Nothing where a quote stays open.
fn evaluated(text: &str) -> Option<String> {
    let (mut plain, mut open) = (String::new(), None);
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (open, character) {
            (Some(quote), character) if character == quote => open = None,
            (None, '"' | '\'') => open = Some(character),
            (None, '\\') => plain.extend(characters.next()),
            // In double quotes it means something before few characters only.
            (Some('"'), '\\') => match characters.next() {
                Some(escaped @ ('"' | '\\' | '$' | '`')) => plain.push(escaped),
                other => plain.extend([character].into_iter().chain(other)),
            },
            _ => plain.push(character),
        }
    }
    open.is_none().then_some(plain)
}

fn for_all(start: &Start<'_>) -> String {
    let release = start.release;
    let mut text = both(start, [&options::FLINK_DEFAULT_JVM_OPTIONS, option_for_all(start)]);
    if rules::SECURITY_MANAGER_FLAG.contains(release) && start.java > 17 {
        text.push_str(" -Djava.security.manager=allow");
    }
    if rules::IGNORES_UNKNOWN_FLAGS.contains(release) {
        text.insert_str(0, "-XX:+IgnoreUnrecognizedVMOptions ");
    }
    text
}

/// What whoever ships Flink says, and behind it what a person says. A quote at either end goes; from 1.19 on a blank stands before the
/// first, where that is not found.
fn both(start: &Start<'_>, [shipped, own]: [&'static OptionSpec; 2]) -> String {
    let own = value(start.file, own, start);
    let text = if shipped.in_release(start.release).is_some() { format!("{} {own}", value(start.file, shipped, start)) } else { own };
    let text = text.strip_prefix('"').unwrap_or(&text);
    text.strip_suffix('"').unwrap_or(text).to_owned()
}

fn value(file: &Configuration, option: &'static OptionSpec, start: &Start<'_>) -> String {
    let Some(known) = option.in_release(start.release) else { return String::new() };
    let keys = [known.key()].into_iter().chain(known.older_keys());
    keys.into_iter().find_map(|key| file.text(key)).unwrap_or_default()
}
