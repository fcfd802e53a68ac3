//! The heap options and environment variables from before the memory model (up to 1.20), which stand in for a total that is not set.

use crate::config::Configuration;
use crate::error::FlinkError;
use crate::message::{LogLine, Message};
use crate::option::{OptionSpec, jobmanager, taskmanager};
use crate::reader::{Derived, Reader, refuse};
use crate::release::Release;
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

/// The configuration of a resource manager: the TaskManager's legacy heap stands as its process's total. `say` is given what is logged.
pub(crate) fn with_legacy_heap(configuration: &Configuration, release: Release, say: &mut dyn FnMut(LogLine)) -> Derived<Configuration> {
    let mut reader = Reader::new(release, configuration);
    let target = &taskmanager::TOTAL_PROCESS_MEMORY;
    let stands_in = stand_in(&mut reader, &TASK_MANAGER, None, target);
    let legacy = reader.take_legacy();
    reader.into_parts().0.into_iter().for_each(say);
    stands_in?;
    let mut effective = configuration.clone();
    if let Some(legacy) = legacy {
        effective.set(target.key, legacy.value.to_string());
    }
    Ok(effective)
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
