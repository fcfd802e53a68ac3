//! Draws what a slot gets: the slots inside the TaskManager, a table, and the slots that a fine-grained job asks for.

use flink_memory::{MemorySize, Pool, Resources};

use super::Says;
use super::parts::halves;
use crate::deeper::answer::slots::{Asking, Outcome, Part, Shared, Slots};
use crate::deeper::text::{DeeperWord, said};
use crate::diagram::scale::{Stretch, divide};
use crate::text::quantity::grouped;
use crate::view::element::{Element, drawn_words, element, fragment, passage, rectangle};

/// How many slots are drawn.
const DRAWN: u32 = 8;

/// Up to how many their pools have room for names.
const NAMED: u32 = 3;

/// From which height on a pool has room for its name. Unit: pixels.
const LETTERS: u32 = 16;

pub(super) fn view(slots: &Slots, says: &Says<'_>) -> Element {
    let follows = inside(slots.shared.as_ref(), says);
    fragment().child(halves(fragment().child(says.option_field(&slots.count)), follows)).child(requests(&slots.requests, says))
}

/// The slots inside the TaskManager, under the picture of it.
pub(super) fn under_picture(shared: Option<&Shared>, says: &Says<'_>) -> Element {
    element!("div", "class" = "halves__follows").child(inside(shared, says))
}

/// The slots inside the TaskManager.
fn inside(shared: Option<&Shared>, says: &Says<'_>) -> Element {
    let Some(shared) = shared else { return says.nothing_follows() };
    fragment().child(picture(shared, says)).child(table(shared, says)).child(says.steps(steps(shared, says)))
}

fn table(shared: &Shared, says: &Says<'_>) -> Element {
    let words = says.words;
    let row = |part: &Part| {
        let swatch = element!("span", "class" = format!("swatch pool--{}", part.pool.id()));
        (fragment().child(swatch).child(words.pool_name(part.pool)), part.slot)
    };
    let cores = words.say(said::Cores { cores: &shared.cores.to_string() });
    fragment()
        .child(passage("p", "step__rule", words.say(said::SlotGets { slots: &shared.slots.to_string() })))
        .child(says.sizes(shared.parts.iter().map(row)))
        .child(passage("p", "hint", cores))
        .child(passage("p", "hint", words.text(DeeperWord::SlotNetworkNote)))
}

fn steps(shared: &Shared, says: &Says<'_>) -> Vec<[String; 3]> {
    let step = |part: &Part| {
        let how = format!("{} ÷ {}", grouped(part.whole.bytes()), shared.slots);
        let lost = if part.lost == 0 { String::new() } else { format!(" + {}", part.lost) };
        [says.words.pool_name(part.pool).to_owned(), how, grouped(part.slot.bytes()) + &lost]
    };
    shared.parts.iter().map(step).collect()
}

/// The slots side by side inside the TaskManager, each with what it has of every pool.
fn picture(shared: &Shared, says: &Says<'_>) -> Element {
    /// Unit: pixels.
    const HEIGHT: u32 = 168;
    const INSET: u32 = 22;
    let drawn = shared.slots.min(DRAWN);
    let label = says.words.say(said::SlotPicture { slots: &shared.slots.to_string() });
    let sizes: Vec<u64> = shared.parts.iter().map(|part| part.slot.bytes()).collect();
    let stretches = divide(HEIGHT - INSET - 4, &sizes);
    let more = shared.slots.checked_sub(drawn).filter(|more| *more > 0);
    // A hundredth of the width stays free around each.
    let width = 10_000 / drawn.max(1);
    let percent = |parts: u32| format!("{}.{:02}%", parts / 100, parts % 100);
    let slot = |number: u32| {
        let part = |(part, stretch): (&Part, &Stretch)| {
            let (start, inside) = (number * width + 100, width.saturating_sub(200));
            let middle = INSET + stretch.start + stretch.length / 2;
            let named = (drawn <= NAMED && stretch.length >= LETTERS).then(|| {
                fragment()
                    .child(drawn_words("slots__pool", percent(start + 100), middle, says.words.pool_name(part.pool)))
                    .child(drawn_words("slots__size", percent((start + inside).saturating_sub(100)), middle, says.words.size(part.slot)))
            });
            let place = INSET + stretch.start;
            element!("g", "class" = format!("segment pool--{}", part.pool.id()))
                .child(rectangle("segment__rect", percent(start), place, percent(inside), stretch.length))
                .child(named)
        };
        fragment().children(shared.parts.iter().zip(&stretches).map(part))
    };
    let more = more.map(|more| passage("p", "hint", says.words.say(said::SlotsMore { count: &more.to_string() })));
    let svg = element!(
        "svg",
        "class" = format!("slots slots--{drawn}"),
        "role" = "img",
        "aria-label" = label.clone(),
        "width" = "100%",
        "height" = HEIGHT
    )
    .child(rectangle("slots__process", "0", 0, "100%", HEIGHT))
    .child(drawn_words("slots__name", "8", INSET / 2, label))
    .children((0..drawn).map(slot));
    element!("div", "class" = "slots__frame").child(svg).child(more)
}

fn requests(requests: &[Asking], says: &Says<'_>) -> Option<Element> {
    let words = says.words;
    let has_requests = !requests.is_empty();
    has_requests.then(|| {
        let labels = [DeeperWord::RequestCores, DeeperWord::RequestHeap, DeeperWord::RequestOffHeap, DeeperWord::RequestManaged];
        let request = |(number, asking): (usize, &Asking)| {
            let fields = asking.fields.iter().zip(labels).map(|(field, label)| says.text_field(field, words.text(label)));
            element!("fieldset", "class" = "request")
                .key(&number.to_string())
                .child(passage("legend", "request__legend", words.say(said::Request { number: &(number + 1).to_string() })))
                .child(element!("div", "class" = "request__fields").children(fields))
                .child(asking.outcome.as_ref().map(|outcome| told(outcome, says)))
        };
        element!("div", "class" = "requests")
            .child(passage("h4", "step__subtitle", words.text(DeeperWord::Requests)))
            .child(passage("p", "hint", words.text(DeeperWord::RequestsNote)))
            // A list of its own, whose members keep their boxes and the focus while it grows.
            .child(element!("div").children(requests.iter().enumerate().map(request)))
    })
}

fn told(outcome: &Outcome, says: &Says<'_>) -> Element {
    let words = says.words;
    match outcome {
        Outcome::Refused(error) => {
            let message = [error.exception(), ": ", &error.to_string()].concat();
            passage("p", "option__complaint", words.say(said::FlinkSays { message: &message }))
        }
        Outcome::TooMuch { times } => {
            passage("p", "option__complaint", words.say(said::RequestTooMuch { times: &grouped((*times).into()) }))
        }
        Outcome::Given { times, left } => fragment()
            .child(passage("p", "request__given", words.say(said::RequestGiven { times: &grouped((*times).into()) })))
            .child(says.sizes(rest(left).map(|(pool, size)| (fragment().child(words.pool_name(pool)), size))))
            .child(passage("p", "hint", words.say(said::Cores { cores: &left.cpu_cores.to_string() }))),
    }
}

fn rest(left: &Resources) -> [(Pool, MemorySize); 3] {
    [(Pool::TaskHeap, left.task_heap), (Pool::TaskOffHeap, left.task_off_heap), (Pool::Managed, left.managed)]
}
