//! The options of how jobs hand on their data, and of what result partitions of batch jobs take.

use super::defaults::{Boolean, Integer, Text};
use super::{EnumType, Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};

static NAMES: EnumType = EnumType {
    name: "BatchShuffleMode",
    class: "org.apache.flink.api.common.BatchShuffleMode",
    names: &[
        ("ALL_EXCHANGES_PIPELINED", Releases::ALL),
        ("ALL_EXCHANGES_BLOCKING", Releases::ALL),
        ("ALL_EXCHANGES_HYBRID_FULL", Releases::since(Release::V1_16)),
        ("ALL_EXCHANGES_HYBRID_SELECTIVE", Releases::since(Release::V1_16)),
    ],
};

options! {
    "NettyShuffleEnvironmentOptions":

    /// Buffers that a result partition of batch jobs takes at least where it sorts before it writes.
    NETWORK_SORT_SHUFFLE_MIN_BUFFERS "taskmanager.network.sort-shuffle.min-buffers" [
        Releases::between(Release::V1_12, Release::V1_14) => Integer Integer(64);
        Releases::since(Release::V1_15) => Integer Integer(512);
    ]

    /// How many consumers make a result partition of batch jobs sort before it writes.
    NETWORK_SORT_SHUFFLE_MIN_PARALLELISM "taskmanager.network.sort-shuffle.min-parallelism" [
        Releases::between(Release::V1_12, Release::V1_14) => Integer Integer(2_147_483_647);
        Releases::between(Release::V1_15, Release::V1_19) => Integer Integer(1);
        Releases::between(Release::V1_20, Release::V1_20) => Integer Integer(1), deprecated;
    ]

    /// Whether hybrid shuffle keeps data in tiers: memory, disk, remote storage.
    NETWORK_HYBRID_SHUFFLE_ENABLE_NEW_MODE "taskmanager.network.hybrid-shuffle.enable-new-mode" [
        Releases::between(Release::V1_18, Release::V1_19) => Boolean Boolean(true);
        Releases::between(Release::V1_20, Release::V1_20) => Boolean Boolean(true), deprecated;
    ]

    "ExecutionOptions":

    /// How stages of a batch job hand on their data.
    BATCH_SHUFFLE_MODE "execution.batch-shuffle-mode" [
        Releases::since(Release::V1_14) => Enum:NAMES Text("ALL_EXCHANGES_BLOCKING");
    ]
}
