//! Draws how a state backend divides its memory: its options, who shares the memory, its parts, the check of arena blocks, and what lies outside
//! of managed memory.

use flink_memory::{Arena, DefaultValue, MemorySize, StateBackend as Backend, option};

use super::Says;
use super::consumers::{name, of_share};
use super::parts::{Stretch, halves, split_bar};
use crate::deeper::answer::state_backend::{Apart, Division, Origin, Outcome, Parts, Shared, StateBackend};
use crate::deeper::text::{DeeperWord, said};
use crate::text::Word;
use crate::text::quantity::grouped;
use crate::view::element::{Element, fragment, passage};

pub(super) fn view(state_backend: &StateBackend, says: &Says<'_>) -> Element {
    let words = says.words;
    let choices = Backend::ALL.map(|backend| (backend.id(), backend.name()));
    let choice = |field| says.choice_field(field, words.text(DeeperWord::ChooseStateBackend), &choices);
    let asked = fragment()
        .child(state_backend.choice.as_ref().map(choice))
        .children(state_backend.options.iter().map(|field| says.option_field(field)));
    let follows = match &state_backend.outcome {
        Outcome::Refused => says.nothing_follows(),
        Outcome::Unread => fragment(),
        Outcome::NoShare(message) => passage("p", "option__complaint", words.say(said::FlinkSays { message })),
        Outcome::Apart(apart) => fragment()
            .child(passage("p", "step__rule", words.text(DeeperWord::SharedByNobody)))
            .child(each_state(*apart, says))
            .child(outside(None, says)),
        Outcome::Shared(shared) => fragment()
            .child(sharing(shared, says))
            .child(division(&shared.division, says))
            .child(arena(&shared.division, says))
            .child(outside(Some(&shared.origin), says))
            .child(says.steps(steps(shared, says))),
    };
    halves(asked, follows)
}

fn each_state(apart: Apart, says: &Says<'_>) -> Element {
    let Apart { cache, write_buffers, write_buffer, each } = apart;
    let words = says.words;
    let buffers = format!("{write_buffers} × {}", grouped(write_buffer.bytes()));
    let sum = format!("{} + {buffers}", grouped(cache.bytes()));
    let told = words.say(said::EachState { size: &words.size(each) });
    let step = [words.text(DeeperWord::StateMemory).to_owned(), sum, grouped(each.bytes())];
    fragment().child(passage("p", "option__warning", told)).child(says.steps(vec![step]))
}

/// Which memory it is, who shares it, and who gets the rest.
fn sharing(shared: &Shared, says: &Says<'_>) -> Element {
    let words = says.words;
    let size = &words.size(shared.division.memory.size);
    let rule = |text| passage("p", "step__rule", text);
    match &shared.origin {
        Origin::Fixed { is_per_slot: true, .. } => rule(words.say(said::SharedFixedInSlot { size })),
        Origin::Fixed { .. } => rule(words.say(said::SharedInTaskManager { size, slots: &shared.slots.to_string() })),
        Origin::Managed { others, is_added, .. } => {
            let names: Vec<&str> = others.iter().map(|consumer| name(*consumer, says)).collect();
            let others = || words.say(said::OthersGetRest { consumers: &names.join(words.text(Word::Comma)) });
            fragment()
                .child(rule(words.say(said::SharedInSlot { size })))
                .child((!names.is_empty()).then(|| passage("p", "hint", others())))
                .child(is_added.then(|| passage("p", "hint", words.text(DeeperWord::StateBackendAdded))))
        }
    }
}

fn division(division: &Division, says: &Says<'_>) -> Element {
    let words = says.words;
    let Some(parts) = division.parts else { return passage("p", "option__warning", words.text(DeeperWord::RatiosNegative)) };
    let Parts { write_buffers, high_priority, blocks, room } = parts;
    let stretch = |(class, word, size): (&str, DeeperWord, MemorySize)| Stretch {
        class: class.to_owned(),
        name: words.text(word).to_owned(),
        size: size.bytes(),
        told: words.size(size),
    };
    let stretches = [
        ("part--2", DeeperWord::WriteBuffers, write_buffers),
        ("part--3", DeeperWord::HighPriority, high_priority),
        ("part--1", DeeperWord::OtherBlocks, blocks),
        ("part--4", DeeperWord::WriteRoom, room),
    ]
    .map(stretch);
    let size = |bytes: i64| u64::try_from(bytes).ok().and_then(MemorySize::from_bytes);
    let arena = division.memory.arena;
    let rows = [
        (DeeperWord::Cache, size(division.memory.cache)),
        (DeeperWord::WriteBuffers, Some(write_buffers)),
        (DeeperWord::HighPriority, Some(high_priority)),
        (DeeperWord::ArenaBlock, arena.and_then(|arena| size(arena.block))),
        (DeeperWord::MutableLimit, arena.and_then(|arena| size(arena.mutable_limit))),
    ];
    let rows = rows.into_iter().filter_map(|(word, size)| Some((fragment().child(words.text(word)), size?)));
    fragment().child(split_bar(&stretches)).child(says.sizes(rows))
}

/// Whether writes are flushed without end.
fn arena(division: &Division, says: &Says<'_>) -> Element {
    let words = says.words;
    let least = division.least.map(|least| words.size(least));
    let Some(arena) = division.memory.arena else { return passage("p", "hint", words.text(DeeperWord::ArenaUnchecked)) };
    if arena.fits() {
        return fragment().child(least.map(|least| passage("p", "hint", words.say(said::ArenaFits { least: &least }))));
    }
    let message = ["WARN ", arena.logger(), ": ", &arena.to_string()].concat();
    fragment()
        .child(passage("p", "option__warning", words.say(said::FlinkSays { message: &message })))
        .child(least.map(|least| passage("p", "step__rule", words.say(said::ArenaCure { least: &least }))))
}

/// What has to be there beside managed memory.
fn outside(origin: Option<&Origin>, says: &Says<'_>) -> Element {
    let words = says.words;
    let fixed = match origin {
        Some(Origin::Fixed { needed: Some(needed), overhead, task_off_heap, .. }) => Some((*needed, *overhead, *task_off_heap)),
        _ => None,
    };
    let fixed = fixed.map(|(needed, overhead, task_off_heap)| {
        let [size, has, off_heap] = [needed, overhead, task_off_heap].map(|size| words.size(size));
        let lacks = overhead
            .plus(task_off_heap)
            .is_some_and(|there| there < needed)
            .then(|| passage("p", "option__warning", words.say(said::OutsideLacks { key: option::taskmanager::JVM_OVERHEAD_MIN.key })));
        fragment()
            .child(passage("p", "step__rule", words.say(said::OutsideNeeds { size: &size, overhead: &has, task_off_heap: &off_heap })))
            .child(lacks)
    });
    let is_idle = !matches!(origin, Some(Origin::Managed { .. }));
    fragment()
        .child(passage("h4", "step__subtitle", words.text(DeeperWord::Outside)))
        .child(fixed)
        .child(is_idle.then(|| passage("p", "hint", words.text(DeeperWord::OutsideIdle))))
        .child(passage("p", "hint", words.text(DeeperWord::OutsideRest)))
}

fn steps(shared: &Shared, says: &Says<'_>) -> Vec<[String; 3]> {
    let memory = shared.division.memory;
    let [size, cache, writes] = [memory.size.bytes().to_string(), memory.cache.to_string(), memory.write_buffer_manager.to_string()];
    let [ratio, high] = [memory.write_buffer_ratio, memory.high_priority_ratio].map(|ratio| DefaultValue::Double(ratio).to_string());
    let line = |word, how, result: &str| [says.words.text(word).to_owned(), how, result.to_owned()];
    let mut steps = match &shared.origin {
        Origin::Managed { share: Some(share), slot, .. } => of_share(share, *slot, says),
        _ => vec![line(DeeperWord::StateMemory, String::new(), &size)],
    };
    steps.push(line(DeeperWord::Cache, format!("(3 − {ratio}) × {size} ÷ 3"), &cache));
    steps.push(line(DeeperWord::WriteBuffers, format!("2 × {ratio} × {size} ÷ 3"), &writes));
    steps.push(line(DeeperWord::HighPriority, format!("{high} × {cache}"), &shared.division.high_priority().to_string()));
    if let Some(Arena { write_buffer_size, block, mutable_limit, .. }) = memory.arena {
        steps.push(line(DeeperWord::ArenaBlock, format!("⌈{write_buffer_size} ÷ 8 ÷ 4096⌉ × 4096"), &block.to_string()));
        steps.push(line(DeeperWord::MutableLimit, format!("{writes} × 7 ÷ 8"), &mutable_limit.to_string()));
    }
    steps
}
