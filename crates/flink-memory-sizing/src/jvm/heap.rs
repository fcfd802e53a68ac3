//! What a JVM makes of `-Xmx`: the heap that it reports, and whether its pointers are narrow. Where the collector comes from stands in `collector`.

use flink_memory::MemorySize;

use super::Collector;
use crate::Estimate;
use crate::bytes::{aligned_up, thousandths};

/// The heap that a JVM is asked for. Flink gives `-Xms` the same size, and so the young generation has its full size from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heap {
    /// `-Xmx`, in bytes.
    pub max: MemorySize,
    /// The garbage collector.
    pub collector: Collector,
    /// The Java version, such as 17.
    pub java: u32,
    /// `-XX:NewRatio`, how many times the old generation is the young one. Only Serial and Parallel look at it here.
    pub new_ratio: u32,
}

/// Whether references inside the heap take four bytes or eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompressedOops {
    /// Four bytes.
    Used,
    /// Eight bytes: the same objects take more of the heap.
    NotUsed,
}

/// What HotSpot aligns a heap to, whatever the collector: what one page of the card table stands for (512 × 4 KiB), and a granule of ZGC.
const HEAP_UNIT: MemorySize = MemorySize::from_mebibytes(2);

/// `-XX:NewSize` where nobody sets it: no young generation is smaller.
const SMALLEST_YOUNG: MemorySize = MemorySize::from_kibibytes(1331);

/// The addresses that compressed references reach: 2^32 of them, eight bytes apart.
const COMPRESSED_REACH: MemorySize = MemorySize::from_mebibytes(32 << 10);

impl Heap {
    /// With the JVM's own `NewRatio`, 2.
    pub const fn new(max: MemorySize, collector: Collector, java: u32) -> Heap {
        Heap { max, collector, java, new_ratio: 2 }
    }

    /// What `Runtime.maxMemory()` answers right after the start, in bytes; Flink's web UI shows it as the maximum of the heap.
    ///
    /// - Serial, Parallel: `-Xmx` rounded up to 2 MiB, less one of the two survivor spaces, which holds no objects. A survivor space is a tenth
    ///   (Serial) or an eighth (Parallel) of the young generation, and that is the heap divided by `NewRatio` + 1, at least 1331 KiB; both are rounded
    ///   down to 64 KiB (Serial) or 512 KiB (Parallel), but are never nothing. Parallel moves its survivor spaces while it runs.
    /// - G1: `-Xmx` rounded up to a region, and at least to 2 MiB. A region is a 2048th of the heap, 1 to 32 MiB, rounded to a power of two: down by
    ///   Java 11, up by 17 and later. In between it was not measured; up is taken from 15 on.
    /// - ZGC: `-Xmx` rounded up to 2 MiB.
    ///
    /// `None` up to 2 MiB, with which JVMs do not start or differ, for a `NewRatio` of 0, which they refuse, and above 2^63 − 1 bytes.
    /// Whether a JVM has the memory to start is not said.
    ///
    /// Source: measured, see [`crate::jvm`]; `GenArguments`, `DefNewGeneration`, `ParallelScavengeHeap`, `HeapRegion::setup_heap_region_size`
    /// of OpenJDK.
    ///
    /// ```
    /// use flink_memory::MemorySize;
    /// use flink_memory_sizing::jvm::{Collector, Heap};
    ///
    /// let max = MemorySize::from_bytes(536_870_902).unwrap_or_default(); // -Xmx of a TaskManager with 1728m
    /// let reported = |collector| Heap::new(max, collector, 17).max_memory().map(MemorySize::bytes);
    /// assert_eq!(reported(Collector::Serial), Some(518_979_584));
    /// assert_eq!(reported(Collector::Parallel), Some(514_850_816));
    /// assert_eq!(reported(Collector::G1), Some(536_870_912));
    /// ```
    pub fn max_memory(&self) -> Option<MemorySize> {
        if self.max <= HEAP_UNIT || self.new_ratio == 0 {
            return None;
        }
        match self.collector {
            Collector::Serial => self.without_survivor(MemorySize::from_kibibytes(64), 10),
            Collector::Parallel => self.without_survivor(MemorySize::from_kibibytes(512), 8),
            Collector::G1 => aligned_up(self.max, self.region().max(HEAP_UNIT)),
            Collector::Z => aligned_up(self.max, HEAP_UNIT),
        }
    }

    /// The heap less one survivor space, that part of a young generation whose sizes are multiples of `unit`.
    fn without_survivor(&self, unit: MemorySize, part_of_young: u64) -> Option<MemorySize> {
        let heap = aligned_up(self.max, HEAP_UNIT)?;
        let units = |bytes: u64| (bytes / unit.bytes()).max(1);
        let share = heap.bytes() / (u64::from(self.new_ratio) + 1);
        let young = units(share.max(SMALLEST_YOUNG.bytes())) * unit.bytes();
        let survivor = units(young / part_of_young) * unit.bytes();
        heap.minus(MemorySize::from_bytes(survivor)?)
    }

    /// A region of G1.
    fn region(&self) -> MemorySize {
        let (smallest, largest) = (1 << 20, 32 << 20);
        let share = (self.max.bytes() / 2048).clamp(smallest, largest);
        let up = share.next_power_of_two();
        let bytes = if self.java >= 15 || up == share { up } else { up / 2 };
        MemorySize::from_bytes(bytes).unwrap_or(HEAP_UNIT)
    }

    /// Whether references in this heap are compressed. They are, up to [`Collector::compressed_oops_edge`].
    pub fn compressed_oops(&self) -> CompressedOops {
        let is_within = self.collector.compressed_oops_edge(self.java).is_some_and(|edge| self.max <= edge);
        if is_within { CompressedOops::Used } else { CompressedOops::NotUsed }
    }
}

impl Collector {
    /// The largest `-Xmx` with which HotSpot compresses references, in bytes; `None` under ZGC, which never does.
    ///
    /// 32 GiB less what a heap of this collector may be aligned to: 2 MiB, and under G1 the largest region, 32 MiB. With Java 21 G1 leaves
    /// out the largest region that can be configured instead, 512 MiB; that is taken for 18 to 24, of which no other was measured.
    ///
    /// Source: measured to the byte, see [`crate::jvm`]; `Arguments::max_heap_for_compressed_oops` of OpenJDK.
    ///
    /// ```
    /// use flink_memory::MemorySize;
    /// use flink_memory_sizing::jvm::Collector;
    ///
    /// let edge = |java| Collector::G1.compressed_oops_edge(java).map(MemorySize::whole_mebibytes);
    /// assert_eq!([edge(17), edge(21), edge(25)], [Some(32_736), Some(32_256), Some(32_736)]);
    /// ```
    pub fn compressed_oops_edge(self, java: u32) -> Option<MemorySize> {
        let left_out = match self {
            Collector::Serial | Collector::Parallel => HEAP_UNIT,
            Collector::G1 if (18..=24).contains(&java) => MemorySize::from_mebibytes(512),
            Collector::G1 => MemorySize::from_mebibytes(32),
            Collector::Z => return None,
        };
        COMPRESSED_REACH.minus(left_out)
    }
}

/// How large a heap without compressed references must be to hold what this one holds with them, in bytes: 1.25 to 1.5 times as large.
///
/// A rule of thumb. It depends on how much of the objects is references: Elasticsearch's guide says that 40 to 50 GB hold what nearly 32 GB
/// held, and a list of small objects, the worst case, took 1.53 times as much (codecentric, "Why 35GB Heap is Less Than 32GB", 2014).
/// State in RocksDB and network buffers are no objects of the heap and do not grow.
pub fn without_compressed_oops(heap: MemorySize) -> Estimate {
    Estimate::between(thousandths(heap, 1250), thousandths(heap, 1500))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bytes(bytes: u64) -> MemorySize {
        MemorySize::from_bytes(bytes >> 1).unwrap_or_default()
    }

    /// Java, and the mebibytes of `-Xmx` up to which `-XX:+PrintFlagsFinal` says `UseCompressedOops = true` with Serial, Parallel and G1; with a
    /// byte more it says `false`, as with ZGC it does at 1 GiB.
    const MEASURED_EDGES: [(u32, [u32; 3]); 4] =
        [(11, [32_766, 32_766, 32_736]), (17, [32_766, 32_766, 32_736]), (21, [32_766, 32_766, 32_256]), (25, [32_766, 32_766, 32_736])];

    #[test]
    fn references_are_compressed_up_to_the_measured_edge() {
        for (java, edges) in MEASURED_EDGES {
            for (collector, edge) in Collector::ALL.into_iter().zip(edges) {
                let edge = MemorySize::from_mebibytes(edge);
                let over = edge.plus(bytes(2)).unwrap_or_default();
                assert_eq!(Heap::new(edge, collector, java).compressed_oops(), CompressedOops::Used);
                assert_eq!(Heap::new(over, collector, java).compressed_oops(), CompressedOops::NotUsed);
            }
            assert_eq!(Heap::new(MemorySize::from_mebibytes(1024), Collector::Z, java).compressed_oops(), CompressedOops::NotUsed);
        }
    }

    #[test]
    fn what_no_jvm_takes_has_no_answer() {
        for collector in Collector::ALL {
            let heap = |max, new_ratio| Heap { new_ratio, ..Heap::new(max, collector, 17) }.max_memory();
            assert_eq!(heap(MemorySize::from_mebibytes(2), 2), None);
            assert_eq!(heap(MemorySize::from_mebibytes(64), 0), None);
            assert_eq!(heap(MemorySize::MAX, 2), None);
        }
    }

    proptest! {
        #[test]
        fn a_reported_heap_is_never_above_the_aligned_one(max: u64, fewer in 0u32..64, java: u32, new_ratio: u32, which in 0usize..4) {
            let max = bytes(max >> fewer);
            let heap = Heap { max, collector: Collector::ALL[which], java, new_ratio };
            let largest = aligned_up(max, MemorySize::from_mebibytes(32)).unwrap_or(MemorySize::MAX);
            if let Some(reported) = heap.max_memory() {
                prop_assert!(reported <= largest && reported.bytes() > 0);
                prop_assert!(reported >= max || heap.collector == Collector::Serial || heap.collector == Collector::Parallel);
            }
            heap.compressed_oops();
            let wider = without_compressed_oops(max);
            prop_assert!(max <= wider.low && wider.low <= wider.high);
        }

        #[test]
        fn a_larger_heap_reports_no_less(one in 0u64..1 << 40, other in 0u64..1 << 40, which in 0usize..4, java in 8u32..26) {
            let reported = |max| Heap::new(bytes(max), Collector::ALL[which], java).max_memory();
            prop_assert!(reported(one.min(other)) <= reported(one.max(other)));
        }
    }
}
