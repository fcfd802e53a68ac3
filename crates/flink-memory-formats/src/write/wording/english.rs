//! English.

use flink_memory::{Pool, Process};

use super::Phrase;

/// What a phrase says in English.
pub const fn english(phrase: Phrase) -> &'static str {
    match phrase {
        Phrase::Tag => "en",
        Phrase::Pool(pool) => match pool {
            Pool::TotalProcess => "Total Process Memory",
            Pool::TotalFlink => "Total Flink Memory",
            Pool::JvmHeap => "JVM Heap",
            Pool::FrameworkHeap => "Framework Heap",
            Pool::TaskHeap => "Task Heap",
            Pool::OffHeap => "Off-Heap Memory",
            Pool::Managed => "Managed Memory",
            Pool::JvmDirect => "JVM Direct Memory",
            Pool::FrameworkOffHeap => "Framework Off-Heap",
            Pool::TaskOffHeap => "Task Off-Heap",
            Pool::Network => "Network",
            Pool::JvmMetaspace => "JVM Metaspace",
            Pool::JvmOverhead => "JVM Overhead",
            Pool::HeapCutoff => "Heap Cut-off",
        },
        Phrase::Process(process) => match process {
            Process::TaskManager => "TaskManager",
            Process::JobManager => "JobManager",
            Process::Local => "local execution",
        },
        Phrase::Title => "Apache Flink {release}, {process}",
        Phrase::InContainer => ", in a container",
        Phrase::Pools => "Pool",
        Phrase::Size => "Size",
        Phrase::Bytes => "Bytes",
        Phrase::Share => "Share",
        Phrase::DecidedBy => "Decided by",
        Phrase::NoLimit => "no limit",
        Phrase::ByteCount => "{count} bytes",
        Phrase::Least => "least, {by}",
        Phrase::Most => "most, {by}",
        Phrase::FractionBy => "{fraction} by {by}",
        Phrase::Rest => "what is left",
        Phrase::Sum => "sum",
        Phrase::DefaultOf => "default of {key}",
        Phrase::LocalDefault => "Flink's own for local execution, {key}",
        Phrase::Refuses => "Flink refuses this configuration with an {exception}:",
        Phrase::Warnings => "Flink warns:",
        Phrase::FlinkWarns => "Flink warns: ",
        Phrase::JvmArguments => "JVM arguments:",
        Phrase::Configuration => "Configuration:",
        Phrase::Environment => "Environment:",
        Phrase::EveryPool => "Every memory pool as Flink {release} derives it: {process}",
        Phrase::RefusedFor => "Flink refuses this for the {process}: {message}",
        Phrase::NotPinned => "No pool is pinned, because there are no sizes to pin. This is what is set.",
        Phrase::EntryLeftOut => "Left out, because it cannot be written here: {key} = {value}",
        Phrase::VariableLeftOut => "Set beside this in the environment: {name}={value}",
        Phrase::FileIsNotRead => "Flink {release} does not read {file}.",
        Phrase::TypesMatter => "Flink makes other sizes of these texts than of the numbers that were set.",
        Phrase::ContainerMatters => "Flink makes other sizes of this in containers than what was asked for outside of them.",
        Phrase::NotForLocalExecution => "Local execution reads nothing of this kind.",
        Phrase::ShippedEntryStays => "The file that this is added to sets what is not set here: {key}: {value}",
        Phrase::ImageChangesValue => "The image takes blanks out of this value and replaces what looks like a variable: {key}: {value}",
        Phrase::UnknownToOperator => "The operator does not know Flink {release}.",
    }
}
