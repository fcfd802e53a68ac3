//! The derivations that are timed; the same ones natively (benches/derive.rs) and in WebAssembly (run.mjs). Nothing is timed here.

#[cfg(target_arch = "wasm32")]
pub mod wasm;

use flink_memory::{Configuration, Deployment, Derivation, Environment, Process, Release, Request, derive};

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

/// A case made ready, so that only the derivation itself is timed.
#[derive(Debug)]
pub struct Prepared {
    process: Process,
    environment: Environment,
    configuration: Configuration,
}

impl Case {
    /// Makes the case ready.
    pub fn prepare(&self) -> Prepared {
        let configuration = self.configuration.iter().copied().collect();
        Prepared { process: self.process, environment: Environment::default(), configuration }
    }
}

impl Prepared {
    /// Derives with the full trace.
    pub fn derive(&self) -> Derivation {
        derive(&Request {
            release: Release::LATEST,
            process: self.process,
            deployment: Deployment::default(),
            environment: &self.environment,
            configuration: &self.configuration,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_do_what_their_names_say() {
        for case in CASES {
            let derivation = case.prepare().derive();
            assert_eq!(derivation.memory.is_err(), case.name.ends_with("refused"), "{}", case.name);
        }
    }
}
