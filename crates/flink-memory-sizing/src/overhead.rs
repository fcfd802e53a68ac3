//! An estimate of what JVM overhead must hold. Flink takes a fraction of the process for it and does not look at what needs it.
//!
//! Nobody can compute this: it depends on the load. Each figure is therefore an [`Estimate`]. Its low end is what quiet JVMs were measured to
//! take, its high end what a JVM may take by its own limit or, where it has none, twice what busy ones were measured to take.
//!
//! "Measured" means the native memory tracking of OpenJDK 17.0.15, 21.0.8 and 25.0.3 on Linux and x64, with heaps of 512 MiB to 8 GiB, idle and
//! with half of the heap alive and references changing; and of a TaskManager of Flink 2.3 on Java 17 with G1 and 4 slots, half a minute into
//! a streaming job with keyed state, which had 105 threads.
//!
//! Not in it, because Flink has pools for them: the heap, class metadata and its compressed class space (`-XX:MaxMetaspaceSize` bounds both
//! together), direct buffers, managed memory.

use flink_memory::MemorySize;

use crate::Estimate;
use crate::bytes::{sum, thousandths, times};
use crate::jvm::Collector;

/// What the estimate depends on. [`Load::new`] has a value for all of it but heap and collector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// The garbage collector.
    pub collector: Collector,
    /// `-Xmx`, in bytes.
    pub heap: MemorySize,
    /// Threads, those of the JVM with them.
    pub threads: u32,
    /// `-Xss`, the stack of a thread, in bytes.
    pub stack: MemorySize,
    /// `-XX:ReservedCodeCacheSize`, in bytes.
    pub code_cache: MemorySize,
    /// Processors that the process may use.
    pub processors: u32,
    /// Native memory that a person knows of and that no pool of Flink's holds, in bytes: libraries, RocksDB with a fixed size.
    pub native: MemorySize,
}

impl Load {
    /// 100 threads of 1 MiB each, a code cache of 240 MiB, two processors, and no native memory besides.
    ///
    /// Stack and code cache are HotSpot's defaults on Linux and x64 (`ThreadStackSize`, `ReservedCodeCacheSize` with tiered compilation).
    pub const fn new(collector: Collector, heap: MemorySize) -> Load {
        Load {
            collector,
            heap,
            threads: 100,
            stack: MemorySize::from_mebibytes(1),
            code_cache: MemorySize::from_mebibytes(240),
            processors: 2,
            native: MemorySize::ZERO,
        }
    }
}

/// What takes memory in overhead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// Stacks of threads: from 100 KiB of each, which is what they were measured to touch, to the whole `-Xss`.
    ThreadStacks,
    /// Compiled code: from 12 MiB to all of `-XX:ReservedCodeCacheSize`. The TaskManager took 15 MiB, and more the longer a job runs.
    CodeCache,
    /// What the collector keeps about the heap, such as card tables and remembered sets: a fixed part and a share of the heap.
    ///
    /// | collector | low | high |
    /// |---|---|---|
    /// | Serial | 0.3 % | 0.7 % |
    /// | Parallel | 4 MiB + 1.9 % | 20 MiB + 7.3 % |
    /// | G1 | 32 MiB + 2 % | 72 MiB + 10 % |
    /// | ZGC | 56 MiB + 0.2 % | 128 MiB + 6.2 % |
    GarbageCollector,
    /// Symbols, the shared archive of classes, the compilers' arenas and the like: 16 to 96 MiB. The TaskManager took 33 MiB.
    JvmItself,
    /// What the allocator of C keeps and does not give back: 2 to 64 MiB a processor.
    ///
    /// The high end is one arena of glibc for each processor; glibc makes up to eight. `MALLOC_ARENA_MAX` and jemalloc, which Flink's images
    /// load, keep it low. This is a rule of thumb and not measured.
    Allocator,
    /// [`Load::native`], as it was told.
    Native,
}

impl Item {
    /// Every item, in order.
    pub const ALL: [Item; 6] =
        [Item::ThreadStacks, Item::CodeCache, Item::GarbageCollector, Item::JvmItself, Item::Allocator, Item::Native];
}

/// What overhead must hold, item by item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverheadEstimate {
    /// Every item, in the order of [`Item`].
    pub items: [(Item, Estimate); 6],
    /// All of them together.
    pub sum: Estimate,
}

/// How an overhead compares with the estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sufficiency {
    /// It is below the low end: a process at work outgrows it, and its container is killed unless another pool stays unused.
    TooSmall,
    /// It lies within: it depends on the load.
    MayBeTooSmall,
    /// It reaches the high end.
    Enough,
}

/// Estimates what JVM overhead must hold. Sums above 2^63 − 1 bytes are 2^63 − 1.
///
/// ```
/// use flink_memory::MemorySize;
/// use flink_memory_sizing::jvm::Collector;
/// use flink_memory_sizing::overhead::{Load, Sufficiency, estimate_overhead};
///
/// let estimate = estimate_overhead(&Load::new(Collector::G1, MemorySize::from_mebibytes(1024)));
/// assert_eq!((estimate.sum.low.whole_mebibytes(), estimate.sum.high.whole_mebibytes()), (94, 738));
/// assert_eq!(estimate.compare(MemorySize::from_mebibytes(192)), Sufficiency::MayBeTooSmall); // Flink's smallest
/// ```
pub fn estimate_overhead(load: &Load) -> OverheadEstimate {
    let items = Item::ALL.map(|item| {
        let [low, high] = load.terms(item).map(|terms| terms.size(load.heap));
        (item, Estimate { low, high })
    });
    OverheadEstimate { items, sum: items.iter().fold(Estimate::default(), |sum, (_, item)| sum.plus(*item)) }
}

/// How one end of an item is computed: `fixed` + `count` × `each` + `heap_thousandths` ÷ 1000 × heap. What plays no part is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// What does not depend on anything, in bytes.
    pub fixed: MemorySize,
    /// Threads or processors.
    pub count: u32,
    /// What each of them takes, in bytes.
    pub each: MemorySize,
    /// Thousandths of the heap.
    pub heap_thousandths: u32,
}

impl Terms {
    /// What they come to with this heap; 2^63 − 1 bytes instead of more.
    pub fn size(&self, heap: MemorySize) -> MemorySize {
        let of_each = times(self.each, u64::from(self.count)).unwrap_or(MemorySize::MAX);
        sum(sum(self.fixed, of_each), thousandths(heap, self.heap_thousandths))
    }

    const fn fixed(fixed: MemorySize) -> Terms {
        Terms { fixed, count: 0, each: MemorySize::ZERO, heap_thousandths: 0 }
    }

    const fn each(count: u32, each: MemorySize) -> Terms {
        Terms { fixed: MemorySize::ZERO, count, each, heap_thousandths: 0 }
    }
}

impl Load {
    /// How an item is estimated under this load: its low end and its high end.
    ///
    /// ```
    /// use flink_memory::MemorySize;
    /// use flink_memory_sizing::jvm::Collector;
    /// use flink_memory_sizing::overhead::{Item, Load};
    ///
    /// let load = Load::new(Collector::G1, MemorySize::from_mebibytes(1024));
    /// let [low, high] = load.terms(Item::GarbageCollector);
    /// assert_eq!((low.fixed.whole_mebibytes(), low.heap_thousandths), (32, 20));
    /// assert_eq!(high.size(load.heap).whole_mebibytes(), 174); // 72 MiB and a tenth of 1 GiB
    /// ```
    pub fn terms(&self, item: Item) -> [Terms; 2] {
        let mebibytes = |low, high| [low, high].map(|size| Terms::fixed(MemorySize::from_mebibytes(size)));
        let of_each = |count, low, high| [Terms::each(count, low), Terms::each(count, high)];
        match item {
            Item::ThreadStacks => of_each(self.threads, self.stack.min(MemorySize::from_kibibytes(100)), self.stack),
            Item::CodeCache => [self.code_cache.min(MemorySize::from_mebibytes(12)), self.code_cache].map(Terms::fixed),
            Item::GarbageCollector => garbage_collector(self.collector),
            Item::JvmItself => mebibytes(16, 96),
            Item::Allocator => of_each(self.processors, MemorySize::from_mebibytes(2), MemorySize::from_mebibytes(64)),
            Item::Native => [self.native; 2].map(Terms::fixed),
        }
    }
}

fn garbage_collector(collector: Collector) -> [Terms; 2] {
    // Mebibytes and thousandths of the heap, low and high.
    let ends = match collector {
        Collector::Serial => [(0, 3), (0, 7)],
        Collector::Parallel => [(4, 19), (20, 73)],
        Collector::G1 => [(32, 20), (72, 100)],
        Collector::Z => [(56, 2), (128, 62)],
    };
    ends.map(|(fixed, heap_thousandths)| Terms { heap_thousandths, ..Terms::fixed(MemorySize::from_mebibytes(fixed)) })
}

impl OverheadEstimate {
    /// Holds an overhead, such as the one that Flink derived, against the estimate.
    pub fn compare(&self, overhead: MemorySize) -> Sufficiency {
        if overhead < self.sum.low {
            Sufficiency::TooSmall
        } else if overhead < self.sum.high {
            Sufficiency::MayBeTooSmall
        } else {
            Sufficiency::Enough
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn item(load: &Load, which: Item) -> Estimate {
        estimate_overhead(load).items.into_iter().find(|(item, _)| *item == which).map(|(_, estimate)| estimate).unwrap_or_default()
    }

    /// Collector, heap in MiB, and the bytes of "GC" in native memory tracking, idle and busy, of three releases of OpenJDK.
    const MEASURED: [(Collector, u32, u64); 30] = [
        (Collector::Serial, 512, 1_759_250),
        (Collector::Serial, 2048, 7_002_130),
        (Collector::Serial, 8192, 27_973_650),
        (Collector::Serial, 1024, 3_524_930),
        (Collector::Serial, 2048, 7_014_006),
        (Collector::Parallel, 512, 29_467_774),
        (Collector::Parallel, 2048, 88_310_910),
        (Collector::Parallel, 8192, 323_683_454),
        (Collector::Parallel, 8192, 320_397_350),
        (Collector::Parallel, 1024, 26_700_270),
        (Collector::Parallel, 2048, 47_053_294),
        (Collector::G1, 512, 59_274_103),
        (Collector::G1, 2048, 123_486_623),
        (Collector::G1, 8192, 367_099_007),
        (Collector::G1, 512, 50_041_159),
        (Collector::G1, 2048, 86_570_543),
        (Collector::G1, 8192, 212_726_615),
        (Collector::G1, 1024, 90_421_455),
        (Collector::G1, 2048, 142_298_447),
        (Collector::G1, 1024, 63_440_927),
        (Collector::G1, 2048, 86_680_775),
        (Collector::G1, 666, 66_627_584),
        (Collector::Z, 512, 77_643_366),
        (Collector::Z, 2048, 92_428_926),
        (Collector::Z, 8192, 102_616_318),
        (Collector::Z, 8192, 85_591_886),
        (Collector::Z, 1024, 100_373_862),
        (Collector::Z, 2048, 133_550_054),
        (Collector::Z, 1024, 67_111_223),
        (Collector::Z, 2048, 133_987_167),
    ];

    #[test]
    fn what_collectors_were_measured_to_take_lies_within() {
        for (collector, heap, bytes) in MEASURED {
            let estimate = item(&Load::new(collector, MemorySize::from_mebibytes(heap)), Item::GarbageCollector);
            assert!((estimate.low.bytes()..estimate.high.bytes()).contains(&bytes), "{collector:?} {heap} {bytes} {estimate:?}");
        }
    }

    #[test]
    fn what_a_task_manager_was_measured_to_take_lies_within() {
        let heap = MemorySize::from_bytes(697_932_173).unwrap_or_default();
        let load = Load { threads: 105, ..Load::new(Collector::G1, heap) };
        // Compiler, internal, symbols, shared classes, arenas, modules.
        let itself = 1068 + 627 + 10_160 + 12_060 + 8614 + 398;
        for (which, kibibytes) in [(Item::ThreadStacks, 10_684), (Item::CodeCache, 15_137), (Item::JvmItself, itself)] {
            let estimate = item(&load, which);
            let size = MemorySize::from_kibibytes(kibibytes);
            assert!(estimate.low <= size && size <= estimate.high, "{which:?} {estimate:?}");
        }
    }

    #[test]
    fn an_overhead_is_held_against_both_ends() {
        let estimate = estimate_overhead(&Load::new(Collector::Serial, MemorySize::from_mebibytes(512)));
        assert_eq!(estimate.compare(MemorySize::ZERO), Sufficiency::TooSmall);
        assert_eq!(estimate.compare(estimate.sum.low), Sufficiency::MayBeTooSmall);
        assert_eq!(estimate.compare(estimate.sum.high), Sufficiency::Enough);
    }

    fn any_load() -> impl Strategy<Value = Load> {
        (0usize..4, any::<[u64; 4]>(), any::<u32>(), any::<u32>(), 1u32..64).prop_map(|(which, sizes, threads, processors, fewer)| {
            let [heap, stack, code_cache, native] = sizes.map(|size| MemorySize::from_bytes(size >> fewer).unwrap_or_default());
            Load { collector: Collector::ALL[which], heap, threads, stack, code_cache, processors, native }
        })
    }

    proptest! {
        #[test]
        fn every_estimate_is_in_order_and_grows_with_the_load(load in any_load(), more: u64, threads: u32) {
            let estimate = estimate_overhead(&load);
            for (which, item) in estimate.items.iter().chain([&(Item::Native, estimate.sum)]) {
                prop_assert!(item.low <= item.high, "{:?} {:?}", which, item);
            }
            let heap = load.heap.plus(MemorySize::from_bytes(more >> 1).unwrap_or_default()).unwrap_or(MemorySize::MAX);
            for larger in [Load { heap, ..load }, Load { threads: load.threads.saturating_add(threads), ..load }] {
                let sum = estimate_overhead(&larger).sum;
                prop_assert!(estimate.sum.low <= sum.low && estimate.sum.high <= sum.high);
            }
        }
    }
}
