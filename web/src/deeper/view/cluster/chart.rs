//! Draws what TaskManagers of other sizes would leave over, as bars and as a table, and the button that takes the best.

use flink_memory::option::taskmanager::{NUM_TASK_SLOTS, TOTAL_FLINK_MEMORY, TOTAL_PROCESS_MEMORY};
use flink_memory_sizing::cluster::{Alternative, Plan};

use super::super::Says;
use super::super::parts::{action, table, ten_thousandths};
use crate::deeper::answer::cluster::{Planned, Sizes, Take};
use crate::deeper::text::{DeeperWord, said};
use crate::diagram::scale::divide;
use crate::state::Action;
use crate::text::quantity::{grouped, percent};
use crate::view::element::{Element, drawn_words, element, fragment, passage, rectangle};

/// The height of a bar of everything. Unit: pixels.
const HEIGHT: u32 = 96;

pub(super) fn view(planned: &Planned, says: &Says<'_>) -> Element {
    let (words, sizes) = (says.words, &planned.sizes);
    let best = match &sizes.take {
        None if sizes.is_blocked => passage("p", "hint", words.text(DeeperWord::ClusterBlocked)),
        None => passage("p", "hint", words.text(DeeperWord::ClusterNoBetter)),
        Some(take) => better(take, says),
    };
    let heads = [
        DeeperWord::ClusterSlots,
        DeeperWord::ClusterKeyTaskManager,
        DeeperWord::ClusterNodesStep,
        DeeperWord::ClusterWasteCores,
        DeeperWord::ClusterWasteMemory,
    ];
    let summary = element!("summary", "class" = "group__head").child(words.text(DeeperWord::ClusterTable));
    let rows = table(&heads.map(|word| words.text(word)), sizes.all.iter().map(|one| row(one, sizes, says)));
    fragment()
        .child(passage("h4", "step__subtitle", words.text(DeeperWord::ClusterSizes)))
        .child(picture(sizes, says))
        .child(best)
        .child(element!("details", "class" = "group steps").key("sizes").child(summary).child(rows))
        .child(passage("p", "hint", words.text(DeeperWord::ClusterSizesNote)))
}

fn better(take: &Take, says: &Says<'_>) -> Element {
    let words = says.words;
    let (slots, nodes) = (take.slots.to_string(), grouped(take.nodes));
    let size = Action::Move { from: TOTAL_FLINK_MEMORY.key, to: TOTAL_PROCESS_MEMORY.key, text: take.size.clone() };
    let cores = take.cores.clone().map(|(target, text)| target.written(text));
    let parallelism = take.parallelism.clone().map(|text| Action::Ask { name: "cluster-parallelism", text });
    let set = [size, Action::Set { key: NUM_TASK_SLOTS.key, text: slots.clone() }];
    let set = Action::All(set.into_iter().chain(cores).chain(parallelism).collect());
    let button = action(words.text(DeeperWord::ClusterTake)).on_click(says.act.reform(move |_| set.clone()));
    let text = words.say(said::ClusterBetter { slots: &slots, size: &take.size, nodes: &nodes });
    element!("p").child(text).child(" ").child(button)
}

/// The parts of cores and of memory that a plan leaves over, each with the whole.
fn wastes(plan: &Plan) -> [(u64, u64); 2] {
    let (waste, all) = (plan.waste, plan.capacity);
    [(waste.cores_millis, all.cores_millis), (waste.memory.bytes(), all.memory.bytes())]
}

fn row(one: &Alternative, sizes: &Sizes, says: &Says<'_>) -> (Option<&'static str>, Vec<String>) {
    let words = says.words;
    let mark = |word| [" (", words.text(word), ")"].concat();
    let is_present = one.slots == sizes.present;
    let mark = match (is_present, one.slots == sizes.best) {
        (true, _) => mark(DeeperWord::ClusterPresent),
        (false, true) => mark(DeeperWord::ClusterBest),
        _ => String::new(),
    };
    let mut cells = vec![one.slots.to_string() + &mark, words.size(one.task_manager.memory)];
    match &one.plan {
        Err(_) => cells.extend(["–"; 3].map(str::to_owned)),
        Ok(plan) => {
            cells.push(grouped(plan.nodes));
            let share = |(part, whole)| words.say(crate::text::said::Percent { number: &percent(part, whole) });
            cells.extend(wastes(plan).map(share));
        }
    }
    (is_present.then_some("sum__row--hit"), cells)
}

/// Two bars for each number of slots, and under them that number; the one that is there and the best one stand on another ground.
fn picture(sizes: &Sizes, says: &Says<'_>) -> Element {
    let words = says.words;
    let width = 10_000 / u32::try_from(sizes.all.len()).unwrap_or(1).max(1);
    let column = |(place, one): (u32, &Alternative)| {
        let x = place * width;
        let ground = match one.slots {
            slots if slots == sizes.present => Some("chart__present"),
            slots if slots == sizes.best => Some("chart__best"),
            _ => None,
        };
        let ground = ground.map(|class| rectangle(class, ten_thousandths(x), 0, ten_thousandths(width), HEIGHT + 22));
        let bar = |(class, from, (part, whole)): (&'static str, u32, (u64, u64))| {
            let length = divide(HEIGHT, &[part, whole - part]).first().map_or(0, |stretch| stretch.length);
            rectangle(class, ten_thousandths(x + width * from / 100), HEIGHT - length, ten_thousandths(width * 35 / 100), length)
        };
        let bars = one.plan.as_ref().ok().map(|plan| {
            let [cores, memory] = wastes(plan);
            fragment().child(bar(("chart__cores", 12, cores))).child(bar(("chart__memory", 53, memory)))
        });
        let label = if one.plan.is_ok() { one.slots.to_string() } else { "–".to_owned() };
        fragment().child(ground).child(bars).child(drawn_words("chart__slots", ten_thousandths(x + width / 2), HEIGHT + 12, label))
    };
    let line = element!("line", "class" = "chart__line", "x1" = "0", "x2" = "100%", "y1" = HEIGHT, "y2" = HEIGHT);
    let key = [
        ("swatch chart__cores", DeeperWord::ClusterWasteCores),
        ("swatch chart__memory", DeeperWord::ClusterWasteMemory),
        ("swatch chart__present", DeeperWord::ClusterPresent),
        ("swatch chart__best", DeeperWord::ClusterBest),
    ];
    let has_best = sizes.best != sizes.present;
    let item = |(class, word): (&'static str, DeeperWord)| {
        let name = passage("span", "split__name", words.text(word));
        element!("li", "class" = "split__item").child(passage("span", class, "")).child(name)
    };
    let shown = key.into_iter().take(if has_best { 4 } else { 3 });
    element!("div", "class" = "split")
        .child(
            element!("svg", "class" = "chart", "aria-hidden" = "true", "width" = "100%", "height" = HEIGHT + 24)
                .children((0..).zip(&sizes.all).map(column))
                .child(line),
        )
        .child(element!("ul", "class" = "split__key").children(shown.map(item)))
}
