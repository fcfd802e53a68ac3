//! Arithmetic of sizes that Flink's own type does not have: multiples, alignment, shares.

use flink_memory::MemorySize;

/// `count` times the size; `None` above 2^63 − 1.
pub(crate) fn times(size: MemorySize, count: u64) -> Option<MemorySize> {
    size.bytes().checked_mul(count).and_then(MemorySize::from_bytes)
}

/// The size as a multiple of `unit`, rounded up; `None` above 2^63 − 1.
pub(crate) fn aligned_up(size: MemorySize, unit: MemorySize) -> Option<MemorySize> {
    size.bytes().checked_next_multiple_of(unit.bytes()).and_then(MemorySize::from_bytes)
}

/// So many thousandths of the size, rounded down; the largest size instead of one above it.
pub(crate) fn thousandths(size: MemorySize, count: u32) -> MemorySize {
    let (whole, rest, count) = (size.bytes() / 1000, size.bytes() % 1000, u64::from(count));
    let share = whole.saturating_mul(count).saturating_add(rest * count / 1000);
    MemorySize::from_bytes(share).unwrap_or(MemorySize::MAX)
}

/// The sum, or the largest size instead of one above it.
pub(crate) fn sum(first: MemorySize, second: MemorySize) -> MemorySize {
    first.plus(second).unwrap_or(MemorySize::MAX)
}

/// The difference, or nothing where it would be below zero.
pub(crate) fn rest(whole: MemorySize, part: MemorySize) -> MemorySize {
    whole.minus(part).unwrap_or(MemorySize::ZERO)
}
