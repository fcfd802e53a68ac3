//! What follows from the sizes that Flink gives a process, and that Flink itself does not compute.
//!
//! [`jvm`] says what a JVM makes of them, exactly as JVMs were measured. [`overhead`] estimates what JVM overhead must hold, and says where each
//! figure comes from.
//! The sizes themselves come from `flink_memory`.

mod bytes;
mod estimate;
pub mod jvm;
pub mod overhead;

pub use estimate::Estimate;
