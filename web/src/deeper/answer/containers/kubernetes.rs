//! The pods that Flink asks Kubernetes for, and whether they are what was configured.

use flink_memory::resource_manager::{KubernetesPods, Line, Notice, ResourceManagerError, kubernetes};
use flink_memory::{MemorySize, OptionSpec, Process};

use super::option;
use crate::deeper::field::{Complaint, Field};
use crate::state::Calculation;

/// What Kubernetes is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Kubernetes {
    /// The process that is looked at.
    pub process: Process,
    /// The cores of its pod.
    pub cores: Option<Field>,
    /// How many times its requests its limits are: of memory and of cores; nothing in releases without them.
    pub factors: [Option<Field>; 2],
    /// The pods; nothing while Flink refuses.
    pub pods: Option<KubernetesPods>,
    /// How the totals that Flink takes away change the TaskManager.
    pub totals: Totals,
}

/// What becomes of totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Totals {
    /// Flink takes none away.
    Heeded,
    /// Flink takes them away, and the pod is what was configured all the same.
    IgnoredInVain,
    /// The pod is not what was configured.
    Decided {
        /// What was configured, in whole mebibytes.
        configured: MemorySize,
        /// What the pod requests.
        requested: MemorySize,
    },
}

/// What Kubernetes is asked.
pub fn of(calculation: &Calculation) -> Kubernetes {
    use flink_memory::option::{kubernetes as options, kubernetes_1_16 as older};
    let request = &calculation.request;
    let of_job_manager = [
        [&options::JOB_MANAGER_CPU, &older::JOB_MANAGER_CPU],
        [&options::JOB_MANAGER_MEMORY_LIMIT_FACTOR, &options::JOB_MANAGER_CPU_LIMIT_FACTOR],
    ];
    let of_task_manager = [
        [&options::TASK_MANAGER_CPU, &older::TASK_MANAGER_CPU],
        [&options::TASK_MANAGER_MEMORY_LIMIT_FACTOR, &options::TASK_MANAGER_CPU_LIMIT_FACTOR],
    ];
    let pods = (!calculation.is_stale()).then(|| kubernetes(&request.configuration, request.release));
    let [cores, factors] = if request.process == Process::JobManager { of_job_manager } else { of_task_manager };
    let factor = |spec: &'static OptionSpec| {
        let mut field = option(spec, calculation)?;
        if let Some(error) = pods.as_ref().and_then(|pods| refused(pods, spec.key)) {
            field.complaint = Some(Complaint::Flink(error.to_string()));
        }
        Some(field)
    };
    Kubernetes {
        process: request.process,
        cores: cores.into_iter().find_map(|spec| option(spec, calculation)),
        factors: factors.map(factor),
        totals: pods.as_ref().map_or(Totals::Heeded, totals),
        pods,
    }
}

/// Why a limit factor is refused.
fn refused<'a>(pods: &'a KubernetesPods, of: &str) -> Option<&'a ResourceManagerError> {
    [pods.job_manager.as_ref().err(), pods.task_manager.as_ref().err()]
        .into_iter()
        .flatten()
        .find(|error| matches!(error, ResourceManagerError::LimitFactor { key } if *key == of))
}

fn totals(pods: &KubernetesPods) -> Totals {
    let Ok((_, worker)) = &pods.task_manager else { return Totals::Heeded };
    if worker.configured_process.whole_mebibytes() != worker.total_process.whole_mebibytes() {
        return Totals::Decided { configured: worker.configured_process, requested: worker.total_process };
    }
    let is_ignored = pods.log.iter().any(|line| matches!(line, Line::Notice { notice: Notice::TotalIgnored { .. }, .. }));
    if is_ignored { Totals::IgnoredInVain } else { Totals::Heeded }
}

#[cfg(test)]
mod tests {
    use super::super::tests::calculated;
    use super::*;
    use flink_memory::Release;

    const TWO_TOTALS: &[(&str, &str)] = &[("taskmanager.memory.process.size", "2g"), ("taskmanager.memory.flink.size", "1500m")];

    fn asks(release: Release, entries: &[(&str, &str)]) -> Kubernetes {
        of(&calculated(release, Process::TaskManager, entries))
    }

    #[test]
    fn of_two_totals_the_pod_is_neither() {
        assert_eq!(asks(Release::V1_17, TWO_TOTALS).totals, Totals::Heeded);
        let Totals::Decided { configured, requested } = asks(Release::V1_18, TWO_TOTALS).totals else { panic!("1.18 decides anew") };
        assert_eq!((configured.whole_mebibytes(), requested.whole_mebibytes()), (2048, 1951));
        assert_eq!(asks(Release::V1_18, &[]).totals, Totals::IgnoredInVain);
    }

    #[test]
    fn a_factor_below_one_has_flinks_complaint() {
        let asks = asks(Release::V1_20, &[("kubernetes.taskmanager.memory.limit-factor", "0.8")]);
        let [memory, cores] = asks.factors.map(|field| field.and_then(|field| field.complaint));
        let told = "kubernetes.taskmanager.memory.limit-factor should be greater or equal to 1.".to_owned();
        assert_eq!((memory, cores), (Some(Complaint::Flink(told)), None));
        let pods = asks.pods.expect("the derivation succeeds");
        assert!(pods.job_manager.is_ok() && pods.task_manager.is_err());
    }

    #[test]
    fn nothing_follows_while_flink_refuses() {
        assert_eq!(asks(Release::V1_20, &[("taskmanager.memory.process.size", "1o")]).pods, None);
        assert_eq!(asks(Release::V1_14, &[]).factors, [None, None]);
    }
}
