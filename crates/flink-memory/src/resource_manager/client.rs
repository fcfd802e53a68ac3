//! What the client of a cluster derives before it asks for one: both processes, in whole mebibytes.

use super::ResourceManagerError;
use super::line::Log;
use crate::config::Configuration;
use crate::derive::{Deployment, Environment, Process, Request, derive, requested_heap, slots_as_read};
use crate::memory::Memory;
use crate::option::jobmanager::JVM_DIRECT_MEMORY_LIMIT_ENABLED;
use crate::pool::Pool;
use crate::release::Release;
use crate::rules;
use crate::size::MemorySize;

/// The sizes of both processes. Unit: MiB, in the 32 bits that Flink keeps of them.
pub(super) struct Specification {
    pub(super) job_manager: i32,
    pub(super) task_manager: i32,
    pub(super) slots: i32,
}

/// Derives both processes, the JobManager first; a TaskManager that cannot be derived fails the client, too.
///
/// Source: `AbstractContainerizedClusterClientFactory.getClusterSpecification`.
pub(super) fn specification(configuration: &Configuration, release: Release, log: &mut Log) -> Result<Specification, ResourceManagerError> {
    let job_manager = job_manager(configuration, release, log)?;
    let memory = derived(configuration, release, Process::TaskManager, log)?;
    let task_manager = mebibytes(memory.size(Pool::TotalProcess).unwrap_or_default());
    Ok(Specification { job_manager, task_manager, slots: slots_as_read(configuration, release)? })
}

fn job_manager(configuration: &Configuration, release: Release, log: &mut Log) -> Result<i32, ResourceManagerError> {
    if !rules::JOB_MANAGER_POOLS.contains(release) {
        return Ok(mebibytes(requested_heap(configuration, release)?));
    }
    // A client asks for sizes and not for the JVM's arguments, for which this is read.
    let mut of_sizes = configuration.clone();
    of_sizes.remove(JVM_DIRECT_MEMORY_LIMIT_ENABLED.key);
    let memory = derived(&of_sizes, release, Process::JobManager, log)?;
    Ok(mebibytes(memory.size(Pool::TotalProcess).unwrap_or_default()))
}

/// Derives a process as a resource manager does.
pub(super) fn derived(
    configuration: &Configuration,
    release: Release,
    process: Process,
    log: &mut Log,
) -> Result<Memory, ResourceManagerError> {
    let derivation = derive(&Request {
        release,
        process,
        deployment: Deployment::Container,
        environment: Environment::default(),
        configuration: configuration.clone(),
    });
    log.derived(derivation.log);
    Ok(derivation.memory.map_err(Box::new)?)
}

/// Java narrows to 32 bits, which wraps above 2 PiB.
#[expect(clippy::cast_possible_truncation, reason = "Java narrows, too")]
pub(super) fn mebibytes(size: MemorySize) -> i32 {
    size.whole_mebibytes() as i32
}
