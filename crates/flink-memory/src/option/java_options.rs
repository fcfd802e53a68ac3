//! The options of the JVM's arguments that a person adds to Flink's own.

use super::defaults::Text;
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};

options! {
    "CoreOptions":

    /// Arguments of all processes.
    FLINK_JVM_OPTIONS "env.java.opts.all" [
        Releases::since(Release::V1_17) => String Text(""), ["env.java.opts"];
    ]

    /// Arguments of the JobManager.
    FLINK_JM_JVM_OPTIONS "env.java.opts.jobmanager" [
        Releases::ALL => String Text("");
    ]

    /// Arguments of a TaskManager.
    FLINK_TM_JVM_OPTIONS "env.java.opts.taskmanager" [
        Releases::ALL => String Text("");
    ]

    /// Arguments of all processes, for whoever ships Flink.
    FLINK_DEFAULT_JVM_OPTIONS "env.java.default-opts.all" [
        Releases::since(Release::V1_19) => String Text("");
    ]

    /// Arguments of the JobManager, for whoever ships Flink.
    FLINK_DEFAULT_JM_JVM_OPTIONS "env.java.default-opts.jobmanager" [
        Releases::since(Release::V1_19) => String Text("");
    ]

    /// Arguments of a TaskManager, for whoever ships Flink.
    FLINK_DEFAULT_TM_JVM_OPTIONS "env.java.default-opts.taskmanager" [
        Releases::since(Release::V1_19) => String Text("");
    ]
}
