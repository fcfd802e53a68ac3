//! What is wrong with a job, a cluster or a price, as a sentence for the caller. Which fact it is stands in the errors of the crates.

use flink_memory::network_buffers::{JobError, MOST_PARALLELISM};
use flink_memory_sizing::cluster::{Bound, Capacity, MOST_JOB_MANAGERS, PlanError, PodKind, PriceError};

/// Why no buffers can be told, by the fields of the job.
pub(crate) fn job(error: &JobError) -> String {
    match *error {
        JobError::NoStages => "job.stages must be an array with one stage or more".to_owned(),
        JobError::NoSlots => "the TaskManager has no slots".to_owned(),
        JobError::Parallelism { stage, .. } => {
            format!("job.stages[{stage}].parallelism must be a whole number from 1 to {MOST_PARALLELISM}")
        }
        JobError::NotEarlier { stage: 0, .. } => "job.stages[0] is the first stage and cannot read another one".to_owned(),
        JobError::NotEarlier { stage, input } => {
            format!("job.stages[{stage}].inputs[{input}].stage must be the index of an earlier stage, 0 to {}", stage - 1)
        }
        JobError::ForwardChangesParallelism { stage, input } => {
            format!("job.stages[{stage}].inputs[{input}] is FORWARD, which needs the same parallelism at both ends")
        }
        JobError::Deploy { stage, error } => format!("job.stages[{stage}] cannot be set up: {error}"),
        JobError::BeyondInt => format!("the tasks of one TaskManager require more than {} buffers, the most that Flink counts", i32::MAX),
    }
}

/// Why there is no plan.
pub(crate) fn plan(error: &PlanError) -> String {
    match *error {
        PlanError::NoSlots => "TaskManagers have no slots".to_owned(),
        PlanError::NothingRequested { pod } => format!("the pod of a {} requests neither cores nor memory", component(pod)),
        PlanError::PodTooLarge { pod, requested, allocatable, bound } => {
            let what = match bound {
                Bound::Cores => "more cores",
                Bound::Memory => "more memory",
                Bound::Both => "more cores and memory",
            };
            let [requested, allocatable] = [requested, allocatable].map(capacity);
            format!("the pod of a {} requests {what} than a node can give: {requested} of {allocatable}", component(pod))
        }
        PlanError::TooManyJobManagers => format!("there are at most {MOST_JOB_MANAGERS} JobManagers"),
        PlanError::TooLarge => "a sum of memory, cores or money is too large to be counted".to_owned(),
    }
}

/// Why a text is no price.
pub(crate) fn price(error: PriceError) -> &'static str {
    match error {
        PriceError::NoNumber => "it must be a decimal number such as '0.384'",
        PriceError::TooFine => "it has more than six decimals",
        PriceError::TooLarge => "it is too large to be counted",
    }
}

fn component(pod: PodKind) -> &'static str {
    match pod {
        PodKind::TaskManager => "TaskManager",
        PodKind::JobManager => "JobManager",
    }
}

/// As Kubernetes writes cores, with bytes beside them.
fn capacity(Capacity { cores_millis, memory }: Capacity) -> String {
    format!("{cores_millis}m cores and {} bytes", memory.bytes())
}

#[cfg(test)]
mod tests {
    use flink_memory::MemorySize;
    use flink_memory::network_buffers::DeployError;

    use super::*;

    #[test]
    fn every_error_of_a_job_names_its_field() {
        for (error, sentence) in [
            (JobError::NoStages, "job.stages must be an array with one stage or more"),
            (JobError::NoSlots, "the TaskManager has no slots"),
            (JobError::Parallelism { stage: 1, parallelism: 0 }, "job.stages[1].parallelism must be a whole number from 1 to 32768"),
            (JobError::NotEarlier { stage: 0, input: 0 }, "job.stages[0] is the first stage and cannot read another one"),
            (JobError::NotEarlier { stage: 2, input: 1 }, "job.stages[2].inputs[1].stage must be the index of an earlier stage, 0 to 1"),
            (
                JobError::ForwardChangesParallelism { stage: 1, input: 0 },
                "job.stages[1].inputs[0] is FORWARD, which needs the same parallelism at both ends",
            ),
            (
                JobError::Deploy { stage: 1, error: DeployError::NoExclusive },
                "job.stages[1] cannot be set up: The number of required buffers should be larger than 0.",
            ),
            (JobError::BeyondInt, "the tasks of one TaskManager require more than 2147483647 buffers, the most that Flink counts"),
        ] {
            assert_eq!(job(&error), sentence);
        }
    }

    #[test]
    fn every_error_of_a_plan_is_a_sentence() {
        let pod = PodKind::TaskManager;
        let [requested, allocatable] = [2000, 1930].map(|cores_millis| Capacity { cores_millis, memory: MemorySize::from_mebibytes(1) });
        for (error, sentence) in [
            (PlanError::NoSlots, "TaskManagers have no slots"),
            (PlanError::NothingRequested { pod }, "the pod of a TaskManager requests neither cores nor memory"),
            (
                PlanError::PodTooLarge { pod: PodKind::JobManager, requested, allocatable, bound: Bound::Cores },
                "the pod of a JobManager requests more cores than a node can give: 2000m cores and 1048576 bytes of 1930m cores and 1048576 bytes",
            ),
            (PlanError::TooManyJobManagers, "there are at most 16 JobManagers"),
            (PlanError::TooLarge, "a sum of memory, cores or money is too large to be counted"),
        ] {
            assert_eq!(plan(&error), sentence);
        }
    }
}
