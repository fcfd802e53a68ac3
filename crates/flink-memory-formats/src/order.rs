//! Putting a list into order, compiled once for whatever is in the list; what std has for it takes kilobytes of the page for each type.

use crate::finding::Finding;

/// Sorts stably, in n log n steps; `is_before` is a strict order.
pub(crate) fn sort<T>(items: &mut [T], is_before: impl Fn(&T, &T) -> bool) {
    let is_before = |one, other| matches!((items.get(one), items.get(other)), (Some(one), Some(other)) if is_before(one, other));
    for (place, from) in swaps(order(items.len(), &is_before)) {
        items.swap(place, from);
    }
}

/// Puts findings into the order of the text, those about the text as a whole first, as they have no place.
pub(crate) fn sort_findings(findings: &mut [Finding]) {
    sort(findings, |one, other| one.place < other.place);
}

/// The indices of a list in its order: neighbouring runs are merged until there is one.
fn order(count: usize, is_before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut width = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for runs in order.chunks(2 * width) {
            let (mut left, mut right) = runs.split_at(width.min(runs.len()));
            while let ([one, left_rest @ ..], [other, right_rest @ ..]) = (left, right) {
                if is_before(*other, *one) {
                    merged.push(*other);
                    right = right_rest;
                } else {
                    merged.push(*one);
                    left = left_rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        order = merged;
        width *= 2;
    }
    order
}

/// The swaps that bring every item to its place.
fn swaps(mut order: Vec<usize>) -> Vec<(usize, usize)> {
    let mut swaps = Vec::new();
    for start in 0..order.len() {
        // Items that take each other's places form a circle; what is in its place points to itself.
        let mut place = start;
        while let Some(from) =
            order.get_mut(place).map(|from| std::mem::replace(from, place)).filter(|&from| from != start && from != place)
        {
            swaps.push((place, from));
            place = from;
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_is_sorted_as_std_sorts_it(keys in prop::collection::vec(0..9_u8, 0..70)) {
            let mut items: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort(&mut items, |one, other| one.0 < other.0);
            prop_assert_eq!(items, expected);
        }
    }
}
