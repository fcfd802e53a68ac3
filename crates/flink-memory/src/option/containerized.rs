//! The options of containers in Flink 1.10, before the JobManager had a memory model.

use super::defaults::{Float, Integer};
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};

options! {
    "ResourceManagerOptions":

    /// Least memory that a container keeps out of the JobManager's heap. Unit: MiB. 1.10 only.
    CONTAINERIZED_HEAP_CUTOFF_MIN "containerized.heap-cutoff-min" [
        Releases::until(Release::V1_10) => Integer Integer(600), ["yarn.heap-cutoff-min"];
    ]

    /// Share of a container that stays out of the JobManager's heap. 1.10 only.
    CONTAINERIZED_HEAP_CUTOFF_RATIO "containerized.heap-cutoff-ratio" [
        Releases::until(Release::V1_10) => Float Float(0.25), ["yarn.heap-cutoff-ratio"];
    ]
}
