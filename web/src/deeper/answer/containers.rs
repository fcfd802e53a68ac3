//! What containers ask for: whom Flink asks. What each is asked stands in a file of its own.

pub mod kubernetes;
pub mod operator;
pub mod yarn;

use flink_memory::OptionSpec;

use crate::deeper::field::{self, Complaint, Field};
use crate::state::{Asked, Calculation};
use kubernetes::Kubernetes;
use operator::Operator;
use yarn::Yarn;

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct Containers {
    /// Whom Flink asks.
    pub manager: Field,
    /// What it asks.
    pub asks: Asks,
}

/// What a resource manager is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Asks {
    /// Kubernetes: pods, and what its operator reads in a manifest.
    Kubernetes(Box<(Kubernetes, Operator)>),
    /// YARN: containers.
    Yarn(Box<Yarn>),
}

#[derive(Clone, Copy)]
enum Manager {
    Kubernetes,
    Yarn,
}

/// The resource managers by their stable names.
const MANAGERS: [(Manager, &str); 2] = [(Manager::Kubernetes, "kubernetes"), (Manager::Yarn, "yarn")];

/// What the panel says.
pub fn of(calculation: &Calculation, asked: &Asked) -> Containers {
    let begins = |name: &str| calculation.request.configuration.entries().iter().any(|entry| entry.key.starts_with(name));
    let default = if begins("yarn.") && !begins("kubernetes.") { "yarn" } else { "kubernetes" };
    let (manager, chosen) = field::one_of(asked, "containers-of", &MANAGERS, default);
    let asks = match chosen {
        Some(Manager::Yarn) => Asks::Yarn(Box::new(yarn::of(calculation, asked))),
        _ => Asks::Kubernetes(Box::new((kubernetes::of(calculation), operator::of(calculation, asked)))),
    };
    Containers { manager, asks }
}

/// An option as it is set, also by an older key, with what Flink says to its value; nothing in releases without it.
pub(super) fn option(spec: &'static OptionSpec, calculation: &Calculation) -> Option<Field> {
    let (configuration, release) = (&calculation.request.configuration, calculation.request.release);
    let known = spec.in_release(release)?;
    let mut field = field::option(spec, calculation);
    if field.text.is_empty()
        && let Some(text) = known.older_keys().find_map(|key| configuration.text(key))
    {
        field.default = text;
    }
    let complaint = configuration.get(spec.key).and_then(|value| flink_memory::complaint(known.value_type(), value, release));
    field.complaint = complaint.map(|error| Complaint::Flink(error.to_string()));
    Some(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flink_memory::{Process, Release};
    use std::rc::Rc;

    pub(super) fn calculated(release: Release, process: Process, entries: &[(&str, &str)]) -> Rc<Calculation> {
        Rc::new(Calculation::shipped_with(release, process, entries))
    }

    #[test]
    fn whoever_configures_yarn_means_yarn() {
        let of = |key: &str| of(&calculated(Release::V1_20, Process::TaskManager, &[(key, "2")]), &Asked::default()).asks;
        assert!(matches!(of("yarn.containers.vcores"), Asks::Yarn(_)));
        assert!(matches!(of("kubernetes.taskmanager.cpu.amount"), Asks::Kubernetes(_)));
    }

    #[test]
    fn an_older_key_stands_where_nothing_is_typed() {
        let spec = &flink_memory::option::kubernetes::TASK_MANAGER_CPU;
        let field = |key: &str, text: &str| option(spec, &calculated(Release::V1_20, Process::TaskManager, &[(key, text)]));
        let older = field("kubernetes.taskmanager.cpu", "2.5").expect("1.20 has it");
        assert_eq!((older.text.as_str(), older.default.as_str()), ("", "2.5"));
        assert!(field("kubernetes.taskmanager.cpu.amount", "500m").expect("1.20 has it").complaint.is_some());
        assert_eq!(option(spec, &calculated(Release::V1_16, Process::TaskManager, &[])), None);
    }
}
