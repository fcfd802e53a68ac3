//! Draws the nodes of a cluster with the pods in them: of each node its cores and its memory, side by side.

use flink_memory_sizing::cluster::{Capacity, ClusterRequest, NodeGroup};

use super::super::Says;
use super::super::parts::ten_thousandths;
use super::told;
use crate::deeper::answer::cluster::Planned;
use crate::deeper::text::{DeeperWord, said};
use crate::diagram::scale::divide;
use crate::text::quantity::grouped;
use crate::view::element::{Element, element, fragment, passage, rectangle};

/// How many nodes are drawn, and how many side by side.
const DRAWN: u64 = 10;
const COLUMNS: u32 = 5;

/// How many pods of a kind are drawn one by one.
const PODS: u64 = 24;

/// Unit: pixels.
const HEIGHT: u32 = 84;
const GAP: u32 = 10;

pub(super) fn view(planned: &Planned, says: &Says<'_>) -> Element {
    let (words, groups) = (says.words, &planned.plan.groups);
    let mut nodes: Vec<&NodeGroup> = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        // Of each group that is still to come one is drawn, too, as far as there is room.
        let to_come = u64::try_from(groups.len() - place - 1).unwrap_or(DRAWN);
        let room = DRAWN.saturating_sub(nodes.len() as u64);
        let drawn = group.nodes.min(room.saturating_sub(to_come).max(1)).min(room);
        nodes.extend((0..drawn).map(|_| group));
    }
    let rows = u32::try_from(nodes.len()).unwrap_or_default().div_ceil(COLUMNS);
    let height = rows * (HEIGHT + GAP);
    let drawn = (0..).zip(&nodes).map(|(place, group)| node(&planned.request, group, place));
    let more = planned.plan.nodes.checked_sub(nodes.len() as u64).filter(|more| *more > 0);
    let listed = groups.iter().map(|group| {
        let [cores, memory] = told(group.left, says);
        let text = words.say(said::ClusterGroup {
            nodes: &grouped(group.nodes),
            task_managers: &grouped(group.task_managers),
            job_managers: &grouped(group.job_managers.into()),
            cores: &cores,
            memory: &memory,
        });
        passage("li", None::<&str>, text)
    });
    let key = [
        ("swatch rack__task-manager", DeeperWord::ClusterKeyTaskManager),
        ("swatch rack__job-manager", DeeperWord::ClusterKeyJobManager),
        ("swatch rack__kept", DeeperWord::ClusterReserved),
        ("swatch rack__left", DeeperWord::ClusterWaste),
    ];
    let item = |(class, word): (&'static str, DeeperWord)| {
        let name = passage("span", "split__name", words.text(word));
        element!("li", "class" = "split__item").child(passage("span", class, "")).child(name)
    };
    fragment()
        .child(element!("svg", "class" = "rack", "aria-hidden" = "true", "width" = "100%", "height" = height).children(drawn))
        .child(element!("ul", "class" = "split__key").children(key.map(item)))
        .child(more.map(|more| passage("p", "hint", words.say(said::ClusterMoreNodes { count: &grouped(more) }))))
        .child(passage("p", "hint", words.text(DeeperWord::ClusterRackNote)))
        .child(element!("ul", "class" = "rack__groups").children(listed))
}

/// A node: a frame, and in it a bar of its cores and one of its memory.
fn node(request: &ClusterRequest, group: &NodeGroup, place: u32) -> Element {
    let width = 10_000 / COLUMNS;
    let (x, y) = (place % COLUMNS * width, place / COLUMNS * (HEIGHT + GAP));
    let bar = |from: u32, of: fn(Capacity) -> u64| {
        let (sizes, classes) = stretches(request, group, of);
        let stretches = divide(HEIGHT - 4, &sizes);
        let part = move |(class, stretch): (&'static str, crate::diagram::scale::Stretch)| {
            let above = y + HEIGHT - 2 - stretch.start - stretch.length;
            rectangle(class, ten_thousandths(x + from), above, ten_thousandths(800), stretch.length)
        };
        fragment().children(classes.into_iter().zip(stretches).map(part))
    };
    fragment()
        .child(rectangle("rack__node", ten_thousandths(x + 50), y, ten_thousandths(width - 150), HEIGHT))
        .child(bar(120, |part| part.cores_millis))
        .child(bar(980, |part| part.memory.bytes()))
}

/// What is in a bar from below: what is kept, JobManagers, TaskManagers; what is left over comes last and is not drawn.
fn stretches(request: &ClusterRequest, group: &NodeGroup, of: fn(Capacity) -> u64) -> (Vec<u64>, Vec<&'static str>) {
    let mut sizes = vec![of(request.node.reserved).min(of(request.node.capacity))];
    let mut classes = vec!["rack__kept"];
    let pods = [
        (request.job_manager, u64::from(group.job_managers), "rack__job-manager"),
        (request.task_manager, group.task_managers, "rack__task-manager"),
    ];
    for (pod, count, class) in pods {
        let one_by_one = count <= PODS;
        let (drawn, size) = if one_by_one { (count, of(pod)) } else { (1, of(pod).saturating_mul(count)) };
        for _ in 0..drawn {
            sizes.push(size);
            classes.push(class);
        }
    }
    sizes.push(of(group.left));
    (sizes, classes)
}
