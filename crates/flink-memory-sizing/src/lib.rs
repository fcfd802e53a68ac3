//! What follows from the sizes that Flink gives a process, and that Flink itself does not compute.
//!
//! [`jvm`] says what a JVM makes of them, exactly as JVMs were measured.
//! The sizes themselves come from `flink_memory`.

mod bytes;
mod estimate;
pub mod jvm;

pub use estimate::Estimate;
