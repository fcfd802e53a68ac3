//! What is asked of the model: release, process, and everything a person set. The answer stands in `calculation`.

use flink_memory::{Configuration, Deployment, Environment, Process, Release, Request, Value};

/// Everything that decides a derivation. Keys of both processes stand side by side, so that changing the process loses nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The release.
    pub release: Release,
    /// The process.
    pub process: Process,
    /// How the process is started.
    pub deployment: Deployment,
    /// The environment variables of the start scripts.
    pub environment: Environment,
    /// The entries that are set.
    pub configuration: Configuration,
}

/// The entries that Flink's own configuration file sets in every release.
///
/// Source: `flink-conf.yaml` and `config.yaml` of the verified patch releases; 1.10 sets the JobManager's heap instead of a process size.
const SHIPPED: [(&str, &str); 3] =
    [("taskmanager.memory.process.size", "1728m"), ("jobmanager.memory.process.size", "1600m"), ("jobmanager.heap.size", "1024m")];

impl Default for Question {
    /// The newest release with what it ships, seen from the TaskManager.
    fn default() -> Question {
        let mut question = Question {
            release: Release::LATEST,
            process: Process::TaskManager,
            deployment: Deployment::default(),
            environment: Environment::default(),
            configuration: Configuration::new(),
        };
        for (key, text) in SHIPPED {
            // Only what the release reads: the legacy heap option ships with 1.10 alone.
            if is_shipped(key, question.release) {
                question.configuration.set(key, text);
            }
        }
        question
    }
}

impl Question {
    /// The question as the model takes it.
    pub fn request(&self) -> Request<'_> {
        Request {
            release: self.release,
            process: self.process,
            deployment: self.deployment,
            environment: &self.environment,
            configuration: &self.configuration,
        }
    }

    /// The text that is set for exactly this key.
    pub fn text(&self, key: &str) -> Option<String> {
        self.configuration.get(key).map(Value::to_string)
    }

    /// The same question to another release. An entry that is still as the one release ships it becomes what the other ships.
    #[must_use]
    pub fn for_release(&self, release: Release) -> Question {
        let mut question = Question { release, ..self.clone() };
        for (key, text) in SHIPPED {
            let is_untouched = self.text(key).as_deref() == Some(text);
            match (is_shipped(key, self.release), is_shipped(key, release)) {
                (true, false) if is_untouched => question.configuration.remove(key),
                (false, true) if self.text(key).is_none() => question.configuration.set(key, text),
                _ => {}
            }
        }
        question
    }
}

/// Whether the configuration file of `release` sets this key.
fn is_shipped(key: &str, release: Release) -> bool {
    match key {
        "jobmanager.heap.size" => release == Release::V1_10,
        "jobmanager.memory.process.size" => release > Release::V1_10,
        _ => true,
    }
}
