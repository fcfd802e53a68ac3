//! The default slot and the network buffers, as the running TaskManager works them out from what the start script handed it.

use std::num::NonZeroU32;
use std::sync::Arc;

use super::network::segment_size;
use crate::decimal::Decimal;
use crate::error::FlinkError;
use crate::external;
use crate::memory::TaskManagerMemory;
use crate::option::taskmanager as options;
use crate::reader::{Derived, Reader, refuse};
use crate::rules;

/// What the TaskManager gets done before it fails, if it fails, stands in the slot.
pub(super) fn fill(reader: &mut Reader<'_>, memory: &mut TaskManagerMemory) {
    memory.slot.error = divide(reader, memory).err().map(Arc::from);
}

fn divide(reader: &mut Reader<'_>, memory: &mut TaskManagerMemory) -> Derived<()> {
    external::taken_over(&external::handed_over(&memory.external, reader.release()), reader.release())?;
    let count = number_of_slots(reader)?;
    let decimals = if reader.has(rules::CPU_EIGHT_DECIMALS) { 8 } else { 16 };
    let slot = &mut memory.slot;
    slot.slots = i32::try_from(count.get()).ok();
    slot.cpu_cores = Some(Decimal::share(memory.cpu_cores, count.get(), decimals));
    slot.task_heap = Some(memory.task_heap.shared_by(count));
    slot.task_off_heap = Some(memory.task_off_heap.shared_by(count));
    slot.managed = Some(memory.managed.shared_by(count));
    slot.network = Some(memory.network.shared_by(count));
    let page = segment_size(reader)?.value.bytes();
    slot.page_size = u32::try_from(page).ok();
    let bytes = memory.network.bytes();
    let buffers = u32::try_from(bytes / page.max(1)).ok().filter(|&buffers| i32::try_from(buffers).is_ok());
    slot.network_buffers = buffers;
    if buffers.is_some() { Ok(()) } else { refuse(FlinkError::TooManyBuffers { bytes }) }
}

/// −1 stands for one slot; otherwise there must be at least one.
///
/// Source: `ConfigurationParserUtils.getSlot`.
fn number_of_slots(reader: &mut Reader<'_>) -> Derived<NonZeroU32> {
    let setting = reader.int(&options::NUM_TASK_SLOTS)?;
    let slots = if setting.value == -1 { 1 } else { setting.value };
    let count = u32::try_from(slots).ok().and_then(NonZeroU32::new);
    count.map_or_else(|| refuse(FlinkError::InvalidSlots { option: setting.option, slots }), Ok)
}
