//! Slots: the default one, and those of a slot sharing group with resources of its own.

use flink_memory::{Amount, MemorySize, Pool, Request, Resources, SlotRequest, TaskManagerMemory};

use super::{Answered, Label, Outcome, Value, number, task_manager};
use crate::language::Word;
use crate::replace::Place;
use crate::words::Words;

const WHOLE: (&str, Word) = ("whole", Word::Whole);
const SLOT: (&str, Word) = ("slot", Word::Slot);
const LEFT: (&str, Word) = ("left", Word::Left);

/// `about=slot`: `NAME.whole` and `NAME.slot` of `cpu`, `taskHeap`, `taskOffHeap`, `managed`, `network`.
pub(super) fn default_slot(words: &mut Words, place: &Place) -> Result<(Request, Outcome), String> {
    let (request, memory) = task_manager(words, place)?;
    let whole = resources(&memory)?;
    let slots = memory.slot.slots.ok_or("the TaskManager fails before it counts its slots")?;
    let slot = match whole.default_slot(slots) {
        Ok(slot) => slot,
        Err(error) => return Ok((request, Outcome::refused(error.exception(), &error))),
    };
    Ok((request, Outcome::Answered(answered(&[(WHOLE, &whole), (SLOT, &slot)]))))
}

/// `about=group cpu=CORES heap=SIZE [off-heap=SIZE] [managed=SIZE] [network=SIZE] [taken=NUMBER]`: the same of a group's slots; `times` is how
/// often one fits, and `NAME.left` what is left beside as many, or beside `taken`. `limit` is what it fits no more often for.
pub(super) fn group(words: &mut Words, place: &Place) -> Result<(Request, Outcome), String> {
    let asked = SlotRequest {
        cpu_cores: number(words, "cpu")?,
        task_heap: words.take("heap")?,
        task_off_heap: words.take("off-heap")?,
        managed: words.take("managed")?,
        ..SlotRequest::default()
    };
    let network = words.take("network")?.map(|text| text.parse::<MemorySize>().map_err(|error| error.to_string())).transpose()?;
    let taken = number::<u32>(words, "taken")?;
    let (request, memory) = task_manager(words, place)?;
    let whole = resources(&memory)?;
    let slot = match asked.resources() {
        Ok(slot) => slot.ok_or("a group without resources gets default slots")?,
        Err(error) => return Ok((request, Outcome::refused(error.exception(), &error))),
    };
    let slot = Resources { network: network.unwrap_or_default(), ..slot };
    let times = whole.times(&slot).ok_or("a slot of nothing fits without end")?;
    let beside = taken.unwrap_or(times);
    let left = (0..beside).try_fold(whole.clone(), |left, _| left.minus(&slot)).ok_or_else(|| format!("{beside} slots do not fit"))?;
    let mut answered = answered(&[(WHOLE, &whole), (SLOT, &slot), (LEFT, &left)]);
    answered.add("times", Word::SlotsThatFit, Value::Count(times.into()));
    let alone = |(label, slot): &(Label, Resources)| (whole.times(slot) == Some(times)).then_some(*label);
    let limit = single(&slot).iter().find_map(alone).ok_or("nothing limits the slots")?;
    answered.add("limit", Word::Left, Value::Amount(limit.told(place.language)));
    answered.said = vec![slot.to_string(), left.to_string()];
    Ok((request, Outcome::Answered(answered)))
}

/// Each resource of a slot alone, with its name.
fn single(slot: &Resources) -> [(Label, Resources); 5] {
    let none = Resources::default;
    [
        (Label::Pool(Pool::TaskHeap), Resources { task_heap: slot.task_heap, ..none() }),
        (Label::Pool(Pool::Managed), Resources { managed: slot.managed, ..none() }),
        (Label::Pool(Pool::TaskOffHeap), Resources { task_off_heap: slot.task_off_heap, ..none() }),
        (Label::Pool(Pool::Network), Resources { network: slot.network, ..none() }),
        (Label::Word(Word::CpuCores, ""), Resources { cpu_cores: slot.cpu_cores, ..none() }),
    ]
}

fn resources(memory: &TaskManagerMemory) -> Result<Resources, String> {
    Ok(Resources {
        cpu_cores: Amount::new(memory.cpu_cores).ok_or("the cores are no amount")?,
        task_heap: memory.task_heap,
        task_off_heap: memory.task_off_heap,
        managed: memory.managed,
        network: memory.network,
        ..Resources::default()
    })
}

/// A column for each of these resources.
fn answered(columns: &[((&'static str, Word), &Resources)]) -> Answered {
    let mut answered = Answered::default();
    let mut row = |id, label: Label, value: &dyn Fn(&Resources) -> Value| {
        for &(column, of) in columns {
            answered.add_to(id, label, column, value(of));
        }
    };
    row("cpu", Label::Word(Word::CpuCores, ""), &|of| Value::Amount(of.cpu_cores.to_string()));
    row("taskHeap", Label::Pool(Pool::TaskHeap), &|of| of.task_heap.into());
    row("taskOffHeap", Label::Pool(Pool::TaskOffHeap), &|of| of.task_off_heap.into());
    row("managed", Label::Pool(Pool::Managed), &|of| of.managed.into());
    row("network", Label::Pool(Pool::Network), &|of| of.network.into());
    answered
}
