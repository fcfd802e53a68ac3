//! The JobManager from 1.11 on: from its heap, from total Flink memory, or from total process memory.

use super::legacy;
use super::process::{self, ProcessOptions, prefixed};
use super::range::RangeOptions;
use super::{Deployment, Request};
use crate::error::{FineGrained, FlinkError};
use crate::memory::JobManagerMemory;
use crate::message::Message;
use crate::option::jobmanager as options;
use crate::pool::{JOB_MANAGER, Pool};
use crate::reader::{Derived, Reader, long, refuse};
use crate::rules;
use crate::size::MemorySize;
use crate::step::{Part, Rule};

static PROCESS: ProcessOptions = ProcessOptions {
    flink: &options::TOTAL_FLINK_MEMORY,
    process: &options::TOTAL_PROCESS_MEMORY,
    metaspace: &options::JVM_METASPACE,
    overhead: RangeOptions { min: &options::JVM_OVERHEAD_MIN, max: &options::JVM_OVERHEAD_MAX, fraction: &options::JVM_OVERHEAD_FRACTION },
};

/// Below this heap Flink warns.
const RECOMMENDED_HEAP: MemorySize = MemorySize::from_mebibytes(128);

/// Heap, off-heap memory, and both together.
type FlinkMemory = (MemorySize, MemorySize, MemorySize);

/// Source: `JobManagerProcessUtils.processSpecFromConfig` behind `BashJavaUtils`.
pub(super) fn derive(reader: &mut Reader<'_>, request: &Request) -> Derived<JobManagerMemory> {
    let target = match request.deployment {
        Deployment::Standalone => &options::JVM_HEAP_MEMORY,
        Deployment::Container => &options::TOTAL_PROCESS_MEMORY,
    };
    let derived = legacy::stand_in(reader, &legacy::JOB_MANAGER, request.environment.job_manager_heap.as_deref(), target)
        .and_then(|()| pools(reader));
    let has_prefix = reader.has(rules::JOB_MANAGER_PREFIX);
    let mut memory = prefixed(derived, has_prefix, "JobManager memory configuration failed")?;
    // Read last, for the JVM's arguments, and so never with the prefix.
    memory.direct_limit = reader.boolean(&options::JVM_DIRECT_MEMORY_LIMIT_ENABLED)?;
    Ok(memory)
}

fn pools(reader: &mut Reader<'_>) -> Derived<JobManagerMemory> {
    let is_fine_grained = reader.is_set(&options::JVM_HEAP_MEMORY);
    let fine_grained = FineGrained::JobManager(reader.option(&options::JVM_HEAP_MEMORY));
    let (mut jvm_heap, mut off_heap, mut total_flink) = (MemorySize::ZERO, MemorySize::ZERO, MemorySize::ZERO);
    let jvm = process::derive(reader, &PROCESS, is_fine_grained, fine_grained, &mut |reader, total| {
        (jvm_heap, off_heap, total_flink) = if let Some(total) = total { split(reader, total)? } else { from_heap(reader)? };
        if jvm_heap < RECOMMENDED_HEAP {
            reader.say(Message::HeapBelowRecommended { heap: jvm_heap, recommended: RECOMMENDED_HEAP });
        }
        Ok(total_flink)
    })?;
    let total_process = long(total_flink.plus(jvm.metaspace).and_then(|sum| sum.plus(jvm.overhead)))?;
    let memory = JobManagerMemory {
        release: reader.release(),
        jvm_heap,
        off_heap,
        jvm_metaspace: jvm.metaspace,
        jvm_overhead: jvm.overhead,
        direct_limit: false,
        total_flink,
        total_process,
    };
    reader.sums(&JOB_MANAGER, &|pool| memory.size(pool));
    Ok(memory)
}

/// Source: `JobManagerFlinkMemoryUtils.deriveFromRequiredFineGrainedOptions`.
fn from_heap(reader: &mut Reader<'_>) -> Derived<FlinkMemory> {
    let heap = reader.pool(Pool::JvmHeap, &options::JVM_HEAP_MEMORY)?;
    let off_heap = reader.size(&options::OFF_HEAP_MEMORY)?;
    if !reader.is_set(&options::TOTAL_FLINK_MEMORY) {
        let off_heap = reader.option_step(Pool::OffHeap, off_heap);
        let total = long(heap.plus(off_heap))?;
        let parts = vec![Part { pool: Pool::JvmHeap, size: heap }, Part { pool: Pool::OffHeap, size: off_heap }];
        reader.step(Pool::TotalFlink, total, Rule::Sum(parts));
        return Ok((heap, off_heap, total));
    }
    let total = reader.pool(Pool::TotalFlink, &options::TOTAL_FLINK_MEMORY)?;
    if reader.is_set(&options::OFF_HEAP_MEMORY) {
        let off_heap = reader.option_step(Pool::OffHeap, off_heap);
        if long(heap.plus(off_heap))? != total {
            return refuse(FlinkError::HeapAndOffHeapMismatch { heap, off_heap, flink: total });
        }
        return Ok((heap, off_heap, total));
    }
    let Some(rest) = total.minus(heap) else { return refuse(FlinkError::HeapExceedsFlink { heap, flink: total }) };
    if rest != off_heap.value {
        reader.say(Message::OffHeapDefaultIgnored { off_heap: rest, flink: total, heap, default: off_heap.value });
    }
    let whole = Part { pool: Pool::TotalFlink, size: total };
    reader.rest(Pool::OffHeap, rest, whole, &[Part { pool: Pool::JvmHeap, size: heap }], None);
    Ok((heap, rest, total))
}

/// Source: `JobManagerFlinkMemoryUtils.deriveFromTotalFlinkMemory`.
fn split(reader: &mut Reader<'_>, total: MemorySize) -> Derived<FlinkMemory> {
    let off_heap = reader.pool(Pool::OffHeap, &options::OFF_HEAP_MEMORY)?;
    // Flink refuses a heap of zero, too.
    let Some(heap) = total.minus(off_heap).filter(|&heap| heap > MemorySize::ZERO) else {
        return refuse(FlinkError::FlinkBelowOffHeap { flink: total, off_heap });
    };
    let whole = Part { pool: Pool::TotalFlink, size: total };
    reader.rest(Pool::JvmHeap, heap, whole, &[Part { pool: Pool::OffHeap, size: off_heap }], None);
    Ok((heap, off_heap, total))
}
