//! The TaskManager's pools inside total Flink memory: set one by one, or split off a total. Network memory has rules of its own in `network`.

use super::network;
use super::range::FractionRange;
use crate::error::{FlinkError, FlinkParts};
use crate::memory::TaskManagerMemory;
use crate::message::FractionPool;
use crate::option::taskmanager as options;
use crate::pool::Pool;
use crate::reader::{Derived, Reader, long, parts, refuse};
use crate::size::MemorySize;
use crate::step::{Part, Rule};

/// What is taken off a total before network memory gets the rest.
const WITHOUT_NETWORK: [Pool; 5] = [Pool::FrameworkHeap, Pool::FrameworkOffHeap, Pool::TaskHeap, Pool::TaskOffHeap, Pool::Managed];

/// What is taken off a total before task heap gets the rest.
const WITHOUT_TASK_HEAP: [Pool; 5] = [Pool::FrameworkHeap, Pool::FrameworkOffHeap, Pool::TaskOffHeap, Pool::Managed, Pool::Network];

/// The pools inside a total that is known, or where there is none out of the options that must be set then. Gives the total.
pub(super) fn derive(reader: &mut Reader<'_>, memory: &mut TaskManagerMemory, total: Option<MemorySize>) -> Derived<MemorySize> {
    let Some(total) = total else { return fine_grained(reader, memory) };
    split(reader, memory, total).map(|()| total)
}

/// Task heap and managed memory are set: everything else follows, and the totals are sums. Gives the total.
///
/// Source: `TaskExecutorFlinkMemoryUtils.deriveFromRequiredFineGrainedOptions`.
fn fine_grained(reader: &mut Reader<'_>, memory: &mut TaskManagerMemory) -> Derived<MemorySize> {
    memory.task_heap = reader.pool(Pool::TaskHeap, &options::TASK_HEAP_MEMORY)?;
    memory.managed = reader.pool(Pool::Managed, &options::MANAGED_MEMORY_SIZE)?;
    framework(reader, memory)?;
    let mut parts = parts(&WITHOUT_NETWORK, &|pool| memory.size(pool));
    let sum = long(Part::sum(&parts))?;
    if reader.is_set(&options::TOTAL_FLINK_MEMORY) {
        let total = reader.pool(Pool::TotalFlink, &options::TOTAL_FLINK_MEMORY)?;
        rest_for_network(reader, memory, total)?;
        return Ok(total);
    }
    memory.network = if network::counts_buffers(reader) {
        network::of_buffers(reader)?
    } else {
        FractionRange::read(reader, &network::RANGE)?.of_rest(reader, FractionPool::Network, &parts)?
    };
    let total = long(sum.plus(memory.network))?;
    parts.push(Part { pool: Pool::Network, size: memory.network });
    Ok(reader.step(Pool::TotalFlink, total, Rule::Sum(parts)))
}

/// Divides a Flink total that is known.
///
/// Source: `TaskExecutorFlinkMemoryUtils.deriveFromTotalFlinkMemory`.
fn split(reader: &mut Reader<'_>, memory: &mut TaskManagerMemory, total: MemorySize) -> Derived<()> {
    framework(reader, memory)?;
    let whole = Part { pool: Pool::TotalFlink, size: total };
    let sets_task_heap = reader.is_set(&options::TASK_HEAP_MEMORY);
    if sets_task_heap {
        memory.task_heap = reader.pool(Pool::TaskHeap, &options::TASK_HEAP_MEMORY)?;
    }
    memory.managed = if reader.is_set(&options::MANAGED_MEMORY_SIZE) {
        reader.pool(Pool::Managed, &options::MANAGED_MEMORY_SIZE)?
    } else {
        FractionRange::unbounded(reader, &options::MANAGED_MEMORY_FRACTION)?.of(reader, FractionPool::Managed, whole)?
    };
    if sets_task_heap {
        return rest_for_network(reader, memory, total);
    }
    memory.network = if network::counts_buffers(reader) {
        network::of_buffers(reader)?
    } else {
        FractionRange::read(reader, &network::RANGE)?.of(reader, FractionPool::Network, whole)?
    };
    let minus = parts(&WITHOUT_TASK_HEAP, &|pool| memory.size(pool));
    let Some(rest) = total.minus(long(Part::sum(&minus))?) else { return exceeded(memory, total, None, Some(memory.network)) };
    memory.task_heap = reader.rest(Pool::TaskHeap, rest, whole, &minus, None);
    Ok(())
}

/// Network memory is what the other pools leave, and must agree with its own configuration.
fn rest_for_network(reader: &mut Reader<'_>, memory: &mut TaskManagerMemory, total: MemorySize) -> Derived<()> {
    let minus = parts(&WITHOUT_NETWORK, &|pool| memory.size(pool));
    let Some(rest) = total.minus(long(Part::sum(&minus))?) else { return exceeded(memory, total, Some(memory.task_heap), None) };
    let required = network::check(reader, rest, total)?;
    let whole = Part { pool: Pool::TotalFlink, size: total };
    memory.network = reader.rest(Pool::Network, rest, whole, &minus, required);
    Ok(())
}

/// Framework heap, framework off-heap and task off-heap, which no mode computes.
fn framework(reader: &mut Reader<'_>, memory: &mut TaskManagerMemory) -> Derived<()> {
    memory.framework_heap = reader.pool(Pool::FrameworkHeap, &options::FRAMEWORK_HEAP_MEMORY)?;
    memory.framework_off_heap = reader.pool(Pool::FrameworkOffHeap, &options::FRAMEWORK_OFF_HEAP_MEMORY)?;
    memory.task_off_heap = reader.pool(Pool::TaskOffHeap, &options::TASK_OFF_HEAP_MEMORY)?;
    Ok(())
}

fn exceeded(memory: &TaskManagerMemory, total: MemorySize, task_heap: Option<MemorySize>, network: Option<MemorySize>) -> Derived<()> {
    let &TaskManagerMemory { framework_heap, framework_off_heap, task_off_heap, managed, .. } = memory;
    let parts = FlinkParts { framework_heap, framework_off_heap, task_heap, task_off_heap, managed, network };
    refuse(FlinkError::PartsExceedFlink { total, parts })
}
