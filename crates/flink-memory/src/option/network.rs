//! The options of the network stack that are no part of `TaskManagerOptions`. How batch jobs use it stands in `shuffle`.

use super::defaults::{Float, Integer, Milliseconds, None, Text};
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};

options! {
    "NettyShuffleEnvironmentOptions":

    /// Exclusive buffers of each channel.
    NETWORK_BUFFERS_PER_CHANNEL "taskmanager.network.memory.buffers-per-channel" [
        Releases::until(Release::V1_19) => Integer Integer(2);
        Releases::between(Release::V1_20, Release::V1_20) => Integer Integer(2), deprecated;
    ]

    /// How long a gate waits for its exclusive buffers. Unit: milliseconds.
    NETWORK_EXCLUSIVE_BUFFERS_REQUEST_TIMEOUT_MILLISECONDS "taskmanager.network.memory.exclusive-buffers-request-timeout-ms" [
        Releases::until(Release::V1_19) => Long Integer(30000);
        Releases::between(Release::V1_20, Release::V1_20) => Long Integer(30000), deprecated;
    ]

    /// Floating buffers of each gate.
    NETWORK_EXTRA_BUFFERS_PER_GATE "taskmanager.network.memory.floating-buffers-per-gate" [
        Releases::until(Release::V1_19) => Integer Integer(8);
        Releases::between(Release::V1_20, Release::V1_20) => Integer Integer(8), deprecated;
    ]

    /// Share of memory for network buffers, from before 1.10; today an older key of the option that replaced it.
    NETWORK_BUFFERS_MEMORY_FRACTION "taskmanager.network.memory.fraction" [
        Releases::until(Release::V1_20) => Float Float(0.1), deprecated;
    ]

    /// Most that network buffers may take, from before 1.10; today an older key of the option that replaced it.
    NETWORK_BUFFERS_MEMORY_MAX "taskmanager.network.memory.max" [
        Releases::until(Release::V1_20) => String Text("1gb"), deprecated;
    ]

    /// Least that network buffers take, from before 1.10; today an older key of the option that replaced it.
    NETWORK_BUFFERS_MEMORY_MIN "taskmanager.network.memory.min" [
        Releases::until(Release::V1_20) => String Text("64mb"), deprecated;
    ]

    /// Number of network buffers, from before sizes were configured; silently ignored from 2.0 on.
    NETWORK_NUM_BUFFERS "taskmanager.network.numberOfBuffers" [
        Releases::until(Release::V1_20) => Integer Integer(2048), deprecated;
    ]

    /// Most buffers that one subpartition may hold.
    NETWORK_MAX_BUFFERS_PER_CHANNEL "taskmanager.network.memory.max-buffers-per-channel" [
        Releases::between(Release::V1_11, Release::V1_19) => Integer Integer(10);
        Releases::between(Release::V1_20, Release::V1_20) => Integer Integer(10), deprecated;
    ]

    /// Buffers that a result partition may take over its limit.
    NETWORK_MAX_OVERDRAFT_BUFFERS_PER_GATE "taskmanager.network.memory.max-overdraft-buffers-per-gate" [
        Releases::between(Release::V1_16, Release::V1_19) => Integer Integer(5);
        Releases::between(Release::V1_20, Release::V1_20) => Integer Integer(5), deprecated;
    ]

    /// Most buffers that a gate requires before it starts.
    NETWORK_READ_MAX_REQUIRED_BUFFERS_PER_GATE "taskmanager.network.memory.read-buffer.required-per-gate.max" [
        Releases::since(Release::V1_17) => Integer None;
    ]

    /// How long a pool waits for its required buffers.
    NETWORK_BUFFERS_REQUEST_TIMEOUT "taskmanager.network.memory.buffers-request-timeout" [
        Releases::since(Release::V1_20) => Duration Milliseconds(30000), ["taskmanager.network.memory.exclusive-buffers-request-timeout-ms"];
    ]
}
