//! Draws how many network buffers a job needs: what is asked about it, what it takes of the fullest TaskManager and stage by stage. The picture
//! of the job stands in `graph`, how numbers came about in `counting`, the error that was pasted in `message`.

mod counting;
mod graph;
mod message;

use std::rc::Rc;

use flink_memory::MemorySize;
use flink_memory::network_buffers::{BufferRange, Exchange, JobError, StageBuffers};

use super::Says;
use super::parts::halves;
use crate::deeper::answer::network::job::{JobAsked, MODES, NONE, NUMBERS, StageAsked};
use crate::deeper::answer::network::{Counted, Edge, LIMITS, Network, Outcome};
use crate::deeper::field::Field;
use crate::deeper::text::{DeeperWord, said};
use crate::state::Action;
use crate::text::quantity::grouped;
use crate::view::element::{Element, element, fragment, passage};

pub(super) fn view(network: &Network, says: &Says<'_>) -> Element {
    halves(job(&network.job, says), follows(network, says)).child(message::view(&network.message, network.outcome.as_ref(), says))
}

fn job(job: &JobAsked, says: &Says<'_>) -> Element {
    let words = says.words;
    let batch = job.batch.as_ref().map(|(field, names)| {
        // A text that is none of the names can only be shown in a box.
        let is_name = field.text.is_empty() || names.contains(&field.text.as_str());
        let choices: Vec<_> = names.iter().map(|name| (*name, *name)).collect();
        if is_name { says.choice_field(field, field.target.name(), &choices) } else { says.option_field(field) }
    });
    fragment()
        .child(says.text_field(&job.parallelism, words.text(DeeperWord::JobParallelism)))
        .child(says.choice_field(&job.mode, words.text(DeeperWord::JobMode), &MODES.map(|mode| (mode, mode))))
        .child(batch)
        .child(says.text_field(&job.count, words.text(DeeperWord::JobStages)))
        .children(job.stages.iter().enumerate().map(|(index, of)| stage(index, of, says)))
        .child(more_or_fewer(job, says))
}

fn more_or_fewer(job: &JobAsked, says: &Says<'_>) -> Element {
    let button = |(count, word): (Option<u32>, DeeperWord)| {
        let target = job.count.target;
        let button =
            element!("button", "type" = "button", "class" = "button button--small", "aria-disabled" = count.is_none().then_some("true"));
        let button = button.child(says.words.text(word));
        match count {
            Some(count) => button.on_click(says.act.reform(move |_| target.written(count.to_string()))),
            None => button,
        }
    };
    let [fewer, more] = job.others;
    let buttons = [(more, DeeperWord::StageAdd), (fewer, DeeperWord::StageRemove)];
    element!("div", "class" = "text__ways").child(fragment().children(buttons.map(button)))
}

/// What the exchanges are called in `DataStream`, where that is not their name.
const METHODS: [(Exchange, &str); 2] = [(Exchange::Hash, " · keyBy"), (Exchange::Custom, " · partitionCustom")];

fn stage(index: usize, stage: &StageAsked, says: &Says<'_>) -> Element {
    let words = says.words;
    let number = |index| NUMBERS.get(index).copied().unwrap_or_default();
    let legend = words.say(said::Stage { number: number(index) });
    let names: Vec<_> = NUMBERS.iter().take(index).map(|number| words.say(said::Stage { number })).collect();
    let earlier = NUMBERS.iter().copied().zip(names.iter().map(String::as_str));
    let choices: Vec<_> = earlier.chain([(NONE, words.text(DeeperWord::ReadsNone))]).collect();
    let method = |exchange| METHODS.iter().find(|(known, _)| *known == exchange).map_or("", |(_, method)| method);
    let exchanges = Exchange::ALL.map(|exchange| (exchange.name(), [exchange.name(), method(exchange)].concat()));
    let exchanges: Vec<_> = exchanges.iter().map(|(name, called)| (*name, called.as_str())).collect();
    let input = |((reads, by), word): (&(Field, Option<Field>), DeeperWord)| {
        fragment()
            .child(says.choice_field(reads, words.text(word), &choices))
            .child(by.as_ref().map(|by| says.choice_field(by, words.text(DeeperWord::StageBy), &exchanges)))
    };
    let inputs = stage.inputs.iter().zip([DeeperWord::StageReads, DeeperWord::StageJoins]);
    element!("fieldset", "class" = "request stage")
        .key(number(index))
        .child(passage("legend", "request__legend", legend))
        .child(says.text_field(&stage.parallelism, words.text(DeeperWord::StageParallelism)))
        .children(inputs.map(input))
}

fn follows(network: &Network, says: &Says<'_>) -> Element {
    let words = says.words;
    let flink_says = |exception: &str, message: String| {
        passage("p", "option__complaint", words.say(said::FlinkSays { message: &[exception, ": ", &message].concat() }))
    };
    match &network.outcome {
        None => passage("p", "hint", words.text(DeeperWord::JobUnread)),
        Some(Outcome::NothingFollows) => says.nothing_follows(),
        Some(Outcome::Refused(error)) => flink_says(error.exception(), error.to_string()),
        Some(Outcome::Impossible(JobError::ForwardChangesParallelism { stage, .. })) => {
            passage("p", "option__complaint", words.say(said::JobForward { stage: &(stage + 1).to_string() }))
        }
        Some(Outcome::Impossible(JobError::Deploy { error, .. })) => flink_says("IllegalArgumentException", error.to_string()),
        Some(Outcome::Impossible(_)) => passage("p", "option__complaint", words.text(DeeperWord::JobBeyond)),
        Some(Outcome::Counted(counted)) => {
            let missing = counted.buffers.insufficient.map(|missing| flink_says("IOException", missing.to_string()));
            let asking =
                network.message.told.iter().flat_map(|told| told.stages.iter().flatten()).map(|asker| asker.stage).collect::<Vec<_>>();
            whole(counted, says)
                .child(missing)
                .child(graph::view(counted, &asking, says))
                .child(stages(counted, says))
                .child(says.steps(counting::steps(counted, says)))
        }
    }
}

/// A number of buffers as people read it.
fn buffers(count: i32) -> String {
    u64::try_from(count).map_or_else(|_| count.to_string(), grouped)
}

fn range(BufferRange { least, most }: BufferRange) -> String {
    match most {
        Some(most) if most == least => buffers(least),
        Some(most) => [&buffers(least), " – ", &buffers(most)].concat(),
        None => [&buffers(least), " – ∞"].concat(),
    }
}

/// What the fullest TaskManager has and takes.
fn whole(counted: &Counted, says: &Says<'_>) -> Element {
    let words = says.words;
    let (total, required) = (buffers(counted.settings.total), buffers(counted.buffers.task_manager.least));
    let (said, class) = match counted.buffers.insufficient {
        None => (words.say(said::BuffersSuffice { required: &required, total: &total }), "step__rule"),
        Some(_) => (words.say(said::BuffersLacking { required: &required, total: &total }), "option__complaint"),
    };
    let row = |(word, (count, size)): (DeeperWord, (i32, MemorySize))| {
        element!("tr")
            .child(element!("th", "scope" = "row", "class" = "sum__what").child(words.text(word)))
            .child(passage("td", "sum__size", buffers(count)))
            .child(passage("td", "sum__size", words.size(size)))
    };
    let [least, most] = counted.enough();
    let rows = [
        Some((DeeperWord::BuffersThere, (counted.settings.total, counted.network))),
        least.map(|least| (DeeperWord::BuffersLeast, least)),
        most.map(|most| (DeeperWord::BuffersMost, most)),
    ];
    let set = counted.settable.iter().map(|size| set_network(*size, says));
    let rest = counted.lacks_room().then(|| passage("p", "hint", words.text(DeeperWord::BuffersRest)));
    let heads = [DeeperWord::ColumnWhat, DeeperWord::ColumnBuffers, DeeperWord::ColumnSize];
    let no_limit = most.is_none().then(|| passage("p", "hint", words.text(DeeperWord::BuffersNoLimit)));
    let near = counted.near.map(|near| passage("p", "hint", words.say(said::BuffersNear { required: &buffers(near) })));
    let (count, slots) = (grouped(counted.buffers.task_managers.into()), grouped(counted.slots.into()));
    fragment()
        .child(passage("p", "step__rule", words.say(said::JobTaskManagers { count: &count, slots: &slots })))
        .child(element!("div", "role" = "status").child(passage("p", class, said)))
        .child(table(heads.map(|head| words.text(head)), rows.into_iter().flatten().map(row)))
        .child(element!("div", "class" = "text__ways").children(set))
        .child(rest)
        .child(no_limit)
        .child(near)
}

fn table<const COLUMNS: usize>(heads: [&'static str; COLUMNS], rows: impl Iterator<Item = Element>) -> Element {
    let head = |(number, head): (usize, &'static str)| {
        element!("th", "scope" = "col", "class" = if number == 0 { "sum__what" } else { "sum__size" }).child(head)
    };
    element!("table", "class" = "sum buffers")
        .child(element!("thead", "class" = "hint").child(element!("tr").children(heads.into_iter().enumerate().map(head))))
        .child(element!("tbody").children(rows))
}

/// A button that gives a TaskManager exactly so much network memory.
fn set_network(size: MemorySize, says: &Says<'_>) -> Element {
    let label = says.words.say(said::SetNetwork { size: &says.words.size(size) });
    let set = LIMITS.map(|key| Action::Set { key, text: size.shortest_text() });
    let set = Action::All(Rc::new(set));
    element!("button", "type" = "button", "class" = "button button--small").child(label).on_click(says.act.reform(move |_| set.clone()))
}

/// What the edge says of itself: where the records come from, and how.
fn told(edge: &Edge, says: &Says<'_>) -> String {
    let (stage, channels) = ((edge.from + 1).to_string(), buffers(edge.gate.channels));
    says.words.say(said::StageInput { stage: &stage, exchange: edge.exchange.name(), channels: &channels })
}

fn stage_name(stage: usize, counted: &Counted, says: &Says<'_>) -> String {
    let parallelism = counted.job.stages.get(stage).map_or(0, |stage| stage.parallelism);
    says.words.say(said::StageTold { stage: &(stage + 1).to_string(), parallelism: &grouped(parallelism.into()) })
}

fn stages(counted: &Counted, says: &Says<'_>) -> Element {
    let words = says.words;
    let row = |(index, stage): (usize, &StageBuffers)| {
        let inputs = counted.edges.iter().filter(|edge| edge.to == index).map(|edge| passage("div", "hint", told(edge, says)));
        let what = fragment().child(stage_name(index, counted, says)).children(inputs);
        element!("tr")
            .child(element!("th", "scope" = "row", "class" = "sum__what").child(what))
            .child(passage("td", "sum__size", range(stage.per_task)))
            .child(passage("td", "sum__size", grouped(stage.subtasks.into())))
            .child(passage("td", "sum__size", range(stage.per_task_manager)))
    };
    let heads = [DeeperWord::ColumnWhat, DeeperWord::ColumnTask, DeeperWord::ColumnSubtasks, DeeperWord::ColumnOfTaskManager];
    fragment()
        .child(passage("p", "step__subtitle", words.text(DeeperWord::StagesTake)))
        .child(table(heads.map(|head| words.text(head)), counted.buffers.stages.iter().enumerate().map(row)))
}
