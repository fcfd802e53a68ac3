//! Who asks for a number of buffers: the kinds of gate and partition that do, and the stages of a job. What a part asks for stands in `task`;
//! here it is tried out for every number of channels and subpartitions that there may be.

use super::job::{Edge, Job, JobError, MOST_PARALLELISM};
use super::{BufferSettings, Gate, InsufficientBuffers, Partition, ResultPartitionType};

/// The part of a task that asks for buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskingPart {
    /// The pool of a partition, for what it requires.
    Partition,
    /// The same of a partition that sorts before it writes.
    SortPartition,
    /// The pool of a gate, for the floating buffers that it requires.
    Gate,
    /// One channel of a gate, for its exclusive buffers.
    Channel,
}

/// Parts that ask for the same number of buffers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Which part of a task.
    pub part: AskingPart,
    /// In which kinds of partition, or in gates that read them.
    pub kinds: Vec<ResultPartitionType>,
    /// The fewest subpartitions of such a partition, or channels of such a gate.
    pub from: i32,
    /// The most of them, up to 32768, the highest parallelism.
    pub to: i32,
}

/// A stage that asks for a number of buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageAsker {
    /// The index of the stage whose tasks ask.
    pub stage: usize,
    /// Which part of them.
    pub part: AskingPart,
    /// The index of the stage that they read from or write to with it.
    pub peer: usize,
    /// How many channels or subpartitions it has.
    pub count: i32,
}

impl AskingPart {
    /// Every part.
    pub const ALL: [AskingPart; 4] = [AskingPart::Partition, AskingPart::SortPartition, AskingPart::Gate, AskingPart::Channel];

    /// What it asks for with so many subpartitions or channels; `None` where there is no such part.
    ///
    /// ```
    /// use flink_memory::network_buffers::{AskingPart, BufferSettings, ResultPartitionType};
    /// use flink_memory::{Configuration, MemorySize, Release};
    ///
    /// let settings = BufferSettings::read(&Configuration::new(), Release::V1_20, MemorySize::from_mebibytes(64))?;
    /// assert_eq!(AskingPart::Partition.asks(&settings, ResultPartitionType::PipelinedBounded, 16), Some(17));
    /// assert_eq!(AskingPart::SortPartition.asks(&settings, ResultPartitionType::Blocking, 16), Some(512));
    /// # Ok::<(), flink_memory::network_buffers::BufferError>(())
    /// ```
    pub fn asks(self, settings: &BufferSettings, kind: ResultPartitionType, count: i32) -> Option<i32> {
        let partition = Partition { subpartitions: count, kind };
        let gate = Gate { channels: count, remote: count, kind };
        match self {
            AskingPart::Partition if settings.sorts(partition).is_none() => Some(settings.partition(partition).min),
            AskingPart::SortPartition => settings.sorts(partition),
            AskingPart::Partition => None,
            AskingPart::Gate => Some(settings.gate(gate).floating_required),
            AskingPart::Channel => Some(settings.gate(gate).exclusive_per_channel),
        }
    }
}

impl InsufficientBuffers {
    /// Which gates and partitions ask for exactly what was required, with these settings of a TaskManager. Its total does not count.
    ///
    /// Channels come with every number of them that has as many exclusive buffers each. Nobody asks for nothing.
    ///
    /// ```
    /// use flink_memory::network_buffers::{AskingPart, BufferSettings, InsufficientBuffers, ResultPartitionType};
    /// use flink_memory::{Configuration, MemorySize, Release};
    ///
    /// let settings = BufferSettings::read(&Configuration::new(), Release::V1_20, MemorySize::from_mebibytes(64))?;
    /// let missing = InsufficientBuffers { required: 512, available: 473, total: 2048, segment_size: 32768 };
    /// let askers = missing.asked_by(&settings);
    /// assert_eq!((askers[0].part, askers[0].from, askers[0].to), (AskingPart::Partition, 511, 511));
    /// assert_eq!((askers[1].part, askers[1].from, askers[1].to), (AskingPart::SortPartition, 1, 32768));
    /// assert_eq!(askers[1].kinds, [ResultPartitionType::Blocking, ResultPartitionType::BlockingPersistent]);
    /// # Ok::<(), flink_memory::network_buffers::BufferError>(())
    /// ```
    pub fn asked_by(&self, settings: &BufferSettings) -> Vec<Asker> {
        let mut alike: Vec<Vec<ResultPartitionType>> = Vec::new();
        for kind in ResultPartitionType::ALL {
            let is_like = |kinds: &&mut Vec<_>| kinds.first().is_some_and(|&first| settings.decides(first) == settings.decides(kind));
            match alike.iter_mut().find(is_like) {
                Some(kinds) => kinds.push(kind),
                None => alike.push(vec![kind]),
            }
        }
        let mut askers: Vec<Asker> = Vec::new();
        for part in AskingPart::ALL {
            let first = askers.len();
            for kinds in &alike {
                for (from, to) in kinds.first().map(|&kind| self.counts(settings, part, kind)).unwrap_or_default() {
                    let of_part = askers.get_mut(first..).unwrap_or_default();
                    match of_part.iter_mut().find(|asker| (asker.from, asker.to) == (from, to)) {
                        Some(asker) => asker.kinds.extend(kinds),
                        None => askers.push(Asker { part, kinds: kinds.clone(), from, to }),
                    }
                }
            }
        }
        askers
    }

    /// Which stages of a job ask for exactly what was required: with the largest of their tasks, and where neighbours are shared out unevenly
    /// with the smallest.
    ///
    /// # Errors
    /// A job that Flink would not take.
    pub fn asked_by_stages(&self, settings: &BufferSettings, job: &Job) -> Result<Vec<StageAsker>, JobError> {
        let kind = job.mode.partition_type();
        let mut askers = Vec::new();
        for Edge { producer, consumer, exchange } in job.edges()? {
            for part in AskingPart::ALL {
                let is_partition = matches!(part, AskingPart::Partition | AskingPart::SortPartition);
                let (own, peer) = if is_partition { (producer, consumer) } else { (consumer, producer) };
                let pattern = exchange.pattern();
                let (fewest, most) = (pattern.fewest_channels(peer.1, own.1), pattern.channels(peer.1, own.1));
                for count in [most, fewest].into_iter().take(if fewest < most { 2 } else { 1 }).map(u32::cast_signed) {
                    if self.is_asked(part.asks(settings, kind, count)) {
                        askers.push(StageAsker { stage: own.0, part, peer: peer.0, count });
                    }
                }
            }
        }
        Ok(askers)
    }

    fn is_asked(&self, asked: Option<i32>) -> bool {
        self.required > 0 && asked == Some(self.required)
    }

    /// Spans of the numbers of subpartitions or channels with which a part asks for that.
    fn counts(&self, settings: &BufferSettings, part: AskingPart, kind: ResultPartitionType) -> Vec<(i32, i32)> {
        let mut spans: Vec<(i32, i32)> = Vec::new();
        for count in (1..=MOST_PARALLELISM.cast_signed()).filter(|&count| self.is_asked(part.asks(settings, kind, count))) {
            match spans.last_mut() {
                Some((_, to)) if *to + 1 == count => *to = count,
                _ => spans.push((count, count)),
            }
        }
        spans
    }
}
