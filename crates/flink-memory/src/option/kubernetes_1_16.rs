//! The cores of pods under the keys that they had up to 1.16.

use super::defaults::Double;
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};

options! {
    "KubernetesConfigOptions":

    /// Cores of the JobManager's pod.
    JOB_MANAGER_CPU "kubernetes.jobmanager.cpu" [
        Releases::until(Release::V1_16) => Double Double(1.0);
    ]

    /// Cores of a TaskManager's pod; as many as slots where it is not above zero.
    TASK_MANAGER_CPU "kubernetes.taskmanager.cpu" [
        Releases::until(Release::V1_16) => Double Double(-1.0);
    ]
}
