//! Apache Flink's memory derivation, byte for byte and for every release from 1.10 to 2.3.
//!
//! Flink divides a JVM process into some ten memory pools. [`derive`] answers what a release makes of a
//! configuration: every [`Pool`] to the byte, every [`FlinkError`] and [`LogLine`] to the letter, the JVM's
//! arguments, and for each number the [`Step`] that gave it.
//!
//! The model is a pure function of release, process and configuration. It reads no file, no clock and no
//! environment, has no dependencies, and gives the same answer on every machine. What follows from a breakdown stands
//! beside it: [`Resources`] of slots, [`managed_shares`] of one,
//! [`state_backend_memory`], [`network_buffers`], [`resource_manager`], [`start_script`]. Reading configuration *files* is not done here.

mod config;
mod consumers;
mod decimal;
mod derive;
mod duration;
mod error;
mod external;
mod float;
mod fraction;
mod java;
mod lowercase;
mod map;
mod memory;
mod message;
mod names;
mod natural;
pub mod network_buffers;
pub mod option;
pub mod pool;
mod quotient;
mod reader;
mod release;
pub mod resource_manager;
mod rules;
mod shipped;
mod size;
mod slots;
pub mod start_script;
mod state_backend;
mod step;
mod yaml;

pub use config::{Configuration, Entry, Value};
pub use consumers::{Consumer, ConsumerError, NoShare, Share, managed_shares};
pub use derive::{Deployment, Derivation, Environment, Process, Request, derive};
pub use duration::DurationError;
pub use error::{FineGrained, FlinkError, FlinkParts, RangeViolation, RequiredOptions, SegmentViolation};
pub use fraction::Fraction;
pub use java::{NumberError, parse_double};
pub use map::MapError;
pub use memory::{HeapOnly, JobManagerMemory, LocalMemory, LocalTotal, Memory, Slot, TaskManagerMemory};
pub use message::{FractionPool, Level, LogLine, Message};
pub use names::Names;
pub use option::{DefaultValue, EnumType, OptionSpec, ReleaseOption, ValueType};
pub use pool::{Pool, PoolNode};
pub use quotient::quotient;
pub use reader::complaint;
pub use release::{Release, Releases};
pub use shipped::{shipped, shipped_text};
pub use size::{DivisionError, Human, MemorySize, SizeError};
pub use slots::{Amount, ExternalResources, ResourceError, Resources, SlotRequest};
pub use state_backend::{
    Arena, SharedMemory, Sharing, StateBackend, StateBackendError, StateBackendMemory, StateBackendRequest, state_backend_memory,
};
pub use step::{Cap, FractionRule, Origin, Part, Range, Rule, Setting, Step};

/// The examples of the README are run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
