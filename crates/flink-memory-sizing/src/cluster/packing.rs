//! The fewest nodes that hold a few JobManagers and any number of TaskManagers, exactly. What a pod and a node are stands elsewhere.

/// What is on the nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packed {
    /// How many JobManagers are on each node that has any.
    pub(super) job_managers: Vec<u32>,
    /// How many nodes there are besides.
    pub(super) others: u64,
}

/// Nodes that have JobManagers, as full as they can be.
#[derive(Clone, Copy)]
struct Partial {
    /// How many JobManagers are on the last of them.
    last: u32,
    /// How many TaskManagers fit beside all of them.
    fits: u64,
}

/// For a number of nodes: partials by how many JobManagers are on them together, nothing where these do not go there.
type Round = Vec<Option<Partial>>;

/// Packs them. `beside[j]` is how many TaskManagers fit on a node that has `j` JobManagers, for every `j` that fits. One JobManager fits on a node
/// if there are any, and one TaskManager likewise; `None` where that is not so.
///
/// For each number of nodes and each number of JobManagers on them, at least one on each, the most TaskManagers that fit beside them are found
/// from the same with a node less; TaskManagers that are left get nodes of their own. That looks at every way to spread the JobManagers, so
/// there is none with fewer nodes. Among equal ones JobManagers are on as many nodes as can be: a node that is lost then takes fewer of them.
pub(super) fn pack(beside: &[u64], job_managers: u32, task_managers: u64) -> Option<Packed> {
    let alone = beside.first().copied()?;
    let mut rounds: Vec<Round> = vec![(0..=job_managers).map(none_on_no_node).collect()];
    for count in 0..job_managers as usize {
        let before = rounds.get(count)?;
        rounds.push((0..before.len()).map(|together| with_a_node_more(before, beside, together)).collect());
    }
    let others_of = |round: &Round| others(round.last().copied()??, task_managers, alone);
    let packed = (0u64..).zip(&rounds).filter_map(|(nodes, round)| Some((nodes, others_of(round)?)));
    // The last of those with the fewest nodes: it has JobManagers on most of them.
    let (nodes, others) = packed.min_by_key(|&(nodes, others)| (nodes.saturating_add(others), std::cmp::Reverse(nodes)))?;
    let with_any = rounds.get(1..=usize::try_from(nodes).ok()?)?;
    Some(Packed { job_managers: counts(with_any, job_managers as usize)?, others })
}

fn none_on_no_node(together: u32) -> Option<Partial> {
    (together == 0).then_some(Partial { last: 0, fits: 0 })
}

/// The nodes of their own that TaskManagers get which do not fit beside the JobManagers.
fn others(partial: Partial, task_managers: u64, alone: u64) -> Option<u64> {
    let left = task_managers.saturating_sub(partial.fits);
    if left == 0 { Some(0) } else { Some((left - 1).checked_div(alone)? + 1) }
}

/// So many JobManagers together, of which some are on a node more; nothing where they do not fit, or would leave a node without any.
fn with_a_node_more(before: &[Option<Partial>], beside: &[u64], together: usize) -> Option<Partial> {
    let ways = (1..).zip(beside.iter().skip(1)).zip(before.iter().take(together).rev());
    let ways = ways.filter_map(|((last, fits), before)| Some(Partial { last, fits: before.as_ref()?.fits.saturating_add(*fits) }));
    ways.max_by_key(|partial| partial.fits)
}

/// How many JobManagers are on each node, from the first on: each round knows the last of its nodes.
fn counts(rounds: &[Round], job_managers: usize) -> Option<Vec<u32>> {
    let mut together = job_managers;
    let mut counts = Vec::with_capacity(rounds.len());
    for round in rounds.iter().rev() {
        let last = round.get(together).copied()??.last;
        together = together.checked_sub(last as usize)?;
        counts.push(last);
    }
    counts.reverse();
    Some(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The fewest nodes, by trying every number of JobManagers on the next node.
    fn fewest(beside: &[u64], job_managers: usize, task_managers: u64) -> u64 {
        if job_managers == 0 {
            return task_managers.div_ceil(beside[0]);
        }
        let counts = 1..beside.len().min(job_managers + 1);
        counts.map(|count| 1 + fewest(beside, job_managers - count, task_managers.saturating_sub(beside[count]))).min().unwrap_or(u64::MAX)
    }

    proptest! {
        #[test]
        fn nothing_needs_fewer_nodes(mut beside in prop::collection::vec(0u64..9, 2..6), job_managers in 0u32..7, task_managers in 0u64..60) {
            beside.sort_unstable_by_key(|&count| std::cmp::Reverse(count));
            beside[0] = beside[0].max(1);
            let packed = pack(&beside, job_managers, task_managers);
            let counts = packed.as_ref().map(|packed| packed.job_managers.iter().sum::<u32>());
            prop_assert_eq!(counts, Some(job_managers));
            prop_assert_eq!(packed.map(|packed| packed.others + packed.job_managers.len() as u64), Some(fewest(&beside, job_managers as usize, task_managers)));
        }
    }

    #[test]
    fn job_managers_are_spread_where_it_costs_nothing() {
        let spread = pack(&[4, 3, 3], 2, 6);
        assert_eq!(spread, Some(Packed { job_managers: vec![1, 1], others: 0 }));
        let together = pack(&[4, 2, 2], 2, 6);
        assert_eq!(together, Some(Packed { job_managers: vec![2], others: 1 }));
    }
}
