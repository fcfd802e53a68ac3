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
#[derive(Clone)]
struct Partial {
    /// How many JobManagers are on each.
    job_managers: Vec<u32>,
    /// How many TaskManagers fit beside them.
    fits: u64,
}

/// Packs them. `beside[j]` is how many TaskManagers fit on a node that has `j` JobManagers, for every `j` that fits. One JobManager fits on a node
/// if there are any, and one TaskManager likewise; `None` where that is not so.
///
/// For each number of nodes and each number of JobManagers on them, at least one on each, the most TaskManagers that fit beside them are found
/// from the same with a node less; TaskManagers that are left get nodes of their own. That looks at every way to spread the JobManagers, so
/// there is none with fewer nodes. Among equal ones JobManagers are on as many nodes as can be: a node that is lost then takes fewer of them.
pub(super) fn pack(beside: &[u64], job_managers: u32, task_managers: u64) -> Option<Packed> {
    let alone = beside.first().copied()?;
    // By how many JobManagers are on them together; first without any node.
    let mut partials: Vec<Option<Partial>> = (0..=job_managers).map(none_on_no_node).collect();
    let mut best: Option<Packed> = None;
    for _ in 0..=job_managers {
        if let Some(packed) = partials.last().and_then(|whole| with_others(whole.as_ref()?, task_managers, alone))
            && best.as_ref().is_none_or(|best| packed.nodes() <= best.nodes())
        {
            best = Some(packed);
        }
        partials = (0..partials.len()).map(|together| with_a_node_more(&partials, beside, together)).collect();
    }
    best
}

impl Packed {
    fn nodes(&self) -> u64 {
        self.others.saturating_add(self.job_managers.len() as u64)
    }
}

fn none_on_no_node(together: u32) -> Option<Partial> {
    (together == 0).then(|| Partial { job_managers: Vec::new(), fits: 0 })
}

/// The TaskManagers that do not fit beside the JobManagers get nodes of their own.
fn with_others(partial: &Partial, task_managers: u64, alone: u64) -> Option<Packed> {
    let left = task_managers.saturating_sub(partial.fits);
    let others = if left == 0 { 0 } else { (left - 1).checked_div(alone)? + 1 };
    Some(Packed { job_managers: partial.job_managers.clone(), others })
}

/// So many JobManagers together, of which some are on a node more; nothing where they do not fit, or would leave a node without any.
fn with_a_node_more(partials: &[Option<Partial>], beside: &[u64], together: usize) -> Option<Partial> {
    let ways = (1..).zip(beside.iter().skip(1)).zip(partials.iter().take(together).rev());
    let ways = ways.filter_map(|((last, fits), before)| Some((last, before.as_ref()?, before.as_ref()?.fits.saturating_add(*fits))));
    let (last, before, fits) = ways.max_by_key(|&(_, _, fits)| fits)?;
    let mut job_managers = before.job_managers.clone();
    job_managers.push(last);
    Some(Partial { job_managers, fits })
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
            prop_assert_eq!(packed.map(|packed| packed.nodes()), Some(fewest(&beside, job_managers as usize, task_managers)));
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
