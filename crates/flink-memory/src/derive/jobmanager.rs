//! The JobManager from 1.11 on: from its heap, from total Flink memory, or from total process memory.

use super::legacy;
use super::process::{self, JvmShare, ProcessOptions};
use super::range::RangeOptions;
use super::reader::Reader;
use super::taskmanager::prefixed;
use super::{Deployment, Process, Request};
use crate::error::{FineGrained, FlinkError, RequiredOptions};
use crate::memory::JobManagerMemory;
use crate::message::Message;
use crate::option::jobmanager as options;
use crate::pool::{JOB_MANAGER, Pool};
use crate::rules;
use crate::size::MemorySize;
use crate::step::{Part, Rule};

const PROCESS: ProcessOptions = ProcessOptions {
    process: &options::TOTAL_PROCESS_MEMORY,
    metaspace: &options::JVM_METASPACE,
    overhead: RangeOptions { min: &options::JVM_OVERHEAD_MIN, max: &options::JVM_OVERHEAD_MAX, fraction: &options::JVM_OVERHEAD_FRACTION },
};

/// Below this heap Flink warns.
const RECOMMENDED_HEAP: MemorySize = MemorySize::from_mebibytes(128);

/// Heap and off-heap memory.
struct FlinkMemory {
    heap: MemorySize,
    off_heap: MemorySize,
    total: MemorySize,
}

/// Source: `JobManagerProcessUtils.processSpecFromConfig` behind `BashJavaUtils`.
pub(super) fn derive(reader: &mut Reader<'_>, request: &Request) -> Result<JobManagerMemory, FlinkError> {
    let target = match request.deployment {
        Deployment::Standalone => &options::JVM_HEAP_MEMORY,
        Deployment::Container => &options::TOTAL_PROCESS_MEMORY,
    };
    let derived = legacy::stand_in(reader, Process::JobManager, &request.environment, target).and_then(|()| pools(reader));
    let has_prefix = rules::JOB_MANAGER_PREFIX.contains(reader.release());
    let mut memory = derived.map_err(|error| prefixed(error, has_prefix, "JobManager memory configuration failed"))?;
    // Read last, for the JVM's arguments, and so never with the prefix.
    memory.direct_limit = reader.boolean(&options::JVM_DIRECT_MEMORY_LIMIT_ENABLED)?;
    Ok(memory)
}

fn pools(reader: &mut Reader<'_>) -> Result<JobManagerMemory, FlinkError> {
    let (flink, jvm) = if reader.is_set(&options::JVM_HEAP_MEMORY) {
        let flink = from_heap(reader)?;
        let jvm = process::around_flink(reader, &PROCESS, flink.total)?;
        (flink, jvm)
    } else if reader.is_set(&options::TOTAL_FLINK_MEMORY) {
        let total = reader.pool(Pool::TotalFlink, &options::TOTAL_FLINK_MEMORY)?;
        let flink = split(reader, total)?;
        let jvm = process::around_flink(reader, &PROCESS, total)?;
        (flink, jvm)
    } else if reader.is_set(&options::TOTAL_PROCESS_MEMORY) {
        let (jvm, total) = process::out_of_process(reader, &PROCESS)?;
        let flink = split(reader, total)?;
        (flink, jvm)
    } else {
        let heap = reader.option(&options::JVM_HEAP_MEMORY)?;
        let (flink, process) = (reader.option(&options::TOTAL_FLINK_MEMORY)?, reader.option(&options::TOTAL_PROCESS_MEMORY)?);
        let fine_grained = FineGrained::JobManager(heap);
        return Err(FlinkError::NothingConfigured { required: RequiredOptions { fine_grained, flink, process } });
    };
    assemble(reader, &flink, jvm)
}

/// Source: `JobManagerFlinkMemoryUtils.deriveFromRequiredFineGrainedOptions`.
fn from_heap(reader: &mut Reader<'_>) -> Result<FlinkMemory, FlinkError> {
    let heap = reader.pool(Pool::JvmHeap, &options::JVM_HEAP_MEMORY)?;
    let off_heap = reader.size(&options::OFF_HEAP_MEMORY)?;
    if !reader.is_set(&options::TOTAL_FLINK_MEMORY) {
        let off_heap = reader.option_step(Pool::OffHeap, off_heap);
        let total = heap.plus(off_heap).ok_or(FlinkError::LongOverflow)?;
        let parts = vec![Part { pool: Pool::JvmHeap, size: heap }, Part { pool: Pool::OffHeap, size: off_heap }];
        reader.step(Pool::TotalFlink, total, Rule::Sum(parts));
        warn_of_small_heap(reader, heap);
        return Ok(FlinkMemory { heap, off_heap, total });
    }
    let total = reader.pool(Pool::TotalFlink, &options::TOTAL_FLINK_MEMORY)?;
    let flink = if reader.is_set(&options::OFF_HEAP_MEMORY) {
        let off_heap = reader.option_step(Pool::OffHeap, off_heap);
        if heap.plus(off_heap).ok_or(FlinkError::LongOverflow)? != total {
            return Err(FlinkError::HeapAndOffHeapMismatch { heap, off_heap, flink: total });
        }
        FlinkMemory { heap, off_heap, total }
    } else {
        let Some(rest) = total.minus(heap) else { return Err(FlinkError::HeapExceedsFlink { heap, flink: total }) };
        if rest != off_heap.value {
            reader.say(Message::OffHeapDefaultIgnored { off_heap: rest, flink: total, heap, default: off_heap.value });
        }
        let whole = Part { pool: Pool::TotalFlink, size: total };
        let minus = vec![Part { pool: Pool::JvmHeap, size: heap }];
        reader.step(Pool::OffHeap, rest, Rule::Remainder { whole, minus, required: None });
        FlinkMemory { heap, off_heap: rest, total }
    };
    warn_of_small_heap(reader, heap);
    Ok(flink)
}

/// Source: `JobManagerFlinkMemoryUtils.deriveFromTotalFlinkMemory`.
fn split(reader: &mut Reader<'_>, total: MemorySize) -> Result<FlinkMemory, FlinkError> {
    let off_heap = reader.pool(Pool::OffHeap, &options::OFF_HEAP_MEMORY)?;
    // Flink refuses a heap of zero, too.
    let Some(heap) = total.minus(off_heap).filter(|&heap| heap > MemorySize::ZERO) else {
        return Err(FlinkError::FlinkBelowOffHeap { flink: total, off_heap });
    };
    let whole = Part { pool: Pool::TotalFlink, size: total };
    let minus = vec![Part { pool: Pool::OffHeap, size: off_heap }];
    reader.step(Pool::JvmHeap, heap, Rule::Remainder { whole, minus, required: None });
    warn_of_small_heap(reader, heap);
    Ok(FlinkMemory { heap, off_heap, total })
}

fn warn_of_small_heap(reader: &mut Reader<'_>, heap: MemorySize) {
    if heap < RECOMMENDED_HEAP {
        reader.say(Message::HeapBelowRecommended { heap, recommended: RECOMMENDED_HEAP });
    }
}

fn assemble(reader: &mut Reader<'_>, flink: &FlinkMemory, jvm: JvmShare) -> Result<JobManagerMemory, FlinkError> {
    let total_process = flink.total.plus(jvm.metaspace).and_then(|sum| sum.plus(jvm.overhead)).ok_or(FlinkError::LongOverflow)?;
    let memory = JobManagerMemory {
        release: reader.release(),
        jvm_heap: flink.heap,
        off_heap: flink.off_heap,
        jvm_metaspace: jvm.metaspace,
        jvm_overhead: jvm.overhead,
        direct_limit: false,
        total_flink: flink.total,
        total_process,
    };
    reader.sums(&JOB_MANAGER, |pool| memory.size(pool));
    Ok(memory)
}
