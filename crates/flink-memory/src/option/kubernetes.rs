//! The options of the native Kubernetes integration that decide about the resources of pods. The cores of older releases stand in `kubernetes_1_16`.

use super::defaults::Double;
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};

options! {
    "KubernetesConfigOptions":

    /// Cores of the JobManager's pod.
    JOB_MANAGER_CPU "kubernetes.jobmanager.cpu.amount" [
        Releases::since(Release::V1_17) => Double Double(1.0), ["kubernetes.jobmanager.cpu"];
    ]

    /// How many times what it requests the JobManager's pod may use of cores.
    JOB_MANAGER_CPU_LIMIT_FACTOR "kubernetes.jobmanager.cpu.limit-factor" [
        Releases::since(Release::V1_15) => Double Double(1.0);
    ]

    /// How many times what it requests the JobManager's pod may use of memory.
    JOB_MANAGER_MEMORY_LIMIT_FACTOR "kubernetes.jobmanager.memory.limit-factor" [
        Releases::since(Release::V1_15) => Double Double(1.0);
    ]

    /// Cores of a TaskManager's pod; as many as slots where it is not above zero.
    TASK_MANAGER_CPU "kubernetes.taskmanager.cpu.amount" [
        Releases::since(Release::V1_17) => Double Double(-1.0), ["kubernetes.taskmanager.cpu"];
    ]

    /// How many times what it requests a TaskManager's pod may use of cores.
    TASK_MANAGER_CPU_LIMIT_FACTOR "kubernetes.taskmanager.cpu.limit-factor" [
        Releases::since(Release::V1_15) => Double Double(1.0);
    ]

    /// How many times what it requests a TaskManager's pod may use of memory.
    TASK_MANAGER_MEMORY_LIMIT_FACTOR "kubernetes.taskmanager.memory.limit-factor" [
        Releases::since(Release::V1_15) => Double Double(1.0);
    ]
}
