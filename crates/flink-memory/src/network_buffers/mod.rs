//! Network buffers: what a TaskManager has, what the gates and partitions of its tasks take, and whether all of them fit.
//! How a program becomes tasks is not found out here: a job is told, stage by stage.

mod asker;
mod deploy;
mod exchange;
mod insufficient;
mod job;
mod job_buffers;
mod settings;
mod task;

pub use asker::{Asker, AskingPart, StageAsker};
pub use deploy::{DeployError, Deployed};
pub use exchange::{BatchShuffleMode, Exchange, Pattern, ResultPartitionType};
pub use insufficient::InsufficientBuffers;
pub use job::{Input, Job, JobError, MOST_PARALLELISM, Placement, RuntimeExecutionMode, Stage};
pub use job_buffers::{BufferRange, JobBuffers, StageBuffers, Subtasks};
pub use settings::{BufferError, BufferSettings};
pub use task::{Announced, Gate, GateBuffers, NotAnnounced, Partition, PartitionBuffers, Task};
