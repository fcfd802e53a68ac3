//! From words to a question for the model: release, process, how it is started, and what is configured.

use flink_memory::{Configuration, Deployment, Environment, Process, Release, ReleaseOption, Request, option};

use crate::words::Words;

/// The question that words ask; what they do not say is as in the question before.
///
/// `release`, `process`, `deployment`, `FLINK_TM_HEAP` and `FLINK_JM_HEAP` are names; what has a dot is a key of Flink's; `shipped` stands for
/// the configuration that the release ships, and `key=` takes a key away.
///
/// # Errors
/// A sentence about what is not known. A configuration that Flink refuses is none.
pub fn given(words: &mut Words, before: Option<&Request>) -> Result<Request, String> {
    let mut request = before.cloned().unwrap_or_else(nothing);
    if let Some(text) = words.take("release")? {
        request.release = release(&text)?;
    }
    if let Some(text) = words.take("process")? {
        let known = || Process::ALL.map(Process::id).join(", ");
        request.process = Process::from_id(&text).ok_or_else(|| format!("there is no process `{text}`; there are {}", known()))?;
    }
    if let Some(text) = words.take("deployment")? {
        let known = || Deployment::ALL.map(Deployment::id).join(", ");
        request.deployment = Deployment::from_id(&text).ok_or_else(|| format!("there is no deployment `{text}`; there are {}", known()))?;
    }
    let Environment { task_manager_heap, job_manager_heap } = &mut request.environment;
    for (name, variable) in [("FLINK_TM_HEAP", task_manager_heap), ("FLINK_JM_HEAP", job_manager_heap)] {
        if let Some(value) = words.take(name)? {
            *variable = Some(value);
        }
    }
    if words.single("shipped") {
        request.configuration = flink_memory::shipped(request.release);
    }
    for (key, value) in words.keys() {
        is_known(&key)?;
        if value.is_empty() {
            request.configuration.remove(&key);
        } else {
            request.configuration.set(key, value);
        }
    }
    Ok(request)
}

/// A TaskManager of the newest release with nothing configured.
fn nothing() -> Request {
    Request {
        release: Release::LATEST,
        process: Process::TaskManager,
        deployment: Deployment::default(),
        environment: Environment::default(),
        configuration: Configuration::new(),
    }
}

/// A release by its name.
pub(crate) fn release(text: &str) -> Result<Release, String> {
    let known = || Release::ALL.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Release::parse(text).ok_or_else(|| format!("there is no release `{text}`; there are {}", known()))
}

/// Refuses a key that no release knows: a slip of the pen, which Flink would not tell either.
fn is_known(key: &str) -> Result<(), String> {
    let is_known = Release::ALL.iter().any(|&release| option::by_any_key(key, release).is_some());
    if is_known { Ok(()) } else { Err(format!("no release has a memory option `{key}`")) }
}

/// An option as a release knows it.
///
/// # Errors
/// A sentence, where the release does not know it.
pub fn option_of(key: &str, release: Release) -> Result<ReleaseOption, String> {
    is_known(key)?;
    option::by_key(key).and_then(|option| option.in_release(release)).ok_or_else(|| format!("Flink {release} has no option `{key}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Result<Request, String> {
        let mut words = Words::read(text)?;
        let request = given(&mut words, None)?;
        words.nothing_else().map(|()| request)
    }

    #[test]
    fn words_make_a_request() -> Result<(), String> {
        let request = asked("release=1.20 process=jobmanager deployment=container jobmanager.memory.process.size=2g FLINK_JM_HEAP=1g")?;
        assert_eq!((request.release, request.process, request.deployment), (Release::V1_20, Process::JobManager, Deployment::Container));
        assert_eq!(request.environment.job_manager_heap.as_deref(), Some("1g"));
        assert!(request.configuration.get("jobmanager.memory.process.size").is_some());
        Ok(())
    }

    #[test]
    fn later_words_change_a_question() -> Result<(), String> {
        let before = asked("release=1.10 shipped")?;
        assert_eq!(before.configuration, flink_memory::shipped(Release::V1_10));
        let mut words = Words::read("release=1.16 taskmanager.memory.process.size=")?;
        let after = given(&mut words, Some(&before))?;
        assert_eq!((after.release, after.configuration.get("taskmanager.memory.process.size")), (Release::V1_16, None));
        Ok(())
    }

    #[test]
    fn what_is_not_known_is_told() {
        for (text, sentence) in [
            ("release=1.9", "there is no release `1.9`; there are 1.10, 1.11,"),
            ("process=master", "there is no process `master`; there are taskmanager, jobmanager, local"),
            ("deployment=cloud", "there is no deployment `cloud`"),
            ("taskmanager.memory.proces.size=2g", "no release has a memory option `taskmanager.memory.proces.size`"),
            ("size=2g", "`size=2g` means nothing here"),
        ] {
            assert!(asked(text).is_err_and(|said| said.starts_with(sentence)), "{text}");
        }
        assert!(option_of("taskmanager.heap.size", Release::V2_0).is_err_and(|said| said.contains("Flink 2.0 has no option")));
    }
}
