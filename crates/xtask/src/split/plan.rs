//! What goes into which part: everything that is reached without a door stays in the first, the rest of what is behind the doors of the second
//! and what several parts behind it need makes the second, and each of these brings what is its own.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::Behind;
use super::bound::Bound;
use super::linked::{Linked, Target};
use crate::failure::{Failure, Outcome};

/// The parting.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// What comes later.
    pub(super) parts: Vec<Part>,
    /// The functions among it that are called by parts before their own.
    pub(super) doors: BTreeSet<usize>,
}

/// What a part that comes later brings.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// Its functions, by their numbers in the whole.
    pub(super) functions: BTreeSet<usize>,
    /// The addresses of the data that no part before it uses, in order and apart from each other.
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
    pub(super) fn new(bound: &Bound<'_>, linked: &Linked, behind: &[Behind]) -> Outcome<Plan> {
        let graph = Graph::new(bound, linked);
        let doors_of = |part: &Behind| -> BTreeSet<usize> {
            let named = |function: &usize| bound.names.get(function).is_some_and(|name| name.starts_with(part.doors));
            (bound.imported..graph.functions).filter(named).collect()
        };
        let of_parts: Vec<BTreeSet<usize>> = behind.iter().map(doors_of).collect();
        if let Some((part, _)) = behind.iter().zip(&of_parts).find(|(_, doors)| doors.is_empty()) {
            return Err(Failure::new(format!("The module has no door {}.", part.doors)));
        }
        let doors: BTreeSet<usize> = of_parts.iter().flatten().copied().collect();
        let exported = bound.exports.iter().filter(|(_, kind, _)| *kind == wasmparser::ExternalKind::Func);
        let mut roots: BTreeSet<usize> = exported.map(|&(_, _, function)| function as usize).collect();
        roots.extend(bound.start);
        roots.extend(graph.unknown.iter().copied());
        // Whatever stands in the table for a reason that is not known.
        let known = graph.reach(roots.iter().chain(&doors).copied(), &BTreeSet::new());
        roots.extend(bound.slots.iter().map(|(_, function)| *function).filter(|function| !known.contains(function)));
        let mut before = graph.reach(roots, &doors);
        let is_function = |node: &usize| (bound.imported..graph.functions).contains(node);
        let data = |nodes: &BTreeSet<usize>| ranges(nodes.iter().filter_map(|node| node.checked_sub(graph.functions)), linked);
        let mut kept: Vec<Range<usize>> = not_known(bound, linked).into_iter().chain(data(&before)).collect();
        let mut parts = Vec::new();
        for nodes in apart(&graph, &of_parts, &before) {
            let own = without(&data(&nodes), &kept);
            kept.extend(own.iter().cloned());
            let functions: BTreeSet<usize> = nodes.iter().copied().filter(is_function).collect();
            parts.push(Part { functions, data: own });
            before.extend(nodes);
        }
        let part_of = |node: usize| parts.iter().position(|part| part.functions.contains(&node));
        let calls = before.iter().flat_map(|&node| graph.edges[node].iter().map(move |&called| (node, called)));
        let from_outside = calls.filter(|(from, door)| doors.contains(door) && part_of(*from) != part_of(*door));
        let called = from_outside.map(|(_, door)| door).collect();
        Ok(Plan { parts, doors: called })
    }

    /// The part that a function comes with; none for the first.
    pub(super) fn part_of(&self, function: usize) -> Option<usize> {
        self.parts.iter().position(|part| part.functions.contains(&function))
    }

    /// Whether a function is not there from the start.
    pub(super) fn is_later(&self, function: usize) -> bool {
        self.part_of(function).is_some()
    }
}

/// What is behind the doors of each part and in no part that is there before: behind the second half the parts know nothing of each other,
/// so what several of them need comes with that.
fn apart(graph: &Graph, doors: &[BTreeSet<usize>], first: &BTreeSet<usize>) -> Vec<BTreeSet<usize>> {
    let reached_from = |number: usize, before: &BTreeSet<usize>| {
        let others = doors.iter().enumerate().filter(|(other, _)| *other != number).flat_map(|(_, doors)| doors);
        graph.reach(doors[number].iter().copied(), &before.iter().chain(others).copied().collect())
    };
    let mut parts = vec![reached_from(0, first)];
    let before: BTreeSet<usize> = first.union(&parts[0]).copied().collect();
    parts.extend((1..doors.len()).map(|number| reached_from(number, &before)));
    let mut known = BTreeSet::new();
    let shared: BTreeSet<usize> = parts[1..].iter().flatten().filter(|node| !known.insert(**node)).copied().collect();
    for part in &mut parts[1..] {
        part.retain(|node| !shared.contains(node));
    }
    parts[0].extend(shared);
    parts
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
