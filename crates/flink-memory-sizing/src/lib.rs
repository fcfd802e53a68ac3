//! What follows from the sizes that Flink gives a process, and that Flink itself does not compute.
//!
//! [`jvm`] says what a JVM makes of them, exactly as JVMs were measured. [`overhead`] estimates what JVM overhead must hold, and says where each
//! figure comes from. [`cluster`] counts machines: TaskManagers for a parallelism, pods on nodes, what is left over, what it costs.
//! The sizes themselves come from `flink_memory`.

mod bytes;
pub mod cluster;
mod estimate;
pub mod jvm;
pub mod overhead;

pub use estimate::Estimate;

/// The examples of the README are run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
