//! Which text names a pool in a narrow place, and which says what it is.

use flink_memory::{Pool, Process};

use super::list::Word;
use super::words::Words;

impl Words {
    /// A name for narrow places.
    pub fn pool_short_name(self, pool: Pool) -> &'static str {
        self.text(match pool {
            Pool::TotalProcess => Word::ShortTotalProcess,
            Pool::TotalFlink => Word::ShortTotalFlink,
            Pool::JvmHeap => Word::ShortJvmHeap,
            Pool::FrameworkHeap => Word::ShortFrameworkHeap,
            Pool::TaskHeap => Word::ShortTaskHeap,
            Pool::OffHeap => Word::ShortOffHeap,
            Pool::Managed => Word::ShortManaged,
            Pool::JvmDirect => Word::ShortJvmDirect,
            Pool::FrameworkOffHeap => Word::ShortFrameworkOffHeap,
            Pool::TaskOffHeap => Word::ShortTaskOffHeap,
            Pool::Network => Word::ShortNetwork,
            Pool::JvmMetaspace => Word::ShortJvmMetaspace,
            Pool::JvmOverhead => Word::ShortJvmOverhead,
            Pool::HeapCutoff => Word::ShortHeapCutoff,
        })
    }

    /// What a pool is, in a sentence or two.
    pub fn pool_note(self, pool: Pool, process: Process) -> &'static str {
        self.text(match (pool, process) {
            (Pool::TotalProcess, _) => Word::NoteTotalProcess,
            (Pool::TotalFlink, Process::Local) => Word::NoteTotalFlinkLocally,
            (Pool::TotalFlink, _) => Word::NoteTotalFlink,
            (Pool::JvmHeap, Process::TaskManager) => Word::NoteJvmHeapOfTaskManager,
            (Pool::JvmHeap, _) => Word::NoteJvmHeap,
            (Pool::FrameworkHeap, _) => Word::NoteFrameworkHeap,
            (Pool::TaskHeap, Process::Local) => Word::NoteTaskHeapLocally,
            (Pool::TaskHeap, _) => Word::NoteTaskHeap,
            (Pool::OffHeap, Process::TaskManager) => Word::NoteOffHeapOfTaskManager,
            (Pool::OffHeap, _) => Word::NoteOffHeap,
            (Pool::Managed, _) => Word::NoteManaged,
            (Pool::JvmDirect, _) => Word::NoteJvmDirect,
            (Pool::FrameworkOffHeap, _) => Word::NoteFrameworkOffHeap,
            (Pool::TaskOffHeap, Process::Local) => Word::NoteTaskOffHeapLocally,
            (Pool::TaskOffHeap, _) => Word::NoteTaskOffHeap,
            (Pool::Network, _) => Word::NoteNetwork,
            (Pool::JvmMetaspace, _) => Word::NoteJvmMetaspace,
            (Pool::JvmOverhead, _) => Word::NoteJvmOverhead,
            (Pool::HeapCutoff, _) => Word::NoteHeapCutoff,
        })
    }

    /// What stands in the place of a size that has no limit.
    pub fn no_limit(self, process: Process) -> &'static str {
        self.text(match process {
            Process::Local => Word::NoLimit,
            Process::TaskManager | Process::JobManager => Word::ChosenByJvm,
        })
    }
}
