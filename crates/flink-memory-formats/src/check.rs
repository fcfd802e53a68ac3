//! What a process says of its memory against what the model derives, pool by pool.

use flink_memory::{Memory, MemorySize, Pool};

use crate::jvm_flags::{LARGEST_ALIGNMENT, up};
use crate::reading::{Reported, ReportedSize};

/// One pool, as a process says it and as the model derives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The pool.
    pub pool: Pool,
    /// What the process says.
    pub reported: ReportedSize,
    /// What the model derives; `None` where the process that was derived has no such pool.
    pub derived: Option<MemorySize>,
    /// Whether the two are the same, as exactly as the process says it.
    pub agrees: bool,
    /// Reported less derived, in bytes; 0 where nothing was derived. A size in mebibytes is compared with the derived size
    /// rounded down to mebibytes.
    pub difference: i128,
}

/// Compares what a process says with a derivation for the same process, in the order of the report.
///
/// A JVM rounds the size of its heap up and, up to JDK 15, the limit of its metaspace down, to an alignment of its own: a
/// power of two that depends on page size, collector and heap, and is at most 32 MiB.
///
/// Source: `GCArguments::initialize_heap_flags_and_sizes` and `Metaspace::ergo_initialize` of `HotSpot`.
pub fn check(reported: &Reported, memory: &Memory) -> Vec<Comparison> {
    reported.pools.iter().map(|&(pool, size)| compare(pool, size, memory.size(pool))).collect()
}

fn compare(pool: Pool, reported: ReportedSize, derived: Option<MemorySize>) -> Comparison {
    let Some(size) = derived else { return Comparison { pool, reported, derived, agrees: false, difference: 0 } };
    let (said, model) = match reported {
        ReportedSize::Exact(said) | ReportedSize::Aligned(said) => (said.bytes(), size.bytes()),
        ReportedSize::Mebibytes(said) => (said.saturating_mul(1 << 20), size.whole_mebibytes() << 20),
    };
    let agrees = said == model || (matches!(reported, ReportedSize::Aligned(_)) && is_aligned(pool, said, size));
    Comparison { pool, reported, derived, agrees, difference: i128::from(said) - i128::from(model) }
}

/// Whether a size is what a JVM may make of another.
fn is_aligned(pool: Pool, said: u64, size: MemorySize) -> bool {
    let rounded = |alignment: u64| if pool == Pool::JvmMetaspace { size.bytes() & !(alignment - 1) } else { up(size, alignment) };
    (0..=LARGEST_ALIGNMENT.trailing_zeros()).any(|power| rounded(1 << power) == said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn agrees(pool: Pool, reported: ReportedSize, derived: u64, expected: bool) {
        assert_eq!(compare(pool, reported, MemorySize::from_bytes(derived)).agrees, expected, "{reported:?} {derived}");
    }

    fn bytes(bytes: u64) -> MemorySize {
        MemorySize::from_bytes(bytes).unwrap_or(MemorySize::MAX)
    }

    #[test]
    fn each_size_is_compared_as_exactly_as_it_is_told() {
        agrees(Pool::Managed, ReportedSize::Exact(bytes(10)), 10, true);
        agrees(Pool::Managed, ReportedSize::Exact(bytes(10)), 11, false);
        agrees(Pool::Managed, ReportedSize::Mebibytes(634), 665_719_939, true);
        agrees(Pool::Managed, ReportedSize::Mebibytes(635), 665_719_939, false);
        agrees(Pool::JvmHeap, ReportedSize::Aligned(bytes(536_870_912)), 536_870_902, true);
        // A JVM with pages of 16 KiB rounds to 8 MiB, G1 of JDK 17 to its region.
        agrees(Pool::JvmHeap, ReportedSize::Aligned(bytes(704_643_072)), 697_932_173, true);
        agrees(Pool::JvmHeap, ReportedSize::Aligned(bytes(698_351_616)), 697_932_173, true);
        agrees(Pool::JvmHeap, ReportedSize::Aligned(bytes(536_870_912)), 536_870_913, false);
        agrees(Pool::JvmHeap, ReportedSize::Aligned(bytes(1 << 30)), 536_870_902, false);
        agrees(Pool::JvmMetaspace, ReportedSize::Aligned(bytes(268_435_456)), 268_435_457, true);
    }

    #[test]
    fn the_difference_has_a_sign() {
        let difference = |said, derived| compare(Pool::Managed, ReportedSize::Exact(bytes(said)), Some(bytes(derived))).difference;
        assert_eq!(difference(10, 12), -2);
        assert_eq!(difference(12, 10), 2);
        assert!(!compare(Pool::Network, ReportedSize::Mebibytes(1), None).agrees);
    }
}
