//! How many network buffers a job needs, and how many there are: what the fullest TaskManager and each stage require and may take. What is
//! asked about the job stands in `job`, how the numbers came about in `formula`, the error of too few buffers in `message`.

pub mod formula;
pub mod job;
pub mod message;

use flink_memory::network_buffers::{
    BufferError, BufferRange, BufferSettings, Exchange, Gate, Job, JobBuffers, JobError, Partition, Placement,
};
use flink_memory::option::taskmanager::{NETWORK_MEMORY_MAX, NETWORK_MEMORY_MIN};
use flink_memory::{Memory, MemorySize, Request, TaskManagerMemory, derive};

use self::job::JobAsked;
use self::message::Message;
use super::task_manager;
use crate::state::{Asked, Calculation};

/// The options that are both set to give a TaskManager exactly so much network memory.
pub const LIMITS: [&str; 2] = [NETWORK_MEMORY_MIN.key, NETWORK_MEMORY_MAX.key];

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// The picture of the job.
    pub job: JobAsked,
    /// What it takes; nothing while a text about the job cannot be read.
    pub outcome: Option<Outcome>,
    /// The error that was pasted.
    pub message: Message,
}

/// What becomes of the job.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Flink refuses the settings.
    NothingFollows,
    /// The TaskManager does not start.
    Refused(BufferError),
    /// The job does not.
    Impossible(JobError),
    /// It takes buffers.
    Counted(Box<Counted>),
}

/// What a job takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// What the TaskManager has.
    pub settings: BufferSettings,
    /// Its network memory.
    pub network: MemorySize,
    /// Its slots.
    pub slots: u32,
    /// The job.
    pub job: Job,
    /// What it takes where all channels come from other TaskManagers.
    pub buffers: JobBuffers,
    /// What the TaskManager requires where as many channels as can be come from itself; nothing where that is the same.
    pub near: Option<i32>,
    /// What joins the stages, in the order of those that read.
    pub edges: Vec<Edge>,
    /// The sizes that suffice and that the network can be set to; none where it is what other sizes leave.
    pub settable: Vec<MemorySize>,
}

/// What joins two stages, with the largest task at each end. Stages are told by index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Who writes.
    pub from: usize,
    /// Who reads.
    pub to: usize,
    /// How records get there.
    pub exchange: Exchange,
    /// Where they are left.
    pub partition: Partition,
    /// Where they are read.
    pub gate: Gate,
}

/// What the panel says.
pub fn of(calculation: &Calculation, asked: &Asked) -> Network {
    let there = task_manager(calculation).and_then(|(request, memory)| Some((request, memory, slots(memory)?)));
    let (job_asked, job) = job::of(calculation, asked, there.map(|(_, _, slots)| slots));
    let message = message::of(asked, &calculation.request, job.as_ref());
    let outcome = match there {
        None => Some(Outcome::NothingFollows),
        Some((request, memory, slots)) => {
            job.map(|job| match BufferSettings::read(&request.configuration, request.release, memory.network) {
                Err(error) => Outcome::Refused(error),
                Ok(settings) => counted(settings, memory.network, slots, job, request).map_or_else(Outcome::Impossible, Outcome::Counted),
            })
        }
    };
    Network { job: job_asked, outcome, message }
}

fn slots(memory: &TaskManagerMemory) -> Option<u32> {
    u32::try_from(memory.slot.slots?).ok()
}

fn counted(settings: BufferSettings, network: MemorySize, slots: u32, job: Job, request: &Request) -> Result<Box<Counted>, JobError> {
    let buffers = settings.job(&job, slots, Placement::Remote)?;
    let near = settings.job(&job, slots, Placement::Local)?.task_manager.least;
    let near = (near != buffers.task_manager.least).then_some(near);
    let edges = edges(&job, &buffers);
    let mut counted = Counted { settings, network, slots, job, buffers, near, edges, settable: Vec::new() };
    let sizes = counted.enough().into_iter().flatten().map(|(_, size)| size);
    let mut sizes = sizes.filter(|size| *size > MemorySize::ZERO && is_settable(*size, request)).collect::<Vec<_>>();
    sizes.dedup();
    counted.settable = sizes;
    Ok(Box::new(counted))
}

/// Whether a TaskManager that is set to this network memory has it, and starts.
fn is_settable(size: MemorySize, request: &Request) -> bool {
    let mut changed = request.clone();
    for key in LIMITS {
        changed.configuration.set(key, size.shortest_text());
    }
    matches!(derive(&changed).memory, Ok(Memory::TaskManager(memory)) if memory.network == size && memory.slot.error.is_none())
}

fn edges(job: &Job, buffers: &JobBuffers) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for (to, stage) in job.stages.iter().enumerate() {
        for (number, input) in stage.inputs.iter().enumerate() {
            let (from, exchange) = (input.stage, input.exchange);
            let partition = edges.iter().filter(|edge| edge.from == from).count();
            let task = |stage: usize| buffers.stages.get(stage).map(|stage| &stage.task);
            let gate = task(to).and_then(|task| task.gates.get(number));
            let partition = task(from).and_then(|task| task.partitions.get(partition));
            edges.extend(gate.zip(partition).map(|(&gate, &partition)| Edge { from, to, exchange, partition, gate }));
        }
    }
    edges
}

impl Counted {
    /// Whether buffers lack, and no limits of the network alone would give it enough.
    pub fn lacks_room(&self) -> bool {
        self.buffers.insufficient.is_some() && self.settable.is_empty()
    }

    /// How many buffers make it suffice, and the network memory that has exactly so many: what is required, and what may be taken.
    pub fn enough(&self) -> [Option<(i32, MemorySize)>; 2] {
        let BufferRange { least, most } = self.buffers.task_manager;
        [Some(least), most].map(|buffers| buffers.map(|buffers| (buffers, self.settings.network_memory(buffers))))
    }
}

#[cfg(test)]
mod laws;
