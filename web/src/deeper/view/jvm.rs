//! Draws what the JVM makes of Flink's sizes: the heap that it reports, direct memory, and the estimate of overhead against what Flink gives.

use flink_memory::MemorySize;
use flink_memory_sizing::Estimate;
use flink_memory_sizing::jvm::{Collector, CompressedOops, DirectMemory};
use flink_memory_sizing::overhead::{Item, Sufficiency, Terms};

use super::Says;
use super::parts::{action, halves, table, ten_thousandths};
use crate::deeper::answer::jvm::{Answered, COLLECTORS, Chosen, Follows, JAVAS, Jvm};
use crate::deeper::text::{DeeperWord, said};
use crate::diagram::scale::divide;
use crate::state::Action;
use crate::text::quantity::grouped;
use crate::view::element::{Element, element, fragment, passage, rectangle};

/// What each question is called, in their order; the first is a choice.
const LABELS: [DeeperWord; 6] = [
    DeeperWord::JvmProcessors,
    DeeperWord::JvmMachineMemory,
    DeeperWord::JvmThreads,
    DeeperWord::JvmStack,
    DeeperWord::JvmCodeCache,
    DeeperWord::JvmNative,
];

pub(super) fn view(jvm: &Jvm, says: &Says<'_>) -> Element {
    let words = says.words;
    let word = |word| fragment().child(passage("p", "hint", words.text(word)));
    let follows = match &jvm.follows {
        Follows::Refused => says.nothing_follows(),
        Follows::Local => word(DeeperWord::JvmLocal),
        Follows::NotStarted(bad) => passage("p", "option__complaint", words.say(said::JvmNotStarted { given: &bad.words })),
        Follows::OpenHeap => word(DeeperWord::JvmOpenHeap),
        Follows::UnknownCollector => word(DeeperWord::JvmUnknownCollector),
        Follows::Unread => word(DeeperWord::Unread),
        Follows::Answered(answered) => view_answered(answered, says),
    };
    let mut collectors: Vec<_> = COLLECTORS.iter().map(|(collector, id)| (*id, name(*collector))).collect();
    if jvm.collector.default.is_empty() {
        collectors.insert(0, ("", words.text(DeeperWord::JvmOtherCollector)));
    }
    let [java, fields @ ..] = &*jvm.fields;
    let asked = fragment()
        .child(says.choice_field(&jvm.collector, words.text(DeeperWord::JvmCollector), &collectors))
        .child(says.choice_field(java, words.text(DeeperWord::JvmJava), &JAVAS.map(|(_, id)| (id, id))))
        .children(fields.iter().zip(LABELS).map(|(field, label)| says.text_field(field, words.text(label))));
    halves(asked, follows)
}

/// What a collector is called.
const fn name(collector: Collector) -> &'static str {
    match collector {
        Collector::Serial => "Serial",
        Collector::Parallel => "Parallel",
        Collector::G1 => "G1",
        Collector::Z => "ZGC",
    }
}

fn view_answered(answered: &Answered, says: &Says<'_>) -> Element {
    let words = says.words;
    let collector = name(answered.heap.collector);
    let chosen = match answered.chosen {
        Chosen::Here => None,
        Chosen::Script(script) => Some(words.say(said::JvmChosenByScript { collector, script, release: &answered.release.to_string() })),
        Chosen::Jvm => Some(words.say(said::JvmChosenByItself { collector })),
    };
    let code = |text| passage("code", None::<&str>, text);
    let heaps = [(code("-Xmx"), Some(answered.heap.max)), (code("Runtime.maxMemory()"), answered.reported)];
    fragment()
        .child(chosen.map(|chosen| passage("p", "hint", chosen)))
        .child(says.sizes(heaps.into_iter().filter_map(|(what, size)| Some((what, size?)))))
        .child(
            answered
                .planned_heap
                .map(|planned| passage("p", "option__warning", words.say(said::JvmOwnHeap { planned: &words.size(planned) }))),
        )
        .child(passage("p", "hint", words.text(how_reported(answered.heap.collector))))
        .child(passage("p", None::<&str>, compressed(answered, says)))
        .child(answered.direct.map(|direct| direct_memory(answered, direct, says)))
        .child(overhead(answered, says))
        .child(says.steps(steps(answered, says)))
}

const fn how_reported(collector: Collector) -> DeeperWord {
    match collector {
        Collector::Serial => DeeperWord::JvmReportsSerial,
        Collector::Parallel => DeeperWord::JvmReportsParallel,
        Collector::G1 => DeeperWord::JvmReportsG1,
        Collector::Z => DeeperWord::JvmReportsZ,
    }
}

fn compressed(answered: &Answered, says: &Says<'_>) -> String {
    let (words, heap) = (says.words, answered.heap.max);
    let Some(edge) = answered.edge else { return words.text(DeeperWord::JvmNeverCompressed).to_owned() };
    let away = edge.minus(heap).or_else(|| heap.minus(edge)).unwrap_or_default();
    let (edge, away) = (words.size(edge), words.size(away));
    match (answered.compressed, answered.wider) {
        (CompressedOops::NotUsed, Some(Estimate { low, high })) => {
            words.say(said::JvmNotCompressed { edge: &edge, away: &away, low: &words.size(low), high: &words.size(high) })
        }
        _ => words.say(said::JvmCompressed { edge: &edge, away: &away }),
    }
}

fn direct_memory(answered: &Answered, direct: DirectMemory, says: &Says<'_>) -> Element {
    let words = says.words;
    let limit = words.size(direct.limit);
    let beyond = answered
        .total
        .filter(|_| direct.beyond > MemorySize::ZERO)
        .map(|total| words.say(said::JvmOutgrows { total: &words.size(total), beyond: &words.size(direct.beyond) }));
    let to_limit = answered.limit_option.map(|key| {
        let set = Action::Set { key, text: "true".to_owned() };
        element!("p").child(action(words.text(DeeperWord::JvmLimitDirect)).on_click(says.act.reform(move |_| set.clone())))
    });
    let planned = words.size(direct.planned);
    let told = if direct.is_set {
        words.say(said::JvmDirectLimited { limit: &limit })
    } else {
        words.say(said::JvmDirectOpen { limit: &limit, planned: &planned })
    };
    let below =
        (direct.limit < direct.planned).then(|| passage("p", "option__warning", words.say(said::JvmDirectBelow { planned: &planned })));
    fragment()
        .child(passage("p", None::<&str>, told))
        .child(below)
        .child(beyond.map(|beyond| passage("p", "option__warning", beyond)))
        .child(to_limit)
}

fn overhead(answered: &Answered, says: &Says<'_>) -> Element {
    let words = says.words;
    let estimate = &answered.estimate;
    let sum = estimate.sum;
    let compared = answered.overhead.map(|overhead| {
        let overhead_text = words.size(overhead);
        match estimate.compare(overhead) {
            Sufficiency::TooSmall => passage("p", "option__complaint", words.say(said::JvmOverheadTooSmall { overhead: &overhead_text })),
            Sufficiency::MayBeTooSmall => passage("p", None::<&str>, words.say(said::JvmOverheadBetween { overhead: &overhead_text })),
            Sufficiency::Enough => passage("p", None::<&str>, words.say(said::JvmOverheadEnough { overhead: &overhead_text })),
        }
    });
    let row = |(item, ends): (String, Estimate)| vec![item, words.size(ends.low), words.size(ends.high)];
    let items = estimate.items.iter().map(|(item, ends)| (words.text(item_word(*item)).to_owned(), *ends));
    let rows = items.map(|item| (None, row(item)));
    let whole = (Some("sum__row--result"), row((words.text(DeeperWord::JvmSum).to_owned(), sum)));
    let heads = [DeeperWord::JvmItem, DeeperWord::JvmLow, DeeperWord::JvmHigh].map(|word| words.text(word));
    fragment()
        .child(passage("h4", "step__subtitle", words.text(DeeperWord::JvmEstimate)))
        .child(compared)
        .child(picture(sum, answered.overhead, says))
        .child(table(&heads, rows.chain([whole])))
        .child(passage("p", "hint", words.text(DeeperWord::JvmMeasured)))
}

const fn item_word(item: Item) -> DeeperWord {
    match item {
        Item::ThreadStacks => DeeperWord::JvmThreadStacks,
        Item::CodeCache => DeeperWord::JvmCompiledCode,
        Item::GarbageCollector => DeeperWord::JvmGarbageCollector,
        Item::JvmItself => DeeperWord::JvmItself,
        Item::Allocator => DeeperWord::JvmAllocator,
        Item::Native => DeeperWord::JvmNative,
    }
}

/// The estimate from low to high, and under it the overhead that Flink gives, to the same scale.
fn picture(sum: Estimate, overhead: Option<MemorySize>, says: &Says<'_>) -> Element {
    /// Unit: pixels.
    const BAR: u32 = 20;
    const GAP: u32 = 4;
    let given = overhead.unwrap_or_default();
    let longest = sum.high.max(given).bytes();
    let length = |size: MemorySize| divide(10_000, &[size.bytes(), longest - size.bytes()]).first().map_or(0, |stretch| stretch.length);
    let (low, high) = (length(sum.low), length(sum.high));
    let words = says.words;
    let bar = |class, from: u32, to: u32, y| rectangle(class, ten_thousandths(from), y, ten_thousandths(to - from), BAR);
    let flink = element!("g", "class" = "pool--jvmOverhead").child(bar("segment__rect", 0, length(given), BAR + GAP));
    let item = |class: &'static str, name: String, told: String| {
        element!("li", "class" = "split__item")
            .child(passage("span", class, ""))
            .child(passage("span", "split__name", name))
            .child(" ")
            .child(passage("span", "split__size", told))
    };
    let named = |word| words.text(word).to_owned();
    let given = overhead.map(|overhead| {
        item("swatch pool--jvmOverhead", words.pool_name(flink_memory::Pool::JvmOverhead).to_owned(), words.size(overhead))
    });
    let height = 2 * BAR + GAP;
    element!("div", "class" = "split")
        .child(
            element!("svg", "class" = "bar__picture", "aria-hidden" = "true", "width" = "100%", "height" = height)
                .child(bar("estimate__low", 0, low, 0))
                .child(bar("estimate__span", low, high, 0))
                .child(overhead.map(|_| flink)),
        )
        .child(
            element!("ul", "class" = "split__key")
                .child(item("swatch swatch--low", named(DeeperWord::JvmLow), words.size(sum.low)))
                .child(item("swatch swatch--span", named(DeeperWord::JvmHigh), words.size(sum.high)))
                .child(given),
        )
}

fn steps(answered: &Answered, says: &Says<'_>) -> Vec<[String; 3]> {
    let words = says.words;
    let edge = answered.edge.map(|edge| {
        let reach = MemorySize::from_mebibytes(32 << 10);
        let how = [words.size(reach), words.size(reach.minus(edge).unwrap_or_default())].join(" − ");
        [words.text(DeeperWord::JvmEdge).to_owned(), how, words.size(edge)]
    });
    let beyond = answered.direct.filter(|direct| direct.beyond > MemorySize::ZERO).map(|direct| {
        let how = [words.size(direct.limit), words.size(direct.planned)].join(" − ");
        [words.text(DeeperWord::JvmBeyond).to_owned(), how, words.size(direct.beyond)]
    });
    let item = |(item, ends): &(Item, Estimate)| {
        let how = answered.load.terms(*item).map(|terms| formula(terms, answered.heap.max, says)).join(" … ");
        [words.text(item_word(*item)).to_owned(), how, [words.size(ends.low), words.size(ends.high)].join(" … ")]
    };
    edge.into_iter().chain(beyond).chain(answered.estimate.items.iter().map(item)).collect()
}

/// One end of an item: `32 MiB + 2.0 % × 1 GiB`, `100 × 1 MiB`.
fn formula(terms: Terms, heap: MemorySize, says: &Says<'_>) -> String {
    let words = says.words;
    let mut parts = Vec::new();
    if terms.count > 0 {
        parts.push([grouped(terms.count.into()), words.size(terms.each)].join(" × "));
    }
    if terms.heap_thousandths > 0 {
        let number = format!("{}.{}", terms.heap_thousandths / 10, terms.heap_thousandths % 10);
        let percent = words.say(crate::text::said::Percent { number: &number });
        parts.push([percent, words.size(heap)].join(" × "));
    }
    if parts.is_empty() || terms.fixed > MemorySize::ZERO {
        parts.insert(0, words.size(terms.fixed));
    }
    parts.join(" + ")
}
