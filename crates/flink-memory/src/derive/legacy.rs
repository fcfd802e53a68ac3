//! The heap options and environment variables from before the memory model (up to 1.20), which stand in for a total that is not set.

use crate::error::FlinkError;
use crate::message::Message;
use crate::option::{OptionSpec, jobmanager, taskmanager};
use crate::reader::{Derived, Reader, refuse};
use crate::size::MemorySize;
use crate::step::{Origin, Setting};

/// The legacy ways to say one number about a process.
pub(super) struct LegacyHeap {
    variable: &'static str,
    size: &'static OptionSpec,
    mebibytes: &'static OptionSpec,
}

pub(super) static JOB_MANAGER: LegacyHeap = LegacyHeap {
    variable: "FLINK_JM_HEAP",
    size: &jobmanager::JOB_MANAGER_HEAP_MEMORY,
    mebibytes: &jobmanager::JOB_MANAGER_HEAP_MEMORY_MB,
};

pub(super) static TASK_MANAGER: LegacyHeap = LegacyHeap {
    variable: "FLINK_TM_HEAP",
    size: &taskmanager::TASK_MANAGER_HEAP_MEMORY,
    mebibytes: &taskmanager::TASK_MANAGER_HEAP_MEMORY_MB,
};

/// Takes a legacy heap, or the value of its variable, for `target`, where the release still does so and the target is not set.
pub(super) fn stand_in(reader: &mut Reader<'_>, legacy: &LegacyHeap, variable: Option<&str>, target: &'static OptionSpec) -> Derived<()> {
    // The variables went with the options.
    if legacy.size.in_release(reader.release()).is_none() || reader.is_set(target) {
        return Ok(());
    }
    if let Some((value, origin)) = legacy.read(reader, variable)? {
        let target = reader.option(target);
        reader.say(Message::LegacyHeap { target, size: value });
        reader.put_legacy(Setting { option: target, value, origin });
    }
    Ok(())
}

impl LegacyHeap {
    fn read(&self, reader: &mut Reader<'_>, variable: Option<&str>) -> Derived<Option<(MemorySize, Origin)>> {
        if let Some(text) = variable {
            let size = text.parse().map_err(|cause| FlinkError::UnreadableEnvironment {
                variable: self.variable,
                text: text.to_owned(),
                cause: Box::new(FlinkError::Size(cause)),
            })?;
            return Ok(Some((size, Origin::Environment(self.variable))));
        }
        if reader.is_set(self.size) {
            let setting = reader.size(self.size)?;
            return Ok(Some((setting.value, Origin::LegacyOption(self.size.key))));
        }
        if !reader.is_set(self.mebibytes) {
            return Ok(None);
        }
        let Setting { option, value, .. } = reader.int(self.mebibytes)?;
        let Ok(mebibytes) = u32::try_from(value) else { return refuse(FlinkError::NegativeHeap { option, mebibytes: value }) };
        Ok(Some((MemorySize::from_mebibytes(mebibytes), Origin::LegacyOption(self.mebibytes.key))))
    }
}
