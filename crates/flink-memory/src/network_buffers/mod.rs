//! Network buffers: what a TaskManager has, what the gates and partitions of its tasks take, and whether all of them fit.
//! How many tasks a job has on a TaskManager, and how they are joined, is told and not found out here.

mod deploy;
mod exchange;
mod settings;
mod task;

pub use deploy::{DeployError, Deployed, InsufficientBuffers};
pub use exchange::{BatchShuffleMode, Pattern, ResultPartitionType};
pub use settings::{BufferError, BufferSettings};
pub use task::{Announced, Gate, GateBuffers, Partition, PartitionBuffers, Task};
