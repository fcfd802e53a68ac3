//! The pods of the native Kubernetes integration: what they request, and their limits.

use super::client::{mebibytes, specification};
use super::external::External;
use super::line::{Log, Notice};
use super::worker::{Factory, worker};
use super::{Line, ResourceManagerError, Worker};
use crate::config::Configuration;
use crate::java::JavaDouble;
use crate::option::{OptionSpec, kubernetes as options, kubernetes_1_16};
use crate::reader::{Derived, Reader, known};
use crate::release::Release;

/// What Flink asks Kubernetes for. Each half fails on its own: a client creates the JobManager's pod, and the JobManager the others.
#[derive(Clone, Debug, PartialEq)]
pub struct KubernetesPods {
    /// The JobManager's pod.
    pub job_manager: Result<Pod, ResourceManagerError>,
    /// A TaskManager's pod, and the sizes that its process is started with.
    pub task_manager: Result<(Pod, Worker), ResourceManagerError>,
    /// What both log, each distinct line once, in order.
    pub log: Vec<Line>,
}

/// The resources of a pod. Flink adds nothing for the JVM, for other containers or for the pod itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Pod {
    /// What the pod is promised.
    pub requests: Quantities,
    /// What it may use.
    pub limits: Quantities,
}

/// Amounts as they are written into a pod.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantities {
    /// Cores.
    pub cpu: f64,
    /// Memory. Unit: MiB; below zero above 2 PiB, because Flink counts in 32 bits.
    pub mebibytes: i32,
    /// External resources by the names that Kubernetes knows, such as `nvidia.com/gpu`.
    pub external: Vec<(String, i64)>,
}

impl Quantities {
    /// Name and text of each, as they stand in the pod: `cpu` `1.0`, `memory` `1600Mi`.
    pub fn texts(&self) -> Vec<(&str, String)> {
        let own = [("cpu", JavaDouble(self.cpu).to_string()), ("memory", format!("{}Mi", self.mebibytes))];
        own.into_iter().chain(self.external.iter().map(|(name, amount)| (name.as_str(), amount.to_string()))).collect()
    }
}

/// The options of one component.
struct Component {
    cpu: &'static OptionSpec,
    cpu_until_1_16: &'static OptionSpec,
    cpu_factor: &'static OptionSpec,
    memory_factor: &'static OptionSpec,
}

static JOB_MANAGER: Component = Component {
    cpu: &options::JOB_MANAGER_CPU,
    cpu_until_1_16: &kubernetes_1_16::JOB_MANAGER_CPU,
    cpu_factor: &options::JOB_MANAGER_CPU_LIMIT_FACTOR,
    memory_factor: &options::JOB_MANAGER_MEMORY_LIMIT_FACTOR,
};

static TASK_MANAGER: Component = Component {
    cpu: &options::TASK_MANAGER_CPU,
    cpu_until_1_16: &kubernetes_1_16::TASK_MANAGER_CPU,
    cpu_factor: &options::TASK_MANAGER_CPU_LIMIT_FACTOR,
    memory_factor: &options::TASK_MANAGER_MEMORY_LIMIT_FACTOR,
};

/// Works out the pods of a cluster.
///
/// Source: `KubernetesClusterClientFactory`, `KubernetesResourceManagerFactory`, `KubernetesJobManagerParameters`,
/// `KubernetesTaskManagerParameters`, `KubernetesUtils.getResourceRequirements`.
///
/// ```
/// use flink_memory::resource_manager::kubernetes;
/// use flink_memory::{Configuration, Release};
///
/// let configuration = Configuration::from_iter([
///     ("jobmanager.memory.process.size", "1600m"),
///     ("taskmanager.memory.process.size", "2g"),
///     ("taskmanager.memory.flink.size", "1500m"),
/// ]);
/// let (pod, _) = kubernetes(&configuration, Release::V1_17).task_manager?;
/// assert_eq!(pod.requests.mebibytes, 2048);
/// // From 1.18 on the process is decided anew around Flink memory.
/// let (pod, worker) = kubernetes(&configuration, Release::V1_18).task_manager?;
/// assert_eq!((pod.requests.mebibytes, worker.configured_process.whole_mebibytes()), (1951, 2048));
/// # Ok::<(), flink_memory::resource_manager::ResourceManagerError>(())
/// ```
pub fn kubernetes(configuration: &Configuration, release: Release) -> KubernetesPods {
    let mut log = Log::new(release);
    let job_manager = job_manager(configuration, release, &mut log);
    let task_manager = task_manager(configuration, release, &mut log);
    KubernetesPods { job_manager, task_manager, log: log.into_lines() }
}

fn job_manager(configuration: &Configuration, release: Release, log: &mut Log) -> Result<Pod, ResourceManagerError> {
    let mebibytes = specification(configuration, release, log)?.job_manager;
    let mut reader = Reader::new(release, configuration);
    let read = JOB_MANAGER.read(&mut reader);
    log.derived(reader.into_parts().0);
    let (cpu, factors) = read?;
    Ok(factors.pod(Quantities { cpu, mebibytes, external: Vec::new() }))
}

fn task_manager(configuration: &Configuration, release: Release, log: &mut Log) -> Result<(Pod, Worker), ResourceManagerError> {
    let (worker, effective) = worker(configuration, release, &FACTORY, log)?;
    let asked = External::read(&effective, release)?.asked("kubernetes.config-key", release, log)?;
    let reader = &mut Reader::new(release, &effective);
    let factors = Factors { memory: factor(reader, TASK_MANAGER.memory_factor)?, cpu: factor(reader, TASK_MANAGER.cpu_factor)? };
    let mut external = Vec::new();
    for asked in asked {
        log.say("KubernetesUtils", Notice::ExternalResourceRequested { config_key: asked.config_key.clone(), amount: asked.amount });
        external.push((asked.config_key, asked.amount));
    }
    Ok((factors.pod(Quantities { cpu: worker.cpu_cores, mebibytes: mebibytes(worker.total_process), external }), worker))
}

static FACTORY: Factory =
    Factory { logger: "KubernetesResourceManagerFactory", cores: |reader| TASK_MANAGER.cpu(reader), rounded: |cores, _| Ok(cores) };

impl Component {
    /// Cores and factors, in the order in which a pod's decorators ask.
    fn read(&self, reader: &mut Reader<'_>) -> Result<(f64, Factors), ResourceManagerError> {
        let memory = factor(reader, self.memory_factor)?;
        let cpu = self.cpu(reader)?;
        Ok((cpu, Factors { memory, cpu: factor(reader, self.cpu_factor)? }))
    }

    /// The cores under the key of the release.
    fn cpu(&self, reader: &mut Reader<'_>) -> Derived<f64> {
        let option = if self.cpu.in_release(reader.release()).is_some() { self.cpu } else { self.cpu_until_1_16 };
        let cores = reader.double(option)?;
        known(option, cores)
    }
}

/// How many times its requests the limits of a pod are; nothing before 1.15, where both are the same.
struct Factors {
    memory: Option<f64>,
    cpu: Option<f64>,
}

impl Factors {
    fn pod(&self, requests: Quantities) -> Pod {
        let mut limits = requests.clone();
        if let Some(factor) = self.cpu {
            limits.cpu *= factor;
        }
        if let Some(factor) = self.memory {
            #[expect(clippy::cast_possible_truncation, reason = "Java truncates and saturates, too")]
            let limit = (f64::from(limits.mebibytes) * factor) as i32;
            limits.mebibytes = limit;
        }
        Pod { requests, limits }
    }
}

/// A factor that is at least one; `NaN` is not.
fn factor(reader: &mut Reader<'_>, option: &'static OptionSpec) -> Result<Option<f64>, ResourceManagerError> {
    if option.in_release(reader.release()).is_none() {
        return Ok(None);
    }
    let factor = reader.double(option)?;
    let factor = known(option, factor)?;
    if factor >= 1.0 { Ok(Some(factor)) } else { Err(ResourceManagerError::LimitFactor { key: option.key }) }
}
