//! Draws the job: its stages one below the other, and what joins them. All of it stands in the table of the stages, too.

use super::super::Says;
use super::{buffers, stage_name, told};
use crate::deeper::answer::network::{Counted, Edge};
use crate::deeper::text::{DeeperWord, said};
use crate::view::element::{Element, drawn_words, element, fragment, rectangle};

/// The height of a stage, of the line that tells of an input, and what is free above and below these. Unit: pixels.
const STAGE: u32 = 36;
const LINE: u32 = 18;
const FREE: u32 = 5;

/// What is left for the ways of data that pass stages by. Unit: hundredths of a percent.
const WAYS: u32 = 1200;

/// The picture; stages that ask for the number of a message stand out.
pub(super) fn view(counted: &Counted, asking: &[usize], says: &Says<'_>) -> Element {
    let tops = tops(counted);
    let passing = counted.edges.iter().filter(|edge| edge.from + 1 != edge.to).count();
    let passing = u32::try_from(passing).unwrap_or(0);
    let width = 10_000 - if passing > 0 { WAYS } else { 0 };
    let stage = |(index, top): (usize, &u32)| {
        let class = if asking.contains(&index) { "job__stage job__stage--asks" } else { "job__stage" };
        let least = counted.buffers.stages.get(index).map_or(0, |stage| stage.per_task.least);
        let least = says.words.say(said::BufferCount { count: &buffers(least) });
        fragment()
            .child(rectangle(class, "0", *top, percent(width), STAGE))
            .child(drawn_words("job__name", "2%", top + STAGE / 2, stage_name(index, counted, says)))
            .child(drawn_words("job__name job__name--end", percent(width - 200), top + STAGE / 2, least))
    };
    let mut way = 0;
    let edges: Vec<_> = counted
        .edges
        .iter()
        .enumerate()
        .map(|(place, edge)| {
            let number = counted.edges.iter().take(place).filter(|other| other.to == edge.to).count();
            let number = u32::try_from(number).unwrap_or(0);
            let is_passing = edge.from + 1 != edge.to;
            way += u32::from(is_passing);
            let path = if is_passing { past(edge, &tops, [width, way * WAYS / (passing + 1)]) } else { down(edge, &tops, number) };
            let top = tops.get(edge.to.wrapping_sub(1)).map_or(0, |top| top + STAGE + FREE);
            path.child(drawn_words("job__input", "14%", top + LINE * number + LINE / 2, told(edge, says)))
        })
        .collect();
    let height = tops.last().map_or(0, |top| top + STAGE);
    element!(
        "svg",
        "class" = "job",
        "role" = "img",
        "aria-label" = says.words.text(DeeperWord::JobPicture),
        "width" = "100%",
        "height" = height
    )
    .children(edges)
    .children(tops.iter().enumerate().map(stage))
}

/// Where the stages begin. Unit: pixels from above.
fn tops(counted: &Counted) -> Vec<u32> {
    let mut tops: Vec<u32> = Vec::new();
    for stage in 0..counted.job.stages.len() {
        let inputs = counted.edges.iter().filter(|edge| edge.to == stage).count();
        let inputs = u32::try_from(inputs).unwrap_or(0);
        tops.push(tops.last().map_or(0, |top| top + STAGE + FREE + LINE * inputs + FREE));
    }
    tops
}

fn percent(hundredths: u32) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// From a stage to the next one.
fn down(edge: &Edge, tops: &[u32], number: u32) -> Element {
    let [from, to] = [edge.from, edge.to].map(|stage| tops.get(stage).copied().unwrap_or(0));
    let x = percent(500 + 400 * number);
    fragment().child(line([&x, &x], [from + STAGE, to])).child(head(x, to, "M-4-7 0 0 4-7z"))
}

/// Past the stages between. `width` is that of a stage, `way` how far beside it.
fn past(edge: &Edge, tops: &[u32], [width, way]: [u32; 2]) -> Element {
    let [from, to] = [edge.from, edge.to].map(|stage| tops.get(stage).map_or(0, |top| top + STAGE / 2));
    let [beside, way] = [width, width + way].map(percent);
    fragment()
        .child(line([&beside, &way], [from, from]))
        .child(line([&way, &way], [from, to]))
        .child(line([&way, &beside], [to, to]))
        .child(head(beside, to, "M7-4 0 0 7 4z"))
}

fn line([x1, x2]: [&str; 2], [y1, y2]: [u32; 2]) -> Element {
    element!("line", "class" = "job__edge", "x1" = x1.to_owned(), "y1" = y1, "x2" = x2.to_owned(), "y2" = y2)
}

/// The point of an arrow. A place in percent has to be that of a drawing of its own.
fn head(x: String, y: u32, shape: &'static str) -> Element {
    element!("svg", "class" = "job__head", "x" = x, "y" = y).child(element!("path", "d" = shape))
}
