//! What goes into which half: everything that is reached without a door stays in the first, the rest of what is behind the doors makes the second.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::bound::Bound;
use super::linked::{Linked, Target};
use crate::failure::{Failure, Outcome};

/// The parting.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// The functions of the second half, by their numbers in the whole.
    pub(super) later: BTreeSet<usize>,
    /// Those among them that the first half calls.
    pub(super) doors: BTreeSet<usize>,
    /// The addresses of the data that only the second half uses, in order and apart from each other.
    pub(super) data: Vec<Range<usize>>,
}

/// Functions by their numbers, and behind them data.
struct Graph {
    functions: usize,
    edges: Vec<BTreeSet<usize>>,
    /// Functions of which the linker said nothing: wasm-bindgen has made them since.
    unknown: Vec<usize>,
}

impl Graph {
    fn new(bound: &Bound<'_>, linked: &Linked) -> Graph {
        let functions = bound.calls.len();
        // Two functions of one name are taken for one, which keeps both where one of them is needed.
        let mut numbers: HashMap<&str, Vec<usize>> = HashMap::new();
        for (function, name) in &bound.names {
            numbers.entry(name).or_default().push(*function);
        }
        let nodes = |target: &Target| match target {
            Target::Function(name) => numbers.get(name.as_str()).cloned().unwrap_or_default(),
            Target::Data(datum) => vec![functions + datum],
        };
        let mut edges = bound.calls.clone();
        let mut unknown = Vec::new();
        for (function, edges) in edges.iter_mut().enumerate() {
            match bound.names.get(&function).and_then(|name| linked.functions.get(name)) {
                Some(targets) => edges.extend(targets.iter().flat_map(nodes)),
                None if function >= bound.imported => unknown.push(function),
                None => {}
            }
        }
        edges.extend(linked.data.iter().map(|datum| datum.targets.iter().flat_map(nodes).collect()));
        Graph { functions, edges, unknown }
    }

    /// What is reached from some places without going through any of the others.
    fn reach(&self, from: impl IntoIterator<Item = usize>, closed: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut next: Vec<usize> = from.into_iter().filter(|node| !closed.contains(node)).collect();
        while let Some(node) = next.pop() {
            if reached.insert(node) {
                next.extend(self.edges[node].iter().filter(|node| !closed.contains(node)));
            }
        }
        reached
    }
}

impl Plan {
    /// Parts a module at its doors.
    pub(super) fn new(bound: &Bound<'_>, linked: &Linked, is_door: impl Fn(&str) -> bool) -> Outcome<Plan> {
        let graph = Graph::new(bound, linked);
        let named = |function: &usize| bound.names.get(function).is_some_and(|name| is_door(name));
        let doors: BTreeSet<usize> = (bound.imported..graph.functions).filter(named).collect();
        if doors.is_empty() {
            return Err(Failure::new("The module has no door to its second half."));
        }
        let exported = bound.exports.iter().filter(|(_, kind, _)| *kind == wasmparser::ExternalKind::Func);
        let mut roots: BTreeSet<usize> = exported.map(|&(_, _, function)| function as usize).collect();
        roots.extend(bound.start);
        roots.extend(graph.unknown.iter().copied());
        // Whatever stands in the table for a reason that is not known.
        let known = graph.reach(roots.iter().chain(&doors).copied(), &BTreeSet::new());
        roots.extend(bound.slots.iter().map(|(_, function)| *function).filter(|function| !known.contains(function)));
        let first = graph.reach(roots, &doors);
        let second = graph.reach(doors.iter().copied(), &first);
        let is_function = |node: &usize| (bound.imported..graph.functions).contains(node);
        let called: BTreeSet<usize> = first.iter().flat_map(|node| &graph.edges[*node]).copied().collect();
        let data = |nodes: &BTreeSet<usize>| ranges(nodes.iter().filter_map(|node| node.checked_sub(graph.functions)), linked);
        Ok(Plan {
            later: second.iter().copied().filter(is_function).collect(),
            doors: doors.intersection(&called).copied().collect(),
            data: without(&data(&second), &not_known(bound, linked).into_iter().chain(data(&first)).collect::<Vec<_>>()),
        })
    }
}

/// The addresses of some data, joined.
fn ranges(data: impl Iterator<Item = usize>, linked: &Linked) -> Vec<Range<usize>> {
    let mut all: Vec<_> = data.map(|datum| linked.data[datum].addresses.clone()).filter(|range| !range.is_empty()).collect();
    all.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in all {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// What of some addresses is in none of the others.
fn without(some: &[Range<usize>], others: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut left = some.to_vec();
    for other in others {
        left = left
            .into_iter()
            .flat_map(|range| [range.start..range.end.min(other.start), range.start.max(other.end)..range.end])
            .filter(|range| range.start < range.end)
            .collect();
    }
    left
}

/// The addresses in segments that belong to no data that is known.
fn not_known(bound: &Bound<'_>, linked: &Linked) -> Vec<Range<usize>> {
    let segments: Vec<_> = bound.segments.iter().map(|segment| segment.start..segment.start + segment.content.len()).collect();
    without(&segments, &ranges(0..linked.data.len(), linked))
}
