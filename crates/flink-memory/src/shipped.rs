//! What Flink's own configuration file sets, and what becomes of it when a person looks at another release.

use crate::config::{Configuration, Value};
use crate::derive::{Deployment, Environment, Process, Request};
use crate::release::{Release, Releases};

/// A memory entry of the configuration file that a release comes with.
struct Shipped {
    key: &'static str,
    value: &'static str,
    releases: Releases,
}

/// Source: `conf/flink-conf.yaml` and `conf/config.yaml` of the verified patch releases.
const SHIPPED: [Shipped; 3] = [
    Shipped { key: "taskmanager.memory.process.size", value: "1728m", releases: Releases::since(Release::V1_10) },
    Shipped { key: "jobmanager.memory.process.size", value: "1600m", releases: Releases::since(Release::V1_11) },
    Shipped { key: "jobmanager.heap.size", value: "1024m", releases: Releases::until(Release::V1_10) },
];

/// The memory entries of the configuration file that the release comes with.
///
/// ```
/// use flink_memory::{Release, shipped};
/// assert_eq!(shipped(Release::V1_10).text("jobmanager.heap.size").as_deref(), Some("1024m"));
/// assert_eq!(shipped(Release::V2_3).text("jobmanager.heap.size"), None);
/// ```
pub fn shipped(release: Release) -> Configuration {
    SHIPPED.iter().filter(|shipped| shipped.releases.contains(release)).map(|shipped| (shipped.key, shipped.value)).collect()
}

/// The text that the configuration file of the release has for this key; `None` where the file does not set it.
pub fn shipped_text(key: &str, release: Release) -> Option<&'static str> {
    SHIPPED.iter().find(|shipped| shipped.key == key && shipped.releases.contains(release)).map(|shipped| shipped.value)
}

impl Request {
    /// The same question as local execution asks it: it reads no configuration file, so what a release ships is not set.
    #[must_use]
    pub fn without_shipped(&self) -> Request {
        let mut request = self.clone();
        for Shipped { key, .. } in SHIPPED.iter().filter(|shipped| self.is_shipped(shipped.key)) {
            request.configuration.remove(key);
        }
        request
    }

    /// A process of a release as it comes, before anybody configures anything.
    pub fn shipped(release: Release, process: Process) -> Request {
        Request {
            release,
            process,
            deployment: Deployment::default(),
            environment: Environment::default(),
            configuration: shipped(release),
        }
    }

    /// Whether the entry of a key is, to the letter, the one that the release ships.
    pub fn is_shipped(&self, key: &str) -> bool {
        matches!(self.configuration.get(key), Some(Value::Text(text)) if shipped_text(key, self.release) == Some(text))
    }

    /// The same question to another release. An entry that is still as the one release ships it becomes what the other ships.
    #[must_use]
    pub fn for_release(&self, release: Release) -> Request {
        let mut request = Request { release, ..self.clone() };
        for Shipped { key, value, releases } in &SHIPPED {
            match (releases.contains(self.release), releases.contains(release)) {
                (true, false) if self.is_shipped(key) => request.configuration.remove(key),
                (false, true) if self.configuration.get(key).is_none() => request.configuration.set(*key, *value),
                _ => {}
            }
        }
        request
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_shipped_to_the_letter_and_in_its_releases() {
        const HEAP: &str = "jobmanager.heap.size";
        let mut request = Request::shipped(Release::V1_10, Process::JobManager);
        assert!(request.is_shipped(HEAP) && !request.is_shipped("jobmanager.memory.process.size"));
        request.configuration.set(HEAP, "1g");
        assert!(!request.is_shipped(HEAP), "the same size in other letters is somebody's choice");
        request.configuration.set(HEAP, "1024m");
        assert!(!Request { release: Release::V1_11, ..request }.is_shipped(HEAP), "1.11 ships another key");
    }

    #[test]
    fn what_is_as_shipped_follows_the_release_and_what_was_set_stays() {
        let untouched = Request::shipped(Release::LATEST, Process::JobManager);
        assert_eq!(untouched.for_release(Release::V1_10), Request::shipped(Release::V1_10, Process::JobManager));
        let mut set = untouched;
        set.configuration.set("jobmanager.memory.process.size", "2g");
        assert_eq!(set.for_release(Release::V1_10).configuration.text("jobmanager.memory.process.size").as_deref(), Some("2g"));
    }
}
