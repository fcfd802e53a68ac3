//! Dividing a length among sizes, in proportion and in whole units, so that nothing is lost and nothing overlaps.

use flink_memory::quotient;

/// A stretch of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it starts.
    pub start: u32,
    /// How long it is.
    pub length: u32,
}

/// Divides `length` among `sizes` in proportion. The stretches follow each other without a gap and end at `length`,
/// unless every size is zero: then nothing has a length.
pub fn divide(length: u32, sizes: &[u64]) -> Vec<Stretch> {
    let whole: u128 = sizes.iter().copied().map(u128::from).sum();
    let mut before = 0u128;
    let mut start = 0;
    let mut stretches = Vec::with_capacity(sizes.len());
    for &size in sizes {
        before += u128::from(size);
        // At most `length`, because `before` is at most `whole`.
        let end = u32::try_from(quotient(before * u128::from(length), whole)).unwrap_or(0);
        stretches.push(Stretch { start, length: end - start });
        start = end;
    }
    stretches
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_are_in_proportion() {
        let lengths: Vec<_> = divide(100, &[1, 0, 3]).into_iter().map(|stretch| (stretch.start, stretch.length)).collect();
        assert_eq!(lengths, [(0, 25), (25, 0), (25, 75)]);
        assert!(divide(100, &[0, 0]).iter().all(|stretch| stretch.length == 0));
    }

    proptest! {
        #[test]
        fn stretches_tile_the_line(length in 0u32..10_000, sizes in proptest::collection::vec(any::<u64>(), 1..20)) {
            let stretches = divide(length, &sizes);
            prop_assert!(stretches.windows(2).all(|pair| pair[0].start + pair[0].length == pair[1].start));
            let total: u32 = stretches.iter().map(|stretch| stretch.length).sum();
            prop_assert_eq!(total, if sizes.iter().all(|&size| size == 0) { 0 } else { length });
        }
    }
}
