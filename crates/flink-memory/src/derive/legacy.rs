//! The heap options and environment variables from before the memory model (up to 1.20), which stand in for a total that is not set.

use super::reader::Reader;
use super::{Environment, Process};
use crate::error::FlinkError;
use crate::message::Message;
use crate::option::{OptionSpec, jobmanager, taskmanager};
use crate::size::MemorySize;
use crate::step::{Origin, Setting};

/// The legacy ways to say one number about a process.
struct LegacyHeap<'a> {
    variable: &'static str,
    value: Option<&'a str>,
    size: &'static OptionSpec,
    mebibytes: &'static OptionSpec,
}

/// Takes a legacy heap for `target`, where the release still does so and the target is not set.
pub(super) fn stand_in(
    reader: &mut Reader<'_>,
    process: Process,
    environment: &Environment,
    target: &'static OptionSpec,
) -> Result<(), FlinkError> {
    let legacy = match process {
        Process::JobManager => LegacyHeap {
            variable: "FLINK_JM_HEAP",
            value: environment.job_manager_heap.as_deref(),
            size: &jobmanager::JOB_MANAGER_HEAP_MEMORY,
            mebibytes: &jobmanager::JOB_MANAGER_HEAP_MEMORY_MB,
        },
        Process::TaskManager | Process::Local => LegacyHeap {
            variable: "FLINK_TM_HEAP",
            value: environment.task_manager_heap.as_deref(),
            size: &taskmanager::TASK_MANAGER_HEAP_MEMORY,
            mebibytes: &taskmanager::TASK_MANAGER_HEAP_MEMORY_MB,
        },
    };
    // The variables went with the options.
    if legacy.size.in_release(reader.release()).is_none() || reader.is_set(target) {
        return Ok(());
    }
    if let Some((value, origin)) = legacy.read(reader)? {
        let target = reader.option(target)?;
        reader.say(Message::LegacyHeap { target, size: value });
        reader.put_legacy(Setting { option: target, value, origin });
    }
    Ok(())
}

impl LegacyHeap<'_> {
    fn read(&self, reader: &mut Reader<'_>) -> Result<Option<(MemorySize, Origin)>, FlinkError> {
        if let Some(text) = self.value {
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
        let Some(setting) = reader.int(self.mebibytes)? else { return Ok(None) };
        let mebibytes =
            u32::try_from(setting.value).map_err(|_| FlinkError::NegativeHeap { option: setting.option, mebibytes: setting.value })?;
        Ok(Some((MemorySize::from_mebibytes(mebibytes), Origin::LegacyOption(self.mebibytes.key))))
    }
}
