//! The derivations that are timed, and the texts; the same ones natively (benches) and in WebAssembly (run.mjs). Nothing is timed here.

pub mod texts;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

use flink_memory::{Deployment, Environment, Process, Release, Request};

/// A configuration whose derivation is timed.
#[derive(Debug)]
pub struct Case {
    /// What is special about it.
    pub name: &'static str,
    process: Process,
    configuration: &'static [(&'static str, &'static str)],
}

/// One case for each way through the model.
pub const CASES: &[Case] = &[
    Case { name: "TaskManager, process size", process: Process::TaskManager, configuration: &[("taskmanager.memory.process.size", "4g")] },
    Case {
        name: "TaskManager, fine-grained",
        process: Process::TaskManager,
        configuration: &[
            ("taskmanager.memory.task.heap.size", "1536m"),
            ("taskmanager.memory.managed.size", "1g"),
            ("taskmanager.memory.network.fraction", "0.15"),
            ("taskmanager.numberOfTaskSlots", "4"),
        ],
    },
    Case { name: "JobManager, process size", process: Process::JobManager, configuration: &[("jobmanager.memory.process.size", "1600m")] },
    Case {
        name: "TaskManager, refused",
        process: Process::TaskManager,
        configuration: &[("taskmanager.memory.process.size", "4g"), ("taskmanager.memory.managed.size", "8g")],
    },
];

impl Case {
    /// The case as the model takes it, so that only the derivation itself is timed.
    pub fn request(&self) -> Request {
        Request {
            release: Release::LATEST,
            process: self.process,
            deployment: Deployment::default(),
            environment: Environment::default(),
            configuration: self.configuration.iter().copied().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use flink_memory::derive;

    use super::*;

    #[test]
    fn cases_do_what_their_names_say() {
        for case in CASES {
            let derivation = derive(&case.request());
            assert_eq!(derivation.memory.is_err(), case.name.ends_with("refused"), "{}", case.name);
        }
    }
}
