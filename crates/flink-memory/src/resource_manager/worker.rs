//! A TaskManager as a resource manager decides it: its cores, and its sizes derived anew around the Flink memory that was derived first.

use super::ResourceManagerError;
use super::client;
use super::line::{Log, Notice};
use crate::config::{Configuration, Value};
use crate::derive::{self, Process};
use crate::error::FlinkError;
use crate::memory::Memory;
use crate::option::{OptionSpec, cluster, taskmanager as options};
use crate::pool::Pool;
use crate::reader::{Reader, refuse};
use crate::release::Release;
use crate::rules;
use crate::size::MemorySize;

/// The sizes with which a TaskManager is started, where they may differ from what is configured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worker {
    /// The whole process, as it is asked for.
    pub total_process: MemorySize,
    /// The whole process as it is configured, and as a start script would derive it. From 1.18 on, and with fine-grained resources from 1.13
    /// on, it is not what is asked for where more than one total or part is set.
    pub configured_process: MemorySize,
    /// Total Flink memory.
    pub total_flink: MemorySize,
    /// JVM overhead.
    pub jvm_overhead: MemorySize,
    /// Cores.
    pub cpu_cores: f64,
}

/// What a deployment brings along.
pub(super) struct Factory {
    /// The class that logs which totals are ignored.
    pub(super) logger: &'static str,
    /// The cores that its own option names; nothing counts that is not above zero.
    pub(super) cores: fn(&mut Reader<'_>) -> Result<f64, Box<FlinkError>>,
    /// What it makes of cores.
    pub(super) rounded: fn(f64, &mut Log) -> Result<f64, ResourceManagerError>,
}

/// Decides about a TaskManager; with it comes the configuration that was read last.
///
/// Source: `ResourceManagerFactory` and `WorkerResourceSpecFactory` of the deployment, `TaskExecutorProcessUtils.processSpecFromWorkerResourceSpec`.
pub(super) fn worker(
    configuration: &Configuration,
    release: Release,
    factory: &Factory,
    log: &mut Log,
) -> Result<(Worker, Configuration), ResourceManagerError> {
    let mut effective = derive::with_legacy_heap(configuration, release, &mut |line| log.derived([line]))?;
    let cores = cores(&effective, release, factory, log)?;
    let mut with_cores = effective.clone();
    with_cores.set(options::CPU_CORES.key, Value::Double(cores));
    let memory = client::derived(&with_cores, release, Process::TaskManager, log)?;
    let size = |pool| memory.size(pool).unwrap_or_default();
    let cpu_cores = if let Memory::TaskManager(memory) = &memory { memory.cpu_cores } else { cores };
    let (total_flink, configured_process) = (size(Pool::TotalFlink), size(Pool::TotalProcess));
    if !rules::WORKER_DERIVED_ANEW.contains(release) {
        let jvm_overhead = size(Pool::JvmOverhead);
        let worker = Worker { total_process: configured_process, configured_process, total_flink, jvm_overhead, cpu_cores };
        return Ok((worker, effective));
    }
    if totals_are_ignored(&effective, release, log)? {
        for option in [&options::TOTAL_PROCESS_MEMORY, &options::TOTAL_FLINK_MEMORY] {
            if take_away(&mut effective, option, release) {
                log.say(factory.logger, Notice::TotalIgnored { key: option.key });
            }
        }
    }
    let mut reader = Reader::new(release, &effective);
    let around = derive::around_task_manager(&mut reader, total_flink);
    log.derived(reader.into_parts().0);
    let (jvm_overhead, total_process) = around?;
    Ok((Worker { total_process, configured_process, total_flink, jvm_overhead, cpu_cores }, effective))
}

/// Configured cores, else those of the deployment's own option, else as many as slots.
///
/// Source: `TaskExecutorProcessUtils.getCpuCoresWithFallback`.
fn cores(configuration: &Configuration, release: Release, factory: &Factory, log: &mut Log) -> Result<f64, ResourceManagerError> {
    let mut reader = Reader::new(release, configuration);
    let cores = (factory.cores)(&mut reader).and_then(|own| {
        let cores = match reader.double(&options::CPU_CORES)? {
            Some(cores) => cores,
            None if own > 0.0 => own,
            None => f64::from(reader.int(&options::NUM_TASK_SLOTS)?.value),
        };
        if cores <= 0.0 {
            return refuse(FlinkError::NoCpuCores { option: reader.option(&options::CPU_CORES) });
        }
        crate::reader::decimal(cores)
    });
    log.derived(reader.into_parts().0);
    (factory.rounded)(cores?, log)
}

/// Where resources may be fine-grained, which they always may since there is no option for it any more.
fn totals_are_ignored(configuration: &Configuration, release: Release, log: &mut Log) -> Result<bool, ResourceManagerError> {
    let option = &cluster::ENABLE_FINE_GRAINED_RESOURCE_MANAGEMENT;
    if option.in_release(release).is_none() {
        return Ok(option.is_gone(release));
    }
    let mut reader = Reader::new(release, configuration);
    let is_enabled = reader.boolean(option);
    log.derived(reader.into_parts().0);
    Ok(is_enabled?)
}

/// Takes an option away, by all of its keys; says whether it was set.
fn take_away(configuration: &mut Configuration, option: &'static OptionSpec, release: Release) -> bool {
    let keys: Vec<_> = [option.key].into_iter().chain(option.named_in(release).older_keys()).collect();
    let is_set = keys.iter().any(|key| configuration.get(key).is_some());
    for key in keys {
        configuration.remove(key);
    }
    is_set
}
