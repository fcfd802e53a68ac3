//! The TaskManager's pools inside total Flink memory: set one by one, or split off a total. Network memory has rules of its own in `network`.

use super::network;
use super::range::FractionRange;
use super::reader::Reader;
use crate::error::{FlinkError, FlinkParts};
use crate::message::FractionPool;
use crate::option::taskmanager as options;
use crate::pool::Pool;
use crate::size::MemorySize;
use crate::step::{Part, Rule};

/// The pools inside total Flink memory.
pub(super) struct FlinkMemory {
    pub(super) framework_heap: MemorySize,
    pub(super) task_heap: MemorySize,
    pub(super) framework_off_heap: MemorySize,
    pub(super) task_off_heap: MemorySize,
    pub(super) managed: MemorySize,
    pub(super) network: MemorySize,
}

/// Task heap and managed memory are set: everything else follows, and the totals are sums.
///
/// Source: `TaskExecutorFlinkMemoryUtils.deriveFromRequiredFineGrainedOptions`.
pub(super) fn fine_grained(reader: &mut Reader<'_>) -> Result<(FlinkMemory, MemorySize), FlinkError> {
    let task_heap = reader.pool(Pool::TaskHeap, &options::TASK_HEAP_MEMORY)?;
    let managed = reader.pool(Pool::Managed, &options::MANAGED_MEMORY_SIZE)?;
    let mut flink = FlinkMemory { task_heap, managed, network: MemorySize::ZERO, ..framework(reader)? };
    let used = flink.parts_without_network();
    let sum = Part::sum(&used).ok_or(FlinkError::LongOverflow)?;
    if reader.is_set(&options::TOTAL_FLINK_MEMORY) {
        let total = reader.pool(Pool::TotalFlink, &options::TOTAL_FLINK_MEMORY)?;
        flink.network =
            network::what_is_left(reader, total, flink.parts_without_network(), flink.parts_of_error(Some(flink.task_heap), None))?;
        return Ok((flink, total));
    }
    flink.network = if network::counts_buffers(reader) {
        network::of_buffers(reader)?
    } else {
        FractionRange::read(reader, network::RANGE)?.of_rest(reader, FractionPool::Network, used.clone())?
    };
    let total = sum.plus(flink.network).ok_or(FlinkError::LongOverflow)?;
    let parts = used.into_iter().chain([Part { pool: Pool::Network, size: flink.network }]).collect();
    Ok((flink, reader.step(Pool::TotalFlink, total, Rule::Sum(parts))))
}

/// Divides a Flink total that is known.
///
/// Source: `TaskExecutorFlinkMemoryUtils.deriveFromTotalFlinkMemory`.
pub(super) fn split(reader: &mut Reader<'_>, total: MemorySize) -> Result<FlinkMemory, FlinkError> {
    let mut flink = framework(reader)?;
    let whole = Part { pool: Pool::TotalFlink, size: total };
    if reader.is_set(&options::TASK_HEAP_MEMORY) {
        flink.task_heap = reader.pool(Pool::TaskHeap, &options::TASK_HEAP_MEMORY)?;
        flink.managed = managed(reader, whole)?;
        flink.network =
            network::what_is_left(reader, total, flink.parts_without_network(), flink.parts_of_error(Some(flink.task_heap), None))?;
        return Ok(flink);
    }
    flink.managed = managed(reader, whole)?;
    flink.network = if network::counts_buffers(reader) {
        network::of_buffers(reader)?
    } else {
        FractionRange::read(reader, network::RANGE)?.of(reader, FractionPool::Network, whole)?
    };
    let minus = flink.parts_without_task_heap();
    let Some(task_heap) = total.minus(Part::sum(&minus).ok_or(FlinkError::LongOverflow)?) else {
        return Err(FlinkError::PartsExceedFlink { total, parts: flink.parts_of_error(None, Some(flink.network)) });
    };
    flink.task_heap = reader.step(Pool::TaskHeap, task_heap, Rule::Remainder { whole, minus, required: None });
    Ok(flink)
}

/// Framework heap, framework off-heap and task off-heap, which no mode computes.
fn framework(reader: &mut Reader<'_>) -> Result<FlinkMemory, FlinkError> {
    let framework_heap = reader.pool(Pool::FrameworkHeap, &options::FRAMEWORK_HEAP_MEMORY)?;
    let framework_off_heap = reader.pool(Pool::FrameworkOffHeap, &options::FRAMEWORK_OFF_HEAP_MEMORY)?;
    let task_off_heap = reader.pool(Pool::TaskOffHeap, &options::TASK_OFF_HEAP_MEMORY)?;
    let zero = MemorySize::ZERO;
    Ok(FlinkMemory { framework_heap, framework_off_heap, task_off_heap, task_heap: zero, managed: zero, network: zero })
}

fn managed(reader: &mut Reader<'_>, whole: Part) -> Result<MemorySize, FlinkError> {
    if reader.is_set(&options::MANAGED_MEMORY_SIZE) {
        return reader.pool(Pool::Managed, &options::MANAGED_MEMORY_SIZE);
    }
    FractionRange::unbounded(reader, &options::MANAGED_MEMORY_FRACTION)?.of(reader, FractionPool::Managed, whole)
}

impl FlinkMemory {
    fn parts_without_network(&self) -> Vec<Part> {
        vec![
            Part { pool: Pool::FrameworkHeap, size: self.framework_heap },
            Part { pool: Pool::FrameworkOffHeap, size: self.framework_off_heap },
            Part { pool: Pool::TaskHeap, size: self.task_heap },
            Part { pool: Pool::TaskOffHeap, size: self.task_off_heap },
            Part { pool: Pool::Managed, size: self.managed },
        ]
    }

    fn parts_without_task_heap(&self) -> Vec<Part> {
        vec![
            Part { pool: Pool::FrameworkHeap, size: self.framework_heap },
            Part { pool: Pool::FrameworkOffHeap, size: self.framework_off_heap },
            Part { pool: Pool::TaskOffHeap, size: self.task_off_heap },
            Part { pool: Pool::Managed, size: self.managed },
            Part { pool: Pool::Network, size: self.network },
        ]
    }

    fn parts_of_error(&self, task_heap: Option<MemorySize>, network: Option<MemorySize>) -> FlinkParts {
        FlinkParts {
            framework_heap: self.framework_heap,
            framework_off_heap: self.framework_off_heap,
            task_heap,
            task_off_heap: self.task_off_heap,
            managed: self.managed,
            network,
        }
    }
}
