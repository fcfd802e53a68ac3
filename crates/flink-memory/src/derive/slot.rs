//! The default slot and the network buffers, as the running TaskManager works them out from what the start script handed it.

use std::num::NonZeroU32;

use super::network::segment_size;
use super::reader::Reader;
use crate::decimal::Decimal;
use crate::error::FlinkError;
use crate::memory::{Slot, TaskManagerMemory};
use crate::option::taskmanager as options;
use crate::rules;

/// What the TaskManager gets done before it fails, if it fails, stands in the slot.
pub(super) fn default_slot(reader: &mut Reader<'_>, memory: &TaskManagerMemory) -> Slot {
    let mut slot = Slot::default();
    slot.error = fill(reader, memory, &mut slot).err();
    slot
}

fn fill(reader: &mut Reader<'_>, memory: &TaskManagerMemory, slot: &mut Slot) -> Result<(), FlinkError> {
    let count = number_of_slots(reader)?;
    slot.slots = i32::try_from(count.get()).ok();
    slot.cpu_cores = Some(share_of_cores(reader, memory.cpu_cores, count));
    slot.task_heap = Some(memory.task_heap.shared_by(count));
    slot.task_off_heap = Some(memory.task_off_heap.shared_by(count));
    slot.managed = Some(memory.managed.shared_by(count));
    slot.network = Some(memory.network.shared_by(count));
    let page = segment_size(reader)?.value.bytes();
    slot.page_size = u32::try_from(page).ok();
    let buffers = memory.network.bytes() / page.max(1);
    let counted = i32::try_from(buffers).map_err(|_| FlinkError::TooManyBuffers { bytes: memory.network.bytes() })?;
    slot.network_buffers = u32::try_from(counted).ok();
    Ok(())
}

/// −1 stands for one slot; otherwise there must be at least one.
///
/// Source: `ConfigurationParserUtils.getSlot`.
fn number_of_slots(reader: &mut Reader<'_>) -> Result<NonZeroU32, FlinkError> {
    let setting = reader.int_or_default(&options::NUM_TASK_SLOTS)?;
    let slots = if setting.value == -1 { 1 } else { setting.value };
    let count = u32::try_from(slots).ok().and_then(NonZeroU32::new);
    count.ok_or(FlinkError::InvalidSlots { option: setting.option, slots })
}

fn share_of_cores(reader: &Reader<'_>, cores: f64, slots: NonZeroU32) -> f64 {
    let decimals = if rules::CPU_EIGHT_DECIMALS.contains(reader.release()) { 8 } else { 16 };
    Decimal::shortest(cores).map_or(cores, |decimal| decimal.divide_truncated(slots.get(), decimals))
}
